//! `progc diff`: what changed in the program between two revisions or folders.

use crate::args::{Args, DiffArgs, DiffTo};
use crate::commands::day;
use crate::discover;
use crate::git;
use crate::load;
use crate::output;
use crate::world::World;
use anyhow::Result;
use prog_model::dates::Day;
use std::path::Path;
use std::process::ExitCode;

pub fn run(diff: &DiffArgs, args: &Args) -> Result<ExitCode> {
    let root = discover::here()?;
    let today = day(diff.clock.as_of.as_deref())?;
    let from = diff.from.as_deref().unwrap_or("HEAD");
    let before = state(&root, from, today)?;
    let (after, to) = match diff.to.as_deref() {
        Some(name) => (state(&root, name, today)?, name),
        None => (World::of(load::load(&root, args.quiet), today, args.quiet)?, "the work tree"),
    };
    let (old, new) = (before.ask(diff.program.as_deref())?, after.ask(diff.program.as_deref())?);
    let data = prog_report::diff::diff(&old, from, &new, to);
    let text = match diff.format {
        DiffTo::Human => data.terminal(output::width(), args.color.on_stdout()),
        DiffTo::Md => data.markdown(),
        DiffTo::Json => data.json(),
    };
    output::print_or_write(&text, diff.output_file.as_deref())?;
    Ok(before.end(after.end(ExitCode::SUCCESS)))
}

/// A folder, else a revision.
pub fn state(root: &Path, name: &str, today: Day) -> Result<World> {
    let folder = Path::new(name);
    let loaded = if folder.is_dir() && !git::is_revision(root, name) {
        load::load(&std::fs::canonicalize(folder)?, true)
    } else {
        git::load(root, name)?
    };
    World::earlier(loaded, today, name)
}
