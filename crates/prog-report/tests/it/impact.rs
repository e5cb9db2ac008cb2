//! What `show impact` says of each kind.

use super::{World, shown};
use prog_report::{Ask, views};

const PEOPLE: &str = "person mei \"Mei\" { email: \"mei@x.org\" }
person tom \"Tom\" {}
team storage \"Storage\" { lead: mei, members: mei, tom }
team orders \"Orders\" { lead: tom, contact: \"#orders\" }
system shop \"Shop\" { owner: tom, depends-on: api }
system api \"API\" { owner: orders, depends-on: db }
system db \"Store\" { owner: storage, fallback: \"Read-only.\" }
flow order \"Order\" { owner: mei, steps: shop -> api }
dependency disks \"Disks\" { from: storage, to: orders }
decision where \"Where?\" { owner: mei }
risk lag \"Lag\" { owner: mei, affects: db, threatens: p }
program p \"P\" {}
risk loose \"Loose\" {}";

#[test]
fn if_a_person_or_a_team_is_not_there_it_is_what_they_answer_for() {
    insta::assert_snapshot!(shown(PEOPLE, "impact", Some("mei")), @r"
    If Mei (person) is not there · 2026-02-10

    Mei answers for 1 flow, 1 risk and 1 other thing.

    They lead Storage; what that team answers for is not counted here.

    What      Answers for  How             Owner  Where
    ───────── ──────────── ─────────────── ────── ─────────
    flow      Order        answers for it  Mei    a.prog:8
    risk      Lag          open            Mei    a.prog:11
    decision  Where?       open            Mei    a.prog:10

    Whom to call
    - Tom (no contact declared)
    ");
    insta::assert_snapshot!(shown(PEOPLE, "impact", Some("storage")), @r"
    If Storage (team) is not there · 2026-02-10

    Storage answers for 1 system and 1 piece of work.

    What        Answers for  How                     Owner    Where
    ─────────── ──────────── ─────────────────────── ──────── ────────
    system      Store        live                    Storage  a.prog:7
    dependency  Disks        delivers it, requested  Storage  a.prog:9

    Whom to call
    - Mei: mei@x.org
    - Tom (no contact declared)
    ");
    let nothing = shown("person ann \"Ann\" {}", "impact", Some("ann"));
    assert!(nothing.contains("Ann answers for nothing that is open."), "{nothing}");
}

#[test]
fn if_a_risk_happens_it_is_what_it_hits() {
    insta::assert_snapshot!(shown(PEOPLE, "impact", Some("lag")), @r"
    If Lag (risk) happens · 2026-02-10

    It hits 3 systems, 1 flow and 1 program, up to 3 steps away.

    What     Hit    How                     Owner    Where
    ──────── ────── ─────────────────────── ──────── ─────────
    system   Store  hit directly            Storage  a.prog:7
    system   API    2 steps away            Orders   a.prog:6
    system   Shop   3 steps away            Tom      a.prog:5
    flow     Order  uses API, which is hit  Mei      a.prog:8
    program  P      active                           a.prog:12

    Whom to call
    - Storage: Mei, mei@x.org
    - Orders: #orders, Tom
    ");
    let loose = shown(PEOPLE, "impact", Some("loose"));
    assert!(loose.contains("It threatens and affects nothing that is declared."), "{loose}");
}

/// Nearest first, and a team with its lead is one line.
#[test]
fn if_a_system_fails_it_says_what_stands_in_and_whom_to_call_first() {
    insta::assert_snapshot!(shown(PEOPLE, "impact", Some("db")), @r"
    If Store (system) fails · 2026-02-10

    It hits 2 systems and 1 flow, up to 2 steps away.

    Until it is back: Read-only.

    What    Hit    How                     Owner   Where
    ─────── ────── ─────────────────────── ─────── ─────────
    system  API    depends on it directly  Orders  a.prog:6
    system  Shop   2 steps away            Tom     a.prog:5
    flow    Order  uses API, which is hit  Mei     a.prog:8
    risk    Lag    open                    Mei     a.prog:11

    Whom to call
    - Storage: Mei, mei@x.org
    - Orders: #orders, Tom
    ");
}

const NAMED: &str = "person lea \"Lea\" { email: \"lea@x.org\" }
person omar \"Omar\" {}
system db \"Database\" { owner: omar }
system api \"API\" { owner: lea, depends-on: db }
outcome sales \"More buy\" { owner: lea, metric: rate }
task move \"Move\" { owner: lea, touches: db }
milestone open \"Open\" { owner: omar, delivers: sales, after: move }
risk late \"Late\" { owner: omar, affects: db, mitigation plan \"Plan B\" { owner: lea } }
decision which \"Which?\" { owner: lea, affects: api, move, option x \"X\" { helps: sales, risks: late } }
issue broken \"Broken\" { owner: lea, blocks: move, from: late }
assumption true \"It scales\" { owner: lea, if-false: late, broken }
control kept \"Logs kept\" { owner: omar, covers: api }
escalation help \"Help\" { owner: lea, about: broken, which }
change more \"More\" { owner: lea, affects: open }
change none \"None\" { owner: lea }
metric rate \"Rate\" { owner: lea }";

/// Nothing depends on these by an edge; what they name hangs on them all the same.
#[test]
fn of_what_names_others_it_is_what_these_are_and_what_hangs_on_them() {
    insta::assert_snapshot!(shown(NAMED, "impact", Some("which")), @r"
    If Which? (decision) is late · 2026-02-10

    It touches 1 system, 1 outcome and 2 pieces of work.

    What       Touched   How                        Owner  Where
    ────────── ───────── ────────────────────────── ────── ────────
    system     API       touched directly           Lea    a.prog:4
    outcome    More buy  no data                    Lea    a.prog:5
    task       Move      touched directly, planned  Lea    a.prog:6
    milestone  Open      planned                    Omar   a.prog:7

    Whom to call
    - Lea: lea@x.org
    - Omar (no contact declared)
    ");
    insta::assert_snapshot!(shown(NAMED, "impact", Some("help")), @r"
    If Help (escalation) is not answered · 2026-02-10

    It touches 1 system, 1 outcome, 2 pieces of work, 1 decision and 1 issue, up to 2 steps away.

    What       Touched   How                     Owner  Where
    ────────── ───────── ─────────────────────── ────── ─────────
    system     API       2 steps away            Lea    a.prog:4
    outcome    More buy  no data                 Lea    a.prog:5
    task       Move      planned                 Lea    a.prog:6
    milestone  Open      planned                 Omar   a.prog:7
    issue      Broken    touched directly, open  Lea    a.prog:10
    decision   Which?    touched directly, open  Lea    a.prog:9

    Whom to call
    - Lea: lea@x.org
    - Omar (no contact declared)
    ");
    let decided = NAMED.replace("affects: api, move,", "affects: api, status: decided,");
    assert!(shown(&decided, "impact", Some("which")).starts_with("If Which? (decision) turns out wrong"));
    insta::assert_snapshot!(shown(NAMED, "impact", Some("none")), @r"
    If None (change) is made · 2026-02-10

    It touches nothing that is declared.

    Say what it touches with `affects`.

    Whom to call
    - Lea: lea@x.org
    ");
    let start = |of| shown(NAMED, "impact", Some(of)).lines().take(3).collect::<Vec<_>>().join("\n");
    let all = ["broken", "true", "kept", "more", "which.x", "late.plan", "rate"].map(start);
    insta::assert_snapshot!(all.join("\n\n"), @r"
    If Broken (issue) is not solved · 2026-02-10

    It touches 1 outcome and 2 pieces of work.

    If It scales (assumption) does not hold · 2026-02-10

    It touches 2 systems, 1 outcome, 2 pieces of work, 1 risk and 1 issue, up to 3 steps away.

    If Logs kept (control) fails · 2026-02-10

    It touches 1 system.

    If More (change) is made · 2026-02-10

    It touches 1 outcome and 1 piece of work.

    If X (option) is chosen · 2026-02-10

    It touches 2 systems, 1 outcome, 2 pieces of work and 1 risk, up to 3 steps away.

    If Plan B (mitigation) fails · 2026-02-10

    It touches 2 systems, 1 outcome, 2 pieces of work and 1 risk, up to 3 steps away.

    If Rate (metric) is wrong · 2026-02-10

    It hits 1 outcome.
    ");
}

#[test]
fn what_is_named_is_in_the_json_too() {
    let world = World::of(&[("a.prog", NAMED)]);
    let facts = world.facts();
    let view = views::find("impact").unwrap().make(&Ask::new(&facts), Some("help")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&view.json()).unwrap();
    let expected = serde_json::json!({
        "systems": [{"path": "api", "distance": 2}],
        "flows": [],
        "outcomes": ["sales"],
        "work": ["move", "open"],
        "risks": [],
        "others": ["broken", "which"],
        "owners": ["lea", "omar"]
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&json[key], value, "{key}");
    }
}
