//! Applying fixes to texts: whole fixes or none of it, and never two that touch each other.
//!
//! Not here: choosing which fixes to apply, or writing files. A caller that wants all of them applies, checks again,
//! and goes on until nothing more is applied.

use crate::{Edit, FileId, Files, Fix};
use prog_syntax::Span;
use prog_syntax::text::with_line_ends_of;
use std::collections::{BTreeMap, BTreeSet};

/// What became of the fixes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Applied {
    /// The new text of every file that changed.
    pub texts: BTreeMap<FileId, String>,
    /// Indices of the fixes that were applied (or whose edits another one had made already).
    pub applied: Vec<usize>,
    /// Indices of those that were left out: they touch an earlier one, or do not fit the text.
    pub skipped: Vec<usize>,
}

/// Applies as many of `fixes` as go together, earlier ones first.
pub fn apply_fixes(files: &dyn Files, fixes: &[&Fix]) -> Applied {
    let mut taken = Taken::default();
    let mut out = Applied::default();
    for (i, fix) in fixes.iter().enumerate() {
        if taken.take(fix, files) { out.applied.push(i) } else { out.skipped.push(i) }
    }
    for (file, edits) in taken.files {
        out.texts.insert(file, splice(files.text(file), &edits));
    }
    out
}

/// Applies the edits of one fix to one `text`; edits of other files are passed over. `None` where they overlap or do
/// not fit the text.
pub fn apply_edits(text: &str, file: FileId, edits: &[Edit]) -> Option<String> {
    let mut own: Vec<_> = edits.iter().filter(|e| e.place.file == file).collect();
    own.sort_by_key(|e| e.place.span.start);
    let fits = own.iter().all(|e| fits(text, e.place.span));
    let apart = own.windows(2).all(|w| w[0].place.span.end <= w[1].place.span.start);
    (fits && apart).then(|| splice(text, &own))
}

/// The edits accepted so far.
#[derive(Default)]
struct Taken<'a> {
    /// Per file, by position.
    files: BTreeMap<FileId, Vec<&'a Edit>>,
    /// All of them, to know an edit that two fixes share.
    known: BTreeSet<&'a Edit>,
}

impl<'a> Taken<'a> {
    /// Accepts `fix` if all its edits fit and touch no accepted one.
    fn take(&mut self, fix: &'a Fix, files: &dyn Files) -> bool {
        let fresh: Vec<_> = fix.edits.iter().filter(|e| !self.known.contains(e)).collect();
        let ok = fresh.iter().all(|e| fits(files.text(e.place.file), e.place.span) && self.free(e));
        if !ok || overlap_within(&fresh) {
            return false;
        }
        for edit in fresh {
            let list = self.files.entry(edit.place.file).or_default();
            let at = list.partition_point(|e| e.place.span.start <= edit.place.span.start);
            list.insert(at, edit);
            self.known.insert(edit);
        }
        true
    }

    /// Whether nothing accepted touches `edit`. Two insertions at one place do: their order would be a guess.
    fn free(&self, edit: &Edit) -> bool {
        let Some(list) = self.files.get(&edit.place.file) else { return true };
        let at = list.partition_point(|e| e.place.span.start < edit.place.span.start);
        let near = list[..at].last().into_iter().chain(list[at..].iter().take(2));
        near.into_iter().all(|e| !touch(e.place.span, edit.place.span))
    }
}

fn overlap_within(edits: &[&Edit]) -> bool {
    let mut spans: Vec<_> = edits.iter().map(|e| (e.place.file, e.place.span)).collect();
    spans.sort();
    spans.windows(2).any(|w| w[0].0 == w[1].0 && w[0].1.end > w[1].1.start)
}

/// Whether two edits share a byte, or one inserts at an edge of the other.
fn touch(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

fn fits(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Replaces, left to right, with the line ends of `text`; `edits` are by position, apart and within the text.
fn splice(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in edits {
        let span = edit.place.span;
        out.push_str(text.get(done..span.start as usize).unwrap_or(""));
        out.push_str(&with_line_ends_of(text, &edit.text));
        done = span.end as usize;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}
