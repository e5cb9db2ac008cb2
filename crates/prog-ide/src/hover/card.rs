//! The card of a declaration: what it is at a glance.

use super::{others, outcome, people, program, system, work};
use crate::text::short;
use crate::{days, text};
use prog_facts::Facts;
use prog_model::dates::{Day, iso};
use prog_model::{Decl, Key, Kind, key};
use prog_rules::Engine;

/// Longest description that is shown whole.
const DESCRIPTION: usize = 400;

/// A card that is being written: a heading, then facts, each on a line of its own.
pub(super) struct Card<'w> {
    pub facts: Facts<'w>,
    pub decl: Decl<'w>,
    lines: Vec<String>,
}

impl<'w> Card<'w> {
    /// Adds a fact.
    pub fn line(&mut self, label: &str, text: impl AsRef<str>) {
        if !text.as_ref().is_empty() {
            self.lines.push(format!("**{label}** {}", text.as_ref()));
        }
    }

    /// Adds a text property as it is.
    pub fn text(&mut self, label: &str, key: Key) {
        if let Some(text) = self.decl.text(key) {
            self.line(label, plain(&short(&text, 160)));
        }
    }

    /// Adds the names of a list, the first few.
    pub fn names(&mut self, label: &str, decls: impl Iterator<Item = Decl<'w>>) {
        let text = names(decls);
        self.line(label, text);
    }

    /// Adds a date with its distance.
    pub fn date(&mut self, label: &str, day: Option<Day>) {
        if let Some(day) = day {
            let text = self.day(day);
            self.line(label, text);
        }
    }

    /// `2026-05-15 (Friday · in 3 months, 68 working days)`
    pub fn day(&self, day: Day) -> String {
        format!("{} ({})", iso(day), days::describe(&self.facts, day))
    }

    /// The status, where the kind has one.
    fn status(&self) -> String {
        let status = prog_facts::status_of(self.decl);
        if status.is_empty() { String::new() } else { format!(" · {status}") }
    }

    fn owner(&mut self) {
        let decl = self.decl;
        if matches!(decl.kind(), Kind::Person | Kind::Team | Kind::Scorecard | Kind::Option | Kind::Metric)
            && !decl.has(key::OWNER)
        {
            return;
        }
        let text = match decl.owner() {
            Some(owner) => who(owner),
            None if decl.is_open(key::OWNER) => "? (an open question)".into(),
            None if decl.owner_is_said() => "named, but not found".into(),
            None => "nobody".into(),
        };
        let lent = decl.owner().is_some() && !decl.has(key::OWNER) && decl.kind() != Kind::Dependency;
        let from = decl.and_ancestors().skip(1).find(|d| d.has(key::OWNER));
        match from.filter(|_| lent) {
            Some(from) => {
                self.line("Owner", format!("{text}, as of {} `{}`", from.kind().word(), from.short()))
            }
            None => self.line("Owner", text),
        }
    }

    /// The live risks about it, the worst first.
    fn risks(&mut self) {
        let about = |k: &Key| matches!(*k, key::AFFECTS | key::THREATENS);
        let naming =
            self.decl.referrers().filter(|(d, k)| d.kind() == Kind::Risk && about(k) && d.is_live_risk());
        let mut risks: Vec<Decl<'w>> = naming.map(|(d, _)| d).take(200).collect();
        risks.sort_by_key(|d| {
            (std::cmp::Reverse(self.facts.risk_score(*d).map_or(0, |s| s.score)), d.order())
        });
        risks.dedup();
        let scored = |d: &Decl<'w>| match self.facts.risk_score(*d) {
            Some(score) => format!("`{}` {} {}", d.short(), score.score, score.band.word()),
            None => format!("`{}`", d.short()),
        };
        let mut words: Vec<String> = risks.iter().take(3).map(scored).collect();
        if risks.len() > 3 {
            words.push(format!("{} more", risks.len() - 3));
        }
        if !words.is_empty() {
            self.line("Risks", words.join(", "));
        }
    }

    fn stated_colour(&mut self) {
        if !matches!(self.decl.kind(), Kind::Program | Kind::Workstream | Kind::Milestone) {
            return;
        }
        let (computed, reasons) = self.facts.colour(self.decl);
        let why = reasons.first().map_or(String::new(), |r| format!(": `{}` {}", r.decl.short(), r.what));
        let more =
            if reasons.len() > 1 { format!(" (and {} more)", reasons.len() - 1) } else { String::new() };
        let stated = self.decl.word(key::RAG);
        let text = match stated {
            Some(said) if said == computed.word() => format!("{said}, stated and computed{why}{more}"),
            Some(said) => format!("stated {said}, computed {}{why}{more}", computed.word()),
            None => format!("{}{why}{more}", computed.word()),
        };
        self.line("Colour", text);
    }
}

/// The card of a declaration in Markdown.
pub(crate) fn card(engine: &Engine, decl: Decl<'_>) -> String {
    let mut card = Card { facts: engine.facts(), decl, lines: Vec::new() };
    card.stated_colour();
    match decl.kind() {
        Kind::Program => program::fill(&mut card),
        Kind::Workstream => program::fill_workstream(&mut card),
        Kind::Person | Kind::Team | Kind::Stakeholder => people::fill(&mut card),
        Kind::System => system::fill(&mut card),
        Kind::Flow => system::fill_flow(&mut card),
        Kind::Task | Kind::Milestone | Kind::Dependency => work::fill(&mut card),
        Kind::Risk => others::fill_risk(&mut card),
        Kind::Outcome => outcome::fill(&mut card),
        _ => others::fill(&mut card),
    }
    card.owner();
    card.risks();
    let heading = heading(decl);
    let status = card.status();
    let path = decl.path();
    let place = if path.is_empty() { String::new() } else { format!(" `{path}`") };
    let mut out = format!("{heading}\n\n{}{place}{status}", decl.kind().word());
    if !card.lines.is_empty() {
        out.push_str("\n\n");
        out.push_str(&card.lines.join("  \n"));
    }
    if let Some(text) = decl.text(key::DESCRIPTION).filter(|t| !t.trim().is_empty()) {
        let text = text.trim();
        let cut = text.char_indices().nth(DESCRIPTION).map_or(text.len(), |(at, _)| at);
        let more = if cut < text.len() { " …" } else { "" };
        out.push_str(&format!("\n\n{}{more}", text[..cut].trim_end()));
    }
    out
}

fn heading(decl: Decl<'_>) -> String {
    match decl.title() {
        Some(title) => format!("**{}**", plain(&short(&title, 120))),
        None => format!("**`{}`**", decl.short()),
    }
}

/// A person or team to read: `Ines Park`, `Payments (team, led by Ines Park)`.
pub(super) fn who(decl: Decl<'_>) -> String {
    let lead = decl.target(key::LEAD).filter(|_| decl.kind() == Kind::Team);
    match (decl.kind(), lead) {
        (Kind::Team, Some(lead)) => {
            format!("{} (team, led by {})", plain(&decl.label()), plain(&lead.label()))
        }
        (Kind::Team, None) => format!("{} (team)", plain(&decl.label())),
        _ => plain(&decl.label()),
    }
}

/// The names of declarations, the first five.
pub(super) fn names<'w>(decls: impl Iterator<Item = Decl<'w>>) -> String {
    let all: Vec<Decl<'w>> = decls.collect();
    let mut words: Vec<String> = all.iter().take(5).map(|d| format!("`{}`", d.short())).collect();
    if all.len() > 5 {
        words.push(format!("{} more", all.len() - 5));
    }
    text::and(&words)
}

/// A text of the user's that must not turn into Markdown by accident.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '\\' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
