//! Values, packed: a tag says what the few bytes beside it mean, and numbers that do not fit stand in a list of their own.

use super::{List, Offset, bring_near, is_short, pair, span};
use crate::dates::Day;
use crate::file::{TimeUnit, Val, ValueData};
use prog_syntax::{Op, Span};

/// The values of a file, 8 bytes each in short files.
#[derive(Clone, Debug, Default)]
pub struct Values {
    packed: List<Packed<u16>, Packed<u32>>,
    /// Numbers that do not fit beside a tag: with digits after the point, and large ones. Some come in pairs, as their tags say.
    numbers: Box<[f64]>,
    /// What there is among them, one bit for each [`Tag`].
    tags: u32,
}

/// A value and its place. What `tag`, `a` and `b` mean stands in [`unpack`] and [`NewValues::content`].
#[derive(Clone, Copy, Debug)]
struct Packed<O> {
    span: (O, O),
    a: O,
    b: u8,
    tag: Tag,
}

#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Tag {
    Open,
    Bad,
    /// Of a text, a label and a vague date `b` says whether something stands in it.
    Text,
    Label,
    Word,
    Ref,
    /// A small number without digits after the point; `b` is the unit.
    Whole,
    Quantity,
    /// The unit stands after the number.
    HighUnit,
    /// From day `a`, `b` days more.
    Date,
    /// From day `a`, `b` and 256 days more.
    LongDate,
    /// Two numbers: the first and the last day.
    FarDate,
    Vague,
    WholeDuration,
    Duration,
    Step,
    Percent,
    /// The first of those that have parts.
    Range,
    Comparison,
    /// A comparison with a label.
    Labelled,
    Reading,
    Lagged,
    Chain,
    Hop,
}

#[inline]
fn bit(tag: Tag) -> u32 {
    1 << tag as u8
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
    /// Fetches them from memory.
    pub(crate) fn bring_near(&self) {
        read!(&self.packed, list => bring_near(list, |v| v.tag as u8));
    }

    /// Whether there is a `?` among them.
    #[inline]
    pub fn any_open(&self) -> bool {
        self.tags & bit(Tag::Open) != 0
    }

    /// Whether there is a text in place of a date among them.
    #[inline]
    pub fn any_vague(&self) -> bool {
        self.tags & bit(Tag::Vague) != 0
    }

    /// Whether there is one among them that is unusable.
    #[inline]
    pub fn any_bad(&self) -> bool {
        self.tags & bit(Tag::Bad) != 0
    }

    /// The index in the refs of a file, if the value is a name.
    #[inline]
    pub fn reference(&self, index: u32) -> Option<u32> {
        read!(&self.packed, list => {
            let value = &list[index as usize];
            matches!(value.tag, Tag::Ref).then(|| value.a.get())
        })
    }

    /// Whether a value is `?`.
    #[inline]
    pub fn is_open(&self, index: u32) -> bool {
        matches!(self.tag(index), Tag::Open)
    }

    /// Whether something was said about a value that makes it unusable.
    #[inline]
    pub fn is_bad(&self, index: u32) -> bool {
        matches!(self.tag(index), Tag::Bad)
    }

    /// Whether a value is a text in which nothing stands.
    #[inline]
    pub fn is_blank(&self, index: u32) -> bool {
        let (_, b, tag) = self.content(index);
        matches!(tag, Tag::Text | Tag::Label | Tag::Vague) && b == BLANK
    }

    #[inline]
    fn tag(&self, index: u32) -> Tag {
        read!(&self.packed, list => list[index as usize].tag)
    }

    #[inline]
    fn content(&self, index: u32) -> (u32, u8, Tag) {
        read!(&self.packed, list => {
            let Packed { a, b, tag, .. } = list[index as usize];
            (a.get(), b, tag)
        })
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = ValueData> + '_ {
        (0..self.packed.len() as u32).map(|i| ValueData { span: self.span(i), val: self.val(i) })
    }

    /// Where a value stands.
    #[inline]
    pub fn span(&self, index: u32) -> Span {
        read!(&self.packed, list => span(list[index as usize].span))
    }

    /// What a value is.
    #[inline]
    pub fn val(&self, index: u32) -> Val {
        unpack(self.content(index), &self.numbers)
    }

    /// First and last day of a date, or of that of a reading. What [`Values::val`] says too, but asked for most.
    pub fn days(&self, index: u32) -> Option<(Day, Day)> {
        let (a, b, tag) = self.content(index);
        let (first, days) = (a as Day, Day::from(b));
        match tag {
            Tag::Date => Some((first, first + days)),
            Tag::LongDate => Some((first, first + days + 256)),
            Tag::FarDate => Some((self.numbers[a as usize] as Day, self.numbers[a as usize + 1] as Day)),
            // Past its number.
            Tag::Reading => self.days(index + 2),
            _ => None,
        }
    }

    /// Number and unit of a quantity, or of that of a reading or comparison.
    pub fn quantity(&self, index: u32) -> Option<(f64, u16)> {
        let (a, b, tag) = self.content(index);
        match tag {
            Tag::Whole => Some((f64::from((a as u16).cast_signed()), b.into())),
            Tag::Quantity => Some((self.numbers[a as usize], b.into())),
            Tag::HighUnit => Some((self.numbers[a as usize], self.numbers[a as usize + 1] as u16)),
            Tag::Reading | Tag::Comparison => self.quantity(index + 1),
            // Past the label.
            Tag::Labelled => self.quantity(index + 2),
            _ => None,
        }
    }

    /// How many entries the value takes, itself and its parts.
    #[inline]
    pub fn len_at(&self, index: u32) -> u32 {
        match self.tag(index) {
            // Most are simple, and need not be unpacked for that.
            tag if (tag as u8) < Tag::Range as u8 => 1,
            Tag::Comparison => 2,
            Tag::Labelled | Tag::Reading | Tag::Lagged => 3,
            _ => self.parts_at(index),
        }
    }

    fn parts_at(&self, index: u32) -> u32 {
        let (a, b, tag) = self.content(index);
        match tag {
            Tag::Range => 1 + u32::from(b),
            Tag::Hop => 2 + u32::from(b),
            Tag::Chain => (0..a).fold(index + 1, |at, _| at + self.len_at(at)) - index,
            _ => self.len_at(index),
        }
    }
}

