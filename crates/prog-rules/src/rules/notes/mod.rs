//! What the text itself notes: open questions, dates that are none yet, and the allows. One file per rule.

mod allows;
pub mod open_question;
pub mod vague_date;
pub mod wants;

pub use allows::{ALLOW_WITHOUT_REASON, EXPIRED_ALLOW, UNUSED_ALLOW};

use crate::rule::Rule;

/// The rules of this family.
pub static RULES: &[&Rule] =
    &[&open_question::RULE, &vague_date::RULE, &ALLOW_WITHOUT_REASON, &UNUSED_ALLOW, &EXPIRED_ALLOW];
