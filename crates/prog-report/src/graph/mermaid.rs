//! The graph as a Mermaid flowchart, which GitHub, GitLab and many wikis draw.

use super::style::{self, Shape, Stroke};
use super::{GraphData, Node};
use std::fmt::Write;

pub fn mermaid(data: &GraphData) -> String {
    let mut out = String::from("flowchart LR\n");
    let mut boxed = vec![false; data.nodes.len()];
    for (number, cluster) in data.clusters.iter().enumerate() {
        let _ = writeln!(out, "  subgraph c{number}[\"{}\"]", escaped(&cluster.label));
        for member in &cluster.members {
            boxed[*member as usize] = true;
            node(&mut out, "    ", *member, &data.nodes[*member as usize]);
        }
        out.push_str("  end\n");
    }
    for (at, other) in data.nodes.iter().enumerate().filter(|(at, _)| !boxed[*at]) {
        node(&mut out, "  ", at as u32, other);
    }
    for edge in &data.edges {
        let arrow = match style::stroke(edge) {
            Stroke::Solid => "-->",
            Stroke::Dashed => "-.->",
            Stroke::Thick => "==>",
        };
        let words = style::words(edge);
        let words = if words.is_empty() { String::new() } else { format!("|\"{}\"|", escaped(&words)) };
        let _ = writeln!(out, "  n{} {arrow}{words} n{}", edge.ends.0, edge.ends.1);
    }
    for paint in &style::PAINTS {
        let members: Vec<String> = (0..data.nodes.len())
            .filter(|at| style::paint(&data.nodes[*at]) == *paint)
            .map(|at| format!("n{at}"))
            .collect();
        if !members.is_empty() {
            let _ = writeln!(
                out,
                "  classDef {} fill:{},stroke:{},stroke-width:{}px,color:#000000\n  class {} {}",
                paint.name,
                paint.fill,
                paint.line,
                paint.width,
                members.join(","),
                paint.name
            );
        }
    }
    out
}

fn node(out: &mut String, indent: &str, at: u32, node: &Node) {
    let note = style::note(node);
    let mut label = escaped(&node.label);
    if !note.is_empty() {
        let _ = write!(label, "<br><small>{}</small>", escaped(&note));
    }
    let (open, close) = match style::shape(node) {
        Shape::Box => ("[", "]"),
        Shape::Round => ("(", ")"),
        Shape::Diamond => ("{", "}"),
        Shape::Hexagon => ("{{", "}}"),
        Shape::Pill => ("([", "])"),
        Shape::Double => ("[[", "]]"),
        Shape::Slanted => ("[/", "/]"),
    };
    let _ = writeln!(out, "{indent}n{at}{open}\"{label}\"{close}");
}

/// Mermaid reads a text in quotes, with entities written `#…;`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
