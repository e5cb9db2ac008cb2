//! `progc diff`: between folders and git revisions, about the program, not the text.

use crate::support::{DAY, Place, Ran};
use insta::assert_snapshot;
use std::process::Command;

const BEFORE: &str = "person lea \"Lea\" {}\nperson omar \"Omar\" {}\nprogram shop \"Shop\" {\n  owner: lea\n  scope: \"Cards\"\n  outcome o \"More buy\" { owner: lea, target: >= 66%, by: 2026-09-30 }\n  milestone open \"Open\" { owner: lea, due: 2026-06-30 }\n  risk slow \"Slow\" { owner: lea, likelihood: 4, impact: 4 }\n}\n";
const AFTER: &str = "// The same, and more.\nperson lea \"Lea\" {}\nperson omar \"Omar\" {}\n\nprogram shop \"Shop\" {\n  owner: omar\n  scope: \"Cards\", \"Wallets\"\n  outcome o \"More buy\" { owner: lea, target: >= 64%, by: 2026-09-30 }\n  milestone open \"Open\" { owner: lea, due: 2026-07-31 }\n  risk slow \"Slow\" { owner: lea, likelihood: 2, impact: 4 }\n  risk fast \"Fast | <b>\" { owner: lea }\n}\n";

fn place() -> Place {
    Place::new(&[
        ("before/progc.toml", ""),
        ("before/a.prog", BEFORE),
        ("after/progc.toml", ""),
        ("after/b.prog", AFTER),
    ])
}

fn diff(place: &Place, args: &[&str]) -> Ran {
    place.run(&[&["diff", "--as-of", DAY], args].concat())
}

#[test]
fn two_folders_in_each_form() {
    let place = place();
    assert_snapshot!(diff(&place, &["before", "after"]).seen(), @r"
    What changed in the program

    From before to after: 1 added, 1 target lowered, 1 date moved later, 1 risk score changed, 1 owner
    changed, 1 scope item added.

    What it means (1)
    - program Shop (b.prog:5): computed colour amber → green

    Targets (1)
    - outcome More buy (b.prog:8): target >= 66% → >= 64%: lowered

    Dates (1)
    - milestone Open (b.prog:9): due 2026-06-30 → 2026-07-31 (31 days later)

    Risk scores (1)
    - risk Slow (b.prog:10): score 16 high (4 × 4) → 8 medium (2 × 4)

    Scope (1)
    - program Shop (b.prog:5): new in scope: Wallets

    Owners (1)
    - program Shop (b.prog:5): owner Lea → Omar

    Added (1)
    - risk Fast | <b> (b.prog:11)
    --- exit 0
    ");
    assert_snapshot!(diff(&place, &["before", "after", "--format", "md"]).seen(), @r#"
    ## What changed in the program

    From before to after: 1 added, 1 target lowered, 1 date moved later, 1 risk score changed, 1 owner changed, 1 scope item added.

    ### What it means (1)

    - program Shop (b.prog:5): computed colour amber → green

    ### Targets (1)

    - **outcome More buy (b.prog:8): target >= 66% → >= 64%: lowered**

    ### Dates (1)

    - **milestone Open (b.prog:9): due 2026-06-30 → 2026-07-31 (31 days later)**

    ### Risk scores (1)

    - risk Slow (b.prog:10): score 16 high (4 × 4) → 8 medium (2 × 4)

    ### Scope (1)

    - program Shop (b.prog:5): new in scope: Wallets

    ### Owners (1)

    - program Shop (b.prog:5): owner Lea → Omar

    ### Added (1)

    - risk Fast \| \<b> (b.prog:11)
    --- exit 0
    "#);
    let json = diff(&place, &["before", "after", "--format", "json"]).json();
    let schema = place.run(&["schema", "--of", "diff"]).json();
    assert!(jsonschema::validator_for(&schema).expect("a schema").is_valid(&json));
    assert_eq!((&json["from"], &json["to"]), (&"before".into(), &"after".into()));
    assert_eq!(
        diff(&place, &["before", "before"]).out,
        "What changed in the program\n\nNothing changed in what the files say.\n"
    );
}

fn git(place: &Place, args: &[&str]) {
    let mut command = Command::new("git");
    command
        .current_dir(place.path(""))
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
        .args(args);
    assert!(command.output().expect("git runs").status.success(), "{args:?}");
}

/// What is left out of the work tree has not gone.
#[test]
fn what_was_committed_although_git_ignores_it_is_left_out_on_both_sides() {
    let place = Place::new(&[("a.prog", BEFORE), ("build/b.prog", "person ann \"Ann\" {}\n")]);
    place.write(".gitignore", "build/\n");
    git(&place, &["init", "-q"]);
    git(&place, &["add", "-f", "."]);
    git(&place, &["commit", "-q", "-m", "one"]);
    let ran = diff(&place, &[]);
    assert_eq!(ran.out, "What changed in the program\n\nNothing changed in what the files say.\n");
    // As soon as nothing is ignored, it is read on both sides.
    place.write(".gitignore", "");
    place.write("build/b.prog", "");
    assert!(diff(&place, &[]).out.contains("person Ann"), "{}", diff(&place, &[]).seen());
}

#[test]
fn revisions_and_the_work_tree() {
    let place = Place::new(&[("a.prog", BEFORE)]);
    let git = |args: &[&str]| git(&place, args);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    place.write("a.prog", AFTER);
    let open = diff(&place, &[]);
    assert!(open.out.contains("From HEAD to the work tree:"), "{}", open.seen());
    assert!(open.out.contains("31 days later"), "{}", open.seen());
    git(&["commit", "-q", "-a", "-m", "two"]);
    assert!(diff(&place, &[]).out.contains("Nothing changed"));
    let between = diff(&place, &["HEAD~1", "HEAD"]);
    assert!(between.out.contains("From HEAD~1 to HEAD: 1 added"), "{}", between.seen());
    let ran = diff(&place, &["no-such-thing"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_snapshot!(ran.err, @r"
    error: `no-such-thing` is neither a git revision nor a folder
      git rev-parse: no such thing
    ");
}

#[test]
fn without_git() {
    let place = place();
    let mut seen = String::new();
    for args in [&["before", "beyond"][..], &[]] {
        let ran = diff(&place, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        seen += &ran.err;
    }
    assert_snapshot!(seen, @r"
    error: `beyond` is no folder, and there is no git repository here; name two folders, as in `progc diff before after`
    error: `HEAD` is no folder, and there is no git repository here; name two folders, as in `progc diff before after`
    ");
}

#[test]
fn very_many_changes_still_fit_a_comment() {
    let many = |due: &str| {
        let line =
            |n: usize| format!("milestone m{n} \"Milestone number {n} of a long list\" {{ due: {due} }}\n");
        (0..3000).map(line).collect::<String>()
    };
    let place = Place::new(&[
        ("a/a.prog", &many("2026-06-30")),
        ("b/a.prog", &many("2026-07-31")),
        ("a/progc.toml", ""),
        ("b/progc.toml", ""),
    ]);
    let markdown = diff(&place, &["a", "b", "--format", "md"]).out;
    assert!(markdown.len() < 65_536, "{} bytes", markdown.len());
    assert!(markdown.contains("### Dates (3000)") && markdown.contains("and 2975 more"), "{markdown}");
}
