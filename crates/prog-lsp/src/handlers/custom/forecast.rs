//! `prog/forecast`: the plan run many times, until somebody takes the question back.

use super::{Answer, Reading, Stop, ask, places, versioned};
use crate::custom::ForecastParams;
use prog_report::views::forecast_unless;
use serde_json::{Value, json};

/// More runs say nothing more.
const MOST: u32 = 1_000_000;

/// Answers `prog/forecast`.
pub fn forecast(reading: &Reading<'_>, params: ForecastParams) -> Answer<Value> {
    let places = places(reading, params.uri.as_ref(), params.program.as_deref())?;
    let mut ask = ask(&places, params.program.as_deref())?;
    ask.runs = params.runs.unwrap_or(ask.runs).clamp(1, MOST);
    let data = forecast_unless(&ask, &|| reading.is_interrupted()).ok_or(Stop::Interrupted)?;
    Ok(versioned(json!(data)))
}
