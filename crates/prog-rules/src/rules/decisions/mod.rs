//! Decisions, people, control: who decides, who has to know, what is in place? One file per rule.

pub(crate) mod broken_assumption;
pub(crate) mod missing_decision_rule;
pub(crate) mod over_budget;
pub(crate) mod overdue_decision;
pub(crate) mod partial_scorecard;
pub(crate) mod quantified;
pub(crate) mod scope_creep;
pub(crate) mod single_option;
pub(crate) mod stale_control;
pub(crate) mod thin_escalation;
pub(crate) mod unanswered_blocker;
pub(crate) mod unapproved_change;
pub(crate) mod unassessed_change;
pub(crate) mod unengaged_stakeholder;
pub(crate) mod unevidenced_control;
pub(crate) mod unexplained_decision;
pub(crate) mod unexplained_rating;
pub(crate) mod uninformed_stakeholder;
pub(crate) mod unquantified_escalation;
pub(crate) mod unvalidated_assumption;
pub(crate) mod unweighed_option;

use crate::rule::Rule;
use prog_model::{Decl, Key};

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

/// How high two levels of a stakeholder are: "high influence and interest", "critical influence and high interest".
fn levels(stakeholder: Decl<'_>, keys: [Key; 2]) -> String {
    let [a, b] = keys.map(|key| stakeholder.word(key).unwrap_or_default());
    match a == b {
        true => format!("{a} {} and {}", keys[0].word(), keys[1].word()),
        false => format!("{a} {} and {b} {}", keys[0].word(), keys[1].word()),
    }
}
