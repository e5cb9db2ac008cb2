//! A risk that has happened: its status says so, and an issue carries on from it.

use super::{Ask, AssistEdits};
use prog_diagnostics::Edit;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, edit, key};
use prog_syntax::text::quote;

/// What an issue may block.
const BLOCKED: KindSet = KindSet::of(&[Kind::Task, Kind::Milestone, Kind::Outcome]);

fn target<'w>(ask: &Ask<'w>) -> Option<Decl<'w>> {
    let risk = Some(ask.decl).filter(|d| d.kind() == Kind::Risk && !d.name().is_empty())?;
    let near = ask.in_head() || risk.get(key::STATUS).is_some_and(|p| p.span().touches(ask.range.start));
    let may = risk.is_live_risk() || risk.status() == "occurred";
    let has_issue = risk.referrers_by(key::FROM).any(|d| d.kind() == Kind::Issue);
    (near && may && !has_issue).then_some(risk)
}

pub(super) fn offer(ask: &Ask<'_>) -> Vec<(String, String)> {
    let title = |risk: Decl<'_>| match risk.status() {
        "occurred" => "Turn it into an issue".to_owned(),
        _ => "It has occurred: turn it into an issue".to_owned(),
    };
    target(ask).map(|r| (title(r), String::new())).into_iter().collect()
}

pub(super) fn edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let risk = target(ask)?;
    let mut edits: Vec<Edit> = Vec::new();
    if risk.status() != "occurred" {
        edits.push(match risk.get(key::STATUS) {
            Some(status) => ask.edit(risk, status.value_span(), "occurred"),
            None => {
                let insert = edit::insert_property(risk.source(), risk.data(), &[("status", "occurred")]);
                ask.edit(risk, insert.span, insert.text)
            }
        });
    }
    edits.push(ask.after(risk, &issue(ask, risk)));
    Some(AssistEdits { edits, new_files: Vec::new() })
}

fn issue(ask: &Ask<'_>, risk: Decl<'_>) -> String {
    let name = ask.free_name(&format!("{}-issue", risk.name()));
    let mut lines = Vec::new();
    if let Some(owner) = risk.owner().and_then(|owner| risk.name_for(owner)) {
        lines.push(format!("owner: {owner}"));
    }
    lines.push(format!("severity: {}", severity(ask, risk)));
    lines.push(format!("raised: {}", iso(ask.facts.today)));
    lines.push(format!("from: {}", risk.name()));
    let threatened = risk.refs(key::THREATENS).filter(|d| BLOCKED.contains(d.kind()));
    let blocked: Vec<String> = threatened.filter_map(|d| risk.name_for(d)).collect();
    if !blocked.is_empty() {
        lines.push(format!("blocks: {}", blocked.join(", ")));
    }
    let body: String = lines.iter().map(|l| format!("  {l}\n")).collect();
    format!("issue {name} {} {{\n{body}}}", quote(&risk.label()))
}

/// The severity that the risk's impact comes to.
fn severity(ask: &Ask<'_>, risk: Decl<'_>) -> &'static str {
    let most = f64::from(ask.facts.matrix().impact_steps().max(1));
    match risk.step(key::IMPACT).map(|s| f64::from(s.step) / most) {
        None => "?",
        Some(share) if share > 0.8 => "critical",
        Some(share) if share > 0.6 => "high",
        Some(share) if share > 0.4 => "medium",
        Some(_) => "low",
    }
}
