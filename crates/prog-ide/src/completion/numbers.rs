//! Numbers: units that are used already for the same thing, lengths of time, percentages.

use super::Ask;
use super::item::{Item, ItemKind, Snippet};
use prog_model::file::Val;
use prog_model::{Decl, Key, Kind, key};

/// The unit that a number of `key` at the cursor most likely has, with where it comes from.
pub(super) fn units(ask: &Ask<'_>, key: Key) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |unit: &str, why: &str| {
        if !unit.is_empty() && !unit.contains(' ') && !found.iter().any(|(u, _)| u == unit) {
            found.push((unit.to_owned(), why.to_owned()));
        }
    };
    let decl = ask.cursor.decl();
    if let Some(decl) = decl {
        if decl.kind() == Kind::Outcome {
            let unit = ask.facts.unit_of(decl);
            if !unit.is_empty() && !unit.contains(' ') {
                return vec![(unit.into_owned(), "as the rest of this outcome".into())];
            }
        }
        for unit in units_in(decl) {
            add(&unit, "used here");
        }
    }
    let money = matches!(key, key::COST | key::BUDGET | key::SPENT | key::FORECAST);
    if money {
        add(&currency(ask), "used in this workspace");
    }
    let usual: &[&str] = if money { &["$", "€"] } else { &["%", "ms"] };
    for unit in usual {
        add(unit, "");
    }
    found.retain(|(unit, _)| is_currency(unit) == money || !money);
    found.truncate(4);
    found
}

fn is_currency(unit: &str) -> bool {
    unit.starts_with(['$', '€', '£', '¥', '₹'])
}

fn units_in(decl: Decl<'_>) -> Vec<String> {
    let parts = decl.props().flat_map(|p| p.parts());
    let units = parts.filter(|v| matches!(v.val(), Val::Quantity { .. })).filter_map(|v| v.quantity());
    units.map(|q| q.unit.to_owned()).collect()
}

/// The currency of the nearest budget or cost.
fn currency(ask: &Ask<'_>) -> String {
    let near = ask.cursor.workspace.file(ask.cursor.file).into_iter();
    let programs =
        ask.cursor.workspace.programs().filter_map(|p| p.quantity(key::BUDGET)).map(|q| q.unit.to_owned());
    let own = near.flat_map(|f| f.units.iter().map(|u| u.to_string()));
    own.chain(programs).find(|u| is_currency(u)).unwrap_or_default()
}

/// A blank with the unit around it: `${1}%`, `$${1}K`.
fn amount(unit: &str) -> Snippet {
    match unit.chars().next().filter(|_| is_currency(unit)) {
        Some(mark) => Snippet::text(mark.to_string()).blank("").and(unit[mark.len_utf8()..].to_owned()),
        None => Snippet::default().blank("").and(unit.to_owned()),
    }
}

/// What a unit looks like in a list: `…%`, `$…`.
fn look(unit: &str) -> String {
    if is_currency(unit) { format!("{unit}…") } else { format!("…{unit}") }
}

/// Offers numbers with the likely units; `before` and `after` stand around each.
pub(super) fn quantities(ask: &mut Ask<'_>, key: Key, before: &str, after: &Snippet) {
    for (unit, why) in units(ask, key) {
        let mut snippet = Snippet::text(before);
        snippet.0.extend(amount(&unit).0);
        snippet.0.extend(after.0.clone());
        let label = format!("{before}{}{}", look(&unit), after.plain());
        let plain = if is_currency(&unit) { format!("{before}{unit}") } else { before.to_owned() };
        ask.offer(Item::new(ItemKind::Number, label).detail(why).snippet(snippet, plain));
    }
}

/// Where digits are typed: the same number with each likely unit.
pub(super) fn with_unit(ask: &mut Ask<'_>, key: Key) {
    let typed = ask.cursor.typed().to_owned();
    let rest = &ask.cursor.text()[ask.cursor.word.end as usize..];
    let before = &ask.cursor.text()[..ask.cursor.word.start as usize];
    let has_mark = before.ends_with(|c: char| is_currency(&c.to_string()));
    if typed.is_empty()
        || !typed.bytes().all(|b| b.is_ascii_digit())
        || rest.starts_with(['%', '.', '/'])
        || has_mark
    {
        return;
    }
    for (unit, why) in units(ask, key) {
        if !is_currency(&unit) {
            ask.offer(Item::new(ItemKind::Number, format!("{typed}{unit}")).detail(why));
        }
    }
}

/// Offers lengths of time.
pub(super) fn durations(ask: &mut Ask<'_>, key: Option<Key>) {
    let typed = ask.cursor.typed().to_owned();
    if !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit()) {
        for (unit, word) in [("d", "days"), ("w", "weeks"), ("mo", "months"), ("y", "years")] {
            ask.offer(
                Item::new(ItemKind::Number, format!("{typed}{unit}")).detail(format!("{typed} {word}")),
            );
        }
        return;
    }
    let cadence = key.is_some_and(|k| matches!(k, key::CADENCE | key::RETENTION));
    let common: &[(&str, &str)] = if cadence {
        &[
            ("1w", "every week"),
            ("2w", "every two weeks"),
            ("1mo", "every month"),
            ("3mo", "every quarter"),
            ("1y", "every year"),
        ]
    } else {
        &[
            ("1d", "a day"),
            ("3d", "three days"),
            ("1w", "5 working days"),
            ("2w", "10 working days"),
            ("1mo", "20 working days"),
        ]
    };
    let keeps = key == Some(key::RETENTION);
    for (label, detail) in common {
        let detail = if keeps { detail.trim_start_matches("every ") } else { detail };
        ask.offer(Item::new(ItemKind::Number, *label).detail(detail));
    }
}
