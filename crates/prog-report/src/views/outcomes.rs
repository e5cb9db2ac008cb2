//! The outcomes: where each started, where it is, where it should get, and how it does.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::analysis::Health;
use prog_facts::{as_measured, without_noise};
use prog_model::dates::iso;
use prog_model::value::Quantity;
use prog_model::{Decl, Kind, Value, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Every outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OutcomesData {
    /// The outcomes, the worst first.
    pub outcomes: Vec<Outcome>,
}

/// One outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Outcome {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// How it does: `on-track`.
    pub health: &'static str,
    /// What is measured.
    pub metric: Option<String>,
    /// Where the numbers come from.
    pub source: Option<String>,
    /// In which unit.
    pub unit: String,
    /// Where it started.
    pub baseline: Option<Point>,
    /// `>=`, where the target has a sign.
    pub op: Option<&'static str>,
    /// Where it should get.
    pub target: Option<f64>,
    /// By when.
    pub by: Option<String>,
    /// The latest reading not after today.
    pub latest: Option<Point>,
    /// What the straight line asks for on the day of the latest reading.
    pub expected: Option<f64>,
    /// How far behind the line, as a share of the whole way; negative is ahead.
    pub behind: Option<f64>,
    /// All readings by date.
    pub readings: Vec<Point>,
    /// A number that only must not get worse.
    pub guardrail: bool,
    /// Measured by the outcomes that support it.
    pub objective: bool,
    /// How much it matters.
    pub priority: Option<String>,
    /// The work that delivers it.
    pub delivered_by: Vec<String>,
    /// The outcomes that it supports, or its program.
    pub supports: Vec<String>,
    #[serde(skip)]
    severity: u8,
}

/// A number on a day.
#[derive(Debug, Serialize, JsonSchema, Clone)]
pub struct Point {
    /// The number.
    pub value: f64,
    /// The day.
    pub on: Option<String>,
}

/// The outcomes of what is asked about.
pub fn outcomes_data(ask: &Ask<'_>) -> OutcomesData {
    let mut outcomes: Vec<Outcome> = ask.all(Kind::Outcome).into_iter().map(|d| outcome(ask, d)).collect();
    outcomes.sort_by(|a, b| (b.severity, &a.item.path).cmp(&(a.severity, &b.item.path)));
    OutcomesData { outcomes }
}

fn outcome(ask: &Ask<'_>, decl: Decl<'_>) -> Outcome {
    let standing = ask.facts.standing(decl);
    let unit = ask.facts.unit_of(decl);
    let mut readings: Vec<Point> = decl.values(key::READINGS).filter_map(|v| point(v, &unit)).collect();
    readings.sort_by(|a, b| a.on.cmp(&b.on));
    let metric = decl.target(key::METRIC);
    let definition = || metric.map(|m| m.text(key::DEFINITION).unwrap_or(m.label()).into_owned());
    let own = |key| decl.text(key).map(|t| t.into_owned());
    let target = decl.value(key::TARGET);
    Outcome {
        item: ask.item(decl),
        health: standing.health.word(),
        metric: own(key::METRIC).or_else(definition),
        source: own(key::SOURCE).or_else(|| metric.and_then(|m| m.text(key::SOURCE)).map(|t| t.into_owned())),
        baseline: decl.value(key::BASELINE).and_then(|v| point(v, &unit)),
        op: target.and_then(Value::op).map(op_word),
        target: target.and_then(Value::quantity).and_then(|q| in_unit(q, &unit)),
        by: decl.deadline(key::BY).map(iso),
        latest: standing.latest.map(|r| Point { value: r.value, on: r.on.map(iso) }),
        expected: standing.expected,
        behind: standing.behind,
        readings,
        guardrail: decl.is_yes(key::GUARDRAIL),
        objective: ask.facts.is_objective(decl),
        priority: decl.word(key::PRIORITY).map(str::to_owned),
        delivered_by: sorted_paths(&ask.facts.deliverers(decl)),
        supports: say::paths(decl, key::SUPPORTS),
        severity: standing.health.severity(),
        unit: unit.into_owned(),
    }
}

fn sorted_paths(decls: &[Decl<'_>]) -> Vec<String> {
    let mut paths: Vec<String> = decls.iter().map(|d| d.path()).collect();
    paths.sort();
    paths
}

fn in_unit(quantity: Quantity<'_>, unit: &str) -> Option<f64> {
    if quantity.unit.is_empty() { Some(quantity.value) } else { quantity.in_unit(unit) }
}

fn point(value: Value<'_>, unit: &str) -> Option<Point> {
    Some(Point { value: in_unit(value.quantity()?, unit)?, on: value.dates().map(|d| iso(d.last)) })
}

/// A sign as written.
pub(crate) fn op_word(op: prog_syntax::Op) -> &'static str {
    use prog_syntax::Op;
    match op {
        Op::Ge => ">=",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Lt => "<",
        _ => "=",
    }
}

