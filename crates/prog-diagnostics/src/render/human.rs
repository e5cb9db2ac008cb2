//! `--format human`: for people at a terminal. A headline, the lines concerned with their labels, then what helps.
//!
//! Not here: the drawing of the lines (`excerpt`), and whether colours are wanted; the command line knows.

use super::excerpt::{self, Look, MAX_RELATED};
use crate::places::Places;
use crate::words::{and, count, one_line, wrap};
use crate::{Applicability, Diagnostic, Level, Report};
use anstyle::{AnsiColor, Style};
use ariadne::Color;
use rayon::prelude::*;
use std::fmt::Write;

/// Fixes that are listed; the rest is counted.
const MAX_FIXES: usize = 3;

/// How the output looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HumanOptions {
    /// With ANSI colours.
    pub color: bool,
    /// Columns of the terminal; longer lines are cut or wrapped.
    pub width: usize,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { color: false, width: 100 }
    }
}

/// All findings, then the summary.
pub fn human(report: &Report<'_>, options: HumanOptions) -> String {
    let mut out = findings(report, options);
    let paint = Paint(options.color);
    let gravest = report.diagnostics.iter().map(|d| d.level).max();
    let style = gravest.map_or(AnsiColor::Green.on_default(), level_style).bold();
    let _ = writeln!(out, "{}", paint.with(style, &summary_line(report)));
    if let Some(hint) = fix_hint(report.diagnostics) {
        let _ = writeln!(out, "{}", paint.with(DIM, &hint));
    }
    out
}

/// All findings, one after the other.
fn findings(report: &Report<'_>, options: HumanOptions) -> String {
    /// So many are worth a piece of their own: sorted as they are, those of one file mostly stay together.
    const PIECE: usize = 64;
    let draw = |some: &[Diagnostic]| {
        let mut out = String::new();
        let mut places = Places::new(report.files);
        for d in some {
            finding(&mut out, d, report, &mut places, options);
            out.push('\n');
        }
        out
    };
    match report.diagnostics {
        few if few.len() <= PIECE => draw(few),
        many => many.par_chunks(PIECE).map(draw).collect(),
    }
}

/// "2 warnings and 1 info in 3 files (41 declarations checked)".
pub fn summary_line(report: &Report<'_>) -> String {
    let s = &report.summary;
    let counts = [(s.error, "error"), (s.warning, "warning"), (s.info, "info")];
    let found: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
    let found = if found.is_empty() { "No findings".to_owned() } else { and(&found) };
    format!("{found} in {} ({} checked)", count(s.files, "file"), count(s.declarations, "declaration"))
}

/// What `--fix` would do, as a closing line.
fn fix_hint(diagnostics: &[Diagnostic]) -> Option<String> {
    let safe = |d: &&Diagnostic| d.fixes.iter().any(|f| f.applicability == Applicability::Safe);
    match (diagnostics.iter().filter(safe).count(), diagnostics.len()) {
        (0, _) => None,
        (1, 1) => Some("`progc check --fix` mends it".to_owned()),
        (n, all) if n == all => Some("`progc check --fix` mends all of them".to_owned()),
        (n, _) => Some(format!("`progc check --fix` mends {n} of them")),
    }
}

const DIM: Style = Style::new().fg_color(Some(anstyle::Color::Ansi256(anstyle::Ansi256Color(246))));

fn level_style(level: Level) -> Style {
    match level {
        Level::Error => AnsiColor::Red.on_default(),
        Level::Warning => AnsiColor::Yellow.on_default(),
        Level::Info => AnsiColor::Blue.on_default(),
    }
}

/// Colours when they are wanted, else nothing.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, style: Style, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn finding(
    out: &mut String,
    d: &Diagnostic,
    report: &Report<'_>,
    places: &mut Places<'_>,
    options: HumanOptions,
) {
    let paint = Paint(options.color);
    let headline = format!("{}[{}]", d.level.as_str(), d.rule);
    let headline = paint.with(level_style(d.level).bold(), &headline);
    let _ = writeln!(out, "{headline}: {}", paint.with(Style::new().bold(), &one_line(&d.message)));
    let main = match d.level {
        Level::Error => Color::Red,
        Level::Warning => Color::Yellow,
        Level::Info => Color::Blue,
    };
    let look = Look { color: options.color, width: options.width, main, other: Color::Cyan };
    let excerpt = excerpt::draw(d, report.files, places, look);
    out.push_str(&excerpt.text);
    let bar = format!("{:margin$}{}", "", paint.with(DIM, "│"), margin = excerpt.margin);
    let notes = notes(d, paint, options.width.saturating_sub(excerpt.margin + 9).max(30));
    if !notes.is_empty() {
        let _ = writeln!(out, "{bar}");
    }
    for (name, lines) in notes {
        for (i, line) in lines.iter().enumerate() {
            let name = if i == 0 { format!("{name}:") } else { String::new() };
            let name = paint.with(AnsiColor::Green.on_default(), &format!("{name:<5}"));
            let _ = writeln!(out, "{bar} {name} {line}");
        }
    }
    let end = format!("{}╯", "─".repeat(excerpt.margin));
    let _ = writeln!(out, "{}", paint.with(DIM, &end));
}

/// What stands below the lines: help, question, fixes, what was left out.
fn notes(d: &Diagnostic, paint: Paint, width: usize) -> Vec<(&'static str, Vec<String>)> {
    let mut notes = Vec::new();
    if d.related.len() > MAX_RELATED {
        let more = count(d.related.len() - MAX_RELATED, "more place");
        notes.push(("Note", vec![format!("{more} not shown")]));
    }
    if let Some(help) = &d.help {
        notes.push(("Help", wrap(help, width)));
    }
    if let Some(question) = &d.question {
        notes.push(("Ask", wrap(question, width)));
    }
    if !d.fixes.is_empty() {
        notes.push(("Fix", fixes(d, paint)));
    }
    notes
}

/// One line per fix, with the command that would apply it.
fn fixes(d: &Diagnostic, paint: Paint) -> Vec<String> {
    let lone = d.fixes.len() == 1;
    let line = |(i, title, how): (usize, &str, Applicability)| {
        let command = match how {
            Applicability::Safe if i == 0 => "  (progc check --fix)",
            Applicability::Suggested if lone => "  (progc check --fix --suggested)",
            _ => "",
        };
        format!("{}{}", one_line(title), paint.with(DIM, command))
    };
    let shown = d.fixes.iter().enumerate().take(MAX_FIXES).map(|(i, f)| line((i, &f.title, f.applicability)));
    let mut lines: Vec<_> = shown.collect();
    if d.fixes.len() > MAX_FIXES {
        lines.push(paint.with(DIM, &format!("and {} more", d.fixes.len() - MAX_FIXES)));
    }
    lines
}
