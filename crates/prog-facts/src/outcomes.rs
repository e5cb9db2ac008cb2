//! The health of outcomes: from baseline, target and readings of a declaration to numbers in one unit.

use crate::order::in_reading_order;
use crate::{Facts, window};
use prog_analysis::outcome::{
    Better, Reading, Sign, Standing, Target, is_too_early, objective, standing, target_met,
};
use prog_analysis::{Health, Measured};
use prog_model::dates::Day;
use prog_model::value::{Quantity, milliseconds, same_unit};
use prog_model::{Decl, Kind, Value, key};
use prog_syntax::Op;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

impl Facts<'_> {
    /// Where an outcome stands. An objective stands where the worst of the outcomes stands that support it.
    pub fn standing(&self, outcome: Decl<'_>) -> Standing {
        if self.is_objective(outcome) {
            let health = objective(self.supporters(outcome).iter().map(|o| self.own_standing(*o).health));
            return Standing { health, latest: None, expected: None, behind: None };
        }
        self.own_standing(outcome)
    }

    /// The health of an outcome.
    pub fn health(&self, outcome: Decl<'_>) -> Health {
        self.standing(outcome).health
    }

    /// Whether an outcome has no metric of its own and measured outcomes support it.
    pub fn is_objective(&self, outcome: Decl<'_>) -> bool {
        !outcome.has(key::METRIC) && !self.supporters(outcome).is_empty()
    }

    /// The measured outcomes that support this one, through others too.
    pub fn supporters<'d>(&self, outcome: Decl<'d>) -> Vec<Decl<'d>> {
        let mut seen: FxHashSet<_> = [outcome.id()].into_iter().collect();
        let mut queue = vec![outcome];
        let mut found = Vec::new();
        while let Some(next) = queue.pop() {
            for other in next.referrers_by(key::SUPPORTS).filter(|d| d.kind() == Kind::Outcome) {
                if seen.insert(other.id()) {
                    if other.value(key::METRIC).is_some() {
                        found.push(other);
                    }
                    queue.push(other);
                }
            }
        }
        found
    }

    fn own_standing(&self, outcome: Decl<'_>) -> Standing {
        self.measured(outcome, |measured| standing(measured, self.today))
    }

    /// Whether nothing can be expected of an outcome yet, whatever its numbers: most are in that state for most of their time, and it is
    /// told without reading these.
    pub fn is_too_early(&self, outcome: Decl<'_>) -> bool {
        let by = outcome.deadline(key::BY);
        !outcome.is_yes(key::GUARDRAIL) && is_too_early(by, self.today, || self.is_delivered(outcome))
    }

    /// Whether a value (a baseline or reading) meets the target of its outcome; `None` where that cannot be said.
    pub fn meets_target(&self, outcome: Decl<'_>, value: Value<'_>) -> Option<bool> {
        self.goal(outcome)?.is_met_by(value)
    }

    /// The target of an outcome, to hold values against; `None` where it is not given.
    pub fn goal<'d>(&self, outcome: Decl<'d>) -> Option<Goal<'d>> {
        let goal = outcome.value(key::TARGET)?;
        let unit = self.scale(outcome);
        let target = target(goal, &unit)?;
        // Neither what was read since nor who delivers it matters for that.
        let mut measured = Measured { target: Some(target), ..Measured::default() };
        if target.sign.is_none() {
            measured.baseline = outcome.value(key::BASELINE).and_then(|v| reading(v, &unit));
            measured.guardrail = outcome.is_yes(key::GUARDRAIL);
            measured.better = self.direction(outcome);
        }
        Some(Goal { unit, measured })
    }

    /// A number that was computed for an outcome, no finer than a tenth of the finest step in which its own are written.
    pub fn as_measured(&self, outcome: Decl<'_>, value: f64) -> f64 {
        self.measured(outcome, |m| {
            let ends = [m.baseline.map(|b| b.value), m.target.map(|t| t.value)].into_iter().flatten();
            as_measured(value, ends.chain(m.readings.iter().map(|r| r.value)))
        })
    }

    fn measured<T>(&self, outcome: Decl<'_>, ask: impl FnOnce(&Measured<'_>) -> T) -> T {
        let unit = self.scale(outcome);
        let readings: Vec<Reading> =
            outcome.values(key::READINGS).filter_map(|v| reading(v, &unit)).collect();
        let supported = || outcome.refs(key::SUPPORTS).find(|d| d.kind() == Kind::Program);
        let program = outcome.program().or_else(supported);
        ask(&Measured {
            baseline: outcome.value(key::BASELINE).and_then(|v| reading(v, &unit)),
            window_start: program.and_then(window::start),
            start_unread: program.is_some_and(window::start_is_unread),
            target: outcome.value(key::TARGET).and_then(|v| target(v, &unit)),
            by: outcome.deadline(key::BY),
            readings: &readings,
            guardrail: outcome.is_yes(key::GUARDRAIL),
            better: self.direction(outcome),
            delivered: self.is_delivered(outcome),
        })
    }

    /// Which way is better, as the metric says.
    pub fn direction(&self, outcome: Decl<'_>) -> Option<Better> {
        match outcome.target(key::METRIC)?.word(key::DIRECTION)? {
            "up" => Some(Better::Up),
            "down" => Some(Better::Down),
            _ => None,
        }
    }

    /// The unit in which an outcome's numbers are compared: the target's, else the baseline's, else the metric's.
    pub fn unit_of<'d>(&self, outcome: Decl<'d>) -> Cow<'d, str> {
        let own =
            [key::TARGET, key::BASELINE].into_iter().filter_map(|k| outcome.quantity(k)).map(|q| q.unit);
        let own = own.filter(|u| !u.is_empty()).map(Cow::Borrowed).next();
        own.or_else(|| metric_unit(outcome)).unwrap_or_default()
    }

    fn scale<'d>(&self, outcome: Decl<'d>) -> Scale<'d> {
        Scale { unit: self.unit_of(outcome), outcome }
    }

    /// The tasks and milestones that deliver an outcome, by themselves or by their workstream.
    pub fn deliverers<'d>(&self, outcome: Decl<'d>) -> Vec<Decl<'d>> {
        let mut found: Vec<Decl<'d>> = delivering(outcome).collect();
        in_reading_order(&mut found);
        found.dedup();
        found
    }

    fn is_delivered(&self, outcome: Decl<'_>) -> bool {
        let done = |d: &Decl<'_>| match d.status() {
            "done" | "reached" => true,
            "dropped" | "deferred" => false,
            _ => d.deadline(key::DUE).is_some_and(|due| due <= self.today),
        };
        delivering(outcome).any(|d| done(&d))
    }
}

