//! Tables.

use crate::{golden, show};
use insta::assert_snapshot;
use prog_import::{CsvOptions, DateOrder, Imported, RowKind, import_csv, wrongly_told};

const RISKS: &str = include_str!("data/risks.csv");
const PLAN: &str = include_str!("data/plan.csv");

fn stubs() -> CsvOptions {
    CsvOptions { stubs: true, ..CsvOptions::default() }
}

fn one(text: &str) -> Imported {
    import_csv(&[("table.csv", text)], &stubs())
}

#[test]
fn risk_register() {
    golden("risks", &import_csv(&[("risks.csv", RISKS)], &stubs()));
}

fn notes(text: &str) -> Vec<String> {
    one(text).notes.iter().map(|n| format!("{}: {}", n.line, n.message)).collect()
}

#[test]
fn numbers_that_are_not_carried_over_as_they_stand_are_said() {
    let table = |header: &str, rows: &str| format!("Risk,Likelihood,{header}\n{rows}");
    assert_eq!(
        notes(&table("Impact", "A,3,3\nB,5,99\n")),
        [
            "1: Numbers in column `Impact` were read as 0 to 100, so that 40 became 2; if that is wrong, write the scale into the header, as in `Impact (1-5)`"
        ]
    );
    assert_eq!(
        notes(&table("Impact (1-5)", "A,3,3\nB,0,2.5\nC,-1,99\n")),
        [
            "3: `0` in column `Likelihood` was not understood as likelihood; it stands in `notes`",
            "3: `2.5` in column `Impact (1-5)` was read as 3",
            "4: `-1` in column `Likelihood` was not understood as likelihood; it stands in `notes`",
            "4: `99` in column `Impact (1-5)` was not understood as impact; it stands in `notes`",
        ]
    );
    assert_eq!(notes(&table("Impact", "A,3,3\nB,2,5\n")), Vec::<String>::new());
}

#[test]
fn a_quote_that_nothing_closes_is_said() {
    let open = "2: A quote opens in this row and nothing closes it: all that follows was read as one text";
    assert_eq!(notes("Risk,Likelihood,Impact\n\"Late vendor,3,4\nOutage,5,5\n"), [open]);
    assert_eq!(notes("Risk,Likelihood,Impact\nA 5\" pipe bursts,3,4\nOutage,5,5\n"), Vec::<String>::new());
}

#[test]
fn plan() {
    golden("plan", &import_csv(&[("plan.csv", PLAN)], &stubs()));
}

#[test]
fn dotted_ids_groups_and_milestones() {
    let text = "id,name,start,end,teams,depends_on\n\
        rel,Release 20,2026-05-01,2026-06-30,,\n\
        rel.planning,Planning,2026-05-01,2026-05-15,pm,\n\
        rel.planning.tracker_bugs,Create tracker bugs,2026-05-01,2026-05-04,\"pm, qa\",\n\
        rel.build,Build,,,,rel.planning\n\
        rel.build.alpha,Alpha,,,,\n\
        rel.build.alpha.compose,Compose,2026-05-18,2026-05-20,releng,\n\
        rel.build.alpha.test,Test,2026-05-21,2026-05-22,qa,rel.build.alpha.compose\n\
        rel.launch,Launch,2026-06-30,2026-06-30,fpl,rel.build.alpha rel.planning.tracker_bugs\n";
    golden("dotted", &one(text));
}

#[test]
fn work_that_starts_on_the_day_on_which_other_work_ends() {
    let text = "id,task,start,end,depends on\n\
        1,Design,2026-05-04,2026-05-08,\n\
        2,Build,2026-05-08,2026-05-20,1\n\
        3,Test,2026-05-21,2026-05-22,2\n";
    let imported = one(text);
    let after: Vec<&str> = imported.text.lines().filter(|l| l.contains("after:")).map(str::trim).collect();
    assert_eq!(after, ["after: design - 1d", "after: build"]);
    let note =
        "1 row starts on the day on which another one ends that it comes after; written as `after: … - 1d`";
    assert!(imported.notes.iter().any(|n| n.message == note), "{:?}", imported.notes);
}

