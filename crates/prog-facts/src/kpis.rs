//! The key indicators of a program, as counts and amounts. How they are shown is not known here.

use crate::{Facts, Group};
use prog_analysis::Health;
use prog_analysis::kpi::{Share, on_time};
use prog_model::value::Quantity;
use prog_model::{Decl, Kind, Value, key};

/// The key indicators of a group.
#[derive(Clone, Debug, Default)]
pub struct Kpis<'w> {
    /// Milestones on time among those reached or past their date.
    pub milestones_on_time: Share,
    /// Budget, spent and forecast of each program that gives any of them.
    pub costs: Vec<Cost<'w>>,
    /// How satisfied the stakeholders are; `None` without readings.
    pub satisfaction: Option<Satisfaction>,
    /// Risks closed without having occurred among those closed or occurred.
    pub risks_averted: Share,
    /// What all live and accepted risks with a score weigh together.
    pub exposure: Exposure,
    /// Controls in place or verified among all.
    pub controls_in_place: Share,
    /// Outcomes that meet their target among those that have one.
    pub outcomes_met: Share,
}

/// The money of one program.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cost<'w> {
    /// The program.
    pub program: Decl<'w>,
    /// What it may cost.
    pub budget: Option<Quantity<'w>>,
    /// What it has cost by today.
    pub spent: Option<Quantity<'w>>,
    /// How many readings of what it has cost lie after today and do not count yet.
    pub spent_later: usize,
    /// What it will have cost.
    pub forecast: Option<Quantity<'w>>,
}

/// How satisfied the stakeholders are, from 1 to 5.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Satisfaction {
    /// The mean of everybody's latest reading.
    pub now: f64,
    /// How many people were asked.
    pub asked: usize,
    /// Of these, how many were asked at least twice: only they can tell whether it got better.
    pub twice: usize,
    /// The mean of their readings before the latest; `None` where there are none.
    pub before: Option<f64>,
    /// The mean of their latest readings.
    pub after: Option<f64>,
    /// How many readings lie after today and do not count yet.
    pub later: usize,
}

/// The weight of risks, before and after what is done about them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Exposure {
    /// How many risks have a score.
    pub risks: usize,
    /// The sum of their scores.
    pub inherent: u32,
    /// The sum of their residual scores; of one without, its score.
    pub residual: u32,
    /// How many of them say what remains.
    pub with_residual: usize,
}

impl<'w> Facts<'w> {
    /// The outcomes of a group: those in it, and those that support its program.
    pub fn outcomes(&self, group: Group) -> Vec<Decl<'w>> {
        let program = match group {
            Group::Program(id) => self.workspace.decl(id),
            _ => None,
        };
        let supporting = program.into_iter().flat_map(|p| p.referrers_by(key::SUPPORTS));
        let supporting = supporting.filter(|d| d.kind() == Kind::Outcome);
        let mut all: Vec<Decl<'w>> = self.in_group(group, Kind::Outcome).chain(supporting).collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all.dedup();
        all
    }

    /// The key indicators of a group.
    pub fn kpis(&self, group: Group) -> Kpis<'w> {
        let milestones = self.in_group(group, Kind::Milestone);
        let milestones = milestones.map(|m| (m.deadline(key::DUE), m.deadline(key::REACHED)));
        let controls = self.in_group(group, Kind::Control);
        let outcomes = self.outcomes(group).into_iter().filter(|o| o.value(key::TARGET).is_some());
        Kpis {
            milestones_on_time: on_time(milestones, self.today),
            costs: self.in_group(group, Kind::Program).filter_map(|p| self.cost(p)).collect(),
            satisfaction: self.satisfaction(group),
            risks_averted: self.risks_averted(group),
            exposure: self.exposure(group),
            controls_in_place: controls.map(is_in_place).collect(),
            outcomes_met: outcomes.map(|o| self.health(o) == Health::Met).collect(),
        }
    }

    /// The money of a program; `None` if it says nothing about it.
    pub fn cost(&self, program: Decl<'w>) -> Option<Cost<'w>> {
        let (budget, forecast) = (program.quantity(key::BUDGET), program.quantity(key::FORECAST));
        let spent = self.latest(program.values(key::SPENT)).and_then(Value::quantity);
        (budget.is_some() || spent.is_some() || forecast.is_some()).then_some(Cost {
            program,
            budget,
            spent,
            spent_later: self.later(program.values(key::SPENT)),
            forecast,
        })
    }

    /// Whether a reading has a number, and its day has come; of a period the first.
    pub fn is_read(&self, reading: Value<'_>) -> bool {
        reading.quantity().is_some() && reading.dates().is_none_or(|d| d.first <= self.today)
    }

    fn later(&self, readings: impl Iterator<Item = Value<'w>>) -> usize {
        readings.filter(|v| v.quantity().is_some() && !self.is_read(*v)).count()
    }

    /// The latest reading not after today; of several on one day, and without days, the one written last.
    pub fn latest(&self, readings: impl Iterator<Item = Value<'w>>) -> Option<Value<'w>> {
        readings.filter(|v| self.is_read(*v)).max_by_key(|v| v.dates().map(|d| d.last))
    }

    fn satisfaction(&self, group: Group) -> Option<Satisfaction> {
        let (mut now, mut before, mut after, mut later) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for stakeholder in self.in_group(group, Kind::Stakeholder) {
            let mut readings: Vec<Value<'w>> = stakeholder.values(key::SATISFACTION).collect();
            later += self.later(readings.iter().copied());
            readings.retain(|v| self.is_read(*v) && v.dates().is_some());
            readings.sort_by_key(|v| v.dates().map(|d| d.last));
            let values: Vec<f64> = readings.iter().filter_map(|v| v.quantity()).map(|q| q.value).collect();
            now.extend(values.last());
            if let [.., earlier, latest] = values[..] {
                before.push(earlier);
                after.push(latest);
            }
        }
        let mean =
            |values: &[f64]| (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        let (asked, twice) = (now.len(), before.len());
        let (before, after) = (mean(&before), mean(&after));
        Some(Satisfaction { now: mean(&now)?, asked, twice, before, after, later })
    }

    fn risks_averted(&self, group: Group) -> Share {
        let settled =
            self.in_group(group, Kind::Risk).filter(|r| matches!(r.status(), "closed" | "occurred"));
        let issue = |(d, k): (Decl<'w>, prog_model::Key)| k == key::FROM && d.kind() == Kind::Issue;
        settled.map(|r| r.status() == "closed" && !r.referrers().any(issue)).collect()
    }

    fn exposure(&self, group: Group) -> Exposure {
        let standing =
            self.in_group(group, Kind::Risk).filter(|r| !matches!(r.status(), "closed" | "occurred"));
        standing.filter_map(|r| self.risk_score(r)).fold(Exposure::default(), |sum, score| Exposure {
            risks: sum.risks + 1,
            inherent: sum.inherent + score.score,
            residual: sum.residual + score.residual.unwrap_or(score.score),
            with_residual: sum.with_residual + usize::from(score.residual.is_some()),
        })
    }
}

pub(crate) fn is_in_place(control: Decl<'_>) -> bool {
    matches!(control.status(), "in-place" | "verified")
}
