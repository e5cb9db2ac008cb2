//! `unwatched-vendor`: a flow relies on somebody outside, and nothing is said about what happens when they fail.

use crate::Context;
use crate::context::ask_for;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unwatched-vendor",
    family: Family::Systems,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a vendor in a flow without promise, fallback or risk",
    question: "What breaks if this fails?",
    docs: Docs {
        finds: "A system of `type: vendor` or `external` that a flow goes through, with no `slo`, no `fallback`, and no risk that \
                `affects` it.",
        why: "It is outside our hands: nobody here can repair it, and nobody has said how good it has to be or what happens without it.",
        fix: "Say what they promise (`slo`), what happens when they fail (`fallback`), or write the risk down.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines, type: vendor }

flow pay "Customer pays" { owner: ines, steps: web -> gateway, serves: conversion }

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  target: >= 60%
  by: 2026-09-30
  readings: 62% on 2026-02-01
  guardrail: yes
}
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines, type: vendor, slo: availability >= 99.9% }

flow pay "Customer pays" { owner: ines, steps: web -> gateway, serves: conversion }

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  target: >= 60%
  by: 2026-09-30
  readings: 62% on 2026-02-01
  guardrail: yes
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::System]), check),
};

fn check(_: &Context<'_>, system: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let outside = matches!(system.word(key::TYPE), Some("vendor" | "external"));
    if !outside
        || system.status() == "retired"
        || system.broken()
        || system.says(key::SLO)
        || system.says(key::FALLBACK)
    {
        return;
    }
    let in_a_flow = system.referrers().any(|(_, k)| k == key::STEPS);
    let watched = system.referrers().any(|(d, k)| k == key::AFFECTS && d.kind() == Kind::Risk);
    if !in_a_flow || watched {
        return;
    }
    let message =
        format!("`{}` is outside our hands and has no `slo`, no `fallback` and no risk", system.short());
    let help = "Say what happens when it fails, or what it promises, or declare the risk";
    let fixes = [key::FALLBACK, key::SLO].map(|k| ask_for(system, &[k]));
    let mut finding = RULE.on(system, message).help(help);
    finding.fixes.extend(fixes);
    out.push(finding);
}