#[test]
fn milestones() {
    let text = "id,action,milestone,measurement,target_date,responsible\n\
        M1,1,\"Publish <b>plan</b> on [data.gov](https://data.gov)[^1]\",Completion,\"September 30, 2026\",GSA and OMB\n\
        M2,1,Meet every quarter,,Ongoing,CDO Council\n\
        M3,2,Meet every quarter,,TBD,TBD\n";
    golden("milestones", &one(text));
}

#[test]
fn systems_and_their_edges() {
    let systems = "Service;Tier;Owning team;Tech;Depends on;Status\n\
        Web shop;1;web;react;checkout, Redis cache;Production\n\
        checkout;Tier 0;payments;go;checkout;Legacy\n\
        checkout;2;payments;go;;live\n";
    let edges = "from,to\nweb-shop,ledger\nledger,ledger\ncheckout,\n";
    let imported = import_csv(&[("services.csv", systems), ("edges.csv", edges)], &stubs());
    golden("systems", &imported);
}

#[test]
fn without_stubs_it_is_said_what_is_missing() {
    let imported = import_csv(&[("risks.csv", RISKS)], &CsvOptions::default());
    assert!(!imported.text.contains("person "), "{}", imported.text);
    let missing: Vec<_> = imported.notes.iter().filter(|n| n.message.contains("not declared here")).collect();
    assert_eq!(missing.len(), 6, "{missing:#?}");
}

#[test]
fn columns_can_be_told() {
    let text = "A,B,C\nSlow gateway,Ines,3\n";
    let map = [("title", "A"), ("owner", "b"), ("likelihood", "C"), ("impact", "D"), ("colour", "A")];
    let options = CsvOptions {
        kind: Some(RowKind::Risk),
        map: map.iter().map(|(f, h)| ((*f).to_owned(), (*h).to_owned())).collect(),
        ..stubs()
    };
    let imported = import_csv(&[("x.csv", text)], &options);
    golden("told", &imported);
    let wrong = |field: &str, header: &str| {
        let options = CsvOptions { map: vec![(field.into(), header.into())], ..options.clone() };
        wrongly_told(&options, &imported.mappings).unwrap_or_default()
    };
    assert_eq!(wrong("owner", "b"), "");
    assert_eq!(wrong("impact", "D"), "there is no column `D`; there are `A`, `B`, `C`");
    assert!(
        wrong("colour", "A").starts_with("`colour` is no field that a column can hold; there are id, title")
    );
}

#[test]
fn a_column_can_be_left_out() {
    let options = CsvOptions { map: vec![("ignore".into(), "Colour".into())], ..stubs() };
    let imported = import_csv(&[("tasks.csv", "Task,Colour\nBuild,red\n")], &options);
    assert_eq!(imported.notes, []);
    assert_eq!(imported.text, "// Imported from tasks.csv.\n\ntask build \"Build\"\n");
}

#[test]
fn the_order_of_days_and_months() {
    let due = |text: &str, dates| {
        let options = CsvOptions { dates, ..stubs() };
        let imported = import_csv(&[("t.csv", text)], &options);
        let line = imported.text.lines().find(|l| l.contains("due")).unwrap_or_default().trim().to_owned();
        (line, imported.notes.len())
    };
    let plain = "Task,Due\na,5/6/2026\n";
    assert_eq!(due(plain, None), ("task a \"a\" { due: 2026-05-06 }".into(), 1));
    assert_eq!(due(plain, Some(DateOrder::DayFirst)), ("task a \"a\" { due: 2026-06-05 }".into(), 0));
    assert_eq!(
        due("Task,Due\na,5/6/2026\nb,13/6/2026\n", None),
        ("task a \"a\" { due: 2026-06-05 }".into(), 0)
    );
}

#[test]
fn rings_are_broken_and_said() {
    let imported = one("Task,Predecessors\na,c\nb,a\nc,b\n");
    assert_eq!(imported.text.matches("after").count(), 2, "{}", imported.text);
    assert!(imported.notes[0].message.contains("would close a ring"), "{:?}", imported.notes);
}

