//! `progc check`: which files, which rules, which exit code.

use crate::support::{DAY, ORPHAN, Place, progc, repository};
use insta::assert_snapshot;

#[test]
fn examples_check_clean_but_for_the_one_that_is_meant_to_show_findings() {
    let mut seen = String::new();
    for folder in ["checkout", "compliance", "first-look", "platform-migration", "portfolio"] {
        let path = repository().join("examples").join(folder);
        let mut command = progc(&path);
        command.args(["check", "--as-of", "2026-03-10", "--format", "concise", "--fail-on", "info"]);
        let ran: crate::support::Ran = command.output().expect("it runs").into();
        seen += &format!("{folder}: {}\n{}", ran.code, ran.out);
        assert_eq!(ran.err, "");
    }
    assert_snapshot!(seen, @r#"
    checkout: 0
    No findings in 1 file (15 declarations checked)
    compliance: 0
    No findings in 1 file (35 declarations checked)
    first-look: 1
    program.prog:10:1: warning[unmeasured-outcome] `conversion` has no baseline, no target and no date to reach it by
    systems.prog:8:1: warning[missing-owner] `gateway` has no owner
    systems.prog:20:1: warning[unmitigated-risk] `gateway-latency` has no mitigation
    3 warnings in 3 files (12 declarations checked)
    platform-migration: 0
    No findings in 7 files (49 declarations checked)
    portfolio: 0
    No findings in 5 files (44 declarations checked)
    "#);
}

#[test]
fn a_finding_for_people() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    assert_snapshot!(place.check(&[]).seen(), @r#"
    warning[missing-owner]: `api` has no owner
       ╭─[ shop.prog:3:1 ]
       │
     3 │ system api "API" {}
       │ ──────────
       │
       │ Help: Add `owner:` with the person or team who answers for it
       │ Ask:  Who is accountable for `api`?
       │ Fix:  Set the owner to `lea`
       │       Ask: add `owner: ?`
    ───╯

    1 warning in 1 file (3 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn the_exit_code_follows_fail_on() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let code = |level: &str| place.check(&["--fail-on", level]).code;
    assert_eq!([code("error"), code("warning"), code("info"), code("never")], [0, 1, 1, 0]);
    place.write("bad.prog", "system {");
    assert_eq!(
        [place.check(&["--fail-on", "error"]).code, place.check(&["--fail-on", "never"]).code],
        [1, 0]
    );
}

#[test]
fn rules_are_chosen_by_name() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let rules = |args: &[&str]| place.check(&[&["--format", "json"], args].concat()).findings();
    assert_eq!(rules(&["--select", "missing-owner"]), ["missing-owner shop.prog:3:1"]);
    assert_eq!(rules(&["--ignore", "missing-owner"]), Vec::<String>::new());
    assert_eq!(rules(&["--select", "missing-owner,unmitigated-risk", "--ignore", "missing-owner"]).len(), 0);
    // As people write a list.
    assert_eq!(rules(&["--select", "unmitigated-risk, missing-owner"]), ["missing-owner shop.prog:3:1"]);
    assert_snapshot!(place.check(&["--select", "mising-owner"]).seen(), @r#"
    --- stderr
    error: there is no rule called `mising-owner`. Did you mean `missing-owner`?
    --- exit 2
    "#);
    assert_snapshot!(place.check(&["--ignore", "zzz"]).seen(), @r#"
    --- stderr
    error: there is no rule called `zzz`. Run `progc rules` to see all rules
    --- exit 2
    "#);
}

#[test]
fn without_a_clock_nothing_depends_on_today() {
    let text =
        format!("{ORPHAN}milestone done \"Done\" {{ owner: lea, due: 2026-01-05, criteria: \"x\" }}\n");
    let place = Place::new(&[("shop.prog", &text)]);
    let rules = |args: &[&str]| place.run(&[&["check", "--format", "json"], args].concat()).findings();
    let with: Vec<String> = rules(&["--as-of", DAY]);
    assert!(with.iter().any(|f| f.starts_with("overdue")), "{with:?}");
    let without = rules(&["--no-clock", "--as-of", DAY]);
    assert!(!without.iter().any(|f| f.starts_with("overdue")), "{without:?}");
    assert_eq!(without, rules(&["--no-clock", "--as-of", "2031-01-01"]));
}

#[test]
fn wrong_use_exits_with_2_and_says_how_it_is_right() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let mut seen = String::new();
    for args in [
        &["check", "nowhere.prog"][..],
        &["check", "--as-of", "10.02.2026"],
        &["check", "--format", "xml"],
        &["check", "--fail-on", "warn"],
        &["check", "--suggested"],
        &["chekc"],
        &["explain", "missing-onwer"],
        &["new", "rsk", "x"],
        &["new", "risk", "3d secure"],
        &["check", "--baseline", "nowhere.json"],
    ] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        seen += &format!("$ progc {}\n{}", args.join(" "), ran.err);
    }
    assert_snapshot!(seen, @r#"
    $ progc check nowhere.prog
    error: cannot find `nowhere.prog`: there is no such file or folder
    $ progc check --as-of 10.02.2026
    error: `10.02.2026` is not a date; write it as 2026-02-10
    $ progc check --format xml
    error: invalid value 'xml' for '--format <FORMAT>'
      [possible values: human, concise, json, jsonl, sarif, github, gitlab, junit]

    For more information, try '--help'.
    $ progc check --fail-on warn
    error: invalid value 'warn' for '--fail-on <LEVEL>'
      [possible values: error, warning, info, never]

      tip: a similar value exists: 'warning'

    For more information, try '--help'.
    $ progc check --suggested
    error: the following required arguments were not provided:
      --fix

    Usage: progc check --fix --suggested [PATH]...

    For more information, try '--help'.
    $ progc chekc
    error: unrecognized subcommand 'chekc'

      tip: some similar subcommands exist: 'schema', 'check'

    Usage: progc [OPTIONS] <COMMAND>

    For more information, try '--help'.
    $ progc explain missing-onwer
    error: there is no rule called `missing-onwer`. Did you mean `missing-owner` or `missing-name`?
    $ progc new rsk x
    error: `rsk` is not a kind. Did you mean `risk`?
    $ progc new risk 3d secure
    error: `3d secure` cannot be a name; write letters, digits and `-`, such as `_3d-secure`
    $ progc check --baseline nowhere.json
    error: cannot read the baseline `nowhere.json`: there is no such file or folder
    "#);
}

#[test]
fn files_and_folders_are_reported_on_and_the_workspace_is_read() {
    let place =
        Place::new(&[("a/shop.prog", ORPHAN), ("b/other.prog", "system lonely \"L\" { depends-on: api }\n")]);
    let files = |args: &[&str]| {
        place
            .check(&[&["--format", "json", "--select", "missing-owner,unresolved-name"], args].concat())
            .findings()
    };
    assert_eq!(files(&["b"]), ["missing-owner b/other.prog:1:1"]);
    assert_eq!(files(&["b/other.prog"]), ["missing-owner b/other.prog:1:1"]);
    assert_eq!(files(&["a", "b/other.prog"]).len(), 2);
    assert_eq!(files(&["."]).len(), 2);
    // From a folder below, the workspace is the one above.
    let mut command = progc(&place.path("b"));
    let ran: crate::support::Ran = command
        .args(["check", "--as-of", DAY, "--format", "concise", "--select", "missing-owner"])
        .output()
        .expect("it runs")
        .into();
    assert_snapshot!(ran.seen(), @r#"
    a/shop.prog:3:1: warning[missing-owner] `api` has no owner
    b/other.prog:1:1: warning[missing-owner] `lonely` has no owner
    2 warnings in 2 files (4 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn of_plain_folders_only_those_are_read_that_are_named() {
    let place = Place::empty();
    for folder in ["a", "b", "c"] {
        place.write(&format!("{folder}/x.prog"), format!("system {folder} \"S\" {{ depends-on: a }}\n"));
    }
    let args = ["a", "b/x.prog", "--format", "concise", "--select", "missing-owner"];
    assert_snapshot!(place.check(&args).seen(), @r#"
    a/x.prog:1:1: warning[missing-owner] `a` has no owner
    b/x.prog:1:1: warning[missing-owner] `b` has no owner
    2 warnings in 2 files (2 declarations checked)
    --- exit 1
    "#);
    // However far up lies what they have in common.
    let far = Place::empty();
    far.write("x.prog", "system far \"S\"\n");
    let far = far.path("");
    let ran = place.check(&[&args[1..], &[far.to_str().expect("text")]].concat());
    assert!(ran.out.ends_with("2 warnings in 2 files (2 declarations checked)\n"), "{}", ran.seen());
    place.write("b/progc.toml", "");
    assert_snapshot!(place.check(&args).seen(), @r#"
    --- stderr
    error: `a` and `b/x.prog` belong to different workspaces; run progc once for each
    --- exit 2
    "#);
}

#[test]
fn a_named_file_that_is_not_checked_is_said() {
    let place = Place::new(&[("shop.prog", ORPHAN), ("notes.md", "x"), ("old/a.prog", "system x {}\n")]);
    place.write("progc.toml", "exclude = [\"old\"]\n");
    assert_snapshot!(place.check(&["--format", "concise", "notes.md", "old/a.prog"]).seen(), @r#"
    No findings in 1 file (3 declarations checked)
    --- stderr
    note: `notes.md` is not checked: its name does not end in `.prog`
    note: `old/a.prog` is not checked: git ignores it, or `exclude` in `progc.toml` leaves it out
    --- exit 0
    "#);
}

#[test]
fn what_git_ignores_and_what_is_excluded_is_not_read() {
    let place =
        Place::new(&[("shop.prog", ORPHAN), ("build/x.prog", "system {"), ("old/y.prog", "system {")]);
    std::fs::create_dir(place.path(".git")).expect("a folder");
    place.write(".gitignore", "build/\n");
    assert_eq!(place.check(&["--format", "json", "--fail-on", "error"]).findings().len(), 2);
    place.write("progc.toml", "exclude = [\"old/**\"]\n");
    assert_eq!(place.check(&["--format", "json"]).findings(), ["missing-owner shop.prog:3:1"]);
    // What other tools leave out is none of git's business.
    place.write(".ignore", "shop.prog\n");
    assert_eq!(place.check(&["--format", "json"]).findings(), ["missing-owner shop.prog:3:1"]);
}

#[test]
fn part_of_joins_files() {
    let place = Place::new(&[
        ("a.prog", "program checkout \"Checkout\" { owner: lea }\nperson lea \"Lea\" {}\n"),
        ("deep/er/b.prog", "part of checkout\n\nsystem api \"API\" { owner: lea }\n"),
        ("c.prog", "part of chekout\n\nsystem web \"Web\" { owner: lea, depends-on: checkout.api }\n"),
    ]);
    let ran = place.check(&["--select", "unknown-program,unresolved-name", "--format", "concise"]);
    assert_snapshot!(ran.seen(), @r#"
    c.prog:1:9: error[unknown-program] There is no program called `chekout`
    1 error in 3 files (4 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn standard_input_stands_for_a_file_of_the_workspace() {
    let place =
        Place::new(&[("people.prog", "person lea \"Lea\" {}\n"), ("shop.prog", "system gone \"G\" {}\n")]);
    let args = ["check", "--as-of", DAY, "--format", "concise", "-", "--stdin-filename", "shop.prog"];
    let ran = place.typed(&args, "system new \"N\" { owner: leo }\n");
    assert_snapshot!(ran.seen(), @r#"
    shop.prog:1:1: info[isolated-system] `new` depends on nothing, and nothing depends on it
    shop.prog:1:25: error[unresolved-name] There is no person or team called `leo`
    1 error and 1 info in 2 files (2 declarations checked)
    --- exit 1
    "#);
    let ran = place.typed(&["check", "-", "--format", "concise"], b"system \xff");
    assert_snapshot!(ran.seen(), @r#"
    --- stderr
    error: standard input: This file is not UTF-8 text (line 1). Save it as UTF-8
    --- exit 2
    "#);
}

/// However its path is written, it is one file, and what it declares is declared once.
#[test]
#[cfg(unix)]
fn standard_input_is_found_by_any_way_to_its_file() {
    let text = "person lea \"Lea\" {}\n";
    let place = Place::new(&[("a.prog", text), ("sub/b.prog", "")]);
    std::os::unix::fs::symlink(place.path("sub"), place.path("linked")).expect("linked");
    std::os::unix::fs::symlink(place.path("a.prog"), place.path("sub/also.prog")).expect("linked");
    let here = place.path("");
    let outside = Place::empty();
    std::os::unix::fs::symlink(&here, outside.path("way")).expect("linked");
    let whole = here.join("a.prog").display().to_string();
    for (folder, name) in [
        (here.clone(), "./a.prog"),
        (here.clone(), "sub/../a.prog"),
        (here.clone(), "linked/../a.prog"),
        (here.clone(), "sub/also.prog"),
        (here.join("sub"), "../a.prog"),
        (outside.path(""), "way/a.prog"),
        (outside.path("way"), "a.prog"),
        (outside.path(""), &whole),
    ] {
        let mut command = progc(&folder);
        command.args([
            "check",
            "-",
            "--format",
            "json",
            "--select",
            "duplicate-name",
            "--stdin-filename",
            name,
        ]);
        let ran = crate::support::feed(&mut command, text.as_bytes());
        assert_eq!((ran.code, ran.findings()), (0, vec![]), "{name}: {}", ran.err);
        assert_eq!(ran.json()["summary"]["files"], 2, "{name}");
    }
    let new =
        place.typed(&["check", "-", "--format", "concise", "--stdin-filename", "sub/new/../../c.prog"], text);
    assert!(new.out.contains("c.prog:1:8: error[duplicate-name]"), "{}", new.seen());
}

/// Nothing that was named goes unseen without a word.
#[test]
fn standard_input_takes_no_path_beside_it() {
    let place = Place::new(&[("a.prog", ORPHAN)]);
    for args in [&["check", "-", "a.prog"][..], &["check", "a.prog", "-"], &["fmt", "--check", "-", "a.prog"]]
    {
        let ran = place.typed(args, "");
        let said =
            "error: `-` reads standard input and takes no other path beside it; run progc once for each\n";
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", said), "{args:?}");
    }
}

#[test]
fn any_number_of_threads_prints_the_same_bytes() {
    let path = repository().join("examples/portfolio");
    let corpus = repository().join("tests/corpus");
    for folder in [path, corpus] {
        let run = |threads: &str| {
            let mut command = progc(&folder);
            command
                .env("RAYON_NUM_THREADS", threads)
                .args(["check", ".", "--as-of", DAY, "--format", "json"]);
            let ran: crate::support::Ran = command.output().expect("it runs").into();
            ran
        };
        let one = run("1");
        assert!(one.out.contains("\"summary\""), "{}", one.err);
        for _ in 0..3 {
            assert_eq!(one, run("8"));
        }
    }
}

#[test]
fn statistics_and_quiet() {
    let refused = Place::new(&[]).check(&["--statistics", "--format", "json"]);
    assert_snapshot!(refused.seen(), @r"
    --- stderr
    error: `--statistics` prints a table for people; leave out `--format`, or leave out `--statistics`
    --- exit 2
    ");
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    assert_snapshot!(place.check(&["--statistics"]).seen(), @r#"
    1  warning  missing-owner

    1 warning in 1 file (3 declarations checked)
    --- exit 1
    "#);
    assert_eq!(place.check(&["-q", "--fix"]).err, "");
}

#[test]
fn findings_go_into_a_file() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let ran = place.check(&["--format", "json", "--output-file", "found.json"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
    assert!(place.read("found.json").contains("missing-owner"));
    assert_snapshot!(place.check(&["--output-file", "no/such/folder/x"]).seen(), @r#"
    --- stderr
    error: cannot write `no/such/folder/x`: there is no such file or folder
    --- exit 2
    "#);
    // A device is written, not replaced.
    assert_eq!(place.check(&["--output-file", "/dev/null"]).code, 1);
    assert!(!std::path::Path::new("/dev/null").is_file());
}

#[test]
fn colours_come_when_asked_for() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let colours = |args: &[&str], set: &[(&str, &str)]| {
        let mut command = place.command(&[&["check", "--as-of", DAY], args].concat());
        command.envs(set.iter().copied());
        String::from_utf8_lossy(&command.output().expect("it runs").stdout).contains('\x1b')
    };
    assert!(!colours(&[], &[]), "no terminal");
    assert!(colours(&["--color", "always"], &[]));
    assert!(!colours(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(&[], &[("NO_COLOR", "1")]));
    assert!(colours(&["--color", "always"], &[("NO_COLOR", "1")]), "what is said beats what is set");
    assert!(!colours(&["--color", "always", "--output-file", "x.txt"], &[]));
    assert!(!place.read("x.txt").contains('\x1b'));
}

/// Neither selection nor level nor format turns a file that was not read into praise.
#[test]
fn what_cannot_be_read_exits_with_2_whatever_is_asked_for() {
    let place = Place::new(&[("in/shop.prog", "// nothing\n")]);
    place.write("bad.prog", b"\xff");
    let concise = |args: &[&str]| place.check(&[&["--format", "concise"], args].concat());
    assert_snapshot!(concise(&["--select", "overdue"]).seen(), @r#"
    No findings in 2 files (0 declarations checked)
    --- stderr
    note: `bad.prog` could not be read: This file is not UTF-8 text (line 1)
    --- exit 2
    "#);
    assert_eq!(
        concise(&["-q", "--ignore", "unreadable-file"]).seen(),
        concise(&["--select", "overdue"]).seen()
    );
    for args in [&["--fail-on", "never"][..], &["--statistics"], &["--output-file", "found"], &["--fix"]] {
        let ran = concise(args);
        assert_eq!((ran.code, ran.err.contains("note:")), (2, false), "{args:?} {}", ran.seen());
    }
    place.write("progc.toml", "[rules]\nunreadable-file = \"off\"\n");
    assert_eq!(concise(&[]).seen(), concise(&["--select", "overdue"]).seen());
    // Where other files are asked about, it is none of their business.
    let elsewhere = concise(&["in"]);
    assert_eq!((elsewhere.code, elsewhere.err.as_str()), (0, ""));
}

#[test]
fn settings_that_do_not_hold_exit_with_2_whatever_is_asked_for() {
    let place = Place::new(&[("shop.prog", "// nothing\n")]);
    place.write("progc.toml", "profile = 3\n");
    assert_snapshot!(place.check(&["--fix", "--diff"]).seen(), @r#"
    --- stderr
    note: no spec is mended as long as `progc.toml` does not hold as a whole
    note: `progc.toml` does not hold as a whole: `profile` takes a word in quotes
    --- exit 2
    "#);
    let ran = place.typed(&["check", "--as-of", DAY, "--fix", "-"], "# a\n");
    assert_snapshot!(ran.seen(), @r#"
    // a
    --- stderr
    error[invalid-config]: `profile` takes a word in quotes
       ╭─[ progc.toml:1:11 ]
       │
     1 │ profile = 3
       │           ─
       │
       │ Help: Use one of `starter`, `standard` or `strict`
    ───╯

    1 error in 2 files (0 declarations checked)
    --- exit 2
    "#);
    assert_eq!(place.check(&["--select", "overdue", "--ignore", "invalid-config"]).code, 2);
}
