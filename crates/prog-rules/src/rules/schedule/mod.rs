//! Schedule: what is the critical path, and how is it protected? One file per rule.

mod dependency_cycle;
mod homeless_declaration;
mod impossible_date;
mod late_dependency;
mod outside_window;
mod overdue;
mod single_team_program;
mod uncommitted_dependency;
mod unestimated_task;
mod unexplained_block;
mod unprotected_critical_path;
mod vague_milestone;

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
