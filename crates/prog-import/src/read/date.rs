//! Dates in the forms that spreadsheets and plans have.

use jiff::civil::{Date, date};

/// How `05/06/2026` is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateOrder {
    /// Month, day, year.
    #[default]
    MonthFirst,
    /// Day, month, year.
    DayFirst,
}

/// A piece of a date.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Piece {
    /// A number and how many digits it had.
    Number(i16, usize),
    Month(i16),
    /// `Q2`, `H1`, `W07`: the letter and the number.
    Period(char, i16),
}

/// The ISO spelling of a date, month, quarter, half, week or year; `None` where `text` is none or is impossible.
pub(crate) fn read(text: &str, order: DateOrder) -> Option<String> {
    let text = text.trim();
    if let Some(day) = serial(text) {
        return Some(day.to_string());
    }
    let pieces = pieces(text)?;
    use Piece::{Month, Number, Period};
    match pieces[..] {
        [Number(y, 4), Number(m, _), Number(d, _)] | [Number(y, 4), Month(m), Number(d, _)] => day(y, m, d),
        [Number(a, 1..=2), Number(b, 1..=2), Number(y, n @ (2 | 4))] => {
            let (d, m) = if text.contains('.') || order == DateOrder::DayFirst { (a, b) } else { (b, a) };
            day(year(y, n), m, d).or_else(|| day(year(y, n), d, m).filter(|_| !text.contains('.')))
        }
        [Number(d, 1..=2), Month(m), Number(y, n @ (2 | 4))] => day(year(y, n), m, d),
        [Month(m), Number(d, 1..=2), Number(y, n @ (2 | 4))] => day(year(y, n), m, d),
        [Month(m), Number(y, 4)] | [Number(y, 4), Month(m)] => Some(format!("{y:04}-{m:02}")),
        [Number(y, 4), Number(m @ 1..=12, _)] => Some(format!("{y:04}-{m:02}")),
        [Period(p, n), Number(y, 4)] | [Number(y, 4), Period(p, n)] => period(y, p, n),
        [Number(y @ 1900..=2200, 4)] => Some(format!("{y}")),
        _ => None,
    }
}

/// Whether `text` can only be read with the day first (`true`) or the month first (`false`).
pub(crate) fn order_of(text: &str) -> Option<DateOrder> {
    match pieces(text)?[..] {
        [Piece::Number(a, 1..=2), Piece::Number(b, 1..=2), Piece::Number(_, 2 | 4)]
            if !text.contains('.') =>
        {
            match (a > 12, b > 12) {
                (true, false) => Some(DateOrder::DayFirst),
                (false, true) => Some(DateOrder::MonthFirst),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether the order of day and month makes a difference to `text`.
pub(crate) fn is_ambiguous(text: &str) -> bool {
    let (a, b) = (read(text, DateOrder::DayFirst), read(text, DateOrder::MonthFirst));
    a.is_some() && a != b
}

/// Working days from `start` to `end`, both counted; `None` where either is no day or they are turned around.
pub(crate) fn workdays(start: &str, end: &str) -> Option<i64> {
    let (start, end): (Date, Date) = (start.parse().ok()?, end.parse().ok()?);
    let days = i64::from((end - start).get_days()) + 1;
    if days < 1 {
        return None;
    }
    let first = i64::from(start.weekday().to_monday_zero_offset());
    let (weeks, rest) = (days / 7, days % 7);
    Some(weeks * 5 + (first..first + rest).filter(|d| d % 7 < 5).count() as i64)
}

fn day(y: i16, m: i16, d: i16) -> Option<String> {
    let (m, d) = (i8::try_from(m).ok()?, i8::try_from(d).ok()?);
    Date::new(y, m, d).ok().filter(|_| y >= 1000).map(|d| d.to_string())
}

fn year(y: i16, digits: usize) -> i16 {
    if digits == 2 { 2000 + y } else { y }
}

fn period(y: i16, letter: char, n: i16) -> Option<String> {
    match letter {
        'q' if (1..=4).contains(&n) => Some(format!("{y:04}-Q{n}")),
        'h' if (1..=2).contains(&n) => Some(format!("{y:04}-H{n}")),
        'w' if (1..=53).contains(&n) => Some(format!("{y:04}-W{n:02}")),
        _ => None,
    }
}

/// A day as spreadsheets count it: days since the end of 1899.
fn serial(text: &str) -> Option<Date> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let n: i32 = whole.parse().ok().filter(|n| (36526..=73050).contains(n) && whole.len() == 5)?;
    date(1899, 12, 30).checked_add(jiff::Span::new().try_days(n).ok()?).ok()
}

/// The pieces of a date; `None` where a word is not one.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let text = without_time(text);
    let mut out = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let word = word.to_lowercase();
        if is_weekday(&word) && out.is_empty() {
            continue;
        }
        out.extend(piece(&word)?);
        if out.len() > 3 {
            return None;
        }
    }
    Some(out)
}

/// `text` up to a time of day.
fn without_time(text: &str) -> &str {
    let text = text.split(['T', 't']).next().filter(|t| t.len() == 10 && t.is_ascii()).unwrap_or(text);
    let Some(colon) = text.find(':') else { return text };
    text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end()
}

fn piece(word: &str) -> Option<Vec<Piece>> {
    if let Some(number) = number(word) {
        return Some(vec![number]);
    }
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    if let Some(number) = ordinal.and_then(number) {
        return Some(vec![number]);
    }
    if let Some(month) = month(word) {
        return Some(vec![Piece::Month(month)]);
    }
    // `Q2`, and `2026Q2` as one word.
    let at = word.find(['q', 'h', 'w'])?;
    let (year, period) = word.split_at(at);
    let letter = period.chars().next()?;
    let digits = &period[1..];
    let n = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    let mut out: Vec<_> = if year.is_empty() { Vec::new() } else { vec![number(year)?] };
    out.push(Piece::Period(letter, n));
    Some(out)
}

fn number(word: &str) -> Option<Piece> {
    let digits = !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok().map(|n| Piece::Number(n, word.len()))).flatten()
}