/// What the bytes of a value say.
#[inline]
fn unpack((a, b, tag): (u32, u8, Tag), numbers: &[f64]) -> Val {
    let whole = || f64::from((a as u16).cast_signed());
    let number = || numbers[a as usize];
    match tag {
        Tag::Open => Val::Open,
        Tag::Bad => Val::Bad,
        Tag::Text => Val::Text,
        Tag::Label => Val::Label,
        Tag::Word => Val::Word(b),
        Tag::Ref => Val::Ref(a),
        Tag::Whole => Val::Quantity { unit: u16::from(b), value: whole() },
        Tag::Quantity => Val::Quantity { unit: u16::from(b), value: number() },
        Tag::HighUnit => Val::Quantity { unit: numbers[a as usize + 1] as u16, value: number() },
        Tag::Date | Tag::LongDate => {
            let first = a as Day;
            let more = if matches!(tag, Tag::LongDate) { 256 } else { 0 };
            Val::Date { first, last: first + i32::from(b) + more }
        }
        Tag::FarDate => Val::Date { first: number() as Day, last: numbers[a as usize + 1] as Day },
        Tag::Vague => Val::Vague,
        Tag::WholeDuration => Val::Duration { unit: TIMES[b as usize], amount: whole() },
        Tag::Duration => Val::Duration { unit: TIMES[b as usize], amount: number() },
        Tag::Step => Val::Step { step: b, percent: None },
        Tag::Percent => Val::Step { step: b, percent: Some(number() as f32) },
        Tag::Range => Val::Range { len: b },
        Tag::Comparison => Val::Comparison { op: SIGNS[b as usize], label: false },
        Tag::Labelled => Val::Comparison { op: SIGNS[b as usize], label: true },
        Tag::Reading => Val::Reading,
        Tag::Lagged => Val::Lagged { minus: b == 1 },
        Tag::Chain => Val::Chain { len: a },
        Tag::Hop => Val::Hop { label: b == 1 },
    }
}

/// Stands beside a text in which nothing stands.
const BLANK: u8 = 1;

/// The values of a file while it is read: packed at once, as it is mostly known where they are found what they are. How wide
/// offsets have to be shows at the end.
#[derive(Default)]
pub(crate) struct NewValues {
    packed: Vec<Packed<u32>>,
    numbers: Vec<f64>,
    /// There is a text among them in which nothing stands.
    any_blank: bool,
}

impl NewValues {
    pub fn with_capacity(room: usize) -> Self {
        Self { packed: Vec::with_capacity(room), ..Self::default() }
    }

    pub fn clear(&mut self) {
        self.packed.clear();
        self.numbers.clear();
        self.any_blank = false;
    }

    /// Whether there is a text among them in which nothing stands.
    pub fn any_blank(&self) -> bool {
        self.any_blank
    }

    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// What the value at `index` is.
    pub fn val(&self, index: usize) -> Val {
        let Packed { a, b, tag, .. } = self.packed[index];
        unpack((a, b, tag), &self.numbers)
    }

