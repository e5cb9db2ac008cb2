//! One file per output format. Each is a pure function from a [`crate::Report`] to a `String`.
//!
//! Not here: choosing a format or writing anywhere; that is the command line's.

mod concise;
mod excerpt;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod row;
mod sarif;
mod statistics;

pub use concise::concise;
pub use github::github;
pub use gitlab::gitlab;
pub use human::{HumanOptions, human, summary_line};
pub use json::{json, jsonl};
pub use junit::{JunitOptions, junit};
pub use sarif::{SarifOptions, sarif};
pub use statistics::statistics;
