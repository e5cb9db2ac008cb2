//! What a renderer is given: the findings of one run, the texts they point into, and what is known about the rules.
//!
//! Not here: how any of it is printed (see [`crate::render`]).

use crate::{Diagnostic, Files, Level};
use std::collections::HashMap;

/// What the formats that carry documentation say about a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleInfo<'a> {
    /// `missing-owner`
    pub name: &'a str,
    /// One line.
    pub summary: &'a str,
    /// What it finds, why it matters, how to mend it; Markdown.
    pub help_markdown: &'a str,
    /// The level it has when nothing is configured.
    pub level: Level,
    /// Where its page is; empty where there is none.
    pub url: &'a str,
    /// The question that a senior TPM would ask; empty where there is none.
    pub question: &'a str,
}

/// How many files and declarations were looked at, and what was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Files checked.
    pub files: usize,
    /// Declarations in them.
    pub declarations: usize,
    /// Findings of level error.
    pub error: usize,
    /// Findings of level warning.
    pub warning: usize,
    /// Findings of level info.
    pub info: usize,
}

impl Summary {
    /// Counts `diagnostics`, found in so many files and declarations.
    pub fn of(diagnostics: &[Diagnostic], files: usize, declarations: usize) -> Self {
        let count = |level| diagnostics.iter().filter(|d| d.level == level).count();
        Self {
            files,
            declarations,
            error: count(Level::Error),
            warning: count(Level::Warning),
            info: count(Level::Info),
        }
    }

    /// How many findings there are.
    pub fn total(&self) -> usize {
        self.error + self.warning + self.info
    }
}

/// One run of the checker, ready to be printed.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The findings, in the order of [`sort`].
    pub diagnostics: &'a [Diagnostic],
    /// The texts they point into.
    pub files: &'a dyn Files,
    /// What is known about the rules; may be empty.
    pub rules: &'a [RuleInfo<'a>],
    /// The counts.
    pub summary: Summary,
    /// The day that counted as today, `2026-02-10`; `None` where no rule asked for it.
    pub as_of: Option<&'a str>,
}

impl<'a> Report<'a> {
    /// The documentation by rule name, for renderers that ask once per finding.
    pub(crate) fn rules_by_name(&self) -> HashMap<&'a str, &'a RuleInfo<'a>> {
        self.rules.iter().map(|r| (r.name, r)).collect()
    }
}

/// Puts findings into the order that every output has: by file path, offset, rule; then by end and message, so that
/// the order never depends on which thread came first.
pub fn sort(diagnostics: &mut [Diagnostic], files: &dyn Files) {
    diagnostics.sort_by(|a, b| {
        let path = |d: &Diagnostic| files.path(d.place.file);
        let by_file =
            if a.place.file == b.place.file { std::cmp::Ordering::Equal } else { path(a).cmp(path(b)) };
        by_file
            .then(a.place.span.start.cmp(&b.place.span.start))
            .then(a.rule.cmp(b.rule))
            .then(a.place.span.end.cmp(&b.place.span.end))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| a.path.cmp(&b.path))
    });
}
