//! One file as the model keeps it: its text, its declarations, properties and typed values in flat lists.
//!
//! Made by [`crate::lower`]; read through the handles of [`crate::view`]. Positions are byte offsets in the text.

use crate::dates::Day;
use crate::names::{Scope, WordHash};
use crate::schema::{Key, Kind, KindSet};
use prog_diagnostics::Diagnostic;
use prog_syntax::{Comment, Op, Span};
use std::sync::Arc;

/// No declaration: the top of the file.
pub const NONE: u32 = u32::MAX;

/// One declaration. Declarations stand in pre-order.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclData {
    /// Its kind; [`Kind::Unknown`] once reported.
    pub kind: Kind,
    /// A syntax error lies in it: nothing is said about what is absent.
    pub broken: bool,
    /// The `{ … }` is there.
    pub has_block: bool,
    /// Its number among the nameless of its kind in the same parent, from 1.
    pub ordinal: u16,
    /// Index of the declaration that it stands in, or [`NONE`].
    pub parent: u32,
    /// Index just past its subtree.
    pub end: u32,
    /// Its properties: first and just past the last.
    pub props: (u32, u32),
    /// All of it.
    pub span: Span,
    /// The kind's word.
    pub kind_span: Span,
    /// The name; empty where there is none.
    pub name: Span,
    /// The title, quotes included; empty where there is none.
    pub title: Span,
    /// The scope that it stands in.
    pub outer: Scope,
    /// The scope that it opens: its path, or `outer` where it opens none.
    pub scope: Scope,
    /// The hash of its name; 0 where there is none.
    pub word: WordHash,
}

/// One property.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PropData {
    /// Its key.
    pub key: Key,
    /// Index of its declaration.
    pub decl: u32,
    /// The key's word.
    pub key_span: Span,
    /// Just past its last value.
    pub end: u32,
    /// Its values: first and just past the last, composite values with their parts.
    pub values: (u32, u32),
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)]
pub enum TimeUnit {
    Ms,
    S,
    Min,
    H,
    D,
    W,
    Mo,
    Y,
}

/// What one value is, resolved as far as one file allows.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Val {
    /// `?`
    Open,
    /// Something unusable that was reported.
    Bad,
    /// A string or text block.
    Text,
    /// A word or string that is a tag, or a free label before a comparison.
    Label,
    /// A word of a closed list, by its place in it.
    Word(u8),
    /// A name: index into [`FileModel::refs`].
    Ref(u32),
    /// A number with the unit at this place of [`FileModel::units`] (0 is none).
    Quantity { unit: u16, value: f64 },
    /// First and last day of a date or period.
    Date { first: Day, last: Day },
    /// A text where a date is expected.
    Vague,
    /// A length of time.
    Duration { unit: TimeUnit, amount: f64 },
    /// A likelihood or impact by its step from 1; the percentage if it was given so.
    Step { step: u8, percent: Option<f32> },
    /// Two or three values follow.
    Range { len: u8 },
    /// An optional label, then the value follow.
    Comparison { op: Op, label: bool },
    /// The value, then the date follow.
    Reading,
    /// The name, then the duration follow.
    Lagged { minus: bool },
    /// This many hops follow, each a name and, where the flag of the hop says so, its label.
    Chain { len: u32 },
    /// A hop: the name follows, then its label if there is one.
    Hop { label: bool },
}

/// One value and its place, while a file is read; [`Values`] keeps them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueData {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub val: Val,
}

/// One use of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RefData {
    /// Index of the value.
    pub value: u32,
    /// Index of the property.
    pub prop: u32,
}

/// One allow comment: `// progc: allow(rule) until 2026-06-30 reason`.
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    /// The whole comment.
    pub span: Span,
    /// The rules named, each with its place.
    pub rules: Vec<Span>,
    /// The date after which it suppresses no more, with its place.
    pub until: Option<(Day, Span)>,
    /// A date that could not be read.
    pub bad_until: Option<Span>,
    /// The reason; empty where there is none.
    pub reason: Span,
    /// What it covers: the declaration or property that follows it, or the line that it ends.
    pub covers: Span,
    /// Index of the declaration that it stands before or in.
    pub decl: u32,
}

