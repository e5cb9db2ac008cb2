//! The key indicators of how the program is run, each as a number with what it is a number of.

use super::Page;
use super::status::{StatusItem, status_items};
use crate::ask::Ask;
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::analysis::kpi::{Share, change_percent};
use prog_facts::{Kpis, Satisfaction};
use prog_model::value::Quantity;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

/// The indicators.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KpisData {
    /// The indicators in their order.
    pub kpis: Vec<Indicator>,
    /// Stated beside computed colours.
    pub status: Vec<StatusItem>,
}

/// One indicator.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Indicator {
    /// Its name for machines.
    pub key: String,
    /// Its name for people.
    pub title: String,
    /// Its value, if it has one.
    pub value: Option<f64>,
    /// In which unit.
    pub unit: String,
    /// What it is made of: `3 of 4`.
    pub of: String,
    /// What to declare where it has none, else what it says.
    pub note: String,
    #[serde(skip)]
    tone: Tone,
}

/// The indicators of what is asked about.
pub fn kpis_data(ask: &Ask<'_>) -> KpisData {
    let kpis = ask.facts.kpis(ask.group());
    let mut all = vec![share(
        "milestones-on-time",
        "Milestones on time",
        kpis.milestones_on_time,
        "of those reached or past their date",
        "no milestone is reached or past its `due` yet",
    )];
    all.extend(money(&kpis));
    all.push(satisfaction(&kpis));
    all.push(share(
        "risks-averted",
        "Risks closed without occurring",
        kpis.risks_averted,
        "of those closed or occurred",
        "no risk was closed or has occurred yet",
    ));
    all.push(exposure(&kpis));
    all.push(share(
        "controls-in-place",
        "Controls in place",
        kpis.controls_in_place,
        "of all controls",
        "no control is declared",
    ));
    all.push(share(
        "outcomes-met",
        "Outcomes met",
        kpis.outcomes_met,
        "of those with a target",
        "no outcome has a target",
    ));
    KpisData { kpis: all, status: status_items(ask) }
}

fn share(key: &str, title: &str, share: Share, of_what: &str, without: &str) -> Indicator {
    let value = share.percent().map(|p| (p * 10.0).round() / 10.0);
    Indicator {
        key: key.into(),
        title: title.into(),
        value,
        unit: "%".into(),
        of: if share.whole > 0 { format!("{} of {}", share.part, share.whole) } else { String::new() },
        note: if share.whole > 0 { of_what.into() } else { without.into() },
        tone: Tone::Plain,
    }
}

/// How much of the budget something is.
fn of_budget(key: &str, title: String, part: Quantity<'_>, budget: Option<Quantity<'_>>) -> Indicator {
    let share = budget.and_then(|b| Some(part.in_unit(b.unit)? / b.value)).filter(|s| s.is_finite());
    let over = share.is_some_and(|s| s > 1.0);
    Indicator {
        key: key.into(),
        title,
        value: share.map(|s| (s * 1000.0).round() / 10.0),
        unit: "%".into(),
        of: budget.map_or_else(|| part.to_string(), |b| format!("{part} of {b}")),
        note: match (budget, over) {
            (None, _) => "the program gives no `budget`".into(),
            (_, true) => "over the budget".into(),
            _ => "of the budget".into(),
        },
        tone: if over { Tone::Bad } else { Tone::Plain },
    }
}

/// What is said of spending where no number can be.
fn unspent(title: String, note: String) -> Indicator {
    Indicator {
        key: "budget-spent".into(),
        title,
        value: None,
        unit: "%".into(),
        of: String::new(),
        note,
        tone: Tone::Plain,
    }
}

fn money(kpis: &Kpis<'_>) -> Vec<Indicator> {
    const SPENT: &str = "Budget spent";
    if kpis.costs.is_empty() {
        return vec![unspent(SPENT.into(), "no program gives `budget`, `spent` or `forecast`".into())];
    }
    let mut all = Vec::new();
    for cost in &kpis.costs {
        let of = if kpis.costs.len() > 1 { format!(" ({})", cost.program.label()) } else { String::new() };
        let spent = format!("{SPENT}{of}");
        match (cost.spent, cost.spent_later) {
            (Some(part), later) => {
                let mut share = of_budget("budget-spent", spent, part, cost.budget);
                share.note.push_str(&left_out(later));
                all.push(share);
            }
            (None, 0) if cost.forecast.is_some() => {}
            (None, 0) => all.push(unspent(spent, "the program gives no `spent` and no `forecast`".into())),
            (None, later) => {
                let readings = say::count(later, "reading lies", "readings lie");
                all.push(unspent(spent, format!("no `spent` by today: {readings} after it")));
            }
        }
        let forecast =
            |part| of_budget("budget-forecast", format!("Forecast at completion{of}"), part, cost.budget);
        all.extend(cost.forecast.map(forecast));
    }
    all
}

