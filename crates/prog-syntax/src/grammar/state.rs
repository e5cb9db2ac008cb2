//! What the rules write to while they read: the tree, the findings, and where in the file they are. Knows tokens by index;
//! the cursor itself is chumsky's.

use crate::lexer::{Kind, Set, Tokens};
use crate::{Node, Op, Span, SyntaxError, Tag};
use chumsky::input::{Checkpoint, Cursor};
use chumsky::inspector::Inspector;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// Blocks may be nested this deep.
pub(super) const MAX_DEPTH: usize = 200;

/// A file says at most this many syntax errors.
pub(super) const MAX_ERRORS: usize = 1000;

/// Tokens about which the lexer has said what is wrong.
const TELLS: Set = Set::any_line(&[Kind::BAD_NAME, Kind::BAD_VALUE, Kind::OPEN_STR, Kind::OPEN_TEXT]);

/// How far a line is searched for what explains a slip.
const FAR: usize = 256;

pub(super) struct State<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) is_property: &'a dyn Fn(&str, &str) -> bool,
    pub(super) nodes: Vec<Node>,
    pub(super) errors: Vec<SyntaxError>,
    /// Regions in which findings of the lexer are not passed on, by position.
    pub(super) quiet: Vec<Span>,
    /// Where the lexer's findings start that are passed on in any case: they say why a rule said nothing.
    pub(super) promised: Vec<u32>,
    /// The declaration and the property that is being read.
    pub(super) decl: u32,
    pub(super) prop: u32,
    /// The token of that declaration's kind.
    pub(super) head: usize,
    /// The indentation of each open block's line; only told apart where the braces do not balance.
    pub(super) blocks: Vec<u32>,
    /// How many `}` are left over.
    pub(super) surplus: i32,
    /// Whether the nesting was too deep somewhere: braces are then not counted on.
    pub(super) too_deep: bool,
    /// The `]` that ends the list in brackets that was spoken about.
    pub(super) bracket: Option<usize>,
    /// The first token of a line about which something was said already.
    spoken: usize,
    /// A token and the first token of its line: the place up to which lines were followed.
    line: (usize, usize),
}

