//! `prog/impact`: what breaks if something fails, and whom to call.

use super::{Answer, Places, Reading, Stop, ask, capitalised, place_of, places, versioned};
use crate::custom::ImpactParams;
use prog_model::{Decl, KindSet};
use prog_report::views::impact_data;
use serde_json::{Map, Value, json};

/// Answers `prog/impact`.
pub fn impact(reading: &Reading<'_>, params: ImpactParams) -> Answer<Value> {
    let places = places(reading, params.uri.as_ref(), Some(&params.name))?;
    let ask = ask(&places, None)?;
    let of =
        ask.find(&params.name, KindSet::default()).map_err(|e| Stop::failed(capitalised(&e.to_string())))?;
    let data = impact_data(&ask, Some(of));
    reading.check()?;
    let hit = ask.facts.impact(of);
    let systems = hit.systems.iter().map(|(d, _)| *d);
    let others =
        [&hit.flows, &hit.outcomes, &hit.work, &hit.risks, &hit.owners].into_iter().flatten().copied();
    let all = std::iter::once(of).chain(systems).chain(others);
    let found: Map<String, Value> = all.map(|d| (d.path(), titled_place(&places, d))).collect();
    let mut answer = versioned(json!(data));
    answer["places"] = Value::Object(found);
    Ok(answer)
}

/// Where a declaration stands, and what it is called: people read titles, not paths.
fn titled_place(places: &Places<'_>, decl: Decl<'_>) -> Value {
    let mut place = place_of(places, decl);
    if let Some(title) = decl.title() {
        place["title"] = title.into();
    }
    place
}
