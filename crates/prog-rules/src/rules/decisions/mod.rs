//! Decisions, people, control: who decides, who has to know, what is in place? One file per rule.

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[];
