//! Audit readiness: ten points with evidence and gaps.

use crate::World;
use insta::assert_snapshot;

fn shown(text: &str) -> String {
    let world = World::new(text);
    let mut out = String::new();
    for point in world.facts().audit(world.group("p")) {
        out += &format!("{} ({}): {}\n", point.point.title(), point.point.word(), point.readiness().word());
        for (mark, notes) in [("+", &point.evidence), ("-", &point.gaps)] {
            for note in notes {
                let name = note.decl.map_or(String::new(), |d| d.path() + " ");
                out += &format!("  {mark} {name}{}\n", note.what);
            }
        }
    }
    out
}

#[test]
fn a_program_that_says_nothing() {
    assert_snapshot!(shown("program p {}"), @r#"
    Requirements are documented (requirements): missing
      - p does not say what is in scope
    Changes leave a trail (changes): missing
      - nothing speaks for it: declare a control with `point: changes`
    Security controls are in place (security): missing
      - nothing speaks for it: declare a control with `point: security`
    Risks are assessed regularly (risk): missing
      - nothing speaks for it: declare a control with `point: risk`
    Approvals and sign-offs are on record (approvals): missing
      - nothing speaks for it: declare a control with `point: approvals`
    People are trained (training): missing
      - nothing speaks for it: declare a control with `point: training`
    There is an escalation path (escalation): missing
      - p has no `escalation-path`
    Internal audits take place (audit): missing
      - nothing speaks for it: declare a control with `point: audit`
    Records are kept for their period (records): missing
      - nothing speaks for it: declare a control with `point: records`
    Personal data is protected (privacy): missing
      - nothing speaks for it: declare a control with `point: privacy`
    "#);
}

#[test]
fn evidence_and_gaps_of_a_real_one() {
    let text = r#"person ines "Ines Park" {}
person dana "Dana Osei" {}
program p { scope: "Web and app", escalation-path: ines, dana }
outcome o { metric: "m", target: >= 1 }
outcome vague-one {}
milestone m { criteria: "x", approver: dana }
milestone bare {}
change ok { status: approved, approved-by: dana, decided: 2026-02-02 }
change unsigned { status: implemented }
change asked {}
risk hack { category: security, likelihood: 3, impact: 3, reviewed: 2026-01-30, mitigation "x" { status: in-progress } }
risk leak { category: security, likelihood: 3, impact: 3, reviewed: 2025-01-30 }
risk unknown { likelihood: 3 }
risk lived-with { status: accepted, accepted-by: dana, rationale: "x" }
decision d { status: decided, rationale: "x" }
control c1 { point: security, status: verified, evidence: "wiki: pentest", reviewed: 2026-01-01 }
control c2 { point: training, status: planned, due: 2026-05-01 }
control c3 { point: audit, status: in-place }
control c4 { point: records, status: in-place, evidence: "x", retention: 7y }
control c5 { point: privacy, status: in-place, evidence: "x", reviewed: 2020-01-01, covers: store }
system store { data: "card numbers", "names" }
system cache { data: "names" }
system old { data: "names", status: retired }
"#;
    assert_snapshot!(shown(text), @r#"
    Requirements are documented (requirements): partly
      + p says what is in scope
      + o has a metric and a target
      + m has criteria
      - vague-one has no metric or no target
      - bare has no criteria
    Changes leave a trail (changes): partly
      + ok says who approved it and when
      + asked is on record as proposed
      - unsigned does not say who approved it and when
    Security controls are in place (security): partly
      + c1 is verified: wiki: pentest
      + hack is being mitigated
      - leak is a security risk that nothing is under way against
    Risks are assessed regularly (risk): partly
      + hack was reviewed on 2026-01-30
      - leak was last reviewed 376 days ago
      - unknown is not assessed
    Approvals and sign-offs are on record (approvals): partly
      + m has an approver
      + lived-with says who accepted it and why
      - bare has no approver
      - d does not say who approved it and why
    People are trained (training): missing
      - c2 is only planned, due 2026-05-01
    There is an escalation path (escalation): ready
      + p names whom to ask: Ines Park, then Dana Osei
    Internal audits take place (audit): missing
      - c3 is in place, without evidence
    Records are kept for their period (records): ready
      + c4 is in place: x
      + c4 keeps its records for 7y
    Personal data is protected (privacy): partly
      + c5 is in place: x
      + store holds card numbers, names and is covered by a control
      - c5 was last reviewed 2232 days ago
      - cache holds names, and no control in place covers it
    "#);
}
