//! Properties and values: what stands behind a key, and what a part of it is.

use super::Decl;
use crate::dates::Day;
use crate::file::{FileModel, Val};
use crate::schema::Key;
use crate::value::{Dates, Duration, Quantity, Step};
use crate::workspace::{DeclId, Unfit, Workspace};
use prog_diagnostics::{FileId, Place};
use prog_syntax::text::content;
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
    #[inline]
    pub fn values(self) -> Values<'w> {
        let (next, end) = self.model().props.values(self.index);
        Values { prop: self, next, end }
    }

    /// The first of its values.
    #[inline]
    pub(super) fn first(self) -> Option<Value<'w>> {
        let (from, to) = self.model().props.values(self.index);
        (from < to).then_some(Value { prop: self, index: from })
    }

    /// Whether all that it says is an empty text.
    pub fn is_blank(self) -> bool {
        self.first().is_some() && self.values().all(Value::is_blank)
    }

    /// Its values and all their parts, in order.
    pub fn parts(self) -> impl Iterator<Item = Value<'w>> {
        self.values().with_parts()
    }

    /// From the first to the last value; where a value belongs if there is none.
    pub fn value_span(self) -> Span {
        let first = self.values().next().map(|v| v.span());
        let end = Span::at(self.span().end);
        first.map_or(end, |v| v.cover(end))
    }
}

/// The values of a property, or the parts of one.
#[derive(Clone)]
pub struct Values<'w> {
    prop: Prop<'w>,
    next: u32,
    end: u32,
}

impl<'w> Values<'w> {
    /// No values.
    #[inline]
    pub(super) fn none(decl: Decl<'w>) -> Self {
        Self { prop: Prop { decl, index: 0 }, next: 0, end: 0 }
    }

    /// The values with all their parts.
    #[inline]
    pub(super) fn with_parts(self) -> impl Iterator<Item = Value<'w>> {
        let Self { prop, next, end } = self;
        (next..end).map(move |index| Value { prop, index })
    }
}

impl<'w> Iterator for Values<'w> {
    type Item = Value<'w>;

    #[inline]
    fn next(&mut self) -> Option<Value<'w>> {
        (self.next < self.end).then(|| {
            let value = Value { prop: self.prop, index: self.next };
            self.next += value.len();
            value
        })
    }
}

/// A value, or a part of one.
#[derive(Clone, Copy)]
pub struct Value<'w> {
    prop: Prop<'w>,
    index: u32,
}

impl Workspace {
    /// Goes through the values of a file that should name something and do not, or not something of a kind that is wanted there; where
    /// values are unusable, through these and all names.
    pub fn each_unfit_name(&self, file: FileId, mut say: impl FnMut(Decl<'_>, Value<'_>)) {
        let Some(entry) = self.entry(file) else { return };
        if entry.model.values.any_bad() {
            return self.each_name(file, say);
        }
        for Unfit { name, .. } in &entry.unfit {
            let Some(decl) = self.decl_in(file, name.decl) else { continue };
            say(decl, Value { prop: Prop { decl, index: name.prop }, index: name.value });
        }
    }

    /// Goes through the values of a file that are names, and through those that may be meant as one: they are unusable.
    pub fn each_name(&self, file: FileId, mut say: impl FnMut(Decl<'_>, Value<'_>)) {
        let Some(model) = self.file(file) else { return };
        if model.values.any_bad() {
            let named = |value: &Value<'_>| matches!(value.val(), Val::Ref(_) | Val::Bad);
            for decl in self.decls_in(file) {
                decl.props().flat_map(Prop::parts).filter(named).for_each(|value| say(decl, value));
            }
            return;
        }
        model.each_name_use(|name| {
            let Some(decl) = self.decl_in(file, name.decl) else { return };
            say(decl, Value { prop: Prop { decl, index: name.prop }, index: name.value });
        });
    }
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
    pub fn parts(self) -> Values<'w> {
        Values { prop: self.prop, next: self.index + 1, end: self.index + self.len() }
    }

    /// The part of a composite value that has this number from 1, where those before it are simple.
    fn part(self, number: u32) -> Self {
        Self { index: self.index + number, ..self }
    }

    /// The content of a string, or of a tag.
    pub fn text(self) -> Option<Cow<'w, str>> {
        match self.val() {
            Val::Text | Val::Vague | Val::Label => Some(content(self.written())),
            _ => None,
        }
    }

    /// Whether it is a text in which nothing stands.
    pub fn is_blank(self) -> bool {
        self.model().values.is_blank(self.index)
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
        self.model().values.days(self.index).map(|(first, last)| Dates { first, last })
    }

    /// First and last day of a range; of one that is turned round nothing follows.
    pub fn date_range(self) -> Option<(Day, Day)> {
        let (first, last) = self.range_ends();
        Some((first?, last?))
    }

    /// First and last day of a range, each as far as it can be read.
    pub fn range_ends(self) -> (Option<Day>, Option<Day>) {
        let Val::Range { len: 2 } = self.val() else { return (None, None) };
        match (self.part(1).dates().map(|d| d.first), self.part(2).dates().map(|d| d.last)) {
            (Some(first), Some(last)) if first > last => (None, None),
            ends => ends,
        }
    }

    /// Whether a range begins with an open question.
    pub fn starts_open(self) -> bool {
        matches!(self.val(), Val::Range { .. }) && self.part(1).is_open()
    }

    /// A quantity; that of a reading or comparison too.
    pub fn quantity(self) -> Option<Quantity<'w>> {
        let model = self.model();
        let (value, unit) = model.values.quantity(self.index)?;
        Some(Quantity { value, unit: model.units.get(usize::from(unit)).map_or("", |u| u) })
    }

    /// The number of the unit of its quantity among the units of its file; 0 where it has none.
    pub fn unit_number(self) -> Option<u16> {
        self.model().values.quantity(self.index).map(|(_, unit)| unit)
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
            Val::Range { len: 3 } => self.part(2).duration(),
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
            Val::Lagged { minus } => Some((self.part(1), self.part(2).duration().map(|d| (minus, d)))),
            _ => None,
        }
    }

    /// The hops of a chain: the name and its label.
    pub fn hops(self) -> impl Iterator<Item = (Value<'w>, Option<Value<'w>>)> {
        let len = if let Val::Chain { len } = self.val() { len } else { 0 };
        let mut next = self.part(1);
        (0..len).map(move |_| {
            let hop = next;
            next = hop.part(hop.len());
            let label = matches!(hop.val(), Val::Hop { label: true }).then(|| hop.part(2));
            (hop.part(1), label)
        })
    }
}
