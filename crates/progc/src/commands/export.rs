//! `progc export`: the resolved model for other programs.

use crate::args::{Args, ClockArgs, ExportArgs, ExportTo};
use crate::output;
use crate::world::World;
use anyhow::Result;
use prog_report::ExportFormat;
use std::process::ExitCode;

pub fn run(export: &ExportArgs, args: &Args) -> Result<ExitCode> {
    // Nothing in the export depends on today.
    let world = World::open(&ClockArgs::default(), args)?;
    let ask = world.ask(export.program.as_deref())?;
    let format = match export.format {
        ExportTo::Json => ExportFormat::Json,
        ExportTo::Ndjson => ExportFormat::Ndjson,
        ExportTo::Csv => ExportFormat::Csv,
    };
    let bytes = prog_report::export(&ask, format);
    output::print_or_write(&String::from_utf8_lossy(&bytes), export.output_file.as_deref())?;
    Ok(world.end(ExitCode::SUCCESS))
}
