//! Who names a declaration: one flat table from the first reading, and a small one beside it for what edits changed since.

use super::names::each_edge;
use super::{DeclId, Entry, Incoming};
use prog_diagnostics::FileId;
use rustc_hash::FxHashMap;

/// Declaration → the declarations that name it.
#[derive(Debug, Default)]
pub(crate) struct Incomings {
    /// For each file where its declarations begin in `starts`, by slot; one more for the end.
    files: Box<[u32]>,
    /// For each declaration where its edges begin; one more for the end.
    starts: Box<[u32]>,
    edges: Box<[Incoming]>,
    /// The declarations whose edges were changed since: all of theirs.
    changed: FxHashMap<DeclId, Vec<Incoming>>,
}

impl Incomings {
    /// The table for files that no edit has touched: slots are positions.
    pub fn build(entries: &[Option<Box<Entry>>]) -> Self {
        let mut files = Vec::with_capacity(entries.len() + 1);
        let mut total = 0;
        for entry in entries {
            files.push(total);
            total += entry.as_ref().map_or(0, |e| e.model.decls.len() as u32);
        }
        files.push(total);
        let place = |id: DeclId| (files[id.file.0 as usize] + id.slot) as usize;
        // Counted first, so that every edge can be put right into its place: where those of its declaration end so far.
        let mut ends = vec![0; total as usize + 1];
        for target in entries.iter().flatten().flat_map(|entry| entry.targets.iter()) {
            if target != DeclId::NOWHERE {
                ends[place(target) + 1] += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let starts: Box<[u32]> = ends.as_slice().into();
        let nobody = Incoming { from: DeclId::NOWHERE, key: crate::schema::Key(0) };
        let mut list = vec![nobody; sum as usize];
        for (file, entry) in (0..).zip(entries).filter_map(|(i, e)| Some((FileId(i), e.as_deref()?))) {
            each_edge(entry, file, |target, edge| {
                let end = &mut ends[place(target)];
                list[*end as usize] = edge;
                *end += 1;
            });
        }
        Self { files: files.into(), starts, edges: list.into(), changed: FxHashMap::default() }
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
        let file = id.file.0 as usize;
        let (Some(from), Some(to)) = (self.files.get(file), self.files.get(file + 1)) else { return &[] };
        if id.slot >= to - from {
            return &[];
        }
        let at = (from + id.slot) as usize;
        &self.edges[self.starts[at] as usize..self.starts[at + 1] as usize]
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

    pub fn remove(&mut self, id: DeclId, edge: Incoming) {
        let list = self.own(id);
        if let Some(at) = list.iter().position(|e| *e == edge) {
            list.swap_remove(at);
        }
    }
}
