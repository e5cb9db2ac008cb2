//! What is computed, beside what is written: scores, slack, health, titles.

use crate::hover::spark_line;
use crate::text::{count, short};
use prog_analysis::Health;
use prog_diagnostics::FileId;
use prog_facts::Facts;
use prog_model::dates::iso;
use prog_model::edit::head_end;
use prog_model::file::Val;
use prog_model::{Decl, Kind, key};
use prog_rules::Engine;
use prog_syntax::Span;

/// Which hints are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InlayOptions {
    /// A risk's score and band.
    pub risk: bool,
    /// Slack and earliest finish of work.
    pub schedule: bool,
    /// How an outcome does.
    pub outcomes: bool,
    /// The title behind a name.
    pub titles: bool,
}

impl Default for InlayOptions {
    fn default() -> Self {
        Self { risk: true, schedule: true, outcomes: true, titles: true }
    }
}

/// A hint in the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct InlayHint {
    /// Where it stands: after the head of a declaration, or after a name.
    pub offset: u32,
    /// What it says. A space belongs before it.
    pub label: String,
    /// More of it, for who points at it.
    pub tooltip: String,
}

/// The hints of a part of a file, by position.
pub fn inlay_hints(engine: &Engine, file: FileId, within: Span, options: InlayOptions) -> Vec<InlayHint> {
    let facts = engine.facts();
    let mut found = Vec::new();
    let wanted = |offset: u32| within.touches(offset);
    for decl in engine.workspace().decls_in(file) {
        let at = head_end(decl.data());
        if wanted(at) && !decl.is_over() {
            found.extend(of_head(&facts, decl, options).map(|(label, tooltip)| InlayHint {
                offset: at,
                label,
                tooltip,
            }));
        }
        let near = decl.span().start <= within.end && within.start <= decl.span().end;
        if options.titles && near {
            found.extend(titles(decl).filter(|h| wanted(h.offset)));
        }
    }
    found.sort();
    found
}

fn of_head(facts: &Facts<'_>, decl: Decl<'_>, options: InlayOptions) -> Option<(String, String)> {
    match decl.kind() {
        Kind::Risk if options.risk => risk(facts, decl),
        Kind::Task | Kind::Milestone if options.schedule => schedule(facts, decl),
        Kind::Outcome if options.outcomes => outcome(facts, decl),
        _ => None,
    }
}

fn risk(facts: &Facts<'_>, decl: Decl<'_>) -> Option<(String, String)> {
    let score = facts.risk_score(decl)?;
    let left = score.residual.map_or(String::new(), |r| format!(" → {r}"));
    let label = format!("{} {}{left}", score.score, score.band.word());
    let most = facts.matrix().highest();
    Some((
        label,
        format!("likelihood {} × impact {} = {} of {most}", score.likelihood, score.impact, score.score),
    ))
}

fn schedule(facts: &Facts<'_>, decl: Decl<'_>) -> Option<(String, String)> {
    let plan = facts.plan(facts.group_of(decl.id()));
    let placed = plan.placed(decl.id()).filter(|p| !p.out && !p.in_ring && !p.behind_ring)?;
    // Nothing was said about when it happens or how long it takes.
    let said = [key::ESTIMATE, key::AFTER, key::STARTS, key::DUE, key::STARTS_WITH, key::ENDS_WITH]
        .iter()
        .any(|k| decl.has(*k));
    if !said {
        return None;
    }
    let ends =
        format!("{} {}", if decl.kind() == Kind::Task { "ends" } else { "not before" }, iso(placed.finish));
    let slack = match facts.late(decl) {
        Some(late) => format!("{} late", count(late.by as usize, "day", "days")),
        None if placed.critical => "critical".to_owned(),
        None => format!("{} slack", count(placed.slack().max(0) as usize, "day", "days")),
    };
    let tooltip =
        format!("By the critical path: {} .. {}, in working days", iso(placed.start), iso(placed.finish));
    Some((format!("{ends} · {slack}"), tooltip))
}

fn outcome(facts: &Facts<'_>, decl: Decl<'_>) -> Option<(String, String)> {
    let health = facts.health(decl);
    if health == Health::NoData && !decl.has(key::TARGET) {
        return None;
    }
    let readings = decl.values(key::READINGS).filter_map(|v| Some((v.dates()?.last, v.quantity()?.value)));
    let mut readings: Vec<(i32, f64)> = readings.filter(|(day, _)| *day <= facts.today).collect();
    readings.sort_by_key(|r| r.0);
    let line = spark_line(&readings.iter().map(|r| r.1).collect::<Vec<_>>());
    let word = health.word().replace('-', " ");
    let label = if readings.len() > 1 { format!("{word} {line}") } else { word };
    Some((label, crate::hover::health_words(health).to_owned()))
}

/// The titles of the things that a declaration names, where the title says more than the name.
fn titles(decl: Decl<'_>) -> impl Iterator<Item = InlayHint> {
    let names = decl.props().flat_map(|p| p.parts()).filter(|v| matches!(v.val(), Val::Ref(_)));
    names.filter_map(|value| {
        let target = value.target()?;
        let title = target.title()?;
        let says_more = prog_syntax::ident::slug(&title) != prog_syntax::ident::slug(target.name());
        says_more.then(|| InlayHint {
            offset: value.span().end,
            label: short(&title, 40),
            tooltip: format!("{} {}", target.kind().word(), target.path()),
        })
    })
}
