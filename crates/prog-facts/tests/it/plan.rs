//! Schedules: what a declaration means in the network, held against section 6 of the language.

use crate::{World, day};
use insta::assert_snapshot;
use prog_facts::{Facts, Group};
use prog_model::dates::iso;

/// The whole plan as lines `path es..ef slack start..finish`, critical ones marked.
fn shown(world: &World, facts: &Facts<'_>, group: Group) -> String {
    let plan = facts.plan(group);
    let mut lines = vec![format!(
        "{} .. {} ({})",
        iso(plan.schedule.start),
        iso(plan.schedule.finish),
        plan.schedule.length
    )];
    for id in &plan.ids {
        let (decl, placed) = (world.workspace.decl(*id).unwrap(), plan.placed(*id).unwrap());
        let mark = if placed.critical { "*" } else { " " };
        let place = format!(
            "{}..{} +{} {}..{}",
            placed.es,
            placed.ef,
            placed.slack(),
            iso(placed.start),
            iso(placed.finish)
        );
        lines.push(format!("{mark} {} {}", decl.path(), if placed.out { "out".into() } else { place }));
    }
    lines.join("\n")
}

fn plan(text: &str) -> String {
    let world = World::new(text);
    shown(&world, &world.facts(), world.facts().group_of(world.decl("a").id()))
}

fn finish(world: &World, path: &str) -> String {
    let facts = world.facts();
    let decl = world.decl(path);
    let placed = *facts.plan(facts.group_of(decl.id())).placed(decl.id()).unwrap();
    format!("{}..{}", iso(placed.start), iso(placed.finish))
}

