//! One line of source made fit for a terminal, and where its bytes went.
//!
//! Tabs become spaces, control characters pictures, and a line that is too wide is cut around the place of interest.

use crate::places::floor_boundary;
use crate::words::{char_width, shown};
use std::ops::Range;

const TAB: usize = 4;

/// A line as it is shown.
pub(super) struct Row {
    /// What is shown, with one space at the end for labels that stand after the last character.
    pub text: String,
    /// Byte offsets in the line and in `text`, of every character shown and of the end.
    map: Vec<(usize, usize)>,
}

impl Row {
    /// Shows `line` in at most about `budget` columns; the bytes at `focus` are among those shown.
    pub fn new(line: &str, focus: Range<usize>, budget: usize) -> Self {
        let start = if fits(line, budget) { 0 } else { window_start(line, focus.start, budget) };
        let mut row = Self { text: String::new(), map: Vec::new() };
        let mut column = 0;
        if start > 0 {
            row.text.push('…');
            column = 1;
        }
        let mut cut = false;
        for (at, c) in line[start..].char_indices() {
            let width = if c == '\t' { TAB - column % TAB } else { char_width(shown(c)) };
            if column + width >= budget && !fits(&line[start + at..], budget.saturating_sub(column)) {
                row.map.push((start + at, row.text.len()));
                row.text.push('…');
                cut = true;
                break;
            }
            row.map.push((start + at, row.text.len()));
            if c == '\t' {
                row.text.push_str(&" ".repeat(width));
            } else {
                row.text.push(shown(c));
            }
            column += width;
        }
        if !cut {
            row.map.push((line.len(), row.text.len()));
        }
        row.text.push(' ');
        row
    }

    /// Where the bytes `span` of the line are in `text`; at least one character.
    pub fn span(&self, span: Range<usize>) -> Range<usize> {
        let start = self.place(span.start);
        let end = self.place(span.end.max(span.start)).max(start);
        if end > start {
            return start..end;
        }
        // Something is missing here, or it lies in a part that was cut: one character shows where.
        let width = self.text[start..].chars().next().map_or(0, char::len_utf8);
        start..start + width
    }

    fn place(&self, offset: usize) -> usize {
        if self.map.first().is_some_and(|(first, _)| offset < *first) {
            return 0;
        }
        let i = self.map.partition_point(|(from, _)| *from < offset);
        self.map.get(i).or(self.map.last()).map_or(0, |(_, to)| *to)
    }
}

/// Whether `text` takes at most `budget` columns; looks no further than it must.
fn fits(text: &str, budget: usize) -> bool {
    let mut column = 0;
    text.chars().all(|c| {
        column += if c == '\t' { TAB - column % TAB } else { char_width(shown(c)) };
        column <= budget
    })
}

/// Where to start showing a line that is too wide: a third of the budget before the focus.
fn window_start(line: &str, focus: usize, budget: usize) -> usize {
    let focus = floor_boundary(line, u32::try_from(focus).unwrap_or(u32::MAX)) as usize;
    if fits(&line[..focus], budget * 2 / 3) {
        return 0;
    }
    let mut columns = 0;
    let before = line[..focus].char_indices().rev().find(|(_, c)| {
        columns += char_width(shown(*c)).max(1);
        columns >= budget / 3
    });
    before.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_become_spaces_and_labels_follow() {
        let row = Row::new("\tx\ty", 1..2, 40);
        assert_eq!(row.text, "    x   y ");
        assert_eq!(row.span(1..2), 4..5);
        assert_eq!(row.span(3..4), 8..9);
    }

    #[test]
    fn a_place_at_the_end_is_one_space_wide() {
        let row = Row::new("owner:", 6..6, 40);
        assert_eq!(&row.text[row.span(6..6)], " ");
    }

    #[test]
    fn long_lines_are_cut_around_the_focus() {
        let line = format!("{}needle{}", "a".repeat(500), "b".repeat(500));
        let row = Row::new(&line, 500..506, 40);
        assert!(row.text.starts_with('…') && row.text.trim_end().ends_with('…'), "{}", row.text);
        assert_eq!(&row.text[row.span(500..506)], "needle");
        assert!(row.text.chars().count() <= 42, "{}", row.text);
    }

    #[test]
    fn a_label_outside_the_window_stands_at_its_edge() {
        let line = "x".repeat(300);
        let row = Row::new(&line, 0..1, 40);
        assert_eq!(&row.text[row.span(250..260)], "…");
    }
}
