//! One value: a scalar, range, chain, comparison, reading or lag.
//!
//! Which form a value has is known from its first scalar and the token after it, so each form is read once, in order.

use super::plain::PLAIN;
use super::recover::skip_as_error;
use super::rule::{Done, In, here, peek, skip_to, take};
use super::state::State;
use crate::lexer::{Kind, Set};
use crate::{Op, Tag};

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
pub(super) const SCALAR: Set = Set::same_line(&SCALARS);
pub(super) const SCALAR_BELOW: Set = Set::any_line(&SCALARS);
pub(super) const NAMES: Set = Set::any_line(&[Kind::IDENT, Kind::ON, Kind::DOTTED]);
/// A name in a value of several parts, or the open question in its place.
pub(super) const NAMED: Set = NAMES.or(Set::any_line(&[Kind::QUESTION]));
pub(super) const WORDS: Set = Set::same_line(&[Kind::IDENT, Kind::ON]);
pub(super) const SIGNS: Set = Set::same_line(&[Kind::GE, Kind::LE, Kind::GT, Kind::LT, Kind::EQ]);
pub(super) const LAGS: Set = Set::same_line(&[Kind::PLUS, Kind::MINUS]);
const RANGE: Set = Set::any_line(&[Kind::DOTDOT]);
const ARROW: Set = Set::any_line(&[Kind::ARROW]);
const LABEL: Set = Set::same_line(&[Kind::STR, Kind::OPEN_STR]);
/// Starts a value on the key's line, its first part missing or not.
pub(super) const VALUE: Set = SCALAR.or(SIGNS).or(Set::same_line(&[Kind::DOTDOT, Kind::ARROW]));

/// How many tokens are looked at to see what a slip was meant to be.
pub(super) const LONGEST_RUN: usize = 256;

/// One value: what follows its first scalar says which form it has.
#[inline(always)]
pub(super) fn value(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let state = inp.state();
    let first = state.kind(at);
    let next = state.kind(at + 1);
    // The common case: one scalar, and the end of the value after it.
    const ENDS: Set = Set::any_line(&[Kind::COMMA, Kind::RBRACE, Kind::KEY, Kind::EOF])
        .or(Set::same_line(&[Kind::IDENT.first(), Kind::STR.first()]));
    if SCALAR_BELOW.has(first) && ENDS.has(next) {
        return match tag_of(first) {
            Some(tag) => take(inp, tag),
            None => odd_scalar(inp, at),
        };
    }
    other_value(inp, at)
}

fn other_value(inp: &mut In<'_, '_>, at: usize) -> Done {
    let state = inp.state();
    let first = state.kind(at);
    // What stands between two parts of which the first is one token mostly tells the form by itself.
    if PLAIN.has(first) {
        let next = state.kind(at + 1);
        match next.base() {
            Kind::DOTDOT => return range(inp),
            Kind::ARROW if NAMED.has(first) => return chain(inp),
            Kind::GE | Kind::LE if !next.is_first() => return comparison(inp, true),
            Kind::ON if !next.is_first() && !NAMES.has(first) => return reading(inp),
            Kind::PLUS if !next.is_first() && NAMED.has(first) => return lagged(inp),
            _ => {}
        }
    }
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
        skip_as_error(inp, at, end);
        return Ok(());
    }
    let after = at + scalar_width(state, at);
    let infix = state.kind(after);
    let labelled = NAMED.has(first) && LABEL.has(infix) && ARROW.has(state.kind(after + 1));
    let arrow = ARROW.has(infix) || NAMES.has(first) && state.odd_arrow(after).is_some();
    if labelled || arrow {
        chain(inp)
    } else if RANGE.has(infix) || is_range_word(state, after) {
        range(inp)
    } else if SIGNS.has(infix) {
        comparison(inp, true)
    } else if infix == Kind::ON {
        reading(inp)
    } else if LAGS.has(infix) && NAMED.has(first) {
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
            const BEGINS: Set = Set::same_line(&[
                Kind::IDENT,
                Kind::STR,
                Kind::OPEN_STR,
                Kind::LBRACE,
                Kind::NUM,
                Kind::DATE,
                Kind::QUESTION,
            ]);
            let plain = state.word(at).ends_with(|c: char| c.is_ascii_digit());
            let unit = if state.is_rate(at + 1) { 3 } else { 1 };
            let unit = if plain && !BEGINS.has(state.kind(at + 1 + unit)) { unit } else { 0 };
            let words = unit_words(state, at).unwrap_or(unit);
            let amount = state.spelled_amount(at).map_or(1 + words, |amount| amount.tokens);
            state.spelled_date(at).map_or(amount, |date| date.tokens)
        }
        Kind::NUM if matches!(next, Kind::BAD | Kind::MINUS | Kind::DOT) => {
            let amount = state.spelled_amount(at).map_or(1, |amount| amount.tokens);
            state.spelled_date(at).map_or(amount, |date| date.tokens)
        }
        Kind::DATE if matches!(next, Kind::MINUS | Kind::DOT) => {
            state.spelled_date(at).map_or(1, |date| date.tokens)
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

impl State<'_> {
    /// Whether `req/s` stands at `at`: two words and a slash, without spaces.
    fn is_rate(&self, at: usize) -> bool {
        let glued = |i: usize| self.span(i - 1).end == self.span(i).start;
        let word = |i: usize| self.kind(i) == Kind::IDENT;
        word(at) && self.word(at + 1) == "/" && word(at + 2) && glued(at + 1) && glued(at + 2)
    }
}

