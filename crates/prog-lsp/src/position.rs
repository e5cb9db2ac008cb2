//! Byte offsets ↔ positions of the protocol: lines from 0, and columns in bytes, UTF-16 units or characters as agreed.
//!
//! The only place where the two are converted. Total in both directions: a position outside the text is moved to the
//! nearest place in it, as the protocol asks for.

use prog_syntax::{LineIndex, Span};
use tower_lsp::ls_types::{ClientCapabilities, Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what holds where nothing was agreed.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

impl Encoding {
    /// The cheapest for us among those that the client offers.
    pub fn agreed(client: &ClientCapabilities) -> Self {
        let offered =
            client.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or_default();
        let has = |kind: PositionEncodingKind| offered.contains(&kind);
        match () {
            () if has(PositionEncodingKind::UTF8) => Self::Utf8,
            () if has(PositionEncodingKind::UTF32) && !has(PositionEncodingKind::UTF16) => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many columns a character takes.
    fn width(self, c: char) -> u32 {
        match self {
            Self::Utf8 => c.len_utf8() as u32,
            Self::Utf16 => c.len_utf16() as u32,
            Self::Utf32 => 1,
        }
    }

    /// How many columns a text takes.
    pub fn columns(self, text: &str) -> u32 {
        match self {
            Self::Utf8 => text.len() as u32,
            _ if text.is_ascii() => text.len() as u32,
            _ => text.chars().map(|c| self.width(c)).sum(),
        }
    }
}

/// A text with what is needed to convert places in it.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    index: &'a LineIndex,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    /// Converts places in `text`; `index` is its index.
    pub fn new(text: &'a str, index: &'a LineIndex, encoding: Encoding) -> Self {
        Self { text, index, encoding }
    }

    /// The offset that a position means. Past the end of a line it is the end of that line, before its line break; within a
    /// character it is the character's start; past the last line it is the end of the text.
    pub fn offset(&self, position: Position) -> u32 {
        let Some(start) = self.index.start_of(position.line) else { return self.text.len() as u32 };
        let line = self.index.line_span(position.line, self.text).text(self.text);
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if self.encoding == Encoding::Utf8 || line.is_ascii() {
            let within = (position.character as usize).min(line.len());
            return start + floor(line, within) as u32;
        }
        let mut left = position.character;
        for (at, c) in line.char_indices() {
            let width = self.encoding.width(c);
            if left < width {
                return start + at as u32;
            }
            left -= width;
        }
        start + line.len() as u32
    }

    /// The position of an offset; one within a character counts as the character's start.
    pub fn position(&self, offset: u32) -> Position {
        let offset = floor(self.text, (offset as usize).min(self.text.len())) as u32;
        let line = self.index.line_of(offset);
        let start = self.index.start_of(line).unwrap_or(0);
        Position { line, character: self.encoding.columns(Span::new(start, offset).text(self.text)) }
    }

    /// The span of a range; one that ends before it starts is turned round.
    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end.max(span.start)) }
    }
}

/// The last place at or before `at` where a character starts.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let text = "é🎉x\r\ne\u{301}!";
        let index = LineIndex::new(text);
        let of = |encoding| Lines::new(text, &index, encoding).position(6);
        assert_eq!(ALL.map(of), [at(0, 6), at(0, 3), at(0, 2)]);
        let end = |encoding| Lines::new(text, &index, encoding).position(12);
        assert_eq!(ALL.map(end), [at(1, 3), at(1, 2), at(1, 2)]);
    }

    #[test]
    fn positions_outside_are_moved_inside() {
        let text = "a🎉\r\nb\r";
        let index = LineIndex::new(text);
        let lines = Lines::new(text, &index, Encoding::Utf16);
        assert_eq!(lines.offset(at(0, 2)), 1, "within a surrogate pair");
        assert_eq!(lines.offset(at(0, 99)), 5, "before the line break");
        assert_eq!(lines.offset(at(1, 99)), 8, "before a lone carriage return");
        assert_eq!(lines.offset(at(2, 7)), 9, "the empty last line");
        assert_eq!(lines.offset(at(u32::MAX, u32::MAX)), 9);
        assert_eq!(lines.span(Range { start: at(1, 0), end: at(0, 0) }), Span::new(0, 7));
    }

    fn texts() -> impl Strategy<Value = String> {
        static PIECES: [&str; 12] =
            ["a", "é", "🎉", "e\u{301}", "👩\u{200d}🚀", "\n", "\r\n", "\r", " ", "中", "\u{feff}", "\0"];
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|p| p.concat())
    }

    proptest! {
        #[test]
        fn every_offset_comes_back(text in texts()) {
            let index = LineIndex::new(&text);
            for encoding in ALL {
                let lines = Lines::new(&text, &index, encoding);
                for offset in (0..=text.len()).filter(|o| text.is_char_boundary(*o)) {
                    let position = lines.position(offset as u32);
                    // Between \r and \n there is no position: it is the end of the line.
                    let within_break = offset > 0 && text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                    let expected = if within_break { offset - 1 } else { offset };
                    prop_assert_eq!(lines.offset(position), expected as u32);
                }
            }
        }

        #[test]
        fn every_position_is_somewhere(text in texts(), line in 0u32..50, character in 0u32..50) {
            let index = LineIndex::new(&text);
            for encoding in ALL {
                let offset = Lines::new(&text, &index, encoding).offset(at(line, character)) as usize;
                prop_assert!(text.is_char_boundary(offset));
            }
        }

        #[test]
        fn encodings_agree(text in texts()) {
            let index = LineIndex::new(&text);
            let of = |encoding| Lines::new(&text, &index, encoding);
            for (offset, _) in text.char_indices() {
                let position = of(Encoding::Utf16).position(offset as u32);
                let line = index.line_span(position.line, &text).text(&text);
                let before: String = line.chars().scan(0, |n, c| { *n += c.len_utf16() as u32; Some((*n, c)) })
                    .take_while(|(n, _)| *n <= position.character).map(|(_, c)| c).collect();
                prop_assert_eq!(before.chars().count() as u32, of(Encoding::Utf32).position(offset as u32).character);
                prop_assert_eq!(before.len() as u32, of(Encoding::Utf8).position(offset as u32).character);
            }
        }
    }
}
