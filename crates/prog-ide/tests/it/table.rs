//! Tables of texts and answers: blocks parted by `----`, each a note after `##`, a text with a cursor, and after `=>` the
//! answer. Written anew with `PROG_UPDATE=1`; the change is then to be read, not trusted.

// The table lies beside the tests and not in the core.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

const PART: &str = "\n----\n";

/// Holds every block of a table against what `answer` says about its text. Gives the number of blocks.
pub fn check(file: &str, answer: impl Fn(&str) -> String) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(file);
    let table = std::fs::read_to_string(&path).expect("the table").replace("\r\n", "\n");
    let blocks: Vec<&str> = table.trim_end_matches('\n').split(PART).collect();
    let written: Vec<String> = blocks
        .iter()
        .map(|block| {
            let (text, _) = block.split_once("\n=>").unwrap_or((block, ""));
            let (note, text) = match text.split_once('\n') {
                Some((first, rest)) if first.starts_with("## ") => (format!("{first}\n"), rest),
                _ => (String::new(), text),
            };
            let answer = answer(text);
            let gap = if answer.contains('\n') { "\n" } else { " " };
            format!("{note}{text}\n=>{gap}{answer}")
        })
        .collect();
    if std::env::var_os("PROG_UPDATE").is_some() {
        std::fs::write(&path, written.join(PART) + "\n").expect("writing the table");
    } else {
        for (expected, found) in blocks.iter().zip(&written) {
            assert_eq!(expected.trim_end(), found.trim_end());
        }
    }
    blocks.len()
}
