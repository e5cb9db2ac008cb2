//! Small things about text: the word at a place, lines, places that are not in the text.
//!
//! Knows how a word is spelled and nothing else of the language.

use prog_syntax::Span;

/// The nearest place at or before `offset` that is in the text and between two characters.
pub(crate) fn floor(text: &str, offset: u32) -> u32 {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

/// `span` moved into the text and onto character boundaries.
pub(crate) fn clamp(text: &str, span: Span) -> Span {
    let start = floor(text, span.start);
    Span::new(start, floor(text, span.end).max(start))
}

fn goes_on(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

/// The word that a cursor at `offset` stands in or touches: letters, digits, `_`, and `-` between or (half-typed) after them.
/// Empty where there is none.
pub(crate) fn word(text: &str, offset: u32) -> Span {
    let offset = floor(text, offset) as usize;
    let before = text[..offset].chars().rev().take_while(|c| goes_on(*c) || *c == '-');
    let mut start = offset - before.map(char::len_utf8).sum::<usize>();
    start += text[start..offset].len() - text[start..offset].trim_start_matches('-').len();
    if start == offset && !text[offset..].starts_with(goes_on) {
        return Span::at(offset as u32);
    }
    let mut end = offset;
    let mut rest = text[offset..].chars().peekable();
    while let Some(c) = rest.next() {
        let joins = c == '-' && rest.peek().is_some_and(|n| goes_on(*n));
        if !goes_on(c) && !joins {
            break;
        }
        end += c.len_utf8();
    }
    Span::new(start as u32, end as u32)
}

/// `word` with the words and dots right before it: `checkout.gateway.ty`.
pub(crate) fn path(text: &str, word: Span) -> Span {
    let mut start = word.start as usize;
    while let Some(rest) = text[..start].strip_suffix('.') {
        let kept = rest.trim_end_matches(|c| goes_on(c) || c == '-');
        let first = rest.len() - rest[kept.len()..].trim_start_matches('-').len();
        if first == rest.len() {
            break;
        }
        start = first;
    }
    Span::new(start as u32, word.end)
}

/// Where the words and dots end that go on after `word`: `.gateway` after `checkout`.
pub(crate) fn path_end(text: &str, word: Span) -> u32 {
    let mut end = word.end as usize;
    while let Some(rest) = text[end..].strip_prefix('.') {
        let size = rest.find(|c| !goes_on(c) && c != '-').unwrap_or(rest.len());
        if size == 0 {
            break;
        }
        end += 1 + size;
    }
    end as u32
}

/// Where the line of `offset` starts.
pub(crate) fn line_start(text: &str, offset: u32) -> u32 {
    text[..floor(text, offset) as usize].rfind('\n').map_or(0, |n| n as u32 + 1)
}

/// Where the line of `offset` ends, its line break not counted.
pub(crate) fn line_end(text: &str, offset: u32) -> u32 {
    let offset = floor(text, offset) as usize;
    let rest = &text[offset..];
    let line = rest.split('\n').next().unwrap_or(rest);
    (offset + line.strip_suffix('\r').unwrap_or(line).len()) as u32
}

/// How deep the line of `offset` is indented, in bytes.
pub(crate) fn indent(text: &str, offset: u32) -> usize {
    let line = &text[line_start(text, offset) as usize..];
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// `1 system`, `7 systems`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and<S: AsRef<str>>(words: &[S]) -> String {
    prog_rules::context::join(words, "and")
}

/// At most `most` characters of `text`, on one line.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or("").trim();
    let more = text.trim().len() > line.len();
    match line.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None if more => format!("{line} …"),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> String {
        let offset = text.find('|').unwrap_or(0);
        let text = text.replace('|', "");
        word(&text, offset as u32).text(&text).to_owned()
    }

    #[test]
    fn words_hold_their_dashes() {
        let cases = [
            "a dep|ends-on b",
            "depends-|",
            "a -|",
            "a->b|",
            "|gr\u{f6}\u{df}e x",
            "x = |",
            "2026-0|",
            "e\u{301}|t",
            "a -|> b",
            "🎉|",
        ];
        let found: Vec<String> = cases.iter().map(|c| at(c)).collect();
        let expected = ["depends-on", "depends-", "", "b", "größe", "", "2026-0", "e\u{301}t", "", ""];
        assert_eq!(found, expected);
    }

    #[test]
    fn places_outside_are_moved_inside() {
        assert_eq!(floor("aé", 2), 1);
        assert_eq!(floor("aé", 99), 3);
        assert_eq!((line_start("a\nb", 2), line_end("a\r\nb", 0)), (2, 1));
    }
}
