//! What each view looks like at 80 and 120 columns, what its JSON form holds, and what it says when there is nothing.

use super::{World, shown, view};
use prog_report::views::{self, Takes};
use prog_report::{Ask, VIEWS};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// What a view that needs a name is asked about.
fn about(name: &str) -> Option<&'static str> {
    match views::find(name).unwrap().takes {
        Takes::Name(_) => Some("gateway"),
        _ => None,
    }
}

#[test]
fn every_view_fits_its_width() {
    for spec in VIEWS {
        let view = view(spec.name, about(spec.name));
        for width in [80, 120] {
            let text = view.terminal(width, false);
            for line in text.lines() {
                assert!(line.width() <= width, "{} at {width}: {line}", spec.name);
            }
            insta::assert_snapshot!(format!("{}-{width}", spec.name), text);
        }
    }
}

#[test]
fn every_view_has_markdown_and_csv() {
    for spec in VIEWS {
        let view = view(spec.name, about(spec.name));
        insta::assert_snapshot!(format!("{}-md", spec.name), view.markdown());
        insta::assert_snapshot!(format!("{}-csv", spec.name), view.csv());
    }
}

/// The keys and types of a JSON value: what others build on.
fn shape(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(_) => out.push_str("yes-no"),
        Value::Number(_) => out.push_str("number"),
        Value::String(_) => out.push_str("text"),
        Value::Array(items) => {
            out.push_str("list of ");
            match items.first() {
                Some(first) => shape(first, indent, out),
                None => out.push_str("(nothing here)"),
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                out.push_str(&format!("\n{}{key}: ", "  ".repeat(indent)));
                shape(value, indent + 1, out);
            }
        }
    }
}

#[test]
fn every_view_has_json_of_version_1() {
    for spec in VIEWS {
        let json: Value = serde_json::from_str(&view(spec.name, about(spec.name)).json()).unwrap();
        assert_eq!(json["version"], 1, "{}", spec.name);
        assert_eq!(json["view"], spec.name);
        assert_eq!(json["as_of"], "2026-02-10");
        let mut text = String::new();
        shape(&json, 0, &mut text);
        insta::assert_snapshot!(format!("{}-json", spec.name), text.trim_start());
    }
}

#[test]
fn an_empty_workspace_says_what_to_declare() {
    let world = World::of(&[("a.prog", "system gateway \"Gateway\"")]);
    let facts = world.facts();
    let ask = Ask::new(&facts);
    let mut all = String::new();
    for spec in VIEWS {
        let view = spec.make(&ask, about(spec.name)).unwrap();
        all.push_str(&view.terminal(100, false));
        all.push_str("\n\n");
        assert!(view.markdown().len() > 20);
        assert!(view.csv().lines().count() >= 1, "{}: a spreadsheet finds its columns", spec.name);
        let _: Value = serde_json::from_str(&view.json()).unwrap();
    }
    insta::assert_snapshot!("empty", all);
}

#[test]
fn one_program_leaves_out_the_others() {
    let world = World::two();
    let facts = world.facts();
    let ask = Ask::of_program(&facts, "atlas").unwrap();
    let text = |name| views::find(name).unwrap().make(&ask, None).unwrap();
    let plan: Value = serde_json::from_str(&text("plan").json()).unwrap();
    let paths: Vec<&str> =
        plan["items"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["atlas.survey", "atlas.map", "atlas.shown"]);
    assert_eq!(plan["network"]["start"], "2026-02-02");
    assert_eq!(plan["program"], "atlas");
    assert!(text("risks").terminal(80, false).contains("There is no risk yet"));
    insta::assert_snapshot!("waivers-of-atlas", text("waivers").terminal(80, false));
}

#[test]
fn a_spreadsheet_gets_the_scorecards_of_all_programs() {
    let world = World::of(&[(
        "a.prog",
        "program a { scorecard { date: 2026-01-01, alignment: 3 } }\nprogram b { scorecard { date: 2026-01-01, alignment: 4 } }",
    )]);
    let facts = world.facts();
    let csv = views::find("scorecard").unwrap().make(&Ask::new(&facts), None).unwrap().csv();
    assert_eq!(csv.lines().count(), 1 + 2 * 6, "{csv}");
    assert_eq!(csv.matches("criterion").count(), 1);
}

