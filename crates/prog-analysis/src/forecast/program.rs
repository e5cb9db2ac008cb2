//! The network as a straight list of steps, made once and run many times.
//!
//! A step stands for an item; steps come in an order in which each needs only earlier ones, and what it needs lies beside
//! it. What does not change from run to run (real dates, bounds, lags) has become a number of working days. Nothing random
//! happens here.

use super::shape::{Sampler, Samplers, Spread};
use super::{Question, Source};
use crate::calendar::Calendar;
use crate::schedule::{Item, LinkKind, Role, Schedule, State, Wiring, remaining};

/// The whole network, ready to run.
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) ties: Vec<Tie>,
    pub(super) threats: Vec<Threat>,
    /// For each step in turn the threats that hit it.
    pub(super) hits: Vec<u32>,
    pub(super) watched: Vec<Watch>,
    /// The estimates that are not certain, with the step that draws them.
    pub(super) uncertain: Vec<Uncertain>,
    /// The finish by the middle estimates: sums are kept relative to it, so that they lose no digits.
    pub(super) length: f32,
    /// How many items there are, with those that are no step.
    pub(super) items: usize,
}

pub(super) struct Step {
    pub(super) item: u32,
    pub(super) action: Action,
    /// Whether the network is not over before it is.
    pub(super) counts: bool,
}

pub(super) enum Action {
    /// Lies where it lies, in every run.
    Fixed { start: f32, finish: f32 },
    Work {
        sampler: Sampler,
        /// No start before this.
        floor: f32,
        ties: std::ops::Range<u32>,
        hits: std::ops::Range<u32>,
        /// Started by hand on free days: at this time so many days of work are done on them.
        free: Option<(f32, f32)>,
        /// Where the bare draw is kept, if the step is uncertain and hit by a threat as well.
        bare: Option<u32>,
    },
}

/// What a step waits for.
pub(super) struct Tie {
    pub(super) from: From,
    pub(super) lag: f32,
    /// It bounds the finish and not the start.
    pub(super) meets_finish: bool,
}

#[derive(Clone, Copy)]
pub(super) enum From {
    Start(u32),
    Finish(u32),
    /// The real start of running work.
    Fixed(f32),
}

pub(super) struct Threat {
    /// It happens if the next random number is below this.
    pub(super) below: u64,
    pub(super) delay: Sampler,
}

pub(super) struct Watch {
    pub(super) step: Option<u32>,
    /// The working days until its due date is over.
    pub(super) due: Option<f32>,
    /// The whole working day that the first bin stands for, how many days a bin holds, and how many bins there are.
    pub(super) first: i64,
    pub(super) per_bin: i64,
    pub(super) bins: usize,
}

pub(super) struct Uncertain {
    pub(super) source: Source,
    pub(super) step: u32,
    /// Where its bare draw is kept, if not as the step's duration.
    pub(super) bare: Option<u32>,
    pub(super) mean: f32,
    pub(super) width: f64,
}

/// A step's duration is cut here, as [`crate::schedule`] does it.
const MOST_DAYS: f64 = crate::schedule::MOST_DAYS as f64;
/// Bins of a watched item: days are counted singly up to this many, several to a bin beyond.
const MOST_BINS: i64 = 4096;
/// Rounding errors of sums of durations are below this; a thousandth of a day is no day.
pub(super) const GRACE: f32 = 1e-3;

impl Program {
    pub(super) fn new(question: &Question<'_>, plan: &Schedule) -> Self {
        let network = question.network;
        let wiring = Wiring::new(network);
        let mut program = Self {
            steps: Vec::with_capacity(wiring.order.len()),
            ties: Vec::new(),
            threats: Vec::new(),
            hits: Vec::new(),
            watched: Vec::new(),
            uncertain: Vec::new(),
            length: plan.length as f32,
            items: network.items.len(),
        };
        let mut samplers = Samplers::default();
        program.threats = question.threats.iter().map(|threat| ready(threat, &mut samplers)).collect();
        let mut hit_by = vec![Vec::new(); network.items.len()];
        for (number, threat) in (0u32..).zip(question.threats) {
            for item in &threat.hits {
                if let Some(hits) = hit_by.get_mut(*item as usize) {
                    hits.push(number);
                }
            }
        }
        let mut step_of = vec![None; network.items.len()];
        let mut range: Vec<(f64, f64)> = Vec::new();
        for item in
            wiring.order.iter().copied().filter(|item| network.items[*item as usize].role != Role::Out)
        {
            step_of[item as usize] = Some(program.steps.len() as u32);
            let action = match fixed(&network.items[item as usize]) {
                true => {
                    let placed = plan.items[item as usize];
                    Action::Fixed { start: placed.es as f32, finish: placed.ef as f32 }
                }
                false => {
                    let ties = program.wire(question, &wiring, item, &step_of);
                    let mut hits = std::mem::take(&mut hit_by[item as usize]);
                    hits.sort_unstable();
                    hits.dedup();
                    program.work(question, item, ties, &hits, &mut samplers)
                }
            };
            program.steps.push(Step {
                item,
                action,
                counts: network.items[item as usize].role == Role::Work,
            });
            range.push(program.range(program.steps.len() - 1, question, &range));
        }
        let watch = |(item, due): &(u32, Option<i32>)| {
            let step = step_of.get(*item as usize).copied().flatten();
            let (low, high) = step.map_or((0.0, 0.0), |step| range[step as usize]);
            let (first, last) = (whole_day(low as f32), whole_day(high as f32));
            let per_bin = (last - first) / MOST_BINS + 1;
            let due = due.map(|day| network.calendar.between(plan.start, day.saturating_add(1)) as f32);
            Watch { step, due, first, per_bin, bins: ((last - first) / per_bin + 1) as usize }
        };
        program.watched = question.watch.iter().map(watch).collect();
        program
    }

