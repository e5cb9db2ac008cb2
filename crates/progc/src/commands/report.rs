//! `progc report`: the status page.

use crate::args::{Args, ReportArgs, ReportTo};
use crate::commands::{day, diff};
use crate::discover;
use crate::output;
use crate::world::World;
use anyhow::Result;
use std::process::ExitCode;

pub fn run(report: &ReportArgs, args: &Args) -> Result<ExitCode> {
    let world = World::open(&report.clock, args)?;
    let mut ask = world.ask(report.program.as_deref())?;
    (ask.runs, ask.seed) = (report.runs, report.seed);
    let mut code = world.end(ExitCode::SUCCESS);
    let since = match &report.since {
        None => None,
        Some(name) => {
            let before = diff::state(&discover::here()?, name, day(report.clock.as_of.as_deref())?)?;
            code = before.end(code);
            let old = before.ask(report.program.as_deref())?;
            Some(prog_report::diff::diff(&old, name, &ask, "now"))
        }
    };
    let page = prog_report::page::report(&ask, since);
    let text = match report.format {
        ReportTo::Html => page.html(),
        ReportTo::Md => page.markdown(),
    };
    output::print_or_write(&text, report.output_file.as_deref())?;
    Ok(code)
}
