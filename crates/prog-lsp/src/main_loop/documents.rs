//! Open documents: their text is ours to keep from open to close, whatever lies on disk.

use super::MainLoop;
use crate::disk::{CONFIG, ReadProblem};
use crate::log;
use crate::sync;
use crate::world::{Document, Key, LEFT_OUT, Role, Root, RootId, World, settings_findings};
use prog_diagnostics::FileId;
use prog_syntax::LineIndex;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use tower_lsp::ls_types::{DidChangeTextDocumentParams, TextDocumentItem, Uri};

/// A document as the client has it.
#[derive(Debug)]
pub(super) struct Open {
    uri: Uri,
    role: Role,
    version: i32,
    text: String,
    /// It belongs into its workspace although the model does not have it yet.
    pub admitted: bool,
}

impl Open {
    /// Whether it is no settings file.
    pub(super) fn is_program(&self) -> bool {
        self.role == Role::Program
    }
}

impl MainLoop {
    pub(super) fn opened(&mut self, document: TextDocumentItem) {
        let TextDocumentItem { uri, language_id, version, text } = document;
        let key = Key::of(&uri);
        let Some(role) = role(&key, &language_id) else { return };
        let open = Open { uri, role, version, text, admitted: false };
        self.open.insert(key.clone(), open);
        self.unsettled.insert(key.clone());
        if let Some(path) = key.path() {
            self.adopt(path.to_owned());
        }
    }

    pub(super) fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let encoding = self.shared.world.read().world.encoding();
        let key = Key::of(&params.text_document.uri);
        // A change of what is not open is a client's mistake; there is no text to apply it to.
        let Some(open) = self.open.get_mut(&key) else { return };
        sync::apply(&mut open.text, params.content_changes, encoding);
        open.version = params.text_document.version;
        self.unsettled.insert(key);
        self.edited = true;
    }

    /// From now on what lies on disk counts.
    pub(super) fn closed(&mut self, key: &Key) {
        if self.open.remove(key).is_none() {
            return;
        }
        self.unsettled.remove(key);
        self.pulled.remove(key);
        let document = self.shared.change(|world| {
            let document = world.documents.remove(key);
            if let Some((id, _)) = document.as_ref().and_then(|d| d.at)
                && world.roots.get(&id).is_some_and(Root::is_loose)
            {
                world.roots.remove(&id);
                world.forget_lines(id);
            }
            document
        });
        self.dirty_at_once([key.clone()]);
        if let Some(path) = key.path() {
            self.homes.remove(path);
            if document.as_ref().is_some_and(|d| d.role == Role::Config) {
                self.drop_draft(path);
            }
            self.on_disk(vec![key.clone()]);
        }
        self.drop_unused_roots();
    }

    fn drop_draft(&mut self, path: &Path) {
        self.shared.change(|world| {
            if let Some(root) = world.roots.values_mut().find(|r| r.path.join(CONFIG) == path) {
                root.draft = None;
            }
        });
    }

    /// Brings the world up to date with the texts. One run of the engine per document, however many changes came.
    pub(super) fn settle(&mut self) {
        self.another_day();
        if self.unsettled.is_empty() {
            return;
        }
        let mut keys: Vec<Key> = self.unsettled.drain().collect();
        keys.sort_unstable();
        for key in keys {
            self.settle_one(key);
        }
    }

    fn settle_one(&mut self, key: Key) {
        let Some(open) = self.open.get(&key) else { return };
        let text: Arc<str> = open.text.as_str().into();
        let document = Document {
            uri: open.uri.clone(),
            role: open.role,
            version: open.version,
            lines: Arc::new(LineIndex::new(&text)),
            text,
            at: None,
        };
        let admitted = open.admitted;
        let today = self.today();
        let next = RootId(self.next_root);
        let shared = self.shared.clone();
        let result = catch_unwind(AssertUnwindSafe(|| {
            let touched = shared.change(|world| take_in(world, &key, document, admitted, next, today));
            self.tuning.probe_edit();
            touched
        }));
        match result {
            Ok(touched) => {
                self.next_root += 1;
                self.model_changed = true;
                let edited = self.edited;
                self.mark_dirty(std::iter::once(key).chain(touched), edited);
            }
            Err(panic) => {
                let name = format!("{key:?}");
                log::error(&self.out, &format!("Internal error in {name}: {}", log::panic_message(&*panic)));
                self.quarantine(&key);
            }
        }
    }

    /// A text on which the engine panicked: the workspace is read again without it.
    fn quarantine(&mut self, key: &Key) {
        let today = self.today();
        let problem = ReadProblem::Unreadable { message: LEFT_OUT.0.into(), help: LEFT_OUT.1 };
        let id = self.shared.change(|world| {
            let path = key.path()?;
            let id = world.owner(path)?;
            let root = world.roots.get_mut(&id)?;
            let mut sources = root.sources();
            sources.insert(root.relative(path)?, Err(problem));
            root.rebuild(sources, today);
            relocate(world, id);
            Some(id)
        });
        if let Some(id) = id {
            self.mark_root_dirty(id);
        }
    }
}

