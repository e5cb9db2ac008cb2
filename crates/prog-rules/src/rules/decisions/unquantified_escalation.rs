//! `unquantified-escalation`: it asks for help and does not say how much is at stake.

use crate::Context;
use crate::context::{ask_for, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

use super::quantified::holds_a_number;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unquantified-escalation",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "an escalation whose impact has no number",
    question: "How much is at stake?",
    docs: Docs {
        finds: "An escalation, not resolved, whose `impact` is missing or holds no number: no amount, no length of time, no \
                count. A number that is part of a name (\"SOC 2\", \"Phase 3\", \"Q3\") does not count.",
        why: "Whoever has to decide compares it with everything else on their desk, and that needs a number.",
        fix: "Say what is lost, in money, time or customers: \"$40K of sales a week\".",
        bad: r#"
person ines "Ines Park"
person dana "Dana Osei"

escalation vendor-delay "The vendor is six weeks late" {
  owner: ines
  to: dana
  impact: "We lose a lot of sales, and SOC 2 is at risk"
  recommend: second
  because: "The sale in June is worth more than the contract"
  ask: "Approve $80K for a second vendor"
  by: 2026-03-01

  option second "Take a second vendor" { cost: $80K, benefits: "Live in June", drawbacks: "Two contracts" }
  option wait "Wait" { cost: $0, benefits: "One contract", drawbacks: "Misses the sale in June" }
}
"#,
        good: r#"
person ines "Ines Park"
person dana "Dana Osei"

escalation vendor-delay "The vendor is six weeks late" {
  owner: ines
  to: dana
  impact: "We lose $40K of sales a week"
  recommend: second
  because: "The sale in June is worth more than the contract"
  ask: "Approve $80K for a second vendor"
  by: 2026-03-01

  option second "Take a second vendor" { cost: $80K, benefits: "Live in June", drawbacks: "Two contracts" }
  option wait "Wait" { cost: $0, benefits: "One contract", drawbacks: "Misses the sale in June" }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Escalation]), check),
};

fn check(_: &Context<'_>, escalation: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if escalation.is_over() || escalation.broken() {
        return;
    }
    let help = "Say what is lost, in money, time or customers, such as `$40K of sales a week`";
    let name = escalation.short();
    if !escalation.has(key::IMPACT) {
        let finding = RULE.on(escalation, format!("`{name}` does not say how much is at stake"));
        out.push(finding.help(help).fix(ask_for(escalation, &[key::IMPACT])));
        return;
    }
    let Some(impact) = escalation.text(key::IMPACT) else { return };
    if !holds_a_number(&impact) {
        let place = value_place(escalation, key::IMPACT);
        out.push(
            RULE.at(escalation, place, format!("The impact of `{name}` has no number in it")).help(help),
        );
    }
}
