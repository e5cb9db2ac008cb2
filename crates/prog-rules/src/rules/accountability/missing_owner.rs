//! `missing-owner`: nobody answers for it.

use crate::Context;
use crate::context::owner_fixes;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// What needs an owner.
pub(crate) const KINDS: KindSet = KindSet::of(&[
    Kind::Program,
    Kind::System,
    Kind::Flow,
    Kind::Workstream,
    Kind::Task,
    Kind::Milestone,
    Kind::Dependency,
    Kind::Risk,
    Kind::Outcome,
    Kind::Decision,
    Kind::Assumption,
    Kind::Issue,
    Kind::Escalation,
    Kind::Change,
    Kind::Control,
]);

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-owner",
    family: Family::Accountability,
    level: Level::Warning,
    starter: true,
    clock: false,
    summary: "nobody is named who answers for it",
    question: "Who is accountable for this?",
    docs: Docs {
        finds: "A program, system, flow, workstream, task, milestone, dependency, risk, outcome, decision, open assumption, issue, \
                escalation, change or control without an `owner`. What stands in a workstream or a system has its owner. \
                A dependency may say `from` instead. Systems of `type: external` need none, and neither does what is over.",
        why: "What belongs to everybody is done by nobody. One name is enough to know whom to ask when it goes wrong.",
        fix: "Name the person or team who answers for it, or write `owner: ?` so that the question is not forgotten.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway"
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }
"#,
    },
    check: Check::Doubt(KINDS, check),
};

fn check(_: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if decl.owner_is_said() || decl.is_over() || decl.owner_may_be_lost() {
        return;
    }
    if decl.kind() == Kind::System && decl.word(key::TYPE) == Some("external") {
        return;
    }
    let mut finding = RULE.on(decl, format!("`{}` has no owner", decl.short()));
    finding.help = Some("Add `owner:` with the person or team who answers for it".into());
    finding.fixes = owner_fixes(decl);
    out.push(finding);
}
