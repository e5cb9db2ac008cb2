//! When to publish: the first change after a pause at once, those of a burst together.

use std::time::{Duration, Instant};

/// Says when something is due. Reads no clock: now is an input.
#[derive(Debug)]
pub struct Debounce {
    window: Duration,
    last: Option<Instant>,
    due: Option<Instant>,
}

impl Debounce {
    /// At most one publication per `window`.
    pub fn new(window: Duration) -> Self {
        Self { window, last: None, due: None }
    }

    /// Something changed.
    pub fn changed(&mut self, now: Instant) {
        let free = self.last.and_then(|last| last.checked_add(self.window)).filter(|free| *free > now);
        self.due.get_or_insert(free.unwrap_or(now));
    }

    /// Something changed that is not an edit, and counts as a pause.
    pub fn at_once(&mut self, now: Instant) {
        self.due = Some(now);
    }

    /// When it is due, if it is.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Whether it is due.
    pub fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// It was published because of an edit.
    pub fn published(&mut self, now: Instant) {
        self.last = Some(now);
        self.due = None;
    }

    /// It was published for another reason: the next edit is the first after a pause.
    pub fn published_aside(&mut self) {
        self.due = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_at_once_a_burst_together() {
        let ms = Duration::from_millis;
        let start = Instant::now();
        let mut debounce = Debounce::new(ms(100));
        debounce.changed(start);
        assert!(debounce.is_due(start), "nothing came before");
        debounce.published(start);
        for i in 1..=5 {
            debounce.changed(start + ms(10 * i));
            assert!(!debounce.is_due(start + ms(10 * i)));
        }
        assert_eq!(debounce.due(), Some(start + ms(100)), "later edits do not put it off");
        debounce.published(start + ms(100));
        debounce.changed(start + ms(300));
        assert!(debounce.is_due(start + ms(300)), "after a pause");
    }

    #[test]
    fn what_is_no_edit_is_no_burst() {
        let start = Instant::now();
        let mut debounce = Debounce::new(Duration::from_secs(3600));
        debounce.at_once(start);
        assert!(debounce.is_due(start));
        debounce.published_aside();
        debounce.changed(start);
        assert!(debounce.is_due(start));
    }
}
