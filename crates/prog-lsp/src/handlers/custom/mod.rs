//! Our own requests (see [`crate::custom`]): what prog-report says, with places as the protocol has them.

mod export;
mod forecast;
mod graph;
mod impact;
mod plan;
mod report;

pub use export::export;
pub use forecast::forecast;
pub use graph::graph;
pub use impact::impact;
pub use plan::plan;
pub use report::report;

use super::{Answer, Reading, Stop};
use crate::world::{Places, Root, RootId, World};
use prog_model::Decl;
use prog_report::Ask;
use serde_json::{Map, Value, json};
use tower_lsp::ls_types::Uri;

/// The workspace that is meant: that of a file, else the first that declares a name, else the first.
fn places<'w>(reading: &Reading<'w>, uri: Option<&Uri>, name: Option<&str>) -> Answer<Places<'w>> {
    let world: &'w World = reading.world;
    let mut roots: Vec<(RootId, &Root)> = world.roots.iter().map(|(id, root)| (*id, root)).collect();
    roots.sort_by_key(|(id, root)| (root.is_loose(), *id));
    let of_file = uri.and_then(|uri| world.spot(uri)).map(|s| s.id);
    let declares = |root: &Root| name.is_some_and(|n| root.engine.workspace().find(n).is_some());
    let named = || roots.iter().find(|(_, root)| declares(root)).map(|(id, _)| *id);
    let id = of_file.or_else(named).or_else(|| roots.first().map(|(id, _)| *id));
    id.and_then(|id| world.places(id)).ok_or_else(|| Stop::failed("No workspace is open"))
}

/// What is asked about: a program, or everything.
fn ask<'w>(places: &Places<'w>, program: Option<&str>) -> Answer<Ask<'w>> {
    let facts = places.root().engine.facts();
    match program {
        Some(name) => Ask::of_program(&facts, name).map_err(|e| Stop::failed(capitalised(&e.to_string()))),
        None => Ok(Ask::new(&facts)),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Where a declaration stands, as `uri` and `range`.
fn place_of(places: &Places<'_>, decl: Decl<'_>) -> Value {
    match places.location(decl.place(decl.span())) {
        Some(location) => json!({"uri": location.uri, "range": location.range}),
        None => json!({}),
    }
}

/// Adds the members of `more` to those of `to`.
fn join(to: &mut Value, more: Value) {
    if let (Value::Object(to), Value::Object(more)) = (to, more) {
        to.extend(more);
    }
}

/// A view's data with the version in front.
fn versioned(data: Value) -> Value {
    let mut all = Map::from_iter([("version".to_owned(), json!(1))]);
    if let Value::Object(data) = data {
        all.extend(data);
    }
    Value::Object(all)
}
