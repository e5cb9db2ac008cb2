//! Values: what a node means for the type that its property asks for.

use super::Lowerer;
use crate::file::{Val, ValueData};
use crate::names;
use crate::schema::{Property, Ty, key};
use prog_syntax::{NodeRef, Op, Span, Tag};
use smallvec::SmallVec;

/// A property while its values are read.
#[derive(Clone, Copy)]
pub(super) struct Asked<'p> {
    pub property: &'p Property<'p>,
    /// What is asked for at this place, where it is a part of the property's type.
    pub ty: Ty,
}

impl<'p> Asked<'p> {
    /// What is asked for as the `nth` value of a property.
    pub(super) fn of(property: &'p Property<'p>, nth: usize) -> Self {
        let ty = match (property.ty, nth) {
            (Ty::Residual, 0) => Ty::Likelihood,
            (Ty::Residual, _) => Ty::Impact,
            (ty, _) => ty,
        };
        Self { property, ty }
    }
}

/// The parts of a value: three at most.
type Parts<'a> = SmallVec<[NodeRef<'a>; 3]>;

impl Lowerer<'_> {
    /// Reads a value of a property whose values are all of one type.
    #[inline]
    pub(super) fn one_value(&mut self, node: NodeRef<'_>, property: &Property<'_>) {
        // Names and texts first: most values are one of them, and with both there is nothing else to look at.
        match (node.tag(), property.ty) {
            _ if property.custom.is_some() => self.value(node, property, 0),
            (Tag::Path, Ty::Ref(_) | Ty::Link(_) | Ty::RefOrStr(_)) => self.name_ref(node.span()),
            (Tag::Str | Tag::TextBlock, Ty::Text | Ty::Str) => {
                self.add(node.span(), Val::Text);
            }
            _ => self.value(node, property, 0),
        }
    }

    /// Reads the `nth` value of a property.
    pub(super) fn value(&mut self, node: NodeRef<'_>, property: &Property<'_>, nth: usize) {
        let asked = Asked::of(property, nth);
        match node.tag() {
            Tag::Range => self.range(node, asked),
            Tag::Comparison => self.comparison(node, asked),
            Tag::Reading => self.reading(node, asked),
            Tag::Lagged => self.lagged(node, asked),
            Tag::Chain => self.chain(node, asked),
            _ => self.lone(node, asked),
        }
    }

    pub(super) fn push(&mut self, span: Span, val: Val) -> usize {
        self.add(span, val)
    }

    /// What [`Self::push`] does, for those values of which there are many.
    #[inline(always)]
    pub(super) fn add(&mut self, span: Span, val: Val) -> usize {
        self.values.push(ValueData { span, val }, self.text)
    }

    #[inline]
    pub(super) fn name_ref(&mut self, span: Span) {
        let at = self.refs.len() as u32;
        self.refs.push(self.values.len() as u32);
        self.words.push(names::word_at(self.text, span));
        self.add(span, Val::Ref(at));
    }

    /// A value of one part. Types that only take several parts refuse it.
    fn lone(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let composite = matches!(asked.ty, Ty::DateRange | Ty::Comparison | Ty::Reading | Ty::Chain);
        if composite && node.tag() != Tag::Open {
            self.refuse(node, asked);
            return;
        }
        self.scalar(node, asked);
        if asked.property.custom.is_some() {
            self.check_pattern(node, asked);
        }
    }

    fn check_pattern(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let Some(pattern) = asked.property.custom.and_then(|c| c.pattern.as_deref()) else { return };
        if !matches!(node.tag(), Tag::Str | Tag::Path) {
            return;
        }
        let value = self.text_of(node.span()).trim_matches('"');
        if !super::scalars::matches_pattern(pattern, value) {
            let message = format!("`{}` does not look like `{pattern}`", value);
            self.error("invalid-value", node.span(), message).help =
                Some("In the pattern `*` is any text, `?` one character and `#` one digit".into());
        }
    }

    fn range(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let parts: Parts<'_> = node.children().collect();
        if let ([part], Ty::DateRange, true) = (&parts[..], asked.ty, self.slipped) {
            return self.half_range(node, *part, asked);
        }
        let fits = match asked.ty {
            Ty::DateRange | Ty::QuantityOrRange => parts.len() == 2,
            Ty::Estimate => parts.len() == 3,
            Ty::Delay => parts.len() == 2 || parts.len() == 3,
            _ => false,
        };
        if !fits {
            return self.refuse(node, asked);
        }
        self.push(node.span(), Val::Range { len: parts.len() as u8 });
        let part = match asked.ty {
            Ty::DateRange => Ty::Start,
            Ty::QuantityOrRange => Ty::Quantity,
            _ => Ty::Duration,
        };
        let from = self.values.len();
        for p in &parts {
            self.scalar(*p, Asked { ty: part, ..asked });
        }
        self.check_order(node, from, asked);
    }

    /// A range of dates of which one end is missing, as was said: the other one still counts.
    fn half_range(&mut self, node: NodeRef<'_>, part: NodeRef<'_>, asked: Asked<'_>) {
        let asked = Asked { ty: Ty::Start, ..asked };
        let whole = node.span();
        self.push(whole, Val::Range { len: 2 });
        if part.span().start == whole.start {
            self.scalar(part, asked);
            self.push(Span::at(whole.end), Val::Bad);
        } else {
            self.push(Span::at(whole.start), Val::Bad);
            self.scalar(part, asked);
        }
    }

    /// `inverted-range`: the end lies before the start.
    fn check_order(&mut self, node: NodeRef<'_>, from: usize, asked: Asked<'_>) {
        let last_at = self.values.len();
        let ordered = (from + 1..last_at).all(|i| {
            let (a, b) = (self.values.val(i - 1), self.values.val(i));
            self.compare_values(a, b).is_none_or(|o| o.is_le())
        });
        if ordered {
            return;
        }
        let name = asked.property.name;
        let (message, help) = match asked.ty {
            Ty::DateRange => {
                (format!("The end of `{name}` lies before its start"), "Write the earlier date first")
            }
            Ty::Estimate => (
                format!("`{name}` does not grow from left to right"),
                "Write it as optimistic .. likely .. pessimistic",
            ),
            _ => (format!("`{name}` goes from the larger to the smaller"), "Write the smaller one first"),
        };
        self.error("inverted-range", node.span(), message).help = Some(help.into());
    }

    fn comparison(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        if !matches!(asked.ty, Ty::Comparison | Ty::Target) {
            return self.refuse(node, asked);
        }
        let parts: Parts<'_> = node.children().collect();
        let Some((value, label)) = parts.split_last() else { return self.refuse(node, asked) };
        let op = if node.op() == Op::None { Op::Eq } else { node.op() };
        self.push(node.span(), Val::Comparison { op, label: !label.is_empty() });
        if let Some(label) = label.first() {
            let open = label.tag() == Tag::Open;
            self.push(label.span(), if open { Val::Open } else { Val::Label });
        }
        self.scalar(*value, Asked { ty: Ty::Quantity, ..asked });
    }

    fn reading(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        if !matches!(asked.ty, Ty::Reading | Ty::QuantityOrReading) {
            return self.refuse(node, asked);
        }
        let mut parts = node.children();
        let (Some(value), Some(date)) = (parts.next(), parts.next()) else { return self.refuse(node, asked) };
        self.push(node.span(), Val::Reading);
        self.scalar(value, Asked { ty: Ty::Quantity, ..asked });
        let read = self.values.last();
        self.scalar(date, Asked { ty: Ty::Deadline, ..asked });
        if asked.property.key == key::SATISFACTION
            && let Some(Val::Quantity { unit, value: number }) = read
            && (unit != 0 || !(1.0..=5.0).contains(&number))
        {
            let message = format!("A satisfaction of `{}` is not from 1 to 5", self.text_of(value.span()));
            self.error("invalid-value", value.span(), message).help =
                Some("Write a number from 1 (not at all) to 5 (very)".into());
        }
    }

    fn lagged(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let mut parts = node.children();
        let (Some(path), Some(lag)) = (parts.next(), parts.next()) else { return self.refuse(node, asked) };
        if !matches!(asked.ty, Ty::Link(_)) {
            return self.refuse(node, asked);
        }
        self.push(node.span(), Val::Lagged { minus: node.op() == Op::Minus });
        match path.tag() {
            Tag::Open => {
                self.push(path.span(), Val::Open);
            }
            _ => self.name_ref(path.span()),
        }
        self.scalar(lag, Asked { ty: Ty::Duration, ..asked });
    }

    fn chain(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        if !matches!(asked.ty, Ty::Chain) {
            return self.refuse(node, asked);
        }
        let at = self.push(node.span(), Val::Chain { len: 0 });
        let mut len = 0;
        for hop in node.children() {
            let mut parts = hop.children();
            let Some(path) = parts.next() else { continue };
            let label = parts.next();
            self.push(hop.span(), Val::Hop { label: label.is_some() });
            match path.tag() {
                Tag::Path => self.name_ref(path.span()),
                Tag::Open => {
                    self.push(path.span(), Val::Open);
                }
                _ => {
                    self.push(path.span(), Val::Bad);
                }
            }
            if let Some(label) = label {
                self.push(label.span(), Val::Text);
            }
            len += 1;
        }
        self.values.set(at, Val::Chain { len });
    }

    /// Which of two values of one property comes first; `None` where they cannot be compared.
    fn compare_values(&self, a: Val, b: Val) -> Option<std::cmp::Ordering> {
        use crate::value;
        match (a, b) {
            // A period stands for its first day as a start and for its last as an end.
            (Val::Date { first, .. }, Val::Date { last, .. }) => Some(first.cmp(&last)),
            (Val::Duration { unit: u, amount: x }, Val::Duration { unit: v, amount: y }) => {
                value::hours(u, x).partial_cmp(&value::hours(v, y))
            }
            (Val::Quantity { unit: u, value: x }, Val::Quantity { unit: v, value: y }) => {
                let unit = |u: u16| &*self.units[u as usize];
                value::compare(x, unit(u), y, unit(v))
            }
            _ => None,
        }
    }
}
