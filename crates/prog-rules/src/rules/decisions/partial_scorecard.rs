//! `partial-scorecard`: a scorecard that leaves something out.

use crate::Context;
use crate::context::{ask_for, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "partial-scorecard",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a scorecard without all six ratings",
    question: "How is the program really?",
    docs: Docs {
        finds: "A scorecard without all six ratings. Weights in `progc.toml` that do not add up to 100 % are an error.",
        why: "What is left out is mostly what is bad, and the score hides it.",
        fix: "Rate all six, or write `?` for what nobody knows.",
        bad: r#"
scorecard { date: 2026-02-01, alignment: 4, technical: 3, budget: 4, schedule: 3, vendor: 3 }
"#,
        good: r#"
scorecard { date: 2026-02-01, alignment: 4, technical: 3, budget: 4, schedule: 3, compliance: 5, vendor: 3 }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Scorecard]), check),
};

/// The ratings of a scorecard.
pub(super) const RATINGS: [prog_model::Key; 6] =
    [key::ALIGNMENT, key::TECHNICAL, key::BUDGET, key::SCHEDULE, key::COMPLIANCE, key::VENDOR];

fn check(_: &Context<'_>, card: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let missing: Vec<_> = RATINGS.into_iter().filter(|k| lacks(card, *k)).collect();
    if missing.is_empty() {
        return;
    }
    let words: Vec<String> = missing.iter().map(|k| format!("`{}`", k.word())).collect();
    let finding = RULE.on(card, format!("The scorecard lacks {}", join(&words, "and")));
    out.push(finding.help("Rate all six from 1 (bad) to 5 (good)").fix(ask_for(card, &missing)));
}
