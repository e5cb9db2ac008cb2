//! Properties and values: what stands behind a key, and what a part of it is.

use super::Decl;
use crate::dates::Day;
use crate::file::{FileModel, Val};
use crate::schema::Key;
use crate::value::{Dates, Duration, Quantity, Step};
use crate::workspace::DeclId;
use prog_diagnostics::Place;
use prog_syntax::{Op, Span};
use std::borrow::Cow;

/// A property of a declaration.
#[derive(Clone, Copy)]
pub struct Prop<'w> {
    pub(super) decl: Decl<'w>,
    pub(super) index: u32,
}

impl<'w> Prop<'w> {
    fn model(self) -> &'w FileModel {
        self.decl.model()
    }

    /// The declaration that it belongs to.
    pub fn decl(self) -> Decl<'w> {
        self.decl
    }

    /// Its key.
    pub fn key(self) -> Key {
        self.model().props.key(self.index)
    }

    /// Whether that is not what is written: the kind does not take the word, and this is what was surely meant.
    pub fn is_guessed(self) -> bool {
        let word = self.decl.workspace.schema().word(self.key());
        self.model().key_is_guessed(self.index, word)
    }

    /// The key's word.
    pub fn key_span(self) -> Span {
        self.model().props.key_span(self.index)
    }

    /// From the key to the last value.
    pub fn span(self) -> Span {
        self.model().props.span(self.index)
    }

    /// Its values in order.
    pub fn values(self) -> impl Iterator<Item = Value<'w>> {
        let (from, to) = self.model().props.values(self.index);
        let mut next = from;
        std::iter::from_fn(move || {
            (next < to).then(|| {
                let value = Value { prop: self, index: next };
                next += value.len();
                value
            })
        })
    }

    /// The first of its values.
    #[inline]
    pub(super) fn first(self) -> Option<Value<'w>> {
        let (from, to) = self.model().props.values(self.index);
        (from < to).then_some(Value { prop: self, index: from })
    }

    /// Its values and all their parts, in order.
    pub fn parts(self) -> impl Iterator<Item = Value<'w>> {
        let (from, to) = self.model().props.values(self.index);
        (from..to).map(move |index| Value { prop: self, index })
    }

    /// From the first to the last value; where a value belongs if there is none.
    pub fn value_span(self) -> Span {
        let first = self.values().next().map(|v| v.span());
        let end = Span::at(self.span().end);
        first.map_or(end, |v| v.cover(end))
    }
}

/// A value, or a part of one.
#[derive(Clone, Copy)]
pub struct Value<'w> {
    prop: Prop<'w>,
    index: u32,
}

