//! Outcome: which number will move, and how do we know? One file per rule.

pub mod delivery_as_outcome;
pub mod off_track_outcome;
pub mod outcomeless_program;
pub mod purposeless_work;
pub mod rosy_status;
pub mod stale_readings;
pub mod trivial_target;
pub mod undelivered_outcome;
pub mod unit_mismatch;
pub mod unmeasured_outcome;
pub mod untracked_outcome;

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] = &[
    &unmeasured_outcome::RULE,
    &untracked_outcome::RULE,
    &delivery_as_outcome::RULE,
    &trivial_target::RULE,
    &unit_mismatch::RULE,
    &rosy_status::RULE,
    &off_track_outcome::RULE,
    &stale_readings::RULE,
    &undelivered_outcome::RULE,
    &outcomeless_program::RULE,
    &purposeless_work::RULE,
];
