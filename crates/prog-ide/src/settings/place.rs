//! Where in a `progc.toml` a place is: in which table, at a key or at the value of one.

use crate::text;
use prog_syntax::Span;

/// A place in the file.
#[derive(Debug)]
pub(super) struct Place<'t> {
    /// The table that it stands in, names that users choose as `*`: `kinds.*.properties.*`.
    pub table: String,
    /// What may stand there.
    pub line: Line<'t>,
    /// The word at the cursor, brackets of a table and dots included.
    pub word: Span,
    /// An `=` follows the word already.
    pub has_equals: bool,
    /// Where the table starts, after its head.
    from: u32,
}

/// What may stand at a place.
#[derive(Debug)]
pub(super) enum Line<'t> {
    /// The head of a table.
    Table,
    /// A key.
    Key,
    /// The value of a key.
    Value {
        /// The key.
        key: &'t str,
        /// Between quotes.
        in_text: bool,
    },
    /// A comment, or nothing that we know.
    Nothing,
}

impl Place<'_> {
    /// In a table of rule levels.
    pub fn is_rules(&self) -> bool {
        matches!(self.table.as_str(), "rules" | "overrides.rules")
    }

    /// The keys that the table has, but for the one at the cursor.
    pub fn given(&self, text: &str) -> Vec<String> {
        let mut given = Vec::new();
        let mut at = self.from;
        for line in text[self.from as usize..].split_inclusive('\n') {
            let span = Span::new(at, at + line.len() as u32);
            at = span.end;
            if line.trim_start().starts_with('[') {
                break;
            }
            if let Some((key, _)) = line.split_once('=').filter(|_| !span.contains(self.word)) {
                given.push(key.trim().trim_matches('"').to_owned());
            }
        }
        given
    }
}

/// The place of an offset.
pub(super) fn place(text: &str, offset: u32) -> Place<'_> {
    let offset = text::floor(text, offset);
    let line_start = text::line_start(text, offset);
    let line = Span::new(line_start, text::line_end(text, offset)).text(text);
    let (table, from) = table_before(text, line_start);
    let before = Span::new(line_start, offset).text(text);
    let mut place = Place { table, line: Line::Nothing, word: word(text, offset), has_equals: false, from };
    let first = line.trim_start();
    if first.starts_with('[') && !in_list(text, from, line_start) {
        place.line = Line::Table;
        let start = line_start + (line.len() - first.len()) as u32;
        place.word =
            Span::new(start, start + first.split('#').next().unwrap_or(first).trim_end().len() as u32);
        return place;
    }
    if outside_quotes(before).contains('#') {
        return place;
    }
    let in_text = before.matches('"').count() % 2 == 1;
    if let Some(key) = key_of(text, from, line_start, before) {
        place.line = Line::Value { key, in_text };
        if in_text {
            let open = before.rfind('"').map_or(line_start, |q| line_start + q as u32 + 1);
            let rest = &text[offset as usize..];
            let close = rest.find(['"', '\n']).map_or(text.len() as u32, |q| offset + q as u32);
            place.word = Span::new(open, close);
        }
        return place;
    }
    if outside_quotes(before).trim().is_empty()
        || outside_quotes(before).trim_start()
            == text[place.word.start as usize..offset as usize].trim_matches('"')
    {
        place.line = Line::Key;
        place.has_equals =
            text[place.word.end as usize..].trim_start_matches([' ', '\t', '"']).starts_with('=');
    }
    place
}

fn word(text: &str, offset: u32) -> Span {
    text::path(text, text::word(text, offset))
}

fn outside_quotes(text: &str) -> String {
    text.split('"').step_by(2).collect()
}

/// The table that is open before a line, and where its head ends.
fn table_before(text: &str, line_start: u32) -> (String, u32) {
    let mut table = (String::new(), 0);
    let mut at = 0u32;
    for line in text[..line_start as usize].split_inclusive('\n') {
        at += line.len() as u32;
        let head = line.trim();
        if head.starts_with('[')
            && head.contains(']')
            && !head.contains('=')
            && !head.contains('"')
            && !head.ends_with("],")
        {
            let name = head.trim_start_matches('[').split(']').next().unwrap_or("").trim();
            table = (general(name), at);
        }
    }
    table
}

/// The name of a table with what users choose as `*`.
fn general(name: &str) -> String {
    let parts: Vec<&str> = name.split('.').map(str::trim).collect();
    match parts.as_slice() {
        ["kinds", _, "properties", _] => "kinds.*.properties.*".into(),
        _ => parts.join("."),
    }
}

/// Whether a list that was opened before the line is still open.
fn in_list(text: &str, from: u32, line_start: u32) -> bool {
    let before = outside_quotes(Span::new(from, line_start).text(text));
    before.matches('[').count() > before.matches(']').count()
}

/// The key whose value the cursor is in, on its line or in a list that goes on.
fn key_of<'t>(text: &'t str, from: u32, line_start: u32, before: &'t str) -> Option<&'t str> {
    if let Some((key, _)) = before.split_once('=') {
        return Some(key.trim().trim_matches('"'));
    }
    if !in_list(text, from, line_start) {
        return None;
    }
    let lines = Span::new(from, line_start).text(text).lines();
    let open = lines.rev().find(|l| l.contains('=') && l.contains('['))?;
    open.split_once('=').map(|(key, _)| key.trim().trim_matches('"'))
}
