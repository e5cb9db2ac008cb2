//! Cards of people, teams and stakeholders: what they do, how to reach them, what they carry.

use super::card::{Card, plain};
use crate::text::{and, count};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, key};

pub(super) fn fill(card: &mut Card<'_>) {
    match card.decl.kind() {
        Kind::Stakeholder => return stakeholder(card),
        Kind::Team => team(card),
        _ => card.text("Role", key::ROLE),
    }
    contact(card);
    away(card);
    let owns = owns(card.decl);
    card.line("Owns", if owns.is_empty() { "nothing".to_owned() } else { owns });
    let teams = card
        .decl
        .referrers()
        .filter(|(d, k)| d.kind() == Kind::Team && matches!(*k, key::MEMBERS | key::LEAD));
    let mut teams: Vec<Decl<'_>> = teams.map(|(d, _)| d).collect();
    teams.sort_by_key(|d| d.order());
    teams.dedup();
    card.names("In", teams.into_iter());
}

fn team(card: &mut Card<'_>) {
    if let Some(lead) = card.decl.target(key::LEAD) {
        card.line("Led by", plain(&lead.label()));
    }
    let members = card.decl.refs(key::MEMBERS);
    card.names("Members", members);
}

fn contact(card: &mut Card<'_>) {
    let ways: Vec<String> =
        [key::EMAIL, key::CONTACT].into_iter().filter_map(|k| card.decl.text(k)).map(|t| plain(&t)).collect();
    card.line("Contact", ways.join(", "));
}

/// The absence that is now or next.
fn away(card: &mut Card<'_>) {
    let today = card.facts.today;
    let coming =
        card.decl.values(key::AWAY).filter_map(|v| v.date_range()).filter(|(_, last)| *last >= today);
    if let Some((first, last)) = coming.min() {
        let when = if first <= today { "now, until".to_owned() } else { format!("{} ..", iso(first)) };
        card.line("Away", format!("{when} {}", iso(last)));
    }
}

/// What somebody is the owner of and that is not over, by kind.
fn owns(decl: Decl<'_>) -> String {
    let mut counts = [0usize; Kind::ALL.len() + 1];
    for (owned, by) in decl.referrers() {
        let is_owner =
            by == key::OWNER || by == key::FROM && owned.kind() == Kind::Dependency && !owned.has(key::OWNER);
        if is_owner && !prog_facts::is_over(owned) {
            counts[owned.kind() as usize] += 1;
        }
    }
    let some = Kind::ALL.iter().filter(|k| counts[**k as usize] > 0);
    let words: Vec<String> = some.map(|k| count(counts[*k as usize], k.word(), k.plural())).collect();
    and(&words)
}

fn stakeholder(card: &mut Card<'_>) {
    let decl = card.decl;
    let levels = [("influence", key::INFLUENCE), ("interest", key::INTEREST), ("impact", key::IMPACT)];
    let words: Vec<String> =
        levels.iter().filter_map(|(label, k)| Some(format!("{label} {}", decl.word(*k)?))).collect();
    card.line("Weight", words.join(", "));
    card.line("Stance", decl.word(key::STANCE).unwrap_or(""));
    card.text("Needs", key::NEEDS);
    let last = decl.deadline(key::LAST_CONTACT);
    card.date("Last contact", last);
    if let Some(cadence) = decl.duration(key::CADENCE) {
        card.line("Hears", format!("every {cadence}"));
    }
    let mut ratings: Vec<_> = decl.values(key::SATISFACTION).filter(|v| card.facts.is_read(*v)).collect();
    ratings.sort_by_key(|v| v.dates().map(|d| d.last));
    let ratings: Vec<f64> = ratings.into_iter().filter_map(|v| v.quantity()).map(|q| q.value).collect();
    if let Some(last) = ratings.last() {
        card.line("Satisfaction", format!("{} {last} of 5", super::spark_line(&ratings)));
    }
}
