//! The risk register and the heat map.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::RiskScore;
use prog_facts::analysis::Band;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, Value, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Every risk with its score, and the matrix they lie in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RisksData {
    /// The risks: live ones first, the highest score first.
    pub risks: Vec<Risk>,
    /// The matrix, the highest likelihood first.
    pub matrix: Matrix,
}

/// One risk.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Risk {
    /// Its number in the register and in the heat map.
    pub number: usize,
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// Whether it may still happen.
    pub live: bool,
    /// What sort it is.
    pub category: Option<String>,
    /// How likely, as a step from 1.
    pub likelihood: Option<u32>,
    /// How bad, as a step from 1.
    pub impact: Option<u32>,
    /// The chance that it happens, 0 to 1.
    pub probability: Option<f64>,
    /// Likelihood × impact.
    pub score: Option<u32>,
    /// The band of the score.
    pub band: Option<&'static str>,
    /// The score that is left once the mitigations are done.
    pub residual: Option<u32>,
    /// What is done about it in principle.
    pub response: Option<String>,
    /// Systems that it would hit.
    pub affects: Vec<String>,
    /// What it would delay or spoil.
    pub threatens: Vec<String>,
    /// What is done about it.
    pub mitigations: Vec<Mitigation>,
    /// What is done when it happens.
    pub contingency: Option<String>,
    /// How much later it makes what it threatens, as written.
    pub delay: Option<String>,
    /// What it would cost, as written.
    pub cost: Option<String>,
    /// When it was last looked at.
    pub reviewed: Option<String>,
}

/// What is done about a risk.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Mitigation {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// When it should be done.
    pub due: Option<String>,
    /// Whether that has passed and it is not done.
    pub overdue: bool,
}

/// The matrix of likelihood and impact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Matrix {
    /// Words for likelihood, the least first.
    pub likelihood: Vec<String>,
    /// Words for impact, the least first.
    pub impact: Vec<String>,
    /// The cells, the highest likelihood first, the least impact first.
    pub cells: Vec<MatrixCell>,
}

/// One cell of the matrix.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatrixCell {
    /// The step from 1.
    pub likelihood: u32,
    /// The step from 1.
    pub impact: u32,
    /// Their product.
    pub score: u32,
    /// Its band.
    pub band: &'static str,
    /// The risks that lie here and may still happen, or are lived with.
    pub risks: Vec<String>,
    #[serde(skip)]
    numbers: Vec<usize>,
}

/// The register of what is asked about.
pub fn risks_data(ask: &Ask<'_>) -> RisksData {
    let mut risks: Vec<Risk> = ask.all(Kind::Risk).into_iter().map(|d| risk(ask, d)).collect();
    let rank = |r: &Risk| match r.status {
        "open" | "mitigating" => 0,
        "occurred" => 1,
        "accepted" => 2,
        _ => 3,
    };
    risks.sort_by(|a, b| {
        let key = |r: &Risk| (rank(r), std::cmp::Reverse(r.score));
        key(a).cmp(&key(b)).then_with(|| a.item.path.cmp(&b.item.path))
    });
    (1..).zip(&mut risks).for_each(|(number, risk)| risk.number = number);
    let matrix = matrix(ask, &risks);
    RisksData { risks, matrix }
}

fn risk(ask: &Ask<'_>, decl: Decl<'_>) -> Risk {
    let score = ask.facts.risk_score(decl);
    let text = |key| decl.value(key).map(say::written);
    Risk {
        number: 0,
        item: ask.item(decl),
        status: decl.status(),
        live: decl.is_live_risk(),
        category: decl.word(key::CATEGORY).map(str::to_owned),
        likelihood: decl.step(key::LIKELIHOOD).map(|s| s.step.into()),
        impact: decl.step(key::IMPACT).map(|s| s.step.into()),
        probability: ask.facts.probability(decl),
        score: score.map(|s| s.score),
        band: score.map(|s| s.band.word()),
        residual: score.and_then(|s: RiskScore| s.residual),
        response: decl.word(key::RESPONSE).map(str::to_owned),
        affects: say::paths(decl, key::AFFECTS),
        threatens: say::paths(decl, key::THREATENS),
        mitigations: decl.children_of(Kind::Mitigation).map(|m| mitigation(ask, m)).collect(),
        contingency: text(key::CONTINGENCY),
        delay: text(key::DELAY),
        cost: text(key::COST),
        reviewed: decl.deadline(key::REVIEWED).map(iso),
    }
}

