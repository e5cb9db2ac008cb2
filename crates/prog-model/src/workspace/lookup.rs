//! Small questions that editors ask of the index: what has a name in a scope, which files use a word. Answers come from the
//! tables; no text is looked at.

use super::{DeclId, Workspace, names::words_used};
use crate::names::{Scope, WordHash, join, name_id};
use crate::schema::Namespace;
use crate::view::Decl;
use prog_diagnostics::FileId;

impl Workspace {
    /// The declarations that `word` names right in `scope`; more than one is a finding. Not sorted.
    pub fn named(&self, scope: Scope, word: WordHash, namespace: Namespace) -> &[DeclId] {
        self.declared(name_id(join(scope, word), namespace))
    }

    /// The first of them by file path and position: the one that a name means.
    pub fn first_named(&self, scope: Scope, word: WordHash, namespace: Namespace) -> Option<DeclId> {
        self.first_declared(name_id(join(scope, word), namespace))
    }

    /// The first declaration among things that a path from the root names: what stands after `part of`.
    pub fn first_named_path(&self, path: &str) -> Option<Decl<'_>> {
        self.lookup_in(crate::names::ROOT, path, Namespace::Things).and_then(|id| self.decl(id))
    }

    /// The files that use `word` in a name, wherever it may lead, or declare it.
    pub fn files_using(&self, word: WordHash) -> Vec<FileId> {
        match &self.uses {
            Some(uses) => uses.files(word).to_vec(),
            None => {
                let using = self.files().filter(|(_, model)| words_used(model).contains(&word));
                using.map(|(id, _)| id).collect()
            }
        }
    }
}
