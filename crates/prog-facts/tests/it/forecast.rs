//! Forecasts: which estimates, risks and dates go into the question, and whose the numbers in the answer are.

use crate::World;
use prog_facts::ForecastOptions;
use prog_facts::analysis::Spread;
use prog_model::dates::iso;

const PLAN: &str = "program p { window: 2026-02-02 .. 2026-12-31 }
task a { estimate: 5d .. 10d .. 20d, touches: gateway }
task b { estimate: 5d, after: a }
task gone { estimate: 5d, status: dropped }
task over { estimate: 5d, finished: 2026-02-06 }
milestone m { after: b, due: 2026-03-02 }
milestone free { after: b }
milestone reached-one { reached: 2026-02-06 }
system gateway {}
risk sure { likelihood: 100%, impact: 3, threatens: b, delay: 5d .. 5d }
risk on-system { likelihood: 20%, impact: 3, affects: gateway, delay: 1w .. 2w .. 4w }
risk no-delay { likelihood: 50%, impact: 3, threatens: b }
risk closed { likelihood: 50%, impact: 3, threatens: b, delay: 5d .. 9d, status: closed }
risk unknown { impact: 3, threatens: b, delay: 5d .. 9d }
risk on-over { likelihood: 50%, impact: 3, threatens: over, delay: 5d .. 9d }";

#[test]
fn the_question_is_what_the_model_says() {
    let world = World::new(PLAN);
    let options = ForecastOptions { runs: 4_000, seed: 7 };
    let found = world.facts().forecast(world.group("p"), options, &|| false).unwrap();
    let name = |id: &prog_model::DeclId| world.workspace.decl(*id).unwrap().path();
    let risks: Vec<String> = found.risks.iter().map(name).collect();
    assert_eq!(risks, ["sure", "on-system"]);
    assert_eq!(found.threats[0].probability, 1.0);
    assert_eq!(found.threats[1].delay, Spread::Pert(5.0, 10.0, 20.0));
    let hit: Vec<String> =
        found.threats[1].hits.iter().map(|at| name(&found.plan.ids[*at as usize])).collect();
    assert_eq!(hit, ["a"]);
    let asked: Vec<(String, Option<String>)> =
        found.prospects().map(|p| (name(&p.id), p.due.map(iso))).collect();
    assert_eq!(asked, [("m".into(), Some("2026-03-02".into())), ("free".into(), None)]);
}

#[test]
fn the_answer_is_about_declarations() {
    let world = World::new(PLAN);
    let options = ForecastOptions { runs: 20_000, seed: 7 };
    let found = world.facts().forecast(world.group("p"), options, &|| false).unwrap();
    // The mean of a PERT 5, 10, 20 is 65/6; then five days, a certain delay of five and one of a fifth of 65/6.
    let expected = 65.0 / 6.0 * 1.2 + 10.0;
    assert!(
        (found.forecast.finish.mean - expected).abs() < 0.1,
        "{} and not {expected}",
        found.forecast.finish.mean
    );
    let m = found.prospects().next().unwrap();
    // Due after 21 working days: in four runs of five without the second delay, and then where `a` takes eleven or less.
    assert!(
        m.watched.in_time.is_some_and(|chance| (0.40..0.48).contains(&chance)),
        "{:?}",
        m.watched.in_time
    );
    assert_eq!(found.criticality(world.decl("a").id()), Some(1.0));
    assert_eq!(found.criticality(world.decl("gateway").id()), None);
    let drivers: Vec<String> = found.drivers().map(|d| world.workspace.decl(d.id).unwrap().path()).collect();
    assert!(drivers.contains(&"on-system".to_owned()) && drivers.contains(&"a".to_owned()), "{drivers:?}");
}

#[test]
fn the_same_seed_gives_the_same_answer_and_a_cancelled_one_none() {
    let world = World::new(PLAN);
    let options = ForecastOptions { runs: 5_000, seed: 3 };
    let run = |seed| {
        world
            .facts()
            .forecast(world.group("p"), ForecastOptions { seed, ..options }, &|| false)
            .unwrap()
            .forecast
    };
    assert_eq!(run(3), run(3));
    assert_ne!(run(3).finishes, run(4).finishes);
    assert!(world.facts().forecast(world.group("p"), options, &|| true).is_none());
}