/// One file.
#[derive(Clone, Debug)]
pub struct FileModel {
    /// Path relative to the workspace, with `/`.
    pub path: Arc<str>,
    /// The text as read.
    pub text: Arc<str>,
    /// The path after `part of`.
    pub part_of: Option<Span>,
    /// The scope of the top of the file.
    pub scope: Scope,
    /// Its declarations in pre-order.
    pub decls: Box<[DeclData]>,
    /// The kinds of its declarations, so that whoever looks for one can pass the file by.
    pub kinds: KindSet,
    /// Their properties, those of one declaration together.
    pub props: Box<[PropData]>,
    /// Their values.
    pub values: Values,
    /// The uses of names in order.
    pub refs: Box<[RefData]>,
    /// The units in use; the first is none.
    pub units: Box<[Box<str>]>,
    /// The comments that allow a finding.
    pub allows: Box<[Allow]>,
    /// The comments.
    pub comments: Box<[Comment]>,
    /// The findings that this file alone shows.
    pub findings: Box<[Diagnostic]>,
}

impl FileModel {
    /// Index of the innermost declaration around the byte at `at`.
    pub fn innermost(&self, at: u32) -> Option<u32> {
        let after = self.decls.partition_point(|d| d.span.start <= at);
        let mut index = after.checked_sub(1)? as u32;
        while self.decls[index as usize].span.end <= at {
            index = self.decls[index as usize].parent;
            if index == NONE {
                return None;
            }
        }
        Some(index)
    }
}

/// The values of a file, 16 bytes each: a large workspace has millions.
#[derive(Clone, Debug, Default)]
pub struct Values {
    packed: Box<[Packed]>,
    /// The numbers of quantities and durations.
    numbers: Box<[f64]>,
}

/// A value and its place. What `tag`, `a`, `b` and `c` mean stands in [`Values::val`] and [`pack`].
#[derive(Clone, Copy, Debug)]
struct Packed {
    start: u32,
    end: u32,
    a: u32,
    b: u16,
    c: u8,
    tag: Tag,
}

#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Tag {
    Open,
    Bad,
    Text,
    Label,
    Word,
    Ref,
    Quantity,
    Date,
    Vague,
    Duration,
    Step,
    Percent,
    Range,
    Comparison,
    Reading,
    Lagged,
    Chain,
    Hop,
}

/// The signs of comparisons by number.
const SIGNS: [Op; 6] = [Op::None, Op::Ge, Op::Le, Op::Gt, Op::Lt, Op::Eq];
/// The units of time by number.
const TIMES: [TimeUnit; 8] = [
    TimeUnit::Ms,
    TimeUnit::S,
    TimeUnit::Min,
    TimeUnit::H,
    TimeUnit::D,
    TimeUnit::W,
    TimeUnit::Mo,
    TimeUnit::Y,
];

impl Values {
    pub(crate) fn new(values: &[ValueData]) -> Self {
        let mut numbers = Vec::new();
        let packed = values.iter().map(|v| pack(v, &mut numbers)).collect();
        Self { packed, numbers: numbers.into() }
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = ValueData> + '_ {
        (0..self.packed.len() as u32).map(|i| ValueData { span: self.span(i), val: self.val(i) })
    }

    /// Where a value stands.
    pub fn span(&self, index: u32) -> Span {
        let value = &self.packed[index as usize];
        Span::new(value.start, value.end)
    }

    /// What a value is.
    pub fn val(&self, index: u32) -> Val {
        let Packed { a, b, c, tag, .. } = self.packed[index as usize];
        let number = || self.numbers[a as usize];
        match tag {
            Tag::Open => Val::Open,
            Tag::Bad => Val::Bad,
            Tag::Text => Val::Text,
            Tag::Label => Val::Label,
            Tag::Word => Val::Word(c),
            Tag::Ref => Val::Ref(a),
            Tag::Quantity => Val::Quantity { unit: b, value: number() },
            Tag::Date => {
                let first = a.cast_signed();
                Val::Date { first, last: first + i32::from(b) }
            }
            Tag::Vague => Val::Vague,
            Tag::Duration => Val::Duration { unit: TIMES[c as usize], amount: number() },
            Tag::Step => Val::Step { step: c, percent: None },
            Tag::Percent => Val::Step { step: c, percent: Some(f32::from_bits(a)) },
            Tag::Range => Val::Range { len: c },
            Tag::Comparison => Val::Comparison { op: SIGNS[c as usize], label: b == 1 },
            Tag::Reading => Val::Reading,
            Tag::Lagged => Val::Lagged { minus: b == 1 },
            Tag::Chain => Val::Chain { len: a },
            Tag::Hop => Val::Hop { label: b == 1 },
        }
    }

