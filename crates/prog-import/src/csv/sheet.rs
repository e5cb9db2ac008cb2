//! A table with its mapping: cells by field, read as values.

use super::context::{Context, short};
use super::mapping::{self, Mapping};
use super::table::{self, Row};
use super::{CsvOptions, DateOrder, RowKind};
use crate::decl::Value;
use crate::read::text::{is_nothing, is_open, one_line};
use crate::read::{date, duration, scale};

/// A table, ready to be read row by row.
pub(super) struct Sheet {
    pub file: String,
    pub kind: RowKind,
    pub rows: Vec<Row>,
    /// From 1.
    pub header_line: u32,
    pub mapping: Mapping,
    dates: DateOrder,
    /// Progress is a share of one: 0.45.
    pub share: bool,
    /// Estimates are seconds, as issue trackers write them.
    seconds: bool,
}

const DATES: &[&str] =
    &["starts", "due", "started", "finished", "raised", "review", "reviewed", "mitigation-due"];

impl Sheet {
    /// Reads a text; what is left out is noted. `None` where there is no table.
    pub fn read(path: &str, text: &str, options: &CsvOptions, context: &mut Context) -> Option<Self> {
        let file = one_line(path);
        let Some(table) = table::read(text) else {
            context.notes.add(&file, 1, "There is no table here");
            return None;
        };
        if let Some(line) = table.open_quote {
            let message =
                "A quote opens in this row and nothing closes it: all that follows was read as one text";
            context.notes.add(&file, line, message);
        }
        let mapping = mapping::guess(&file, &table, options);
        let mut sheet = Self {
            kind: mapping.kind,
            rows: table.rows,
            header_line: table.header_line,
            mapping,
            dates: DateOrder::default(),
            file,
            share: false,
            seconds: false,
        };
        let progress =
            sheet.numbers("progress", |c| c.replace(',', ".").parse().ok().map(scale::Grade::Number));
        sheet.share = progress.iter().all(|n| *n <= 1.0);
        let estimates = sheet.rows.iter().filter_map(|r| sheet.cell(r, "estimate")?.parse::<f64>().ok());
        let estimates: Vec<f64> = estimates.collect();
        sheet.seconds = !estimates.is_empty() && estimates.iter().all(|n| *n >= 900.0 && n % 60.0 == 0.0);
        for (_, header) in &options.map {
            if !sheet.mapping.columns.iter().any(|c| c.is(header)) {
                context.notes.add(&sheet.file, table.header_line, format!("There is no column `{header}`"));
            }
        }
        sheet.note_left_out(table.header_line, context);
        sheet.note_beyond(context);
        sheet.settle_dates(table.header_line, options, context);
        Some(sheet)
    }

    /// Says which columns with content are not carried over.
    fn note_left_out(&self, line: u32, context: &mut Context) {
        for (i, column) in self.mapping.columns.iter().enumerate() {
            let filled = self.rows.iter().filter(|r| r.cells.get(i).is_some_and(|c| !is_nothing(c))).count();
            if filled == 0 || column.told && column.field.is_none() {
                continue;
            }
            let cells = if filled == 1 { "1 cell".to_owned() } else { format!("{filled} cells") };
            let message = match column.field {
                None if column.header.is_empty() => {
                    format!("Column {} has no header; {cells} not carried over", i + 1)
                }
                None => format!(
                    "Column `{}` was not carried over ({cells}); to keep it, say which field it holds, as in `--map \"notes={}\"`",
                    column.header, column.header
                ),
                Some("score") => format!(
                    "Column `{}` was not carried over ({cells}): scores follow from likelihood and impact",
                    column.header
                ),
                Some(_) => continue,
            };
            context.notes.add(&self.file, line, message);
        }
    }

    /// Says which rows have more cells than there are columns: mostly a separator in a text that should stand in quotes.
    fn note_beyond(&self, context: &mut Context) {
        for row in &self.rows {
            let beyond = row.cells.iter().skip(self.mapping.columns.len()).filter(|c| !is_nothing(c));
            let beyond: Vec<String> = beyond.map(|c| format!("`{}`", short(c))).collect();
            let message = match beyond.as_slice() {
                [] => continue,
                [one] => format!("{one} stands beyond the last column and was not carried over"),
                [first, rest @ ..] => format!(
                    "{} cells from {first} on stand beyond the last column and were not carried over",
                    rest.len() + 1
                ),
            };
            context.notes.add(&self.file, row.line, message);
        }
    }

    /// Finds out whether days or months come first, from all dates of the table.
    fn settle_dates(&mut self, line: u32, options: &CsvOptions, context: &mut Context) {
        let cells: Vec<&str> =
            self.rows.iter().flat_map(|r| DATES.iter().filter_map(|f| self.cell(r, f))).collect();
        let seen = cells.iter().find_map(|c| date::order_of(c));
        let ambiguous = cells.iter().find(|c| date::is_ambiguous(c)).map(|c| (*c).to_owned());
        self.dates = options.dates.or(seen).unwrap_or_default();
        if let (None, None, Some(example)) = (options.dates, seen, ambiguous) {
            let read = date::read(&example, self.dates).unwrap_or_default();
            let message = format!(
                "Dates like `{example}` were read with the month first, as {read}; `--dates dmy` reads the day first"
            );
            context.notes.add(&self.file, line, message);
        }
    }

    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.mapping.columns.iter().position(|c| c.field == Some(field))
    }

    /// The header of a field's column.
    pub fn header(&self, field: &str) -> &str {
        self.column(field).map_or("", |i| self.mapping.columns[i].header.as_str())
    }

    /// The cell of a field, where it says something.
    pub fn cell<'a>(&self, row: &'a Row, field: &str) -> Option<&'a str> {
        let cell = row.cells.get(self.column(field)?)?;
        (!is_nothing(cell)).then_some(cell.as_str())
    }

    /// All cells of a field that several columns may hold, with their headers.
    pub fn cells<'a>(&'a self, row: &'a Row, field: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let columns = self.mapping.columns.iter().zip(&row.cells);
        columns
            .filter(move |(column, cell)| column.field == Some(field) && !is_nothing(cell))
            .map(|(column, cell)| (column.header.as_str(), cell.as_str()))
    }

    /// What a bare number of a duration counts: as the header says, else days; seconds where all are far too many.
    pub fn unit(&self, field: &str) -> char {
        if self.seconds && field == "estimate" { 's' } else { duration::unit_in(self.header(field)) }
    }

    /// A date; a cell that is none stays a string, which is legal, and counts as not given.
    pub fn date(&self, row: &Row, field: &str) -> Option<Value> {
        let cell = self.cell(row, field)?;
        if is_open(cell) {
            return Some(Value::open());
        }
        Some(date::read(cell, self.dates).map_or_else(|| Value::text(one_line(cell)), Value::Plain))
    }

    /// All bare numbers of a graded column, which tell its scale.
    pub fn numbers(&self, field: &str, read: impl Fn(&str) -> Option<scale::Grade>) -> Vec<f64> {
        let cells = self.rows.iter().filter_map(|r| self.cell(r, field));
        cells
            .filter_map(|c| match read(c) {
                Some(scale::Grade::Number(n)) => Some(n),
                _ => None,
            })
            .collect()
    }
}
