//! The schema as one workspace has it: the table of the language, and an organisation's own properties and risk matrix.

use super::{COMMON, Key, Kind, KindSet, KindSpec, PropSpec, Ty, WordSet, key, kind_spec};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A property that an organisation adds in `progc.toml`.
#[derive(Clone, PartialEq, Debug)]
pub struct CustomProperty {
    /// The kind that takes it.
    pub kind: Kind,
    /// Its key as written.
    pub name: String,
    /// What its values are.
    pub ty: Ty,
    /// Its absence is `missing-property`.
    pub required: bool,
    /// Takes several values.
    pub list: bool,
    /// The words it takes, for [`Ty::CustomWord`].
    pub values: Vec<String>,
    /// A text that every value has to match: `*` stands for any text, `?` for one character, `#` for one digit.
    pub pattern: Option<String>,
    /// What it says.
    pub doc: String,
}

/// The sizes, words and bands of the risk matrix.
#[derive(Clone, PartialEq, Debug)]
pub struct RiskScale {
    /// Words for likelihood from the least; their number is the matrix's height.
    pub likelihood: Vec<String>,
    /// Words for impact from the least; their number is the matrix's width.
    pub impact: Vec<String>,
    /// The highest score that is still low, medium, high.
    pub bands: [u32; 3],
    /// Upper limits in percent of each likelihood but the last.
    pub percent: Vec<f64>,
}

impl Default for RiskScale {
    fn default() -> Self {
        let own = |set: &super::WordSet| set.words.iter().map(|w| w.to_string()).collect();
        Self {
            likelihood: own(&super::words::LIKELIHOOD),
            impact: own(&super::words::IMPACT),
            bands: [4, 9, 16],
            percent: vec![10.0, 30.0, 50.0, 80.0],
        }
    }
}

impl RiskScale {
    /// The step (from 1) that a likelihood of `percent` falls into.
    pub fn step_of_percent(&self, percent: f64) -> u8 {
        let below = self.percent.iter().take_while(|limit| percent > **limit).count();
        (below + 1).min(self.likelihood.len()) as u8
    }

    /// The step (from 1) that `word` names in `words`; `low`, `medium`, `high` (and `critical` for impact) work in
    /// every matrix, spread over its steps.
    pub fn step_of_word(words: &[String], word: &str, impact: bool) -> Option<u8> {
        if let Some(at) = words.iter().position(|w| w == word) {
            return Some(at as u8 + 1);
        }
        let standard = match word {
            "low" => 2,
            "medium" => 3,
            "high" => 4,
            "critical" if impact => 5,
            _ => return None,
        };
        let steps = words.len().max(1) as f64;
        Some(((standard as f64 - 1.0) / 4.0 * (steps - 1.0) + 1.0).round() as u8)
    }
}

/// What is asked of a property of the language for every value of a workspace.
#[derive(Clone, Copy)]
struct Fits {
    /// The kinds that its values may name.
    targets: KindSet,
    /// The words that its value is one of.
    words: Option<&'static WordSet>,
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
fn fits(kind: Kind, key: Key) -> Option<&'static Fits> {
    let own = (key.0 as usize) < key::ALL.len();
    own.then(|| &FITS[kind as usize * key::ALL.len() + key.0 as usize])
}

/// The words that the value of a property of the language is one of.
pub(crate) fn closed_list(kind: Kind, key: Key) -> Option<&'static WordSet> {
    fits(kind, key)?.words
}

/// The properties of the language by kind: looked up for every property of a workspace.
static NAMED: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let table = |kind: usize| {
        let own = super::KINDS.get(kind);
        Table::of(own.iter().flat_map(|spec| spec.properties.iter().chain(COMMON)))
    };
    (0..=Kind::ALL.len()).map(table).collect()
});

/// How many places a table has: several for each property, so that most words are found at the first.
const PLACES: usize = 128;

