//! Which column holds which field: guessed from the headers, or told.

use super::table::Table;
use super::{CsvOptions, RowKind, fields};
use crate::names::words;
use std::fmt;

/// How one table was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The file, as it was given.
    pub file: String,
    /// What its rows are.
    pub kind: RowKind,
    /// The character between cells.
    pub delimiter: char,
    /// Rows below the headers.
    pub rows: usize,
    /// Its columns in order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// The field it holds; `None` where it is left out.
    pub field: Option<&'static str>,
    /// Told rather than guessed.
    pub told: bool,
}

impl Column {
    /// Whether it is the one of this header.
    pub(super) fn is(&self, header: &str) -> bool {
        self.header.eq_ignore_ascii_case(header.trim())
    }
}

impl fmt::Display for Mapping {
    /// A line about the table, then a line per column: `title  <- Risk name`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        writeln!(f, "{}: {} {rows}, each a {}", self.file, self.rows, self.kind.as_str())?;
        let widest = self.columns.iter().filter_map(|c| c.field).map(str::len).max().unwrap_or(1);
        for column in &self.columns {
            let field = column.field.unwrap_or("-");
            let how = if column.told { " (as told)" } else { "" };
            let header = if column.header.is_empty() { "(no header)" } else { &column.header };
            writeln!(f, "  {field:<widest$} <- {header}{how}")?;
        }
        Ok(())
    }
}

/// Reads the headers of `table`.
pub(super) fn guess(file: &str, table: &Table, options: &CsvOptions) -> Mapping {
    let kind = options.kind.unwrap_or_else(|| kind(file, table, options));
    let mut columns: Vec<_> =
        table.headers.iter().map(|h| Column { header: h.clone(), field: None, told: false }).collect();
    let mut settled = vec![false; columns.len()];
    let mut taken: Vec<&'static str> = Vec::new();
    for (name, header) in &options.map {
        let field = fields::of(kind).find(|f| f.name == name).map(|f| f.name);
        for (i, column) in columns.iter_mut().enumerate() {
            if column.is(header) && (field.is_some() || name == "ignore") {
                column.field = field;
                column.told = true;
                settled[i] = true;
                taken.extend(field);
            }
        }
    }
    let mut scores = scores(&columns, &settled, kind);
    // The surest pairs first; of equals the leftmost column.
    scores.sort_by_key(|(score, i, _)| (std::cmp::Reverse(*score), *i));
    for (_, i, name) in scores {
        let free = !taken.contains(&name) || fields::MANY.contains(&name);
        if !settled[i] && free {
            columns[i].field = Some(name);
            settled[i] = true;
            taken.push(name);
        }
    }
    Mapping { file: file.to_owned(), kind, delimiter: table.delimiter, rows: table.rows.len(), columns }
}

fn scores(columns: &[Column], settled: &[bool], kind: RowKind) -> Vec<(i32, usize, &'static str)> {
    let mut out = Vec::new();
    for (i, column) in columns.iter().enumerate().filter(|(i, _)| !settled[*i]) {
        let header = fields::tidy(&column.header);
        for field in fields::of(kind).filter(|_| !header.is_empty()) {
            let score = field.score(&header);
            if score > 300 {
                out.push((score, i, field.name));
            }
        }
    }
    out
}

/// What the rows are, by the headers, else by the name of the file.
fn kind(file: &str, table: &Table, options: &CsvOptions) -> RowKind {
    let told = |name: &str| options.map.iter().any(|(field, _)| field == name);
    let has = |name: &str| told(name) || fields::has(&table.headers, name);
    let words_of = |text: &str| words(text);
    let header = |word: &str| {
        table.headers.iter().any(|h| words_of(h).iter().any(|w| w == word || *w == format!("{word}s")))
    };
    let file = words_of(super::file_name(file));
    let in_file = |list: &[&str]| file.iter().any(|w| list.contains(&w.as_str()));
    let scored = has("likelihood") || (has("impact") && has("mitigation"));
    if scored || header("risk") {
        RowKind::Risk
    } else if has("from") && has("to") && table.headers.len() <= 4 && !has("due") {
        RowKind::Link
    } else if header("milestone") && !header("task") && !has("estimate") && !has("starts") {
        RowKind::Milestone
    } else if header("task") || has("estimate") || has("starts") || has("progress") {
        RowKind::Task
    } else if in_file(&["risk", "risks", "raid"]) {
        RowKind::Risk
    } else if in_file(&["milestone", "milestones"]) {
        RowKind::Milestone
    } else if in_file(&[
        "system",
        "systems",
        "service",
        "services",
        "component",
        "components",
        "application",
        "applications",
    ]) || ["system", "service", "component", "application"].iter().any(|w| header(w))
        || has("criticality")
    {
        RowKind::System
    } else {
        RowKind::Task
    }
}
