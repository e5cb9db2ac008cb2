//! The sentences about a blast radius: what is hit, counted, in words that fit the kind.

use crate::say;
use prog_facts::Impact;
use prog_model::{Decl, Kind, key};

/// How something that is named itself is touched.
pub(super) const NAMED: &str = "touched directly";

/// What is said before the table.
pub(super) fn summary(of: Decl<'_>, hit: &Impact<'_>) -> Vec<String> {
    [Some(counted(of, hit)), fallback(of), leads(of)].into_iter().flatten().collect()
}

/// Whether a kind touches what it names, and does not fail or happen as a risk does.
pub(super) fn touches(kind: Kind) -> bool {
    kind == Kind::Mitigation || (kind != Kind::Risk && !Impact::touched_by(kind).is_empty())
}

pub(super) fn is_who(of: Decl<'_>) -> bool {
    Impact::is_of_people(of.kind())
}

/// What stands in for a system.
fn fallback(of: Decl<'_>) -> Option<String> {
    let system = of.kind() == Kind::System;
    system.then(|| match of.text(key::FALLBACK) {
        Some(text) => format!("Until it is back: {}", text.trim()),
        None => "Nothing is said to stand in for it (`fallback`).".to_owned(),
    })
}

/// The teams of a person who leads some: what these answer for is not theirs by name.
fn leads(of: Decl<'_>) -> Option<String> {
    let teams = of.referrers_by(key::LEAD).filter(|d| d.kind() == Kind::Team);
    let teams: Vec<String> = teams.map(|d| d.label().into_owned()).collect();
    let these = if teams.len() == 1 { "that team answers" } else { "these teams answer" };
    (!teams.is_empty())
        .then(|| format!("They lead {}; what {these} for is not counted here.", say::list(&teams)))
}

pub(super) fn if_it_fails(of: Decl<'_>) -> String {
    let what = match of.kind() {
        // What is decided cannot be late any more.
        Kind::Decision if of.status() != "open" => "turns out wrong",
        Kind::Task | Kind::Milestone | Kind::Dependency | Kind::Decision => "is late",
        Kind::Person | Kind::Team | Kind::Stakeholder => "is not there",
        Kind::Risk => "happens",
        Kind::Issue => "is not solved",
        Kind::Assumption => "does not hold",
        Kind::Escalation => "is not answered",
        Kind::Change => "is made",
        Kind::Option => "is chosen",
        Kind::Metric => "is wrong",
        _ => "fails",
    };
    format!("If {} ({}) {what}", of.label(), of.kind().word())
}

pub(super) fn steps(of: Decl<'_>, distance: u32) -> String {
    match distance {
        1 if of.kind() == Kind::Risk => "hit directly".into(),
        1 if touches(of.kind()) => NAMED.into(),
        1 => "depends on it directly".into(),
        far => format!("{far} steps away"),
    }
}

/// What is hit, counted, in a sentence that fits the kind.
fn counted(of: Decl<'_>, hit: &Impact<'_>) -> String {
    let who = is_who(of);
    // A risk about a thing is not hit with it; one that is named is.
    let named = || Impact::touched(of).filter(|d| d.kind() == Kind::Risk).count();
    let risks = if who { hit.risks.len() } else { named() };
    let mut counts = vec![
        (hit.systems.len(), "system", "systems"),
        (hit.flows.len(), "flow", "flows"),
        (hit.outcomes.len(), "outcome", "outcomes"),
        (hit.work.len(), "piece of work", "pieces of work"),
        (risks, "risk", "risks"),
    ];
    if who {
        counts.push((hit.others.len(), "other thing", "other things"));
    } else {
        let of_kind = |kind: Kind| hit.others.iter().filter(|d| d.kind() == kind).count();
        counts.extend(Kind::ALL.iter().map(|kind| (of_kind(*kind), kind.word(), kind.plural())));
    }
    let counted: Vec<String> =
        counts.iter().filter(|c| c.0 > 0).map(|(n, one, many)| say::count(*n, one, many)).collect();
    if who {
        let what = if counted.is_empty() { "nothing that is open".to_owned() } else { say::list(&counted) };
        return format!("{} answers for {what}.", of.label());
    }
    match (counted.is_empty(), of.kind()) {
        (true, Kind::Risk) => return "It threatens and affects nothing that is declared.".into(),
        (true, kind) if touches(kind) => return "It touches nothing that is declared.".into(),
        (true, _) => return "Nothing declared depends on it.".into(),
        _ => {}
    }
    let far = hit.systems.iter().map(|(_, distance)| *distance).max().unwrap_or(0);
    let far = if far > 1 { format!(", up to {far} steps away") } else { String::new() };
    let verb = if touches(of.kind()) { "touches" } else { "hits" };
    format!("It {verb} {}{far}.", say::list(&counted))
}

/// What to write so that there is something to see.
pub(super) fn empty(kind: Kind) -> String {
    let keys = Impact::touched_by(kind).iter().map(|k| format!("`{}`", k.word()));
    let keys = || say::either(&keys.collect::<Vec<_>>());
    match kind {
        kind if Impact::is_of_people(kind) => "Say who answers for what with `owner`.".into(),
        Kind::Risk => format!("Say what it hits with {}.", keys()),
        kind if touches(kind) => format!("Say what it touches with {}.", keys()),
        Kind::System => "Say what depends on it with `depends-on`, `steps` or `touches`.".into(),
        Kind::Task | Kind::Milestone | Kind::Dependency => {
            "Say what waits for it with `after`, and what it brings with `delivers`.".into()
        }
        Kind::Flow => "Say what it is for with `serves`.".into(),
        Kind::Workstream => "Say what it is for with `delivers`.".into(),
        Kind::Metric => "Say what is measured by it with `metric`.".into(),
        _ => "Ask about a system, a flow, a piece of work, a risk or a person.".into(),
    }
}
