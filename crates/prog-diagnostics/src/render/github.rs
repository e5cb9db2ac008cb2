//! `--format github`: workflow commands, which GitHub Actions shows beside the changed lines of a pull request.

use crate::places::Places;
use crate::{Level, Report};
use std::fmt::Write;

/// One `::warning file=…::message` per finding.
pub fn github(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut places = Places::new(report.files);
    for d in report.diagnostics {
        let range = places.range(d.place);
        let command = match d.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let _ = write!(out, "::{command} file={}", property(report.files.path(d.place.file)));
        let _ =
            write!(out, ",line={},col={},endLine={}", range.start.line, range.start.column, range.end.line);
        // GitHub refuses an end column where the finding spans lines.
        if range.start.line == range.end.line {
            let _ = write!(out, ",endColumn={}", range.end.column);
        }
        let _ = write!(out, ",title={}::{}", property(&format!("progc ({})", d.rule)), data(&d.message));
        if let Some(help) = &d.help {
            let _ = write!(out, "{}", data(&format!("\n{help}")));
        }
        out.push('\n');
    }
    out
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
