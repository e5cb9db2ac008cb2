//! A metric that is written as a text, as a declaration that other outcomes can use too.

use super::{Ask, AssistEdits};
use prog_model::file::Val;
use prog_model::{Decl, Kind, Value, key};
use prog_syntax::Op;
use prog_syntax::text::quote;

fn target<'w>(ask: &Ask<'w>) -> Option<(Decl<'w>, Value<'w>)> {
    let outcome = Some(ask.decl).filter(|d| d.kind() == Kind::Outcome)?;
    let prop = outcome.get(key::METRIC).filter(|p| p.span().touches(ask.range.start))?;
    let value = prop.values().next().filter(|v| matches!(v.val(), Val::Text))?;
    Some((outcome, value))
}

fn name(ask: &Ask<'_>, outcome: Decl<'_>) -> String {
    let base =
        if outcome.name().is_empty() { "metric".to_owned() } else { format!("{}-metric", outcome.name()) };
    ask.free_name(&base)
}

pub(super) fn offer(ask: &Ask<'_>) -> Vec<(String, String)> {
    let found = target(ask).map(|(o, _)| (format!("Declare it as metric `{}`", name(ask, o)), String::new()));
    found.into_iter().collect()
}

pub(super) fn edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let (outcome, value) = target(ask)?;
    let name = name(ask, outcome);
    let mut lines = vec![format!("definition: {}", value.written())];
    let unit = ask.facts.unit_of(outcome);
    if !unit.is_empty() {
        lines.push(format!("unit: {}", quote(&unit)));
    }
    if let Some(source) = outcome.get(key::SOURCE) {
        lines.push(source.span().text(outcome.source()).to_owned());
    }
    match outcome.value(key::TARGET).and_then(|v| v.op()) {
        Some(Op::Ge | Op::Gt) => lines.push("direction: up".into()),
        Some(Op::Le | Op::Lt) => lines.push("direction: down".into()),
        _ => {}
    }
    if let Some(owner) = outcome.target(key::OWNER).and_then(|owner| outcome.name_for(owner)) {
        lines.push(format!("owner: {owner}"));
    }
    let title = outcome.title().map_or_else(|| crate::completion::title_from(&name), |t| t.into_owned());
    let body: String = lines.iter().map(|l| format!("  {l}\n")).collect();
    let metric = format!("metric {name} {} {{\n{body}}}", quote(&title));
    let edits = vec![ask.edit(outcome, value.span(), name), ask.after(outcome, &metric)];
    Some(AssistEdits { edits, new_files: Vec::new() })
}
