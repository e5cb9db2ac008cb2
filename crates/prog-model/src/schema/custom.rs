//! The schema as one workspace has it: the table of the language, and an organisation's own properties and risk matrix.

use super::lookup::{Properties, fits, properties};
use super::{COMMON, Key, Kind, KindSet, KindSpec, PropSpec, Ty, key, kind_spec};
use rustc_hash::FxHashMap;

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

impl Property<'static> {
    /// As it is where the organisation adds nothing.
    pub(super) fn plain(spec: &'static PropSpec) -> Self {
        let PropSpec { key, ty, required, list, doc, .. } = *spec;
        Self { key, name: key.word(), ty, required, list, doc, custom: None }
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
    #[inline]
    pub fn targets(&self, kind: Kind, key: Key) -> KindSet {
        match fits(kind, key) {
            Some(fits) => fits.targets,
            None => self.property(kind, key).map_or(KindSet::NONE, |p| p.ty.targets()),
        }
    }

    /// The properties of `kind`, to be found at once: where the organisation has added nothing to the language.
    #[inline]
    pub(crate) fn plain_properties(&self, kind: Kind) -> Option<&'static Properties> {
        self.custom.is_empty().then(|| properties(kind))
    }

    /// The property of `kind` that is written `word`.
    pub fn property_named(&self, kind: Kind, word: &str) -> Option<Property<'_>> {
        match properties(kind).named(word) {
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
