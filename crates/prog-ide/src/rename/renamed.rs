//! What names will mean once a declaration has another name: the workspace's own look-up with that one word changed.

use super::path_words;
use prog_model::names::{Scope, WordHash, join, word_hash, words};
use prog_model::{Decl, DeclId, KindSet, Namespace, Workspace};

/// The workspace as it will be.
pub(super) struct Renamed<'w> {
    workspace: &'w Workspace,
    decl: Decl<'w>,
    name: String,
    old: WordHash,
    new: WordHash,
}

impl<'w> Renamed<'w> {
    /// The workspace in which `decl` is called `name`.
    pub fn new(workspace: &'w Workspace, decl: Decl<'w>, name: &str) -> Self {
        Self { workspace, decl, name: name.to_owned(), old: decl.word_hash(), new: word_hash(name) }
    }

    /// What has a name right in a scope. Scopes keep their old hashes, the one of the renamed declaration too.
    fn first(&self, scope: Scope, word: WordHash, namespace: Namespace) -> Option<DeclId> {
        let here = scope == self.decl.outer() && namespace == self.decl.kind().namespace();
        if here && word == self.new {
            return Some(self.decl.id());
        }
        if here && word == self.old {
            let others =
                self.workspace.named(scope, word, namespace).iter().filter_map(|id| self.workspace.decl(*id));
            return others.filter(|d| *d != self.decl).min_by_key(|d| d.order()).map(|d| d.id());
        }
        self.workspace.first_named(scope, word, namespace)
    }

    /// The scope that a word leads into.
    fn enter(&self, scope: Scope, word: WordHash) -> Option<Scope> {
        let home = self.decl.outer();
        if scope == home && word == self.new && self.decl.kind().opens_scope() {
            return Some(self.decl.scope());
        }
        let gone = scope == home && word == self.old;
        let left =
            || [Namespace::Things, Namespace::People].iter().any(|n| self.first(scope, word, *n).is_some());
        (!gone || left()).then(|| join(scope, word))
    }

    fn find_in(&self, from: Decl<'w>, path: &str, namespace: Namespace) -> Option<DeclId> {
        let parts: Vec<WordHash> = words(path).map(word_hash).collect();
        let (last, before) = parts.split_last()?;
        scopes(from).into_iter().find_map(|scope| {
            let opens = |word: &WordHash| {
                [Namespace::Things, Namespace::People].iter().any(|n| self.first(scope, *word, *n).is_some())
            };
            if before.first().is_some_and(|word| !opens(word)) {
                return None;
            }
            let scope = before.iter().try_fold(scope, |s, w| self.enter(s, *w))?;
            self.first(scope, *last, namespace)
        })
    }

    /// What `path` will mean in `from` for a property that takes `kinds`.
    pub fn find(&self, from: Decl<'w>, path: &str, kinds: KindSet) -> Option<Decl<'w>> {
        let asked = [Namespace::Things, Namespace::People].into_iter().filter(|n| kinds.touches(*n));
        let found: Vec<Decl<'w>> =
            asked.filter_map(|n| self.workspace.decl(self.find_in(from, path, n)?)).collect();
        found.iter().find(|d| kinds.contains(d.kind())).or(found.first()).copied()
    }

    /// How `decl` will be written in `from`, as shortly as it can be; `None` where no path reaches it.
    pub fn write(&self, from: Decl<'w>, decl: Decl<'w>, kinds: KindSet) -> Option<String> {
        let all = path_words(self.workspace, decl);
        let words: Vec<&str> =
            all.iter().map(|d| if *d == self.decl { self.name.as_str() } else { d.name() }).collect();
        (0..words.len())
            .rev()
            .map(|at| words[at..].join("."))
            .find(|path| self.find(from, path, kinds) == Some(decl))
    }
}

/// The scopes in which a declaration's names are looked up, innermost first, the root last.
fn scopes(from: Decl<'_>) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = from.scopes_in_sight().collect();
    scopes.dedup();
    scopes
}
