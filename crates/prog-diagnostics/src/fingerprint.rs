//! A number for a finding that stays the same when lines above it come and go.
//!
//! Not here: any secret or safety; it is a short stable name (FNV-1a, 128 bit), not a cryptographic hash.

use crate::{Diagnostic, Files};
use std::collections::HashMap;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Gives each finding of a run a name of its own: equal findings are told apart by their order.
#[derive(Default)]
pub(crate) struct Fingerprints {
    seen: HashMap<u128, u32>,
}

impl Fingerprints {
    /// The name of `d`: 32 hexadecimal digits from rule, declaration and message; a finding that concerns no
    /// declaration counts by its file.
    pub fn next(&mut self, d: &Diagnostic, files: &dyn Files) -> String {
        let place = if d.path.is_empty() { files.path(d.place.file) } else { &d.path };
        let plain = hash(&[d.rule, place, &d.message]);
        let nth = self.seen.entry(plain).or_insert(0);
        *nth += 1;
        let unique = if *nth == 1 { plain } else { hash(&[d.rule, place, &d.message, &nth.to_string()]) };
        format!("{unique:032x}")
    }
}

fn hash(parts: &[&str]) -> u128 {
    let bytes = parts.iter().flat_map(|p| p.bytes().chain(std::iter::once(0)));
    bytes.fold(OFFSET, |h, b| (h ^ u128::from(b)).wrapping_mul(PRIME))
}
