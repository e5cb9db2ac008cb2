//! Health of outcomes, from text.

use crate::World;

fn health(outcome: &str, rest: &str) -> String {
    let world = World::new(&format!(
        "program p {{ window: 2026-01-01 .. 2026-12-31 }}\noutcome o {{ {outcome} }}\n{rest}"
    ));
    world.facts().health(world.decl("o")).word().to_owned()
}

const LINE: &str = "metric: \"m\", baseline: 0% on 2026-01-01, target: >= 100%, by: 2026-03-01";
const DONE: &str = "milestone m { delivers: o, reached: 2026-01-15 }";

#[test]
fn on_the_line_behind_it_and_past_it() {
    // On 2026-01-31 thirty of 59 days are gone: 50.8 % are expected.
    let read = |reading: &str| health(&format!("{LINE}, readings: {reading} on 2026-01-31"), DONE);
    assert_eq!(read("50%"), "on-track");
    assert_eq!(read("41%"), "on-track", "a tenth of the way behind is allowed");
    assert_eq!(read("40%"), "at-risk");
    assert_eq!(read("17%"), "off-track");
    assert_eq!(read("100%"), "met");
    assert_eq!(health(&LINE.replace("2026-03-01", "2026-02-09"), DONE), "off-track", "past its date");
}

#[test]
fn a_number_without_a_unit_is_in_the_metrics() {
    let reads = |unit: &str, target: &str, reading: &str| {
        let outcome =
            format!("guardrail: yes, metric: m, target: {target}, readings: {reading} on 2026-02-01");
        health(&outcome, &format!("metric m \"M\" {{ unit: \"{unit}\" }}"))
    };
    assert_eq!(reads("s", "<= 250ms", "4"), "off-track");
    assert_eq!(reads("s", "<= 250ms", "4ms"), "met");
    assert_eq!(reads("% of orders", ">= 60%", "61"), "met");
    assert_eq!(reads("orders", ">= 60%", "1200"), "no-data", "orders are no percentage");
    assert_eq!(reads("orders", ">= 60", "1200"), "met");
}

#[test]
fn too_early_until_something_that_delivers_it_is_done_or_due() {
    let behind = format!("{LINE}, readings: 1% on 2026-02-09");
    assert_eq!(health(&behind, ""), "too-early");
    assert_eq!(health(&behind, "task t { delivers: o }"), "too-early");
    assert_eq!(health(&behind, "task t { delivers: o, due: 2026-02-10 }"), "off-track");
    assert_eq!(health(&behind, "task t { delivers: o, due: 2026-02-01, status: dropped }"), "too-early");
    assert_eq!(health(&behind, "workstream w { delivers: o, task t { status: done } }"), "off-track");
}

#[test]
fn units_of_time_convert_and_readings_to_come_do_not_count() {
    let text = "metric: \"m\", baseline: 2s on 2026-01-01, target: <= 1000ms, by: 2026-03-01, readings: 900ms on 2026-02-01, 5s on 2026-02-11";
    assert_eq!(health(text, DONE), "met");
}

#[test]
fn guardrails_and_what_cannot_be_judged() {
    assert_eq!(
        health("guardrail: yes, metric: \"m\", target: >= 99%, readings: 99.5% on 2026-02-01", ""),
        "met"
    );
    assert_eq!(
        health("guardrail: yes, metric: \"m\", target: >= 99%, readings: 98% on 2026-02-01", ""),
        "off-track"
    );
    assert_eq!(health("metric: \"m\", baseline: 1%, by: 2026-09-30", DONE), "no-data");
    assert_eq!(health(LINE, DONE), "no-data");
}

#[test]
fn an_objective_stands_where_the_worst_of_its_outcomes_stands() {
    let good =
        "outcome a { supports: o, metric: \"m\", guardrail: yes, target: >= 1, readings: 2 on 2026-02-01 }\n";
    let bad =
        "outcome b { supports: o, metric: \"m\", guardrail: yes, target: >= 1, readings: 0 on 2026-02-01 }\n";
    assert_eq!(health("", good), "met");
    assert_eq!(health("", &format!("{good}{bad}")), "off-track");
    assert_eq!(
        health(
            "",
            &format!(
                "outcome between {{ supports: o }}\n{}",
                bad.replace("supports: o", "supports: between")
            )
        ),
        "off-track"
    );
    assert_eq!(health("metric: \"own\"", bad), "no-data", "it has a metric of its own");
}
