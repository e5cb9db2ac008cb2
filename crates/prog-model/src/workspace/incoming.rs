//! Who names a declaration: flat tables from the first reading, and a small one beside them for what edits changed since.

use super::apply::difference;
use super::names::each_edge;
use super::{DeclId, Entry};
use crate::schema::Key;
use prog_diagnostics::FileId;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// That a declaration names another one.
///
/// In one number, as there are hundreds of thousands: the file in the high 22 bits, the number of the declaration in 26, and the key.
/// A file of 64 MiB has fewer declarations than fit, and so many files would not fit into memory.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Incoming(u64);

impl Incoming {
    const SLOT: u32 = 26;

    /// `from` holds the name, under `key`.
    pub fn new(from: DeclId, key: Key) -> Self {
        debug_assert!(from.slot >> Self::SLOT == 0 && from.file.0 >> 22 == 0, "{from:?} is too large");
        Self((u64::from(from.file.0) << Self::SLOT | u64::from(from.slot)) << u16::BITS | u64::from(key.0))
    }

    /// The declaration that holds the name.
    pub fn from(self) -> DeclId {
        let bits = self.0 >> u16::BITS;
        let slot = bits & ((1 << Self::SLOT) - 1);
        DeclId { file: FileId((bits >> Self::SLOT) as u32), slot: slot as u32 }
    }

    /// Under which key.
    pub fn key(self) -> Key {
        Key(self.0 as u16)
    }
}

/// Declaration → the declarations that name it.
#[derive(Debug, Default)]
pub(crate) struct Incomings {
    files: Box<[OfFile]>,
    /// The declarations whose edges were changed since: all of theirs.
    changed: FxHashMap<DeclId, Vec<Incoming>>,
}

/// Who names the declarations of one file. A list for each file, as one for all would be too large to lie in memory that is at hand.
#[derive(Debug, Default)]
struct OfFile {
    /// For each declaration, by slot, where its edges end; they begin where those of the one before end.
    ends: Box<[u32]>,
    edges: Box<[Incoming]>,
}

impl OfFile {
    /// For the declarations of a file, nothing counted yet.
    fn of(entry: &Option<Box<Entry>>) -> Self {
        let count = entry.as_ref().map_or(0, |e| e.model.decls.len());
        Self { ends: vec![0; count].into(), edges: Box::default() }
    }

    fn count(&mut self, slot: u32) {
        self.ends[slot as usize] += 1;
    }

    /// Makes room for as many edges as are counted in the place of the ends, which from then on say where the next one goes.
    fn make_room(&mut self) {
        let mut sum = 0;
        for count in &mut self.ends {
            (*count, sum) = (sum, sum + *count);
        }
        self.edges = vec![Incoming::default(); sum as usize].into();
    }

    fn put(&mut self, slot: u32, edge: Incoming) {
        let end = &mut self.ends[slot as usize];
        self.edges[*end as usize] = edge;
        *end += 1;
    }

    fn get(&self, slot: u32) -> &[Incoming] {
        let Some(end) = self.ends.get(slot as usize) else { return &[] };
        let start = (slot as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.edges[start as usize..*end as usize]
    }
}

impl Incomings {
    /// The table for files that no edit has touched: slots are positions. Several threads build it, or this one `alone`.
    pub fn build(entries: &[Option<Box<Entry>>], alone: bool) -> Self {
        let runs = if alone { usize::MAX } else { 1 };
        let mut files: Vec<OfFile> = entries.par_iter().with_min_len(runs.max(RUN)).map(OfFile::of).collect();
        // Counted first, so that every edge can be put right into its place.
        let targets = |_, entry: &Entry, say: &mut dyn FnMut(DeclId, ())| {
            entry
                .targets
                .iter()
                .filter(|target| *target != DeclId::NOWHERE)
                .for_each(|target| say(target, ()));
        };
        hand_out(entries, &mut files, runs, targets, |own, slot, ()| own.count(slot));
        files.par_iter_mut().with_min_len(runs.max(RUN)).for_each(OfFile::make_room);
        let edges = |file, entry: &Entry, say: &mut dyn FnMut(DeclId, Incoming)| {
            entry.model.bring_near();
            each_edge(entry, file, say);
        };
        hand_out(entries, &mut files, runs, edges, OfFile::put);
        Self { files: files.into(), changed: FxHashMap::default() }
    }

