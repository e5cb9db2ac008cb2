//! The two examples of every rule: the bad one is found by that rule alone, the good one has nothing at warning or above.

use prog_diagnostics::Level;
use prog_rules::{ALL, testing};
use std::fmt::Write;

/// Rules about what is no text: their examples cannot be shown as one.
const WITHOUT_EXAMPLES: [&str; 2] = ["unreadable-file", "invalid-config"];

fn mistakes() -> String {
    let mut out = String::new();
    for rule in ALL.iter().filter(|r| !WITHOUT_EXAMPLES.contains(&r.name)) {
        let bad = testing::check(rule.docs.bad);
        if bad.is_empty() || bad.iter().any(|f| f.rule != rule.name) {
            let _ = writeln!(
                out,
                "{}: the bad example should show it alone:\n{}",
                rule.name,
                testing::lines(rule.docs.bad)
            );
        }
        let good = testing::check(rule.docs.good);
        if good.iter().any(|f| f.level >= Level::Warning) {
            let _ = writeln!(
                out,
                "{}: the good example should be clean:\n{}",
                rule.name,
                testing::lines(rule.docs.good)
            );
        }
    }
    out
}

#[test]
fn the_examples_of_every_rule_hold() {
    let mistakes = mistakes();
    assert!(mistakes.is_empty(), "\n{mistakes}");
}

#[test]
fn every_rule_is_declared_fully() {
    for rule in ALL.iter() {
        let name = rule.name;
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        for text in [rule.summary, rule.docs.finds, rule.docs.why, rule.docs.fix] {
            assert!(!text.trim().is_empty(), "{name} has a text missing");
            assert!(!text.contains("  "), "{name}: two spaces in {text:?}");
        }
        for text in [rule.docs.finds, rule.docs.why, rule.docs.fix] {
            assert!(text.ends_with('.'), "{name}: {text:?} is no sentence");
        }
        assert!(rule.question.is_empty() || rule.question.ends_with('?'), "{name}");
        assert!(!rule.summary.ends_with('.'), "{name}");
        let alone = ALL.iter().filter(|r| r.name == name).count();
        assert_eq!(alone, 1, "{name} is declared {alone} times");
    }
}

#[test]
fn findings_are_worded_alike() {
    for rule in ALL.iter() {
        for finding in testing::check(rule.docs.bad) {
            let message = &finding.message;
            let first = message.chars().next();
            assert!(
                first.is_some_and(|c| c == '`' || c == '"' || c.is_uppercase()),
                "{}: {message}",
                rule.name
            );
            assert!(!message.ends_with('.'), "{}: {message}", rule.name);
            let help = finding.help.as_deref().unwrap_or_default();
            assert!(
                help.starts_with(char::is_uppercase) && !help.ends_with('.'),
                "{}: help is {help:?}",
                rule.name
            );
            assert_eq!(
                finding.level, rule.level,
                "{}: the example is not at the rule's own level",
                rule.name
            );
        }
    }
}
