//! The output for people.

use crate::sample::{Texts, findings, one, report, texts};
use insta::assert_snapshot;
use prog_diagnostics::render::{HumanOptions, human};
use prog_diagnostics::{Diagnostic, FileId, Level, Place};
use prog_syntax::Span;

fn show(texts: &Texts, findings: &[Diagnostic]) -> String {
    human(&report(texts, findings), HumanOptions { width: 80, ..HumanOptions::default() })
}

fn at(texts: &Texts, words: &str) -> Diagnostic {
    Diagnostic::new("syntax", Level::Error, texts.place(0, words), "Something is wrong")
}

#[test]
fn whole_run() {
    let texts = texts();
    let all = findings(&texts);
    assert_snapshot!("human", human(&report(&texts, &all), HumanOptions::default()));
}

#[test]
fn whole_run_in_colour() {
    let texts = texts();
    let all = findings(&texts);
    let text = human(&report(&texts, &all), HumanOptions { color: true, width: 100 });
    assert_snapshot!("human_colour", text.replace('\x1b', "^"));
}

#[test]
fn colours_are_all_that_colour_adds() {
    let texts = texts();
    let all = findings(&texts);
    let mut plain = String::new();
    let mut escape = false;
    for c in human(&report(&texts, &all), HumanOptions { color: true, width: 100 }).chars() {
        match c {
            '\x1b' => escape = true,
            'm' if escape => escape = false,
            c if !escape => plain.push(c),
            _ => {}
        }
    }
    let trimmed = plain.lines().map(|l| format!("{}\n", l.trim_end())).collect::<String>();
    assert_eq!(trimmed, human(&report(&texts, &all), HumanOptions::default()));
}

/// Many are drawn side by side, which nobody may see.
#[test]
fn each_of_many_looks_as_it_does_alone() {
    let texts = texts();
    let of_each = findings(&texts);
    let many: Vec<Diagnostic> = of_each.iter().cycle().take(500).cloned().collect();
    let without_summary = |some: &[Diagnostic]| {
        let text = show(&texts, some);
        let end = text.rfind("\n\n").expect("an empty line stands before the summary");
        text[..end + 2].to_owned()
    };
    let alone: String = many.iter().map(|one| without_summary(std::slice::from_ref(one))).collect();
    assert_eq!(without_summary(&many), alone);
}

#[test]
fn nothing_found() {
    assert_snapshot!(show(&texts(), &[]), @"No findings in 3 files (6 declarations checked)");
}

