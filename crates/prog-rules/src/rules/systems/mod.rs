//! Systems and flows: what depends on this, and what breaks if it fails? One file per rule.

mod isolated_system;
mod retired_dependency;
pub(crate) mod ring;
mod single_point_of_failure;
mod system_cycle;
mod uncovered_flow;
mod undeclared_hop;
mod unwatched_vendor;

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[
    &single_point_of_failure::RULE,
    &system_cycle::RULE,
    &undeclared_hop::RULE,
    &retired_dependency::RULE,
    &isolated_system::RULE,
    &uncovered_flow::RULE,
    &unwatched_vendor::RULE,
];
