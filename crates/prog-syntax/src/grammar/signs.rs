//! Comparisons that are written in words: `at least 66%`.

use super::say::error;
use super::state::State;
use crate::SyntaxError;
use crate::lexer::Kind;

/// Two words, and the sign that they mean.
const IN_WORDS: [([&str; 2], &str); 6] = [
    (["at", "least"], ">="),
    (["at", "most"], "<="),
    (["more", "than"], ">"),
    (["greater", "than"], ">"),
    (["less", "than"], "<"),
    (["fewer", "than"], "<"),
];

impl State<'_> {
    /// What is said of a comparison in words, of which the token at `at` is the first or the second one, and the index just past
    /// its number.
    pub(super) fn sign_in_words(&self, at: usize) -> Option<(SyntaxError, usize)> {
        [at.checked_sub(1)?, at].into_iter().find_map(|first| {
            let number = first + 2;
            if self.kind(first + 1) != Kind::IDENT || self.kind(number) != Kind::NUM {
                return None;
            }
            let meant = |words: &[&str; 2]| {
                (first..).zip(words).all(|(i, word)| self.word(i).eq_ignore_ascii_case(word))
            };
            let (_, sign) = IN_WORDS.iter().find(|(words, _)| meant(words))?;
            let whole = self.span(first).cover(self.span(number));
            let error = error(whole, "A comparison is written with a sign".to_owned(), "");
            Some((error.rewritten(&format!("{sign} {}", self.word(number))), number + 1))
        })
    }
}
