//! The arguments of what writes pages to send: `progc report` and `progc memo`.

use super::ClockArgs;
use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// How the status page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ReportTo {
    /// One HTML file that holds everything.
    #[default]
    Html,
    /// Markdown, for a wiki.
    Md,
}

/// `progc report`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc report --output-file status.html\n  progc report --program checkout --since main > status.html\n  progc report --format md > status.md"
)]
pub struct ReportArgs {
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportTo,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    /// Also say what changed since this git revision or folder.
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    #[command(flatten)]
    pub clock: ClockArgs,

    /// For the forecast: how many runs.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub runs: u32,

    /// For the forecast: where its random numbers start.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// How a memo is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum MemoTo {
    /// Markdown.
    #[default]
    Md,
    /// Plain text.
    Text,
    /// A mail, to be opened as a draft.
    Eml,
}

/// `progc memo`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc memo vendor-delay                    the memo to read and send\n  progc memo vendor-delay --format eml --output-file memo.eml\n                                             a draft for your mail program\n  progc memo provider --format text          the note about a decision"
)]
pub struct MemoArgs {
    /// An escalation or a decision.
    pub name: String,

    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: MemoTo,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    #[command(flatten)]
    pub clock: ClockArgs,
}
