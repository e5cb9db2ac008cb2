//! Texts with something cut out, doubled or put in never bring the rules down, and every finding and fix points into its text.

use crate::corpus::{self, Case};
use crate::random::Random;
use prog_diagnostics::{FileId, Files, apply::apply_fixes};
use prog_rules::{ALL, Engine, Family, testing};

const BITS: [&str; 18] = [
    "{",
    "}",
    "\"",
    "?",
    ",",
    ":",
    "->",
    "..",
    "\n",
    "-1",
    "99999999999w",
    "$1.2M",
    "é",
    "\u{feff}",
    "owner: ?",
    "// progc: allow(",
    "0000-00-00",
    "2026-Q9",
];

/// The text with one random slip.
pub fn slip(random: &mut Random, text: &str) -> String {
    let mut text = text.to_owned();
    let place = |random: &mut Random, text: &str| {
        let at = random.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let (a, b) = (place(random, &text), place(random, &text));
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 200));
    let to = (from..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
    match random.below(7) {
        4..=6 => {
            // Blocks of every shape: lines joined, or broken at a comma.
            let (from, to) =
                [("\n", " "), ("\n", ", "), (", ", "\n"), ("{ ", "{\n"), (" }", "}")][random.below(5)];
            if let Some(at) = text[a..].find(from).map(|at| a + at) {
                text.replace_range(at..at + from.len(), to);
            }
        }
        0 => text.replace_range(from..to, ""),
        1 => {
            let part = text[from..to].to_owned();
            text.insert_str(a, &part);
        }
        2 => {
            let start = text[..a].rfind('\n').map_or(0, |n| n + 1);
            let end = text[a..].find('\n').map_or(text.len(), |n| a + n);
            text.replace_range(start..end, "");
        }
        _ => text.insert_str(a, random.of(&BITS)),
    }
    text
}

/// How many places cannot be read.
fn errors(engine: &Engine) -> usize {
    engine
        .all_findings()
        .iter()
        .filter(|f| matches!(f.rule, "syntax" | "duplicate-property" | "missing-name"))
        .count()
}

fn look_at(engine: &Engine) {
    let workspace = engine.workspace();
    let fits = |file: FileId, start: u32, end: u32| {
        let text = workspace.text(file);
        text.get(start as usize..end as usize).is_some()
    };
    let unread = errors(engine);
    for finding in engine.all_findings() {
        let labels = finding.related.iter().map(|l| l.place);
        let edits = finding.fixes.iter().flat_map(|f| &f.edits).map(|e| e.place);
        for place in std::iter::once(finding.place).chain(labels).chain(edits) {
            assert!(fits(place.file, place.span.start, place.span.end), "{finding:?}");
        }
        for fix in &finding.fixes {
            let applied = apply_fixes(workspace, &[fix]);
            assert!(applied.skipped.is_empty(), "{}: {} cannot be applied", finding.rule, fix.title);
            if unread > 0 || prog_rules::find(finding.rule).is_none_or(|r| r.family == Family::Form) {
                continue;
            }
            let text = applied.texts.get(&FileId(0)).map_or("", |t| t);
            assert_eq!(
                errors(&testing::engine(&[("a.prog", text)])),
                0,
                "{}: \"{}\" leaves\n{text}\nwhere there was\n{}",
                finding.rule,
                fix.title,
                workspace.text(FileId(0))
            );
        }
    }
}

#[test]
fn slips_of_the_finger_bring_nothing_down() {
    let mut random = Random::new(7);
    let corpus = corpus::all();
    let mut texts: Vec<String> = corpus.iter().map(|(_, text)| Case::read(text).files[0].1.clone()).collect();
    texts.extend(ALL.iter().map(|rule| rule.docs.bad.to_owned()));
    for _ in 0..1200 {
        let at = random.below(texts.len());
        let mut text = texts[at].clone();
        for _ in 0..=random.below(3) {
            text = slip(&mut random, &text);
        }
        look_at(&testing::engine(&[("a.prog", &text)]));
    }
}
