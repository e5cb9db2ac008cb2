//! The flows: what happens from end to end, for which outcome, and where each may break.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Every flow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowsData {
    /// The flows by file and position.
    pub flows: Vec<Flow>,
    /// Live systems that no flow passes through.
    pub outside: Vec<String>,
    #[serde(skip)]
    outside_labels: Vec<String>,
}

/// One flow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Flow {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// What starts it.
    pub trigger: Option<String>,
    /// Its branches, each the systems in order.
    pub steps: Vec<Vec<String>>,
    /// The outcomes that it is for.
    pub serves: Vec<String>,
    /// What it promises, as written.
    pub slo: Option<String>,
    /// Systems in it of high criticality without a fallback.
    pub weak: Vec<String>,
    /// Live risks that would hit a system in it.
    pub risks: Vec<String>,
    #[serde(skip)]
    labels: Vec<String>,
    #[serde(skip)]
    weak_labels: Vec<String>,
    #[serde(skip)]
    serves_labels: Vec<String>,
}

/// The flows of what is asked about.
pub fn flows_data(ask: &Ask<'_>) -> FlowsData {
    let flows = ask.all(Kind::Flow).into_iter().map(|d| flow(ask, d)).collect();
    let in_flow = |d: &Decl<'_>| d.referrers().any(|(r, k)| k == key::STEPS && r.kind() == Kind::Flow);
    let mut outside = ask.all(Kind::System);
    outside.retain(|d| d.status() == "live" && !in_flow(d));
    let outside_labels = outside.iter().map(|d| d.label().into_owned()).collect();
    FlowsData { flows, outside: outside.into_iter().map(Decl::path).collect(), outside_labels }
}

fn flow(ask: &Ask<'_>, decl: Decl<'_>) -> Flow {
    let chains: Vec<Vec<Decl<'_>>> = decl
        .values(key::STEPS)
        .map(|chain| chain.hops().filter_map(|(name, _)| name.target()).collect())
        .collect();
    let mut systems: Vec<Decl<'_>> = chains.iter().flatten().copied().collect();
    systems.sort_by_key(|d| d.id());
    systems.dedup();
    let weak = |d: &&Decl<'_>| {
        matches!(d.word(key::CRITICALITY), Some("high" | "critical"))
            && !d.says(key::FALLBACK)
            && !d.is_over()
    };
    let weak: Vec<&Decl<'_>> = systems.iter().filter(weak).collect();
    let mut risks: Vec<String> = systems
        .iter()
        .flat_map(|d| d.referrers_by(key::AFFECTS))
        .filter(|r| r.is_live_risk())
        .map(Decl::path)
        .collect();
    risks.sort();
    risks.dedup();
    Flow {
        item: ask.item(decl),
        trigger: decl.text(key::TRIGGER).map(|t| t.into_owned()),
        steps: chains.iter().map(|chain| chain.iter().map(|d| d.path()).collect()).collect(),
        serves: say::paths(decl, key::SERVES),
        slo: decl.value(key::SLO).map(say::written),
        weak: weak.iter().map(|d| d.path()).collect(),
        risks,
        labels: chains
            .iter()
            .map(|c| c.iter().map(|d| d.label().into_owned()).collect::<Vec<_>>().join(" → "))
            .collect(),
        weak_labels: weak.iter().map(|d| d.label().into_owned()).collect(),
        serves_labels: say::labels(decl, key::SERVES),
    }
}

const EMPTY: &str = "There is no flow yet. Declare one: `flow pay \"Customer pays\" { steps: web -> checkout-api -> gateway, serves: conversion }`.";

impl Page for FlowsData {
    fn title(&self) -> &str {
        "Flows"
    }

    fn blocks(&self) -> Vec<Block> {
        let mut columns = vec![
            Column::new("Flow", "title"),
            Column::new("Steps", "steps"),
            Column::new("Serves", "serves").give(1),
            Column::new("Promise", "slo").give(2),
            Column::new("No fallback", "weak"),
            Column::new("Risks", "risks").right(),
            Column::new("Owner", "owner").give(3),
            Column::place().give(4),
            Column::new("", "trigger").hidden(),
        ];
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for flow in &self.flows {
            let serves = match flow.serves.is_empty() {
                true => Cell::new("no outcome", Tone::Watch),
                false => say::list(&flow.serves_labels).into(),
            };
            let mut cells = vec![
                flow.item.title.as_str().into(),
                flow.labels.join("\n").into(),
                serves,
                flow.slo.clone().unwrap_or_default().into(),
                Cell::new(say::list(&flow.weak_labels), Tone::Bad),
                flow.risks.len().into(),
                flow.item.owner_title.as_str().into(),
                flow.item.spot.to_string().into(),
                flow.trigger.clone().unwrap_or_default().into(),
            ];
            cells.extend(machine_cells(&flow.item));
            table.row(cells);
        }
        let mut blocks = vec![Block::Table(table)];
        if !self.outside.is_empty() {
            let n =
                say::count(self.outside.len(), "live system is in no flow", "live systems are in no flow");
            blocks.push(Block::Text(format!("{n}: {}.", say::list_of(&self.outside_labels, 8))));
        }
        blocks
    }
}
