//! `isolated-system`: nothing leads to it or from it.

use crate::Context;
use crate::context::ask_for;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "isolated-system",
    family: Family::Systems,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a system that nothing leads to or from",
    question: "What depends on this service?",
    docs: Docs {
        finds: "A live or deprecated system that depends on nothing, that nothing depends on, that no flow goes through and no work touches. One that \
                only holds other systems is left alone.",
        why: "Either something is missing from the picture, or nobody needs it.",
        fix: "Say what it depends on or what depends on it, let a flow go through it, or retire it.",
        bad: r#"
person ines "Ines Park"

system reports "Reports" { owner: ines }
"#,
        good: r#"
person ines "Ines Park"

system reports "Reports" { owner: ines, depends-on: warehouse }
system warehouse "Data warehouse" { owner: ines }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::System]), check),
};

fn check(_: &Context<'_>, system: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let runs = matches!(system.status(), "live" | "deprecated");
    if !runs || system.broken() || system.has(key::DEPENDS_ON) {
        return;
    }
    let is_met = system.referrers().any(|(_, k)| matches!(k, key::DEPENDS_ON | key::STEPS | key::TOUCHES));
    if is_met || system.children_of(Kind::System).next().is_some() {
        return;
    }
    let message = format!("`{}` depends on nothing, and nothing depends on it", system.short());
    let help = "Add `depends-on`, let a flow go through it, or set `status: retired`";
    out.push(RULE.on(system, message).help(help).fix(ask_for(system, &[key::DEPENDS_ON])));
}
