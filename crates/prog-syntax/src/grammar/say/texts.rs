//! What is said of text without its quotes.

use super::{error, replace};
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError};

impl State<'_> {
    /// An e-mail or web address without its quotes; `at` is the sign in it that no value has.
    pub(in crate::grammar) fn unquoted_address(&self, at: usize) -> Option<SyntaxError> {
        let sign = self.span(at);
        let word = self.span(at.checked_sub(1)?);
        let rest = &self.text[sign.end as usize..];
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | '{' | '"');
        let end = rest.find(ends).unwrap_or(rest.len());
        let address = !matches!(self.kind(at - 1).base(), Kind::NUM | Kind::DATE);
        let fits = address && matches!(self.word(at), "@" | "/") && word.end == sign.start && end > 0;
        let span = Span::new(word.start, sign.end + end as u32);
        let found = error(span, "Text stands in quotes".to_owned(), "Put `\"` before and after it");
        let quoted = format!("\"{}\"", span.text(self.text));
        fits.then(|| found.with_fix("Put it in quotes", replace(span, &quoted)))
    }

    pub(in crate::grammar) fn unquoted_text(&self, from: usize, to: usize) -> SyntaxError {
        let span = Span::new(self.span(from).start, self.end_before(to));
        let found = error(span, "Text stands in quotes".to_owned(), "Put `\"` before and after it");
        let text = span.text(self.text);
        if text.contains(['"', '\\']) {
            return found;
        }
        let found = found.with_fix("Put it in quotes", replace(span, &format!("\"{text}\"")));
        // A few words without a capital may be names that lack their commas.
        let names = text.split_whitespace().count() <= 4 && !text.contains(|c: char| c.is_uppercase());
        if names { found.guessed() } else { found }
    }
}
