//! The computations that findings and views stand on, as pure functions over numbers.
//!
//! What it is: working-day arithmetic ([`calendar`]), reach and rings in directed graphs ([`graph`]), the critical path
//! ([`mod@schedule`]), the Monte-Carlo forecast ([`mod@forecast`]), outcome health ([`outcome`]), risk scores ([`risk`]), the
//! weighted scorecard ([`scorecard`]), the computed colour ([`colour`]) and a few counts ([`kpi`]).
//!
//! What it is not: it knows no text, no spans, no names, no kinds and no files. Things are dense numbers from 0, days are
//! counts since 1970-01-01, today is an input. Whoever has a model turns it into these inputs and the numbers back into
//! names. Nothing here reads a clock, touches a file or prints; the same input gives the same output.
//!
//! Nothing recurses on the depth of its input, so that a chain of a million tasks is only a long loop.

pub mod calendar;
pub mod colour;
pub mod forecast;
pub mod graph;
pub mod kpi;
pub mod outcome;
pub mod risk;
pub mod schedule;
pub mod scorecard;

pub use calendar::{Calendar, Day};
pub use colour::{Colour, Facts};
pub use forecast::{Forecast, Question, Spread, Threat, forecast};
pub use graph::{Digraph, Direction, Ring, Walker};
pub use outcome::{Health, Measured, health};
pub use risk::{Band, Matrix};
pub use schedule::{Driver, Item, Link, LinkKind, Network, Placed, Schedule, State, schedule};