fn mitigation(ask: &Ask<'_>, decl: Decl<'_>) -> Mitigation {
    let by_task = || decl.target(key::TASK).and_then(|t| t.deadline(key::DUE));
    let due = decl.deadline(key::DUE).or_else(by_task);
    Mitigation {
        item: ask.item(decl),
        status: prog_facts::mitigation_status(decl),
        due: due.map(iso),
        overdue: !prog_facts::is_over(decl) && due.is_some_and(|due| due < ask.today()),
    }
}

fn matrix(ask: &Ask<'_>, risks: &[Risk]) -> Matrix {
    let matrix = ask.facts.matrix();
    let scale = &ask.facts.config.risk;
    let (height, width) = (matrix.likelihood_steps(), matrix.impact_steps());
    let mut cells: Vec<MatrixCell> = (1..=height)
        .rev()
        .flat_map(|l| (1..=width).map(move |i| (l, i)))
        .map(|(l, i)| {
            let score = matrix.score(l, i);
            let band = matrix.band(score).word();
            MatrixCell { likelihood: l, impact: i, score, band, risks: Vec::new(), numbers: Vec::new() }
        })
        .collect();
    for risk in risks.iter().filter(|r| !matches!(r.status, "closed" | "occurred")) {
        let Some((l, i)) = risk.likelihood.zip(risk.impact) else { continue };
        let at = (height - l.clamp(1, height)) * width + i.clamp(1, width) - 1;
        if let Some(cell) = cells.get_mut(at as usize) {
            cell.risks.push(risk.item.path.clone());
            cell.numbers.push(risk.number);
        }
    }
    cells.iter_mut().for_each(|cell| cell.risks.sort());
    let words = |words: &[String], steps: u32| {
        (0..steps as usize).map(|i| words.get(i).cloned().unwrap_or_else(|| (i + 1).to_string())).collect()
    };
    Matrix { likelihood: words(&scale.likelihood, height), impact: words(&scale.impact, width), cells }
}

/// How a band is to be taken.
pub(crate) fn tone_of(band: &str) -> Tone {
    match band {
        "low" => Tone::Good,
        "medium" => Tone::Watch,
        "high" => Tone::Bad,
        "extreme" => Tone::Worst,
        _ => Tone::Plain,
    }
}

const EMPTY: &str = "There is no risk yet. Declare one: `risk vendor-late \"The vendor is late\" { likelihood: possible, impact: major, affects: ? }`.";

impl Page for RisksData {
    fn title(&self) -> &str {
        "Risks"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.risks.is_empty() {
            return vec![Block::Table(self.register())];
        }
        vec![
            Block::Text(self.summary()),
            Block::Table(self.register()),
            Block::Heading("Heat map (numbers are those of the register)".into()),
            Block::Table(self.heat_map()),
        ]
    }
}

impl RisksData {
    fn summary(&self) -> String {
        let live: Vec<&Risk> = self.risks.iter().filter(|r| r.live).collect();
        let of = |band: Band| live.iter().filter(|r| r.band == Some(band.word())).count();
        let bands = Band::ALL.iter().rev().map(|b| (of(*b), b.word())).filter(|(n, _)| *n > 0);
        let mut parts: Vec<String> = bands.map(|(n, word)| format!("{n} {word}")).collect();
        let unassessed = live.iter().filter(|r| r.score.is_none()).count();
        if unassessed > 0 {
            parts.push(format!("{unassessed} not assessed"));
        }
        let idle = live.iter().filter(|r| r.mitigations.iter().all(|m| m.status == "dropped")).count();
        let idle = match idle {
            0 if live.len() == 1 => "it has a mitigation".to_owned(),
            0 => "each has a mitigation".to_owned(),
            n => format!("{n} without a mitigation"),
        };
        let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        format!("{} may still happen{parts}; {idle}.", say::count(live.len(), "risk", "risks"))
    }

