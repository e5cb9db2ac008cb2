//! Plain values: those of one token or several parts in which nothing is missing or odd, all on one line, and then what can only be
//! the end of them. Most are like that. Here they go to the tree without any of the questions that a slip would raise; the tree is
//! the one that the rules of [`super::value`] give, which a test holds against it.

use super::state::State;
use super::value::{NAMED, NAMES, SIGNS, op_of, tag_of};
use crate::Tag;
use crate::lexer::{Kind, Set};

/// A scalar that is one token, on the same line.
pub(super) const PLAIN: Set = Set::same_line(&[
    Kind::IDENT,
    Kind::ON,
    Kind::DOTTED,
    Kind::STR,
    Kind::TEXT,
    Kind::NUM,
    Kind::DATE,
    Kind::QUESTION,
]);
/// What ends a value.
pub(super) const ENDS: Set =
    Set::any_line(&[Kind::RBRACE]).or(Set::same_line(&[Kind::COMMA, Kind::KEY.first()]));

impl State<'_> {
    /// Writes the plain value at `at` to the tree; gives where it ends. Where it is not plain it is `None`, and what was written is
    /// to be taken back.
    pub(super) fn plain_value(&mut self, at: usize) -> Option<usize> {
        let (first, next) = (self.kind(at), self.kind(at + 1));
        let end = if SIGNS.has(first) {
            self.plain_comparison(at, at)?
        } else if !PLAIN.has(first) {
            return None;
        } else if ENDS.has(next) {
            self.plain_scalar(at)?
        } else {
            match next {
                Kind::DOTDOT => self.plain_range(at)?,
                Kind::GE | Kind::LE => self.plain_comparison(at, at + 1)?,
                Kind::ON if !NAMES.has(first) => self.plain_parts(Tag::Reading, at)?,
                Kind::PLUS if NAMED.has(first) => self.plain_parts(Tag::Lagged, at)?,
                Kind::ARROW if NAMED.has(first) => self.plain_chain(at)?,
                _ => return None,
            }
        };
        ENDS.has(self.kind(end)).then_some(end)
    }

    /// The scalar at `at`; gives the place behind it.
    #[inline]
    fn plain_scalar(&mut self, at: usize) -> Option<usize> {
        let kind = self.kind(at);
        if !PLAIN.has(kind) {
            return None;
        }
        self.token_leaf(tag_of(kind)?, at);
        Some(at + 1)
    }

    fn begin(&mut self, tag: Tag, at: usize) -> u32 {
        let start = self.span(at).start;
        self.leaf(tag, start, start)
    }

    fn end(&mut self, node: u32, at: usize) -> Option<usize> {
        self.close(node, at);
        Some(at)
    }

    /// `3d .. 5d .. 9d`
    fn plain_range(&mut self, at: usize) -> Option<usize> {
        let node = self.begin(Tag::Range, at);
        let mut end = self.plain_scalar(at)?;
        for _ in 0..2 {
            if self.kind(end) == Kind::DOTDOT {
                end = self.plain_scalar(end + 1)?;
            }
        }
        self.end(node, end)
    }

    /// `>= 66%`, or with a label before the sign, which is at `sign`.
    fn plain_comparison(&mut self, at: usize, sign: usize) -> Option<usize> {
        let node = self.begin(Tag::Comparison, at);
        if at < sign {
            self.plain_scalar(at)?;
        }
        self.nodes[node as usize].op = op_of(self.kind(sign));
        let end = self.plain_scalar(sign + 1)?;
        self.end(node, end)
    }

    /// `62% on 2026-02-01`, `build + 3d`
    fn plain_parts(&mut self, tag: Tag, at: usize) -> Option<usize> {
        let node = self.begin(tag, at);
        self.plain_scalar(at)?;
        if tag == Tag::Lagged {
            self.nodes[node as usize].op = op_of(self.kind(at + 1));
        }
        let end = self.plain_scalar(at + 2)?;
        self.end(node, end)
    }

    /// `shop -> gateway "card token" -> bank`
    fn plain_chain(&mut self, at: usize) -> Option<usize> {
        let node = self.begin(Tag::Chain, at);
        let mut end = self.plain_hop(at)?;
        while self.kind(end) == Kind::ARROW {
            end = self.plain_hop(end + 1)?;
        }
        self.end(node, end)
    }

    fn plain_hop(&mut self, at: usize) -> Option<usize> {
        let node = self.begin(Tag::Hop, at);
        if !NAMED.has(self.kind(at)) {
            return None;
        }
        let mut end = self.plain_scalar(at)?;
        if self.kind(end) == Kind::STR {
            end = self.plain_scalar(end)?;
        }
        self.end(node, end)
    }
}
