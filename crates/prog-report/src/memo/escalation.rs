//! The memo of an escalation: the issue, what it costs in numbers, the options, what is recommended and why, the ask, by when.

use super::{Draft, addresses};
use crate::ask::Ask;
use crate::block::{Block, Cell, Tone};
use crate::say;
use crate::views::{choices, trade_off};
use prog_model::dates::{Day, iso};
use prog_model::{Decl, Kind, key};

pub fn write(ask: &Ask<'_>, decl: Decl<'_>, draft: &mut Draft) {
    let by = decl.deadline(key::BY);
    let title = decl.label().into_owned();
    draft.subject = match by {
        Some(day) => format!("Decision needed by {}: {title}", iso(day)),
        None => format!("Decision needed: {title}"),
    };
    draft.to = addresses(decl.refs(key::TO));
    if draft.to.is_empty() {
        draft.missing.push("Say whom you ask: `to: dana`".into());
    }
    issue(ask, decl, draft);
    draft.heading("What it costs");
    draft.or_missing(
        text(decl, key::IMPACT),
        "Say what is lost in numbers: `impact: \"$40K of sales a week\"`",
    );
    let options = choices(decl, decl.target(key::RECOMMEND));
    draft.heading("Options");
    match options.len() {
        0 => draft.lack("Give at least two options, each with benefits and drawbacks"),
        1 => {
            draft.body.push(Block::Table(trade_off(&options, "recommended")));
            draft.lack("Give a second option, so that there is a choice");
        }
        _ => draft.body.push(Block::Table(trade_off(&options, "recommended"))),
    }
    draft.heading("Recommendation");
    let recommended =
        options.iter().find(|o| o.chosen).map(|o| format!("{}.", o.title.trim_end_matches('.')));
    draft.or_missing(recommended, "Say which option you would take: `recommend: pay-more`");
    draft.or_missing(text(decl, key::BECAUSE).map(|t| format!("Because: {t}")), "Say why: `because: \"…\"`");
    ask_for(decl, by, draft);
    draft.list(vec![Cell::new(format!("Written from {}", ask.spot(decl)), Tone::Muted)]);
}

fn text(decl: Decl<'_>, key: prog_model::Key) -> Option<String> {
    decl.text(key).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

fn issue(ask: &Ask<'_>, decl: Decl<'_>, draft: &mut Draft) {
    draft.heading("The issue");
    match text(decl, key::DESCRIPTION) {
        Some(description) => draft.text(description),
        None => draft.text(format!("{}.", decl.label().trim_end_matches('.'))),
    }
    let about: Vec<Cell> = decl.refs(key::ABOUT).map(|d| Cell::from(state(ask, d))).collect();
    if about.is_empty() {
        draft.lack("Say what it is about: `about: gateway-latency`");
    }
    draft.list(about);
}

/// What the model knows about one thing that the escalation is about, in a line.
fn state(ask: &Ask<'_>, decl: Decl<'_>) -> String {
    let mut facts: Vec<String> = Vec::new();
    let date = |key, word: &str| decl.deadline(key).map(|day| format!("{word} {}", iso(day)));
    match decl.kind() {
        Kind::Risk => {
            if let Some(score) = ask.facts.risk_score(decl) {
                facts.push(format!(
                    "{} risk, {} of {}",
                    score.band.word(),
                    score.score,
                    ask.facts.matrix().highest()
                ));
            }
            let hit = say::labels(decl, key::THREATENS);
            if !hit.is_empty() {
                facts.push(format!("threatens {}", say::list_of(&hit, 4)));
            }
            facts.extend(decl.value(key::COST).map(|v| format!("would cost {}", say::written(v))));
            facts.extend(decl.value(key::DELAY).map(|v| format!("would delay by {}", say::written(v))));
        }
        Kind::Task | Kind::Milestone => {
            facts.extend(date(key::DUE, "due"));
            facts.extend(ask.facts.late(decl).map(|late| {
                let days = say::count(late.by as usize, "working day", "working days");
                format!("cannot be finished before {} ({days} late)", iso(late.finish))
            }));
            facts.extend(ask.facts.overdue(decl).map(|_| "past its date".to_owned()));
        }
        Kind::Dependency => {
            facts.extend(decl.target(key::FROM).map(|d| format!("from {}", d.label())));
            facts.extend(date(key::NEEDED_BY, "needed by"));
            facts.extend(date(key::PROMISED, "promised for"));
        }
        Kind::Issue => {
            facts.extend(decl.word(key::SEVERITY).map(|s| format!("severity {s}")));
            facts.extend(date(key::RAISED, "since"));
            let blocks = say::labels(decl, key::BLOCKS);
            if !blocks.is_empty() {
                facts.push(format!("blocks {}", say::list_of(&blocks, 4)));
            }
        }
        Kind::Outcome => facts.push(ask.facts.health(decl).word().replace('-', " ")),
        Kind::Change => {
            facts.extend(decl.value(key::TIME).map(|v| format!("adds {}", say::written(v))));
            facts.extend(decl.value(key::COST).map(|v| format!("costs {}", say::written(v))));
        }
        _ => facts.extend(date(key::DUE, "due")),
    }
    let status = decl.status();
    if !status.is_empty() && !matches!(status, "open" | "planned") {
        facts.push(status.replace('-', " "));
    }
    let facts = if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) };
    format!("{} ({}){facts}", decl.label(), decl.kind().word())
}

fn ask_for(decl: Decl<'_>, by: Option<Day>, draft: &mut Draft) {
    draft.heading("What I ask of you");
    draft.or_missing(
        text(decl, key::ASK),
        "Say what exactly you need from the reader: `ask: \"Approve $60K\"`",
    );
    match by {
        Some(day) => draft.text(format!("By {} ({}).", iso(day), prog_model::dates::weekday_name(day))),
        None => draft.lack("Say by when: `by: 2026-03-01`"),
    }
}
