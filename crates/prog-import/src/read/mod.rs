//! Cells to values: dates, durations, scales, money, words. Each reader answers `None` where it is not sure.

pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod money;
pub(crate) mod scale;
pub(crate) mod status;
pub(crate) mod text;
