//! How a duration or a delay may turn out, and how to draw from that fast.
//!
//! PERT-beta: the beta distribution on [low, high] whose mean is (low + 4·likely + high) ÷ 6, as PERT took it (Malcolm,
//! Roseboom, Clark, Fazar 1959), with the shape parameters α = 1 + 4·(likely − low) ÷ (high − low) and
//! β = 1 + 4·(high − likely) ÷ (high − low) (Vose, "Risk Analysis"); its variance is
//! (mean − low)·(high − mean) ÷ 7. The (high − low)² ÷ 36 of the 1959 paper is an approximation of that and not used.
//!
//! To draw, the quantile function is tabulated once per shape and read with a straight line between its points.

use std::collections::HashMap;
use std::sync::Arc;

/// What a number of working days may turn out to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// Exactly this.
    Certain(f64),
    /// Anything from the first to the second, all alike.
    Uniform(f64, f64),
    /// Optimistic, likely, pessimistic: PERT-beta.
    Pert(f64, f64, f64),
}

impl Spread {
    /// The mean.
    pub fn mean(&self) -> f64 {
        match self.sorted() {
            Self::Certain(value) => value,
            Self::Uniform(low, high) => f64::midpoint(low, high),
            Self::Pert(low, likely, high) => (low + 4.0 * likely + high) / 6.0,
        }
    }

    /// The variance.
    pub fn variance(&self) -> f64 {
        match self.sorted() {
            Self::Certain(_) => 0.0,
            Self::Uniform(low, high) => (high - low).powi(2) / 12.0,
            Self::Pert(low, _, high) => (self.mean() - low) * (high - self.mean()) / 7.0,
        }
    }

    /// The least and the greatest value.
    pub fn range(&self) -> (f64, f64) {
        match self.sorted() {
            Self::Certain(value) => (value, value),
            Self::Uniform(low, high) | Self::Pert(low, _, high) => (low, high),
        }
    }

    /// All values times a factor.
    pub fn times(&self, factor: f64) -> Self {
        match *self {
            Self::Certain(value) => Self::Certain(value * factor),
            Self::Uniform(low, high) => Self::Uniform(low * factor, high * factor),
            Self::Pert(low, likely, high) => Self::Pert(low * factor, likely * factor, high * factor),
        }
    }

    /// With the ends in their order and the middle between them, so that a slip in a file gives no nonsense here; and
    /// certain where there is no width.
    fn sorted(&self) -> Self {
        match *self {
            Self::Certain(value) => Self::Certain(if value.is_finite() { value } else { 0.0 }),
            Self::Uniform(a, b) | Self::Pert(a, _, b) if !(a.is_finite() && b.is_finite()) => {
                Self::Certain(0.0)
            }
            Self::Uniform(a, b) | Self::Pert(a, _, b) if a == b => Self::Certain(a),
            Self::Uniform(a, b) => Self::Uniform(a.min(b), a.max(b)),
            Self::Pert(a, likely, b) => {
                let (low, high) = (a.min(b), a.max(b));
                let likely =
                    if likely.is_finite() { likely.clamp(low, high) } else { f64::midpoint(low, high) };
                Self::Pert(low, likely, high)
            }
        }
    }
}

/// A spread made ready to draw from.
#[derive(Debug, Clone)]
pub(super) enum Sampler {
    Certain(f32),
    Uniform { low: f32, width: f32 },
    Table { low: f32, width: f32, table: Arc<Table> },
}

impl Sampler {
    /// The value at a point of the unit interval that is given in 2³² steps.
    #[inline]
    pub(super) fn at(&self, point: u32) -> f32 {
        match self {
            Self::Certain(value) => *value,
            Self::Uniform { low, width } => low + width * (point as f32 * (1.0 / 4_294_967_296.0)),
            Self::Table { low, width, table } => low + width * table.at(point),
        }
    }

    pub(super) fn is_certain(&self) -> bool {
        matches!(self, Self::Certain(_))
    }

