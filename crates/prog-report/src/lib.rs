//! Answers from the model: views, graph drawings, the status page, memos, what changed, and the export.
//!
//! What it is: functions from computed facts to typed data ([`views`], [`graph`], [`mod@export`], [`mod@diff`], [`memo`]) and from
//! that data to text: terminal tables, Markdown, CSV, JSON, SVG, HTML. Each view is made once as data; every form of it
//! derives from that.
//!
//! What it is not: it reads no file, no clock and no environment, and prints nothing. It knows nothing of rules' findings
//! but what it is given, nothing of editors, and nothing of the command line.

mod ask;
mod block;
pub mod diff;
pub mod export;
pub mod graph;
pub mod memo;
pub mod page;
mod render;
mod say;
mod schema;
pub mod views;

pub use ask::{Ask, Item, Spot, Unknown};
pub use block::{Align, Block, Cell, Column, Table, Tone};
pub use diff::{DiffData, diff};
pub use export::{ExportFormat, export, export_schema};
pub use graph::{ClusterBy, GraphData, GraphOf, GraphOptions, graph_data};
pub use schema::{diff_schema, graph_schema, views_schema};
pub use views::{VIEWS, View, ViewSpec};
