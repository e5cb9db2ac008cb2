//! The arguments of what prints the model and its schemas: `progc export` and `progc schema`.

use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// How the model is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ExportTo {
    /// One JSON document, version 1; `progc schema --of export` describes it.
    #[default]
    Json,
    /// One JSON document per line: a header, declarations, edges.
    Ndjson,
    /// A row per declaration, a column per property.
    Csv,
}

/// `progc export`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc export > model.json\n  progc export --format csv --output-file model.csv\n  progc export --format ndjson | grep '\"kind\":\"risk\"'"
)]
pub struct ExportArgs {
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportTo,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

/// What to print the schema of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum SchemaOf {
    /// The language and `progc export`.
    #[default]
    Language,
    /// `progc.toml`, as a JSON Schema.
    Config,
    /// `progc export --format json`, as a JSON Schema.
    Export,
    /// `progc show … --format json`, as a JSON Schema.
    Views,
    /// `progc graph --format json`, as a JSON Schema.
    Graph,
    /// `progc diff --format json`, as a JSON Schema.
    Diff,
}

/// `progc schema`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc schema > prog.schema.json\n  progc schema --of config > progc.schema.json\n  progc schema --of export > model.schema.json\n  progc schema --of views > views.schema.json"
)]
pub struct SchemaArgs {
    /// Of what.
    #[arg(long, value_enum, default_value_t)]
    pub of: SchemaOf,
}
