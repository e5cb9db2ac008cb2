//! One slip, one message: with one word misspelt that has one evident meaning, there is one finding more, and it is about
//! that word. Nothing is missed on account of it, and nothing that the word was taken for is judged.

use crate::corpus::{self, Case};
use prog_diagnostics::Diagnostic;
use prog_model::Change;
use prog_rules::{ALL, Engine, testing};
use prog_syntax::{NodeRef, Span, Tag};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The words of kinds and keys in a text.
fn words_of(text: &str) -> Vec<Span> {
    fn collect(node: NodeRef<'_>, out: &mut Vec<Span>) {
        if matches!(node.tag(), Tag::Kind | Tag::Key) {
            out.push(node.span());
        }
        node.children().for_each(|child| collect(child, out));
    }
    let parse = prog_syntax::parse(text);
    let mut out = Vec::new();
    parse.roots().for_each(|root| collect(root, &mut out));
    out
}

/// The text with two letters in the middle of a word swapped, so that every place stays where it is.
fn slipped(text: &str, word: Span) -> Option<String> {
    let letters = word.text(text).as_bytes();
    let at = (1..letters.len().saturating_sub(1)).find(|at| letters[*at] != letters[at + 1])?;
    let mut bytes = text.as_bytes().to_vec();
    bytes.swap(word.start as usize + at, word.start as usize + at + 1);
    String::from_utf8(bytes).ok()
}

/// A finding by its place, to be compared.
type Found = (u32, u32, &'static str, String);

fn seen(findings: &[Diagnostic]) -> BTreeSet<Found> {
    let key = |f: &Diagnostic| (f.place.file.0, f.place.span.start, f.rule, f.message.clone());
    findings.iter().map(key).collect()
}

fn engine(case: &Case, at: usize, text: &str) -> Engine {
    let files: Vec<(&str, &str)> = case
        .files
        .iter()
        .enumerate()
        .map(|(i, (name, own))| (name.as_str(), if i == at { text } else { own.as_str() }))
        .collect();
    testing::engine_with(&files, &case.settings)
}

/// Misspells every word of a case, one by one; says what was found too much, and counts the words.
fn mistakes_in(name: &str, case: &Case, tried: &mut usize) -> String {
    let right = seen(&case.engine().all_findings());
    let mut out = String::new();
    for (at, (_, text)) in case.files.iter().enumerate() {
        for word in words_of(text) {
            let known = |f: &&Found| f.0 == at as u32 && f.1 == word.start && f.2.starts_with("unknown-");
            if right.iter().any(|f| known(&f)) {
                continue;
            }
            let Some(wrong) = slipped(text, word) else { continue };
            let now = engine(case, at, &wrong).all_findings();
            let said = |f: &&Diagnostic| {
                f.place.span == word && matches!(f.rule, "unknown-kind" | "unknown-property")
            };
            // Without a fix it is no case of one evident meaning.
            if now.iter().find(said).is_none_or(|f| f.fixes.is_empty()) {
                continue;
            }
            *tried += 1;
            let now = seen(&now);
            let gone: Vec<_> = right.difference(&now).map(|f| f.2).collect();
            // One finding about several declarations may stand on the next of them, and name the others.
            let moved = |rule: &str| gone.contains(&rule);
            let more: Vec<_> = now.difference(&right).filter(|f| !moved(f.2)).map(|f| (f.2, &f.3)).collect();
            if more.len() != 1 {
                let _ = writeln!(out, "{name}: `{}` gives {more:?}", word.text(&wrong));
            }
        }
    }
    out
}

#[test]
fn one_slip_gives_one_finding() {
    let mut cases: Vec<(String, Case)> =
        corpus::all().into_iter().map(|(name, text)| (name, Case::read(&text))).collect();
    cases.extend(ALL.iter().map(|rule| (rule.name.to_owned(), Case::read(rule.docs.good))));
    let mut tried = 0;
    let mistakes: String = cases.iter().map(|(name, case)| mistakes_in(name, case, &mut tried)).collect();
    assert!(mistakes.is_empty(), "\n{mistakes}");
    assert!(tried > 1500, "only {tried} words were misspelt");
}

/// Whether a declaration is what it is taken for is part of what other files hear of it.
#[test]
fn a_mended_kind_is_heard_of_in_other_files() {
    let user = "person maria \"Maria Lopes\"\nsystem api \"Api\" { owner: maria, depends-on: web }\n";
    let mut engine =
        testing::engine(&[("a.prog", user), ("b.prog", "team-of web \"Web\" { owner: maria }\n")]);
    let rules = |engine: &Engine| engine.all_findings().iter().map(|f| f.rule).collect::<Vec<_>>();
    assert_eq!(rules(&engine), ["unknown-kind"]);
    let set = |text: &str| Change::Set { path: "b.prog".into(), text: text.into() };
    engine.apply(set("team web \"Web\" { lead: maria }\n"));
    assert_eq!(rules(&engine), ["wrong-kind", "unused-declaration"]);
    engine.apply(set("team-of web \"Web\" { lead: maria }\n"));
    assert_eq!(rules(&engine), ["unknown-kind"]);
}
