//! Dates and periods: `2026-05-15`, `2026-05`, `2026-W07`, `2026-Q2`, `2026-H1`, `2026`; and what else people write for them.

/// A day or a period, as written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateLiteral {
    /// `2026-05-15`
    Day {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: u8,
        /// 1 to the month's last day.
        day: u8,
    },
    /// `2026-05`
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: u8,
    },
    /// `2026-W07`, an ISO week.
    Week {
        /// The year the week is counted in.
        year: i16,
        /// 1 to 52 or 53.
        week: u8,
    },
    /// `2026-Q2`
    Quarter {
        /// The year.
        year: i16,
        /// 1 to 4.
        quarter: u8,
    },
    /// `2026-H1`
    Half {
        /// The year.
        year: i16,
        /// 1 or 2.
        half: u8,
    },
    /// `2026`, a number that is read as a year where a date is expected.
    Year {
        /// The year.
        year: i16,
    },
}

/// What is wrong with a date, and how it is written properly where that is evident.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateProblem {
    /// "February 2026 has 28 days".
    pub message: String,
    /// What to do, starting with a verb.
    pub help: String,
    /// The ISO spelling, where there is only one reading.
    pub iso: Option<String>,
}

/// How many days a month has.
pub fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// How many ISO weeks a year has: 53 where it starts or ends on a Thursday.
fn weeks_in_year(year: i16) -> u8 {
    let weekday_of_last_day =
        |y: i32| (y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400)).rem_euclid(7);
    let y = i32::from(year);
    if weekday_of_last_day(y) == 4 || weekday_of_last_day(y - 1) == 3 { 53 } else { 52 }
}

/// Reads a date, month, week, quarter, half or year that is well-formed and exists.
pub fn parse_date(text: &str) -> Option<DateLiteral> {
    match text.as_bytes().try_into() {
        Ok(bytes) => parse_day(bytes),
        Err(_) => parse_other(text.as_bytes()),
    }
}

/// `2026-05-15`, as nearly all dates are. Eight bytes are looked at together: one after the other takes three times as many steps.
#[inline]
pub(crate) fn parse_day(bytes: &[u8; 10]) -> Option<DateLiteral> {
    let [y0, y1, y2, y3, _, m0, m1, _, d0, d1] = *bytes;
    let head =
        u64::from_le_bytes([y0, y1, y2, y3, bytes[4], m0, m1, bytes[7]]) ^ u64::from_le_bytes(*b"0000-00-");
    let tail = u16::from_le_bytes([d0, d1]) ^ u16::from_le_bytes(*b"00");
    // What is left of each byte: a digit's value, nothing of a dash. Added to these, any more sets the high bit.
    let over_head =
        head | head.wrapping_add(u64::from_le_bytes([0x76, 0x76, 0x76, 0x76, 0x7f, 0x76, 0x76, 0x7f]));
    let over_tail = tail | tail.wrapping_add(0x7676);
    if over_head & 0x8080_8080_8080_8080 != 0 || over_tail & 0x8080 != 0 {
        return None;
    }
    let [y0, y1, y2, y3, _, m0, m1, _] = head.to_le_bytes();
    let [d0, d1] = tail.to_le_bytes();
    let two = |tens: u8, ones: u8| tens * 10 + ones;
    let year = i16::from(two(y0, y1)) * 100 + i16::from(two(y2, y3));
    let (month, day) = (two(m0, m1), two(d0, d1));
    let good = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    good.then_some(DateLiteral::Day { year, month, day })
}

fn parse_other(bytes: &[u8]) -> Option<DateLiteral> {
    let number = |range: std::ops::Range<usize>| {
        let digits = bytes.get(range)?;
        let all = digits.iter().all(u8::is_ascii_digit);
        all.then(|| digits.iter().fold(0i16, |n, d| n * 10 + i16::from(d - b'0')))
    };
    let year = number(0..4)?;
    if bytes.len() > 4 && bytes[4] != b'-' {
        return None;
    }
    let small = |range| number(range).and_then(|n| u8::try_from(n).ok());
    let within = |n: u8, last: u8| (1..=last).contains(&n).then_some(n);
    Some(match (bytes.len(), bytes.get(5)) {
        (4, _) => DateLiteral::Year { year },
        (7, Some(b'Q')) => DateLiteral::Quarter { year, quarter: within(small(6..7)?, 4)? },
        (7, Some(b'H')) => DateLiteral::Half { year, half: within(small(6..7)?, 2)? },
        (8, Some(b'W')) => DateLiteral::Week { year, week: within(small(6..8)?, weeks_in_year(year))? },
        (7, _) => DateLiteral::Month { year, month: within(small(5..7)?, 12)? },
        _ => return None,
    })
}