#[test]
fn names_that_mean_nothing_get_help() {
    let world = World::two();
    let facts = world.facts();
    let ask = Ask::new(&facts);
    let impact =
        |name| views::find("impact").unwrap().make(&ask, name).map(|v| v.title()).unwrap_err().to_string();
    insta::assert_snapshot!(impact(Some("gatway")), @"nothing is called `gatway`. Did you mean `gateway`?");
    insta::assert_snapshot!(impact(Some("checkout.gatewayy")), @"nothing is called `checkout.gatewayy`. Did you mean `checkout.gateway`?");
    insta::assert_snapshot!(impact(Some("zzzzzz")), @"nothing is called `zzzzzz`");
    insta::assert_snapshot!(impact(None), @"`show impact` needs a name, such as `show impact gateway`");
    let program = Ask::of_program(&facts, "atls").map(|_| ()).unwrap_err().to_string();
    insta::assert_snapshot!(program, @"nothing is called `atls`. Did you mean `atlas`?");
    let other = Ask::of_program(&facts, "gateway").map(|_| ()).unwrap_err().to_string();
    insta::assert_snapshot!(other, @"`gateway` is a system; this takes a program");
}

/// The fields of cli.md, to the letter.
#[test]
fn plan_and_impact_are_as_documented() {
    let json: Value = serde_json::from_str(&view("plan", None).json()).unwrap();
    assert_eq!(
        json["network"],
        serde_json::json!({"start": "2026-01-12", "finish": "2026-03-27", "length": 55})
    );
    let build = json["items"].as_array().unwrap().iter().find(|i| i["path"] == "checkout.build").unwrap();
    for key in ["es", "ef", "ls", "lf", "slack"] {
        assert!(build[key].is_i64(), "{key}");
    }
    assert_eq!((&build["es"], &build["ef"], &build["slack"]), (&25.into(), &45.into(), &0.into()));
    assert_eq!((&build["start"], &build["finish"]), (&"2026-02-16".into(), &"2026-03-13".into()));
    assert_eq!((&build["due"], &build["critical"]), (&Value::Null, &true.into()));
    let impact: Value = serde_json::from_str(&view("impact", Some("checkout.ledger")).json()).unwrap();
    assert_eq!(impact["of"], "checkout.ledger");
    assert_eq!(
        impact["systems"],
        serde_json::json!([
            {"path": "checkout.app", "distance": 2},
            {"path": "checkout.checkout-api", "distance": 1},
            {"path": "checkout.mailer", "distance": 1},
            {"path": "checkout.web", "distance": 2},
        ])
    );
    assert_eq!(impact["flows"], serde_json::json!(["checkout.pay", "checkout.receipt"]));
    assert_eq!(
        impact["owners"],
        serde_json::json!(["finance-eng", "ines", "lea", "maria", "omar", "payments", "storefront"])
    );
}

/// The dates stay where they were planned, but they do not reassure.
#[test]
fn work_that_nobody_started_is_said_beside_its_dates() {
    let text = "program p \"P\" { window: 2026-01-05 .. 2026-12-18 }
task build \"Build\" { estimate: 5d }
task copy \"Copy\" { estimate: 5d, started: 2026-01-12 }
task move \"Move\" { estimate: 5d, after: build }
task left \"Left out\" { estimate: 5d, status: dropped }
task later \"Later\" { estimate: 5d, starts: 2026-02-10 }
milestone live \"Live\" { after: move, due: 2026-03-31 }
dependency keys \"Keys\" { promised: 2026-02-09 }
dependency doors \"Doors\" { needed-by: 2026-02-10 }";
    let note = "2 tasks were to start before today and nothing says that they did (Build and Move): the dates count them as on plan. Give `started:` or move them. 1 milestone was to be reached before today and nothing says that it was (Live): the dates count it as on plan. Give `reached:` or move it. 1 dependency was to come before today and nothing says that it did (Keys): the dates count it as there. Give `status: delivered` or move it.";
    for view in ["plan", "forecast"] {
        let said = shown(text, view, None).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(note), "{view}: {said}");
    }
    let under_way = "program p \"P\" { window: 2026-01-05 .. 2026-12-18 }
task build \"Build\" { estimate: 5d, started: 2026-01-12 }";
    assert!(!shown(under_way, "plan", None).contains("before today"));
    let over = text.replacen("window", "status: cancelled, window", 1);
    assert!(!shown(&over, "plan", None).contains("before today"));
}

