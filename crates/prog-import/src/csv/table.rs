//! A text to rows and cells: which character separates, and which row holds the headers.

use super::fields;

/// A table as it stands in the file.
pub(super) struct Table {
    pub delimiter: char,
    pub headers: Vec<String>,
    /// The line of the headers, from 1.
    pub header_line: u32,
    pub rows: Vec<Row>,
    /// The line of the row that goes on to the end of the file, as a quote in it is not closed.
    pub open_quote: Option<u32>,
}

/// One row below the headers.
pub(super) struct Row {
    /// From 1.
    pub line: u32,
    pub cells: Vec<String>,
}

/// Rows looked at to find separator and headers.
const LOOK: usize = 12;

/// Reads `text`; `None` where it has no row with words.
pub(super) fn read(text: &str) -> Option<Table> {
    let text = text.trim_start_matches('\u{feff}');
    // Spreadsheets write `sep=;` as a first line of its own.
    let told = text.lines().next().and_then(|l| l.strip_prefix("sep=")).and_then(|s| s.chars().next());
    let delimiter = told.filter(char::is_ascii).unwrap_or_else(|| sniff(text));
    let mut rows = records(text, delimiter, usize::MAX);
    rows.retain(|r| r.cells.iter().any(|c| !c.trim().is_empty()));
    if told.is_some() && !rows.is_empty() {
        rows.remove(0);
    }
    let best =
        (0..rows.len().min(LOOK)).max_by_key(|i| (recognised(&rows[*i].cells), std::cmp::Reverse(*i)))?;
    let mut rows = rows.split_off(best);
    let head = rows.remove(0);
    let headers = head.cells.iter().map(|c| crate::read::text::one_line(c)).collect();
    let goes_on = |row: &&Row| row.cells.iter().any(|c| c.contains(['\n', '\r']));
    let odd = text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
    let open_quote = rows.last().filter(|row| odd && goes_on(row)).map(|row| row.line);
    Some(Table { delimiter, headers, header_line: head.line, rows, open_quote })
}

/// The separator under which the first rows have the same number of cells, and many.
fn sniff(text: &str) -> char {
    let score = |delimiter: char| {
        let rows = records(text, delimiter, LOOK);
        let widths: Vec<_> = rows.iter().map(|r| r.cells.len()).collect();
        let most = widths.iter().copied().max().unwrap_or(0);
        let same = widths.iter().filter(|w| **w == most).count();
        (most.saturating_sub(1).min(50)) * 100 * same / widths.len().max(1)
    };
    // The first of equals wins, so commas before the rest.
    [',', ';', '\t', '|'].into_iter().rev().max_by_key(|d| score(*d)).unwrap_or(',')
}

fn records(text: &str, delimiter: char, limit: usize) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    while rows.len() < limit && reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
        let cells = record.iter().map(|c| c.trim().to_owned()).collect();
        rows.push(Row { line: lines.of_row(start), cells });
    }
    rows
}

/// Counts lines. The reader's own count is where it left off: it takes empty lines, and the second half of a line end, for a
/// part of the row that follows.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the row for which the reader started at `start`, which never goes back.
    fn of_row(&mut self, start: usize) -> u32 {
        while let Some(byte) = self.text.get(self.at)
            && (self.at < start || matches!(byte, b'\r' | b'\n'))
        {
            let ends = *byte == b'\n' || *byte == b'\r' && self.text.get(self.at + 1) != Some(&b'\n');
            self.line = self.line.saturating_add(u32::from(ends));
            self.at += 1;
        }
        self.line
    }
}

/// How many cells read like headers.
fn recognised(cells: &[String]) -> usize {
    cells.iter().filter(|c| fields::is_known(c)).count()
}
