//! The decisions, and for each the trade-off: its options side by side, the rule, the choice with its reason, whom to tell.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::dates::iso;
use prog_model::{Decl, Key, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Decisions with their options.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DecisionsData {
    /// Open ones first, by due date.
    pub decisions: Vec<Decision>,
    #[serde(skip)]
    one: bool,
}

/// One decision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Decision {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// What has to be decided.
    pub question: Option<String>,
    /// When it has to be decided.
    pub due: Option<String>,
    /// Whether that has passed.
    pub overdue: bool,
    /// When it was decided.
    pub decided: Option<String>,
    /// How the options are weighed.
    pub rule: Option<String>,
    /// Who decides.
    pub approver: Option<String>,
    /// The path of the option that was taken.
    pub chosen: Option<String>,
    /// Why.
    pub rationale: Option<String>,
    /// Who was asked.
    pub consulted: Vec<String>,
    /// Who is told.
    pub informed: Vec<String>,
    /// What changes with it.
    pub affects: Vec<String>,
    /// The ways to decide.
    pub options: Vec<Choice>,
    #[serde(skip)]
    superseded: Option<String>,
    #[serde(skip)]
    approver_title: String,
    #[serde(skip)]
    told: Vec<String>,
}

/// One way to decide.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Choice {
    /// Its path.
    pub path: String,
    /// What to call it.
    pub title: String,
    /// Whether it was taken, or is recommended.
    pub chosen: bool,
    /// What it includes.
    pub scope: Option<String>,
    /// How long it takes, as written.
    pub time: Option<String>,
    /// What it costs, as written.
    pub cost: Option<String>,
    /// Whom and what it needs.
    pub resources: Option<String>,
    /// What it does to quality.
    pub quality: Option<String>,
    /// What speaks for it.
    pub benefits: Vec<String>,
    /// What speaks against it.
    pub drawbacks: Vec<String>,
    /// Outcomes that it helps.
    pub helps: Vec<String>,
    /// Outcomes that it hurts.
    pub hurts: Vec<String>,
    /// Risks that come with it.
    pub risks: Vec<String>,
    /// Who would take it.
    pub favoured_by: Vec<String>,
    #[serde(skip)]
    said: [Vec<String>; 4],
}

/// The decisions of what is asked about, or the one that is asked about.
pub fn decisions_data<'w>(ask: &Ask<'w>, of: Option<Decl<'w>>) -> DecisionsData {
    let all = match of {
        Some(one) => vec![one],
        None => ask.all(Kind::Decision),
    };
    let mut decisions: Vec<Decision> = all.into_iter().map(|d| decision(ask, d)).collect();
    decisions.sort_by(|a, b| {
        let key = |d: &Decision| {
            (d.status != "open", d.due.is_none(), d.due.clone(), std::cmp::Reverse(d.decided.clone()))
        };
        key(a).cmp(&key(b)).then_with(|| a.item.path.cmp(&b.item.path))
    });
    DecisionsData { decisions, one: of.is_some() }
}

fn decision(ask: &Ask<'_>, decl: Decl<'_>) -> Decision {
    let text = |key| decl.text(key).map(|t| t.into_owned());
    let due = decl.deadline(key::DUE);
    let approver = decl.target(key::APPROVER);
    let chosen = decl.target(key::CHOSEN);
    Decision {
        item: ask.item(decl),
        status: decl.status(),
        question: text(key::QUESTION),
        due: due.map(iso),
        overdue: decl.status() == "open" && due.is_some_and(|due| due < ask.today()),
        decided: decl.deadline(key::DECIDED).map(iso),
        rule: text(key::RULE),
        approver: approver.map(Decl::path),
        chosen: chosen.map(Decl::path),
        rationale: text(key::RATIONALE),
        consulted: say::paths(decl, key::CONSULTED),
        informed: say::paths(decl, key::INFORMED),
        affects: say::paths(decl, key::AFFECTS),
        options: choices(decl, chosen),
        superseded: superseded(decl),
        approver_title: approver.map_or_else(String::new, |a| a.label().into_owned()),
        told: say::labels(decl, key::INFORMED),
    }
}