#[test]
fn separators_and_marks() {
    for text in [
        "Task;Owner\nBuild;Ines\n",
        "Task\tOwner\nBuild\tInes\n",
        "Task|Owner\nBuild|Ines\n",
        "\u{feff}Task,Owner\r\nBuild,Ines\r\n",
        "sep=;\nTask;Owner\nBuild;Ines\n",
        "Plan 2026,\n\nTask,Owner\nBuild,Ines\n",
    ] {
        assert!(
            one(text).text.contains("task build \"Build\" { owner: ines }"),
            "{text:?}\n{}",
            one(text).text
        );
    }
}

#[test]
fn notes_say_the_line_in_the_file_whatever_ends_a_line() {
    let rows = ["", "Task,Due", "\"a\nb\",5 of June", "", "", "c,6 of June", "", "d,7 of June"];
    for (end, told) in
        [("\n", ""), ("\r\n", ""), ("\r", ""), ("\r\n", "\u{feff}sep=,\r\n"), ("\n", "sep=,\n")]
    {
        let text = format!("{told}{}{end}", rows.join(end));
        let map = vec![("progress".to_owned(), "Due".to_owned())];
        let imported = import_csv(&[("t.csv", &text)], &CsvOptions { map, ..stubs() });
        let lines: Vec<u32> = imported.notes.iter().map(|n| n.line).collect();
        let first = if told.is_empty() { 3 } else { 4 };
        assert_eq!(lines, [first, first + 4, first + 6], "{end:?} {told:?} {:?}", imported.notes);
    }
}

#[test]
fn cells_beyond_the_last_column_are_said() {
    let imported = one("Task,Owner\nBuild,Ines,late, maybe\nTest,Ines,\nShip,Ines,soon\n");
    let said: Vec<String> = imported.notes.iter().map(|n| format!("{}: {}", n.line, n.message)).collect();
    assert_eq!(
        said,
        [
            "2: 2 cells from `late` on stand beyond the last column and were not carried over",
            "4: `soon` stands beyond the last column and was not carried over",
        ]
    );
}

#[test]
fn nothing_to_read() {
    assert_snapshot!(show(&one("")), @"table.csv:1: There is no table here");
    assert_eq!(one("Task,Owner\n").text, "");
}

#[test]
fn exports_of_trackers_and_planners() {
    let tracker = "Summary,Issue key,Issue Type,Status,Priority,Assignee,Due date,Epic Link,Original Estimate,\
        Inward issue link (Blocks),Labels\n\
        Set up pipeline,PAY-12,Story,Done,High,Ines Park,20/Mar/26,PAY-1,28800,,infra\n\
        Write API,PAY-13,Story,In Progress,Medium,,,PAY-1,,PAY-12,\n";
    golden("tracker", &one(tracker));
    let planner = "ID;Name;Duration;Start;Finish;Predecessors;Resource Names;Milestone;WBS\n\
        1;Phase 1;10 days;Mon 12.01.26;Fri 23.01.26;;;No;1\n\
        2;Design;5 days;Mon 12.01.26;Fri 16.01.26;;Lee[50%],Ann;No;1.1\n\
        3;Build;5 days;Mon 19.01.26;Fri 23.01.26;2FS-50%;Lee;No;1.2\n\
        4;Done;0 days;Fri 23.01.26;Fri 23.01.26;1;;Yes;2\n";
    golden("planner", &one(planner));
}

#[test]
fn a_register_of_descriptions() {
    let text = "#,Risk Description,Probability,Impact,Risk Level,Response Strategy,Response Plan,Risk Owner,\
        Last Updated,Residual Probability,Residual Impact,Cost Impact,Schedule Impact (weeks)\n\
        1,\"Vendor may be late, which delays the beta\",60%,High,High,Mitigate,Early access,john.smith@example.org,\
        3/14/2026,20%,Medium,\"$120,000\",4\n\
        2,Data migration loses orders,0.3,5,,Avoid,Dry runs,Data Team,3/15/2026,,,,\n";
    golden("register", &one(text));
}
