//! A formatted text as edits: few and small, so that cursors, folds and marks of an editor stay where they are.

use prog_syntax::{Span, TextEdit};
use similar::{Algorithm, DiffOp};

/// The edits that format `text`; none where it has syntax errors.
pub fn edits(text: &str) -> Vec<TextEdit> {
    crate::format_within(text, Span::new(0, text.len() as u32))
}

/// The edits that turn `old` into `new`, few and small.
pub fn changes(old: &str, new: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    differences(old, new, 0, &mut edits);
    edits
}

/// The edits that turn `old`, which stands at `offset`, into `new`.
pub(crate) fn differences(old: &str, new: &str, offset: usize, edits: &mut Vec<TextEdit>) {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let bytes = |lines: &[&str], from: usize, count: usize| {
        lines[from..from + count].iter().map(|l| l.len()).sum::<usize>()
    };
    let (mut at_old, mut at_new) = (0, 0);
    for op in similar::capture_diff_slices(Algorithm::Patience, &old_lines, &new_lines) {
        let (_, old_range, new_range) = op.as_tag_tuple();
        let old_len = bytes(&old_lines, old_range.start, old_range.len());
        let new_len = bytes(&new_lines, new_range.start, new_range.len());
        if !matches!(op, DiffOp::Equal { .. }) {
            edits.push(smallest(
                &old[at_old..at_old + old_len],
                &new[at_new..at_new + new_len],
                offset + at_old,
            ));
        }
        at_old += old_len;
        at_new += new_len;
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The edit without what both texts start and end with.
fn smallest(old: &str, new: &str, offset: usize) -> TextEdit {
    let prefix =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let ends = old_rest.chars().rev().zip(new_rest.chars().rev());
    let suffix = ends.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
    TextEdit {
        span: Span::new((offset + prefix) as u32, (offset + old.len() - suffix) as u32),
        text: new_rest[..new_rest.len() - suffix].to_owned(),
    }
}
