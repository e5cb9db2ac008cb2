//! Everything that starts with a digit, a currency mark or a sign: numbers, quantities, dates, and what is meant to be one.

use super::issue::What;
use super::{Kind, Scan};

/// A token as the scanner found it: its kind, where it ends, what is wrong with it.
pub(super) type Found = (Kind, usize, Option<What>);

/// The length in bytes of the currency mark at `at`; 0 where there is none.
pub(super) fn currency(scan: &Scan<'_>, at: usize) -> usize {
    match scan.at(at) {
        b'$' => 1,
        0xC2 if matches!(scan.at(at + 1), 0xA3 | 0xA5) => 2,
        0xE2 if scan.at(at + 1) == 0x82 && matches!(scan.at(at + 2), 0xAC | 0xB9) => 3,
        _ => 0,
    }
}

/// The token at `at`, which is a digit.
#[inline(always)]
pub(super) fn plain(scan: &Scan<'_>, at: usize) -> Found {
    if scan.at(at + 4) == b'-'
        && let Some(end) = day(scan, at)
    {
        return (Kind::DATE, end, None);
    }
    match simple(scan, at) {
        Some(end) => (Kind::NUM, end, None),
        None => any(scan, at),
    }
}

/// Where the day ends that stands at `at`, as `2026-05-15`, if after it comes nothing that may belong to it: as nearly all dates are.
#[inline]
fn day(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let bytes = scan.bytes().get(at..)?.first_chunk()?;
    let end = at + bytes.len();
    (crate::literal::parse_day(bytes).is_some() && !goes_on(scan, end)).then_some(end)
}

/// Whether a date goes on at `end`, perhaps with the time of day that some write after it.
#[inline]
fn goes_on(scan: &Scan<'_>, end: usize) -> bool {
    let (at, next) = (scan.at(end), scan.at(end + 1));
    let time = at == b':' && next.is_ascii_digit() && scan.is_digit(end.wrapping_sub(1));
    at.is_ascii_alphanumeric() || at == b'-' && next.is_ascii_alphanumeric() || time
}

/// Where the number ends that is digits, perhaps a point and more digits, and a unit of ASCII letters or `%`, if after it comes
/// nothing that may belong to it: as nearly all are that are no dates.
#[inline(always)]
fn simple(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let past = |mut at: usize, of: fn(u8) -> bool| {
        while of(scan.at(at)) {
            at += 1;
        }
        at
    };
    let digit = |b: u8| b.is_ascii_digit();
    let mut end = past(at, digit);
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        end = past(end + 1, digit);
    }
    end = past(end, |b| b.is_ascii_alphabetic() || b == b'%');
    let alone = match (scan.at(end), scan.at(end + 1)) {
        (b'\n' | b'}', _) => true,
        (b',', next) => !next.is_ascii_digit(),
        (b' ', next) => next < 0x80 && !matches!(next, b' ' | b'\t' | b'%' | b'$'),
        _ => false,
    };
    alone.then_some(end)
}

fn any(scan: &Scan<'_>, at: usize) -> Found {
    let end = digits(scan, at);
    match scan.at(end) {
        b'-' if dash_date(scan, at, end) => date(scan, at),
        b'Q' | b'q' | b'H' | b'h' if joined_period(scan, at, end) => (Kind::DATE, end + 2, Some(What::Date)),
        b'.' | b'/' | b'-' if scan.is_digit(end + 1) => match groups(scan, at) {
            Some(found) => found,
            None => quantity(scan, at, false),
        },
        _ => quantity(scan, at, false),
    }
}

/// The token whose number starts at `at`, after a currency mark (and the spaces that do not belong there).
pub(super) fn money(scan: &Scan<'_>, at: usize) -> Found {
    quantity(scan, at, true)
}

fn digits(scan: &Scan<'_>, mut at: usize) -> usize {
    while scan.is_digit(at) || (scan.at(at) == b'_' && scan.is_digit(at + 1)) {
        at += 1;
    }
    at
}

