//! Which declarations belong to which program, kept up to date file by file.

use prog_diagnostics::FileId;
use prog_model::{Decl, DeclId, Kind, Workspace};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
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

/// The declarations that one file gives to a group.
#[derive(Debug)]
enum Part {
    /// All that it has, as nearly every file: they need not be listed.
    Whole,
    /// Some: their numbers in the file, in order.
    Some(Box<[u32]>),
}

impl Part {
    fn has(&self, slot: u32) -> bool {
        match self {
            Self::Whole => true,
            Self::Some(members) => members.binary_search(&slot).is_ok(),
        }
    }
}

type Parts = BTreeMap<FileId, Part>;

/// Group → its declarations of each kind, by file.
#[derive(Debug, Default)]
pub struct Members {
    groups: BTreeMap<Group, Parts>,
    /// By the number of the file. Nearly every file is of one group.
    of_file: Vec<SmallVec<[Group; 1]>>,
}

/// The declarations of one file by program.
fn sort(workspace: &Workspace, file: FileId) -> Vec<(Group, Part)> {
    // All at the top of a file but programs belong to one and the same, and what stands in a declaration where that one does.
    if !workspace.file(file).is_some_and(|model| model.kinds.contains(Kind::Program)) {
        let first = workspace.decl_in(file, 0);
        return first.map(|first| (group_of(first), Part::Whole)).into_iter().collect();
    }
    let mut here: Vec<(Group, Vec<u32>)> = Vec::new();
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
        here[at].1.push(decl.id().slot);
    }
    if let [(group, _)] = &here[..] {
        return vec![(*group, Part::Whole)];
    }
    let some = |mut members: Vec<u32>| {
        members.sort_unstable();
        Part::Some(members.into())
    };
    here.into_iter().map(|(group, members)| (group, some(members))).collect()
}

impl Members {
    /// Sorts every declaration of a workspace into its program.
    pub fn new(workspace: &Workspace) -> Self {
        let files = workspace.file_ids();
        let sorted: Vec<_> = files.par_iter().with_min_len(64).map(|file| sort(workspace, *file)).collect();
        let mut of_file = vec![SmallVec::new(); workspace.file_count()];
        let mut groups: FxHashMap<Group, Vec<(FileId, Part)>> = FxHashMap::default();
        for (file, parts) in files.into_iter().zip(sorted) {
            of_file[file.0 as usize] = parts.iter().map(|(group, _)| *group).collect();
            for (group, part) in parts {
                groups.entry(group).or_default().push((file, part));
            }
        }
        // From lists that are in order already trees are made at once.
        let groups = groups.into_iter().map(|(group, parts)| (group, parts.into_iter().collect()));
        Self { groups: groups.collect(), of_file }
    }

    /// The groups that a file is part of.
    fn groups_of(&mut self, file: FileId) -> &mut SmallVec<[Group; 1]> {
        let at = file.0 as usize;
        if self.of_file.len() <= at {
            self.of_file.resize(at + 1, SmallVec::new());
        }
        &mut self.of_file[at]
    }

    fn add(&mut self, file: FileId, parts: Vec<(Group, Part)>) {
        *self.groups_of(file) = parts.iter().map(|(group, _)| *group).collect();
        for (group, part) in parts {
            self.groups.entry(group).or_default().insert(file, part);
        }
    }

    /// Sorts the declarations of one file anew; adds the groups that it was and is part of to `touched`. Gives whether these
    /// are others than before.
    pub fn update(&mut self, workspace: &Workspace, file: FileId, touched: &mut FxHashSet<Group>) -> bool {
        let parts = sort(workspace, file);
        if let [(group, Part::Whole)] = parts[..]
            && self.whole(file) == Some(group)
        {
            touched.insert(group);
            return false;
        }
        let before = std::mem::take(self.groups_of(file));
        for group in &before {
            if let Some(parts) = self.groups.get_mut(group) {
                parts.remove(&file);
                if parts.is_empty() {
                    self.groups.remove(group);
                }
            }
        }
        self.add(file, parts);
        let after = self.groups_of(file);
        touched.extend(before.iter().chain(after.iter()));
        before != *after
    }

    /// The group of a declaration, faster where the members are known.
    pub(crate) fn group_of(members: Option<&Self>, decl: Decl<'_>) -> Group {
        members.and_then(|members| members.whole(decl.file())).unwrap_or_else(|| group_of(decl))
    }

    /// The group of all declarations of a file, if they are all of one.
    pub(crate) fn whole(&self, file: FileId) -> Option<Group> {
        match self.of_file.get(file.0 as usize)?[..] {
            [group] => Some(group),
            _ => None,
        }
    }

    /// The parts of a group; of everything program by program.
    fn parts(&self, group: Group) -> impl Iterator<Item = &Parts> {
        let all = group == Group::All;
        let one = self.groups.get(&group).into_iter().filter(move |_| !all);
        one.chain(self.groups.values().take(if all { usize::MAX } else { 0 }))
    }

    /// The declarations of a group, kind by kind, in order of file number and position; everything program by program.
    pub(crate) fn of<'w>(&'w self, workspace: &'w Workspace, group: Group) -> impl Iterator<Item = Decl<'w>> {
        let kinds = || Kind::ALL.iter().copied().chain([Kind::Unknown]);
        let in_parts = move |parts| kinds().flat_map(move |kind| in_parts(workspace, parts, kind));
        self.parts(group).flat_map(in_parts)
    }

    /// The same, file by file.
    pub(crate) fn ids<'w>(&'w self, workspace: &'w Workspace, group: Group) -> impl Iterator<Item = DeclId> {
        self.parts(group).flatten().flat_map(move |(file, part)| {
            workspace.decls_in(*file).map(Decl::id).filter(move |id| part.has(id.slot))
        })
    }

    /// The file with the highest number that has declarations of a group.
    pub fn last_file(&self, group: Group) -> Option<FileId> {
        self.parts(group).filter_map(|parts| parts.keys().next_back().copied()).max()
    }

    /// The declarations of one kind in a group, in order of file number and position; everything program by program.
    pub(crate) fn of_kind<'w>(
        &'w self,
        workspace: &'w Workspace,
        group: Group,
        kind: Kind,
    ) -> impl Iterator<Item = Decl<'w>> {
        self.parts(group).flat_map(move |parts| in_parts(workspace, parts, kind))
    }
}

fn in_parts<'w>(workspace: &'w Workspace, parts: &'w Parts, kind: Kind) -> impl Iterator<Item = Decl<'w>> {
    parts.iter().flat_map(move |(file, part)| {
        workspace.decls_in_of(*file, kind).filter(move |decl| part.has(decl.id().slot))
    })
}

/// The group of a declaration.
pub(crate) fn group_of(decl: Decl<'_>) -> Group {
    decl.program().map_or(Group::Shared, |p| Group::Program(p.id()))
}
