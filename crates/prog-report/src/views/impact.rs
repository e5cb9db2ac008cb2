//! What breaks if something fails: who reaches it, through which flows, which outcomes suffer, whom to call.

use super::Page;
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// The blast radius of one declaration, as paths, each list sorted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImpactData {
    /// What fails.
    pub of: String,
    /// Systems that depend on it, with how many steps away they are.
    pub systems: Vec<Reached>,
    /// Flows that pass through it or through one of the systems.
    pub flows: Vec<String>,
    /// Outcomes that suffer.
    pub outcomes: Vec<String>,
    /// Tasks, milestones and dependencies that wait.
    pub work: Vec<String>,
    /// Risks about it or about what is hit.
    pub risks: Vec<String>,
    /// Whom to call.
    pub owners: Vec<String>,
    #[serde(skip)]
    title: String,
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
    let mut rows: Vec<(&'static str, Item, String)> = Vec::new();
    let mut near = hit.systems.clone();
    near.sort_by_key(|(_, distance)| *distance);
    rows.extend(near.iter().map(|(d, distance)| ("system", ask.item(*d), steps(*distance))));
    let health = |d: &Decl<'_>| ask.facts.health(*d).word().replace('-', " ");
    rows.extend(hit.flows.iter().map(|d| ("flow", ask.item(*d), "passes through".to_owned())));
    rows.extend(hit.outcomes.iter().map(|d| ("outcome", ask.item(*d), health(d))));
    rows.extend(hit.work.iter().map(|d| (d.kind().word(), ask.item(*d), d.status().to_owned())));
    rows.extend(hit.risks.iter().map(|d| ("risk", ask.item(*d), d.status().to_owned())));
    ImpactData {
        of: of.path(),
        systems,
        flows: paths(&hit.flows),
        outcomes: paths(&hit.outcomes),
        work: paths(&hit.work),
        risks: paths(&hit.risks),
        owners: paths(&hit.owners),
        title: if_it_fails(of),
        rows,
        calls: hit.owners.iter().map(|d| (d.label().into_owned(), contact(*d))).collect(),
    }
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

fn steps(distance: u32) -> String {
    if distance == 1 { "depends on it directly".into() } else { format!("{distance} steps away") }
}

/// How to reach somebody: their own contact, else their team lead's.
fn contact(who: Decl<'_>) -> String {
    let own = |d: Decl<'_>| {
        let texts = [key::CONTACT, key::EMAIL].into_iter().filter_map(|k| d.text(k));
        texts.map(|t| t.into_owned()).collect::<Vec<_>>().join(", ")
    };
    let said = own(who);
    match who.target(key::LEAD) {
        Some(lead) if said.is_empty() => {
            let contact = own(lead);
            let comma = if contact.is_empty() { "" } else { ", " };
            format!("{}{comma}{contact}", lead.label())
        }
        _ => said,
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
            title: String::new(),
            rows: Vec::new(),
            calls: Vec::new(),
        }
    }

    fn summary(&self) -> String {
        let counts = [
            (self.systems.len(), "system", "systems"),
            (self.flows.len(), "flow", "flows"),
            (self.outcomes.len(), "outcome", "outcomes"),
            (self.work.len(), "piece of work", "pieces of work"),
        ];
        let hit: Vec<String> =
            counts.iter().filter(|c| c.0 > 0).map(|(n, one, many)| say::count(*n, one, many)).collect();
        if hit.is_empty() {
            return "Nothing declared depends on it.".into();
        }
        let far = self.systems.iter().map(|s| s.distance).max().unwrap_or(0);
        let far = if far > 1 { format!(", up to {far} steps away") } else { String::new() };
        format!("It hits {}{far}.", say::list(&hit))
    }
}

impl Page for ImpactData {
    fn title(&self) -> &str {
        &self.title
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Text(self.summary())];
        let columns = vec![
            Column::new("What", "kind"),
            Column::new("Hit", "title"),
            Column::new("How", "how"),
            Column::new("Owner", "owner").give(1),
            Column::place().give(2),
            Column::new("", "path").hidden(),
        ];
        let mut table =
            Table::new(columns, "Say what depends on it with `depends-on`, `steps`, `after` or `touches`.");
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
