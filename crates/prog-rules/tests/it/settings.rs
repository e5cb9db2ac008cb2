//! The JSON Schema of `progc.toml` and the program that reads it say the same of the same settings.

use prog_diagnostics::FileId;
use prog_model::config;
use prog_rules::reference::config_schema;
use prog_rules::{Options, testing};
use serde_json::{Map, Value, json};
use toml_edit::{Document, Item, TableLike};

const GOOD: &[&str] = &[
    "",
    "profile = \"strict\"\nexclude = [\"drafts/**\"]\n",
    "[rules]\nmissing-owner = \"error\"\nopen-question = \"off\"\n",
    "[[overrides]]\npaths = [\"old\"]\n[overrides.rules]\noverdue = \"info\"\n",
    "[limits]\nowned-open = 3\nscope-percent = 12.5\n",
    "[calendar]\nworkdays = [\"sun\", \"mon\"]\nholidays = [\"2026-12-25\"]\nfreezes = [\"2026-11-20..2026-12-01\"]\n",
    "[risk]\nlikelihood = [\"low\", \"mid\", \"high\"]\nbands = [2, 4, 9]\npercent = [30, 60]\n",
    "[scorecard]\nalignment = 20\ncompliance = 15\n",
    "[kinds.risk.properties.jira]\ntype = \"string\"\npattern = \"OPS-#*\"\nrequired = true\ndoc = \"The ticket\"\n",
    "[kinds.system.properties]\ntier = { type = \"word\", values = [\"gold\"], list = true }\n",
];

const BAD: &[&str] = &[
    "profile = \"strickt\"\n",
    "exclude = \"drafts\"\n",
    "colour = 1\n",
    "rules = 1\n",
    "[rules]\nmissing-owner = \"fatal\"\n",
    "[[overrides]]\n[overrides.rules]\noverdue = \"info\"\n",
    "[[overrides]]\npaths = [\"a\"]\nlevel = \"off\"\n",
    "[limits]\nowned-open = \"12\"\n",
    "[limits]\nowned-open = 0\n",
    "[limits]\nowned = 12\n",
    "[calendar]\nworkdays = [\"monday\"]\n",
    "[calendar]\nworkdays = []\n",
    "[calendar]\nholidays = [\"25.12.2026\"]\n",
    "[risk]\nlikelihood = [\"low\"]\n",
    "[risk]\nlikelihood = [\"Never\", \"Very likely\"]\n",
    "[risk]\nimpact = [\"none\", \"2nd\", \"high\"]\n",
    "[risk]\nimpact = [\"low\", \"low\"]\n",
    "[risk]\nbands = [4, 9]\n",
    "[risk]\nbands = [4, \"9\", 16]\n",
    "[risk]\npercent = \"10\"\n",
    "[scorecard]\nbugdet = 20\n",
    "[kinds]\nrisk = 1\n",
    "[kinds.rsk.properties.jira]\ntype = \"string\"\n",
    "[kinds.risk.jira]\ntype = \"string\"\n",
    "[kinds.risk.properties.jira]\ntype = \"strng\"\n",
    "[kinds.risk.properties.jira]\nrequired = \"yes\"\n",
    "[kinds.risk.properties.jira]\npattern = 3\n",
    "[kinds.risk.properties.jira]\nlabel = \"x\"\n",
];

#[test]
fn schema_and_reader_agree() {
    let validator = jsonschema::validator_for(&config_schema()).expect("the schema is one");
    for (settings, good) in GOOD.iter().map(|s| (s, true)).chain(BAD.iter().map(|s| (s, false))) {
        let (_, findings) = config::parse(settings, FileId(0));
        assert_eq!(findings.is_empty(), good, "the reader, of\n{settings}\n{findings:?}");
        let document = Document::parse(*settings).expect("it is TOML");
        let errors: Vec<String> =
            validator.iter_errors(&table(document.as_table())).map(|e| e.to_string()).collect();
        assert_eq!(errors.is_empty(), good, "the schema, of\n{settings}\n{errors:#?}");
    }
}

