//! `broken-assumption`: an assumption turned out false, and nothing follows from it.

use crate::Context;
use crate::context::{ask_for, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "broken-assumption",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a false assumption without a live risk or issue",
    question: "What are the key assumptions underlying this plan?",
    docs: Docs {
        finds: "An assumption with `status: invalid` whose `if-false` names no live risk, none that has occurred, and no issue.",
        why: "The plan still stands on it.",
        fix: "Declare the risk that it has become and name it in `if-false`, or the issue if it has happened already.",
        bad: r#"
person ines "Ines Park"

assumption traffic "Traffic stays below 200 requests a second" { owner: ines, status: invalid, evidence: "load test of 2026-02-01" }
"#,
        good: r#"
person ines "Ines Park"

assumption traffic "Traffic stays below 200 requests a second" {
  owner: ines
  status: invalid
  evidence: "load test of 2026-02-01"
  if-false: overload
}

risk overload "The gateway is overloaded" {
  owner: ines
  status: mitigating
  likelihood: unlikely
  impact: major
  affects: gateway
  mitigation "Rate limits" { due: 2026-05-15 }
}

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Assumption]), check),
};

fn check(_: &Context<'_>, assumption: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if assumption.status() != "invalid" || assumption.broken() {
        return;
    }
    let name = assumption.short();
    let help = "Declare the risk that follows from it and name it in `if-false`";
    if !assumption.has(key::IF_FALSE) {
        let finding = RULE.on(assumption, format!("`{name}` is false, and no risk follows from it"));
        out.push(finding.help(help).fix(ask_for(assumption, &[key::IF_FALSE])));
        return;
    }
    // An issue says what has happened; of anything else `wrong-kind` speaks.
    let holds = |d: Decl<'_>| {
        d.kind() != Kind::Risk || d.is_live_risk() || d.status() == "occurred" || d.status_is_unread()
    };
    // A name that means nothing, and a `?`, have findings of their own.
    if assumption.values(key::IF_FALSE).any(|v| v.target().is_none_or(holds)) {
        return;
    }
    let place = value_place(assumption, key::IF_FALSE);
    let mut finding =
        RULE.at(assumption, place, format!("`{name}` is false, and none of its risks is live")).help(help);
    for risk in assumption.refs(key::IF_FALSE) {
        finding = finding
            .related(value_place(risk, key::STATUS), format!("`{}` is {}", risk.short(), risk.status()));
    }
    out.push(finding);
}
