//! `progc init` and `progc new`: what they write has questions in it and nothing else to say.

use crate::support::{DAY, Place};
use insta::assert_snapshot;
use prog_model::Kind;

/// The rules that find something in a text, with `--fail-on info`.
fn rules(place: &Place) -> Vec<String> {
    let mut rules: Vec<String> = place.run(&["check", "--as-of", DAY, "--format", "json"]).findings();
    rules.retain(|f| !f.starts_with("open-question "));
    rules
}

#[test]
fn init_asks_questions_only() {
    for profile in ["starter", "standard"] {
        let place = Place::empty();
        let ran = place.run(&["init", "--profile", profile]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        if profile == "standard" {
            assert_snapshot!(ran.seen(), @r#"
            wrote ./progc.toml
            wrote ./program.prog: each `?` in it is a question to answer
            next: progc check
            --- exit 0
            "#);
            assert_snapshot!(place.read("program.prog"), @r#"
            // A first spec. Each `?` is a question to answer; delete what you do not need.

            program my-program "My program" {
              owner: ?
              sponsor: ?
              goal: ?
              window: ?

              outcome first-outcome "What gets better" {
                owner: ?
                metric: ?
                source: ?
                baseline: ?
                target: ?
                by: ?
              }

              risk first-risk "What may go wrong" {
                owner: ?
                likelihood: ?
                impact: ?
                affects: ?

                mitigation "What is done about it" { owner: ?, due: ? }
              }
            }

            system my-system "My system" {
              owner: ?
              type: ?
              criticality: ?
              depends-on: ?
            }

            milestone my-milestone "My milestone" {
              owner: ?
              due: ?
              after: ?
              criteria: ?
              delivers: ?
            }
            "#);
        }
        assert_eq!(place.names(), ["progc.toml", "program.prog"]);
        assert_eq!(rules(&place), Vec::<String>::new());
        assert_eq!(place.run(&["fmt", "--check"]).code, 0, "what is written is formatted");
        assert_eq!(place.check(&[]).code, 0);
    }
}

#[test]
fn init_overwrites_nothing() {
    let place = Place::new(&[("mine.prog", "// mine\n")]);
    place.write("progc.toml", "profile = \"strict\"\n");
    assert_snapshot!(place.run(&["init"]).seen().replace(&place.path("").display().to_string(), "…"), @r#"
    --- stderr
    error: `./progc.toml` is there already; nothing was changed
    --- exit 2
    "#);
    assert_eq!(place.read("progc.toml"), "profile = \"strict\"\n");
    std::fs::remove_file(place.path("progc.toml")).expect("removed");
    assert_eq!(place.run(&["init"]).code, 0);
    assert_eq!(place.names(), ["mine.prog", "progc.toml"], "there are specs already");
    let ran = place.run(&["init", "deep/new"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(place.path("deep/new/program.prog").is_file());
}

#[test]
fn init_leaves_what_git_ignores_as_it_is() {
    let place = Place::empty();
    std::fs::create_dir(place.path(".git")).expect("created");
    place.write(".gitignore", "*.prog\n");
    place.write("program.prog", "// mine\n");
    assert_snapshot!(place.run(&["init"]).seen(), @r#"
    wrote ./progc.toml
    `./program.prog` is there already and stays as it is
    next: progc check
    --- exit 0
    "#);
    assert_eq!(place.read("program.prog"), "// mine\n");
}

#[test]
fn every_kind_has_a_skeleton_that_asks_questions_only() {
    let mut said = Vec::new();
    for kind in Kind::ALL.iter().copied().filter(|k| *k != Kind::Unknown) {
        let place = Place::new(&[]);
        let ran = place.run(&["new", kind.word(), "my-thing"]);
        assert_eq!(ran.code, 0, "{}: {}", kind.word(), ran.err);
        let inner = ran.out.replace('\n', "\n  ");
        let text = match kind {
            Kind::Mitigation => format!(
                "risk r \"R\" {{\n  owner: ?\n  likelihood: ?\n  impact: ?\n  affects: ?\n\n  {inner}}}\n"
            ),
            Kind::Option => format!(
                "decision d \"D\" {{\n  owner: ?\n  question: ?\n  rule: ?\n\n  {inner}\n  option b \"B\" {{ benefits: ?, drawbacks: ?, helps: ? }}\n}}\n"
            ),
            _ => ran.out.clone(),
        };
        place.write("x.prog", text);
        said.extend(rules(&place).into_iter().map(|f| format!("{}: {f}", kind.word())));
        if !matches!(kind, Kind::Mitigation | Kind::Option) {
            let formatted = place.run(&["fmt", "--check"]);
            assert_eq!(formatted.code, 0, "{}: {}", kind.word(), ran.out);
        }
    }
    // Who is not named anywhere is so in any new spec.
    said.retain(|f| !f.contains("unused-declaration"));
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn a_skeleton_in_any_alphabet() {
    let place = Place::new(&[]);
    let ran = place.run(&["new", "system", "übersicht-β"]);
    assert_snapshot!(ran.seen(), @r#"
    system übersicht-β "übersicht β" {
      owner: ?
      type: ?
      criticality: ?
      depends-on: ?
    }
    --- exit 0
    "#);
}
