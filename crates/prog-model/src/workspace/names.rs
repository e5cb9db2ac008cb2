//! The tables behind names: which declarations have a name, which files use a word, and who names a declaration.

use super::{DeclId, Entry, InList, Incoming};
use crate::file::FileModel;
use crate::names::{NameId, NameMap, WordHash, join, name_id, word_hash, words};
use prog_diagnostics::FileId;
use rayon::prelude::*;
use smallvec::SmallVec;
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Tables are split by the top bits of the hash, so that they are filled side by side.
const SHARDS: usize = 16;

/// Name → the declarations that have it.
#[derive(Debug)]
pub(crate) struct Names {
    shards: Vec<NameMap<DeclId>>,
    /// The names that more than one declaration has: a finding, so there are few.
    several: NameMap<Vec<DeclId>>,
}

impl Default for Names {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| NameMap::default()).collect(), several: NameMap::default() }
    }
}

fn shard(hash: u64) -> usize {
    (hash >> 60) as usize
}

/// The name of the declaration at `index`; `None` for the nameless.
pub(crate) fn name_of(model: &FileModel, index: usize) -> Option<NameId> {
    let decl = &model.decls[index];
    (decl.word != 0).then(|| name_id(join(decl.outer, decl.word), decl.kind.namespace()))
}

/// Files in runs that are large enough to be worth a thread, each with the number of its first file.
fn chunks<T: Sync>(files: &[T]) -> impl IndexedParallelIterator<Item = (u32, &[T])> {
    const RUN: usize = 256;
    files.par_chunks(RUN).enumerate().map(|(i, run)| ((i * RUN) as u32, run))
}

/// The names that a run of files declares, by shard.
fn sort_names((first, files): (u32, &[FileModel])) -> [Vec<(NameId, DeclId)>; SHARDS] {
    let mut sorted: [Vec<(NameId, DeclId)>; SHARDS] = Default::default();
    for (file, model) in (first..).zip(files) {
        for index in 0..model.decls.len() {
            if let Some(name) = name_of(model, index) {
                sorted[shard(name)].push((name, DeclId { file: FileId(file), slot: index as u32 }));
            }
        }
    }
    sorted
}

impl Names {
    pub fn build(files: &[FileModel]) -> Self {
        let sorted: Vec<[Vec<(NameId, DeclId)>; SHARDS]> = chunks(files).map(sort_names).collect();
        let fill = |at: usize| {
            let mut map: NameMap<DeclId> = NameMap::default();
            let mut again = Vec::new();
            map.reserve(sorted.iter().map(|s| s[at].len()).sum());
            for (name, id) in sorted.iter().flat_map(|s| &s[at]) {
                match map.entry(*name) {
                    Vacant(free) => {
                        free.insert(*id);
                    }
                    Occupied(_) => again.push((*name, *id)),
                }
            }
            (map, again)
        };
        let filled: Vec<_> = (0..SHARDS).into_par_iter().map(fill).collect();
        let mut names = Self { shards: Vec::with_capacity(SHARDS), several: NameMap::default() };
        let mut again = Vec::new();
        for (map, more) in filled {
            names.shards.push(map);
            again.extend(more);
        }
        for (name, id) in again {
            names.insert(name, id);
        }
        names
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
        if !self.several.is_empty()
            && let Some(ids) = self.several.get(&name)
        {
            return ids;
        }
        self.shards[shard(name)].get(&name).map_or(&[], std::slice::from_ref)
    }

    pub fn insert(&mut self, name: NameId, id: DeclId) {
        match self.shards[shard(name)].entry(name) {
            Vacant(free) => {
                free.insert(id);
            }
            Occupied(first) => self.several.entry(name).or_insert_with(|| vec![*first.get()]).push(id),
        }
    }

