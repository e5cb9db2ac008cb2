//! The requests and notifications that we add to the protocol, for who draws the model.
//!
//! All answers carry `version: 1`; later versions only add fields. `path`, `id` and `owner` are full paths of declarations
//! (`checkout.gateway`), dates are ISO, and every thing that stands in a file has its `uri` and the `range` of its
//! declaration as the protocol counts them. What is absent is left out or `null`.
//!
//! | request | parameters | answer |
//! |---|---|---|
//! | `prog/graph` | `{of: "systems"\|"flows"\|"schedule"\|"ownership"\|"risks", program?, focus?, depth?}` | `{version, nodes: [{id, label, kind, owner?, program?, level?: "low"\|"medium"\|"high"\|"critical", critical?, uri, range}], edges: [{from, to, kind, label?}], clusters: [{id, label, nodes: [id]}]}` |
//! | `prog/impact` | `{name}` | what `progc show impact --format json` says, and `places: {path: {uri, range, title?}}` |
//! | `prog/plan` | `{program?}` | what `progc show plan --format json` says, and per item `title, kind, owner, status, uri, range`, and `today` |
//! | `prog/report` | `{program?}` | `{version, as_of, programs: [{path, title, stated?, computed}], risks: [{path, title, likelihood?, impact?, score?, band?, mitigated, mitigations, owner?, uri, range}], outcomes: [{path, title, health, baseline?, target?, latest?, unit?, by?, readings: [{on, value}], uri, range}], matrix: {likelihood: [word], impact: [word], bands: [{name, from, to}]}}` |
//!
//! | `prog/forecast` | `{program?, runs?}` | what `progc show forecast --format json` says |
//! | `prog/export` | `{program?, format: "json"\|"ndjson"\|"csv"}` | `{version, format, text}`: what `progc export` writes |
//!
//! Each takes a `uri` too: of any file in the workspace that is meant, where several are open. Without it the one is
//! taken that declares what is named, else the first.
//!
//! Each may be cancelled, and where `workDoneToken` is given its progress is told: a forecast of many runs takes its time.
//!
//! `prog/changed` `{}`, from the server: the answers may be different now. Sent after changes of the model, not more often than
//! findings are published; only to clients that made one of these requests before, or said
//! `experimental: {prog: {changed: true}}` in their capabilities.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{ProgressToken, Uri};

/// `prog/changed`
pub const CHANGED: &str = "prog/changed";
/// `prog/export`
pub const EXPORT: &str = "prog/export";
/// `prog/forecast`
pub const FORECAST: &str = "prog/forecast";
/// `prog/graph`
pub const GRAPH: &str = "prog/graph";
/// `prog/impact`
pub const IMPACT: &str = "prog/impact";
/// `prog/plan`
pub const PLAN: &str = "prog/plan";
/// `prog/report`
pub const REPORT: &str = "prog/report";

/// The requests.
pub const METHODS: [&str; 6] = [EXPORT, FORECAST, GRAPH, IMPACT, PLAN, REPORT];

/// What a graph is drawn of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GraphOf {
    /// Systems and what they depend on.
    Systems,
    /// Flows through systems.
    Flows,
    /// Work and what it waits for.
    Schedule,
    /// Who answers for what.
    Ownership,
    /// Risks and what they threaten.
    Risks,
}

/// The parameters of [`GRAPH`].
#[derive(Clone, Debug, Deserialize)]
pub struct GraphParams {
    /// Of what.
    pub of: GraphOf,
    /// Only of this program.
    pub program: Option<String>,
    /// Only around this declaration.
    pub focus: Option<String>,
    /// So many steps around it.
    pub depth: Option<u32>,
    /// A file of the workspace that is meant.
    pub uri: Option<Uri>,
}

/// The parameters of [`EXPORT`].
#[derive(Clone, Debug, Deserialize)]
pub struct ExportParams {
    /// Only of this program.
    pub program: Option<String>,
    /// How it is written.
    pub format: ExportTo,
    /// A file of the workspace that is meant.
    pub uri: Option<Uri>,
    /// Under which progress is told.
    #[serde(rename = "workDoneToken")]
    pub token: Option<ProgressToken>,
}

/// How a model is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportTo {
    /// One document.
    Json,
    /// One document per line.
    Ndjson,
    /// A row per declaration.
    Csv,
}

/// The parameters of [`FORECAST`].
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ForecastParams {
    /// Only of this program.
    pub program: Option<String>,
    /// How many runs.
    pub runs: Option<u32>,
    /// A file of the workspace that is meant.
    pub uri: Option<Uri>,
    /// Under which progress is told.
    #[serde(rename = "workDoneToken")]
    pub token: Option<ProgressToken>,
}

/// The parameters of [`IMPACT`].
#[derive(Clone, Debug, Deserialize)]
pub struct ImpactParams {
    /// What fails.
    pub name: String,
    /// A file of the workspace that is meant.
    pub uri: Option<Uri>,
}

/// The parameters of [`PLAN`] and [`REPORT`].
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ProgramParams {
    /// Only of this program.
    pub program: Option<String>,
    /// A file of the workspace that is meant.
    pub uri: Option<Uri>,
}
