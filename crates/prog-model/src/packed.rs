//! The lists of a file as they are kept: packed, because a large workspace has millions of entries. They are handed out as
//! the plain structs of [`crate::file`]; nothing is lost on the way.
//!
//! Offsets and numbers of a file of up to 64 KiB, as nearly all are, take two bytes, those of a longer one four. What
//! follows from something else is not kept: the values of one property end where those of the next begin, the scope
//! around a declaration is the one that its parent opens.

use crate::file::{DeclData, NONE, PropData};
use crate::names::Scope;
use crate::schema::{Key, Kind};
use prog_syntax::Span;

/// An offset in a text, or a number of something in it, of which there are fewer than bytes.
trait Offset: Copy + std::fmt::Debug {
    fn new(offset: u32) -> Self;
    fn get(self) -> u32;
}

impl Offset for u16 {
    #[inline]
    fn new(offset: u32) -> Self {
        offset as u16
    }

    #[inline]
    fn get(self) -> u32 {
        u32::from(self)
    }
}

impl Offset for u32 {
    #[inline]
    fn new(offset: u32) -> Self {
        offset
    }

    #[inline]
    fn get(self) -> u32 {
        self
    }
}

/// Whether two bytes hold all offsets and numbers up to `size`, and one more that means none.
fn is_short(size: usize) -> bool {
    size < usize::from(u16::MAX)
}

/// Entries with short or with long offsets.
#[derive(Clone, Debug)]
enum List<S, L> {
    Short(Box<[S]>),
    Long(Box<[L]>),
}

impl<S, L> Default for List<S, L> {
    fn default() -> Self {
        Self::Short(Box::default())
    }
}

impl<S, L> List<S, L> {
    #[inline]
    fn len(&self) -> usize {
        match self {
            Self::Short(list) => list.len(),
            Self::Long(list) => list.len(),
        }
    }
}

/// Reads a little of each line of the processor's cache that a list takes. Read in a loop that does nothing else, many lines come
/// from memory at once; whoever goes through several lists side by side waits for one line after the other.
pub(crate) fn bring_near<T>(list: &[T], part: impl Fn(&T) -> u8) {
    const LINE: usize = 64;
    let of_lines = list.iter().step_by((LINE / size_of::<T>()).max(1));
    std::hint::black_box(of_lines.fold(0, |all, entry| all | part(entry)));
}

/// Reads entries of either width with one expression.
macro_rules! read {
    ($list:expr, $entries:ident => $read:expr) => {
        match $list {
            List::Short($entries) => $read,
            List::Long($entries) => $read,
        }
    };
}

mod values;

pub(crate) use values::NewValues;
pub use values::Values;

/// The declarations of a file in pre-order, 36 bytes each in short files.
#[derive(Clone, Debug, Default)]
pub struct Decls {
    list: List<PackedDecl<u16>, PackedDecl<u32>>,
    /// The scope of the top of the file.
    top: Scope,
    props: u32,
}

#[derive(Clone, Copy, Debug)]
struct PackedDecl<O> {
    /// As bytes, so that the struct needs no alignment to 8.
    path: [u8; 8],
    span: (O, O),
    name: (O, O),
    title: (O, O),
    kind_end: O,
    /// The highest number at the top of the file.
    parent: O,
    end: O,
    /// The first of its properties; they end where those of the next declaration begin.
    props: O,
    ordinal: u16,
    kind: Kind,
    flags: u8,
    /// One bit for each key that it has, several keys to a bit: most that are asked for are absent, and need not be looked for.
    keys: u32,
}

const BROKEN: u8 = 1;
const BLOCK: u8 = 2;
const UNREAD: u8 = 4;

/// How many bits the place of a status takes: the high ones of the flags.
pub(crate) const STATUS_BITS: u32 = 4;
const STATUS: u32 = u8::BITS - STATUS_BITS;

fn pair<O: Offset>(span: Span) -> (O, O) {
    (O::new(span.start), O::new(span.end))
}

#[inline]
fn span<O: Offset>((start, end): (O, O)) -> Span {
    Span::new(start.get(), end.get())
}

