//! `progc memo`: the memo of an escalation, or the note about a decision. What is missing from it is said.

use crate::args::{Args, MemoArgs, MemoTo};
use crate::output;
use crate::world::World;
use anyhow::Result;
use std::process::ExitCode;

pub fn run(args_of: &MemoArgs, args: &Args) -> Result<ExitCode> {
    let world = World::open(&args_of.clock, args)?;
    let memo = prog_report::memo::memo(&world.ask(None)?, &args_of.name)?;
    let text = match args_of.format {
        MemoTo::Md => memo.markdown(),
        MemoTo::Text => memo.text(78),
        MemoTo::Eml => String::from_utf8_lossy(&memo.eml()).into_owned(),
    };
    output::print_or_write(&text, args_of.output_file.as_deref())?;
    if args.quiet {
        return Ok(world.end(ExitCode::SUCCESS));
    }
    for missing in &memo.missing {
        anstream::eprintln!("note: missing from the memo: {missing}");
    }
    if args_of.format == MemoTo::Eml {
        for who in memo.without_address() {
            anstream::eprintln!("note: no mail address is known for {who}: give `email` or `contact`");
        }
    }
    Ok(world.end(ExitCode::SUCCESS))
}
