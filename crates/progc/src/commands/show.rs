//! `progc show`: a register or an analysis, for people or machines.

use crate::args::{Args, ShowArgs, ShowFormat};
use crate::output;
use crate::world::World;
use anyhow::{Result, bail};
use std::process::ExitCode;

pub fn run(show: &ShowArgs, args: &Args) -> Result<ExitCode> {
    let Some(spec) = prog_report::views::find(&show.view) else {
        bail!("there is no view called `{}`", show.view)
    };
    let world = World::open(&show.clock, args)?;
    let mut ask = world.ask(show.program.as_deref())?;
    (ask.runs, ask.seed) = (show.runs, show.seed);
    let view = spec.make(&ask, show.name.as_deref())?;
    let text = match show.format {
        ShowFormat::Human => view.terminal(output::width(), args.color.on_stdout()),
        ShowFormat::Json => view.json(),
        ShowFormat::Csv => view.csv(),
        ShowFormat::Md => view.markdown(),
    };
    output::print(&text)?;
    Ok(world.end(ExitCode::SUCCESS))
}
