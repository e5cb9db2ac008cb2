//! `progc schema`: the language and the settings as JSON.

use crate::args::{SchemaArgs, SchemaOf};
use crate::output;
use anyhow::Result;
use std::process::ExitCode;

pub fn run(args: &SchemaArgs) -> Result<ExitCode> {
    let json = match args.of {
        SchemaOf::Language => language(),
        SchemaOf::Config => prog_rules::reference::config_schema(),
        SchemaOf::Export => prog_report::export_schema(),
        SchemaOf::Views => prog_report::views_schema(),
        SchemaOf::Graph => prog_report::graph_schema(),
        SchemaOf::Diff => prog_report::diff_schema(),
    };
    output::print(&format!("{json:#}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// The reference data, and beside it the JSON Schema of `progc export`: a validator takes the whole document as it is, for it passes
/// over keywords that it does not know.
fn language() -> serde_json::Value {
    let mut language = prog_rules::reference::language();
    if let (Some(all), serde_json::Value::Object(schema)) =
        (language.as_object_mut(), prog_report::export_schema())
    {
        for (key, value) in schema {
            all.entry(key).or_insert(value);
        }
    }
    language
}
