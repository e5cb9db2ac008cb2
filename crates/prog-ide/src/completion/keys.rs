//! Where a property or declaration starts: the properties not given yet, required and usual first, and the kinds that may
//! stand there.

use super::item::{Doc, Item, ItemKind, Snippet};
use super::{Ask, head};
use crate::cursor::MemberPlace;
use prog_model::schema::{Property, Schema, Ty, kind_spec};
use prog_model::{Key, Kind, dates, key};
use prog_syntax::lexer::Kind as T;
use prog_syntax::{Span, Tag, TextEdit};
use std::sync::LazyLock;

/// The keys that the example of each kind gives, in its order: what most people say first.
static USUAL: LazyLock<Vec<Vec<Key>>> =
    LazyLock::new(|| Kind::ALL.iter().map(|k| keys_of_example(*k)).collect());

fn keys_of_example(kind: Kind) -> Vec<Key> {
    let example = kind_spec(kind).map_or("", |s| s.example);
    let parse = prog_syntax::parse(example);
    let block = parse.roots().next().and_then(|d| d.child(Tag::Block));
    let props = block.into_iter().flat_map(|b| b.children()).filter(|n| n.tag() == Tag::Prop);
    props.filter_map(|p| Key::builtin(p.child(Tag::Key)?.span().text(example))).collect()
}

/// The usual keys of a kind, in their usual order.
pub(crate) fn usual(kind: Kind) -> &'static [Key] {
    USUAL.get(kind as usize).map_or(&[], |keys| keys)
}

/// Everything that may start here.
pub(super) fn members(ask: &mut Ask<'_>, place: MemberPlace, also: &[TextEdit]) {
    // What most people say, then what may stand here as a declaration, then the rest.
    let comma = place.comma.map(|at| TextEdit { span: Span::at(at), text: ",".into() });
    let extra: Vec<TextEdit> = comma.into_iter().chain(also.iter().cloned()).collect();
    let kind = ask.cursor.kind().flatten();
    let rest = kind.map_or(Vec::new(), |kind| properties(ask, kind, &extra));
    let level = ask.cursor.frames.len().saturating_sub(place.closes);
    match ask.cursor.frames[..level].last().map(|f| f.kind) {
        None => head::kinds(ask, None, &extra),
        Some(Some(parent)) => head::kinds(ask, Some(parent), &extra),
        Some(None) => {}
    }
    for item in rest {
        ask.offer(item);
    }
}

/// Offers the required and usual properties; gives the others.
fn properties(ask: &mut Ask<'_>, kind: Kind, extra: &[TextEdit]) -> Vec<Item> {
    let schema = ask.cursor.workspace.schema().clone();
    let given = given(ask);
    let mut open: Vec<Property<'_>> =
        schema.properties(kind).filter(|p| !given.iter().any(|g| g == p.name)).collect();
    let place = |p: &Property<'_>| usual(kind).iter().position(|k| *k == p.key).unwrap_or(usize::MAX);
    // Sorting keeps the order of the table among equals.
    open.sort_by_key(|p| (!p.required, place(p)));
    let mut rest = Vec::new();
    for property in open {
        let mut item = property_item(ask, kind, &property);
        item.extra = extra.to_vec();
        if property.required || place(&property) < usize::MAX {
            ask.offer(item);
        } else {
            rest.push(item);
        }
    }
    rest
}

fn property_item(ask: &Ask<'_>, kind: Kind, property: &Property<'_>) -> Item {
    let detail =
        if property.required { format!("{} · required", property.ty.name()) } else { property.ty.name() };
    let doc = crate::hover::property_page(ask.engine, kind, property);
    let mut item = Item::new(ItemKind::Property, property.name).detail(detail).doc(Doc::Text(doc));
    if has_colon(ask) {
        return item;
    }
    let plain = format!("{}: ", property.name);
    let snippet = value_shape(ask, property);
    item.again = !snippet.has_blanks();
    let mut whole = Snippet::text(plain.clone());
    whole.0.extend(snippet.0);
    let item = item.snippet(whole, plain);
    if goes_on(ask) { item.comma() } else { item }
}

/// Whether a property follows on the same line, which needs a comma before it.
fn goes_on(ask: &Ask<'_>) -> bool {
    ask.cursor.next().is_some_and(|next| next.kind == T::KEY && !next.first)
}

/// Whether a colon follows the word already.
fn has_colon(ask: &Ask<'_>) -> bool {
    let rest = &ask.cursor.text()[ask.cursor.word.end as usize..];
    rest.trim_start_matches([' ', '\t']).starts_with(':')
}

