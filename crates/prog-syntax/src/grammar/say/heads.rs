//! What is said of the head of a declaration.

use super::{HEAD_HELP, error, insert, replace, short};
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError};

impl State<'_> {
    pub(in crate::grammar) fn bare_kind(&self, kind: usize, at: usize) -> SyntaxError {
        let word = self.word(kind);
        error(self.gap(at), format!("Expected a name or a title after `{word}`"), HEAD_HELP)
    }

    pub(in crate::grammar) fn bare_head(&self, kind: usize, at: usize) -> SyntaxError {
        let words = self.head_words(kind, at);
        let help = "Add a title in quotes, a block in braces, or both";
        error(self.gap(at), format!("Expected a title or `{{` after `{words}`"), help)
    }

    pub(in crate::grammar) fn title_below(&self, at: usize) -> SyntaxError {
        let between = Span::new(self.end_before(at), self.span(at).start);
        let help = "Write kind, name and title on one line";
        let found = error(self.gap(at), "The title stands on the line below".to_owned(), help);
        let blank = between.text(self.text).trim().is_empty();
        if blank { found.with_fix("Join the lines", replace(between, " ")) } else { found }
    }

    pub(in crate::grammar) fn missing_open_brace(&self, kind: usize, at: usize, sure: bool) -> SyntaxError {
        let words = self.head_words(kind, at);
        let help = "Put the properties of a declaration between `{` and `}`";
        let found = error(self.gap(at), format!("Expected `{{` after `{words}`"), help);
        if sure { found.with_fix("Insert `{`", insert(self.end_before(at), " {")) } else { found }
    }

    pub(in crate::grammar) fn other_brackets(&self, open: usize, close: usize) -> SyntaxError {
        let mut edits = replace(self.span(open), "{");
        edits.extend(replace(self.span(close), "}"));
        let message = format!("A block starts with `{{`, not with `{}`", self.word(open));
        error(self.span(open), message, "Put it between `{` and `}`").with_fix("Write `{` and `}`", edits)
    }

    /// A comma where the block of the head should start; the line ends before the token at `end`.
    pub(in crate::grammar) fn comma_for_brace(&self, kind: usize, at: usize, end: usize) -> SyntaxError {
        let message = format!("Expected `{{` after `{}`, not `,`", self.head_words(kind, at));
        let found = error(self.span(at), message, "Put the properties of a declaration between `{` and `}`");
        if self.kind(at + 1) != Kind::KEY {
            return found;
        }
        let mut edits = replace(self.span(at), " {");
        edits.extend(insert(self.end_before(end), " }"));
        found.with_fix("Put them between `{` and `}`", edits)
    }

    pub(in crate::grammar) fn in_head(
        &self,
        kind: usize,
        at: usize,
        named: bool,
        titled: bool,
    ) -> SyntaxError {
        let span = self.span(at);
        let word = short(self.word(at));
        if let Some(end) = self.quotes_within(at) {
            return self.unescaped_quotes(at, end);
        }
        match self.kind(at).base() {
            Kind::BAD_NAME | Kind::NUM | Kind::DATE if !named && !titled => {
                crate::wording::name_with_digit(span, self.word(at))
            }
            Kind::DOTTED if !named && !titled => {
                error(span, format!("A name has no dots: `{word}`"), "Use `-` within a name")
            }
            Kind::IDENT | Kind::ON if titled && !named => self.name_after_title(at),
            Kind::IDENT | Kind::ON if titled => error(
                self.gap(at),
                format!("Expected a new line before `{word}`"),
                "Start each declaration on its own line",
            ),
            Kind::IDENT | Kind::ON | Kind::NUM | Kind::DOTTED | Kind::BAD_NAME if named && !titled => {
                if !self.has_title_after(at) {
                    let help = "Put the title in quotes, or join the words of the name with `-`";
                    return error(span, "A title stands in quotes".to_owned(), help);
                }
                let joined = format!("{}-{}", self.word(at - 1), self.word(at));
                let help = format!("Join its words with `-`, such as `{joined}`, or put the title in quotes");
                error(span, "A name is one word".to_owned(), &help)
            }
            Kind::STR | Kind::OPEN_STR if titled => {
                error(span, "A declaration has one title".to_owned(), "Write more text into `description`")
            }
            Kind::TEXT | Kind::OPEN_TEXT => {
                error(span, "A title is one line of text".to_owned(), "Write it between single `\"`")
            }
            Kind::KEY => self.key_in_head(kind, at),
            _ => error(span, self.does_not_belong(at), HEAD_HELP),
        }
    }

    fn name_after_title(&self, at: usize) -> SyntaxError {
        let (title, name) = (self.span(at - 1), self.span(at));
        let swapped = format!("{} {}", self.word(at), self.word(at - 1));
        error(
            name,
            "The name stands before the title".to_owned(),
            &format!("Write `{}` first", self.word(at)),
        )
        .with_fix("Swap name and title", replace(title.cover(name), &swapped))
    }

    /// `risk late-vendor: "…" {` or `risk late-vendor owner: …`.
    fn key_in_head(&self, kind: usize, at: usize) -> SyntaxError {
        let after = self.kind(at + 1);
        if matches!(after, Kind::STR | Kind::LBRACE | Kind::OPEN_STR) || after.is_first() {
            return self.colon_in_head(at);
        }
        let words = self.head_words(kind, at);
        error(
            self.gap(at),
            format!("Expected `{{` after `{words}`"),
            "Put its properties between `{` and `}`",
        )
    }

    pub(in crate::grammar) fn colon_in_head(&self, key: usize) -> SyntaxError {
        let colon = Span::new(self.span(key).end - 1, self.span(key).end);
        error(colon, "A declaration has no `:` in its head".to_owned(), "Remove the `:`")
            .with_fix("Remove the `:`", replace(colon, ""))
    }
}
