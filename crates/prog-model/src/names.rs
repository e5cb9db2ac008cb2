//! Names as 64-bit hashes: of one word, and of a path from the root.
//!
//! Hashes need no shared table of strings, so files are read side by side without a lock; and they stay the same when
//! other files change. A clash of two names of one workspace has a chance below 1 in 10^9 at a million names.

use crate::schema::Namespace;
use prog_syntax::Span;
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
    hash_bytes(word.as_bytes()).of(|| word)
}

/// The [`word_hash`] of what stands at `span`.
#[inline]
pub(crate) fn hash_at(text: &str, span: Span) -> WordHash {
    look_at(text, span).of(|| span.text(text))
}

/// The same of a name; 0 where it has several words, joined by dots.
#[inline]
pub(crate) fn word_at(text: &str, span: Span) -> WordHash {
    let seen = look_at(text, span);
    if seen.dots == 0 { seen.of(|| span.text(text)) } else { 0 }
}

/// The bytes of a word of up to sixteen as two numbers, its first byte as the lowest, zeros behind it.
pub(crate) type Letters = [u64; 2];

/// The letters of what stands at `span`; `None` of a longer word.
#[inline]
pub(crate) fn letters_at(text: &str, span: Span) -> Option<Letters> {
    near_letters(text.as_bytes(), span).or_else(|| letters(span.text(text)))
}

/// The letters of a word; `None` of a longer one.
#[cold]
#[inline(never)]
pub(crate) fn letters(word: &str) -> Option<Letters> {
    let mut all = [0; TWO_STEPS];
    all.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(halves(&all))
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
    /// Of nothing yet, as the beginning of so many bytes.
    #[inline]
    fn begin(len: usize) -> Self {
        Self { hash: SEED ^ len as u64, bits: 0, dots: 0 }
    }

    #[inline]
    fn look(mut self, eight_bytes: u64) -> Self {
        self.bits |= eight_bytes;
        self.hash = fold(self.hash, eight_bytes);
        // The lowest byte that is zero gets its high bit, and no byte below it does.
        let no_dot = eight_bytes ^ eight(b'.');
        self.dots |= no_dot.wrapping_sub(eight(1)) & !no_dot & eight(0x80);
        self
    }

    #[inline]
    fn end(mut self) -> Self {
        self.hash = fold(self.hash, SEED);
        self
    }

    /// The hash of the word that was looked at.
    #[inline]
    fn of<'a>(self, word: impl FnOnce() -> &'a str) -> WordHash {
        let ascii = self.bits & eight(0x80) == 0;
        if ascii { self.hash } else { hash_of_normal(word()) }
    }
}

/// Up to so many bytes are looked at in two steps, however few they are: how long the next word is nobody can foretell, and to
/// choose wrongly costs more than to look once too often.
const TWO_STEPS: usize = 16;

#[inline]
fn hash_bytes(bytes: &[u8]) -> Seen {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let rest = few_bytes(rest);
    let seen = Seen::begin(bytes.len());
    match chunks {
        [] => seen.look(rest).look(0).end(),
        [first] => seen.look(u64::from_le_bytes(*first)).look(rest).end(),
        several => {
            let seen = several.iter().fold(seen, |seen, chunk| seen.look(u64::from_le_bytes(*chunk)));
            if bytes.len() == TWO_STEPS { seen.end() } else { seen.look(rest).end() }
        }
    }
}

/// The bits of the first so many bytes of two numbers.
static FIRST: [[u64; 2]; TWO_STEPS + 1] = {
    let mut masks = [[0; 2]; TWO_STEPS + 1];
    let mut len = 0;
    while len < TWO_STEPS {
        masks[len + 1] = masks[len];
        masks[len + 1][len / 8] |= 0xff << (8 * (len % 8));
        len += 1;
    }
    masks
};