fn month(word: &str) -> Option<i16> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "jan", "januar", "jänner", "janvier", "enero"],
        &["february", "feb", "februar", "février", "febrero"],
        &["march", "mar", "märz", "mär", "mrz", "mars", "marzo"],
        &["april", "apr", "avril", "abril"],
        &["may", "mai", "mayo"],
        &["june", "jun", "juni", "juin", "junio"],
        &["july", "jul", "juli", "juillet", "julio"],
        &["august", "aug", "août", "agosto"],
        &["september", "sep", "sept", "septembre", "septiembre"],
        &["october", "oct", "oktober", "okt", "octobre", "octubre"],
        &["november", "nov", "novembre", "noviembre"],
        &["december", "dec", "dezember", "dez", "décembre", "diciembre"],
    ];
    MONTHS.iter().position(|names| names.contains(&word)).map(|i| i as i16 + 1)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const SHORT: [&str; 9] = ["mo", "di", "mi", "do", "fr", "sa", "so", "tues", "thur"];
    DAYS.iter().any(|d| word == *d || (word.starts_with(d) && word.ends_with("day"))) || SHORT.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn us(text: &str) -> String {
        read(text, DateOrder::MonthFirst).unwrap_or_default()
    }

    #[test]
    fn common_forms() {
        for (text, iso) in [
            ("2026-05-15", "2026-05-15"),
            ("2026-05-15T10:00:00Z", "2026-05-15"),
            ("2026-05-15 10:00", "2026-05-15"),
            ("2026/5/3", "2026-05-03"),
            ("15.05.2026", "2026-05-15"),
            ("5/15/2026", "2026-05-15"),
            ("15/5/2026", "2026-05-15"),
            ("5/6/26", "2026-05-06"),
            ("Mon 5/18/26 5:00 PM", "2026-05-18"),
            ("September 30, 2020", "2020-09-30"),
            ("15 May 2026", "2026-05-15"),
            ("15-May-26", "2026-05-15"),
            ("May 15th 2026", "2026-05-15"),
            ("1. März 2026", "2026-03-01"),
            ("May 2026", "2026-05"),
            ("2026-05", "2026-05"),
            ("Q2 2026", "2026-Q2"),
            ("2026Q2", "2026-Q2"),
            ("2026-H1", "2026-H1"),
            ("W7 2026", "2026-W07"),
            ("2026", "2026"),
            ("46157", "2026-05-15"),
            ("2026-02-30", ""),
            ("30.02.2026", ""),
            ("Continuous", ""),
            ("12 months", ""),
            ("May", ""),
            ("(See Above)", ""),
            ("", ""),
        ] {
            assert_eq!(us(text), iso, "{text}");
        }
        assert_eq!(read("5/6/26", DateOrder::DayFirst).as_deref(), Some("2026-06-05"));
    }

    #[test]
    fn columns_tell_their_order() {
        assert_eq!(order_of("13/01/2026"), Some(DateOrder::DayFirst));
        assert_eq!(order_of("01/13/2026"), Some(DateOrder::MonthFirst));
        assert_eq!(order_of("01/02/2026"), None);
        assert!(is_ambiguous("01/02/2026") && !is_ambiguous("02/02/2026") && !is_ambiguous("2026-01-02"));
    }

    #[test]
    fn working_days() {
        assert_eq!(workdays("2026-05-11", "2026-05-15"), Some(5));
        assert_eq!(workdays("2026-05-15", "2026-05-18"), Some(2));
        assert_eq!(workdays("2026-05-16", "2026-05-17"), Some(0));
        assert_eq!(workdays("2026-05-15", "2026-05-15"), Some(1));
        assert_eq!(workdays("2026-05-15", "2026-05-14"), None);
        assert_eq!(workdays("2026-05", "2026-06"), None);
    }
}
