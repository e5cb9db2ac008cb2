//! `progc completions` and `progc man`: made from the arguments themselves.

use crate::args::{Args, CompletionsArgs};
use crate::output;
use anyhow::Result;
use clap::CommandFactory;
use std::process::ExitCode;

pub fn completions(args: &CompletionsArgs) -> Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "progc", &mut text);
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}

pub fn man() -> Result<ExitCode> {
    let mut text = Vec::new();
    // There is no page about `progc help`.
    let mut command = Args::command().disable_help_subcommand(true);
    // Only then a command knows the name that the first page refers to it by: progc-check.
    command.build();
    let pages = command.get_subcommands().filter(|s| !s.is_hide_set());
    for page in std::iter::once(&command).chain(pages) {
        let source = concat!("progc ", env!("CARGO_PKG_VERSION"));
        clap_mangen::Man::new(page.clone()).source(source).render(&mut text)?;
    }
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}
