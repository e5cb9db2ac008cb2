//! `stale-control`: nobody has looked at it for too long.

use crate::Context;
use crate::context::{days_ago, replace, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "stale-control",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: true,
    summary: "a control was reviewed too long ago",
    question: "When did we last look at this?",
    docs: Docs {
        finds: "A control that was `reviewed` longer ago than its `cadence` says; without a cadence, longer ago than a year \
                (`limits.control-days` in `progc.toml`).",
        why: "A control that nobody looks at stops working without a sound.",
        fix: "Review it and note the day.",
        bad: r#"
person ines "Ines Park"

control access-review "Quarterly access review" { owner: ines, framework: "SOC 2 CC6.1", status: in-place, evidence: "wiki: access review", cadence: 13w, reviewed: 2025-09-30 }
"#,
        good: r#"
person ines "Ines Park"

control access-review "Quarterly access review" { owner: ines, framework: "SOC 2 CC6.1", status: in-place, evidence: "wiki: access review", cadence: 13w, reviewed: 2026-01-30 }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Control]), check),
};

fn check(context: &Context<'_>, control: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(days) = context.review_overdue(control) else { return };
    let Some(reviewed) = control.deadline(key::REVIEWED) else { return };
    let place = value_place(control, key::REVIEWED);
    let often =
        control.duration(key::CADENCE).map_or_else(String::new, |c| format!(", and `cadence` says {c}"));
    let message = format!("`{}` was last reviewed on {}{often}", control.short(), iso(reviewed));
    let today = iso(context.today());
    let finding = RULE.at(control, place, message).label(days_ago(days)).help("Review it and note the day");
    let noted = replace(place, format!("Note a review today: {today}"), today);
    out.push(finding.fix(noted).fix(replace(place, "Leave it open: `?`", "?")));
}