/// Reads a date, or says what is wrong with it.
pub fn check_date(text: &str) -> Result<DateLiteral, DateProblem> {
    parse_date(text).ok_or_else(|| problem(text))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cold]
fn problem(text: &str) -> DateProblem {
    let help = |help: &str| help.to_owned();
    if let Some(message) = impossible(text) {
        return DateProblem { message, help: help("Write a date that exists"), iso: None };
    }
    let message = format!("`{text}` is not how a date is written here");
    if let Some((date, _)) = text.split_once(['T', 't']) {
        let iso = parse_date(date).map(|_| date.to_owned());
        return DateProblem { message, help: help("Leave out the time of day: dates are days here"), iso };
    }
    match read(text) {
        Reading::One(iso) => DateProblem { message, help: format!("Write `{iso}`"), iso: Some(iso) },
        Reading::Two(a, b) => {
            DateProblem { message, help: format!("Write `{a}` or `{b}`, whichever is meant"), iso: None }
        }
        Reading::None => DateProblem {
            message,
            help: help("Write it as year, month, day, such as `2026-05-15`"),
            iso: None,
        },
    }
}

/// A well-formed date that no calendar has: says why.
fn impossible(text: &str) -> Option<String> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: i16 = year.parse().ok()?;
    let rest = rest.strip_prefix('-')?;
    let parts: Vec<&str> = rest.split('-').collect();
    match parts.as_slice() {
        [week] if week.len() == 3 && week.starts_with('W') => {
            Some(format!("There is no week {} in {year}", week[1..].parse::<u8>().ok()?))
        }
        [quarter] if quarter.len() == 2 && quarter.starts_with('Q') => {
            Some(format!("There is no quarter {}", quarter[1..].parse::<u8>().ok()?))
        }
        [half] if half.len() == 2 && half.starts_with('H') => {
            Some(format!("A year has two halves, not {}", half[1..].parse::<u8>().ok()?))
        }
        [month, rest @ ..] if month.len() == 2 && rest.iter().all(|d| d.len() == 2) && rest.len() <= 1 => {
            let month: u8 = month.parse().ok()?;
            let Some(name) = MONTHS.get(usize::from(month).wrapping_sub(1)) else {
                return Some(format!("There is no month {month}"));
            };
            let day: u8 = rest.first()?.parse().ok()?;
            let days = days_in_month(year, month);
            Some(if day == 0 {
                "There is no day 0".to_owned()
            } else {
                format!("{name} {year} has {days} days")
            })
        }
        _ => None,
    }
}

enum Reading {
    None,
    One(String),
    Two(String, String),
}

