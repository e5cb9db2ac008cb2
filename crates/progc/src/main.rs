//! `progc`: the command line of prog. Arguments, files, progress and exit codes; everything else is in the crates to
//! its left.

mod args;
mod check;
mod commands;
mod discover;
mod files;
mod fixes;
mod git;
mod load;
mod memory;
mod output;
mod problem;
mod unread;
mod world;

use clap::Parser;
use std::panic;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: memory::Allocator = memory::Allocator;

fn main() -> ExitCode {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if std::env::var_os("PROGC_BACKTRACE").is_some() {
            hook(info);
        }
        problem::report_bug(info);
    }));
    let args = args::Args::parse();
    let code = match panic::catch_unwind(|| commands::run(&args)) {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => problem::report(&error),
        Err(_) => ExitCode::from(2),
    };
    // A code does not say its number; these are the ones that there are.
    match (0..=2).find(|known| code == ExitCode::from(*known)) {
        Some(code) => memory::end(code),
        None => code,
    }
}
