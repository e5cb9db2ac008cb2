//! Whether one word may be written in place of another: surely, as a slip of the keyboard leaves no doubt; likely, so that it can be
//! offered; or not at all, as both are words of their own. Told by form alone, without a list of English words.
//!
//! Not here: which of many words is nearest.

use super::{common, fold, folded};
use strsim::osa_distance as far;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// So many letters at least has a word, or a part of one between dashes, that is told by its letters though one is wrong. Shorter
/// ones are too near to other words: `none` to `done`, `api` to `app`.
const LONG: usize = 5;

/// Whether `word` can be nothing but a slip of the finger for `meant`. Where another ending or another beginning makes the
/// difference, it may be another word: a `finish` is not `finished`, a `target-date` no `target`.
pub fn is_slip(word: &str, meant: &str) -> bool {
    let (word, meant) = (bare(word), bare(meant));
    let long = || differing_parts(&word, &meant).all(|(a, b)| letters(a) >= LONG - 1 || letters(b) >= LONG);
    is_same(&word, &meant) || letters(&word) >= LONG && long() && is_slip_of_bare(&word, &meant)
}

/// The same for a kind or a key: a short one can be told too, as what stands beside it is to fit.
pub(crate) fn is_slip_of_key(word: &str, meant: &str) -> bool {
    let (word, meant) = (bare(word), bare(meant));
    is_same(&word, &meant) || is_slip_of_bare(&word, &meant)
}

fn is_slip_of_bare(word: &str, meant: &str) -> bool {
    let (start, end) = common(word, meant);
    let parts = [&word[start..word.len() - end], &meant[start..meant.len() - end]];
    parts.iter().all(|part| letters(part) <= 2)
        && !(end == 0 && is_other_ending(parts))
        && !(start == 0 && parts.iter().any(|part| BEGINNINGS.contains(part)))
        && may_mean(word, meant)
}

/// Whether `meant` may be offered as what `word` was meant for, so that it is written there without a choice: not where both
/// are words of their own, as opposites are, and numbers of a row, and short words of other letters.
pub fn is_likely(word: &str, meant: &str) -> bool {
    let (word, meant) = (bare(word), bare(meant));
    is_same(&word, &meant) || may_mean(&word, &meant)
}

/// Whether a name that is likely is also long enough to be told from all others: names are any words.
pub(crate) fn is_sure_name(word: &str, meant: &str) -> bool {
    let (word, meant) = (bare(word), bare(meant));
    word == meant || differing_parts(&word, &meant).all(|(a, _)| letters(a) >= LONG)
}

/// Whether the one word turns the other into its opposite: `unresolved` and `resolved`, `shouldnt` and `should`, `internal`
/// and `external`.
pub fn is_opposite(word: &str, other: &str) -> bool {
    let (word, other) = (folded(word), folded(other));
    let whole = far(&word, &other);
    turns(&word, &other, whole) || turns(&other, &word, whole) || are_turned(&word, &other, whole)
}

/// Beginnings that make another word of one, mostly its opposite.
const BEGINNINGS: [&str; 16] = [
    "un", "in", "im", "ir", "il", "non", "non-", "not", "not-", "no-", "dis", "mis", "re", "de", "pre-",
    "anti-",
];
/// Beginnings that come in pairs.
const PAIRED: [&str; 14] =
    ["in", "im", "ex", "en", "on", "off", "up", "down", "out", "de", "dis", "pre", "over", "under"];
/// Endings that say no.
const DENYING: [&str; 4] = ["nt", "n-t", "-not", "less"];
/// Endings that make another word of one.
const ENDINGS: [&str; 12] = ["", "d", "ed", "s", "es", "r", "er", "or", "ing", "y", "ly", "nt"];

/// Whether `word` comes nearer to `other` when a beginning or an ending is taken away that turns it round.
fn turns(word: &str, other: &str, whole: usize) -> bool {
    let begun = BEGINNINGS.iter().filter_map(|start| word.strip_prefix(start));
    let ended = DENYING.iter().filter_map(|end| word.strip_suffix(end));
    begun.chain(ended).any(|rest| !rest.is_empty() && far(rest, other) < whole)
}

/// Whether the two begin with one of a pair each: without it they are nearer.
fn are_turned(word: &str, other: &str, whole: usize) -> bool {
    let mut pairs = PAIRED.iter().flat_map(|a| PAIRED.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b);
    // One letter that is wrong is a slip: `inpact`.
    whole > 1
        && pairs.any(|(a, b)| match (word.strip_prefix(a), other.strip_prefix(b)) {
            (Some(left), Some(right)) => letters(left) > 2 && far(left, right) < whole,
            _ => false,
        })
}

/// Whether both are the same but for habits of spelling, or one is the plural of the other.
fn is_same(word: &str, meant: &str) -> bool {
    let plural = |one: &str, many: &str| matches!(many.strip_prefix(one), Some("s" | "es"));
    word == meant || plural(word, meant) || plural(meant, word)
}

/// Whether the ends of two words that else are the same make two words of them. Two letters that are swapped do not.
fn is_other_ending([a, b]: [&str; 2]) -> bool {
    let swapped = letters(a) == 2 && a.chars().eq(b.chars().rev());
    let replaced = !a.is_empty() && !b.is_empty() && !swapped;
    replaced || ENDINGS.contains(&a) && ENDINGS.contains(&b)
}

