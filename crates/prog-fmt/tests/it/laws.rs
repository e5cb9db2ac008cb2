//! What holds for every text: formatting twice is formatting once, and neither comment nor meaning is lost.

use prog_fmt::{edits, format, format_within};
use prog_syntax::{Parse, Span, Tag, TextEdit, parse, text};
use proptest::prelude::*;

/// The tree without places: tags, signs and the text of the leaves.
fn meaning(source: &str) -> Vec<String> {
    let parse = parse(source);
    let mut out = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    for (index, node) in parse.nodes.iter().enumerate() {
        ends.retain(|end| *end > index as u32);
        let leaf = node.next == index as u32 + 1;
        let token = Span::new(node.start, node.end).text(source);
        let token = match node.tag {
            Tag::TextBlock => text::dedent_block(token).into_owned(),
            Tag::Block | Tag::PartOf => String::new(),
            _ if leaf => token.to_owned(),
            _ => String::new(),
        };
        out.push(format!("{}{:?} {:?} {token}", " ".repeat(ends.len()), node.tag, node.op));
        ends.push(node.next);
    }
    out
}

/// The comments in order, white space aside.
fn comments(source: &str) -> Vec<String> {
    let words =
        |c: &prog_syntax::Comment| c.span.text(source).split_whitespace().collect::<Vec<_>>().join(" ");
    parse(source).comments.iter().map(words).collect()
}

fn apply(source: &str, edits: &[TextEdit]) -> String {
    let mut out = source.to_owned();
    for edit in edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

fn has_syntax_errors(parse: &Parse) -> bool {
    parse.errors.iter().any(|error| error.rule == "syntax")
}

fn check(source: &str) {
    let parsed = parse(source);
    let Ok(once) = format(source) else {
        assert!(has_syntax_errors(&parsed));
        assert!(edits(source).is_empty());
        return;
    };
    assert!(
        !has_syntax_errors(&parse(&once)),
        "formatting broke it\n{source}\n---\n{once}\n{:#?}",
        parse(&once).errors
    );
    assert_eq!(meaning(source), meaning(&once), "meaning\n{source}\n---\n{once}");
    assert_eq!(comments(source), comments(&once), "comments\n{source}\n---\n{once}");
    assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "twice\n{source}\n---\n{once}");
    assert_eq!(apply(source, &edits(source)), once, "edits\n{source}");
    let size = source.len() as u32;
    for (from, to) in [(1, 3), (0, 2), (2, 4), (1, 2), (2, 3), (3, 3)] {
        check_range(source, &once, Span::new(size * from / 4, size * to / 4));
    }
}

/// A part that is formatted alone says what it said, and lacks nothing that the whole needs.
fn check_range(source: &str, once: &str, range: Span) {
    let edits = format_within(source, range);
    assert!(edits.iter().all(|e| e.span.start >= range.start && e.span.end <= range.end));
    let part = apply(source, &edits);
    assert_eq!(meaning(source), meaning(&part), "range {range:?}\n{source}\n---\n{part}");
    assert_eq!(comments(source), comments(&part), "comments {range:?}\n{source}\n---\n{part}");
    // What a file's line ends are may hang on the very one that went.
    let plain = |text: &str| text.replace('\r', "");
    assert_eq!(
        format(&part).as_deref().map(plain),
        Ok(plain(once)),
        "range {range:?}, then all\n{source}\n---\n{part}"
    );
}

/// Space between two tokens of one line, with comments.
fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => Just(" "), 2 => Just("  "), 1 => Just("\t"), 1 => Just(" /* c */ "), 1 => Just("/* two\n lines */")]
}

/// Space that may end the line.
fn turn() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        8 => Just(" "), 2 => Just("\n"), 1 => Just("\n\n\n"), 1 => Just(" // end\n"), 1 => Just("\n  // own\n"),
        1 => Just("/* b */"), 1 => Just("\n/* o\n   o */\n"), 1 => Just("// 1\n// 2\n\n")
    ]
}

fn scalar() -> impl Strategy<Value = String> {
    let plain = proptest::sample::select(
        &[
            "a",
            "b.c",
            "on",
            "42",
            "-3",
            "$1.2M",
            "61%",
            "2026-05-15",
            "2026-Q2",
            "?",
            "\"t { // }\"",
            "\"\"\"x\"\"\"",
            "\"\"\"\n    one\n      two\n\n  \"\"\"",
            "\"\"\"\n\tx\"\"\"",
            "\"a quite long text that makes a line longer than most\"",
        ][..],
    );
    plain.prop_map(str::to_owned)
}

