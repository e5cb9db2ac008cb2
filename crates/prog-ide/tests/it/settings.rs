//! `progc.toml`: what may be typed, and what is there.

use crate::support::cursor;
use prog_rules::testing;

fn offered(text: &str) -> String {
    let (text, offset) = cursor(text);
    let found = prog_ide::settings_completion(&testing::engine(&[]), &text, offset);
    let labels: Vec<&str> = found.items.iter().take(8).map(|i| i.label.as_str()).collect();
    let more = found.items.len().saturating_sub(8);
    if more > 0 { format!("{} … {more} more", labels.join(" | ")) } else { labels.join(" | ") }
}

fn taken(text: &str, label: &str) -> String {
    let (text, offset) = cursor(text);
    let found = prog_ide::settings_completion(&testing::engine(&[]), &text, offset);
    let item = found.items.iter().find(|i| i.label == label).unwrap_or_else(|| panic!("no {label}"));
    let mut out = text.clone();
    out.replace_range(item.replace.range(), &item.snippet.lsp());
    out
}

fn hover(text: &str) -> String {
    let (text, offset) = cursor(text);
    prog_ide::settings_hover(&testing::engine(&[]), &text, offset)
        .map_or("nothing".into(), |h| format!("[{}] {}", h.span.text(&text), h.markdown))
}

#[test]
fn keys_tables_and_values() {
    let cases = [
        (
            "$0",
            "profile | exclude | [rules] | [limits] | [calendar] | [risk] | [scorecard] | [[overrides]] … 22 more",
        ),
        ("pro$0", "profile | [kinds.program.properties.…]"),
        ("profile = $0", "starter | standard | strict"),
        ("profile = \"st$0\"", "starter | standard | strict"),
        ("[ru$0", "[rules]"),
        (
            "[rules]\n[$0]",
            "[limits] | [calendar] | [risk] | [scorecard] | [[overrides]] | [kinds.program.properties.…] | [kinds.person.properties.…] | [kinds.team.properties.…] … 19 more",
        ),
        ("[rules]\nmissing-ow$0", "missing-owner"),
        (
            "[rules]\nmissing-owner = \"off\"\nmissing-$0 = \"off\"",
            "missing-name | missing-property | missing-contingency | missing-decision-rule",
        ),
        ("[rules]\nmissing-owner = $0", "error | warning | info | off"),
        ("[rules]\nmissing-owner = \"o$0\"", "off"),
        ("[overrides.rules]\nmissing-owner = \"o$0\"", "off"),
        ("[[overrides]]\n$0", "paths"),
        (
            "[limits]\n$0",
            "owned-open | dependents | review-days | commit-days | change-days | contingency-score | scope-percent | unforeseen-issues … 2 more",
        ),
        ("[calendar]\nworkdays = [\"mon\", \"$0\"]", "mon | tue | wed | thu | fri | sat | sun"),
        ("[calendar]\nholidays = [\n  \"$0\"\n]", "2026-02-10"),
        ("[kinds.risk.properties.jira]\n$0", "type | required | list | values | pattern | doc"),
        ("[kinds.risk.properties.jira]\ntype = \"sys$0\"", "system"),
        ("[kinds.risk.properties.jira]\nrequired = $0", "true | false"),
        ("# pro$0", ""),
        ("exclude = [\"$0\"]", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(offered(text), expected, "{text}");
    }
}

#[test]
fn what_is_taken_is_whole() {
    assert_eq!(taken("pro$0", "profile"), "profile = \"${1|starter,standard,strict|}\"");
    assert_eq!(taken("pro$0 = \"strict\"", "profile"), "profile = \"strict\"");
    assert_eq!(taken("[rul$0]", "[rules]"), "[rules]\n");
    assert_eq!(
        taken("[rules]\nmissing-ow$0", "missing-owner"),
        "[rules]\nmissing-owner = \"${1|off,info,warning,error|}\""
    );
    assert_eq!(taken("[rules]\nmissing-owner = $0", "off"), "[rules]\nmissing-owner = \"off\"");
    assert_eq!(taken("[rules]\nmissing-owner = \"$0warning\"", "off"), "[rules]\nmissing-owner = \"off\"");
    assert_eq!(
        taken("kinds.ri$0", "[kinds.risk.properties.…]").replace("kinds.", ""),
        "[risk.properties.${1:name}]\ntype = \"${2:string}\"\ndoc = \"${3}\"\n"
    );
}

#[test]
fn every_word_says_what_it_does() {
    assert_eq!(
        hover("pro$0file = \"strict\""),
        "[profile] **profile**\n\nWhich rules speak: `starter` has the errors and the few rules that matter most, `standard` all, `strict` all with infos as warnings.\n\nOne of `starter`, `standard`, `strict`. If not given: `\"standard\"`."
    );
    assert_eq!(hover("profile = \"stri$0ct\""), "[strict] **strict** · all rules, infos as warnings");
    assert!(
        hover("[rules]\nmissing-$0owner = \"off\"")
            .starts_with("[missing-owner] **missing-owner** · warning")
    );
    assert_eq!(hover("[rules]\nmissing-owner = \"o$0ff\""), "[off] **off** · The rule is silent.");
    assert!(hover("[lim$0its]").contains("The numbers at which rules begin to speak."));
    assert!(hover("[limits]\nreview-$0days = 3").contains("how many days a live risk may go without review"));
    assert_eq!(hover("nonsense$0 = 3"), "nothing");
    assert_eq!(hover("$0"), "nothing");
}