#[test]
fn links_lags_estimates_and_slack() {
    let text = "program p { window: 2026-02-02 .. 2026-12-31 }
task a { estimate: 1w }
task b { estimate: 2d .. 4d .. 9d, after: a }
task c { estimate: 2d, after: a + 3d }
task d { estimate: 1d, starts-with: c }
task e { estimate: 2d, ends-with: b }
task f { estimate: 2d, ends-after-start: c + 1d }
task g { estimate: 1d, after: b - 2d }
milestone m { after: b, c, d, e, f, g }";
    assert_snapshot!(plan(text), @r#"
    2026-02-02 .. 2026-02-13 (10)
    * a 0..5 +0 2026-02-02..2026-02-06
      b 5..9 +1 2026-02-09..2026-02-12
    * c 8..10 +0 2026-02-12..2026-02-13
      d 8..9 +1 2026-02-12..2026-02-12
      e 7..9 +1 2026-02-11..2026-02-12
      f 7..9 +1 2026-02-11..2026-02-12
      g 7..8 +2 2026-02-11..2026-02-11
    * m 10..10 +0 2026-02-13..2026-02-13
    "#);
}

#[test]
fn a_network_starts_at_the_window_else_at_the_earliest_start_else_today() {
    let with = |text: &str| {
        let world = World::new(text);
        iso(world.facts().plan(world.facts().group_of(world.decl("a").id())).schedule.start)
    };
    assert_eq!(
        with("program p { window: 2026-03-02 .. 2026-12-31 }\ntask a { starts: 2026-02-16 }"),
        "2026-03-02"
    );
    assert_eq!(
        with("program p {}\ntask a { starts: 2026-02-16 }\ntask b { starts: 2026-W07 }"),
        "2026-02-09"
    );
    assert_eq!(with("task a { estimate: 1d }\ntask b { started: 2026-01-12 }"), "2026-02-10");
}

#[test]
fn holidays_and_hand_written_weekends() {
    let text = "task a { estimate: 3d, starts: 2026-02-12 }
task cutover { estimate: 2d, starts: 2026-02-14 }
milestone live { after: cutover }
task next { estimate: 1d, after: cutover }";
    let world = World::with(&[("x.prog", text)], "[calendar]\nholidays = [\"2026-02-13\", \"2026-02-16\"]\n");
    assert_eq!(finish(&world, "a"), "2026-02-12..2026-02-18");
    assert_eq!(finish(&world, "cutover"), "2026-02-14..2026-02-15");
    assert_eq!(finish(&world, "live"), "2026-02-15..2026-02-15");
    assert_eq!(finish(&world, "next"), "2026-02-17..2026-02-17");
}

#[test]
fn done_work_counts_with_its_real_dates_running_work_with_what_remains() {
    let text = "program p { window: 2026-01-12 .. 2026-12-31 }
task a { estimate: 5d, started: 2026-01-14, finished: 2026-01-30 }
task after-a { estimate: 1d, after: a }
task half { estimate: 10d, started: 2026-02-02, progress: 50% }
task by-days { estimate: 10d, started: 2026-02-02 }
task by-word { estimate: 10d, status: in-progress }
task held { estimate: 10d, status: blocked, progress: 90% }
task held-back { estimate: 10d, status: blocked }
task full { estimate: 10d, progress: 100% }
milestone there { after: half, reached: 2026-01-20 }
task after-there { estimate: 1d, after: there }";
    assert_snapshot!(plan(text), @r#"
    2026-01-12 .. 2026-02-23 (31)
      a 2..15 +15 2026-01-14..2026-01-30
      after-a 15..16 +15 2026-02-02..2026-02-02
      half 21..26 +5 2026-02-10..2026-02-16
      by-days 21..25 +6 2026-02-10..2026-02-13
    * by-word 21..31 +0 2026-02-10..2026-02-23
      held 21..22 +9 2026-02-10..2026-02-10
      held-back 0..10 +21 2026-01-12..2026-01-23
      full 0..10 +21 2026-01-12..2026-01-23
      there 7..7 +23 2026-01-20..2026-01-20
      after-there 7..8 +23 2026-01-21..2026-01-21
    "#);
}

#[test]
fn what_is_dropped_or_deferred_is_not_waited_for() {
    let text = "program p { window: 2026-02-02 .. 2026-12-31 }
task a { estimate: 20d, status: dropped }
task b { estimate: 20d, status: deferred }
task c { estimate: 1d, after: a, b }";
    assert_snapshot!(plan(text), @r#"
    2026-02-02 .. 2026-02-02 (1)
      a out
      b out
    * c 0..1 +0 2026-02-02..2026-02-02
    "#);
}

#[test]
fn a_dependency_bounds_what_comes_after_it_and_does_not_lengthen_the_network() {
    let text = "program p { window: 2026-02-02 .. 2026-12-31 }
task a { estimate: 1d }
dependency promised { promised: 2026-03-02, needed-by: 2026-02-16 }
dependency needed { needed-by: 2026-02-16 }
dependency unknown {}
dependency delivered { promised: 2026-06-01, status: delivered }
dependency far { promised: 2027-01-29 }
task t1 { estimate: 1d, after: promised }
task t2 { estimate: 1d, after: needed }
task t3 { estimate: 1d, after: unknown, delivered }";
    assert_snapshot!(plan(text), @r#"
    2026-02-02 .. 2026-03-03 (22)
      a 0..1 +21 2026-02-02..2026-02-02
      promised 21..21 +0 2026-03-02..2026-03-02
      needed 11..11 +10 2026-02-16..2026-02-16
      unknown 0..0 +21 2026-02-01..2026-02-01
      delivered 6..6 +15 2026-02-09..2026-02-09
      far 260..260 +0 2027-01-29..2027-01-29
    * t1 21..22 +0 2026-03-03..2026-03-03
      t2 11..12 +10 2026-02-17..2026-02-17
      t3 6..7 +15 2026-02-10..2026-02-10
    "#);
}

#[test]
fn work_of_another_program_is_a_given_alone_and_work_together() {
    let one =
        "program one { window: 2026-02-02 .. 2026-12-31 }\nprogram two { window: 2026-03-02 .. 2026-12-31 }";
    let first = "part of one\ntask a { estimate: 2d, after: two.b, two.dropped, two.done }";
    let second = "part of two\ntask b { estimate: 3d, due: 2026-02-20 }\ntask dropped { estimate: 3d, due: 2027-02-20, status: dropped }\ntask done { estimate: 3d, due: 2027-02-20, status: done }";
    let world = World::with(&[("0.prog", one), ("1.prog", first), ("2.prog", second)], "");
    assert_eq!(finish(&world, "one.a"), "2026-02-23..2026-02-24", "its due date is what it says");
    let facts = world.facts();
    assert_snapshot!(shown(&world, &facts, Group::All), @r#"
    2026-02-02 .. 2026-03-06 (25)
    * one.a 23..25 +0 2026-03-05..2026-03-06
    * two.b 20..23 +0 2026-03-02..2026-03-04
      two.dropped out
      two.done 4..7 +18 2026-02-06..2026-02-10
    "#);
}

#[test]
fn a_late_date_and_its_chain() {
    let text = "program p { window: 2026-02-02 .. 2026-12-31 }
dependency d { promised: 2026-02-20 }
task a { estimate: 10d, after: d }
task quick { estimate: 1d }
milestone m { after: quick, a, due: 2026-02-27 }
milestone fits { after: a, due: 2026-03-06 }
milestone past { after: a, due: 2026-02-09 }
milestone reached-one { after: a, due: 2026-02-27, reached: 2026-02-05 }
task dropped { estimate: 90d, due: 2026-02-27, status: dropped }";
    let world = World::new(text);
    let facts = world.facts();
    let late = facts.late(world.decl("m")).unwrap();
    assert_eq!((late.due, late.finish, late.by), (day("2026-02-27"), day("2026-03-06"), 5));
    let chain: Vec<String> =
        late.chain.iter().map(|id| world.workspace.decl(*id).unwrap().name().into()).collect();
    assert_eq!(chain, ["d", "a", "m"]);
    for path in ["fits", "past", "reached-one", "dropped", "quick"] {
        assert_eq!(facts.late(world.decl(path)), None, "{path}");
    }
}

#[test]
fn nothing_is_late_in_or_behind_a_ring() {
    let world = World::new(
        "task a { estimate: 90d, after: b, due: 2026-02-27 }\ntask b { estimate: 90d, after: a }\ntask c { estimate: 1d, after: b, due: 2026-02-27 }",
    );
    let facts = world.facts();
    assert_eq!(facts.late(world.decl("a")), None);
    assert_eq!(facts.late(world.decl("c")), None);
    assert_eq!(facts.plan(Group::Shared).rings().len(), 1);
}

#[test]
fn critical_work_is_what_is_still_to_come() {
    let text = "task a { estimate: 10d, started: 2026-01-26, finished: 2026-02-06 }\ntask b { estimate: 10d, after: a }\ntask c { estimate: 1d }\nmilestone m { after: b, c }";
    let world = World::new(text);
    let plan = world.facts().plan(Group::Shared);
    let critical: Vec<&str> =
        plan.critical.iter().map(|id| world.workspace.decl(*id).unwrap().name()).collect();
    assert_eq!(critical, ["b", "m"]);
}