impl<'w> Value<'w> {
    fn model(self) -> &'w FileModel {
        self.prop.decl.model()
    }

    fn len(self) -> u32 {
        self.model().values.len_at(self.index)
    }

    /// What it is.
    #[inline]
    pub fn val(self) -> Val {
        self.model().values.val(self.index)
    }

    /// Whether it is an open question.
    #[inline]
    pub fn is_open(self) -> bool {
        self.model().values.is_open(self.index)
    }

    /// Whether something was said about it that makes it unusable.
    #[inline]
    pub(super) fn is_bad(self) -> bool {
        self.model().values.is_bad(self.index)
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.model().values.span(self.index)
    }

    /// Where it stands, as a place.
    pub fn place(self) -> Place {
        self.prop.decl.place(self.span())
    }

    /// As written.
    pub fn written(self) -> &'w str {
        self.span().text(&self.model().text)
    }

    /// The property that it belongs to.
    pub fn prop(self) -> Prop<'w> {
        self.prop
    }

    /// The parts of a composite value.
    pub fn parts(self) -> impl Iterator<Item = Value<'w>> {
        let end = self.index + self.len();
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let part = Value { index: next, ..self };
                next += part.len();
                part
            })
        })
    }

    /// The first part of a composite value.
    fn first_part(self) -> Self {
        Self { index: self.index + 1, ..self }
    }

    /// The part of a composite value that follows this one.
    fn after(self) -> Self {
        Self { index: self.index + self.len(), ..self }
    }

    /// The content of a string, or of a tag.
    pub fn text(self) -> Option<Cow<'w, str>> {
        match self.val() {
            Val::Text | Val::Vague | Val::Label => Some(string_content(self.written())),
            _ => None,
        }
    }

    /// A word of a closed list as written.
    pub fn word(self) -> Option<&'w str> {
        matches!(self.val(), Val::Word(_)).then(|| self.written())
    }

    /// The declaration that a name means. A name with a lag counts as its name.
    pub fn target(self) -> Option<Decl<'w>> {
        let at = self.model().values.reference(self.index)?;
        let id = self.prop.decl.entry.targets.get(at)?;
        (id != DeclId::NOWHERE).then(|| self.prop.decl.workspace.decl(id)).flatten()
    }

    /// A date or period; the date of a reading.
    pub fn dates(self) -> Option<Dates> {
        match self.val() {
            Val::Date { first, last } => Some(Dates { first, last }),
            Val::Reading => self.first_part().after().dates(),
            _ => None,
        }
    }

    /// First and last day of a range.
    pub fn date_range(self) -> Option<(Day, Day)> {
        let Val::Range { len: 2 } = self.val() else { return None };
        let mut parts = self.parts();
        Some((parts.next()?.dates()?.first, parts.next()?.dates()?.last))
    }

    /// A quantity; that of a reading or comparison too.
    pub fn quantity(self) -> Option<Quantity<'w>> {
        match self.val() {
            Val::Quantity { unit, value } => {
                Some(Quantity { value, unit: self.model().units.get(unit as usize).map_or("", |u| u) })
            }
            Val::Reading | Val::Comparison { label: false, .. } => self.first_part().quantity(),
            Val::Comparison { label: true, .. } => self.first_part().after().quantity(),
            _ => None,
        }
    }

    /// The sign of a comparison.
    pub fn op(self) -> Option<Op> {
        match self.val() {
            Val::Comparison { op, .. } => Some(op),
            _ => None,
        }
    }

    /// A duration; the middle of three, the mean of two.
    pub fn duration(self) -> Option<Duration> {
        match self.val() {
            Val::Duration { unit, amount } => Some(Duration { amount, unit }),
            Val::Range { len: 3 } => self.parts().nth(1)?.duration(),
            _ => None,
        }
    }

    /// A step of the risk matrix or a rating.
    pub fn step(self) -> Option<Step> {
        match self.val() {
            Val::Step { step, percent } => Some(Step { step, percent }),
            _ => None,
        }
    }

    /// A name and its lag: target as written, and the lag's sign and length.
    pub fn link(self) -> Option<(Value<'w>, Option<(bool, Duration)>)> {
        match self.val() {
            Val::Ref(_) => Some((self, None)),
            Val::Lagged { minus } => {
                let mut parts = self.parts();
                let name = parts.next()?;
                Some((name, parts.next()?.duration().map(|d| (minus, d))))
            }
            _ => None,
        }
    }

    /// The hops of a chain: the name and its label.
    pub fn hops(self) -> impl Iterator<Item = (Value<'w>, Option<Value<'w>>)> {
        let is_chain = matches!(self.val(), Val::Chain { .. });
        self.parts().filter(move |_| is_chain).filter_map(|hop| {
            let mut parts = hop.parts();
            Some((parts.next()?, parts.next()))
        })
    }
}

/// The content of a string or text block; a bare word as it is.
pub(super) fn string_content(token: &str) -> Cow<'_, str> {
    if token.starts_with("\"\"\"") {
        prog_syntax::text::dedent_block(token)
    } else if token.starts_with('"') {
        prog_syntax::text::unescape(token)
    } else {
        Cow::Borrowed(token)
    }
}