impl<O: Offset> PackedDecl<O> {
    fn new(decl: &DeclData, props: &[PropData]) -> Self {
        debug_assert_eq!(decl.kind_span.start, decl.span.start, "a declaration starts with its kind");
        let (from, to) = decl.props;
        Self {
            path: decl.path.to_le_bytes(),
            span: pair(decl.span),
            name: pair(decl.name),
            title: pair(decl.title),
            kind_end: O::new(decl.kind_span.end),
            parent: O::new(decl.parent),
            end: O::new(decl.end),
            props: O::new(decl.props.0),
            ordinal: decl.ordinal,
            kind: decl.kind,
            flags: (u8::from(decl.broken) * BROKEN)
                | (u8::from(decl.has_block) * BLOCK)
                | (u8::from(decl.unread) * UNREAD)
                | decl.status << STATUS,
            keys: props[from as usize..to as usize].iter().fold(0, |keys, prop| keys | bit(prop.key)),
        }
    }
}

/// The bit of a key among those of a declaration.
#[inline]
fn bit(key: Key) -> u32 {
    1 << (u32::from(key.0) % u32::BITS)
}

impl Decls {
    /// Packs them. `top` is the scope of the top of the file, `props` its properties, and `size` the highest offset or number in it.
    pub(crate) fn new(decls: &[DeclData], top: Scope, props: &[PropData], size: usize) -> Self {
        let list = match is_short(size) {
            true => List::Short(decls.iter().map(|d| PackedDecl::new(d, props)).collect()),
            false => List::Long(decls.iter().map(|d| PackedDecl::new(d, props)).collect()),
        };
        Self { list, top, props: props.len() as u32 }
    }

    /// Fetches them from memory.
    pub(crate) fn bring_near(&self) {
        read!(&self.list, list => bring_near(list, |d| d.flags));
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their numbers in order.
    #[inline]
    pub fn indices(&self) -> std::ops::Range<u32> {
        0..self.len() as u32
    }

    /// All about one.
    pub fn get(&self, index: u32) -> DeclData {
        let (kind_end, ordinal, flags) = read!(&self.list, list => {
            let decl = &list[index as usize];
            (decl.kind_end.get(), decl.ordinal, decl.flags)
        });
        let span = self.span(index);
        DeclData {
            kind: self.kind(index),
            broken: flags & BROKEN != 0,
            has_block: flags & BLOCK != 0,
            status: flags >> STATUS,
            unread: flags & UNREAD != 0,
            ordinal,
            parent: self.parent(index),
            end: self.end(index),
            props: self.props(index),
            span,
            kind_span: Span::new(span.start, kind_end),
            name: self.name(index),
            title: self.title(index),
            outer: self.outer(index),
            path: self.path(index),
        }
    }

    /// All about each, in order.
    pub fn iter(&self) -> impl Iterator<Item = DeclData> + '_ {
        self.indices().map(|i| self.get(i))
    }

    /// Its kind.
    #[inline]
    pub fn kind(&self, index: u32) -> Kind {
        read!(&self.list, list => list[index as usize].kind)
    }

    /// The kind's word.
    pub fn kind_span(&self, index: u32) -> Span {
        let end = read!(&self.list, list => list[index as usize].kind_end.get());
        Span::new(self.span(index).start, end)
    }

    /// Whether a syntax error lies in it, or its kind is a guess.
    #[inline]
    pub fn broken(&self, index: u32) -> bool {
        read!(&self.list, list => list[index as usize].flags) & BROKEN != 0
    }

    /// Whether what was said about its status could not be read.
    #[inline]
    pub fn unread(&self, index: u32) -> bool {
        read!(&self.list, list => list[index as usize].flags) & UNREAD != 0
    }

    /// The place of its status in the list of its kind.
    #[inline]
    pub fn status(&self, index: u32) -> u8 {
        read!(&self.list, list => list[index as usize].flags) >> STATUS
    }

    /// All of it.
    #[inline]
    pub fn span(&self, index: u32) -> Span {
        read!(&self.list, list => span(list[index as usize].span))
    }

    /// Its name; empty where there is none.
    #[inline]
    pub fn name(&self, index: u32) -> Span {
        read!(&self.list, list => span(list[index as usize].name))
    }

    /// Its title, quotes included; empty where there is none.
    #[inline]
    pub fn title(&self, index: u32) -> Span {
        read!(&self.list, list => span(list[index as usize].title))
    }

