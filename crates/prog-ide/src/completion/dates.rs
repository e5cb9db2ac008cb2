//! Dates and periods: today, the ends of what is coming, and what the program and its neighbours say.

use super::Ask;
use super::item::{Item, ItemKind};
use crate::days;
use prog_model::dates::{self, Day, iso};
use prog_model::{Decl, Key, Kind, key};
use prog_syntax::Span;

/// Keys whose dates lie behind us.
const PAST: [Key; 9] = [
    key::STARTED,
    key::FINISHED,
    key::REACHED,
    key::RAISED,
    key::REVIEWED,
    key::DECIDED,
    key::LAST_CONTACT,
    key::DATE,
    key::READINGS,
];

/// Offers dates for a value of `key`; the date `after`, if any, comes before them.
pub(super) fn offer(ask: &mut Ask<'_>, key: Option<Key>, after: Option<Day>) {
    offer_between(ask, key, after, None);
}

/// The same, none of them later than `last`.
pub(super) fn offer_between(ask: &mut Ask<'_>, key: Option<Key>, after: Option<Day>, last: Option<Day>) {
    let mut found: Vec<(Day, String)> = Vec::new();
    if key.is_some_and(|k| PAST.contains(&k)) {
        past(ask, &mut found);
    } else {
        coming(ask, key, &mut found);
    }
    if let Some(after) = after {
        let (year, month, _) = dates::civil(after);
        for (months, why) in [(3, "3 months later"), (6, "6 months later"), (12, "a year later")] {
            let at = month + months - 1;
            let end = dates::month_span(year + (at / 12) as i32, at % 12 + 1).map(|m| m.1);
            found.extend(end.map(|day| (day, why.to_owned())));
        }
    }
    let span = ask.cursor.word;
    for (day, why) in found {
        if after.is_some_and(|a| day <= a) || last.is_some_and(|last| day > last) {
            continue;
        }
        if !ask.items.iter().any(|i| i.label == iso(day)) {
            let item = day_item(ask, day, &why);
            ask.offer_at(span, item);
        }
    }
    periods(ask, key, (after, last), span);
}

fn day_item(ask: &Ask<'_>, day: Day, why: &str) -> Item {
    let words = days::describe(&ask.facts, day);
    let caution = days::caution(&ask.facts, day);
    let parts = [why, words.as_str(), caution.as_str()];
    let detail: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    Item::new(ItemKind::Date, iso(day)).detail(detail.join(" · "))
}

fn past(ask: &Ask<'_>, found: &mut Vec<(Day, String)>) {
    let today = ask.facts.today;
    found.push((today, String::new()));
    found.push((today - 1, String::new()));
    found.push((ask.facts.calendar().add(today, -1), String::new()));
    let (year, month, _) = dates::civil(today);
    if let Some((first, _)) = dates::month_span(year, month) {
        found.push((first, "first of the month".into()));
        found.push((first - 1, "end of last month".into()));
    }
    if let Some((first, _)) = window(ask) {
        found.push((first, "window starts".into()));
    }
    found.retain(|(day, _)| *day <= today);
}

fn coming(ask: &Ask<'_>, key: Option<Key>, found: &mut Vec<(Day, String)>) {
    let today = ask.facts.today;
    if key == Some(key::STARTS) {
        if let Some(day) = earliest_start(ask) {
            found.push((day, "earliest start by the plan".into()));
        }
        found.push((today, String::new()));
        let monday = today + 7 - dates::weekday(today) as i32;
        found.push((monday, "next week".into()));
    } else {
        // A deadline is near what is due next to it.
        found.extend(neighbours(ask));
        found.push((today, String::new()));
        let friday = today + (4 - dates::weekday(today) as i32).rem_euclid(7);
        found.push((friday, "end of this week".into()));
        found.push((today + 14, "in two weeks".into()));
    }
    let (year, month, _) = dates::civil(today);
    if let Some((_, last)) = dates::month_span(year, month) {
        found.push(if key == Some(key::STARTS) {
            (last + 1, "next month".into())
        } else {
            (last, "end of the month".into())
        });
    }
    if let Some((first, last)) = window(ask) {
        found.push((last, "window ends".into()));
        found.push((first, "window starts".into()));
    }
    found.retain(|(day, why)| *day >= today || why.starts_with("window"));
}

/// The window of the program around the cursor.
fn window(ask: &Ask<'_>) -> Option<(Day, Day)> {
    let program = ask.cursor.workspace.decl(super::names::program_at(ask)?)?;
    program.date_range(key::WINDOW)
}

