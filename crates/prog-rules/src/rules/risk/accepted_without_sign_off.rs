//! `accepted-without-sign-off`: a risk is accepted, and nobody stands for it.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Key, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "accepted-without-sign-off",
    family: Family::Risk,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a risk is accepted without saying by whom or why",
    question: "Who decided to live with this?",
    docs: Docs {
        finds: "A risk with `status: accepted` (or `response: accept`) that lacks `accepted-by` or `rationale`.",
        why: "A risk that nobody accepted is a risk that was forgotten.",
        fix: "Say who accepted it and why that is right.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  status: accepted
  likelihood: likely
  impact: moderate
  affects: gateway
}
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  status: accepted
  likelihood: likely
  impact: moderate
  affects: gateway
  accepted-by: ines
  rationale: "A second provider costs more than the spikes do."
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Risk]), check),
};

fn check(_: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if risk.status() != "accepted" {
        return;
    }
    let keys: Vec<Key> = [key::ACCEPTED_BY, key::RATIONALE].into_iter().filter(|k| lacks(risk, *k)).collect();
    let name = risk.short();
    let message = match keys.as_slice() {
        [_, _] => format!("Nothing says who accepted `{name}`, nor why"),
        [one] if *one == key::ACCEPTED_BY => format!("Nothing says who accepted `{name}`"),
        [_] => format!("Nothing says why `{name}` is accepted"),
        [..] => return,
    };
    let help = match keys.as_slice() {
        [one] => format!("Add `{}:`", one.word()),
        _ => "Add `accepted-by:` and `rationale:`".to_owned(),
    };
    out.push(RULE.on(risk, message).help(help).fix(ask_for(risk, &keys)));
}