/// The shape that a value of the property has, as far as it is the same for all.
pub(super) fn value_shape(ask: &Ask<'_>, property: &Property<'_>) -> Snippet {
    let empty = Snippet::default();
    match property.ty {
        Ty::Text => empty.and("\"").blank("").and("\""),
        Ty::Str if property.custom.is_none() && !super::strings::has_known(property.key) => {
            empty.and("\"").blank("").and("\"")
        }
        Ty::DateRange => empty.blank("?").and(" .. ").blank("?"),
        Ty::Reading => empty.blank("?").and(" on ").blank(dates::iso(ask.facts.today)),
        Ty::Comparison => empty.blank("availability").and(" >= ").blank("?"),
        Ty::Target => empty.and(">= ").blank("?"),
        Ty::Residual => empty.blank("?").and(", ").blank("?"),
        _ => empty,
    }
}

/// The keys given in the block around the cursor, before and after it.
fn given(ask: &Ask<'_>) -> Vec<String> {
    let cursor = &ask.cursor;
    let Some(frame) = cursor.frames.last() else { return Vec::new() };
    let text = cursor.text();
    let list = &cursor.tokens.list;
    let mut depth = 0;
    let mut given = Vec::new();
    for (at, tok) in list.iter().enumerate().skip(frame.brace + 1) {
        match tok.kind {
            T::LBRACE => depth += 1,
            T::RBRACE if depth == 0 => break,
            T::RBRACE => depth -= 1,
            T::KEY if depth == 0 && !tok.span.touches(cursor.offset) => {
                given.push(tok.span.text(text).trim_end_matches([':', ' ', '\t']).to_owned());
            }
            // The block of the cursor was never closed: another declaration starts here.
            T::IDENT if at >= cursor.before && depth == 0 && !cursor.tokens.balanced && tok.first => {
                let next = list.get(at + 1).filter(|t| !t.first);
                let head = next.is_some_and(|t| matches!(t.kind, T::IDENT | T::STR | T::LBRACE));
                if head && crate::text::indent(text, tok.span.start) <= frame.indent {
                    break;
                }
            }
            _ => {}
        }
    }
    given
}

/// The kinds that may stand in `parent`, in the order of the reference; nothing where it is not known.
pub(super) fn kinds_within(parent: Option<Kind>) -> impl Iterator<Item = Kind> {
    Schema::kinds_within(parent).map(|s| s.kind)
}

/// A declaration's block with the usual properties as blanks.
pub(super) fn skeleton(ask: &Ask<'_>, kind: Kind, mut snippet: Snippet) -> Snippet {
    let schema = ask.cursor.workspace.schema().clone();
    let mut keys: Vec<Key> = schema.properties(kind).filter(|p| p.required).map(|p| p.key).collect();
    keys.extend(usual(kind).iter().filter(|k| !keys.contains(k)).copied().collect::<Vec<_>>());
    // The usual order, whichever of them are required.
    let order: Vec<Key> = schema.properties(kind).map(|p| p.key).collect();
    let place = |k: &Key| {
        usual(kind)
            .iter()
            .position(|u| u == k)
            .unwrap_or_else(|| order.iter().position(|o| o == k).unwrap_or(0))
    };
    keys.sort_by_key(place);
    snippet = snippet.and(" {");
    for property in keys.into_iter().filter_map(|k| schema.property(kind, k)) {
        snippet = snippet.and(format!("\n  {}: ", property.name));
        snippet.0.extend(blank(ask, &property).0);
    }
    snippet.and("\n}")
}

fn blank(ask: &Ask<'_>, property: &Property<'_>) -> Snippet {
    let shape = value_shape(ask, property);
    if shape.has_blanks() {
        return shape;
    }
    let words: Vec<String> = match property.ty {
        Ty::Word(set) => set.words.iter().map(|w| (*w).to_owned()).collect(),
        Ty::Likelihood => ask.cursor.workspace.schema().risk.likelihood.clone(),
        Ty::Impact => ask.cursor.workspace.schema().risk.impact.clone(),
        _ if property.key == key::STEPS => return Snippet::default().blank("?").and(" -> ").blank("?"),
        _ => return Snippet::default().blank("?"),
    };
    let mut out = Snippet::default();
    out.0.push(super::item::Part::Choice(std::iter::once("?".to_owned()).chain(words).collect()));
    out
}
