//! The arguments of `progc import`.

use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// What is imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ImportFrom {
    /// Tables: a risk register, a task list, a list of systems.
    Csv,
    /// A Backstage catalogue: catalog-info.yaml.
    Backstage,
}

/// What the rows of a table are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Rows {
    /// Risks with likelihood, impact, mitigation.
    Risk,
    /// Tasks of a plan; rows without duration become milestones.
    Task,
    /// Milestones.
    Milestone,
    /// Systems.
    System,
    /// Edges between systems: who depends on whom.
    Link,
}

/// How `05/06/2026` is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum DateOrderArg {
    /// The fifth of June.
    Dmy,
    /// The sixth of May.
    Mdy,
}

/// `progc import`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc import csv risks.csv > risks.prog\n  progc import csv plan.csv --rows task --map owner=Responsible --stubs -o plan.prog\n  progc import backstage catalog-info.yaml --stubs\n\nHow columns were read, and what could not be carried over, is said line by line on standard error."
)]
pub struct ImportArgs {
    /// From what.
    pub from: ImportFrom,

    /// The files to read, together; `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    /// Declare what is referred to but not in the input.
    #[arg(long)]
    pub stubs: bool,

    /// csv: what the rows are, where the headers do not tell.
    #[arg(long, value_enum)]
    pub rows: Option<Rows>,

    /// csv: read a field from a column: `owner=Responsible`; `ignore=Column` leaves one out.
    #[arg(long, value_name = "FIELD=COLUMN,…", value_delimiter = ',')]
    pub map: Vec<String>,

    /// csv: how `05/06/2026` is read.
    #[arg(long, value_enum)]
    pub dates: Option<DateOrderArg>,
}
