//! What fixes write, where a name has to be found for it.

use prog_diagnostics::{Applicability, Fix};
use prog_rules::testing;

/// The fixes of the one finding of a rule.
fn fixes(rule: &str, files: &[(&str, &str)]) -> Vec<Fix> {
    let mut found = testing::engine(files).all_findings().into_iter().filter(|f| f.rule == rule);
    let finding = found.next().unwrap_or_else(|| panic!("{rule} finds nothing"));
    assert!(found.next().is_none(), "{rule} finds more than one thing");
    finding.fixes
}

/// What the one fix of the one finding of a rule writes.
fn written(rule: &str, files: &[(&str, &str)]) -> String {
    match &fixes(rule, files)[..] {
        [fix] => fix.edits.iter().map(|e| e.text.trim()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_declared_issue_has_a_name_that_is_free() {
    let risk = "part of p\nrisk late \"Late\" { status: occurred }";
    let task = "part of p\ntask t \"T\" { status: blocked }";
    let more = "part of p\nissue late-issue {}\nissue late-issue-2 {}\nworkstream w { issue t-block {} }";
    // What another program calls so is in nobody's way.
    let other = ("other.prog", "program p {}\nprogram q { issue late-issue-3 {}\n issue t-block-2 {} }");
    let occurred = |files: &[_]| written("occurred-without-issue", files);
    assert!(occurred(&[("a.prog", risk), other]).starts_with("issue late-issue \"Late\""));
    let named = occurred(&[("a.prog", risk), ("b.prog", more), other]);
    assert!(named.starts_with("issue late-issue-3 "), "{named}");
    let named = written("unexplained-block", &[("a.prog", task), ("b.prog", more), other]);
    assert!(named.starts_with("issue t-block-2 "), "{named}");
}

#[test]
fn who_cannot_be_named_is_not_named() {
    let decision = "decision d \"D\" { status: decided }\n";
    let high = "influence: high, interest: high";
    let text =
        |stakeholder: &str| format!("{decision}stakeholder {stakeholder} {{ {high} }}\nperson lea \"Lea\"");
    let informed = |stakeholder: &str| fixes("uninformed-stakeholder", &[("a.prog", &text(stakeholder))]);
    assert_eq!(informed("board \"The board\"")[0].edits[0].text.trim(), "informed: board,");
    assert!(informed("\"The board\"").is_empty());
    let stands_for =
        |who: &str| format!("{decision}stakeholder {{ who: {who}, {high} }}\nperson lea \"Lea\"");
    let lea = stands_for("lea");
    assert_eq!(written("uninformed-stakeholder", &[("a.prog", &lea)]), "informed: lea,");
    // Whoever it is may know.
    assert!(!testing::lines(&stands_for("nobody")).contains("uninformed-stakeholder"));
}

#[test]
fn a_misspelt_rule_of_an_allow_is_mended() {
    let text = "// progc: allow(mising-owner) nobody yet\nsystem web \"Web\" {}\n";
    let fixes = fixes("unknown-rule", &[("a.prog", text)]);
    let said: Vec<_> = fixes.iter().map(|f| (f.title.as_str(), f.applicability)).collect();
    assert_eq!(said, [("Change to `missing-owner`", Applicability::Safe)]);
    assert_eq!(fixes[0].edits[0].text, "missing-owner");
}

#[test]
fn a_date_in_quotes_keeps_its_day() {
    let dated =
        |due: &str| written("vague-date", &[("a.prog", &format!("milestone m \"M\" {{ due: {due} }}"))]);
    assert_eq!(dated("\"2026-05-15\""), "2026-05-15");
}

/// What somebody wrote is not given up unasked: there are two ways, so `--fix --suggested` takes none.
#[test]
fn a_text_in_the_place_of_a_date_is_left_to_a_person() {
    let ways = |rule: &str, text: &str| {
        let fixes = fixes(rule, &[("a.prog", text)]);
        assert!(fixes.iter().all(|f| f.applicability == Applicability::Suggested));
        fixes.iter().map(|f| f.edits.iter().map(|e| e.text.trim()).collect::<String>()).collect::<Vec<_>>()
    };
    let milestone = "milestone m \"M\" { due: \"1 May, if legal signs\", criteria: \"x\" }";
    assert_eq!(ways("vague-date", milestone), ["? /* \"1 May, if legal signs\" */", "?"]);
    let decision = "decision d \"D\" { due: 2026-01-01, rationale: \"\" }";
    assert_eq!(ways("overdue-decision", decision), ["?status: decided, chosen: ?,", "?"]);
    let assumption = "assumption a \"A\" { validate-by: 2026-01-01 }";
    let said = ["status: valid,", "status: invalid, if-false: ?,", "?"];
    assert_eq!(ways("unvalidated-assumption", assumption), said);
}

#[test]
fn an_empty_text_is_written_over() {
    let text = "decision d \"D\" { status: decided, rationale: \"\" }";
    let fixes = fixes("unexplained-decision", &[("a.prog", text)]);
    let applied: Vec<_> = fixes.iter().flat_map(|f| &f.edits).map(|e| e.text.trim()).collect();
    assert_eq!(applied, ["?", "chosen: ?,"]);
}

/// What is written in place of what is wrong with the form of one property.
fn form_fixes(kind: &str, property: &str) -> String {
    form_fixes_with("", kind, property)
}

fn form_fixes_with(settings: &str, kind: &str, property: &str) -> String {
    let text = format!("{kind} a \"A\" {{ {property} }}\n");
    let found = testing::engine_with(&[("a.prog", &text)], settings).all_findings();
    const FORM: [&str; 4] = ["syntax", "invalid-value", "wrong-type", "unknown-property"];
    let fixes = found.into_iter().filter(|f| FORM.contains(&f.rule)).flat_map(|f| f.fixes);
    fixes.map(|f| format!("{} ({:?})", f.edits[0].text, f.applicability)).collect::<Vec<_>>().join(", ")
}

#[test]
fn words_of_a_list_that_stand_apart_are_joined() {
    let fix = form_fixes;
    assert_eq!(fix("task", "status: in progress"), "in-progress (Safe)");
    assert_eq!(fix("task", "status: In Progress"), "in-progress (Safe)");
    assert_eq!(fix("task", "status: \"In progress\""), "in-progress (Safe)");
    assert_eq!(fix("control", "status: in place, owner: ?"), "in-place (Safe)");
    assert_eq!(fix("risk", "residual: almost certain, minor"), "almost-certain (Safe)");
    assert_eq!(fix("task", "status: not started"), "planned (Suggested)");
    assert_eq!(fix("program", "rag: at risk"), "amber (Suggested)");
    assert_eq!(fix("program", "status: \"On hold\""), "paused (Suggested)");
    assert_eq!(fix("risk", "impact: \"4\""), "4 (Safe)");
    // A fix would throw words away.
    assert_eq!(fix("task", "status: done in March"), "");
    assert_eq!(fix("task", "status: done owner lea"), "");
}

#[test]
fn bullets_become_a_list() {
    let mended = |text: &str| {
        let engine = testing::engine(&[("a.prog", text)]);
        let fixes: Vec<Fix> =
            engine.all_findings().into_iter().filter(|f| f.rule == "syntax").flat_map(|f| f.fixes).collect();
        let [fix] = &fixes[..] else { panic!("{fixes:?}") };
        let applied = prog_diagnostics::apply::apply_fixes(engine.workspace(), &[fix]);
        applied.texts.values().next().cloned().unwrap_or_default()
    };
    let scope = "program a \"A\" {\n  scope:\n    - new checkout\n    - \"search\"\n  goal: \"x\"\n}\n";
    assert_eq!(mended(scope), "program a \"A\" {\n  scope: \"new checkout\", \"search\"\n  goal: \"x\"\n}\n");
    let beside = "milestone a \"A\" {\n  criteria: - All pass\n            - Signed\n}\n";
    assert_eq!(mended(beside), "milestone a \"A\" {\n  criteria: \"All pass\", \"Signed\"\n}\n");
    let names = "team a \"A\" {\n  members:\n  - lea\n  - ines\n}\n";
    assert_eq!(mended(names), "team a \"A\" {\n  members: lea, ines\n}\n");
}

fn titles(fixes: &[Fix]) -> Vec<&str> {
    fixes.iter().map(|f| f.title.as_str()).collect()
}

#[test]
fn what_a_program_lacks_is_added_under_a_free_name() {
    let text = "program p \"P\" {\n  status: active\n  task first-outcome {}\n  task first-risk {}\n  task first-risk-2 {}\n}";
    assert!(written("outcomeless-program", &[("a.prog", text)]).contains("outcome first-outcome-2 \""));
    assert!(written("riskless-program", &[("a.prog", text)]).contains("risk first-risk-3 \""));
    // What stands in another program is in nobody's way.
    let beside = "program q { outcome first-outcome {} }\nprogram p \"P\" { status: active }";
    assert!(written("outcomeless-program", &[("a.prog", beside)]).contains("outcome first-outcome \""));
}

#[test]
fn a_file_joins_a_program_in_which_its_names_are_free() {
    let programs = ("p.prog", "program p \"P\" { task t \"T\" {} }\r\nprogram q \"Q\" {}\r\n");
    let found = |text: &str| fixes("homeless-declaration", &[programs, ("t.prog", text)]);
    let offered = found("task t \"T\" {}\r\n");
    assert_eq!(titles(&offered), ["Make the file part of `q`"]);
    assert_eq!(offered[0].edits[0].text, "part of q\r\n\r\n");
    let both = found("task u \"T\" {}\n");
    assert_eq!(titles(&both), ["Make the file part of `p`", "Make the file part of `q`"]);
    assert_eq!(both[0].edits[0].text, "part of p\n\n");
}

#[test]
fn a_hop_is_declared_in_no_direction_that_makes_a_ring() {
    let hop = |systems: &str| {
        let text = format!("{systems}\nflow f \"F\" {{ steps: a -> x }}");
        let fixes = fixes("undeclared-hop", &[("a.prog", &text)]);
        titles(&fixes).join(", ")
    };
    let through = "system a { depends-on: b }\nsystem b { depends-on: x }\nsystem x {}";
    assert_eq!(hop(through), "Let `a` depend on `x`");
    let back = "system x { depends-on: b }\nsystem b { depends-on: a }\nsystem a {}";
    assert_eq!(hop(back), "Let `x` depend on `a`");
    assert_eq!(hop("system a {}\nsystem x {}"), "Let `a` depend on `x`, Let `x` depend on `a`");
}

#[test]
fn an_heir_takes_the_place_of_what_is_gone_where_that_leaves_nothing_to_mend() {
    let systems = "system new \"New\" { replaces: old }\n";
    let found = |text: &str| {
        let engine = testing::engine(&[("a.prog", &format!("{systems}{text}"))]);
        let mut found = engine.all_findings().into_iter().filter(|f| f.rule == "retired-dependency");
        let finding = found.next().expect("a finding");
        (finding.help.clone().unwrap_or_default().into_owned(), titles(&finding.fixes).join(", "))
    };
    let old = |status: &str| format!("system old \"Old\" {{ status: {status} }}\n");
    let change = ("Use `new`, which replaces it".to_owned(), "Change to `new`".to_owned());
    let nothing = |help: &str| (help.to_owned(), String::new());
    assert_eq!(found(&format!("{}system a {{ depends-on: old }}", old("retired"))), change);
    let twice = found(&format!("{}system a {{ depends-on: old, new }}", old("retired")));
    assert_eq!(twice, nothing("Leave it out: `new`, which replaces it, is there already"));
    // The hop would be between two systems of which neither depends on the other.
    let hop = "system a { depends-on: old }\nflow f \"F\" { steps: a -> old }";
    assert_eq!(found(&format!("{}{hop}", old("deprecated"))), nothing(&change.0));
    let flow = |depends: &str| {
        let web = format!("system web {{ depends-on: {depends} }}\nflow f \"F\" {{ steps: web -> old }}");
        found(&format!("{}{web}", old("retired")))
    };
    assert_eq!(flow("new"), change);
    assert_eq!(flow("db }\nsystem db {"), nothing(&change.0));
}

#[test]
fn an_heir_is_called_by_a_name_that_means_it() {
    let text = "program p { system new { replaces: p.old }\nsystem old { status: retired } }\nsystem new {}\nsystem a { depends-on: p.old }";
    let engine = testing::engine(&[("a.prog", text)]);
    let found = engine.all_findings().into_iter().find(|f| f.rule == "retired-dependency").expect("it");
    assert_eq!(found.help.as_deref(), Some("Use `p.new`, which replaces it"));
    assert_eq!(titles(&found.fixes), ["Change to `p.new`"]);
}

#[test]
fn systems_of_the_same_name_are_told_apart() {
    let text = "program p { system a {}\nflow f { steps: a -> q.a } }\nprogram q { system a {} }";
    let found = fixes("undeclared-hop", &[("a.prog", text)]);
    assert_eq!(titles(&found), ["Let `p.a` depend on `q.a`", "Let `q.a` depend on `p.a`"]);
}

#[test]
fn a_word_of_its_own_is_not_taken_for_another() {
    for (kind, property) in [
        ("program", "status: none"),
        ("program", "status: inactive"),
        ("outcome", "priority: shouldnt"),
        ("outcome", "priority: mustnt"),
        ("outcome", "priority: couldnt"),
        ("program", "rag: med"),
        ("issue", "status: unresolved"),
        ("dependency", "status: undelivered"),
        ("change", "status: unapproved"),
        ("control", "status: unverified"),
        ("task", "status: unblocked"),
        ("task", "status: undone"),
        ("task", "status: done-partly"),
        ("escalation", "status: unsent"),
        ("system", "type: internal"),
    ] {
        assert_eq!(form_fixes(kind, property), "", "{property}");
    }
    let sizes = "[kinds.issue.properties.size]\ntype = \"word\"\nvalues = [\"s\", \"m\", \"l\"]\n";
    assert_eq!(form_fixes_with(sizes, "issue", "size: xl"), "");
    assert_eq!(form_fixes_with(sizes, "issue", "size: L"), "l (Safe)");
    // Short words are never sure, and a switch is no misspelt `no`.
    assert_eq!(form_fixes("outcome", "guardrail: on"), "yes (Suggested)");
    assert_eq!(form_fixes("risk", "impact: hgih"), "high (Suggested)");
    assert_eq!(form_fixes("risk", "impact: critcal"), "critical (Safe)");
    assert_eq!(form_fixes("task", "status: Done"), "done (Safe)");
}

#[test]
fn a_key_is_changed_where_its_value_fits() {
    for (kind, property) in [
        ("change", "approved-on: 2026-01-10"),
        ("risk", "accepted-on: 2026-01-10"),
        ("milestone", "approved: 2026-01-10"),
        ("control", "reviewer: ann"),
        ("system", "date: 2026-01-10"),
        ("system", "owner-email: \"a@example.com\""),
        ("system", "oowner: 2026-01-10"),
    ] {
        assert_eq!(form_fixes(kind, property), "", "{property}");
    }
    assert_eq!(form_fixes("system", "oowner: ann"), "owner (Safe)");
    assert_eq!(form_fixes("risk", "impct: hgih"), "impact (Suggested)");
    assert_eq!(form_fixes("mitigation", "deu: 2026-08-30"), "due (Safe)");
    let told = testing::lines("control k \"K\" { reviewer: ann }\n");
    assert!(told.contains("A control has no property `reviewer`"), "{told}");
}

#[test]
fn a_range_is_written_where_one_is_taken() {
    assert_eq!(form_fixes("risk", "cost: $5-10K"), "$5K .. $10K (Suggested)");
    assert_eq!(form_fixes("risk", "cost: $5K-10K"), "$5K .. $10K (Safe)");
    assert_eq!(form_fixes("risk", "delay: 2-4d"), "2d .. 4d (Safe)");
    for (kind, property) in [
        ("task", "estimate: 2-4d"),
        ("option", "time: 2-4d"),
        ("option", "cost: $5-10K"),
        ("task", "due: 3-5"),
    ] {
        assert_eq!(form_fixes(kind, property), "", "{property}");
    }
    let told = testing::lines("task t \"T\" { estimate: 2-4d }\n");
    assert!(told.contains("or three such as `2d .. 3d .. 8d`, not a range of two"), "{told}");
}

#[test]
fn a_name_in_quotes_is_the_one_that_is_declared() {
    let people = "person ann \"Ann Lopes\"\nprogram q \"Q\" { owner: ann, person bob \"Bob\" }\n";
    let fix = |owner: &str| {
        let text = format!("{people}system s \"S\" {{ owner: {owner} }}\n");
        let fixes = fixes("wrong-type", &[("a.prog", &text)]);
        fixes.iter().map(|f| format!("{} ({:?})", f.edits[0].text, f.applicability)).collect::<String>()
    };
    assert_eq!(fix("\"ann\""), "ann (Safe)");
    assert_eq!(fix("\"Ann\""), "ann (Safe)");
    assert_eq!(fix("\"Ann Lopes\""), "ann (Suggested)");
    assert_eq!(fix("\"q.bob\""), "q.bob (Safe)");
    assert_eq!(fix("\"bob\""), "q.bob (Suggested)");
    assert_eq!(fix("\"Zoe\""), "");
}

#[test]
fn another_thing_is_not_named_unasked() {
    let declared = "system app \"App\" {}\nsystem gateway \"G\" {}\nsystem phase-2 \"P\" {}\n\
                    system paid \"P\" {}\n";
    let fix = |name: &str| {
        let text = format!("{declared}system s \"S\" {{ depends-on: {name} }}\n");
        let fixes = fixes("unresolved-name", &[("a.prog", &text)]);
        fixes.iter().map(|f| f.edits[0].text.clone()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(fix("gatway"), "gateway");
    // Two ways: neither is taken unasked.
    assert_eq!(fix("apps"), "app, ?");
    for other in ["api", "phase-1", "phase-12", "unpaid", "gateway-old"] {
        assert_eq!(fix(other), "", "{other}");
    }
}

#[test]
fn what_a_name_means_elsewhere_is_not_offered() {
    let kind = "program p \"P\" { system s1 \"S\" {} }\n\
                program q \"Q\" { task s1 \"T\" {}\n system x \"X\" { depends-on: s1 } }\n";
    let found = testing::engine(&[("a.prog", kind)]).all_findings();
    let wrong = found.iter().find(|f| f.rule == "wrong-kind").expect("a task is no system");
    assert_eq!(wrong.help.as_deref(), Some("Did you mean `p.s1`?"));
    // The root's `ann` cannot be named where another one stands nearer.
    let root = "person ann \"Ann\"\nsystem api \"Api\" { owner: ann }\n";
    let owners = |inner: &str| {
        let program =
            format!("program q \"Q\" {{ owner: ?\n {inner}\n system web {{ depends-on: api }} }}\n");
        let fixes = fixes("missing-owner", &[("a.prog", root), ("b.prog", &program)]);
        fixes.iter().map(|f| f.edits[0].text.trim().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(owners(""), "owner: ann, owner: ?,");
    assert_eq!(owners("person ann \"Another\""), "owner: ?,");
    assert_eq!(owners("stakeholder ann \"Another\" {}"), "owner: ?,");
}

#[test]
fn an_allow_of_a_rule_in_part_is_of_what_is_found_there() {
    let fix = |declared: &str| {
        let text =
            format!("// progc: allow(owner) the contract is signed in March\n{declared}\nperson ann \"A\"\n");
        let fixes = fixes("unknown-rule", &[("a.prog", &text)]);
        fixes.iter().map(|f| format!("{} ({:?})", f.edits[0].text, f.applicability)).collect::<String>()
    };
    assert_eq!(fix("issue i \"I\""), "missing-owner (Suggested)");
    assert_eq!(fix("issue i \"I\" { owner: ann }"), "");
}
