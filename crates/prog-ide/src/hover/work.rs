//! Cards of tasks, milestones and dependencies: when, how much slack, what they wait for.

use super::card::{Card, plain};
use crate::text::count;
use prog_model::dates::iso;
use prog_model::{Kind, key};

pub(super) fn fill(card: &mut Card<'_>) {
    match card.decl.kind() {
        Kind::Dependency => return dependency(card),
        Kind::Task => task(card),
        _ => {}
    }
    plan(card);
    let decl = card.decl;
    let done = decl.deadline(key::FINISHED).or_else(|| decl.deadline(key::REACHED));
    card.date(if decl.kind() == Kind::Task { "Finished" } else { "Reached" }, done);
    if done.is_none() {
        due(card);
    }
    let waits = prog_facts::links_of(decl).map(|(_, target, _, _)| target);
    card.names("Waits for", waits);
    waiting(card);
    card.names("Delivers", decl.refs(key::DELIVERS));
    card.names("Touches", decl.refs(key::TOUCHES));
    let criteria: Vec<String> = decl.texts(key::CRITERIA).map(|t| plain(&t)).collect();
    card.line("Reached when", criteria.join("; "));
}

fn task(card: &mut Card<'_>) {
    let decl = card.decl;
    let mut words = Vec::new();
    if let Some(estimate) = decl.value(key::ESTIMATE) {
        words.push(estimate.written().to_owned());
    }
    if let Some(progress) = decl.quantity(key::PROGRESS) {
        words.push(format!("{progress} done"));
    }
    card.line("Takes", words.join(", "));
}

/// Dates by the critical path, and the slack.
fn plan(card: &mut Card<'_>) {
    let decl = card.decl;
    if decl.is_over() {
        return;
    }
    let plan = card.facts.plan(card.facts.group_of(decl.id()));
    let Some(placed) = plan.placed(decl.id()).filter(|p| !p.out) else { return };
    if placed.in_ring || placed.behind_ring {
        return card.line("Plan", "unknown: it waits for itself in a ring");
    }
    let slack = match placed.slack() {
        n if n <= 0 || placed.critical => "no slack: on the critical path".to_owned(),
        n => format!("{} of slack", count(n as usize, "working day", "working days")),
    };
    let text = match decl.kind() {
        Kind::Milestone => format!("not before {} · {slack}", iso(placed.finish)),
        _ => format!("{} .. {} · {slack}", iso(placed.start), iso(placed.finish)),
    };
    card.line("Plan", text);
}

fn due(card: &mut Card<'_>) {
    let Some(due) = card.decl.deadline(key::DUE) else { return };
    let mut text = card.day(due);
    if let Some(late) = card.facts.late(card.decl) {
        text.push_str(&format!(", **{} too early**", count(late.by as usize, "working day", "working days")));
    } else if card.facts.overdue(card.decl).is_some() {
        text.push_str(", **overdue**");
    }
    card.line("Due", text);
}

/// Who waits for it.
fn waiting(card: &mut Card<'_>) {
    let links = prog_facts::LINKS.map(|(key, _)| key);
    let mut waiting: Vec<_> =
        card.decl.referrers().filter(|(_, k)| links.contains(k)).map(|(d, _)| d).collect();
    waiting.sort_by_key(|d| d.order());
    waiting.dedup();
    card.names("Awaited by", waiting.into_iter());
}

fn dependency(card: &mut Card<'_>) {
    let decl = card.decl;
    let label = |k| decl.target(k).map(|d| plain(&d.label()));
    if let (Some(from), Some(to)) = (label(key::FROM), label(key::TO)) {
        card.line("From", format!("{from} to {to}"));
    }
    card.text("Needs", key::NEEDS);
    let (needed, promised) = (decl.deadline(key::NEEDED_BY), decl.deadline(key::PROMISED));
    card.date("Needed", needed);
    card.date("Promised", promised);
    if let (Some(needed), Some(promised)) = (needed, promised) {
        let late = card.facts.calendar().late_by(needed, promised);
        if late > 0 {
            card.line("Late", format!("by {}", count(late as usize, "working day", "working days")));
        }
    }
    waiting(card);
}
