//! The rules that are on, by what they look at.

use crate::context::Context;
use crate::levels::Levels;
use crate::rule::Check;
use crate::rules;
use prog_diagnostics::Diagnostic;
use prog_facts::Group;
use prog_model::file::FileModel;
use prog_model::{Decl, Kind, KindSet};

/// Which checks run on what.
#[derive(Default)]
pub(super) struct Rules {
    on_any: DeclChecks,
    /// For what leaves a doubt.
    in_doubt: DeclChecks,
    pub groups: Vec<GroupCheck>,
    pub workspace: Vec<WorkspaceCheck>,
}

type GroupCheck = (KindSet, fn(&Context<'_>, Group, &mut Vec<Diagnostic>));
type WorkspaceCheck = (KindSet, fn(&Context<'_>, &mut Vec<Diagnostic>));
type DeclCheck = fn(&Context<'_>, Decl<'_>, &mut Vec<Diagnostic>);

/// Checks of single declarations.
struct DeclChecks {
    by_kind: Vec<Vec<DeclCheck>>,
    /// The kinds that have one.
    kinds: KindSet,
}

impl Default for DeclChecks {
    fn default() -> Self {
        Self { by_kind: vec![Vec::new(); Kind::ALL.len() + 1], kinds: KindSet::NONE }
    }
}

impl DeclChecks {
    fn add(&mut self, kinds: KindSet, check: DeclCheck) {
        self.kinds = self.kinds.union(kinds);
        kinds.iter().for_each(|kind| self.by_kind[kind as usize].push(check));
    }
}

impl Rules {
    pub fn new(levels: &Levels) -> Self {
        let mut on = Self::default();
        for rule in rules::ALL.iter().filter(|r| levels.is_on(r)) {
            match rule.check {
                Check::Elsewhere => {}
                Check::Decl(kinds, check) => on.on_any.add(kinds, check),
                Check::Doubt(kinds, check) => on.in_doubt.add(kinds, check),
                Check::Group(kinds, check) => on.groups.push((kinds, check)),
                Check::Workspace(kinds, check) => on.workspace.push((kinds, check)),
            }
        }
        on
    }

    /// Whether any looks at single declarations.
    pub fn any_of_decls(&self) -> bool {
        self.on_any.kinds.union(self.in_doubt.kinds) != KindSet::NONE
    }

    /// The kinds of declaration in a file that have a check.
    pub fn kinds_in(&self, file: &FileModel) -> KindSet {
        file.kinds.and(self.on_any.kinds.union(self.in_doubt.kinds.and(file.doubts)))
    }

    /// The checks of a declaration of this kind in a file.
    pub fn of_decl(&self, kind: Kind, file: &FileModel) -> impl Iterator<Item = &DeclCheck> {
        let in_doubt = file.doubts.contains(kind).then(|| &self.in_doubt.by_kind[kind as usize]);
        self.on_any.by_kind[kind as usize].iter().chain(in_doubt.into_iter().flatten())
    }
}
