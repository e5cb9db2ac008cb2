//! The declarations of a file as a tree, for outlines and breadcrumbs.

use crate::text;
use prog_diagnostics::FileId;
use prog_model::{Decl, Kind};
use prog_rules::Engine;
use prog_syntax::Span;

/// One declaration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// Its name; its title where it has none.
    pub name: String,
    /// Its title.
    pub detail: String,
    /// Its kind.
    pub kind: Kind,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub focus: Span,
    /// It is on the way out.
    pub deprecated: bool,
    /// What stands in it.
    pub children: Vec<Symbol>,
}

/// Deeper than this nobody nests on purpose; what stands deeper is put beside each other.
const DEEPEST: usize = 64;

/// The declarations of a file, nested as they stand.
pub fn symbols(engine: &Engine, file: FileId) -> Vec<Symbol> {
    // Declarations stand in pre-order: an open stack instead of recursion.
    let mut open: Vec<(u32, Symbol)> = Vec::new();
    let mut top = Vec::new();
    for decl in engine.workspace().decls_in(file) {
        close(&mut open, &mut top, decl.index());
        let depth = open.len();
        match open.last_mut() {
            Some((_, around)) if depth >= DEEPEST => around.children.push(symbol(decl)),
            _ => open.push((decl.data().end, symbol(decl))),
        }
    }
    close(&mut open, &mut top, u32::MAX);
    top
}

/// Puts finished symbols into the one around them.
fn close(open: &mut Vec<(u32, Symbol)>, top: &mut Vec<Symbol>, next: u32) {
    while open.last().is_some_and(|(end, _)| *end <= next) {
        let Some((_, symbol)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, around)) => around.children.push(symbol),
            None => top.push(symbol),
        }
    }
}

fn symbol(decl: Decl<'_>) -> Symbol {
    let source = decl.source();
    let span = text::clamp(source, decl.span());
    let focus = text::clamp(source, decl.name_place().span);
    let title = decl.title().map_or(String::new(), |t| text::short(&t, 100));
    let (name, detail) = match decl.name() {
        "" if title.is_empty() => (decl.kind().word().to_owned(), String::new()),
        "" => (title, String::new()),
        name => (name.to_owned(), title),
    };
    let deprecated = decl.kind() == Kind::System && matches!(decl.status(), "deprecated" | "retired");
    Symbol {
        name,
        detail,
        kind: decl.kind(),
        span: span.cover(focus),
        focus,
        deprecated,
        children: Vec::new(),
    }
}
