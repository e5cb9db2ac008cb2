//! Every small slip in a good file: each token taken out, whole or by its first or last character, gives at most one
//! message, and no declaration outside of the one it stands in is lost.

use prog_syntax::lexer::{Tokens, lex};
use prog_syntax::{Parse, Span, Tag, parse_with};

const FILES: [&str; 2] = [include_str!("first.prog"), include_str!("plan.prog")];

fn read(text: &str) -> Parse {
    const WORDS: &str = "owner sponsor goal window role email lead members depends-on type criticality fallback steps \
                         category likelihood impact affects threatens due status metric source baseline target by readings \
                         criteria delivers estimate starts after touches progress notes needs needed-by promised cost delay \
                         slo";
    parse_with(text, &|kind, word| {
        let nested = kind == "risk" && word == "task";
        !nested && WORDS.split_whitespace().any(|w| w == word) || kind == "mitigation" && word == "task"
    })
}

/// The names of all declarations, in order.
fn names(text: &str) -> Vec<String> {
    let parse = read(text);
    let decls = (0..parse.nodes.len() as u32).map(|i| parse.node(i)).filter(|n| n.tag() == Tag::Decl);
    decls.filter_map(|d| d.child(Tag::Name)).map(|n| n.span().text(text).to_owned()).collect()
}

/// The span of the outermost declaration around `at`.
fn around(text: &str, at: u32) -> Span {
    read(text).roots().map(|root| root.span()).find(|span| span.touches(at)).unwrap_or(Span::at(at))
}

fn tokens(text: &str) -> Vec<Span> {
    let mut tokens = Tokens::default();
    lex(text, &mut tokens);
    (0..tokens.len() - 1).map(|i| tokens.span(i)).collect()
}

/// The parts of the file's tokens that are taken out, one at a time.
fn cuts(text: &str) -> Vec<Span> {
    let mut cuts = Vec::new();
    for span in tokens(text) {
        cuts.push(span);
        if span.len() > 1 {
            cuts.push(Span::new(span.start, span.start + 1));
            cuts.push(Span::new(span.end - 1, span.end));
        }
    }
    cuts
}

#[test]
fn a_missing_token_gives_one_message_and_hides_little() {
    for text in FILES {
        assert_eq!(read(text).errors, [], "the file itself is good");
        for cut in cuts(text) {
            let mut slipped = text.to_owned();
            slipped.replace_range(cut.range(), "");
            let said = read(&slipped).errors;
            let taken = cut.text(text);
            assert!(said.len() <= 1, "without `{taken}` at {cut:?}:\n{said:#?}\n{slipped}");
            let root = around(text, cut.start);
            let (before, after) = (names(&text[..root.start as usize]), names(&text[root.end as usize..]));
            let left = names(&slipped);
            assert!(
                left.starts_with(&before) && left.ends_with(&after),
                "without `{taken}` at {cut:?}: {left:?}"
            );
        }
    }
}

#[test]
fn a_token_too_many_gives_one_message() {
    for text in FILES {
        for token in tokens(text) {
            for extra in [",", ":", "@", "~", ")", "}"] {
                // A list that goes on below: what belongs to which slip, nobody can tell.
                if extra == "}" && token.text(text) == "," {
                    continue;
                }
                let mut slipped = text.to_owned();
                slipped.insert_str(token.end as usize, extra);
                let said = read(&slipped).errors;
                assert!(said.len() <= 1, "with `{extra}` after {token:?} `{}`:\n{said:#?}", token.text(text));
            }
        }
    }
}
