//! Outcome health: is a measured outcome where a straight line from baseline to target says it should be?
//!
//! The line leads from the baseline on its day to the target on `by`; the latest reading is compared with it on that
//! reading's own day. Behind by more than a tenth of the whole way is at risk, by more than a third off track.
//!
//! Not here: units (all numbers of one outcome are in one unit), who delivers what, and the wording of findings.

use crate::calendar::Day;

/// How an outcome does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Health {
    /// The target is met.
    Met,
    /// On the line or ahead of it, or behind by no more than a tenth of the way.
    OnTrack,
    /// Nothing that delivers it is done or due yet, so that nothing can be expected.
    TooEarly,
    /// There is nothing to compare.
    NoData,
    /// Behind by more than a tenth of the way.
    AtRisk,
    /// Behind by more than a third of the way, or past its date and not met.
    OffTrack,
}

impl Health {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::OnTrack => "on-track",
            Self::TooEarly => "too-early",
            Self::NoData => "no-data",
            Self::AtRisk => "at-risk",
            Self::OffTrack => "off-track",
        }
    }

    /// How bad it is, for choosing the worst: met 0 … off track 5.
    pub fn severity(self) -> u8 {
        match self {
            Self::Met => 0,
            Self::OnTrack => 1,
            Self::TooEarly => 2,
            Self::NoData => 3,
            Self::AtRisk => 4,
            Self::OffTrack => 5,
        }
    }
}

/// The sign of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    LessThan,
    /// `=`
    Exactly,
}

/// A target as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Its sign, if it has one.
    pub sign: Option<Sign>,
    /// The value to reach.
    pub value: f64,
}

/// A value and the day it was read on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// What was read.
    pub value: f64,
    /// When; a reading without a day is not used.
    pub on: Option<Day>,
}

/// Which way is better, as a metric says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// All that the health of one outcome is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measured<'a> {
    /// Where it started, and when if said.
    pub baseline: Option<Reading>,
    /// The day of a baseline without one: the start of the program's window.
    pub window_start: Option<Day>,
    /// Whether that is said and nobody can read it: a baseline without a day then starts no line.
    pub start_unread: bool,
    /// Where it should get.
    pub target: Option<Target>,
    /// By when.
    pub by: Option<Day>,
    /// What was read, in any order.
    pub readings: &'a [Reading],
    /// Whether it only has to stay where it is allowed to be.
    pub guardrail: bool,
    /// The metric's direction: decides what a guardrail's target without a sign means.
    pub better: Option<Better>,
    /// Whether a task or milestone that delivers it is done, or due today or before.
    pub delivered: bool,
}

/// Where an outcome stands against its line, for views.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The health.
    pub health: Health,
    /// The latest reading not after today.
    pub latest: Option<Reading>,
    /// What the line asks for on that reading's day.
    pub expected: Option<f64>,
    /// How far behind the line, as a share of the whole way (negative: ahead).
    pub behind: Option<f64>,
}

/// The health of one outcome today.
pub fn health(outcome: &Measured<'_>, today: Day) -> Health {
    standing(outcome, today).health
}

/// The health of one outcome today, with the numbers that make it so.
pub fn standing(outcome: &Measured<'_>, today: Day) -> Standing {
    let latest = latest(outcome.readings, today);
    let line = line(outcome);
    let expected = line.as_ref().zip(latest.and_then(|reading| reading.on)).map(|(line, day)| line.at(day));
    let behind = line.as_ref().zip(latest.zip(expected)).and_then(|(line, (reading, expected))| {
        let whole = (line.target - line.baseline).abs();
        (whole > 0.0).then(|| line.towards() * (expected - reading.value) / whole)
    });
    let met = outcome.target.zip(latest).and_then(|(target, reading)| meets(outcome, &target, reading.value));
    Standing { health: judge(outcome, today, met, behind), latest, expected, behind }
}

fn judge(outcome: &Measured<'_>, today: Day, met: Option<bool>, behind: Option<f64>) -> Health {
    if outcome.target.is_none() {
        return Health::NoData;
    }
    if outcome.guardrail {
        return match met {
            Some(true) => Health::Met,
            Some(false) => Health::OffTrack,
            None => Health::NoData,
        };
    }
    if outcome.by.is_some_and(|by| by < today) && met != Some(true) {
        return Health::OffTrack;
    }
    if is_too_early(outcome.by, today, || outcome.delivered) {
        return Health::TooEarly;
    }
    if met == Some(true) {
        return Health::Met;
    }
    // The slack of a rounding error, so that exactly a tenth behind is still on track.
    match behind {
        None => Health::NoData,
        Some(behind) if behind > 1.0 / 3.0 + 1e-9 => Health::OffTrack,
        Some(behind) if behind > 0.1 + 1e-9 => Health::AtRisk,
        Some(_) => Health::OnTrack,
    }
}

