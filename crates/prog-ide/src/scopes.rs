//! Names as they are written and looked up from a set of open scopes, whether or not there is a declaration there yet.

use prog_model::names::{Scope, join, word_hash, words};
use prog_model::{Decl, DeclId, KindSet, Namespace, Workspace};

/// How names look at one place.
#[derive(Clone, Debug)]
pub(crate) struct Scopes<'w> {
    workspace: &'w Workspace,
    open: Vec<Scope>,
}

impl<'w> Scopes<'w> {
    /// The open scopes, innermost first, the root last.
    pub fn new(workspace: &'w Workspace, open: Vec<Scope>) -> Self {
        Self { workspace, open }
    }

    /// What `path` means for something that takes `kinds`.
    pub fn find(&self, path: &str, kinds: KindSet) -> Option<Decl<'w>> {
        let asked = [Namespace::Things, Namespace::People].into_iter().filter(|n| kinds.touches(*n));
        let found: Vec<Decl<'w>> =
            asked.filter_map(|n| self.workspace.decl(self.find_in(path, n)?)).collect();
        found.iter().find(|d| kinds.contains(d.kind())).or(found.first()).copied()
    }

    fn find_in(&self, path: &str, namespace: Namespace) -> Option<DeclId> {
        let parts: Vec<u64> = words(path).map(word_hash).collect();
        let (last, before) = parts.split_last()?;
        self.open.iter().find_map(|scope| {
            let scope = before.iter().fold(*scope, |s, w| join(s, *w));
            self.workspace.first_named(scope, *last, namespace)
        })
    }

    /// The scope that the words before the last dot of a path lead into.
    pub fn scope_of(&self, path: &str) -> Option<Scope> {
        let first = word_hash(words(path).next()?);
        let opens = |scope: &&Scope| {
            [Namespace::Things, Namespace::People]
                .iter()
                .any(|n| self.workspace.first_named(**scope, first, *n).is_some())
        };
        let from = self.open.iter().find(opens)?;
        Some(words(path).fold(*from, |s, w| join(s, word_hash(w))))
    }

    /// How `decl` is written here, as shortly as it can be; `None` where no name reaches it.
    pub fn write(&self, decl: Decl<'w>, kinds: KindSet) -> Option<String> {
        if decl.name().is_empty() {
            return None;
        }
        let path = decl.path();
        let dots = path.match_indices('.').map(|(at, _)| at + 1).chain([0]).collect::<Vec<_>>();
        let mut starts: Vec<usize> = dots;
        starts.sort_unstable_by(|a, b| b.cmp(a));
        starts
            .into_iter()
            .map(|at| &path[at..])
            .find(|p| self.find(p, kinds) == Some(decl))
            .map(str::to_owned)
    }
}
