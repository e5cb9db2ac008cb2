//! The first table of a view as CSV, with the columns that are for machines only.

use crate::block::{Block, Table};

/// The main table of a view; empty where it has none.
pub fn csv(blocks: &[Block]) -> String {
    let tables = blocks.iter().filter_map(|b| match b {
        Block::Table(table) if !table.picture => Some(table),
        _ => None,
    });
    tables.into_iter().next().map(table).unwrap_or_default()
}

fn table(table: &Table) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = out.write_record(table.columns.iter().enumerate().map(|(at, column)| match column.key {
        "" => table.head(at),
        key => key,
    }));
    for row in &table.rows {
        let _ = out.write_record(row.iter().map(|cell| cell.text.replace('\n', "; ")));
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}
