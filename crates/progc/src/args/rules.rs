//! The arguments of what tells about rules: `progc explain` and `progc rules`.

use clap::{Args as Group, ValueEnum};

/// Markdown or JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum DocFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown.
    Md,
    /// JSON.
    Json,
}

/// `progc explain`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc explain missing-owner\n  progc explain unmitigated-risk --format md"
)]
pub struct ExplainArgs {
    /// The rule's name.
    pub rule: String,

    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    pub format: DocFormat,
}

/// `progc rules`
#[derive(Group, Debug)]
#[command(after_help = "Examples:\n  progc rules\n  progc rules --format json")]
pub struct RulesArgs {
    /// How to print them.
    #[arg(long, value_enum, default_value_t)]
    pub format: DocFormat,
}
