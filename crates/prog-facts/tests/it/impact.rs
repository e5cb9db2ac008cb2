//! Blast radius: what breaks, how far, through which flows, which outcomes, whom to call.

use crate::World;
use insta::assert_snapshot;

fn impact(text: &str, of: &str) -> String {
    let world = World::new(text);
    let found = world.facts().impact(world.decl(of));
    let names = |list: &[prog_model::Decl<'_>]| list.iter().map(|d| d.path()).collect::<Vec<_>>().join(" ");
    let systems: Vec<String> = found.systems.iter().map(|(d, n)| format!("{}:{n}", d.path())).collect();
    format!(
        "systems {}\nflows {}\noutcomes {}\nwork {}\nrisks {}\nowners {}",
        systems.join(" "),
        names(&found.flows),
        names(&found.outcomes),
        names(&found.work),
        names(&found.risks),
        names(&found.owners)
    )
}

const SHOP: &str = "person ines {}
team payments {}
system web { owner: payments, depends-on: api }
system api { owner: ines, depends-on: gateway, ledger }
system gateway { type: vendor }
system ledger { depends-on: gateway }
system other {}
flow pay { steps: web -> api -> gateway, serves: conversion }
flow browse { steps: other -> spare, serves: traffic }
system spare {}
flow apart { steps: spare -> other, serves: nothing }
outcome conversion { supports: growth }
outcome traffic {}
outcome nothing {}
outcome growth {}
outcome speed {}
workstream w {
  delivers: speed
  task tune { owner: ines, touches: ledger }
  milestone tuned { after: tune }
}
risk slow { affects: gateway }
risk late { threatens: tuned }
risk else-where { affects: other }";

#[test]
fn of_a_system() {
    assert_snapshot!(impact(SHOP, "gateway"), @r#"
    systems api:1 ledger:1 web:2
    flows pay
    outcomes conversion speed
    work tune tuned
    risks late slow
    owners ines payments
    "#);
}

#[test]
fn of_work() {
    assert_snapshot!(impact(SHOP, "tune"), @r#"
    systems 
    flows 
    outcomes speed
    work tuned
    risks late
    owners ines
    "#);
}

#[test]
fn of_what_nobody_needs() {
    assert_snapshot!(impact(SHOP, "growth"), @r#"
    systems 
    flows 
    outcomes 
    work 
    risks 
    owners
    "#);
}

#[test]
fn a_ring_ends() {
    assert_snapshot!(impact("system a { depends-on: b }\nsystem b { depends-on: a }", "a"), @r#"
systems b:1
flows 
outcomes 
work 
risks 
owners
"#);
}

#[test]
fn of_people_it_is_what_they_answer_for() {
    let text = "person mei {}
person tom {}
team storage { lead: mei, members: mei, tom }
team vendor {}
program p { owner: mei }
system db { owner: storage, depends-on: disk }
system old { owner: storage, status: retired }
system disk { owner: vendor }
workstream w { owner: mei, task move { touches: db }, task over { status: done } }
dependency disks { from: vendor, to: storage }
risk lag { owner: mei, affects: db }
outcome fast { owner: mei }
decision where { owner: mei }";
    assert_snapshot!(impact(text, "mei"), @r"
    systems 
    flows 
    outcomes fast
    work move
    risks lag
    owners tom
    ");
    assert_snapshot!(impact(text, "storage"), @r"
    systems db:1
    flows 
    outcomes 
    work 
    risks 
    owners mei tom
    ");
    assert_snapshot!(impact(text, "vendor"), @r"
    systems disk:1
    flows 
    outcomes 
    work disks
    risks 
    owners
    ");
}

#[test]
fn of_a_risk_it_is_what_it_threatens_and_what_follows() {
    assert_snapshot!(impact(SHOP, "late"), @r"
    systems 
    flows 
    outcomes speed
    work tuned
    risks 
    owners 
    ");
    assert_snapshot!(impact(SHOP, "slow"), @r"
    systems api:2 gateway:1 ledger:2 web:3
    flows pay
    outcomes conversion speed
    work tune tuned
    risks late
    owners ines payments
    ");
}
