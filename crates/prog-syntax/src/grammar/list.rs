//! The list of values after a key: where it goes on, where it ends, and what is said where neither is clear.

use super::recover::skip_as_error;
use super::rule::{Done, In, here, peek, skip_to};
use super::state::State;
use super::value::{LAGS, LONGEST_RUN, NAMES, SCALAR, SCALAR_BELOW, SIGNS, VALUE, WORDS, value};
use crate::Tag;
use crate::lexer::{Kind, Set};
use chumsky::error::EmptyErr;

type Found = Result<bool, EmptyErr>;

/// What a bullet stands before.
const WORDS_OR_TEXT: Set = WORDS.or(Set::same_line(&[Kind::STR, Kind::DOTTED]));

/// The values after a key, as far as the list goes on. A comma that ends the property is left.
#[inline]
pub(super) fn values(inp: &mut In<'_, '_>) -> Done {
    let key = here(inp) - 1;
    let mut more = VALUE.has(peek(inp)) || no_value(inp, key)?;
    while more {
        value(inp)?;
        more = next_value(inp)?;
    }
    Ok(())
}

/// There is no value where the first one should start. Returns whether one stands there after all.
#[cold]
fn no_value(inp: &mut In<'_, '_>, key: usize) -> Found {
    let at = here(inp);
    let kind = peek(inp);
    let state = inp.state();
    match kind.base() {
        Kind::PLUS if !kind.is_first() && state.kind(at + 1) == Kind::NUM => {
            let error = state.plus_sign(at);
            state.complain(at, error);
            inp.skip();
            Ok(true)
        }
        Kind::BAD if state.is_mention(at) => {
            let error = state.mention(at);
            state.complain(at, error);
            inp.skip();
            Ok(true)
        }
        Kind::LBRACKET if !kind.is_first() => open_bracket(inp, at),
        Kind::MINUS if state.kind(at + 1).is_first() || !SCALAR.has(state.kind(at + 1)) => {
            let error = state.dash_for_nothing(key, at);
            state.complain(key, error);
            skip_as_error(inp, at, at + 1);
            next_value(inp)
        }
        Kind::MINUS if kind.is_first() || WORDS_OR_TEXT.has(state.kind(at + 1)) => {
            let error = state.bullet_list(key, at);
            state.complain(key, error);
            let mut end = if kind.is_first() { at } else { state.next_line(at) };
            while state.kind(end) == Kind::MINUS.first() {
                end = state.next_line(end);
            }
            skip_as_error(inp, at, end);
            Ok(false)
        }
        _ if kind.is_first() && value_below(state, key, at) => {
            let error = state.value_on_next_line(key, at);
            state.complain(key, error);
            Ok(true)
        }
        Kind::COMMA | Kind::RBRACE | Kind::EOF | Kind::KEY => {
            let error = state.no_value(key, at);
            state.complain(key, error);
            next_value(inp)
        }
        _ if kind.is_first() => {
            let error = state.no_value(key, at);
            state.complain(key, error);
            Ok(false)
        }
        _ => {
            stray(inp);
            next_value(inp)
        }
    }
}

/// Whether the line below the key holds nothing but its value.
fn value_below(state: &mut State<'_>, key: usize, at: usize) -> bool {
    let kind = state.kind(at).base();
    if !NAMES.has(kind) {
        return SCALAR_BELOW.has(kind) || SIGNS.has(kind);
    }
    let next = state.kind(at + 1);
    let goes_on = matches!(next.base(), Kind::COMMA | Kind::ARROW | Kind::DOTDOT) || LAGS.has(next);
    (next.is_first() || goes_on) && state.indent(at) > state.indent(key)
}

#[cold]
fn open_bracket(inp: &mut In<'_, '_>, at: usize) -> Found {
    const OTHER: Set = Set::any_line(&[Kind::KEY, Kind::LBRACE, Kind::RBRACE, Kind::EOF, Kind::LBRACKET]);
    let state = inp.state();
    let mut list = (at + 1..at + LONGEST_RUN).take_while(|i| !OTHER.has(state.kind(*i)));
    let close = list.find(|i| state.kind(*i).base() == Kind::RBRACKET);
    let one_line = close.filter(|close| *close < state.next_line(at));
    let error = state.brackets(at, one_line);
    state.complain(at, error);
    state.bracket = close;
    inp.skip();
    Ok(SCALAR_BELOW.has(peek(inp)))
}

/// After a value: whether another one follows. Leaves the cursor on it.
#[inline]
fn next_value(inp: &mut In<'_, '_>) -> Found {
    const ENDS: Set = Set::any_line(&[Kind::KEY, Kind::RBRACE, Kind::EOF]);
    if ENDS.has(peek(inp)) { Ok(false) } else { other_next(inp) }
}

