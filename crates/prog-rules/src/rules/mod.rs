//! Every rule, one file each, in the folder of its family.

pub mod accountability;
pub mod decisions;
pub mod form;
pub mod notes;
pub mod outcome;
pub mod risk;
pub mod schedule;
pub mod systems;

use crate::rule::Rule;
use std::sync::LazyLock;

/// Every rule, in the order of the rules page.
pub static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let families = [
        form::RULES,
        accountability::RULES,
        risk::RULES,
        outcome::RULES,
        systems::RULES,
        schedule::RULES,
        decisions::RULES,
        notes::RULES,
    ];
    families.concat()
});

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    static BY_NAME: LazyLock<rustc_hash::FxHashMap<&'static str, &'static Rule>> =
        LazyLock::new(|| ALL.iter().map(|r| (r.name, *r)).collect());
    BY_NAME.get(name).copied()
}
