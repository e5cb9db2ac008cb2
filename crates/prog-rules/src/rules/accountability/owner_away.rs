//! `owner-away`: something is due while its owner is away.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Key, Kind, KindSet, key};

/// What is due, and under which key it says so.
const DUE: [(Kind, Key); 10] = [
    (Kind::Task, key::DUE),
    (Kind::Milestone, key::DUE),
    (Kind::Mitigation, key::DUE),
    (Kind::Dependency, key::NEEDED_BY),
    (Kind::Outcome, key::BY),
    (Kind::Decision, key::DUE),
    (Kind::Assumption, key::VALIDATE_BY),
    (Kind::Issue, key::DUE),
    (Kind::Escalation, key::BY),
    (Kind::Control, key::DUE),
];

const KINDS: KindSet = KindSet::of(&[
    Kind::Task,
    Kind::Milestone,
    Kind::Mitigation,
    Kind::Dependency,
    Kind::Outcome,
    Kind::Decision,
    Kind::Assumption,
    Kind::Issue,
    Kind::Escalation,
    Kind::Control,
]);

/// The rule.
pub static RULE: Rule = Rule {
    name: "owner-away",
    family: Family::Accountability,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "it is due on a day when its owner is away",
    question: "Who will be there on the day?",
    docs: Docs {
        finds: "Something that is due (`due`, `by`, `needed-by`, `validate-by`) on a day that lies in an `away` of the person who owns it. \
                What is over, and a mitigation of a risk that is over, is left alone.",
        why: "The last days before a date are the ones in which decisions are needed.",
        fix: "Move the date, or name somebody who is there as the owner.",
        bad: r#"
person ines "Ines Park" { away: 2026-08-03 .. 2026-08-21 }

issue outage "Gateway was down for an hour" { owner: ines, due: 2026-08-14 }
"#,
        good: r#"
person ines "Ines Park" { away: 2026-08-03 .. 2026-08-21 }

issue outage "Gateway was down for an hour" { owner: ines, due: 2026-07-31 }
"#,
    },
    check: Check::Decl(KINDS, check),
};

fn check(_: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(key) = DUE.iter().find(|(kind, _)| *kind == decl.kind()).map(|(_, key)| *key) else { return };
    let Some((value, due)) = decl.value(key).and_then(|v| Some((v, v.dates()?.last))) else { return };
    if prog_facts::is_over(decl)
        || (decl.kind() == Kind::Control && matches!(decl.status(), "in-place" | "verified"))
    {
        return;
    }
    // Of a risk that is over nothing more is due.
    let risk = decl.parent().filter(|_| decl.kind() == Kind::Mitigation);
    if risk.is_some_and(|risk| !risk.is_live_risk()) {
        return;
    }
    let Some(owner) = decl.owner().filter(|o| o.kind() == Kind::Person) else { return };
    let away = owner.values(key::AWAY).filter_map(|v| Some((v, v.date_range()?)));
    let Some((absence, (first, last))) = { away }.find(|(_, (first, last))| (*first..=*last).contains(&due))
    else {
        return;
    };
    let message = format!("`{}` is away when `{}` is due", owner.short(), decl.short());
    let finding = RULE.at(decl, value.place(), message);
    let label = format!("away from {} to {}", iso(first), iso(last));
    out.push(
        finding.related(absence.place(), label).help("Move the date, or let somebody own it who is there"),
    );
}
