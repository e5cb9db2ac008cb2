//! Who answers for what, how much that is, and what nobody answers for.

use super::Page;
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::Group;
use prog_model::dates::{Day, iso};
use prog_model::{Decl, DeclId, Kind, key};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

/// Everybody who answers for something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OwnersData {
    /// People and teams, the most loaded first.
    pub owners: Vec<Owner>,
    /// What nobody answers for.
    pub unowned: Vec<Item>,
    /// From how many open risks, tasks and outcomes on somebody has too much.
    pub limit: f64,
}

/// Somebody who answers for something. What is over does not count.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Owner {
    /// Who.
    #[serde(flatten)]
    pub item: Item,
    /// What they do.
    pub role: Option<String>,
    /// Open things in all.
    pub open: usize,
    /// Of these, systems and flows.
    pub systems: usize,
    /// Of these, programs, workstreams, tasks, milestones and dependencies.
    pub work: usize,
    /// Of these, risks.
    pub risks: usize,
    /// Of these, outcomes.
    pub outcomes: usize,
    /// Of these, decisions.
    pub decisions: usize,
    /// Open risks, tasks and outcomes: what the limit is about.
    pub load: usize,
    /// Whether that is over the limit. Teams have no limit.
    pub overloaded: bool,
    /// Of these, past their date.
    pub overdue: usize,
    /// The next date by which something of theirs is due.
    pub next: Option<String>,
    /// The teams that they lead.
    pub leads: Vec<String>,
    /// Their paths.
    pub owns: Vec<String>,
}

/// Who answers for what is asked about.
pub fn owners_data(ask: &Ask<'_>) -> OwnersData {
    let mut owned: FxHashMap<DeclId, Vec<Decl<'_>>> = FxHashMap::default();
    let mut unowned = Vec::new();
    let workspace = ask.facts.workspace;
    let members: Vec<Decl<'_>> = match ask.group() {
        Group::All => workspace.decls().collect(),
        group => ask.facts.all_in_group(group).collect(),
    };
    for decl in
        members.into_iter().filter(|d| prog_facts::OWNED.contains(d.kind()) && !prog_facts::is_over(*d))
    {
        match decl.owner() {
            Some(owner) => owned.entry(owner.id()).or_default().push(decl),
            None if wants_owner(decl) => unowned.push(decl),
            None => {}
        }
    }
    let limit = ask.facts.config.limits.owned_open;
    let people = owned.into_iter().filter_map(|(id, things)| Some((workspace.decl(id)?, things)));
    let mut owners: Vec<Owner> = people.map(|(who, things)| owner(ask, who, &things, limit)).collect();
    owners.sort_by(|a, b| (b.open, &a.item.path).cmp(&(a.open, &b.item.path)));
    ask.in_order(&mut unowned);
    OwnersData { owners, unowned: unowned.into_iter().map(|d| ask.item(d)).collect(), limit }
}

/// Somebody else's system has no owner here; a metric may do without.
fn wants_owner(decl: Decl<'_>) -> bool {
    decl.kind() != Kind::Metric && decl.word(key::TYPE) != Some("external")
}

