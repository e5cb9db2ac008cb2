//! The rules: one file per rule, declared once, and the engine that runs them.
//!
//! From a rule's declaration ([`Rule`]) come `progc explain`, `progc rules`, the docs page, the editor's links and the
//! tests of its two examples. Knows nothing of the command line or of any editor protocol.

mod allows;
mod config_check;
pub mod context;
mod docs;
mod engine;
mod far;
mod hidden;
mod levels;
pub mod mend;
pub mod reference;
mod rule;
pub mod rules;
pub mod testing;

pub use allows::ABOUT_ALLOWS;
pub use config_check::{config_findings, heard};
pub use context::Context;
pub use docs::{markdown, url};
pub use engine::{Engine, Options};
pub use levels::Levels;
pub use rule::{Check, Docs, Family, Rule};
pub use rules::{ALL, find};
