//! What all rows share: names given, people met, things referred to, notes.

use super::sheet::Sheet;
use super::table::Row;
use crate::decl::{Decl, Value};
use crate::names::{Names, slug};
use crate::notes::Notes;
use crate::read::text::{is_open, one_line, plain, title};
use crate::who::{self, Cell, Everyone};
use std::collections::BTreeMap;

/// The state of an import.
#[derive(Default)]
pub(super) struct Context {
    pub notes: Notes,
    pub things: Names,
    pub who: Everyone,
    /// Systems that are referred to and not in the input: by name, with their title and first place.
    wanted: BTreeMap<String, (String, String, u32)>,
    wanted_keys: BTreeMap<String, String>,
}

impl Context {
    /// The name of a system that is not in the input.
    pub fn want_system(&mut self, text: &str, file: &str, line: u32) -> String {
        let key = slug(text);
        if let Some(name) = self.wanted_keys.get(&key) {
            return name.clone();
        }
        let name = self.things.give(text, "", "system");
        self.wanted_keys.insert(key, name.clone());
        self.wanted.insert(name.clone(), (one_line(text), file.to_owned(), line));
        name
    }

    /// Declarations of all that is referred to and not in the input.
    pub fn stubs(&self) -> Vec<Decl> {
        let mut stubs = self.who.stubs();
        stubs.extend(
            self.wanted
                .iter()
                .map(|(name, (title, ..))| Decl::new("system", name, if title == name { "" } else { title })),
        );
        stubs
    }

    /// Says what is referred to and declared nowhere.
    pub fn note_missing(&mut self) {
        let people: Vec<_> = self.who.missing().map(|(n, f, l)| (n.to_owned(), f.to_owned(), l)).collect();
        let systems = self.wanted.iter().map(|(name, (_, file, line))| (name.clone(), file.clone(), *line));
        for (name, file, line) in people.into_iter().chain(systems.collect::<Vec<_>>()) {
            let message =
                format!("`{name}` is referred to and not declared here; `--stubs` declares all of these");
            self.notes.add(&file, line, message);
        }
    }

    /// Sets the owner from the owner's column, else the team's; all further ones are kept in the notes.
    pub fn owner(&mut self, decl: &mut Decl, sheet: &Sheet, row: &Row) {
        let mut names = Vec::new();
        let mut others = Vec::new();
        let mut open = false;
        for (field, team) in [("owner", false), ("team", true)] {
            let cell = sheet.cell(row, field).unwrap_or("");
            if who::says_more(cell) {
                decl.add_text("notes", &format!("{}: {}", sheet.header(field), one_line(cell)));
            }
            match who::read(cell, team) {
                Cell::Empty => {}
                Cell::Open => open = true,
                Cell::Some(found) => {
                    for one in found {
                        names.push(self.who.name(&one, &sheet.file, row.line));
                        others.push(one.title);
                    }
                }
            }
        }
        match names.first() {
            Some(first) => decl.push("owner", Value::plain(first)),
            None if open => decl.push("owner", Value::open()),
            None => {}
        }
        if others.len() > 1 {
            decl.add_text("notes", &format!("Also responsible: {}", others[1..].join(", ")));
        }
    }

    /// Sets a property from a cell; one that `read` does not understand is kept in the notes and said.
    pub fn word<T: Into<String>>(
        &mut self,
        decl: &mut Decl,
        key: &'static str,
        sheet: &Sheet,
        row: &Row,
        field: &str,
        read: impl Fn(&str) -> Option<T>,
    ) {
        let Some(cell) = sheet.cell(row, field) else { return };
        match read(cell) {
            Some(word) => decl.push(key, Value::plain(word)),
            None if is_open(cell) => decl.push(key, Value::open()),
            None => self.keep(decl, sheet, row, field, cell),
        }
    }