/// Sixteen bytes as two numbers.
#[inline]
fn halves(bytes: &[u8; TWO_STEPS]) -> Letters {
    match bytes.as_chunks::<8>() {
        ([low, high], _) => [low, high].map(|half| u64::from_le_bytes(*half)),
        _ => [0; 2],
    }
}

/// The letters of a short word behind which the text goes on: what stands there is at hand too, and left out without asking where
/// it begins.
#[inline]
fn near_letters(bytes: &[u8], span: Span) -> Option<Letters> {
    let window = bytes.get(span.start as usize..)?.first_chunk::<TWO_STEPS>()?;
    let mask = FIRST.get(span.len() as usize)?;
    let [low, high] = halves(window);
    Some([low & mask[0], high & mask[1]])
}

/// What [`hash_bytes`] gives of the bytes at `span`.
#[inline]
fn look_at(text: &str, span: Span) -> Seen {
    let bytes = text.as_bytes();
    match near_letters(bytes, span) {
        Some([low, high]) => Seen::begin(span.len() as usize).look(low).look(high).end(),
        None => hash_bytes(bytes.get(span.range()).unwrap_or_default()),
    }
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

/// Words by their hashes: mostly one or two.
#[derive(Debug)]
pub(crate) struct Words(Vec<WordHash>);

impl From<Vec<WordHash>> for Words {
    fn from(mut words: Vec<WordHash>) -> Self {
        words.sort_unstable();
        words.dedup();
        Self(words)
    }
}

impl Words {
    pub fn iter(&self) -> impl Iterator<Item = WordHash> + '_ {
        self.0.iter().copied()
    }

    #[inline]
    fn contains(&self, word: WordHash) -> bool {
        /// So few are compared one by one.
        const FEW: usize = 4;
        match self.0.len() {
            ..=FEW => self.0.contains(&word),
            _ => self.0.binary_search(&word).is_ok(),
        }
    }
}

/// Whether one of the words of the dotted path at `path` is among `words`.
#[inline]
pub(crate) fn holds_any(text: &str, path: Span, words: &Words) -> bool {
    match word_at(text, path) {
        0 => self::words(path.text(text)).any(|word| words.contains(word_hash(word))),
        word => words.contains(word),
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
        if seen.dots == 0 { Self::Word(seen.of(|| path)) } else { Self::Dotted(path) }
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
    use std::collections::BTreeSet;

    #[test]
    fn words_have_the_same_hash_in_a_text_and_apart() {
        let long = "a-system-with-a-name-of-forty-characters";
        for len in 0..=long.len() {
            for (before, behind) in [("", ""), ("a", "."), ("é: ", ": b"), ("", ", and so on, up to the end")]
            {
                let word = &long[..len];
                let text = format!("{before}{word}{behind}");
                let span = Span::new(before.len() as u32, (before.len() + len) as u32);
                assert_eq!(hash_at(&text, span), word_hash(word), "{text}");
                assert_eq!(word_at(&text, span), word_hash(word), "{text}");
                let mut bytes = word.as_bytes().to_vec();
                bytes.resize(TWO_STEPS.max(len), 0);
                let letters = bytes.first_chunk().filter(|_| len <= TWO_STEPS).map(halves);
                assert_eq!(letters_at(&text, span), letters, "{text}");
            }
        }
        let text = "checkout.gateway, größe and gro\u{308}ße here";
        assert_eq!(word_at(text, Span::new(0, 16)), 0);
        assert_eq!(hash_at(text, Span::new(18, 25)), word_hash("größe"));
        assert_eq!(hash_at(text, Span::new(30, 38)), word_hash("größe"));
    }

    #[test]
    fn words_of_different_length_have_different_hashes() {
        let zeros = "\0".repeat(40);
        let all: BTreeSet<WordHash> = (0..=zeros.len()).map(|len| word_hash(&zeros[..len])).collect();
        assert_eq!(all.len(), zeros.len() + 1);
    }

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
