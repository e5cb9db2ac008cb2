//! `progc graph`: systems, flows, the schedule, ownership or risks as a drawing or as data.

use crate::args::{Args, ClusterArg, GraphArgs, GraphOfArg, GraphTo};
use crate::output;
use crate::world::World;
use anyhow::Result;
use prog_model::{Kind, KindSet};
use prog_report::{ClusterBy, GraphOf, GraphOptions, graph_data};
use std::process::ExitCode;

pub fn run(graph: &GraphArgs, args: &Args) -> Result<ExitCode> {
    let world = World::open(&graph.clock, args)?;
    let mut ask = world.ask(graph.program.as_deref())?;
    let mut focus = None;
    for name in graph.name.iter().chain(&graph.focus) {
        let decl = ask.find(name, KindSet::NONE)?;
        // A program is drawn whole; anything else with what is near it.
        match decl.kind() {
            Kind::Program if graph.focus.is_none() => ask.program = Some(decl),
            _ => focus = Some(decl),
        }
    }
    let options =
        GraphOptions { of: of(graph.of), focus, depth: graph.depth, cluster: cluster(graph.cluster) };
    let data = graph_data(&ask, &options)?;
    let text = match graph.format {
        GraphTo::Dot => data.dot(),
        GraphTo::Mermaid => data.mermaid(),
        GraphTo::Svg => data.svg(),
        GraphTo::Json => data.json(),
    };
    output::print_or_write(&text, graph.output_file.as_deref())?;
    if data.nodes.is_empty() && !args.quiet {
        anstream::eprintln!("note: there is nothing to draw in the graph of {}", data.title().to_lowercase());
    }
    Ok(world.end(ExitCode::SUCCESS))
}

fn of(of: GraphOfArg) -> GraphOf {
    match of {
        GraphOfArg::Systems => GraphOf::Systems,
        GraphOfArg::Flows => GraphOf::Flows,
        GraphOfArg::Schedule => GraphOf::Schedule,
        GraphOfArg::Ownership => GraphOf::Ownership,
        GraphOfArg::Risks => GraphOf::Risks,
    }
}

fn cluster(by: Option<ClusterArg>) -> ClusterBy {
    match by {
        None => ClusterBy::Fitting,
        Some(ClusterArg::Owner) => ClusterBy::Owner,
        Some(ClusterArg::Program) => ClusterBy::Program,
        Some(ClusterArg::Workstream) => ClusterBy::Workstream,
        Some(ClusterArg::None) => ClusterBy::Nothing,
    }
}
