//! What is said of a key that is not quite one.

use super::{error, insert, replace};
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError};

impl State<'_> {
    pub(in crate::grammar) fn missing_colon(&self, word: usize) -> SyntaxError {
        let name = self.word(word);
        let span = self.gap(word + 1);
        if self.kind(word + 1) == Kind::EQ {
            let sign = self.span(word + 1);
            return error(
                sign,
                format!("Expected `:` after `{name}`, not `=`"),
                "Write `:` between name and value",
            )
            .with_fix("Write `:`", replace(Span::new(span.start, sign.end), ":"));
        }
        if self.kind(word + 1).base() == Kind::COLON {
            let sign = self.span(word + 1);
            let mut edits = insert(span.start, ":");
            edits.extend(replace(sign, ""));
            return error(
                sign,
                format!("The `:` stands right after `{name}`"),
                &format!("Write `{name}:` without anything between"),
            )
            .with_fix("Move the `:`", edits);
        }
        let alone = self.kind(word + 1).is_first() || self.kind(word + 1) == Kind::RBRACE;
        if alone {
            let help = format!("Write `{name}: ` and the value, or `{name}: ?` while it is open");
            return error(span, format!("Expected `:` and a value after `{name}`"), &help);
        }
        error(span, format!("Expected `:` after `{name}`"), "Write `:` between name and value")
            .with_fix("Insert `:`", insert(span.start, ":"))
    }

    pub(in crate::grammar) fn split_key(&self, word: usize, joined: &str) -> SyntaxError {
        let span = self.span(word).cover(self.key_span(word + 1));
        error(span, format!("The property is written `{joined}`"), "Join its words with `-`")
            .with_fix(&format!("Write `{joined}`"), replace(span, joined))
    }

    pub(in crate::grammar) fn quoted_key(&self, at: usize) -> SyntaxError {
        let name = crate::text::unescape(self.word(at)).into_owned();
        error(self.span(at), "The name of a property has no quotes".to_owned(), "Remove the quotes")
            .with_fix("Remove the quotes", replace(self.span(at), &name))
    }
}
