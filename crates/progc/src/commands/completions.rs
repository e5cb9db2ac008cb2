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
    let command = Args::command();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for sub in command.get_subcommands().filter(|s| !s.is_hide_set()) {
        let page = sub.clone().bin_name(format!("progc {}", sub.get_name()));
        clap_mangen::Man::new(page).render(&mut text)?;
    }
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}
