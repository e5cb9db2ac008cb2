//! Schedule: what is the critical path, and how is it protected? One file per rule.

pub(crate) mod dependency_cycle;
pub(crate) mod homeless_declaration;
pub(crate) mod impossible_date;
pub(crate) mod late_dependency;
pub(crate) mod outside_window;
pub(crate) mod overdue;
pub mod single_team_program;
pub(crate) mod uncommitted_dependency;
pub(crate) mod unestimated_task;
pub(crate) mod unexplained_block;
pub(crate) mod unprotected_critical_path;
pub(crate) mod vague_milestone;

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[
    &dependency_cycle::RULE,
    &impossible_date::RULE,
    &overdue::RULE,
    &unexplained_block::RULE,
    &homeless_declaration::RULE,
    &unprotected_critical_path::RULE,
    &unestimated_task::RULE,
    &late_dependency::RULE,
    &uncommitted_dependency::RULE,
    &vague_milestone::RULE,
    &outside_window::RULE,
    &single_team_program::RULE,
];
