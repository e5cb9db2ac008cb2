//! The one diagnostic type and its renderers: what a finding says, where, what helps, and how it is printed.
//!
//! Knows nothing of rules, of the model or of any editor protocol. Renderers are pure: a [`Report`] in, a `String`
//! out, the same bytes for the same input.

pub mod apply;
pub mod baseline;
mod diagnostic;
mod fingerprint;
mod places;
pub mod render;
mod report;
mod words;

pub use diagnostic::{Applicability, Diagnostic, Edit, FileId, Files, Fix, Label, Level, Place, Tag};
pub use report::{Report, RuleInfo, Summary, sort};
