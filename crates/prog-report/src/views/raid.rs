//! Risks, assumptions, issues and dependencies in one table: what a weekly meeting goes through.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// The log.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RaidData {
    /// Risks, assumptions, issues, dependencies, the heaviest first; what is over comes last.
    pub raid: Vec<Entry>,
}

/// One line of the log.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// How heavy it is, in a word or two.
    pub weight: Option<String>,
    /// The next date that matters.
    pub due: Option<String>,
    /// Whether that has passed and it is not over.
    pub overdue: bool,
    /// What is done about it, in a few words.
    pub next: String,
    /// Whether nothing more is to be done.
    pub over: bool,
    #[serde(skip)]
    rank: (bool, usize, u32),
}

const KINDS: [Kind; 4] = [Kind::Risk, Kind::Assumption, Kind::Issue, Kind::Dependency];

/// The log of what is asked about.
pub fn raid_data(ask: &Ask<'_>) -> RaidData {
    let mut raid: Vec<Entry> = KINDS
        .iter()
        .enumerate()
        .flat_map(|(at, kind)| ask.all(*kind).into_iter().map(move |d| (at, d)))
        .map(|(at, decl)| entry(ask, at, decl))
        .collect();
    raid.sort_by(|a, b| {
        let key = |e: &Entry| (e.rank.0, e.rank.1, std::cmp::Reverse(e.rank.2));
        key(a).cmp(&key(b)).then_with(|| (&a.due, &a.item.path).cmp(&(&b.due, &b.item.path)))
    });
    RaidData { raid }
}

fn entry(ask: &Ask<'_>, at: usize, decl: Decl<'_>) -> Entry {
    let over = decl.is_over() || matches!(decl.status(), "accepted" | "occurred");
    let (weight, heavy, due, next) = match decl.kind() {
        Kind::Risk => risk(ask, decl),
        Kind::Assumption => {
            let risks = say::labels(decl, key::IF_FALSE);
            let next = if risks.is_empty() {
                String::new()
            } else {
                format!("if false: {}", say::list_of(&risks, 2))
            };
            (None, 0, decl.deadline(key::VALIDATE_BY), next)
        }
        Kind::Issue => {
            let blocks = say::labels(decl, key::BLOCKS);
            let next = if blocks.is_empty() {
                String::new()
            } else {
                format!("blocks {}", say::list_of(&blocks, 2))
            };
            let heavy = decl.word_index(key::SEVERITY).map_or(0, |w| u32::from(w) + 1);
            (decl.word(key::SEVERITY).map(str::to_owned), heavy, decl.deadline(key::DUE), next)
        }
        _ => {
            let next = decl.text(key::NEEDS).map_or_else(String::new, |t| t.into_owned());
            (None, 0, decl.deadline(key::NEEDED_BY), next)
        }
    };
    Entry {
        item: ask.item(decl),
        status: decl.status(),
        weight,
        overdue: !over && due.is_some_and(|due| due < ask.today()),
        due: due.map(iso),
        next,
        over,
        rank: (over, at, heavy),
    }
}

fn risk(ask: &Ask<'_>, decl: Decl<'_>) -> (Option<String>, u32, Option<i32>, String) {
    let score = ask.facts.risk_score(decl);
    let weight = score.map(|s| format!("{} {}", s.score, s.band.word()));
    // The date is that of the one that is named: the earliest, and one without a date only where none has any.
    let open = ask.facts.mitigations(decl).filter(|m| !prog_facts::is_over(*m));
    let dated = open.map(|m| (m.deadline(key::DUE), m));
    let first = dated.min_by_key(|(due, _)| (due.is_none(), *due));
    let due = first.and_then(|(due, _)| due);
    let next = match first {
        Some((_, first)) => first.label().into_owned(),
        None if decl.is_live_risk() && ask.facts.mitigations(decl).next().is_none() => "no mitigation".into(),
        None => String::new(),
    };
    (weight, score.map_or(0, |s| s.score), due, next)
}

const EMPTY: &str = "The log is empty. Declare a `risk`, an `assumption`, an `issue` or a `dependency`.";

impl Page for RaidData {
    fn title(&self) -> &str {
        "Risks, assumptions, issues, dependencies"
    }

    fn blocks(&self) -> Vec<Block> {
        let mut columns = vec![
            Column::new("Kind", "kind"),
            Column::new("Title", "title"),
            Column::new("Weight", "weight"),
            Column::new("Status", "status"),
            Column::new("Owner", "owner").give(1),
            Column::new("Next date", "due"),
            Column::new("Next", "next").give(2),
            Column::place().give(3),
        ];
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for entry in &self.raid {
            let tone = if entry.over { Tone::Muted } else { Tone::Plain };
            let due = entry.due.clone().unwrap_or_default();
            let mut cells = vec![
                Cell::new(entry.item.kind, Tone::Muted),
                Cell::new(entry.item.title.as_str(), tone),
                Cell::new(entry.weight.clone().unwrap_or_default(), tone),
                Cell::new(entry.status, tone),
                Cell::new(entry.item.owner_title.as_str(), tone),
                if entry.overdue {
                    Cell::new(format!("{due} passed"), Tone::Bad)
                } else {
                    Cell::new(due, tone)
                },
                Cell::new(entry.next.as_str(), if entry.next == "no mitigation" { Tone::Bad } else { tone }),
                entry.item.spot.to_string().into(),
            ];
            cells.extend(machine_cells(&entry.item));
            table.row(cells);
        }
        if self.raid.is_empty() {
            return vec![Block::Table(table)];
        }
        let open = |kind: Kind, one: &str, many: &str| {
            let n = self.raid.iter().filter(|e| !e.over && e.item.kind == kind.word()).count();
            say::count(n, one, many)
        };
        let text = format!(
            "Open: {}, {}, {}, {}.",
            open(Kind::Risk, "risk", "risks"),
            open(Kind::Assumption, "assumption", "assumptions"),
            open(Kind::Issue, "issue", "issues"),
            open(Kind::Dependency, "dependency", "dependencies"),
        );
        vec![Block::Text(text), Block::Table(table)]
    }
}
