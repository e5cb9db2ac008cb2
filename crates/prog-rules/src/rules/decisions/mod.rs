//! Decisions, people, control: who decides, who has to know, what is in place? One file per rule.

mod broken_assumption;
mod missing_decision_rule;
mod over_budget;
mod overdue_decision;
mod partial_scorecard;
mod quantified;
mod scope_creep;
mod single_option;
mod stale_control;
mod thin_escalation;
mod unanswered_blocker;
mod unapproved_change;
mod unassessed_change;
mod unengaged_stakeholder;
mod unevidenced_control;
mod unexplained_decision;
mod unexplained_rating;
mod uninformed_stakeholder;
mod unquantified_escalation;
mod unvalidated_assumption;
mod unweighed_option;

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[
    &overdue_decision::RULE,
    &single_option::RULE,
    &unweighed_option::RULE,
    &unexplained_decision::RULE,
    &missing_decision_rule::RULE,
    &uninformed_stakeholder::RULE,
    &unengaged_stakeholder::RULE,
    &unanswered_blocker::RULE,
    &unvalidated_assumption::RULE,
    &broken_assumption::RULE,
    &unassessed_change::RULE,
    &unapproved_change::RULE,
    &scope_creep::RULE,
    &over_budget::RULE,
    &unevidenced_control::RULE,
    &stale_control::RULE,
    &unquantified_escalation::RULE,
    &thin_escalation::RULE,
    &partial_scorecard::RULE,
    &unexplained_rating::RULE,
];
