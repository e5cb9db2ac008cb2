//! `unevidenced-control`: said to be in place, and nothing proves it.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unevidenced-control",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a control that is in place without evidence",
    question: "How would we prove it to an auditor?",
    docs: Docs {
        finds: "A control with `status: in-place` or `verified` and no `evidence`.",
        why: "For an auditor, what is not proved is not done.",
        fix: "Say where the proof is: a page, a ticket, a report.",
        bad: r#"
person ines "Ines Park"

control access-review "Quarterly access review" { owner: ines, framework: "SOC 2 CC6.1", status: in-place }
"#,
        good: r#"
person ines "Ines Park"

control access-review "Quarterly access review" { owner: ines, framework: "SOC 2 CC6.1", status: in-place, evidence: "wiki: access review 2026-01" }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Control]), check),
};

fn check(_: &Context<'_>, control: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let status = control.status();
    if !matches!(status, "in-place" | "verified") || !lacks(control, key::EVIDENCE) {
        return;
    }
    let said = if status == "verified" { "verified" } else { "in place" };
    let finding =
        RULE.on(control, format!("`{}` is said to be {said}, and nothing proves it", control.short()));
    out.push(finding.help("Add `evidence:` with where the proof is").fix(ask_for(control, &[key::EVIDENCE])));
}