fn value() -> BoxedStrategy<String> {
    let chain = proptest::collection::vec(
        (
            proptest::sample::select(&["web", "checkout-api", "x.y"][..]),
            proptest::option::of(Just("\"label\"")),
            turn(),
            turn(),
        ),
        2..5,
    );
    let chain = chain.prop_map(|hops| {
        let mut out = String::new();
        for (i, (name, label, before, after)) in hops.iter().enumerate() {
            if i > 0 {
                out += &format!("{before}->{after}");
            }
            out += name;
            if let Some(label) = label {
                out += &format!(" {label}");
            }
        }
        out
    });
    prop_oneof![
        5 => scalar(),
        2 => chain,
        1 => (gap(), turn()).prop_map(|(a, b)| format!("2026-01-12{a}..{b}2026-09-30")),
        1 => (gap(), gap()).prop_map(|(a, b)| format!("slo{a}≥{b}99.9%")),
        1 => gap().prop_map(|a| format!("<={a}5ms")),
        1 => (gap(), gap()).prop_map(|(a, b)| format!("62%{a}on{b}2026-05-15")),
        1 => (gap(), gap()).prop_map(|(a, b)| format!("design{a}-{b}3d")),
    ]
    .boxed()
}

fn property() -> BoxedStrategy<String> {
    let key = proptest::sample::select(&["owner", "depends-on", "on", "goal"][..]);
    let rest = proptest::collection::vec((turn(), value()), 0..6);
    let parts = (key, gap(), gap(), value(), rest);
    parts
        .prop_map(|(key, a, b, first, rest)| {
            let a = if a.contains('c') || a.contains('\n') { "" } else { a };
            let rest: String = rest.iter().map(|(turn, value)| format!(",{turn}{value}")).collect();
            format!("{key}{a}:{b}{first}{rest}")
        })
        .boxed()
}

fn declaration() -> BoxedStrategy<String> {
    let leaf = (gap(), gap()).prop_map(|(a, b)| format!("risk{a}r{b}\"Title\""));
    leaf.boxed()
        .prop_recursive(3, 16, 5, |inner| {
            let member = prop_oneof![3 => property(), 1 => inner];
            let members = proptest::collection::vec((member, turn()), 0..5);
            let head =
                proptest::sample::select(&["program p \"P\"", "risk r", "option", "k \"T\"", "on on"][..]);
            (head, turn(), turn(), members)
                .prop_map(|(head, open, start, members)| {
                    let members: String =
                        members.iter().map(|(member, turn)| format!("{member},{turn}")).collect();
                    format!("{head}{open}{{{start}{members}}}")
                })
                .boxed()
        })
        .boxed()
}

fn file() -> impl Strategy<Value = String> {
    let part = proptest::option::of(Just("part of shop\n"));
    let all = proptest::collection::vec((turn(), declaration()), 0..6);
    (part, all, turn(), any::<bool>()).prop_map(|(part, all, end, crlf)| {
        let all: String = all.iter().map(|(turn, declaration)| format!("\n{turn}{declaration}")).collect();
        let text = format!("{}{all}{end}", part.unwrap_or(""));
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

const FIRST: &str = include_str!("../../../prog-syntax/tests/it/first.prog");

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_files(source in file()) {
        check(&source);
    }

    #[test]
    fn files_with_slips(at in 0..FIRST.len(), gone in 0..3usize, piece in turn()) {
        let mut source = FIRST.to_owned();
        source.replace_range(at..(at + gone).min(FIRST.len()), piece);
        check(&source);
    }

    #[test]
    fn any_text(source in any::<String>()) {
        check(&source);
    }
}

#[test]
fn most_generated_files_are_good() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut good = 0;
    for _ in 0..200 {
        let source = file().new_tree(&mut runner).expect("a file").current();
        good += usize::from(!has_syntax_errors(&parse(&source)));
    }
    assert!(good > 120, "only {good} of 200 files have no errors: the laws are hardly tried");
}

#[test]
fn the_first_file_is_formatted() {
    assert_eq!(format(FIRST).as_deref(), Ok(FIRST));
}
