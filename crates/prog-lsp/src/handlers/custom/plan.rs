//! `prog/plan`: when each task and milestone can start and end, how much it can slip, and what is critical.

use super::{Answer, Reading, ask, join, place_of, places, versioned};
use crate::custom::ProgramParams;
use prog_model::Kind;
use prog_model::dates::iso;
use prog_report::views::plan_data;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// Answers `prog/plan`.
pub fn plan(reading: &Reading<'_>, params: ProgramParams) -> Answer<Value> {
    let places = places(reading, params.uri.as_ref(), params.program.as_deref())?;
    let ask = ask(&places, params.program.as_deref())?;
    let mut answer = versioned(json!(plan_data(&ask)));
    answer["today"] = json!(iso(ask.today()));
    reading.check()?;
    let work = [Kind::Task, Kind::Milestone].into_iter().flat_map(|kind| ask.all(kind));
    let by_path: FxHashMap<String, _> = work.map(|d| (d.path(), d)).collect();
    for item in answer["items"].as_array_mut().into_iter().flatten() {
        let decl = item["path"].as_str().and_then(|path| by_path.get(path));
        join(item, decl.map_or(Value::Null, |d| place_of(&places, *d)));
    }
    Ok(answer)
}
