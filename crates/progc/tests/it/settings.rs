//! `progc.toml`: what it changes, and what is said where it is wrong.

use crate::support::{ORPHAN, Place};
use insta::assert_snapshot;

fn with(settings: &str) -> Place {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.write("progc.toml", settings);
    place
}

#[test]
fn broken_settings_are_said_with_their_place_and_the_files_are_checked() {
    assert_snapshot!(with("[rules\n").check(&[]).seen(), @r#"
    error[invalid-config]: This is not valid TOML: unclosed table, expected `]`
       ╭─[ progc.toml:1:7 ]
       │
     1 │ [rules
       │       ─
       │
       │ Help: Write `key = value` lines under `[section]` headings
    ───╯

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

    1 error and 1 warning in 1 file (3 declarations checked)
    --- exit 2
    "#);
}

#[test]
fn unknown_keys_rules_and_levels() {
    let settings = "profil = \"strict\"\n[rules]\nmissing-onwer = \"error\"\nunmitigated-risk = \"fatal\"\n[limit]\n[limits]\ndependants = 3\n";
    assert_snapshot!(with(settings).check(&["--format", "concise"]).seen(), @r#"
    progc.toml:1:1: error[invalid-config] There is no setting `profil` at the top
    progc.toml:3:1: error[unknown-rule] There is no rule called `missing-onwer`
    progc.toml:4:20: error[invalid-config] `fatal` is not a value of `unmitigated-risk`
    progc.toml:5:2: error[invalid-config] There is no setting `limit` at the top
    progc.toml:7:1: error[invalid-config] There is no setting `dependants` in `[limits]`
    shop.prog:3:1: warning[missing-owner] `api` has no owner
    5 errors and 1 warning in 1 file (3 declarations checked)
    --- exit 2
    "#);
}

#[test]
fn levels_and_selection_hold_for_the_settings_too() {
    let uneven = "[scorecard]\nalignment = 20\n[rules]\nmissing-owner = \"off\"\n";
    let said = |settings: &str, args: &[&str]| {
        let place = with(settings);
        let check = place.check(&[&["--format", "json"], args].concat());
        (check.findings().join(", "), check.code)
    };
    let nothing = (String::new(), 0);
    assert_eq!(said(uneven, &[]), ("partial-scorecard progc.toml:1:2".into(), 1));
    assert_eq!(said(uneven, &["--ignore", "partial-scorecard"]), nothing);
    assert_eq!(said(uneven, &["--select", "unmitigated-risk"]), nothing);
    assert_eq!(said(&format!("{uneven}partial-scorecard = \"off\"\n"), &[]), nothing);
    let unknown = format!("{uneven}partial-scorecard = \"off\"\nmissing-onwer = \"off\"\n");
    assert_eq!(said(&unknown, &[]), ("unknown-rule progc.toml:6:1".into(), 1));
    assert_eq!(said(&format!("{unknown}unknown-rule = \"off\"\n"), &[]), nothing);
    // What is not to be said is not mended.
    let place = with(&unknown);
    place.check(&["--fix", "--ignore", "unknown-rule"]);
    assert_eq!(place.read("progc.toml"), unknown);
    // What cannot be read stays.
    let unread = ("invalid-config progc.toml:1:1".into(), 2);
    assert_eq!(said("colour = 1\n[rules]\ninvalid-config = \"off\"\n", &["--select", "overdue"]), unread);
}

#[test]
fn levels_and_profiles() {
    let level = |settings: &str| {
        let json = with(settings).check(&["--format", "json"]).json();
        json["diagnostics"][0]["level"].as_str().map(str::to_owned)
    };
    assert_eq!(level(""), Some("warning".into()));
    assert_eq!(level("[rules]\nmissing-owner = \"error\"\n"), Some("error".into()));
    assert_eq!(level("[rules]\nmissing-owner = \"off\"\n"), None);
    assert_eq!(level("profile = \"starter\"\n"), Some("warning".into()));
}

#[test]
fn folders_have_levels_of_their_own() {
    let place = with("[[overrides]]\npaths = [\"legacy\"]\n[overrides.rules]\nmissing-owner = \"off\"\n");
    place.write("legacy/old.prog", "system old \"Old\" { depends-on: api }\n");
    assert_eq!(place.check(&["--format", "json"]).findings(), ["missing-owner shop.prog:3:1"]);
}

#[test]
fn own_properties_are_checked_like_built_in_ones() {
    let place = with(
        "[kinds.system.properties.tier]\ntype = \"string\"\nvalues = [\"gold\", \"silver\"]\nrequired = true\n[kinds.system.properties.ticket]\ntype = \"string\"\npattern = \"OPS-#*\"\n",
    );
    place.write("shop.prog", "person lea \"Lea\" {}\nsystem a \"A\" { owner: lea, tier: goldd, depends-on: b }\nsystem b \"B\" { owner: lea, ticket: \"nope\" }\n");
    assert_snapshot!(place.check(&["--format", "concise"]).seen(), @r#"
    shop.prog:2:34: error[invalid-value] `goldd` is not a value of `tier`
    shop.prog:3:1: error[missing-property] `b` has no `tier`
    shop.prog:3:36: error[invalid-value] `nope` does not look like `OPS-#*`
    3 errors in 1 file (3 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn the_risk_matrix_is_the_organisations_own() {
    let place =
        with("[risk]\nlikelihood = [\"seldom\", \"often\"]\nimpact = [\"small\", \"middling\", \"large\"]\n");
    place.write(
        "shop.prog",
        "person lea \"Lea\" {}\nrisk r \"R\" { owner: lea, likelihood: ofen, impact: large }\n",
    );
    assert_snapshot!(place.check(&["--select", "invalid-value", "--format", "concise"]).seen(), @r#"
    shop.prog:2:38: error[invalid-value] `ofen` is not a value of `likelihood`
    1 error in 1 file (2 declarations checked)
    --- exit 1
    "#);
}

#[test]
fn the_settings_that_hold() {
    let place = with(
        "profile = \"strict\"\nexclude = [\"old\"]\n[limits]\ndependents = 4\n[rules]\nmissing-owner = \"error\"\n",
    );
    let ran = place.check(&["--show-settings"]);
    assert_eq!(ran.code, 0);
    for line in [
        "profile = \"strict\"",
        "exclude = [\"old\"]",
        "dependents = 4",
        "missing-owner = \"error\"",
        "open-question = \"warning\"",
    ] {
        assert!(ran.out.lines().any(|l| l == line), "{line} is not in\n{}", ran.out);
    }
    // What is shown can be used as settings, and says the same again.
    let again = with(&ran.out);
    let shown = again.check(&["--show-settings"]);
    assert_eq!(shown.code, 0, "{}", again.check(&["--format", "concise"]).out);
    let body = |text: &str| text.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&shown.out), body(&ran.out));
}

/// Nothing of what is set is lost, and nothing needs quotes that has none.
#[test]
fn what_is_shown_is_whole_and_valid() {
    let own = r##"
[limits]
dependents = 2.5
[[overrides]]
paths = ["odd \"folder\"/**"]
[overrides.rules]
missing-owner = "info"
[kinds.system.properties.tier]
values = ["gold", "silver"]
required = true
[kinds.risk.properties.jira]
pattern = "OPS-#*"
doc = "The ticket.\nIn \"quotes\" and \\ more."
[kinds.risk.properties."prüfer"]
type = "person"
list = true
[kinds.risk.properties.owner]
required = true
pattern = "*"
"##;
    let place = with(own);
    let shown = place.check(&["--show-settings"]);
    assert_eq!(shown.code, 0, "{}", place.check(&["--format", "concise"]).out);
    let (_, properties) = shown.out.split_once("\n[[overrides]]").expect("it is there");
    assert_snapshot!(properties, @r#"
    paths = ['odd "folder"/**']
    [overrides.rules]
    missing-owner = "info"

    [kinds.system.properties.tier]
    type = "word"
    required = true
    list = false
    values = ["gold", "silver"]

    [kinds.risk.properties.jira]
    type = "string"
    required = false
    list = false
    pattern = "OPS-#*"
    doc = '''
    The ticket.
    In "quotes" and \ more.'''

    [kinds.risk.properties."prüfer"]
    type = "person"
    required = false
    list = true

    [kinds.risk.properties.owner]
    required = true
    pattern = "*"
    "#);
    let again = with(&shown.out).check(&["--show-settings"]);
    let body = |text: &str| text.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!((again.code, body(&again.out)), (0, body(&shown.out)));
}

#[test]
fn the_types_of_own_properties_are_said() {
    let place = with("[kinds.risk.properties.jira]\ntype = \"xyz\"\n");
    assert_snapshot!(place.check(&["--select", "invalid-config"]).seen(), @r#"
    error[invalid-config]: `xyz` is not a value of `type`
       ╭─[ progc.toml:2:8 ]
       │
     2 │ type = "xyz"
       │        ─────
       │
       │ Help: Use one of `string`, `text`, `word`, `words`, `date`, `period`, `duration`, `quantity`,
       │       `percent`, `yes-no`, `level`, `likelihood`, `impact`, `rating` or `who`; or a kind for
       │       the name of such a declaration, as in `person` or `system`
    ───╯

    1 error in 1 file (3 declarations checked)
    --- exit 2
    "#);
}

#[test]
fn a_rule_that_is_asked_for_runs_whatever_profile_and_settings_say() {
    let seen = |settings: &str| {
        with(settings).check(&["--select", "team-without-lead", "--format", "concise"]).seen()
    };
    let place = |settings: &str| {
        let place = with(settings);
        place.write("teams.prog", "team core \"Core\"\nsystem db \"Database\" { owner: core }\n");
        place.check(&["--select", "team-without-lead", "--fail-on", "info", "--format", "concise"]).seen()
    };
    let found = place("profile = \"starter\"\n");
    assert!(found.contains("info[team-without-lead] `core` has no lead"), "{found}");
    assert_eq!(found, place("[rules]\nteam-without-lead = \"off\"\n"));
    assert!(seen("profile = \"starter\"\n").contains("No findings"), "nothing else is found");
}
