//! The same name elsewhere in the file.

use crate::at::decl_meant;
use crate::uses::uses_of;
use prog_diagnostics::FileId;
use prog_rules::Engine;
use prog_syntax::Span;

/// One place in the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Highlight {
    /// Where.
    pub span: Span,
    /// The declaration itself rather than a use of it.
    pub declares: bool,
}

/// Where else in this file the declaration at `offset` is named or declared.
pub fn highlights(engine: &Engine, file: FileId, offset: u32) -> Vec<Highlight> {
    let workspace = engine.workspace();
    let Some((decl, _)) = decl_meant(workspace, file, offset) else { return Vec::new() };
    let uses = uses_of(workspace, decl).into_iter().filter(|u| u.file == file);
    let mut found: Vec<Highlight> = uses.map(|u| Highlight { span: u.word, declares: false }).collect();
    if decl.file() == file {
        found.push(Highlight { span: decl.name_place().span, declares: true });
    }
    found.sort_unstable();
    found
}