/// That a decision does not hold any more, as a sentence, and what was decided in its place.
pub(crate) fn superseded(decl: Decl<'_>) -> Option<String> {
    let later = decl.referrers_by(key::SUPERSEDES).filter(|d| d.kind() == Kind::Decision && *d != decl);
    // What is still open takes no place.
    let decided = later.filter(|d| d.status() != "open").map(|d| format!("\"{}\"", d.label()));
    let decided: Vec<String> = decided.collect();
    match (decl.status(), decided.is_empty()) {
        ("superseded", true) => Some("This decision was superseded and does not hold any more.".into()),
        (_, false) => {
            Some(format!("This decision does not hold any more: {} took its place.", say::list(&decided)))
        }
        _ => None,
    }
}

/// The options in a decision or an escalation.
pub(crate) fn choices(decl: Decl<'_>, chosen: Option<Decl<'_>>) -> Vec<Choice> {
    decl.children_of(Kind::Option).map(|option| choice(option, chosen == Some(option))).collect()
}

fn choice(decl: Decl<'_>, chosen: bool) -> Choice {
    let said = |key: Key| decl.value(key).map(say::written);
    let texts = |key: Key| decl.texts(key).map(|t| t.trim().to_owned()).collect();
    Choice {
        path: decl.path(),
        title: decl.label().into_owned(),
        chosen,
        scope: said(key::SCOPE),
        time: said(key::TIME),
        cost: said(key::COST),
        resources: said(key::RESOURCES),
        quality: said(key::QUALITY),
        benefits: texts(key::BENEFITS),
        drawbacks: texts(key::DRAWBACKS),
        helps: say::paths(decl, key::HELPS),
        hurts: say::paths(decl, key::HURTS),
        risks: say::paths(decl, key::RISKS),
        favoured_by: say::paths(decl, key::FAVOURED_BY),
        said: [key::HELPS, key::HURTS, key::RISKS, key::FAVOURED_BY].map(|key| say::labels(decl, key)),
    }
}

/// The options side by side: a row per criterion, a column per option.
pub(crate) fn trade_off(options: &[Choice], marked: &str) -> Table {
    let mut columns = vec![Column::new("", "criterion")];
    columns.extend(options.iter().map(|_| Column::new("", "")));
    let mut table = Table::new(
        columns,
        "No options are given. Add at least two: `option a \"One way\" { benefits: ?, drawbacks: ? }`.",
    );
    table.heads = std::iter::once(String::new())
        .chain(
            options
                .iter()
                .map(|o| if o.chosen { format!("{} ({marked})", o.title) } else { o.title.clone() }),
        )
        .collect();
    if options.is_empty() {
        return table;
    }
    let one = |text: &Option<String>| text.clone().unwrap_or_default();
    let many = |texts: &[String]| texts.join("\n");
    type Said = Box<dyn Fn(&Choice) -> String>;
    let rows: [(&str, Tone, Said); 11] = [
        ("Scope", Tone::Plain, Box::new(move |o| one(&o.scope))),
        ("Time", Tone::Plain, Box::new(move |o| one(&o.time))),
        ("Cost", Tone::Plain, Box::new(move |o| one(&o.cost))),
        ("Resources", Tone::Plain, Box::new(move |o| one(&o.resources))),
        ("Quality", Tone::Plain, Box::new(move |o| one(&o.quality))),
        ("For it", Tone::Plain, Box::new(move |o| many(&o.benefits))),
        ("Against it", Tone::Plain, Box::new(move |o| many(&o.drawbacks))),
        ("Risks", Tone::Plain, Box::new(move |o| many(&o.said[2]))),
        ("Helps", Tone::Good, Box::new(move |o| many(&o.said[0]))),
        ("Hurts", Tone::Bad, Box::new(move |o| many(&o.said[1]))),
        ("Favoured by", Tone::Plain, Box::new(move |o| many(&o.said[3]))),
    ];
    for (head, tone, said) in rows {
        let cells: Vec<Cell> = options.iter().map(|o| Cell::new(said(o), tone)).collect();
        if cells.iter().any(|c| !c.text.is_empty()) {
            let blank = |c: Cell| if c.text.is_empty() { Cell::new("–", Tone::Muted) } else { c };
            table.row(
                std::iter::once(Cell::new(head, Tone::Strong)).chain(cells.into_iter().map(blank)).collect(),
            );
        }
    }
    if table.rows.is_empty() {
        // There are options, and nothing else is said: they are named all the same.
        let unsaid = options.iter().map(|_| Cell::new("not said", Tone::Watch));
        table.row(std::iter::once(Cell::new("For it", Tone::Strong)).chain(unsaid).collect());
    }
    table.grid = true;
    table
}

