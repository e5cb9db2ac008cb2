//! Declarations, their blocks, and the file: what may stand in them, how a block ends in a file whose braces do not
//! balance, and how reading goes on after what belongs nowhere.

use super::head::{After, head};
use super::rule::{Done, In, Rule, both, here, leaf, node, peek, rule, skip_to};
use super::state::{MAX_DEPTH, State};
use super::value::values;
use crate::Tag;
use crate::lexer::{Kind, Set};
use chumsky::recursive::recursive;

const WORD: Set = Set::any_line(&[Kind::IDENT, Kind::ON]);

/// The whole file.
pub(super) fn file<'a>() -> impl Rule<'a> {
    let declaration = declaration();
    let part_of = part_of();
    rule(move |inp| {
        if inp.state().is_part_of(0) {
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
            inp.skip();
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

fn late_part_of(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let error = state.late_part_of(at);
    state.complain(at, error);
    let end = state.next_line(at);
    skip_as_error(inp, at, end);
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
                    After::Properties => inp.parse(&implied)?,
                    After::Nothing | After::Broken => {}
                }
                inp.state().leave(outer);
                Ok(())
            }),
        )
    })
}

/// `risk: late "…" {`: the `:` is said, the rest of the head and its block are skipped.
fn head_with_colon(inp: &mut In<'_, '_>) -> Result<After, chumsky::error::EmptyErr> {
    let at = here(inp);
    let state = inp.state();
    let error = state.colon_in_head(at);
    state.complain(at, error);
    let word = state.key_span(at);
    state.leaf(Tag::Kind, word.start, word.end);
    let brace = (at + 1..).find(|i| state.kind(*i) == Kind::LBRACE).unwrap_or(at + 1);
    let end = state.block_end(brace);
    inp.skip();
    skip_as_error(inp, at + 1, end);
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
            while !ends(inp, brace) {
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
        Kind::RBRACE if brace.is_some() && state.is_stray_close(at) => false,
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
    let property = property();
    let unmarked = property_without_colon();
    rule(move |inp| {
        let at = here(inp);
        let kind = peek(inp);
        let state = inp.state();
        match kind.base() {
            Kind::KEY if !state.is_head_with_colon(at) => {
                inp.parse(&property)?;
                comma(inp, true);
            }
            Kind::IDENT | Kind::ON if state.is_property_without_colon(at) => {
                inp.parse(&unmarked)?;
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
        let error = state.comma_before(at);
        state.complain(at, error);
    }
}

/// `key: value, value`
fn property<'a>() -> impl Rule<'a> {
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
        inp.state().prop = super::state::NONE;
        Ok(())
    })
}

/// `owner lea`: a property that lacks its colon.
fn property_without_colon<'a>() -> impl Rule<'a> {
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
fn quoted_property(inp: &mut In<'_, '_>) -> Done {
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

/// Properties outside of any block: one finding for all that stand together.
#[cold]
fn stray_properties(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let state = inp.state();
    let error = state.stray_property(at);
    state.complain(at, error);
    let said = state.errors.len();
    let property = property();
    loop {
        let at = here(inp);
        let kind = peek(inp);
        let state = inp.state();
        match kind.base() {
            Kind::KEY if !state.is_head_with_colon(at) => inp.parse(&property)?,
            Kind::EOF | Kind::KEY => break,
            Kind::RBRACE if state.surplus <= 0 => break,
            Kind::RBRACE => {
                state.surplus -= 1;
                inp.skip();
            }
            Kind::IDENT | Kind::ON if kind.is_first() && state.may_be_head(at) => break,
            Kind::LBRACE => {
                let end = state.block_end(at);
                skip_as_error(inp, at, end);
            }
            _ => skip_as_error(inp, at, at + 1),
        }
    }
    let end = here(inp);
    let state = inp.state();
    state.errors.truncate(said);
    state.hush(at, end);
    Ok(())
}

fn stray_close(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let error = state.stray_close(at);
    state.complain(at, error);
    state.surplus -= 1;
    skip_as_error(inp, at, at + 1);
}

/// What is neither property nor declaration is skipped, all that stands together with one finding.
#[cold]
fn garbage(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let in_block = !state.blocks.is_empty();
    let error = state.garbage(at, in_block);
    let said = state.complain(at, error);
    let mut end = at;
    loop {
        let kind = state.kind(end);
        match kind.base() {
            Kind::EOF => break,
            Kind::LBRACE => end = state.block_end(end),
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
    if said {
        state.hush_all(at, end);
    }
    skip_to(inp, end);
}

fn skip_as_error(inp: &mut In<'_, '_>, from: usize, to: usize) {
    let state = inp.state();
    let (start, end) = (state.span(from).start, state.end_before(to));
    state.leaf(Tag::Error, start, end);
    state.hush(from, to);
    skip_to(inp, to);
}

impl State<'_> {
    fn is_part_of(&self, at: usize) -> bool {
        self.kind(at).base() == Kind::IDENT
            && self.kind(at + 1) == Kind::IDENT
            && self.word(at) == "part"
            && self.word(at + 1) == "of"
            && (at == 0
                || matches!(self.kind(at + 2), Kind::IDENT | Kind::DOTTED) && self.kind(at + 3).is_first())
    }

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

    /// Remembers how far the line of the open declaration is indented; where braces balance, nobody asks.
    fn open_block(&mut self) {
        let indent = if self.tokens.balanced { 0 } else { self.indent(self.head) };
        self.blocks.push(indent);
    }

    fn open_indent(&self) -> u32 {
        self.blocks.last().copied().unwrap_or(0)
    }

    /// The block that was opened at `brace` is never closed; it ends before the token at `at`.
    fn unclosed(&mut self, brace: Option<usize>, at: usize) {
        let Some(brace) = brace else { return };
        self.surplus += 1;
        if !self.too_deep {
            let error = self.unclosed_block(self.head, brace, at, self.open_indent());
            self.complain_anyway(error);
        }
    }

    /// In a file that lacks a `}`: one that stands as far left as an outer block closes that one.
    fn closes_an_outer_block(&mut self, at: usize) -> bool {
        if self.tokens.balanced || self.surplus >= 0 || !self.kind(at).is_first() || self.blocks.len() < 2 {
            return false;
        }
        let indent = self.indent(at);
        let outer = &self.blocks[..self.blocks.len() - 1];
        indent < self.open_indent() && outer.contains(&indent)
    }

    /// In a file that lacks a `}`: a property that stands no deeper than the open declaration, but deeper than the one
    /// around it, is the outer one's.
    fn is_property_of_outer_block(&mut self, at: usize) -> bool {
        if self.tokens.balanced || self.surplus >= 0 {
            return false;
        }
        let [.., outer, open] = self.blocks[..] else { return false };
        let indent = self.indent(at);
        outer < indent && indent <= open
    }

    /// In a file that has a `}` too many: one that stands deeper than the line of the open block.
    fn is_stray_close(&mut self, at: usize) -> bool {
        self.surplus > 0 && self.kind(at).is_first() && self.indent(at) > self.open_indent()
    }

    /// In a file whose braces do not balance (or a block without its `{`): a declaration that starts its line no deeper
    /// than the open one ends it.
    fn must_be_outside(&mut self, at: usize, implied: bool) -> bool {
        if self.tokens.balanced && !implied || !self.starts_declaration(at) {
            return false;
        }
        let open = if self.tokens.balanced { self.indent(self.head) } else { self.open_indent() };
        self.indent(at) <= open && !self.is_property_without_colon(at)
    }

    /// A word that is a property here, or can be nothing else: `owner lea`, `baseline 61.4%`, `depends on: x`, `owner = lea`.
    fn is_property_without_colon(&self, at: usize) -> bool {
        const VALUE: Set = Set::same_line(&[
            Kind::NUM,
            Kind::DATE,
            Kind::QUESTION,
            Kind::TEXT,
            Kind::OPEN_TEXT,
            Kind::GE,
            Kind::LE,
            Kind::GT,
            Kind::LT,
        ]);
        let next = self.kind(at + 1);
        if next == Kind::EQ {
            return true;
        }
        let Some(kind) = self.nodes.get(self.decl as usize + 1).filter(|n| n.tag == Tag::Kind) else {
            return false;
        };
        let kind = self.text.get(kind.start as usize..kind.end as usize).unwrap_or("");
        if next == Kind::KEY {
            let joined = format!("{}-{}", self.word(at), self.key_span(at + 1).text(self.text));
            return (self.is_property)(kind, &joined);
        }
        if self.has_block(at) {
            return false;
        }
        VALUE.has(next) || (self.is_property)(kind, self.word(at))
    }

    fn is_quoted_key(&self, at: usize) -> bool {
        self.kind(at + 1) == Kind::COLON && crate::ident::is_ident(&crate::text::unescape(self.word(at)))
    }
}
