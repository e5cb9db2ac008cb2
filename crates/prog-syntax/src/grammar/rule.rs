//! The few combinators that the grammar is built of. Each looks at the next kind and then knows what to do: nothing is
//! tried, nothing fails, nothing is read twice.

use super::state::State;
use crate::Tag;
use crate::lexer::Kind;
use chumsky::error::EmptyErr;
use chumsky::extra;
use chumsky::input::InputRef;
use chumsky::prelude::*;

pub(super) type Extra<'a> = extra::Full<EmptyErr, State<'a>, ()>;
pub(super) type In<'a, 'p> = InputRef<'a, 'p, &'a [Kind], Extra<'a>>;
pub(super) type Done = Result<(), EmptyErr>;

/// A parser that writes to the state and gives nothing.
pub(super) trait Rule<'a>: Parser<'a, &'a [Kind], (), Extra<'a>> + Clone {}
impl<'a, P: Parser<'a, &'a [Kind], (), Extra<'a>> + Clone> Rule<'a> for P {}

/// A rule from a function.
pub(super) fn rule<'a>(f: impl Fn(&mut In<'a, '_>) -> Done + Clone) -> impl Rule<'a> {
    custom(f)
}

/// The index of the next token.
#[inline(always)]
pub(super) fn here(inp: &mut In<'_, '_>) -> usize {
    *inp.cursor().inner()
}

/// The kind of the next token.
#[inline(always)]
pub(super) fn peek(inp: &mut In<'_, '_>) -> Kind {
    inp.peek().unwrap_or(Kind::EOF.first())
}

/// Goes on to the token at `index`.
pub(super) fn skip_to(inp: &mut In<'_, '_>, index: usize) {
    while here(inp) < index && inp.next().is_some() {}
}

/// The next token as a leaf.
pub(super) fn leaf<'a>(tag: Tag) -> impl Rule<'a> {
    rule(move |inp| take(inp, tag))
}

/// The next token as a leaf, for use within a rule.
#[inline(always)]
pub(super) fn take(inp: &mut In<'_, '_>, tag: Tag) -> Done {
    let index = here(inp);
    inp.skip();
    inp.state().token_leaf(tag, index);
    Ok(())
}

/// A node around what `inner` reads.
pub(super) fn node<'a>(tag: Tag, inner: impl Rule<'a>) -> impl Rule<'a> {
    rule(move |inp| {
        let start = here(inp);
        let state = inp.state();
        let at = state.span(start).start;
        let node = state.leaf(tag, at, at);
        inp.parse(&inner)?;
        let end = here(inp);
        inp.state().close(node, end);
        Ok(())
    })
}
