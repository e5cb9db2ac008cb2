//! `unscheduled-mitigation`: a good intention without a date.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unscheduled-mitigation",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a mitigation with neither a date nor a task",
    question: "When will this be done?",
    docs: Docs {
        finds: "A planned or running mitigation with neither `due` nor `task`, of a risk that is not closed.",
        why: "What has no date and stands in no plan gives way to all that has one.",
        fix: "Give it a date, or name the task that does it.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker"
}
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Mitigation]), check),
};

fn check(_: &Context<'_>, mitigation: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let scheduled = !lacks(mitigation, key::DUE) || mitigation.has(key::TASK);
    let risk = mitigation.parent().filter(|r| r.kind() == Kind::Risk && !r.is_over());
    if scheduled || mitigation.is_over() || risk.is_none() {
        return;
    }
    let finding = RULE.on(mitigation, format!("`{}` has neither a due date nor a task", mitigation.short()));
    let help = "Add `due:` with a date, or `task:` with the task that does it";
    out.push(finding.help(help).fix(ask_for(mitigation, &[key::DUE])));
}
