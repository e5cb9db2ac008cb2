//! `progc show`: every view in every form, on every example, on nothing and on broken files; names and programs.

use crate::support::{DAY, Place, Ran, progc, repository};
use insta::assert_snapshot;

/// Every view of the command's help, with a name for those that need one.
const VIEWS: [&str; 20] = [
    "status",
    "review",
    "outcomes",
    "risks",
    "raid",
    "plan",
    "forecast",
    "impact",
    "flows",
    "dependencies",
    "owners",
    "stakeholders",
    "decisions",
    "changes",
    "scorecard",
    "kpis",
    "audit",
    "questions",
    "waivers",
    "nothing",
];

const BROKEN: &str = "program p { rag: green window: 2026-01 .. 2026-09 }\nsystem gateway \"Gateway\" { owner: nobody, depends-on: gateway }\ntask t \"T { after: t\nrisk r \"R\" { likelihood: 9\nmilestone m { after: t, due: soon }\n";

fn named(view: &str) -> Vec<&str> {
    if view == "impact" { vec!["show", view, "gateway"] } else { vec!["show", view] }
}

fn views() -> impl Iterator<Item = &'static str> {
    VIEWS.into_iter().filter(|v| *v != "nothing")
}

fn at(folder: &std::path::Path, args: &[&str]) -> Ran {
    progc(folder).args(args).args(["--as-of", DAY]).output().expect("it runs").into()
}

#[test]
fn the_help_names_every_view() {
    let ran = Place::new(&[]).run(&["show", "nothing"]);
    assert_eq!(ran.code, 2);
    let (_, listed) = ran.err.split_once("possible values: ").expect("they are listed");
    let listed: Vec<&str> = listed.split(']').next().unwrap_or_default().split(", ").collect();
    assert_eq!(listed, views().collect::<Vec<_>>());
}

#[test]
fn every_view_in_every_form_holds_its_schema_on_good_broken_and_no_files() {
    let schema = Place::new(&[]).run(&["schema", "--of", "views"]).json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let broken = Place::new(&[("a.prog", BROKEN)]);
    let bare = Place::new(&[("a.prog", "system gateway {}")]);
    let folders = [repository().join("examples/checkout"), broken.path(""), bare.path("")];
    for folder in &folders {
        for view in views() {
            let ran = at(folder, &[&named(view)[..], &["--format", "json"]].concat());
            assert_eq!(ran.code, 0, "{view}: {}", ran.seen());
            let errors: Vec<String> = validator.iter_errors(&ran.json()).map(|e| e.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new(), "{view}");
            for form in ["human", "csv", "md"] {
                let ran = at(folder, &[&named(view)[..], &["--format", form]].concat());
                assert_eq!(ran.code, 0, "{view} {form}: {}", ran.seen());
                assert!(!ran.out.trim().is_empty(), "{view} {form}");
            }
        }
    }
}

#[test]
fn every_view_of_every_example_keeps_to_its_width_and_shows_no_colour_to_a_pipe() {
    for example in ["checkout", "compliance", "first-look", "platform-migration", "portfolio"] {
        let folder = repository().join("examples").join(example);
        for view in views().filter(|v| *v != "impact") {
            let mut command = progc(&folder);
            command.args(["show", view, "--as-of", "2026-03-10"]).env("COLUMNS", "80");
            let ran: Ran = command.output().expect("it runs").into();
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{example} {view}");
            assert!(!ran.out.contains('\x1b'), "{example} {view}");
            let wide = ran.out.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None, "{example} {view}");
        }
    }
}