/// How a health is to be taken.
pub(crate) fn tone_of(health: &str) -> Tone {
    match health {
        "met" | "on-track" => Tone::Good,
        "at-risk" => Tone::Watch,
        "off-track" => Tone::Bad,
        _ => Tone::Muted,
    }
}

const EMPTY: &str = "There is no outcome yet. Declare one: `outcome conversion \"More checkouts complete\" { metric: \"…\", baseline: 61.4%, target: >= 66%, by: 2026-09-30 }`.";

impl Page for OutcomesData {
    fn title(&self) -> &str {
        "Outcomes"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.outcomes.is_empty() {
            return vec![Block::Table(self.table())];
        }
        vec![Block::Text(self.summary()), Block::Table(self.table())]
    }
}

impl OutcomesData {
    fn summary(&self) -> String {
        let all = [
            Health::Met,
            Health::OnTrack,
            Health::TooEarly,
            Health::AtRisk,
            Health::OffTrack,
            Health::NoData,
        ];
        let of = |h: &Health| self.outcomes.iter().filter(|o| o.health == h.word()).count();
        let parts: Vec<String> = all
            .iter()
            .filter(|h| of(h) > 0)
            .map(|h| format!("{} {}", of(h), h.word().replace('-', " ")))
            .collect();
        if let [only] = self.outcomes.as_slice() {
            return format!("1 outcome: {}.", only.health.replace('-', " "));
        }
        format!("{}: {}.", say::count(self.outcomes.len(), "outcome", "outcomes"), parts.join(", "))
    }

    fn table(&self) -> Table {
        let mut columns = vec![
            Column::new("Health", "health"),
            Column::new("Outcome", "title"),
            Column::new("Baseline", "baseline").right().give(1),
            Column::new("Latest", "latest").right(),
            Column::new("Expected", "expected").right().give(2),
            Column::new("Target", "target").right(),
            Column::new("By", "by"),
            Column::new("Owner", "owner").give(3),
            Column::place().give(4),
        ];
        let more = ["unit", "latest_on", "behind", "metric", "source", "guardrail"];
        columns.extend(more.map(|key| Column::new("", key).hidden()));
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        self.outcomes.iter().for_each(|outcome| table.row(outcome.row()));
        table
    }
}

impl Outcome {
    /// A number in the outcome's unit, as people wrote it.
    pub fn say(&self, value: f64) -> String {
        Quantity { value: without_noise(value), unit: &self.unit }.to_string()
    }

    /// A computed number: no finer than a tenth of the finest step in which this outcome is measured.
    pub fn say_computed(&self, value: f64) -> String {
        let measured = [self.baseline.as_ref().map(|p| p.value), self.target];
        let measured = measured.into_iter().flatten().chain(self.readings.iter().map(|p| p.value));
        Quantity { value: as_measured(value, measured), unit: &self.unit }.to_string()
    }

    fn row(&self) -> Vec<Cell> {
        let tone = tone_of(self.health);
        let say = |v: Option<f64>| v.map_or_else(String::new, |v| self.say(v));
        let target = self.target.map_or_else(String::new, |t| match self.op {
            Some(op) => format!("{op} {}", self.say(t)),
            None => self.say(t),
        });
        let title = match (self.guardrail, self.objective) {
            (true, _) => format!("{} (guardrail)", self.item.title),
            (_, true) => format!("{} (objective)", self.item.title),
            _ => self.item.title.clone(),
        };
        let latest_on = self.latest.as_ref().and_then(|p| p.on.clone()).unwrap_or_default();
        let mut cells = vec![
            Cell::new(self.health.replace('-', " "), tone),
            title.into(),
            say(self.baseline.as_ref().map(|p| p.value)).into(),
            Cell::new(say(self.latest.as_ref().map(|p| p.value)), tone),
            self.expected.map_or_else(String::new, |v| self.say_computed(v)).into(),
            target.into(),
            self.by.clone().unwrap_or_default().into(),
            self.item.owner_title.as_str().into(),
            self.item.spot.to_string().into(),
            self.unit.as_str().into(),
            latest_on.into(),
            self.behind.map_or_else(String::new, |b| format!("{b:.3}")).into(),
            self.metric.clone().unwrap_or_default().into(),
            self.source.clone().unwrap_or_default().into(),
            if self.guardrail { "yes" } else { "" }.into(),
        ];
        cells.extend(machine_cells(&self.item));
        cells
    }
}
