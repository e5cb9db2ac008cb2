//! How reading goes on after what belongs nowhere: it is skipped up to a line that can only be the program again, with
//! one finding for all that stands together.

use super::property::property;
use super::rule::{Done, In, here, peek, skip_to};
use crate::Tag;
use crate::lexer::Kind;

pub(super) fn late_part_of(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let error = state.late_part_of(at);
    state.complain(at, error);
    let end = state.next_line(at);
    skip_as_error(inp, at, end);
}

/// Properties outside of any block: one finding for all that stand together.
#[cold]
pub(super) fn stray_properties(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let state = inp.state();
    let error = state.stray_property(at);
    state.complain(at, error);
    let (said, promised) = (state.errors.len(), state.promised.len());
    loop {
        let at = here(inp);
        let kind = peek(inp);
        let state = inp.state();
        match kind.base() {
            Kind::KEY if !state.is_head_with_colon(at) => property(inp)?,
            Kind::EOF | Kind::KEY => break,
            Kind::RBRACE if state.surplus <= 0 => break,
            Kind::RBRACE => {
                state.surplus -= 1;
                inp.skip();
            }
            Kind::IDENT | Kind::ON if kind.is_first() && state.may_be_head(at) => break,
            Kind::LBRACE => {
                let end = state.stray_block_end(at);
                skip_as_error(inp, at, end);
            }
            _ => skip_as_error(inp, at, at + 1),
        }
    }
    let end = here(inp);
    let state = inp.state();
    state.errors.truncate(said);
    state.promised.truncate(promised);
    state.hush(at, end);
    Ok(())
}

pub(super) fn stray_close(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let error = state.stray_close(at);
    state.complain(at, error);
    state.surplus -= 1;
    skip_as_error(inp, at, at + 1);
}

/// What is neither property nor declaration is skipped, all that stands together with one finding.
#[cold]
pub(super) fn garbage(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let in_block = !state.blocks.is_empty();
    let error = state.garbage(at, in_block);
    state.complain(at, error);
    let mut end = at;
    loop {
        let kind = state.kind(end);
        match kind.base() {
            Kind::EOF => break,
            Kind::LBRACE => end = state.stray_block_end(end),
            Kind::RBRACE if in_block || state.surplus <= 0 => break,
            Kind::KEY if in_block && end > at => break,
            Kind::RBRACE => {
                state.surplus -= 1;
                end += 1;
            }
            _ if end > at && state.is_sure_head(end) => break,
            _ => end += 1,
        }
    }
    let (start, stop) = (state.span(at).start, state.end_before(end));
    state.leaf(Tag::Error, start, stop);
    state.hush_all(at, end);
    skip_to(inp, end);
}

pub(super) fn skip_as_error(inp: &mut In<'_, '_>, from: usize, to: usize) {
    let state = inp.state();
    let (start, end) = (state.span(from).start, state.end_before(to));
    state.leaf(Tag::Error, start, end);
    state.hush(from, to);
    skip_to(inp, to);
}
