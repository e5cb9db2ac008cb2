//! The runs themselves: many side by side, step by step.
//!
//! A batch of runs goes through the network together, so that each step is one short loop over numbers that lie beside
//! each other; the compiler turns those loops into vector instructions. What is summed is summed per chunk, and the chunks
//! in their order, so that the last digit does not depend on who computed what.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;

use super::program::{Action, From, Program, whole_day};

/// Runs that go side by side.
const LANES: usize = 64;
type Lane = [f32; LANES];

/// What was counted and summed over some of the runs.
#[derive(Default)]
pub(super) struct Tally {
    /// Per step in how many runs it was critical.
    pub(super) critical: Vec<u32>,
    /// Per watched item how many runs finish in each bin, one item after the other.
    pub(super) bins: Vec<u32>,
    /// Per watched item in how many runs it was in time.
    pub(super) in_time: Vec<u32>,
    /// Each chunk by itself, in any order.
    pub(super) chunks: Vec<Chunk>,
}

/// The sums of one chunk.
pub(super) struct Chunk {
    pub(super) number: u32,
    /// The finish of each run.
    pub(super) finishes: Vec<f32>,
    /// Per watched item: finish and its square, relative to the plan.
    pub(super) watched: Vec<[f64; 2]>,
    /// Per uncertain estimate x and finish y, relative to mean and plan: Σx, Σx², Σxy.
    pub(super) uncertain: Vec<[f64; 3]>,
    /// Per threat: in how many runs it happened, and Σy over them.
    pub(super) threats: Vec<(u32, f64)>,
}

impl Tally {
    /// Puts two together; whole numbers add up alike in any order, the chunks are sorted later.
    pub(super) fn join(mut self, other: Self) -> Self {
        if self.critical.is_empty() && self.chunks.is_empty() {
            return other;
        }
        let add = |mine: &mut Vec<u32>, others: Vec<u32>| {
            mine.iter_mut().zip(others).for_each(|(mine, other)| *mine += other);
        };
        add(&mut self.critical, other.critical);
        add(&mut self.bins, other.bins);
        add(&mut self.in_time, other.in_time);
        self.chunks.extend(other.chunks);
        self
    }
}

/// One thread's room to work in.
pub(super) struct Worker<'a> {
    program: &'a Program,
    start: Vec<Lane>,
    finish: Vec<Lane>,
    days: Vec<Lane>,
    bare: Vec<Lane>,
    delays: Vec<Lane>,
    happened: Vec<Lane>,
    /// All bits set where a step is critical in a run.
    critical: Vec<[u32; LANES]>,
    /// Where each watched item's bins begin.
    first_bin: Vec<usize>,
    tally: Tally,
}