/// The target of an outcome, with what is needed to hold values against it.
#[derive(Debug)]
pub struct Goal<'d> {
    unit: Scale<'d>,
    measured: Measured<'static>,
}

impl Goal<'_> {
    /// Whether a value of the outcome meets it; `None` where that cannot be said.
    pub fn is_met_by(&self, value: Value<'_>) -> Option<bool> {
        target_met(&self.measured, self.unit.number(value.quantity()?)?)
    }
}

/// A computed number, no finer than a tenth of the finest step in which the numbers beside it are written.
pub fn as_measured(value: f64, beside: impl Iterator<Item = f64>) -> f64 {
    let step = beside.map(step).fold(f64::INFINITY, f64::min).min(1e6) / 10.0;
    // Multiplying back by a step below 1 would bring the digits back that rounding took away.
    if step < 1.0 {
        let parts = (1.0 / step).round();
        (value * parts).round() / parts
    } else {
        (value / step).round() * step
    }
}

/// The step in which a number seems to be written: 1000 for 182,000, 0.1 for 61.4, 0.0001 for 0.0004.
fn step(value: f64) -> f64 {
    let fits = |step: &f64| {
        let parts = value / step;
        parts.abs() > 0.5 && (parts - parts.round()).abs() < 1e-6
    };
    let steps = [1e9, 1e6, 1e3, 1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
    steps.into_iter().find(fits).unwrap_or(0.01)
}

/// A number without the last digits that converting it between units brings.
pub fn without_noise(value: f64) -> f64 {
    const DIGITS: i32 = 12;
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let decimals = DIGITS - 1 - value.abs().log10().floor() as i32;
    let parts = 10f64.powi(decimals.clamp(-300, 300));
    (value * parts).round() / parts
}

/// What delivers an outcome, in no order; what its workstream names and it names itself comes twice.
fn delivering<'d>(outcome: Decl<'d>) -> impl Iterator<Item = Decl<'d>> {
    outcome.referrers_by(key::DELIVERS).flat_map(|decl| {
        let stream = decl.kind() == Kind::Workstream;
        let work = |d: &Decl<'_>| matches!(d.kind(), Kind::Task | Kind::Milestone);
        let inside = decl.descendants().filter(move |d| stream && work(d));
        inside.chain((!stream).then_some(decl))
    })
}

