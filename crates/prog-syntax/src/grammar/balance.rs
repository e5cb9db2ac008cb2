//! Where blocks end in a file whose braces do not balance: a declaration that starts its line no deeper than an open one
//! closes it; what else stands further left or right than it should is taken for a hint too. Where braces balance, none of
//! this is asked, and no indentation means anything.

use super::state::State;
use crate::lexer::{Kind, Set};

/// How many tokens of a line are looked at.
const LONG_LINE: usize = 64;

impl State<'_> {
    /// Remembers how far the line of the open declaration is indented; where braces balance, nobody asks.
    pub(super) fn open_block(&mut self) {
        let indent = if self.tokens.balanced { 0 } else { self.indent(self.head) };
        self.blocks.push(indent);
    }

    pub(super) fn open_indent(&self) -> u32 {
        self.blocks.last().copied().unwrap_or(0)
    }

    /// The block that was opened at `brace` is never closed; it ends before the token at `at`.
    pub(super) fn unclosed(&mut self, brace: Option<usize>, at: usize) {
        let Some(brace) = brace else { return };
        self.surplus += 1;
        if !self.too_deep {
            let error = self.unclosed_block(self.head, brace, at, self.open_indent());
            self.complain_anyway(error);
        }
    }

    /// In a file that lacks a `}`: one that stands as far left as an outer block closes that one.
    pub(super) fn closes_an_outer_block(&mut self, at: usize) -> bool {
        if self.tokens.balanced || self.surplus >= 0 || !self.kind(at).is_first() || self.blocks.len() < 2 {
            return false;
        }
        let indent = self.indent(at);
        let outer = &self.blocks[..self.blocks.len() - 1];
        indent < self.open_indent() && outer.contains(&indent)
    }

    /// In a file that lacks a `}`: a property that stands no deeper than the open declaration, but deeper than the one
    /// around it, is the outer one's.
    pub(super) fn is_property_of_outer_block(&mut self, at: usize) -> bool {
        if self.tokens.balanced || self.surplus >= 0 {
            return false;
        }
        let [.., outer, open] = self.blocks[..] else { return false };
        let indent = self.indent(at);
        outer < indent && indent <= open
    }

    /// In a file that has a `}` too many: one that stands deeper than the line of the open block, or after which the
    /// block goes on.
    pub(super) fn is_stray_close(&mut self, at: usize, brace: usize) -> bool {
        const ENDS: Set = Set::any_line(&[Kind::RBRACE, Kind::EOF]);
        if self.surplus <= 0 {
            return false;
        }
        let first = self.kind(at).is_first();
        if first && self.indent(at) > self.open_indent() {
            return true;
        }
        let next = self.kind(at + 1);
        if next.is_first() {
            return !ENDS.has(next) && self.indent(at + 1) > self.open_indent();
        }
        if first || next == Kind::RBRACE {
            return false;
        }
        self.line_first(at) > brace || self.closes_again_on_line(at)
    }

    /// Whether another `}` follows on the line that closes what this one would.
    fn closes_again_on_line(&self, at: usize) -> bool {
        let line = (at + 1..at + LONG_LINE).map(|i| self.kind(i)).take_while(|k| !k.is_first());
        line.into_iter().find(|k| matches!(*k, Kind::LBRACE | Kind::RBRACE)) == Some(Kind::RBRACE)
    }

    /// In a file whose braces do not balance (or a block without its `{`): a declaration that starts its line no deeper
    /// than the open one ends it.
    pub(super) fn must_be_outside(&mut self, at: usize, implied: bool) -> bool {
        if self.tokens.balanced && !implied || !self.starts_declaration(at) {
            return false;
        }
        let open = if self.tokens.balanced { self.indent(self.head) } else { self.open_indent() };
        self.indent(at) <= open && !self.is_property_without_colon(at)
    }

    /// The index just past a `{` that opens nothing, and its block. In a file that lacks a `}` it is taken for the one brace
    /// too many, and what follows stays.
    pub(super) fn stray_block_end(&mut self, at: usize) -> usize {
        if self.surplus >= 0 {
            return self.block_end(at);
        }
        self.surplus += 1;
        at + 1
    }

    /// The index just past the block that the `{` at `at` opens, or where it must have ended in a file whose braces do
    /// not balance.
    pub(super) fn block_end(&mut self, at: usize) -> usize {
        let mut depth = 0;
        let mut i = at;
        loop {
            let kind = self.kind(i);
            match kind.base() {
                Kind::LBRACE => depth += 1,
                Kind::RBRACE => depth -= 1,
                Kind::EOF => {
                    self.surplus += depth;
                    return i;
                }
                Kind::IDENT
                    if kind.is_first()
                        && !self.tokens.balanced
                        && self.is_sure_head(i)
                        && self.indent(i) <= self.blocks.last().copied().unwrap_or(0) =>
                {
                    self.surplus += depth;
                    return i;
                }
                _ => {}
            }
            i += 1;
            if depth == 0 {
                return i;
            }
        }
    }
}
