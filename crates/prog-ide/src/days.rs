//! Days in words: which weekday, how far from today, in days of the calendar and in working days.

use crate::text::count;
use prog_facts::Facts;
use prog_model::dates::{self, Day, iso, weekday_name};

/// `Friday`, and how far it is: `Friday · in 12 working days (2 weeks and 3 days)`.
pub(crate) fn describe(facts: &Facts<'_>, day: Day) -> String {
    let mut out = format!("{} · {}", weekday_name(day), distance(facts.today, day));
    let working = facts.calendar().between(facts.today, day);
    if working != 0 {
        out.push_str(&format!(", {}", count(working.unsigned_abs() as usize, "working day", "working days")));
    }
    out
}

/// `today`, `tomorrow`, `in 5 days`, `3 weeks ago`.
pub(crate) fn distance(today: Day, day: Day) -> String {
    let days = day.saturating_sub(today);
    let size = days.unsigned_abs() as usize;
    let span = match size {
        0..=20 => count(size, "day", "days"),
        21..=83 => count(size.div_ceil(7), "week", "weeks"),
        84..=729 => count((size + 15) / 30, "month", "months"),
        _ => count(size / 365, "year", "years"),
    };
    match days {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        d if d > 0 => format!("in {span}"),
        _ => format!("{span} ago"),
    }
}

/// What is special about a day: that nobody works, or that nothing may be released. Empty mostly.
pub(crate) fn caution(facts: &Facts<'_>, day: Day) -> String {
    let calendar = facts.calendar();
    let frozen = calendar.freeze_on(day).and_then(|at| calendar.freezes().get(at));
    match (calendar.is_working(day), frozen) {
        (_, Some((first, last))) => format!("in the freeze {} .. {}", iso(*first), iso(*last)),
        (false, None) => "not a working day".into(),
        (true, None) => String::new(),
    }
}

/// Year and quarter (1–4) of a day.
pub(crate) fn quarter(day: Day) -> (i32, u32) {
    let (year, month, _) = dates::civil(day);
    (year, (month - 1) / 3 + 1)
}

/// The last day of a quarter.
pub(crate) fn quarter_end(year: i32, quarter: u32) -> Day {
    dates::month_span(year, quarter * 3).map_or(0, |m| m.1)
}
