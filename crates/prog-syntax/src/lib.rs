//! Text to tokens to tree: one `.prog` file at a time, never failing, never panicking.
//!
//! This crate knows the *form* of the language and nothing of its meaning: no kinds, no properties, no other files, no
//! I/O. [`parse`] takes a text and gives a [`Parse`]: a flat tree with byte spans, the comments, and the errors.

mod span;
mod tree;

pub use span::{LineCol, LineIndex, Span};
pub use tree::{Comment, Node, NodeRef, Op, Parse, SyntaxError, Tag, TextEdit};
