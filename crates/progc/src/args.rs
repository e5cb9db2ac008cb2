//! The arguments of every command. What they do is in [`crate::commands`].

use crate::output::Color;
use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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

/// The day and the clock.
#[derive(Group, Clone, Debug, Default)]
pub struct ClockArgs {
    /// The day that counts as today: 2026-02-10.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
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
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Not these rules.
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
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

const CHECK_EXAMPLES: &str = "Examples:
  progc check                          check the workspace of the current folder
  progc check programs/checkout.prog   report on one file
  progc check --fix --suggested        mend what has one evident edit
  progc check --format github          annotations in GitHub Actions (gitlab: in GitLab CI)
  progc check --no-clock               the same result on every day
  progc check --write-baseline known.json
                                       start in an old repository: only new findings count from now on

Exit codes: 0 nothing to say, 1 findings at or above --fail-on, 2 wrong use or unreadable input.";

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

/// What to print the schema of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum SchemaOf {
    /// The language and `progc export`.
    #[default]
    Language,
    /// `progc.toml`, as a JSON Schema.
    Config,
    /// `progc export --format json`, as a JSON Schema.
    Export,
    /// `progc show … --format json`, as a JSON Schema.
    Views,
    /// `progc graph --format json`, as a JSON Schema.
    Graph,
    /// `progc diff --format json`, as a JSON Schema.
    Diff,
}

/// `progc schema`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc schema > prog.schema.json\n  progc schema --of config > progc.schema.json\n  progc schema --of export > model.schema.json\n  progc schema --of views > views.schema.json"
)]
pub struct SchemaArgs {
    /// Of what.
    #[arg(long, value_enum, default_value_t)]
    pub of: SchemaOf,
}

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

/// What the nodes of a graph are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum GraphOfArg {
    /// Systems and what they depend on.
    #[default]
    Systems,
    /// Systems and the flows that pass through them.
    Flows,
    /// Tasks, milestones and dependencies, and what waits for what.
    Schedule,
    /// People and teams, and what they answer for.
    Ownership,
    /// Risks, and what they affect and threaten.
    Risks,
}

/// How a graph is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum GraphTo {
    /// For Graphviz.
    #[default]
    Dot,
    /// For Markdown pages.
    Mermaid,
    /// A drawing.
    Svg,
    /// Nodes, edges and boxes, version 1.
    Json,
}

/// What nodes stand in a box together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ClusterArg {
    /// Those with one owner.
    Owner,
    /// Those of one program.
    Program,
    /// Those of one workstream.
    Workstream,
    /// None.
    None,
}

/// `progc graph`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc graph --format svg --output-file systems.svg\n  progc graph gateway --depth 1 --format mermaid      what is right beside the gateway\n  progc graph checkout --of schedule --format svg > plan.svg\n  progc graph --of flows | dot -Tpng > flows.png"
)]
pub struct GraphArgs {
    /// A program to draw, or something to draw with what is near it.
    pub name: Option<String>,

    /// What the nodes are.
    #[arg(long, value_enum, default_value_t)]
    pub of: GraphOfArg,

    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: GraphTo,

    /// Only what is near this one.
    #[arg(long, value_name = "NAME")]
    pub focus: Option<String>,

    /// How near: so many edges away.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub depth: u32,

    /// What stands in a box together; if not given, what fits the graph.
    #[arg(long, value_enum, value_name = "BY")]
    pub cluster: Option<ClusterArg>,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,

    #[command(flatten)]
    pub clock: ClockArgs,
}

/// How the model is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ExportTo {
    /// One JSON document, version 1; `progc schema --of export` describes it.
    #[default]
    Json,
    /// One JSON document per line: a header, declarations, edges.
    Ndjson,
    /// A row per declaration, a column per property.
    Csv,
}

/// `progc export`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc export > model.json\n  progc export --format csv --output-file model.csv\n  progc export --format ndjson | grep '\"kind\":\"risk\"'"
)]
pub struct ExportArgs {
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportTo,

    /// Only what belongs to this program.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,

    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

/// `progc lsp`
#[derive(Group, Debug)]
pub struct LspArgs {
    /// Standard input and output: the only way there is. Taken because editors pass it.
    #[arg(long, hide = true)]
    pub stdio: bool,

    /// The editor's process; taken because editors pass it.
    #[arg(long, hide = true, value_name = "PID")]
    pub client_process_id: Option<u32>,

    #[command(flatten)]
    pub clock: ClockArgs,
}

/// `progc completions`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc completions bash > /etc/bash_completion.d/progc\n  progc completions fish > ~/.config/fish/completions/progc.fish"
)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: clap_complete::Shell,
}
