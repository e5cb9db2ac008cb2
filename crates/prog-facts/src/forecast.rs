//! The forecast of a program: three-point estimates and live risks become the question that `prog_analysis::forecast` answers.
//!
//! Not here: the runs themselves, and how the answer is shown.

use crate::plan::{is_work, whole_days};
use crate::{Facts, Group, Plan};
use prog_analysis::forecast::{Question, Source, Threat, Watched};
use prog_analysis::schedule::{Role, State};
use prog_analysis::{Forecast, Spread, forecast};
use prog_model::dates::Day;
use prog_model::{Decl, DeclId, Kind, Value, key};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How a forecast is made. The same values give the same answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForecastOptions {
    /// How many runs.
    pub runs: u32,
    /// Where the random numbers start.
    pub seed: u64,
}

impl Default for ForecastOptions {
    fn default() -> Self {
        Self { runs: 10_000, seed: 1 }
    }
}

/// What many runs of a program's plan say, with the declarations that its numbers mean.
#[derive(Debug)]
pub struct PlanForecast {
    /// The plan that was run: items and dates by the middle estimates.
    pub plan: Arc<Plan>,
    /// The answer. Its items are those of the plan.
    pub forecast: Forecast,
    /// The risk of each threat in the answer.
    pub risks: Vec<DeclId>,
    /// What each live risk with a delay was taken as, in the order of `risks`.
    pub threats: Vec<Threat>,
    /// The due dates of the watched items, in the order of the answer.
    due: Vec<Option<Day>>,
}

/// When something may be over, with its due date.
#[derive(Clone, Copy, Debug)]
pub struct Prospect<'f> {
    /// The task or milestone.
    pub id: DeclId,
    /// Its due date.
    pub due: Option<Day>,
    /// When, and with which chance on time.
    pub watched: &'f Watched,
}

/// What moves the finish of the plan: a task's estimate, or a risk.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Driver {
    /// The task or the risk.
    pub id: DeclId,
    /// Working days that the finish moves between its good and its bad end.
    pub swing: f64,
    /// Correlation with the finish.
    pub correlation: f64,
}

impl PlanForecast {
    /// The milestones that are not reached, and every task with a due date that is not done, in reading order.
    pub fn prospects(&self) -> impl Iterator<Item = Prospect<'_>> {
        let all = self.forecast.watched.iter().zip(&self.due);
        all.map(|(watched, due)| Prospect { id: self.plan.ids[watched.item as usize], due: *due, watched })
    }

    /// The share of runs, 0 to 1, in which this is on the critical path.
    pub fn criticality(&self, id: DeclId) -> Option<f64> {
        self.plan.index(id).and_then(|at| self.forecast.critical.get(at as usize)).copied()
    }

    /// What drives the finish, the greatest swing first.
    pub fn drivers(&self) -> impl Iterator<Item = Driver> {
        self.forecast.influences.iter().filter_map(|influence| {
            let id = match influence.source {
                Source::Item(item) => self.plan.ids.get(item as usize),
                Source::Threat(number) => self.risks.get(number as usize),
            };
            Some(Driver { id: *id?, swing: influence.swing, correlation: influence.correlation })
        })
    }
}

