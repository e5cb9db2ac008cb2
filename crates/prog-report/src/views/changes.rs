//! The changes: what came into scope, who agreed, and how much the program has grown by it.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::dates::iso;
use prog_model::value::Quantity;
use prog_model::{Decl, DeclId, Kind, key};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

/// Every change, and what the approved ones add up to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangesData {
    /// The changes, the latest first.
    pub changes: Vec<Change>,
    /// How much each program has grown.
    pub growth: Vec<Growth>,
}

/// One change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Change {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// When it was asked for.
    pub raised: Option<String>,
    /// Who asked.
    pub requested_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What comes into scope.
    pub adds: Vec<String>,
    /// How much longer it takes, as written.
    pub time: Option<String>,
    /// The same in working days.
    pub days: Option<f64>,
    /// How much more it costs, as written.
    pub cost: Option<String>,
    /// Who agreed.
    pub approved_by: Option<String>,
    /// When.
    pub decided: Option<String>,
    /// What is missing before it can be judged.
    pub missing: Vec<&'static str>,
    #[serde(skip)]
    requested_title: String,
}

/// What the approved changes of one program add up to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Growth {
    /// The program.
    pub program: String,
    /// How many changes were approved.
    pub approved: usize,
    /// How many wait for a decision.
    pub waiting: usize,
    /// Working days that the approved ones add.
    pub days: f64,
    /// The same in percent of the window.
    pub of_window: Option<f64>,
    /// What they cost, in the budget's unit.
    pub cost: Option<f64>,
    /// The budget's unit.
    pub unit: String,
    /// The cost in percent of the budget.
    pub of_budget: Option<f64>,
    /// From how many percent on it is too much.
    pub limit: f64,
    #[serde(skip)]
    title: String,
}

/// The changes of what is asked about.
pub fn changes_data(ask: &Ask<'_>) -> ChangesData {
    let all = ask.all(Kind::Change);
    let mut changes: Vec<Change> = all.iter().map(|d| change(ask, *d)).collect();
    changes.sort_by(|a, b| (&b.raised, &a.item.path).cmp(&(&a.raised, &b.item.path)));
    let mut of: FxHashMap<DeclId, Vec<Decl<'_>>> = FxHashMap::default();
    for change in &all {
        if let Some(program) = change.program() {
            of.entry(program.id()).or_default().push(*change);
        }
    }
    let grown = |program: Decl<'_>| Some(growth(ask, program, of.get(&program.id())?));
    ChangesData { changes, growth: ask.programs().into_iter().filter_map(grown).collect() }
}

fn change(ask: &Ask<'_>, decl: Decl<'_>) -> Change {
    let requested = decl.target(key::REQUESTED_BY);
    let agreed = matches!(decl.status(), "approved" | "implemented");
    let checks = [
        (!decl.has(key::TIME), "time"),
        (!decl.has(key::COST), "cost"),
        (agreed && !decl.has(key::APPROVED_BY), "who approved it"),
        (agreed && !decl.has(key::DECIDED), "when it was decided"),
    ];
    let over = matches!(decl.status(), "rejected" | "deferred");
    Change {
        item: ask.item(decl),
        status: decl.status(),
        raised: decl.deadline(key::RAISED).map(iso),
        requested_by: requested.map(Decl::path),
        reason: decl.text(key::REASON).map(|t| t.into_owned()),
        adds: say::all_written(decl, key::ADDS),
        time: decl.value(key::TIME).map(say::written),
        days: decl.duration(key::TIME).map(|d| d.working_days()),
        cost: decl.value(key::COST).map(super::amount),
        approved_by: decl.target(key::APPROVED_BY).map(Decl::path),
        decided: decl.deadline(key::DECIDED).map(iso),
        missing: checks.into_iter().filter(|(gone, _)| *gone && !over).map(|(_, what)| what).collect(),
        requested_title: requested.map_or_else(String::new, |d| d.label().into_owned()),
    }
}

