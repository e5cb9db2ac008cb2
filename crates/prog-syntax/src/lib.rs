//! Text to tokens to tree: one `.prog` file at a time, never failing, never panicking.
//!
//! This crate knows the *form* of the language and nothing of its meaning: no kinds, no properties, no other files, no
//! I/O. [`parse`] takes a text and gives a [`Parse`]: a flat tree with byte spans, the comments, and the errors.
//!
//! The one thing that form alone cannot tell: in `owner lea`, is `owner` a property whose `:` is missing, or a kind? So
//! [`parse_with`] takes a question, `is_property(kind, word)`: is `word` a property of the declaration's `kind`? Where the
//! answer is yes and the line has no block, the tree holds a `Prop` with its values, and one error proposes the `:`.
//! [`parse`] answers no to all of them.

mod grammar;
pub mod ident;
pub mod lexer;
pub mod literal;
mod span;
pub mod text;
mod tree;
mod wording;

pub use span::{LineCol, LineIndex, Span};
pub use tree::{Comment, Node, NodeRef, Op, Parse, SyntaxError, Tag, TextEdit};

/// Reads a text, not knowing any property.
pub fn parse(text: &str) -> Parse {
    parse_with(text, &|_, _| false)
}

/// Reads a text; `is_property(kind, word)` says whether `word` is a property of declarations of `kind`.
pub fn parse_with(text: &str, is_property: &dyn Fn(&str, &str) -> bool) -> Parse {
    let mut out = Parse::default();
    Parser::default().parse(text, is_property, &mut out);
    out
}

/// Reads texts one after the other in the same memory.
#[derive(Default, Debug)]
pub struct Parser {
    tokens: lexer::Tokens,
}

impl Parser {
    /// A parser with room for so many tokens from the start.
    pub fn with_room(tokens: usize) -> Self {
        let mut parser = Self::default();
        parser.tokens.kinds.reserve(tokens);
        parser.tokens.spans.reserve(tokens);
        parser
    }

    /// Reads `text` into `out`, as [`parse_with`] does; what `out` held is replaced.
    pub fn parse(&mut self, text: &str, is_property: &dyn Fn(&str, &str) -> bool, out: &mut Parse) {
        if u32::try_from(text.len()).is_err() {
            *out = too_large();
            return;
        }
        lexer::lex(text, &mut self.tokens);
        out.comments.clear();
        std::mem::swap(&mut out.comments, &mut self.tokens.comments);
        grammar::parse(text, &self.tokens, is_property, out);
    }

    /// The tokens of the last text.
    pub fn tokens(&self) -> &lexer::Tokens {
        &self.tokens
    }
}

/// Offsets are four bytes wide.
fn too_large() -> Parse {
    let error = SyntaxError {
        rule: "syntax",
        span: Span::at(0),
        message: "This file is larger than 4 GB".to_owned(),
        help: Some("Split it into several files".to_owned()),
        related: None,
        fix: None,
        guess: false,
    };
    Parse { errors: vec![error], ..Parse::default() }
}
