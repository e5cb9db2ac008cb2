//! Text to tokens: two columns (kind, span), the comments, and what is malformed. One pass, no allocation but the
//! columns. It knows how the language is spelled, not how tokens go together; that is the grammar's.
//!
//! Identifiers followed by `:` come out as one [`Kind::KEY`] token, dotted paths as one [`Kind::DOTTED`]; each kind carries a
//! mark where its token is the first on its line. With these, one token of lookahead (now and then two) is enough.

mod issue;
mod kind;
mod near;
mod number;
mod quoted;
mod sixteen;
#[cfg(test)]
mod tests;

pub use issue::{Issue, What};
pub use kind::{Kind, Set};

use crate::{Comment, Span};
use near::Near;

/// The tokens of one text, in columns that [`lex`] fills and a later text can use again.
#[derive(Default, Debug)]
pub struct Tokens {
    /// The kinds; the last one is [`Kind::EOF`].
    pub kinds: Vec<Kind>,
    /// Where each stands.
    pub spans: Vec<Span>,
    /// The comments by position.
    pub comments: Vec<Comment>,
    /// What is malformed, by position.
    pub issues: Vec<Issue>,
    /// How many `}` there are more than `{`.
    pub surplus: i32,
    /// Whether each `{` has its `}`.
    pub balanced: bool,
}

impl Tokens {
    /// How many tokens there are, the end of the text included.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether nothing was lexed yet.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The token at `index`; the end of the text past the last one.
    pub fn span(&self, index: usize) -> Span {
        self.spans.get(index).or(self.spans.last()).copied().unwrap_or_default()
    }

    fn clear(&mut self) {
        self.kinds.clear();
        self.spans.clear();
        self.comments.clear();
        self.issues.clear();
        self.surplus = 0;
        self.balanced = true;
    }
}

/// Lexes `text` into `tokens`, whose columns are used again. `text` must be shorter than 4 GB.
pub fn lex(text: &str, tokens: &mut Tokens) {
    let guess = text.len() / 5 + 8;
    tokens.kinds.reserve(guess);
    tokens.spans.reserve(guess);
    if !lex_with(text, TextBlocks::Closed, tokens) {
        lex_with(text, TextBlocks::OneOpen, tokens);
    }
    tokens.balanced &= tokens.surplus == 0;
}

/// The same with what is known of the text blocks; `false` where that turns out to be wrong.
fn lex_with(text: &str, blocks: TextBlocks, tokens: &mut Tokens) -> bool {
    tokens.clear();
    let fresh = Fresh { kinds: [Kind::EOF; RUN], spans: [Span::default(); RUN], count: 0 };
    let near = Near::default();
    let mut lexer = Lexer { scan: Scan { text }, out: tokens, fresh, near, blocks, no_comment_end: false };
    lexer.run();
    lexer.put_down();
    lexer.blocks != TextBlocks::Wrong
}

/// Whether the text blocks that are still to come are closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextBlocks {
    /// As nearly always, and as long as nothing else shows: each is.
    Closed,
    /// One of them is not, perhaps an early one, and each `"""` behind it is taken for the other of its pair.
    OneOpen,
    /// That one is found: each of the others is.
    Found,
    /// They were said to be closed, and one is not.
    Wrong,
}

const SPACE: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 4;
/// Continues an identifier: letters, digits, `_`.
const WORD: u8 = 8;
const HIGH: u8 = 16;
/// May follow a `-` within an identifier.
const ALNUM: u8 = 32;
/// Ends a word, whatever follows: what may belong to it (`.`, `-`, `:` and the blanks before that) does not.
const STOP: u8 = 64;

static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        table[i] = match b {
            b' ' | b'\t' => SPACE,
            b'\r' | b'\n' => SPACE | STOP,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER | WORD | ALNUM,
            b'_' => LETTER | WORD,
            b'0'..=b'9' => DIGIT | WORD | ALNUM,
            0x80.. => HIGH,
            b'.' | b'-' | b':' => 0,
            _ => STOP,
        };
        i += 1;
    }
    table
};

