//! `prog/graph`: nodes, edges and boxes, as `progc graph` draws them.

use super::{Answer, Reading, Stop, ask, capitalised, join, place_of, places};
use crate::custom::{GraphOf, GraphParams};
use prog_model::KindSet;
use prog_report::graph::{self, GraphOptions, graph_data};
use serde_json::{Value, json};

/// How many steps around the focus are drawn if nothing is said.
const DEPTH: u32 = 2;

/// Answers `prog/graph`.
pub fn graph(reading: &Reading<'_>, params: GraphParams) -> Answer<Value> {
    let named = params.focus.as_deref().or(params.program.as_deref());
    let places = places(reading, params.uri.as_ref(), named)?;
    let ask = ask(&places, params.program.as_deref())?;
    let unknown = |e: prog_report::Unknown| Stop::failed(capitalised(&e.to_string()));
    let focus = params
        .focus
        .as_deref()
        .map(|name| ask.find(name, KindSet::default()))
        .transpose()
        .map_err(unknown)?;
    let of = match params.of {
        GraphOf::Systems => graph::GraphOf::Systems,
        GraphOf::Flows => graph::GraphOf::Flows,
        GraphOf::Schedule => graph::GraphOf::Schedule,
        GraphOf::Ownership => graph::GraphOf::Ownership,
        GraphOf::Risks => graph::GraphOf::Risks,
    };
    let options = GraphOptions { of, focus, depth: params.depth.unwrap_or(DEPTH), ..GraphOptions::default() };
    let data = graph_data(&ask, &options).map_err(unknown)?;
    reading.check()?;
    let decls: Vec<_> = data.nodes.iter().map(|n| ask.facts.workspace.decl(n.decl)).collect();
    let mut answer = json!(data);
    for (node, decl) in answer["nodes"].as_array_mut().into_iter().flatten().zip(decls) {
        join(node, decl.map_or(Value::Null, |d| place_of(&places, d)));
    }
    for list in ["nodes", "edges"] {
        for item in answer[list].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            // What is not known is left out.
            item.retain(|_, value| !value.is_null());
        }
    }
    Ok(answer)
}
