//! Schedule: what is the critical path, and how is it protected? One file per rule.

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[];