/// Reading access to the text; past the end lies an endless row of zeros.
#[derive(Clone, Copy)]
struct Scan<'a> {
    text: &'a str,
}

impl<'a> Scan<'a> {
    #[inline(always)]
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    #[inline(always)]
    fn at(&self, i: usize) -> u8 {
        if i < self.bytes().len() { self.bytes()[i] } else { 0 }
    }

    #[inline(always)]
    fn class(&self, i: usize) -> u8 {
        if i < self.bytes().len() { CLASS[self.bytes()[i] as usize] } else { 0 }
    }

    fn is_digit(&self, i: usize) -> bool {
        self.class(i) & DIGIT != 0
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    fn char_at(&self, i: usize) -> Option<char> {
        self.text.get(i..).and_then(|rest| rest.chars().next())
    }

    /// Whether the character at `i` continues an identifier (a `-` aside).
    fn continues_name(&self, i: usize) -> bool {
        let class = self.class(i);
        class & WORD != 0 || class & HIGH != 0 && self.char_at(i).is_some_and(unicode_ident::is_xid_continue)
    }

    fn starts_name(&self, i: usize) -> bool {
        let class = self.class(i);
        class & LETTER != 0 || class & HIGH != 0 && self.char_at(i).is_some_and(unicode_ident::is_xid_start)
    }

    /// Where the identifier ends that goes on at `i`.
    #[inline(always)]
    fn word_end(&self, mut i: usize) -> usize {
        loop {
            i = sixteen::past_word(self.bytes(), i);
            let b = self.at(i);
            if CLASS[b as usize] & WORD != 0 {
                // One of the last bytes of the text.
                i += 1;
            } else if b == b'-' && self.class(i + 1) & (ALNUM | HIGH) != 0 {
                if self.class(i + 1) & HIGH != 0 && !self.continues_name(i + 1) {
                    return i;
                }
                i += 1;
            } else if b >= 0x80 && self.continues_name(i) {
                i += self.char_at(i).map_or(1, char::len_utf8);
            } else {
                return i;
            }
        }
    }

    /// Where the line of `i` ends, its line end not counted.
    fn line_end(&self, i: usize) -> usize {
        let rest = self.bytes().get(i..).unwrap_or(&[]);
        let end = i + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if end > i && self.at(end - 1) == b'\r' { end - 1 } else { end }
    }
}

/// So many tokens are added to the columns together.
const RUN: usize = 64;

/// The last tokens, fewer than a run, which are not in the columns yet: a place in an array costs less than one in a list that may
/// have to grow.
struct Fresh {
    kinds: [Kind; RUN],
    spans: [Span; RUN],
    count: usize,
}

struct Lexer<'a, 't> {
    scan: Scan<'a>,
    out: &'t mut Tokens,
    fresh: Fresh,
    /// What stands from the start of the line on.
    near: Near,
    blocks: TextBlocks,
    /// Whether the rest of the text is known to hold no `*/`.
    no_comment_end: bool,
}

impl Lexer<'_, '_> {
    fn run(&mut self) {
        let scan = self.scan;
        let mut i = if scan.text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut first = true;
        self.near = Near::look(scan.bytes(), i);
        loop {
            let mut byte = scan.at(i);
            // Between two tokens of a line there is mostly one space.
            if byte == b' ' {
                i += 1;
                byte = scan.at(i);
            }
            while CLASS[byte as usize] & SPACE != 0 {
                i += 1;
                if byte == b'\n' {
                    first = true;
                    self.near = Near::look(scan.bytes(), i);
                    i = self.near.past_spaces().unwrap_or_else(|| sixteen::past_spaces(scan.bytes(), i));
                }
                byte = scan.at(i);
            }
            let class = CLASS[byte as usize];
            if class & LETTER != 0 {
                i = self.short_word(i, first).unwrap_or_else(|seen| self.word(i, seen, first));
            } else if byte == b'"' {
                i = self.quote(i, first);
            } else if matches!(byte, b'/' | b'#')
                && let Some(after) = self.comment(i, first)
            {
                i = after;
                continue;
            } else if class & HIGH != 0 {
                match self.high(i, first) {
                    Ok(after) => i = after,
                    Err(space) => {
                        i = space;
                        continue;
                    }
                }
            } else if byte == 0 && i >= scan.bytes().len() {
                self.token(Kind::EOF.first(), i, i);
                return;
            } else {
                i = self.other(i, byte, first);
            }
            first = false;
        }
    }

