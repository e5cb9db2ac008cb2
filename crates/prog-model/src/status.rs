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

/// What a status was read as.
pub(crate) struct Read {
    /// Its place in the list of its kind.
    pub place: u8,
    /// Whether what was said about it could not be read, so that it may be another one.
    pub unread: bool,
}

/// Reads the status of a declaration; `said` gives the first value of a property, [`Val::Bad`] where it has none.
pub(crate) fn read(kind: Kind, said: impl Fn(Key) -> Option<Val>) -> Read {
    let words = words_of(kind);
    if words.is_empty() {
        return Read { place: 0, unread: false };
    }
    let given = said(key::STATUS);
    if let Some(Val::Word(place)) = given {
        return Read { place, unread: false };
    }
    let implied = implied(kind, &said);
    let place = implied.and_then(|word| words.iter().position(|w| *w == word)).unwrap_or(0) as u8;
    // What can be read and says that it is over needs nothing else.
    let unread = is_unread(given) || !is_over(kind, place) && ends(kind).iter().any(|k| is_unread(said(*k)));
    Read { place, unread }
}

fn is_unread(said: Option<Val>) -> bool {
    matches!(said, Some(Val::Bad | Val::Vague))
}

/// The properties that may say of this kind that it is over, or accepted, where no status is given.
fn ends(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Task => &[key::FINISHED, key::PROGRESS],
        Kind::Milestone => &[key::REACHED],
        Kind::Decision => &[key::DECIDED],
        Kind::Risk => &[key::RESPONSE],
        _ => &[],
    }
}

fn implied(kind: Kind, said: impl Fn(Key) -> Option<Val>) -> Option<&'static str> {
    let dated = |key| matches!(said(key), Some(Val::Date { .. }));
    let progress = || match said(key::PROGRESS) {
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
        Kind::Risk => match said(key::RESPONSE) {
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
