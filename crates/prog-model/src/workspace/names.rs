//! The tables behind names: which declarations have a name, and which files use a word.

use super::incoming::Incoming;
use super::{DeclId, Entry};
use crate::file::FileModel;
use crate::names::{NameId, NameMap, WordHash, name_id, word_at, word_hash, words};
use crate::schema::Key;
use prog_diagnostics::FileId;
use rayon::prelude::*;
use smallvec::SmallVec;
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Tables are split by hash, so that they are filled side by side, into so many that each uses the room that it takes:
/// tables have room for 7/8 of a power of two. Small tables come from memory that is at hand already.
fn shards_for(names: usize) -> usize {
    const ROOM: usize = 2048 * 3 / 4;
    names.div_ceil(ROOM).max(1)
}

/// Some of the names, and the first declaration of each.
#[derive(Debug, Default)]
struct Shard {
    map: NameMap<DeclId>,
    maybe: Maybe,
}

/// Which names may be among those of a shard: a Bloom filter. A name is looked for from where it is used outward, and mostly not found
/// at first; so much is told from few bytes that are at hand, without a look into the large table.
#[derive(Debug)]
struct Maybe(Box<[u64]>);

impl Default for Maybe {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Maybe {
    /// With eight bits for each name, one in twenty that are not there seems to be.
    fn with_room(names: usize) -> Self {
        let bits = (names * 8).next_power_of_two().max(u64::BITS as usize);
        Self(vec![0; bits / u64::BITS as usize].into())
    }

    /// The two bits of a name: by other bits of its hash than those that choose the shard.
    #[inline]
    fn bits(&self, name: NameId) -> [(usize, u64); 2] {
        let mask = self.0.len() * u64::BITS as usize - 1;
        [name, name >> 16].map(|hash| {
            let bit = hash as usize & mask;
            (bit / u64::BITS as usize, 1 << (bit % u64::BITS as usize))
        })
    }

    fn note(&mut self, name: NameId) {
        for (at, bit) in self.bits(name) {
            self.0[at] |= bit;
        }
    }

    #[inline]
    fn holds(&self, name: NameId) -> bool {
        self.bits(name).iter().all(|(at, bit)| self.0[*at] & bit != 0)
    }
}

/// Name → the declarations that have it.
#[derive(Debug)]
pub(crate) struct Names {
    shards: Vec<Shard>,
    /// The names that more than one declaration has: a finding, so there are few.
    several: NameMap<Vec<DeclId>>,
}

impl Default for Names {
    fn default() -> Self {
        Self { shards: vec![Shard::default()], several: NameMap::default() }
    }
}

/// Which of `count` shards a hash belongs to.
#[inline]
fn shard(hash: u64, count: usize) -> usize {
    (((hash >> 32) * count as u64) >> 32) as usize
}

/// The name of the declaration at `index`; `None` for the nameless.
pub(crate) fn name_of(model: &FileModel, index: u32) -> Option<NameId> {
    if model.decls.name(index).is_empty() {
        return None;
    }
    let kind = model.decls.kind(index);
    Some(name_id(model.decls.path(index), kind.namespace()))
}

/// Files in runs that are large enough to be worth a thread, each with the number of its first file.
fn chunks<T: Sync>(files: &[T]) -> impl IndexedParallelIterator<Item = (u32, &[T])> {
    const RUN: usize = 256;
    files.par_chunks(RUN).enumerate().map(|(i, run)| ((i * RUN) as u32, run))
}

/// The names that a run of files declares, by shard.
fn sort_names((first, files): (u32, &[Box<FileModel>]), shards: usize) -> Vec<Vec<(NameId, DeclId)>> {
    let all: usize = files.iter().map(|f| f.decls.len()).sum();
    let mut sorted = vec![Vec::with_capacity(all / shards + all / shards / 4); shards];
    for (file, model) in (first..).zip(files) {
        model.decls.bring_near();
        for index in model.decls.indices() {
            if let Some(name) = name_of(model, index) {
                sorted[shard(name, shards)].push((name, DeclId { file: FileId(file), slot: index }));
            }
        }
    }
    sorted
}

impl Names {
    /// The names in `files`, which hold so many declarations.
    pub fn build(files: &[Box<FileModel>], declared: usize) -> Self {
        let shards = shards_for(declared);
        let sorted: Vec<Vec<Vec<(NameId, DeclId)>>> =
            chunks(files).map(|run| sort_names(run, shards)).collect();
        let fill = |at: usize| {
            let count = sorted.iter().map(|s| s[at].len()).sum();
            let mut shard = Shard { map: NameMap::default(), maybe: Maybe::with_room(count) };
            let mut again = Vec::new();
            shard.map.reserve(count);
            for (name, id) in sorted.iter().flat_map(|s| &s[at]) {
                shard.maybe.note(*name);
                match shard.map.entry(*name) {
                    Vacant(free) => {
                        free.insert(*id);
                    }
                    Occupied(_) => again.push((*name, *id)),
                }
            }
            (shard, again)
        };
        let filled: Vec<_> = (0..shards).into_par_iter().map(fill).collect();
        let mut names = Self { shards: Vec::with_capacity(shards), several: NameMap::default() };
        let mut again = Vec::new();
        for (shard, more) in filled {
            names.shards.push(shard);
            again.extend(more);
        }
        for (name, id) in again {
            names.insert(name, id);
        }
        names
    }

