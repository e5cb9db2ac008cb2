//! `outcomeless-program`: a program that nobody could tell has been worth it.

use crate::Context;
use crate::context::{append, free_name_in};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "outcomeless-program",
    family: Family::Outcome,
    level: Level::Warning,
    starter: true,
    clock: false,
    summary: "a program without an outcome",
    question: "Why are we building this? What metric will it move?",
    docs: Docs {
        finds: "A program (proposed, active or paused) that no outcome belongs to, and that none supports.",
        why: "A program without an outcome ends when the money does.",
        fix: "Declare what will be different for users or the business, as a number with a target and a date.",
        bad: r#"
person maria "Maria Lopes"

program checkout "New checkout" {
  owner: maria

  risk gateway-delay "The new gateway comes late" {
    owner: maria
    likelihood: likely
    impact: moderate
    threatens: checkout

    mitigation "Keep the old gateway" { due: 2026-05-15 }
  }
}
"#,
        good: r#"
person maria "Maria Lopes"

program checkout "New checkout" {
  owner: maria

  outcome conversion "More checkouts complete" {
    owner: maria
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout/funnel"
    baseline: 61.4%
    target: >= 66%
    by: 2026-09-30
    readings: 62.0% on 2026-02-01
  }
}
"#,
    },
    // The fix asks which names are taken, whatever they stand for.
    check: Check::Group(KindSet::ALL, check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let Group::Program(id) = group else { return };
    let Some(program) = context.workspace().decl(id).filter(|p| !p.broken() && !p.is_over()) else { return };
    if context.in_group(group, Kind::Outcome).next().is_some() {
        return;
    }
    if program.referrers_by(key::SUPPORTS).any(|d| d.kind() == Kind::Outcome) {
        return;
    }
    let finding = RULE.on(program, format!("`{}` has no outcome", program.short()));
    let name = free_name_in(program, program.scope(), "first-outcome");
    let outcome =
        format!("outcome {name} \"…\" {{\n  owner: ?\n  metric: ?\n  baseline: ?\n  target: ?\n  by: ?\n}}");
    let help = "Add an `outcome` with a metric, a baseline, a target and a date";
    out.push(finding.help(help).fix(append(program, "Add an outcome", &outcome)));
}
