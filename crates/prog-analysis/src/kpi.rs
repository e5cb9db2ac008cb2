//! Counts that key indicators are made of: so many of so many. Nothing about which things are counted.

use crate::calendar::Day;

/// A part of a whole, kept as counts so that a view can say "3 of 4" and not only "75 %".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Share {
    /// In percent; `None` of nothing.
    pub fn percent(&self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 * 100.0 / self.whole as f64)
    }
}

impl FromIterator<bool> for Share {
    /// Counts the `true` among all.
    fn from_iter<I: IntoIterator<Item = bool>>(facts: I) -> Self {
        facts.into_iter().fold(Self::default(), |share, fact| Self {
            part: share.part + usize::from(fact),
            whole: share.whole + 1,
        })
    }
}

/// The milestones that were on time among those that could have been late: reached ones, and ones due before today. Each
/// is given as its due date and the day it was reached; without a due date it is not counted.
pub fn on_time(milestones: impl IntoIterator<Item = (Option<Day>, Option<Day>)>, today: Day) -> Share {
    let judged = milestones.into_iter().filter_map(|(due, reached)| match (due?, reached) {
        (due, Some(reached)) => Some(reached <= due),
        (due, None) => (due < today).then_some(false),
    });
    judged.collect()
}

/// The change from one number to another in percent of the first; `None` from 0.
pub fn change_percent(from: f64, to: f64) -> Option<f64> {
    (from != 0.0 && from.is_finite() && to.is_finite()).then(|| (to - from) * 100.0 / from.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milestones_on_time() {
        let milestones =
            [(Some(10), Some(9)), (Some(10), Some(11)), (Some(10), None), (Some(90), None), (None, Some(3))];
        assert_eq!(on_time(milestones, 50), Share { part: 1, whole: 3 });
    }

    #[test]
    fn percentages() {
        assert_eq!([true, true, false, true].into_iter().collect::<Share>().percent(), Some(75.0));
        assert_eq!(Share::default().percent(), None);
        assert_eq!(change_percent(80.0, 100.0), Some(25.0));
        assert_eq!(change_percent(0.0, 1.0), None);
    }
}