    fn register(&self) -> Table {
        let mut columns = vec![
            Column::new("#", "number").right(),
            Column::new("Score", "score"),
            Column::new("Risk", "title"),
            Column::new("Owner", "owner").give(2),
            Column::new("Status", "status").give(1),
            Column::new("Mitigation", "mitigation"),
            Column::new("Left", "residual").right().give(3),
            Column::place().give(4),
        ];
        let more = ["likelihood", "impact", "band", "category", "affects", "threatens", "contingency"];
        columns.extend(more.map(|key| Column::new("", key).hidden()));
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        self.risks.iter().for_each(|risk| table.row(risk.row()));
        table
    }

    fn heat_map(&self) -> Table {
        let Matrix { likelihood, impact, cells } = &self.matrix;
        let mut columns = vec![Column::new("", "likelihood")];
        columns.extend(impact.iter().map(|_| Column::new("", "").centre()));
        let mut table = Table::new(columns, "");
        table.heads =
            std::iter::once("likelihood ↑ impact →".to_owned()).chain(impact.iter().cloned()).collect();
        (table.grid, table.picture) = (true, true);
        for (at, row) in cells.chunks(impact.len().max(1)).enumerate() {
            let word = likelihood.len().checked_sub(at + 1).and_then(|i| likelihood.get(i));
            let head = Cell::new(word.cloned().unwrap_or_default(), Tone::Strong);
            table.row(std::iter::once(head).chain(row.iter().map(MatrixCell::cell)).collect());
        }
        table
    }
}

impl MatrixCell {
    /// The numbers of its risks in the register.
    pub fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    fn cell(&self) -> Cell {
        match self.numbers.len() {
            0 => Cell::new(format!("· {}", self.band), Tone::Muted),
            1..=6 => {
                let numbers: Vec<String> = self.numbers.iter().map(|n| format!("#{n}")).collect();
                Cell::new(format!("{}\n{}", numbers.join(" "), self.band), tone_of(self.band))
            }
            n => Cell::new(format!("{n} risks\n{}", self.band), tone_of(self.band)),
        }
    }
}

impl Risk {
    fn row(&self) -> Vec<Cell> {
        let score = match (self.score, self.band) {
            (Some(score), Some(band)) => format!("{score} {band}"),
            _ => "not assessed".into(),
        };
        let (mitigation, bad) = self.done_about_it();
        let tone = if self.live { self.band.map_or(Tone::Watch, tone_of) } else { Tone::Muted };
        let number = |n: Option<u32>| n.map_or_else(Cell::default, Cell::from);
        let mut cells = vec![
            self.number.into(),
            Cell::new(score, tone),
            Cell::new(self.item.title.as_str(), if self.live { Tone::Plain } else { Tone::Muted }),
            self.item.owner_title.as_str().into(),
            self.status.into(),
            Cell::new(mitigation, if bad { Tone::Bad } else { Tone::Plain }),
            number(self.residual),
            self.item.spot.to_string().into(),
            number(self.likelihood),
            number(self.impact),
            self.band.unwrap_or_default().into(),
            self.category.clone().unwrap_or_default().into(),
            self.affects.join("; ").into(),
            self.threatens.join("; ").into(),
            self.contingency.clone().unwrap_or_default().into(),
        ];
        cells.extend(machine_cells(&self.item));
        cells
    }

    /// What is done about it in a few words, and whether that is a worry.
    fn done_about_it(&self) -> (String, bool) {
        let kept: Vec<&Mitigation> = self.mitigations.iter().filter(|m| m.status != "dropped").collect();
        if !self.live {
            return (String::new(), false);
        }
        if kept.is_empty() {
            return ("none".into(), true);
        }
        let done = kept.iter().filter(|m| m.status == "done").count();
        let next =
            kept.iter().filter(|m| m.status != "done").min_by_key(|m| (m.due.is_none(), m.due.clone()));
        let mut text = format!("{done} of {} done", kept.len());
        match next.and_then(|m| Some((m.overdue, m.due.as_ref()?))) {
            Some((true, due)) => text.push_str(&format!(", one was due {due}")),
            Some((false, due)) => text.push_str(&format!(", next {due}")),
            None => {}
        }
        (text, kept.iter().any(|m| m.overdue))
    }
}

/// The quantity or range of a value in short, for other views.
pub(crate) fn amount(value: Value<'_>) -> String {
    value.quantity().map_or_else(|| say::written(value), |q| q.to_string())
}