/// How a date in another spelling may be read.
fn read(text: &str) -> Reading {
    let upper = text.to_ascii_uppercase();
    let joined = upper.split_at_checked(4).filter(|(_, period)| period.starts_with(['Q', 'H']));
    let slashed = upper.split_once('/').filter(|(_, rest)| !rest.contains('/'));
    let slashed = slashed.map(|(a, b)| if a.len() == 4 { (a, b) } else { (b, a) });
    if let Some((year, period)) = upper.split_once('-').or(slashed).or(joined)
        && year.len() == 4
        && !period.contains('-')
    {
        let padded = match period.strip_prefix('W') {
            Some(week) => format!("{year}-W{week:0>2}"),
            None => format!("{year}-{period:0>2}"),
        };
        return parse_date(&padded).map_or(Reading::None, |_| Reading::One(padded));
    }
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let [a, b, c] = parts.as_slice() else { return Reading::None };
    let iso = |y: &str, m: &str, d: &str| {
        let iso = format!("{y}-{m:0>2}-{d:0>2}");
        (y.len() == 4 && parse_date(&iso).is_some()).then_some(iso)
    };
    if a.len() == 4 {
        return iso(a, b, c).map_or(Reading::None, Reading::One);
    }
    let day_first = iso(c, b, a);
    // With dots the day always comes first; with slashes and dashes it depends on the country.
    let month_first = if text.contains('.') { None } else { iso(c, a, b) };
    match (day_first, month_first) {
        (Some(a), Some(b)) if a != b => Reading::Two(a, b),
        (Some(one), _) | (None, Some(one)) => Reading::One(one),
        (None, None) => Reading::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_dates() {
        assert_eq!(parse_date("2026-05-15"), Some(DateLiteral::Day { year: 2026, month: 5, day: 15 }));
        assert_eq!(parse_date("2024-02-29"), Some(DateLiteral::Day { year: 2024, month: 2, day: 29 }));
        assert_eq!(parse_date("2026-05"), Some(DateLiteral::Month { year: 2026, month: 5 }));
        assert_eq!(parse_date("2026-W07"), Some(DateLiteral::Week { year: 2026, week: 7 }));
        assert_eq!(parse_date("2026-W53"), Some(DateLiteral::Week { year: 2026, week: 53 }));
        assert_eq!(parse_date("2026-Q2"), Some(DateLiteral::Quarter { year: 2026, quarter: 2 }));
        assert_eq!(parse_date("2026-H1"), Some(DateLiteral::Half { year: 2026, half: 1 }));
        assert_eq!(parse_date("2026"), Some(DateLiteral::Year { year: 2026 }));
        for bad in [
            "2026-02-29",
            "2026-13",
            "2026-W00",
            "2025-W53",
            "2026-5-3",
            "2026/05/15",
            "",
            "2026-05-1x",
            "2026-05/15",
            "2026-00-15",
            "2026-05-00",
            "~~~~-~~-~~",
            "~~~~~~~~~~",
            "é026",
        ] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    /// What [`parse_day`] says, read digit by digit.
    fn day_by_digits(bytes: &[u8; 10]) -> Option<DateLiteral> {
        let number = |from: usize, to: usize| {
            let digits = &bytes[from..to];
            let all = digits.iter().all(u8::is_ascii_digit);
            all.then(|| digits.iter().fold(0i16, |n, d| n * 10 + i16::from(d - b'0')))
        };
        let (year, month, day) = (number(0, 4)?, number(5, 7)? as u8, number(8, 10)? as u8);
        let good = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        (bytes[4] == b'-' && bytes[7] == b'-' && good).then_some(DateLiteral::Day { year, month, day })
    }

    #[test]
    fn days_are_read_at_once_as_digit_by_digit() {
        for date in [b"2026-10-11", b"2024-02-29", b"0000-01-01", b"9999-12-31", b"1900-02-28"] {
            for (place, byte) in (0..10).flat_map(|place| (0..=u8::MAX).map(move |byte| (place, byte))) {
                for (other, with) in [(0, date[0]), (5, b'2'), (7, b'!'), (9, 0xFF)] {
                    let mut bytes = *date;
                    (bytes[other], bytes[place]) = (with, byte);
                    assert_eq!(parse_day(&bytes), day_by_digits(&bytes), "{}", bytes.escape_ascii());
                }
            }
        }
    }

    fn say(text: &str) -> String {
        match check_date(text) {
            Ok(date) => format!("{date:?}"),
            Err(p) => format!("{} | {} | {}", p.message, p.help, p.iso.as_deref().unwrap_or("-")),
        }
    }

    #[test]
    fn problems_are_named_and_fixed_where_there_is_one_reading() {
        let all = [
            "2026-02-30",
            "2026-13",
            "2026-13-01",
            "2025-W53",
            "2026-Q5",
            "2026-H3",
            "2026-5-3",
            "2026-5",
            "2026-W7",
            "2026-q2",
            "15.05.2026",
            "05/15/2026",
            "05/06/2026",
            "06/06/2026",
            "15.05.26",
            "2026.05.15",
            "2026-05-15T10:00",
            "31.02.2026",
        ];
        let said: String = all.iter().map(|t| format!("{t}: {}\n", say(t))).collect();
        insta::assert_snapshot!(said, @r"
        2026-02-30: February 2026 has 28 days | Write a date that exists | -
        2026-13: There is no month 13 | Write a date that exists | -
        2026-13-01: There is no month 13 | Write a date that exists | -
        2025-W53: There is no week 53 in 2025 | Write a date that exists | -
        2026-Q5: There is no quarter 5 | Write a date that exists | -
        2026-H3: A year has two halves, not 3 | Write a date that exists | -
        2026-5-3: `2026-5-3` is not how a date is written here | Write `2026-05-03` | 2026-05-03
        2026-5: `2026-5` is not how a date is written here | Write `2026-05` | 2026-05
        2026-W7: `2026-W7` is not how a date is written here | Write `2026-W07` | 2026-W07
        2026-q2: `2026-q2` is not how a date is written here | Write `2026-Q2` | 2026-Q2
        15.05.2026: `15.05.2026` is not how a date is written here | Write `2026-05-15` | 2026-05-15
        05/15/2026: `05/15/2026` is not how a date is written here | Write `2026-05-15` | 2026-05-15
        05/06/2026: `05/06/2026` is not how a date is written here | Write `2026-06-05` or `2026-05-06`, whichever is meant | -
        06/06/2026: `06/06/2026` is not how a date is written here | Write `2026-06-06` | 2026-06-06
        15.05.26: `15.05.26` is not how a date is written here | Write it as year, month, day, such as `2026-05-15` | -
        2026.05.15: `2026.05.15` is not how a date is written here | Write `2026-05-15` | 2026-05-15
        2026-05-15T10:00: `2026-05-15T10:00` is not how a date is written here | Leave out the time of day: dates are days here | 2026-05-15
        31.02.2026: `31.02.2026` is not how a date is written here | Write it as year, month, day, such as `2026-05-15` | -
        ");
    }
}
