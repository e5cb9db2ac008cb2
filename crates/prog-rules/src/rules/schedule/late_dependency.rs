//! `late-dependency`: it comes later than it is needed.

use crate::Context;
use crate::context::value_place;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::links_of;
use prog_model::dates::{Day, iso};
use prog_model::{Decl, Key, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "late-dependency",
    family: Family::Schedule,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a dependency comes later than it is needed",
    question: "Who waits for whom, and what if they are late?",
    docs: Docs {
        finds: "A dependency, not delivered yet, that is `promised` after `needed-by`; or whose `needed-by` lies after the day on which \
                a task that needs it `starts` or has `started`.",
        why: "The wait is built into the plan, and nobody has noticed.",
        fix: "Agree on an earlier date, or plan the work that needs it for later.",
        bad: r#"
person ines "Ines Park"
person omar "Omar Reyes"

dependency fraud-rules "New fraud rules" {
  from: omar
  to: ines
  needed-by: 2026-04-01
  promised: 2026-04-20
  status: committed
}
"#,
        good: r#"
person ines "Ines Park"
person omar "Omar Reyes"

dependency fraud-rules "New fraud rules" {
  from: omar
  to: ines
  needed-by: 2026-04-01
  promised: 2026-03-20
  status: committed
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Dependency]), check),
};

fn check(_: &Context<'_>, dependency: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(needed) = dependency.deadline(key::NEEDED_BY).filter(|_| !dependency.is_over()) else { return };
    let name = dependency.short();
    if let Some(promised) = dependency.deadline(key::PROMISED).filter(|day| *day > needed) {
        let message = format!("`{name}` is promised for {} and needed by {}", iso(promised), iso(needed));
        let finding = RULE.at(dependency, value_place(dependency, key::PROMISED), message);
        let finding = finding.related(value_place(dependency, key::NEEDED_BY), "needed by then");
        out.push(finding.help("Agree on an earlier date, or move the work that needs it"));
    }
    let mut waiting: Vec<(Decl<'_>, Key, Day)> = dependency
        .referrers()
        .filter_map(|(d, _)| start(d, dependency))
        .filter(|(_, _, day)| *day < needed)
        .collect();
    waiting.sort_by_key(|(d, _, _)| d.order());
    waiting.dedup_by_key(|(d, _, _)| d.id());
    let Some((first, _, day)) = waiting.first() else { return };
    let starts = if first.has(key::STARTED) { "started" } else { "starts" };
    let message = format!(
        "`{name}` is needed by {}, but `{}`, which needs it, {starts} on {}",
        iso(needed),
        first.short(),
        iso(*day)
    );
    let mut finding = RULE.at(dependency, value_place(dependency, key::NEEDED_BY), message);
    for (task, key, day) in &waiting {
        finding = finding
            .related(value_place(*task, *key), format!("`{}` {} on {}", task.short(), key.word(), iso(*day)));
    }
    out.push(finding.help("Ask for it before that day, or let the work start later"));
}

/// The day on which work that waits for the dependency begins by hand. (A computed start waits for the dependency and so
/// never contradicts it.)
fn start<'w>(work: Decl<'w>, dependency: Decl<'w>) -> Option<(Decl<'w>, Key, Day)> {
    if work.kind() != Kind::Task || work.is_over() || work.status() == "deferred" {
        return None;
    }
    let (_, _, lag, value) = links_of(work).find(|(_, target, _, _)| *target == dependency)?;
    // What may start before it is there, or only has to end after it, does not need it at its start.
    let at_start = matches!(value.prop().key(), key::AFTER | key::STARTS_WITH) && lag >= 0;
    let key =
        [key::STARTED, key::STARTS].into_iter().find(|k| work.start(*k).is_some()).filter(|_| at_start)?;
    Some((work, key, work.start(key)?))
}
