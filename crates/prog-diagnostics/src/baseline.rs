//! The known findings of a repository: written down once, so that only new ones fail.
//!
//! A finding is known by its rule, the path of its declaration and its message, with a count; never by a line, so that
//! moving text changes nothing. A finding that concerns no declaration (a syntax error) is known by its file instead.
//! Not here: reading or writing the file.

use crate::{Diagnostic, Files};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A known finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Known {
    /// The rule.
    pub rule: String,
    /// The full path of the declaration; empty where the finding concerns none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The file, only where `path` is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The message.
    pub message: String,
}

/// All known findings and how often each occurs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    known: BTreeMap<Known, usize>,
}

/// What is left of a run's findings after the known ones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Findings that are not in the baseline, in their order.
    pub new: Vec<Diagnostic>,
    /// How many were known.
    pub known: usize,
    /// Known findings that did not come up any more, and how many times fewer.
    pub stale: Vec<(Known, usize)>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    known: Known,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

#[derive(Deserialize)]
struct Root {
    version: u32,
    findings: Vec<Line>,
}

fn one() -> usize {
    1
}

fn is_one(n: &usize) -> bool {
    *n == 1
}

fn key(d: &Diagnostic, files: &dyn Files) -> Known {
    let file = if d.path.is_empty() { files.path(d.place.file).to_owned() } else { String::new() };
    Known { rule: d.rule.to_owned(), path: d.path.clone(), file, message: d.message.clone() }
}

impl Baseline {
    /// Takes all of `diagnostics` as known.
    pub fn of(diagnostics: &[Diagnostic], files: &dyn Files) -> Self {
        let mut known = BTreeMap::new();
        for d in diagnostics {
            *known.entry(key(d, files)).or_insert(0) += 1;
        }
        Self { known }
    }

    /// Reads what [`Baseline::to_json`] wrote; the error says in a sentence what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let root: Root = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| format!("This is not a baseline that `progc check --write-baseline` wrote: {e}"))?;
        if root.version != 1 {
            return Err(format!(
                "This baseline has version {}; this `progc` reads version 1. Write it anew with `--write-baseline`",
                root.version
            ));
        }
        let mut known = BTreeMap::new();
        for line in root.findings {
            *known.entry(line.known).or_insert(0) += line.count;
        }
        Ok(Self { known })
    }

    /// As JSON with one finding per line, sorted: reads and merges well in version control.
    pub fn to_json(&self) -> String {
        let lines = self.known.iter().map(|(known, count)| {
            let line = Line { known: known.clone(), count: *count };
            format!("    {}", serde_json::to_string(&line).unwrap_or_default())
        });
        let lines = lines.collect::<Vec<_>>().join(",\n");
        let body = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}\n  ]") };
        format!("{{\n  \"version\": 1,\n  \"findings\": {body}\n}}\n")
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Separates the new findings from the known ones, and says which known ones are gone.
    pub fn compare(&self, diagnostics: Vec<Diagnostic>, files: &dyn Files) -> Compared {
        let mut left = self.known.clone();
        let mut out = Compared::default();
        for d in diagnostics {
            match left.get_mut(&key(&d, files)) {
                Some(n) if *n > 0 => {
                    *n -= 1;
                    out.known += 1;
                }
                _ => out.new.push(d),
            }
        }
        out.stale = left.into_iter().filter(|(_, n)| *n > 0).collect();
        out
    }

    /// This baseline without the entries that did not come up any more.
    pub fn pruned(&self, stale: &[(Known, usize)]) -> Self {
        let mut known = self.known.clone();
        for (gone, times) in stale {
            if let Some(n) = known.get_mut(gone) {
                *n = n.saturating_sub(*times);
            }
        }
        known.retain(|_, n| *n > 0);
        Self { known }
    }
}