impl<'a> State<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a Tokens,
        is_property: &'a dyn Fn(&str, &str) -> bool,
    ) -> Self {
        State {
            text,
            tokens,
            is_property,
            nodes: Vec::new(),
            errors: Vec::new(),
            quiet: Vec::new(),
            promised: Vec::new(),
            decl: NONE,
            prop: NONE,
            head: 0,
            blocks: Vec::new(),
            surplus: tokens.surplus,
            too_deep: false,
            bracket: None,
            spoken: usize::MAX,
            line: (0, 0),
        }
    }

    // --- tokens

    /// The kind of the token at `index`; the end of the text past the last one.
    #[inline(always)]
    pub(super) fn kind(&self, index: usize) -> Kind {
        #[cfg(test)]
        super::tests::LOOKS.with(|looks| looks.set(looks.get() + 1));
        self.tokens.kinds.get(index).copied().unwrap_or(Kind::EOF.first())
    }

    pub(super) fn span(&self, index: usize) -> Span {
        self.tokens.span(index)
    }

    pub(super) fn word(&self, index: usize) -> &'a str {
        self.span(index).text(self.text)
    }

    /// Where the token before `index` ends: the place where something is missing.
    pub(super) fn end_before(&self, index: usize) -> u32 {
        if index == 0 { 0 } else { self.tokens.spans.get(index - 1).map_or(0, |s| s.end) }
    }

    /// The empty span right after the token before `index`.
    pub(super) fn gap(&self, index: usize) -> Span {
        Span::at(self.end_before(index))
    }

    /// The word of a key token, without its colon; a word that has none, whole.
    pub(super) fn key_span(&self, index: usize) -> Span {
        let span = self.span(index);
        match self.text.as_bytes()[span.range()].last() {
            Some(b':') => self.before_colon(span),
            _ => span,
        }
    }

    /// The word of the key token at `span`, which ends with its colon.
    #[inline(always)]
    pub(super) fn before_colon(&self, span: Span) -> Span {
        let is_between = |byte: &u8| matches!(byte, b':' | b' ' | b'\t');
        let bytes = self.text.as_bytes();
        // Most have it right behind.
        if bytes.get((span.end as usize).wrapping_sub(2)).is_some_and(|byte| !is_between(byte)) {
            return Span::new(span.start, span.end - 1);
        }
        let behind = bytes[span.range()].iter().rev().take_while(|byte| is_between(byte)).count();
        Span::new(span.start, span.end - behind as u32)
    }

    /// The index of the first token after `index` that starts a line.
    pub(super) fn next_line(&self, index: usize) -> usize {
        (index + 1..).find(|i| self.kind(*i).is_first()).unwrap_or(index + 1)
    }

    /// The index of the first token on the line of `index`.
    pub(super) fn line_first(&mut self, index: usize) -> usize {
        let (seen, first) = self.line;
        let known = if seen <= index { seen } else { 0 };
        let line = (known..=index).rev().find(|i| self.kind(*i).is_first());
        let line = line.unwrap_or(if known == 0 { 0 } else { first });
        self.line = (index, line);
        line
    }

    /// The indentation of the line of the token at `index`, in bytes.
    pub(super) fn indent(&mut self, index: usize) -> u32 {
        let first = self.line_first(index);
        let start = self.span(first).start as usize;
        let before = self.text.as_bytes().get(..start).unwrap_or(&[]);
        before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count() as u32
    }

    // --- the tree

    #[inline(always)]
    pub(super) fn leaf(&mut self, tag: Tag, start: u32, end: u32) -> u32 {
        let index = self.nodes.len() as u32;
        debug_assert!(self.nodes.len() <= 8 * self.tokens.len(), "the rules go on without reading");
        self.nodes.push(Node { tag, op: Op::None, broken: false, start, end, next: index + 1 });
        index
    }

    /// The token at `index` as a leaf.
    #[inline(always)]
    pub(super) fn token_leaf(&mut self, tag: Tag, index: usize) -> u32 {
        let span = self.tokens.spans[index];
        self.leaf(tag, span.start, span.end)
    }

    /// Ends the node that was begun as `node` before the token at `index`.
    #[inline(always)]
    pub(super) fn close(&mut self, node: u32, index: usize) {
        let end = self.end_before(index);
        let next = self.nodes.len() as u32;
        let node = &mut self.nodes[node as usize];
        node.end = end.max(node.end);
        node.next = next;
    }

    // --- findings

    /// Marks the declaration and the property that are being read as broken.
    pub(super) fn mark_broken(&mut self) {
        for node in [self.decl, self.prop] {
            if let Some(node) = self.nodes.get_mut(node as usize) {
                node.broken = true;
            }
        }
    }

    /// Says what is wrong at the token at `index`, unless something was said about its line already, or the lexer has
    /// said what is wrong with the token, or an unclosed string later on the line explains everything odd before it.
    #[cold]
    pub(super) fn complain(&mut self, index: usize, error: SyntaxError) {
        self.mark_broken();
        let goes_on = self.goes_on_from_spoken_line(index);
        let line = self.line_first(index);
        if self.spoken == line || goes_on {
            self.spoken = line;
            return;
        }
        self.spoken = line;
        let told = if TELLS.has(self.kind(index)) { Some(index) } else { self.unclosed_after(index) };
        match told {
            Some(token) => self.promised.push(self.span(token).start),
            None => self.errors.push(error),
        }
    }

    /// Whether the token at `index` starts a line that goes on with a list, chain or range about which something was said.
    fn goes_on_from_spoken_line(&mut self, index: usize) -> bool {
        const OPEN_END: Set = Set::any_line(&[Kind::COMMA, Kind::ARROW, Kind::DOTDOT]);
        index > 0
            && self.kind(index).is_first()
            && OPEN_END.has(self.kind(index - 1))
            && self.line_first(index - 1) == self.spoken
    }

    /// Says how a value is written properly. It was understood, so nothing is broken, and more may be said of its line;
    /// but nothing is said of what was meant as text.
    #[cold]
    pub(super) fn note(&mut self, index: usize, error: SyntaxError) {
        let line = self.line_first(index);
        if self.spoken != line && self.unclosed_after(index).is_none() {
            self.errors.push(error);
        }
    }

    /// The string later on the line that is never closed.
    fn unclosed_after(&self, index: usize) -> Option<usize> {
        let line = (index + 1..index + FAR).take_while(|i| !self.kind(*i).is_first());
        line.into_iter().find(|i| self.kind(*i) == Kind::OPEN_STR)
    }

    /// Says what is wrong whatever else was said about the line.
    #[cold]
    pub(super) fn complain_anyway(&mut self, error: SyntaxError) {
        self.mark_broken();
        self.errors.push(error);
    }

    /// Something was said about the line of the token at `index`: by the lexer.
    #[cold]
    pub(super) fn spoken_for(&mut self, index: usize) {
        self.mark_broken();
        self.spoken = self.line_first(index);
    }

    /// Leaves out the lexer's findings about the tokens from `from` up to, not including, `to`.
    pub(super) fn hush(&mut self, from: usize, to: usize) {
        self.hush_until(from, to, self.end_before(to));
    }

    /// As [`State::hush`], and also what the lexer found in comments after the last of them.
    pub(super) fn hush_all(&mut self, from: usize, to: usize) {
        self.hush_until(from, to, self.span(to).start);
    }

    fn hush_until(&mut self, from: usize, to: usize, end: u32) {
        if from < to {
            self.quiet.push(Span::new(self.end_before(from), end));
        }
    }
}

impl<'a> Inspector<'a, &'a [Kind]> for State<'a> {
    // The rules never go back over output.
    type Checkpoint = ();
    #[inline(always)]
    fn on_token(&mut self, _: &Kind) {}
    #[inline(always)]
    fn on_save<'p>(&self, _: &Cursor<'a, 'p, &'a [Kind]>) {}
    #[inline(always)]
    fn on_rewind<'p>(&mut self, _: &Checkpoint<'a, 'p, &'a [Kind], ()>) {}
}