    pub fn remove(&mut self, name: NameId, id: DeclId) {
        let shard = &mut self.shards[shard(name)];
        let Some(ids) = self.several.get_mut(&name) else {
            if shard.get(&name) == Some(&id) {
                shard.remove(&name);
            }
            return;
        };
        ids.retain(|i| *i != id);
        if let [only] = ids.as_slice() {
            shard.insert(name, *only);
            self.several.remove(&name);
        } else if let Some(first) = ids.first() {
            shard.insert(name, *first);
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
            uses.add(id, &words_used(model));
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

/// The words that a file uses in names, and in `part of`; sorted, each once. Its own declarations count too: another
/// one of the same name is a finding on one of the two.
pub(crate) fn words_used(model: &FileModel) -> Vec<WordHash> {
    let spans = model.refs.iter().map(|r| model.values.span(r.value)).chain(model.part_of);
    let mut used: Vec<WordHash> = spans
        .flat_map(|s| words(s.text(&model.text)).map(word_hash))
        .chain(model.decls.iter().map(|d| d.word))
        .collect();
    used.sort_unstable();
    used.dedup();
    used
}

/// A declaration's number as a hash.
pub(crate) fn decl_hash(id: DeclId) -> u64 {
    let packed = u64::from(id.file.0) << 32 | u64::from(id.slot);
    packed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29).wrapping_mul(0xA076_1D64_78BD_642F)
}

/// The names in one file that mean something: target and who names it.
pub(crate) fn edges(entry: &Entry, file: FileId) -> impl Iterator<Item = (DeclId, Incoming)> {
    let model = &entry.model;
    model.refs.iter().zip(&entry.targets).filter(|(_, t)| **t != DeclId::NOWHERE).map(move |(r, target)| {
        let prop = &model.props[r.prop as usize];
        let from = DeclId { file, slot: entry.slots.slot(prop.decl) };
        (*target, Incoming { from, key: prop.key })
    })
}

/// Declaration → who names it.
pub(crate) fn incoming(files: &[Option<Box<Entry>>]) -> Incomings {
    let sort = |(first, files): (u32, &[Option<Box<Entry>>])| {
        let mut sorted: [Vec<(u64, Incoming)>; SHARDS] = Default::default();
        for (file, entry) in (first..).zip(files) {
            for (target, edge) in entry.iter().flat_map(|e| edges(e, FileId(file))) {
                let hash = decl_hash(target);
                sorted[shard(hash)].push((hash, edge));
            }
        }
        sorted
    };
    let sorted: Vec<[Vec<(u64, Incoming)>; SHARDS]> = chunks(files).map(sort).collect();
    let fill = |at: usize| {
        let mut map: NameMap<InList> = NameMap::default();
        for (hash, edge) in sorted.iter().flat_map(|s| &s[at]) {
            map.entry(*hash).or_default().push(*edge);
        }
        map.values_mut().for_each(InList::shrink_to_fit);
        map
    };
    Incomings { shards: (0..SHARDS).into_par_iter().map(fill).collect() }
}

/// Declaration → the declarations that name it, split like [`Names`].
#[derive(Debug)]
pub(crate) struct Incomings {
    shards: Vec<NameMap<InList>>,
}

impl Default for Incomings {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| NameMap::default()).collect() }
    }
}

impl Incomings {
    pub fn get(&self, id: DeclId) -> &[Incoming] {
        let hash = decl_hash(id);
        self.shards[shard(hash)].get(&hash).map_or(&[], |list| list)
    }

    pub fn insert(&mut self, id: DeclId, edge: Incoming) {
        let hash = decl_hash(id);
        self.shards[shard(hash)].entry(hash).or_default().push(edge);
    }

    pub fn remove(&mut self, id: DeclId, edge: Incoming) {
        let hash = decl_hash(id);
        let map = &mut self.shards[shard(hash)];
        if let Some(list) = map.get_mut(&hash) {
            if let Some(at) = list.iter().position(|e| *e == edge) {
                list.swap_remove(at);
            }
            if list.is_empty() {
                map.remove(&hash);
            }
        }
    }
}