    /// Notes what an item waits for; gives where that stands.
    fn wire(
        &mut self,
        question: &Question<'_>,
        wiring: &Wiring,
        item: u32,
        step_of: &[Option<u32>],
    ) -> std::ops::Range<u32> {
        let network = question.network;
        let first = self.ties.len() as u32;
        for tie in wiring.ties(item) {
            let Some(step) = step_of[tie.from as usize] else { continue };
            let leaves_start = matches!(tie.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
            let from = match network.items[tie.from as usize].state {
                State::Running { started: Some(day), .. } if leaves_start => {
                    From::Fixed(network.calendar.between(network.start, day) as f32)
                }
                _ if leaves_start => From::Start(step),
                _ => From::Finish(step),
            };
            let meets_finish = matches!(tie.kind, LinkKind::FinishToFinish | LinkKind::StartToFinish);
            self.ties.push(Tie { from, lag: tie.lag as f32, meets_finish });
        }
        first..self.ties.len() as u32
    }

    fn work(
        &mut self,
        question: &Question<'_>,
        number: u32,
        ties: std::ops::Range<u32>,
        hits: &[u32],
        samplers: &mut Samplers,
    ) -> Action {
        let network = question.network;
        let item = &network.items[number as usize];
        let at = |day| network.calendar.between(network.start, day) as f32;
        let running = matches!(item.state, State::Running { .. });
        let wish = item.not_before.filter(|_| !running);
        let floor = if running { at(network.today) } else { wish.map_or(0.0, |day| at(day).max(0.0)) };
        let free = wish
            .filter(|day| at(*day) >= 0.0)
            .and_then(|day| free_days(network.calendar, day).map(|n| (at(day), n)));
        let spread = remaining_spread(question, number);
        let sampler = samplers.make(&spread);
        let first = self.hits.len() as u32;
        self.hits.extend_from_slice(hits);
        let mut bare = None;
        if !sampler.is_certain() {
            let step = self.steps.len() as u32;
            if !hits.is_empty() {
                bare = Some(self.uncertain.iter().filter(|other| other.bare.is_some()).count() as u32);
            }
            let (mean, width) = (spread.mean() as f32, sampler.width());
            self.uncertain.push(Uncertain { source: Source::Item(number), step, bare, mean, width });
        }
        Action::Work { sampler, floor, ties, hits: first..self.hits.len() as u32, free, bare }
    }

    /// The earliest and the latest finish that a step can have.
    fn range(&self, step: usize, question: &Question<'_>, before: &[(f64, f64)]) -> (f64, f64) {
        let step = &self.steps[step];
        match &step.action {
            Action::Fixed { finish, .. } => (f64::from(*finish), f64::from(*finish)),
            Action::Work { floor, ties, hits, .. } => {
                let (low, mut high) = remaining_spread(question, step.item).range();
                for hit in &self.hits[hits.start as usize..hits.end as usize] {
                    high += cut(&question.threats[*hit as usize].delay).range().1;
                }
                let floor = f64::from(*floor);
                let mut end = (floor, floor + high);
                for tie in &self.ties[ties.start as usize..ties.end as usize] {
                    let latest = match tie.from {
                        From::Start(from) | From::Finish(from) => before[from as usize].1,
                        From::Fixed(at) => f64::from(at),
                    };
                    let after = if tie.meets_finish { 0.0 } else { high };
                    end.1 = end.1.max(latest + f64::from(tie.lag) + after);
                }
                (end.0 + low.min(0.0), end.1)
            }
        }
    }
}

/// The working day, counted from the network's start, during which this time lies: a finish of 3.2 is in the fourth.
pub(super) fn whole_day(at: f32) -> i64 {
    (at - GRACE).ceil() as i64
}

/// Whether nothing about an item can still change.
fn fixed(item: &Item) -> bool {
    matches!(item.role, Role::Dependency { .. }) || matches!(item.state, State::Done { .. })
}

/// Free days from this day on, if it is one.
fn free_days(calendar: &Calendar, day: i32) -> Option<f32> {
    let free = calendar.on_or_after(day) - day;
    (free > 0).then_some(free as f32)
}

/// What an item may still take: its estimate, for running work the share of it that remains.
fn remaining_spread(question: &Question<'_>, number: u32) -> Spread {
    let network = question.network;
    let item = &network.items[number as usize];
    let days = item.days();
    let spread = question.estimates.get(number as usize).map_or(Spread::Certain(days as f64), cut);
    match item.state {
        State::Running { started, progress } if days > 0 => {
            let left = remaining(network.calendar, days, started, progress, network.today);
            spread.times(left as f64 / days as f64)
        }
        _ => spread,
    }
}

/// No work takes less than no time, and none longer than the schedule knows of.
fn cut(spread: &Spread) -> Spread {
    let cut = |value: f64| value.clamp(0.0, MOST_DAYS);
    match *spread {
        Spread::Certain(value) => Spread::Certain(cut(value)),
        Spread::Uniform(low, high) => Spread::Uniform(cut(low), cut(high)),
        Spread::Pert(low, likely, high) => Spread::Pert(cut(low), cut(likely), cut(high)),
    }
}

fn ready(threat: &super::Threat, samplers: &mut Samplers) -> Threat {
    let probability = if threat.probability.is_finite() { threat.probability.clamp(0.0, 1.0) } else { 0.0 };
    Threat {
        below: (probability * 4_294_967_296.0).round() as u64,
        delay: samplers.make(&cut(&threat.delay)),
    }
}