fn growth(ask: &Ask<'_>, program: Decl<'_>, changes: &[Decl<'_>]) -> Growth {
    let approved: Vec<&Decl<'_>> =
        changes.iter().filter(|c| matches!(c.status(), "approved" | "implemented")).collect();
    let days: f64 = approved.iter().filter_map(|c| c.duration(key::TIME)).map(|d| d.working_days()).sum();
    let window = program.date_range(key::WINDOW);
    let length = window.map(|(first, last)| ask.facts.calendar().between(first, last.saturating_add(1)));
    let budget = program.quantity(key::BUDGET);
    let unit = budget.map_or_else(String::new, |b| b.unit.to_owned());
    let costs = approved.iter().filter_map(|c| c.quantity(key::COST)).filter_map(|q| q.in_unit(&unit));
    let cost: Option<f64> = budget.map(|_| costs.sum());
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| (part / whole * 1000.0).round() / 10.0);
    Growth {
        program: program.path(),
        approved: approved.len(),
        waiting: changes.iter().filter(|c| c.status() == "proposed").count(),
        days,
        of_window: length.and_then(|l| share(days, l as f64)),
        of_budget: cost.zip(budget).and_then(|(c, b)| share(c, b.value)),
        cost,
        unit,
        limit: ask.facts.config.limits.scope_percent,
        title: program.label().into_owned(),
    }
}

const EMPTY: &str = "No change is on record. Declare one: `change wallets \"Add wallets\" { raised: 2026-02-01, time: 2w, cost: $60K, requested-by: dana }`.";

impl Page for ChangesData {
    fn title(&self) -> &str {
        "Changes"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.changes.is_empty() {
            return vec![Block::Table(self.table())];
        }
        let growth = self.growth.iter().map(Growth::sentence).collect();
        vec![Block::List(growth), Block::Table(self.table())]
    }
}

impl Growth {
    fn sentence(&self) -> Cell {
        let percent = |p: Option<f64>, of: &str| {
            p.map_or_else(String::new, |p| format!(" ({}% of {of})", say::number(p)))
        };
        let days =
            format!("{} working days{}", say::number(self.days), percent(self.of_window, "the window"));
        let cost = self.cost.map_or_else(String::new, |cost| {
            format!(
                " and {}{}",
                Quantity { value: cost, unit: &self.unit },
                percent(self.of_budget, "the budget")
            )
        });
        let waiting = match self.waiting {
            0 => String::new(),
            n => format!("; {} for a decision", say::count(n, "change waits", "changes wait")),
        };
        let grown = [self.of_window, self.of_budget].into_iter().flatten().fold(0.0, f64::max);
        let much = if grown > self.limit {
            format!(" That is over the limit of {}%.", say::number(self.limit))
        } else {
            String::new()
        };
        let n = say::count(self.approved, "approved change adds", "approved changes add");
        let tone = if much.is_empty() { Tone::Plain } else { Tone::Bad };
        Cell::new(format!("{}: {n} {days}{cost}{waiting}.{much}", self.title), tone)
    }
}

impl ChangesData {
    fn table(&self) -> Table {
        let mut columns = vec![
            Column::new("Status", "status"),
            Column::new("Change", "title"),
            Column::new("Adds", "adds").give(3),
            Column::new("Time", "time").right(),
            Column::new("Cost", "cost").right(),
            Column::new("Raised", "raised").give(1),
            Column::new("Asked by", "requested_by").give(2),
            Column::new("Missing", "missing"),
            Column::place().give(4),
        ];
        columns.extend(["reason", "approved_by", "decided", "days"].map(|key| Column::new("", key).hidden()));
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for c in &self.changes {
            let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_default());
            let missing: Vec<String> = c.missing.iter().map(|m| (*m).to_owned()).collect();
            let mut cells = vec![
                c.status.into(),
                c.item.title.as_str().into(),
                c.adds.join("; ").into(),
                text(&c.time),
                text(&c.cost),
                text(&c.raised),
                c.requested_title.as_str().into(),
                Cell::new(say::list(&missing), Tone::Watch),
                c.item.spot.to_string().into(),
                text(&c.reason),
                text(&c.approved_by),
                text(&c.decided),
                c.days.map_or_else(String::new, say::number).into(),
            ];
            cells.extend(machine_cells(&c.item));
            table.row(cells);
        }
        table
    }
}
