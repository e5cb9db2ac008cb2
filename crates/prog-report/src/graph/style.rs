//! How nodes and edges look, the same in every drawing. Colours are of the Okabe–Ito palette, which people with any colour
//! blindness can tell apart; each stands beside a shape, a line or a word that says the same, so that print loses nothing.

use super::{Edge, Node};

/// The outline of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A system, a task.
    Box,
    /// A datastore.
    Round,
    /// A milestone.
    Diamond,
    /// A risk.
    Hexagon,
    /// A person, a team.
    Pill,
    /// An outcome, a program.
    Double,
    /// Something that others deliver.
    Slanted,
}

pub fn shape(node: &Node) -> Shape {
    match node.kind {
        "milestone" => Shape::Diamond,
        "risk" => Shape::Hexagon,
        "person" | "team" | "stakeholder" => Shape::Pill,
        "outcome" | "program" => Shape::Double,
        "dependency" => Shape::Slanted,
        "flow" | "workstream" => Shape::Round,
        _ => Shape::Box,
    }
}

/// Fill and border of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paint {
    /// The name of the paint, for classes.
    pub name: &'static str,
    /// The inside: a tint on which black is read well.
    pub fill: &'static str,
    /// The border.
    pub line: &'static str,
    /// How thick the border is.
    pub width: u8,
}

const PLAIN: Paint = Paint { name: "plain", fill: "#ffffff", line: "#555555", width: 1 };
const MEDIUM: Paint = Paint { name: "medium", fill: "#ddeffa", line: "#0072b2", width: 1 };
const HIGH: Paint = Paint { name: "high", fill: "#fbe9c4", line: "#b37b00", width: 2 };
const CRITICAL: Paint = Paint { name: "critical", fill: "#f9d8c6", line: "#d55e00", width: 3 };
const DONE: Paint = Paint { name: "done", fill: "#e6e6e6", line: "#888888", width: 1 };

/// Every paint, for legends and style sheets.
pub const PAINTS: [Paint; 5] = [PLAIN, MEDIUM, HIGH, CRITICAL, DONE];

pub fn paint(node: &Node) -> Paint {
    let over =
        matches!(node.status, Some("done" | "reached" | "retired" | "delivered" | "dropped" | "closed"));
    match node.level {
        _ if over => DONE,
        _ if node.critical => CRITICAL,
        Some("critical") => CRITICAL,
        Some("high") => HIGH,
        Some("medium") => MEDIUM,
        _ => PLAIN,
    }
}

/// What stands under a node's name: what its colour and outline say, in words.
pub fn note(node: &Node) -> String {
    let mut words: Vec<&str> = Vec::new();
    if !matches!(node.kind, "system" | "task") {
        words.push(node.kind);
    }
    match node.level {
        Some("critical") if node.kind == "risk" => words.push("extreme"),
        Some(level) => words.push(level),
        None => {}
    }
    if node.critical {
        words.push("critical path");
    }
    let usual = ["live", "planned", "open", "active", "requested", "mitigating"];
    words.extend(node.status.filter(|s| !usual.contains(s)));
    words.join(" · ")
}

/// How an edge is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stroke {
    /// The usual one.
    Solid,
    /// A weaker tie.
    Dashed,
    /// On the critical path.
    Thick,
}

pub fn stroke(edge: &Edge) -> Stroke {
    match edge.kind.as_str() {
        _ if edge.critical => Stroke::Thick,
        "part-of" | "threatens" | "member" | "starts-with" | "ends-with" | "ends-after-start" => {
            Stroke::Dashed
        }
        _ => Stroke::Solid,
    }
}

/// The words at an edge: its label, and its kind where that is not the usual one of the graph.
pub fn words(edge: &Edge) -> String {
    let usual = ["depends-on", "after", "owner", "affects", "hop"];
    match (&edge.label, usual.contains(&edge.kind.as_str())) {
        (Some(label), true) => label.clone(),
        (None, true) => String::new(),
        (Some(label), false) => format!("{} {label}", edge.kind),
        (None, false) => edge.kind.clone(),
    }
}