    #[inline(always)]
    fn token(&mut self, kind: Kind, start: usize, end: usize) {
        let at = self.fresh.count % RUN;
        self.fresh.kinds[at] = kind;
        self.fresh.spans[at] = Span::new(start as u32, end as u32);
        self.fresh.count = at + 1;
        if at + 1 == RUN {
            self.put_down();
        }
    }

    /// Adds the last tokens to the columns.
    #[inline(never)]
    fn put_down(&mut self) {
        let Fresh { kinds, spans, count } = &mut self.fresh;
        self.out.kinds.extend_from_slice(&kinds[..*count]);
        self.out.spans.extend_from_slice(&spans[..*count]);
        *count = 0;
    }

    /// The kinds of all tokens so far.
    fn kinds(&mut self) -> &[Kind] {
        self.put_down();
        &self.out.kinds
    }

    #[inline(always)]
    fn marked(&mut self, kind: Kind, first: bool, start: usize, end: usize) -> usize {
        self.token(if first { kind.first() } else { kind }, start, end);
        end
    }

    #[cold]
    fn issue(&mut self, what: What, start: usize, end: usize) {
        self.out.issues.push(Issue { what, span: Span::new(start as u32, end as u32) });
    }

    /// A word of which the end is near, and after which nothing comes that may belong to it, as most are: the place after it, or
    /// else as `Err` up to where its characters are known.
    #[inline(always)]
    fn short_word(&mut self, start: usize, first: bool) -> Result<usize, usize> {
        let Some(end) = self.near.word_end(start).or_else(|| self.look_from(start)) else {
            return Err(start + 1);
        };
        let (after, next) = (self.scan.at(end), self.scan.at(end + 1));
        if after == b':' && (first || next != b'/') {
            return Ok(self.marked(Kind::KEY, first, start, end + 1));
        }
        let space = after == b' ' && !matches!(next, b' ' | b'\t' | b':');
        if space || CLASS[after as usize] & STOP != 0 {
            let on = end - start == 2 && self.scan.at(start) == b'o' && self.scan.at(start + 1) == b'n';
            let kind = if on { Kind::ON } else { Kind::IDENT };
            return Ok(self.marked(kind, first, start, end));
        }
        Err(end)
    }

    /// Looks on from a word that ends farther behind the start of the line; gives where, if that is near now.
    #[inline(never)]
    fn look_from(&mut self, start: usize) -> Option<usize> {
        self.near = Near::look(self.scan.bytes(), start);
        self.near.word_end(start)
    }

    /// A word from `start`, of which the characters up to `seen` are known: a key, a path, `on`, or an identifier.
    fn word(&mut self, start: usize, seen: usize, first: bool) -> usize {
        let scan = self.scan;
        let mut end = scan.word_end(seen);
        let (mut colon, mut next) = (end, scan.at(end));
        while matches!(next, b' ' | b'\t') {
            colon += 1;
            next = scan.at(colon);
        }
        if next == b':' {
            if !first && let Some(end) = self.address(start, end) {
                self.issue(What::Address, start, end);
                return self.marked(Kind::BAD_VALUE, first, start, end);
            }
            return self.marked(Kind::KEY, first, start, colon + 1);
        }
        let mut kind = Kind::IDENT;
        while next == b'.' && scan.at(end) == b'.' && scan.starts_name(end + 1) {
            kind = Kind::DOTTED;
            end = scan.word_end(end + 1);
        }
        if end - start == 2 && scan.at(start) == b'o' && scan.at(start + 1) == b'n' {
            kind = Kind::ON;
        }
        self.marked(kind, first, start, end)
    }

