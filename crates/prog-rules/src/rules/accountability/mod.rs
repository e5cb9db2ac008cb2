//! Accountability: who is accountable for delivering this? One file per rule.

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[];
