//! The forecast: the schedule run many thousand times with durations and risks as they may turn out (Monte Carlo; first
//! for project networks: Van Slyke 1963).
//!
//! Three-point estimates are PERT-beta, a lone estimate is certain, each risk happens with its probability and then adds
//! its delay, drawn once per run, to every task and milestone that it threatens. Estimates and risks are independent.
//! What comes out per run is what [`mod@crate::schedule`] would say; over all runs it becomes quantiles of each date, the
//! chance of each due date, how often each task is critical, and what drives the finish.
//!
//! Same seed, same result, on any number of threads: the runs are cut into chunks of fixed size, each with its own stream
//! of random numbers (PCG: O'Neill 2014), and the chunks are put together in their order.
//!
//! Not here: correlation between estimates, costs, and what to do about the result.

mod answer;
mod program;
mod run;
mod shape;

pub use shape::Spread;

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::calendar::Day;
use crate::schedule::{Network, Schedule};

/// What may happen and then costs time.
#[derive(Debug, Clone, PartialEq)]
pub struct Threat {
    /// How likely it happens, 0 to 1.
    pub probability: f64,
    /// Working days that it then adds.
    pub delay: Spread,
    /// The items that it delays.
    pub hits: Vec<u32>,
}

/// All that a forecast is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The network.
    pub network: &'a Network<'a>,
    /// Per item what it may take in working days; the middle should be the item's duration. Items beyond the end of the list
    /// take their duration.
    pub estimates: &'a [Spread],
    /// The risks that are still live.
    pub threats: &'a [Threat],
    /// The items whose dates are asked for (milestones, and whatever has a due date), with the due date.
    pub watch: &'a [(u32, Option<Day>)],
    /// How many runs; at least one is made.
    pub runs: u32,
    /// Where the random numbers start.
    pub seed: u64,
}

/// Quantiles of a date: on that day or before in so many runs of a hundred.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// Working days from the network's start, whole.
    pub at: i64,
    /// The day.
    pub day: Day,
}

/// When something may be finished.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The mean finish in working days from the network's start.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// As likely before as after.
    pub p50: Quantile,
    /// Four times of five.
    pub p80: Quantile,
    /// Nineteen times of twenty.
    pub p95: Quantile,
}

/// When a watched item may be finished.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The item.
    pub item: u32,
    /// When.
    pub outlook: Outlook,
    /// The chance, 0 to 1, that it is finished on its due date or before; `None` without one.
    pub in_time: Option<f64>,
}

/// What a finish depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The estimate of this item.
    Item(u32),
    /// The threat of this number.
    Threat(u32),
}

/// How much one source moves the finish of the network.
///
/// The swing is the slope of the finish over the source, by least squares over all runs, times the source's width: from
/// its 10 % to its 90 % quantile for an estimate, from "does not happen" to "happens" for a threat. For a threat that is
/// exactly the mean finish of the runs where it happens less that of the runs where it does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// Which.
    pub source: Source,
    /// Working days that the finish moves.
    pub swing: f64,
    /// Correlation with the finish, −1 to 1; its square is the share of the finish's variance that it explains.
    pub correlation: f64,
}

/// One bar of a histogram: how many runs finish within these working days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The first working day.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// How many runs.
    pub runs: u32,
}

/// What many runs say.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// How many runs were made.
    pub runs: u32,
    /// When the network is finished.
    pub finish: Outlook,
    /// The watched items, in the order asked for.
    pub watched: Vec<Watched>,
    /// Per item the share of runs in which it is critical, 0 to 1.
    pub critical: Vec<f64>,
    /// What drives the finish, the greatest swing first.
    pub influences: Vec<Influence>,
    /// The finish of every run in working days from the start, ascending.
    pub finishes: Vec<f32>,
}

/// Runs of one chunk. Part of what a seed means: another size gives other numbers.
const CHUNK: u32 = 1024;

/// Runs the network. `plan` is its schedule; `cancelled` is asked before each chunk, and if it says yes there is no answer.
pub fn forecast(
    question: &Question<'_>,
    plan: &Schedule,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Forecast> {
    let runs = question.runs.max(1);
    let program = program::Program::new(question, plan);
    let stop = AtomicBool::new(false);
    let chunks = (0..runs.div_ceil(CHUNK)).into_par_iter();
    let tally = chunks
        .fold(
            || run::Worker::new(&program),
            |mut worker, chunk| {
                if cancelled() {
                    stop.store(true, Ordering::Relaxed);
                }
                if !stop.load(Ordering::Relaxed) {
                    worker.run(question.seed, chunk, CHUNK.min(runs - chunk * CHUNK));
                }
                worker
            },
        )
        .map(run::Worker::into_tally)
        .reduce(run::Tally::default, run::Tally::join);
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    Some(answer::answer(question, plan, &program, tally, runs))
}
