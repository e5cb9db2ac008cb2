//! Systems and flows: what depends on this, and what breaks if it fails? One file per rule.

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[];
