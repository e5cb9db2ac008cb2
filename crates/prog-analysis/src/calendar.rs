//! Days and working days: which days count, and fast counting among them.
//!
//! Days are whole numbers since 1970-01-01. All arithmetic goes through one idea: every day has an *index*, the number of
//! working days before it; adding and counting working days is then adding and subtracting indices. An index costs one
//! division and one binary search in the holidays, never a walk from day to day.
//!
//! Not here: dates as text, months, quarters, time zones.

/// A day, counted from 1970-01-01 (day 0, a Thursday).
pub type Day = i32;

/// The last day that can be written, 9999-12-31; sums beyond it stay there.
pub const LAST_DAY: Day = 2_932_896;
/// The first day that can be written, -9999-01-01; sums before it stay there.
pub const FIRST_DAY: Day = -4_371_587;

/// Monday to Friday, as [`Calendar::new`] takes it (Monday first).
pub const MONDAY_TO_FRIDAY: [bool; 7] = [true, true, true, true, true, false, false];

/// Which days are worked, which are not, and in which spans nothing may change.
///
/// A freeze does not make a day free: people work on, but nothing goes live. It is only looked up
/// ([`Calendar::freeze_on`]) and does not move dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Working days of a week before each weekday, Monday first.
    before: [i64; 7],
    /// The weekday of each working day of a week, by its position.
    nth: Vec<i64>,
    workdays: [bool; 7],
    /// Holidays that fall on a workday, ascending, each once.
    holidays: Vec<Day>,
    /// For each holiday its index without holidays less its position: what [`Calendar::day_at`] searches in.
    shift: Vec<i64>,
    freezes: Vec<(Day, Day)>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new(MONDAY_TO_FRIDAY, [], [])
    }
}

impl Calendar {
    /// A calendar from the weekdays that are worked (Monday first), the holidays in any order, and the freezes as first and
    /// last day. Without a single workday Monday to Friday holds, for no plan can be made without one.
    pub fn new(
        workdays: [bool; 7],
        holidays: impl IntoIterator<Item = Day>,
        freezes: impl IntoIterator<Item = (Day, Day)>,
    ) -> Self {
        let workdays = if workdays.contains(&true) { workdays } else { MONDAY_TO_FRIDAY };
        let mut before = [0; 7];
        let mut nth = Vec::with_capacity(7);
        for (weekday, worked) in workdays.into_iter().enumerate() {
            before[weekday] = nth.len() as i64;
            if worked {
                nth.push(weekday as i64);
            }
        }
        let mut calendar =
            Self { before, nth, workdays, holidays: Vec::new(), shift: Vec::new(), freezes: Vec::new() };
        let mut days: Vec<Day> =
            holidays.into_iter().filter(|day| calendar.workdays[weekday(*day)]).collect();
        days.sort_unstable();
        days.dedup();
        calendar.shift = (0..).zip(&days).map(|(i, day)| calendar.plain_index(*day) - i).collect();
        calendar.holidays = days;
        calendar.freezes = freezes.into_iter().filter(|(first, last)| first <= last).collect();
        calendar
    }

    /// Whether this day is worked: a workday of the week and no holiday.
    pub fn is_working(&self, day: Day) -> bool {
        self.workdays[weekday(day)] && self.holidays.binary_search(&day).is_err()
    }

    /// How many working days lie before this day; only differences of two indices mean something.
    pub fn index(&self, day: Day) -> i64 {
        self.plain_index(day) - self.holidays.partition_point(|holiday| *holiday < day) as i64
    }

    /// The working day that has this index. Together with [`Calendar::index`] it goes round:
    /// `index(day_at(n)) == n`.
    pub fn day_at(&self, index: i64) -> Day {
        let plain = index + self.shift.partition_point(|shift| *shift <= index) as i64;
        let per_week = self.nth.len() as i64;
        let week = plain.div_euclid(per_week);
        let day = week
            .saturating_mul(7)
            .saturating_add(self.nth[plain.rem_euclid(per_week) as usize])
            .saturating_sub(EPOCH_WEEKDAY);
        day.clamp(FIRST_DAY.into(), LAST_DAY.into()) as Day
    }

    /// This day if it is worked, else the next one that is.
    pub fn on_or_after(&self, day: Day) -> Day {
        self.day_at(self.index(day))
    }

    /// This day if it is worked, else the last one before it that is.
    pub fn on_or_before(&self, day: Day) -> Day {
        self.day_at(self.index(day.saturating_add(1)) - 1)
    }

    /// The day on which `days` working days from `start` end: they end on the k-th, so one day of work that starts on a
    /// Monday ends on that Monday. With no days to work it is the start itself.
    pub fn last_of(&self, start: Day, days: i64) -> Day {
        if days <= 0 { start } else { self.day_at(self.index(start) + days - 1) }
    }

    /// The day that lies `days` working days after `day` (before it, if negative): Friday plus one is Monday.
    pub fn add(&self, day: Day, days: i64) -> Day {
        match days {
            0 => day,
            _ if days > 0 => self.day_at(self.index(day.saturating_add(1)) + days - 1),
            _ => self.day_at(self.index(day) + days),
        }
    }

