//! Risk scores: likelihood × impact on an organisation's own matrix, the band a score falls into, and what a likelihood
//! says as a probability. Nothing about words: `likely` has become a step before it comes here.
//!
//! The default is the usual five by five: 1–4 low, 5–9 medium, 10–16 high, 17–25 extreme.

/// How serious a score is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Watch it.
    Low,
    /// Somebody looks after it.
    Medium,
    /// It needs a mitigation.
    High,
    /// It needs one now.
    Extreme,
}

impl Band {
    /// All bands, the mildest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Extreme];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Extreme => "extreme",
        }
    }
}

/// An organisation's risk matrix: how many steps each way, and where the bands end.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    likelihood: u32,
    impact: u32,
    /// The highest score of low, of medium and of high.
    limits: [u32; 3],
    /// The highest percentage of each likelihood step but the last.
    percent: Vec<f64>,
    /// The probability of each likelihood step, 0 to 1.
    probability: Vec<f64>,
}

/// What is wrong with a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A side has no step, or more than 100.
    Size,
    /// The bands do not rise, or do not fit below the highest score.
    Bands,
    /// The percentages do not rise, or are not one fewer than the likelihood steps.
    Percent,
}

/// Upper ends of the likelihood steps in percent, as the language defines them for five.
const PERCENT: [f64; 4] = [10.0, 30.0, 50.0, 80.0];
/// What each of five steps says as a probability.
const PROBABILITY: [f64; 5] = [0.05, 0.20, 0.40, 0.65, 0.90];
/// The highest scores of low, medium and high as shares of the highest score: 4, 9 and 16 of 25.
const LIMITS: [f64; 3] = [4.0 / 25.0, 9.0 / 25.0, 16.0 / 25.0];

impl Default for Matrix {
    fn default() -> Self {
        Self::with_defaults(5, 5)
    }
}

impl Matrix {
    /// A matrix of this size. `limits` are the highest scores of low, medium and high (else those of the five by five, in
    /// proportion); `percent` the highest percentage of each likelihood step but the last (else likewise).
    pub fn new(
        likelihood: u32,
        impact: u32,
        limits: Option<[u32; 3]>,
        percent: Option<Vec<f64>>,
    ) -> Result<Self, Flaw> {
        if !(1..=100).contains(&likelihood) || !(1..=100).contains(&impact) {
            return Err(Flaw::Size);
        }
        let mut matrix = Self::with_defaults(likelihood, impact);
        if let Some(limits) = limits {
            let [low, medium, high] = limits;
            if !(low < medium && medium < high && high < likelihood * impact) {
                return Err(Flaw::Bands);
            }
            matrix.limits = limits;
        }
        if let Some(percent) = percent {
            let rising = percent.windows(2).all(|pair| pair[0] < pair[1]);
            let within = percent.iter().all(|limit| (0.0..=100.0).contains(limit));
            if !rising || !within || percent.len() + 1 != likelihood as usize {
                return Err(Flaw::Percent);
            }
            matrix.percent = percent;
        }
        Ok(matrix)
    }

    fn with_defaults(likelihood: u32, impact: u32) -> Self {
        let highest = f64::from(likelihood * impact);
        let steps = likelihood as usize;
        // A step's place among five: the first is the first, the last the last, between them in proportion.
        let place = |step: usize, of: usize| if of < 2 { 0.5 } else { step as f64 / (of - 1) as f64 };
        Self {
            likelihood,
            impact,
            limits: LIMITS.map(|share| (share * highest + 1e-9) as u32),
            percent: (0..steps.saturating_sub(1))
                .map(|step| between(&PERCENT, place(step, steps - 1)))
                .collect(),
            probability: (0..steps).map(|step| between(&PROBABILITY, place(step, steps))).collect(),
        }
    }

    /// How many likelihood steps there are.
    pub fn likelihood_steps(&self) -> u32 {
        self.likelihood
    }

    /// How many impact steps there are.
    pub fn impact_steps(&self) -> u32 {
        self.impact
    }

    /// The highest score there is.
    pub fn highest(&self) -> u32 {
        self.likelihood * self.impact
    }

    /// Likelihood × impact; steps beyond the matrix count as its last.
    pub fn score(&self, likelihood: u32, impact: u32) -> u32 {
        likelihood.clamp(1, self.likelihood) * impact.clamp(1, self.impact)
    }

    /// The band that a score falls into.
    pub fn band(&self, score: u32) -> Band {
        Band::ALL[self.limits.iter().filter(|limit| score > **limit).count()]
    }

    /// The lowest and highest score of a band; `None` where the matrix is too small to have it.
    pub fn scores_of(&self, band: Band) -> Option<(u32, u32)> {
        let place = band as usize;
        let first = if place == 0 { 1 } else { self.limits[place - 1] + 1 };
        let last = self.limits.get(place).copied().unwrap_or(self.highest());
        (first <= last).then_some((first, last))
    }

