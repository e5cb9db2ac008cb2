//! The arguments of `progc diff`.

use super::ClockArgs;
use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// How changes are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum DiffTo {
    /// For people at a terminal.
    #[default]
    Human,
    /// Markdown, for a pull request.
    Md,
    /// One JSON document, version 1.
    Json,
}

/// `progc diff`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc diff                                what is not committed yet\n  progc diff main                           since main\n  progc diff v1 v2 --format md              between two revisions, for a pull request\n  progc diff last-week/ this-week/          between two folders"
)]
pub struct DiffArgs {
    /// The earlier state: a git revision or a folder; HEAD if not given.
    #[arg(value_name = "REV")]
    pub from: Option<String>,

    /// The later state: a git revision or a folder; the work tree if not given.
    #[arg(value_name = "REV")]
    pub to: Option<String>,

    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    pub format: DiffTo,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    #[command(flatten)]
    pub clock: ClockArgs,
}
