//! Readiness for an audit: the ten points, each with the evidence that the model holds and what is missing.

use super::Page;
use crate::ask::{Ask, Spot};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::{AuditPoint, Note, Readiness};
use prog_model::Decl;
use schemars::JsonSchema;
use serde::Serialize;

/// The ten points.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditData {
    /// How many points are ready, of ten.
    pub ready: usize,
    /// The points in their order.
    pub points: Vec<PointData>,
}

/// One point.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PointData {
    /// `requirements`, `changes` …
    pub point: &'static str,
    /// What it says in full.
    pub title: &'static str,
    /// `ready`, `partly` or `missing`.
    pub readiness: &'static str,
    /// What the model shows.
    pub evidence: Vec<Said>,
    /// What is missing.
    pub missing: Vec<Said>,
}

/// Something that the model shows or lacks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Said {
    /// What is said.
    pub text: String,
    /// About which declaration.
    pub path: Option<String>,
    /// Where that stands.
    pub place: Option<Spot>,
}

/// The audit of what is asked about.
pub fn audit_data(ask: &Ask<'_>) -> AuditData {
    let points = ask.facts.audit(ask.group());
    let ready = points.iter().filter(|p| p.readiness() == Readiness::Ready).count();
    AuditData { ready, points: points.iter().map(|p| point(ask, p)).collect() }
}

fn point(ask: &Ask<'_>, point: &AuditPoint<'_>) -> PointData {
    let said = |note: &Note<'_>| Said {
        text: match note.decl {
            Some(decl) => format!("{} {}", decl.label(), note.what),
            None => note.what.clone(),
        },
        path: note.decl.map(Decl::path),
        place: note.decl.map(|d| ask.spot(d)),
    };
    PointData {
        point: point.point.word(),
        title: point.point.title(),
        readiness: point.readiness().word(),
        evidence: point.evidence.iter().map(said).collect(),
        missing: point.gaps.iter().map(said).collect(),
    }
}

/// So many pieces of evidence are named per point.
const NAMED: usize = 3;

impl Page for AuditData {
    fn title(&self) -> &str {
        "Audit readiness"
    }

    fn blocks(&self) -> Vec<Block> {
        let columns = vec![
            Column::new("#", "number").right(),
            Column::new("Point", "title"),
            Column::new("Ready", "readiness"),
            Column::new("Evidence", "evidence"),
            Column::new("Missing", "missing"),
            Column::new("", "point").hidden(),
        ];
        let mut table = Table::new(columns, "");
        for (number, point) in (1..).zip(&self.points) {
            let tone = match point.readiness {
                "ready" => Tone::Good,
                "partly" => Tone::Watch,
                _ => Tone::Bad,
            };
            table.row(vec![
                Cell::from(number),
                point.title.into(),
                Cell::new(point.readiness, tone),
                shown(&point.evidence).into(),
                shown(&point.missing).into(),
                point.point.into(),
            ]);
        }
        let text = format!(
            "{} of 10 points {} ready: shown by the model, with nothing missing.",
            self.ready,
            say::is_are(self.ready)
        );
        vec![Block::Text(text), Block::Table(table)]
    }
}

/// The first few with their places, and how many more there are.
fn shown(all: &[Said]) -> String {
    let place = |said: &Said| said.place.as_ref().map_or_else(String::new, |p| format!(" ({p})"));
    let mut lines: Vec<String> =
        all.iter().take(NAMED).map(|s| format!("{}{}", say::capital(&s.text), place(s))).collect();
    if all.len() > NAMED {
        lines.push(format!("and {} more", all.len() - NAMED));
    }
    lines.join("\n")
}
