//! The arguments of `progc show`.

use super::ClockArgs;
use clap::{Args as Group, ValueEnum};

/// How a view is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ShowFormat {
    /// A table that fits the terminal.
    #[default]
    Human,
    /// One JSON document, version 1.
    Json,
    /// The main table, for a spreadsheet.
    Csv,
    /// Markdown, for a wiki.
    Md,
}

/// `progc show`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc show risks                       the register and the heat map\n  progc show plan --program checkout     dates, slack and the critical path\n  progc show impact gateway              what breaks if it fails, and whom to call\n  progc show outcomes --format csv > outcomes.csv"
)]
pub struct ShowArgs {
    /// What to show.
    #[arg(value_parser = view_names())]
    pub view: String,

    /// What it is about, for views that are about one thing.
    pub name: Option<String>,

    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    pub format: ShowFormat,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    #[command(flatten)]
    pub clock: ClockArgs,

    /// For the forecast: how many runs.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub runs: u32,

    /// For the forecast: where its random numbers start. The same seed gives the same result.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

fn view_names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(
        prog_report::VIEWS.iter().map(|view| clap::builder::PossibleValue::new(view.name).help(view.doc)),
    )
}