    /// The end of the web address without quotes whose first word is given: its `//` starts no comment.
    fn address(&self, start: usize, end: usize) -> Option<usize> {
        let scan = self.scan;
        let slashes = scan.at(end + 1) == b'/' && scan.at(end + 2) == b'/';
        if !slashes || !matches!(&scan.text.as_bytes()[start..end], b"http" | b"https" | b"ftp") {
            return None;
        }
        let rest = &scan.text[end + 3..];
        let stops = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | '"');
        let stop = end + 3 + rest.find(stops).unwrap_or(rest.len());
        // A quote behind it that has no partner on its line is its own.
        let line = self.scan.slice(stop, scan.line_end(stop));
        let closing = line.starts_with('"') && line.matches('"').count() % 2 == 1;
        Some(stop + usize::from(closing))
    }

    /// The place after the comment that starts at `i`, if one does.
    fn comment(&mut self, i: usize, first: bool) -> Option<usize> {
        let scan = self.scan;
        match (scan.at(i), scan.at(i + 1)) {
            (b'/', b'/') => Some(self.remember_comment(i, scan.line_end(i), false, first)),
            (b'/', b'*') => Some(self.block_comment(i, first)),
            (b'#', next) if first || matches!(next, b' ' | b'\t' | b'#' | b'\r' | b'\n' | 0) => {
                self.issue(What::HashComment, i, scan.line_end(i));
                Some(self.remember_comment(i, scan.line_end(i), false, first))
            }
            _ => None,
        }
    }

    fn remember_comment(&mut self, start: usize, end: usize, block: bool, own_line: bool) -> usize {
        let span = Span::new(start as u32, end as u32);
        // Two block comments on a line: only the first stands alone before the rest of it.
        let own_line =
            own_line && self.out.comments.last().is_none_or(|c| !self.same_line(c.span.end as usize, start));
        self.out.comments.push(Comment { span, block, own_line });
        end
    }

    fn same_line(&self, from: usize, to: usize) -> bool {
        memchr::memchr(b'\n', &self.scan.bytes()[from..to]).is_none()
    }

    /// An ASCII character that starts neither word nor comment.
    #[inline(always)]
    fn other(&mut self, i: usize, byte: u8, first: bool) -> usize {
        let scan = self.scan;
        let (kind, width) = match (byte, scan.at(i + 1)) {
            (b'{', _) => {
                self.out.surplus -= 1;
                (Kind::LBRACE, 1)
            }
            (b'}', _) => {
                self.out.surplus += 1;
                self.out.balanced &= self.out.surplus <= 0;
                (Kind::RBRACE, 1)
            }
            (b',', _) => (Kind::COMMA, 1),
            (b'0'..=b'9', _) => return self.number(number::plain(&scan, i), i, first),
            (b'-', b'>') => (Kind::ARROW, 2),
            (b'.', b'.') if scan.at(i + 2) == b'.' => {
                self.issue(What::Dots, i, i + 3);
                (Kind::DOTDOT, 3)
            }
            (b'.', b'.') => (Kind::DOTDOT, 2),
            (b'=', b'>' | b'<') => return self.turned_sign(i, first),
            (b'>', b'=') => (Kind::GE, 2),
            (b'<', b'=') => (Kind::LE, 2),
            (b'=', b'=') => {
                self.issue(What::DoubleEq, i, i + 2);
                (Kind::EQ, 2)
            }
            (b'>', _) => (Kind::GT, 1),
            (b'<', _) => (Kind::LT, 1),
            (b'=', _) => (Kind::EQ, 1),
            (b'?', _) => (Kind::QUESTION, 1),
            (b'-', _) => return self.minus(i, first),
            (b'$', _) => return self.money(i, 1, first),
            (b'+', _) => (Kind::PLUS, 1),
            (b':', _) => (Kind::COLON, 1),
            (b'.', _) => (Kind::DOT, 1),
            (b'[', _) => (Kind::LBRACKET, 1),
            (b']', _) => (Kind::RBRACKET, 1),
            (b'\'', _) => return self.foreign_quotes(i, first),
            _ => (Kind::BAD, 1),
        };
        self.marked(kind, first, i, i + width)
    }