impl<'a> Worker<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        let steps = program.steps.len();
        let bare = program.uncertain.iter().filter(|uncertain| uncertain.bare.is_some()).count();
        let mut bins = 0;
        let first_bin = program.watched.iter().map(|watch| {
            bins += watch.bins;
            bins - watch.bins
        });
        let first_bin = first_bin.collect();
        Self {
            program,
            start: vec![[0.0; LANES]; steps],
            finish: vec![[0.0; LANES]; steps],
            days: vec![[0.0; LANES]; steps],
            bare: vec![[0.0; LANES]; bare],
            delays: vec![[0.0; LANES]; program.threats.len()],
            happened: vec![[0.0; LANES]; program.threats.len()],
            critical: vec![[0; LANES]; steps],
            first_bin,
            tally: Tally {
                critical: vec![0; steps],
                bins: vec![0; bins],
                in_time: vec![0; program.watched.len()],
                chunks: Vec::new(),
            },
        }
    }

    pub(super) fn into_tally(self) -> Tally {
        self.tally
    }

    /// Makes the runs of one chunk.
    pub(super) fn run(&mut self, seed: u64, number: u32, runs: u32) {
        let mut random = Pcg32::new(scatter(seed, number), u64::from(number));
        let mut chunk = Chunk {
            number,
            finishes: Vec::with_capacity(runs as usize),
            watched: vec![[0.0; 2]; self.program.watched.len()],
            uncertain: vec![[0.0; 3]; self.program.uncertain.len()],
            threats: vec![(0, 0.0); self.program.threats.len()],
        };
        let mut left = runs as usize;
        while left > 0 {
            let live = left.min(LANES);
            self.draw_threats(&mut random);
            for step in 0..self.program.steps.len() {
                self.step(step, &mut random);
            }
            self.note(live, &mut chunk);
            left -= live;
        }
        self.tally.chunks.push(chunk);
    }

    fn draw_threats(&mut self, random: &mut Pcg32) {
        for (number, threat) in self.program.threats.iter().enumerate() {
            let (happened, delays) = (&mut self.happened[number], &mut self.delays[number]);
            for lane in 0..LANES {
                let happens = u64::from(random.next_u32()) < threat.below;
                // Drawn in any case, so that what comes after does not depend on it.
                let delay = threat.delay.at(random.next_u32());
                happened[lane] = f32::from(happens);
                delays[lane] = if happens { delay } else { 0.0 };
            }
        }
    }

    /// Places one step in all runs of the batch.
    fn step(&mut self, number: usize, random: &mut Pcg32) {
        let (earlier_starts, starts) = self.start.split_at_mut(number);
        let (earlier_finishes, finishes) = self.finish.split_at_mut(number);
        let (start, finish, days) = (&mut starts[0], &mut finishes[0], &mut self.days[number]);
        let (floor, ties, hits, free, sampler, bare) = match &self.program.steps[number].action {
            Action::Fixed { start: at, finish: end } => {
                *start = [*at; LANES];
                *finish = [*end; LANES];
                return;
            }
            Action::Work { floor, ties, hits, free, sampler, bare } => {
                (*floor, ties, hits, free, sampler, bare)
            }
        };
        match sampler.is_certain() {
            true => *days = [sampler.at(0); LANES],
            false => days.iter_mut().for_each(|days| *days = sampler.at(random.next_u32())),
        }
        if let Some(bare) = bare {
            self.bare[*bare as usize] = *days;
        }
        for hit in &self.program.hits[hits.start as usize..hits.end as usize] {
            let delay = &self.delays[*hit as usize];
            (0..LANES).for_each(|lane| days[lane] += delay[lane]);
        }
        *start = [floor; LANES];
        for tie in &self.program.ties[ties.start as usize..ties.end as usize] {
            let from = match tie.from {
                From::Start(step) => &earlier_starts[step as usize],
                From::Finish(step) => &earlier_finishes[step as usize],
                From::Fixed(at) => &[at; LANES],
            };
            let bound = bound(from, tie.lag, tie.meets_finish, days);
            (0..LANES).for_each(|lane| start[lane] = start[lane].max(bound[lane]));
        }
        (0..LANES).for_each(|lane| finish[lane] = start[lane] + days[lane]);
        if let Some((at, free)) = free {
            // Begun by hand on free days, some of the work is done before working time goes on.
            for lane in (0..LANES).filter(|lane| start[*lane] == *at) {
                finish[lane] = start[lane] + (days[lane] - free).max(0.0);
            }
        }
    }

    /// Counts and sums the first `live` runs of the batch.
    fn note(&mut self, live: usize, chunk: &mut Chunk) {
        let mut over = [0.0f32; LANES];
        for (step, finish) in self.program.steps.iter().zip(&self.finish).filter(|(step, _)| step.counts) {
            debug_assert!(step.counts);
            (0..LANES).for_each(|lane| over[lane] = over[lane].max(finish[lane]));
        }
        chunk.finishes.extend_from_slice(&over[..live]);
        self.mark_critical(&over, live);
        self.note_watched(live, chunk);
        // Runs beyond the last count for nothing in the sums.
        let mut relative = [0.0f32; LANES];
        (0..live).for_each(|lane| relative[lane] = over[lane] - self.program.length);
        for (uncertain, sums) in self.program.uncertain.iter().zip(&mut chunk.uncertain) {
            let draw = match uncertain.bare {
                Some(bare) => &self.bare[bare as usize],
                None => &self.days[uncertain.step as usize],
            };
            let mut x = [0.0f32; LANES];
            (0..live).for_each(|lane| x[lane] = draw[lane] - uncertain.mean);
            sums[0] += f64::from(dot(&x, &[1.0; LANES]));
            sums[1] += f64::from(dot(&x, &x));
            sums[2] += f64::from(dot(&x, &relative));
        }
        for (happened, sums) in self.happened.iter().zip(&mut chunk.threats) {
            sums.0 += happened[..live].iter().map(|happened| *happened as u32).sum::<u32>();
            sums.1 += f64::from(dot(happened, &relative));
        }
    }

    /// Goes back from the end: a step is critical if it ends the network, or if a critical one starts when it does only
    /// because of it.
    fn mark_critical(&mut self, over: &Lane, live: usize) {
        for (number, step) in self.program.steps.iter().enumerate() {
            let (finish, critical) = (&self.finish[number], &mut self.critical[number]);
            let counts = u32::MAX * u32::from(step.counts);
            (0..LANES).for_each(|lane| critical[lane] = counts & mask(finish[lane] == over[lane]));
        }
        for (number, step) in self.program.steps.iter().enumerate().rev() {
            let (earlier, critical) = self.critical.split_at_mut(number);
            let critical = &critical[0];
            self.tally.critical[number] += critical[..live].iter().map(|critical| critical & 1).sum::<u32>();
            let Action::Work { ties, .. } = &step.action else { continue };
            let (start, days) = (&self.start[number], &self.days[number]);
            for tie in &self.program.ties[ties.start as usize..ties.end as usize] {
                let (from, before) = match tie.from {
                    From::Start(from) => (&self.start[from as usize], &mut earlier[from as usize]),
                    From::Finish(from) => (&self.finish[from as usize], &mut earlier[from as usize]),
                    From::Fixed(_) => continue,
                };
                let bound = bound(from, tie.lag, tie.meets_finish, days);
                (0..LANES).for_each(|lane| before[lane] |= critical[lane] & mask(bound[lane] == start[lane]));
            }
        }
    }

    fn note_watched(&mut self, live: usize, chunk: &mut Chunk) {
        for (number, watch) in self.program.watched.iter().enumerate() {
            let Some(step) = watch.step else { continue };
            let finish = &self.finish[step as usize][..live];
            let bins = &mut self.tally.bins[self.first_bin[number]..][..watch.bins];
            for at in finish {
                let bin = (whole_day(*at) - watch.first) / watch.per_bin;
                bins[bin.clamp(0, watch.bins as i64 - 1) as usize] += 1;
                let relative = f64::from(*at) - f64::from(self.program.length);
                chunk.watched[number][0] += relative;
                chunk.watched[number][1] += relative * relative;
            }
            if let Some(due) = watch.due {
                let in_time = finish.iter().filter(|at| **at <= due + super::program::GRACE).count();
                self.tally.in_time[number] += in_time as u32;
            }
        }
    }
}

/// What a tie asks of the start. The same sum in both directions, so that comparing with it is exact.
#[inline(always)]
fn bound(from: &Lane, lag: f32, meets_finish: bool, days: &Lane) -> Lane {
    let mut bound = [0.0; LANES];
    match meets_finish {
        false => (0..LANES).for_each(|lane| bound[lane] = from[lane] + lag),
        true => (0..LANES).for_each(|lane| bound[lane] = from[lane] + lag - days[lane]),
    }
    bound
}

#[inline(always)]
fn mask(yes: bool) -> u32 {
    u32::MAX * u32::from(yes)
}

/// Σ a·b, in eight sums beside each other.
fn dot(a: &Lane, b: &Lane) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        (0..8).for_each(|i| sums[i] += a[i] * b[i]);
    }
    sums.iter().sum()
}

/// Makes far apart states of near seeds (the mixer of SplitMix64: Steele, Lea, Flood 2014).
fn scatter(seed: u64, chunk: u32) -> u64 {
    let mut z = seed.wrapping_add((u64::from(chunk) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
