//! What the names of a file mean.

use super::DeclId;
use crate::names::WordHash;
use crate::packed::bring_near;
use prog_diagnostics::FileId;

/// What each name of a file means, in order, or [`DeclId::NOWHERE`]. Each is as large as the hash of the name, and takes its
/// place: a large workspace has hundreds of thousands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Targets(Box<[u64]>);

impl Targets {
    /// As many as there are `words`, each to be [`Self::set`].
    pub fn in_place_of(words: Box<[WordHash]>) -> Self {
        Self(words)
    }

    /// The hash at `at`, as long as nothing was put into its place.
    pub fn word(&self, at: usize) -> WordHash {
        self.0[at]
    }

    pub fn set(&mut self, at: usize, id: DeclId) {
        self.0[at] = u64::from(id.file.0) << 32 | u64::from(id.slot);
    }

    pub fn get(&self, at: u32) -> Option<DeclId> {
        self.0.get(at as usize).map(|bits| unpack(*bits))
    }

    /// Fetches them from memory.
    pub fn bring_near(&self) {
        bring_near(&self.0, |bits| *bits as u8);
    }

    pub fn iter(&self) -> impl Iterator<Item = DeclId> + '_ {
        self.0.iter().map(|bits| unpack(*bits))
    }
}

fn unpack(bits: u64) -> DeclId {
    DeclId { file: FileId((bits >> 32) as u32), slot: bits as u32 }
}