fn other_next(inp: &mut In<'_, '_>) -> Found {
    loop {
        let kind = peek(inp);
        if kind.base() == Kind::COMMA {
            match after_comma(inp) {
                AfterComma::Value => return Ok(true),
                AfterComma::Comma => continue,
                AfterComma::End => return Ok(false),
            }
        }
        if kind.base() == Kind::RBRACKET && is_closing_bracket(inp) {
            inp.skip();
            continue;
        }
        if kind.is_first() {
            return Ok(list_goes_on_below(inp));
        }
        if kind == Kind::RBRACE || kind == Kind::KEY {
            return Ok(false);
        }
        let at = here(inp);
        let state = inp.state();
        if let Some(end) = state.quotes_within(at) {
            let error = state.unescaped_quotes(at, end);
            state.complain(at, error);
            skip_as_error(inp, at, end);
            continue;
        }
        if let Some((error, end)) = state.sign_in_words(at) {
            state.complain(at, error);
            skip_as_error(inp, at, end);
            continue;
        }
        if state.is_property_after(at) {
            let error = state.property_in_value(at);
            state.complain(at, error);
            return Ok(false);
        }
        if let Some(error) = state.missing_arrow(at) {
            state.complain(at, error);
            if state.starts_chain(at) {
                return Ok(true);
            }
            let end = at + if state.kind(at + 1) == Kind::STR { 2 } else { 1 };
            skip_as_error(inp, at, end);
            continue;
        }
        if SCALAR.has(kind) {
            return Ok(missing_comma(inp));
        }
        if kind == Kind::BAD && state.word(at) == ";" {
            let error = state.semicolon(at);
            state.note(at, error);
            inp.skip();
            if SCALAR.has(peek(inp)) {
                return Ok(true);
            }
            continue;
        }
        let here_before = here(inp);
        stray(inp);
        if here(inp) == here_before {
            return Ok(false);
        }
    }
}

/// Whether the line below holds what can only be the next value of this list, so that the comma before it is missing.
fn list_goes_on_below(inp: &mut In<'_, '_>) -> bool {
    let at = here(inp);
    let state = inp.state();
    let next = state.kind(at + 1);
    let goes_on = match state.kind(at).base() {
        Kind::STR => !matches!(next, Kind::COLON | Kind::LBRACE) && next.base() != Kind::ARROW,
        Kind::TEXT => true,
        Kind::IDENT | Kind::DOTTED => next == Kind::ARROW,
        _ => false,
    };
    if goes_on {
        let error = state.missing_comma(at, true);
        state.complain(at - 1, error);
    }
    goes_on
}

/// Whether the next token ends the list in brackets that was spoken about.
fn is_closing_bracket(inp: &mut In<'_, '_>) -> bool {
    let at = here(inp);
    inp.state().bracket == Some(at)
}

enum AfterComma {
    Value,
    Comma,
    End,
}

fn after_comma(inp: &mut In<'_, '_>) -> AfterComma {
    let at = here(inp);
    let state = inp.state();
    let next = state.kind(at + 1);
    if SCALAR_BELOW.has(next) || SIGNS.has(next.base()) {
        let begins = |i: usize| state.starts_declaration(i) || state.is_split_key(i);
        if WORDS.has(next.base()) && begins(at + 1) {
            return AfterComma::End;
        }
        inp.skip();
        return AfterComma::Value;
    }
    if next == Kind::COMMA {
        let error = state.extra_comma(at + 1);
        state.complain(at + 1, error);
        inp.skip();
        return AfterComma::Comma;
    }
    AfterComma::End
}

/// Two values side by side. Returns whether the second one is a value of this list.
#[cold]
fn missing_comma(inp: &mut In<'_, '_>) -> bool {
    let at = here(inp);
    let state = inp.state();
    let declaration = WORDS.has(state.kind(at)) && state.starts_declaration(at);
    let words = NAMES.has(state.kind(at - 1)) && NAMES.has(state.kind(at));
    let error = match state.joined_by_mistake(at) {
        _ if declaration => state.comma_before(at),
        Some(error) => error,
        None => state.missing_comma(at, !words),
    };
    state.complain(at, error);
    // What is said mends the second part too.
    if state.kind(at - 1) == Kind::NUM && state.kind(at) == Kind::NUM {
        let groups = (at + 1..).take_while(|i| state.goes_on_in_groups(*i)).count();
        state.hush(at, at + 1 + groups);
    }
    !declaration
}

/// A token that no value has: it is skipped with what follows, up to where the value could end.
#[cold]
fn stray(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let error = state.unquoted_address(at).unwrap_or_else(|| state.stray_in_value(at));
    state.complain(at, error);
    let mut end = at;
    loop {
        let kind = inp.state().kind(end);
        match kind.base() {
            Kind::LBRACE if end == at || !kind.is_first() => end = inp.state().stray_block_end(end),
            Kind::EOF | Kind::RBRACE => break,
            Kind::COMMA | Kind::KEY if end > at => break,
            _ if kind.is_first() && end > at => break,
            _ => end += 1,
        }
    }
    let state = inp.state();
    let (start, stop) = (state.span(at).start, state.end_before(end));
    state.leaf(Tag::Error, start, stop);
    state.hush(at, end);
    skip_to(inp, end);
}
