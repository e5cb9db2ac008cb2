//! `team-without-lead`: a team owns something, and nobody leads it.

use crate::Context;
use crate::context::{ask_for, in_live_program, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Key, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "team-without-lead",
    family: Family::Accountability,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a team that owns something has no lead",
    question: "Who speaks for this?",
    docs: Docs {
        finds: "A team that owns something, or has promised to deliver something, in a program that is not over, and has no `lead`.",
        why: "A team cannot be called at night. Its lead can, or knows who.",
        fix: "Name the person who leads it.",
        bad: r#"
team payments "Payments"

system web "Web shop" { owner: payments, depends-on: gateway }
system gateway "Payment gateway" { owner: payments }
"#,
        good: r#"
person ines "Ines Park"
team payments "Payments" { lead: ines }

system web "Web shop" { owner: payments, depends-on: gateway }
system gateway "Payment gateway" { owner: payments }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Team]), check),
};

fn check(_: &Context<'_>, team: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !lacks(team, key::LEAD) {
        return;
    }
    let owns =
        |(d, k): &(Decl<'_>, Key)| *k == key::OWNER || (*k == key::FROM && d.kind() == Kind::Dependency);
    if !team.referrers().any(|named| owns(&named) && in_live_program(named.0)) {
        return;
    }
    let finding = RULE.on(team, format!("`{}` has no lead", team.short()));
    out.push(
        finding.help("Add `lead:` with the person who speaks for the team").fix(ask_for(team, &[key::LEAD])),
    );
}