    /// Keeps a cell that has no place as a line of the notes.
    pub fn keep(&mut self, decl: &mut Decl, sheet: &Sheet, row: &Row, field: &str, cell: &str) {
        let header = sheet.header(field);
        decl.add_text("notes", &format!("{header}: {}", one_line(cell)));
        let message = format!(
            "`{}` in column `{header}` was not understood as {field}; it stands in `notes`",
            short(cell)
        );
        self.notes.add(&sheet.file, row.line, message);
    }

    /// Sets a text property from a cell.
    pub fn text(&self, decl: &mut Decl, key: &'static str, sheet: &Sheet, row: &Row, field: &str) {
        if let Some(cell) = sheet.cell(row, field) {
            if is_open(cell) {
                decl.push(key, Value::open());
            } else {
                decl.add_text(key, &plain(cell));
            }
        }
    }

    /// What every kind has: description, tags, links, notes; `id` becomes a tag where the name does not show it.
    pub fn common(&mut self, decl: &mut Decl, sheet: &Sheet, row: &Row) {
        // The title came from the description where there is no column for it.
        if sheet.cell(row, "title").is_some() {
            self.text(decl, "description", sheet, row, "description");
        }
        for (_, cell) in sheet.cells(row, "tags") {
            for tag in cell.split([',', ';', '\n']).filter(|t| !t.trim().is_empty()) {
                push_tag(decl, tag);
            }
        }
        let id = sheet.cell(row, "id").filter(|id| id.chars().any(char::is_alphabetic) && !is_wordy(id));
        if let Some(id) = id.filter(|id| !decl.name.ends_with(&slug(id))) {
            push_tag(decl, id);
        }
        for (_, cell) in sheet.cells(row, "links") {
            decl.push("links", Value::text(one_line(cell)));
        }
        let many = sheet.mapping.columns.iter().filter(|c| c.field == Some("notes")).count() > 1;
        for (header, cell) in sheet.cells(row, "notes") {
            let text = plain(cell);
            decl.add_text("notes", &if many { format!("{header}: {text}") } else { text });
        }
    }

    /// Title and, where it had to be cut, the whole text; from the title's column, else description, else id.
    pub fn title(&self, sheet: &Sheet, row: &Row) -> Option<(String, Option<String>)> {
        let cell = ["title", "description", "id"].iter().find_map(|f| sheet.cell(row, f))?;
        Some(title(cell)).filter(|(t, _)| !t.is_empty())
    }

    /// Says that a row has no title; of a table without a column for it only once.
    pub fn untitled(&mut self, sheet: &Sheet, row: &Row) {
        if ["title", "description", "id"].iter().any(|f| sheet.column(f).is_some()) {
            return self.notes.add(&sheet.file, row.line, "This row has no title");
        }
        let first = sheet.mapping.columns.first().map_or("", |c| c.header.as_str());
        let message = format!(
            "No column holds the titles of the rows; say which one does, as in `--map \"title={first}\"`"
        );
        self.notes.add(&sheet.file, 1, message);
    }
}

/// Adds a word to the tags.
pub(super) fn push_tag(decl: &mut Decl, text: &str) {
    crate::names::tag(text).into_iter().for_each(|tag| decl.push("tags", Value::Plain(tag)));
}

/// Whether an id reads as a name: words, not a number or a key such as `R-12`.
pub(super) fn is_wordy(id: &str) -> bool {
    let last = id.rsplit(['.', '/']).next().unwrap_or(id);
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    let digits = last.chars().filter(char::is_ascii_digit).count();
    let key = last.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == '_');
    letters >= 2
        && !last.contains(' ')
        && digits * 2 <= letters
        && !(key && digits > 0)
        && !(key && letters < 3)
}

/// A cell as it is quoted in a note.
pub(super) fn short(cell: &str) -> String {
    let line = one_line(cell).replace('`', "'");
    if line.chars().count() <= 40 { line } else { line.chars().take(39).collect::<String>() + "…" }
}