fn may_mean(word: &str, meant: &str) -> bool {
    let numbers = |word: &str| word.chars().filter(|c| c.is_numeric()).collect::<String>();
    // More is said than what is meant says: `payments-old`, `done-partly`.
    let said_more = word.starts_with(meant) && letters(word) > letters(meant) + 2;
    numbers(word) == numbers(meant)
        && !said_more
        && !is_opposite(word, meant)
        && differing_parts(word, meant).all(|(a, b)| letters(a) >= LONG || is_short_slip(a, b))
}

/// The parts that differ, where both words have as many; else the two as they are.
fn differing_parts<'a>(word: &'a str, meant: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    const BETWEEN: [char; 2] = ['-', '.'];
    let count = |word: &str| word.split(BETWEEN).count();
    let between: &[char] = if count(word) == count(meant) { &BETWEEN } else { &[] };
    word.split(between).zip(meant.split(between)).filter(|(a, b)| a != b)
}

/// Whether the letters of a short word are those of another one: two swapped, one doubled, one missing behind the first, or the end
/// not yet written. With a letter that is wrong it is any word.
fn is_short_slip(word: &str, meant: &str) -> bool {
    let (start, end) = common(word, meant);
    let (left, right) = (&word[start..word.len() - end], &meant[start..meant.len() - end]);
    let swapped = letters(left) == 2 && left.chars().eq(right.chars().rev());
    let doubled = right.is_empty() && letters(left) == 1 && word[..start].ends_with(left);
    let missing = left.is_empty() && start > 0 && (letters(right) == 1 || end == 0);
    letters(word) > 2 && (swapped || missing || doubled)
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// [`fold`], accents left out and all dashes alike.
fn bare(word: &str) -> String {
    let dash = |c: char| if "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}".contains(c) { '-' } else { c };
    fold(word).nfd().filter(|c| !is_combining_mark(*c)).map(dash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_is_no_slip() {
        for (word, meant) in [
            ("onwer", "owner"),
            ("oowner", "owner"),
            ("Owner", "owner"),
            ("öwner", "owner"),
            ("risks", "risk"),
            ("Med", "med"),
            ("likelyhood", "likelihood"),
            ("statsu", "status"),
            ("critcal", "critical"),
            ("in_progress", "in-progress"),
            ("in-progres", "in-progress"),
            ("depnds-on", "depends-on"),
            ("mising-owner", "missing-owner"),
        ] {
            assert!(is_slip(word, meant), "{word}");
        }
        for (word, meant) in [
            ("undecided", "decided"),
            ("finish", "finished"),
            ("superseded", "supersedes"),
            ("decide", "decided"),
            ("uncommitted", "committed"),
            ("target-date", "target"),
            ("approved", "approver"),
            ("reviewer", "reviewed"),
            ("approved-on", "approved-by"),
            ("accepted-on", "accepted-by"),
            ("shouldnt", "should"),
            ("owner", "owner-away"),
            ("none", "done"),
            ("on", "no"),
            ("med", "red"),
            ("xl", "l"),
            ("date", "data"),
            ("deu", "due"),
            ("phase-1", "phase-2"),
        ] {
            assert!(!is_slip(word, meant), "{word}");
        }
    }

    #[test]
    fn words_of_their_own_are_not_offered() {
        for (word, meant) in [
            ("none", "done"),
            ("on", "no"),
            ("med", "red"),
            ("xl", "l"),
            ("api", "app"),
            ("date", "data"),
            ("phase-1", "phase-2"),
            ("phase-1", "phase-12"),
            ("provider-a", "provider-b"),
            ("eu-west", "us-west"),
            ("approved-on", "approved-by"),
            ("payments-old", "payments"),
            ("team-member", "team"),
            ("mustnt", "must"),
            ("unaproved", "approved"),
        ] {
            assert!(!is_likely(word, meant), "{word}");
        }
        for (word, meant) in [
            ("hgih", "high"),
            ("deu", "due"),
            ("rol", "role"),
            ("redd", "red"),
            ("crit", "critical"),
            ("likeli", "likelihood"),
            ("finish", "finished"),
            ("API", "api"),
            ("chekout.api", "checkout.api"),
        ] {
            assert!(is_likely(word, meant), "{word}");
        }
        for (word, meant) in [("ownr", "owner"), ("rol", "role"), ("deu", "due"), ("riks", "risk")] {
            assert!(is_slip_of_key(word, meant) && !is_slip(word, meant), "{word}");
        }
        for (word, meant) in [("date", "data"), ("own", "owner"), ("reviewer", "reviewed")] {
            assert!(!is_slip_of_key(word, meant), "{word}");
        }
        assert!(is_sure_name("gatway", "gateway"));
        assert!(!is_sure_name("aip", "api"));
        assert!(!is_sure_name("checkout.aip", "checkout.api"));
    }

    #[test]
    fn what_turns_a_word_round_is_known() {
        for (word, other) in [
            ("unresolved", "resolved"),
            ("undeliverd", "delivered"),
            ("unapproved", "approved"),
            ("inactive", "active"),
            ("undone", "done"),
            ("unsent", "sent"),
            ("not-done", "done"),
            ("internal", "external"),
            ("inbound", "outbound"),
            ("couldnt", "could"),
            ("likely", "unlikely"),
        ] {
            assert!(is_opposite(word, other) && is_opposite(other, word), "{word}");
        }
        for (word, other) in [
            ("inpact", "impact"),
            ("imapct", "impact"),
            ("unlikly", "unlikely"),
            ("depnds-on", "depends-on"),
            ("reviwed", "reviewed"),
            ("onwer", "owner"),
            ("paymnt", "payment"),
            ("decison", "decision"),
        ] {
            assert!(!is_opposite(word, other), "{word}");
        }
    }
}
