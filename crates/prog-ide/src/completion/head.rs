//! The head of a declaration: its kind, its name, its title, its block; and `part of`.

use super::item::{Doc, Item, ItemKind, Snippet};
use super::{Ask, keys};
use crate::text;
use prog_model::schema::{Naming, kind_spec};
use prog_model::{Decl, Kind};
use prog_syntax::lexer::Kind as T;
use prog_syntax::{Span, TextEdit, ident};

/// Most names that are proposed because something names them.
const WANTED: usize = 20;

/// The kinds that may stand in `parent`.
pub(super) fn kinds(ask: &mut Ask<'_>, parent: Option<Kind>, extra: &[TextEdit]) {
    // `risk gateway "…"`: the rest of the head is there, only the word is to change.
    let next = ask.cursor.next().filter(|t| !t.first);
    let has_rest =
        next.is_some_and(|t| matches!(t.kind, T::IDENT | T::STR | T::LBRACE)) && !ask.cursor.word.is_empty();
    for kind in keys::kinds_within(parent) {
        let doc = kind_spec(kind).map_or("", |s| s.doc);
        let mut item =
            Item::new(ItemKind::Kind, kind.word()).detail(text::short(doc, 60)).doc(Doc::Kind(kind));
        if !has_rest {
            item = item.snippet(whole(ask, kind), format!("{} ", kind.word()));
        }
        item.extra = extra.to_vec();
        ask.offer(item);
    }
    if parent.is_none() && ask.cursor.before == 0 && ask.cursor.model.part_of.is_none() {
        let doc = "Puts this whole file into the scope of a program.".to_owned();
        ask.offer(
            Item::new(ItemKind::Kind, "part of")
                .text("part of ")
                .detail("a program")
                .doc(Doc::Text(doc))
                .again(),
        );
    }
}

/// A whole declaration with its usual blanks.
fn whole(ask: &Ask<'_>, kind: Kind) -> Snippet {
    let named = kind_spec(kind).is_some_and(|s| s.naming != Naming::Optional);
    let head = Snippet::text(format!("{} ", kind.word()));
    let head = if named { head.blank("name").and(" ") } else { head };
    let head = match kind {
        Kind::Scorecard => Snippet::text(kind.word()),
        _ => head.and("\"").blank("Title").and("\""),
    };
    keys::skeleton(ask, kind, head)
}

/// The name of a declaration whose kind is given.
pub(super) fn name(ask: &mut Ask<'_>, kind: Span) {
    let Some(kind) = kind_here(ask, kind) else { return };
    let rest = rest_of_line(ask);
    for (name, from) in wanted(ask, kind) {
        let mut item = Item::new(ItemKind::Declaration(kind), name.clone())
            .detail(format!("named in `{from}`, not declared yet"));
        if !rest {
            let title = title_from(&name);
            item = item.snippet(Snippet::text(format!("{name} \"")).blank(title).and("\""), name);
        }
        ask.offer(item);
    }
    if rest || !ask.typed.is_empty() {
        return;
    }
    let naming = kind_spec(kind).map(|s| s.naming);
    if naming != Some(Naming::Optional) {
        let head = Snippet::default().blank("name").and(" \"").blank("Title").and("\"");
        snippet(ask, "name \"Title\" { … }", keys::skeleton(ask, kind, head), "name \"Title\"");
    }
    if naming != Some(Naming::Required) {
        if kind != Kind::Scorecard {
            let head = Snippet::text("\"").blank("Title").and("\"");
            snippet(ask, "\"Title\" { … }", keys::skeleton(ask, kind, head), "\"\"");
        }
        block_item(ask, kind);
    }
}

/// Whoever types the brace by hand and presses Enter wants a new line: the brace is no part of what the item is found by.
fn snippet(ask: &mut Ask<'_>, label: &str, snippet: Snippet, plain: &str) {
    let mut item = Item::new(ItemKind::Snippet, label).snippet(snippet, plain);
    item.filter = label.replace("{ ", "").replace(" }", "");
    ask.offer(item);
}

