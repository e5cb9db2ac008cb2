//! `unexplained-rating`: a bad rating, and no risk that says why.

use super::partial_scorecard::RATINGS;
use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unexplained-rating",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a rating of 1 or 2 without a live risk of that category",
    question: "What makes it so bad, and what do we do about it?",
    docs: Docs {
        finds: "A rating of 1 or 2 in the latest scorecard of a program, while no live risk of the program has that \
                `category`.",
        why: "A bad number that nobody acts on is only bad mood.",
        fix: "Write down the risk behind the rating, with its category and a mitigation.",
        bad: r#"
scorecard { date: 2026-02-01, alignment: 4, technical: 3, budget: 4, schedule: 3, compliance: 5, vendor: 2 }
"#,
        good: r#"
person ines "Ines Park"

scorecard { date: 2026-02-01, alignment: 4, technical: 3, budget: 4, schedule: 3, compliance: 5, vendor: 2 }

risk late-vendor "The vendor is late" {
  owner: ines
  category: vendor
  likelihood: unlikely
  impact: major
  affects: gateway
  mitigation "Weekly call" { due: 2026-05-15 }
}

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }
"#,
    },
    check: Check::Group(KindSet::of(&[Kind::Scorecard, Kind::Risk]), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let cards: Vec<Decl<'_>> = context.in_group(group, Kind::Scorecard).collect();
    // Older ratings are history.
    let Some(latest) = cards.iter().map(|c| c.deadline(key::DATE)).max() else { return };
    let live: Vec<Decl<'_>> = context.in_group(group, Kind::Risk).filter(|d| d.is_live_risk()).collect();
    for card in cards.into_iter().filter(|c| c.deadline(key::DATE) == latest) {
        for key in RATINGS {
            let Some(value) = card.value(key) else { continue };
            let Some(rating) = value.step().map(|s| s.step).filter(|step| *step <= 2) else { continue };
            if live.iter().any(|risk| risk.word(key::CATEGORY) == Some(key.word())) {
                continue;
            }
            let word = key.word();
            let message = format!("`{word}` is rated {rating}, and no live risk is about it");
            let help = format!("Declare the risk behind it, with `category: {word}`");
            out.push(RULE.at(card, value.place(), message).help(help));
        }
    }
}
