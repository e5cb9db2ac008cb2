//! Small things about words on a terminal: counts, wrapping, and taking the harm out of control characters.
//!
//! Not here: colours and drawing (see `render::human`).

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// "1 file", "3 files".
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// "a", "a and b", "a, b and c".
pub(crate) fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// A character that can be shown as it is: not one that moves the cursor, rings, or turns the reading direction.
pub(crate) fn shown(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => '\u{fffd}',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    }
}

/// `text` on one line, fit for a terminal.
pub(crate) fn one_line(text: &str) -> String {
    let flat = |c: char| if matches!(c, '\n' | '\t') { ' ' } else { shown(c) };
    text.chars().filter(|c| *c != '\r').map(flat).collect()
}

/// Columns that `c` takes.
pub(crate) fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Breaks `text` into lines of at most `width` columns at spaces; a word that is too long stays whole.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split(' ') {
            let word = one_line(word);
            let columns = word.width();
            if !line.is_empty() && used + 1 + columns > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if !line.is_empty() {
                line.push(' ');
                used += 1;
            }
            line.push_str(&word);
            used += columns;
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_prose() {
        let words = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!(and(&words), "a, b and c");
        assert_eq!(and(&words[..2]), "a and b");
        assert_eq!((count(1, "file"), count(0, "file")), ("1 file".into(), "0 files".into()));
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("set an owner for it", 8), ["set an", "owner", "for it"]);
        assert_eq!(wrap("averylongword x", 4), ["averylongword", "x"]);
        assert_eq!(wrap("one\ntwo", 20), ["one", "two"]);
    }

    #[test]
    fn control_characters_lose_their_power() {
        assert_eq!(one_line("a\x1b[31mb\u{202e}c"), "a␛[31mb\u{fffd}c");
    }
}