/// `2026-…`: a year, a dash, and a digit or the letter of a week, quarter or half.
fn dash_date(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let letter = matches!(scan.at(end + 1) | 0x20, b'w' | b'q' | b'h') && scan.is_digit(end + 2);
    end - start == 4 && (scan.is_digit(end + 1) || letter)
}

/// `2026Q2`: a year and its quarter or half without the dash.
fn joined_period(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let ends = !scan.continues_name(end + 2) && !matches!(scan.at(end + 2), b'-' | b'/');
    end - start == 4 && scan.is_digit(end + 1) && ends
}

/// A token that is a date or looks like one, with the time of day that some write after it.
fn date(scan: &Scan<'_>, start: usize) -> Found {
    let mut end = start;
    while goes_on(scan, end) {
        end += 1;
    }
    let good = crate::literal::parse_date(scan.slice(start, end)).is_some();
    (Kind::DATE, end, (!good).then_some(What::Date))
}

/// Two or three groups of digits with one separator between: `15.05.2026`, `3/4`, `3-5`. `None` where it is a number.
fn groups(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let mut end = digits(scan, start);
    let separator = scan.at(end);
    let mut widths = [end - start, 0, 0];
    let mut count = 1;
    while scan.at(end) == separator && scan.is_digit(end + 1) {
        let from = end + 1;
        end = digits(scan, from);
        if count < 3 {
            widths[count] = end - from;
        }
        count += 1;
    }
    if separator == b'.' && count == 2 {
        return None;
    }
    let day_first = widths[0] <= 2 && widths[1] <= 2 && matches!(widths[2], 2 | 4);
    let year_first = widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2;
    Some(match separator {
        _ if count == 3 && (day_first || year_first) => (Kind::DATE, end, Some(What::Date)),
        b'/' if month_and_year(widths) && !scan.continues_name(end) => (Kind::DATE, end, Some(What::Date)),
        b'-' if count == 2 && !scan.continues_name(end) => (Kind::BAD_VALUE, end, Some(What::RangeDash)),
        b'-' if count == 2 => dashed_range(scan, end),
        _ => (Kind::BAD_VALUE, name_end(scan, end), Some(What::NotNumber)),
    })
}

/// `5/2026` and `2026/05`.
fn month_and_year(widths: [usize; 3]) -> bool {
    matches!(widths, [1 | 2, 4, 0] | [4, 1 | 2, 0])
}

/// `3-5d`: the second number may carry a unit.
fn dashed_range(scan: &Scan<'_>, at: usize) -> Found {
    let end = unit(scan, at);
    if scan.continues_name(end) || scan.at(end) == b'-' && scan.continues_name(end + 1) {
        return (Kind::BAD_NAME, name_end(scan, end), Some(What::NameWithDigit));
    }
    (Kind::BAD_VALUE, end, Some(What::RangeDash))
}

fn quantity(scan: &Scan<'_>, start: usize, money: bool) -> Found {
    let mut end = digits(scan, start);
    let mut what = None;
    let short = end - start <= 3;
    if short && (scan.at(end) == b',' || money && scan.at(end) == b'.') {
        let (to, count) = thousands(scan, end);
        // A lone `.200` is a fraction; a lone `,200` without a currency mark is the next value of a list.
        if count >= 2 || count == 1 && money && scan.at(end) == b',' {
            end = to;
            what = Some(What::Thousands);
        }
    }
    let whole = end;
    if scan.at(end) == b'.' && scan.is_digit(end + 1) {
        end = digits(scan, end + 1);
    }
    let number_end = end;
    end = unit(scan, end);
    if money && is_scale(scan.slice(number_end, end)) {
        what = what.or(Some(What::Scale));
    }
    if !money
        && number_end == whole
        && what.is_none()
        && end > number_end
        && let Some(found) = glued(scan, end)
    {
        return found;
    }
    if !money
        && what.is_none()
        && let Some(found) = spaced(scan, end, end > number_end)
    {
        return found;
    }
    (Kind::NUM, end, what)
}

/// `,200,000` or `.200.000`: where the groups of three end, and how many there are.
fn thousands(scan: &Scan<'_>, start: usize) -> (usize, usize) {
    let (mut end, mut count) = (start, 0);
    let separator = scan.at(start);
    while scan.at(end) == separator && (1..4).all(|i| scan.is_digit(end + i)) && !scan.is_digit(end + 4) {
        end += 4;
        count += 1;
    }
    (end, count)
}

