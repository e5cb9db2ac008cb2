//! `unassessed-change`: a change, and nobody knows what it costs.

use crate::Context;
use crate::context::{ask_for, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unassessed-change",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a change without time or cost",
    question: "What does this change cost us?",
    docs: Docs {
        finds: "A change, neither rejected nor deferred, that lacks `time` or `cost`.",
        why: "A change that costs nothing on paper is always approved.",
        fix: "Say how much longer it takes and how much more it costs; `0d` and `$0` are answers.",
        bad: r#"
person ines "Ines Park"

change wallets "Add wallets" { owner: ines, raised: 2026-02-01, time: 2w }
"#,
        good: r#"
person ines "Ines Park"

change wallets "Add wallets" { owner: ines, raised: 2026-02-01, time: 2w, cost: $60K }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Change]), check),
};

fn check(_: &Context<'_>, change: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if matches!(change.status(), "rejected" | "deferred") {
        return;
    }
    let missing: Vec<_> = [key::TIME, key::COST].into_iter().filter(|k| lacks(change, *k)).collect();
    if missing.is_empty() {
        return;
    }
    let words: Vec<String> = missing.iter().map(|k| format!("`{}`", k.word())).collect();
    let message = format!("`{}` lacks {}", change.short(), join(&words, "and"));
    let help = "Say how much longer it takes (`time`) and how much more it costs (`cost`)";
    out.push(RULE.on(change, message).help(help).fix(ask_for(change, &missing)));
}
