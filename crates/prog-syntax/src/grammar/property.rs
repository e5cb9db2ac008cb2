//! Properties: `key: value, value`, and those whose key is not quite one.

use super::list::values;
use super::rule::{Done, In, here};
use super::state::{NONE, State};
use crate::Tag;
use crate::lexer::Kind;

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
    let span = state.span(at);
    state.leaf(Tag::Key, span.start + 1, span.end - 1);
    finish(inp)
}
