//! Colours and what makes them.

use crate::World;

fn colour(text: &str, path: &str) -> String {
    let world = World::new(text);
    let (colour, reasons) = world.facts().colour(world.decl(path));
    let reasons: Vec<String> = reasons.iter().map(|r| format!("{} {}", r.decl.path(), r.what)).collect();
    format!("{}: {}", colour.word(), reasons.join("; "))
}

#[test]
fn each_cause_makes_its_colour() {
    let p = |body: &str| colour(&format!("program p {{ window: 2026-02-02 .. 2026-12-31 }}\n{body}"), "p");
    assert_eq!(p(""), "green: ");
    assert_eq!(
        p("task t { estimate: 90d, due: 2026-03-02 }"),
        "red: t cannot be finished before 2026-06-05 and is due 2026-03-02"
    );
    assert_eq!(p("task t { due: 2026-02-09 }"), "amber: t was due 2026-02-09");
    assert_eq!(p("dependency d { needed-by: 2026-02-09 }"), "amber: d was due 2026-02-09");
    assert_eq!(p("decision d { due: 2026-02-09 }"), "amber: d was due 2026-02-09");
    assert_eq!(p("decision d { due: 2026-02-09, decided: 2026-02-08 }"), "green: ");
    assert_eq!(p("assumption a { validate-by: 2026-02-09 }"), "amber: a was due 2026-02-09");
    assert_eq!(p("assumption a { validate-by: 2026-02-09, status: valid }"), "green: ");
    let mitigation = |risk: &str, rest: &str| {
        p(&format!("risk r {{ {risk}, mitigation \"x\" {{ due: 2026-02-09{rest} }} }}"))
    };
    assert_eq!(mitigation("likelihood: 1", ""), "amber: r.mitigation-1 was due 2026-02-09");
    assert_eq!(mitigation("likelihood: 1", ", status: done"), "green: ");
    assert_eq!(mitigation("status: closed", ""), "green: ");
    // A status that cannot be read may say that it is over.
    assert_eq!(p("task t { due: 2026-02-09, finished: \"last week\" }"), "green: ");
    assert_eq!(p("control c { due: 2026-02-09, status: in-place }"), "green: ");
    assert_eq!(p("risk r { likelihood: 5, impact: 5 }"), "red: r is an extreme risk without a mitigation");
    assert_eq!(p("risk r { likelihood: 3, impact: 4 }"), "amber: r is a high risk without a mitigation");
    assert_eq!(p("risk r { likelihood: 5, impact: 5, mitigation \"x\" {} }"), "green: ");
    assert_eq!(
        p("risk r { likelihood: 5, impact: 5, mitigation \"x\" { status: dropped } }"),
        "red: r is an extreme risk without a mitigation"
    );
    assert_eq!(p("risk r { likelihood: 5, impact: 5, status: closed }"), "green: ");
    assert_eq!(
        p("outcome o { guardrail: yes, target: >= 1, readings: 0 on 2026-02-01 }"),
        "red: o is off track"
    );
}

#[test]
fn the_worst_reason_comes_first() {
    let text = "program p {}\ntask t { due: 2026-02-09 }\nrisk r { likelihood: 5, impact: 5 }";
    assert_eq!(colour(text, "p"), "red: r is an extreme risk without a mitigation; t was due 2026-02-09");
}

#[test]
fn a_workstream_takes_what_stands_in_it_and_what_threatens_that() {
    let text = "workstream w { task t {}, milestone m {} }\nrisk r { likelihood: 5, impact: 5, threatens: m }\nrisk s { likelihood: 5, impact: 5 }\ntask late { due: 2026-02-09 }";
    assert_eq!(colour(text, "w"), "red: r is an extreme risk without a mitigation");
    assert_eq!(colour(text, "late"), "amber: late was due 2026-02-09");
    let text = "milestone m {}\nrisk r { threatens: m, mitigation \"x\" { due: 2026-02-09 } }";
    assert_eq!(colour(text, "m"), "amber: r.mitigation-1 was due 2026-02-09");
}
