//! Every allow: which finding somebody decided to live with, why, and until when.

use super::Page;
use crate::ask::{Ask, Spot};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::Decl;
use prog_model::dates::iso;
use prog_model::file::{Allow, FileModel, NONE};
use schemars::JsonSchema;
use serde::Serialize;

/// Every allow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WaiversData {
    /// The allows by file and line.
    pub waivers: Vec<Waiver>,
}

/// One allow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Waiver {
    /// The rules that it allows.
    pub rules: Vec<String>,
    /// Why; empty where no reason is given.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// Whether that has passed.
    pub expired: bool,
    /// The declaration that it stands before or in.
    pub path: Option<String>,
    /// What to call that to people.
    pub title: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// The allows of what is asked about.
pub fn waivers_data(ask: &Ask<'_>) -> WaiversData {
    let mut waivers = Vec::new();
    for (file, model) in ask.facts.workspace.files() {
        for allow in &model.allows {
            let decl = (allow.decl != NONE)
                .then(|| ask.facts.workspace.decls_in(file).nth(allow.decl as usize))
                .flatten();
            if ask.program.is_some() && decl.and_then(Decl::program) != ask.program {
                continue;
            }
            waivers.push(waiver(ask, model, allow, decl, ask.spot_at(file, allow.span.start)));
        }
    }
    waivers.sort_by(|a, b| a.spot.cmp(&b.spot));
    WaiversData { waivers }
}

fn waiver(ask: &Ask<'_>, model: &FileModel, allow: &Allow, decl: Option<Decl<'_>>, spot: Spot) -> Waiver {
    Waiver {
        rules: allow.rules.iter().map(|span| span.text(&model.text).to_owned()).collect(),
        reason: allow.reason.text(&model.text).trim().to_owned(),
        until: allow.until.map(|(day, _)| iso(day)),
        expired: allow.until.is_some_and(|(day, _)| day < ask.today()),
        path: decl.map(Decl::path),
        title: decl.map(|d| d.label().into_owned()),
        spot,
    }
}

const EMPTY: &str = "No finding is allowed. Where one may stay, say so before it: `// progc: allow(unmitigated-risk) until 2026-06-30 the reason`.";

impl Page for WaiversData {
    fn title(&self) -> &str {
        "Waivers"
    }

    fn blocks(&self) -> Vec<Block> {
        let columns = vec![
            Column::new("Rule", "rules"),
            Column::new("On", "title"),
            Column::new("Reason", "reason"),
            Column::new("Until", "until"),
            Column::place().give(1),
            Column::new("", "path").hidden(),
        ];
        let mut table = Table::new(columns, EMPTY);
        for waiver in &self.waivers {
            let until = match (&waiver.until, waiver.expired) {
                (Some(day), true) => Cell::new(format!("{day} passed"), Tone::Bad),
                (Some(day), false) => day.as_str().into(),
                (None, _) => Cell::new("no end", Tone::Muted),
            };
            let reason = match waiver.reason.as_str() {
                "" => Cell::new("none given", Tone::Bad),
                reason => reason.into(),
            };
            table.row(vec![
                waiver.rules.join(", ").into(),
                waiver.title.clone().unwrap_or_default().into(),
                reason,
                until,
                waiver.spot.to_string().into(),
                waiver.path.clone().unwrap_or_default().into(),
            ]);
        }
        let mut blocks = vec![Block::Table(table)];
        if !self.waivers.is_empty() {
            let expired = self.waivers.iter().filter(|w| w.expired).count();
            let expired = if expired > 0 { format!(", {expired} past the end") } else { String::new() };
            blocks.insert(
                0,
                Block::Text(format!(
                    "{}{expired}.",
                    say::count(self.waivers.len(), "finding is allowed", "findings are allowed")
                )),
            );
        }
        blocks
    }
}
