//! Strings, text blocks and block comments: everything that runs to a closing mark, and where it ends when that is missing.

use super::{Issue, Kind, Lexer, TextBlocks, What, sixteen};
use crate::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Looks for the mark of a text block: made once, not for each.
static TEXT_MARKS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\"\"\""));

/// How far the start of a line is looked for, to see how deep it is indented.
const LONGEST_LINE: usize = 4000;

/// How many characters a string in foreign quotes may have: a lone apostrophe looks no further for its partner.
const LONGEST_FOREIGN: usize = 400;

impl Lexer<'_, '_> {
    /// A `"` at `i`: a string or a text block.
    #[inline(always)]
    pub(super) fn quote(&mut self, i: usize, first: bool) -> usize {
        if self.scan.at(i + 1) == b'"' && self.scan.at(i + 2) == b'"' {
            return self.text_block(i, first);
        }
        let bytes = self.scan.bytes();
        if self.scan.at(i + 1) == b'"' && matches!(self.scan.at(i + 2), b'\n' | b'\r') {
            return self.empty_at_line_end(i, first);
        }
        let mut at = sixteen::to_string_mark(bytes, i + 1);
        loop {
            match bytes.get(at) {
                Some(b'"') => return self.marked(Kind::STR, first, i, at + 1),
                Some(b'\\') => at = sixteen::to_string_mark(bytes, self.escape(at)),
                Some(b'\n') | None => return self.open_string(i, at.min(bytes.len()), first),
                // One of the last bytes of the text.
                Some(_) => at += 1,
            }
        }
    }

    /// Where the escape ends that starts at `i`; one that the language does not know is noted.
    #[cold]
    fn escape(&mut self, i: usize) -> usize {
        let scan = self.scan;
        match scan.at(i + 1) {
            b'"' | b'\\' | b'n' | b't' => i + 2,
            b'u' => {
                let rest = scan.text.get(i..).unwrap_or("");
                match crate::text::unicode_escape(rest) {
                    Some((_, width)) => i + width,
                    None => {
                        self.issue(What::Escape, i, i + 2);
                        i + 2
                    }
                }
            }
            // The line ends here, and the string with it.
            b'\n' | b'\r' => i + 1,
            0 if i + 1 >= scan.bytes().len() => i + 1,
            _ => {
                let end = i + 1 + scan.char_at(i + 1).map_or(1, char::len_utf8);
                self.issue(What::Escape, i, end);
                end
            }
        }
    }

    /// A string that is not closed ends with its line; a brace at the end of the line is not part of it where it
    /// opens the block of a head, or closes a block that was opened on this line.
    #[cold]
    fn open_string(&mut self, start: usize, line_end: usize, first: bool) -> usize {
        // What was noted of escapes within stands behind.
        let within = self.out.issues.partition_point(|issue| (issue.span.start as usize) < start);
        if self.ends_a_text(start, line_end, first) {
            // The rest of the line is no string, and is read again.
            self.out.issues.truncate(within);
            self.issue(What::UnclosedString, start, start + 1);
            return self.marked(Kind::OPEN_STR, first, start, start + 1);
        }
        let inside = self.scan.bytes()[start..line_end].trim_ascii_end();
        let mut end = start + inside.len();
        if end > start + 1 {
            let brace = self.scan.at(end - 1);
            if brace == b'{' && self.after_head(first) || brace == b'}' && self.block_opened_on_line(first) {
                end = start + self.scan.bytes()[start..end - 1].trim_ascii_end().len();
            }
        }
        let span = Span::new(start as u32, end as u32);
        self.out.issues.insert(within, Issue { what: What::UnclosedString, span });
        self.marked(Kind::OPEN_STR, first, start, end)
    }

    /// Whether the quote at `i`, which has no partner on its line, rather ends a text than starts one: `role: TPM", owner: lea`.
    fn ends_a_text(&mut self, i: usize, line_end: usize, first: bool) -> bool {
        let rest = self.scan.bytes()[i + 1..line_end].trim_ascii_start();
        let goes_on = matches!(rest.first(), None | Some(b',' | b'}'));
        // The brace that opens this block may stand in what was taken for a text.
        let closes = memchr::memchr2(b'{', b'}', rest).is_some();
        let before = self.scan.at(i.wrapping_sub(1));
        let behind_text = before >= 0x80 || before.is_ascii_alphanumeric() || b".%!?)/".contains(&before);
        behind_text && goes_on && (!closes || self.block_opened_on_line(first))
    }

    /// Whether the line up to here can be a head: it starts with a word, and nothing was opened on it.
    fn after_head(&mut self, first: bool) -> bool {
        for kind in self.kinds().iter().rev().take_while(|_| !first) {
            match kind.base() {
                Kind::KEY | Kind::LBRACE => return false,
                Kind::IDENT | Kind::ON if kind.is_first() => return true,
                _ if kind.is_first() => return false,
                _ => {}
            }
        }
        false
    }

    fn block_opened_on_line(&mut self, first: bool) -> bool {
        let mut depth = 0;
        for kind in self.kinds().iter().rev().take_while(|_| !first) {
            match kind.base() {
                Kind::LBRACE if depth == 0 => return true,
                Kind::LBRACE => depth -= 1,
                Kind::RBRACE => depth += 1,
                _ => {}
            }
            if kind.is_first() {
                break;
            }
        }
        false
    }

