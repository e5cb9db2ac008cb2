//! The arguments of `progc check`.

use super::ClockArgs;
use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// A level at which the exit code is 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FailOn {
    /// Only errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Info,
    /// Never.
    Never,
}

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people at a terminal.
    Human,
    /// One line each.
    Concise,
    /// One JSON document, version 1.
    Json,
    /// One JSON document per line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// GitHub Actions annotations: the fitting one there.
    Github,
    /// GitLab code quality report: the fitting one there.
    Gitlab,
    /// JUnit XML, for test reports.
    Junit,
}

/// `progc check`
#[derive(Group, Debug)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// Files and folders to report on; the whole workspace is read in any case. `-` reads one file from standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How to print findings; without it as the variable PROGC_FORMAT says, else human.
    #[arg(long, value_enum)]
    pub format: Option<Format>,

    /// From which level on the exit code is 1.
    #[arg(long, value_enum, default_value = "warning", value_name = "LEVEL")]
    pub fail_on: FailOn,

    #[command(flatten)]
    pub clock: ClockArgs,

    /// Leave out the rules that depend on today, so that nobody's change turns red overnight.
    #[arg(long)]
    pub no_clock: bool,

    /// Only these rules, also where profile or settings leave them out.
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = trimmed)]
    pub select: Vec<String>,

    /// Not these rules.
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = trimmed)]
    pub ignore: Vec<String>,

    /// Mend what can be mended without changing the meaning.
    #[arg(long)]
    pub fix: bool,

    /// With --fix: also what has one evident edit, such as an `owner: ?`.
    #[arg(long, requires = "fix")]
    pub suggested: bool,

    /// With --fix: print the changes and write nothing.
    #[arg(long, requires = "fix")]
    pub diff: bool,

    /// Check again whenever a file changes.
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    pub watch: bool,

    /// A file of known findings: they do not count.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write all findings of today into a baseline file, and fail on none.
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,

    /// With --baseline: take entries out that are not found any more.
    #[arg(long, requires = "baseline")]
    pub prune_baseline: bool,

    /// Print how often each rule was found instead of the findings.
    #[arg(long)]
    pub statistics: bool,

    /// Print the settings that hold, and stop.
    #[arg(long)]
    pub show_settings: bool,

    /// Write the findings to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    /// The path that standard input stands for.
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
}

/// A name from a list that is written as people do, with a space after each comma.
#[allow(clippy::unnecessary_wraps)]
fn trimmed(name: &str) -> Result<String, std::convert::Infallible> {
    Ok(name.trim().to_owned())
}

const CHECK_EXAMPLES: &str = "Examples:
  progc check                          check the workspace of the current folder
  progc check programs/checkout.prog   report on one file
  progc check --fix --suggested        mend what has one evident edit
  progc check --format github          annotations in GitHub Actions (gitlab: in GitLab CI)
  progc check --no-clock               the same result on every day
  progc check --write-baseline known.json
                                       start in an old repository: only new findings count from now on

Exit codes: 0 nothing to say, 1 findings at or above --fail-on, 2 wrong use or unreadable input.";
