//! The status of a declaration: as given, else as its dates say, else the first of its kind's list (`live` for systems,
//! `active` for programs). Asked for by most rules, so it is worked out once, while a file is lowered.

use crate::file::Val;
use crate::schema::{Key, Kind, closed_list, key, words};
use std::sync::LazyLock;

/// What a milestone may be; it is not said, but follows from its date.
const MILESTONE: &[&str] = &["planned", "reached"];

/// The statuses of a kind; none where it has no status.
pub(crate) fn words_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Milestone => MILESTONE,
        _ => closed_list(kind, key::STATUS).map_or(&[], |set| set.words),
    }
}

/// The place of the status in the list of its kind; `value` gives the one value of a property that is not `?`.
pub(crate) fn place(kind: Kind, value: impl Fn(Key) -> Option<Val>) -> u8 {
    let words = words_of(kind);
    if words.is_empty() {
        return 0;
    }
    if let Some(Val::Word(given)) = value(key::STATUS) {
        return given;
    }
    let implied = implied(kind, value).and_then(|word| words.iter().position(|w| *w == word));
    implied.unwrap_or(0) as u8
}

fn implied(kind: Kind, value: impl Fn(Key) -> Option<Val>) -> Option<&'static str> {
    let dated = |key| matches!(value(key), Some(Val::Date { .. }));
    let progress = || match value(key::PROGRESS) {
        Some(Val::Quantity { value, .. }) => value,
        _ => 0.0,
    };
    match kind {
        Kind::Program => Some("active"),
        Kind::System => Some("live"),
        Kind::Task if dated(key::FINISHED) || progress() >= 100.0 => Some("done"),
        Kind::Task if dated(key::STARTED) || progress() > 0.0 => Some("in-progress"),
        Kind::Milestone if dated(key::REACHED) => Some("reached"),
        Kind::Decision if dated(key::DECIDED) => Some("decided"),
        Kind::Risk => match value(key::RESPONSE) {
            Some(Val::Word(at)) if words::RESPONSE.words[usize::from(at)] == "accept" => Some("accepted"),
            _ => None,
        },
        _ => None,
    }
}

/// The statuses in which nothing more is to be done.
const OVER: &[(Kind, &[&str])] = &[
    (Kind::Program, &["done", "cancelled"]),
    (Kind::System, &["retired"]),
    (Kind::Task, &["done", "dropped"]),
    (Kind::Milestone, &["reached"]),
    (Kind::Dependency, &["delivered"]),
    (Kind::Risk, &["closed"]),
    (Kind::Mitigation, &["done", "dropped"]),
    (Kind::Decision, &["decided", "superseded"]),
    (Kind::Assumption, &["valid", "invalid"]),
    (Kind::Issue, &["resolved"]),
    (Kind::Escalation, &["resolved"]),
    (Kind::Change, &["rejected", "deferred", "implemented"]),
];

/// For each kind a bit for each of its statuses that is one of [`OVER`].
static OVER_BITS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut bits = vec![0; Kind::ALL.len() + 1];
    for (kind, over) in OVER {
        let places = words_of(*kind).iter().enumerate().filter(|(_, word)| over.contains(word));
        bits[*kind as usize] = places.fold(0, |bits, (place, _)| bits | 1 << place);
    }
    bits
});

/// Whether nothing more is to be done about a declaration whose status has this place.
pub(crate) fn is_over(kind: Kind, place: u8) -> bool {
    OVER_BITS[kind as usize] >> place & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_place_that_fits_its_packed_form() {
        for kind in Kind::ALL {
            assert!(words_of(*kind).len() <= 1 << crate::packed::STATUS_BITS, "{}", kind.word());
        }
    }

    #[test]
    fn what_is_over_is_a_status_of_its_kind() {
        for (kind, over) in OVER {
            for word in *over {
                assert!(words_of(*kind).contains(word), "{} {word}", kind.word());
            }
        }
        assert!(is_over(Kind::Task, 3) && !is_over(Kind::Task, 4) && !is_over(Kind::Person, 0));
    }
}
