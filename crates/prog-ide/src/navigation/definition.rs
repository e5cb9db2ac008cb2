//! From a name to its declaration, and from a declaration to all names of it.

use crate::at::{At, at, decl_meant};
use crate::hover::kind_page;
use crate::uses::uses_of;
use prog_diagnostics::{FileId, Place};
use prog_model::{Decl, Kind};
use prog_rules::Engine;
use prog_syntax::Span;

/// A declaration that a name means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Definition {
    /// The name at the cursor.
    pub origin: Span,
    /// The whole declaration.
    pub place: Place,
    /// Its name there; its head where it has none.
    pub focus: Span,
}

/// What is said about a kind: there is no file of it, only a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypePage {
    /// The word at the cursor.
    pub origin: Span,
    /// The kind.
    pub kind: Kind,
    /// Its page in Markdown.
    pub markdown: String,
}

/// The declarations that the name at `offset` means: one, or all that share the name by mistake. On a declaration's own name it
/// is that declaration, so that editors go on to its references.
pub fn definition(engine: &Engine, file: FileId, offset: u32) -> Vec<Definition> {
    let workspace = engine.workspace();
    let Some((decl, origin)) = decl_meant(workspace, file, offset) else { return Vec::new() };
    let one = |d: Decl<'_>| Definition { origin, place: d.place(d.span()), focus: d.name_place().span };
    let same = workspace.named(decl.outer(), decl.word_hash(), decl.kind().namespace());
    if decl.name().is_empty() || same.len() < 2 {
        return vec![one(decl)];
    }
    let mut all: Vec<Decl<'_>> = same.iter().filter_map(|id| workspace.decl(*id)).collect();
    all.sort_by_key(|d| d.order());
    all.into_iter().map(one).collect()
}

/// The page of the kind of what stands at `offset`: of a declaration, a name or a kind's word.
pub fn type_definition(engine: &Engine, file: FileId, offset: u32) -> Option<TypePage> {
    let (decl, origin) = decl_meant(engine.workspace(), file, offset)?;
    let markdown = kind_page(engine, decl.kind());
    (!markdown.is_empty()).then_some(TypePage { origin, kind: decl.kind(), markdown })
}

/// Every place that names the declaration at `offset`, by file and position; its own name too if asked for.
pub fn references(engine: &Engine, file: FileId, offset: u32, with_declaration: bool) -> Vec<Place> {
    let workspace = engine.workspace();
    let decl = match at(workspace, file, offset) {
        // The word of a kind names no declaration, and a title is text.
        Some(At::Kind(decl)) if decl.name().is_empty() => Some(decl),
        Some(_) => decl_meant(workspace, file, offset).map(|d| d.0),
        None => None,
    };
    let Some(decl) = decl else { return Vec::new() };
    let mut places: Vec<Place> = uses_of(workspace, decl).iter().map(|u| u.place()).collect();
    if with_declaration {
        places.push(decl.name_place());
        let path = |place: &Place| workspace.file(place.file).map_or("", |f| &f.path);
        places.sort_by(|a, b| path(a).cmp(path(b)).then_with(|| a.span.cmp(&b.span)));
        places.dedup();
    }
    places
}
