//! Whom to call, and how.

use crate::say;
use prog_model::{Decl, key};

/// How to reach somebody.
fn contacts(who: Decl<'_>) -> Vec<String> {
    let texts = [key::CONTACT, key::EMAIL].into_iter().filter_map(|k| who.text(k));
    texts.map(|t| t.into_owned()).collect()
}

/// Whom to call and how, in the order given. A team is called through its own contact, else its lead's; where the lead is to be
/// called too, the two are one line.
pub(super) fn calls(owners: &[Decl<'_>]) -> Vec<(String, String)> {
    let mut lines: Vec<(Decl<'_>, Vec<Decl<'_>>)> = Vec::new();
    for owner in owners {
        let answers = owner.target(key::LEAD).unwrap_or(*owner);
        match lines.iter_mut().find(|(who, _)| *who == answers) {
            Some((_, all)) => all.push(*owner),
            None => lines.push((answers, vec![*owner])),
        }
    }
    lines.into_iter().map(|(who, all)| call(who, &all)).collect()
}

fn call(who: Decl<'_>, all: &[Decl<'_>]) -> (String, String) {
    let teams: Vec<Decl<'_>> = all.iter().copied().filter(|d| *d != who).collect();
    if teams.is_empty() {
        return (who.label().into_owned(), contacts(who).join(", "));
    }
    let mut how: Vec<String> = teams.iter().flat_map(|team| contacts(*team)).collect();
    if how.is_empty() || all.contains(&who) {
        how.push(who.label().into_owned());
        how.extend(contacts(who));
    }
    let mut seen: Vec<String> = Vec::new();
    how.retain(|text| {
        !seen.contains(text) && {
            seen.push(text.clone());
            true
        }
    });
    let names: Vec<String> = teams.iter().map(|d| d.label().into_owned()).collect();
    (say::list(&names), how.join(", "))
}
