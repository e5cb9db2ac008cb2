//! What stands between quotes: escapes undone, indentation of text blocks taken away. Gives text, never findings; the lexer
//! has noted what is malformed.

/// Whether a character is nothing but space between tokens, seen or unseen.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

use std::borrow::Cow;

/// `new` with the line ends that `text` has, so that it can go there.
pub fn with_line_ends_of<'n>(text: &str, new: &'n str) -> Cow<'n, str> {
    if !new.contains('\n') {
        return Cow::Borrowed(new);
    }
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let plain = new.replace("\r\n", "\n");
    Cow::Owned(if crlf { plain.replace('\n', "\r\n") } else { plain })
}

/// What a string or text block stands for; a bare word as it is.
pub fn content(token: &str) -> Cow<'_, str> {
    if token.starts_with("\"\"\"") {
        dedent_block(token)
    } else if token.starts_with('"') {
        unescape(token)
    } else {
        Cow::Borrowed(token)
    }
}

/// The text that a string token (quotes included) stands for. Unknown escapes and missing quotes are left as they are.
pub fn unescape(token: &str) -> Cow<'_, str> {
    let inner = strip_quotes(token);
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, width) = match rest.as_bytes().get(1) {
            Some(b'n') => ('\n', 2),
            Some(b't') => ('\t', 2),
            Some(b'"') => ('"', 2),
            Some(b'\\') => ('\\', 2),
            Some(b'u') => unicode_escape(rest).unwrap_or(('\\', 1)),
            _ => ('\\', 1),
        };
        out.push(c);
        rest = &rest[width..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of a `\u{…}` at the start of `text`, and how many bytes the escape takes.
pub(crate) fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let hex = text.strip_prefix("\\u{")?;
    let end = hex.bytes().take(7).position(|b| b == b'}')?;
    let code = u32::from_str_radix(&hex[..end], 16).ok()?;
    Some((char::from_u32(code)?, 3 + end + 1))
}

/// `text` as a string token: quoted, with what needs it escaped.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => {}
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Curly and single quotes are taken off too: the lexer reads strings that have them, with an error.
fn strip_quotes(token: &str) -> &str {
    const FOREIGN: [char; 8] = ['“', '”', '„', '‘', '’', '«', '»', '\''];
    if let Some(inner) = token.strip_prefix('"') {
        return inner.strip_suffix('"').unwrap_or(inner);
    }
    match token.strip_prefix(FOREIGN) {
        Some(inner) => inner.strip_suffix(FOREIGN).or_else(|| inner.strip_suffix('"')).unwrap_or(inner),
        None => token,
    }
}

/// The text that a text block token (`"""…"""`, quotes included) stands for: without the common indentation, the line
/// that holds only the opening or the closing quotes, and spaces at line ends; lines end with `\n`.
pub fn dedent_block(token: &str) -> Cow<'_, str> {
    let inner = token.strip_prefix("\"\"\"").unwrap_or(token);
    let inner = inner.strip_suffix("\"\"\"").unwrap_or(inner);
    if !inner.contains('\n') {
        return Cow::Borrowed(inner.trim());
    }
    let (head, body) = inner.split_once('\n').unwrap_or(("", inner));
    let indent = common_indent(body);
    let mut lines: Vec<&str> = Vec::new();
    if !head.trim().is_empty() {
        lines.push(head.trim());
    }
    lines.extend(body.split('\n').map(|line| without_rest(line.get(indent..).unwrap_or(""))));
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let mut text = lines.join("\n");
    text.truncate(text.trim_end().len());
    Cow::Owned(text)
}

/// A line without the space at its end, but for the two that break the line in Markdown.
fn without_rest(line: &str) -> &str {
    const BREAK: &str = "  ";
    let (text, rest) = line.split_at(line.trim_end().len());
    let kept = if !text.is_empty() && rest.starts_with(BREAK) { BREAK.len() } else { 0 };
    &line[..text.len() + kept]
}

/// The width in bytes of the white space that all lines with text on them start with.
fn common_indent(body: &str) -> usize {
    let mut common: Option<&str> = None;
    for line in body.split('\n').filter(|line| !line.trim().is_empty()) {
        let blank = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let shared = match common {
            Some(before) => before.bytes().zip(blank.bytes()).take_while(|(a, b)| a == b).count(),
            None => blank.len(),
        };
        common = Some(&blank[..shared]);
    }
    common.map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unescape(r#""a \"b\" \\ \n\t\u{e9}""#), "a \"b\" \\ \n\té");
        assert_eq!(unescape("\"plain\""), "plain");
        assert_eq!(unescape(r#""C:\dir \u{zz}""#), r"C:\dir \u{zz}");
        assert_eq!(unescape("\"open"), "open");
        assert_eq!(unescape("“curly”"), "curly");
        assert_eq!(unescape("\""), "");
    }

    #[test]
    fn quote_and_unescape_are_inverse() {
        for text in ["", "a", "a \"b\" \\ \n\t", "é🎉", "\u{7}"] {
            assert_eq!(unescape(&quote(text)), text);
        }
    }

    #[test]
    fn text_blocks_lose_their_common_indentation() {
        assert_eq!(dedent_block("\"\"\"\n    One\n      two\n\n    three\n  \"\"\""), "One\n  two\n\nthree");
        assert_eq!(
            dedent_block("\"\"\"\n  one  \n  two   \n  three \n   \n  four  \n\"\"\""),
            "one  \ntwo  \nthree\n\nfour"
        );
        assert_eq!(dedent_block("\"\"\"one line\"\"\""), "one line");
        assert_eq!(dedent_block("\"\"\"Head\r\n  a\r\n  b\r\n\"\"\""), "Head\na\nb");
        assert_eq!(dedent_block("\"\"\"\n\té\n\t\tx"), "é\n\tx");
    }
}
