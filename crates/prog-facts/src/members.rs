//! Which declarations belong to which program, kept up to date file by file.

use prog_diagnostics::FileId;
use prog_model::{Decl, DeclId, Kind, Workspace};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What is looked at together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// The declarations of one program.
    Program(DeclId),
    /// Those that belong to no program.
    Shared,
    /// Everything.
    All,
}

/// The declarations of one file and group, by kind.
type ByKind = Vec<(Kind, Vec<DeclId>)>;

/// Group → its declarations of each kind, by file.
#[derive(Debug, Default)]
pub struct Members {
    groups: BTreeMap<Group, BTreeMap<(Kind, FileId), Vec<DeclId>>>,
    of_file: FxHashMap<FileId, Vec<(Group, Vec<Kind>)>>,
}

/// The declarations of one file by program and kind.
fn sort(workspace: &Workspace, file: FileId) -> Vec<(Group, ByKind)> {
    let mut here: Vec<(Group, ByKind)> = Vec::new();
    // What stands in a declaration belongs where that one does, and all at the top of a file but programs to one and the same.
    let mut last: Option<(u32, usize)> = None;
    let mut top: Option<Group> = None;
    let mut places: FxHashMap<Group, usize> = FxHashMap::default();
    for decl in workspace.decls_in(file) {
        let at = match last {
            Some((end, at)) if decl.index() < end => at,
            _ => {
                let group = match (decl.kind(), top) {
                    (Kind::Program, _) => group_of(decl),
                    (_, Some(group)) => group,
                    _ => *top.insert(group_of(decl)),
                };
                let at = *places.entry(group).or_insert_with(|| {
                    here.push((group, Vec::new()));
                    here.len() - 1
                });
                last = Some((decl.data().end, at));
                at
            }
        };
        let kinds = &mut here[at].1;
        match kinds.iter_mut().find(|(kind, _)| *kind == decl.kind()) {
            Some((_, ids)) => ids.push(decl.id()),
            None => kinds.push((decl.kind(), vec![decl.id()])),
        }
    }
    here
}

impl Members {
    /// Sorts every declaration of a workspace into its program.
    pub fn new(workspace: &Workspace) -> Self {
        let files: Vec<FileId> = workspace.files().map(|(file, _)| file).collect();
        let sorted: Vec<_> = files.par_iter().with_min_len(64).map(|file| sort(workspace, *file)).collect();
        let mut members = Self::default();
        for (file, groups) in files.into_iter().zip(sorted) {
            members.add(file, groups);
        }
        members
    }

    fn add(&mut self, file: FileId, groups: Vec<(Group, ByKind)>) {
        let mut of_file = Vec::with_capacity(groups.len());
        for (group, kinds) in groups {
            of_file.push((group, kinds.iter().map(|(kind, _)| *kind).collect()));
            let all = self.groups.entry(group).or_default();
            all.extend(kinds.into_iter().map(|(kind, ids)| ((kind, file), ids)));
        }
        self.of_file.insert(file, of_file);
    }

    /// Sorts the declarations of one file anew; adds the groups that it was and is part of to `touched`. Gives whether these
    /// are others than before.
    pub fn update(&mut self, workspace: &Workspace, file: FileId, touched: &mut FxHashSet<Group>) -> bool {
        let before = self.of_file.remove(&file).unwrap_or_default();
        for (group, kinds) in &before {
            if let Some(all) = self.groups.get_mut(group) {
                for kind in kinds {
                    all.remove(&(*kind, file));
                }
                if all.is_empty() {
                    self.groups.remove(group);
                }
            }
        }
        self.add(file, sort(workspace, file));
        let after = self.of_file.get(&file).map_or(&[][..], |groups| groups);
        touched.extend(before.iter().chain(after).map(|(group, _)| *group));
        before.len() != after.len() || before.iter().zip(after).any(|(a, b)| a.0 != b.0)
    }

    /// The declarations of a group, kind by kind, in order of file number and position; everything program by program.
    pub fn of(&self, group: Group) -> impl Iterator<Item = DeclId> + '_ {
        let all = group == Group::All;
        let one = self.groups.get(&group).into_iter().filter(move |_| !all);
        let every = self.groups.values().take(if all { usize::MAX } else { 0 });
        one.chain(every).flat_map(|kinds| kinds.values().flatten().copied())
    }

    /// The declarations of one kind in a group, in order of file number and position; everything program by program.
    pub fn of_kind(&self, group: Group, kind: Kind) -> impl Iterator<Item = DeclId> + '_ {
        let all = group == Group::All;
        let one = self.groups.get(&group).into_iter().filter(move |_| !all);
        let every = self.groups.values().take(if all { usize::MAX } else { 0 });
        let range = (kind, FileId(0))..=(kind, FileId(u32::MAX));
        one.chain(every).flat_map(move |kinds| kinds.range(range.clone()).flat_map(|(_, ids)| ids).copied())
    }
}

/// The group of a declaration.
pub(crate) fn group_of(decl: Decl<'_>) -> Group {
    decl.program().map_or(Group::Shared, |p| Group::Program(p.id()))
}
