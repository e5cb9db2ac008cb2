//! `unforeseen-issue`: things go wrong that nobody saw coming.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unforeseen-issue",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "several issues that come from no risk",
    question: "Are we reactive, not proactive?",
    docs: Docs {
        finds: "An open issue that names no risk in `from`, where a program has three or more of them \
                (`limits.unforeseen-issues` in `progc.toml`).",
        why: "One surprise is bad luck. Three say that the risks are not looked at.",
        fix: "Name the risk that each came from; where there was none, write down what may happen next.",
        bad: r#"
person ines "Ines Park"

issue outage "Gateway was down for an hour" { owner: ines }
issue refunds "Refunds were paid twice" { owner: ines }
issue latency "Checkout takes ten seconds" { owner: ines }
"#,
        good: r#"
person ines "Ines Park"

issue refunds "Refunds were paid twice" { owner: ines }
issue latency "Checkout takes ten seconds" { owner: ines }
"#,
    },
    check: Check::Group(KindSet::of(&[Kind::Issue]), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let unforeseen: Vec<Decl<'_>> = context
        .in_group(group, Kind::Issue)
        .filter(|issue| !issue.is_over() && lacks(*issue, key::FROM))
        .collect();
    if (unforeseen.len() as f64) < context.config().limits.unforeseen_issues {
        return;
    }
    for issue in &unforeseen {
        let finding = RULE.on(*issue, format!("`{}` comes from no risk", issue.short()));
        let help = "Add `from:` with the risk that it comes from, and look for the next one";
        out.push(finding.help(help).fix(ask_for(*issue, &[key::FROM])));
    }
}
