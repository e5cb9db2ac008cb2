//! `--format json` and `jsonl`: the format that others build on (version 1; additions only).
//!
//! The order of the keys is part of the format. Lines and columns count from 1, offsets are bytes from 0.

use crate::places::{self, Places};
use crate::{Diagnostic, Fix, Place, Report, RuleInfo, Summary};
use prog_syntax::LineCol;
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Tail<'a> {
    version: u32,
    as_of: Option<&'a str>,
    summary: Counts,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    declarations: usize,
    error: usize,
    warning: usize,
    info: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    question: Option<&'a str>,
    url: Option<&'a str>,
    file: &'a str,
    path: &'a str,
    range: Range,
    related: Vec<Related<'a>>,
    fixes: Vec<Mend<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    file: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    applicability: &'a str,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    file: &'a str,
    range: Range,
    text: &'a str,
}

/// Everything as one object, each finding on a line of its own.
pub fn json(report: &Report<'_>) -> String {
    let mut writer = Writer::new(report);
    let mut out = format!("{{\"version\": 1, \"as_of\": {}, \"diagnostics\": [", text(&report.as_of));
    for (i, d) in report.diagnostics.iter().enumerate() {
        out.push_str(if i == 0 { "\n  " } else { ",\n  " });
        out.push_str(&text(&writer.finding(d)));
    }
    out.push_str(if report.diagnostics.is_empty() { "]," } else { "\n]," });
    out.push_str(&format!(" \"summary\": {}}}\n", text(&counts(&report.summary))));
    out
}

/// `value` as JSON; these values cannot fail to become text.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// One finding per line, as they stand in `diagnostics` of [`json`]; the last line holds the summary.
pub fn jsonl(report: &Report<'_>) -> String {
    let mut writer = Writer::new(report);
    let mut out = String::new();
    for d in report.diagnostics {
        out.push_str(&text(&writer.finding(d)));
        out.push('\n');
    }
    let tail = Tail { version: 1, as_of: report.as_of, summary: counts(&report.summary) };
    out.push_str(&text(&tail));
    out.push('\n');
    out
}

fn counts(s: &Summary) -> Counts {
    Counts { files: s.files, declarations: s.declarations, error: s.error, warning: s.warning, info: s.info }
}

struct Writer<'a> {
    report: &'a Report<'a>,
    places: Places<'a>,
    rules: HashMap<&'a str, &'a RuleInfo<'a>>,
}

impl<'a> Writer<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        Self { report, places: Places::new(report.files), rules: report.rules_by_name() }
    }

    fn finding(&mut self, d: &'a Diagnostic) -> Finding<'a> {
        let files = self.report.files;
        let related = d.related.iter().map(|label| Related {
            message: &label.message,
            file: files.path(label.place.file),
            range: range(&mut self.places, label.place),
        });
        Finding {
            rule: d.rule,
            level: d.level.as_str(),
            message: &d.message,
            help: d.help.as_deref(),
            question: d.question.as_deref(),
            url: self.rules.get(d.rule).map(|r| r.url).filter(|url| !url.is_empty()),
            file: files.path(d.place.file),
            path: &d.path,
            related: related.collect(),
            range: range(&mut self.places, d.place),
            fixes: d.fixes.iter().map(|fix| self.mend(fix)).collect(),
        }
    }

    fn mend(&mut self, fix: &'a Fix) -> Mend<'a> {
        let edits = fix.edits.iter().map(|edit| Change {
            file: self.report.files.path(edit.place.file),
            range: range(&mut self.places, edit.place),
            text: &edit.text,
        });
        Mend { title: &fix.title, applicability: fix.applicability.as_str(), edits: edits.collect() }
    }
}

fn range(places: &mut Places<'_>, place: Place) -> Range {
    let places::Range { start, end, start_offset, end_offset } = places.range(place);
    Range { start: position(start, start_offset), end: position(end, end_offset) }
}

fn position(at: LineCol, offset: u32) -> Position {
    Position { line: at.line, column: at.column, offset }
}
