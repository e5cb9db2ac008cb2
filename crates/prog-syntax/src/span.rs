//! Places in a text: byte spans, and their conversion to lines and columns at the edge.

use std::ops::Range;

/// A half-open range of byte offsets in one text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `at`: a place where something is missing.
    pub const fn at(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `offset` lies in the span or right at its end (where a cursor would stand).
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies within this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text of the span; empty where the span does not fit `text`.
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A place as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineCol {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: u32,
}

/// Where the lines of one text start. A line ends with `\n` (so `\r\n` too) or with a lone `\r`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Box<[u32]>,
    /// Characters before every [`STEP`]th byte; empty where all lines are short enough to be counted.
    steps: Box<[u32]>,
}

/// Lines that are longer are counted from the nearest step, so that a column costs the same anywhere on them.
const STEP: usize = 1024;

/// The byte order mark that some editors put before a text.
const MARK: char = '\u{feff}';

/// Whether a byte is the first of a character.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| starts_character(**b)).count() as u32
}

impl LineIndex {
    /// Counts the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
                starts.push(i as u32 + 1);
            }
        }
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(bytes.len() as u32));
        let is_long = starts.iter().zip(ends).any(|(start, end)| (end - start) as usize > 4 * STEP);
        Self { starts: starts.into(), steps: if is_long { Self::count_steps(bytes) } else { Box::default() } }
    }

    fn count_steps(bytes: &[u8]) -> Box<[u32]> {
        let mut before = 0;
        let count = |step: &[u8]| {
            let here = before;
            before += characters(step);
            here
        };
        bytes.chunks(STEP).map(count).collect()
    }

    /// How many characters start before `offset`.
    fn characters_before(&self, offset: u32, text: &str) -> u32 {
        let offset = (offset as usize).min(text.len());
        let step = (offset / STEP).min(self.steps.len().saturating_sub(1));
        self.steps.get(step).copied().unwrap_or(0) + characters(&text.as_bytes()[step * STEP..offset])
    }

    /// How many lines there are; at least one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: a text has at least one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The line of `offset`, from 0.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|s| *s <= offset).saturating_sub(1) as u32
    }

    /// Offset of the first byte of `line` (from 0); `None` past the last line.
    pub fn start_of(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// The span of `line` (from 0) with its line end; the empty span at the end of the text past the last line.
    pub fn line_span(&self, line: u32, text: &str) -> Span {
        let end = text.len() as u32;
        let start = self.start_of(line).unwrap_or(end);
        Span::new(start, self.start_of(line + 1).unwrap_or(end))
    }

    /// Line and column of `offset` as people count. A byte order mark is no character of the first line.
    pub fn line_col(&self, offset: u32, text: &str) -> LineCol {
        let line = self.line_of(offset);
        let mark = if line == 0 && text.starts_with(MARK) { MARK.len_utf8() as u32 } else { 0 };
        let start = self.starts[line as usize] + mark;
        let offset = offset.max(start);
        let count = match self.steps.is_empty() {
            true => Span::new(start, offset).text(text).chars().count() as u32,
            false => self.characters_before(offset, text) - self.characters_before(start, text),
        };
        LineCol { line: line + 1, column: count + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.len(), 4);
        assert_eq!(index.line_col(5, text), LineCol { line: 3, column: 1 });
        assert_eq!(index.line_span(1, text).text(text), "b\r\n");
    }

    #[test]
    fn a_byte_order_mark_is_no_character_of_the_line() {
        let long = format!("\u{feff}ab{}", " ".repeat(5000));
        for text in ["\u{feff}ab\ncd", &long] {
            let index = LineIndex::new(text);
            let column = |offset| index.line_col(offset, text).column;
            assert_eq!([0, 3, 4].map(column), [1, 1, 2]);
        }
        let text = "\u{feff}ab\n\u{feff}d";
        assert_eq!(LineIndex::new(text).line_col(9, text), LineCol { line: 2, column: 2 });
    }

    #[test]
    fn columns_of_long_lines_are_counted_alike() {
        let long = "aé🎉".repeat(3000);
        let text = format!("first\n{long}\nlast");
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices().filter(|(at, _)| at % 97 == 0) {
            let line = text[..at].matches('\n').count();
            let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let column = text[start..at].chars().count() as u32 + 1;
            assert_eq!(index.line_col(at as u32, &text), LineCol { line: line as u32 + 1, column });
        }
        assert_eq!(index.line_col(text.len() as u32, &text), LineCol { line: 3, column: 5 });
    }

    #[test]
    fn columns_count_characters() {
        let text = "é🎉x";
        let index = LineIndex::new(text);
        assert_eq!(index.line_col(6, text), LineCol { line: 1, column: 3 });
    }
}
