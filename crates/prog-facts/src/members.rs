//! Which declarations belong to which program, kept up to date file by file.

use prog_diagnostics::FileId;
use prog_model::{DeclId, Workspace};
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

/// Group → its declarations by file.
#[derive(Debug, Default)]
pub struct Members {
    groups: BTreeMap<Group, BTreeMap<FileId, Vec<DeclId>>>,
    of_file: FxHashMap<FileId, Vec<Group>>,
}

impl Members {
    /// Sorts every declaration of a workspace into its program.
    pub fn new(workspace: &Workspace) -> Self {
        let mut members = Self::default();
        for (file, _) in workspace.files() {
            members.add(workspace, file);
        }
        members
    }

    fn add(&mut self, workspace: &Workspace, file: FileId) {
        let mut groups: Vec<Group> = Vec::new();
        // Neighbours mostly belong together: the program of a nested declaration is that of the one around it.
        let mut last: Option<(u32, Group)> = None;
        for decl in workspace.decls_in(file) {
            let group = match last {
                Some((end, group)) if decl.index() < end => group,
                _ => {
                    let group = decl.program().map_or(Group::Shared, |p| Group::Program(p.id()));
                    last = Some((decl.data().end, group));
                    group
                }
            };
            if groups.last() != Some(&group) && !groups.contains(&group) {
                groups.push(group);
            }
            self.groups.entry(group).or_default().entry(file).or_default().push(decl.id());
        }
        self.of_file.insert(file, groups);
    }

    /// Sorts the declarations of one file anew; adds the groups that it was and is part of to `touched`.
    pub fn update(&mut self, workspace: &Workspace, file: FileId, touched: &mut FxHashSet<Group>) {
        for group in self.of_file.remove(&file).unwrap_or_default() {
            if let Some(files) = self.groups.get_mut(&group) {
                files.remove(&file);
            }
            touched.insert(group);
        }
        self.add(workspace, file);
        touched.extend(self.of_file.get(&file).into_iter().flatten().copied());
    }

    /// The group of a declaration that still exists.
    pub fn group_of(&self, workspace: &Workspace, id: DeclId) -> Option<Group> {
        let decl = workspace.decl(id)?;
        Some(decl.program().map_or(Group::Shared, |p| Group::Program(p.id())))
    }

    /// The declarations of a group, in order of file number and position; everything program by program.
    pub fn of(&self, group: Group) -> impl Iterator<Item = DeclId> + '_ {
        let all = group == Group::All;
        let one = self.groups.get(&group).into_iter().filter(move |_| !all);
        let every = self.groups.values().filter(move |_| all);
        one.chain(every).flat_map(|files| files.values().flatten().copied())
    }
}