    /// The likelihood step of a percentage.
    pub fn step_of_percent(&self, percent: f64) -> u32 {
        1 + self.percent.iter().filter(|limit| percent > **limit).count() as u32
    }

    /// The probability, 0 to 1, that a likelihood step stands for.
    pub fn probability(&self, step: u32) -> f64 {
        self.probability[step.clamp(1, self.likelihood) as usize - 1]
    }
}

/// A value between the points, which stand at equal distances from 0 to 1.
fn between(points: &[f64], at: f64) -> f64 {
    let place = at.clamp(0.0, 1.0) * (points.len() - 1) as f64;
    let low = (place as usize).min(points.len() - 2);
    points[low] + (points[low + 1] - points[low]) * (place - low as f64)
}

/// A risk's score before and after what is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    /// As the risk stands by itself.
    pub inherent: u32,
    /// What remains when the mitigations hold, if said.
    pub residual: Option<u32>,
}

impl Scores {
    /// From likelihood and impact of both.
    pub fn new(matrix: &Matrix, inherent: (u32, u32), residual: Option<(u32, u32)>) -> Self {
        let score = |(likelihood, impact)| matrix.score(likelihood, impact);
        Self { inherent: score(inherent), residual: residual.map(score) }
    }

    /// The score that counts today: the residual one if given.
    pub fn current(&self) -> u32 {
        self.residual.unwrap_or(self.inherent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_by_five() {
        let matrix = Matrix::default();
        let bands: String =
            (1..=25).map(|score| matrix.band(score).word().chars().next().unwrap_or(' ')).collect();
        assert_eq!(bands, "llllmmmmmhhhhhhheeeeeeeee");
        assert_eq!(matrix.scores_of(Band::Low), Some((1, 4)));
        assert_eq!(matrix.scores_of(Band::Extreme), Some((17, 25)));
        assert_eq!(matrix.score(4, 4), 16);
        assert_eq!(matrix.score(9, 0), 5, "steps beyond the matrix count as its ends");
    }

    #[test]
    fn percentages_and_probabilities() {
        let matrix = Matrix::default();
        let steps = [0.0, 10.0, 10.1, 30.0, 50.0, 51.0, 80.0, 80.5, 100.0].map(|p| matrix.step_of_percent(p));
        assert_eq!(steps, [1, 1, 2, 2, 3, 4, 4, 5, 5]);
        let probabilities = [1, 2, 3, 4, 5, 6].map(|step| matrix.probability(step));
        assert_eq!(probabilities, [0.05, 0.20, 0.40, 0.65, 0.90, 0.90]);
    }

    #[test]
    fn an_organisation_of_its_own() {
        let matrix = Matrix::new(10, 3, None, None).unwrap();
        assert_eq!([matrix.band(4), matrix.band(10), matrix.band(19), matrix.band(20)], Band::ALL);
        assert_eq!((matrix.step_of_percent(5.0), matrix.step_of_percent(99.0)), (1, 10));
        assert_eq!((matrix.probability(1), matrix.probability(10)), (0.05, 0.90));
        let matrix = Matrix::new(3, 3, Some([1, 3, 6]), Some(vec![20.0, 60.0])).unwrap();
        assert_eq!([matrix.band(1), matrix.band(3), matrix.band(4), matrix.band(9)], Band::ALL);
        assert_eq!(matrix.step_of_percent(60.0), 2);
        let matrix = Matrix::new(1, 1, None, None).unwrap();
        assert_eq!((matrix.band(1), matrix.step_of_percent(70.0)), (Band::Extreme, 1));
        assert_eq!(matrix.scores_of(Band::Medium), None);
    }

    #[test]
    fn flaws() {
        assert_eq!(Matrix::new(0, 5, None, None), Err(Flaw::Size));
        assert_eq!(Matrix::new(5, 5, Some([4, 4, 16]), None), Err(Flaw::Bands));
        assert_eq!(Matrix::new(5, 5, Some([4, 9, 25]), None), Err(Flaw::Bands));
        assert_eq!(Matrix::new(3, 3, None, Some(vec![50.0])), Err(Flaw::Percent));
        assert_eq!(Matrix::new(3, 3, None, Some(vec![50.0, 20.0])), Err(Flaw::Percent));
    }

    #[test]
    fn residual_counts_where_given() {
        let matrix = Matrix::default();
        assert_eq!(Scores::new(&matrix, (4, 4), None).current(), 16);
        assert_eq!(Scores::new(&matrix, (4, 4), Some((2, 4))).current(), 8);
    }
}
