//! Texts with the findings written beside them. `//! warning[missing-owner] …` stands under the line that it is about; several files
//! begin with `//@ file NAME`, settings with `//@ settings`. Lines without such a comment have no finding.
//!
//! With `UPDATE=1` in the environment the expectations are written anew, to be read in the diff.

use prog_diagnostics::Files;
use prog_rules::{Engine, testing};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// One text of the corpus, taken apart.
pub struct Case {
    /// Name and text of each file, expectations taken out.
    pub files: Vec<(String, String)>,
    /// The text of `progc.toml`.
    pub settings: String,
}

impl Case {
    /// Takes a text of the corpus apart.
    pub fn read(text: &str) -> Self {
        let mut case = Self { files: Vec::new(), settings: String::new() };
        let mut in_settings = false;
        for line in text.lines().filter(|l| !l.trim_start().starts_with("//!")) {
            if let Some(name) = line.strip_prefix("//@ file ") {
                case.files.push((name.trim().to_owned(), String::new()));
                in_settings = false;
            } else if line == "//@ settings" {
                in_settings = true;
            } else if in_settings {
                let _ = writeln!(case.settings, "{line}");
            } else {
                if case.files.is_empty() {
                    case.files.push(("spec.prog".into(), String::new()));
                }
                let (_, text) = case.files.last_mut().expect("pushed above");
                let _ = writeln!(text, "{line}");
            }
        }
        case
    }

    /// An engine over it.
    pub fn engine(&self) -> Engine {
        let files: Vec<(&str, &str)> = self.files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        testing::engine_with(&files, &self.settings)
    }

    /// The same text with its findings beside it.
    pub fn annotated(&self, engine: &Engine) -> String {
        let mut out = String::new();
        if !self.settings.is_empty() {
            let _ = write!(out, "//@ settings\n{}", self.settings);
        }
        let several = self.files.len() > 1 || !self.settings.is_empty();
        for (name, text) in &self.files {
            if several {
                let _ = writeln!(out, "//@ file {name}");
            }
            let mut found: BTreeMap<u32, String> = BTreeMap::new();
            if let Some(file) = engine.workspace().file_id(name) {
                let lines = engine.workspace().lines(file);
                for finding in engine.findings(file) {
                    let at = lines.line_col(finding.place.span.start, text).line;
                    let level = finding.level.as_str();
                    let list = found.entry(at).or_default();
                    let _ = writeln!(list, "{level}[{}] {}", finding.rule, finding.message);
                }
            }
            for (number, line) in text.lines().enumerate() {
                let _ = writeln!(out, "{line}");
                let indent: String = line.chars().take_while(|c| *c == ' ').collect();
                for finding in found.get(&(number as u32 + 1)).iter().flat_map(|f| f.lines()) {
                    let _ = writeln!(out, "{indent}//! {finding}");
                }
            }
        }
        out
    }
}

/// Every text of the corpus by name.
pub fn all() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rules");
    let files = std::fs::read_dir(folder).expect("the corpus is part of the project");
    let mut all: Vec<(String, String)> = files
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
            (name, std::fs::read_to_string(&path).expect("readable"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn findings_stand_where_the_corpus_says() {
    let mut wrong = String::new();
    for (name, text) in all() {
        let case = Case::read(&text);
        let now = case.annotated(&case.engine());
        if now == text {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rules").join(&name);
            std::fs::write(path, now).expect("writable");
            continue;
        }
        let (mut was, mut is) = (text.lines(), now.lines());
        let _ = writeln!(wrong, "--- {name}");
        for number in 1.. {
            match (was.next(), is.next()) {
                (None, None) => break,
                (a, b) if a == b => {}
                (a, b) => {
                    let _ = writeln!(
                        wrong,
                        "line {number}\n  expected {}\n  found    {}",
                        a.unwrap_or(""),
                        b.unwrap_or("")
                    );
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
