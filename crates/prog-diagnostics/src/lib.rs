//! The one diagnostic type and its renderers: what a finding says, where, what helps, and how it is printed.
//!
//! Knows nothing of rules, of the model or of any editor protocol. Renderers are pure: diagnostics and texts in,
//! a `String` out.

mod diagnostic;

pub use diagnostic::{Applicability, Diagnostic, Edit, FileId, Files, Fix, Label, Level, Place, Tag};
