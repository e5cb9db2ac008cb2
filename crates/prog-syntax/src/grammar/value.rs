//! Values: scalars, ranges, chains, comparisons, readings, lags, and the list of them after a key.
//!
//! Which form a value has is known from its first scalar and the token after it, so each form is read once, in order.

use super::rule::{Done, In, Rule, here, peek, rule, skip_to, take};
use super::state::State;
use crate::lexer::{Kind, Set};
use crate::{Op, Tag};
use chumsky::error::EmptyErr;

const SCALARS: [Kind; 12] = [
    Kind::IDENT,
    Kind::ON,
    Kind::DOTTED,
    Kind::STR,
    Kind::OPEN_STR,
    Kind::TEXT,
    Kind::OPEN_TEXT,
    Kind::NUM,
    Kind::DATE,
    Kind::QUESTION,
    Kind::BAD_NAME,
    Kind::BAD_VALUE,
];
/// What a scalar starts with, on the same line or on any.
const SCALAR: Set = Set::same_line(&SCALARS);
const SCALAR_BELOW: Set = Set::any_line(&SCALARS);
const NAMES: Set = Set::any_line(&[Kind::IDENT, Kind::ON, Kind::DOTTED]);
const WORDS: Set = Set::same_line(&[Kind::IDENT, Kind::ON]);
const SIGNS: Set = Set::same_line(&[Kind::GE, Kind::LE, Kind::GT, Kind::LT, Kind::EQ]);
const LAGS: Set = Set::same_line(&[Kind::PLUS, Kind::MINUS]);
const RANGE: Set = Set::any_line(&[Kind::DOTDOT]);
const ARROW: Set = Set::any_line(&[Kind::ARROW]);
const LABEL: Set = Set::same_line(&[Kind::STR, Kind::OPEN_STR]);
/// Starts a value on the key's line, its first part missing or not.
const VALUE: Set = SCALAR.or(SIGNS).or(Set::same_line(&[Kind::DOTDOT, Kind::ARROW]));

/// How many tokens are looked at to see what a slip was meant to be.
const LONGEST_RUN: usize = 256;

type Found = Result<bool, EmptyErr>;

