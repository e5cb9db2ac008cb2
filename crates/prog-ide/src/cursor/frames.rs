//! Which blocks are open at a cursor: by braces, and by indentation where the braces do not balance.

use super::tokens::{Tok, Tokens};
use crate::text;
use prog_model::file::FileModel;
use prog_model::names::{Scope, join, word_hash};
use prog_model::{Kind, names};
use prog_syntax::Span;
use prog_syntax::lexer::Kind as T;

/// The words before a `{`.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    /// The kind's word; empty where there is none.
    kind: Span,
    /// The name.
    name: Span,
    /// The title, quotes included.
    title: Span,
}

/// An open block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The kind of declaration.
    pub kind: Option<Kind>,
    /// The number of its `{` among the tokens.
    pub brace: usize,
    /// How deep its line is indented.
    pub indent: usize,
    /// Its declaration in the model, if it is there.
    pub decl: Option<u32>,
    /// The scope that it opens, or stands in where it opens none.
    pub scope: Scope,
}

/// The blocks that are open after the first `before` tokens, the outermost first.
pub(crate) fn frames(model: &FileModel, tokens: &Tokens, before: usize) -> Vec<Frame> {
    let list = &tokens.list;
    let mut open: Vec<Frame> = Vec::new();
    for at in 0..before {
        let tok = list[at];
        match tok.kind {
            T::LBRACE => {
                let outer = open.last().map_or(model.scope, |f| f.scope);
                open.push(frame(model, list, at, outer));
            }
            T::RBRACE => {
                open.pop();
            }
            T::IDENT | T::ON if !tokens.balanced && tok.first && starts_head(list, at) => {
                close_deeper(&mut open, text::indent(&model.text, tok.span.start));
            }
            _ => {}
        }
    }
    open
}

/// A declaration that starts its line no deeper than an open one closes it.
fn close_deeper(open: &mut Vec<Frame>, indent: usize) {
    while open.last().is_some_and(|f| indent <= f.indent) {
        open.pop();
    }
}

/// Whether the word at `at` goes on as the head of a declaration does.
fn starts_head(list: &[Tok], at: usize) -> bool {
    let next = list.get(at + 1).filter(|t| !t.first);
    next.is_some_and(|t| matches!(t.kind, T::IDENT | T::ON | T::BAD_NAME | T::STR | T::OPEN_STR | T::LBRACE))
}

fn frame(model: &FileModel, list: &[Tok], brace: usize, outer: Scope) -> Frame {
    let head = head_before(list, brace);
    let last = model.decls.starting_by(head.kind.start).checked_sub(1);
    let decl = last.filter(|last| model.decls.span(*last).start == head.kind.start);
    // A misspelt kind is read as the one that was surely meant, here as there.
    let meant = || decl.map(|decl| model.decls.kind(decl)).filter(|kind| *kind != Kind::Unknown);
    let kind = Kind::from_word(head.kind.text(&model.text)).or_else(meant);
    let name = head.name.text(&model.text);
    let opens = kind.is_none_or(Kind::opens_scope) && !name.is_empty();
    Frame {
        kind,
        brace,
        indent: text::indent(
            &model.text,
            if head.kind.is_empty() { list[brace].span.start } else { head.kind.start },
        ),
        decl: decl.filter(|_| !head.kind.is_empty()),
        scope: if opens { join(outer, word_hash(name)) } else { outer },
    }
}

/// Kind, name and title before the `{` at `brace`.
fn head_before(list: &[Tok], brace: usize) -> Head {
    let mut head = Head::default();
    let mut at = brace;
    let mut words = Vec::new();
    // A brace on a line of its own still belongs to the head above it.
    let mut may_break = true;
    while at > 0 && (may_break || !list[at].first) {
        at -= 1;
        let tok = list[at];
        match tok.kind {
            T::STR | T::OPEN_STR if words.is_empty() && head.title.is_empty() => head.title = tok.span,
            T::IDENT | T::ON | T::BAD_NAME | T::DOTTED => words.push(tok.span),
            _ => break,
        }
        may_break = false;
    }
    words.reverse();
    head.kind = words.first().copied().unwrap_or_default();
    head.name = words.get(1).copied().unwrap_or_default();
    head
}

/// The scopes that are open at a cursor, innermost first, the root last.
pub(crate) fn scopes(model: &FileModel, frames: &[Frame]) -> Vec<Scope> {
    let mut scopes: Vec<Scope> =
        frames.iter().rev().map(|f| f.scope).chain([model.scope, names::ROOT]).collect();
    scopes.dedup();
    scopes
}
