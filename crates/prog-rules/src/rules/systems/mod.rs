//! Systems and flows: what depends on this, and what breaks if it fails? One file per rule.

pub(crate) mod isolated_system;
pub(crate) mod retired_dependency;
pub(crate) mod ring;
pub(crate) mod single_point_of_failure;
pub(crate) mod system_cycle;
pub(crate) mod uncovered_flow;
pub(crate) mod undeclared_hop;
pub(crate) mod unwatched_vendor;

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