/// What the numbers of an outcome are held against.
#[derive(Debug)]
struct Scale<'d> {
    unit: Cow<'d, str>,
    outcome: Decl<'d>,
}

impl Scale<'_> {
    /// A number without unit is in the metric's, else in the outcome's; one in a unit that does not convert is left out
    /// (`unit-mismatch` says so).
    fn number(&self, quantity: Quantity<'_>) -> Option<f64> {
        if !quantity.unit.is_empty() {
            return quantity.in_unit(&self.unit);
        }
        match metric_unit(self.outcome) {
            Some(unit) if milliseconds(&unit).is_some() => {
                Quantity { value: quantity.value, unit: &unit }.in_unit(&self.unit)
            }
            Some(unit) if contradicts(&self.unit, &unit) => None,
            _ => Some(quantity.value),
        }
    }
}

/// The unit of an outcome's metric, in which its numbers without a unit are.
pub fn metric_unit(outcome: Decl<'_>) -> Option<Cow<'_, str>> {
    outcome.target(key::METRIC)?.text(key::UNIT)
}

/// How the units that are written at a number are called in the unit of a metric.
const CALLED: &[(&str, &[&str])] = &[
    ("%", &["%", "pct", "percent", "percentage", "pp", "points", "rate", "ratio", "share"]),
    ("$", &["$", "dollar", "dollars", "usd"]),
    ("€", &["€", "euro", "euros", "eur"]),
    ("£", &["£", "pound", "pounds", "gbp"]),
    ("¥", &["¥", "yen", "yuan", "jpy", "cny"]),
    ("₹", &["₹", "rupee", "rupees", "inr"]),
];

/// How units of time are called.
const TIMES: &[&str] =
    &["second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "year", "time", "millisecond"];

/// Whether a unit written at a number is surely another one than a metric's, which may be any text: "orders", "% of orders".
pub fn contradicts(written: &str, metric: &str) -> bool {
    if written.is_empty() || metric.is_empty() || same_unit(written, metric) {
        return false;
    }
    let metric = metric.to_lowercase();
    let mut words = metric.split(|c: char| !c.is_alphanumeric() && !"%$€£¥₹".contains(c));
    match CALLED.iter().find(|(unit, _)| *unit == written) {
        Some((_, called)) => !words.any(|word| called.contains(&word)),
        None => {
            let is_time = |word: &str| {
                milliseconds(word).is_some() || TIMES.contains(&word.strip_suffix('s').unwrap_or(word))
            };
            milliseconds(written).is_some() && !words.any(is_time)
        }
    }
}

fn reading(value: Value<'_>, unit: &Scale<'_>) -> Option<Reading> {
    let on: Option<Day> = value.dates().map(|d| d.last);
    Some(Reading { value: unit.number(value.quantity()?)?, on })
}

fn target(value: Value<'_>, unit: &Scale<'_>) -> Option<Target> {
    let sign = value.op().map(|op| match op {
        Op::Ge => Sign::AtLeast,
        Op::Gt => Sign::MoreThan,
        Op::Le => Sign::AtMost,
        Op::Lt => Sign::LessThan,
        _ => Sign::Exactly,
    });
    Some(Target { sign, value: unit.number(value.quantity()?)? })
}
