//! The properties of a declaration in their usual order. Comments go with what they stand before or beside; nested declarations
//! and blank lines stay where they are.

use super::{Ask, AssistEdits, comments_above};
use crate::text;
use prog_model::{Decl, Key, Prop};
use prog_syntax::Span;

pub(super) fn offer(ask: &Ask<'_>) -> Vec<(String, String)> {
    let can = order(ask).is_some() && slots(ask.decl).is_some();
    can.then(|| ("Sort its properties into the usual order".to_owned(), String::new())).into_iter().collect()
}

/// The properties in their usual order, if they are not in it.
fn order<'w>(ask: &Ask<'w>) -> Option<Vec<usize>> {
    let keys: Vec<Key> = ask.workspace.schema().properties(ask.decl.kind()).map(|p| p.key).collect();
    let place = |p: &Prop<'w>| keys.iter().position(|k| *k == p.key()).unwrap_or(usize::MAX);
    let places: Vec<usize> = ask.decl.props().map(|p| place(&p)).collect();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| places[*at]);
    (!order.is_sorted()).then_some(order)
}

pub(super) fn edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let order = order(ask)?;
    let slots = slots(ask.decl)?;
    let source = ask.decl.source();
    let moved = slots.iter().zip(&order).filter(|(slot, from)| **slot != slots[**from]);
    let edits = moved.map(|(slot, from)| ask.edit(ask.decl, *slot, slots[*from].text(source))).collect();
    Some(AssistEdits { edits, new_files: Vec::new() })
}

/// The piece of text that goes with each property: its lines with the comments above, or, where several share a line, the
/// property alone. `None` where comments stand between those.
fn slots(decl: Decl<'_>) -> Option<Vec<Span>> {
    if decl.broken() {
        return None;
    }
    let lines: Vec<Span> = decl.props().map(|p| lines_of(decl, p)).collect();
    let apart = lines.windows(2).all(|w| w[0].end < w[1].start);
    let alone = decl.props().zip(&lines).all(|(p, line)| stands_alone(decl, p, *line));
    if apart && alone {
        return Some(lines);
    }
    let comments = decl.workspace().file(decl.file()).map_or(&[][..], |f| &f.comments);
    let spans: Vec<Span> = decl.props().map(|p| p.span()).collect();
    let all = spans.first()?.cover(*spans.last()?);
    let no_comments = !comments.iter().any(|c| all.contains(c.span));
    // A line comment at the end would swallow what comes after it.
    no_comments.then_some(spans)
}

/// The lines of a property, and of the comments right above it.
fn lines_of(decl: Decl<'_>, prop: Prop<'_>) -> Span {
    let source = decl.source();
    let own = text::line_start(source, prop.span().start);
    let start = text::line_start(source, comments_above(decl.workspace(), decl.file(), own));
    Span::new(start, text::line_end(source, prop.span().end))
}

/// Whether nothing but the property, a comma and comments stands on its lines.
fn stands_alone(decl: Decl<'_>, prop: Prop<'_>, lines: Span) -> bool {
    let source = decl.source();
    let before = Span::new(text::line_start(source, prop.span().start), prop.span().start).text(source);
    let after =
        Span::new(prop.span().end, lines.end).text(source).trim_start().trim_start_matches(',').trim();
    let is_comment = after.starts_with("//") || after.starts_with("/*") && after.ends_with("*/");
    before.trim().is_empty() && (after.is_empty() || is_comment)
}
