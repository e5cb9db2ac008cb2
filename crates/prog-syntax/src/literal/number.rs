//! Numbers with currency mark and unit, and durations.

/// A number as written: `42`, `-3`, `$1.2M`, `250ms`, `61.4%`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quantity<'a> {
    /// The value, `K`, `M` and `B` already multiplied in.
    pub value: f64,
    /// The currency mark before it.
    pub currency: Option<char>,
    /// The unit after it, as written; empty where there is none.
    pub unit: &'a str,
    /// Whether the number was written without fraction and multiplier, so that it may count something.
    pub whole: bool,
}

/// How long something takes, as written: `3d`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DurationLiteral {
    /// How many.
    pub amount: f64,
    /// Of what.
    pub unit: DurationUnit,
}

/// The units that a duration may have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DurationUnit {
    /// `ms`
    Millisecond,
    /// `s`
    Second,
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
    /// `mo`
    Month,
    /// `y`
    Year,
}

impl DurationUnit {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Millisecond => "ms",
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Week => "w",
            Self::Month => "mo",
            Self::Year => "y",
        }
    }
}

/// Reads a number token. It also reads what the lexer took with an error (`€1,200,000`, `$500k`, `12 ms`, `500€`) the way it
/// was meant, so that one slip does not look like a second one further on.
pub fn parse_number(text: &str) -> Option<Quantity<'_>> {
    simple(text).or_else(|| any(text))
}

/// Digits, perhaps a point and more digits, and a unit of small letters or a `%`: as nearly all numbers are.
#[inline]
fn simple(text: &str) -> Option<Quantity<'_>> {
    /// So many digits, and so many powers of ten, a float holds exactly; one division of two such is rounded once.
    const EXACT: usize = 15;
    const TENS: [f64; EXACT + 1] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let bytes = text.as_bytes();
    let mut all = 0_u64;
    let mut past_digits = |mut at: usize| {
        while let Some(digit) = bytes.get(at).map(|b| b.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            // Too many digits are told below.
            all = all.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        at
    };
    let whole = past_digits(0);
    let pointed = bytes.get(whole) == Some(&b'.');
    let end = if pointed { past_digits(whole + 1) } else { whole };
    let decimals = if pointed { end - whole - 1 } else { 0 };
    let unit = text.get(end..)?;
    let odd = unit.bytes().any(|b| !(b.is_ascii_lowercase() || b == b'%'));
    if whole == 0 || whole + decimals > EXACT || pointed && decimals == 0 || odd {
        return None;
    }
    let value = if pointed { all as f64 / TENS[decimals] } else { all as f64 };
    Some(Quantity { value, currency: None, unit, whole: !pointed })
}

fn any(text: &str) -> Option<Quantity<'_>> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut currency = rest.chars().next().filter(|c| is_currency(*c));
    let rest = rest.strip_prefix(is_currency).unwrap_or(rest).trim_start();
    let number_end =
        rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '_' | '.' | ','))).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(number_end);
    let apart = tail.starts_with([' ', '\t']);
    let tail = tail.trim();
    let mut unit = tail.trim_end_matches(is_currency).trim_end();
    if unit.len() < tail.len() {
        currency = currency.or(tail.chars().next_back());
    }
    if apart {
        unit = unit_word(unit).unwrap_or(unit);
    }
    let mut value = value(digits)?;
    let mut whole = !digits.contains('.');
    if let Some((factor, after)) = scale(unit, currency.is_some()) {
        value *= factor;
        unit = after;
        whole = false;
    }
    Some(Quantity { value: if negative { -value } else { value }, currency, unit, whole })
}

fn value(digits: &str) -> Option<f64> {
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.matches('.').count() <= 1;
    if plain {
        return digits.parse().ok();
    }
    let dots = digits.matches('.').count();
    let kept: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.' && dots == 1).collect();
    kept.parse().ok()
}

/// `K`, `M`, `B` multiply after a currency mark, or where no letter follows.
fn scale(unit: &str, money: bool) -> Option<(f64, &str)> {
    let factor = match unit.as_bytes().first()? {
        b'K' => 1e3,
        b'M' => 1e6,
        b'B' => 1e9,
        _ => return if money { scale_word(unit).map(|factor| (factor, "")) } else { None },
    };
    let after = &unit[1..];
    if money && scale_word(unit).is_some() {
        return scale_word(unit).map(|factor| (factor, ""));
    }
    (money || !after.starts_with(char::is_alphabetic)).then_some((factor, after))
}

/// What people write for thousands, millions and billions of money.
pub(crate) fn scale_word(unit: &str) -> Option<f64> {
    Some(match unit.to_ascii_lowercase().as_str() {
        "k" | "thousand" | "tsd" => 1e3,
        "m" | "mn" | "mm" | "mio" | "mil" | "million" | "millions" => 1e6,
        "b" | "bn" | "mrd" | "billion" | "billions" => 1e9,
        _ => return None,
    })
}

