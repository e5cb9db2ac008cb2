//! What is at hand while the names of one file are resolved: those that it declares itself, and what was found last. Small tables on the
//! stack; what they forget is looked up in the tables of [`super::names`].

use super::DeclId;
use super::names::name_of;
use crate::file::FileModel;
use crate::names::{Name, NameId};
use crate::schema::KindSet;

/// How many names of a file are kept at hand.
const OWN: usize = 1024;

/// The names that a file declares itself, as many as have room: a table of one entry per slot that forgets on a clash. It has far
/// more slots than most files have names, so that few are forgotten, and what is no name of the file mostly finds nothing.
pub(super) struct Own<'m> {
    model: &'m FileModel,
    /// Numbers of declarations.
    slots: [u16; OWN],
}

impl<'m> Own<'m> {
    const NOTHING: u16 = u16::MAX;

    pub fn of(model: &'m FileModel) -> Self {
        let mut slots = [Self::NOTHING; OWN];
        for index in model.decls.indices().take(usize::from(Self::NOTHING)) {
            if let Some(name) = name_of(model, index) {
                slots[name as usize % OWN] = index as u16;
            }
        }
        Self { model, slots }
    }

    #[inline]
    pub fn get(&self, name: NameId) -> Option<u32> {
        let index = Some(self.slots[name as usize % OWN]).filter(|index| *index != Self::NOTHING)?.into();
        (name_of(self.model, index) == Some(name)).then_some(index)
    }
}

/// What was asked for: a name, from where it is looked up, and which kinds are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    name: u64,
    place: u64,
}

impl Asked {
    /// `start` is the innermost declaration that may hold it.
    #[inline]
    pub fn new(name: Name<'_>, start: u32, kinds: KindSet) -> Self {
        Self { name: name.hash(), place: u64::from(start) << 32 | kinds.bits() }
    }

    #[inline]
    fn slot(self) -> usize {
        (self.name ^ self.place >> 32) as usize % RECENT
    }
}

/// How many answers are remembered.
const RECENT: usize = 64;

/// What was resolved last: a table of one entry per slot that forgets on a clash.
pub(super) struct Recent([(Asked, DeclId); RECENT]);

impl Default for Recent {
    fn default() -> Self {
        // Names are looked for where there are kinds, so that nobody asks for this.
        let nothing = Asked { name: 0, place: 0 };
        Self([(nothing, DeclId::NOWHERE); RECENT])
    }
}

impl Recent {
    #[inline]
    pub fn get(&self, asked: Asked) -> Option<DeclId> {
        let (known, id) = self.0[asked.slot()];
        (known == asked).then_some(id)
    }

    #[inline]
    pub fn put(&mut self, asked: Asked, id: DeclId) {
        self.0[asked.slot()] = (asked, id);
    }
}
