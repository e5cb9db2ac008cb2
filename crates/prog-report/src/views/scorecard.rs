//! The scorecard: six weighted criteria, the latest ratings, and what they were before.

use super::Page;
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::Scorecard;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// The scorecards, by program, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScorecardData {
    /// The cards.
    pub scorecards: Vec<Card>,
}

/// One scorecard.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Card {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// The program that it rates.
    pub program: Option<String>,
    /// The day of the ratings.
    pub date: Option<String>,
    /// The weighted score in percent.
    pub score: Option<f64>,
    /// Whether all six were rated.
    pub complete: bool,
    /// The criteria.
    pub criteria: Vec<Rated>,
    /// Whether no later card rates the same program.
    pub latest: bool,
    #[serde(skip)]
    program_title: String,
}

/// One criterion.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Rated {
    /// `alignment`, `technical` …
    pub name: &'static str,
    /// What it says in full.
    pub title: &'static str,
    /// What it weighs, in percent.
    pub weight: f64,
    /// From 1 (bad) to 5 (good).
    pub rating: Option<u8>,
    /// What it adds to the score, in percent.
    pub adds: f64,
    /// The rating of the card before.
    pub before: Option<u8>,
    /// Live risks of that category.
    pub risks: Vec<String>,
    #[serde(skip)]
    said: Vec<String>,
}

const TITLES: [&str; 6] = [
    "Stakeholder alignment",
    "Technical feasibility",
    "Budget",
    "Schedule",
    "Regulatory compliance",
    "Vendor dependencies",
];

/// The scorecards of what is asked about.
pub fn scorecard_data(ask: &Ask<'_>) -> ScorecardData {
    let mut cards = Vec::new();
    let all = ask.facts.scorecards(ask.group());
    let mut programs: Vec<Option<Decl<'_>>> = all.iter().map(|card| card.decl.program()).collect();
    programs.sort_by_key(|p| p.map(|p| p.path()));
    programs.dedup();
    for program in programs {
        let own: Vec<&Scorecard<'_>> = all.iter().filter(|c| c.decl.program() == program).collect();
        for (at, scorecard) in own.iter().enumerate().rev() {
            let before = at.checked_sub(1).map(|at| own[at]);
            cards.push(card(ask, scorecard, before, at + 1 == own.len()));
        }
    }
    ScorecardData { scorecards: cards }
}

fn card(ask: &Ask<'_>, card: &Scorecard<'_>, before: Option<&Scorecard<'_>>, latest: bool) -> Card {
    let program = card.decl.program();
    let risks: Vec<Decl<'_>> = match (latest, program) {
        (true, Some(p)) => ask
            .facts
            .in_group(prog_facts::Group::Program(p.id()), Kind::Risk)
            .filter(|r| r.is_live_risk())
            .collect(),
        _ => Vec::new(),
    };
    let of_category = |name: &str| {
        risks.iter().copied().filter(|r| r.word(key::CATEGORY) == Some(name)).collect::<Vec<_>>()
    };
    let labels = |risks: &[Decl<'_>]| risks.iter().map(|r| r.label().into_owned()).collect();
    let criteria = card.criteria.iter().enumerate().map(|(at, criterion)| Rated {
        name: criterion.name,
        title: TITLES[at],
        weight: criterion.weight,
        rating: criterion.rating,
        adds: card.score.map_or(0.0, |s| (s.parts[at] * 10.0).round() / 10.0),
        before: before.and_then(|b| b.criteria[at].rating),
        risks: of_category(criterion.name).iter().map(|r| r.path()).collect(),
        said: labels(&of_category(criterion.name)),
    });
    Card {
        item: ask.item(card.decl),
        program: program.map(Decl::path),
        date: card.date.map(iso),
        score: card.score.map(|s| (s.percent * 10.0).round() / 10.0),
        complete: card.score.is_some_and(|s| s.is_complete()),
        criteria: criteria.collect(),
        latest,
        program_title: program.map_or_else(String::new, |p| p.label().into_owned()),
    }
}

const EMPTY: &str = "There is no scorecard yet. Declare one: `scorecard { date: 2026-02-01, alignment: 4, technical: 3, budget: 4, schedule: 2, compliance: 5, vendor: 3 }`.";

impl Page for ScorecardData {
    fn title(&self) -> &str {
        "Scorecard"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.scorecards.is_empty() {
            return vec![Block::Table(empty())];
        }
        let mut blocks = Vec::new();
        for card in self.scorecards.iter().filter(|c| c.latest) {
            blocks.push(Block::Text(self.summary(card)));
            blocks.push(Block::Table(table(card)));
        }
        blocks
    }
}

impl ScorecardData {
    fn summary(&self, card: &Card) -> String {
        let score = card.score.map_or_else(|| "nothing rated".to_owned(), |s| format!("{}%", say::number(s)));
        let date = card.date.as_ref().map_or_else(String::new, |d| format!(" on {d}"));
        let partial = if card.complete { "" } else { ", not all six rated" };
        let earlier = self.scorecards.iter().filter(|c| !c.latest && c.program == card.program);
        let history: Vec<String> = earlier
            .filter_map(|c| Some(format!("{}% on {}", say::number(c.score?), c.date.as_ref()?)))
            .collect();
        let history =
            if history.is_empty() { String::new() } else { format!(" Before: {}.", history.join(", ")) };
        let who = if card.program_title.is_empty() { "Score" } else { &card.program_title };
        format!(
            "{who}: {score}{date}{partial} ({}).{history} 1 is bad, 5 is good; all 5 make 100%.",
            card.item.spot
        )
    }
}

/// The columns, and what to declare so that there are rows.
fn empty() -> Table {
    let columns = vec![
        Column::new("Criterion", "criterion"),
        Column::new("Weight", "weight").right(),
        Column::new("Rating", "rating"),
        Column::new("Before", "before").right().give(1),
        Column::new("Adds", "adds").right(),
        Column::new("Live risks", "risks").give(2),
        Column::new("", "program").hidden(),
        Column::new("", "date").hidden(),
    ];
    Table::new(columns, EMPTY)
}

fn table(card: &Card) -> Table {
    let mut table = empty();
    for rated in &card.criteria {
        let rating = rated.rating.map_or_else(
            || Cell::new("not rated", Tone::Watch),
            |r| {
                let full = usize::from(r.min(5));
                let tone = if r <= 2 { Tone::Bad } else { Tone::Plain };
                Cell::new(format!("{r} {}{}", "●".repeat(full), "○".repeat(5 - full)), tone)
            },
        );
        table.row(vec![
            rated.title.into(),
            format!("{}%", say::number(rated.weight)).into(),
            rating,
            rated.before.map_or_else(Cell::default, Cell::from),
            format!("{}%", say::number(rated.adds)).into(),
            say::list_of(&rated.said, 3).into(),
            card.program.clone().unwrap_or_default().into(),
            card.date.clone().unwrap_or_default().into(),
        ]);
    }
    table
}