#[test]
fn a_register_as_a_person_sees_it() {
    let folder = repository().join("examples/checkout");
    let ran = at(&folder, &["show", "plan"]);
    assert_snapshot!(ran.seen(), @r"
    Plan · 2026-02-10

    From 2026-01-12 to 2026-01-12: 0 working days. 1 of 1 item is critical (●): a day lost there is a
    day lost at the end.

    Nothing comes before 1 milestone (Open to all customers), so the plan puts it on its first day. Name
    the work with `after:`.

       Work              Owner      Status   Start       Finish      Due         Slack  Where
    ── ───────────────── ────────── ──────── ─────────── ─────────── ─────────── ────── ────────────────
    ●  ◆ Open to all     Ines Park  planned  2026-01-12  2026-01-12  2026-06-30      0  checkout.prog:62
       customers
    --- exit 0
    ");
    let ran = at(&folder, &["show", "risks", "--format", "csv"]);
    assert_snapshot!(ran.seen(), @r#"
    number,score,title,owner,status,mitigation,residual,where,likelihood,impact,band,category,affects,threatens,contingency,path,file,line
    1,16 high,Gateway latency spikes hurt conversion,Ines Park,open,"0 of 1 done, next 2026-05-15",,checkout.prog:35,4,4,high,technical,gateway,conversion,"Queue charges, confirm by mail, and tell support.",gateway-latency,checkout.prog,35
    --- exit 0
    "#);
}

#[test]
fn names_and_programs() {
    let place = Place::new(&[
        ("a.prog", "program alpha \"Alpha\" {\n  risk r \"Late\" { likelihood: 3, impact: 3 }\n}\n"),
        (
            "b.prog",
            "program beta \"Beta\" {\n  risk s \"Dear\" { likelihood: 2, impact: 2 }\n  decision d \"Which?\" { option x \"X\" { cost: $1K } option y \"Y\" { cost: $2K } }\n}\n",
        ),
    ]);
    let risks = |args: &[&str]| {
        let json = place.run(&[&["show", "risks", "--as-of", DAY, "--format", "json"], args].concat()).json();
        let all = json["risks"].as_array().expect("a list").clone();
        all.iter().map(|r| r["path"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(risks(&[]), ["alpha.r", "beta.s"]);
    assert_eq!(risks(&["--program", "beta"]), ["beta.s"]);
    let mut seen = String::new();
    for args in [
        &["show", "risks", "--program", "gamma"][..],
        &["show", "risks", "--program", "r"],
        &["show", "risks", "r"],
        &["show", "impact"],
        &["show", "impact", "betta"],
        &["show", "decisions", "r"],
        &["show", "risks", "--as-of", "10.02.2026"],
    ] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        seen += &ran.err;
    }
    assert_snapshot!(seen, @r"
    error: nothing is called `gamma`
    error: `r` is a risk; this takes a program
    error: `show risks` takes no name, but `r` was given
    error: `show impact` needs a name, such as `show impact gateway`
    error: nothing is called `betta`. Did you mean `beta`?
    error: `r` is a risk; this takes a decision
    error: `10.02.2026` is not a date; write it as 2026-02-10
    ");
    assert_snapshot!(place.run(&["show", "decisions", "d", "--as-of", DAY]).seen(), @r"
    Decisions · 2026-02-10

    Which?
    - Question: not written down
    - Decision rule: none, so nobody can tell which option is the right one
    - To be decided by somebody not named yet; no date is set
    - To tell: nobody is named
    - In b.prog:3

    ┌──────┬─────┬─────┐
    │      │ X   │ Y   │
    ╞══════╪═════╪═════╡
    │ Cost │ $1K │ $2K │
    └──────┴─────┴─────┘
    --- exit 0
    ");
}

#[test]
fn the_same_forecast_on_any_number_of_threads() {
    let folder = repository().join("examples/platform-migration");
    let run = |threads: &str, seed: &str| {
        let mut command = progc(&folder);
        command.args(["show", "forecast", "--as-of", "2026-03-10", "--format", "json", "--runs", "3000"]);
        let ran: Ran =
            command.args(["--seed", seed]).env("RAYON_NUM_THREADS", threads).output().expect("runs").into();
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    assert_eq!(run("1", "7"), run("3", "7"));
    assert_ne!(run("2", "7"), run("2", "8"));
}

/// Half a model is answered from, but never without a word, and the exit code says so.
#[test]
fn a_file_that_cannot_be_read_is_said_by_every_command_that_answers() {
    let text = format!("{}escalation late \"Late\" {{ owner: lea, to: lea }}\n", crate::support::ORPHAN);
    let place = Place::new(&[("shop.prog", &text), ("before/shop.prog", &text), ("before/progc.toml", "")]);
    place.write("progc.toml", "exclude = [\"before\"]\n");
    for (file, state) in [("bad.prog", ""), ("before/bad.prog", " in `before`")] {
        place.write(file, b"\xff");
        let said =
            format!("note: `bad.prog`{state} could not be read: This file is not UTF-8 text (line 1)\n");
        let (diff, report) = (&["diff", "before", "."][..], &["report", "--since", "before"][..]);
        let now = [&["show", "owners"][..], &["export"], &["graph"], &["report"], &["memo", "late"], diff];
        for args in if state.is_empty() { now.to_vec() } else { vec![diff, report] } {
            let ran = place.run(&[args, &["-q"]].concat());
            assert_eq!((ran.code, ran.out.is_empty()), (2, false), "{args:?} {}", ran.seen());
            let here = if args == diff {
                said.replace("`bad.prog` could", "`bad.prog` in `.` could")
            } else {
                said.clone()
            };
            assert_eq!(ran.err, here, "{args:?}");
        }
        std::fs::remove_file(place.path(file)).expect("removed");
    }
}

#[test]
fn what_has_no_name_is_not_called_nothing() {
    let place = Place::new(&[("a.prog", "person lea \"Lea\"\nrisk \"Nameless\" { owner: lea }\n")]);
    let ran = place.run(&["show", "impact", ""]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("nothing is called ``"), "{}", ran.err);
}
