//! Which declarations belong to which program, kept up to date file by file.

use prog_diagnostics::FileId;
use prog_model::{Decl, DeclId, Kind, KindSet, Workspace};
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

/// The declarations that one file gives to a group, by kind and then in order: a large workspace has a hundred thousand such
/// runs of a few, too many for a list each.
#[derive(Debug)]
struct Part {
    kinds: KindSet,
    /// Kind and number in the file.
    members: Box<[(Kind, u32)]>,
}

impl Part {
    fn new(mut members: Vec<(Kind, u32)>) -> Self {
        members.sort_by_key(|m| m.0);
        let kinds = members.iter().fold(KindSet::NONE, |set, m| set.with(m.0));
        Self { kinds, members: members.into() }
    }

    fn of_kind(&self, kind: Kind) -> &[(Kind, u32)] {
        if !self.kinds.contains(kind) {
            return &[];
        }
        let from = self.members.partition_point(|m| m.0 < kind);
        let count = self.members[from..].partition_point(|m| m.0 == kind);
        &self.members[from..from + count]
    }
}

type Parts = BTreeMap<FileId, Part>;

/// Group → its declarations of each kind, by file.
#[derive(Debug, Default)]
pub struct Members {
    groups: BTreeMap<Group, Parts>,
    of_file: FxHashMap<FileId, Box<[Group]>>,
}

/// The declarations of one file by program.
fn sort(workspace: &Workspace, file: FileId) -> Vec<(Group, Part)> {
    let mut here: Vec<(Group, Vec<(Kind, u32)>)> = Vec::new();
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
        here[at].1.push((decl.kind(), decl.id().slot));
    }
    here.into_iter().map(|(group, members)| (group, Part::new(members))).collect()
}

impl Members {
    /// Sorts every declaration of a workspace into its program.
    pub fn new(workspace: &Workspace) -> Self {
        let files: Vec<FileId> = workspace.files().map(|(file, _)| file).collect();
        let sorted: Vec<_> = files.par_iter().with_min_len(64).map(|file| sort(workspace, *file)).collect();
        let mut members = Self::default();
        members.of_file.reserve(files.len());
        for (file, parts) in files.into_iter().zip(sorted) {
            members.add(file, parts);
        }
        members
    }

    fn add(&mut self, file: FileId, parts: Vec<(Group, Part)>) {
        self.of_file.insert(file, parts.iter().map(|(group, _)| *group).collect());
        for (group, part) in parts {
            self.groups.entry(group).or_default().insert(file, part);
        }
    }

    /// Sorts the declarations of one file anew; adds the groups that it was and is part of to `touched`. Gives whether these
    /// are others than before.
    pub fn update(&mut self, workspace: &Workspace, file: FileId, touched: &mut FxHashSet<Group>) -> bool {
        let before = self.of_file.remove(&file).unwrap_or_default();
        for group in &before {
            if let Some(parts) = self.groups.get_mut(group) {
                parts.remove(&file);
                if parts.is_empty() {
                    self.groups.remove(group);
                }
            }
        }
        self.add(file, sort(workspace, file));
        let after = self.of_file.get(&file).map_or(&[][..], |groups| groups);
        touched.extend(before.iter().chain(after));
        *before != *after
    }

    /// The parts of a group; of everything program by program.
    fn parts(&self, group: Group) -> impl Iterator<Item = &Parts> {
        let all = group == Group::All;
        let one = self.groups.get(&group).into_iter().filter(move |_| !all);
        one.chain(self.groups.values().take(if all { usize::MAX } else { 0 }))
    }

    /// The declarations of a group, kind by kind, in order of file number and position; everything program by program.
    pub fn of(&self, group: Group) -> impl Iterator<Item = DeclId> + '_ {
        let kinds = || Kind::ALL.iter().copied().chain([Kind::Unknown]);
        self.parts(group).flat_map(move |parts| kinds().flat_map(move |kind| in_parts(parts, kind)))
    }

    /// The declarations of one kind in a group, in order of file number and position; everything program by program.
    pub fn of_kind(&self, group: Group, kind: Kind) -> impl Iterator<Item = DeclId> + '_ {
        self.parts(group).flat_map(move |parts| in_parts(parts, kind))
    }
}

fn in_parts(parts: &Parts, kind: Kind) -> impl Iterator<Item = DeclId> + '_ {
    parts.iter().flat_map(move |(file, part)| {
        part.of_kind(kind).iter().map(|(_, slot)| DeclId { file: *file, slot: *slot })
    })
}

/// The group of a declaration.
pub(crate) fn group_of(decl: Decl<'_>) -> Group {
    decl.program().map_or(Group::Shared, |p| Group::Program(p.id()))
}