    /// The declaration that it stands in, or [`NONE`].
    #[inline]
    pub fn parent(&self, index: u32) -> u32 {
        match &self.list {
            List::Short(list) => match list[index as usize].parent {
                u16::MAX => NONE,
                parent => parent.get(),
            },
            List::Long(list) => list[index as usize].parent,
        }
    }

    /// Just past its subtree.
    #[inline]
    pub fn end(&self, index: u32) -> u32 {
        read!(&self.list, list => list[index as usize].end.get())
    }

    /// The scope that it opens, or stands in where it opens none.
    #[inline]
    pub fn scope(&self, index: u32) -> Scope {
        if self.kind(index).opens_scope() { self.path(index) } else { self.outer(index) }
    }

    /// Its path; the scope that it stands in where it has no name.
    #[inline]
    pub fn path(&self, index: u32) -> Scope {
        u64::from_le_bytes(read!(&self.list, list => list[index as usize].path))
    }

    /// The scope that it stands in.
    #[inline]
    pub fn outer(&self, index: u32) -> Scope {
        let parent = self.parent(index);
        if parent == NONE { self.top } else { self.scope(parent) }
    }

    /// Its properties: first and just past the last.
    #[inline]
    pub fn props(&self, index: u32) -> (u32, u32) {
        read!(&self.list, list => {
            let after = list.get(index as usize + 1).map_or(self.props, |next| next.props.get());
            (list[index as usize].props.get(), after)
        })
    }

    /// Where its properties stand, if it may have one with `key`.
    #[inline]
    pub fn props_with(&self, index: u32, key: Key) -> Option<(u32, u32)> {
        read!(&self.list, list => {
            let decl = &list[index as usize];
            if decl.keys & bit(key) == 0 {
                return None;
            }
            let after = list.get(index as usize + 1).map_or(self.props, |next| next.props.get());
            Some((decl.props.get(), after))
        })
    }

    /// Whether it may have a property with one of `keys`.
    #[inline]
    pub fn may_have_any(&self, index: u32, keys: &[Key]) -> bool {
        let bits = keys.iter().fold(0, |bits, key| bits | bit(*key));
        read!(&self.list, list => list[index as usize].keys & bits != 0)
    }

    /// The one that the property with the number `prop` stands in.
    pub(crate) fn holding(&self, prop: u32) -> u32 {
        read!(&self.list, list => list.partition_point(|d| d.props.get() <= prop)).saturating_sub(1) as u32
    }

    /// How many start at `offset` or before.
    pub fn starting_by(&self, offset: u32) -> u32 {
        read!(&self.list, list => list.partition_point(|d| d.span.0.get() <= offset)) as u32
    }
}

/// The properties of a file, 8 bytes each in short files.
#[derive(Clone, Debug, Default)]
pub struct Props {
    list: List<PackedProp<u16>, PackedProp<u32>>,
    values: u32,
    /// Number of property, length of its key as written, where that is not the key's word of the language.
    odd: Box<[(u32, u32)]>,
}

#[derive(Clone, Copy, Debug)]
struct PackedProp<O> {
    span: (O, O),
    /// The first of its values; they end where those of the next property begin.
    values: O,
    key: Key,
}

impl<O: Offset> PackedProp<O> {
    fn new(prop: &PropData) -> Self {
        Self {
            span: (O::new(prop.key_span.start), O::new(prop.end)),
            values: O::new(prop.values.0),
            key: prop.key,
        }
    }
}

impl Props {
    /// Packs them. `odd` are the numbers of those whose keys are written otherwise than in the language, and how long these are as
    /// written; `values` is how many values the file has, `size` the highest offset or number in it.
    pub(crate) fn new(props: &[PropData], odd: &[(u32, u32)], values: usize, size: usize) -> Self {
        let list = match is_short(size) {
            true => List::Short(props.iter().map(PackedProp::new).collect()),
            false => List::Long(props.iter().map(PackedProp::new).collect()),
        };
        Self { list, values: values as u32, odd: odd.into() }
    }

