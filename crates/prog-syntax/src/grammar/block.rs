//! Declarations, their blocks, and the file: what may stand in them and in what order.

use super::head::{After, head};
use super::property::{plain_properties, property, property_without_colon, quoted_property};
use super::recover::{garbage, late_part_of, skip_as_error, stray_close, stray_properties};
use super::rule::{Done, In, Rule, here, leaf, node, peek, rule, skip_to, take};
use super::state::{MAX_DEPTH, State};
use crate::Tag;
use crate::lexer::{Kind, Set};
use chumsky::recursive::recursive;

const WORD: Set = Set::any_line(&[Kind::IDENT, Kind::ON]);

/// The whole file.
pub(super) fn file<'a>() -> impl Rule<'a> {
    let declaration = declaration();
    let part_of = part_of();
    rule(move |inp| {
        let state = inp.state();
        if state.is_part_of(0) || state.is_part_without_of() {
            inp.parse(&part_of)?;
        }
        loop {
            let at = here(inp);
            let kind = peek(inp);
            let state = inp.state();
            if WORD.has(kind) && state.is_part_of(at) {
                late_part_of(inp);
            } else if WORD.has(kind) && state.may_be_head(at) {
                inp.parse(&declaration)?;
            } else if kind.base() == Kind::EOF {
                return Ok(());
            } else if kind.base() == Kind::KEY && state.is_head_with_colon(at) {
                inp.parse(&declaration)?;
            } else if kind.base() == Kind::KEY {
                stray_properties(inp)?;
            } else if kind.base() == Kind::RBRACE {
                stray_close(inp);
            } else {
                garbage(inp);
            }
        }
    })
}

/// `part of checkout`
fn part_of<'a>() -> impl Rule<'a> {
    node(
        Tag::PartOf,
        rule(|inp| {
            const PATH: Set = Set::same_line(&[Kind::IDENT, Kind::DOTTED, Kind::ON]);
            inp.skip();
            let state = inp.state();
            if state.is_part_without_of() {
                let error = state.no_of();
                state.complain(0, error);
            } else {
                inp.skip();
            }
            let at = here(inp);
            if PATH.has(peek(inp)) {
                inp.parse(leaf(Tag::Path))?;
            } else {
                let state = inp.state();
                let error = state.no_program(at);
                state.complain(0, error);
            }
            let after = here(inp);
            if !peek(inp).is_first() && after > at {
                let state = inp.state();
                let error = state.stray_word(after);
                state.complain(after, error);
                let end = state.next_line(after);
                state.hush(after, end);
                skip_to(inp, end);
            }
            Ok(())
        }),
    )
}

/// A declaration: its head, and its block if it has one.
fn declaration<'a>() -> impl Rule<'a> {
    recursive(|declaration| {
        let block = block(declaration.clone());
        let implied = body(declaration, None);
        node(
            Tag::Decl,
            rule(move |inp| {
                let kind = here(inp);
                let state = inp.state();
                let outer = state.enter(kind);
                let after =
                    if state.kind(kind).base() == Kind::KEY { head_with_colon(inp)? } else { head(inp)? };
                match after {
                    After::Block => inp.parse(&block)?,
                    After::Silent => silently(inp, &block)?,
                    After::Properties => inp.parse(&implied)?,
                    After::Nothing | After::Broken => {}
                }
                inp.state().leave(outer);
                Ok(())
            }),
        )
    })
}

/// A block after a slip in its head: what it says counts, and nothing is said of it.
#[cold]
fn silently<'a>(inp: &mut In<'a, '_>, block: &impl Rule<'a>) -> Done {
    let brace = here(inp);
    let state = inp.state();
    let (node, said, promised) = (state.nodes.len(), state.errors.len(), state.promised.len());
    inp.parse(block)?;
    let end = here(inp);
    let state = inp.state();
    state.errors.truncate(said);
    state.promised.truncate(promised);
    state.hush_all(brace, end);
    state.nodes[node].broken = true;
    Ok(())
}

/// `risk: late "…" {`: the `:` is said, the block is read in silence.
fn head_with_colon(inp: &mut In<'_, '_>) -> Result<After, chumsky::error::EmptyErr> {
    let at = here(inp);
    let state = inp.state();
    let error = state.colon_in_head(at);
    state.complain(at, error);
    let word = state.key_span(at);
    state.leaf(Tag::Kind, word.start, word.end);
    inp.skip();
    for (tag, fits) in [(Tag::Name, WORD), (Tag::Title, Set::same_line(&[Kind::STR, Kind::OPEN_STR]))] {
        if fits.has(peek(inp)) && !peek(inp).is_first() {
            take(inp, tag)?;
        }
    }
    let brace = here(inp);
    let state = inp.state();
    if state.tokens.balanced {
        return Ok(After::Silent);
    }
    let end = state.block_end(brace);
    skip_as_error(inp, brace, end);
    Ok(After::Broken)
}

