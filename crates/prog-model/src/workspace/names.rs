//! The tables behind names: which declarations have a name, which files use a word, and who names a declaration.

use super::{DeclId, Entry, InList, Incoming};
use crate::file::FileModel;
use crate::names::{NameId, NameMap, WordHash, join, name_id, word_hash, words};
use prog_diagnostics::FileId;
use rayon::prelude::*;
use smallvec::SmallVec;

/// Tables are split by the top bits of the hash, so that they are filled side by side.
const SHARDS: usize = 16;

type Ids = SmallVec<[DeclId; 1]>;

/// Name → the declarations that have it; more than one is a finding.
#[derive(Debug)]
pub(crate) struct Names {
    shards: Vec<NameMap<Ids>>,
}

impl Default for Names {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| NameMap::default()).collect() }
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

impl Names {
    pub fn build(files: &[FileModel]) -> Self {
        let count: usize = files.iter().map(|f| f.decls.len()).sum();
        let fill = |at: usize| {
            let mut map: NameMap<Ids> = NameMap::default();
            map.reserve(count / SHARDS + count / SHARDS / 8);
            for (f, model) in files.iter().enumerate() {
                for index in 0..model.decls.len() {
                    if let Some(name) = name_of(model, index).filter(|n| shard(*n) == at) {
                        let id = DeclId { file: FileId(f as u32), slot: index as u32 };
                        map.entry(name).or_default().push(id);
                    }
                }
            }
            map
        };
        Self { shards: (0..SHARDS).into_par_iter().map(fill).collect() }
    }

    pub fn get(&self, name: NameId) -> &[DeclId] {
        self.shards[shard(name)].get(&name).map_or(&[], |ids| ids)
    }

    pub fn insert(&mut self, name: NameId, id: DeclId) {
        self.shards[shard(name)].entry(name).or_default().push(id);
    }

    pub fn remove(&mut self, name: NameId, id: DeclId) {
        let map = &mut self.shards[shard(name)];
        if let Some(ids) = map.get_mut(&name) {
            ids.retain(|i| *i != id);
            if ids.is_empty() {
                map.remove(&name);
            }
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
    let spans = model.refs.iter().map(|r| model.values[r.value as usize].span).chain(model.part_of);
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
pub(crate) fn incoming(files: &[Option<Box<Entry>>]) -> NameMap<InList> {
    let fill = |half: u64| {
        let mut map: NameMap<InList> = NameMap::default();
        for (f, entry) in files.iter().enumerate() {
            for (target, edge) in entry.iter().flat_map(|e| edges(e, FileId(f as u32))) {
                let hash = decl_hash(target);
                if hash >> 63 == half {
                    map.entry(hash).or_default().push(edge);
                }
            }
        }
        map
    };
    let (mut a, b) = rayon::join(|| fill(0), || fill(1));
    a.extend(b);
    a
}