/// The properties of a kind by the start of their words.
struct Table {
    list: Vec<Named>,
    /// For each hash of a start the first index to look at, if any.
    places: [u8; PLACES],
}

/// A property with the start and the length of its word, which tell nearly all of them apart in one comparison.
#[derive(Clone, Copy)]
struct Named {
    head: u64,
    len: usize,
    /// The next one with the same hash; past the end where there is none.
    next: u8,
    spec: &'static PropSpec,
    /// As it is where the organisation adds nothing.
    plain: Property<'static>,
}

const NO_MORE: u8 = u8::MAX;

impl Table {
    fn of(specs: impl Iterator<Item = &'static PropSpec>) -> Self {
        let mut table = Self { list: Vec::new(), places: [NO_MORE; PLACES] };
        for spec in specs {
            let word = spec.key.word();
            let place = &mut table.places[place_of(head(word))];
            let plain = Property::plain(spec);
            table.list.push(Named { head: head(word), len: word.len(), next: *place, spec, plain });
            *place = (table.list.len() - 1) as u8;
        }
        table
    }

    #[inline]
    fn find(&self, word: &str) -> Option<&Named> {
        let head = head(word);
        let mut at = self.places[place_of(head)];
        while let Some(named) = self.list.get(at as usize) {
            let same = named.head == head && named.len == word.len();
            if same && (word.len() <= size_of_val(&head) || named.spec.key.word() == word) {
                return Some(named);
            }
            at = named.next;
        }
        None
    }
}

/// The place of a word that starts with `head`: the high bits of a product, as Fibonacci hashing has it.
#[inline]
fn place_of(head: u64) -> usize {
    (head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PLACES.ilog2())) as usize
}

/// The property of the language that is written `word` in `kind`.
#[inline]
fn named(kind: Kind, word: &str) -> Option<&'static Named> {
    NAMED[kind as usize].find(word)
}

impl Property<'static> {
    fn plain(spec: &'static PropSpec) -> Self {
        let PropSpec { key, ty, required, list, doc } = *spec;
        Self { key, name: key.word(), ty, required, list, doc, custom: None }
    }
}

/// The first eight bytes of a word as a number.
#[inline]
fn head(word: &str) -> u64 {
    match word.as_bytes().first_chunk::<8>() {
        Some(head) => u64::from_le_bytes(*head),
        None => crate::names::few_bytes(word.as_bytes()),
    }
}

/// Every property that a workspace knows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Schema {
    /// The organisation's own properties; their keys count on from those of the language.
    pub custom: Vec<CustomProperty>,
    /// The risk matrix.
    pub risk: RiskScale,
    names: FxHashMap<String, Key>,
}

/// One property of a kind, of the language or an organisation's own.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Property<'a> {
    /// Its key.
    pub key: Key,
    /// Its key as written.
    pub name: &'a str,
    /// What its values are.
    pub ty: Ty,
    /// Its absence is `missing-property`.
    pub required: bool,
    /// Takes several values.
    pub list: bool,
    /// What it says.
    pub doc: &'a str,
    /// The organisation's own words and pattern.
    pub custom: Option<&'a CustomProperty>,
}

impl Schema {
    /// The language with an organisation's own properties and matrix.
    pub fn new(custom: Vec<CustomProperty>, risk: RiskScale) -> Self {
        let mut names = FxHashMap::default();
        for (at, property) in custom.iter().enumerate() {
            let next = Key((key::ALL.len() + at) as u16);
            names.entry(property.name.clone()).or_insert(next);
        }
        Self { custom, risk, names }
    }

    /// The key that `word` names for any kind.
    pub fn key(&self, word: &str) -> Option<Key> {
        Key::builtin(word).or_else(|| self.names.get(word).copied())
    }

    /// The key as written.
    pub fn word(&self, key: Key) -> &str {
        match (key.0 as usize).checked_sub(super::key::ALL.len()) {
            None => key.word(),
            Some(at) => self.custom.get(at).map_or("", |c| &c.name),
        }
    }

