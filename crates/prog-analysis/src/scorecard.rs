//! The risk scorecard: six ratings from 1 (bad) to 5 (good), weighted. Score = Σ weight × rating ÷ 5, in percent.
//!
//! Not here: who rates, and the rules about missing ratings.

/// How many criteria there are.
pub const CRITERIA: usize = 6;

/// The criteria in their order: stakeholder alignment, technical feasibility, budget, schedule, regulatory compliance,
/// vendor dependencies.
pub const NAMES: [&str; CRITERIA] = ["alignment", "technical", "budget", "schedule", "compliance", "vendor"];

/// What they weigh, in percent, unless an organisation says otherwise.
pub const WEIGHTS: [f64; CRITERIA] = [25.0, 20.0, 15.0, 15.0, 10.0, 15.0];

/// A scorecard's result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// In percent, over the criteria that were rated (their weights taken as the whole).
    pub percent: f64,
    /// Which criteria were rated.
    pub rated: [bool; CRITERIA],
    /// What each adds to the score, in percent; 0 where nothing was rated.
    pub parts: [f64; CRITERIA],
}

impl Score {
    /// Whether all six were rated.
    pub fn is_complete(&self) -> bool {
        self.rated == [true; CRITERIA]
    }
}

/// The weighted score; `None` if nothing that weighs anything was rated. Ratings are held to 1…5.
pub fn score(ratings: [Option<f64>; CRITERIA], weights: [f64; CRITERIA]) -> Option<Score> {
    let ratings = ratings.map(|rating| rating.filter(|rating| rating.is_finite()));
    let rated = ratings.map(|rating| rating.is_some());
    let whole: f64 = weights.iter().zip(rated).filter(|(_, rated)| *rated).map(|(weight, _)| weight).sum();
    if !(whole > 0.0 && whole.is_finite()) {
        return None;
    }
    let parts = std::array::from_fn(|criterion| {
        ratings[criterion]
            .map_or(0.0, |rating| weights[criterion] / whole * rating.clamp(1.0, 5.0) / 5.0 * 100.0)
    });
    Some(Score { percent: parts.iter().sum(), rated, parts })
}

/// Whether the weights make 100 %, but for rounding.
pub fn weights_fit(weights: [f64; CRITERIA]) -> bool {
    (weights.iter().sum::<f64>() - 100.0).abs() < 0.01
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(ratings: [Option<f64>; CRITERIA]) -> Option<f64> {
        score(ratings, WEIGHTS).map(|score| (score.percent * 1000.0).round() / 1000.0)
    }

    #[test]
    fn weighted() {
        assert_eq!(percent([Some(5.0); 6]), Some(100.0));
        assert_eq!(percent([Some(1.0); 6]), Some(20.0));
        // 25·4 + 20·3 + 15·2 + 15·5 + 10·4 + 15·3 = 350, over 5.
        assert_eq!(percent([4.0, 3.0, 2.0, 5.0, 4.0, 3.0].map(Some)), Some(70.0));
    }

    #[test]
    fn partial_and_empty() {
        assert_eq!(percent([None; 6]), None);
        let card = score([Some(4.0), None, None, None, None, Some(2.0)], WEIGHTS).unwrap();
        assert_eq!((card.percent.round(), card.is_complete()), (65.0, false));
        assert_eq!(score([Some(4.0); 6], [0.0; 6]), None);
    }

    #[test]
    fn weights() {
        assert!(weights_fit(WEIGHTS));
        assert!(!weights_fit([25.0, 20.0, 15.0, 15.0, 10.0, 10.0]));
    }
}