#[test]
fn one_bad_setting_is_one_finding() {
    for (settings, said) in [
        ("[calendar]\nworkdays = [\"Monday\"]\n", "`Monday` is not a day of the week"),
        ("[calendar]\nworkdays = \"mon\"\n", "`workdays` takes a list of texts"),
        ("[calendar]\nworkdays = []\n", "Nobody works on any day"),
        ("[scorecard]\nalignment = -5\n", "`alignment` takes a number of at least 0"),
        ("[scorecard]\nalignment = 20\n", "The weights of the scorecard add up to 95%, not 100%"),
        ("[risk]\nlikelihood = [\"low\"]\npercent = [30, 60]\n", "`likelihood` has 1 steps"),
        (
            "[risk]\nlikelihood = [\"Never\", \"Very likely\"]\n",
            "`Very likely` cannot be written as a word in a spec",
        ),
    ] {
        let (_, findings) = config::parse(settings, FileId(0));
        let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages, [said], "{settings}");
    }
}

#[test]
fn levels_and_selection_hold_for_what_is_found_in_the_settings() {
    let said = |settings: &str, select: &[&str], ignore: &[&str]| {
        let (config, mut findings) = config::parse(settings, FileId(0));
        findings.extend(prog_rules::config_findings(&config, FileId(0)));
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        let options = Options { select: names(select), ignore: names(ignore), ..Options::on(testing::day()) };
        let heard = prog_rules::heard(&findings, &config, Some(&options));
        heard.iter().map(|f| format!("{}[{}]", f.level.as_str(), f.rule)).collect::<Vec<_>>().join(" ")
    };
    let uneven = "[scorecard]\nalignment = 20\n";
    let set = |level: &str| format!("{uneven}[rules]\npartial-scorecard = \"{level}\"\n");
    assert_eq!(said(uneven, &[], &[]), "error[partial-scorecard]");
    assert_eq!(said(&format!("profile = \"starter\"\n{uneven}"), &[], &[]), "error[partial-scorecard]");
    assert_eq!(said(uneven, &[], &["partial-scorecard"]), "");
    assert_eq!(said(uneven, &["missing-owner"], &[]), "");
    assert_eq!(said(&set("off"), &[], &[]), "");
    assert_eq!(said(&set("off"), &["partial-scorecard"], &[]), "error[partial-scorecard]");
    assert_eq!(said(&set("warning"), &[], &[]), "warning[partial-scorecard]");
    assert_eq!(said("[rules]\nfoo = \"off\"\n", &[], &[]), "error[unknown-rule]");
    assert_eq!(said("[rules]\nfoo = \"off\"\nunknown-rule = \"off\"\n", &[], &[]), "");
    // What cannot be read stays.
    let unread = "colour = 1\n[rules]\ninvalid-config = \"off\"\n";
    assert_eq!(said(unread, &["missing-owner"], &["invalid-config"]), "error[invalid-config]");
}

#[test]
fn the_schema_knows_every_rule() {
    let rules = &config_schema()["properties"]["rules"];
    let known = rules["properties"].as_object().expect("an object");
    assert_eq!(known.len(), prog_rules::ALL.len());
    let validator = jsonschema::validator_for(rules).expect("the schema is one");
    assert!(!validator.is_valid(&json!({ "mising-owner": "error" })), "an unknown rule");
}

fn table(table: &dyn TableLike) -> Value {
    let entries = table.iter().map(|(key, item)| (key.to_owned(), value(item)));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn value(item: &Item) -> Value {
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|t| table(t)).collect();
    }
    if let Some(inner) = item.as_table_like() {
        return table(inner);
    }
    if let Some(array) = item.as_array() {
        return array.iter().map(|v| value(&Item::Value(v.clone()))).collect();
    }
    let number = item.as_integer().map(Value::from).or_else(|| item.as_float().map(Value::from));
    let text = || item.as_str().map(Value::from).or_else(|| item.as_bool().map(Value::from));
    number.or_else(text).unwrap_or_default()
}
