//! The plan: when each task and milestone can start and end at the earliest, how much it can slip, and what is critical.

use super::{Page, machine_cells, machine_columns, unsaid};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::Plan;
use prog_facts::analysis::Placed;
use prog_model::dates::{Day, iso};
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// The schedule of what is asked about, as one network.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanData {
    /// The network.
    pub network: Span,
    /// Tasks and milestones by start. Dropped and deferred ones are not scheduled and not here.
    pub items: Vec<PlanItem>,
    /// The chains of work that make a due date impossible; the first few.
    pub late: Vec<Late>,
    #[serde(skip)]
    out: usize,
    #[serde(skip)]
    unsaid: Option<String>,
}

/// From when to when.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Span {
    /// The first day.
    pub start: String,
    /// The last day.
    pub finish: String,
    /// Working days from the first to the last.
    pub length: i64,
}

/// A task or milestone in the network. Numbers are working days from the network's start.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanItem {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// Earliest start.
    pub es: i64,
    /// Earliest finish.
    pub ef: i64,
    /// Latest start.
    pub ls: i64,
    /// Latest finish.
    pub lf: i64,
    /// How much it can slip without delaying the network.
    pub slack: i64,
    /// How much it can slip without moving anything else.
    pub free_slack: i64,
    /// The day it starts; of work under way, the day from which what remains of it is counted.
    pub start: String,
    /// The day on which work under way began: when it started, else when it was to start, if either is said.
    pub began: Option<String>,
    /// The day it ends.
    pub finish: String,
    /// The day it is due.
    pub due: Option<String>,
    /// By how many working days it misses its due date, today or later.
    pub late_by: Option<i64>,
    /// Whether it has the least slack.
    pub critical: bool,
    /// Whether it waits for itself, so that its dates are a guess.
    pub in_ring: bool,
}

/// Why a due date cannot be met.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Late {
    /// What is late.
    pub path: String,
    /// By how many working days.
    pub by: i64,
    /// The work that makes it so, first cause first.
    pub chain: Vec<String>,
    #[serde(skip)]
    labels: Vec<String>,
    #[serde(skip)]
    label: String,
}

/// How many late dates are explained.
const EXPLAINED: usize = 10;

