//! Rows that are systems, and edges between them.

use super::RowKind;
use super::context::{Context, is_wordy, push_tag, short};
use super::sheet::Sheet;
use crate::decl::{Decl, Value};
use crate::names::slug;
use crate::read::status;
use crate::read::text::one_line;
use std::collections::HashMap;

/// All systems of the input, found by id, title or name.
pub(super) struct Systems<'a> {
    sheets: Vec<&'a Sheet>,
    /// Sheet, row and name of each.
    items: Vec<(usize, usize, String)>,
    by_key: HashMap<String, usize>,
    /// Systems that only edges name.
    extra: Vec<(String, String)>,
    extra_by_key: HashMap<String, usize>,
}

impl<'a> Systems<'a> {
    /// Gives every system its name.
    pub fn collect(sheets: &[&'a Sheet], context: &mut Context) -> Self {
        let mut all = Self {
            sheets: sheets.to_vec(),
            items: Vec::new(),
            by_key: HashMap::new(),
            extra: Vec::new(),
            extra_by_key: HashMap::new(),
        };
        for (s, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == RowKind::System) {
            for (r, row) in sheet.rows.iter().enumerate() {
                let Some((title, _)) = context.title(sheet, row) else {
                    context.notes.add(&sheet.file, row.line, "This row has no name");
                    continue;
                };
                let id = sheet.cell(row, "id").filter(|id| is_wordy(id)).unwrap_or(&title).to_owned();
                if let Some(first) = all.by_key.get(&slug(&id)) {
                    let message =
                        format!("`{}` is in the list twice; this row was left out", all.items[*first].2);
                    context.notes.add(&sheet.file, row.line, message);
                    continue;
                }
                let name = context.things.give(&id, "", "system");
                let index = all.items.len();
                for key in [sheet.cell(row, "id").unwrap_or(""), &title, &name] {
                    if !slug(key).is_empty() {
                        all.by_key.entry(slug(key)).or_insert(index);
                    }
                }
                all.items.push((s, r, name));
            }
        }
        all.collect_edges(context);
        all
    }

    /// Names the systems that stand only in edges.
    fn collect_edges(&mut self, context: &mut Context) {
        for sheet in self.sheets.clone().into_iter().filter(|s| s.kind == RowKind::Link) {
            for row in &sheet.rows {
                for field in ["from", "to"] {
                    let Some(cell) = sheet.cell(row, field) else {
                        context.notes.add(&sheet.file, row.line, format!("This edge has no `{field}`"));
                        continue;
                    };
                    let key = slug(cell);
                    if key.is_empty()
                        || self.by_key.contains_key(&key)
                        || self.extra_by_key.contains_key(&key)
                    {
                        continue;
                    }
                    let name = context.things.give(cell, "", "system");
                    self.extra_by_key.insert(key, self.extra.len());
                    self.extra.push((name, one_line(cell)));
                }
            }
        }
    }

    /// The name of the system that `text` means.
    pub fn find(&self, text: &str) -> Option<&str> {
        let key = slug(text);
        let item = self.by_key.get(&key).map(|i| self.items[*i].2.as_str());
        item.or_else(|| self.extra_by_key.get(&key).map(|i| self.extra[*i].0.as_str()))
    }

    /// The declarations.
    pub fn build(&self, context: &mut Context) -> Vec<Decl> {
        let mut decls: Vec<Decl> =
            self.items.iter().map(|(s, r, name)| self.system(*s, *r, name, context)).collect();
        decls.extend(self.extra.iter().map(|(name, title)| Decl::new("system", name, untitled(name, title))));
        let places: HashMap<String, usize> =
            decls.iter().enumerate().map(|(i, d)| (d.name.clone(), i)).collect();
        for sheet in self.sheets.iter().filter(|s| s.kind == RowKind::Link) {
            for row in &sheet.rows {
                let ends = (sheet.cell(row, "from"), sheet.cell(row, "to"));
                let (Some(from), Some(to)) = ends else { continue };
                let (Some(from), Some(to)) = (self.find(from), self.find(to)) else { continue };
                if from == to {
                    context.notes.add(
                        &sheet.file,
                        row.line,
                        format!("`{from}` would depend on itself; left out"),
                    );
                } else if let Some(i) = places.get(from) {
                    decls[*i].push("depends-on", Value::plain(to));
                }
            }
        }
        decls
    }

    fn system(&self, s: usize, r: usize, name: &str, context: &mut Context) -> Decl {
        let sheet = self.sheets[s];
        let row = &sheet.rows[r];
        let (title, whole) = context.title(sheet, row).unwrap_or_default();
        let mut decl = Decl::new("system", name, untitled(name, &title));
        context.owner(&mut decl, sheet, row);
        if let Some(cell) = sheet.cell(row, "type") {
            match status::system_type(cell) {
                Some(kind) => decl.push("type", Value::plain(kind)),
                None => push_tag(&mut decl, cell),
            }
        }
        context.word(&mut decl, "criticality", sheet, row, "criticality", crate::read::scale::level);
        if let Some(cell) = sheet.cell(row, "depends-on") {
            for target in cell.split([',', ';', '\n', '|']).map(str::trim).filter(|t| !t.is_empty()) {
                let other = match self.find(target) {
                    Some(name) => name.to_owned(),
                    None if slug(target).is_empty() => {
                        context.notes.add(&sheet.file, row.line, format!("`{}` is no name", short(target)));
                        continue;
                    }
                    None => context.want_system(target, &sheet.file, row.line),
                };
                if other == name {
                    context.notes.add(
                        &sheet.file,
                        row.line,
                        format!("`{name}` would depend on itself; left out"),
                    );
                } else {
                    decl.push("depends-on", Value::plain(other));
                }
            }
        }
        context.text(&mut decl, "runbook", sheet, row, "runbook");
        context.text(&mut decl, "fallback", sheet, row, "fallback");
        context
            .word(&mut decl, "status", sheet, row, "status", |t| status::state(t).and_then(status::system));
        decl.add_text("description", &whole.unwrap_or_default());
        context.common(&mut decl, sheet, row);
        decl
    }
}

/// No title where it would only repeat the name.
fn untitled<'t>(name: &str, title: &'t str) -> &'t str {
    if title == name { "" } else { title }
}
