//! The arguments of `progc graph`.

use super::ClockArgs;
use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// What the nodes of a graph are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum GraphOfArg {
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

/// How a graph is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum GraphTo {
    /// For Graphviz.
    #[default]
    Dot,
    /// For Markdown pages.
    Mermaid,
    /// A drawing.
    Svg,
    /// Nodes, edges and boxes, version 1.
    Json,
}

/// What nodes stand in a box together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ClusterArg {
    /// Those with one owner.
    Owner,
    /// Those of one program.
    Program,
    /// Those of one workstream.
    Workstream,
    /// None.
    None,
}

/// `progc graph`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc graph --format svg --output-file systems.svg\n  progc graph gateway --depth 1 --format mermaid      what is right beside the gateway\n  progc graph checkout --of schedule --format svg > plan.svg\n  progc graph --of flows | dot -Tpng > flows.png"
)]
pub struct GraphArgs {
    /// A program to draw, or something to draw with what is near it.
    pub name: Option<String>,

    /// What the nodes are.
    #[arg(long, value_enum, default_value_t)]
    pub of: GraphOfArg,

    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: GraphTo,

    /// Only what is near this one.
    #[arg(long, value_name = "NAME")]
    pub focus: Option<String>,

    /// How near: so many edges away.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub depth: u32,

    /// What stands in a box together; if not given, what fits the graph.
    #[arg(long, value_enum, value_name = "BY")]
    pub cluster: Option<ClusterArg>,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    #[command(flatten)]
    pub clock: ClockArgs,
}