/// The end of a note on readings that do not count yet.
fn left_out(later: usize) -> String {
    match later {
        0 => String::new(),
        1 => "; 1 reading after today does not count yet".into(),
        n => format!("; {n} readings after today do not count yet"),
    }
}

fn satisfaction(kpis: &Kpis<'_>) -> Indicator {
    let (value, of, note, tone) = match kpis.satisfaction {
        None => (
            None,
            String::new(),
            "no stakeholder has a `satisfaction` reading by today".to_owned(),
            Tone::Plain,
        ),
        Some(s) => {
            let now = (s.now * 100.0).round() / 100.0;
            let note = direction(s).unwrap_or_else(|| "from 1 to 5".into()) + &left_out(s.later);
            let tone = if now < 3.0 { Tone::Watch } else { Tone::Plain };
            (Some(now), say::count(s.asked, "stakeholder", "stakeholders"), note, tone)
        }
    };
    Indicator {
        key: "satisfaction".into(),
        title: "Stakeholder satisfaction".into(),
        value,
        unit: "of 5".into(),
        of,
        note,
        tone,
    }
}

/// Up or down, of the same people: somebody who is asked for the first time moves the mean, and changed no mind.
fn direction(s: Satisfaction) -> Option<String> {
    let (before, after) = (s.before?, s.after?);
    let way = match after.total_cmp(&before) {
        Ordering::Greater => "up",
        Ordering::Less => "down",
        Ordering::Equal => return None,
    };
    let [before, after] = [before, after].map(|n| say::number((n * 100.0).round() / 100.0));
    Some(match s.twice == s.asked {
        true => format!("{way} from {before}"),
        false => format!("{way} from {before} to {after} where asked before"),
    })
}

fn exposure(kpis: &Kpis<'_>) -> Indicator {
    let e = kpis.exposure;
    let note = match (e.risks, e.with_residual) {
        (0, _) => "no risk has a likelihood and an impact".into(),
        (_, 0) => "no risk says what remains: give `residual`".into(),
        (all, some) => format!("{some} of {all} risks say what remains"),
    };
    Indicator {
        key: "risk-reduction".into(),
        title: "Risk score, inherent to residual".into(),
        // Where nothing is said to remain, there is nothing to compare with.
        value: change_percent(f64::from(e.inherent), f64::from(e.residual))
            .filter(|_| e.with_residual > 0)
            .map(|p| (p * 10.0).round() / 10.0),
        unit: "%".into(),
        of: if e.with_residual > 0 { format!("{} to {}", e.inherent, e.residual) } else { String::new() },
        note,
        tone: Tone::Plain,
    }
}

impl Indicator {
    fn said(&self, value: f64) -> String {
        let gap = if self.unit == "%" { "" } else { " " };
        format!("{}{gap}{}", say::number(value), self.unit)
    }
}

impl Page for KpisData {
    fn title(&self) -> &str {
        "Key indicators"
    }

    fn blocks(&self) -> Vec<Block> {
        let columns = vec![
            Column::new("Indicator", "title"),
            Column::new("Value", "value").right(),
            Column::new("Made of", "of"),
            Column::new("Note", "note"),
            Column::new("", "key").hidden(),
        ];
        let mut table = Table::new(columns, "");
        for kpi in &self.kpis {
            let value =
                kpi.value.map_or_else(|| Cell::new("–", Tone::Muted), |v| Cell::new(kpi.said(v), kpi.tone));
            table.row(vec![
                kpi.title.as_str().into(),
                value,
                kpi.of.as_str().into(),
                Cell::new(kpi.note.as_str(), Tone::Muted),
                kpi.key.as_str().into(),
            ]);
        }
        let mut blocks = vec![Block::Table(table)];
        if !self.status.is_empty() {
            blocks.push(Block::Heading("Stated beside computed".into()));
            blocks.push(Block::Table(super::status::table(&self.status)));
        }
        blocks
    }
}
