//! Which letters each name is made of: tells nearly every name that is far from a word without a look at its text.
//!
//! Built when edits begin ([`Workspace::prepare`](super::Workspace::prepare)); names that come are added, names that go
//! are left in and told by their declaration, which is gone or has another name.

use super::DeclId;
use crate::schema::{Kind, KindSet};
use crate::suggest::{self, START, letters};
use crate::view::Decl;

/// What a name is made of.
#[derive(Clone, Copy, Debug)]
struct Letters {
    /// Which letters occur; none for a name that is not ASCII, about which nothing is known.
    set: u64,
    /// How often, letters that share a place together.
    counts: [u8; 16],
}

impl Letters {
    fn of(name: &str) -> Self {
        if !name.is_ascii() {
            return Self { set: 0, counts: [0; 16] };
        }
        let mut counts = [0u8; 16];
        for byte in name.bytes() {
            let folded = if byte == b'_' || byte == b' ' { b'-' } else { byte.to_ascii_lowercase() };
            let count = &mut counts[(folded & 15) as usize];
            *count = count.saturating_add(1);
        }
        Self { set: letters(name), counts }
    }

    /// Whether the two may be that near. One slip changes at most one letter into another, or one may be the start of the
    /// other.
    fn may_be_near(&self, other: &Self, allowed: usize) -> bool {
        if self.set == 0 || other.set == 0 {
            return true;
        }
        let near = || {
            let apart = self.counts.iter().zip(&other.counts).map(|(a, b)| a.abs_diff(*b) as usize);
            apart.sum::<usize>() <= 2 * allowed
        };
        let differing = (self.set ^ other.set).count_ones() as usize;
        differing <= 2 * allowed && near() || self.may_be_start(other) || other.may_be_start(self)
    }

    fn may_be_start(&self, longer: &Self) -> bool {
        let length = || self.counts.iter().map(|c| *c as usize).sum::<usize>();
        self.may_be_in(longer) && length() >= START
    }

    /// Whether all letters of this may be in the other one.
    fn may_be_in(&self, other: &Self) -> bool {
        if self.set == 0 || other.set == 0 {
            return true;
        }
        self.set & other.set == self.set && self.counts.iter().zip(&other.counts).all(|(a, b)| a <= b)
    }
}

/// The names of one kind. Their texts lie here one after the other, so that a look at one that may be near need not go to its file.
#[derive(Debug, Default, Clone)]
struct OfKind {
    names: Vec<(Letters, DeclId)>,
    /// Where the text of each ends; it begins where that of the one before ends.
    ends: Vec<u32>,
    text: String,
}

impl OfKind {
    fn add(&mut self, name: &str, id: DeclId) {
        self.names.push((Letters::of(name), id));
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
    }

    fn written(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }
}

/// The letters of all names, by kind.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    of_kind: Vec<OfKind>,
    /// How many there were when all were read, and how many came since.
    read: usize,
    added: usize,
}

impl Spellings {
    pub fn build<'w>(decls: impl Iterator<Item = Decl<'w>>) -> Self {
        let mut spellings = Self { of_kind: vec![OfKind::default(); Kind::ALL.len() + 1], read: 0, added: 0 };
        for decl in decls.filter(|d| !d.name().is_empty()) {
            spellings.add(decl.name(), decl.kind(), decl.id());
        }
        spellings.read = std::mem::take(&mut spellings.added);
        spellings
    }

    /// A name that came.
    pub fn add(&mut self, name: &str, kind: Kind, id: DeclId) {
        if let Some(list) = self.of_kind.get_mut(kind as usize) {
            list.add(name, id);
            self.added += 1;
        }
    }

    /// So much came that it is better read anew.
    pub fn is_worn(&self) -> bool {
        self.added > self.read + 10_000
    }

    /// The declarations of fitting kinds whose names may hold all letters of `typed`; all that do. One may come twice.
    pub fn with_letters<'s>(&'s self, typed: &str, kinds: KindSet) -> impl Iterator<Item = DeclId> + use<'s> {
        let typed = Letters::of(typed);
        let names = self.of_kinds(kinds).flat_map(|list| &list.names);
        names.filter(move |(letters, _)| typed.may_be_in(letters)).map(|(_, id)| *id)
    }

    fn of_kinds(&self, kinds: KindSet) -> impl Iterator<Item = &OfKind> {
        let lists = self.of_kind.iter().zip(Kind::ALL.iter().chain([&Kind::Unknown]));
        lists.filter(move |(_, kind)| kinds.contains(**kind)).map(|(list, _)| list)
    }

    /// Goes through the declarations of fitting kinds that have, or had, a name within so many slips of a word: how many, the name,
    /// and which. One may come twice.
    pub fn each_near<'s>(
        &'s self,
        word: &str,
        kinds: KindSet,
        allowed: usize,
        mut say: impl FnMut(usize, &'s str, DeclId),
    ) {
        let letters = Letters::of(word);
        for list in self.of_kinds(kinds) {
            let likely = list.names.iter().enumerate().filter(|(_, (l, _))| letters.may_be_near(l, allowed));
            for (at, (_, id)) in likely {
                let written = list.written(at);
                if let Some(far) = suggest::within(word, written, allowed) {
                    say(far, written, *id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::{allowed, within};

    #[test]
    fn no_near_name_is_left_out() {
        let words = [
            "gateway",
            "gatewya",
            "Gateway_2",
            "gate",
            "gat",
            "ga",
            "g",
            "api-1-1",
            "api-13-1",
            "apix-13-1",
            "a b",
            "über",
            "ueber",
            "checkout-api",
            "kcehcout-api",
            "checkout",
            "out",
        ];
        for a in words {
            for b in words {
                for allowed in [1, 2, allowed(a)] {
                    let passes = Letters::of(a).may_be_near(&Letters::of(b), allowed);
                    assert!(passes || within(a, b, allowed).is_none(), "{a} {b} {allowed}");
                }
            }
        }
        let inside = |a: &str, b: &str| Letters::of(a).may_be_in(&Letters::of(b));
        assert!(inside("DPO", "depends-on") && inside("", "x") && inside("é", "e") && inside("e", "é"));
        assert!(!inside("nn", "on-e") && !inside("q", "depends-on"));
        assert!(!Letters::of("api-13-1").may_be_near(&Letters::of("api-2450-7"), 2));
    }
}
