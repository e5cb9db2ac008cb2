//! What is said of values of several parts, of which one is missing or not of its sort: ranges, chains, comparisons, readings
//! and lags.

use super::{error, insert, replace, short};
use crate::SyntaxError;
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::literal::ranges;

impl State<'_> {
    pub(in crate::grammar) fn no_start_of_range(&self, at: usize) -> SyntaxError {
        error(
            self.gap(at),
            "Expected the start of the range before `..`".to_owned(),
            "Write a date or number, or `?`",
        )
    }

    pub(in crate::grammar) fn no_end_of_range(&self, at: usize) -> SyntaxError {
        error(
            self.gap(at),
            "Expected the end of the range after `..`".to_owned(),
            "Write a date or number, or `?`",
        )
    }

    pub(in crate::grammar) fn range_in_words(&self, at: usize) -> SyntaxError {
        let word = short(self.word(at));
        let message = format!("A range is written with `..`, not with `{word}`");
        let found = error(self.span(at), message, "");
        let Some(range) = self.shared_unit(at) else { return found.rewritten("..") };
        let help = format!("Write `{}`", range.right);
        let whole = self.span(at - 1).cover(self.span(at + 1));
        let found =
            SyntaxError { help: Some(help.clone()), ..found }.with_fix(&help, replace(whole, &range.right));
        if range.guess { found.guessed() } else { found }
    }

    /// `$5 to 10K`: the range around the word at `at`, where its two ends are told by one mark or unit.
    fn shared_unit(&self, at: usize) -> Option<ranges::Range> {
        let numbers = [at - 1, at + 1].iter().all(|i| self.kind(*i).base() == Kind::NUM);
        let first = at > 1 && matches!(self.kind(at - 2).base(), Kind::KEY | Kind::COLON | Kind::COMMA);
        let last = !matches!(self.word(at + 2), ".." | "to" | "until" | "till" | "through" | "-" | "–" | "—");
        let (from, to) = (self.word(at - 1), self.word(at + 1));
        let range = (numbers && first && last).then(|| ranges::spell(from, to))?;
        (range.right != format!("{from} .. {to}")).then_some(range)
    }

    pub(in crate::grammar) fn no_hop(&self, at: usize, after: bool) -> SyntaxError {
        let side = if after { "after" } else { "before" };
        error(
            self.gap(at),
            format!("Expected the name of a system {side} `->`"),
            "Write where the data goes: `web -> api`",
        )
    }

    pub(in crate::grammar) fn text_hop(&self, at: usize) -> SyntaxError {
        let what = match self.kind(at).base() {
            Kind::NUM | Kind::BAD_VALUE => "a number",
            Kind::DATE => "a date",
            _ => "a text",
        };
        let message = format!("A step is the name of a system, not {what}");
        error(self.span(at), message, "Write the system's name; a text after it says what is passed on")
    }

    /// A further system of a chain, without the arrow before it; a whole chain rather lacks its comma.
    pub(in crate::grammar) fn missing_arrow(&self, at: usize) -> Option<SyntaxError> {
        let name = |i: usize| matches!(self.kind(i).base(), Kind::IDENT | Kind::DOTTED);
        if self.starts_chain(at) {
            return self.no_arrow(at - 1, at);
        }
        let labelled = usize::from(self.kind(at - 1) == Kind::STR);
        let hop = at.checked_sub(2 + labelled).filter(|arrow| self.kind(*arrow).base() == Kind::ARROW)? + 1;
        let next = self.kind(at + 1 + usize::from(self.kind(at + 1) == Kind::STR));
        let ends = next.is_first() || matches!(next, Kind::RBRACE | Kind::COMMA | Kind::KEY);
        if !name(hop) || !name(at) || self.kind(at).is_first() || !ends {
            return None;
        }
        self.no_arrow(hop, at)
    }

    /// `steps: web api -> db`: the name at `at` starts a chain, and so does the value right before it.
    pub(in crate::grammar) fn starts_chain(&self, at: usize) -> bool {
        let name = |i: usize| matches!(self.kind(i), Kind::IDENT | Kind::DOTTED);
        let first = at >= 2 && matches!(self.kind(at - 2).base(), Kind::KEY | Kind::COMMA);
        let label = usize::from(self.kind(at + 1) == Kind::STR);
        first && name(at - 1) && name(at) && self.kind(at + 1 + label).base() == Kind::ARROW
    }

    pub(in crate::grammar) fn arrow_in_parts(&self, at: usize, width: usize) -> SyntaxError {
        let span = self.span(at).cover(self.span(at + width - 1));
        let found = error(span, "An arrow is written `->`".to_owned(), "").rewritten("->");
        // A lone `>` may be the sign of a comparison.
        if width == 1 { found.guessed() } else { found }
    }

    fn no_arrow(&self, hop: usize, at: usize) -> Option<SyntaxError> {
        let message = format!("Expected `->` between `{}` and `{}`", self.word(hop), self.word(at));
        let found = error(self.gap(at), message, "Join the systems with `->` in the order of the flow");
        Some(found.with_fix("Insert `->`", insert(self.end_before(at), " ->")))
    }

    pub(in crate::grammar) fn nothing_to_compare(&self, at: usize) -> SyntaxError {
        let sign = short(self.word(at - 1));
        error(
            self.gap(at),
            format!("Expected a number after `{sign}`"),
            "Write it after the sign, such as `>= 99.9%`",
        )
    }

    pub(in crate::grammar) fn no_reading_date(&self, at: usize) -> SyntaxError {
        error(self.gap(at), "Expected a date after `on`".to_owned(), "Write the day of the reading, or `?`")
    }

    pub(in crate::grammar) fn no_lag(&self, at: usize) -> SyntaxError {
        let sign = short(self.word(at - 1));
        error(self.gap(at), format!("Expected a duration after `{sign}`"), "Write it like `3d` or `2w`")
    }
}
