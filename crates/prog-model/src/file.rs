//! One file as the model keeps it: its text, its declarations, properties and typed values in flat lists.
//!
//! Made by [`crate::lower`]; read through the handles of [`crate::view`]. Positions are byte offsets in the text.

use crate::dates::Day;
use crate::names::{Scope, WordHash, hash_at};
use crate::packed::{self, Decls, Props, Refs, Values};
use crate::schema::{Key, Kind, KindSet};
use crate::text::Text;
use prog_diagnostics::Diagnostic;
use prog_syntax::{Comment, Op, Span};
use smallvec::SmallVec;
use std::sync::Arc;

/// No declaration: the top of the file.
pub const NONE: u32 = u32::MAX;

/// One declaration. Declarations stand in pre-order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeclData {
    /// Its kind: the one that was surely meant where the word is none, else [`Kind::Unknown`]. Reported once.
    pub kind: Kind,
    /// A syntax error lies in it, or its kind is a guess: nothing is said about what is absent.
    pub broken: bool,
    /// The `{ … }` is there.
    pub has_block: bool,
    /// The place of its status in the list of its kind.
    pub status: u8,
    /// What was said about its status could not be read, so that it may be another one.
    pub unread: bool,
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
    /// Its path; `outer` where it has no name.
    pub path: Scope,
}

impl DeclData {
    /// The scope that it opens: its path, or `outer` where it opens none.
    pub fn scope(&self) -> Scope {
        if self.kind.opens_scope() { self.path } else { self.outer }
    }
}

/// One property.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PropData {
    /// Its key: the one that was surely meant where the kind does not take the word, which is reported.
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

/// One value and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueData {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub val: Val,
}

/// One use of a name, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct NameUse {
    /// Index of the value.
    pub value: u32,
    /// Index of its property.
    pub prop: u32,
    /// The key of that.
    pub key: Key,
    /// Index of the declaration that says it.
    pub decl: u32,
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
    /// What stands after `until` and is no date; where it does not look like one it is part of the reason too.
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
    pub text: Text,
    /// The path after `part of`.
    pub part_of: Option<Span>,
    /// The scope of the top of the file.
    pub scope: Scope,
    /// Its declarations in pre-order.
    pub decls: Decls,
    /// The kinds of its declarations, so that whoever looks for one can pass the file by.
    pub kinds: KindSet,
    /// Those of which a declaration here leaves a doubt: something that is expected of it is left out, or its numbers may be in
    /// several units. Rules that look for that pass all others by.
    pub doubts: KindSet,
    /// Their properties, those of one declaration together.
    pub props: Props,
    /// Their values.
    pub values: Values,
    /// The values that are names.
    pub refs: Refs,
    /// The hash of each of those names, 0 for a dotted one: made while the text is at hand, and gone once the names are
    /// resolved.
    pub words: Box<[WordHash]>,
    /// The units in use; the first is none.
    pub units: Box<[Box<str>]>,
    /// The comments that allow a finding.
    pub allows: Box<[Allow]>,
    /// The comments.
    pub comments: Box<[Comment]>,
    /// The blocks whose heads have a slip, those within such blocks left out: what they say counts, and nothing is said of
    /// it.
    pub silent: Box<[Span]>,
    /// The findings that this file alone shows.
    pub findings: Box<[Diagnostic]>,
}

impl FileModel {
    /// Whether nothing is said of what stands at `at`.
    pub fn is_silent(&self, at: u32) -> bool {
        let block = self.silent.partition_point(|block| block.end <= at);
        self.silent.get(block).is_some_and(|block| block.start <= at)
    }

    /// Index of the innermost declaration around the byte at `at`.
    pub fn innermost(&self, at: u32) -> Option<u32> {
        let mut index = self.decls.starting_by(at).checked_sub(1)?;
        while self.decls.span(index).end <= at {
            index = self.decls.parent(index);
            if index == NONE {
                return None;
            }
        }
        Some(index)
    }

    /// Whether the declaration at `index` is not of the kind that is written: that word is none.
    pub fn kind_is_guessed(&self, index: u32) -> bool {
        Kind::from_word(self.decls.kind_span(index).text(&self.text)).is_none()
    }

    /// Whether the property at `index`, read as `name`, is written otherwise.
    pub fn key_is_guessed(&self, index: u32, name: &str) -> bool {
        self.props.key_span(index).text(&self.text) != name
    }

    /// Fetches declarations and properties from memory, for whoever is about to go through them.
    pub(crate) fn bring_near(&self) {
        self.decls.bring_near();
        self.props.bring_near();
    }

    /// Goes through the uses of names in order, each with what it stands in.
    pub fn each_name_use(&self, mut use_of: impl FnMut(NameUse)) {
        packed::each_holder(&self.decls, &self.props, &self.refs, |value, prop, key, decl| {
            use_of(NameUse { value, prop, key, decl });
        });
    }

    /// Goes through those of the names whose values are `wanted`, each with its place among all names of the file.
    pub(crate) fn each_name_use_of(
        &self,
        wanted: impl Fn(u32) -> bool,
        mut use_of: impl FnMut(u32, NameUse),
    ) {
        let wanted = (0..).zip(self.refs.iter()).filter(|(_, value)| wanted(*value));
        for (at, value) in wanted {
            let prop = self.props.holding(value);
            let (key, decl) = (self.props.key(prop), self.decls.holding(prop));
            use_of(at, NameUse { value, prop, key, decl });
        }
    }

    /// The hash of the name of the declaration at `index`; 0 where it has none.
    pub fn word(&self, index: u32) -> WordHash {
        let name = self.decls.name(index);
        if name.is_empty() { 0 } else { hash_at(&self.text, name) }
    }

    /// The full path of the declaration at `index`.
    pub fn path_of(&self, index: u32) -> String {
        path_of(|at| self.decls.get(at), &self.text, self.part_of, index)
    }
}

/// The full path of the declaration at `index`: names from the root, joined by dots; a workstream is left out, and the
/// nameless count among their kind.
pub(crate) fn path_of(
    decl: impl Fn(u32) -> DeclData,
    text: &str,
    part_of: Option<Span>,
    index: u32,
) -> String {
    let mut parts: SmallVec<[DeclData; 4]> = SmallVec::new();
    let mut at = index;
    while at != NONE {
        let decl = decl(at);
        let (next, counts) = (decl.parent, decl.name.is_empty() || decl.kind.opens_scope() || at == index);
        parts.extend(counts.then_some(decl));
        at = next;
    }
    let room = parts.iter().map(|decl| decl.name.len().max(16) as usize + 1).sum::<usize>();
    let mut path = String::with_capacity(room + part_of.map_or(0, |span| span.len() as usize));
    if let Some(span) = part_of {
        path.extend(span.text(text).chars().filter(|c| !c.is_whitespace()));
    }
    for (at, decl) in parts.iter().rev().enumerate() {
        if at > 0 || part_of.is_some() {
            path.push('.');
        }
        match decl.name.is_empty() {
            true => path.extend([decl.kind.word(), "-", &decl.ordinal.to_string()]),
            false => path.push_str(decl.name.text(text)),
        }
    }
    path
}
