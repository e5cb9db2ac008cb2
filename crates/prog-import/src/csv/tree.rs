//! Which rows stand inside which: by dotted ids, by outline levels, or by a column that names the parent.

use super::sheet::Sheet;
use std::collections::HashMap;

/// For each row the row it stands in.
pub(super) fn parents(sheet: &Sheet) -> Vec<Option<usize>> {
    if sheet.column("level").is_some() {
        return by_level(sheet);
    }
    let ids: HashMap<String, usize> =
        (0..sheet.rows.len()).rev().filter_map(|i| Some((id(sheet, i)?, i))).collect();
    let parents: Vec<_> = (0..sheet.rows.len())
        .map(|i| by_id(sheet, i, &ids).or_else(|| named(sheet, i, &ids)).filter(|p| *p != i))
        .collect();
    without_rings(parents)
}

/// The number in the outline where there is one, else the id.
fn id(sheet: &Sheet, row: usize) -> Option<String> {
    let field = if sheet.column("wbs").is_some() { "wbs" } else { "id" };
    sheet.cell(&sheet.rows[row], field).map(str::to_lowercase)
}

/// `f20.phase.task` stands in `f20.phase` where there is such a row, else in `f20`.
fn by_id(sheet: &Sheet, row: usize, ids: &HashMap<String, usize>) -> Option<usize> {
    let id = id(sheet, row)?;
    let mut rest = id.as_str();
    while let Some((parent, _)) = rest.rsplit_once('.') {
        if let Some(found) = ids.get(parent) {
            return Some(*found);
        }
        rest = parent;
    }
    None
}

/// The group's cell may hold the id of another row.
fn named(sheet: &Sheet, row: usize, ids: &HashMap<String, usize>) -> Option<usize> {
    let cell = sheet.cell(&sheet.rows[row], "group")?;
    ids.get(&cell.to_lowercase()).copied()
}

fn by_level(sheet: &Sheet) -> Vec<Option<usize>> {
    let mut open: Vec<(f64, usize)> = Vec::new();
    let mut out = Vec::with_capacity(sheet.rows.len());
    for (i, row) in sheet.rows.iter().enumerate() {
        let level = sheet.cell(row, "level").and_then(|c| c.parse::<f64>().ok()).unwrap_or(f64::MAX);
        while open.last().is_some_and(|(l, _)| *l >= level) {
            open.pop();
        }
        out.push(open.last().map(|(_, i)| *i));
        if level < f64::MAX {
            open.push((level, i));
        }
    }
    out
}

/// Cuts every ring of parents at the row that closes it.
fn without_rings(mut parents: Vec<Option<usize>>) -> Vec<Option<usize>> {
    // 0: not seen, otherwise the walk that saw it first.
    let mut seen = vec![0usize; parents.len()];
    for start in 0..parents.len() {
        let walk = start + 1;
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = walk;
            match parents[at] {
                Some(next) if seen[next] == walk => parents[at] = None,
                Some(next) => at = next,
                None => break,
            }
        }
    }
    parents
}
