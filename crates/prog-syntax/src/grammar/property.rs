//! Properties: `key: value, value`, and those whose key is not quite one.

use super::list::values;
use super::rule::{Done, In, Rule, both, here, node, rule};
use super::state::NONE;
use crate::Tag;
use crate::lexer::Kind;

/// `key: value, value`
pub(super) fn property<'a>() -> impl Rule<'a> {
    let key = rule(|inp| {
        let at = here(inp);
        inp.skip();
        let state = inp.state();
        state.prop = state.nodes.len() as u32 - 1;
        let word = state.key_span(at);
        state.leaf(Tag::Key, word.start, word.end);
        Ok(())
    });
    node(Tag::Prop, both(both(key, values()), end_of_property()))
}

fn end_of_property<'a>() -> impl Rule<'a> {
    rule(|inp| {
        inp.state().prop = NONE;
        Ok(())
    })
}

/// `owner lea`: a property that lacks its colon.
pub(super) fn property_without_colon<'a>() -> impl Rule<'a> {
    let word = rule(|inp| {
        let at = here(inp);
        inp.skip();
        let state = inp.state();
        state.prop = state.nodes.len() as u32 - 1;
        let word = state.span(at);
        if state.kind(at + 1) == Kind::KEY {
            // `depends on: x`
            let joined = format!("{}-{}", state.word(at), state.key_span(at + 1).text(state.text));
            let error = state.split_key(at, &joined);
            state.complain(at, error);
            let end = state.key_span(at + 1).end;
            state.leaf(Tag::Key, word.start, end);
            inp.skip();
            return Ok(());
        }
        let error = state.missing_colon(at);
        state.complain(at, error);
        state.leaf(Tag::Key, word.start, word.end);
        if state.kind(at + 1) == Kind::EQ {
            inp.skip();
        }
        Ok(())
    });
    node(Tag::Prop, both(both(word, values()), end_of_property()))
}

/// `"owner": maria`
#[cold]
pub(super) fn quoted_property(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let key = rule(move |inp: &mut In<'_, '_>| {
        inp.skip();
        inp.skip();
        let state = inp.state();
        state.prop = state.nodes.len() as u32 - 1;
        let error = state.quoted_key(at);
        state.complain(at, error);
        let span = state.span(at);
        state.leaf(Tag::Key, span.start + 1, span.end - 1);
        Ok(())
    });
    inp.parse(node(Tag::Prop, both(both(key, values()), end_of_property())))
}
