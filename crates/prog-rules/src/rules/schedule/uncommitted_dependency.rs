//! `uncommitted-dependency`: it is needed soon, and nobody has said yes.

use crate::Context;
use crate::context::value_place;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncommitted-dependency",
    family: Family::Schedule,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "a dependency is needed soon and not committed, or the promise is broken",
    question: "Who waits for whom, and what if they are late?",
    docs: Docs {
        finds: "A dependency that is still `requested` 30 days (`limits.commit-days` in `progc.toml`) before it is needed, or one with \
                `status: broken`. One that is requested and past its date is `overdue`.",
        why: "A request is not a promise: the other team may not even have it in their plan.",
        fix: "Get a yes with a date, or plan without it; raise it with whoever decides for both.",
        bad: r#"
person ines "Ines Park"
person omar "Omar Reyes"

dependency fraud-rules "New fraud rules" { from: omar, to: ines, needed-by: 2026-03-01 }
"#,
        good: r#"
person ines "Ines Park"
person omar "Omar Reyes"

dependency fraud-rules "New fraud rules" { from: omar, to: ines, needed-by: 2026-03-01, status: committed }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Dependency]), check),
};

fn check(context: &Context<'_>, dependency: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let name = dependency.short();
    let place = value_place(dependency, key::STATUS);
    if dependency.status() == "broken" {
        let finding = RULE.at(dependency, place, format!("The promise to deliver `{name}` is broken"));
        out.push(finding.help("Agree on a new date, plan without it, or escalate it"));
        return;
    }
    let Some(needed) = dependency.deadline(key::NEEDED_BY) else { return };
    let left = i64::from(needed) - i64::from(context.today());
    let soon = left >= 0 && left as f64 <= context.config().limits.commit_days;
    if !soon || dependency.status() != "requested" || dependency.broken() {
        return;
    }
    let when = match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    // How long that is changes by the day; the message does not, so that a baseline knows it tomorrow.
    let message = format!("`{name}` is needed by {} and only requested", iso(needed));
    let finding = RULE
        .at(dependency, place, message)
        .related(value_place(dependency, key::NEEDED_BY), format!("needed {when}"));
    out.push(finding.help("Get a promise with a date (`status: committed`), or plan without it"));
}
