//! What remains of running work. Nothing about where it is placed.

use crate::calendar::{Calendar, Day};

/// The working days that remain of work of `duration` working days: what `progress` (in percent) leaves, rounded up to
/// whole days; without progress what the working days since `started` leave, but at least one, for it is not done; with
/// neither, all of it.
pub fn remaining(
    calendar: &Calendar,
    duration: i64,
    started: Option<Day>,
    progress: Option<f64>,
    today: Day,
) -> i64 {
    let duration = duration.max(0);
    match (progress.filter(|progress| progress.is_finite()), started) {
        (Some(progress), _) => {
            let left = duration as f64 * (100.0 - progress.clamp(0.0, 100.0)) / 100.0;
            // 10 days at 70 % are 3 and not, by a rounding error of the division, 4.
            (left - 1e-9).ceil().max(0.0) as i64
        }
        (None, Some(started)) => {
            let worked = calendar.between(started, today).max(0);
            (duration - worked).max(duration.min(1))
        }
        (None, None) => duration,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_progress_else_by_days_worked() {
        let calendar = Calendar::default();
        let monday = 20_465;
        let left = |started, progress| remaining(&calendar, 10, started, progress, monday + 7);
        assert_eq!(left(Some(monday), Some(70.0)), 3);
        assert_eq!(left(None, Some(75.0)), 3);
        assert_eq!(left(None, Some(130.0)), 0);
        assert_eq!(left(None, Some(f64::NAN)), 10);
        assert_eq!(left(Some(monday), None), 5);
        assert_eq!(left(Some(monday - 70), None), 1, "what is not done has at least a day left");
        assert_eq!(left(Some(monday + 70), None), 10);
        assert_eq!(left(None, None), 10);
        assert_eq!(remaining(&calendar, 0, Some(monday), None, monday), 0);
    }
}
