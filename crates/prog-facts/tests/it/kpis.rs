//! Key indicators and scorecards.

use crate::World;
use prog_facts::analysis::kpi::Share;
use prog_facts::{Exposure, Group, Satisfaction};

const TEXT: &str = "program p {
  budget: $1M
  spent: $100K on 2026-01-31, $250K on 2026-02-08, $900K on 2026-03-31
  forecast: $1.1M
}
milestone early { due: 2026-02-05, reached: 2026-02-04 }
milestone late { due: 2026-02-05, reached: 2026-02-09 }
milestone missed { due: 2026-02-09 }
milestone to-come { due: 2026-03-09 }
stakeholder s1 { satisfaction: 2 on 2026-01-01, 4 on 2026-02-01, 5 on 2026-03-01 }
stakeholder s2 { satisfaction: 3 on 2026-02-01 }
risk closed { status: closed, likelihood: 5, impact: 5 }
risk happened { status: occurred, likelihood: 5, impact: 5 }
risk closed-after { status: closed }
risk live { likelihood: 4, impact: 4, residual: 2, 3 }
risk accepted { status: accepted, likelihood: 2, impact: 2 }
risk unknown { likelihood: 2 }
issue i { from: closed-after }
control a { status: in-place }
control b { status: verified }
control c {}
outcome met { guardrail: yes, target: >= 1, readings: 2 on 2026-02-01 }
outcome missed-one { guardrail: yes, target: >= 1, readings: 0 on 2026-02-01 }
outcome no-target {}";

#[test]
fn key_indicators() {
    let world = World::new(TEXT);
    let kpis = world.facts().kpis(world.group("p"));
    assert_eq!(kpis.milestones_on_time, Share { part: 1, whole: 3 });
    let cost = kpis.costs[0];
    let amounts =
        [cost.budget, cost.spent, cost.forecast].map(|q| q.map(|q| q.to_string()).unwrap_or_default());
    assert_eq!(amounts, ["$1M", "$250K", "$1.1M"]);
    assert_eq!(cost.spent_later, 1);
    let satisfied =
        Satisfaction { now: 3.5, asked: 2, twice: 1, before: Some(2.0), after: Some(4.0), later: 1 };
    assert_eq!(kpis.satisfaction, Some(satisfied));
    assert_eq!(kpis.risks_averted, Share { part: 1, whole: 3 });
    assert_eq!(kpis.exposure, Exposure { risks: 2, inherent: 20, residual: 10, with_residual: 1 });
    assert_eq!(kpis.controls_in_place, Share { part: 2, whole: 3 });
    assert_eq!(kpis.outcomes_met, Share { part: 1, whole: 2 });
}

#[test]
fn an_outcome_that_supports_a_program_is_that_programs_too() {
    let text = "program p {}\nprogram q {}\noutcome o { supports: p }\noutcome alone {}";
    let world = World::new(text);
    let outcomes = |group| world.facts().outcomes(group).iter().map(|d| d.path()).collect::<Vec<_>>();
    assert_eq!(outcomes(world.group("p")), ["o"]);
    assert_eq!(outcomes(world.group("q")), [""; 0]);
    assert_eq!(outcomes(Group::Shared), ["o", "alone"]);
}

#[test]
fn scorecards_by_date_with_the_organisations_weights() {
    let text = "scorecard new { date: 2026-02-01, alignment: 4, technical: 3, budget: 2, schedule: 5, compliance: 4, vendor: 3 }
scorecard old { date: 2026-01-01, alignment: 5, vendor: ? }";
    let world = World::new(text);
    let cards = world.facts().scorecards(Group::Shared);
    assert_eq!([cards[0].decl.name(), cards[1].decl.name()], ["old", "new"]);
    assert_eq!(cards[1].score.map(|s| s.percent.round()), Some(70.0));
    assert_eq!(cards[0].score.map(|s| (s.percent, s.is_complete())), Some((100.0, false)));
    let settings =
        "[scorecard]\nalignment = 100\ntechnical = 0\nbudget = 0\nschedule = 0\ncompliance = 0\nvendor = 0\n";
    let world = World::with(&[("x.prog", text)], settings);
    assert_eq!(world.facts().scorecards(Group::Shared)[1].score.map(|s| s.percent.round()), Some(80.0));
}
