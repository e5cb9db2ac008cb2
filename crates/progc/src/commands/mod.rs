//! One file per command; each gives the exit code.

mod completions;
mod diff;
mod explain;
mod export;
mod fmt;
mod graph;
mod import;
mod init;
mod lsp;
mod memo;
mod new;
mod report;
mod schema;
mod show;

use crate::args::{Args, Command};
use anyhow::{Result, bail};
use prog_model::dates::{self, Day};
use std::process::ExitCode;

/// Runs the command that was asked for.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.color.set();
    let runs_on = match &args.command {
        Command::Lsp(_) => true,
        Command::Check(check) => check.watch,
        _ => false,
    };
    if !runs_on {
        crate::memory::in_large_pages();
    }
    match &args.command {
        Command::Check(check) => crate::check::run(check, args),
        Command::Fmt(fmt) => fmt::run(fmt, args),
        Command::Show(show) => show::run(show, args),
        Command::Report(report) => report::run(report, args),
        Command::Diff(diff) => diff::run(diff, args),
        Command::Memo(memo) => memo::run(memo, args),
        Command::Graph(graph) => graph::run(graph, args),
        Command::Export(export) => export::run(export, args),
        Command::Explain(explain) => explain::explain(explain),
        Command::Rules(rules) => explain::rules(rules),
        Command::Import(import) => import::run(import, args),
        Command::Init(init) => init::run(init),
        Command::New(new) => new::run(new),
        Command::Schema(schema) => schema::run(schema),
        Command::Lsp(lsp) => lsp::run(lsp),
        Command::Completions(completions) => completions::completions(completions),
        Command::Man => completions::man(),
    }
}

/// The day that was given, else today.
pub fn day(as_of: Option<&str>) -> Result<Day> {
    match as_of {
        Some(text) => match dates::parse_iso(text) {
            Some(day) => Ok(day),
            None => bail!("`{text}` is not a date; write it as 2026-02-10"),
        },
        None => Ok(today()),
    }
}

/// The time zone of a Unix machine where it is set in the usual file. Looked up by its name, the folder of all time zones of
/// the world would be read first, which takes longer than checking a small program.
fn local_time_zone() -> Option<jiff::tz::TimeZone> {
    if cfg!(not(unix)) || std::env::var_os("TZ").is_some() {
        return None;
    }
    let rules = std::fs::read("/etc/localtime").ok()?;
    jiff::tz::TimeZone::tzif("local", &rules).ok()
}

/// Today by the clock of this machine.
pub fn today() -> Day {
    let now = match local_time_zone() {
        Some(zone) => jiff::Timestamp::now().to_zoned(zone),
        None => jiff::Zoned::now(),
    };
    let date = now.date();
    dates::day(date.year().into(), date.month() as u32, date.day() as u32).unwrap_or_default()
}
