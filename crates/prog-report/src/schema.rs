//! The JSON Schemas of the views, the graphs and the diff, made from the very types that are printed, so that they cannot lag
//! behind.
//!
//! Not here: the schema of the export ([`crate::export`]), which is made from the table of kinds.

use crate::diff::DiffData;
use crate::graph::GraphData;
use crate::views::VIEWS;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// The JSON Schema (2020-12) of `progc show … --format json`: one of the views, told apart by its `view`.
pub fn views_schema() -> Value {
    let mut generator = generator();
    let mut views = Map::new();
    for spec in VIEWS {
        let mut schema = (spec.schema)(&mut generator).to_value();
        schema["title"] = json!(format!("progc show {}", spec.name));
        schema["description"] = json!(spec.doc);
        schema["properties"]["version"] = json!({ "const": crate::views::VERSION });
        schema["properties"]["view"] = json!({ "const": spec.name });
        views.insert(spec.name.to_owned(), schema);
    }
    let one_of: Vec<Value> = views.keys().map(|name| json!({ "$ref": format!("#/$defs/{name}") })).collect();
    let mut definitions = generator.take_definitions(true);
    definitions.append(&mut views);
    json!({
        "$schema": DIALECT,
        "title": "progc show",
        "description": "The views of a prog workspace. Version 1; later fields are only added.",
        "oneOf": one_of,
        "$defs": definitions,
    })
}

/// The JSON Schema (2020-12) of `progc graph --format json`.
pub fn graph_schema() -> Value {
    whole::<GraphData>("progc graph")
}

/// The JSON Schema (2020-12) of `progc diff --format json`.
pub fn diff_schema() -> Value {
    whole::<DiffData>("progc diff")
}

fn whole<T: JsonSchema>(title: &str) -> Value {
    let mut schema = generator().into_root_schema_for::<T>().to_value();
    schema["title"] = json!(title);
    schema["properties"]["version"] = json!({ "const": 1 });
    schema
}
