//! Half-typed states and slips: `half_typed.txt` holds the texts, each line indented by four spaces, with what is said
//! about a place written underneath it:
//!
//! ```text
//! === the value is missing
//!     risk a "A" {
//!       owner:
//! //!         | `owner` has no value
//! //!           help: Write it after the `:`, or `?` while it is open
//!     }
//! ```
//!
//! `^^^` marks a span, `|` a place between two characters; `␀` stands for a NUL byte. After each text stands one more declaration, which must be in
//! the tree, whole. `UPDATE=1 cargo test -p prog-syntax` writes the file anew, to be read before it is committed.

use prog_syntax::{LineIndex, Parse, SyntaxError, Tag, TextEdit, parse_with};
use std::fmt::Write;

const CASES: &str = include_str!("half_typed.txt");
const LATER: &str = "\nrisk later \"Later\" {\n  owner: ines\n}\n";

/// The properties that the texts use.
fn is_property(kind: &str, word: &str) -> bool {
    const WORDS: &str = "owner role email due status impact members lead steps goal baseline window after tags \
                         depends-on description target readings cost estimate likelihood affects progress";
    kind != "nothing" && WORDS.split_whitespace().any(|w| w == word)
}

struct Case {
    title: String,
    text: String,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in CASES.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            cases.push(Case { title: title.to_owned(), text: String::new() });
        } else if let (Some(case), false) = (cases.last_mut(), line.starts_with("//!")) {
            case.text.push_str(&line.strip_prefix("    ").unwrap_or(line).replace('␀', "\0"));
            case.text.push('\n');
        }
    }
    for case in &mut cases {
        let kept = case.text.trim_end().len();
        case.text.truncate(kept);
        case.text.push('\n');
    }
    cases
}

/// The text with what is said about it, as it stands in the file.
fn annotate(case: &Case, parse: &Parse) -> String {
    let lines = LineIndex::new(&case.text);
    let mut out = format!("=== {}\n", case.title);
    for (number, line) in case.text.lines().enumerate() {
        let blank = if line.is_empty() { "" } else { "    " };
        let _ = writeln!(out, "{blank}{}", line.replace('\0', "␀"));
        for error in parse.errors.iter().filter(|e| lines.line_of(e.span.start) == number as u32) {
            out.push_str(&annotation(error, &case.text, &lines));
        }
    }
    out.push('\n');
    out
}

fn annotation(error: &SyntaxError, text: &str, lines: &LineIndex) -> String {
    let column = lines.line_col(error.span.start, text).column as usize;
    let shown = error.span.text(text).lines().next().unwrap_or("").chars().count();
    let mark = if error.span.is_empty() { "|".to_owned() } else { "^".repeat(shown.max(1)) };
    let rule = if error.rule == "syntax" { String::new() } else { format!("{}: ", error.rule) };
    let mut out = format!("//!{}{mark} {rule}{}\n", " ".repeat(column), error.message);
    let pad = " ".repeat(column + 2);
    let mut line = |label: &str, text: &str| {
        let _ = writeln!(out, "//!{pad}{label}: {text}");
    };
    if let Some(help) = &error.help {
        line("help", help);
    }
    if let Some((span, label)) = &error.related {
        line("there", &format!("line {}: {label}", lines.line_of(span.start) + 1));
    }
    if let Some((title, edits)) = &error.fix {
        let fixed = apply(text, edits);
        let at = lines.line_of(edits.first().map_or(0, |e| e.span.start)) as usize;
        line("fix", &format!("{title}: {}", fixed.lines().nth(at).unwrap_or("").trim()));
    }
    out
}

pub(crate) fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

/// Whether the declaration after the text is in the tree, whole.
fn later_is_whole(text: &str, parse: &Parse) -> bool {
    let last = parse.roots().filter(|n| n.tag() == Tag::Decl).last();
    let name = last.and_then(|l| l.child(Tag::Name)).map(|n| n.span().text(text));
    let prop = last
        .and_then(|l| l.child(Tag::Block)?.child(Tag::Prop)?.child(Tag::Path))
        .map(|p| p.span().text(text));
    (name, prop, last.map(|l| l.broken())) == (Some("later"), Some("ines"), Some(false))
}

#[test]
#[allow(clippy::disallowed_methods)] // The test writes its own expectations, when told to.
fn each_slip_gives_one_clear_message_and_harms_nothing_after_it() {
    let mut actual = String::new();
    let mut failures = String::new();
    let cases = cases();
    for case in &cases {
        let whole = format!("{}{LATER}", case.text);
        let parse = parse_with(&whole, &is_property);
        let annotated = annotate(case, &parse);
        let expected = usize::from(!case.title.contains("(fine)"));
        if parse.errors.len() != expected || !later_is_whole(&whole, &parse) {
            failures.push_str(&format!("{annotated}{}\n", parse.dump(&whole)));
        }
        actual.push_str(&annotated);
    }
    assert!(failures.is_empty(), "not one message, or the next declaration is harmed:\n{failures}");
    assert!(cases.len() >= 40);
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/half_typed.txt");
        std::fs::write(path, actual.trim_end().to_owned() + "\n").expect("the file can be written");
        return;
    }
    for (actual, expected) in actual.lines().zip(CASES.lines()) {
        assert_eq!(actual, expected);
    }
    assert_eq!(actual.trim_end(), CASES.trim_end());
}

/// A fix takes its own error away and brings no other.
#[test]
fn fixes_remove_their_error() {
    for case in cases() {
        let whole = format!("{}{LATER}", case.text);
        let before = parse_with(&whole, &is_property);
        for error in before.errors.iter().filter(|e| e.fix.is_some()) {
            let Some((title, edits)) = &error.fix else { continue };
            let fixed = apply(&whole, edits);
            let after = parse_with(&fixed, &is_property);
            assert!(
                after.errors.len() < before.errors.len(),
                "{}: after `{title}`\n{fixed}\n{:#?}",
                case.title,
                after.errors
            );
        }
    }
}
