//! The note about a decision: what was decided and why, what else was looked at, what changes. Of an open one: what has to
//! be decided, how, by whom and when. Of one that was superseded: that it does not hold any more, and what does.

use super::{Draft, addresses};
use crate::ask::Ask;
use crate::block::{Block, Cell, Tone};
use crate::say;
use crate::views::{choices, superseded, trade_off};
use prog_model::dates::iso;
use prog_model::{Decl, Key, key};

pub fn write(ask: &Ask<'_>, decl: Decl<'_>, draft: &mut Draft) {
    let open = decl.status() == "open";
    let title = decl.label().into_owned();
    let superseded = superseded(decl);
    draft.subject = match (open, decl.deadline(key::DUE)) {
        _ if superseded.is_some() => format!("No longer holds: {title}"),
        (true, Some(day)) => format!("To be decided by {}: {title}", iso(day)),
        (true, None) => format!("To be decided: {title}"),
        (false, _) => format!("Decided: {title}"),
    };
    draft.to = addresses(decl.refs(key::INFORMED));
    if draft.to.is_empty() {
        draft.missing.push("Say whom to tell: `informed: finance`".into());
    }
    let text = |key: Key| decl.text(key).map(|t| t.trim().to_owned());
    draft.list(superseded.into_iter().map(|text| Cell::new(text, Tone::Watch)).collect());
    draft.heading("The question");
    draft.or_missing(text(key::QUESTION), "Write the question down: `question: \"…\"`");
    let options = choices(decl, decl.target(key::CHOSEN));
    if open {
        to_decide(decl, draft);
    } else {
        decided(decl, draft);
    }
    draft.heading("How the options are weighed");
    draft.or_missing(text(key::RULE), "Write the rule down: `rule: \"Lowest cost that meets the target\"`");
    draft.heading("The options");
    match options.is_empty() {
        true => draft.lack("Give the options that were looked at"),
        false => draft.body.push(Block::Table(trade_off(&options, "chosen"))),
    }
    let affects: Vec<Cell> =
        decl.refs(key::AFFECTS).map(|d| Cell::from(format!("{} ({})", d.label(), d.kind().word()))).collect();
    if !affects.is_empty() {
        draft.heading("What changes with it");
        draft.list(affects);
    }
    let asked = say::labels(decl, key::CONSULTED);
    if !asked.is_empty() {
        draft.text(format!("Asked before: {}.", say::list(&asked)));
    }
    draft.list(vec![Cell::new(format!("Written from {}", ask.spot(decl)), Tone::Muted)]);
}

fn decided(decl: Decl<'_>, draft: &mut Draft) {
    draft.heading("The decision");
    let on = decl.deadline(key::DECIDED).map(|day| format!(" on {}", iso(day))).unwrap_or_default();
    let who = decl.target(key::APPROVER).or_else(|| decl.owner());
    let who = who.map(|d| format!(", by {}", d.label())).unwrap_or_default();
    let chosen =
        decl.target(key::CHOSEN).map(|d| format!("{} (decided{on}{who}).", d.label().trim_end_matches('.')));
    draft.or_missing(chosen, "Say which option was taken: `chosen: a`");
    let reason = decl.text(key::RATIONALE).map(|t| format!("Because: {}", t.trim()));
    draft.or_missing(reason, "Say why: `rationale: \"…\"`");
}

fn to_decide(decl: Decl<'_>, draft: &mut Draft) {
    draft.heading("Who decides, and when");
    let who = decl.target(key::APPROVER).map(|d| d.label().into_owned());
    let when = decl.deadline(key::DUE).map(|day| format!(" by {}", iso(day))).unwrap_or_default();
    draft.or_missing(who.map(|who| format!("{who}{when}.")), "Say who decides: `approver: dana`");
    if when.is_empty() {
        draft.lack("Say by when: `due: 2026-03-01`");
    }
}
