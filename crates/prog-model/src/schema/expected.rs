//! What is expected of a kind, as bits: so that what a declaration leaves out of it shows at a glance.

use super::{KINDS, Key, Kind, key};
use std::sync::LazyLock;

/// What a declaration says, or what is expected of it: one bit for each key that is expected of some kind.
pub(crate) type Bits = u16;

/// The table of the language, read for what is expected.
pub(crate) struct Expected {
    of_key: Vec<Bits>,
    of_kind: Vec<Bits>,
}

static EXPECTED: LazyLock<Expected> = LazyLock::new(|| {
    let mut of_key = vec![0; key::ALL.len()];
    let mut of_kind = vec![0; Kind::ALL.len() + 1];
    let mut bit = Expected::MITIGATED << 1;
    for spec in &KINDS {
        for property in spec.properties.iter().filter(|p| p.expected) {
            let of_key = &mut of_key[usize::from(property.key.0)];
            if *of_key == 0 {
                *of_key = bit;
                bit <<= 1;
            }
            of_kind[spec.kind as usize] |= *of_key;
        }
    }
    of_kind[Kind::Risk as usize] |= Expected::MITIGATED;
    Expected { of_key, of_kind }
});

impl Expected {
    /// A mitigation: what is expected of a risk beside its properties.
    pub const MITIGATED: Bits = 1;

    pub fn table() -> &'static Self {
        &EXPECTED
    }

    /// The bit of a key; none where it is expected of no kind.
    #[inline]
    pub fn bit(&self, key: Key) -> Bits {
        self.of_key.get(usize::from(key.0)).copied().unwrap_or(0)
    }

    /// What is expected of a kind.
    #[inline]
    pub fn of(&self, kind: Kind) -> Bits {
        self.of_kind[kind as usize]
    }
}