    /// From the 10 % to the 90 % quantile.
    pub(super) fn width(&self) -> f64 {
        f64::from(self.at((0.9 * 4_294_967_296.0) as u32) - self.at((0.1 * 4_294_967_296.0) as u32))
    }
}

/// Makes samplers; spreads of one shape share a table.
#[derive(Default)]
pub(super) struct Samplers {
    grid: Option<Grid>,
    tables: HashMap<u64, Arc<Table>>,
}

impl Samplers {
    pub(super) fn make(&mut self, spread: &Spread) -> Sampler {
        match spread.sorted() {
            Spread::Certain(value) => Sampler::Certain(value as f32),
            Spread::Uniform(low, high) => Sampler::Uniform { low: low as f32, width: (high - low) as f32 },
            Spread::Pert(low, likely, high) => {
                let mode = (likely - low) / (high - low);
                let grid = self.grid.get_or_insert_with(Grid::new);
                let table = self.tables.entry(mode.to_bits()).or_insert_with(|| Arc::new(grid.table(mode)));
                Sampler::Table { low: low as f32, width: (high - low) as f32, table: Arc::clone(table) }
            }
        }
    }
}

/// Bits of the point that choose the piece of the table.
const BITS: u32 = 11;
/// Pieces of a table.
const PIECES: usize = 1 << BITS;
/// Bits of the point that choose the part of an end piece.
const END_BITS: u32 = 8;
/// Parts of an end piece.
const PARTS: usize = 1 << END_BITS;

/// The quantile function of a beta distribution on [0, 1] at equal steps of probability. It is so steep at its ends that
/// the first and the last piece have a finer table of their own.
#[derive(Debug)]
pub(super) struct Table {
    pieces: Box<[f32; PIECES + 1]>,
    first: Box<[f32; PARTS + 1]>,
    last: Box<[f32; PARTS + 1]>,
}

impl Table {
    #[inline]
    fn at(&self, point: u32) -> f32 {
        let piece = (point >> (32 - BITS)) as usize;
        if piece == 0 || piece == PIECES - 1 {
            return self.end(point, piece);
        }
        straight::<BITS>(&self.pieces[piece..piece + 2], point)
    }

    #[cold]
    fn end(&self, point: u32, piece: usize) -> f32 {
        let parts = if piece == 0 { &self.first } else { &self.last };
        let part = (point >> (32 - BITS - END_BITS)) as usize % PARTS;
        straight::<{ BITS + END_BITS }>(&parts[part..part + 2], point)
    }
}

/// Between two values by the bits of the point below the first `USED`.
#[inline]
fn straight<const USED: u32>(ends: &[f32], point: u32) -> f32 {
    let rest = u32::MAX >> USED;
    let part = (point & rest) as f32 * (1.0 / (rest as f32 + 1.0));
    ends[0] + (ends[1] - ends[0]) * part
}

/// Where the density is looked at. With x = sin²φ the steep ends of the density become smooth, and equal steps of φ lie
/// closest where the quantile function bends most. The density of φ is sin^(2α−1) φ · cos^(2β−1) φ.
struct Grid {
    ln_sin: Vec<f64>,
    ln_cos: Vec<f64>,
}

/// Cells that the density is integrated over, by Simpson's rule.
const CELLS: usize = 2048;

impl Grid {
    fn new() -> Self {
        let angle = |step: usize| step as f64 / (2 * CELLS) as f64 * std::f64::consts::FRAC_PI_2;
        Self {
            ln_sin: (0..=2 * CELLS).map(|step| angle(step).sin().ln()).collect(),
            // By the sine from the other end, so that the last one is exactly that of zero.
            ln_cos: (0..=2 * CELLS).map(|step| angle(2 * CELLS - step).sin().ln()).collect(),
        }
    }

