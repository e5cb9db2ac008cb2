//! What is said of two values side by side, and of commas missing or too many.

use super::{error, insert, replace, short};
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{SyntaxError, TextEdit};

impl State<'_> {
    pub(in crate::grammar) fn missing_comma(&self, at: usize, sure: bool) -> SyntaxError {
        let (before, after) = (short(self.word(at - 1)), short(self.word(at)));
        let help = if sure {
            "Separate values with `,`"
        } else {
            "Separate values with `,`; text stands in quotes, and the words of one name are joined by `-`"
        };
        let found = error(self.gap(at), format!("Expected `,` between `{before}` and `{after}`"), help);
        // A list of values of different sorts is rarely what is meant.
        let sort = |i: usize| match self.kind(i).base() {
            Kind::NUM | Kind::DATE => self.kind(i).base(),
            _ => Kind::STR,
        };
        let alike = sort(at - 1) == sort(at);
        if !sure || !alike {
            return found;
        }
        let found = found.with_fix("Insert `,`", insert(self.end_before(at), ","));
        // Of texts most properties take one.
        if self.kind(at).base() == Kind::STR { found.guessed() } else { found }
    }

    /// Two values side by side that are one, or that something else than a comma stands between.
    pub(in crate::grammar) fn joined_by_mistake(&self, at: usize) -> Option<SyntaxError> {
        let (before, after) = (self.word(at - 1), self.word(at));
        let whole = self.span(at - 1).cover(self.span(at));
        match (self.kind(at - 1).base(), self.kind(at).base()) {
            (Kind::NUM, Kind::DATE) => {
                let message = format!("Expected `on` between `{before}` and `{after}`");
                let found = error(self.gap(at), message, "Write the day of a reading after `on`");
                Some(found.with_fix("Insert `on`", insert(self.end_before(at), " on")))
            }
            (Kind::NUM, Kind::NUM) if self.is_lag(at - 1) => {
                let help = "Write how long in one number, such as `2d`";
                Some(error(whole, "A lag is one length of time".into(), help))
            }
            (Kind::NUM, Kind::NUM) => {
                let group = before.ends_with(|c: char| c.is_ascii_digit()) && is_group(after);
                let last = (at..).take_while(|i| *i == at || self.goes_on_in_groups(*i)).last().unwrap_or(at);
                let whole = self.span(at - 1).cover(self.span(last));
                let joined: String = (at - 1..=last).map(|i| self.word(i)).collect();
                let right = crate::literal::parse_number(&joined).map(|q| crate::wording::spell(&q, &joined));
                let right = right.unwrap_or(joined);
                let found = error(whole, "Numbers have no separator between thousands".into(), "");
                group.then(|| found.rewritten(&right))
            }
            (Kind::IDENT, Kind::NUM) => self.amount(before, after, whole),
            (Kind::NUM, Kind::IDENT)
                if matches!(after, "at" | "as-of" | "from") && self.kind(at + 1) == Kind::DATE =>
            {
                let message = format!("A reading is written with `on`, not with `{after}`");
                Some(error(self.span(at), message, "").rewritten("on"))
            }
            (Kind::NUM, Kind::IDENT) => self.amount(after, before, whole),
            (Kind::DATE, Kind::NUM) if self.kind(at + 1) == Kind::COLON => {
                let help = "Leave out the time of day: dates are days here";
                Some(error(self.span(at), self.does_not_belong(at), help))
            }
            _ => None,
        }
    }

    /// Whether the number at `at` is a lag: `+ 3d`.
    fn is_lag(&self, at: usize) -> bool {
        at > 0 && matches!(self.kind(at - 1).base(), Kind::PLUS | Kind::MINUS)
    }

    /// Whether the number at `at` is a further group of three digits of the one before it.
    pub(in crate::grammar) fn goes_on_in_groups(&self, at: usize) -> bool {
        let before = self.word(at - 1);
        let plain = self.kind(at - 1).base() == Kind::NUM && before.bytes().all(|b| b.is_ascii_digit());
        plain && is_group(before) && self.kind(at) == Kind::NUM && is_group(self.word(at))
    }

    /// A property in the middle of a value, without its comma and colon.
    pub(in crate::grammar) fn property_in_value(&self, at: usize) -> SyntaxError {
        let (before, word) = (short(self.word(at - 1)), self.word(at));
        let message = format!("`{word}` is a property of its own");
        let edits = vec![
            TextEdit { span: self.gap(at), text: ",".to_owned() },
            TextEdit { span: self.gap(at + 1), text: ":".to_owned() },
        ];
        let help = format!("Write `,` after `{before}`, and `:` after `{word}`");
        error(self.span(at), message, &help).with_fix("Make it a property", edits)
    }

    pub(in crate::grammar) fn comma_before(&self, at: usize) -> SyntaxError {
        let what = short(self.word(at));
        let found = error(
            self.gap(at),
            format!("Expected `,` before `{what}`"),
            "Separate properties on one line with `,`",
        )
        .with_fix("Insert `,`", insert(self.end_before(at), ","));
        // The word may be the unit of the number.
        if self.kind(at - 1).base() == Kind::NUM { found.guessed() } else { found }
    }

    pub(in crate::grammar) fn semicolon(&self, at: usize) -> SyntaxError {
        let last = self.kind(at + 1).is_first() || self.kind(at + 1) == Kind::RBRACE;
        let (help, right) = if last { ("Remove it", "") } else { ("Write `,`", ",") };
        let message = "Values and properties are separated by `,`, not by `;`".to_owned();
        error(self.span(at), message, help).with_fix(help, replace(self.span(at), right))
    }

    pub(in crate::grammar) fn extra_comma(&self, at: usize) -> SyntaxError {
        let help = "Remove it, or write what is missing before it";
        error(self.span(at), "There is nothing before this `,`".to_owned(), help)
            .with_fix("Remove the `,`", replace(self.span(at), ""))
    }
}

/// Whether a number starts with three digits: `000`, `000€`.
fn is_group(word: &str) -> bool {
    word.bytes().take_while(u8::is_ascii_digit).count() == 3
}