#[test]
fn a_delay_that_meets_no_work_is_said_to_count_nowhere() {
    let text = "program p \"P\" {}
task build \"Build\" { estimate: 10d }
task past \"Past\" { status: done }
risk slip \"Slip\" { likelihood: likely, impact: major, threatens: p, past, delay: 20d .. 30d }";
    let said = shown(text, "forecast", None).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("The delay of Slip counts nowhere, as it threatens no open task or milestone and affects no system that open work touches. Nothing else in it is uncertain: give estimates as `5d .. 8d .. 15d`."), "{said}");
    assert!(said.contains("No date is asked for"), "{said}");
    assert!(!said.contains("There is no open work"), "{said}");
    let met = text.replace("threatens: p, past", "threatens: build");
    assert!(!shown(&met, "forecast", None).contains("counts nowhere"));
}

#[test]
fn decisions_and_mitigations_are_overdue_for_their_owners_too() {
    let text = "person mei \"Mei\" {}
decision where \"Where?\" { owner: mei, due: 2026-02-01 }
decision done \"Done?\" { owner: mei, due: 2026-02-01, decided: 2026-02-01 }
risk lag \"Lag\" { owner: mei, mitigation more \"More\" { owner: mei, due: 2026-02-01 } mitigation later \"Later\" { owner: mei, due: 2026-03-01 } }
task build \"Build\" { owner: mei, due: 2026-02-01 }";
    let world = World::of(&[("a.prog", text)]);
    let owners = views::find("owners").unwrap().make(&Ask::new(&world.facts()), None).unwrap();
    let json: Value = serde_json::from_str(&owners.json()).unwrap();
    assert_eq!(
        (&json["owners"][0]["overdue"], &json["owners"][0]["next"]),
        (&3.into(), &"2026-03-01".into())
    );
}

/// Finance is less satisfied than before; that support was asked too for the first time does not outweigh it.
#[test]
fn satisfaction_is_compared_with_that_of_the_same_people() {
    let note = |text: &str| {
        let world = World::of(&[("a.prog", text)]);
        let kpis = views::find("kpis").unwrap().make(&Ask::new(&world.facts()), None).unwrap();
        let json: Value = serde_json::from_str(&kpis.json()).unwrap();
        let all = json["kpis"].as_array().unwrap();
        all.iter().find(|k| k["key"] == "satisfaction").unwrap()["note"].as_str().unwrap().to_owned()
    };
    let finance = "stakeholder finance { satisfaction: 3 on 2026-01-15, 2 on 2026-02-01 }\n";
    let support = "stakeholder support { satisfaction: 5 on 2026-02-01 }";
    assert_eq!(note(finance), "down from 3");
    assert_eq!(note(&format!("{finance}{support}")), "down from 3 to 2 where asked before");
    assert_eq!(note(support), "from 1 to 5");
}

/// A `?` asks the same here and in its finding.
#[test]
fn a_question_asks_what_its_finding_asks() {
    let text = "system a \"A\" { owner: ?, depends-on: ? }\ntask t \"T\" { due: ? }";
    let said = shown(text, "questions", None);
    for question in ["Who is accountable for `a`?", "What does `a` depend on?", "What is `due` of `t`?"] {
        assert!(said.contains(question), "{said}");
    }
    let engine = prog_rules::testing::engine(&[("a.prog", text)]);
    let findings = engine.workspace().files().flat_map(|(id, _)| engine.findings(id)).collect::<Vec<_>>();
    let asked = findings.iter().filter(|f| f.rule == "open-question").filter_map(|f| f.question.clone());
    assert!(asked.clone().count() == 3 && asked.clone().all(|q| said.contains(&*q)), "{findings:?}");
}

#[test]
fn the_register_sees_what_tasks_say_of_mitigations() {
    let text = "task call \"Call\" { started: 2026-02-02, finished: 2026-02-06 }
risk late \"Late\" { likelihood: likely, impact: major, mitigation \"Call them\" { due: 2026-02-09, task: call } }";
    let said = shown(text, "risks", None);
    assert!(said.contains("1 of 1 done") && !said.contains("was due"), "{said}");
    let planned = shown(&text.replace(", task: call", ""), "risks", None);
    assert!(planned.contains("0 of 1 done, one was due 2026-02-09"), "{planned}");
}

