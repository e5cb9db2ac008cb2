//! The main table of a view as CSV, with the columns that are for machines only.

use crate::block::{Block, Table};

/// The main table of a view, and the rows of further tables that have the same columns; empty where it has none.
pub fn csv(blocks: &[Block]) -> String {
    let mut tables = blocks.iter().filter_map(|b| match b {
        Block::Table(table) if !table.picture => Some(table),
        _ => None,
    });
    let Some(first) = tables.next() else { return String::new() };
    let head = head(first);
    let more = tables.filter(|table| self::head(table) == head);
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = out.write_record(&head);
    for row in std::iter::once(first).chain(more).flat_map(|table| &table.rows) {
        let _ = out.write_record(row.iter().map(|cell| cell.text.replace('\n', "; ")));
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn head(table: &Table) -> Vec<&str> {
    let name = |(at, column): (usize, &crate::block::Column)| match column.key {
        "" => table.head(at),
        key => key,
    };
    table.columns.iter().enumerate().map(name).collect()
}
