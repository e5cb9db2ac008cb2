//! "Did you mean": the nearest words to one that fits nothing.
//!
//! Not here: whether a word may be written in place of another ([`slips`]).

mod slips;

pub use slips::{is_likely, is_opposite, is_slip};
pub(crate) use slips::{is_slip_of_key, is_sure_name};

use std::borrow::Cow;

/// The candidates that are near `word`, nearest first, at most `most`.
///
/// Near is a Damerau-Levenshtein distance (a letter wrong, missing, too many, or two swapped) of a third of the length (at least 1, so that `gw` finds `gt`), or the one
/// word being the start of the other. The opposite of a word is never near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let folded = fold(word);
    let allowed = allowed(word);
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|c| !c.is_empty() && *c != word)
        .filter_map(|c| Some((distance(&folded, &fold(c), allowed)?, c)))
        .filter(|(_, c)| !is_opposite(word, c))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(most);
    found.into_iter().map(|(_, c)| c).collect()
}

/// How many slips make a word another one.
pub(crate) fn allowed(word: &str) -> usize {
    (word.chars().count() / 3).clamp(1, 4)
}

/// Whether [`nearest`] would propose `candidate` for `word`, or it is the same.
pub fn is_near(word: &str, candidate: &str) -> bool {
    within(word, candidate, allowed(word)).is_some()
}

/// How far `candidate` is from `word`, if not farther than `allowed`.
pub(crate) fn within(word: &str, candidate: &str, allowed: usize) -> Option<usize> {
    if word == candidate {
        return Some(0);
    }
    // Nearly every candidate is far: most are told by their length and letters alone, without a copy of either.
    let differing = (letters(word) ^ letters(candidate)).count_ones() as usize;
    let plain = word.is_ascii() && candidate.is_ascii();
    let likely = !plain || differing <= 2 * allowed || starts_alike(word, candidate);
    likely.then(|| distance(&folded(word), &folded(candidate), allowed)).flatten()
}

/// [`fold`], without a copy where nothing changes.
fn folded(word: &str) -> Cow<'_, str> {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if word.bytes().all(is_plain) { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) }
}

/// Which letters occur in a word, spelling habits left out: one bit each.
pub(crate) fn letters(word: &str) -> u64 {
    let bit = |b: u8| if b == b'_' || b == b' ' { b'-' } else { b.to_ascii_lowercase() } & 63;
    word.bytes().fold(0, |set, b| set | 1 << bit(b))
}

/// Whether one of two words may be the start of the other.
fn starts_alike(a: &str, b: &str) -> bool {
    let alike = |(x, y): (char, char)| x.to_lowercase().eq(y.to_lowercase()) || !x.is_alphanumeric();
    a.chars().zip(b.chars()).take(3).all(alike)
}

/// The one candidate that is surely meant: near, and nearer than every other.
pub fn evident<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let allowed = (folded.chars().count() / 3).clamp(1, 2);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in candidates {
        let far = distance(&folded, &fold(candidate), allowed).filter(|_| !is_opposite(word, candidate));
        let Some(far) = far else { continue };
        match best {
            Some((least, _)) if far > least => {}
            Some((least, same)) if far == least => tied |= same != candidate,
            _ => {
                best = Some((far, candidate));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, c)| c)
}

/// Whether a word says that nothing is decided yet: a `?` here.
pub(crate) fn is_unsaid(word: &str) -> bool {
    ["tbd", "tba", "tbc", "tbn", "unknown", "n/a"].iter().any(|unsaid| word.eq_ignore_ascii_case(unsaid))
}

/// Spelling habits that are no mistakes of the finger: case, `_` and space for `-`.
pub(crate) fn fold(word: &str) -> String {
    word.chars().map(|c| if c == '_' || c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// So long at least is a word that another one may start with.
pub(crate) const START: usize = 3;

fn distance(a: &str, b: &str, allowed: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    // Nearly all names are ASCII, of which every byte is a letter.
    let plain = a.is_ascii() && b.is_ascii();
    let count = |word: &str| if plain { word.len() } else { word.chars().count() };
    let shorter = count(a).min(count(b));
    if shorter >= START && (a.starts_with(b) || b.starts_with(a)) {
        return Some(1);
    }
    // Words of very different lengths are never near: spare the table.
    if a.len().abs_diff(b.len()) > allowed * 4 {
        return None;
    }
    // What they have in common at both ends changes nothing, and names of one kind mostly start alike.
    let (left, right) = differing(a, b);
    let apart = count(left).abs_diff(count(right));
    let far = (apart <= allowed).then(|| strsim::osa_distance(left, right))?;
    (far <= allowed && far < count(a)).then_some(far)
}

/// The two words without what they have in common at the start and at the end.
fn differing<'a, 'b>(a: &'a str, b: &'b str) -> (&'a str, &'b str) {
    let (start, end) = common(a, b);
    (&a[start..a.len() - end], &b[start..b.len() - end])
}

/// How many bytes two words have in common at the start, and of what is left at the end.
fn common(a: &str, b: &str) -> (usize, usize) {
    if a.is_ascii() && b.is_ascii() {
        let same = |(x, y): &(&u8, &u8)| x == y;
        let (a, b) = (a.as_bytes(), b.as_bytes());
        let start = a.iter().zip(b).take_while(same).count();
        let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(same).count();
        return (start, end);
    }
    let same = |(x, y): &(char, char)| x == y;
    let start: usize = a.chars().zip(b.chars()).take_while(same).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.chars().rev().zip(b.chars().rev()).take_while(same).map(|(x, _)| x.len_utf8()).sum();
    (start, end)
}

/// The help line for [`nearest`] words: ``Did you mean `a` or `b`?``
pub fn did_you_mean(near: &[&str]) -> Option<String> {
    if near.is_empty() {
        return None;
    }
    Some(format!("Did you mean {}?", crate::schema::list_words(near)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_changes_no_distance() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "aab",
            "aba",
            "abab",
            "baba",
            "über",
            "büer",
            "conversion-1",
            "conevrsion-11",
        ];
        for a in words {
            for b in words {
                let (left, right) = differing(a, b);
                assert_eq!(strsim::osa_distance(left, right), strsim::osa_distance(a, b), "{a} {b}");
            }
        }
    }

    #[test]
    fn finds_slips_of_the_finger() {
        let words = ["likelihood", "impact", "owner", "threatens"];
        assert_eq!(nearest("likelyhood", words, 3), ["likelihood"]);
        assert_eq!(nearest("Owner", words, 3), ["owner"]);
        assert_eq!(evident("impcat", words), Some("impact"));
        assert!(nearest("colour", words, 3).is_empty());
        assert!(nearest("unresolved", ["open", "resolved"], 3).is_empty());
        assert_eq!(evident("unresolved", ["open", "resolved"]), None);
        for word in ["likelyhood", "Owner", "impcat", "colour", "own", "thre_atens", "ówner", "x"] {
            for candidate in words {
                let near = !nearest(word, [candidate], 1).is_empty();
                assert_eq!(is_near(word, candidate), near, "{word} {candidate}");
            }
        }
    }
}
