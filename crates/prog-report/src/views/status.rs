//! What owners say about programs, workstreams and milestones, beside what the facts say, with the reasons.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item, Spot};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::analysis::Colour;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Every program, and every workstream and milestone whose owner states a colour.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusData {
    /// Programs first, each with its parts.
    pub status: Vec<StatusItem>,
}

/// Stated beside computed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusItem {
    /// What it is about.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands in its life.
    pub status: &'static str,
    /// What the owner says: green, amber or red.
    pub stated: Option<String>,
    /// What the facts say.
    pub computed: &'static str,
    /// Whether the owner sees it better than the facts do.
    pub rosy: bool,
    /// What makes it so, the worst first.
    pub reasons: Vec<ReasonData>,
}

/// One thing that makes a colour.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReasonData {
    /// The colour that it makes.
    pub colour: &'static str,
    /// What is the matter, in a sentence without its end.
    pub text: String,
    /// What it is about.
    pub path: String,
    /// Where that stands.
    pub place: Spot,
}

/// The status of what is asked about.
pub fn status_data(ask: &Ask<'_>) -> StatusData {
    StatusData { status: status_items(ask) }
}

/// Programs, and the workstreams and milestones that state a colour.
pub(crate) fn status_items(ask: &Ask<'_>) -> Vec<StatusItem> {
    let programs = ask.programs();
    let parts = [Kind::Workstream, Kind::Milestone].into_iter().flat_map(|kind| ask.all(kind));
    let stating = parts.filter(|d| d.value(key::RAG).is_some());
    programs.into_iter().chain(stating).map(|d| status_item(ask, d)).collect()
}

fn status_item(ask: &Ask<'_>, decl: Decl<'_>) -> StatusItem {
    let (colour, reasons) = ask.facts.colour(decl);
    let stated = decl
        .word_index(key::RAG)
        .map(|at| [Colour::Green, Colour::Amber, Colour::Red][usize::from(at.min(2))]);
    let reasons = reasons.into_iter().map(|r| ReasonData {
        colour: r.colour.word(),
        text: format!("{} {}", r.decl.label(), r.what),
        path: r.decl.path(),
        place: ask.spot(r.decl),
    });
    StatusItem {
        item: ask.item(decl),
        status: decl.status(),
        stated: stated.map(|c| c.word().to_owned()),
        computed: colour.word(),
        rosy: stated.is_some_and(|stated| stated < colour),
        reasons: reasons.collect(),
    }
}

/// How a colour is to be taken.
pub(crate) fn tone_of(colour: &str) -> Tone {
    match colour {
        "green" => Tone::Good,
        "amber" => Tone::Watch,
        "red" => Tone::Bad,
        _ => Tone::Plain,
    }
}

const EMPTY: &str = "There is no program yet. Declare one: `program checkout \"New checkout\" { owner: maria, goal: \"…\", window: 2026-01-12 .. 2026-09-30 }`.";

/// Stated beside computed, a row each.
pub(crate) fn table(items: &[StatusItem]) -> Table {
    let mut columns = vec![
        Column::new("What", "title"),
        Column::new("Stated", "stated"),
        Column::new("Computed", "computed"),
        Column::new("Because", "reasons"),
        Column::new("Owner", "owner").give(1),
        Column::place().give(2),
        Column::new("", "kind").hidden(),
    ];
    columns.extend(machine_columns());
    let mut table = Table::new(columns, EMPTY);
    for item in items {
        let stated = item.stated.clone().unwrap_or_else(|| "not said".into());
        let rosy = if item.rosy { format!("{stated} (better than the facts)") } else { stated.clone() };
        let mut lines: Vec<String> =
            item.reasons.iter().take(3).map(|r| format!("{}: {}", r.colour, r.text)).collect();
        if item.reasons.len() > 3 {
            lines.push(format!("and {} more", item.reasons.len() - 3));
        }
        let mut cells = vec![
            item.item.title.as_str().into(),
            Cell::new(rosy, tone_of(&stated)),
            Cell::new(item.computed, tone_of(item.computed)),
            lines.join("\n").into(),
            item.item.owner_title.as_str().into(),
            item.item.spot.to_string().into(),
            item.item.kind.into(),
        ];
        cells.extend(machine_cells(&item.item));
        table.row(cells);
    }
    table
}

impl Page for StatusData {
    fn title(&self) -> &str {
        "Status"
    }

    fn blocks(&self) -> Vec<Block> {
        let table = table(&self.status);
        if self.status.is_empty() {
            return vec![Block::Table(table)];
        }
        let rosy = self.status.iter().filter(|s| s.rosy).count();
        let text = match rosy {
            0 if self.status.iter().all(|s| s.stated.is_none()) => {
                "No owner states a colour: give `rag`, and it stands beside the computed one.".to_owned()
            }
            0 => "No owner states a better colour than the facts show.".to_owned(),
            n => format!("{} stated better than the facts say.", say::count(n, "colour is", "colours are")),
        };
        vec![Block::Text(text), Block::Table(table)]
    }
}
