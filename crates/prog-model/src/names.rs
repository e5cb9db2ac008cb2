//! Names as 64-bit hashes: of one word, and of a path from the root.
//!
//! Hashes need no shared table of strings, so files are read side by side without a lock; and they stay the same when
//! other files change. A clash of two names of one workspace has a chance below 1 in 10^9 at a million names.

use crate::schema::Namespace;
use prog_syntax::Span;
use rustc_hash::FxHashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// The hash of one word of a name.
pub type WordHash = u64;
/// The hash of a scope: of the full path of the declaration that opens it. The root is 0.
pub type Scope = u64;
/// A full path in one namespace.
pub type NameId = u64;

/// The scope outside every program.
pub const ROOT: Scope = 0;

const STEP: u64 = 0xA076_1D64_78BD_642F;
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ b) * u128::from(STEP);
    (product as u64) ^ (product >> 64) as u64
}

/// The hash of a word, the same for every way to write its accents (NFC).
#[inline]
pub fn word_hash(word: &str) -> WordHash {
    hash_bytes(word.as_bytes()).of(word)
}

/// The [`word_hash`] of the name at `span`; 0 where it has several words, joined by dots. It is looked at as bytes: whether it begins and ends
/// between characters need only be asked where it is not ASCII.
#[inline]
pub(crate) fn word_at(text: &str, span: Span) -> WordHash {
    let seen = hash_bytes(text.as_bytes().get(span.range()).unwrap_or_default());
    match seen.dots {
        0 if seen.is_ascii() => seen.hash,
        0 => hash_of_normal(span.text(text)),
        _ => 0,
    }
}

/// The [`word_hash`] of a word that is ASCII; any other word has another hash.
#[inline]
pub(crate) fn ascii_hash(word: &[u8]) -> WordHash {
    hash_bytes(word).hash
}

#[cold]
fn hash_of_normal(word: &str) -> WordHash {
    use unicode_normalization::UnicodeNormalization;
    let normal: String = word.nfc().collect();
    hash_bytes(normal.as_bytes()).hash
}

/// A byte in each of eight places.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// What one look at some bytes shows.
struct Seen {
    hash: u64,
    /// All bits that occur in them, eight bytes over each other.
    bits: u64,
    /// Not zero where a dot is among them.
    dots: u64,
}

impl Seen {
    /// The hash of the word that was looked at.
    #[inline]
    fn of(self, word: &str) -> WordHash {
        if self.is_ascii() { self.hash } else { hash_of_normal(word) }
    }

    #[inline]
    fn is_ascii(&self) -> bool {
        self.bits & eight(0x80) == 0
    }
}

#[inline]
fn hash_bytes(bytes: &[u8]) -> Seen {
    let mut seen = Seen { hash: SEED ^ bytes.len() as u64, bits: 0, dots: 0 };
    let mut look = |eight_bytes: u64| {
        seen.bits |= eight_bytes;
        seen.hash = fold(seen.hash, eight_bytes);
        // The lowest byte that is zero gets its high bit, and no byte below it does.
        let no_dot = eight_bytes ^ eight(b'.');
        seen.dots |= no_dot.wrapping_sub(eight(1)) & !no_dot & eight(0x80);
    };
    let (chunks, rest) = bytes.as_chunks::<8>();
    chunks.iter().for_each(|chunk| look(u64::from_le_bytes(*chunk)));
    if !rest.is_empty() {
        look(few_bytes(rest));
    }
    seen.hash = fold(seen.hash, SEED);
    seen
}

/// Fewer than eight bytes as a number, the first as its lowest byte.
#[inline]
fn few_bytes(bytes: &[u8]) -> u64 {
    debug_assert!(bytes.len() < 8, "more bytes than the number has");
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>(), bytes) {
        // The two halves overlap where there are fewer than eight.
        (Some(low), Some(high), _) => {
            let high = u64::from(u32::from_le_bytes(*high)) << (8 * (bytes.len() - 4));
            u64::from(u32::from_le_bytes(*low)) | high
        }
        (.., [a, b, c]) => u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16,
        (.., [a, b]) => u64::from(*a) | u64::from(*b) << 8,
        (.., [a]) => u64::from(*a),
        _ => 0,
    }
}

/// The scope that `word` opens, or the path that it names, in `scope`.
pub fn join(scope: Scope, word: WordHash) -> Scope {
    fold(scope.rotate_left(17) ^ SEED, word)
}

/// The path as a name of one namespace.
pub fn name_id(path: Scope, namespace: Namespace) -> NameId {
    match namespace {
        Namespace::Things => path,
        Namespace::People => path ^ SEED,
    }
}

/// The words of a dotted path.
pub fn words(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').map(str::trim)
}

/// Whether one of the words of a dotted path is among `words`.
pub(crate) fn holds_any(path: &str, words: &FxHashSet<WordHash>) -> bool {
    match Name::of(path) {
        Name::Word(word) => words.contains(&word),
        Name::Dotted(path) => self::words(path).any(|word| words.contains(&word_hash(word))),
    }
}

/// A name as it is looked up.
#[derive(Clone, Copy)]
pub(crate) enum Name<'a> {
    /// One word, by its hash.
    Word(WordHash),
    /// Several words, joined by dots.
    Dotted(&'a str),
}

impl<'a> Name<'a> {
    #[inline]
    pub fn of(path: &'a str) -> Self {
        let seen = hash_bytes(path.as_bytes());
        if seen.dots == 0 { Self::Word(seen.of(path)) } else { Self::Dotted(path) }
    }

    /// A hash of the whole name.
    pub fn hash(self) -> u64 {
        match self {
            Self::Word(word) => word,
            Self::Dotted(path) => word_hash(path),
        }
    }
}

/// A hasher for keys that are hashes already.
#[derive(Default, Clone, Copy)]
pub struct Passthrough(u64);

impl Hasher for Passthrough {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = fold(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map by hashes.
pub type NameMap<V> = std::collections::HashMap<u64, V, BuildHasherDefault<Passthrough>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_bytes_are_the_low_bytes() {
        for len in 0..8 {
            let bytes = &b"gateway!"[..len];
            let all = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            assert_eq!(few_bytes(bytes), all, "{len} bytes");
        }
    }

    #[test]
    fn a_dot_is_seen_in_every_place() {
        for (len, byte) in (1..20).flat_map(|len| [b'.', b'/', b'-', 0xAE, 0].map(|byte| (len, byte))) {
            for place in 0..len {
                let mut bytes = vec![b'a'; len];
                bytes[place] = byte;
                assert_eq!(hash_bytes(&bytes).dots != 0, byte == b'.', "{byte} at {place} of {len}");
            }
        }
    }

    #[test]
    fn names_compare_in_nfc() {
        assert_eq!(word_hash("cafe\u{301}"), word_hash("café"));
        assert_ne!(word_hash("a"), word_hash("b"));
        assert_ne!(join(join(ROOT, 1), 2), join(join(ROOT, 2), 1));
    }
}
