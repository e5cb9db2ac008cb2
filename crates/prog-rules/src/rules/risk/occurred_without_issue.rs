//! `occurred-without-issue`: it has happened, and nobody works on it.

use crate::Context;
use crate::context::{declare_after, free_name};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Fix, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "occurred-without-issue",
    family: Family::Risk,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a risk has occurred, and no issue comes from it",
    question: "Who is solving this?",
    docs: Docs {
        finds: "A risk with `status: occurred` that no issue names in `from`.",
        why: "What has happened is no risk any more: it needs an owner who solves it, and a date.",
        fix: "Declare the issue that came of it.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  status: occurred
  likelihood: likely
  impact: moderate
  affects: gateway
}
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  status: occurred
  likelihood: likely
  impact: moderate
  affects: gateway
}

issue slow-gateway "The gateway takes ten seconds" { owner: ines, from: gateway-latency }
"#,
    },
    // The name that its fix gives has to be one that no issue around has.
    check: Check::Group(KindSet::of(&[Kind::Risk, Kind::Issue]), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let occurred = |d: &Decl<'_>| d.status() == "occurred" && !d.broken();
    for risk in context.in_group(group, Kind::Risk).filter(occurred) {
        if !risk.referrers_by(key::FROM).any(|d| d.kind() == Kind::Issue) {
            out.push(finding(risk));
        }
    }
}

fn finding(risk: Decl<'_>) -> Diagnostic {
    let mut finding = RULE.on(risk, format!("`{}` has occurred, and no issue comes from it", risk.short()));
    finding.help = Some(format!("Declare an `issue` with `from: {}`", risk.short()).into());
    if !risk.name().is_empty() {
        finding.fixes.push(create(risk));
    }
    finding
}

/// Declares the issue after the risk, with the risk's title and owner.
fn create(risk: Decl<'_>) -> Fix {
    let name = risk.name();
    let title = risk.data().title.text(risk.source());
    let title = if title.is_empty() { "\"…\"" } else { title };
    let owner = risk.owner().and_then(|o| risk.name_for(o)).unwrap_or("?".to_owned());
    let issue = free_name(risk, &format!("{name}-issue"));
    let issue = format!("issue {issue} {title} {{\n  owner: {owner}\n  severity: ?\n  from: {name}\n}}");
    declare_after(risk, "Declare the issue", &issue)
}