/// `{ … }`
fn block<'a>(declaration: impl Rule<'a>) -> impl Rule<'a> {
    let members = body(declaration, Some(()));
    rule(move |inp| {
        let brace = here(inp);
        let state = inp.state();
        if state.blocks.len() < MAX_DEPTH {
            return inp.parse(&members);
        }
        let error = state.too_deep(brace);
        if !state.too_deep {
            state.complain_anyway(error);
        }
        state.too_deep = true;
        let end = state.block_end(brace);
        skip_as_error(inp, brace, end);
        Ok(())
    })
}

/// What stands in a block, with its braces; where `opened` is `None`, the `{` was forgotten.
fn body<'a>(declaration: impl Rule<'a>, opened: Option<()>) -> impl Rule<'a> {
    let member = member(declaration);
    node(
        Tag::Block,
        rule(move |inp| {
            let at = here(inp);
            let brace = opened.map(|()| at);
            if brace.is_some() {
                inp.skip();
            }
            inp.state().open_block();
            loop {
                plain_properties(inp, brace);
                if ends(inp, brace) {
                    break;
                }
                inp.parse(&member)?;
            }
            inp.state().blocks.pop();
            Ok(())
        }),
    )
}

/// Whether the block ends here; takes its `}`.
fn ends(inp: &mut In<'_, '_>, brace: Option<usize>) -> bool {
    let at = here(inp);
    let kind = peek(inp);
    let state = inp.state();
    match kind.base() {
        Kind::EOF => {
            state.unclosed(brace, at);
            true
        }
        Kind::RBRACE if state.closes_an_outer_block(at) => {
            state.unclosed(brace, at);
            true
        }
        Kind::RBRACE if brace.is_some_and(|brace| state.is_stray_close(at, brace)) => false,
        Kind::RBRACE => {
            if brace.is_none() {
                if state.surplus <= 0 {
                    return true;
                }
                state.surplus -= 1;
            }
            inp.skip();
            true
        }
        Kind::IDENT if kind.is_first() && state.must_be_outside(at, brace.is_none()) => {
            state.unclosed(brace, at);
            true
        }
        Kind::KEY if kind.is_first() && state.is_property_of_outer_block(at) => {
            state.unclosed(brace, at);
            true
        }
        _ => false,
    }
}

/// One thing in a block: a property, a declaration, or what is neither; and the comma after it.
fn member<'a>(declaration: impl Rule<'a>) -> impl Rule<'a> {
    rule(move |inp| {
        let at = here(inp);
        let kind = peek(inp);
        let state = inp.state();
        match kind.base() {
            Kind::KEY if !state.is_head_with_colon(at) => {
                property(inp)?;
                comma(inp, true);
            }
            Kind::IDENT | Kind::ON if state.is_property_without_colon(at) => {
                property_without_colon(inp)?;
                comma(inp, true);
            }
            Kind::IDENT | Kind::ON | Kind::KEY if kind.base() == Kind::KEY || state.may_be_head(at) => {
                inp.parse(&declaration)?;
                comma(inp, false);
            }
            Kind::STR if state.is_quoted_key(at) => {
                quoted_property(inp)?;
                comma(inp, true);
            }
            Kind::COMMA => {
                let error = state.extra_comma(at);
                state.complain(at, error);
                inp.skip();
            }
            Kind::RBRACE => stray_close(inp),
            _ => garbage(inp),
        }
        Ok(())
    })
}

/// The comma after a member; two properties on one line need it.
fn comma(inp: &mut In<'_, '_>, property: bool) {
    let kind = peek(inp);
    if kind.base() == Kind::COMMA {
        inp.skip();
    } else if property && kind == Kind::KEY {
        let at = here(inp);
        let state = inp.state();
        // A `;` in its place was spoken of.
        if state.word(at - 1) != ";" {
            let error = state.comma_before(at);
            state.complain(at, error);
        }
    }
}

impl State<'_> {
    /// Begins the declaration whose kind is at `kind`; gives what [`State::leave`] needs to go back.
    fn enter(&mut self, kind: usize) -> (u32, usize) {
        let outer = (self.decl, self.head);
        self.decl = self.nodes.len() as u32 - 1;
        self.head = kind;
        outer
    }

    fn leave(&mut self, (decl, head): (u32, usize)) {
        self.decl = decl;
        self.head = head;
    }
}
