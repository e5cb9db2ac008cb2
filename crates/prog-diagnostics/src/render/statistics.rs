//! `--statistics`: how often each rule spoke, the most frequent first.

use crate::{Applicability, Diagnostic, Level, Report, render::summary_line};
use std::collections::BTreeMap;
use std::fmt::Write;

struct Row {
    level: Level,
    count: usize,
    safe: usize,
}

/// A table of counts per rule, then the summary line.
pub fn statistics(report: &Report<'_>) -> String {
    let mut rows: Vec<_> = tally(report.diagnostics).into_iter().collect();
    rows.sort_by(|(a, x), (b, y)| y.count.cmp(&x.count).then(a.cmp(b)));
    let digits = rows.first().map_or(1, |(_, row)| row.count.to_string().len());
    let longest = rows.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (rule, row) in &rows {
        let _ = write!(out, "{:>digits$}  {:<7}  {rule:<longest$}", row.count, row.level.as_str());
        if row.safe > 0 {
            let _ = write!(out, "  {} fixable by --fix", row.safe);
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    if !rows.is_empty() {
        out.push('\n');
    }
    out.push_str(&summary_line(report));
    out.push('\n');
    out
}

/// Counts by rule; a rule that spoke at several levels (profiles, folders) shows the gravest.
fn tally(diagnostics: &[Diagnostic]) -> BTreeMap<&'static str, Row> {
    let mut rows = BTreeMap::new();
    for d in diagnostics {
        let row = rows.entry(d.rule).or_insert(Row { level: d.level, count: 0, safe: 0 });
        row.level = row.level.max(d.level);
        row.count += 1;
        row.safe += usize::from(d.fixes.iter().any(|f| f.applicability == Applicability::Safe));
    }
    rows
}
