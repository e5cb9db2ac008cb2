//! `progc check --fix`: what is mended, how files are written, and what is left.

use crate::support::{DAY, Place};
use insta::assert_snapshot;

const SLIPS: &str = "# who does what\nperson lea \"Lea\" { rol: \"TPM\" }\nsystem shop \"Shop\" { ownr: lea, depends-on: api }\nsystem api \"API\" {}\n";

#[test]
fn safe_fixes_are_applied_and_said() {
    let place = Place::new(&[("shop.prog", SLIPS)]);
    assert_snapshot!(place.check(&["--fix", "--format", "concise"]).seen(), @r#"
    shop.prog:4:1: warning[missing-owner] `api` has no owner
    1 warning in 1 file (3 declarations checked)
    --- stderr
    applied 3 fixes in 1 file
    --- exit 1
    "#);
    assert_snapshot!(place.read("shop.prog"), @r#"
    // who does what
    person lea "Lea" { role: "TPM" }
    system shop "Shop" { owner: lea, depends-on: api }
    system api "API" {}
    "#);
    assert_eq!(place.names(), ["progc.toml", "shop.prog"], "nothing is left over");
}

#[test]
fn suggested_ones_only_when_asked_for_and_if_there_is_one() {
    let place = Place::new(&[("shop.prog", SLIPS)]);
    let ran = place.check(&["--fix", "--suggested", "--format", "concise"]);
    assert_snapshot!(ran.seen(), @r#"
    shop.prog:4:1: warning[missing-owner] `api` has no owner
    1 warning in 1 file (3 declarations checked)
    --- stderr
    applied 3 fixes in 1 file
    --- exit 1
    "#);
    let mended = place.read("shop.prog");
    assert!(mended.contains("person lea"), "she is named once the slip is mended");
    place.check(&["--fix", "--suggested"]);
    assert_eq!(place.read("shop.prog"), mended, "a second run finds nothing to mend");
}

#[test]
fn what_nobody_names_goes_last_and_only_when_suggested() {
    let text = "system shop \"Shop\" { owner: team-a, depends-on: shop }\nteam team-a \"A\" { lead: lea }\nperson lea \"Lea\"\nperson unused \"U\"\n";
    let place = Place::new(&[("shop.prog", text)]);
    place.check(&["--fix"]);
    assert_eq!(place.read("shop.prog"), text);
    place.check(&["--fix", "--suggested", "--select", "unused-declaration"]);
    assert_eq!(place.read("shop.prog"), text.replace("person unused \"U\"\n", ""));
}

#[test]
fn a_reason_is_not_lost_with_the_slip_before_it() {
    // What the comment allows is spelt right only now: whether it goes is for the next look at it.
    let slip = "// progc: allow(mising-owner) signed in March\nsystem shop \"Shop\" { owner: lea, depends-on: shop }\nperson lea \"Lea\"\n";
    let place = Place::new(&[("shop.prog", slip)]);
    place.check(&["--fix"]);
    let mended = slip.replace("mising", "missing");
    assert_eq!(place.read("shop.prog"), mended);
    place.check(&["--fix"]);
    assert!(!place.read("shop.prog").contains("allow"), "it found nothing");
    // What is allowed now is not mended besides.
    let part = "// progc: allow(owner) signed in March\nissue i \"I\" { blocks: ? }\n";
    let place = Place::new(&[("shop.prog", part)]);
    place.check(&["--fix"]);
    assert_eq!(place.read("shop.prog"), part);
    place.check(&["--fix", "--suggested"]);
    assert_eq!(place.read("shop.prog"), part.replace("owner", "missing-owner"));
}

#[test]
fn a_diff_writes_nothing() {
    let place = Place::new(&[("shop.prog", SLIPS)]);
    assert_snapshot!(place.check(&["--fix", "--diff"]).seen(), @r#"
    --- a/shop.prog
    +++ b/shop.prog
    @@ -1,4 +1,4 @@
    -# who does what
    -person lea "Lea" { rol: "TPM" }
    -system shop "Shop" { ownr: lea, depends-on: api }
    +// who does what
    +person lea "Lea" { role: "TPM" }
    +system shop "Shop" { owner: lea, depends-on: api }
     system api "API" {}
    --- exit 1
    "#);
    assert_eq!(place.read("shop.prog"), SLIPS);
    place.check(&["--fix"]);
    let ran = place.check(&["--fix", "--diff"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn one_fix_uncovers_the_next() {
    // The curly quotes hide that none belong there until they are straight.
    let text = "task t \"T\" { owner: lea, estimate: “3d” }\nperson lea \"Lea\" {}\n";
    let place = Place::new(&[("a.prog", text)]);
    place.check(&["--fix"]);
    assert_eq!(place.read("a.prog"), text.replace(['“', '”'], ""));
}

#[test]
fn an_allow_that_was_no_comment_is_not_removed_at_once() {
    let text =
        "# progc: allow(missing-owner) later\nsystem api \"API\" { owner: lea }\nperson lea \"Lea\" {}\n";
    let place = Place::new(&[("a.prog", text)]);
    place.check(&["--fix"]);
    assert_eq!(place.read("a.prog"), text.replace('#', "//"));
}

#[test]
fn only_files_in_scope_are_mended() {
    let place = Place::new(&[("a/x.prog", "# a\n"), ("b/y.prog", "# b\n")]);
    place.check(&["--fix", "a"]);
    assert_eq!((place.read("a/x.prog").as_str(), place.read("b/y.prog").as_str()), ("// a\n", "# b\n"));
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let place = Place::new(&[(
        "x.prog",
        "\u{feff}# a\r\nsystem api \"API\" {\r\n  ownr: lea\r\n}\r\nperson lea \"Lea\" {}\r\n",
    )]);
    place.check(&["--fix"]);
    assert_eq!(
        place.read("x.prog"),
        "\u{feff}// a\r\nsystem api \"API\" {\r\n  owner: lea\r\n}\r\nperson lea \"Lea\" {}\r\n"
    );
    place.write("y.prog", "system web \"Web\" {\r\n  depends-on: api\r\n}\r\n");
    place.check(&["--fix", "--suggested", "--select", "missing-owner"]);
    let text = place.read("y.prog");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let place = Place::new(&[("real/x.text", SLIPS)]);
    std::fs::set_permissions(place.path("real/x.text"), std::fs::Permissions::from_mode(0o640)).expect("set");
    symlink(place.path("real/x.text"), place.path("link.prog")).expect("linked");
    place.check(&["--fix"]);
    assert!(place.path("link.prog").symlink_metadata().expect("there").is_symlink());
    assert!(place.read("real/x.text").starts_with("// who"));
    let mode = place.path("real/x.text").metadata().expect("there").mode() & 0o777;
    assert_eq!(mode, 0o640);
}

const SLIPS_IN_SETTINGS: &str = "# ours\r\nprofil = \"strict\"\r\n[rules]\r\nmissing-onwer = \"off\"\r\nopen-qestion = \"off\"\r\nopen-question = \"info\"\r\n";

#[test]
fn settings_are_mended_too_and_hold_at_once() {
    let place = Place::new(&[("shop.prog", crate::support::ORPHAN)]);
    place.write("progc.toml", SLIPS_IN_SETTINGS);
    assert_snapshot!(place.check(&["--fix", "--diff"]).seen(), @r#"
    --- a/progc.toml
    +++ b/progc.toml
    @@ -1,6 +1,6 @@
     # ours
    -profil = "strict"
    +profile = "strict"
     [rules]
    -missing-onwer = "off"
    +missing-owner = "off"
     open-qestion = "off"
     open-question = "info"
    --- stderr
    note: `progc.toml` does not hold as a whole: There is no setting `profil` at the top
    --- exit 2
    "#);
    assert_eq!(place.read("progc.toml"), SLIPS_IN_SETTINGS);
    // The right word stands there already: what was meant by the other, only a person knows.
    assert_snapshot!(place.check(&["--fix", "--format", "concise"]).seen(), @r#"
    progc.toml:5:1: error[unknown-rule] There is no rule called `open-qestion`
    1 error in 1 file (3 declarations checked)
    --- stderr
    applied 2 fixes in 1 file
    --- exit 1
    "#);
    let right = SLIPS_IN_SETTINGS.replace("profil ", "profile ").replace("onwer", "owner");
    assert_eq!(place.read("progc.toml"), right);
    assert_eq!(place.names(), ["progc.toml", "shop.prog"], "nothing is left over");
}

/// What they protect nobody can tell.
#[test]
fn with_settings_that_do_not_hold_no_spec_is_written() {
    let place = Place::new(&[("vendor/x.prog", SLIPS)]);
    place.write("progc.toml", "exclude = \"vendor\"\n");
    for args in [&["fmt"][..], &["fmt", "--check"], &["fmt", "vendor"]] {
        let ran = place.run(args);
        let said = "error: progc.toml: `exclude` takes a list of texts. Run `progc check` to see where\n";
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", said), "{args:?}");
    }
    assert_snapshot!(place.check(&["--fix", "--format", "concise"]).seen(), @r"
    progc.toml:1:11: error[invalid-config] `exclude` takes a list of texts
    vendor/x.prog:1:1: error[syntax] Comments start with `//`, not `#`
    vendor/x.prog:2:20: error[unknown-property] A person has no property `rol`
    vendor/x.prog:3:22: error[unknown-property] A system has no property `ownr`
    vendor/x.prog:4:1: warning[missing-owner] `api` has no owner
    4 errors and 1 warning in 1 file (3 declarations checked)
    --- stderr
    note: no spec is mended as long as `progc.toml` does not hold as a whole
    --- exit 2
    ");
    assert_eq!(place.read("vendor/x.prog"), SLIPS);
    // What can be mended of the settings is, and then they hold.
    place.write("progc.toml", "exclud = [\"vendor\"]\n");
    assert_eq!(place.check(&["--fix"]).code, 0);
    assert_eq!(place.read("vendor/x.prog"), SLIPS);
}

#[cfg(unix)]
#[test]
fn new_files_are_as_open_as_the_user_wants() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&[("x.prog", SLIPS)]);
    let mode = |umask: &str, file: &str| {
        let progc = place.command(&[]).get_program().to_owned();
        let script = format!("umask {umask}; exec \"$0\" check -q --fail-on never -o {file}");
        let mut shell = std::process::Command::new("sh");
        let status = shell.current_dir(place.path("")).args(["-c", &script]).arg(progc).status();
        assert!(status.expect("it runs").success());
        place.path(file).metadata().expect("there").permissions().mode() & 0o777
    };
    assert_eq!([mode("022", "a"), mode("077", "b"), mode("002", "c")], [0o644, 0o600, 0o664]);
}

/// Also root's: a file that is set so was meant to stay.
#[cfg(unix)]
#[test]
fn a_file_that_may_only_be_read_is_left() {
    const UGLY: &str = "person   lea   \"Lea\"\n";
    let place = Place::new(&[("x.prog", UGLY), ("y.prog", UGLY)]);
    place.allow("x.prog", 0o444);
    assert_snapshot!(place.run(&["fmt"]).seen(), @r#"
    --- stderr
    x.prog: left as it is: it may only be read; change its permissions first
    1 file formatted, 0 files fine, 1 file left as it is
    --- exit 2
    "#);
    assert_eq!(
        (place.read("x.prog").as_str(), place.read("y.prog").as_str()),
        (UGLY, "person lea \"Lea\"\n")
    );
    let place = Place::new(&[("x.prog", SLIPS)]);
    place.allow("x.prog", 0o444);
    let ran = place.check(&["--fix"]);
    assert_snapshot!(ran.seen().replace(&place.path("").display().to_string(), "…/"), @r#"
    --- stderr
    error: cannot write `…/x.prog`: it may only be read; change its permissions first
    --- exit 2
    "#);
    assert_eq!(place.read("x.prog"), SLIPS);
    assert_eq!(place.names(), ["progc.toml", "x.prog"], "nothing is left over");
}

#[test]
fn standard_input_comes_out_mended_or_as_it_was() {
    let place = Place::new(&[]);
    let args = ["check", "--as-of", DAY, "--fix", "-"];
    assert_eq!(place.typed(&args, "# a\n").out, "// a\n");
    let fine = "// nothing to mend\n";
    assert_eq!(place.typed(&args, fine).out, fine);
    // What is left to say goes aside, and counts as it does of a file.
    let ran = place.typed(&[&args[..], &["--format", "concise"]].concat(), "# a\nsystem api \"API\" {}\n");
    assert_snapshot!(ran.seen(), @r#"
    // a
    system api "API" {}
    --- stderr
    stdin.prog:2:1: info[isolated-system] `api` depends on nothing, and nothing depends on it
    stdin.prog:2:1: warning[missing-owner] `api` has no owner
    1 warning and 1 info in 1 file (1 declaration checked)
    --- exit 1
    "#);
    let ran = place.typed(&[&args[..], &["--format", "json", "-o", "found.json"]].concat(), "system a {}\n");
    assert_eq!((ran.code, ran.out.as_str()), (1, "system a {}\n"));
    assert!(place.read("found.json").contains("missing-owner"), "{}", place.read("found.json"));
    let ran = place.typed(&[&args[..], &["--diff"]].concat(), "# a\n");
    assert_snapshot!(ran.seen(), @r#"
    --- a/stdin.prog
    +++ b/stdin.prog
    @@ -1 +1 @@
    -# a
    +// a
    --- exit 1
    "#);
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    // Even root cannot create a file in this folder.
    let place = Place::new(&[("x.prog", "# a\n")]);
    let ran = place.check(&["--write-baseline", "/proc/none/known.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot write `/proc/none/known.json`"), "{}", ran.err);
}

#[test]
fn very_many_fixes_are_applied_in_one_go() {
    let text: String = (0..5_000).map(|i| format!("system s{i} \"S\" {{ ownr: lea }}\n")).collect();
    let place = Place::new(&[("x.prog", &format!("{text}person lea \"Lea\" {{}}\n"))]);
    let ran = place.check(&["--fix", "--select", "unknown-property"]);
    assert!(ran.err.contains("applied 5000 fixes in 1 file"), "{}", ran.err);
    assert!(!place.read("x.prog").contains("ownr"));
}

/// What the misspelt words were meant for counts as given: nothing is called absent.
#[test]
fn one_slip_gives_one_message() {
    let spec = "program shop \"Shop\" {\n  owner: lea\n  outcom more \"More\" { owner: lea, guardrial: yes }\n  risk late \"Late\" { owner: lea, likelihood: rare, impct: minor, threatens: more, status: mitigating, mitigation \"More people\" { deu: 2026-12-01 } }\n}\nperson lea \"Lea\"\n";
    let place = Place::new(&[("shop.prog", spec)]);
    assert_snapshot!(place.check(&["--format", "concise"]).seen(), @r#"
    shop.prog:3:3: error[unknown-kind] `outcom` is not a kind of declaration
    shop.prog:4:52: error[unknown-property] A risk has no property `impct`
    shop.prog:4:130: error[unknown-property] A mitigation has no property `deu`
    3 errors in 1 file (5 declarations checked)
    --- exit 1
    "#);
    // What an outcome lacks is said once it is one.
    assert_snapshot!(place.check(&["--fix", "--format", "concise"]).seen(), @r#"
    shop.prog:3:3: warning[unmeasured-outcome] `more` has no metric, no target and no date to reach it by
    1 warning in 1 file (5 declarations checked)
    --- stderr
    applied 4 fixes in 1 file
    --- exit 1
    "#);
    let right = spec.replace("outcom ", "outcome ").replace("guardrial", "guardrail");
    assert_eq!(place.read("shop.prog"), right.replace("impct", "impact").replace("deu", "due"));
}

#[test]
fn what_is_added_has_the_line_ends_and_steps_of_the_file() {
    let text = "risk late \"Late\" {\r\n\towner: lea\r\n\tstatus: occurred\r\n}\r\nperson lea \"Lea\"\r\n";
    let place = Place::new(&[("a.prog", text)]);
    place.check(&["--fix", "--suggested", "--select", "occurred-without-issue"]);
    let issue =
        "}\r\n\r\nissue late-issue \"Late\" {\r\n\towner: lea\r\n\tseverity: ?\r\n\tfrom: late\r\n}\r\n";
    assert_eq!(place.read("a.prog"), text.replacen("}\r\n", issue, 1));
}