#[test]
fn places_of_every_shape() {
    let mut out = String::new();
    let mut add = |title: &str, text: &str, finding: &dyn Fn(&Texts) -> Diagnostic| {
        let texts = one(text);
        let finding = finding(&texts);
        let drawn = show(&texts, std::slice::from_ref(&finding));
        let drawn = drawn.rsplit_once("\n\n").map_or(drawn.as_str(), |(finding, _)| finding);
        out.push_str(&format!("== {title}\n{drawn}\n\n"));
    };
    add("missing value at the end of a line", "risk a {\n  owner:\n}\n", &|t| {
        Diagnostic::new("syntax", Level::Error, t.after(0, "owner:"), "`owner` has no value")
            .label("a name belongs here")
    });
    add("end of file", "risk a {", &|t| {
        Diagnostic::new("syntax", Level::Error, t.after(0, "{"), "The block is never closed")
    });
    add("end of file after a line end", "risk a {\n", &|t| {
        Diagnostic::new("syntax", Level::Error, t.after(0, "{\n"), "The block is never closed")
            .label("`}` is missing here")
    });
    add("empty file", "", &|_| {
        let place = Place { file: FileId(0), span: Span::at(0) };
        Diagnostic::new("syntax", Level::Error, place, "Nothing is declared")
    });
    add("CRLF", "risk a {\r\n  owner: lea\r\n}\r\n", &|t| at(t, "lea").label("nobody of that name"));
    add("CRLF, span to the line end", "risk a {\r\n  owner: lea\r\n}\r\n", &|t| at(t, "lea\r\n"));
    add("tabs", "risk a {\n\towner:\tlea\n}\n", &|t| at(t, "lea").label("nobody of that name"));
    add("emoji and wide characters", "risk a \"🎉 風險 é\" { owner: lea }\n", &|t| {
        at(t, "lea").related(t.place(0, "🎉 風險"), "a wide title")
    });
    add("several labels on one line", "flow f { steps: web -> api -> web -> api }\n", &|t| {
        at(t, "web")
            .label("starts here")
            .related(t.place(0, "api"), "goes here")
            .related(t.place(0, "web -> api }"), "and back")
    });
    add("a place over several lines", "risk a {\n  notes: \"\"\"\n    one\n    two\n  \"\"\"\n}\n", &|t| {
        at(t, "\"\"\"\n    one\n    two\n  \"\"\"").label("a text block")
    });
    add("control characters", "risk a \"\u{1b}[31m\u{7}\u{202e}x\" {\n}\n", &|t| {
        at(t, "x").label("\u{1b}[2J")
    });
    let long = format!("risk a {{ tags: {}needle, {} }}\n", "word, ".repeat(60), "word, ".repeat(60));
    add("very long line", &long, &|t| {
        at(t, "needle").label("this one").related(t.place(0, "risk"), "of this")
    });
    let lines = format!("{}risk late {{\n}}\n{}risk later {{\n}}\n", "\n".repeat(998), "\n".repeat(20));
    add("line numbers of different width", &lines, &|t| {
        at(t, "risk late ").related(t.place(0, "risk later"), "also here")
    });
    add("two neighbouring lines", "risk a {\nrisk b {\n", &|t| {
        at(t, "risk b").related(t.place(0, "risk a"), "also here")
    });
    add("same place twice", "risk a {\n}\n", &|t| {
        at(t, "risk a").label("this").related(t.place(0, "risk a"), "and this")
    });
    assert_snapshot!("places", out);
}

#[test]
fn help_is_wrapped_and_long_lists_are_counted() {
    let texts = one("system a { depends-on: b }\n");
    let mut finding = at(&texts, "system a").help(
        "Break the ring where it costs least: remove one of the edges, or let one of the systems learn what it needs \
         from an event instead of asking for it",
    );
    for n in 0..11 {
        finding = finding.related(texts.place(0, "b }"), format!("edge {n}"));
        finding = finding.fix(prog_diagnostics::Fix {
            title: format!("Remove edge {n}"),
            applicability: prog_diagnostics::Applicability::Suggested,
            edits: Vec::new(),
        });
    }
    assert_snapshot!("wrapped", show(&texts, &[finding]));
}

#[test]
fn a_place_outside_the_text_does_no_harm() {
    let texts = one("risk a {\n}\n");
    let place = Place { file: FileId(0), span: Span::new(400, 500) };
    let text = show(&texts, &[Diagnostic::new("syntax", Level::Error, place, "Lost")]);
    assert!(text.starts_with("error[syntax]: Lost\n"), "{text}");
}

proptest::proptest! {
    #[test]
    fn any_text_and_span_can_be_drawn(text in "\\PC*|[ -~\t\r\n🎉é\u{0}\u{b}\u{85}\u{2028}]{0,300}", a in 0u32..400, b in 0u32..400, width in 0usize..120) {
        let texts = one(&text);
        let place = Place { file: FileId(0), span: Span::new(a.min(b), a.max(b)) };
        let other = Place { file: FileId(0), span: Span::new(b / 2, b) };
        let finding = Diagnostic::new("syntax", Level::Error, place, "m").related(other, "here");
        let drawn = human(&report(&texts, &[finding]), HumanOptions { color: true, width });
        proptest::prop_assert!(drawn.contains("syntax"));
    }
}