    /// What the last value is.
    pub fn last(&self) -> Option<Val> {
        self.len().checked_sub(1).map(|last| self.val(last))
    }

    /// Adds a value of `text`, and gives its index. Inlined, as little is left of it where it is known what the value is.
    #[inline(always)]
    pub fn push(&mut self, ValueData { span, val }: ValueData, text: &str) -> usize {
        let (tag, a, mut b) = self.content(val);
        // Told while the text is at hand.
        if matches!(tag, Tag::Text | Tag::Label | Tag::Vague) && may_be_blank(span, text) {
            b = blank(span, text);
            self.any_blank |= b == BLANK;
        }
        self.packed.push(Packed { span: (span.start, span.end), a, b, tag });
        self.packed.len() - 1
    }

    /// Puts something that is no text in the place of what the value at `index` is.
    pub fn set(&mut self, index: usize, val: Val) {
        let (tag, a, b) = self.content(val);
        let packed = &mut self.packed[index];
        (packed.tag, packed.a, packed.b) = (tag, a, b);
    }

    /// Keeps them, with room for no more than they take; `size` is the highest offset or number in the file.
    pub fn finish(&self, size: usize) -> Values {
        let short = |v: &Packed<u32>| Packed {
            span: pair(Span::new(v.span.0, v.span.1)),
            a: v.a as u16,
            b: v.b,
            tag: v.tag,
        };
        let packed = match is_short(size) {
            true => List::Short(self.packed.iter().map(short).collect()),
            false => List::Long(self.packed.as_slice().into()),
        };
        let tags = self.packed.iter().fold(0, |tags, v| tags | bit(v.tag));
        Values { packed, numbers: self.numbers.as_slice().into(), tags }
    }

    /// The number beside the tag has as many bits as the offsets of the file, and at least 16: enough for the number of anything in
    /// the file. Nothing is lost.
    #[inline(always)]
    fn content(&mut self, val: Val) -> (Tag, u32, u8) {
        match val {
            Val::Open => (Tag::Open, 0, 0),
            Val::Bad => (Tag::Bad, 0, 0),
            Val::Text => (Tag::Text, 0, 0),
            Val::Label => (Tag::Label, 0, 0),
            Val::Word(at) => (Tag::Word, 0, at),
            Val::Ref(at) => (Tag::Ref, at, 0),
            Val::Quantity { unit, value } => match (u8::try_from(unit), whole(value)) {
                (Ok(unit), Some(number)) => (Tag::Whole, number, unit),
                (Ok(unit), None) => (Tag::Quantity, self.number(value), unit),
                (Err(_), _) => (Tag::HighUnit, self.two_numbers(value, unit.into()), 0),
            },
            Val::Date { first, last } => match (u16::try_from(first), last - first) {
                (Ok(first), days @ 0..256) => (Tag::Date, first.into(), days as u8),
                (Ok(first), days @ 256..512) => (Tag::LongDate, first.into(), (days - 256) as u8),
                _ => (Tag::FarDate, self.two_numbers(first.into(), last.into()), 0),
            },
            Val::Vague => (Tag::Vague, 0, 0),
            Val::Duration { unit, amount } => match whole(amount) {
                Some(number) => (Tag::WholeDuration, number, unit as u8),
                None => (Tag::Duration, self.number(amount), unit as u8),
            },
            Val::Step { step, percent: None } => (Tag::Step, 0, step),
            Val::Step { step, percent: Some(percent) } => (Tag::Percent, self.number(percent.into()), step),
            Val::Range { len } => (Tag::Range, 0, len),
            Val::Comparison { op, label } => {
                let sign = SIGNS.iter().position(|s| *s == op).unwrap_or(0) as u8;
                (if label { Tag::Labelled } else { Tag::Comparison }, 0, sign)
            }
            Val::Reading => (Tag::Reading, 0, 0),
            Val::Lagged { minus } => (Tag::Lagged, 0, u8::from(minus)),
            Val::Chain { len } => (Tag::Chain, len, 0),
            Val::Hop { label } => (Tag::Hop, 0, u8::from(label)),
        }
    }

    fn number(&mut self, number: f64) -> u32 {
        self.numbers.push(number);
        (self.numbers.len() - 1) as u32
    }

    fn two_numbers(&mut self, first: f64, second: f64) -> u32 {
        let at = self.number(first);
        self.number(second);
        at
    }
}

/// Whether something else than a letter or digit stands at the beginning of a text, behind its quote.
#[inline]
fn may_be_blank(span: Span, text: &str) -> bool {
    let begin = text.as_bytes().get(span.start as usize..);
    !matches!(begin, Some([b'"', first, ..] | [first, ..]) if first.is_ascii_alphanumeric())
}

