//! `system-cycle`: systems depend on each other in a ring.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use crate::rules::systems::ring::Ring;
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, Value, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "system-cycle",
    family: Family::Systems,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "systems depend on each other in a ring",
    question: "What breaks if this fails?",
    docs: Docs {
        finds: "Systems that depend on each other in a ring. Where many systems are entangled, one shortest ring among them is \
                shown: one finding for each knot.",
        why: "None of them can start, be released or be repaired without the others: a failure of one is a failure of all.",
        fix: "Take one of the shown edges out, mostly by letting one side send events instead of calling back.",
        bad: r#"
person ines "Ines Park"

system orders "Orders" { owner: ines, depends-on: stock }
system stock "Stock" { owner: ines, depends-on: orders }
"#,
        good: r#"
person ines "Ines Park"

system orders "Orders" { owner: ines, depends-on: stock }
system stock "Stock" { owner: ines }
"#,
    },
    check: Check::Workspace(KindSet::of(&[Kind::System]), check),
};

fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let systems = context.systems();
    for found in systems.rings() {
        let node = |node: &u32| context.workspace().decl(systems.ids[*node as usize]);
        let Some(nodes) = found.nodes.iter().map(node).collect::<Option<Vec<_>>>() else { continue };
        let Some(ring) = Ring::new(nodes, |from, to, _| edge(from, to)) else { continue };
        let message = match ring.nodes.as_slice() {
            [one] => format!("`{}` depends on itself", one.short()),
            _ => format!("Systems depend on each other in a ring: {}", ring.drawn()),
        };
        let finding = ring.finding(&RULE, message, |_, to, _| format!("depends on `{}` here", to.short()));
        out.extend(finding.map(|f| f.help(help(found.component.len(), ring.nodes.len()))));
    }
}

fn help(all: usize, shown: usize) -> String {
    if all == 1 {
        "Take it out of its own `depends-on`".into()
    } else if all == shown {
        "Take one of these edges out, so that one of them can stand without the others".into()
    } else {
        format!("Take one of these edges out: {all} systems are entangled, and this is their shortest ring")
    }
}

/// The name in `from` that makes it depend on `to`.
fn edge<'w>(from: Decl<'w>, to: Decl<'w>) -> Option<Value<'w>> {
    from.values(key::DEPENDS_ON).find(|v| v.target() == Some(to))
}
