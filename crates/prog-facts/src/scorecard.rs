//! Scorecards: six ratings of a program, weighted as the organisation says.

use crate::{Facts, Group};
use prog_analysis::scorecard::{CRITERIA, NAMES, Score, score};
use prog_model::dates::Day;
use prog_model::{Decl, Key, Kind, key};

/// A scorecard with its result.
#[derive(Clone, Debug)]
pub struct Scorecard<'w> {
    /// The declaration.
    pub decl: Decl<'w>,
    /// The day of the ratings.
    pub date: Option<Day>,
    /// Each criterion in the order of [`Scorecard::KEYS`].
    pub criteria: [Criterion; CRITERIA],
    /// The weighted score; `None` if nothing was rated.
    pub score: Option<Score>,
}

/// One criterion of a scorecard.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Criterion {
    /// `alignment`, `technical` …
    pub name: &'static str,
    /// From 1 (bad) to 5 (good).
    pub rating: Option<u8>,
    /// What it weighs, in percent.
    pub weight: f64,
}

impl Scorecard<'_> {
    /// The keys of the criteria in their order.
    pub const KEYS: [Key; CRITERIA] =
        [key::ALIGNMENT, key::TECHNICAL, key::BUDGET, key::SCHEDULE, key::COMPLIANCE, key::VENDOR];
}

impl<'w> Facts<'w> {
    /// A scorecard with its weighted score.
    pub fn scorecard(&self, decl: Decl<'w>) -> Scorecard<'w> {
        let weights = self.config.weights;
        let criteria = std::array::from_fn(|at| Criterion {
            name: NAMES[at],
            rating: decl.step(Scorecard::KEYS[at]).map(|s| s.step),
            weight: weights[at],
        });
        let ratings = criteria.map(|c: Criterion| c.rating.map(f64::from));
        Scorecard { decl, date: decl.deadline(key::DATE), criteria, score: score(ratings, weights) }
    }

    /// The scorecards of a group, the earliest first; those without a date before all others.
    pub fn scorecards(&self, group: Group) -> Vec<Scorecard<'w>> {
        let mut cards: Vec<_> = self.in_group(group, Kind::Scorecard).map(|d| self.scorecard(d)).collect();
        cards.sort_by(|a, b| (a.date, a.decl.order()).cmp(&(b.date, b.decl.order())));
        cards
    }
}
