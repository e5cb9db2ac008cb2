//! `single-point-of-failure`: many systems need it, and nothing stands in for it.

use crate::Context;
use crate::context::ask_for;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::{SinglePoint, Systems};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "single-point-of-failure",
    family: Family::Systems,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "many systems need it, and nothing stands in for it",
    question: "What breaks if this fails?",
    docs: Docs {
        finds: "A system of criticality `high` or `critical` without a `fallback` that at least three live systems reach through \
                what they depend on (`limits.dependents` in `progc.toml`).",
        why: "When it fails, all of them fail, and nobody has said what users then get.",
        fix: "Say in `fallback` what happens for users when it fails, or make fewer systems depend on it.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: ledger }
system app "Mobile app" { owner: ines, depends-on: ledger }
system invoices "Invoices" { owner: ines, depends-on: ledger }
system ledger "Ledger" { owner: ines, criticality: high }

risk ledger-down "The ledger goes down" {
  owner: ines
  likelihood: unlikely
  impact: major
  affects: ledger
  mitigation "Run it in two regions" { due: 2026-05-15 }
}
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: ledger }
system app "Mobile app" { owner: ines, depends-on: ledger }
system invoices "Invoices" { owner: ines, depends-on: ledger }
system ledger "Ledger" {
  owner: ines
  criticality: high
  fallback: "Orders wait in a queue; customers see that the receipt comes later."
}

risk ledger-down "The ledger goes down" {
  owner: ines
  likelihood: unlikely
  impact: major
  affects: ledger
  mitigation "Run it in two regions" { due: 2026-05-15 }
}
"#,
    },
    check: Check::Workspace(KindSet::of(&[Kind::System]), check),
};

/// So many dependents are shown at most.
const SHOWN: usize = 5;

fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let systems = context.systems();
    let least = context.config().limits.dependents.ceil() as usize;
    for point in systems.single_points(least) {
        if let Some(system) = context.workspace().decl(point.system) {
            out.push(finding(&systems, point, system));
        }
    }
}

fn finding(systems: &Systems, point: &SinglePoint, system: Decl<'_>) -> Diagnostic {
    let name = system.short();
    let many = match point.dependents {
        SinglePoint::MOST => format!("{} systems or more need", SinglePoint::MOST),
        1 => "1 system needs".to_owned(),
        n => format!("{n} systems need"),
    };
    let mut finding = RULE
        .on(system, format!("`{name}` has no fallback, and {many} it"))
        .help(format!("Say what users get when `{name}` fails: `fallback: \"…\"`"));
    let near = systems.direct_dependents(point.system);
    for dependent in near.into_iter().filter_map(|id| system.workspace().decl(id)).take(SHOWN) {
        let value = dependent.values(key::DEPENDS_ON).find(|v| v.target() == Some(system));
        if let Some(value) = value {
            finding = finding.related(value.place(), format!("`{}` depends on it here", dependent.short()));
        }
    }
    finding.fix(ask_for(system, &[key::FALLBACK]))
}
