//! `progc import`: what comes out checks without errors and is formatted.

use crate::support::{DAY, Place};
use insta::assert_snapshot;

const RISKS: &str = "ID,Risk,Likelihood,Impact,Owner,Mitigation,Due\nR1,\"Gateway latency, at peak\",Likely,Major,Maria Lopes,Second provider,15/05/2026\nR2,Vendor leaves,2,5,Ines Park,,\n";
const CATALOG: &str = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web-shop\n  title: Web shop\nspec:\n  type: website\n  lifecycle: production\n  owner: payments\n  dependsOn: [component:checkout-api]\n---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: checkout-api\nspec:\n  type: service\n  lifecycle: production\n  owner: group:payments\n";

fn holds(place: &Place, file: &str) {
    let found = place.run(&["check", "--as-of", DAY, "--fail-on", "error", "--format", "concise"]);
    assert_eq!(found.code, 0, "{}\n{}", found.out, place.read(file));
    let formatted = place.run(&["fmt", "--diff"]);
    assert_eq!(formatted.code, 0, "{}", formatted.out);
}

#[test]
fn a_risk_register() {
    let place = Place::new(&[]);
    place.write("risks.csv", RISKS);
    let ran = place.run(&["import", "csv", "risks.csv", "--stubs", "-o", "risks.prog"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_snapshot!(ran.err, @r#"
    risks.csv: 2 rows, each a risk
      id             <- ID
      title          <- Risk
      likelihood     <- Likelihood
      impact         <- Impact
      owner          <- Owner
      mitigation     <- Mitigation
      mitigation-due <- Due

    5 declarations written, 0 notes
    "#);
    assert_snapshot!(place.read("risks.prog"), @r#"
    // Imported from risks.csv.

    risk gateway-latency-at-peak "Gateway latency, at peak" {
      owner: maria-lopes
      likelihood: likely
      impact: major
      tags: r1

      mitigation "Second provider" { due: 2026-05-15 }
    }

    risk vendor-leaves "Vendor leaves" {
      owner: ines-park
      likelihood: 2
      impact: 5
      tags: r2
    }

    // Referred to above, and not declared in the input.

    person ines-park "Ines Park"
    person maria-lopes "Maria Lopes"
    "#);
    holds(&place, "risks.prog");
}

#[test]
fn a_catalogue() {
    let place = Place::new(&[]);
    place.write("catalog-info.yaml", CATALOG);
    let ran = place.run(&["import", "backstage", "catalog-info.yaml", "--stubs", "-o", "systems.prog"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_snapshot!(place.read("systems.prog"), @r#"
    // Imported from catalog-info.yaml.

    system web-shop "Web shop" {
      owner: payments
      type: client
      depends-on: checkout-api
      tags: website
    }

    system checkout-api { owner: payments, type: service }

    // Referred to above, and not declared in the input.

    team payments {}
    "#);
    holds(&place, "systems.prog");
}

#[test]
fn nothing_to_import() {
    let place = Place::new(&[("note.txt", "")]);
    place.write("a.csv", "x,y\n1,2\n3,4\n");
    place.write("empty.csv", "");
    let mut seen = String::new();
    for args in [&["csv", "a.csv"][..], &["csv", "empty.csv"], &["backstage", "a.csv"]] {
        let ran = place.run(&[&["import"], args, &["-o", "a.prog"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        seen += &ran.err;
    }
    assert!(!place.names().contains(&"a.prog".to_owned()), "nothing is written");
    assert_snapshot!(seen, @r#"
    a.csv: 2 rows, each a task
      - <- x
      - <- y

    a.csv:1: Column `x` was not carried over (2 cells); to keep it, say which field it holds, as in `--map "notes=x"`
    a.csv:1: Column `y` was not carried over (2 cells); to keep it, say which field it holds, as in `--map "notes=y"`
    a.csv:1: No column holds the titles of the rows; say which one does, as in `--map "title=x"`
    0 declarations written, 3 notes
    error: nothing could be imported; what was read, and what is missing, is said above
    empty.csv:1: There is no table here
    0 declarations written, 1 note
    error: nothing could be imported; what was read, and what is missing, is said above
    a.csv:1: There is no entity here that has a place
    a.csv:1: This is no catalog entity: it has no `kind` or no `metadata`
    0 declarations written, 2 notes
    error: nothing could be imported; what was read, and what is missing, is said above
    "#);
}

#[test]
fn a_mapping_is_told() {
    let place = Place::new(&[]);
    place
        .write("plan.csv", "What,Who does it,Weeks,Colour\nDesign,Ines Park,2,blue\nBuild,Ines Park,4,red\n");
    let args = ["import", "csv", "plan.csv", "--rows", "task", "--stubs", "-o", "plan.prog"];
    let told = ["--map", "title=What,owner=Who does it,estimate=Weeks,ignore=Colour"];
    let ran = place.run(&[&args[..], &told].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_snapshot!(ran.err, @r"
    plan.csv: 2 rows, each a task
      title    <- What (as told)
      owner    <- Who does it (as told)
      estimate <- Weeks (as told)
      -        <- Colour (as told)

    3 declarations written, 0 notes
    ");
    assert_snapshot!(place.read("plan.prog"), @r#"
    // Imported from plan.csv.

    task design "Design" { owner: ines-park, estimate: 2w }
    task build "Build" { owner: ines-park, estimate: 4w }

    // Referred to above, and not declared in the input.

    person ines-park "Ines Park"
    "#);
    holds(&place, "plan.prog");
}

#[test]
fn wide_tables_come_out_formatted() {
    let place = Place::new(&[]);
    let names: Vec<String> = (0..30).map(|n| format!("service-number-{n}")).collect();
    let edges: String = names.iter().map(|n| format!("gateway,{n}\n")).collect();
    place.write("edges.csv", format!("from,to\n{edges}"));
    place.write("risks.csv", "Risk,Likelihood,Impact,Owner,Notes\n\"Late, \"\"very\"\" late\",3,4,A. B.,\"first line\nsecond line with \\ and \"\"quotes\"\"\"\n");
    let ran = place.run(&["import", "csv", "edges.csv", "risks.csv", "--stubs", "-o", "all.prog"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    holds(&place, "all.prog");
}

#[test]
fn wrong_use() {
    let place = Place::new(&[]);
    place.write("risks.csv", RISKS);
    let mut seen = String::new();
    for args in [
        &["import", "csv", "nowhere.csv"][..],
        &["import", "csv", "risks.csv", "--map", "owner"],
        &["import", "csv", "risks.csv", "--map", "owner=Nope"],
        &["import", "csv", "risks.csv", "--map", "colour=Owner"],
        &["import", "xls", "a"],
    ] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        seen += &ran.err;
    }
    assert_snapshot!(seen, @r#"
    error: `nowhere.csv`: This file cannot be read: there is no such file or folder. Look whether it still exists
    error: `owner` is not a mapping; write `field=Column`, such as `owner=Responsible`
    error: --map: there is no column `Nope`; there are `ID`, `Risk`, `Likelihood`, `Impact`, `Owner`, `Mitigation`, `Due`
    error: --map: `colour` is no field that a column can hold; there are id, title, description, owner, team, status, likelihood, impact, score, category, mitigation, mitigation-owner, mitigation-due, mitigation-status, response, contingency, trigger, raised, review, reviewed, residual-likelihood, residual-impact, affects, threatens, cost, delay, tags, links, notes, ignore
    error: invalid value 'xls' for '<FROM>'
      [possible values: csv, backstage]

    For more information, try '--help'.
    "#);
}
