//! Risk: what may go wrong, and what is done about it? One file per rule.

pub mod accepted_without_sign_off;
pub mod idle_mitigation;
pub mod missing_contingency;
pub mod occurred_without_issue;
pub mod overdue_mitigation;
pub mod riskless_program;
pub mod stale_risk;
pub mod unassessed_risk;
pub mod unforeseen_issue;
pub mod unguarded_system;
pub mod unlinked_risk;
pub mod unmitigated_risk;
pub mod unscheduled_mitigation;

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[
    &unmitigated_risk::RULE,
    &unassessed_risk::RULE,
    &unlinked_risk::RULE,
    &overdue_mitigation::RULE,
    &unscheduled_mitigation::RULE,
    &accepted_without_sign_off::RULE,
    &missing_contingency::RULE,
    &riskless_program::RULE,
    &unforeseen_issue::RULE,
    &stale_risk::RULE,
    &occurred_without_issue::RULE,
    &idle_mitigation::RULE,
    &unguarded_system::RULE,
];
