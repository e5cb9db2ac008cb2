//! From counts and sums to what people ask: quantiles, chances, criticality, influence. No runs are made here.

use super::program::{Program, whole_day};
use super::run::{Chunk, Tally};
use super::{Bar, Forecast, Influence, Outlook, Quantile, Question, Source, Watched};
use crate::calendar::Day;
use crate::schedule::Schedule;

pub(super) fn answer(
    question: &Question<'_>,
    plan: &Schedule,
    program: &Program,
    mut tally: Tally,
    runs: u32,
) -> Forecast {
    tally.chunks.sort_unstable_by_key(|chunk| chunk.number);
    let mut critical = vec![0.0; program.items];
    for (step, count) in program.steps.iter().zip(&tally.critical) {
        critical[step.item as usize] = f64::from(*count) / f64::from(runs);
    }
    let mut finishes: Vec<f32> = Vec::with_capacity(runs as usize);
    tally.chunks.iter().for_each(|chunk| finishes.extend_from_slice(&chunk.finishes));
    let relative = finishes.iter().map(|at| f64::from(*at) - f64::from(program.length));
    let sums = relative.fold([0.0; 2], |[sum, squares], y| [sum + y, squares + y * y]);
    let influences = influences(program, &tally.chunks, sums, runs);
    finishes.sort_unstable_by(f32::total_cmp);
    let dates = Dates { question, plan };
    let at = |share: f64| {
        let at = whole_day(quantile(&finishes, share));
        Quantile { at, day: dates.network(at) }
    };
    let (mean, deviation) = moments(sums, program, runs);
    let finish = Outlook { mean, deviation, p50: at(0.5), p80: at(0.8), p95: at(0.95) };
    let watched = watched(question, &dates, program, &tally, runs);
    Forecast { runs, finish, watched, critical, influences, finishes }
}

/// The value that a share of the runs does not exceed.
fn quantile(ascending: &[f32], share: f64) -> f32 {
    let rank = (share * ascending.len() as f64 - 1e-9).ceil().max(1.0) as usize;
    ascending.get(rank - 1).copied().unwrap_or(0.0)
}

fn moments(sums: [f64; 2], program: &Program, runs: u32) -> (f64, f64) {
    let mean = sums[0] / f64::from(runs);
    let variance = (sums[1] / f64::from(runs) - mean * mean).max(0.0);
    (mean + f64::from(program.length), variance.sqrt())
}

/// From working days to days.
struct Dates<'a> {
    question: &'a Question<'a>,
    plan: &'a Schedule,
}

impl Dates<'_> {
    fn day(&self, at: i64) -> Day {
        let calendar = self.question.network.calendar;
        calendar.day_at(calendar.index(self.plan.start) + at - 1).max(self.plan.start)
    }

    /// The plan's own day where the plan says the same time: it knows of weekends that are worked.
    fn network(&self, at: i64) -> Day {
        if at == self.plan.length { self.plan.finish } else { self.day(at) }
    }

    fn item(&self, item: u32, at: i64) -> Day {
        match self.plan.items.get(item as usize) {
            Some(placed) if placed.ef == at => placed.finish,
            _ => self.day(at),
        }
    }
}

fn watched(
    question: &Question<'_>,
    dates: &Dates<'_>,
    program: &Program,
    tally: &Tally,
    runs: u32,
) -> Vec<Watched> {
    let mut bins = &tally.bins[..];
    let mut all = Vec::with_capacity(program.watched.len());
    for (number, (watch, (item, _))) in program.watched.iter().zip(question.watch).enumerate() {
        let (own, rest) = bins.split_at(watch.bins);
        bins = rest;
        let at = |share: f64| {
            let rank = (share * f64::from(runs) - 1e-9).ceil().max(1.0);
            let mut seen = 0.0;
            let bin = own.iter().position(|count| {
                seen += f64::from(*count);
                seen >= rank
            });
            // The last day of the bin: on that day or before.
            let at = watch.first + (bin.unwrap_or(0) as i64 + 1) * watch.per_bin - 1;
            Quantile { at, day: dates.item(*item, at) }
        };
        let sums = tally.chunks.iter().map(|chunk| chunk.watched[number]);
        let sums = sums.fold([0.0; 2], |[sum, squares], [s, q]| [sum + s, squares + q]);
        let (mean, deviation) = moments(sums, program, runs);
        let outlook = Outlook { mean, deviation, p50: at(0.5), p80: at(0.8), p95: at(0.95) };
        let in_time = watch.due.map(|_| f64::from(tally.in_time[number]) / f64::from(runs));
        all.push(Watched { item: *item, outlook, in_time });
    }
    all
}

/// What the finish depends on, by least squares over all runs; the greatest swing first.
fn influences(program: &Program, chunks: &[Chunk], finish: [f64; 2], runs: u32) -> Vec<Influence> {
    let n = f64::from(runs);
    let mean = finish[0] / n;
    let variance = finish[1] / n - mean * mean;
    let influence = |source, [x, xx, xy]: [f64; 3], width: f64| {
        let spread = xx / n - (x / n).powi(2);
        let together = xy / n - x / n * mean;
        if spread <= 0.0 || variance <= 0.0 {
            return Influence { source, swing: 0.0, correlation: 0.0 };
        }
        let correlation = (together / (spread * variance).sqrt()).clamp(-1.0, 1.0);
        Influence { source, swing: together / spread * width, correlation }
    };
    let mut all = Vec::with_capacity(program.uncertain.len() + program.threats.len());
    for (number, uncertain) in program.uncertain.iter().enumerate() {
        let sums = chunks.iter().fold([0.0; 3], |sums: [f64; 3], chunk| {
            std::array::from_fn(|i| sums[i] + chunk.uncertain[number][i])
        });
        all.push(influence(uncertain.source, sums, uncertain.width));
    }
    for number in 0..program.threats.len() {
        let count: f64 = chunks.iter().map(|chunk| f64::from(chunk.threats[number].0)).sum();
        let sum: f64 = chunks.iter().map(|chunk| chunk.threats[number].1).sum();
        // A yes-or-no x is its own square.
        all.push(influence(Source::Threat(number as u32), [count, count, sum], 1.0));
    }
    all.sort_by(|a, b| b.swing.abs().total_cmp(&a.swing.abs()));
    all
}

impl Forecast {
    /// The working days from the network's start within which a share of the runs (0 to 1) is finished.
    pub fn quantile(&self, share: f64) -> f64 {
        f64::from(quantile(&self.finishes, share))
    }

    /// The runs by their finish, in at most so many bars of equally many whole working days.
    pub fn histogram(&self, most: usize) -> Vec<Bar> {
        let (Some(first), Some(last)) = (self.finishes.first(), self.finishes.last()) else {
            return Vec::new();
        };
        let (first, last) = (whole_day(*first), whole_day(*last));
        let per_bar = (last - first) / most.max(1) as i64 + 1;
        let bar = |number: i64| Bar {
            first: first + number * per_bar,
            last: first + (number + 1) * per_bar - 1,
            runs: 0,
        };
        let mut bars: Vec<Bar> = (0..=(last - first) / per_bar).map(bar).collect();
        for at in &self.finishes {
            bars[((whole_day(*at) - first) / per_bar) as usize].runs += 1;
        }
        bars
    }
}
