//! What the text itself says openly: open questions, vague dates, allows. They belong to the last chapter. One file per rule.

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[];