/// The kind that a word names, if it may stand here.
fn kind_here(ask: &Ask<'_>, word: Span) -> Option<Kind> {
    let kind = Kind::from_word(word.text(ask.cursor.text()))?;
    let parent = match ask.cursor.kind() {
        None => None,
        Some(kind) => Some(kind?),
    };
    keys::kinds_within(parent).any(|k| k == kind).then_some(kind)
}

/// Whether the head goes on after the cursor.
fn rest_of_line(ask: &Ask<'_>) -> bool {
    ask.cursor.next().is_some_and(|t| !t.first && matches!(t.kind, T::STR | T::OPEN_STR | T::LBRACE))
}

/// Names that are used where this kind fits and that mean nothing yet, with the declaration that uses them.
fn wanted(ask: &Ask<'_>, kind: Kind) -> Vec<(String, String)> {
    let workspace = ask.cursor.workspace;
    let here = ask.cursor.file;
    let others = workspace.files().map(|(id, _)| id).filter(|id| *id != here);
    let mut found: Vec<(String, String)> = Vec::new();
    for file in std::iter::once(here).chain(others) {
        for finding in workspace.form_findings(file).filter(|f| f.rule == "unresolved-name") {
            let name = workspace.file(file).map_or("", |f| finding.place.span.text(&f.text));
            let fits = || takes(ask, finding.place, kind);
            if !ident::is_ident(name) || found.iter().any(|(n, _)| n == name) || !fits() {
                continue;
            }
            found.push((name.to_owned(), finding.path.clone()));
            if found.len() == WANTED {
                return found;
            }
        }
    }
    found
}

/// Whether the name at a place may be a declaration of `kind`.
fn takes(ask: &Ask<'_>, place: prog_diagnostics::Place, kind: Kind) -> bool {
    let value = crate::at::value_at(ask.cursor.workspace, place.file, place.span.start);
    value.is_some_and(|v| {
        let prop = v.prop();
        let schema = ask.cursor.workspace.schema();
        schema.property(prop.decl().kind(), prop.key()).is_some_and(|p| p.ty.targets().contains(kind))
    })
}

/// `second-provider` as people would title it: `Second provider`.
pub(crate) fn title_from(name: &str) -> String {
    let words = name.trim_start_matches('_').replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// After the name: the title, made from it, and the block.
pub(super) fn title(ask: &mut Ask<'_>, kind: Span, name: Span) {
    let Some(kind) = kind_here(ask, kind) else { return };
    if rest_of_line(ask) || !ask.typed.is_empty() {
        return;
    }
    let title = title_from(name.text(ask.cursor.text()));
    let head = Snippet::text("\"").blank(title.clone()).and("\"");
    let label = format!("\"{title}\" {{ … }}");
    snippet(ask, &label, keys::skeleton(ask, kind, head.clone()), &format!("\"{title}\""));
    snippet(ask, &format!("\"{title}\""), head, &format!("\"{title}\""));
    block_item(ask, kind);
}

/// After the title: the block.
pub(super) fn block(ask: &mut Ask<'_>, kind: Span) {
    let Some(kind) = kind_here(ask, kind) else { return };
    if !rest_of_line(ask) && ask.typed.is_empty() {
        block_item(ask, kind);
    }
}

fn block_item(ask: &mut Ask<'_>, kind: Kind) {
    let Snippet(mut parts) = keys::skeleton(ask, kind, Snippet::default());
    // The space before the brace is there already.
    if let Some(super::item::Part::Text(first)) = parts.first_mut() {
        *first = first.trim_start().to_owned();
    }
    let indent = " ".repeat(text::indent(ask.cursor.text(), ask.cursor.offset));
    snippet(ask, "{ … }", Snippet(parts), &format!("{{\n{indent}}}"));
}

/// After `part of`: the programs.
pub(super) fn programs(ask: &mut Ask<'_>) {
    let programs: Vec<Decl<'_>> = ask.cursor.workspace.programs().collect();
    for program in programs {
        if program.name().is_empty() || program.file() == ask.cursor.file {
            continue;
        }
        let item = super::names::item(program, program.name().to_owned());
        ask.offer(item);
    }
}