    fn shard(&mut self, name: NameId) -> &mut Shard {
        let at = shard(name, self.shards.len());
        &mut self.shards[at]
    }

    /// Whether any name is declared more than once: mostly none is, and nobody has to look further.
    pub fn has_any_twice(&self) -> bool {
        !self.several.is_empty()
    }

    /// Whether more than one declaration has this name.
    pub fn is_twice(&self, name: NameId) -> bool {
        self.several.contains_key(&name)
    }

    pub fn get(&self, name: NameId) -> &[DeclId] {
        let shard = &self.shards[shard(name, self.shards.len())];
        if !shard.maybe.holds(name) {
            return &[];
        }
        if !self.several.is_empty()
            && let Some(ids) = self.several.get(&name)
        {
            return ids;
        }
        shard.map.get(&name).map_or(&[], std::slice::from_ref)
    }

    pub fn insert(&mut self, name: NameId, id: DeclId) {
        let shard = self.shard(name);
        shard.maybe.note(name);
        match shard.map.entry(name) {
            Vacant(free) => {
                free.insert(id);
            }
            Occupied(first) => {
                let first = *first.get();
                self.several.entry(name).or_insert_with(|| vec![first]).push(id);
            }
        }
    }

    pub fn remove(&mut self, name: NameId, id: DeclId) {
        let Some(ids) = self.several.get_mut(&name) else {
            let shard = self.shard(name);
            if shard.map.get(&name) == Some(&id) {
                shard.map.remove(&name);
            }
            return;
        };
        ids.retain(|i| *i != id);
        let (first, only) = (ids.first().copied(), ids.len() == 1);
        if only {
            self.several.remove(&name);
        }
        if let Some(first) = first {
            self.shard(name).map.insert(name, first);
        }
    }
}

/// Word → the files in whose names it stands, wherever it may resolve to.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    map: NameMap<SmallVec<[FileId; 4]>>,
}

impl Uses {
    pub fn build<'a>(files: impl Iterator<Item = (FileId, &'a FileModel)>) -> Self {
        let mut uses = Self::default();
        for (id, model) in files {
            uses.add(id, &each_once(words_used(model)));
        }
        uses
    }

    pub fn add(&mut self, file: FileId, used: &[WordHash]) {
        for word in used {
            self.map.entry(*word).or_default().push(file);
        }
    }

    pub fn remove(&mut self, file: FileId, used: &[WordHash]) {
        for word in used {
            if let Some(files) = self.map.get_mut(word) {
                files.retain(|f| *f != file);
                if files.is_empty() {
                    self.map.remove(word);
                }
            }
        }
    }

    pub fn files(&self, word: WordHash) -> &[FileId] {
        self.map.get(&word).map_or(&[], |files| files)
    }
}

