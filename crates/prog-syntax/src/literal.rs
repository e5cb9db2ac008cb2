//! Numbers, durations and dates as written, taken apart into plain values. No calendar beyond "does this day exist", and no
//! opinion on where which of them fits; that is the model's.

mod date;
mod number;
pub(crate) mod ranges;

pub(crate) use date::parse_day;
pub use date::{DateLiteral, DateProblem, check_date, days_in_month, parse_date};
pub(crate) use number::scale_word;
pub use number::{DurationLiteral, DurationUnit, Quantity, parse_duration, parse_number};
