//! Typing over a name changes its other places in the file at the same time: only where all of them are in this file.

use crate::at::{At, at};
use crate::uses::uses_of;
use prog_diagnostics::FileId;
use prog_rules::Engine;
use prog_syntax::Span;

/// Most places that change together while somebody types.
const MOST: usize = 200;

/// The places that are to change together with the name at `offset`: a declaration's own name and all its uses, if all are in
/// this file and written alike. Empty where a change here alone would leave others behind: that is what renaming is for.
pub fn linked_editing(engine: &Engine, file: FileId, offset: u32) -> Vec<Span> {
    let workspace = engine.workspace();
    let Some(At::Name(decl)) = at(workspace, file, offset) else { return Vec::new() };
    let same = workspace.named(decl.outer(), decl.word_hash(), decl.kind().namespace());
    if decl.name().is_empty() || same.len() != 1 || decl.referrer_count() > MOST {
        return Vec::new();
    }
    let uses = uses_of(workspace, decl);
    let text = decl.source();
    let alike = uses.iter().all(|u| u.file == file && u.word.text(text) == decl.name());
    if uses.is_empty() || !alike {
        return Vec::new();
    }
    let mut spans: Vec<Span> = uses.iter().map(|u| u.word).chain([decl.data().name]).collect();
    spans.sort_unstable();
    spans
}
