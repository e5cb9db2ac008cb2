//! Days as numbers: civil dates to days since 1970-01-01 and back, and what periods stand for.
//!
//! The arithmetic is Howard Hinnant's "chrono-compatible low-level date algorithms" (proleptic Gregorian).

/// A day: days since 1970-01-01.
pub type Day = i32;

/// The day of a civil date; `None` if there is no such date.
pub fn day(year: i32, month: u32, of_month: u32) -> Option<Day> {
    if !(1..=12).contains(&month) || of_month == 0 || of_month > days_in_month(year, month) {
        return None;
    }
    Some(days_from_civil(year, month, of_month))
}

fn days_from_civil(year: i32, month: u32, of_month: u32) -> Day {
    let year = year - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = (month as i32 + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + of_month as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of the month.
pub fn civil(day: Day) -> (i32, u32, u32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month as u32, of_month as u32)
}

/// How many days a month has.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Monday = 0 … Sunday = 6.
pub fn weekday(day: Day) -> u32 {
    (day + 3).rem_euclid(7) as u32
}

/// The English name of the weekday.
pub fn weekday_name(day: Day) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday(day) as usize]
}

/// `2026-05-15`
pub fn iso(day: Day) -> String {
    let (year, month, of_month) = civil(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// Reads `2026-05-15`.
pub fn parse_iso(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let (year, month, of_month) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || of_month.len() != 2 {
        return None;
    }
    day(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?)
}

/// First and last day of a month.
pub fn month_span(year: i32, month: u32) -> Option<(Day, Day)> {
    Some((day(year, month, 1)?, day(year, month, days_in_month(year, month))?))
}

/// Monday and Sunday of an ISO week (1–53); `None` if the year has no such week.
pub fn week_span(year: i32, week: u32) -> Option<(Day, Day)> {
    let fourth = day(year, 1, 4)?;
    let first_monday = fourth - weekday(fourth) as i32;
    let monday = first_monday + 7 * (week as i32 - 1);
    // The Thursday of an ISO week decides to which year it belongs.
    let in_year = week >= 1 && civil(monday + 3).0 == year;
    in_year.then_some((monday, monday + 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for d in (-800_000..800_000).step_by(97) {
            let (y, m, n) = civil(d);
            assert_eq!(day(y, m, n), Some(d));
        }
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(2026, 2, 30), None);
        assert_eq!(iso(20_499), "2026-02-15");
        assert_eq!(parse_iso("2026-02-15"), Some(20_499));
        assert_eq!(weekday_name(20_499), "Sunday");
    }

    #[test]
    fn iso_weeks_belong_to_the_year_of_their_thursday() {
        assert_eq!(week_span(2026, 1).map(|w| iso(w.0)), Some("2025-12-29".into()));
        assert_eq!(week_span(2026, 53).map(|w| iso(w.0)), Some("2026-12-28".into()));
        assert_eq!(week_span(2025, 53), None);
    }
}
