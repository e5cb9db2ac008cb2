//! Five signals that a program is run feature by feature and not as a program. Each is looked for in the model; none
//! blames anybody.

use super::review::{PlaceOf, places};
use crate::ask::Ask;
use crate::say;
use prog_model::{Decl, Kind, key};
use prog_rules::Context;
use prog_rules::rules::outcome::delivery_as_outcome::counts_delivery;
use prog_rules::rules::schedule::single_team_program::only_team;
use schemars::JsonSchema;
use serde::Serialize;

/// One signal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Signal {
    /// What it is.
    pub signal: &'static str,
    /// Whether it is there.
    pub present: bool,
    /// What the model shows.
    pub text: String,
    /// Where.
    pub places: Vec<PlaceOf>,
}

/// The five.
pub(super) fn signals(ask: &Ask<'_>) -> Vec<Signal> {
    vec![without_flow(ask), one_team(ask), unprepared(ask), unforeseen(ask), delivery(ask)]
}

/// What is said of one and of many.
struct What {
    one: &'static str,
    many: &'static str,
    is: &'static str,
    are: &'static str,
}

impl What {
    fn of(&self, some: usize, all: usize) -> String {
        match (some, all) {
            (_, 1) => format!("The only {} {}", self.one, self.is),
            (1, all) => format!("1 of {all} {} {}", self.many, self.is),
            (some, all) => format!("{some} of {all} {} {}", self.many, self.are),
        }
    }
}

fn found<'w>(
    ask: &Ask<'w>,
    signal: &'static str,
    found: Vec<Decl<'w>>,
    of: usize,
    all_well: &str,
    what: What,
) -> Signal {
    let labels: Vec<String> = found.iter().map(|d| d.label().into_owned()).collect();
    let text = match found.len() {
        0 if of == 0 => "Nothing to look at.".to_owned(),
        0 => all_well.to_owned(),
        n => format!("{}: {}.", what.of(n, of), say::list_of(&labels, 3)),
    };
    Signal { signal, present: !found.is_empty(), text, places: places(ask, found) }
}

fn without_flow(ask: &Ask<'_>) -> Signal {
    let systems: Vec<Decl<'_>> = ask.all(Kind::System).into_iter().filter(|d| !d.is_over()).collect();
    let of = systems.len();
    let in_flow = |d: &Decl<'_>| d.referrers().any(|(r, k)| k == key::STEPS && r.kind() == Kind::Flow);
    let bare = systems.into_iter().filter(|d| !in_flow(d)).collect();
    found(
        ask,
        "Systems without a flow",
        bare,
        of,
        "Every system is part of a flow.",
        What {
            one: "system",
            many: "systems",
            is: "is in no flow, so nobody sees what it is for",
            are: "are in no flow, so nobody sees what they are for",
        },
    )
}

fn one_team(ask: &Ask<'_>) -> Signal {
    let context = Context::new(ask.facts);
    let alone: Vec<(Decl<'_>, Decl<'_>)> =
        ask.programs().into_iter().filter_map(|p| Some((p, only_team(&context, p)?))).collect();
    let said: Vec<String> = alone
        .iter()
        .map(|(p, team)| format!("everything in {} belongs to {}", p.label(), team.label()))
        .collect();
    let text = match said.is_empty() {
        true if ask.programs().is_empty() => "Nothing to look at.".to_owned(),
        true => "No program lies with one team alone.".to_owned(),
        false => format!("{}.", say::capital(&say::list_of(&said, 3))),
    };
    Signal {
        signal: "One team only",
        present: !alone.is_empty(),
        text,
        places: places(ask, alone.into_iter().map(|(p, _)| p)),
    }
}

/// An escalation with nothing behind it asks others to think of something.
fn unprepared(ask: &Ask<'_>) -> Signal {
    let all: Vec<Decl<'_>> = ask.all(Kind::Escalation).into_iter().filter(|d| !d.is_over()).collect();
    let of = all.len();
    let prepared = |d: Decl<'_>| match d.kind() {
        Kind::Decision => true,
        Kind::Risk => ask.facts.mitigations(d).next().is_some(),
        Kind::Issue => d.target(key::FROM).is_some_and(|risk| ask.facts.mitigations(risk).next().is_some()),
        _ => d.referrers().any(|(r, k)| r.kind() == Kind::Decision && k == key::AFFECTS),
    };
    let bare = all.into_iter().filter(|d| !d.refs(key::ABOUT).any(prepared)).collect();
    found(
        ask,
        "Escalations without a mitigation or decision behind them",
        bare,
        of,
        "Every escalation has a mitigation or a decision behind it.",
        What {
            one: "escalation",
            many: "escalations",
            is: "has neither a mitigation nor a decision behind it",
            are: "have neither a mitigation nor a decision behind them",
        },
    )
}

fn unforeseen(ask: &Ask<'_>) -> Signal {
    let issues = ask.all(Kind::Issue);
    let of = issues.len();
    let bare = issues.into_iter().filter(|d| !d.has(key::FROM)).collect();
    found(
        ask,
        "Issues that come from no risk",
        bare,
        of,
        "Every issue was foreseen as a risk.",
        What { one: "issue", many: "issues", is: "was foreseen by no risk", are: "were foreseen by no risk" },
    )
}

fn delivery(ask: &Ask<'_>) -> Signal {
    let outcomes = ask.all(Kind::Outcome);
    let of = outcomes.len();
    let bare = outcomes.into_iter().filter(|d| counts_delivery(*d)).collect();
    found(
        ask,
        "Outcomes that count delivery",
        bare,
        of,
        "Every outcome measures what gets better, not what is delivered.",
        What {
            one: "outcome",
            many: "outcomes",
            is: "counts what is delivered, not what gets better",
            are: "count what is delivered, not what gets better",
        },
    )
}
