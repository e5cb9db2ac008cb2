//! The arguments of what begins a spec: `progc init` and `progc new`.

use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// A set of rules to start with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ProfileArg {
    /// The errors and the few rules that matter most.
    Starter,
    /// All rules.
    #[default]
    Standard,
    /// All rules, infos as warnings.
    Strict,
}

/// `progc init`
#[derive(Group, Debug)]
#[command(after_help = "Examples:\n  progc init\n  progc init --profile starter specs/")]
pub struct InitArgs {
    /// The folder to start in.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,

    /// Which rules speak.
    #[arg(long, value_enum, default_value_t)]
    pub profile: ProfileArg,
}

/// `progc new`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc new risk gateway-latency\n  progc new outcome conversion >> programs/checkout.prog"
)]
pub struct NewArgs {
    /// The kind: `risk`, `outcome`, `system` …
    pub kind: String,

    /// Its name.
    pub name: String,
}
