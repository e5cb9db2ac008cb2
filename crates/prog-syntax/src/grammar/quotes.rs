//! Quotes within a text that are not written `\"`: the lexer sees several strings, with words right between them.

use super::say::error;
use super::state::State;
use crate::SyntaxError;
use crate::lexer::{Kind, Set};

/// How many tokens of a line are looked at.
const FAR: usize = 64;

impl State<'_> {
    /// The index just past the text whose first string stands before `at`: a word follows right behind its quote, and another
    /// string right behind a word.
    pub(super) fn quotes_within(&self, at: usize) -> Option<usize> {
        const WORD: Set = Set::same_line(&[
            Kind::IDENT,
            Kind::ON,
            Kind::DOTTED,
            Kind::NUM,
            Kind::DATE,
            Kind::BAD_NAME,
            Kind::BAD_VALUE,
            Kind::BAD,
        ]);
        let glued = |i: usize| self.span(i - 1).end == self.span(i).start;
        let goes_on = |i: usize| i > 0 && WORD.has(self.kind(i)) && glued(i);
        if !goes_on(at) || self.kind(at - 1).base() != Kind::STR {
            return None;
        }
        let mut end = at;
        while goes_on(end) {
            let mut line = (end + 1..at + FAR).take_while(|i| !self.kind(*i).is_first());
            match line.find(|i| self.kind(*i) == Kind::STR && glued(*i)) {
                Some(string) => end = string + 1,
                None => break,
            }
        }
        (end > at).then_some(end)
    }

    /// What is said of such a text, from the string before `at` up to, not including, `end`.
    pub(super) fn unescaped_quotes(&self, at: usize, end: usize) -> SyntaxError {
        let whole = self.span(at - 1).cover(self.span(end - 1));
        let right = escaped(whole.text(self.text));
        error(whole, "A quote within a text is written `\\\"`".to_owned(), "").rewritten(&right)
    }
}

/// A text in quotes with a backslash before each quote inside that has none.
fn escaped(text: &str) -> String {
    let inside = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let mut out = String::from('"');
    let mut behind_backslash = false;
    for c in inside.chars() {
        if c == '"' && !behind_backslash {
            out.push('\\');
        }
        behind_backslash = c == '\\' && !behind_backslash;
        out.push(c);
    }
    out.push('"');
    out
}