    pub fn get(&self, id: DeclId) -> &[Incoming] {
        if !self.changed.is_empty()
            && let Some(list) = self.changed.get(&id)
        {
            return list;
        }
        self.first(id)
    }

    /// What the first reading found.
    fn first(&self, id: DeclId) -> &[Incoming] {
        self.files.get(id.file.0 as usize).map_or(&[], |file| file.get(id.slot))
    }

    fn own(&mut self, id: DeclId) -> &mut Vec<Incoming> {
        if !self.changed.contains_key(&id) {
            let list = self.first(id).to_vec();
            self.changed.insert(id, list);
        }
        self.changed.entry(id).or_default()
    }

    pub fn insert(&mut self, id: DeclId, edge: Incoming) {
        self.own(id).push(edge);
    }

    /// Takes out edges that are sorted; of several that are the same, as many as are given.
    pub fn remove(&mut self, id: DeclId, edges: &[Incoming]) {
        /// From so many on, one pass over the sorted list takes less time than a search for each.
        const MANY: usize = 16;
        let list = self.own(id);
        if edges.len() >= MANY {
            list.sort_unstable();
            (*list, _) = difference(list, edges);
            return;
        }
        for edge in edges {
            if let Some(at) = list.iter().position(|e| e == edge) {
                list.swap_remove(at);
            }
        }
    }
}

/// So many files are gone through at a time.
const RUN: usize = 64;

/// Goes through all files side by side, so many `runs` of them at least in one piece: `each` says something of declarations, and `put`
/// notes it with the file of each. Most are of the file itself; what is said of others waits until all are through.
fn hand_out<T: Copy + Send + Sync>(
    entries: &[Option<Box<Entry>>],
    files: &mut [OfFile],
    runs: usize,
    each: impl Fn(FileId, &Entry, &mut dyn FnMut(DeclId, T)) + Sync,
    put: impl Fn(&mut OfFile, u32, T) + Sync,
) {
    let shares = rayon::current_num_threads();
    let share = files.len().div_ceil(shares).max(1);
    let chunks = entries.par_chunks(RUN).zip(files.par_chunks_mut(RUN)).with_min_len(runs).enumerate();
    let for_others = chunks.map(|(run, (entries, files))| {
        let mut others: Vec<Vec<(DeclId, T)>> = vec![Vec::new(); shares];
        for (file, (entry, own)) in ((run * RUN) as u32..).zip(entries.iter().zip(files)) {
            let Some(entry) = entry else { continue };
            each(FileId(file), entry, &mut |target, what| match target.file.0 == file {
                true => put(own, target.slot, what),
                false => others[target.file.0 as usize / share].push((target, what)),
            });
        }
        others
    });
    let for_others: Vec<Vec<Vec<(DeclId, T)>>> = for_others.collect();
    files.par_chunks_mut(share).with_min_len(runs).enumerate().for_each(|(at, files)| {
        for (target, what) in for_others.iter().flat_map(|others| &others[at]) {
            put(&mut files[target.file.0 as usize - at * share], target.slot, *what);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_in_one_number() {
        let largest = DeclId { file: FileId((1 << 22) - 1), slot: (1 << 26) - 1 };
        for (id, key) in [(largest, u16::MAX), (DeclId { file: FileId(3), slot: 70_000 }, 5)] {
            let edge = Incoming::new(id, Key(key));
            assert_eq!((edge.from(), edge.key()), (id, Key(key)));
        }
    }
}
