//! `progc schema`: the language and the settings as JSON.

use crate::args::{SchemaArgs, SchemaOf};
use crate::output;
use anyhow::Result;
use std::process::ExitCode;

pub fn run(args: &SchemaArgs) -> Result<ExitCode> {
    let json = match args.of {
        SchemaOf::Language => prog_rules::reference::language(),
        SchemaOf::Config => prog_rules::reference::config_schema(),
        SchemaOf::Export => prog_report::export_schema(),
    };
    output::print(&format!("{json:#}\n"))?;
    Ok(ExitCode::SUCCESS)
}
