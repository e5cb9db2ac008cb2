//! Typed values as rules and views read them: quantities with units, durations, dates.

use crate::dates::Day;
use crate::file::TimeUnit;
use std::cmp::Ordering;

/// A number with its unit: `61.4%`, `250ms`, `$1.2M` (as 1,200,000 with unit `$`).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quantity<'a> {
    /// The number, K, M and B multiplied in.
    pub value: f64,
    /// A currency mark and what follows the number; empty where there is none.
    pub unit: &'a str,
}

impl Quantity<'_> {
    /// Which one is larger; `None` where the units do not convert into each other.
    pub fn compare(&self, other: &Quantity<'_>) -> Option<Ordering> {
        compare(self.value, self.unit, other.value, other.unit)
    }

    /// The value in `unit`; `None` where the units do not convert into each other.
    pub fn in_unit(&self, unit: &str) -> Option<f64> {
        if self.unit == unit {
            return Some(self.value);
        }
        Some(self.value * milliseconds(self.unit)? / milliseconds(unit)?)
    }
}

impl std::fmt::Display for Quantity<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut chars = self.unit.chars();
        match chars.next() {
            Some(mark) if "$€£¥₹".contains(mark) => {
                if self.value < 0.0 {
                    f.write_str("-")?;
                }
                write!(f, "{mark}{}{}", short(self.value.abs(), true), chars.as_str())
            }
            _ => write!(f, "{}{}", short(self.value, false), self.unit),
        }
    }
}

/// The number as people write it: `1.2M` for money, otherwise plain, with at most four digits after the point.
fn short(value: f64, money: bool) -> String {
    let plain = |v: f64| {
        let text = format!("{v:.4}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let size = value.abs();
    match () {
        () if money && size >= 1e9 => plain(value / 1e9) + "B",
        () if money && size >= 1e6 => plain(value / 1e6) + "M",
        () if money && size >= 1e4 => plain(value / 1e3) + "K",
        () => plain(value),
    }
}

/// Compares two numbers with units, converting units of time.
pub fn compare(a: f64, unit_a: &str, b: f64, unit_b: &str) -> Option<Ordering> {
    if unit_a == unit_b {
        return a.partial_cmp(&b);
    }
    (a * milliseconds(unit_a)?).partial_cmp(&(b * milliseconds(unit_b)?))
}

/// Milliseconds in one of a unit of time; `1d` is 24 hours.
pub fn milliseconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "ms" => 1.0,
        "s" => 1e3,
        "min" => 6e4,
        "h" => 3.6e6,
        "d" => 8.64e7,
        "w" => 6.048e8,
        _ => return None,
    })
}

/// Whether two units convert into each other.
pub fn same_unit(a: &str, b: &str) -> bool {
    a == b || (milliseconds(a).is_some() && milliseconds(b).is_some())
}

/// A length of time as written: `3d`, `2w`, `6mo`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Duration {
    /// How many.
    pub amount: f64,
    /// Of what.
    pub unit: TimeUnit,
}

impl Duration {
    /// Working days, as estimates and lags count: a week is 5, a month 20, a year 240, a day 8 hours.
    pub fn working_days(self) -> f64 {
        self.amount
            * match self.unit {
                TimeUnit::Ms => 1.0 / 28_800_000.0,
                TimeUnit::S => 1.0 / 28_800.0,
                TimeUnit::Min => 1.0 / 480.0,
                TimeUnit::H => 1.0 / 8.0,
                TimeUnit::D => 1.0,
                TimeUnit::W => 5.0,
                TimeUnit::Mo => 20.0,
                TimeUnit::Y => 240.0,
            }
    }

    /// Days of the calendar, as cadences count: a month is 31 and a year 366, so that nobody is late by the calendar's whim.
    pub fn calendar_days(self) -> f64 {
        match self.unit {
            TimeUnit::Mo => self.amount * 31.0,
            TimeUnit::Y => self.amount * 366.0,
            unit => hours(unit, self.amount) / 24.0,
        }
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", short(self.amount, false), unit_word(self.unit))
    }
}

/// `d`, `w`, `mo` …
pub fn unit_word(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Ms => "ms",
        TimeUnit::S => "s",
        TimeUnit::Min => "min",
        TimeUnit::H => "h",
        TimeUnit::D => "d",
        TimeUnit::W => "w",
        TimeUnit::Mo => "mo",
        TimeUnit::Y => "y",
    }
}

/// The unit of time that a word names.
pub fn time_unit(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "ms" => TimeUnit::Ms,
        "s" => TimeUnit::S,
        "min" => TimeUnit::Min,
        "h" => TimeUnit::H,
        "d" => TimeUnit::D,
        "w" => TimeUnit::W,
        "mo" => TimeUnit::Mo,
        "y" => TimeUnit::Y,
        _ => return None,
    })
}

/// Hours of the clock; a month counts 30 days and a year 365.
pub fn hours(unit: TimeUnit, amount: f64) -> f64 {
    amount
        * match unit {
            TimeUnit::Ms => 1.0 / 3.6e6,
            TimeUnit::S => 1.0 / 3600.0,
            TimeUnit::Min => 1.0 / 60.0,
            TimeUnit::H => 1.0,
            TimeUnit::D => 24.0,
            TimeUnit::W => 168.0,
            TimeUnit::Mo => 720.0,
            TimeUnit::Y => 8760.0,
        }
}

/// A date or the period that was written for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    /// Its first day: what a start means.
    pub first: Day,
    /// Its last day: what a deadline means.
    pub last: Day,
}

/// The likelihood or impact of a risk: its step in the matrix from 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// From 1.
    pub step: u8,
    /// The percentage, where it was given so.
    pub percent: Option<f32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_print_as_people_write_them() {
        let show = |value, unit| Quantity { value, unit }.to_string();
        assert_eq!(show(61.4, "%"), "61.4%");
        assert_eq!(show(1_200_000.0, "$"), "$1.2M");
        assert_eq!(show(-500.0, "€"), "-€500");
        assert_eq!(show(250.0, "ms"), "250ms");
    }

    #[test]
    fn units_of_time_convert() {
        assert_eq!(compare(1.0, "s", 900.0, "ms"), Some(Ordering::Greater));
        assert_eq!(compare(1.0, "%", 1.0, "ms"), None);
        assert_eq!(Duration { amount: 2.0, unit: TimeUnit::W }.working_days(), 10.0);
    }
}
