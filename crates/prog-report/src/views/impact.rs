//! What breaks if something fails: who reaches it, through which flows, which outcomes suffer, whom to call. Of a person or a
//! team, what they answer for.

use super::Page;
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::Impact;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// The blast radius of one declaration, as paths, each list sorted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImpactData {
    /// What fails.
    pub of: String,
    /// Systems that depend on it, with how many steps away they are; of a person or a team, those that they answer for.
    pub systems: Vec<Reached>,
    /// Flows that pass through it or through one of the systems; of a person or a team, those that they answer for.
    pub flows: Vec<String>,
    /// Outcomes that suffer, or that a person or a team answers for.
    pub outcomes: Vec<String>,
    /// Tasks, milestones and dependencies that wait, or that a person or a team answers for or delivers.
    pub work: Vec<String>,
    /// Risks about it or about what is hit, or that a person or a team answers for.
    pub risks: Vec<String>,
    /// Whom to call.
    pub owners: Vec<String>,
    /// Programs that a risk threatens; decisions, controls and so on that a person or a team answers for. Left out where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    #[serde(skip)]
    title: String,
    /// What is said about it before the table.
    #[serde(skip)]
    summary: Vec<String>,
    #[serde(skip)]
    kind: Kind,
    #[serde(skip)]
    rows: Vec<(&'static str, Item, String)>,
    #[serde(skip)]
    calls: Vec<(String, String)>,
}

/// A system that is hit.
#[derive(Debug, Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached {
    /// Its path.
    pub path: String,
    /// How many steps away it is; 1 depends on it directly.
    pub distance: u32,
}

/// The blast radius of `of`.
pub fn impact_data<'w>(ask: &Ask<'w>, of: Option<Decl<'w>>) -> ImpactData {
    let Some(of) = of else { return ImpactData::nothing() };
    let hit = ask.facts.impact(of);
    let paths = |list: &[Decl<'_>]| {
        let mut paths: Vec<String> = list.iter().map(|d| d.path()).collect();
        paths.sort();
        paths.dedup();
        paths
    };
    let mut systems: Vec<Reached> =
        hit.systems.iter().map(|(d, distance)| Reached { path: d.path(), distance: *distance }).collect();
    systems.sort();
    ImpactData {
        of: of.path(),
        systems,
        flows: paths(&hit.flows),
        outcomes: paths(&hit.outcomes),
        work: paths(&hit.work),
        risks: paths(&hit.risks),
        owners: paths(&hit.owners),
        others: paths(&hit.others),
        title: if_it_fails(of),
        summary: [Some(summary(of, &hit)), fallback(of), leads(of)].into_iter().flatten().collect(),
        kind: of.kind(),
        rows: rows(ask, of, &hit),
        calls: calls(&hit.owners),
    }
}

/// What is hit, the nearest systems first, with how.
fn rows(ask: &Ask<'_>, of: Decl<'_>, hit: &Impact<'_>) -> Vec<(&'static str, Item, String)> {
    let mut near = hit.systems.clone();
    near.sort_by_key(|(_, distance)| *distance);
    let row = |d: &Decl<'_>, how: String| (d.kind().word(), ask.item(*d), how);
    let health = |d: &Decl<'_>| ask.facts.health(*d).word().replace('-', " ");
    let delivers = |d: &Decl<'_>| d.kind() == Kind::Dependency && d.target(key::FROM) == Some(of);
    let standing = |d: &Decl<'_>| match prog_facts::status_of(*d) {
        status if delivers(d) => format!("delivers it, {status}"),
        "" => "answers for it".to_owned(),
        status => status.to_owned(),
    };
    let system = |(d, far): &(Decl<'_>, u32)| row(d, if is_who(of) { standing(d) } else { steps(of, *far) });
    let flow = |d: &Decl<'_>| row(d, if is_who(of) { standing(d) } else { through(of, *d, &near) });
    let mut rows: Vec<_> = near.iter().map(system).collect();
    rows.extend(hit.flows.iter().map(flow));
    rows.extend(hit.outcomes.iter().map(|d| row(d, health(d))));
    rows.extend(hit.work.iter().chain(&hit.risks).chain(&hit.others).map(|d| row(d, standing(d))));
    rows
}

fn is_who(of: Decl<'_>) -> bool {
    Impact::is_of_people(of.kind())
}