    /// Working days from `from` up to, and not with, `to`; negative if `to` comes first.
    pub fn between(&self, from: Day, to: Day) -> i64 {
        self.index(to) - self.index(from)
    }

    /// By how many working days `day` lies after `due` (0 if it does not, at least 1 if it does).
    pub fn late_by(&self, due: Day, day: Day) -> i64 {
        if day <= due { 0 } else { self.between(due.saturating_add(1), day.saturating_add(1)).max(1) }
    }

    /// The number, in the order given, of a freeze that holds on this day.
    pub fn freeze_on(&self, day: Day) -> Option<usize> {
        self.freezes.iter().position(|(first, last)| (*first..=*last).contains(&day))
    }

    /// The freezes as first and last day.
    pub fn freezes(&self) -> &[(Day, Day)] {
        &self.freezes
    }

    /// The index that a day would have without holidays.
    fn plain_index(&self, day: Day) -> i64 {
        let since_monday = i64::from(day) + EPOCH_WEEKDAY;
        since_monday.div_euclid(7) * self.nth.len() as i64 + self.before[since_monday.rem_euclid(7) as usize]
    }
}

/// 1970-01-01 was a Thursday: three days after Monday.
const EPOCH_WEEKDAY: i64 = 3;

/// The weekday of a day, 0 = Monday.
pub fn weekday(day: Day) -> usize {
    (i64::from(day) + EPOCH_WEEKDAY).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-12, a Monday.
    const MONDAY: Day = 20_465;

    #[test]
    fn weekdays() {
        assert_eq!(weekday(0), 3);
        assert_eq!(weekday(-1), 2);
        assert_eq!(weekday(MONDAY), 0);
    }

    #[test]
    fn a_week_of_five() {
        let calendar = Calendar::default();
        assert_eq!(calendar.last_of(MONDAY, 1), MONDAY);
        assert_eq!(calendar.last_of(MONDAY, 5), MONDAY + 4);
        assert_eq!(calendar.last_of(MONDAY, 6), MONDAY + 7);
        assert_eq!(
            calendar.last_of(MONDAY + 5, 1),
            MONDAY + 7,
            "work that meets a Saturday waits for Monday"
        );
        assert_eq!(calendar.add(MONDAY + 4, 1), MONDAY + 7);
        assert_eq!(calendar.add(MONDAY + 5, 1), MONDAY + 7);
        assert_eq!(calendar.add(MONDAY + 7, -1), MONDAY + 4);
        assert_eq!(calendar.add(MONDAY + 6, -1), MONDAY + 4);
        assert_eq!(calendar.between(MONDAY, MONDAY + 7), 5);
        assert_eq!(calendar.between(MONDAY + 7, MONDAY), -5);
        assert_eq!(calendar.on_or_after(MONDAY + 5), MONDAY + 7);
        assert_eq!(calendar.on_or_before(MONDAY + 6), MONDAY + 4);
    }

    #[test]
    fn lateness_is_never_hidden_by_a_weekend() {
        let calendar = Calendar::default();
        assert_eq!(calendar.late_by(MONDAY + 4, MONDAY + 4), 0);
        assert_eq!(calendar.late_by(MONDAY + 4, MONDAY + 5), 1);
        assert_eq!(calendar.late_by(MONDAY + 4, MONDAY + 8), 2);
    }

    #[test]
    fn agrees_with_walking_day_by_day() {
        let holidays = [MONDAY, MONDAY + 1, MONDAY + 5, MONDAY + 9, MONDAY + 30, -400, -399, 3];
        for workdays in [MONDAY_TO_FRIDAY, [false, true, false, false, false, false, true], [true; 7]] {
            let calendar = Calendar::new(workdays, holidays, []);
            let worked = |day: Day| workdays[weekday(day)] && !holidays.contains(&day);
            for from in [-500, 0, MONDAY - 10] {
                let mut index = calendar.index(from);
                for day in from..from + 600 {
                    assert_eq!(calendar.index(day), index, "index of day {day}");
                    assert_eq!(calendar.is_working(day), worked(day));
                    if worked(day) {
                        assert_eq!(calendar.day_at(index), day, "day at {index}");
                        index += 1;
                    }
                }
            }
        }
    }

    #[test]
    fn extremes_stay_in_range() {
        let calendar = Calendar::new([false; 7], [], []);
        assert!(calendar.is_working(MONDAY), "no workday at all means Monday to Friday");
        assert_eq!(calendar.day_at(i64::MAX / 4), LAST_DAY);
        assert_eq!(calendar.day_at(i64::MIN / 4), FIRST_DAY);
        assert!(calendar.late_by(Day::MIN, Day::MAX) > 0);
    }

    #[test]
    fn freezes_are_looked_up_only() {
        let calendar = Calendar::new(MONDAY_TO_FRIDAY, [], [(MONDAY, MONDAY + 3), (9, 2)]);
        assert_eq!(calendar.freeze_on(MONDAY + 3), Some(0));
        assert_eq!(calendar.freeze_on(MONDAY + 4), None);
        assert_eq!(calendar.freezes().len(), 1, "a freeze that ends before it starts is none");
        assert!(calendar.is_working(MONDAY));
    }
}
