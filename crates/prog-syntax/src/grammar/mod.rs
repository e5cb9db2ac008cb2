//! Tokens to tree: the grammar of language.md in chumsky, one function per rule, in which no rule ever fails.
//!
//! The tree is written to the parser's state, as a flat list, while the tokens are read from left to right, each once. What
//! is missing is said and not consumed; what belongs nowhere is skipped up to a place where reading can go on. Nothing here
//! knows what kinds and properties there are, except through the one question `is_property`.

mod amount;
mod balance;
mod block;
mod head;
mod list;
mod plain;
mod property;
mod quotes;
mod recover;
mod rule;
mod say;
mod shape;
mod signs;
mod spelled;
mod state;
mod value;

use crate::lexer::Tokens;
use crate::{Parse, wording};
use chumsky::Parser;
use state::{MAX_ERRORS, State};

/// Reads the tokens of `text` into `out`, whose lists are used again.
pub(crate) fn parse(text: &str, tokens: &Tokens, is_property: &dyn Fn(&str, &str) -> bool, out: &mut Parse) {
    out.nodes.clear();
    out.errors.clear();
    let mut state = State::new(text, tokens, is_property);
    state.nodes = std::mem::take(&mut out.nodes);
    state.errors = std::mem::take(&mut out.errors);
    let kinds = tokens.kinds.split_last().map_or(&[][..], |(_, kinds)| kinds);
    let result = block::file().parse_with_state(kinds, &mut state);
    debug_assert!(!result.has_errors(), "no rule of the grammar fails");
    finish(state, out);
}

/// Adds what the lexer noticed where nothing was skipped, and puts all findings in order.
fn finish(mut state: State<'_>, out: &mut Parse) {
    if !state.tokens.issues.is_empty() || !state.errors.is_empty() {
        state.quiet.sort_unstable();
        state.promised.sort_unstable();
        let mut quiet = state.quiet.iter().peekable();
        let mut until = 0;
        for issue in &state.tokens.issues {
            while let Some(region) = quiet.next_if(|region| region.start <= issue.span.start) {
                until = until.max(region.end);
            }
            let passed_on =
                issue.span.start >= until || state.promised.binary_search(&issue.span.start).is_ok();
            if passed_on && state.errors.len() <= 2 * MAX_ERRORS {
                state.errors.push(wording::describe(*issue, state.text));
            }
        }
        state.errors.sort_by_key(|e| (e.span.start, e.span.end));
        if state.errors.len() > MAX_ERRORS {
            let at = state.errors[MAX_ERRORS].span.start;
            state.errors.truncate(MAX_ERRORS);
            let error = state.too_many(at);
            state.errors.push(error);
        }
    }
    out.nodes = state.nodes;
    out.errors = state.errors;
}

#[cfg(test)]
mod tests {
    use crate::Parse;
    use crate::lexer::{Tokens, lex};
    use std::cell::Cell;

    thread_local! {
        /// How often a rule looked at a token.
        pub(super) static LOOKS: Cell<u64> = const { Cell::new(0) };
        /// Whether plain properties are read like all others.
        pub(super) static ASKING: Cell<bool> = const { Cell::new(false) };
    }

    /// How often the rules looked at a token of `text`, per token.
    fn looks_per_token(text: &str) -> u64 {
        let mut tokens = Tokens::default();
        lex(text, &mut tokens);
        LOOKS.with(|looks| looks.set(0));
        super::parse(text, &tokens, &|_, word| word == "owner", &mut Parse::default());
        LOOKS.with(Cell::get) / tokens.len() as u64
    }

    #[test]
    fn plain_properties_are_read_like_all_others() {
        const TEXT: &str = r#"
program p "P" {
  owner: lea, window: 2026-01-01 .. 2026-12-31
  system api "API" { owner: team-a, type: service, depends-on: a, b.c, on }
  outcome o "O" {
    by: 2026-10-01,
    baseline: 61.4%
    target: >= 66%
    readings: 62% on 2026-02-01, ?
    note: """
      text
    """
  }
  task t "T" { after: x + 3d, due: ? }
  task u "U" {
    after: a.b - 2d, x + ?
    estimate: 3d .. 5d .. 9d
    slo: latency <= 250ms, availability = 99.9%, ? >= 3
  }
  flow f "F" { steps: web -> api "a label" -> ? , owner: lea }
}
"#;
        const PIECES: [&str; 23] = [
            "",
            "{",
            "}",
            ",",
            ":",
            "?",
            "\"",
            "\n",
            "owner",
            "owner: ",
            "a b",
            "on",
            "- ",
            "task x ",
            "..",
            "->",
            ">=",
            ">",
            "+",
            "3d",
            "\"t\"",
            "2026-02-01",
            "a.b",
        ];
        let read = |text: &str, asking: bool| {
            ASKING.set(asking);
            let parse = crate::parse_with(text, &|_, word| word == "owner" || word == "depends-on");
            ASKING.set(false);
            parse
        };
        let mut tokens = Tokens::default();
        lex(TEXT, &mut tokens);
        for span in &tokens.spans {
            for piece in PIECES {
                for end in [span.start, span.end] {
                    let (before, after) = (&TEXT[..span.start as usize], &TEXT[end as usize..]);
                    let text = format!("{before}{piece} {after}");
                    assert_eq!(read(&text, false).dump(&text), read(&text, true).dump(&text), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_work_grows_with_the_text_alone() {
        let pieces = [
            "risk a \"A\" { owner: lea, due: 2026-05-15 }\n",
            "{",
            "}",
            "{ }",
            "a b {",
            "a b {\n",
            "a: b, ",
            "a b c, ",
            "a b, ",
            "x ",
            "owner lea ",
            "a { b: c d } ",
            "1 ",
            "1 a ",
            "1 a b ",
            "May 2026 ",
            "a -> ",
            ".. ",
            "- ",
            "a \"b\" { ",
            "a \"b\n",
            "x:\n",
            "[",
            "a: [b, ",
            "@",
            "part of x\n",
            "a = ",
            "\"k\": ",
            "a.b. ",
            "a - ",
            "\n  risk a \"A\" {\n x: y\n",
            "}\n",
            "- x\n",
        ];
        for piece in pieces {
            for start in ["", "risk a \"A\" { k: ", "risk a \"A\" {\n", "} "] {
                let [small, large] =
                    [300, 3000].map(|n| looks_per_token(&format!("{start}{}", piece.repeat(n))));
                assert!(
                    large <= small + small / 2 + 8,
                    "{start:?} and {piece:?}: {small} looks per token, then {large}"
                );
            }
        }
    }
}
