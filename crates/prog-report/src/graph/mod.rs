//! The model as nodes and edges: systems, flows, the schedule, who owns what, risks. [`graph_data`] makes the data that every
//! drawing, the JSON form and the editor's preview share; the files beside this one draw it.

mod build;
mod clusters;
mod dot;
mod focus;
mod layout;
mod mermaid;
mod overview;
mod style;
mod svg;
mod untangle;

pub use svg::{Embed, svg};

use crate::ask::{Ask, Spot, Unknown};
use prog_model::{Decl, DeclId};
use schemars::JsonSchema;
use serde::Serialize;

/// What the nodes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GraphOf {
    /// Systems and what they depend on.
    #[default]
    Systems,
    /// Systems and the flows that pass through them.
    Flows,
    /// Tasks, milestones and dependencies, and what waits for what.
    Schedule,
    /// People and teams, and what they answer for.
    Ownership,
    /// Risks, and what they affect and threaten.
    Risks,
}

/// What nodes stand in a box together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ClusterBy {
    /// Owner for systems and flows, workstream for the schedule, nothing else.
    #[default]
    Fitting,
    /// Those with one owner.
    Owner,
    /// Those of one program.
    Program,
    /// Those of one workstream.
    Workstream,
    /// None.
    Nothing,
}

/// What graph is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct GraphOptions<'w> {
    /// What the nodes are.
    pub of: GraphOf,
    /// Only what is near this one.
    pub focus: Option<Decl<'w>>,
    /// How near: so many edges away.
    pub depth: u32,
    /// What nodes stand together.
    pub cluster: ClusterBy,
}

/// Nodes, edges and boxes. Version 1.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GraphData {
    /// 1; later versions only add.
    pub version: u32,
    /// What the nodes are.
    pub of: GraphOf,
    /// The declarations, by path.
    pub nodes: Vec<Node>,
    /// What ties them.
    pub edges: Vec<Edge>,
    /// Which stand together.
    pub clusters: Vec<Cluster>,
}

/// A declaration.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Node {
    /// Its full path.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// Its kind.
    pub kind: &'static str,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The program that it belongs to.
    pub program: Option<String>,
    /// How much is lost when it fails, or how bad a risk is: low, medium, high, critical.
    pub level: Option<&'static str>,
    /// Where it stands: `live`, `planned`, `open`.
    pub status: Option<&'static str>,
    /// Whether it is on the critical path.
    pub critical: bool,
    /// Whether it is what the graph is focused on.
    pub focus: bool,
    /// Where it is declared.
    #[serde(flatten)]
    pub spot: Spot,
    /// Its number in the workspace.
    #[serde(skip)]
    pub decl: DeclId,
}

/// That one declaration is tied to another.
#[derive(Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Edge {
    /// The path of the first.
    pub from: String,
    /// The path of the second.
    pub to: String,
    /// The key that ties them, or `hop` in a flow and `part-of` in a system.
    pub kind: String,
    /// What stands at the edge.
    pub label: Option<String>,
    /// Whether both ends are critical and the one drives the other.
    pub critical: bool,
    #[serde(skip)]
    pub(crate) ends: (u32, u32),
}

/// Nodes that stand together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cluster {
    /// The path of the owner, program or workstream.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// The paths of the nodes.
    pub nodes: Vec<String>,
    #[serde(skip)]
    pub(crate) members: Vec<u32>,
}

/// The graph that is asked for.
pub fn graph_data<'w>(ask: &Ask<'w>, options: &GraphOptions<'w>) -> Result<GraphData, Unknown> {
    let mut parts = build::build(ask, options.of);
    let focus = match options.focus {
        None => None,
        Some(focus) => Some(focus::keep_near(&mut parts, focus, options)?),
    };
    let clusters = clusters::clusters(&parts, options);
    Ok(parts.into_data(ask, options.of, focus, clusters))
}

impl GraphData {
    /// As JSON.
    pub fn json(&self) -> String {
        // Texts and numbers always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// As DOT, for Graphviz.
    pub fn dot(&self) -> String {
        dot::dot(self)
    }

    /// As a Mermaid flowchart, for Markdown pages.
    pub fn mermaid(&self) -> String {
        mermaid::mermaid(self)
    }

    /// As a drawing of its own.
    pub fn svg(&self) -> String {
        svg::svg(self, Embed::Alone)
    }

    /// What the graph shows, in words.
    pub fn title(&self) -> &'static str {
        match self.of {
            GraphOf::Systems => "Systems and what they depend on",
            GraphOf::Flows => "Flows through the systems",
            GraphOf::Schedule => "What waits for what",
            GraphOf::Ownership => "Who answers for what",
            GraphOf::Risks => "What the risks affect and threaten",
        }
    }
}
