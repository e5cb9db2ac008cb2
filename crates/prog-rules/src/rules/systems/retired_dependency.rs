//! `retired-dependency`: something live depends on what is going away, or gone.

use crate::Context;
use crate::context::{replace, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, Value, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "retired-dependency",
    family: Family::Systems,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "something live depends on a retired or deprecated system",
    question: "What depends on this service?",
    docs: Docs {
        finds: "A live system that depends on a system with `status: deprecated` or `retired`, and a flow that still goes through a \
                retired one.",
        why: "What is retired is gone or will be switched off, and what depends on it goes with it.",
        fix: "Depend on what takes its place, or correct the status.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: old-search }
system old-search "Search (old)" { owner: ines, status: deprecated }
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: search }
system search "Search" { owner: ines, replaces: old-search }
system old-search "Search (old)" { owner: ines, status: retired }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::System, Kind::Flow]), check),
};

fn check(_: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if decl.kind() == Kind::System {
        if decl.status() == "live" {
            let gone = decl
                .values(key::DEPENDS_ON)
                .filter(|v| v.target().is_some_and(|d| is_gone(d, &["deprecated", "retired"])));
            out.extend(gone.filter_map(|v| finding(decl, v, "depends on")));
        }
        return;
    }
    let hops = decl.values(key::STEPS).flat_map(Value::hops).map(|(name, _)| name);
    let mut seen: Vec<Decl<'_>> = Vec::new();
    for hop in hops {
        let Some(system) = hop.target().filter(|d| is_gone(*d, &["retired"]) && !seen.contains(d)) else {
            continue;
        };
        seen.push(system);
        out.extend(finding(decl, hop, "goes through"));
    }
}

fn is_gone(system: Decl<'_>, statuses: &[&str]) -> bool {
    system.kind() == Kind::System && statuses.contains(&system.status())
}

fn finding(decl: Decl<'_>, name: Value<'_>, verb: &str) -> Option<Diagnostic> {
    let gone = name.target()?;
    let message = format!("`{}` {verb} `{}`, which is {}", decl.short(), gone.short(), gone.status());
    let mut finding = RULE
        .at(decl, name.place(), message)
        .related(value_place(gone, key::STATUS), format!("is {} here", gone.status()));
    let mut heirs: Vec<Decl<'_>> =
        gone.referrers_by(key::REPLACES).filter(|d| *d != decl && d.status() != "retired").collect();
    heirs.sort_by_key(|d| d.order());
    finding.help = Some(match heirs.first() {
        Some(heir) => format!("Use `{}`, which replaces it", heir.short()).into(),
        None => "Use what takes its place, or correct its status".into(),
    });
    for heir in heirs {
        let written = decl.name_for(heir);
        let title = format!("Change to `{written}`");
        finding = finding.fix(replace(name.place(), title, written));
    }
    Some(finding)
}