    /// How many entries the value takes, itself and its parts.
    pub fn len_at(&self, index: u32) -> u32 {
        match self.val(index) {
            Val::Range { len } => 1 + u32::from(len),
            Val::Comparison { label, .. } | Val::Hop { label } => 2 + u32::from(label),
            Val::Reading | Val::Lagged { .. } => 3,
            Val::Chain { len } => {
                let mut at = index + 1;
                for _ in 0..len {
                    at += self.len_at(at);
                }
                at - index
            }
            _ => 1,
        }
    }
}

/// Nothing is lost: a period is at most a year long, and a file has fewer than 2³² numbers.
fn pack(value: &ValueData, numbers: &mut Vec<f64>) -> Packed {
    let mut number = |n: f64| {
        numbers.push(n);
        (numbers.len() - 1) as u32
    };
    let (tag, a, b, c) = match value.val {
        Val::Open => (Tag::Open, 0, 0, 0),
        Val::Bad => (Tag::Bad, 0, 0, 0),
        Val::Text => (Tag::Text, 0, 0, 0),
        Val::Label => (Tag::Label, 0, 0, 0),
        Val::Word(at) => (Tag::Word, 0, 0, at),
        Val::Ref(at) => (Tag::Ref, at, 0, 0),
        Val::Quantity { unit, value } => (Tag::Quantity, number(value), unit, 0),
        Val::Date { first, last } => (Tag::Date, first.cast_unsigned(), (last - first) as u16, 0),
        Val::Vague => (Tag::Vague, 0, 0, 0),
        Val::Duration { unit, amount } => (Tag::Duration, number(amount), 0, unit as u8),
        Val::Step { step, percent: None } => (Tag::Step, 0, 0, step),
        Val::Step { step, percent: Some(percent) } => (Tag::Percent, percent.to_bits(), 0, step),
        Val::Range { len } => (Tag::Range, 0, 0, len),
        Val::Comparison { op, label } => {
            let sign = SIGNS.iter().position(|s| *s == op).unwrap_or(0);
            (Tag::Comparison, 0, u16::from(label), sign as u8)
        }
        Val::Reading => (Tag::Reading, 0, 0, 0),
        Val::Lagged { minus } => (Tag::Lagged, 0, u16::from(minus), 0),
        Val::Chain { len } => (Tag::Chain, len, 0, 0),
        Val::Hop { label } => (Tag::Hop, 0, u16::from(label), 0),
    };
    Packed { start: value.span.start, end: value.span.end, a, b, c, tag }
}

/// The full path of the declaration at `index`: names from the root, joined by dots; a workstream is left out, and the
/// nameless count among their kind.
pub fn path_of(decls: &[DeclData], text: &str, part_of: Option<Span>, index: u32) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut at = index;
    while at != NONE {
        let decl = &decls[at as usize];
        if !decl.name.is_empty() && (decl.kind.opens_scope() || at == index) {
            parts.push(decl.name.text(text).to_owned());
        } else if decl.name.is_empty() {
            parts.push(format!("{}-{}", decl.kind.word(), decl.ordinal));
        }
        at = decl.parent;
    }
    if let Some(span) = part_of {
        parts.push(span.text(text).chars().filter(|c| !c.is_whitespace()).collect());
    }
    parts.reverse();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_loses_nothing() {
        let vals = [
            Val::Open,
            Val::Word(3),
            Val::Ref(70_000),
            Val::Quantity { unit: 9, value: -61.4 },
            Val::Date { first: -5, last: 360 },
            Val::Duration { unit: TimeUnit::Mo, amount: 1.5 },
            Val::Step { step: 4, percent: None },
            Val::Step { step: 4, percent: Some(65.0) },
            Val::Comparison { op: Op::Lt, label: true },
            Val::Lagged { minus: true },
            Val::Chain { len: 100_000 },
            Val::Hop { label: false },
        ];
        let data: Vec<ValueData> =
            vals.iter().map(|val| ValueData { span: Span::new(1, 2), val: *val }).collect();
        let values = Values::new(&data);
        let read: Vec<Val> = (0..vals.len() as u32).map(|i| values.val(i)).collect();
        assert_eq!(read, vals);
        assert_eq!(size_of::<Packed>(), 16);
    }
}