/// The plan of what is asked about.
pub fn plan_data(ask: &Ask<'_>) -> PlanData {
    let plan = ask.facts.plan(ask.group());
    let mut out = 0;
    let mut late: Vec<(i64, Decl<'_>)> = Vec::new();
    let mut items: Vec<PlanItem> = Vec::with_capacity(plan.own);
    for (id, placed) in plan.ids.iter().zip(&plan.schedule.items).take(plan.own) {
        let Some(decl) = ask.facts.workspace.decl(*id) else { continue };
        match decl.kind() {
            Kind::Task | Kind::Milestone if placed.out => out += 1,
            Kind::Task | Kind::Milestone => {
                let item = plan_item(ask, decl, placed);
                late.extend(item.late_by.map(|by| (by, decl)));
                items.push(item);
            }
            _ => {}
        }
    }
    items.sort_by(|a, b| (a.es, a.ef, &a.item.path).cmp(&(b.es, b.ef, &b.item.path)));
    late.sort_by_cached_key(|(by, decl)| (-by, decl.path()));
    let late = late.into_iter().take(EXPLAINED).map(|(by, decl)| explain(ask, &plan, decl, by)).collect();
    let schedule = &plan.schedule;
    let network = Span { start: iso(schedule.start), finish: iso(schedule.finish), length: schedule.length };
    PlanData { network, items, late, out, unsaid: unsaid::note(ask, &plan) }
}

fn plan_item(ask: &Ask<'_>, decl: Decl<'_>, placed: &Placed) -> PlanItem {
    let due = decl.deadline(key::DUE);
    let open = !decl.is_over() && !placed.in_ring && !placed.behind_ring;
    let missed = due.filter(|due| open && *due >= ask.today() && placed.finish > *due);
    PlanItem {
        item: ask.item(decl),
        status: decl.status(),
        es: placed.es,
        ef: placed.ef,
        ls: placed.ls,
        lf: placed.lf,
        slack: placed.slack(),
        free_slack: placed.free_slack,
        start: iso(placed.start),
        began: began(decl).filter(|day| *day < placed.start).map(iso),
        finish: iso(placed.finish),
        due: due.map(iso),
        late_by: missed.map(|due| ask.facts.calendar().late_by(due, placed.finish).max(1)),
        critical: placed.critical,
        in_ring: placed.in_ring,
    }
}

/// The day on which work under way began, as far as it is said; what is blocked may have begun too.
fn began(decl: Decl<'_>) -> Option<Day> {
    let running = matches!(decl.status(), "in-progress" | "blocked");
    [key::STARTED, key::STARTS].into_iter().find_map(|k| decl.start(k)).filter(|_| running)
}

fn explain(ask: &Ask<'_>, plan: &Plan, decl: Decl<'_>, by: i64) -> Late {
    let chain = plan.chain(&ask.facts, decl.id());
    let chain: Vec<Decl<'_>> = chain.into_iter().filter_map(|id| ask.facts.workspace.decl(id)).collect();
    Late {
        path: decl.path(),
        by,
        labels: chain.iter().map(|d| d.label().into_owned()).collect(),
        chain: chain.into_iter().map(Decl::path).collect(),
        label: decl.label().into_owned(),
    }
}

const EMPTY: &str = "There is no work yet. Declare some: `task design \"Design\" { estimate: 5d }` and `milestone open \"Open\" { after: design, due: 2026-06-30 }`.";

impl Page for PlanData {
    fn title(&self) -> &str {
        "Plan"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.items.is_empty() {
            return vec![Block::Table(self.table())];
        }
        let mut blocks = vec![Block::Text(self.summary())];
        blocks.extend(self.unsaid().map(Block::Text));
        blocks.push(Block::Table(self.table()));
        if !self.late.is_empty() {
            blocks.push(Block::Heading("Dates that cannot be met".into()));
            blocks.push(Block::List(self.late.iter().map(late_line).collect()));
        }
        blocks
    }
}

fn late_line(late: &Late) -> Cell {
    let days = say::count(late.by as usize, "working day", "working days");
    let why = if late.labels.len() > 1 { format!(": {}", shortened(&late.labels)) } else { String::new() };
    Cell::new(format!("{} is {days} late{why}", late.label), Tone::Bad)
}

/// A long chain with its middle left out.
fn shortened(chain: &[String]) -> String {
    if chain.len() <= 6 {
        return chain.join(" → ");
    }
    let (first, last) = (&chain[..2], &chain[chain.len() - 3..]);
    format!("{} → … {} more … → {}", first.join(" → "), chain.len() - 5, last.join(" → "))
}

impl PlanData {
    /// What the dates count as on plan although nothing says so, in a sentence.
    pub(crate) fn unsaid(&self) -> Option<String> {
        self.unsaid.clone()
    }

    fn summary(&self) -> String {
        let Span { start, finish, length } = &self.network;
        let critical = self.items.iter().filter(|i| i.critical).count();
        let mut text = format!(
            "From {start} to {finish}: {}. {} of {} {} critical (●): a day lost there is a day lost at the end.",
            say::count(*length as usize, "working day", "working days"),
            say::thousands(critical as i64),
            say::count(self.items.len(), "item", "items"),
            say::is_are(critical),
        );
        if self.out > 0 {
            text.push_str(&format!(
                " {} dropped or deferred and not planned.",
                say::count(self.out, "item is", "items are")
            ));
        }
        text
    }

    fn table(&self) -> Table {
        let mut columns = vec![
            Column::new("", "mark").centre(),
            Column::new("Work", "title"),
            Column::new("Owner", "owner").give(2),
            Column::new("Status", "status").give(5),
            Column::new("Start", "start"),
            Column::new("Finish", "finish"),
            Column::new("Due", "due"),
            Column::new("Slack", "slack").right(),
            Column::place().give(4),
        ];
        let more = ["kind", "critical", "es", "ef", "ls", "lf", "late_by"];
        columns.extend(more.map(|key| Column::new("", key).hidden()));
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        self.items.iter().for_each(|item| table.row(row(item)));
        table
    }
}

impl PlanItem {
    /// The day on which it began, else on which it starts.
    pub(crate) fn first_day(&self) -> &str {
        self.began.as_ref().unwrap_or(&self.start)
    }
}

fn row(item: &PlanItem) -> Vec<Cell> {
    let milestone = item.item.kind == "milestone";
    let title = if milestone { format!("◆ {}", item.item.title) } else { item.item.title.clone() };
    let due = item.due.clone().unwrap_or_default();
    let finish_tone = if item.late_by.is_some() { Tone::Bad } else { Tone::Plain };
    let slack_tone = if item.critical { Tone::Strong } else { Tone::Plain };
    let over = matches!(item.status, "done" | "reached");
    let slack = match () {
        () if item.in_ring => "ring".to_owned(),
        () if over => String::new(),
        () => item.slack.to_string(),
    };
    let mut cells = vec![
        Cell::from(match () {
            () if over => "✓",
            () if item.critical => "●",
            () => "",
        }),
        Cell::new(title, if item.critical { Tone::Strong } else { Tone::Plain }),
        item.item.owner_title.as_str().into(),
        item.status.into(),
        item.first_day().into(),
        Cell::new(item.finish.as_str(), finish_tone),
        Cell::new(
            match item.late_by {
                Some(by) => format!("{due} late {by}d"),
                None => due,
            },
            finish_tone,
        ),
        Cell::new(slack, slack_tone),
        item.item.spot.to_string().into(),
        item.item.kind.into(),
        if item.critical { "yes" } else { "" }.into(),
    ];
    cells.extend([item.es, item.ef, item.ls, item.lf].map(Cell::from));
    cells.push(item.late_by.map_or_else(Cell::default, Cell::from));
    cells.extend(machine_cells(&item.item));
    cells
}