    /// Fetches them from memory.
    pub(crate) fn bring_near(&self) {
        read!(&self.list, list => bring_near(list, |p| p.key.0 as u8));
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its key.
    #[inline]
    pub fn key(&self, index: u32) -> Key {
        read!(&self.list, list => list[index as usize].key)
    }

    /// The first of `props` with `key`.
    #[inline]
    pub fn find(&self, (from, to): (u32, u32), key: Key) -> Option<u32> {
        let at =
            read!(&self.list, list => list[from as usize..to as usize].iter().position(|p| p.key == key));
        at.map(|at| from + at as u32)
    }

    /// The one that the value with the number `value` stands in.
    pub(crate) fn holding(&self, value: u32) -> u32 {
        read!(&self.list, list => list.partition_point(|p| p.values.get() <= value)).saturating_sub(1) as u32
    }

    /// The key's word.
    pub fn key_span(&self, index: u32) -> Span {
        let len = match self.odd.binary_search_by_key(&index, |odd| odd.0) {
            Ok(at) => self.odd[at].1,
            Err(_) => self.key(index).word().len() as u32,
        };
        let start = self.span(index).start;
        Span::new(start, start + len)
    }

    /// From the key to the last value.
    #[inline]
    pub fn span(&self, index: u32) -> Span {
        read!(&self.list, list => span(list[index as usize].span))
    }

    /// The spans of all, those of one declaration together.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.len() as u32).map(|i| self.span(i))
    }

    /// Its values, composite ones with their parts: first and just past the last.
    #[inline]
    pub fn values(&self, index: u32) -> (u32, u32) {
        read!(&self.list, list => {
            let after = list.get(index as usize + 1).map_or(self.values, |next| next.values.get());
            (list[index as usize].values.get(), after)
        })
    }
}

/// The values of a file that are names, by number, in order.
#[derive(Clone, Debug, Default)]
pub struct Refs(List<u16, u32>);

impl Refs {
    /// Packs them; `size` is the highest number in the file.
    pub(crate) fn new(refs: &[u32], size: usize) -> Self {
        Self(match is_short(size) {
            true => List::Short(refs.iter().map(|value| u16::new(*value)).collect()),
            false => List::Long(refs.into()),
        })
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their numbers.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|at| read!(&self.0, list => list[at].get()))
    }
}

/// Goes through the values that are names, and says of each in which property, with which key, and in which declaration it stands.
pub(crate) fn each_holder(decls: &Decls, props: &Props, refs: &Refs, say: impl FnMut(u32, u32, Key, u32)) {
    match (&decls.list, &props.list, &refs.0) {
        (List::Short(decls), List::Short(props), List::Short(refs)) => holders(decls, props, refs, say),
        (List::Long(decls), List::Long(props), List::Long(refs)) => holders(decls, props, refs, say),
        _ => debug_assert!(refs.is_empty(), "the lists of a file are of one width"),
    }
}

fn holders<O: Offset>(
    decls: &[PackedDecl<O>],
    props: &[PackedProp<O>],
    refs: &[O],
    mut say: impl FnMut(u32, u32, Key, u32),
) {
    // Values stand in the order of their properties, and these in that of the declarations: both only go forward.
    let (mut prop, mut decl) = (0, 0);
    for value in refs {
        let value = value.get();
        while props.get(prop + 1).is_some_and(|next| next.values.get() <= value) {
            prop += 1;
        }
        while decls.get(decl + 1).is_some_and(|next| next.props.get() <= prop as u32) {
            decl += 1;
        }
        if let Some(holder) = props.get(prop) {
            say(value, prop as u32, holder.key, decl as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_have_long_offsets() {
        let decl = |parent, at| DeclData {
            kind: Kind::Risk,
            broken: false,
            has_block: true,
            status: 4,
            unread: at < 100,
            ordinal: 0,
            parent,
            end: 2,
            props: (0, 0),
            span: Span::new(at, at + 50),
            kind_span: Span::new(at, at + 4),
            name: Span::new(at + 5, at + 9),
            title: Span::at(at + 9),
            outer: if parent == NONE { 7 } else { 9 },
            path: 9,
        };
        for (size, at) in [(65_534, 40), (65_535, 65_000), (1 << 20, 1 << 19)] {
            let decls = [decl(NONE, at), decl(0, at + 20)];
            assert_eq!(Decls::new(&decls, 7, &[], size).iter().collect::<Vec<_>>(), decls, "{size} bytes");
        }
    }

    #[test]
    fn entries_are_small() {
        assert_eq!((size_of::<PackedDecl<u16>>(), size_of::<PackedProp<u16>>()), (36, 8));
        assert_eq!((size_of::<PackedDecl<u32>>(), size_of::<PackedProp<u32>>()), (56, 16));
    }
}
