//! What is asked of the table of the language for every property and value of a workspace, ready made: which property of a
//! kind is written so, and what fits as its value.

use super::{COMMON, Key, Kind, KindSet, PropSpec, Property, WordSet, key};
use crate::names::{Letters, letters, letters_at};
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
#[inline]
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

/// The kinds by their words.
static KINDS: LazyLock<Table<Kind>> =
    LazyLock::new(|| Table::of(Kind::ALL.iter().map(|kind| (kind.word(), *kind))));

impl Kind {
    /// The kind whose word stands at `span` in `text`: what [`Self::from_word`] says too, sooner.
    #[inline]
    pub(crate) fn at(text: &str, span: Span) -> Option<Self> {
        KINDS.get(letters_at(text, span)?).copied()
    }
}

/// The properties that a kind takes, by their words.
pub(crate) struct Properties(Table<Named>);

impl Properties {
    /// The one whose word stands at `span` in `text`.
    #[inline(always)]
    pub fn at(&self, text: &str, span: Span) -> Option<&Property<'static>> {
        self.0.get(letters_at(text, span)?).map(|named| &named.plain)
    }

    /// The one that is written `word`.
    pub(super) fn named(&self, word: &str) -> Option<&Named> {
        self.0.get(letters(word)?)
    }
}

/// Those of each kind.
static PROPERTIES: LazyLock<Vec<Properties>> = LazyLock::new(|| {
    let none = || Properties(Table::of([].into_iter()));
    let mut tables: Vec<Properties> = (0..=Kind::ALL.len()).map(|_| none()).collect();
    for spec in &super::KINDS {
        let all = spec.properties.iter().chain(COMMON);
        let named = |spec| Named { spec, plain: Property::plain(spec) };
        tables[spec.kind as usize] = Properties(Table::of(all.map(|spec| (spec.key.word(), named(spec)))));
    }
    tables
});

/// Fewer than 255 things by their words, each in a place of its own: every one is found, or not, with one look.
struct Table<T> {
    /// What letters are multiplied with, so that no two words have the same place.
    spread: u64,
    /// The numbers of those in `all` by place; the highest number where there is none.
    places: [u8; 256],
    all: Vec<(Letters, T)>,
}

impl<T> Table<T> {
    const NOTHING: u8 = u8::MAX;

    /// The words of the language have sixteen letters at most; a test finds each.
    fn of<'w>(all: impl Iterator<Item = (&'w str, T)>) -> Self {
        let all = all.filter_map(|(word, thing)| Some((letters(word)?, thing))).collect();
        let mut table = Self { spread: 0x9E37_79B9_7F4A_7C15, places: [Self::NOTHING; 256], all };
        while !table.fill() {
            table.spread = table.spread.wrapping_mul(5).wrapping_add(2);
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
    fn place(&self, [low, high]: Letters) -> usize {
        ((low ^ high.rotate_left(29)).wrapping_mul(self.spread) >> (u64::BITS - u8::BITS)) as usize
    }

    #[inline]
    fn get(&self, letters: Letters) -> Option<&T> {
        let (known, found) = self.all.get(usize::from(self.places[self.place(letters)]))?;
        (*known == letters).then_some(found)
    }
}

/// The properties of the language that `kind` takes.
#[inline]
pub(super) fn properties(kind: Kind) -> &'static Properties {
    &PROPERTIES[kind as usize]
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

    #[test]
    fn properties_are_found_by_their_words_in_their_kinds() {
        for spec in &super::super::KINDS {
            for word in key::ALL.iter().copied().chain(["", "owners", "Owner", "a-key-of-many-letters"]) {
                let of_kind = spec.properties.iter().chain(COMMON).find(|p| p.key.word() == word);
                let found = properties(spec.kind).named(word);
                assert_eq!(found.map(|f| f.spec.key), of_kind.map(|p| p.key), "{word} in {:?}", spec.kind);
            }
        }
    }
}
