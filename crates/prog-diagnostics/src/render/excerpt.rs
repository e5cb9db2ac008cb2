//! The lines of source that a finding is about, drawn by ariadne with their labels.
//!
//! Ariadne is given only the lines that carry a label, made fit for a terminal (tabs as spaces, long lines cut, control
//! characters as pictures), so that a finding costs the same in a file of ten lines and of a hundred thousand. The
//! numbers and the file names in the margin are put right afterwards.
//! Not here: the headline, and what stands below the lines (see `human`).

use super::row::Row;
use crate::places::Places;
use crate::words::one_line;
use crate::{Diagnostic, FileId, Files, Place};
use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};
use std::fmt::Write;
use std::ops::Range;

/// Other places that are drawn; the rest is counted.
pub(super) const MAX_RELATED: usize = 8;

/// How to draw.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub color: bool,
    pub width: usize,
    /// The finding's own labels.
    pub main: Color,
    /// The labels of other places.
    pub other: Color,
}

/// The drawn lines, each with its margin and line end.
pub(super) struct Excerpt {
    pub text: String,
    /// Columns of the margin before its bar.
    pub margin: usize,
}

/// A place to label, in its file's section.
struct Mark<'a> {
    main: bool,
    place: Place,
    /// From 1.
    line: u32,
    message: &'a str,
}

/// One file's part of the drawing: the lines as ariadne sees them.
#[derive(Default)]
struct Section {
    header: String,
    text: String,
    /// The real number of each line of `text`; `None` for a gap.
    numbers: Vec<Option<u32>>,
    /// Lines whose only label says nothing: underlined, without an arrow.
    quiet: Vec<bool>,
    labels: Vec<(Range<usize>, bool, String)>,
}

/// Draws the lines that `d` is about.
pub(super) fn draw(d: &Diagnostic, files: &dyn Files, places: &mut Places<'_>, look: Look) -> Excerpt {
    let marks = marks(d, places);
    let widest = marks.iter().map(|m| m.line).max().unwrap_or(1);
    let margin = widest.to_string().len() + 2;
    let mut order: Vec<FileId> = Vec::new();
    for mark in &marks {
        if !order.contains(&mark.place.file) {
            order.push(mark.place.file);
        }
    }
    let budget = look.width.saturating_sub(margin + 2).max(30);
    let sections: Vec<_> = order
        .iter()
        .map(|file| {
            let own: Vec<_> = marks.iter().filter(|m| m.place.file == *file).collect();
            section(&own, files, places, budget)
        })
        .collect();
    Excerpt { text: renumber(&ariadne(&sections, look), &sections, margin, look.color), margin }
}

/// The finding's own place, then the others, as far as they are drawn.
fn marks<'a>(d: &'a Diagnostic, places: &mut Places<'_>) -> Vec<Mark<'a>> {
    let own = (true, d.place, d.label.as_deref().unwrap_or(""));
    let others = d.related.iter().take(MAX_RELATED).map(|l| (false, l.place, l.message.as_str()));
    let all = std::iter::once(own).chain(others);
    all.map(|(main, place, message)| Mark {
        main,
        place,
        line: places.at(place.file, place.span.start).line,
        message,
    })
    .collect()
}

fn section(marks: &[&Mark<'_>], files: &dyn Files, places: &mut Places<'_>, budget: usize) -> Section {
    let file = marks[0].place.file;
    let text = files.text(file);
    let at = places.at(file, marks[0].place.span.start);
    let mut out = Section {
        header: format!("{}:{}:{}", one_line(files.path(file)), at.line, at.column),
        ..Section::default()
    };
    let mut lines: Vec<u32> = marks.iter().map(|m| m.line).collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        if out.numbers.last().is_some_and(|last| last.is_some_and(|n| n + 1 < line)) {
            out.text.push('\n');
            out.numbers.push(None);
            out.quiet.push(false);
        }
        let span = places.lines(file).line_span(line - 1, text);
        let own: Vec<_> = marks.iter().filter(|m| m.line == line).copied().collect();
        add_row(&mut out, &own, line, span.start, span.text(text), budget);
    }
    out
}

/// Adds one line of source with its labels, the rightmost first so that their arrows do not cross.
fn add_row(out: &mut Section, marks: &[&Mark<'_>], number: u32, start: u32, line: &str, budget: usize) {
    let line = line.trim_end_matches(['\n', '\r']);
    let local = |m: &Mark<'_>| {
        let span = m.place.span;
        (span.start.saturating_sub(start) as usize)..(span.end.saturating_sub(start) as usize)
    };
    let focus = marks.iter().find(|m| m.main).unwrap_or(&marks[0]);
    let row = Row::new(line, local(focus), budget);
    let quiet = marks.len() == 1 && marks[0].message.is_empty();
    let base = out.text.len();
    let mut labels: Vec<_> = marks
        .iter()
        .map(|m| {
            let span = row.span(local(m));
            let silent = if quiet { "" } else { "here" };
            let message = if m.message.is_empty() { silent.to_owned() } else { one_line(m.message) };
            (base + span.start..base + span.end, m.main, message)
        })
        .collect();
    labels.sort_by_key(|(span, ..)| std::cmp::Reverse((span.start, span.end)));
    out.labels.extend(labels);
    out.text.push_str(&row.text);
    out.text.push('\n');
    out.numbers.push(Some(number));
    out.quiet.push(quiet);
}