    /// The property of `kind` with `key`. An organisation's own row for a key of the language changes only what it
    /// requires and documents.
    pub fn property(&self, kind: Kind, key: Key) -> Option<Property<'_>> {
        let spec = kind_spec(kind)?;
        if let Some(found) = spec.properties.iter().chain(COMMON).find(|p| p.key == key) {
            return Some(self.of_language(kind, found));
        }
        if self.custom.is_empty() {
            return None;
        }
        let word = self.word(key);
        let own = self.custom.iter().find(|c| c.kind == kind && c.name == word)?;
        Some(Self::of_organisation(key, own))
    }

    /// The kinds that a name may be as a value of `key` in `kind`; none where it takes no name.
    pub fn targets(&self, kind: Kind, key: Key) -> KindSet {
        match fits(kind, key) {
            Some(fits) => fits.targets,
            None => self.property(kind, key).map_or(KindSet::NONE, |p| p.ty.targets()),
        }
    }

    /// The property of `kind` that is written `word`, at once, where the organisation has added nothing to the language.
    #[inline]
    pub(crate) fn plain_property(&self, kind: Kind, word: &str) -> Option<&'static Property<'static>> {
        named(kind, word).filter(|_| self.custom.is_empty()).map(|named| &named.plain)
    }

    /// The property of `kind` that is written `word`.
    pub fn property_named(&self, kind: Kind, word: &str) -> Option<Property<'_>> {
        match named(kind, word) {
            Some(found) => Some(self.of_language(kind, found.spec)),
            None => self.property(kind, *self.names.get(word)?),
        }
    }

    fn of_language<'a>(&'a self, kind: Kind, spec: &'static PropSpec) -> Property<'a> {
        let own = self.custom.iter().find(|c| c.kind == kind && c.name == spec.key.word());
        Property {
            required: spec.required || own.is_some_and(|c| c.required),
            doc: own.filter(|c| !c.doc.is_empty()).map_or(spec.doc, |c| &c.doc),
            custom: own,
            ..Property::plain(spec)
        }
    }

    fn of_organisation(key: Key, own: &CustomProperty) -> Property<'_> {
        let CustomProperty { name, ty, required, list, doc, .. } = own;
        Property { key, name, ty: *ty, required: *required, list: *list, doc, custom: Some(own) }
    }

    /// All properties of `kind`: its own, the organisation's, then those that every kind takes.
    pub fn properties(&self, kind: Kind) -> impl Iterator<Item = Property<'_>> {
        let own = kind_spec(kind).map_or(&[][..], |s| s.properties);
        let is_builtin = move |c: &&CustomProperty| own.iter().chain(COMMON).any(|p| p.key.word() == c.name);
        let custom = self
            .custom
            .iter()
            .filter(move |c| c.kind == kind && !is_builtin(c))
            .filter_map(|c| Some(Self::of_organisation(self.key(&c.name)?, c)));
        own.iter()
            .map(move |p| self.of_language(kind, p))
            .chain(custom)
            .chain(COMMON.iter().map(move |p| self.of_language(kind, p)))
    }

    /// The kinds that may stand in `parent`, or at the top of a file.
    pub fn kinds_within(parent: Option<Kind>) -> impl Iterator<Item = &'static KindSpec> {
        super::KINDS.iter().filter(move |spec| match parent {
            None => spec.top,
            Some(parent) => spec.within.contains(parent),
        })
    }

    /// The kinds that take a property called `word`.
    pub fn kinds_with(&self, word: &str) -> KindSet {
        let kinds: Vec<_> = Kind::ALL
            .iter()
            .copied()
            .filter(|k| self.key(word).is_some_and(|key| self.property(*k, key).is_some()))
            .collect();
        KindSet::of(&kinds)
    }
}
