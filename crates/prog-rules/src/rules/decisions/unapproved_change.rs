//! `unapproved-change`: a change that is done without a yes, or that nobody answers.

use crate::Context;
use crate::context::{ask_for, days_ago, join, lacks, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unapproved-change",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "a change without approval, or one that waits too long",
    question: "Who agreed to this?",
    docs: Docs {
        finds: "A change that is approved or implemented without `approved-by` or `decided`; or one that is still proposed \
                and was `raised` over 30 days ago (`limits.change-days` in `progc.toml`).",
        why: "Scope that nobody has agreed to is found out at the end, when it is paid for.",
        fix: "Say who agreed and when, or decide.",
        bad: r#"
person ines "Ines Park"

change wallets "Add wallets" { owner: ines, raised: 2026-01-20, time: 2w, cost: $60K, status: approved }
"#,
        good: r#"
person ines "Ines Park"

change wallets "Add wallets" { owner: ines, raised: 2026-01-20, time: 2w, cost: $60K, status: approved, approved-by: ines, decided: 2026-02-02 }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Change]), check),
};

fn check(context: &Context<'_>, change: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let name = change.short();
    match change.status() {
        status @ ("approved" | "implemented") => {
            let missing: Vec<_> =
                [key::APPROVED_BY, key::DECIDED].into_iter().filter(|k| lacks(change, *k)).collect();
            if missing.is_empty() {
                return;
            }
            let words: Vec<&str> =
                missing.iter().map(|k| if *k == key::DECIDED { "when" } else { "who agreed" }).collect();
            let finding =
                RULE.on(change, format!("`{name}` is {status} and does not say {}", join(&words, "and")));
            let help = "Add `approved-by:` with who agreed and `decided:` with the day";
            out.push(finding.help(help).fix(ask_for(change, &missing)));
        }
        // On the day that it names somebody has decided, whatever the answer is.
        "proposed" if !change.has(key::STATUS) && change.dates(key::DECIDED).is_some() => {}
        "proposed" => {
            let Some(raised) = change.deadline(key::RAISED) else { return };
            let days = i64::from(context.today()) - i64::from(raised);
            if days as f64 > context.config().limits.change_days {
                let message = format!("`{name}` waits for an answer since {}", iso(raised));
                let place = value_place(change, key::RAISED);
                let finding = RULE.at(change, place, message).label(days_ago(days));
                out.push(finding.help("Decide: `status: approved`, `rejected` or `deferred`"));
            }
        }
        _ => {}
    }
}
