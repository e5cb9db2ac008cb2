//! What can be folded: blocks, runs of comments, text blocks, long lists.

use crate::text;
use prog_diagnostics::FileId;
use prog_model::edit::open_brace;
use prog_model::file::{FileModel, Val};
use prog_rules::Engine;
use prog_syntax::Span;

/// What a fold holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FoldKind {
    /// A block, text block or list.
    Region,
    /// Comments.
    Comment,
}

/// Something that can be folded. It starts on an earlier line than it ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fold {
    /// From its `{` (or first comment, or quotes) to its end.
    pub span: Span,
    /// What it holds.
    pub kind: FoldKind,
}

/// Everything in a file that can be folded, by position.
pub fn folding(engine: &Engine, file: FileId) -> Vec<Fold> {
    let Some(model) = engine.workspace().file(file) else { return Vec::new() };
    let text: &str = &model.text;
    let blocks = model.decls.iter().filter_map(|d| Some(Span::new(open_brace(text, d)?, d.span.end)));
    let texts = model.values.iter().filter(|v| matches!(v.val, Val::Text)).map(|v| v.span);
    let lists = model.props.spans();
    let regions = blocks.chain(texts).chain(lists).map(|span| Fold { span, kind: FoldKind::Region });
    let comments = comments(model).into_iter().map(|span| Fold { span, kind: FoldKind::Comment });
    let mut found: Vec<Fold> =
        regions.chain(comments).map(|f| Fold { span: text::clamp(text, f.span), ..f }).collect();
    found.retain(|f| f.span.text(text).contains('\n'));
    found.sort_unstable();
    // Of two that start on one line the longer one is folded.
    found.dedup_by(|b, a| {
        !text[a.span.start.min(b.span.start) as usize..b.span.start as usize].contains('\n')
            && b.span.end <= a.span.end
            && same_line(text, *a, *b)
    });
    found
}

fn same_line(text: &str, a: Fold, b: Fold) -> bool {
    text::line_start(text, a.span.start) == text::line_start(text, b.span.start)
}

/// Runs of line comments on lines of their own, and block comments.
fn comments(model: &FileModel) -> Vec<Span> {
    let text: &str = &model.text;
    let mut runs: Vec<Span> = Vec::new();
    let mut open = false;
    for comment in &model.comments {
        let joins = runs.last().is_some_and(|last| {
            let between = Span::new(last.end, comment.span.start).text(text);
            between.trim().is_empty() && between.matches('\n').count() == 1
        });
        let line = comment.own_line && !comment.block;
        match runs.last_mut() {
            Some(last) if open && line && joins => last.end = comment.span.end,
            _ => runs.push(comment.span),
        }
        open = line;
    }
    runs
}
