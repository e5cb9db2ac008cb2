//! A set of declarations: a bit for each, file by file. What a change reaches lies in a few files, and comes file by file.

use super::DeclId;
use prog_diagnostics::FileId;
use rustc_hash::FxHashMap;

/// A set of declarations.
#[derive(Clone, Debug, Default)]
pub struct DeclSet {
    files: Vec<(FileId, Vec<u64>)>,
    /// File → its place in `files`.
    places: FxHashMap<FileId, usize>,
    /// The place of the file that was asked for last.
    last: usize,
}

/// The word of its file's bits that a declaration has its bit in, and the bit.
fn bit(slot: u32) -> (usize, u64) {
    ((slot / u64::BITS) as usize, 1 << (slot % u64::BITS))
}

impl DeclSet {
    /// Adds one; gives whether it was not there.
    pub fn insert(&mut self, id: DeclId) -> bool {
        let (word, bit) = bit(id.slot);
        let bits = self.bits_of(id.file);
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        let is_new = bits[word] & bit == 0;
        bits[word] |= bit;
        is_new
    }

    fn bits_of(&mut self, file: FileId) -> &mut Vec<u64> {
        if self.files.get(self.last).is_none_or(|(last, _)| *last != file) {
            self.last = *self.places.entry(file).or_insert_with(|| {
                self.files.push((file, Vec::new()));
                self.files.len() - 1
            });
        }
        &mut self.files[self.last].1
    }

    /// Whether it is there.
    pub fn contains(&self, id: DeclId) -> bool {
        let (word, bit) = bit(id.slot);
        let near = self.files.get(self.last).filter(|(last, _)| *last == id.file);
        let of_file = near.or_else(|| self.places.get(&id.file).and_then(|at| self.files.get(*at)));
        of_file.and_then(|(_, bits)| bits.get(word)).is_some_and(|bits| bits & bit != 0)
    }

    /// All, by file and number.
    pub fn sorted(&self) -> Vec<DeclId> {
        let mut files: Vec<&(FileId, Vec<u64>)> = self.files.iter().collect();
        files.sort_unstable_by_key(|(file, _)| *file);
        let mut all = Vec::new();
        for (file, bits) in files {
            for (word, bits) in (0..).zip(bits) {
                let mut left = *bits;
                while left != 0 {
                    all.push(DeclId { file: *file, slot: word * u64::BITS + left.trailing_zeros() });
                    left &= left - 1;
                }
            }
        }
        all
    }
}

impl Extend<DeclId> for DeclSet {
    fn extend<I: IntoIterator<Item = DeclId>>(&mut self, ids: I) {
        for id in ids {
            self.insert(id);
        }
    }
}

impl FromIterator<DeclId> for DeclSet {
    fn from_iter<I: IntoIterator<Item = DeclId>>(ids: I) -> Self {
        let mut set = Self::default();
        set.extend(ids);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn holds_what_was_put_in_each_once_and_in_order() {
        let id = |file, slot| DeclId { file: FileId(file), slot };
        let given = [id(7, 64), id(2, 0), id(7, 63), id(2, 500), id(7, 64), id(0, 1), id(2, 0)];
        let (mut set, mut right) = (DeclSet::default(), BTreeSet::new());
        for one in given {
            assert_eq!(set.insert(one), right.insert(one), "{one:?}");
        }
        assert_eq!(set.sorted(), right.iter().copied().collect::<Vec<_>>());
        for (file, slot) in (0..9).flat_map(|file| [0, 1, 62, 63, 64, 65, 500, 501].map(|slot| (file, slot)))
        {
            assert_eq!(set.contains(id(file, slot)), right.contains(&id(file, slot)), "{file} {slot}");
        }
    }
}
