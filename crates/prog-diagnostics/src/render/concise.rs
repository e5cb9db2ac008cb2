//! `--format concise`: one line per finding, as compilers print them, for editors and `grep`.

use crate::places::Places;
use crate::words::one_line;
use crate::{Report, render::summary_line};
use std::fmt::Write;

/// `file:line:column: level[rule] message`, then the summary line.
pub fn concise(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut places = Places::new(report.files);
    for d in report.diagnostics {
        let at = places.at(d.place.file, d.place.span.start);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            one_line(report.files.path(d.place.file)),
            at.line,
            at.column,
            d.level.as_str(),
            d.rule,
            one_line(&d.message)
        );
    }
    out.push_str(&summary_line(report));
    out.push('\n');
    out
}
