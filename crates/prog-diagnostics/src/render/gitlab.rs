//! `--format gitlab`: a Code Quality report, which GitLab shows in a merge request.

use crate::fingerprint::Fingerprints;
use crate::places::Places;
use crate::{Level, Report};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// A JSON array of issues. The fingerprints hold no line, so that an issue stays the same one when text moves.
pub fn gitlab(report: &Report<'_>) -> String {
    let mut places = Places::new(report.files);
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<_> = report
        .diagnostics
        .iter()
        .map(|d| {
            let range = places.range(d.place);
            Issue {
                description: &d.message,
                check_name: d.rule,
                fingerprint: fingerprints.next(d, report.files),
                severity: severity(d.level),
                location: Location {
                    path: report.files.path(d.place.file),
                    lines: Lines { begin: range.start.line, end: range.end.line },
                },
            }
        })
        .collect();
    let mut out = serde_json::to_string_pretty(&issues).unwrap_or_default();
    out.push('\n');
    out
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Info => "info",
    }
}
