//! Accountability: who is accountable for delivering this? One file per rule.

pub mod missing_owner;
pub mod overloaded_owner;
pub mod owner_away;
pub mod team_without_lead;
pub mod unused_declaration;

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[
    &missing_owner::RULE,
    &team_without_lead::RULE,
    &owner_away::RULE,
    &overloaded_owner::RULE,
    &unused_declaration::RULE,
];
