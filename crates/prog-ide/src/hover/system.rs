//! Cards of systems and flows: what hangs on it, what it hangs on, what if it fails.

use super::card::{Card, names};
use crate::text::count;
use prog_model::{Kind, key};

pub(super) fn fill(card: &mut Card<'_>) {
    let decl = card.decl;
    let what: Vec<&str> = [key::TYPE, key::CRITICALITY].into_iter().filter_map(|k| decl.word(k)).collect();
    let what = match what.as_slice() {
        [ty, level] => format!("{ty}, criticality {level}"),
        [one] if decl.has(key::CRITICALITY) => format!("criticality {one}"),
        [one] => (*one).to_owned(),
        _ => String::new(),
    };
    card.line("Is", what);
    let systems = card.facts.systems();
    let direct = systems.direct_dependents(decl.id());
    let all = systems.dependents(decl.id()).len();
    if all > 0 {
        let near = names(direct.iter().filter_map(|id| card.facts.workspace.decl(*id)));
        let far = if all > direct.len() {
            format!(", {} in all", count(all, "system", "systems"))
        } else {
            String::new()
        };
        card.line("Needed by", format!("{near}{far}"));
    }
    card.names("Needs", decl.refs(key::DEPENDS_ON));
    let mut flows: Vec<_> = decl.referrers_by(key::STEPS).filter(|d| d.kind() == Kind::Flow).collect();
    flows.sort_by_key(|d| d.order());
    flows.dedup();
    card.names("Flows", flows.into_iter());
    promise(card);
    card.text("If it fails", key::FALLBACK);
}

fn promise(card: &mut Card<'_>) {
    if let Some(slo) = card.decl.value(key::SLO) {
        card.line("Promises", format!("`{}`", slo.written()));
    }
}

pub(super) fn fill_flow(card: &mut Card<'_>) {
    let decl = card.decl;
    card.text("Trigger", key::TRIGGER);
    for chain in decl.values(key::STEPS).take(3) {
        let hops: Vec<String> = chain.hops().map(|(name, _)| format!("`{}`", name.written())).collect();
        card.line("Steps", hops.join(" → "));
    }
    card.names("Serves", decl.refs(key::SERVES));
    promise(card);
}
