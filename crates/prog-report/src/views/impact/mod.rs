//! What breaks if something fails: who reaches it, through which flows, which outcomes suffer, whom to call. Of a person or a
//! team, what they answer for; of a decision, an issue and the like, what they name.

mod calls;
mod words;

use super::Page;
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use calls::calls;
use prog_facts::Impact;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;
use words::{NAMED, empty, if_it_fails, is_who, steps, touches};

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
    /// Risks about it or about what is hit, that it names, or that a person or a team answers for.
    pub risks: Vec<String>,
    /// Whom to call.
    pub owners: Vec<String>,
    /// Programs that a risk threatens; issues and so on that an escalation is about; decisions, controls and so on that a person
    /// or a team answers for. Left out where empty.
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
        summary: words::summary(of, &hit),
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
    let named = |d: &Decl<'_>| touches(of.kind()) && Impact::touched(of).any(|t| t == *d);
    let direct = |d: &Decl<'_>, how: String| if named(d) { format!("{NAMED}, {how}") } else { how };
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
    rows.extend(hit.outcomes.iter().map(|d| row(d, direct(d, health(d)))));
    rows.extend(hit.work.iter().chain(&hit.risks).chain(&hit.others).map(|d| row(d, direct(d, standing(d)))));
    rows
}

/// How a flow is hit: by what fails itself, else by the nearest of the systems that go with it.
fn through(of: Decl<'_>, flow: Decl<'_>, near: &[(Decl<'_>, u32)]) -> String {
    let passes = |d: Decl<'_>| d.referrers_by(key::STEPS).any(|f| f == flow);
    match near.iter().find(|(d, _)| passes(*d)) {
        Some((system, _)) if !passes(of) => format!("uses {}, which is hit", system.label()),
        _ => "passes through".to_owned(),
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
            Column::new(
                match () {
                    () if who => "Answers for",
                    () if touches(self.kind) => "Touched",
                    () => "Hit",
                },
                "title",
            ),
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