/// Where the unit ends that starts at `at`: letters, `%`, `°`, `²`, `³`, with single `/` between.
fn unit(scan: &Scan<'_>, start: usize) -> usize {
    let mut end = start;
    loop {
        let width = unit_char(scan, end);
        if width > 0 {
            end += width;
        } else if end > start && scan.at(end) == b'/' && unit_char(scan, end + 1) > 0 {
            end += 1;
        } else {
            return end;
        }
    }
}

fn unit_char(scan: &Scan<'_>, at: usize) -> usize {
    match scan.at(at) {
        b'%' => 1,
        b if b.is_ascii_alphabetic() => 1,
        b if b < 0x80 => 0,
        _ => match scan.char_at(at) {
            Some(c) if c.is_alphabetic() || matches!(c, '°' | 'µ' | '²' | '³') => c.len_utf8(),
            _ => 0,
        },
    }
}

/// `k`, `mn`, `bn` after a currency mark: meant as `K`, `M`, `B`.
fn is_scale(unit: &str) -> bool {
    unit.len() > 1 && crate::literal::scale_word(unit).is_some() || matches!(unit, "k" | "m" | "b")
}

/// What follows a unit without a space makes it a name (`3d-secure`) or a range (`3d-5d`).
fn glued(scan: &Scan<'_>, end: usize) -> Option<Found> {
    if scan.at(end) == b'-' && scan.is_digit(end + 1) {
        let second = unit(scan, digits(scan, end + 1));
        if !scan.continues_name(second) && scan.at(second) != b'-' {
            return Some((Kind::BAD_VALUE, second, Some(What::RangeDash)));
        }
    }
    let dashed = scan.at(end) == b'-' && scan.continues_name(end + 1) && scan.at(end + 1) != b'_';
    (dashed || scan.continues_name(end))
        .then(|| (Kind::BAD_NAME, name_end(scan, end), Some(What::NameWithDigit)))
}

/// `61 %` and `500 €`, with or without the space.
fn spaced(scan: &Scan<'_>, end: usize, has_unit: bool) -> Option<Found> {
    let mut at = end;
    while matches!(scan.at(at), b' ' | b'\t') {
        at += 1;
    }
    let mark = currency(scan, at);
    if mark > 0 && !scan.is_digit(at + mark) && !scan.is_digit(at + mark + 1) {
        return Some((Kind::NUM, at + mark, Some(What::MarkAfter)));
    }
    let percent = at > end && !has_unit && scan.at(at) == b'%';
    percent.then_some((Kind::NUM, at + 1, Some(What::Spaced)))
}

fn name_end(scan: &Scan<'_>, mut at: usize) -> usize {
    loop {
        at = scan.word_end(at);
        if scan.at(at) == b'.' && scan.is_digit(at + 1) || scan.at(at) == b'/' && scan.is_digit(at + 1) {
            at += 1;
        } else {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simple_ones_are_read_as_any_other() {
        let numbers =
            ["7", "2026", "1.5", "15.05.2026", "1_000", "1,200", "3-5", "2026-05-15", "3/4", "7.", "3..5"];
        let units = ["", "d", "%", "req/s", "MB", "Q2", "d-secure", "d-5d", "²", "_x"];
        let rests = [
            "\n", "}", ", 5", ",500", ",", " on", " %", " $", " €", "  %", " ", "", "\t%", "..", " .. 9d",
            ".", ":",
        ];
        let mut simple_ones = 0;
        for (number, unit) in numbers.iter().flat_map(|n| units.iter().map(move |u| (n, u))) {
            for rest in rests {
                let text = format!("{number}{unit}{rest}");
                let scan = Scan { text: &text };
                if let Some(end) = simple(&scan, 0) {
                    assert_eq!(any(&scan, 0), (Kind::NUM, end, None), "{text:?}");
                    simple_ones += 1;
                }
            }
        }
        assert!(simple_ones > 50, "{simple_ones}");
    }
}
