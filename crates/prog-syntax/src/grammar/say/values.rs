//! What is said of a value that is missing, in the wrong place, or not quite a name or date.

use super::{error, replace, short};
use crate::grammar::spelled::SpelledDate;
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError};

impl State<'_> {
    pub(in crate::grammar) fn no_value(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        error(
            self.gap(at),
            format!("`{name}` has no value"),
            "Write it after the `:`, or `?` while it is open",
        )
    }

    pub(in crate::grammar) fn value_on_next_line(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        let between = Span::new(self.end_before(at), self.span(at).start);
        let found = error(
            self.gap(at),
            format!("The value of `{name}` starts on the line below"),
            "Start it on the same line as its `:`",
        );
        let blank = between.text(self.text).trim().is_empty();
        if blank { found.with_fix("Join the lines", replace(between, " ")) } else { found }
    }

    pub(in crate::grammar) fn bullet_list(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        let help = format!("Write them after each other: `{name}: one, two`");
        error(self.gap(at), format!("The values of `{name}` are written as a list of bullets"), &help)
    }

    /// `due: -`, as sheets say that there is nothing.
    pub(in crate::grammar) fn dash_for_nothing(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        let help = "Write `?` while it is open, or remove the line";
        error(self.span(at), format!("`{name}` has no value"), help)
            .with_fix("Leave it open: `?`", replace(self.span(at), "?"))
            .guessed()
    }

    pub(in crate::grammar) fn brackets(&self, open: usize, close: Option<usize>) -> SyntaxError {
        let found =
            error(self.span(open), "A list has no brackets".to_owned(), "Separate the values with `,`");
        match close {
            Some(close) => {
                let mut edits = replace(self.span(open), "");
                edits.extend(replace(self.span(close), ""));
                found.with_fix("Remove the brackets", edits)
            }
            None => found,
        }
    }

    /// The name before `at` ends with `.` or `-`.
    pub(in crate::grammar) fn half_name(&self, at: usize) -> SyntaxError {
        let sign = short(self.word(at - 1));
        let help = format!("Write the rest of the name, or remove the `{sign}`");
        error(self.gap(at), format!("Expected a name after `{sign}`"), &help)
    }

    pub(in crate::grammar) fn date_in_words(&self, span: Span, date: &SpelledDate) -> SyntaxError {
        if date.yearless {
            let message = format!("`{}` has no year", short(span.text(self.text)));
            let help = format!("Write year, month and day, such as `{}`", date.iso);
            return SyntaxError { rule: "invalid-date", ..error(span, message, &help) };
        }
        let help = format!("Write `{}`", date.iso);
        let message = format!("`{}` is not how a date is written here", short(span.text(self.text)));
        let found = SyntaxError { rule: "invalid-date", ..error(span, message, &help) };
        let found = found.with_fix(&help, replace(span, &date.iso));
        if date.guess { found.guessed() } else { found }
    }

    pub(in crate::grammar) fn mention(&self, at: usize) -> SyntaxError {
        let help = "Remove the `@`";
        error(self.span(at), "Names are written without `@`".to_owned(), help)
            .with_fix(help, replace(self.span(at), ""))
    }

    pub(in crate::grammar) fn stray_in_value(&self, at: usize) -> SyntaxError {
        if self.kind(at).base() == Kind::LBRACE {
            let message = "A property has no block".to_owned();
            return error(self.span(at), message, "Remove the `:` if this is a declaration, or the `{ … }`");
        }
        error(self.span(at), self.does_not_belong(at), "Remove it, or put it in quotes if it is text")
    }
}