    /// A character beyond ASCII: a letter, a sign, or (as `Err`) a kind of space, which is skipped.
    #[cold]
    fn high(&mut self, i: usize, first: bool) -> Result<usize, usize> {
        let c = self.scan.char_at(i).unwrap_or(char::REPLACEMENT_CHARACTER);
        let end = i + c.len_utf8();
        if unicode_ident::is_xid_start(c) {
            return Ok(self.word(i, end, first));
        }
        if crate::text::is_blank(c) {
            return Err(end);
        }
        let kind = match c {
            '≥' => Kind::GE,
            '≤' => Kind::LE,
            '→' | '⟶' | '⇒' | '➔' => {
                self.issue(What::Arrow, i, end);
                Kind::ARROW
            }
            '…' => {
                self.issue(What::Dots, i, end);
                Kind::DOTDOT
            }
            '“' | '”' | '„' | '‘' | '’' | '«' | '»' => return Ok(self.foreign_quotes(i, first)),
            _ if number::currency(&self.scan, i) > 0 => return Ok(self.money(i, c.len_utf8(), first)),
            _ => Kind::BAD,
        };
        Ok(self.marked(kind, first, i, end))
    }

    /// `=>` and `=<`: signs turned round; before anything but a number `=>` is meant as an arrow.
    #[cold]
    fn turned_sign(&mut self, i: usize, first: bool) -> usize {
        let mut value = i + 2;
        while self.scan.at(value) == b' ' {
            value += 1;
        }
        let number = self.scan.is_digit(value) || number::currency(&self.scan, value) > 0;
        let (what, kind) = match self.scan.at(i + 1) {
            b'<' => (What::AtMost, Kind::LE),
            _ if number => (What::AtLeast, Kind::GE),
            _ => (What::Arrow, Kind::ARROW),
        };
        self.issue(what, i, i + 2);
        self.marked(kind, first, i, i + 2)
    }

    fn number(&mut self, (kind, end, what): number::Found, start: usize, first: bool) -> usize {
        if let Some(what) = what {
            self.issue(what, start, end);
        }
        self.marked(kind, first, start, end)
    }

    /// A currency mark of `width` bytes at `mark`, and the number that should follow it.
    fn money(&mut self, mark: usize, width: usize, first: bool) -> usize {
        self.money_from(mark, mark, width, first)
    }

    fn money_from(&mut self, start: usize, mark: usize, width: usize, first: bool) -> usize {
        let mut digit = mark + width;
        while self.scan.at(digit) == b' ' {
            digit += 1;
        }
        if !self.scan.is_digit(digit) {
            return self.marked(Kind::BAD, first, start, mark + width);
        }
        let (kind, end, what) = number::money(&self.scan, digit);
        let spaced = (digit > mark + width).then_some(What::Spaced);
        self.number((kind, end, what.or(spaced)), start, first)
    }

    /// `-` is the sign of a number only where a value starts.
    fn minus(&mut self, i: usize, first: bool) -> usize {
        const BEFORE_VALUE: Set = Set::any_line(&[
            Kind::KEY,
            Kind::COMMA,
            Kind::DOTDOT,
            Kind::ON,
            Kind::GE,
            Kind::LE,
            Kind::GT,
            Kind::LT,
            Kind::EQ,
            Kind::LBRACKET,
        ]);
        let mark = number::currency(&self.scan, i + 1);
        let value_starts = self.kinds().last().is_some_and(|k| BEFORE_VALUE.has(*k));
        if value_starts && self.scan.is_digit(i + 1) {
            return self.number(number::plain(&self.scan, i + 1), i, first);
        }
        if value_starts && mark > 0 {
            return self.money_from(i, i + 1, mark, first);
        }
        self.marked(Kind::MINUS, first, i, i + 1)
    }
}