/// Whether nothing can be expected yet of an outcome that is no guardrail: its date is to come, and nothing that delivers it is
/// done or due. Whatever was read then does not matter.
pub fn is_too_early(by: Option<Day>, today: Day, delivered: impl FnOnce() -> bool) -> bool {
    by.is_none_or(|by| by >= today) && !delivered()
}

/// The latest reading not after today; of several on one day the one written last.
pub fn latest(readings: &[Reading], today: Day) -> Option<Reading> {
    let known = readings.iter().filter(|reading| reading.value.is_finite());
    known
        .filter(|reading| reading.on.is_some_and(|day| day <= today))
        .max_by_key(|reading| reading.on)
        .copied()
}

/// The straight line from the baseline to the target.
struct Line {
    baseline: f64,
    from: Day,
    target: f64,
    by: Day,
    sign: Option<Sign>,
}

impl Line {
    /// The value that the line asks for on a day.
    fn at(&self, day: Day) -> f64 {
        let whole = f64::from(self.by) - f64::from(self.from);
        let gone = f64::from(day) - f64::from(self.from);
        let share = if whole > 0.0 { (gone / whole).clamp(0.0, 1.0) } else { 1.0 };
        self.baseline + (self.target - self.baseline) * share
    }

    /// 1 if more is nearer to the target, −1 if less is.
    fn towards(&self) -> f64 {
        match self.sign {
            Some(Sign::AtLeast | Sign::MoreThan) => 1.0,
            Some(Sign::AtMost | Sign::LessThan) => -1.0,
            Some(Sign::Exactly) | None => (self.target - self.baseline).signum(),
        }
    }
}

fn line(outcome: &Measured<'_>) -> Option<Line> {
    let (baseline, target, by) = (outcome.baseline?, outcome.target?, outcome.by?);
    let first_reading = || outcome.readings.iter().filter_map(|reading| reading.on).min();
    let else_first = || first_reading().filter(|_| !outcome.start_unread);
    let from = baseline.on.or(outcome.window_start).or_else(else_first)?;
    let finite = baseline.value.is_finite() && target.value.is_finite();
    finite.then_some(Line { baseline: baseline.value, from, target: target.value, by, sign: target.sign })
}

/// Whether a value meets the target; `None` if the target has no sign and nothing says from which side it is reached.
fn meets(outcome: &Measured<'_>, target: &Target, value: f64) -> Option<bool> {
    let sign = match target.sign {
        Some(sign) => sign,
        None => unsigned(outcome, target)?,
    };
    Some(match sign {
        Sign::AtLeast => value >= target.value,
        Sign::MoreThan => value > target.value,
        Sign::AtMost => value <= target.value,
        Sign::LessThan => value < target.value,
        Sign::Exactly => value == target.value,
    })
}

/// What a target without a sign means. It is reached from the baseline's side; a guardrail is not a goal but a border, to
/// be kept on the metric's better side, else on the baseline's.
fn unsigned(outcome: &Measured<'_>, target: &Target) -> Option<Sign> {
    let direction = match outcome.better {
        Some(Better::Up) => Some(Sign::AtLeast),
        Some(Better::Down) => Some(Sign::AtMost),
        None => None,
    };
    let Some(baseline) = outcome.baseline else { return direction };
    let below = baseline.value <= target.value;
    match (outcome.guardrail, direction) {
        (true, Some(direction)) => Some(direction),
        (true, None) => Some(if below { Sign::AtMost } else { Sign::AtLeast }),
        (false, _) => Some(if below { Sign::AtLeast } else { Sign::AtMost }),
    }
}

/// Whether a value meets the target of an outcome; `None` where that cannot be said.
pub fn target_met(outcome: &Measured<'_>, value: f64) -> Option<bool> {
    outcome.target.and_then(|target| meets(outcome, &target, value))
}

