//! What is said of numbers with their units and currencies.

use super::{error, replace};
use crate::grammar::amount::SpelledAmount;
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError, wording};

impl State<'_> {
    pub(in crate::grammar) fn plus_sign(&self, at: usize) -> SyntaxError {
        let digits = self.word(at + 1).bytes().filter(u8::is_ascii_digit).count();
        if digits > 6 || self.kind(at + 2) == Kind::NUM {
            return self.phone_number(at);
        }
        let help = "Remove the `+`";
        error(self.span(at), "Numbers are written without `+`".to_owned(), help)
            .with_fix(help, replace(self.span(at), ""))
    }

    fn phone_number(&self, plus: usize) -> SyntaxError {
        let end = (plus + 1..).find(|i| self.kind(*i) != Kind::NUM).unwrap_or(plus + 1);
        let span = self.span(plus).cover(self.span(end - 1));
        let right = format!("\"{}\"", span.text(self.text));
        error(span, "A phone number stands in quotes".to_owned(), "").rewritten(&right)
    }

    /// `USD 500K`, `500K USD`, `US$500K` and `CHF 500`: a currency in letters beside its number.
    pub(super) fn amount(&self, letters: &str, number: &str, whole: Span) -> Option<SyntaxError> {
        let plain = number.ends_with(|c: char| c.is_ascii_digit() || "KMB".contains(c));
        if letters == "US" && number.starts_with('$') {
            return Some(error(whole, MARK_FIRST.into(), "").rewritten(number));
        }
        if !plain || number.starts_with(is_mark) {
            return None;
        }
        if let Some(mark) = mark_of(letters) {
            return Some(error(whole, MARK_FIRST.into(), "").rewritten(&format!("{mark}{number}")));
        }
        let code = letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_uppercase());
        // Behind a number `K` would be read as a part of the unit.
        let value = crate::literal::parse_number(number).filter(|_| code)?.value;
        let message = "A number and its unit are written without a space";
        Some(error(whole, message.into(), "").rewritten(&format!("{value}{letters}")))
    }

    /// `12 ms`: the number at `number` and its unit, `width` tokens together.
    pub(in crate::grammar) fn spaced_unit(&self, number: usize, width: usize) -> SyntaxError {
        let span = self.span(number).cover(self.span(number + width - 1));
        let token = span.text(self.text);
        if self.word(number).starts_with(is_mark) {
            return self.two_currencies(number);
        }
        let amount = mark_of(self.word(number + 1)).map(|mark| format!("{mark}{}", self.word(number)));
        let message = match amount {
            Some(_) => MARK_FIRST.to_owned(),
            None => "A number and its unit are written without a space".to_owned(),
        };
        let written = amount.as_deref().unwrap_or(token);
        let right = crate::literal::parse_number(written).map(|q| wording::spell(&q, written));
        let right = right.unwrap_or_else(|| written.to_owned());
        let help = format!("Write `{right}`");
        error(span, message, &help).with_fix(&format!("Write `{right}`"), replace(span, &right))
    }

    /// `20 €/month`
    pub(in crate::grammar) fn amount_in_words(&self, span: Span, amount: &SpelledAmount) -> SyntaxError {
        if !amount.rate.is_empty() {
            let message = format!("`{}` does not stand with an amount of money", amount.rate);
            let help = format!("Write `{}`, and say in a text what it is paid for", amount.right);
            return error(span, message, &help);
        }
        let message = match amount.right.starts_with(is_mark) && !span.text(self.text).starts_with(is_mark) {
            true => MARK_FIRST,
            false => "A number and its unit are written without a space",
        };
        let found = error(span, message.to_owned(), "").rewritten(&amount.right);
        match &amount.other {
            _ if wording::is_torn(span, self.text) => {
                SyntaxError { help: Some(wording::DECIMALS.to_owned()), fix: None, ..found }
            }
            Some(other) => SyntaxError {
                help: Some(format!("Write `{}` or `{other}`, whichever is meant", amount.right)),
                fix: None,
                ..found
            },
            None => found,
        }
    }

    /// `$500 USD`: fixed where both say the same.
    fn two_currencies(&self, number: usize) -> SyntaxError {
        let (amount, code) = (self.word(number), self.word(number + 1));
        let span = self.span(number).cover(self.span(number + 1));
        let found = error(
            span,
            "An amount has one currency".to_owned(),
            "Write it once, as a mark before the number",
        );
        let right = crate::literal::parse_number(amount).map(|q| wording::spell(&q, amount));
        let same = mark_of(code).is_some_and(|mark| amount.starts_with(mark));
        right.filter(|_| same).map_or(found.clone(), |right| found.rewritten(&right))
    }

    pub(in crate::grammar) fn long_unit(&self, from: usize, to: usize) -> SyntaxError {
        let span = Span::new(self.span(from).start, self.end_before(to));
        let help = "Write the number alone, and these words as the `unit` of its metric";
        error(span, "A unit of several words does not stand with its number".to_owned(), help)
    }
}

const MARK_FIRST: &str = "An amount starts with the mark of its currency";

pub(in crate::grammar) fn is_mark(c: char) -> bool {
    "$€£¥₹".contains(c)
}

/// The mark of a currency that is written in letters.
pub(in crate::grammar) fn mark_of(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        _ => return None,
    })
}
