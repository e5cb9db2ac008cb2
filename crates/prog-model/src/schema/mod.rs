//! The schema table: every kind, property, value type, default and doc, declared once.
//!
//! Checks, completion, hover, the reference page, the JSON schema and the grammars' word lists are derived from it.
//! Knows nothing of texts, names or rules. An organisation's own properties are added in [`Schema`].

mod custom;
mod expected;
mod keys;
mod kinds;
mod lookup;
mod table;
mod types;

pub use custom::{CustomProperty, Property, RiskScale, Schema};
pub(crate) use expected::{Bits, Expected};
pub use keys::{Key, key};
pub use kinds::{Kind, KindSet, Namespace};
pub(crate) use lookup::{Properties, closed_list};
pub use table::{COMMON, KINDS};
pub(crate) use types::list_words;
pub use types::{Ty, WordSet, words};

/// Whether a declaration of a kind needs a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Naming {
    /// Without a name it cannot be referred to: `missing-name`.
    Required,
    /// A name may be left out.
    Optional,
    /// A name, or the property `who`.
    NameOrWho,
}

/// One kind of declaration.
#[derive(Debug)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// What it is, in a sentence or two.
    pub doc: &'static str,
    /// Whether it may stand at the top of a file.
    pub top: bool,
    /// The kinds of declaration it may stand in.
    pub within: KindSet,
    /// Whether it needs a name.
    pub naming: Naming,
    /// Its own properties in their usual order; [`COMMON`] come after these.
    pub properties: &'static [PropSpec],
    /// A small example.
    pub example: &'static str,
}

/// One property of a kind.
#[derive(Clone, Copy, Debug)]
pub struct PropSpec {
    /// Its key.
    pub key: Key,
    /// What its values are.
    pub ty: Ty,
    /// Its absence is `missing-property`.
    pub required: bool,
    /// Its absence is no mistake, but a question that a rule asks.
    pub expected: bool,
    /// Takes several values, comma-separated.
    pub list: bool,
    /// What it says, in a sentence.
    pub doc: &'static str,
}

impl PropSpec {
    const fn new(key: Key, ty: Ty, doc: &'static str) -> Self {
        Self { key, ty, required: false, expected: false, list: false, doc }
    }

    const fn list(mut self) -> Self {
        self.list = true;
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn expected(mut self) -> Self {
        self.expected = true;
        self
    }
}

/// The declaration of `kind`. [`Kind::Unknown`] has none.
pub fn kind_spec(kind: Kind) -> Option<&'static KindSpec> {
    KINDS.get(kind as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (at, spec) in KINDS.iter().enumerate() {
            assert_eq!(spec.kind as usize, at, "{}", spec.kind.word());
        }
    }

    #[test]
    fn no_kind_has_a_key_twice_and_every_key_is_used() {
        let mut used = std::collections::BTreeSet::new();
        for spec in &KINDS {
            let mut keys: Vec<_> = spec.properties.iter().chain(COMMON).map(|p| p.key.0).collect();
            used.extend(keys.iter().copied());
            let before = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(before, keys.len(), "{} has a key twice", spec.kind.word());
        }
        assert_eq!(used.len(), key::ALL.len(), "a key in the list is used by no kind");
    }
}