    /// The table of the PERT-beta whose likely value lies at this share of its width.
    fn table(&self, mode: f64) -> Table {
        let (alpha, beta) = (1.0 + 4.0 * mode, 5.0 - 4.0 * mode);
        let density = |step: usize| {
            let ln = (2.0 * alpha - 1.0) * self.ln_sin[step] + (2.0 * beta - 1.0) * self.ln_cos[step];
            ln.exp()
        };
        let mut below = Vec::with_capacity(CELLS + 1);
        below.push(0.0);
        let (mut sum, mut left) = (0.0, density(0));
        for cell in 0..CELLS {
            let right = density(2 * cell + 2);
            sum += left + 4.0 * density(2 * cell + 1) + right;
            below.push(sum);
            left = right;
        }
        let width = 1.0 / PIECES as f64;
        Table {
            pieces: quantiles(&below, 0.0, 1.0),
            first: quantiles(&below, 0.0, width),
            last: quantiles(&below, 1.0 - width, 1.0),
        }
    }
}

/// Turns the distribution over the grid around: at equal steps of probability the x below which it lies.
fn quantiles<const POINTS: usize>(below: &[f64], from: f64, to: f64) -> Box<[f32; POINTS]> {
    let whole = below[CELLS];
    let mut table = Box::new([0.0; POINTS]);
    let mut cell = 0;
    for (point, value) in table.iter_mut().enumerate() {
        let wanted = whole * (from + (to - from) * point as f64 / (POINTS - 1) as f64);
        while cell + 1 < CELLS && below[cell + 1] < wanted {
            cell += 1;
        }
        let part = ((wanted - below[cell]) / (below[cell + 1] - below[cell])).clamp(0.0, 1.0);
        let angle = (cell as f64 + part) / CELLS as f64 * std::f64::consts::FRAC_PI_2;
        *value = angle.sin().powi(2) as f32;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of what a table gives, by very many equal steps.
    fn moments(sampler: &Sampler) -> (f64, f64) {
        let points = (0..1u32 << 20).map(|n| f64::from(sampler.at((n << 12) + (1 << 11))));
        let count = f64::from(1 << 20);
        let mean = points.clone().sum::<f64>() / count;
        (mean, points.map(|x| (x - mean).powi(2)).sum::<f64>() / count)
    }

    #[test]
    fn tables_have_the_moments_of_the_beta_distribution() {
        for mode in [0.0, 0.01, 0.2, 0.5, 0.77, 1.0] {
            let spread = Spread::Pert(10.0, 10.0 + 20.0 * mode, 30.0);
            let (mean, variance) = moments(&Samplers::default().make(&spread));
            assert!((mean - spread.mean()).abs() < 20.0 * 5e-6, "mean at {mode}: {mean}, {}", spread.mean());
            let relative = variance / spread.variance() - 1.0;
            assert!(relative.abs() < 2e-4, "variance at {mode} is off by {relative}");
        }
    }

    /// β(1, 5) and β(3, 3) have distribution functions in closed form.
    #[test]
    fn tables_have_the_quantiles_of_the_beta_distribution() {
        for (mode, below) in [
            (0.0, (|x: f64| 1.0 - (1.0 - x).powi(5)) as fn(f64) -> f64),
            (0.5, |x: f64| x.powi(3) * (10.0 - 15.0 * x + 6.0 * x * x)),
        ] {
            let sampler = Samplers::default().make(&Spread::Pert(0.0, mode, 1.0));
            for percent in 1..100 {
                let probability = f64::from(percent) / 100.0;
                let x = f64::from(sampler.at((probability * 4_294_967_296.0) as u32));
                assert!((below(x) - probability).abs() < 5e-6, "{mode}: {} at {probability}", below(x));
            }
            assert_eq!(sampler.at(0), 0.0);
            assert!(sampler.at(u32::MAX) <= 1.0);
        }
    }

    #[test]
    fn slips_make_no_nonsense() {
        assert_eq!(Spread::Pert(5.0, 3.0, 1.0).range(), (1.0, 5.0));
        assert_eq!(Spread::Pert(1.0, 9.0, 5.0).mean(), (1.0 + 20.0 + 5.0) / 6.0);
        assert_eq!(Spread::Pert(4.0, 4.0, 4.0).variance(), 0.0);
        assert_eq!(Spread::Uniform(f64::NAN, 1.0).mean(), 0.0);
        assert_eq!(Spread::Uniform(3.0, 1.0).times(2.0).range(), (2.0, 6.0));
    }
}