/// When the plan lets the task at the cursor start.
fn earliest_start(ask: &Ask<'_>) -> Option<Day> {
    let decl = ask.cursor.decl().filter(|d| d.kind() == Kind::Task)?;
    let plan = ask.facts.plan(ask.facts.group_of(decl.id()));
    plan.placed(decl.id()).filter(|p| !p.out).map(|p| p.start)
}

/// Due dates of what the declaration at the cursor names, or stands in, and its earliest finish.
fn neighbours(ask: &Ask<'_>) -> Vec<(Day, String)> {
    let Some(decl) = ask.cursor.decl() else { return Vec::new() };
    let mut found = Vec::new();
    let named = decl.props().flat_map(|p| p.parts()).filter_map(|v| v.target());
    let around = decl.ancestors().filter(|d| d.kind() != Kind::Program);
    for other in named.chain(around).take(32) {
        if let Some((day, word)) = due(other) {
            found.push((day, format!("`{}` {word}", other.short())));
        }
    }
    if matches!(decl.kind(), Kind::Task | Kind::Milestone) && !decl.is_over() {
        let plan = ask.facts.plan(ask.facts.group_of(decl.id()));
        if let Some(placed) = plan.placed(decl.id()).filter(|p| !p.out && p.finish >= ask.facts.today) {
            found.push((placed.finish, "earliest finish by the plan".into()));
        }
    }
    found.truncate(6);
    found
}

fn due(decl: Decl<'_>) -> Option<(Day, &'static str)> {
    match decl.kind() {
        Kind::Task | Kind::Milestone | Kind::Issue | Kind::Decision => {
            decl.deadline(key::DUE).map(|d| (d, "is due"))
        }
        Kind::Outcome => decl.deadline(key::BY).map(|d| (d, "is due")),
        Kind::Dependency => decl.deadline(key::NEEDED_BY).map(|d| (d, "is needed")),
        _ => None,
    }
}

/// Quarters, and once a year is typed its months, weeks and halves.
fn periods(ask: &mut Ask<'_>, key: Option<Key>, (after, latest): (Option<Day>, Option<Day>), span: Span) {
    if key.is_some_and(|k| PAST.contains(&k)) {
        return;
    }
    let start = key == Some(key::STARTS);
    let (mut year, mut quarter) =
        days::quarter(ask.facts.today.max(after.map_or(i32::MIN, |day| day.saturating_add(1))));
    for _ in 0..4 {
        let first = dates::month_span(year, quarter * 3 - 2).map_or(0, |m| m.0);
        let (day, verb) = if start { (first, "starts") } else { (days::quarter_end(year, quarter), "ends") };
        period(ask, (span, latest), format!("{year}-Q{quarter}"), day, verb);
        (year, quarter) = if quarter == 4 { (year + 1, 1) } else { (year, quarter + 1) };
    }
    let typed = ask.cursor.typed();
    let Some(year) = typed.get(..4).and_then(|y| y.parse::<i32>().ok()).filter(|y| *y > 0) else { return };
    for month in 1..=12 {
        if let Some((first, last)) = dates::month_span(year, month) {
            let (day, verb) = if start { (first, "starts") } else { (last, "ends") };
            period(ask, (span, latest), format!("{year:04}-{month:02}"), day, verb);
        }
    }
    for half in 1..=2 {
        let day = if start {
            dates::month_span(year, half * 6 - 5).map_or(0, |m| m.0)
        } else {
            days::quarter_end(year, half * 2)
        };
        period(ask, (span, latest), format!("{year:04}-H{half}"), day, if start { "starts" } else { "ends" });
    }
    if typed.get(5..6) == Some("W") {
        for week in 1..=53 {
            if let Some((first, last)) = dates::week_span(year, week) {
                let (day, verb) = if start { (first, "starts") } else { (last, "ends") };
                period(ask, (span, latest), format!("{year:04}-W{week:02}"), day, verb);
            }
        }
    }
}

fn period(ask: &mut Ask<'_>, (span, last): (Span, Option<Day>), label: String, day: Day, verb: &str) {
    if last.is_some_and(|last| day > last) || ask.items.iter().any(|i| i.label == label) {
        return;
    }
    let detail = format!("{verb} {} · {}", iso(day), days::describe(&ask.facts, day));
    ask.offer_at(span, Item::new(ItemKind::Date, label).detail(detail));
}
