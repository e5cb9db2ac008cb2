//! Texts: those that the same property has elsewhere, and the empty quotes.

use super::item::{Item, ItemKind, Snippet};
use super::{Ask, values};
use crate::cursor::ValuePlace;
use crate::text;
use prog_model::schema::{Property, Ty};
use prog_model::{Key, key};
use prog_syntax::Span;
use prog_syntax::text::quote;
use rustc_hash::FxHashMap;

/// Properties that say the same in many places.
const KNOWN: [Key; 8] =
    [key::SOURCE, key::FRAMEWORK, key::CHANNEL, key::ROLE, key::UNIT, key::DATA, key::TAGS, key::CONTACT];
/// Most declarations that are looked at for texts in use.
const LOOKED_AT: usize = 200_000;
/// Most texts that are offered.
const MOST: usize = 30;

/// Whether the same texts come again for this property.
pub(super) fn has_known(key: Key) -> bool {
    KNOWN.contains(&key)
}

/// In a string: the texts that the same property has elsewhere.
pub(super) fn offer(ask: &mut Ask<'_>, at: usize, value: Option<&ValuePlace>) {
    let Some(property) = value.and_then(|v| values::property(ask, v)) else { return };
    let Some(tok) = ask.cursor.tok(at) else { return };
    let is_block = tok.span.text(ask.cursor.text()).starts_with("\"\"\"");
    if !has_known(property.key) || is_block {
        return;
    }
    let closed = tok.kind == prog_syntax::lexer::Kind::STR;
    let inside = Span::new(
        tok.span.start + 1,
        if closed { tok.span.end - 1 } else { tok.span.end.max(ask.cursor.offset) },
    );
    let typed = Span::new(inside.start, ask.cursor.offset).text(ask.cursor.text());
    ask.typed = super::matching::Typed::new(typed);
    let own = inside.text(ask.cursor.text()).to_owned();
    for (known, times) in known(ask, &property) {
        if known == own && times == 1 {
            continue;
        }
        let written = quote(&known);
        let mut item = Item::new(ItemKind::Text, known.clone()).detail(used(times));
        item = item.text(if closed {
            written[1..written.len() - 1].to_owned()
        } else {
            written[1..].to_owned()
        });
        ask.offer_at(inside, item);
    }
}

fn used(times: usize) -> String {
    format!("used {}", text::count(times, "time", "times"))
}

/// Where a text goes: those in use, then the empty quotes.
pub(super) fn texts(ask: &mut Ask<'_>, property: &Property<'_>) {
    if has_known(property.key) {
        for (known, times) in known(ask, property) {
            let label = quote(&known);
            ask.offer(Item::new(ItemKind::Text, label).detail(used(times)));
        }
    }
    if !ask.typed.is_empty() {
        return;
    }
    let quotes = Snippet::text("\"").blank("").and("\"");
    ask.offer(Item::new(ItemKind::Text, "\"…\"").detail("a text").snippet(quotes, "\"\""));
    if property.ty == Ty::Text {
        let indent = " ".repeat(text::indent(ask.cursor.text(), ask.cursor.offset));
        let block = Snippet::text("\"\"\"\n").blank("").and("\n\"\"\"");
        let plain = format!("\"\"\"\n{indent}\n{indent}\"\"\"");
        ask.offer(
            Item::new(ItemKind::Text, "\"\"\"…\"\"\"")
                .detail("a text over several lines")
                .snippet(block, plain),
        );
    }
}

/// Words that are used as tags.
pub(super) fn tags(ask: &mut Ask<'_>, property: &Property<'_>, given: &[String]) {
    for (known, times) in known(ask, property) {
        if !given.contains(&known) {
            let label = if prog_syntax::ident::is_ident(&known) { known } else { quote(&known) };
            ask.offer(Item::new(ItemKind::Text, label).detail(used(times)));
        }
    }
}

/// The texts that a property has anywhere, the most used first.
fn known(ask: &Ask<'_>, property: &Property<'_>) -> Vec<(String, usize)> {
    let workspace = ask.cursor.workspace;
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    let (here, offset) = (ask.cursor.file, ask.cursor.offset);
    for decl in workspace.decls().take(LOOKED_AT) {
        let Some(prop) = decl.get(property.key) else { continue };
        for value in prop.values() {
            // What is being typed does not count.
            if decl.file() == here && value.span().touches(offset) {
                continue;
            }
            if let Some(text) =
                value.text().filter(|t| !t.trim().is_empty() && t.len() < 100 && !t.contains('\n'))
            {
                *times.entry(text.into_owned()).or_default() += 1;
            }
        }
    }
    let mut all: Vec<(String, usize)> =
        times.into_iter().filter(|(text, _)| ask.typed.rank(text).is_some()).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(MOST);
    all
}
