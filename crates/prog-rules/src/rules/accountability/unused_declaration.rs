//! `unused-declaration`: nothing refers to it.

use crate::Context;
use crate::context::remove;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level, Tag};
use prog_model::{Decl, Kind, KindSet};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-declaration",
    family: Family::Accountability,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a person, team or metric that nothing refers to",
    question: "",
    docs: Docs {
        finds: "A person, team or metric whose name stands nowhere else. One with a `?` in it is still being written, and left alone.",
        why: "It may be left over, or somebody may be missing where they belong: as an owner, an approver, a stakeholder.",
        fix: "Name it where it belongs, or remove it.",
        bad: r#"
person omar "Omar Haddad"
"#,
        good: r#"
person omar "Omar Haddad"

issue outage "Gateway was down for an hour" { owner: omar }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Person, Kind::Team, Kind::Metric]), check),
};

fn check(_: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if decl.broken() || decl.referrer_count() > 0 || decl.name().is_empty() || decl.is_double() {
        return;
    }
    if decl.is_guessed() || decl.props().flat_map(|p| p.parts()).any(|v| v.is_open()) {
        return;
    }
    let mut finding = RULE.on(decl, format!("Nothing refers to `{}`", decl.short()));
    finding.help = Some("Name it where it belongs, or remove it".into());
    finding.tag = Some(Tag::Unnecessary);
    finding.fixes.push(remove(decl, format!("Remove `{}`", decl.short())));
    out.push(finding);
}
