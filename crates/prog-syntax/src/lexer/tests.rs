//! What the lexer makes of words, wherever they stand, and of marks in comments.

use super::*;

fn tokens(text: &str) -> Vec<(Kind, Span)> {
    let mut tokens = Tokens::default();
    lex(text, &mut tokens);
    let mut all: Vec<_> = tokens.kinds.into_iter().zip(tokens.spans).collect();
    assert_eq!(all.pop().map(|(kind, _)| kind), Some(Kind::EOF.first()));
    all
}

#[test]
fn a_mark_in_a_comment_opens_no_text_block() {
    let block = "a: \"\"\"\n  risk b {\n}\n\"\"\"\n";
    let kinds = |text: &str| tokens(text).into_iter().map(|(kind, _)| kind.base()).collect::<Vec<_>>();
    assert_eq!(kinds(&format!("{block}// \"\"\"\n")), [Kind::KEY, Kind::TEXT]);
    // One that is really open is, and the line that looks like code is.
    let open = kinds(&format!("{block}b: \"\"\"\n"));
    assert_eq!(open[..3], [Kind::KEY, Kind::OPEN_TEXT, Kind::RBRACE]);
}

/// The last bytes of a text are read one by one, all others many at a time.
#[test]
fn words_are_read_alike_at_the_end_and_before_it() {
    let words = [
        "a",
        "on",
        "once",
        "team-14",
        "a_b",
        "checkout-gateway",
        "a-very-long-name-of-a-team",
        "größe",
        "http",
    ];
    let behind = [
        "", " ", "  ", "\n", "\r\n", "\t", ":", ": ", ":  ", " :", "\t: x", "::", "://b", ".", ".b", " .b",
        "..", "-", "--b", "-b", " -b", "->", ",", ", b", "{", "}", "\"b\"", " \"b\"", "/b", "//b", " # b",
        "é", "\u{a0}b", "\0",
    ];
    for (word, behind) in words.iter().flat_map(|word| behind.iter().map(move |b| (word, b))) {
        for before in ["", "x "] {
            let text = format!("{before}{word}{behind}");
            let longer = format!("{text}{}", "\n".repeat(40));
            assert_eq!(tokens(&text), tokens(&longer), "{text:?}");
        }
    }
}