fn owner(ask: &Ask<'_>, who: Decl<'_>, things: &[Decl<'_>], limit: f64) -> Owner {
    let of = |kinds: &[Kind]| things.iter().filter(|d| kinds.contains(&d.kind())).count();
    let load = of(&[Kind::Risk, Kind::Task, Kind::Outcome]);
    let dates = things.iter().filter_map(|d| due(*d));
    let mut leads: Vec<String> = who
        .referrers_by(key::LEAD)
        .filter(|d| d.kind() == Kind::Team)
        .map(|d| d.label().into_owned())
        .collect();
    leads.sort();
    let mut owns: Vec<String> = things.iter().map(|d| d.path()).collect();
    owns.sort();
    Owner {
        item: ask.item(who),
        role: who.text(key::ROLE).map(|r| r.into_owned()),
        open: things.len(),
        systems: of(&[Kind::System, Kind::Flow]),
        work: of(&[Kind::Program, Kind::Workstream, Kind::Task, Kind::Milestone, Kind::Dependency]),
        risks: of(&[Kind::Risk]),
        outcomes: of(&[Kind::Outcome]),
        decisions: of(&[Kind::Decision]),
        load,
        overloaded: who.kind() == Kind::Person && load as f64 > limit,
        overdue: things.iter().filter(|d| ask.facts.past_due(**d).is_some()).count(),
        next: dates.filter(|d| *d >= ask.today()).min().map(iso),
        leads,
        owns,
    }
}

impl Owner {
    /// Open things in no other column: mitigations, issues, assumptions, metrics, changes, escalations, controls.
    fn other(&self) -> usize {
        let counted = self.systems + self.work + self.risks + self.outcomes + self.decisions;
        self.open.saturating_sub(counted)
    }
}

/// The date by which something is due, whatever its kind calls that.
fn due(decl: Decl<'_>) -> Option<Day> {
    let key = match decl.kind() {
        Kind::Dependency => key::NEEDED_BY,
        Kind::Escalation | Kind::Outcome => key::BY,
        Kind::Assumption => key::VALIDATE_BY,
        _ => key::DUE,
    };
    decl.deadline(key)
}

const EMPTY: &str =
    "Nobody owns anything yet. Say who answers for what: `person ines \"Ines Park\"` and `owner: ines`.";

impl Page for OwnersData {
    fn title(&self) -> &str {
        "Owners"
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Table(self.table())];
        if !self.owners.is_empty() {
            blocks.insert(0, Block::Text(self.summary()));
        }
        if !self.unowned.is_empty() {
            blocks.push(Block::Heading(format!(
                "Nobody answers for {}",
                say::count(self.unowned.len(), "thing", "things")
            )));
            blocks.push(Block::Table(self.orphans()));
        }
        blocks
    }
}

impl OwnersData {
    fn summary(&self) -> String {
        let open: usize = self.owners.iter().map(|o| o.open).sum();
        let over: Vec<String> =
            self.owners.iter().filter(|o| o.overloaded).map(|o| o.item.title.clone()).collect();
        let over = match over.len() {
            0 => String::new(),
            n => format!(
                " {} {} more than {} open risks, tasks and outcomes.",
                say::list_of(&over, 5),
                if n == 1 { "has" } else { "have" },
                self.limit
            ),
        };
        format!(
            "{} answer for {}.{over}",
            say::count(self.owners.len(), "person or team", "people and teams"),
            say::count(open, "open thing", "open things")
        )
    }

    fn table(&self) -> Table {
        let number = |head, key| Column::new(head, key).right();
        let columns = vec![
            Column::new("Who", "title"),
            Column::new("Role", "role").give(2),
            number("Open", "open"),
            number("Systems", "systems").give(3),
            number("Work", "work"),
            number("Risks", "risks"),
            number("Outcomes", "outcomes"),
            number("Decisions", "decisions").give(1),
            number("Other", "other").give(1),
            number("Overdue", "overdue"),
            Column::new("Next due", "next"),
            Column::place().give(4),
            Column::new("", "path").hidden(),
        ];
        let mut table = Table::new(columns, EMPTY);
        for owner in &self.owners {
            let load = if owner.overloaded { Tone::Watch } else { Tone::Plain };
            let role = owner.role.clone().unwrap_or_else(|| match owner.leads.len() {
                0 => owner.item.kind.to_owned(),
                _ => format!("leads {}", say::list(&owner.leads)),
            });
            table.row(vec![
                owner.item.title.as_str().into(),
                Cell::new(role, Tone::Muted),
                Cell::new(owner.open.to_string(), load),
                owner.systems.into(),
                owner.work.into(),
                owner.risks.into(),
                owner.outcomes.into(),
                owner.decisions.into(),
                owner.other().into(),
                Cell::new(owner.overdue.to_string(), if owner.overdue > 0 { Tone::Bad } else { Tone::Plain }),
                owner.next.clone().unwrap_or_default().into(),
                owner.item.spot.to_string().into(),
                owner.item.path.as_str().into(),
            ]);
        }
        table
    }

    fn orphans(&self) -> Table {
        let columns = vec![
            Column::new("Kind", "kind"),
            Column::new("Title", "title"),
            Column::place(),
            Column::new("", "path").hidden(),
        ];
        let mut table = Table::new(columns, "");
        for item in &self.unowned {
            table.row(vec![
                item.kind.into(),
                item.title.as_str().into(),
                item.spot.to_string().into(),
                item.path.as_str().into(),
            ]);
        }
        table
    }
}
