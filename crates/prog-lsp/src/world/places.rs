//! Places of the model as places of the protocol, with what was looked up of each file.

use super::{Root, RootId, World};
use crate::position::Lines;
use prog_diagnostics::{FileId, Place};
use prog_syntax::{LineIndex, Span};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;
use tower_lsp::ls_types::{Location, OptionalVersionedTextDocumentIdentifier, Range, Uri};

/// Converts places of one workspace, with what was counted already.
#[derive(Debug)]
pub struct Places<'w> {
    world: &'w World,
    id: RootId,
    root: &'w Root,
    known: RefCell<FxHashMap<FileId, Option<Known>>>,
}

#[derive(Clone, Debug)]
struct Known {
    uri: Uri,
    lines: Arc<LineIndex>,
}

impl<'w> Places<'w> {
    pub(super) fn new(world: &'w World, id: RootId, root: &'w Root) -> Self {
        Self { world, id, root, known: RefCell::default() }
    }

    /// The workspace.
    pub fn root(&self) -> &'w Root {
        self.root
    }

    fn known(&self, file: FileId) -> Option<(Known, &'w str)> {
        let text = self.root.text(file)?;
        let mut known = self.known.borrow_mut();
        let entry = known.entry(file).or_insert_with(|| {
            let lines = self.world.lines(self.id, file, text);
            Some(Known { uri: self.world.uri(self.id, file)?, lines })
        });
        Some((entry.clone()?, text))
    }

    /// The range of a span in a file.
    pub fn range(&self, file: FileId, span: Span) -> Option<Range> {
        let (known, text) = self.known(file)?;
        Some(Lines::new(text, &known.lines, self.world.encoding()).range(span))
    }

    /// A place with its address.
    pub fn location(&self, place: Place) -> Option<Location> {
        let (known, text) = self.known(place.file)?;
        let range = Lines::new(text, &known.lines, self.world.encoding()).range(place.span);
        Some(Location { uri: known.uri, range })
    }

    /// A file and the version that an edit of it is made for: that of the open document, none for what is on disk.
    pub fn versioned(&self, file: FileId) -> Option<OptionalVersionedTextDocumentIdentifier> {
        let uri = self.known(file)?.0.uri;
        Some(OptionalVersionedTextDocumentIdentifier {
            uri,
            version: self.world.document_of(self.id, file).map(|d| d.version),
        })
    }
}
