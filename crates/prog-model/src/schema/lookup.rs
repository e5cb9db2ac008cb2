//! What is asked of the table of the language for every property and value of a workspace, ready made: which property of a
//! kind is written so, and what fits as its value.

use super::{COMMON, Key, Kind, KindSet, PropSpec, Property, WordSet, key};
use crate::names::{WordHash, ascii_hash_at, word_hash};
use prog_syntax::Span;
use std::sync::LazyLock;

/// What is asked of a property of the language for every value of a workspace.
#[derive(Clone, Copy)]
pub(super) struct Fits {
    /// The kinds that its values may name.
    pub targets: KindSet,
    /// The words that its value is one of.
    pub words: Option<&'static WordSet>,
}

/// For each kind and key of the language.
static FITS: LazyLock<Vec<Fits>> = LazyLock::new(|| {
    let nothing = Fits { targets: KindSet::NONE, words: None };
    let mut table = vec![nothing; (Kind::ALL.len() + 1) * key::ALL.len()];
    for spec in &super::KINDS {
        for property in spec.properties.iter().chain(COMMON) {
            table[spec.kind as usize * key::ALL.len() + property.key.0 as usize] =
                Fits { targets: property.ty.targets(), words: property.ty.words() };
        }
    }
    table
});

/// What fits the property of the language; `None` for an organisation's own.
pub(super) fn fits(kind: Kind, key: Key) -> Option<&'static Fits> {
    let own = (key.0 as usize) < key::ALL.len();
    own.then(|| &FITS[kind as usize * key::ALL.len() + key.0 as usize])
}

/// The words that the value of a property of the language is one of.
pub(crate) fn closed_list(kind: Kind, key: Key) -> Option<&'static WordSet> {
    fits(kind, key)?.words
}

/// A property of the language.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub spec: &'static PropSpec,
    /// As it is where the organisation adds nothing.
    pub plain: Property<'static>,
}

/// The kinds by the hashes of their words: as sure as for names, and sooner compared than the words.
static KINDS: LazyLock<Table<Kind>> =
    LazyLock::new(|| Table::of(Kind::ALL.iter().map(|kind| (word_hash(kind.word()), *kind)).collect()));

impl Kind {
    /// The kind whose word stands at `span` in `text`: what [`Self::from_word`] says too, sooner.
    #[inline]
    pub(crate) fn at(text: &str, span: Span) -> Option<Self> {
        KINDS.get(ascii_hash_at(text, span)).copied()
    }
}

/// The properties of each kind by the hashes of theirs.
static NAMED: LazyLock<Vec<Table<Named>>> = LazyLock::new(|| {
    let mut tables: Vec<Table<Named>> = (0..=Kind::ALL.len()).map(|_| Table::of(Vec::new())).collect();
    for spec in &super::KINDS {
        let all = spec.properties.iter().chain(COMMON);
        let named = |spec| Named { spec, plain: Property::plain(spec) };
        tables[spec.kind as usize] =
            Table::of(all.map(|spec| (word_hash(spec.key.word()), named(spec))).collect());
    }
    tables
});

/// Fewer than 255 things by the hashes of their words, each in a place of its own: every one is found, or not, with one look.
struct Table<T> {
    /// What hashes are multiplied with, so that no two have the same place.
    spread: u64,
    /// The numbers of those in `all` by place; the highest number where there is none.
    places: [u8; 256],
    all: Vec<(WordHash, T)>,
}

impl<T> Table<T> {
    const NOTHING: u8 = u8::MAX;

    fn of(all: Vec<(WordHash, T)>) -> Self {
        let mut table = Self { spread: 1, places: [Self::NOTHING; 256], all };
        while !table.fill() {
            table.spread += 2;
        }
        table
    }

    /// Gives all their places; `false` where two have the same.
    fn fill(&mut self) -> bool {
        self.places = [Self::NOTHING; 256];
        (0..self.all.len()).all(|at| {
            let place = self.place(self.all[at].0);
            let free = self.places[place] == Self::NOTHING;
            self.places[place] = at as u8;
            free
        })
    }

    #[inline]
    fn place(&self, hash: WordHash) -> usize {
        (hash.wrapping_mul(self.spread) >> (u64::BITS - u8::BITS)) as usize
    }

    #[inline]
    fn get(&self, hash: WordHash) -> Option<&T> {
        let (known, found) = self.all.get(usize::from(self.places[self.place(hash)]))?;
        (*known == hash).then_some(found)
    }
}

/// The property of the language in `kind` that is written as the word with this hash.
#[inline(always)]
pub(super) fn named(kind: Kind, word: WordHash) -> Option<&'static Named> {
    NAMED[kind as usize].get(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_their_words_and_by_nothing_else() {
        for word in Kind::ALL.iter().map(|kind| kind.word()).chain(["", "risks", "Risk", "unknown", "größe"])
        {
            let text = format!("{word} a \"A title\" {{}}");
            assert_eq!(Kind::at(&text, Span::new(0, word.len() as u32)), Kind::from_word(word), "{word}");
        }
    }
}