const EMPTY: &str = "There is no decision yet. Declare one: `decision provider \"Which provider?\" { owner: ines, due: 2026-03-01, rule: \"…\" option a \"…\" { } option b \"…\" { } }`.";

impl Page for DecisionsData {
    fn title(&self) -> &str {
        "Decisions"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.decisions.is_empty() {
            return vec![Block::Table(self.register())];
        }
        let mut blocks = Vec::new();
        if !self.one {
            let open = self.decisions.iter().filter(|d| d.status == "open").count();
            let late = self.decisions.iter().filter(|d| d.overdue).count();
            let late = match late {
                0 => String::new(),
                1 if open == 1 => ", past its date".to_owned(),
                1 => ", 1 past its date".to_owned(),
                n => format!(", {n} past their date"),
            };
            let open = match open {
                0 => "No decision is open".to_owned(),
                n => say::count(n, "decision is open", "decisions are open"),
            };
            blocks.push(Block::Text(format!("{open}{late}.")));
            blocks.push(Block::Table(self.register()));
        }
        for decision in self.decisions.iter().filter(|d| self.one || d.status == "open") {
            blocks.push(Block::Heading(decision.item.title.clone()));
            blocks.push(Block::List(decision.sentences()));
            blocks.push(Block::Table(trade_off(&decision.options, "chosen")));
        }
        blocks
    }
}

impl DecisionsData {
    fn register(&self) -> Table {
        let mut columns = vec![
            Column::new("Status", "status"),
            Column::new("Decision", "title"),
            Column::new("Owner", "owner").give(1),
            Column::new("Due", "due"),
            Column::new("Decided", "decided"),
            Column::new("Options", "options").right().give(3),
            Column::new("Chosen", "chosen").give(2),
            Column::place().give(4),
        ];
        columns
            .extend(["question", "rule", "rationale", "approver"].map(|key| Column::new("", key).hidden()));
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for d in &self.decisions {
            let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_default());
            let due = d.due.clone().unwrap_or_default();
            let chosen = d.options.iter().find(|o| o.chosen).map_or_else(String::new, |o| o.title.clone());
            let mut cells = vec![
                d.status.into(),
                d.item.title.as_str().into(),
                d.item.owner_title.as_str().into(),
                if d.overdue { Cell::new(format!("{due} passed"), Tone::Bad) } else { due.into() },
                text(&d.decided),
                d.options.len().into(),
                chosen.into(),
                d.item.spot.to_string().into(),
                text(&d.question),
                text(&d.rule),
                text(&d.rationale),
                text(&d.approver),
            ];
            cells.extend(machine_cells(&d.item));
            table.row(cells);
        }
        table
    }
}

impl Decision {
    /// The question, the rule, the choice, whom to tell, each as a sentence; what is missing is said.
    pub(crate) fn sentences(&self) -> Vec<Cell> {
        let said = |head: &str, text: &Option<String>, missing: &str| match text {
            Some(text) => Cell::from(format!("{head}: {}", text.trim())),
            None => Cell::new(format!("{head}: {missing}"), Tone::Watch),
        };
        let mut lines: Vec<Cell> =
            self.superseded.iter().map(|text| Cell::new(text.as_str(), Tone::Watch)).collect();
        lines.push(said("Question", &self.question, "not written down"));
        lines.push(said(
            "Decision rule",
            &self.rule,
            "none, so nobody can tell which option is the right one",
        ));
        let who = if self.approver_title.is_empty() { &self.item.owner_title } else { &self.approver_title };
        let who = if who.is_empty() { "somebody not named yet" } else { who };
        match (self.status, &self.due) {
            ("open", Some(due)) => lines.push(Cell::from(format!("To be decided by {who} until {due}"))),
            ("open", None) => {
                lines.push(Cell::new(format!("To be decided by {who}; no date is set"), Tone::Watch))
            }
            _ => {
                let chosen = self.options.iter().find(|o| o.chosen).map(|o| o.title.clone());
                lines.push(said("Chosen", &chosen, "not said"));
                lines.push(said("Because", &self.rationale, "no reason given"));
            }
        }
        match self.told.is_empty() {
            true => lines.push(Cell::new("To tell: nobody is named", Tone::Watch)),
            false => lines.push(Cell::from(format!("To tell: {}", say::list(&self.told)))),
        }
        lines.push(Cell::new(format!("In {}", self.item.spot), Tone::Muted));
        lines
    }
}
