//! `retired-dependency`: something live depends on what is going away, or gone.

use super::undeclared_hop::{are_related, reaches};
use crate::Context;
use crate::context::{replace, told_apart, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level, Tag};
use prog_model::{Decl, Key, Kind, KindSet, Value, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "retired-dependency",
    family: Family::Systems,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "something live depends on a retired or deprecated system",
    question: "What depends on this service?",
    docs: Docs {
        finds: "A live system that depends on a system with `status: deprecated` or `retired`, and a flow that still goes through a \
                retired one.",
        why: "What is retired is gone or will be switched off, and what depends on it goes with it.",
        fix: "Depend on what takes its place, or correct the status.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: old-search }
system old-search "Search (old)" { owner: ines, status: deprecated }
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: search }
system search "Search" { owner: ines, replaces: old-search }
system old-search "Search (old)" { owner: ines, status: retired }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::System, Kind::Flow]), check),
};

fn check(_: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if decl.kind() == Kind::System {
        if decl.status() == "live" {
            let gone = decl
                .values(key::DEPENDS_ON)
                .filter(|v| v.target().is_some_and(|d| is_gone(d, &["deprecated", "retired"])));
            out.extend(gone.filter_map(|v| finding(decl, v, "depends on")));
        }
        return;
    }
    let hops = decl.values(key::STEPS).flat_map(Value::hops).map(|(name, _)| name);
    let mut seen: Vec<Decl<'_>> = Vec::new();
    for hop in hops {
        let Some(system) = hop.target().filter(|d| is_gone(*d, &["retired"]) && !seen.contains(d)) else {
            continue;
        };
        seen.push(system);
        out.extend(finding(decl, hop, "goes through"));
    }
}

fn is_gone(system: Decl<'_>, statuses: &[&str]) -> bool {
    system.kind() == Kind::System && statuses.contains(&system.status())
}

fn finding(decl: Decl<'_>, name: Value<'_>, verb: &str) -> Option<Diagnostic> {
    let gone = name.target()?;
    let [who, whom] = told_apart(decl, gone);
    let message = format!("`{who}` {verb} `{whom}`, which is {}", gone.status());
    let mut finding = RULE
        .at(decl, name.place(), message)
        .related(value_place(gone, key::STATUS), format!("is {} here", gone.status()));
    finding.tag = Some(Tag::Deprecated);
    let mut heirs: Vec<Decl<'_>> =
        gone.referrers_by(key::REPLACES).filter(|d| *d != decl && d.status() != "retired").collect();
    heirs.sort_by_key(|d| d.order());
    finding.help = Some(match heirs.first() {
        Some(heir) if decl.kind() == Kind::System && names(decl, key::DEPENDS_ON, *heir) => {
            format!("Leave it out: `{}`, which replaces it, is there already", named(decl, *heir)).into()
        }
        Some(heir) => format!("Use `{}`, which replaces it", named(decl, *heir)).into(),
        None => "Use what takes its place, or correct its status".into(),
    });
    let fitting = heirs.into_iter().filter(|heir| fits(decl, name, gone, *heir));
    for written in fitting.filter_map(|heir| decl.name_for(heir)) {
        let title = format!("Change to `{written}`");
        finding = finding.fix(replace(name.place(), title, written));
    }
    Some(finding)
}

/// Whether `decl` names `other` under this key.
fn names(decl: Decl<'_>, key: Key, other: Decl<'_>) -> bool {
    other.referrers_by(key).any(|d| d == decl)
}

/// Whether `heir` can take the place of what is gone at `name` without a finding of its own: a name twice, or a hop between
/// two systems that do not depend on each other, or a ring.
fn fits(decl: Decl<'_>, name: Value<'_>, gone: Decl<'_>, heir: Decl<'_>) -> bool {
    if decl.kind() == Kind::System {
        let goes_between = || decl.referrers_by(key::STEPS).any(|flow| hops(flow, decl, gone));
        let is_there = names(decl, key::DEPENDS_ON, heir) || reaches(heir, decl);
        return !is_there && (gone.is_over() || !goes_between());
    }
    let (before, after) = beside(decl, name);
    [before, after].into_iter().flatten().all(|near| near != heir && are_related(near, heir))
}

/// Whether a flow goes from one of two systems to the other.
fn hops(flow: Decl<'_>, a: Decl<'_>, b: Decl<'_>) -> bool {
    flow.values(key::STEPS).any(|chain| {
        let steps: Vec<_> = chain.hops().map(|(name, _)| name.target()).collect();
        steps.windows(2).any(|pair| pair == [Some(a), Some(b)] || pair == [Some(b), Some(a)])
    })
}

/// The systems before and after a step of a flow.
fn beside<'w>(flow: Decl<'w>, step: Value<'w>) -> (Option<Decl<'w>>, Option<Decl<'w>>) {
    for chain in flow.values(key::STEPS) {
        let steps: Vec<Value<'w>> = chain.hops().map(|(name, _)| name).collect();
        if let Some(at) = steps.iter().position(|other| other.span() == step.span()) {
            let target = |at: usize| steps.get(at).and_then(|step| step.target());
            return (at.checked_sub(1).and_then(target), target(at + 1));
        }
    }
    (None, None)
}

/// How `decl` is to name another one; by its path where no name means it.
pub(super) fn named<'w>(decl: Decl<'w>, other: Decl<'w>) -> String {
    decl.name_for(other).unwrap_or_else(|| other.path())
}