/// How a flow is hit: by what fails itself, else by the nearest of the systems that go with it.
fn through(of: Decl<'_>, flow: Decl<'_>, near: &[(Decl<'_>, u32)]) -> String {
    let passes = |d: Decl<'_>| d.referrers_by(key::STEPS).any(|f| f == flow);
    match near.iter().find(|(d, _)| passes(*d)) {
        Some((system, _)) if !passes(of) => format!("uses {}, which is hit", system.label()),
        _ => "passes through".to_owned(),
    }
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

fn if_it_fails(of: Decl<'_>) -> String {
    let what = match of.kind() {
        Kind::Task | Kind::Milestone | Kind::Dependency | Kind::Decision => "is late",
        Kind::Person | Kind::Team | Kind::Stakeholder => "is not there",
        Kind::Risk => "happens",
        _ => "fails",
    };
    format!("If {} ({}) {what}", of.label(), of.kind().word())
}

fn steps(of: Decl<'_>, distance: u32) -> String {
    match distance {
        1 if of.kind() == Kind::Risk => "hit directly".into(),
        1 => "depends on it directly".into(),
        far => format!("{far} steps away"),
    }
}

/// How to reach somebody.
fn contacts(who: Decl<'_>) -> Vec<String> {
    let texts = [key::CONTACT, key::EMAIL].into_iter().filter_map(|k| who.text(k));
    texts.map(|t| t.into_owned()).collect()
}

/// Whom to call and how, in the order given. A team is called through its own contact, else its lead's; where the lead is to be
/// called too, the two are one line.
fn calls(owners: &[Decl<'_>]) -> Vec<(String, String)> {
    let mut lines: Vec<(Decl<'_>, Vec<Decl<'_>>)> = Vec::new();
    for owner in owners {
        let answers = owner.target(key::LEAD).unwrap_or(*owner);
        match lines.iter_mut().find(|(who, _)| *who == answers) {
            Some((_, all)) => all.push(*owner),
            None => lines.push((answers, vec![*owner])),
        }
    }
    lines.into_iter().map(|(who, all)| call(who, &all)).collect()
}

fn call(who: Decl<'_>, all: &[Decl<'_>]) -> (String, String) {
    let teams: Vec<Decl<'_>> = all.iter().copied().filter(|d| *d != who).collect();
    if teams.is_empty() {
        return (who.label().into_owned(), contacts(who).join(", "));
    }
    let mut how: Vec<String> = teams.iter().flat_map(|team| contacts(*team)).collect();
    if how.is_empty() || all.contains(&who) {
        how.push(who.label().into_owned());
        how.extend(contacts(who));
    }
    let mut seen: Vec<String> = Vec::new();
    how.retain(|text| {
        !seen.contains(text) && {
            seen.push(text.clone());
            true
        }
    });
    let names: Vec<String> = teams.iter().map(|d| d.label().into_owned()).collect();
    (say::list(&names), how.join(", "))
}

/// What is hit, counted, in a sentence that fits the kind.
fn summary(of: Decl<'_>, hit: &Impact<'_>) -> String {
    let who = is_who(of);
    let risks = if who { hit.risks.len() } else { 0 };
    let others = if who { ("other thing", "other things") } else { ("program", "programs") };
    let counts = [
        (hit.systems.len(), "system", "systems"),
        (hit.flows.len(), "flow", "flows"),
        (hit.outcomes.len(), "outcome", "outcomes"),
        (hit.work.len(), "piece of work", "pieces of work"),
        (risks, "risk", "risks"),
        (hit.others.len(), others.0, others.1),
    ];
    let counted: Vec<String> =
        counts.iter().filter(|c| c.0 > 0).map(|(n, one, many)| say::count(*n, one, many)).collect();
    if who {
        let what = if counted.is_empty() { "nothing that is open".to_owned() } else { say::list(&counted) };
        return format!("{} answers for {what}.", of.label());
    }
    match (counted.is_empty(), of.kind()) {
        (true, Kind::Risk) => return "It threatens and affects nothing that is declared.".into(),
        (true, _) => return "Nothing declared depends on it.".into(),
        _ => {}
    }
    let far = hit.systems.iter().map(|(_, distance)| *distance).max().unwrap_or(0);
    let far = if far > 1 { format!(", up to {far} steps away") } else { String::new() };
    format!("It hits {}{far}.", say::list(&counted))
}

/// What to write so that there is something to see.
fn empty(kind: Kind) -> &'static str {
    match kind {
        kind if Impact::is_of_people(kind) => "Say who answers for what with `owner`.",
        Kind::Risk => "Say what it hits with `threatens` or `affects`.",
        _ => "Say what depends on it with `depends-on`, `steps`, `after` or `touches`.",
    }
}

impl ImpactData {
    fn nothing() -> Self {
        let empty = Vec::new;
        Self {
            of: String::new(),
            systems: Vec::new(),
            flows: empty(),
            outcomes: empty(),
            work: empty(),
            risks: empty(),
            owners: empty(),
            others: empty(),
            title: String::new(),
            summary: empty(),
            kind: Kind::Unknown,
            rows: Vec::new(),
            calls: Vec::new(),
        }
    }
}

impl Page for ImpactData {
    fn title(&self) -> &str {
        &self.title
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.summary.iter().cloned().map(Block::Text).collect();
        let who = Impact::is_of_people(self.kind);
        let columns = vec![
            Column::new("What", "kind"),
            Column::new(if who { "Answers for" } else { "Hit" }, "title"),
            Column::new("How", "how"),
            Column::new("Owner", "owner").give(1),
            Column::place().give(2),
            Column::new("", "path").hidden(),
        ];
        let mut table = Table::new(columns, empty(self.kind));
        for (kind, item, how) in &self.rows {
            table.row(vec![
                Cell::new(*kind, Tone::Muted),
                item.title.as_str().into(),
                how.as_str().into(),
                item.owner_title.as_str().into(),
                item.spot.to_string().into(),
                item.path.as_str().into(),
            ]);
        }
        blocks.push(Block::Table(table));
        if !self.calls.is_empty() {
            blocks.push(Block::Heading("Whom to call".into()));
            let line = |(who, how): &(String, String)| match how.as_str() {
                "" => Cell::from(format!("{who} (no contact declared)")),
                how => Cell::from(format!("{who}: {how}")),
            };
            blocks.push(Block::List(self.calls.iter().map(line).collect()));
        }
        blocks
    }
}