/// The health of an objective: the worst of the outcomes that support it; without one there is no data.
pub fn objective(supporting: impl IntoIterator<Item = Health>) -> Health {
    supporting.into_iter().max_by_key(|health| health.severity()).unwrap_or(Health::NoData)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Day 0 to day 100, from 60 to at least 70: the line gains one in ten days.
    const BASE: Measured<'_> = Measured {
        baseline: Some(Reading { value: 60.0, on: Some(0) }),
        window_start: None,
        start_unread: false,
        target: Some(Target { sign: Some(Sign::AtLeast), value: 70.0 }),
        by: Some(100),
        readings: &[],
        guardrail: false,
        better: None,
        delivered: true,
    };

    fn read(value: f64, on: Day) -> Reading {
        Reading { value, on: Some(on) }
    }

    fn with(readings: &[Reading]) -> Measured<'_> {
        Measured { readings, ..BASE }
    }

    fn at_fifty(value: f64) -> Health {
        health(&with(&[read(value, 50)]), 60)
    }

    #[test]
    fn against_the_line() {
        // The line asks for 65 on day 50; a tenth of the way is 1, a third 3.33.
        assert_eq!(at_fifty(70.0), Health::Met);
        assert_eq!(at_fifty(69.9), Health::OnTrack);
        assert_eq!(at_fifty(64.0), Health::OnTrack);
        assert_eq!(at_fifty(63.9), Health::AtRisk);
        assert_eq!(at_fifty(61.7), Health::AtRisk);
        assert_eq!(at_fifty(61.6), Health::OffTrack);
        let standing = standing(&with(&[read(63.0, 50)]), 60);
        assert_eq!((standing.expected, standing.behind), (Some(65.0), Some(0.2)));
    }

    #[test]
    fn downward_and_unsigned() {
        let down = |sign, value| {
            let target = Some(Target { sign, value: 50.0 });
            health(&Measured { target, readings: &[read(value, 50)], ..BASE }, 60)
        };
        assert_eq!(down(Some(Sign::AtMost), 50.0), Health::Met);
        assert_eq!(down(Some(Sign::LessThan), 50.0), Health::OnTrack);
        assert_eq!(down(None, 49.0), Health::Met, "reached from the baseline's side");
        assert_eq!(down(None, 57.0), Health::AtRisk);
        assert_eq!(down(Some(Sign::Exactly), 50.0), Health::Met);
    }

    #[test]
    fn the_latest_reading_not_after_today_counts_on_its_own_day() {
        let readings = [read(61.0, 10), read(10.0, 61), Reading { value: 1.0, on: None }, read(60.5, 5)];
        assert_eq!(health(&with(&readings), 60), Health::OnTrack);
        assert_eq!(health(&with(&readings), 61), Health::OffTrack);
        assert_eq!(latest(&[read(1.0, 3), read(2.0, 3)], 3), Some(read(2.0, 3)));
    }

    #[test]
    fn too_early_no_data_and_past() {
        let readings = [read(60.0, 50)];
        let early = Measured { delivered: false, ..with(&readings) };
        assert_eq!(health(&early, 60), Health::TooEarly);
        assert_eq!(health(&early, 100), Health::TooEarly);
        assert_eq!(health(&early, 101), Health::OffTrack);
        assert_eq!(health(&with(&[read(70.0, 99)]), 200), Health::Met);
        assert_eq!(health(&with(&[]), 60), Health::NoData);
        assert_eq!(health(&with(&[]), 101), Health::OffTrack);
        assert_eq!(health(&Measured { target: None, ..early }, 200), Health::NoData);
        assert_eq!(health(&Measured { baseline: None, ..with(&readings) }, 60), Health::NoData);
        assert_eq!(health(&Measured { by: None, ..with(&readings) }, 60), Health::NoData);
    }

    #[test]
    fn the_day_of_a_baseline_without_one() {
        let baseline = Some(Reading { value: 60.0, on: None });
        let on_day_50 = |window_start, readings: &[Reading]| {
            standing(&Measured { baseline, window_start, ..with(readings) }, 60).expected
        };
        assert_eq!(on_day_50(Some(0), &[read(63.0, 50)]), Some(65.0));
        assert_eq!(on_day_50(None, &[read(63.0, 50), read(61.0, 0)]), Some(65.0));
        assert_eq!(on_day_50(None, &[read(63.0, 50)]), Some(60.0));
    }

    #[test]
    fn guardrails() {
        let guard = |sign, better, baseline, value| {
            let target = Some(Target { sign, value: 2.0 });
            let readings = [read(value, 1)];
            let outcome = Measured { baseline, better, guardrail: true, delivered: false, ..with(&readings) };
            health(&Measured { target, by: None, ..outcome }, 5)
        };
        assert_eq!(guard(Some(Sign::AtMost), None, None, 1.9), Health::Met);
        assert_eq!(guard(Some(Sign::AtMost), None, None, 2.1), Health::OffTrack);
        assert_eq!(guard(None, Some(Better::Down), None, 1.0), Health::Met);
        assert_eq!(guard(None, None, None, 1.0), Health::NoData);
        assert_eq!(guard(None, None, Some(read(0.5, 0)), 1.0), Health::Met);
        assert_eq!(health(&Measured { guardrail: true, ..BASE }, 5), Health::NoData);
    }

    #[test]
    fn an_objective_is_its_worst() {
        assert_eq!(objective([Health::Met, Health::OnTrack, Health::AtRisk]), Health::AtRisk);
        assert_eq!(objective([Health::Met, Health::Met]), Health::Met);
        assert_eq!(objective([]), Health::NoData);
    }
}
