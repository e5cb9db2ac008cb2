//! The window of a program as far as it can be read. Where it cannot, nothing is judged from today in its place.

use prog_model::dates::Day;
use prog_model::{Decl, key};

/// The day on which a program starts.
pub(crate) fn start(program: Decl<'_>) -> Option<Day> {
    program.range_ends(key::WINDOW).0
}

/// Whether a program says, or may say, when it starts, and nobody can read it.
pub(crate) fn start_is_unread(program: Decl<'_>) -> bool {
    if start(program).is_some() {
        return false;
    }
    match program.get(key::WINDOW) {
        Some(window) => window.values().next().is_none_or(|w| !w.is_open() && !w.starts_open()),
        // A slip may have hidden it.
        None => program.broken(),
    }
}
