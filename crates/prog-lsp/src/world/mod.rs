//! All state that answers are made from: workspaces with their findings, open documents, settings, what the client can.
//!
//! The main loop alone changes it, under a write lock; jobs read it under a read lock. Nothing here talks to anybody.

mod document;
mod places;
mod root;

pub use document::{Document, Key, Role};
pub use places::Places;
pub use root::{CONFIG_FILE, LEFT_OUT, Root, Settings as RootSettings, Source, Sources, settings_findings};

use crate::client::Client;
use crate::disk::Disk;
use crate::position::{Encoding, Lines};
use crate::settings::Settings;
use dashmap::DashMap;
use prog_diagnostics::FileId;
use prog_syntax::{LineIndex, Span};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::{Position, Range, Uri};

/// A workspace among those that are open, by its number. Numbers are not used twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RootId(pub u32);

/// Everything that is known.
#[derive(Debug, Default)]
pub struct World {
    /// The workspaces.
    pub roots: FxHashMap<RootId, Root>,
    /// The open documents.
    pub documents: FxHashMap<Key, Document>,
    /// What the user set.
    pub settings: Settings,
    /// What the client can.
    pub client: Client,
    /// Where pages are kept that no file of the workspace holds.
    pub pages: Pages,
    /// The colours that were answered last.
    pub tokens: crate::handlers::tokens::Remembered,
    /// Where the lines of files start, counted when first asked for.
    lines: DashMap<(RootId, FileId), Counted>,
}

/// Keeps pages for the editor to open.
#[derive(Clone, Default)]
pub struct Pages(Option<Arc<dyn Disk>>);

impl Pages {
    /// Pages on a disk.
    pub fn on(disk: Arc<dyn Disk>) -> Self {
        Self(Some(disk))
    }

    /// Keeps a page; gives its path.
    pub fn keep(&self, name: &str, text: &str) -> Option<PathBuf> {
        self.0.as_ref()?.keep_page(name, text)
    }
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pages")
    }
}

/// Where the lines of one text start.
#[derive(Debug)]
struct Counted {
    text: Arc<str>,
    lines: Arc<LineIndex>,
}

/// One file of a workspace, with what a handler needs of it.
#[derive(Debug)]
pub struct Spot<'w> {
    /// The workspace's number.
    pub id: RootId,
    /// The workspace.
    pub root: &'w Root,
    /// The file there.
    pub file: FileId,
    /// Its text.
    pub text: &'w str,
    /// The version of the document, if it is open.
    pub version: Option<i32>,
    lines: Arc<LineIndex>,
    encoding: Encoding,
}

impl World {
    /// The agreed encoding of columns.
    pub fn encoding(&self) -> Encoding {
        self.client.encoding
    }

    /// The workspace and file of a document, open or not. `None` for what is in no workspace: files that git ignores or the
    /// settings exclude, other languages, closed files of folders that are not open.
    pub fn spot(&self, uri: &Uri) -> Option<Spot<'_>> {
        let key = Key::of(uri);
        let document = self.documents.get(&key);
        let (id, file) = match document {
            Some(document) => document.at?,
            None => self.find(key.path()?)?,
        };
        let root = self.roots.get(&id)?;
        let text = root.text(file)?;
        let lines = self.lines(id, file, text);
        let version = document.map(|d| d.version);
        Some(Spot { id, root, file, text, version, lines, encoding: self.encoding() })
    }

    /// Where the lines of a file start; counted once for each text.
    fn lines(&self, id: RootId, file: FileId, text: &Arc<str>) -> Arc<LineIndex> {
        if let Some(counted) = self.lines.get(&(id, file)).filter(|c| Arc::ptr_eq(&c.text, text)) {
            return counted.lines.clone();
        }
        let lines = match self.document_of(id, file) {
            Some(document) if Arc::ptr_eq(&document.text, text) => document.lines.clone(),
            _ => Arc::new(LineIndex::new(text)),
        };
        self.lines.insert((id, file), Counted { text: text.clone(), lines: lines.clone() });
        lines
    }

    /// Forgets what was counted of a workspace that is closed, or whose files have other numbers now.
    pub fn forget_lines(&mut self, id: RootId) {
        self.lines.retain(|(of, _), _| *of != id);
    }

    /// The workspace that a path lies in, the innermost one, and the file there.
    pub fn find(&self, path: &Path) -> Option<(RootId, FileId)> {
        let id = self.owner(path)?;
        Some((id, self.roots.get(&id)?.file_at(path)?))
    }

    /// The innermost workspace that a path lies in.
    pub fn owner(&self, path: &Path) -> Option<RootId> {
        let holds = self.roots.iter().filter(|(_, r)| path.starts_with(&r.path) && !r.is_loose());
        holds.max_by_key(|(_, r)| r.path.components().count()).map(|(id, _)| *id)
    }

    /// The address of a file: as the client spells it if it is open.
    pub fn uri(&self, id: RootId, file: FileId) -> Option<Uri> {
        let root = self.roots.get(&id)?;
        let key = root.key_of(file)?;
        match self.documents.get(&key) {
            Some(document) => Some(document.uri.clone()),
            None => key.uri(),
        }
    }

    /// The open document that is a file, if any.
    pub fn document_of(&self, id: RootId, file: FileId) -> Option<&Document> {
        self.documents.get(&self.roots.get(&id)?.key_of(file)?)
    }

    /// Converts places of one workspace.
    pub fn places(&self, id: RootId) -> Option<Places<'_>> {
        Some(Places::new(self, id, self.roots.get(&id)?))
    }
}

impl Spot<'_> {
    /// Converts places in this file.
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(self.text, &self.lines, self.encoding)
    }

    /// The offset of a position.
    pub fn offset(&self, position: Position) -> u32 {
        self.lines().offset(position)
    }

    /// The span of a range.
    pub fn span(&self, range: Range) -> Span {
        self.lines().span(range)
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        self.lines().range(span)
    }
}
