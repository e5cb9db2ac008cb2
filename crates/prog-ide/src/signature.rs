//! The shape of what is typed: of a value after its key, of the head of a declaration.

use crate::cursor::{Cursor, Place, ValuePlace};
use prog_diagnostics::FileId;
use prog_model::Kind;
use prog_model::schema::{Property, Ty};
use prog_rules::Engine;
use prog_syntax::lexer::Kind as T;

/// A shape with its parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The whole: `readings: value on date`.
    pub label: String,
    /// What it means, in Markdown.
    pub doc: String,
    /// The parts as they stand in the label: first byte and just past the last.
    pub parts: Vec<(usize, usize)>,
    /// The part that is typed now.
    pub active: usize,
}

/// The shape of what is being typed at `offset`. `None` where there is none to show.
pub fn signature(engine: &Engine, file: FileId, offset: u32) -> Option<Signature> {
    let cursor = Cursor::new(engine.workspace(), file, offset)?;
    match &cursor.place {
        Place::Value(place) | Place::Text { value: Some(place), .. } => of_value(engine, &cursor, place),
        Place::Name { kind } => of_head(kind.text(cursor.text()), 1),
        Place::Title { kind, .. } => of_head(kind.text(cursor.text()), 2),
        Place::Block { kind } => of_head(kind.text(cursor.text()), 3),
        _ => None,
    }
}

fn of_head(kind: &str, active: usize) -> Option<Signature> {
    let kind = Kind::from_word(kind)?;
    let spec = prog_model::schema::kind_spec(kind)?;
    let parts = [kind.word(), "name", "\"Title\"", "{ … }"];
    Some(build(parts.join(" "), &parts, active, spec.doc.to_owned()))
}

fn build(label: String, parts: &[&str], active: usize, doc: String) -> Signature {
    let mut from = 0;
    let mut spans = Vec::new();
    for part in parts {
        let at = label[from..].find(part).map_or(from, |at| from + at);
        spans.push((at, at + part.len()));
        from = at + part.len();
    }
    Signature { label, doc, active: active.min(spans.len().saturating_sub(1)), parts: spans }
}

fn of_value(engine: &Engine, cursor: &Cursor<'_>, place: &ValuePlace) -> Option<Signature> {
    let kind = cursor.kind()??;
    let property = engine.workspace().schema().property_named(kind, place.key.text(cursor.text()))?;
    let (parts, between) = shape(&property);
    let active = active(cursor, place, &property);
    let more = if property.list && property.ty != Ty::Residual { ", …" } else { "" };
    let label = format!("{}: {}{more}", property.name, parts.join(between));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let from = property.name.len() + 2;
    let mut signature = build(label[from..].to_owned(), &parts, active, property.doc.to_owned());
    signature.label = label;
    for (start, end) in &mut signature.parts {
        (*start, *end) = (*start + from, *end + from);
    }
    Some(signature)
}

/// The parts of a value and what stands between them.
fn shape(property: &Property<'_>) -> (Vec<String>, &'static str) {
    let three = |a: &str, b: &str, c: &str| vec![a.to_owned(), b.to_owned(), c.to_owned()];
    let two = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    match property.ty {
        Ty::DateRange => (two("first day", "last day"), " .. "),
        Ty::Estimate => (three("optimistic", "likely", "pessimistic"), " .. "),
        Ty::Delay => (two("at least", "at most"), " .. "),
        Ty::QuantityOrRange => (two("at least", "at most"), " .. "),
        Ty::Reading | Ty::QuantityOrReading => (two("value", "date"), " on "),
        Ty::Residual => (two("likelihood", "impact"), ", "),
        Ty::Comparison => (two("what is promised >=", "number"), " "),
        Ty::Target => (two(">=", "number"), " "),
        Ty::Chain => (two("system \"what is passed\"", "system"), " -> "),
        Ty::Link(kinds) => (two(&plain(&kinds.describe()), "lag"), " + "),
        Ty::Word(set) => (vec![set.words.join(" | ")], ""),
        Ty::CustomWord(_) => (vec![property.custom.map_or(String::new(), |c| c.values.join(" | "))], ""),
        Ty::Ref(kinds) => (vec![plain(&kinds.describe())], ""),
        Ty::RefOrStr(kinds) => (vec![format!("{} or \"text\"", plain(&kinds.describe()))], ""),
        Ty::Text | Ty::Str => (vec!["\"text\"".into()], ""),
        Ty::Deadline | Ty::Start => (vec!["date".into()], ""),
        _ => (vec![plain(&property.ty.describe())], ""),
    }
}

/// Without the articles and backticks of a sentence.
fn plain(text: &str) -> String {
    let text = text.replace('`', "");
    let words = text.split(' ').filter(|w| !matches!(*w, "a" | "an"));
    words.collect::<Vec<_>>().join(" ")
}

/// The number of the part that the cursor is in.
fn active(cursor: &Cursor<'_>, place: &ValuePlace, property: &Property<'_>) -> usize {
    let (from, to) = place.values;
    let kinds: Vec<T> = (from..to).filter_map(|at| cursor.tok(at)).map(|t| t.kind).collect();
    if property.ty == Ty::Residual {
        return kinds.iter().filter(|k| **k == T::COMMA).count();
    }
    let start = kinds.iter().rposition(|k| *k == T::COMMA).map_or(0, |at| at + 1);
    let own = &kinds[start..];
    let count = |kind: T| own.iter().filter(|k| **k == kind).count();
    match property.ty {
        Ty::DateRange | Ty::Estimate | Ty::Delay | Ty::QuantityOrRange => count(T::DOTDOT),
        Ty::Reading | Ty::QuantityOrReading => count(T::ON),
        Ty::Link(_) => count(T::PLUS) + count(T::MINUS),
        Ty::Chain => count(T::ARROW).min(1),
        Ty::Comparison | Ty::Target => {
            usize::from(own.iter().any(|k| matches!(*k, T::GE | T::LE | T::GT | T::LT | T::EQ)))
        }
        _ => 0,
    }
}
