//! Cards of programs and workstreams: money, time, what is in it.

use super::card::{Card, plain};
use crate::text::{and, count, short};
use prog_analysis::{Band, Health};
use prog_facts::Group;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, key};

/// Most members that are counted.
const MOST: usize = 20_000;

pub(super) fn fill(card: &mut Card<'_>) {
    let decl = card.decl;
    if let Some(goal) = decl.text(key::GOAL) {
        card.line("Goal", plain(&short(&goal, 160)));
    }
    window(card);
    money(card);
    let members: Vec<Decl<'_>> = card.facts.all_in_group(Group::Program(decl.id())).take(MOST).collect();
    card.line("Holds", holds(&members));
    card.line("Risks", risks(card, &members));
    card.line("Outcomes", outcomes(card, &members));
    next(card, &members);
    if let Some(sponsor) = decl.target(key::SPONSOR) {
        card.line("Sponsor", plain(&sponsor.label()));
    }
}

pub(super) fn fill_workstream(card: &mut Card<'_>) {
    let members: Vec<Decl<'_>> = card.decl.descendants().collect();
    card.line("Holds", holds(&members));
    let delivers = card.decl.refs(key::DELIVERS);
    card.names("Delivers", delivers);
    next(card, &members);
}

fn window(card: &mut Card<'_>) {
    let Some((first, last)) = card.decl.date_range(key::WINDOW) else { return };
    let today = card.facts.today;
    let passed = f64::from(today.saturating_sub(first)) / f64::from((last - first).max(1)) * 100.0;
    let where_ = match () {
        () if today < first => format!("starts {}", crate::days::distance(today, first)),
        () if today > last => format!("ended {}", crate::days::distance(today, last)),
        () => format!("{}% of it has passed", passed.round()),
    };
    card.line("Window", format!("{} .. {} · {where_}", iso(first), iso(last)));
}

fn money(card: &mut Card<'_>) {
    let decl = card.decl;
    let spent = card.facts.cost(decl).and_then(|cost| cost.spent);
    let mut words = Vec::new();
    if let Some(budget) = decl.quantity(key::BUDGET) {
        words.push(format!("{budget} in all"));
        if let Some(spent) = spent.filter(|s| s.unit == budget.unit && budget.value > 0.0) {
            words.push(format!("{spent} spent ({}%)", (spent.value / budget.value * 100.0).round()));
        }
    } else if let Some(spent) = spent {
        words.push(format!("{spent} spent"));
    }
    if let Some(forecast) = decl.quantity(key::FORECAST) {
        words.push(format!("{forecast} expected"));
    }
    card.line("Budget", words.join(", "));
}

fn holds(members: &[Decl<'_>]) -> String {
    let of = |kind: Kind| members.iter().filter(|d| d.kind() == kind).count();
    let kinds = [
        Kind::System,
        Kind::Flow,
        Kind::Task,
        Kind::Milestone,
        Kind::Dependency,
        Kind::Decision,
        Kind::Issue,
    ];
    let some = kinds.into_iter().map(|k| (k, of(k))).filter(|(_, n)| *n > 0);
    let words: Vec<String> = some.map(|(k, n)| count(n, k.word(), k.plural())).collect();
    and(&words)
}

fn risks(card: &Card<'_>, members: &[Decl<'_>]) -> String {
    let live: Vec<&Decl<'_>> = members.iter().filter(|d| d.is_live_risk()).collect();
    let band = |band: Band| {
        live.iter().filter(|d| card.facts.risk_score(***d).is_some_and(|s| s.band == band)).count()
    };
    if live.is_empty() {
        return String::new();
    }
    let bad: Vec<String> = [Band::Extreme, Band::High]
        .into_iter()
        .map(|b| (b, band(b)))
        .filter(|(_, n)| *n > 0)
        .map(|(b, n)| format!("{n} {}", b.word()))
        .collect();
    let bad = if bad.is_empty() { String::new() } else { format!(", {}", and(&bad)) };
    format!("{} live{bad}", live.len())
}

fn outcomes(card: &Card<'_>, members: &[Decl<'_>]) -> String {
    let all: Vec<Health> =
        members.iter().filter(|d| d.kind() == Kind::Outcome).map(|d| card.facts.health(*d)).collect();
    let of = |health: Health| all.iter().filter(|h| **h == health).count();
    let order =
        [Health::OffTrack, Health::AtRisk, Health::OnTrack, Health::Met, Health::TooEarly, Health::NoData];
    let words: Vec<String> = order
        .into_iter()
        .map(|h| (h, of(h)))
        .filter(|(_, n)| *n > 0)
        .map(|(h, n)| format!("{n} {}", h.word().replace('-', " ")))
        .collect();
    and(&words)
}

/// The next milestone that is not reached.
fn next(card: &mut Card<'_>, members: &[Decl<'_>]) {
    let open = members.iter().filter(|d| d.kind() == Kind::Milestone && !d.is_over());
    let dated = open.filter_map(|d| Some((d.deadline(key::DUE)?, *d)));
    if let Some((due, milestone)) = dated.min_by_key(|(day, d)| (*day, d.order())) {
        let text = format!("`{}` is due {}", milestone.short(), card.day(due));
        card.line("Next", text);
    }
}
