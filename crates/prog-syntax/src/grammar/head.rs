//! The head of a declaration: kind, name and title on one line; and what is said when it is not like that.

use super::recover::skip_as_error;
use super::rule::{Done, In, here, peek, skip_to, take};
use super::state::State;
use crate::Tag;
use crate::lexer::{Kind, Set};
use chumsky::error::EmptyErr;

/// What stands after a head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// A `{`.
    Block,
    /// A `{`, after a slip in the head: nothing is said of what stands in the block.
    Silent,
    /// Nothing; the head may do without a block.
    Nothing,
    /// Nothing of it, or a slip in it: the rest was skipped.
    Broken,
    /// Properties, whose `{` is missing.
    Properties,
}

const WORD: Set = Set::same_line(&[Kind::IDENT, Kind::ON]);
const TITLE: Set = Set::same_line(&[Kind::STR, Kind::OPEN_STR]);

/// Reads a head.
pub(super) fn head(inp: &mut In<'_, '_>) -> Result<After, EmptyErr> {
    let kind = here(inp);
    take(inp, Tag::Kind)?;
    let named = WORD.has(peek(inp));
    if named {
        take(inp, Tag::Name)?;
    }
    let titled = TITLE.has(peek(inp));
    if titled {
        title(inp)?;
    }
    if titled && peek(inp) == Kind::OPEN_STR {
        // A quote too many after the title: the lexer has said so.
        let at = here(inp);
        inp.state().spoken_for(at);
        take(inp, Tag::Error)?;
    }
    let next = peek(inp);
    if next.base() == Kind::LBRACE {
        return Ok(After::Block);
    }
    let ends = next.is_first() || matches!(next, Kind::RBRACE | Kind::COMMA);
    if next == Kind::COMMA && titled && comma_in_head(inp, kind) {
        return Ok(After::Broken);
    }
    if ends && titled && next.base() != Kind::KEY {
        return Ok(After::Nothing);
    }
    after_head(inp, kind, named, titled, ends)
}

/// `risk late "Late", owner: ines` outside of any block: says where the braces belong, and skips the line.
#[cold]
fn comma_in_head(inp: &mut In<'_, '_>, kind: usize) -> bool {
    let at = here(inp);
    let state = inp.state();
    let end = state.next_line(at);
    let braces = (at..end).any(|i| matches!(state.kind(i), Kind::LBRACE | Kind::RBRACE));
    if !state.blocks.is_empty() || braces || state.kind(at + 1).is_first() {
        return false;
    }
    let error = state.comma_for_brace(kind, at, end);
    state.complain(at, error);
    skip_as_error(inp, at, end);
    true
}

fn title(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    if peek(inp) == Kind::OPEN_STR {
        inp.state().spoken_for(at);
    }
    take(inp, Tag::Title)
}

/// A head that has neither title nor block, or is followed by what does not belong to it.
fn after_head(
    inp: &mut In<'_, '_>,
    kind: usize,
    named: bool,
    titled: bool,
    ends: bool,
) -> Result<After, EmptyErr> {
    let at = here(inp);
    let state = inp.state();
    if state.kind(at) == Kind::KEY && (named || titled) && state.surplus > 0 && !state.ends_with_brace(at) {
        let error = state.missing_open_brace(kind, at, true);
        state.complain(kind, error);
        return Ok(After::Properties);
    }
    if let Some(close) = state.other_braces(at).filter(|_| named || titled) {
        let error = state.other_brackets(at, close);
        state.complain(at, error);
        skip_as_error(inp, at, close + 1);
        return Ok(After::Broken);
    }
    if !ends {
        let error = state.in_head(kind, at, named, titled);
        state.complain(at, error);
        return Ok(skip_rest(inp, at, named, titled));
    }
    if state.kind(at).base() == Kind::KEY && state.kind(at).is_first() && block_follows(inp, kind, at) {
        let state = inp.state();
        let sure = state.surplus > 0;
        let error = if named || titled {
            state.missing_open_brace(kind, at, sure)
        } else {
            state.bare_kind(kind, at)
        };
        state.complain(kind, error);
        return Ok(After::Properties);
    }
    if titled {
        return Ok(After::Nothing);
    }
    let state = inp.state();
    if state.kind(at) == Kind::STR.first() && state.kind(at + 1) == Kind::LBRACE {
        let error = state.title_below(at);
        state.complain(kind, error);
        return Ok(skip_rest(inp, at, named, titled));
    }
    let error = if named { state.bare_head(kind, at) } else { state.bare_kind(kind, at) };
    state.complain(kind, error);
    Ok(After::Broken)
}

/// Whether the key at `at`, on the line after a head, is meant to stand in that head's block: nothing else could hold it,
/// or it is indented deeper and a `}` is left over.
fn block_follows(inp: &mut In<'_, '_>, kind: usize, at: usize) -> bool {
    let state = inp.state();
    if state.blocks.is_empty() {
        return !state.is_head_with_colon(at);
    }
    state.surplus > 0 && state.indent(at) > state.indent(kind)
}

/// Reads what is left of a head after a slip, as far as it means something, up to its block.
fn skip_rest(inp: &mut In<'_, '_>, at: usize, named: bool, titled: bool) -> After {
    let state = inp.state();
    let mut end = at;
    while !(matches!(state.kind(end).base(), Kind::LBRACE | Kind::RBRACE | Kind::EOF)
        || state.kind(end).is_first() && end > at)
    {
        end += 1;
    }
    // Of two declarations on one line the block is the second one's.
    let second = named && titled && WORD.has(state.kind(at));
    let block = state.kind(end).base() == Kind::LBRACE;
    if second || block && !state.tokens.balanced {
        if block {
            end = state.block_end(end);
        }
        skip_as_error(inp, at, end);
        return After::Broken;
    }
    rest_of_head(state, at, end, named, titled);
    skip_to(inp, end);
    if block { After::Silent } else { After::Broken }
}

/// The tokens from `at` up to the `{` at `end`: the name or title that is among them, the others as errors.
fn rest_of_head(state: &mut State<'_>, at: usize, end: usize, named: bool, titled: bool) {
    let name = || {
        let key = state.kind(at) == Kind::KEY && !titled && !state.is_property_key(at);
        let word = WORD.has(state.kind(at)) && at + 1 == end;
        (!named && (key || word)).then_some((at, Tag::Name, state.key_span(at)))
    };
    let title = || {
        let found = (at..end).find(|i| state.kind(*i).base() == Kind::STR && !titled)?;
        Some((found, Tag::Title, state.span(found)))
    };
    let error = |state: &mut State<'_>, from: usize, to: usize| {
        if from < to {
            let (start, end) = (state.span(from).start, state.end_before(to));
            state.leaf(Tag::Error, start, end);
        }
    };
    let mut from = at;
    for (part, tag, span) in [name(), title()].into_iter().flatten() {
        error(state, from, part);
        state.leaf(tag, span.start, span.end);
        from = part + 1;
    }
    error(state, from, end);
    state.hush(at, end);
}
