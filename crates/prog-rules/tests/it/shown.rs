//! Whole findings as a person sees them: the headline, the lines concerned with their labels, help and fixes.

use insta::assert_snapshot;
use prog_diagnostics::render::{HumanOptions, human};
use prog_diagnostics::{Diagnostic, Report, Summary};
use prog_rules::testing;

/// The findings of one rule in some files, printed for people.
fn shown(rule: &str, files: &[(&str, &str)]) -> String {
    let engine = testing::engine(files);
    let found: Vec<Diagnostic> = engine.all_findings().into_iter().filter(|f| f.rule == rule).collect();
    let summary = Summary::of(&found, files.len(), engine.workspace().decls().count());
    let report = Report { diagnostics: &found, files: engine.workspace(), rules: &[], summary, as_of: None };
    human(&report, HumanOptions::default())
}

#[test]
fn a_ring_of_systems_with_every_edge() {
    let web = "system web { owner: ines, depends-on: api }\nperson ines\n";
    let rest = "system api {\n  owner: ines\n  depends-on: cache, ledger\n}\nsystem cache { owner: ines }\nsystem ledger { owner: ines, depends-on: web }\n";
    assert_snapshot!(shown("system-cycle", &[("web.prog", web), ("rest.prog", rest)]), @r#"
    warning[system-cycle]: Systems depend on each other in a ring: `api` → `ledger` → `web` → `api`
       ╭─[ rest.prog:3:22 ]
       │
     3 │   depends-on: cache, ledger
       │                      ───┬──
       │                         ╰──── depends on `ledger` here
       │
     6 │ system ledger { owner: ines, depends-on: web }
       │                                          ─┬─
       │                                           ╰─── depends on `web` here
       │
       ├─[ web.prog:1:39 ]
       │
     1 │ system web { owner: ines, depends-on: api }
       │                                       ─┬─
       │                                        ╰─── depends on `api` here
       │
       │ Help: Take one of these edges out, so that one of them can stand without the others
       │ Ask:  What breaks if this fails?
    ───╯

    1 warning in 2 files (5 declarations checked)
    "#);
}

#[test]
fn a_ring_of_work_across_programs() {
    let one = "program one {\n  task design { after: two.review }\n}\n";
    let two = "part of two\ntask review { ends-with: draft }\nmilestone draft { after: one.design + 2d }\n";
    let files = [("one.prog", one), ("two/program.prog", "program two {}\n"), ("two/work.prog", two)];
    assert_snapshot!(shown("dependency-cycle", &files), @r#"
    error[dependency-cycle]: Work waits for itself in a ring: `review` → `design` → `draft` → `review`
       ╭─[ one.prog:2:24 ]
       │
     2 │   task design { after: two.review }
       │                        ─────┬────
       │                             ╰────── comes after `review` here
       │
       ├─[ two/work.prog:3:26 ]
       │
     2 │ task review { ends-with: draft }
       │                          ──┬──
       │                            ╰──── ends with `draft` here
     3 │ milestone draft { after: one.design + 2d }
       │                          ───────┬───────
       │                                 ╰───────── comes after `design` here
       │
       │ Help: Take one of these links out, so that one of them can start
    ───╯

    1 error in 3 files (5 declarations checked)
    "#);
}

#[test]
fn an_impossible_date_with_its_chain() {
    let text = r#"program checkout "Checkout" {
  window: 2026-02-02 .. 2026-09-30

  dependency rules "Fraud rules" { promised: 2026-02-20, needed-by: 2026-02-20 }

  task contract "Contract" { started: 2026-02-02, finished: 2026-02-06 }
  task design "Design" { estimate: 5d, started: 2026-02-06, progress: 40%, after: contract }
  task build "Build" { estimate: 10d .. 20d .. 30d, after: rules, design }
  task rehearse "Rehearse" { estimate: 1d, after: build + 2d }
  milestone public "Open to all" { after: rehearse, due: 2026-03-13 }
}
"#;
    assert_snapshot!(shown("impossible-date", &[("plan.prog", text)]), @r#"
    warning[impossible-date]: `public` is due 2026-03-13 and cannot be reached by then
        ╭─[ plan.prog:10:58 ]
        │
      4 │   dependency rules "Fraud rules" { promised: 2026-02-20, needed-by: 2026-02-20 }
        │   ────────┬───────
        │           ╰───────── ready 2026-02-20
        │
      8 │   task build "Build" { estimate: 10d .. 20d .. 30d, after: rules, design }
        │   ─────┬────
        │        ╰────── 20 working days, 2026-02-23 to 2026-03-20
      9 │   task rehearse "Rehearse" { estimate: 1d, after: build + 2d }
        │   ──────┬──────
        │         ╰──────── 1 working day, 2026-03-25
     10 │   milestone public "Open to all" { after: rehearse, due: 2026-03-13 }
        │                                                          ─────┬────
        │                                                               ╰────── not before 2026-03-25
        │
        │ Help: Move the date, or make this shorter: `rules` (ready 2026-02-20) → `build` (20d) → +2d →
        │       `rehearse` (1d) → `public` falls on 2026-03-25, 8 working days late
        │ Ask:  What is the critical path and how will we protect it?
        │ Fix:  Move the date to 2026-03-25
        │       Leave the date open: `?`
    ────╯

    1 warning in 1 file (7 declarations checked)
    "#);
}

#[test]
fn a_long_chain_is_cut_in_the_middle() {
    let mut text = String::from("task t0 { estimate: 1d, starts: 2026-03-02 }\n");
    for n in 1..=12 {
        text += &format!("task t{n} {{ estimate: 1d, after: t{} }}\n", n - 1);
    }
    text += "milestone end { after: t12, due: 2026-03-17 }\n";
    let help = testing::check(&text).into_iter().find(|f| f.rule == "impossible-date").and_then(|f| f.help);
    assert_snapshot!(help.unwrap_or_default(), @"Move the date, or make this shorter: `t0` (1d) → `t1` (1d) → `t2` (1d) → `t3` (1d) → 6 more → `t10` (1d) → `t11` (1d) → `t12` (1d) → `end` falls on 2026-03-18, 1 working day late");
}

#[test]
fn a_single_point_of_failure_names_who_needs_it() {
    let text = "system ledger \"Ledger\" { criticality: critical }\nsystem a { depends-on: ledger }\nsystem b { depends-on: a }\nsystem c { depends-on: b, ledger }\n";
    assert_snapshot!(shown("single-point-of-failure", &[("x.prog", text)]), @r#"
    warning[single-point-of-failure]: `ledger` has no fallback, and 3 systems need it
       ╭─[ x.prog:1:1 ]
       │
     1 │ system ledger "Ledger" { criticality: critical }
       │ ─────────────
     2 │ system a { depends-on: ledger }
       │                        ───┬──
       │                           ╰──── `a` depends on it here
       │
     4 │ system c { depends-on: b, ledger }
       │                           ───┬──
       │                              ╰──── `c` depends on it here
       │
       │ Help: Say what users get when `ledger` fails: `fallback: "…"`
       │ Ask:  What breaks if this fails?
       │ Fix:  Add `fallback: ?`  (progc check --fix --suggested)
    ───╯

    1 warning in 1 file (4 declarations checked)
    "#);
}

#[test]
fn an_undeclared_hop_can_be_mended_either_way() {
    let text = "system web\nsystem api { depends-on: db }\nsystem db\nflow pay \"Pay\" {\n  steps: web -> api \"card token\" -> db\n}\n";
    let text = text.replace("system web\n", "system web {}\n").replace("system db\n", "system db {}\n");
    assert_snapshot!(shown("undeclared-hop", &[("x.prog", &text)]), @r#"
    warning[undeclared-hop]: `pay` goes from `web` to `api`, and neither depends on the other
       ╭─[ x.prog:5:17 ]
       │
     1 │ system web {}
       │ ─────┬────
       │      ╰────── goes from here
     2 │ system api { depends-on: db }
       │ ─────┬────
       │      ╰────── to here
       │
     5 │   steps: web -> api "card token" -> db
       │                 ───
       │
       │ Help: Add `depends-on: api` to `web`, or the other way round
       │ Ask:  What depends on this service?
       │ Fix:  Let `web` depend on `api`
       │       Let `api` depend on `web`
    ───╯

    1 warning in 1 file (4 declarations checked)
    "#);
}

#[test]
fn critical_work_without_protection() {
    let text = "task build { estimate: 5d, touches: gateway }\nsystem gateway {}\nrisk late \"Vendor is late\" { likelihood: likely, impact: severe, threatens: build }\nrisk slow \"Gateway is slow\" { likelihood: possible, impact: major, affects: gateway }\n";
    assert_snapshot!(shown("unprotected-critical-path", &[("x.prog", text)]), @r#"
    warning[unprotected-critical-path]: `build` is on the critical path, and nothing is under way against `late` and `slow`
       ╭─[ x.prog:1:1 ]
       │
     1 │ task build { estimate: 5d, touches: gateway }
       │ ──────────
       │
     3 │ risk late "Vendor is late" { likelihood: likely, impact: severe, threatens: build }
       │ ────┬────
       │     ╰────── extreme risk, score 20
     4 │ risk slow "Gateway is slow" { likelihood: possible, impact: major, affects: gateway }
       │ ────┬────
       │     ╰────── high risk, score 12
       │
       │ Help: Start a mitigation of `late` and `slow`
       │ Ask:  What is the critical path and how will we protect it?
    ───╯

    1 warning in 1 file (4 declarations checked)
    "#);
}

#[test]
fn a_thin_escalation_and_its_stub() {
    let text = "escalation vendor \"The vendor is late\" {\n  because: \"x\"\n}\n";
    assert_snapshot!(shown("thin-escalation", &[("x.prog", text)]), @r#"
    warning[thin-escalation]: `vendor` lacks options, a recommendation and an ask
       ╭─[ x.prog:1:1 ]
       │
     1 │ escalation vendor "The vendor is late" {
       │ ─────────────────
       │
       │ Help: Give at least two options, say which one you recommend and why, and what you ask for
       │ Ask:  What exactly do we want from them?
       │ Fix:  Add what is missing as `?`  (progc check --fix --suggested)
    ───╯

    1 warning in 1 file (1 declaration checked)
    "#);
}

#[test]
fn weights_that_do_not_make_a_whole() {
    let parse = |text: &str| prog_model::config::parse(text, prog_diagnostics::FileId(0));
    let (config, findings) = parse("[scorecard]\nalignment = 20\n");
    let found: Vec<_> = findings.iter().map(|f| (f.rule, f.message.as_str(), f.place.span.start)).collect();
    assert_eq!(found, [("partial-scorecard", "The weights of the scorecard add up to 95%, not 100%", 1)]);
    assert_eq!(config.weights[0], 20.0);
    assert!(parse("[scorecard]\nalignment = 20\nvendor = 20\n").1.is_empty());
}

#[test]
fn a_name_of_another_program_is_meant_rather_than_one_spelt_otherwise() {
    let one = "program one {\n  person lea\n}\nperson lea3\n";
    let two = "system web { owner: lea }\n";
    let engine = testing::engine(&[("one.prog", one), ("two.prog", two)]);
    let found = engine.all_findings();
    let finding = found.iter().find(|f| f.rule == "unresolved-name").expect("it is found");
    let fixes: Vec<&str> = finding.fixes.iter().map(|f| f.title.as_str()).collect();
    assert_eq!(fixes, ["Change to `one.lea`"]);
}

#[test]
fn no_rule_is_switched_off_by_an_allow_that_would_do_nothing() {
    for rule in prog_rules::ABOUT_ALLOWS {
        let page = prog_rules::markdown(prog_rules::find(rule).expect("a rule"), 1);
        let (_, advice) = page.split_once("**How to switch it off.** ").expect("the last chapter");
        assert_eq!(
            advice.trim(),
            format!("For the workspace, in `progc.toml`: `[rules]` and `{rule} = \"off\"`.")
        );
        let text = format!("// progc: allow(missing-owner, {rule})\nsystem a \"A\" {{}}\n");
        assert!(prog_rules::testing::lines(&text).contains("unused-allow"), "{rule}");
    }
}

#[test]
fn findings_about_an_allow_carry_the_path_of_what_it_covers() {
    let paths = |text: &str| {
        let found = prog_rules::testing::check(text).into_iter().filter(|f| f.rule == "allow-without-reason");
        found.map(|f| f.path).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(paths("system a \"A\" { depends-on: b } // progc: allow(missing-owner)\nsystem b {}"), "a");
    assert_eq!(paths("// progc: allow(missing-owner)\nsystem a \"A\" { depends-on: b }"), "a");
    assert_eq!(paths("system a { // progc: allow(missing-owner)\n  depends-on: b\n}\nsystem b {}"), "a");
    let member = "system a {\n  owner: ? // progc: allow(open-question)\n}";
    assert_eq!(paths(member), "a");
    let nested = "system a {\n  depends-on: b\n  system b {} // progc: allow(missing-owner)\n}";
    assert_eq!(paths(nested), "a.b");
    // After a line of its own that it does not cover.
    let alone = "system a {\n  depends-on: a\n  // progc: allow()\n}";
    assert_eq!(paths(alone), "");
}
