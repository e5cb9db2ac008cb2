//! The changes for people: a sentence each, sorted by what matters most.

use super::{DiffData, Moved};
use crate::ask::Item;
use crate::block::{Block, Cell, Tone};
use crate::render;
use crate::say;

/// So many of one sort are listed; the rest is counted.
const MOST: usize = 25;

impl DiffData {
    /// Its parts, for people.
    pub fn blocks(&self) -> Vec<Block> {
        if self.is_empty() {
            return vec![Block::Text("Nothing changed in what the files say.".into())];
        }
        let mut blocks = vec![Block::Text(self.summary())];
        let mut section = |head: &str, lines: Vec<Cell>| {
            if lines.is_empty() {
                return;
            }
            blocks.push(Block::Heading(format!("{head} ({})", lines.len())));
            let more = lines.len().saturating_sub(MOST);
            let mut lines: Vec<Cell> = lines.into_iter().take(MOST).collect();
            if more > 0 {
                lines.push(Cell::new(format!("and {more} more"), Tone::Muted));
            }
            blocks.push(Block::List(lines));
        };
        section("What it means", self.computed.iter().map(moved).collect());
        section("Targets", self.targets.iter().map(|t| self.target(t)).collect());
        section("Dates", self.dates.iter().map(|d| date(&d.moved, d.days)).collect());
        section("Risk scores", self.scores.iter().map(moved).collect());
        section("Scope", self.scope.iter().map(scope).collect());
        section("Owners", self.owners.iter().map(moved).collect());
        section("Status", self.statuses.iter().map(moved).collect());
        section("Added", self.added.iter().map(|i| Cell::from(item(i))).collect());
        section("Removed", self.removed.iter().map(|i| Cell::from(item(i))).collect());
        section(
            "Renamed",
            self.renamed.iter().map(|r| Cell::from(format!("{} was {}", item(&r.item), r.before))).collect(),
        );
        section("Estimates and money", self.estimates.iter().map(moved).collect());
        section("Readings", self.readings.iter().map(moved).collect());
        let edited =
            self.edited.iter().map(|e| Cell::from(format!("{}: {}", item(&e.item), e.keys.join(", "))));
        section("Edited otherwise", edited.collect());
        blocks
    }

    fn summary(&self) -> String {
        let lowered = self.targets.iter().filter(|t| t.lowered == Some(true)).count();
        let later = self.dates.iter().filter(|d| d.days.is_some_and(|d| d > 0)).count();
        let counts = [
            (self.added.len(), "added", "added"),
            (self.removed.len(), "removed", "removed"),
            (self.renamed.len(), "renamed", "renamed"),
            (lowered, "target lowered", "targets lowered"),
            (later, "date moved later", "dates moved later"),
            (self.dates.len() - later, "other date changed", "other dates changed"),
            (self.scores.len(), "risk score changed", "risk scores changed"),
            (self.owners.len(), "owner changed", "owners changed"),
            (self.scope.iter().filter(|s| s.added).count(), "scope item added", "scope items added"),
        ];
        let parts: Vec<String> =
            counts.iter().filter(|c| c.0 > 0).map(|(n, one, many)| say::count(*n, one, many)).collect();
        let parts =
            if parts.is_empty() { say::count(self.count(), "change", "changes") } else { parts.join(", ") };
        format!("From {} to {}: {parts}.", self.from, self.to)
    }

    fn target(&self, target: &super::Target) -> Cell {
        let mut cell = moved(&target.moved);
        match target.lowered {
            Some(true) => cell.text.push_str(": lowered"),
            Some(false) => cell.text.push_str(": raised"),
            None => {}
        }
        cell
    }

    /// As Markdown that fits a comment on a pull request.
    pub fn markdown(&self) -> String {
        render::markdown::markdown("What changed in the program", &self.blocks(), 2)
    }

    /// For a terminal of this width.
    pub fn terminal(&self, width: usize, color: bool) -> String {
        render::terminal::terminal("What changed in the program", &self.blocks(), width, color)
    }

    /// As JSON, version 1.
    pub fn json(&self) -> String {
        // Texts and numbers always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn item(item: &Item) -> String {
    format!("{} {} ({})", item.kind, item.title, item.spot)
}

fn moved(moved: &Moved) -> Cell {
    let none = "nothing".to_owned();
    let text = format!(
        "{}: {} {} → {}",
        item(&moved.item),
        moved.what,
        moved.before.as_ref().unwrap_or(&none),
        moved.after.as_ref().unwrap_or(&none)
    );
    let tone = match moved.worse {
        Some(true) => Tone::Bad,
        Some(false) => Tone::Good,
        None => Tone::Plain,
    };
    Cell::new(text, tone)
}

fn date(what: &Moved, days: Option<i32>) -> Cell {
    let mut cell = moved(what);
    if let Some(days) = days.filter(|d| *d != 0) {
        let n = say::count(days.unsigned_abs() as usize, "day", "days");
        cell.text.push_str(&format!(" ({n} {})", if days > 0 { "later" } else { "earlier" }));
    }
    cell
}

fn scope(scope: &super::Scope) -> Cell {
    let (word, tone) = if scope.added { ("new", Tone::Watch) } else { ("no longer", Tone::Plain) };
    Cell::new(format!("{}: {word} in scope: {}", item(&scope.item), scope.text), tone)
}