/// The sections as ariadne finds them.
struct Sources(Vec<Source<String>>);

impl ariadne::Cache<usize> for Sources {
    type Storage = String;

    fn fetch(&mut self, id: &usize) -> Result<&Source<String>, impl std::fmt::Debug> {
        self.0.get(*id).ok_or("no such section")
    }

    fn display<'a>(&self, id: &'a usize) -> Option<impl std::fmt::Display + 'a> {
        Some(id)
    }
}

fn ariadne(sections: &[Section], look: Look) -> String {
    let config = Config::new()
        .with_color(look.color)
        .with_index_type(IndexType::Byte)
        .with_char_set(CharSet::Unicode)
        .with_cross_gap(false);
    let mut report = Report::build(ReportKind::Error, (0, 0..0)).with_config(config);
    let mut order = 0;
    for (i, section) in sections.iter().enumerate() {
        for (span, main, message) in &section.labels {
            let color = if *main { look.main } else { look.other };
            let label = Label::new((i, span.clone())).with_message(message).with_color(color);
            report = report.with_label(label.with_order(order).with_priority(i32::from(*main)));
            order += 1;
        }
    }
    let sources = Sources(sections.iter().map(|s| Source::from(s.text.clone())).collect());
    let mut out = Vec::new();
    // Writing into memory cannot fail.
    let _ = report.finish().write_for_stdout(sources, &mut out);
    join_colours(&String::from_utf8(out).unwrap_or_default())
}

/// Ariadne colours each character on its own; this takes out the resets that the same colour follows.
fn join_colours(drawn: &str) -> String {
    let mut out = String::with_capacity(drawn.len());
    let mut current = "";
    let mut rest = drawn;
    while let Some(at) = rest.find("\x1b[") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('m').map_or(rest.len(), |m| at + m + 1);
        let (code, after) = (&rest[at..end], &rest[end..]);
        if code != RESET {
            out.push_str(code);
            current = code;
        } else if let Some(more) = after.strip_prefix(current).filter(|_| !current.is_empty()) {
            rest = more;
            continue;
        } else {
            out.push_str(RESET);
            current = "";
        }
        rest = after;
    }
    out + rest
}

const RESET: &str = "\x1b[0m";

/// What a drawn line starts with.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    /// The name of a file.
    Header,
    /// A line of source with its local number, or labels below it.
    Body(Option<usize>),
    /// The closing line.
    End,
}

/// Gives every line its own margin, with real line numbers; drops the headline, the closing line and empty arrows.
fn renumber(drawn: &str, sections: &[Section], margin: usize, color: bool) -> String {
    let (dim, off) = if color { ("\x1b[38;5;246m", RESET) } else { ("", "") };
    let mut out = String::with_capacity(drawn.len());
    let mut files = sections.iter();
    let mut section = None;
    // Lines since one whose arrow is dropped: 1 is the underline, 2 the arrow.
    let mut quiet = None;
    for line in drawn.lines().skip(1) {
        let (edge, rest) = split_margin(line);
        match edge {
            Edge::Header => {
                let corner = if section.is_none() { '╭' } else { '├' };
                section = files.next();
                let header = section.map_or("", |s| s.header.as_str());
                let _ = writeln!(out, "{:margin$}{dim}{corner}─[{off} {header} {dim}]{off}", "");
                quiet = None;
            }
            Edge::Body(local) => {
                let index = local.map(|n| n.saturating_sub(1));
                let number = index.and_then(|i| section?.numbers.get(i).copied().flatten());
                if let Some(i) = index {
                    quiet = section.and_then(|s| s.quiet.get(i)).filter(|q| **q).map(|_| 0);
                } else {
                    quiet = quiet.map(|n| n + 1);
                }
                if quiet == Some(2) {
                    quiet = None;
                    continue;
                }
                let shown = number.map_or(String::new(), |n| n.to_string());
                let rest = if quiet == Some(1) { rest.replace('┬', "─") } else { rest.to_owned() };
                let _ = write!(out, "{dim}{shown:>width$} │{off}{rest}", width = margin - 1);
                out.truncate(out.trim_end().len());
                out.push('\n');
            }
            Edge::End => {}
        }
    }
    out
}

/// Separates ariadne's margin from the rest of a drawn line.
fn split_margin(line: &str) -> (Edge, &str) {
    let mut digits = String::new();
    let mut escape = false;
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        let rest = rest.strip_prefix(RESET).unwrap_or(rest);
        match c {
            '\x1b' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            '0'..='9' => digits.push(c),
            '│' | '┆' => return (Edge::Body(digits.parse().ok()), rest),
            '╭' | '├' => return (Edge::Header, rest),
            '─' => return (Edge::End, rest),
            _ => {}
        }
    }
    (Edge::Body(None), "")
}