impl<'w> Facts<'w> {
    /// Runs the plan of a group many times. `cancelled` is asked now and then, and if it says yes there is no answer.
    pub fn forecast(
        &self,
        group: Group,
        options: ForecastOptions,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<PlanForecast> {
        let plan = self.plan(group);
        let decl = |id: &DeclId| self.workspace.decl(*id);
        let estimates: Vec<Spread> = plan
            .ids
            .iter()
            .zip(&plan.items)
            .map(|(id, item)| decl(id).and_then(estimate).unwrap_or(Spread::Certain(item.duration as f64)))
            .collect();
        let (risks, threats) = self.threats(&plan);
        let watch = self.watch(&plan);
        let network = plan.network(self);
        let ForecastOptions { runs, seed } = options;
        let question = Question {
            network: &network,
            estimates: &estimates,
            threats: &threats,
            watch: &watch,
            runs,
            seed,
        };
        let forecast = forecast(&question, &plan.schedule, cancelled)?;
        let due = watch.iter().map(|(_, due)| *due).collect();
        Some(PlanForecast { plan, forecast, risks, threats, due })
    }

    /// The live risks that would delay something of a plan, in reading order.
    fn threats(&self, plan: &Plan) -> (Vec<DeclId>, Vec<Threat>) {
        let mut hits: FxHashMap<DeclId, Vec<u32>> = FxHashMap::default();
        for (at, id) in (0u32..).zip(&plan.ids[..plan.own]) {
            let open = plan.items[at as usize];
            let to_come = open.role == Role::Work && !matches!(open.state, State::Done { .. });
            let Some(work) = self.workspace.decl(*id).filter(|_| to_come) else { continue };
            let through = work.refs(key::TOUCHES).flat_map(|system| system.referrers_by(key::AFFECTS));
            for risk in work.referrers_by(key::THREATENS).chain(through).filter(|d| d.is_live_risk()) {
                let hit = hits.entry(risk.id()).or_default();
                if hit.last() != Some(&at) {
                    hit.push(at);
                }
            }
        }
        let mut risks: Vec<Decl<'w>> = hits.keys().filter_map(|id| self.workspace.decl(*id)).collect();
        risks.sort_by(|a, b| a.order().cmp(&b.order()));
        let threat = |risk: Decl<'w>| {
            let (probability, delay) = (self.probability(risk)?, spread(risk.value(key::DELAY)?)?);
            Some((risk.id(), Threat { probability, delay, hits: hits.get(&risk.id())?.clone() }))
        };
        risks.into_iter().filter_map(threat).unzip()
    }

    /// Whether the delay of a live risk counts in no forecast, as the risk meets no work that is still to be done: neither by
    /// `threatens` nor through a system.
    pub fn delays_nothing(&self, risk: Decl<'_>) -> bool {
        let to_come = |d: Decl<'_>| {
            matches!(d.kind(), Kind::Task | Kind::Milestone) && !d.is_over() && d.status() != "deferred"
        };
        let through = risk.refs(key::AFFECTS).flat_map(|system| system.referrers_by(key::TOUCHES));
        let delays = risk.is_live_risk() && risk.value(key::DELAY).is_some_and(|v| spread(v).is_some());
        delays && !risk.refs(key::THREATENS).chain(through).any(to_come)
    }

    /// What is asked for: milestones, and whatever has a due date.
    fn watch(&self, plan: &Plan) -> Vec<(u32, Option<Day>)> {
        let own = (0u32..).zip(&plan.ids[..plan.own]);
        let asked = own.filter_map(|(at, id)| {
            let decl = self.workspace.decl(*id).filter(|d| is_work(*d) && d.kind() != Kind::Dependency)?;
            let out = plan.items[at as usize].role == Role::Out || decl.is_over();
            let due = decl.deadline(key::DUE);
            (!out && (decl.kind() == Kind::Milestone || due.is_some())).then_some((at, due))
        });
        asked.collect()
    }
}

/// What a task may take; `None` where it is certain.
fn estimate(decl: Decl<'_>) -> Option<Spread> {
    match spread(decl.value(key::ESTIMATE)?)? {
        Spread::Certain(_) => None,
        spread => Some(spread),
    }
}

/// A duration, or a range of two or three, in working days.
fn spread(value: Value<'_>) -> Option<Spread> {
    let days: Option<Vec<f64>> = value.parts().map(|part| Some(part.duration()?.working_days())).collect();
    match days?.as_slice() {
        [low, high] => Some(Spread::Uniform(*low, *high)),
        [low, likely, high] => Some(Spread::Pert(*low, *likely, *high)),
        _ => Some(Spread::Certain(whole_days(value.duration()?) as f64)),
    }
}
