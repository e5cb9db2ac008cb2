//! The arguments of every command, a file for each or for a few that belong together. What they do is in [`crate::commands`].

mod check;
mod diff;
mod fmt;
mod graph;
mod import;
mod model;
mod others;
mod pages;
mod rules;
mod show;
mod start;

use crate::output::Color;
pub use check::{CheckArgs, FailOn, Format};
use clap::{Args as Group, Parser, Subcommand};
pub use diff::{DiffArgs, DiffTo};
pub use fmt::FmtArgs;
pub use graph::{ClusterArg, GraphArgs, GraphOfArg, GraphTo};
pub use import::{DateOrderArg, ImportArgs, ImportFrom, Rows};
pub use model::{ExportArgs, ExportTo, SchemaArgs, SchemaOf};
pub use others::{CompletionsArgs, LspArgs};
pub use pages::{MemoArgs, MemoTo, ReportArgs, ReportTo};
pub use rules::{DocFormat, ExplainArgs, RulesArgs};
pub use show::{ShowArgs, ShowFormat};
pub use start::{InitArgs, NewArgs, ProfileArg};

/// Checks program specs: who owns what, what depends on what, which risks have no mitigation, which outcome no measure.
#[derive(Parser, Debug)]
#[command(name = "progc", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Print less: findings and results only.
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
}

const EXAMPLES: &str = "Examples:
  progc check                 check the workspace of the current folder
  progc check --fix           and mend what can be mended safely
  progc explain missing-owner what a rule finds, and why it matters
  progc init                  a first spec to start from";

/// What `progc` can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check specs and print what was found.
    Check(Box<CheckArgs>),
    /// Format specs in place.
    Fmt(FmtArgs),
    /// Show a register or an analysis: risks, outcomes, plan, impact, owners …
    Show(ShowArgs),
    /// Write the status page: one HTML file that opens anywhere, or Markdown for a wiki.
    Report(ReportArgs),
    /// Say what changed in the program between two git revisions or folders.
    Diff(DiffArgs),
    /// Write the memo of an escalation, or the note about a decision.
    Memo(MemoArgs),
    /// Draw systems, flows, the schedule, ownership or risks.
    Graph(GraphArgs),
    /// Print the resolved model for other programs: JSON, NDJSON or CSV.
    Export(ExportArgs),
    /// Explain a rule: what it finds, why it matters, how to fix it.
    Explain(ExplainArgs),
    /// List every rule.
    Rules(RulesArgs),
    /// Write `.prog` from what you already have: tables and service catalogues.
    Import(ImportArgs),
    /// Start a spec in this folder.
    Init(InitArgs),
    /// Print the skeleton of a declaration; what is open in it is a `?`.
    New(NewArgs),
    /// Print the language as JSON, or the schemas of what other commands print and of `progc.toml`.
    Schema(SchemaArgs),
    /// Run the language server on standard input and output.
    Lsp(LspArgs),
    /// Print the completions of a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man,
}

/// The day and the clock.
#[derive(Group, Clone, Debug, Default)]
pub struct ClockArgs {
    /// The day that counts as today: 2026-02-10.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}
