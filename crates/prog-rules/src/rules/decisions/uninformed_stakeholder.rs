//! `uninformed-stakeholder`: somebody who matters is not told of a decision.

use super::levels;
use crate::Context;
use crate::context::{add_to_list, join};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uninformed-stakeholder",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a decided decision does not inform a stakeholder of high influence and interest",
    question: "Who has to know?",
    docs: Docs {
        finds: "A decided decision whose `informed` leaves out a stakeholder of its program with influence and interest \
                `high` or `critical`. Who owned it, approved it or was consulted knows already; a team counts for its \
                members.",
        why: "Who hears of a decision from somebody else works against it.",
        fix: "Add them to `informed`; `progc memo` writes the note.",
        bad: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines

  stakeholder finance "Finance" { influence: high, interest: high, impact: medium, cadence: 4w, owner: ines }

  decision provider "Which second provider?" {
    owner: ines
    status: decided
    decided: 2026-02-02
    rule: "Lowest cost that meets the latency target"
    chosen: provider-a
    rationale: "Invoices can wait; the sale in June cannot."

    option provider-a "Provider A" { benefits: "Live in a month", drawbacks: "No invoices", helps: conversion }
    option provider-b "Provider B" { benefits: "Invoices", drawbacks: "Live in a quarter", hurts: conversion }
  }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    target: >= 60%
    by: 2026-09-30
    readings: 62% on 2026-02-01
    guardrail: yes
  }

  risk late-vendor "The vendor is late" {
    owner: ines
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
        good: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines

  stakeholder finance "Finance" { influence: high, interest: high, impact: medium, cadence: 4w, owner: ines }

  decision provider "Which second provider?" {
    owner: ines
    status: decided
    decided: 2026-02-02
    rule: "Lowest cost that meets the latency target"
    chosen: provider-a
    rationale: "Invoices can wait; the sale in June cannot."
    informed: finance

    option provider-a "Provider A" { benefits: "Live in a month", drawbacks: "No invoices", helps: conversion }
    option provider-b "Provider B" { benefits: "Invoices", drawbacks: "Live in a quarter", hurts: conversion }
  }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    target: >= 60%
    by: 2026-09-30
    readings: 62% on 2026-02-01
    guardrail: yes
  }

  risk late-vendor "The vendor is late" {
    owner: ines
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
    },
    check: Check::Group(KindSet::of(&[Kind::Decision, Kind::Stakeholder]), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let mut decided = context.in_group(group, Kind::Decision).filter(|d| d.status() == "decided").peekable();
    if decided.peek().is_none() {
        return;
    }
    let matters = |d: &Decl<'_>| {
        [key::INFLUENCE, key::INTEREST].iter().all(|k| matches!(d.word(*k), Some("high" | "critical")))
    };
    // Who a name that means nothing stands for may well know.
    let unknown = |d: &Decl<'_>| d.has(key::WHO) && d.target(key::WHO).is_none();
    let mut stakeholders: Vec<Decl<'_>> =
        context.in_group(group, Kind::Stakeholder).filter(|d| matters(d) && !unknown(d)).collect();
    stakeholders.sort_by_key(|d| d.order());
    for decision in decided.filter(|d| !d.is_open(key::INFORMED) && !d.broken()) {
        let knowing = knowing(decision);
        let untold: Vec<Decl<'_>> = stakeholders.iter().copied().filter(|s| !knows(*s, &knowing)).collect();
        if !untold.is_empty() {
            out.push(finding(decision, &untold));
        }
    }
}

/// Who knows of a decision: people, teams and stakeholders.
fn knowing<'w>(decision: Decl<'w>) -> Vec<Decl<'w>> {
    let keys = [key::INFORMED, key::CONSULTED, key::APPROVER];
    let named = keys.into_iter().flat_map(|k| decision.refs(k)).chain(decision.owner());
    let mut all: Vec<Decl<'w>> = named.collect();
    for team in all.clone() {
        if team.kind() == Kind::Team {
            all.extend(team.refs(key::MEMBERS).chain(team.target(key::LEAD)));
        }
    }
    all
}

fn knows(stakeholder: Decl<'_>, knowing: &[Decl<'_>]) -> bool {
    let who = stakeholder.target(key::WHO);
    knowing.iter().any(|d| *d == stakeholder || Some(*d) == who)
}

fn finding<'w>(decision: Decl<'w>, untold: &[Decl<'w>]) -> Diagnostic {
    let quoted: Vec<String> = untold
        .iter()
        .map(|d| format!("`{}`", name_of(decision, *d).unwrap_or_else(|| d.short().into())))
        .collect();
    let quoted = join(&quoted, "and");
    let mut finding = RULE.on(decision, format!("`{}` does not inform {quoted}", decision.short()));
    for stakeholder in untold {
        let why = levels(*stakeholder, [key::INFLUENCE, key::INTEREST]);
        finding = finding.related(stakeholder.head_place(), why);
    }
    let finding = finding.help(format!("Add {quoted} to `informed`"));
    let names: Option<Vec<String>> = untold.iter().map(|d| name_of(decision, *d)).collect();
    match names {
        Some(names) => {
            let title = format!("Inform {quoted}");
            finding.fix(add_to_list(decision, title, key::INFORMED, &names.join(", ")))
        }
        None => finding,
    }
}

/// How a stakeholder is named in a decision: by its own name, else by that of whom it stands for.
fn name_of(decision: Decl<'_>, stakeholder: Decl<'_>) -> Option<String> {
    let who = || stakeholder.target(key::WHO).and_then(|who| decision.name_for(who));
    decision.name_for(stakeholder).or_else(who)
}
