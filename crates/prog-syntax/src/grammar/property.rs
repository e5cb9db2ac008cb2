//! Properties: `key: value, value`, and those whose key is not quite one.

use super::list::values;
use super::plain::{ENDS, PLAIN};
use super::rule::{Done, In, here};
use super::state::{NONE, State};
use super::value::tag_of;
use crate::lexer::{Kind, Tokens};
use crate::{Node, Op, Tag};

/// `key: value, value`
#[inline]
pub(super) fn property(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    inp.skip();
    let state = inp.state();
    open(state, at);
    let word = state.key_span(at);
    state.leaf(Tag::Key, word.start, word.end);
    finish(inp)
}

/// As many properties as stand here that leave nothing to ask: each a key and the plain values behind it, and then what can only
/// be the end of them. Most are like that; what is said of all others, and their tree, comes from the other rules.
#[inline]
pub(super) fn plain_properties(inp: &mut In<'_, '_>, brace: Option<usize>) {
    let mut at = here(inp);
    let state = inp.state();
    #[cfg(test)]
    if super::tests::ASKING.with(std::cell::Cell::get) {
        return;
    }
    // Where braces do not balance, properties may belong elsewhere.
    if !state.tokens.balanced || brace.is_none() {
        return;
    }
    while let Some(end) = inp.state().plain_property(at) {
        // Most are a key and a value.
        inp.skip();
        inp.skip();
        (at + 2..end).for_each(|_| inp.skip());
        at = end;
    }
}

impl State<'_> {
    /// Writes the plain property at `at` to the tree; gives where it ends, the comma after it included. `None`, and nothing is
    /// written, where it is not plain.
    #[inline]
    fn plain_property(&mut self, at: usize) -> Option<usize> {
        let Tokens { kinds, spans, .. } = self.tokens;
        let ([key, value, end], [word, first]) =
            (*kinds.get(at..)?.first_chunk()?, *spans.get(at..)?.first_chunk()?);
        if key.base() != Kind::KEY {
            return None;
        }
        let (node, key) = (self.nodes.len(), self.before_colon(word));
        let leaf = |tag, start, end, own: usize| {
            let next = (node + own + 1) as u32;
            Node { tag, op: Op::None, broken: false, start, end, next }
        };
        let prop = Node { next: node as u32 + 3, ..leaf(Tag::Prop, key.start, first.end, 0) };
        let key = leaf(Tag::Key, key.start, key.end, 1);
        let at = if PLAIN.has(value) && ENDS.has(end) {
            let value = tag_of(value).unwrap_or(Tag::Error);
            self.nodes.extend_from_slice(&[prop, key, leaf(value, first.start, first.end, 2)]);
            at + 2
        } else {
            self.nodes.extend_from_slice(&[prop, key]);
            self.first_of_parts(node, at + 1)?
        };
        if self.kind(at) == Kind::COMMA { self.more_values(node, at) } else { Some(at) }
    }

    /// The first value of the property that was begun as `node`, where it has several parts; takes all back where it is not plain.
    #[inline(never)]
    fn first_of_parts(&mut self, node: usize, at: usize) -> Option<usize> {
        let end = self.plain_value(at);
        match end {
            Some(end) => self.close(node as u32, end),
            None => self.nodes.truncate(node),
        }
        end
    }

    /// The values behind the comma at `at`; takes all back where one is not plain.
    #[inline(never)]
    fn more_values(&mut self, node: usize, mut at: usize) -> Option<usize> {
        while self.kind(at) == Kind::COMMA {
            if self.kind(at + 1).base() == Kind::KEY {
                return Some(at + 1);
            }
            let Some(end) = self.plain_value(at + 1) else {
                self.nodes.truncate(node);
                return None;
            };
            at = end;
            self.close(node as u32, at);
        }
        Some(at)
    }
}

/// Begins the property whose key is at `at`.
#[inline]
fn open(state: &mut State<'_>, at: usize) {
    let start = state.span(at).start;
    state.prop = state.leaf(Tag::Prop, start, start);
}

/// Reads the values, and ends the property that was begun.
#[inline]
fn finish(inp: &mut In<'_, '_>) -> Done {
    let node = inp.state().prop;
    values(inp)?;
    let end = here(inp);
    let state = inp.state();
    state.close(node, end);
    state.prop = NONE;
    Ok(())
}

/// `owner lea`: a property that lacks its colon.
#[cold]
pub(super) fn property_without_colon(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    inp.skip();
    let state = inp.state();
    open(state, at);
    let word = state.span(at);
    if state.kind(at + 1) == Kind::KEY {
        // `depends on: x`
        let joined = format!("{}-{}", state.word(at), state.key_span(at + 1).text(state.text));
        let error = state.split_key(at, &joined);
        state.complain(at, error);
        let end = state.key_span(at + 1).end;
        state.leaf(Tag::Key, word.start, end);
        inp.skip();
        return finish(inp);
    }
    let error = state.missing_colon(at);
    state.complain(at, error);
    state.leaf(Tag::Key, word.start, word.end);
    if state.kind(at + 1) == Kind::EQ || state.kind(at + 1).base() == Kind::COLON {
        inp.skip();
    }
    finish(inp)
}

/// `"owner": maria`
#[cold]
pub(super) fn quoted_property(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    inp.skip();
    inp.skip();
    let state = inp.state();
    open(state, at);
    let error = state.quoted_key(at);
    state.complain(at, error);
    // What is said mends quotes of another sort too.
    state.hush(at, at + 1);
    let (span, word) = (state.span(at), state.word(at));
    let width = |quote: Option<char>| quote.map_or(0, |c| c.len_utf8() as u32);
    let (open, close) = (width(word.chars().next()), width(word.chars().next_back()));
    state.leaf(Tag::Key, span.start + open, span.end - close);
    finish(inp)
}
