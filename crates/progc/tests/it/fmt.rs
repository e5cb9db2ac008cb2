//! `progc fmt`: in place, checked, as a diff, through a pipe; a broken file is left as it is.

use crate::support::{Place, progc, repository};
use insta::assert_snapshot;

const UGLY: &str = "system   api \"API\"   {owner:lea}\nperson lea \"Lea\" { role : \"x\" }\n";

#[test]
fn formats_in_place_and_says_so() {
    let place = Place::new(&[("a.prog", UGLY), ("b.prog", "")]);
    assert_snapshot!(place.run(&["fmt"]).seen(), @r#"
    --- stderr
    1 file formatted, 1 file fine
    --- exit 0
    "#);
    assert_snapshot!(place.read("a.prog"), @r#"
    system api "API" { owner: lea }
    person lea "Lea" { role: "x" }
    "#);
    let ran = place.run(&["fmt", "--check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn check_and_diff_write_nothing() {
    let place = Place::new(&[("a.prog", UGLY)]);
    assert_snapshot!(place.run(&["fmt", "--check"]).seen(), @r#"
    a.prog is not formatted
    --- stderr
    1 file to format, 0 files fine
    --- exit 1
    "#);
    assert_snapshot!(place.run(&["fmt", "--diff"]).seen(), @r#"
    --- a/a.prog
    +++ b/a.prog
    @@ -1,2 +1,2 @@
    -system   api "API"   {owner:lea}
    -person lea "Lea" { role : "x" }
    +system api "API" { owner: lea }
    +person lea "Lea" { role: "x" }
    --- stderr
    1 file to format, 0 files fine
    --- exit 1
    "#);
    assert_eq!(place.read("a.prog"), UGLY);
}

#[test]
fn a_pipe() {
    let place = Place::new(&[]);
    let ran = place.typed(&["fmt", "-"], UGLY);
    assert_eq!(ran.code, 0);
    assert_eq!(place.typed(&["fmt", "-"], &ran.out).out, ran.out);
    assert_eq!(place.typed(&["fmt", "--check", "-"], UGLY).code, 1);
    let broken = "system { {{{\n";
    let ran = place.typed(&["fmt", "-", "--stdin-filename", "x.prog"], broken);
    assert_eq!((ran.code, ran.out.as_str()), (2, broken), "what goes in comes out");
    assert_snapshot!(ran.err, @"x.prog: left as it is: The block of `system` is never closed (and 1 more)");
}

#[test]
fn a_broken_file_is_left_and_the_others_are_formatted() {
    let broken = "system   api {\n";
    let place = Place::new(&[("a.prog", broken), ("b.prog", UGLY)]);
    place.write("c.prog", b"\xff");
    assert_snapshot!(place.run(&["fmt"]).seen(), @r#"
    --- stderr
    a.prog: left as it is: The block of `system   api` is never closed
    c.prog: left as it is: This file is not UTF-8 text (line 1)
    1 file formatted, 0 files fine, 2 files left as they are
    --- exit 2
    "#);
    assert_eq!(place.read("a.prog"), broken);
    assert_ne!(place.read("b.prog"), UGLY);
}

/// As a hook passes them.
#[test]
fn named_files_may_lie_in_several_workspaces() {
    let place = Place::empty();
    for folder in ["a", "b"] {
        place.write(&format!("{folder}/progc.toml"), "exclude = [\"out.prog\"]\n");
        place.write(&format!("{folder}/x.prog"), UGLY);
        place.write(&format!("{folder}/out.prog"), UGLY);
    }
    assert_snapshot!(place.run(&["fmt", "--check", "a/x.prog", "b/x.prog", "b"]).seen(), @r#"
    a/x.prog is not formatted
    b/x.prog is not formatted
    --- stderr
    2 files to format, 0 files fine
    --- exit 1
    "#);
    assert_eq!(place.run(&["fmt", "a/x.prog", "a/x.prog", "b/x.prog", "b/out.prog"]).code, 0);
    assert_snapshot!(place.run(&["fmt", "--check", "a", "b", "a/out.prog"]).seen(), @r#"
    a/out.prog is not formatted
    --- stderr
    1 file to format, 2 files fine
    --- exit 1
    "#);
    assert_eq!(place.run(&["fmt", "a", "nowhere.prog"]).code, 2);
}

#[test]
fn examples_are_formatted() {
    let ran: crate::support::Ran = progc(&repository().join("examples/portfolio"))
        .args(["fmt", "--check"])
        .output()
        .expect("it runs")
        .into();
    assert_eq!(ran.code, 0, "{}", ran.seen());
}