    /// `""` at the end of a line: empty, or the start of a text block that lacks a quote, where text and a `"""` on a line
    /// of its own follow.
    #[cold]
    fn empty_at_line_end(&mut self, i: usize, first: bool) -> usize {
        let bytes = self.scan.bytes();
        let near = &bytes[i + 2..bytes.len().min(i + LONGEST_LINE)];
        let maybe = self.blocks == TextBlocks::OneOpen;
        let close = TEXT_MARKS.find(near).map(|p| i + 2 + p).filter(|_| maybe);
        let meant = close.filter(|close| {
            let before = bytes[..*close].iter().rev().find(|b| !matches!(b, b' ' | b'\t'));
            before == Some(&b'\n') && self.code_after(i, *close).is_none()
        });
        let Some(close) = meant else { return self.marked(Kind::STR, first, i, i + 2) };
        self.blocks = TextBlocks::Found;
        self.issue(What::HalfTextMark, i, i + 2);
        self.marked(Kind::TEXT, first, i, close + 3)
    }

    fn text_block(&mut self, i: usize, first: bool) -> usize {
        let bytes = self.scan.bytes();
        let close = TEXT_MARKS.find(&bytes[i + 3..]).map(|p| i + 3 + p);
        if close.is_none() && self.blocks == TextBlocks::Closed {
            // The rest is read in vain.
            self.blocks = TextBlocks::Wrong;
            return bytes.len();
        }
        let maybe = close.is_none() || self.blocks == TextBlocks::OneOpen;
        let early = if maybe { self.code_after(i, close.unwrap_or(bytes.len())) } else { None };
        match (early, close) {
            (None, Some(close)) => self.marked(Kind::TEXT, first, i, close + 3),
            (early, _) => {
                self.blocks = TextBlocks::Found;
                let end = early.unwrap_or(bytes.len());
                self.issue(What::UnclosedText, i, i + 3);
                self.marked(Kind::OPEN_TEXT, first, i, end.max(i + 3))
            }
        }
    }

    pub(super) fn block_comment(&mut self, i: usize, first: bool) -> usize {
        let bytes = self.scan.bytes();
        let close = if self.no_comment_end { None } else { memchr::memmem::find(&bytes[i + 2..], b"*/") };
        if let Some(close) = close {
            return self.remember_comment(i, i + 2 + close + 2, true, first);
        }
        self.no_comment_end = true;
        self.issue(What::UnclosedComment, i, i + 2);
        let end = self.code_after(i, bytes.len()).unwrap_or(bytes.len());
        self.remember_comment(i, end.max(i + 2), true, first)
    }

    /// The end of the last line before one that looks like a piece of the program again, so that a mark which is never
    /// closed hides little: a `}`, a property or a head, indented no deeper than the line of `from`.
    #[cold]
    fn code_after(&self, from: usize, to: usize) -> Option<usize> {
        let scan = self.scan;
        let near = from.saturating_sub(LONGEST_LINE);
        let line_start = memchr::memrchr(b'\n', &scan.bytes()[near..from]).map_or(near, |p| near + p + 1);
        let indent = indentation(&scan.bytes()[line_start..from]);
        let mut end = from;
        while let Some(step) = memchr::memchr(b'\n', &scan.bytes()[end..to]) {
            let start = end + step + 1;
            let line = scan.slice(start, scan.line_end(start));
            if indentation(line.as_bytes()) <= indent && looks_like_code(line.trim_start()) {
                let before = scan.bytes()[from..start].trim_ascii_end();
                return Some(from + before.len());
            }
            end = start;
        }
        None
    }

    /// `'…'` or `“…”` on one line: read as a string that has the wrong quotes.
    #[cold]
    pub(super) fn foreign_quotes(&mut self, i: usize, first: bool) -> usize {
        let open = self.scan.char_at(i).unwrap_or('\'');
        let width = open.len_utf8();
        let rest = self.scan.text.get(i + width..).unwrap_or("");
        let mut line = rest.char_indices().take(LONGEST_FOREIGN).take_while(|(_, c)| *c != '\n');
        let is_close = |c: char| match open {
            '\'' => c == '\'',
            '‘' | '’' => matches!(c, '’' | '‘'),
            '«' | '»' => matches!(c, '«' | '»'),
            _ => matches!(c, '“' | '”' | '"'),
        };
        let closes: Vec<(usize, char)> = line.by_ref().filter(|(_, c)| is_close(*c)).collect();
        // An apostrophe stands within a word: `'it's'`.
        let apostrophe = |(at, close): &(usize, char)| {
            *close != '"' && rest[at + close.len_utf8()..].starts_with(char::is_alphanumeric)
        };
        match closes.iter().find(|close| !apostrophe(close)).or(closes.first()).copied() {
            Some((at, close)) => {
                let end = i + width + at + close.len_utf8();
                self.issue(if open == '\'' { What::SingleQuotes } else { What::CurlyQuotes }, i, end);
                self.marked(Kind::STR, first, i, end)
            }
            None => self.marked(Kind::BAD, first, i, i + width),
        }
    }
}

fn indentation(line: &[u8]) -> usize {
    line.iter().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// Whether a line (without its indentation) reads like a closing brace, a property or a declaration's head.
fn looks_like_code(line: &str) -> bool {
    if line.starts_with('}') {
        return true;
    }
    let word = |s: &str| {
        s.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).unwrap_or(s.len())
    };
    let kind = word(line);
    if kind == 0 || !line.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    let rest = line[kind..].trim_start();
    if rest.starts_with(':') {
        return true;
    }
    let rest = rest[word(rest)..].trim_start();
    rest.starts_with('{')
        || rest.starts_with('"') && !rest.starts_with("\"\"\"") && rest.trim_end().ends_with(['{', '"', '}'])
}