#[test]
fn control_characters_of_a_title_reach_no_terminal() {
    let world = World::of(&[("a.prog", "person noor \"N\\u{1b}]0;x\\u{7}oor\" {}\nrisk r { owner: noor }")]);
    let facts = world.facts();
    let view = views::find("owners").unwrap().make(&Ask::new(&facts), None).unwrap();
    let plain = view.terminal(100, false);
    assert!(plain.contains("N\u{fffd}]0;x\u{fffd}oor"), "{plain}");
    let coloured = view.terminal(100, true);
    assert!(coloured.contains("\x1b[1m") && !coloured.contains("\x1b]"), "{coloured}");
}

#[test]
fn owners_are_counted_under_the_right_heading() {
    let text = "person noor \"Noor\" {}
risk r { owner: noor, mitigation \"m\" {} }
issue i { owner: noor }
control c { owner: noor }
decision d { owner: noor }";
    let world = World::of(&[("a.prog", text)]);
    let facts = world.facts();
    let view = views::find("owners").unwrap().make(&Ask::new(&facts), None).unwrap();
    let json: Value = serde_json::from_str(&view.json()).unwrap();
    let noor = &json["owners"][0];
    assert_eq!((&noor["open"], &noor["risks"], &noor["decisions"]), (&5.into(), &1.into(), &1.into()));
    let csv = view.csv();
    assert!(csv.starts_with("title,role,open,systems,work,risks,outcomes,decisions,other,"), "{csv}");
    assert!(csv.contains("Noor,person,5,0,0,1,0,1,3,"), "{csv}");
}

#[test]
fn the_plan_shows_when_running_work_really_started() {
    let text = "task driver \"Driver\" { estimate: 15d, started: 2026-02-05, progress: 10% }";
    let said = shown(text, "plan", None);
    assert!(said.contains("in-progress  2026-02-05"), "{said}");
}

#[test]
fn answers_in_part_and_requests_are_counted_apart() {
    let text = "person ann \"Ann\" {}
dependency far \"Far\" { from: ann, needed-by: 2026-12-01 }
dependency sure \"Sure\" { from: ann, needed-by: 2026-12-01, status: committed }";
    let said = shown(text, "dependencies", None);
    assert!(
        said.contains("2 dependencies are open, 1 of them not committed, none of them a worry today."),
        "{said}"
    );
    let review = shown(text, "review", None);
    assert!(
        review.contains("0 of 8 questions are answered, 1 in part (✓ whole, ± in part, ? not)."),
        "{review}"
    );
}

/// Readings that are written ahead are no mistake; that they do not count yet is said.
#[test]
fn indicators_say_what_they_leave_out() {
    let said = |spent: &str| {
        let text = format!(
            "program p \"P\" {{ {spent} }}\nstakeholder s \"S\" {{ satisfaction: 4 on 2026-02-01, 5 on 2026-03-01, 5 on 2026-04-01 }}"
        );
        let all = shown(&text, "kpis", None);
        let about =
            all.lines().filter(|l| ["Budget", "Forecast", "Stakeholder"].iter().any(|w| l.starts_with(w)));
        let squeezed = about.map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
        squeezed.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(said("budget: $1M, spent: $200K on 2026-02, $400K on 2026-03"), @r"
    Budget spent 20% $200K of $1M of the budget; 1 reading after today does not count yet
    Stakeholder satisfaction 4 of 5 1 stakeholder from 1 to 5; 2 readings after today do not count yet
    ");
    insta::assert_snapshot!(said("budget: $1M, spent: $200K on 2026-03, $400K on 2026-04"), @r"
    Budget spent – no `spent` by today: 2 readings lie after it
    Stakeholder satisfaction 4 of 5 1 stakeholder from 1 to 5; 2 readings after today do not count yet
    ");
    insta::assert_snapshot!(said("budget: $1M"), @r"
    Budget spent – the program gives no `spent` and no `forecast`
    Stakeholder satisfaction 4 of 5 1 stakeholder from 1 to 5; 2 readings after today do not count yet
    ");
    insta::assert_snapshot!(said("budget: $1M, forecast: $2M"), @r"
    Forecast at completion 200% $2M of $1M over the budget
    Stakeholder satisfaction 4 of 5 1 stakeholder from 1 to 5; 2 readings after today do not count yet
    ");
    insta::assert_snapshot!(said("goal: \"G\""), @r"
    Budget spent – no program gives `budget`, `spent` or `forecast`
    Stakeholder satisfaction 4 of 5 1 stakeholder from 1 to 5; 2 readings after today do not count yet
    ");
}

/// The first line of a view of a small text, on one line.
fn first_line(text: &str, name: &str) -> String {
    let all = shown(text, name, None);
    all.split("\n\n").nth(1).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_is_said_as_one() {
    let decision = "decision d \"D\" { due: 2026-02-01 }";
    assert_eq!(first_line(decision, "decisions"), "1 decision is open, past its date.");
    let two = format!("{decision}\ndecision e \"E\" {{ due: 2026-03-01 }}");
    assert_eq!(first_line(&two, "decisions"), "2 decisions are open, 1 past its date.");
    let asked = "dependency d \"D\" { needed-by: 2026-02-15 }";
    assert_eq!(first_line(asked, "dependencies"), "1 dependency is open, not committed, a worry today.");
    let fine = "dependency d \"D\" { needed-by: 2026-12-15, status: committed }";
    assert_eq!(first_line(fine, "dependencies"), "1 dependency is open, no worry today.");
    let systems = "system a \"A\" {}\nsystem b \"B\" {}\nsystem c \"C\" {}\nflow f \"F\" { steps: a -> b }\nescalation e \"E\" {}";
    let review = shown(systems, "review", None).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(review.contains("1 of 3 systems is in no flow, so nobody sees what it is for: C."), "{review}");
    assert!(
        review.contains("The only escalation has neither a mitigation nor a decision behind it: E."),
        "{review}"
    );
}

/// The date and the name are of one mitigation: the next that is due.
#[test]
fn the_log_names_the_mitigation_whose_date_it_gives() {
    let text = "risk r \"R\" {
  mitigation \"Some day\" {}
  mitigation \"Late\" { due: 2026-04-30 }
  mitigation \"Soon\" { due: 2026-03-01 }
}";
    let log = shown(text, "raid", None);
    assert!(log.lines().any(|l| l.contains("2026-03-01") && l.contains("Soon")), "{log}");
    let undated = shown("risk r \"R\" { mitigation \"Some day\" {} }", "raid", None);
    assert!(undated.contains("Some day"), "{undated}");
}

/// The first program that anybody writes: a window, and a milestone with a date.
#[test]
fn a_milestone_without_work_before_it_is_no_plan() {
    let text = "program p \"P\" { window: 2026-01-12 .. 2026-09-30 }
milestone open \"Open\" { due: 2026-06-30 }";
    let squeezed =
        |text: &str, view| shown(text, view, None).split_whitespace().collect::<Vec<_>>().join(" ");
    let plan = squeezed(text, "plan");
    let note = "Nothing comes before 1 milestone (Open), so the plan puts it on its first day. Name the work with `after:`.";
    assert!(plan.contains(note) && !plan.contains("was to be reached"), "{plan}");
    let review = squeezed(text, "review");
    assert!(review.contains("? What is the critical path"), "{review}");
    assert!(review.contains("Missing: the work that comes"), "{review}");
    let late = squeezed(&text.replace("2026-06-30", "2026-02-02"), "plan");
    assert!(late.contains("1 milestone was to be reached before today"), "{late}");
    let work = format!(
        "{}\ntask t \"T\" {{ estimate: 5d, started: 2026-02-09 }}",
        text.replace("{ due", "{ after: t, due")
    );
    assert!(!squeezed(&work, "plan").contains("Nothing comes before"));
    assert!(squeezed(&work, "review").contains("✓ What is the critical path"));
}

#[test]
fn one_risk_one_outcome_and_no_decision_are_said_as_such() {
    let review = |text: &str| shown(text, "review", None).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(review("risk r \"R\" {}").contains("1 risk may happen, and nothing is under way"));
    let met = "risk r \"R\" { mitigation \"M\" { status: done } }";
    assert!(review(met).contains("1 risk may happen, and something is under way"));
    assert!(review("risk r \"R\" {}\nrisk q \"Q\" {}").contains("2 risks may happen, nothing is under way"));
    assert_eq!(first_line("outcome o \"O\" {}", "outcomes"), "1 outcome: no data.");
    let decided = "decision d \"D\" { decided: 2026-02-01 }";
    assert_eq!(first_line(decided, "decisions"), "No decision is open.");
}