/// The values after a key, as far as the list goes on. A comma that ends the property is left.
pub(super) fn values<'a>() -> impl Rule<'a> {
    rule(|inp| {
        let key = here(inp) - 1;
        let mut more = VALUE.has(peek(inp)) || no_value(inp, key)?;
        while more {
            value(inp)?;
            more = next_value(inp)?;
        }
        Ok(())
    })
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
        Kind::MINUS if kind.is_first() => {
            let error = state.bullet_list(key, at);
            state.complain(key, error);
            let mut end = at;
            while state.kind(end) == Kind::MINUS.first() {
                end = state.next_line(end);
            }
            skip_quietly(inp, at, end);
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
fn next_value(inp: &mut In<'_, '_>) -> Found {
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
        if SCALAR.has(kind) {
            return Ok(missing_comma(inp));
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
        Kind::STR => next != Kind::COLON,
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
    if SCALAR_BELOW.has(next) || SIGNS.has(next) {
        if WORDS.has(next.base()) && state.starts_declaration(at + 1) {
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
    let error = if declaration { state.comma_before(at) } else { state.missing_comma(at, !words) };
    state.complain(at, error);
    !declaration
}

/// A token that no value has: it is skipped with what follows, up to where the value could end.
#[cold]
fn stray(inp: &mut In<'_, '_>) {
    let at = here(inp);
    let state = inp.state();
    let error = state.stray_in_value(at);
    let said = state.complain(at, error);
    let mut end = at;
    loop {
        let kind = inp.state().kind(end);
        match kind.base() {
            Kind::LBRACE if end == at || !kind.is_first() => end = inp.state().block_end(end),
            Kind::EOF | Kind::RBRACE => break,
            Kind::COMMA | Kind::KEY if end > at => break,
            _ if kind.is_first() && end > at => break,
            _ => end += 1,
        }
    }
    let state = inp.state();
    let (start, stop) = (state.span(at).start, state.end_before(end));
    state.leaf(Tag::Error, start, stop);
    if said {
        state.hush(at, end);
    }
    skip_to(inp, end);
}

fn skip_quietly(inp: &mut In<'_, '_>, from: usize, to: usize) {
    let state = inp.state();
    let (start, end) = (state.span(from).start, state.end_before(to));
    state.leaf(Tag::Error, start, end);
    state.hush(from, to);
    skip_to(inp, to);
}

/// One value: what follows its first scalar says which form it has.
#[inline(always)]
fn value(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let state = inp.state();
    let first = state.kind(at);
    let next = state.kind(at + 1);
    // The common case: one scalar, and the end of the value after it.
    const ENDS: Set = Set::any_line(&[Kind::COMMA, Kind::RBRACE, Kind::KEY, Kind::EOF])
        .or(Set::same_line(&[Kind::IDENT.first(), Kind::STR.first()]));
    if SCALAR_BELOW.has(first) && ENDS.has(next) {
        return scalar(inp);
    }
    other_value(inp, at)
}

fn other_value(inp: &mut In<'_, '_>, at: usize) -> Done {
    let state = inp.state();
    let first = state.kind(at);
    if SIGNS.has(first.base()) && !SCALAR_BELOW.has(first) {
        return comparison(inp, false);
    }
    if RANGE.has(first) {
        return range(inp);
    }
    if ARROW.has(first) {
        return chain(inp);
    }
    if let Some(end) = unquoted(state, at) {
        let error = state.unquoted_text(at, end);
        state.complain(at, error);
        skip_quietly(inp, at, end);
        return Ok(());
    }
    let after = at + scalar_width(state, at);
    let infix = state.kind(after);
    let labelled = NAMES.has(first) && LABEL.has(infix) && ARROW.has(state.kind(after + 1));
    if labelled || ARROW.has(infix) {
        chain(inp)
    } else if RANGE.has(infix) {
        range(inp)
    } else if SIGNS.has(infix) {
        comparison(inp, true)
    } else if infix == Kind::ON {
        reading(inp)
    } else if LAGS.has(infix) && NAMES.has(first) {
        lagged(inp)
    } else {
        scalar(inp)
    }
}

/// How many tokens the scalar at `at` takes: a number takes the unit that is written apart from it, a name the dot or
/// dash that nothing follows, a month its year.
fn scalar_width(state: &State<'_>, at: usize) -> usize {
    let next = state.kind(at + 1);
    match state.kind(at).base() {
        Kind::NUM if next == Kind::IDENT => {
            const BEGINS: Set = Set::same_line(&[Kind::IDENT, Kind::STR, Kind::LBRACE, Kind::OPEN_STR]);
            let plain = state.word(at).ends_with(|c: char| c.is_ascii_digit());
            let unit = usize::from(plain && !BEGINS.has(state.kind(at + 2)));
            state.spelled_date(at).map_or(1 + unit, |date| date.tokens)
        }
        Kind::IDENT if next == Kind::NUM => state.spelled_date(at).map_or(1, |date| date.tokens),
        Kind::IDENT | Kind::DOTTED | Kind::ON if next == Kind::DOT => 2,
        Kind::IDENT | Kind::DOTTED if next == Kind::MINUS => {
            let half = state.span(at).end == state.span(at + 1).start && !SCALAR.has(state.kind(at + 2));
            1 + usize::from(half)
        }
        _ => 1,
    }
}

#[inline(always)]
fn scalar(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let tag = match inp.state().kind(at).base() {
        Kind::STR => Tag::Str,
        Kind::NUM => Tag::Num,
        Kind::DATE => Tag::Date,
        Kind::TEXT => Tag::TextBlock,
        Kind::QUESTION => Tag::Open,
        Kind::IDENT | Kind::DOTTED | Kind::ON => Tag::Path,
        _ => return odd_scalar(inp, at),
    };
    let width = scalar_width(inp.state(), at);
    if width > 1 {
        return wide_scalar(inp, at, tag, width);
    }
    take(inp, tag)
}

/// A scalar that the lexer has spoken about.
#[cold]
fn odd_scalar(inp: &mut In<'_, '_>, at: usize) -> Done {
    let state = inp.state();
    state.spoken_for(at);
    let tag = match state.kind(at).base() {
        Kind::OPEN_STR => Tag::Str,
        Kind::OPEN_TEXT => Tag::TextBlock,
        _ => Tag::Error,
    };
    take(inp, tag)
}

#[cold]
fn wide_scalar(inp: &mut In<'_, '_>, at: usize, tag: Tag, width: usize) -> Done {
    let state = inp.state();
    let whole = state.span(at).cover(state.span(at + width - 1));
    if let Some(date) = state.spelled_date(at) {
        let error = state.date_in_words(whole, &date.iso);
        state.errors.push(error);
        state.leaf(Tag::Date, whole.start, whole.end);
    } else if tag == Tag::Num {
        let error = state.spaced_unit(at);
        state.errors.push(error);
        state.leaf(tag, whole.start, whole.end);
    } else {
        let error = state.half_name(at + width);
        state.complain(at, error);
        state.token_leaf(tag, at);
    }
    skip_to(inp, at + width);
    Ok(())
}

fn open(inp: &mut In<'_, '_>, tag: Tag) -> u32 {
    let at = here(inp);
    let state = inp.state();
    let start = state.span(at).start;
    state.leaf(tag, start, start)
}

fn close(inp: &mut In<'_, '_>, node: u32) -> Done {
    let at = here(inp);
    inp.state().close(node, at);
    Ok(())
}

/// Whether the token at `at` can be the part of a value that goes on from the line before.
fn goes_on(state: &State<'_>, at: usize, fits: Set) -> bool {
    let kind = state.kind(at);
    fits.has(kind) && !(kind.is_first() && WORDS.has(kind.base()) && state.starts_declaration(at))
}

fn range(inp: &mut In<'_, '_>) -> Done {
    let node = open(inp, Tag::Range);
    if RANGE.has(peek(inp)) {
        let at = here(inp);
        let state = inp.state();
        let error = state.no_start_of_range(at);
        state.complain(at, error);
    } else {
        scalar(inp)?;
    }
    let mut parts = 1;
    while RANGE.has(peek(inp)) && parts < 3 {
        inp.skip();
        parts += 1;
        let at = here(inp);
        let state = inp.state();
        if goes_on(state, at, SCALAR_BELOW) {
            scalar(inp)?;
        } else {
            let error = state.no_end_of_range(at);
            state.complain(at - 1, error);
        }
    }
    close(inp, node)
}

fn chain(inp: &mut In<'_, '_>) -> Done {
    let node = open(inp, Tag::Chain);
    hop(inp, false)?;
    while ARROW.has(peek(inp)) {
        inp.skip();
        hop(inp, true)?;
    }
    close(inp, node)
}

fn hop(inp: &mut In<'_, '_>, after: bool) -> Done {
    let at = here(inp);
    let state = inp.state();
    // On the line below, `name "label"` is taken as a hop, `kind name` and `kind {` as a declaration.
    let declares = |state: &State<'_>| {
        let second = state.kind(at + 1);
        state.kind(at).is_first()
            && (WORDS.has(second)
                || second == Kind::LBRACE
                || LABEL.has(second) && state.kind(at + 2) == Kind::LBRACE)
    };
    if NAMES.has(state.kind(at)) && !declares(state) {
        let node = open(inp, Tag::Hop);
        scalar(inp)?;
        if LABEL.has(peek(inp)) {
            scalar(inp)?;
        }
        return close(inp, node);
    }
    if SCALAR.has(state.kind(at)) {
        let error = state.text_hop(at);
        state.complain(at, error);
        return take(inp, Tag::Error);
    }
    let error = state.no_hop(at, after);
    state.complain(if at > 0 { at - 1 } else { at }, error);
    Ok(())
}

fn comparison(inp: &mut In<'_, '_>, labelled: bool) -> Done {
    let node = open(inp, Tag::Comparison);
    if labelled {
        scalar(inp)?;
    }
    sign(inp, node);
    operand(inp, State::nothing_to_compare)?;
    close(inp, node)
}

fn reading(inp: &mut In<'_, '_>) -> Done {
    let node = open(inp, Tag::Reading);
    scalar(inp)?;
    inp.skip();
    operand(inp, State::no_reading_date)?;
    close(inp, node)
}

fn lagged(inp: &mut In<'_, '_>) -> Done {
    let node = open(inp, Tag::Lagged);
    scalar(inp)?;
    sign(inp, node);
    operand(inp, State::no_lag)?;
    close(inp, node)
}

/// The sign of a comparison or lag, written to its node.
fn sign(inp: &mut In<'_, '_>, node: u32) {
    let op = match peek(inp).base() {
        Kind::GE => Op::Ge,
        Kind::LE => Op::Le,
        Kind::GT => Op::Gt,
        Kind::LT => Op::Lt,
        Kind::EQ => Op::Eq,
        Kind::PLUS => Op::Plus,
        _ => Op::Minus,
    };
    inp.skip();
    inp.state().nodes[node as usize].op = op;
}

/// The second part of a value, on the same line as its sign.
fn operand<'a>(inp: &mut In<'a, '_>, missing: fn(&State<'a>, usize) -> crate::SyntaxError) -> Done {
    if SCALAR.has(peek(inp)) {
        return scalar(inp);
    }
    let at = here(inp);
    let state = inp.state();
    let error = missing(state, at);
    state.complain(at - 1, error);
    Ok(())
}

/// Three words and more side by side: text without its quotes. Gives the index just past it.
fn unquoted(state: &State<'_>, at: usize) -> Option<usize> {
    if !NAMES.has(state.kind(at)) || !WORDS.has(state.kind(at + 1)) {
        return None;
    }
    let (mut run, mut longest) = (1, 1);
    let mut end = at + 1;
    loop {
        let kind = state.kind(end);
        match kind {
            Kind::IDENT | Kind::ON => run += 1,
            Kind::STR | Kind::OPEN_STR | Kind::TEXT | Kind::LBRACE => return None,
            Kind::RBRACE => break,
            Kind::KEY if longest >= 3 && state.kind(end - 1) == Kind::COMMA => break,
            Kind::KEY => return None,
            _ if kind.is_first() => break,
            _ if end > at + LONGEST_RUN => return None,
            _ => run = 0,
        }
        longest = longest.max(run);
        end += 1;
    }
    if state.kind(end - 1) == Kind::COMMA {
        end -= 1;
    }
    (longest >= 3).then_some(end)
}
