//! SARIF: a golden file, and validity.

use crate::sample::{RULES, findings, report, texts};
use insta::assert_snapshot;
use prog_diagnostics::render::{SarifOptions, sarif};
use serde_json::Value;
use std::process::Command;

const OPTIONS: SarifOptions<'_> =
    SarifOptions { version: "1.2.3", information_uri: "https://example.org/prog" };

fn log() -> String {
    let texts = texts();
    let all = findings(&texts);
    sarif(&report(&texts, &all), OPTIONS)
}

#[test]
fn golden() {
    assert_snapshot!("sarif", log());
}

#[test]
fn valid_by_the_schema() {
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(schema_path()).unwrap()).unwrap();
    // The schema has a pattern that is not a valid regular expression (an unbalanced bracket).
    for definition in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][definition]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let texts = texts();
    let empty = sarif(&report(&texts, &[]), SarifOptions { version: "1.2.3", information_uri: "" });
    for text in [log(), empty] {
        let instance: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> =
            validator.iter_errors(&instance).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    assert!(
        !validator.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{}]})),
        "the schema checks nothing"
    );
}

/// The official schema, as the crate that gives the types brings it along.
fn schema_path() -> std::path::PathBuf {
    let version = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|l| l.strip_prefix("host: ")).unwrap();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let args = ["metadata", "--format-version", "1", "--offline", "--filter-platform", host];
    let out = Command::new(cargo).args(args).output().unwrap();
    let metadata: Value = serde_json::from_slice(&out.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|p| p["name"] == "serde-sarif").unwrap();
    let manifest = std::path::Path::new(package["manifest_path"].as_str().unwrap());
    manifest.with_file_name("src").join("schema.json")
}

#[test]
fn types_read_it_back() {
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&log()).unwrap();
    let results = log.runs[0].results.as_ref().unwrap();
    assert_eq!(results.len(), 4);
    let rules = log.runs[0].tool.driver.rules.as_ref().unwrap();
    for result in results {
        if let Some(index) = result.rule_index {
            assert_eq!(result.rule_id.as_deref(), Some(rules[index as usize].id.as_str()));
        }
    }
    assert_eq!(rules.len(), RULES.len());
}
