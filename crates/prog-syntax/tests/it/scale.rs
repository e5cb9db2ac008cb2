//! Hostile texts: large, deep and endless. Each would take minutes, or overflow the stack, if work were done twice or
//! by recursion; what is counted is what is said and built.

use crate::properties::check;
use prog_syntax::{Parse, parse};

const MANY: usize = 1_000_000;

fn parsed(text: &str) -> Parse {
    let parse = parse(text);
    check(text, &parse);
    parse
}

#[test]
fn a_million_opening_braces() {
    let parse = parsed(&"{".repeat(MANY));
    assert_eq!((parse.nodes.len(), parse.errors.len()), (1, 1));
    assert_eq!(parse.errors[0].message, "This `{` opens nothing");
}

#[test]
fn a_million_opening_braces_on_lines_of_their_own() {
    let parse = parsed(&"{\n".repeat(MANY));
    assert_eq!((parse.nodes.len(), parse.errors.len()), (1, 1));
}

#[test]
fn a_million_closing_braces() {
    let parse = parsed(&"}".repeat(MANY));
    assert_eq!(parse.errors.len(), 1);
}

#[test]
fn a_million_quotes() {
    let parse = parsed(&"\"".repeat(MANY));
    assert_eq!(parse.errors.len(), 1);
    assert_eq!(parsed(&"\"\n".repeat(MANY / 10)).errors.len(), 1);
    assert_eq!(parsed(&"'\n".repeat(MANY / 10)).errors.len(), 1);
    assert_eq!(parsed(&"„".repeat(50_000)).errors.len(), 1);
}

#[test]
fn deep_nesting_is_said_once() {
    let close = "}".repeat(50_000);
    let line = "a b { ".repeat(50_000);
    let lines = "a b {\n".repeat(50_000);
    for text in [line.clone(), line + &close, lines + &close] {
        let parse = parsed(&text);
        assert_eq!(parse.errors.len(), 1, "{:?}", parse.errors.first());
        assert_eq!(parse.errors[0].message, "Blocks are nested more than 200 deep");
    }
}

#[test]
fn a_hundred_thousand_unclosed_things() {
    for piece in [
        "/*\n}\n",
        "\"\"\"\n}\n",
        "# x\n",
        "a \"b\n",
        "x: \n",
        "@\n",
        "a: b c\n",
        "part of x\n",
        "- x\n",
        "a: [b\n",
    ] {
        let parse = parsed(&piece.repeat(50_000));
        assert!((1..=1001).contains(&parse.errors.len()), "{piece:?}: {}", parse.errors.len());
    }
}

#[test]
fn long_single_lines() {
    for piece in [
        "a: b, ",
        "a b c, ",
        "x ",
        "a { b: c d } ",
        "a { b: c d e f } ",
        "1 ",
        "a -> ",
        ".. ",
        "- ",
        "a \"b\" { ",
        "} ",
        "a-",
        "1-",
    ] {
        let text = format!("risk a \"A\" {{ k: {}", piece.repeat(50_000));
        let parse = parsed(&text);
        assert!((1..=1001).contains(&parse.errors.len()), "{piece:?}: {}", parse.errors.len());
        parsed(&piece.repeat(50_000));
    }
}

#[test]
fn a_large_good_file_grows_in_proportion() {
    let one = "risk a \"A\" { owner: lea, due: 2026-05-15 }\n";
    let (small, large) = (parsed(&one.repeat(100)), parsed(&one.repeat(10_000)));
    assert_eq!(large.nodes.len(), 100 * small.nodes.len());
    assert!(large.errors.is_empty());
}
