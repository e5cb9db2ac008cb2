//! The arguments of `progc fmt`.

use clap::Args as Group;
use std::path::PathBuf;

/// `progc fmt`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc fmt              format the workspace\n  progc fmt --check      say what is not formatted, exit 1 if anything is\n  progc fmt - < a.prog   format standard input to standard output"
)]
pub struct FmtArgs {
    /// Files and folders; `-` formats standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Write nothing; exit with 1 if a file is not formatted.
    #[arg(long)]
    pub check: bool,

    /// Print the changes and write nothing; exit with 1 if there are any.
    #[arg(long)]
    pub diff: bool,

    /// The path that standard input stands for.
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
}
