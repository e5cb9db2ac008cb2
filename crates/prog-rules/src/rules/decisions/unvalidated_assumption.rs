//! `unvalidated-assumption`: the plan takes something for true that nobody has checked in time.

use crate::Context;
use crate::context::{add_properties, ask_for, lacks, replace, set_property, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Fix, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unvalidated-assumption",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "an open assumption past its date, or without one",
    question: "What are the key assumptions underlying this plan?",
    docs: Docs {
        finds: "An open assumption past `validate-by`; as info, an open one without `validate-by`.",
        why: "An assumption that is checked too late has become the plan.",
        fix: "Find out, and say `status: valid` or `invalid` with the `evidence`; or give it a day on which we have to \
                know.",
        bad: r#"
person ines "Ines Park"

assumption traffic "Traffic stays below 200 requests a second" { owner: ines, validate-by: 2026-02-01 }
"#,
        good: r#"
person ines "Ines Park"

assumption traffic "Traffic stays below 200 requests a second" { owner: ines, validate-by: 2026-03-01 }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Assumption]), check),
};

fn check(context: &Context<'_>, assumption: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if assumption.status() != "open" {
        return;
    }
    if lacks(assumption, key::VALIDATE_BY) {
        let mut finding = RULE
            .on(
                assumption,
                format!("Nothing says by when we have to know whether `{}` holds", assumption.short()),
            )
            .help("Add `validate-by:` with the last day on which the answer still helps")
            .fix(ask_for(assumption, &[key::VALIDATE_BY]));
        finding.level = Level::Info;
        out.push(finding);
    }
    let Some(by) = context.past_due(assumption) else { return };
    let place = value_place(assumption, key::VALIDATE_BY);
    let message = format!("`{}` was to be checked by {} and is open", assumption.short(), iso(by));
    let finding = RULE
        .at(assumption, place, message)
        .help("Say whether it holds: `status: valid` or `invalid`, with the `evidence`");
    let holds = set_property(assumption, "It holds: `status: valid`", key::STATUS, "valid");
    let fails = does_not_hold(assumption);
    out.push(finding.fix(holds).fix(fails).fix(replace(place, "Leave the date open: `?`", "?")));
}

/// What is then to be done has to be said too.
fn does_not_hold(assumption: Decl<'_>) -> Fix {
    const TITLE: &str = "It does not hold: `status: invalid`";
    let unsaid = lacks(assumption, key::IF_FALSE);
    if unsaid && !assumption.has(key::STATUS) {
        return add_properties(assumption, TITLE, &[("status", "invalid"), ("if-false", "?")]);
    }
    let mut fix = set_property(assumption, TITLE, key::STATUS, "invalid");
    if unsaid {
        fix.edits.extend(add_properties(assumption, "", &[("if-false", "?")]).edits);
    }
    fix
}
