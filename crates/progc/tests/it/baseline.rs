//! Known findings: written down once, they do not count; new ones do.

use crate::support::{ORPHAN, Place};
use insta::assert_snapshot;

#[test]
fn known_findings_do_not_fail_and_new_ones_do() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    assert_snapshot!(place.check(&["--write-baseline", "known.json"]).seen(), @r#"
    --- stderr
    wrote 1 known finding to known.json
    --- exit 0
    "#);
    assert_snapshot!(place.read("known.json"), @r#"
    {
      "version": 1,
      "findings": [
        {"rule":"missing-owner","path":"api","message":"`api` has no owner"}
      ]
    }
    "#);
    assert_eq!(place.check(&["--baseline", "known.json"]).code, 0);
    // Moving the text makes nothing new.
    place.write("shop.prog", format!("\n\n{ORPHAN}"));
    assert_eq!(place.check(&["--baseline", "known.json"]).code, 0);
    place.write("more.prog", "system more \"More\" { depends-on: api }\n");
    let ran = place.check(&["--baseline", "known.json", "--format", "concise"]);
    assert_snapshot!(ran.seen(), @r#"
    more.prog:1:1: warning[missing-owner] `more` has no owner
    1 warning in 2 files (4 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn what_a_slip_hides_is_not_mended() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.check(&["--write-baseline", "known.json"]);
    let known = place.read("known.json");
    place.write("shop.prog", ORPHAN.replace("{}", "}"));
    let ran = place.check(&["--baseline", "known.json", "--prune-baseline"]);
    assert!(ran.out.contains("error[syntax]") && !ran.err.contains("mended"), "{}", ran.seen());
    assert_eq!(place.read("known.json"), known);
}

#[test]
fn what_is_mended_is_said_and_taken_out_when_asked_for() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.check(&["--write-baseline", "known.json"]);
    place.write("shop.prog", ORPHAN.replace("{}", "{ owner: lea }"));
    assert_snapshot!(place.check(&["--baseline", "known.json", "--format", "concise"]).seen(), @r#"
    No findings in 1 file (3 declarations checked)
    --- stderr
    note: 1 known finding is mended and still in known.json
      `api` has no owner [missing-owner]
      run again with --prune-baseline to take them out
    --- exit 0
    "#);
    place.check(&["--baseline", "known.json", "--prune-baseline"]);
    assert_snapshot!(place.read("known.json"), @r#"
    {
      "version": 1,
      "findings": []
    }
    "#);
}

/// A run that asks for less than the one which wrote the baseline knows nothing about the rest.
#[test]
fn only_what_was_looked_for_is_called_mended() {
    let late = "task late \"Late\" { owner: lea, due: 2026-01-05 }\n";
    let place = Place::new(&[("shop.prog", ORPHAN), ("sub/plan.prog", late)]);
    place.check(&["--write-baseline", "known.json"]);
    let known = place.read("known.json");
    assert!(known.contains("missing-owner") && known.contains("overdue"), "{known}");
    let prune = |args: &[&str]| {
        place
            .check(&[&["--baseline", "known.json", "--prune-baseline", "--format", "concise"], args].concat())
    };
    for args in [
        &["sub"][..],
        &["shop.prog"],
        &["--select", "unused-declaration"],
        &["--ignore", "missing-owner"],
        &["--no-clock"],
    ] {
        let ran = prune(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert_eq!(place.read("known.json"), known, "{args:?}");
    }
    place.write("progc.toml", "[rules]\nmissing-owner = \"off\"\n");
    assert_eq!((prune(&[]).err.as_str(), place.read("known.json")), ("", known.clone()), "settings");
    place.write("progc.toml", "");
    place.write("sub/plan.prog", b"\xff");
    prune(&[]);
    assert_eq!(place.read("known.json"), known, "a file that cannot be read");
    // What was looked for and is not there any more goes, and only that.
    place.write("sub/plan.prog", late.replace("2026-01-05", "2026-05-05"));
    place.write("shop.prog", ORPHAN.replace("{}", "{ owner: lea }"));
    assert_snapshot!(prune(&["sub"]).err, @r"
    note: 1 known finding is mended and taken out of known.json
      `late` was due 2026-01-05 and is not done [overdue]
    ");
    assert!(!place.read("known.json").contains("overdue"));
    assert!(place.read("known.json").contains("missing-owner"));
    // All of the workspace: also what is not declared any more.
    place.write("shop.prog", "person lea \"Lea\" { role: \"TPM\" }\n");
    assert!(!prune(&["shop.prog"]).err.contains("mended"), "nobody can tell where it was");
    assert!(prune(&["."]).err.contains("1 known finding is mended"));
}

#[test]
fn a_baseline_that_is_none_is_said() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.write("known.json", "{}");
    assert_snapshot!(place.check(&["--baseline", "known.json"]).seen(), @r#"
    --- stderr
    error: `known.json`: This is not a baseline that `progc check --write-baseline` wrote: missing field `version` at line 1 column 2
    --- exit 2
    "#);
    place.write("known.json", "{\"version\": 7, \"findings\": []}");
    assert_snapshot!(place.check(&["--baseline", "known.json"]).seen(), @r#"
    --- stderr
    error: `known.json`: This baseline has version 7; this `progc` reads version 1. Write it anew with `--write-baseline`
    --- exit 2
    "#);
}

/// A baseline may set opinions aside, not what was never looked at.
#[test]
fn what_cannot_be_read_is_never_known() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.write("bad.prog", b"\xff");
    place.write("progc.toml", "profil = \"strict\"\n");
    assert_snapshot!(place.check(&["--write-baseline", "known.json"]).seen(), @r#"
    --- stderr
    wrote 1 known finding to known.json
    note: `progc.toml` does not hold as a whole: There is no setting `profil` at the top
    note: `bad.prog` could not be read: This file is not UTF-8 text (line 1)
    --- exit 2
    "#);
    assert_snapshot!(place.read("known.json"), @r#"
    {
      "version": 1,
      "findings": [
        {"rule":"missing-owner","path":"api","message":"`api` has no owner"}
      ]
    }
    "#);
    assert_snapshot!(place.check(&["--baseline", "known.json", "--format", "concise"]).seen(), @r#"
    bad.prog:1:1: error[unreadable-file] This file is not UTF-8 text (line 1)
    progc.toml:1:1: error[invalid-config] There is no setting `profil` at the top
    2 errors in 2 files (3 declarations checked)
    --- exit 2
    "#);
    // One that was written by an earlier progc.
    let entry =
        r#"{"rule":"unreadable-file","file":"bad.prog","message":"This file is not UTF-8 text (line 1)"}"#;
    place.write("progc.toml", "");
    place.write("old.json", format!("{{\"version\": 1, \"findings\": [{entry}]}}"));
    let ran = place.check(&["--baseline", "old.json", "--select", "unreadable-file", "--format", "concise"]);
    assert_snapshot!(ran.seen(), @r#"
    bad.prog:1:1: error[unreadable-file] This file is not UTF-8 text (line 1)
    1 error in 2 files (3 declarations checked)
    --- exit 2
    "#);
}

/// What a message says of a day stays true on the next one: counts of days that roll on stand in labels and help.
#[test]
fn a_baseline_holds_on_the_next_day() {
    let text = r#"
person ines "Ines Park"
dependency rules "New rules" { from: ines, to: ines, needed-by: 2026-02-24 }
stakeholder legal "Legal" { influence: high, impact: high, cadence: 2w, last-contact: 2026-01-02, owner: ines }
change wallets "Wallets" { owner: ines, raised: 2026-01-01, time: 2w, cost: $60K }
control access "Access review" { owner: ines, status: in-place, evidence: "wiki", cadence: 13w, reviewed: 2025-09-30 }
program checkout "Checkout" {
  owner: ines
  window: 2026-01-12 .. 2026-02-20
  task build "Build" { owner: ines, estimate: 4w, started: 2026-02-02, due: 2026-02-18 }
  task test "Test" { owner: ines, estimate: 1w, after: build }
}
"#;
    let place = Place::new(&[("shop.prog", text)]);
    let check = |day: &str, more: &[&str]| {
        let mut args = vec!["check", "--as-of", day, "--fail-on", "info", "--format", "concise"];
        args.extend(more);
        place.run(&args)
    };
    let first = check("2026-02-10", &[]);
    for rule in [
        "uncommitted-dependency",
        "unengaged-stakeholder",
        "unapproved-change",
        "stale-control",
        "impossible-date",
        "outside-window",
    ] {
        assert!(first.out.contains(&format!("[{rule}]")), "{rule}: {}", first.seen());
    }
    check("2026-02-10", &["--write-baseline", "known.json"]);
    let gitlab = |day| place.run(&["check", "--as-of", day, "--format", "gitlab"]).out;
    let next = check("2026-02-11", &["--baseline", "known.json"]);
    assert_snapshot!(next.seen(), @r#"
    No findings in 1 file (8 declarations checked)
    --- exit 0
    "#);
    assert!(gitlab("2026-02-10").contains("fingerprint"));
    assert_eq!(gitlab("2026-02-10"), gitlab("2026-02-11"));
}