/// The words that a file uses in names, and in `part of`, in no order and as often as it does. Its own declarations count too: another
/// one of the same name is a finding on one of the two.
pub(crate) fn words_used(model: &FileModel) -> Vec<WordHash> {
    let spans = model.refs.iter().map(|value| model.values.span(value)).chain(model.part_of);
    let mut used: Vec<WordHash> = Vec::with_capacity(model.refs.len() + model.decls.len() + 1);
    for span in spans {
        match word_at(&model.text, span) {
            0 => used.extend(words(span.text(&model.text)).map(word_hash)),
            word => used.push(word),
        }
    }
    used.extend(model.decls.indices().map(|i| model.word(i)));
    used
}

/// Each of some words once, in order.
pub(crate) fn each_once(mut words: Vec<WordHash>) -> Vec<WordHash> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Goes through the names in one file that mean something: target and who names it.
pub(crate) fn each_edge(entry: &Entry, file: FileId, mut edge: impl FnMut(DeclId, Incoming)) {
    let mut targets = entry.targets.iter();
    entry.model.each_name_use(|name| {
        if let Some(target) = targets.next()
            && target != DeclId::NOWHERE
        {
            let from = DeclId { file, slot: entry.slots.slot(name.decl) };
            edge(target, Incoming::new(from, name.key));
        }
    });
}

/// All of [`each_edge`].
pub(crate) fn edges(entry: &Entry, file: FileId) -> Vec<(DeclId, Incoming)> {
    let mut all = Vec::with_capacity(entry.model.refs.len());
    each_edge(entry, file, |target, edge| all.push((target, edge)));
    all
}

/// Goes through the names in one file under one of `keys` that mean something: who names it, and the target.
pub(crate) fn each_edge_under(
    entry: &Entry,
    file: FileId,
    keys: &[Key],
    mut edge: impl FnMut(DeclId, DeclId),
) {
    let FileModel { decls, props, values, .. } = &*entry.model;
    for decl in decls.indices().filter(|decl| decls.may_have_any(*decl, keys)) {
        let (first, end) = decls.props(decl);
        // Most properties have another key, so they are looked at first, not the names.
        for prop in (first..end).filter(|prop| keys.contains(&props.key(*prop))) {
            let from = DeclId { file, slot: entry.slots.slot(decl) };
            let (first, end) = props.values(prop);
            let names = (first..end).filter_map(|value| values.reference(value));
            let targets = names.filter_map(|name| entry.targets.get(name));
            targets.filter(|target| *target != DeclId::NOWHERE).for_each(|target| edge(from, target));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names with these numbers.
    fn names(numbers: std::ops::Range<u32>) -> impl Iterator<Item = NameId> {
        numbers.map(|n| word_hash(&format!("name-{n}")))
    }

    #[test]
    fn what_is_noted_may_be_there_and_little_else() {
        let mut maybe = Maybe::with_room(1000);
        names(0..1000).for_each(|name| maybe.note(name));
        assert!(names(0..1000).all(|name| maybe.holds(name)));
        let wrong = names(1000..11_000).filter(|name| maybe.holds(*name)).count();
        assert!(wrong < 1000, "{wrong} of 10,000 names that are not there seem to be");
        assert!(names(0..100).all(|name| !Maybe::default().holds(name)));
    }

    #[test]
    fn names_come_and_go() {
        let id = |slot| DeclId { file: FileId(0), slot };
        let mut known = Names::default();
        for (slot, name) in (0..).zip(names(0..100)) {
            known.insert(name, id(slot));
        }
        let first = names(0..1).next().unwrap_or_default();
        known.insert(first, id(500));
        assert_eq!(known.get(first), [id(0), id(500)]);
        known.remove(first, id(0));
        assert_eq!(known.get(first), [id(500)]);
        known.remove(first, id(500));
        assert!(known.get(first).is_empty());
        for (slot, name) in (1..).zip(names(1..100)) {
            assert_eq!(known.get(name), [id(slot)]);
        }
        assert!(names(100..200).all(|name| known.get(name).is_empty()));
    }
}