/// The unit that people mean who write it out, apart from its number.
fn unit_word(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "day" | "days" | "tag" | "tage" | "jour" | "jours" => "d",
        "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines" => "w",
        "month" | "months" | "monat" | "monate" | "mois" => "mo",
        "year" | "years" | "jahr" | "jahre" => "y",
        "hour" | "hours" | "stunde" | "stunden" => "h",
        "minute" | "minutes" | "mins" => "min",
        "second" | "seconds" | "sec" => "s",
        "percent" => "%",
        _ => return None,
    })
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹')
}

/// Reads a duration: a number and one of `ms s min h d w mo y`.
pub fn parse_duration(text: &str) -> Option<DurationLiteral> {
    let quantity = parse_number(text)?;
    let unit = match quantity.unit {
        "ms" => DurationUnit::Millisecond,
        "s" => DurationUnit::Second,
        "min" => DurationUnit::Minute,
        "h" => DurationUnit::Hour,
        "d" => DurationUnit::Day,
        "w" => DurationUnit::Week,
        "mo" => DurationUnit::Month,
        "y" => DurationUnit::Year,
        _ => return None,
    };
    quantity.currency.is_none().then_some(DurationLiteral { amount: quantity.value, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (f64, Option<char>, &str) {
        let q = parse_number(text).unwrap_or(Quantity {
            value: f64::NAN,
            currency: None,
            unit: "?",
            whole: false,
        });
        (q.value, q.currency, q.unit)
    }

    #[test]
    fn numbers_and_quantities() {
        assert_eq!(read("42"), (42.0, None, ""));
        assert_eq!(read("-3"), (-3.0, None, ""));
        assert_eq!(read("1_000.5"), (1000.5, None, ""));
        assert_eq!(read("250ms"), (250.0, None, "ms"));
        assert_eq!(read("61.4%"), (61.4, None, "%"));
        assert_eq!(read("$500K"), (500_000.0, Some('$'), ""));
        assert_eq!(read("€1.2M"), (1_200_000.0, Some('€'), ""));
        assert_eq!(read("-$2B"), (-2e9, Some('$'), ""));
        assert_eq!(read("12req/s"), (12.0, None, "req/s"));
        assert_eq!(read("5MB"), (5.0, None, "MB"));
        assert_eq!(read("5M"), (5e6, None, ""));
        assert_eq!(read("5M/s"), (5e6, None, "/s"));
        assert_eq!(read("$5K/mo"), (5e3, Some('$'), "/mo"));
        assert_eq!(read("21°C"), (21.0, None, "°C"));
        assert_eq!(parse_number("abc"), None);
        assert_eq!(parse_number("$"), None);
        assert_eq!(parse_number(""), None);
    }

    #[test]
    fn the_simple_ones_are_read_as_any_other() {
        let numbers =
            ["0", "7", "007", "42", "999999999999999", "0.1", "61.4", "3.14159", "0.30000000000001"];
        let units = ["", "ms", "%", "d", "req", "k"];
        for text in numbers.iter().flat_map(|n| units.iter().map(move |unit| format!("{n}{unit}"))) {
            assert!(simple(&text).is_some(), "{text}");
            assert_eq!(simple(&text), any(&text), "{text}");
        }
        for text in ["", "-3", "5.", "$5", "5M", "1_000", "1.2.3", "12 ms", "1234567890123456", "x"] {
            assert_eq!(simple(text), None, "{text}");
        }
    }

    #[test]
    fn slips_keep_their_meaning() {
        assert_eq!(read("€1,200,000"), (1_200_000.0, Some('€'), ""));
        assert_eq!(read("€1.200.000"), (1_200_000.0, Some('€'), ""));
        assert_eq!(read("$500k"), (500_000.0, Some('$'), ""));
        assert_eq!(read("$3bn"), (3e9, Some('$'), ""));
        assert_eq!(read("12 ms"), (12.0, None, "ms"));
        assert_eq!(read("500 €"), (500.0, Some('€'), ""));
        assert_eq!(read("61 %"), (61.0, None, "%"));
        assert_eq!(read("3 weeks"), (3.0, None, "w"));
    }

    #[test]
    fn durations() {
        let days = |text| parse_duration(text).map(|d| (d.amount, d.unit.as_str()));
        assert_eq!(days("3d"), Some((3.0, "d")));
        assert_eq!(days("6mo"), Some((6.0, "mo")));
        assert_eq!(days("0.5h"), Some((0.5, "h")));
        assert_eq!(days("3"), None);
        assert_eq!(days("$3d"), None);
        assert_eq!(days("3days"), None);
    }
}