impl State<'_> {
    /// How many tokens the arrow at `at` has that is written `>`, `- >` or `-->`, between two names.
    fn odd_arrow(&self, at: usize) -> Option<usize> {
        let width = match (self.kind(at), self.kind(at + 1)) {
            (Kind::GT, _) => 1,
            (Kind::MINUS, Kind::GT | Kind::ARROW) => 2,
            _ => return None,
        };
        let next = self.kind(at + width);
        (NAMES.has(next) && !next.is_first()).then_some(width)
    }
}

/// How many words stand between the number at `at` and the end of its value, if it is several and nothing else.
fn unit_words(state: &State<'_>, at: usize) -> Option<usize> {
    const ENDS: Set = Set::same_line(&[Kind::COMMA, Kind::RBRACE, Kind::ON, Kind::DOTDOT]);
    let words = (at + 1..at + LONGEST_RUN).take_while(|i| state.kind(*i) == Kind::IDENT).count();
    let end = state.kind(at + 1 + words);
    (words > 1 && (ENDS.has(end) || end.is_first())).then_some(words)
}

/// What a token is as a scalar; `None` where the lexer has spoken about it.
#[inline(always)]
pub(super) fn tag_of(kind: Kind) -> Option<Tag> {
    Some(match kind.base() {
        Kind::STR => Tag::Str,
        Kind::NUM => Tag::Num,
        Kind::DATE => Tag::Date,
        Kind::TEXT => Tag::TextBlock,
        Kind::QUESTION => Tag::Open,
        Kind::IDENT | Kind::DOTTED | Kind::ON => Tag::Path,
        _ => return None,
    })
}

fn scalar(inp: &mut In<'_, '_>) -> Done {
    let at = here(inp);
    let Some(tag) = tag_of(inp.state().kind(at)) else { return odd_scalar(inp, at) };
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
        let error = state.date_in_words(whole, &date);
        state.note(at, error);
        // What is said mends its parts too.
        state.hush(at, at + width);
        state.leaf(Tag::Date, whole.start, whole.end);
    } else if let Some(amount) = state.spelled_amount(at) {
        let error = state.amount_in_words(whole, &amount);
        state.note(at, error);
        state.hush(at, at + width);
        let number = whole.start..state.end_before(at + amount.number);
        state.leaf(tag, number.start, number.end);
    } else if tag == Tag::Num && width > 2 && !state.is_rate(at + 1) {
        let error = state.long_unit(at + 1, at + width);
        state.complain(at, error);
        state.token_leaf(tag, at);
    } else if tag == Tag::Num {
        let error = state.spaced_unit(at, width);
        state.note(at, error);
        // What is said mends the number too.
        state.hush(at, at + width);
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
    while parts < 3 {
        let at = here(inp);
        let state = inp.state();
        if is_range_word(state, at) {
            let error = state.range_in_words(at);
            state.note(at, error);
        } else if !RANGE.has(state.kind(at)) {
            break;
        }
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

/// Whether the token at `at` is a word or dash between two dates or numbers, meant as `..`.
fn is_range_word(state: &State<'_>, at: usize) -> bool {
    const ENDS: Set = Set::same_line(&[Kind::NUM, Kind::DATE]);
    if at == 0
        || !ENDS.has(state.kind(at + 1))
        || !matches!(state.kind(at - 1).base(), Kind::NUM | Kind::DATE)
    {
        return false;
    }
    match state.kind(at) {
        Kind::IDENT => matches!(state.word(at), "to" | "until" | "till" | "through" | "bis" | "au"),
        Kind::MINUS => true,
        Kind::BAD => matches!(state.word(at), "–" | "—"),
        _ => false,
    }
}

fn chain(inp: &mut In<'_, '_>) -> Done {
    let node = open(inp, Tag::Chain);
    hop(inp, false)?;
    loop {
        let at = here(inp);
        let state = inp.state();
        if let Some(width) = state.odd_arrow(at) {
            let error = state.arrow_in_parts(at, width);
            state.note(at, error);
            skip_to(inp, at + width);
        } else if ARROW.has(peek(inp)) {
            inp.skip();
        } else {
            break;
        }
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
    if NAMED.has(state.kind(at)) && !declares(state) {
        let node = open(inp, Tag::Hop);
        scalar(inp)?;
        if LABEL.has(peek(inp)) {
            scalar(inp)?;
        }
        return close(inp, node);
    }
    if SCALAR.has(state.kind(at)) || !after && SCALAR_BELOW.has(state.kind(at)) {
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
    let op = op_of(peek(inp));
    inp.skip();
    inp.state().nodes[node as usize].op = op;
}

/// What the sign of a comparison or lag says.
pub(super) fn op_of(sign: Kind) -> Op {
    match sign.base() {
        Kind::GE => Op::Ge,
        Kind::LE => Op::Le,
        Kind::GT => Op::Gt,
        Kind::LT => Op::Lt,
        Kind::EQ => Op::Eq,
        Kind::PLUS => Op::Plus,
        _ => Op::Minus,
    }
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
    if !NAMES.has(state.kind(at)) || !WORDS.has(state.kind(at + 1)) || state.sign_in_words(at + 1).is_some() {
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
