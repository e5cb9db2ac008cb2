//! Every format of `progc check`, and how it is chosen.

use crate::support::{DAY, ORPHAN, Place};
use insta::assert_snapshot;

fn printed(format: &str) -> String {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.check(&["--format", format, "--select", "missing-owner"]).seen()
}

#[test]
fn concise() {
    assert_snapshot!(printed("concise"), @r#"
    shop.prog:3:1: warning[missing-owner] `api` has no owner
    1 warning in 1 file (3 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn json() {
    assert_snapshot!(printed("json"), @r#"
    {"version": 1, "as_of": "2026-02-10", "diagnostics": [
      {"rule":"missing-owner","level":"warning","message":"`api` has no owner","help":"Add `owner:` with the person or team who answers for it","question":"Who is accountable for `api`?","url":"https://github.com/prog-lang/prog/blob/main/docs/rules.md#missing-owner","file":"shop.prog","path":"api","range":{"start":{"line":3,"column":1,"offset":84},"end":{"line":3,"column":11,"offset":94}},"related":[],"fixes":[{"title":"Set the owner to `lea`","applicability":"suggested","edits":[{"file":"shop.prog","range":{"start":{"line":3,"column":19,"offset":102},"end":{"line":3,"column":20,"offset":103}},"text":"\n  owner: lea\n}"}]},{"title":"Ask: add `owner: ?`","applicability":"suggested","edits":[{"file":"shop.prog","range":{"start":{"line":3,"column":19,"offset":102},"end":{"line":3,"column":20,"offset":103}},"text":"\n  owner: ?\n}"}]}]}
    ], "summary": {"files":1,"declarations":3,"error":0,"warning":1,"info":0}}
    --- exit 1
    "#);
}

#[test]
fn jsonl() {
    assert_snapshot!(printed("jsonl"), @r#"
    {"rule":"missing-owner","level":"warning","message":"`api` has no owner","help":"Add `owner:` with the person or team who answers for it","question":"Who is accountable for `api`?","url":"https://github.com/prog-lang/prog/blob/main/docs/rules.md#missing-owner","file":"shop.prog","path":"api","range":{"start":{"line":3,"column":1,"offset":84},"end":{"line":3,"column":11,"offset":94}},"related":[],"fixes":[{"title":"Set the owner to `lea`","applicability":"suggested","edits":[{"file":"shop.prog","range":{"start":{"line":3,"column":19,"offset":102},"end":{"line":3,"column":20,"offset":103}},"text":"\n  owner: lea\n}"}]},{"title":"Ask: add `owner: ?`","applicability":"suggested","edits":[{"file":"shop.prog","range":{"start":{"line":3,"column":19,"offset":102},"end":{"line":3,"column":20,"offset":103}},"text":"\n  owner: ?\n}"}]}]}
    {"version":1,"as_of":"2026-02-10","summary":{"files":1,"declarations":3,"error":0,"warning":1,"info":0}}
    --- exit 1
    "#);
}

#[test]
fn github() {
    assert_snapshot!(printed("github"), @r#"
    ::warning file=shop.prog,line=3,col=1,endLine=3,endColumn=11,title=progc (missing-owner)::`api` has no owner%0AAdd `owner:` with the person or team who answers for it
    --- exit 1
    "#);
}

#[test]
fn gitlab() {
    assert_snapshot!(printed("gitlab"), @r#"
    [
      {
        "description": "`api` has no owner",
        "check_name": "missing-owner",
        "fingerprint": "eff96c72cdea611c86fceb0aed0212dd",
        "severity": "major",
        "location": {
          "path": "shop.prog",
          "lines": {
            "begin": 3,
            "end": 3
          }
        }
      }
    ]
    --- exit 1
    "#);
}

#[test]
fn junit() {
    assert_snapshot!(printed("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="progc" tests="1" skipped="0" failures="1" errors="0">
        <testsuite name="shop.prog" tests="1" skipped="0" errors="0" failures="1">
            <testcase name="missing-owner api" classname="shop.prog" line="3" column="1">
                <failure message="`api` has no owner" type="warning">shop.prog:3:1: warning[missing-owner] `api` has no owner
    Help: Add `owner:` with the person or team who answers for it
    Ask: Who is accountable for `api`?</failure>
            </testcase>
        </testsuite>
    </testsuites>
    --- exit 1
    "#);
}

#[test]
fn sarif() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let ran = place.check(&["--format", "sarif", "--select", "missing-owner"]);
    let json = ran.json();
    assert_eq!((ran.code, json["version"].as_str()), (1, Some("2.1.0")));
    let run = &json["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "progc");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "missing-owner");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "shop.prog");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &1.into()));
}

#[test]
fn the_environment_chooses_and_the_option_wins() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let run = |set: &str, args: &[&str]| -> crate::support::Ran {
        let mut command = place.command(&[&["check", "--as-of", DAY], args].concat());
        command.env("PROGC_FORMAT", set).output().expect("it runs").into()
    };
    assert!(run("concise", &[]).out.starts_with("shop.prog:3:1"));
    assert!(run("concise", &["--format", "json"]).out.starts_with('{'));
    assert!(run("", &[]).out.starts_with("warning[missing-owner]"), "empty counts as not set");
    let wrong = run("xml", &[]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("xml"), "{}", wrong.err);
}

#[test]
fn code_hosts_are_told_paths_from_the_top_of_the_repository() {
    let place = Place::new(&[]);
    place.write(".git/HEAD", "ref: refs/heads/main\n");
    place.write("specs/progc.toml", "");
    place.write("specs/team/shop.prog", ORPHAN);
    let printed = |format: &str| place.check(&["specs", "--format", format]).out;
    assert!(printed("github").starts_with("::warning file=specs/team/shop.prog,line=3,"));
    assert!(printed("gitlab").contains("\"path\": \"specs/team/shop.prog\""));
    assert!(printed("sarif").contains("\"uri\": \"specs/team/shop.prog\""));
    // Everybody else names files from the workspace.
    assert!(printed("json").contains("\"file\":\"team/shop.prog\""));
    assert!(printed("concise").starts_with("team/shop.prog:3:1: "));
}
