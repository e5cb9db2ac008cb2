//! What is at hand while the names of one file are resolved: those that it declares itself, and what was found last. Small tables on the
//! stack; what they forget is looked up in the tables of [`super::names`].

use super::DeclId;
use super::names::name_of;
use crate::file::{FileModel, NONE};
use crate::names::{Name, NameId, join};
use crate::schema::KindSet;

/// The names that a file declares itself, as many as have room: a table of one entry per slot that forgets on a clash.
pub(super) struct Own([(NameId, u32); 128]);

impl Own {
    pub fn of(model: &FileModel) -> Self {
        let mut table = [(0, NONE); 128];
        for index in model.decls.indices() {
            if let Some(name) = name_of(model, index) {
                table[name as usize % 128] = (name, index);
            }
        }
        Self(table)
    }

    pub fn get(&self, name: NameId) -> Option<u32> {
        let (known, index) = self.0[name as usize % 128];
        (known == name && index != NONE).then_some(index)
    }
}

/// What was resolved last, by a hash of where and what: a table of one entry per slot that forgets on a clash.
pub(super) struct Recent([(u64, DeclId); 64]);

impl Default for Recent {
    fn default() -> Self {
        Self([(0, DeclId::NOWHERE); 64])
    }
}

impl Recent {
    pub fn get(&self, key: u64) -> Option<DeclId> {
        let (known, id) = self.0[key as usize % 64];
        (known == key).then_some(id)
    }

    pub fn put(&mut self, key: u64, id: DeclId) {
        self.0[key as usize % 64] = (key, id);
    }
}

/// The key of what `name` means in a declaration within `parent`, where one of `kinds` is wanted.
#[inline]
pub(super) fn recent_key(parent: u32, name: Name<'_>, kinds: KindSet) -> u64 {
    join(join(name.hash(), u64::from(parent)), kinds.bits())
}
