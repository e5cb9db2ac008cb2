//! `prog/report`: programs with their colours, the risk matrix, the outcomes.

use super::{Answer, Reading, ask, join, place_of, places};
use crate::custom::ProgramParams;
use crate::world::Places;
use prog_facts::Facts;
use prog_facts::analysis::Band;
use prog_model::dates::iso;
use prog_model::value::Quantity;
use prog_model::{Decl, Kind, key};
use prog_report::Ask;
use prog_report::views::{outcomes_data, risks_data};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// Answers `prog/report`.
pub fn report(reading: &Reading<'_>, params: ProgramParams) -> Answer<Value> {
    let places = places(reading, params.uri.as_ref(), params.program.as_deref())?;
    let ask = ask(&places, params.program.as_deref())?;
    let mut programs = Vec::new();
    for program in ask.programs() {
        reading.check()?;
        programs.push(of_program(&ask.facts, program));
    }
    let risks = risks(&ask, &places);
    reading.check()?;
    Ok(json!({
        "version": 1,
        "as_of": iso(ask.today()),
        "programs": programs,
        "risks": risks,
        "outcomes": outcomes(&ask, &places),
        "matrix": matrix(&ask.facts),
    }))
}

/// `stated` is left out where nothing is stated.
fn of_program(facts: &Facts<'_>, program: Decl<'_>) -> Value {
    let mut json = json!({"path": program.path(), "title": program.label()});
    if let Some(stated) = program.word(key::RAG) {
        json["stated"] = json!(stated);
    }
    json["computed"] = json!(facts.colour(program).0.word());
    json
}

fn by_path<'w>(ask: &Ask<'w>, kind: Kind) -> FxHashMap<String, Decl<'w>> {
    ask.all(kind).into_iter().map(|d| (d.path(), d)).collect()
}

/// The risks that may still happen, or are lived with.
fn risks(ask: &Ask<'_>, places: &Places<'_>) -> Vec<Value> {
    let decls = by_path(ask, Kind::Risk);
    let mut list = Vec::new();
    for risk in risks_data(ask).risks {
        let Some(decl) = decls.get(&risk.item.path).filter(|d| d.status() != "closed") else { continue };
        let mut json = json!({
            "path": risk.item.path, "title": risk.item.title, "status": risk.status,
            "likelihood": risk.likelihood, "impact": risk.impact, "score": risk.score, "band": risk.band,
            "mitigated": ask.facts.is_being_mitigated(*decl),
            "mitigations": ask.facts.mitigations(*decl).count(), "owner": risk.item.owner,
        });
        join(&mut json, place_of(places, *decl));
        list.push(json);
    }
    list
}

fn outcomes(ask: &Ask<'_>, places: &Places<'_>) -> Vec<Value> {
    let decls = by_path(ask, Kind::Outcome);
    let mut list = Vec::new();
    for outcome in outcomes_data(ask).outcomes {
        let Some(decl) = decls.get(&outcome.item.path) else { continue };
        let said = |value: f64| Quantity { value, unit: &outcome.unit }.to_string();
        let op = outcome.op.map(|op| format!("{op} ")).unwrap_or_default();
        let readings = outcome.readings.iter().filter(|r| r.on.is_some());
        let mut json = json!({
            "path": outcome.item.path, "title": outcome.item.title, "owner": outcome.item.owner, "health": outcome.health,
            "baseline": outcome.baseline.as_ref().map(|p| p.value),
            "target": outcome.target.map(|t| format!("{op}{}", said(t))),
            "latest": outcome.latest.as_ref().map(|p| p.value),
            "unit": outcome.unit, "by": outcome.by,
            "readings": readings.map(|r| json!({"on": r.on, "value": r.value})).collect::<Vec<_>>(),
        });
        join(&mut json, place_of(places, *decl));
        list.push(json);
    }
    list
}

fn matrix(facts: &Facts<'_>) -> Value {
    let scale = &facts.config.risk;
    let band = |band: Band| {
        facts.matrix().scores_of(band).map(|(from, to)| json!({"name": band.word(), "from": from, "to": to}))
    };
    let bands: Vec<Value> = Band::ALL.into_iter().filter_map(band).collect();
    json!({"likelihood": scale.likelihood, "impact": scale.impact, "bands": bands})
}