#[cold]
fn blank(span: Span, text: &str) -> u8 {
    let written = span.text(text);
    let begin = written.trim_start_matches(|c: char| c == '"' || c.is_whitespace());
    let begins = begin.starts_with(|c: char| c.is_ascii_alphanumeric());
    let blank = !begins && prog_syntax::text::content(written).trim().is_empty();
    if blank { BLANK } else { 0 }
}

/// The bits of a number without digits after the point, where 16 are enough. A minus before a zero needs more.
fn whole(number: f64) -> Option<u32> {
    let small = number as i16;
    (f64::from(small).to_bits() == number.to_bits()).then(|| small.cast_unsigned().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs values of `text`.
    fn packed(values: &[ValueData], text: &str, size: usize) -> Values {
        let mut all = NewValues::default();
        for (at, value) in values.iter().enumerate() {
            assert_eq!(all.push(*value, text), at);
            assert_eq!(all.val(at), value.val);
        }
        all.finish(size)
    }

    #[test]
    fn packing_loses_nothing() {
        let vals = [
            Val::Open,
            Val::Word(3),
            Val::Ref(60_000),
            Val::Quantity { unit: 9, value: -61.4 },
            Val::Quantity { unit: 9, value: -61.0 },
            Val::Quantity { unit: 300, value: 2.0 },
            Val::Quantity { unit: 0, value: 1e12 },
            Val::Quantity { unit: 0, value: 40_000.0 },
            Val::Quantity { unit: 0, value: -32_768.0 },
            Val::Date { first: -5, last: 360 },
            Val::Date { first: -5, last: 250 },
            Val::Date { first: 20_000, last: 20_256 },
            Val::Date { first: 65_535, last: 66_000 },
            Val::Date { first: 65_536, last: 65_536 },
            Val::Date { first: 20_000, last: 20_900 },
            Val::Date { first: 20_000, last: 19_000 },
            Val::Duration { unit: TimeUnit::Mo, amount: 1.5 },
            Val::Duration { unit: TimeUnit::Y, amount: 2.0 },
            Val::Step { step: 4, percent: None },
            Val::Step { step: 4, percent: Some(65.0) },
            Val::Comparison { op: Op::Lt, label: true },
            Val::Comparison { op: Op::Ge, label: false },
            Val::Lagged { minus: true },
            Val::Chain { len: 60_000 },
            Val::Hop { label: false },
        ];
        let data: Vec<ValueData> =
            vals.iter().map(|val| ValueData { span: Span::new(1, 60_000), val: *val }).collect();
        for size in [60_000, 70_000] {
            let values = packed(&data, "", size);
            assert_eq!(values.iter().collect::<Vec<_>>(), data, "{size} bytes");
            assert_eq!((values.any_open(), values.any_vague()), (true, false));
            assert_eq!((values.reference(0), values.reference(2)), (None, Some(60_000)));
        }
        assert_eq!(whole(-0.0), None);
    }

    #[test]
    fn blank_texts_are_told() {
        let texts = [
            ("\"\"", true),
            ("\" \\t\\u{20}\"", true),
            ("\"\"\"\n  \n\"\"\"", true),
            ("\"a\"", false),
            ("\" a\"", false),
            ("\"\"\"\n  a\n\"\"\"", false),
            ("\"–\"", false),
            ("\"\\n.\"", false),
            ("tag", false),
            ("größe", false),
        ];
        for (text, blank) in texts {
            let span = Span::new(0, text.len() as u32);
            for val in [Val::Text, Val::Label, Val::Vague, Val::Bad] {
                let values = packed(&[ValueData { span, val }], text, text.len());
                assert_eq!(values.is_blank(0), blank && val != Val::Bad, "{text} as {val:?}");
                assert_eq!(values.val(0), val);
            }
        }
    }

    #[test]
    fn what_is_put_in_the_place_of_a_value_takes_its_place() {
        let mut values = NewValues::default();
        for val in [Val::Open, Val::Quantity { unit: 1, value: 2.5 }, Val::Chain { len: 0 }] {
            values.push(ValueData { span: Span::new(0, 1), val }, "?");
        }
        values.set(0, Val::Bad);
        values.set(2, Val::Chain { len: 7 });
        let all = values.finish(1);
        let kept = [Val::Bad, Val::Quantity { unit: 1, value: 2.5 }, Val::Chain { len: 7 }];
        assert_eq!(all.iter().map(|v| v.val).collect::<Vec<_>>(), kept);
        assert_eq!(
            (all.any_open(), all.any_bad(), values.last()),
            (false, true, Some(Val::Chain { len: 7 }))
        );
    }

    #[test]
    fn entries_are_small() {
        assert_eq!((size_of::<Packed<u16>>(), size_of::<Packed<u32>>()), (8, 16));
    }
}
