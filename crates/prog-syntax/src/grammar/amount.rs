//! Amounts in several tokens, as people write them: `20 €/month`, `2.5 Mio. €`, `$20 per user`.

use super::say::amounts::{is_mark, mark_of};
use super::state::State;
use crate::lexer::Kind;
use crate::{literal, wording};

/// How often something is paid for can be told so many times: `per user per month`.
const MOST_RATES: usize = 3;

/// An amount as it should have been written, and how many tokens it takes.
pub(super) struct SpelledAmount {
    pub(super) right: String,
    pub(super) tokens: usize,
    /// The tokens of the number itself.
    pub(super) number: usize,
    /// What it may mean besides.
    pub(super) other: Option<String>,
    /// What it is paid for, where no number can say that.
    pub(super) rate: String,
}

impl State<'_> {
    /// The amount in several tokens whose number stands at `at`.
    pub(super) fn spelled_amount(&self, at: usize) -> Option<SpelledAmount> {
        let (number, rates) = self.amount_parts(at)?;
        let rate: String = rates.iter().map(|unit| format!("/{}", self.word(*unit))).collect();
        let end = rates.last().map_or(number, |unit| unit + 1);
        let written = self.span(at).cover(self.span(number - 1)).text(self.text).replace(". ", " ");
        let written = match mark_of(self.word(number - 1)) {
            Some(mark) => format!("{}{mark}", written.trim_end_matches(char::is_alphabetic)),
            None => written,
        };
        let amount = literal::parse_number(&written)?;
        let money = amount.currency.is_some();
        // A unit starts with a letter or `%`.
        let (unit, rate) = if money { (String::new(), rate) } else { (rate, String::new()) };
        let right = format!("{}{unit}", wording::spell(&amount, &written));
        let other = wording::as_thousands(&written);
        (money || amount.unit == "%").then(|| SpelledAmount {
            right,
            tokens: end - at,
            number: number - at,
            other,
            rate,
        })
    }

    /// Where the number ends with its scale and mark, and the units that it is told by; `None` where it is one token.
    fn amount_parts(&self, at: usize) -> Option<(usize, Vec<usize>)> {
        let mut end = at + 1;
        if self.kind(end) == Kind::IDENT && literal::scale_word(self.word(end)).is_some() {
            end += if self.kind(end + 1) == Kind::DOT { 2 } else { 1 };
        }
        let marked = self.kind(end) == Kind::BAD && self.word(end).starts_with(is_mark);
        let coded = self.kind(end) == Kind::IDENT && mark_of(self.word(end)).is_some();
        let once = !self.word(at).starts_with(is_mark);
        end += usize::from(once && (marked || coded));
        let next = |after: usize| {
            let sign =
                matches!((self.kind(after), self.word(after)), (Kind::BAD, "/") | (Kind::IDENT, "per"));
            (sign && self.kind(after + 1) == Kind::IDENT).then_some(after + 1)
        };
        let rates = std::iter::successors(next(end), |unit| next(unit + 1)).take(MOST_RATES);
        let rates: Vec<usize> = rates.collect();
        (end > at + 1 || !rates.is_empty()).then_some((end, rates))
    }
}
