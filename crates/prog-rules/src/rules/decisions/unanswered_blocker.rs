//! `unanswered-blocker`: somebody with influence is against it, and nobody does anything about it.

use crate::Context;
use crate::context::{ask_for, lacks, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unanswered-blocker",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a blocker or sceptic with high influence, without needs and owner",
    question: "What would it take to win them over?",
    docs: Docs {
        finds: "A stakeholder with `stance: blocker` or `sceptic` and influence `high` or `critical`, with neither `needs` \
                nor `owner`.",
        why: "Resistance that nobody answers shows itself at the approval, when it costs most.",
        fix: "Say what they need from the program (`needs`), or who talks to them (`owner`).",
        bad: r#"
stakeholder legal "Legal" { influence: high, interest: medium, stance: blocker }
"#,
        good: r#"
stakeholder legal "Legal" { influence: high, interest: medium, stance: blocker, needs: "Proof that card data never leaves the region" }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Stakeholder]), check),
};

fn check(_: &Context<'_>, stakeholder: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(stance @ ("blocker" | "sceptic")) = stakeholder.word(key::STANCE) else { return };
    let Some(influence @ ("high" | "critical")) = stakeholder.word(key::INFLUENCE) else { return };
    if !lacks(stakeholder, key::NEEDS) || !lacks(stakeholder, key::OWNER) {
        return;
    }
    let message = format!(
        "`{}` is a {stance} with {influence} influence, and nothing says what they need or who talks to them",
        stakeholder.short()
    );
    let finding = RULE
        .on(stakeholder, message)
        .related(value_place(stakeholder, key::STANCE), format!("{stance} here"));
    out.push(
        finding
            .help("Add `needs:` with what would win them over, or `owner:` with who talks to them")
            .fix(ask_for(stakeholder, &[key::NEEDS, key::OWNER])),
    );
}
