//! Incremental text sync: the client's changes applied to our copy, in its order.

use crate::position::{Encoding, Lines};
use prog_syntax::LineIndex;
use tower_lsp::ls_types::TextDocumentContentChangeEvent;

/// Applies changes one after the other; each counts its positions in what the one before left.
pub fn apply(text: &mut String, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
    for change in changes {
        match change.range {
            None => *text = change.text,
            Some(range) => {
                let index = LineIndex::new(text);
                let span = Lines::new(text, &index, encoding).span(range);
                text.replace_range(span.range(), &change.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::ls_types::{Position, Range};

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let at = |(line, character)| Position { line, character };
        let range = Some(Range { start: at(start), end: at(end) });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.into() }
    }

    #[test]
    fn each_change_counts_in_what_the_last_left() {
        let mut text = String::from("a🎉b\r\nc");
        let changes =
            vec![change((0, 1), (0, 3), "x\n"), change((1, 0), (1, 1), "é"), change((9, 9), (9, 9), "!")];
        apply(&mut text, changes, Encoding::Utf16);
        assert_eq!(text, "ax\né\r\nc!");
    }
}
