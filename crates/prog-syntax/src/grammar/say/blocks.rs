//! What is said of braces, and of what stands in a block or file and does not belong there.

use super::{HEAD_HELP, error, insert, replace, short};
use crate::grammar::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError};

impl State<'_> {
    pub(in crate::grammar) fn unclosed_block(
        &self,
        kind: usize,
        brace: usize,
        end: usize,
        indent: u32,
    ) -> SyntaxError {
        let head = self.head_words(kind, brace);
        let last = self.end_before(end);
        let one_line =
            self.text.get(self.span(brace).start as usize..last as usize).is_some_and(|t| !t.contains('\n'));
        let edit = if one_line && end > brace + 1 {
            insert(last, " }")
        } else {
            let rest = self.text.get(last as usize..).unwrap_or("");
            let line_end =
                last + rest.find('\n').map_or(rest.trim_end().len(), |p| rest[..p].trim_end().len()) as u32;
            insert(line_end, &format!("\n{}}}", " ".repeat(indent as usize)))
        };
        let mut found = error(
            self.span(brace),
            format!("The block of `{head}` is never closed"),
            "Add `}` where it ends",
        );
        if !self.kind(end).base().eq(&Kind::EOF) {
            found.related = Some((self.span(end), "expected `}` before this".to_owned()));
        }
        found.with_fix("Add `}`", edit)
    }

    pub(in crate::grammar) fn stray_close(&self, at: usize) -> SyntaxError {
        error(self.span(at), "This `}` closes nothing".to_owned(), "Remove it, or add the `{` that it closes")
    }

    pub(in crate::grammar) fn too_deep(&self, at: usize) -> SyntaxError {
        let message = format!("Blocks are nested more than {} deep", crate::grammar::state::MAX_DEPTH);
        error(self.span(at), message, "Move the inner declarations out, or close a `{` before this")
    }

    pub(in crate::grammar) fn stray_property(&self, at: usize) -> SyntaxError {
        let span = self.key_span(at);
        let name = span.text(self.text);
        error(
            span,
            format!("`{name}` stands outside of a declaration"),
            "Move it into the block of what it describes",
        )
    }

    pub(in crate::grammar) fn late_part_of(&self, at: usize) -> SyntaxError {
        let span = self.span(at).cover(self.span(at + 1));
        error(span, "`part of` stands at the top of a file".to_owned(), "Move it to the first line")
    }

    pub(in crate::grammar) fn no_of(&self) -> SyntaxError {
        let message = "Expected `of` after `part`".to_owned();
        let found = error(self.gap(1), message, "Write `part of` and the name of the program");
        found.with_fix("Insert `of`", insert(self.end_before(1), " of"))
    }

    pub(in crate::grammar) fn no_program(&self, at: usize) -> SyntaxError {
        error(
            self.gap(at),
            "Expected the name of a program after `part of`".to_owned(),
            "Name the program this file belongs to",
        )
    }

    pub(in crate::grammar) fn stray_word(&self, at: usize) -> SyntaxError {
        error(self.span(at), self.does_not_belong(at), "Start a new line, or remove it")
    }

    /// The token at `at` with those that follow it without a space.
    fn glued(&self, at: usize) -> Span {
        let mut end = at + 1;
        while end < at + 16
            && self.kind(end).base() == Kind::BAD
            && self.span(end).start == self.span(end - 1).end
        {
            end += 1;
        }
        self.span(at).cover(self.span(end - 1))
    }

    /// Text that is neither declaration nor property.
    pub(in crate::grammar) fn garbage(&self, at: usize, in_block: bool) -> SyntaxError {
        const IN_BLOCK: &str = "Write properties as `name: value`; plain text stands in quotes or after `//`";
        let span = self.glued(at);
        let word = short(span.text(self.text));
        match self.kind(at).base() {
            Kind::LBRACE if self.surplus < 0 => error(
                span,
                "This `{` opens nothing".to_owned(),
                "Remove it, or write a kind and a name before it",
            )
            .with_fix("Remove the `{`", replace(span, "")),
            Kind::LBRACE => error(span, "This block has no head".to_owned(), HEAD_HELP),
            Kind::STR | Kind::TEXT | Kind::OPEN_STR | Kind::OPEN_TEXT => {
                let help =
                    if in_block { "Write the name of its property and `:` before it" } else { HEAD_HELP };
                error(span, "This text belongs to no property".to_owned(), help)
            }
            Kind::BAD if self.word(at).chars().all(char::is_control) => {
                error(span, self.does_not_belong(at), "Remove it")
            }
            _ if in_block => {
                error(span, format!("`{word}` is neither a property nor a declaration"), IN_BLOCK)
            }
            _ => {
                let help = format!("{HEAD_HELP}; plain text stands after `//`");
                error(span, format!("`{word}` does not start a declaration"), &help)
            }
        }
    }
}