/// What a document is to us; nothing if it is neither a program nor our settings.
fn role(key: &Key, language: &str) -> Option<Role> {
    let name = key.path().and_then(Path::file_name).map(|n| n.to_string_lossy());
    match name {
        Some(name) if name == CONFIG => Some(Role::Config),
        Some(name) if name.ends_with(".prog") => Some(Role::Program),
        _ => (language == "prog").then_some(Role::Program),
    }
}

/// Takes the text of an open document into the world; gives the other files whose findings may have changed.
fn take_in(
    world: &mut World,
    key: &Key,
    mut document: Document,
    admitted: bool,
    next: RootId,
    today: i32,
) -> Vec<Key> {
    let old = world.documents.get(key).and_then(|d| d.at);
    let mut touched = Vec::new();
    let text = document.text.clone();
    document.at = match (document.role, key.path()) {
        (Role::Config, Some(path)) => draft(world, path, &text),
        (Role::Program, Some(path)) if path.extension().is_some_and(|e| e == "prog") => {
            set(world, path, text, admitted, &mut touched)
        }
        _ => match old.filter(|(id, _)| world.roots.get(id).is_some_and(Root::is_loose)) {
            Some((id, file)) => {
                if let Some(root) = world.roots.get_mut(&id) {
                    let path = prog_diagnostics::Files::path(root, file).into();
                    root.set(path, Ok(text));
                }
                Some((id, file))
            }
            None => {
                world.roots.insert(next, Root::loose(key.clone(), text, today));
                Some((next, FileId(0)))
            }
        },
    };
    world.documents.insert(key.clone(), document);
    touched
}

/// Sets the text of a file in its workspace, if it belongs there.
fn set(
    world: &mut World,
    path: &Path,
    text: Arc<str>,
    admitted: bool,
    touched: &mut Vec<Key>,
) -> Option<(RootId, FileId)> {
    let id = world.owner(path)?;
    let root = world.roots.get_mut(&id)?;
    let relative = root.relative(path)?;
    match root.file_at(path) {
        Some(file) if root.text(file) == Some(&text) && !root.is_unreadable(&relative) => {
            return Some((id, file));
        }
        None if !admitted => return None,
        _ => {}
    }
    let files = root.set(relative, Ok(text));
    touched.extend(files.into_iter().filter_map(|f| root.key_of(f)));
    Some((id, root.file_at(path)?))
}

/// Checks the open text of a `progc.toml`. Its settings hold once it is saved.
fn draft(world: &mut World, path: &Path, text: &Arc<str>) -> Option<(RootId, FileId)> {
    let (id, root) = world.roots.iter_mut().find(|(_, r)| !r.is_loose() && r.path.join(CONFIG) == path)?;
    root.draft = Some((text.clone(), settings_findings(text)));
    Some((*id, crate::world::CONFIG_FILE))
}

/// Says anew where in a workspace its open documents are: files have new numbers after it was read again.
pub(super) fn relocate(world: &mut World, id: RootId) {
    world.forget_lines(id);
    let keys: Vec<Key> = world.documents.keys().cloned().collect();
    for key in keys {
        let found = key.path().and_then(|p| world.find(p));
        if let Some(document) = world.documents.get_mut(&key)
            && (document.at.is_some_and(|(at, _)| at == id) || found.is_some_and(|(at, _)| at == id))
        {
            document.at = found;
        }
    }
}
