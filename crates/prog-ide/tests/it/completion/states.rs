//! Half-typed files and what is offered in each, in a table beside this file: a text with `$0`, then after `=>` the list.
//!
//! Written anew with `PROG_UPDATE=1`; the change is then to be read, not trusted.

use super::labels;
use crate::support::fixture;
use std::path::Path;

/// A second file, so that there are people, systems and two programs.
const BESIDE: &str = include_str!("beside.prog");

#[test]
fn every_state_offers_what_fits() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/completion/states.txt");
    let table = std::fs::read_to_string(&path).expect("the table");
    let mut written = String::new();
    let mut states = 0;
    for block in table.split("\n----\n") {
        let (text, _) = block.split_once("\n=>").unwrap_or((block, ""));
        let (note, text) = match text.split_once('\n') {
            Some((first, rest)) if first.starts_with("## ") => (format!("{first}\n"), rest),
            _ => (String::new(), text),
        };
        let found = fixture(text, &[("beside.prog", BESIDE)]).complete();
        let dots = if found.incomplete { " (more)" } else { "" };
        written.push_str(&format!("{note}{text}\n=> {}{dots}\n----\n", labels(&found, 9)));
        states += 1;
    }
    let written = written.trim_end_matches("\n----\n").to_owned() + "\n";
    if std::env::var_os("PROG_UPDATE").is_some() {
        std::fs::write(&path, &written).expect("writing the table");
    }
    let table: Vec<&str> = table.trim_end().split("\n----\n").collect();
    for (expected, found) in table.iter().zip(written.trim_end().split("\n----\n")) {
        assert_eq!(*expected, found);
    }
    assert!(states >= 100, "{states} states");
}
