//! Growing selections: word, value, list, property, block, declaration, and so on outward.

use crate::at::decl_around;
use crate::text;
use prog_diagnostics::FileId;
use prog_model::edit::open_brace;
use prog_model::{Decl, Workspace};
use prog_rules::Engine;
use prog_syntax::Span;

/// What may be selected around `offset`, the smallest first; each lies within the next. The last is the whole file.
pub fn selection(engine: &Engine, file: FileId, offset: u32) -> Vec<Span> {
    let workspace = engine.workspace();
    let Some(model) = workspace.file(file) else { return Vec::new() };
    let text: &str = &model.text;
    let offset = text::floor(text, offset);
    let word = text::word(text, offset);
    let mut spans = vec![word, text::path(text, word)];
    comment(workspace, file, offset, &mut spans);
    if let Some(decl) = decl_around(workspace, file, offset) {
        for (at, decl) in decl.and_ancestors().enumerate() {
            in_decl(decl, offset, at == 0, &mut spans);
        }
    }
    spans.push(Span::new(0, text.len() as u32));
    grow(text, spans, offset)
}

fn comment(workspace: &Workspace, file: FileId, offset: u32, spans: &mut Vec<Span>) {
    let comments = workspace.file(file).map_or(&[][..], |f| &f.comments);
    spans.extend(comments.iter().map(|c| c.span).filter(|s| s.touches(offset)));
}

fn in_decl(decl: Decl<'_>, offset: u32, innermost: bool, spans: &mut Vec<Span>) {
    let data = decl.data();
    let text = decl.source();
    if innermost {
        if let Some(prop) = decl.props().find(|p| p.span().touches(offset)) {
            let mut parts: Vec<Span> = prop.parts().map(|v| v.span()).filter(|s| s.touches(offset)).collect();
            parts.sort_by_key(|s| s.len());
            // Inside of quotes first.
            let inner = parts.first().filter(|s| {
                s.text(text).starts_with('"') && s.len() >= 2 && !s.text(text).starts_with("\"\"\"")
            });
            spans.extend(inner.map(|s| Span::new(s.start + 1, s.end - 1)));
            spans.extend(parts);
            if prop.value_span().touches(offset) {
                spans.push(prop.value_span());
            }
            spans.push(prop.span());
        }
        if data.title.touches(offset) && data.title.len() >= 2 {
            spans.extend([Span::new(data.title.start + 1, data.title.end - 1), data.title]);
        }
        let head = data.kind_span.cover(data.name).cover(data.title);
        if !data.name.is_empty() && head.touches(offset) {
            spans.push(head);
        }
    }
    if let Some(brace) = open_brace(text, data).filter(|b| *b <= offset) {
        let block = Span::new(brace, data.span.end);
        if block.text(text).ends_with('}') {
            let inside = Span::new(block.start + 1, block.end - 1);
            let body = inside.text(text);
            let lead = (body.len() - body.trim_start().len()) as u32;
            spans.push(Span::new(
                inside.start + lead.min(inside.len()),
                inside.start + body.trim_end().len().max(lead as usize) as u32,
            ));
        }
        spans.push(block);
    }
    spans.push(data.span);
}

/// Keeps what holds the cursor and the span before it.
fn grow(text: &str, spans: Vec<Span>, offset: u32) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        let span = text::clamp(text, span);
        let grows = kept.last().is_none_or(|last| span.contains(*last) && span != *last);
        if span.touches(offset) && grows && (!span.is_empty() || kept.is_empty()) {
            kept.push(span);
        }
    }
    if kept.len() > 1 && kept[0].is_empty() {
        kept.remove(0);
    }
    kept
}
