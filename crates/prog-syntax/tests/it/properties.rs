//! What holds for any text at all: no panic, spans in order and inside the text, the same answer from used memory.

use crate::half_typed::apply;
use prog_syntax::{Parse, Parser, Tag, parse, parse_with};
use proptest::prelude::*;

const FIRST: &str = include_str!("first.prog");

/// Pieces of programs, whole and broken, from which odd texts are put together.
const PIECES: [&str; 66] = [
    "risk",
    "\\x",
    "a\",\\x",
    "a",
    "owner:",
    "due :",
    "on",
    "part of x",
    "{",
    "}",
    "{",
    "}",
    "\n",
    "\n  ",
    "\n\n",
    " ",
    ",",
    ":",
    "->",
    "..",
    "...",
    ">=",
    "≤",
    "=",
    "==",
    "+",
    "-",
    ".",
    "?",
    "\"t\"",
    "\"",
    "\"\"\"",
    "\"\"\"\n x\n \"\"\"",
    "'",
    "“",
    "”",
    "//c\n",
    "/*",
    "*/",
    "#",
    "12",
    "-3",
    "$500k",
    "€1,200,000",
    "500 €",
    "3d",
    "3d-secure",
    "12 ms",
    "2026-05-15",
    "2026-02-30",
    "15.05.2026",
    "May 15, 2026",
    "1.2.3",
    "3-5",
    "@lea",
    "[",
    "]",
    "a.b",
    "a.",
    "a-",
    "\u{feff}",
    "\0",
    "\r\n",
    "é",
    "e\u{301}",
    "🎉",
];

/// The invariants of a tree, whatever the text.
pub(crate) fn check(text: &str, parse: &Parse) {
    let inside = |start: u32, end: u32| {
        assert!(
            start <= end && text.get(start as usize..end as usize).is_some(),
            "{start}..{end} in {text:?}"
        );
    };
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut from = 0;
    for (index, node) in parse.nodes.iter().enumerate() {
        let index = index as u32;
        inside(node.start, node.end);
        while open.last().is_some_and(|(next, _)| *next <= index) {
            open.pop();
        }
        assert!(node.start >= from, "{:?} starts before the one before it ended\n{}", node, parse.dump(text));
        let (next, end) = open.last().copied().unwrap_or((parse.nodes.len() as u32, text.len() as u32));
        assert!(
            node.next > index && node.next <= next && node.end <= end,
            "{:?}\n{}",
            node,
            parse.dump(text)
        );
        from = if node.next == index + 1 { node.end } else { node.start };
        open.push((node.next, node.end));
        if node.tag == Tag::Decl {
            assert_eq!(parse.nodes[index as usize + 1].tag, Tag::Kind, "{}", parse.dump(text));
        }
        if node.tag == Tag::Prop {
            assert_eq!(parse.nodes[index as usize + 1].tag, Tag::Key, "{}", parse.dump(text));
        }
    }
    let skipped = parse.nodes.iter().any(|node| node.broken || node.tag == Tag::Error);
    assert!(
        !skipped || !parse.errors.is_empty(),
        "something is wrong, and nothing is said\n{}",
        parse.dump(text)
    );
    for pair in parse.comments.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    for pair in parse.errors.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start);
    }
    for error in &parse.errors {
        inside(error.span.start, error.span.end);
        assert!(!error.message.ends_with('.') && !error.message.is_empty());
        if let Some((_, edits)) = &error.fix {
            for pair in edits.windows(2) {
                assert!(pair[0].span.end <= pair[1].span.start, "{error:?}");
            }
            edits.iter().for_each(|e| inside(e.span.start, e.span.end));
            apply(text, edits);
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => Just(" "), 5 => proptest::sample::select(&PIECES[..])];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The first file with some bytes put in, taken away or written over.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (0..FIRST.len(), 0..4usize, proptest::sample::select(&PIECES[..]));
    proptest::collection::vec(edit, 1..6).prop_map(|edits| {
        let mut bytes = FIRST.as_bytes().to_vec();
        for (at, gone, piece) in edits {
            let at = at.min(bytes.len());
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[test]
fn a_quote_too_many_is_said_before_an_escape() {
    for text in ["ab\",\\x", "risk a {\n  role: TPM\", owner: \\q\n}", "risk a \"b\\q\n"] {
        let parse = parse(text);
        let said: Vec<&str> = parse.errors.iter().map(|e| e.span.text(text)).collect();
        assert!(said.iter().any(|said| said.starts_with('"')), "{text}: {said:?}");
        check(text, &parse);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_tree(text in any::<String>()) {
        check(&text, &parse(&text));
    }

    #[test]
    fn any_pieces_give_a_sound_tree(text in pieces()) {
        check(&text, &parse(&text));
        check(&text, &parse_with(&text, &|_, word| word.len() % 2 == 1));
    }

    #[test]
    fn any_slip_in_a_good_file_gives_a_sound_tree(text in mutated()) {
        check(&text, &parse(&text));
        check(&text, &parse_with(&text, &|_, _| true));
    }

    #[test]
    fn used_memory_changes_nothing(before in pieces(), text in pieces()) {
        let mut parser = Parser::default();
        let mut out = Parse::default();
        parser.parse(&before, &|_, _| false, &mut out);
        parser.parse(&text, &|_, _| false, &mut out);
        prop_assert_eq!(out, parse(&text));
    }

    #[test]
    fn a_slip_harms_only_its_declaration(at in 0..FIRST.len(), gone in 0..3usize) {
        // Every declaration that starts after the one the slip lies in is there, if perhaps inside of that one.
        prop_assume!(FIRST.is_char_boundary(at) && FIRST.is_char_boundary((at + gone).min(FIRST.len())));
        let mut text = FIRST.to_owned();
        text.replace_range(at..(at + gone).min(FIRST.len()), "");
        let names = |text: &str, from: u32| -> Vec<String> {
            let parse = parse(text);
            let nodes = (0..parse.nodes.len() as u32).map(|i| parse.node(i));
            let decls = nodes.filter(|n| n.tag() == Tag::Decl && n.span().start >= from);
            decls.filter_map(|d| d.child(Tag::Name)).map(|n| n.span().text(text).to_owned()).collect()
        };
        let original = parse(FIRST);
        let hit = original.roots().find(|n| n.span().end as usize > at).map_or(FIRST.len() as u32, |n| n.span().end);
        let after = (at + gone).max(hit as usize).min(FIRST.len()) as u32;
        let expected = names(FIRST, after);
        let shift = (FIRST.len() - text.len()) as u32;
        let found = names(&text, after - shift);
        prop_assert!(found.ends_with(&expected), "{:?} in\n{}\n{:?}", expected, text, found);
    }
}
