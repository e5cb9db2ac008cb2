//! Declarations: their kind, place, name and block.

use super::Lowerer;
use super::props::bit;
use crate::file::{DeclData, NONE, Val};
use crate::schema::{Key, Kind, Naming, kind_spec};
use crate::{names, status};
use prog_diagnostics::Applicability;
use prog_syntax::{NodeRef, Span, Tag};

/// The parts of a declaration, those that are there.
struct Head<'a> {
    kind: Option<NodeRef<'a>>,
    name: Option<NodeRef<'a>>,
    title: Option<NodeRef<'a>>,
    block: Option<NodeRef<'a>>,
}

impl<'a> Head<'a> {
    fn of(node: NodeRef<'a>) -> Self {
        let mut children = node.children();
        let mut next = children.next();
        let mut take = |tag| {
            let taken = next.filter(|child| child.tag() == tag);
            if taken.is_some() {
                next = children.next();
            }
            taken
        };
        let mut head = Self {
            kind: take(Tag::Kind),
            name: take(Tag::Name),
            title: take(Tag::Title),
            block: take(Tag::Block),
        };
        // After a slip they stand in another order.
        for child in next.into_iter().chain(children) {
            let part = match child.tag() {
                Tag::Kind => &mut head.kind,
                Tag::Name => &mut head.name,
                Tag::Title => &mut head.title,
                Tag::Block => &mut head.block,
                _ => continue,
            };
            part.get_or_insert(child);
        }
        head
    }
}

impl Lowerer<'_> {
    /// Reads a declaration and all in it. The parser caps the depth of the tree, so the recursion is bounded.
    pub(super) fn decl(&mut self, node: NodeRef<'_>, parent: u32) {
        let head = Head::of(node);
        let Some(word) = head.kind else { return };
        let block = head.block;
        let index = self.decls.len() as u32;
        let written = Kind::at(self.text, word.span());
        let kind = written.unwrap_or_else(|| self.meant_kind(word.span(), parent));
        let mut head = self.head(node, &head, word.span(), kind, parent);
        // What seems to be absent in a kind that is guessed need not be.
        head.broken |= written.is_none();
        self.decls.push(head);
        match written {
            _ if node.broken() => {}
            Some(_) => self.check_kind(index, parent),
            None => self.unknown_kind(index, parent),
        }
        if let Some(block) = block.filter(|block| block.broken()) {
            self.keep_silent(block.span());
        }
        let said = self.findings.len();
        let first = self.props.len() as u32;
        self.seen = 0;
        let mut nested = false;
        if let Some(block) = block {
            let plain = self.schema.plain_properties(kind);
            for child in block.children() {
                match child.tag() {
                    Tag::Prop => self.prop(child, block, index, kind, plain),
                    tag => nested |= tag == Tag::Decl,
                }
            }
        }
        self.decls[index as usize].props = (first, self.props.len() as u32);
        let status = status::read(kind, |key| self.value_of(first, key));
        self.decls[index as usize].status = status.place;
        self.decls[index as usize].unread = status.unread;
        self.check_required(index);
        if written.is_none() {
            self.hold_back(said);
        }
        if let Some(block) = block.filter(|_| nested) {
            for child in block.children().filter(|c| c.tag() == Tag::Decl) {
                self.decl(child, index);
            }
        }
        self.decls[index as usize].end = self.decls.len() as u32;
    }

    fn head(&self, node: NodeRef<'_>, head: &Head<'_>, kind_span: Span, kind: Kind, parent: u32) -> DeclData {
        let name = head.name.map_or(Span::at(kind_span.end), |n| n.span());
        let outer = if parent == NONE { self.scope } else { self.decls[parent as usize].scope() };
        let word = if name.is_empty() { 0 } else { names::hash_at(self.text, name) };
        let ordinal = if name.is_empty() { self.ordinal(kind, parent) } else { 0 };
        let path = if word != 0 { names::join(outer, word) } else { outer };
        DeclData {
            kind,
            broken: node.broken(),
            has_block: head.block.is_some(),
            status: 0,
            unread: false,
            ordinal,
            parent,
            end: 0,
            props: (0, 0),
            span: node.span(),
            kind_span,
            name,
            title: head.title.map_or(Span::at(name.end), |n| n.span()),
            outer,
            path,
        }
    }

    /// Notes a block of which nothing is said.
    #[cold]
    fn keep_silent(&mut self, block: Span) {
        if self.silent.last().is_none_or(|outer| outer.end < block.end) {
            self.silent.push(block);
        }
    }

    /// The first value of `key` in the declaration that is being read, whose properties begin at `first`; one without a value has an unusable one.
    fn value_of(&self, first: u32, key: Key) -> Option<Val> {
        if self.seen & bit(key) == 0 {
            return None;
        }
        let prop = self.props[first as usize..].iter().find(|p| p.key == key)?;
        let (from, to) = prop.values;
        Some(if from < to { self.values.val(from as usize) } else { Val::Bad })
    }

    /// The number of a nameless declaration among its kind in its parent.
    fn ordinal(&self, kind: Kind, parent: u32) -> u16 {
        let from = if parent == NONE { 0 } else { parent as usize + 1 };
        let same = |d: &&DeclData| d.parent == parent && d.kind == kind && d.name.is_empty();
        (self.decls[from..].iter().filter(same).count() + 1).min(u16::MAX as usize) as u16
    }

    fn check_kind(&mut self, index: u32, parent: u32) {
        let decl = &self.decls[index as usize];
        let kind = decl.kind;
        let outer = (parent != NONE).then(|| self.decls[parent as usize].kind);
        let top = parent == NONE && self.part_of.is_none();
        let fits = match outer {
            _ if top => kind_spec(kind).is_some_and(|s| s.top),
            None => kind_spec(kind).is_some_and(|s| s.top && s.within.contains(Kind::Program)),
            Some(outer) => kind_spec(kind).is_some_and(|s| s.within.contains(outer)),
        };
        // What it stands in may be something else than it was taken for.
        if !fits && !self.is_guessed(parent) {
            self.misplaced_kind(index, outer);
        }
        self.check_name(index);
    }

    fn misplaced_kind(&mut self, index: u32, outer: Option<Kind>) {
        let decl = &self.decls[index as usize];
        let (kind, span) = (decl.kind, decl.kind_span);
        let Some(spec) = kind_spec(kind) else { return };
        let here = match outer {
            None if self.part_of.is_some() => "in a file that is part of a program".to_owned(),
            None => "at the top of a file".to_owned(),
            Some(outer) => format!("in {}", outer.with_article()),
        };
        let mut places: Vec<String> =
            spec.within.iter().map(|k| format!("in {}", k.with_article())).collect();
        if spec.top {
            places.insert(0, "at the top of a file".into());
        }
        let help = match places.as_slice() {
            [one] => format!("Put it {one}"),
            [rest @ .., last] => format!("Put it {} or {last}", rest.join(", ")),
            [] => String::new(),
        };
        let path = self.path(index);
        let message = format!("{} cannot stand {here}", capitalise(&kind.with_article()));
        let finding = self.error("misplaced-kind", span, message);
        finding.help = Some(help.into());
        finding.path = path;
    }

    fn check_name(&mut self, index: u32) {
        let decl = &self.decls[index as usize];
        let (kind, span, title) = (decl.kind, decl.kind_span.cover(decl.title), decl.title);
        let naming = kind_spec(kind).map_or(Naming::Optional, |s| s.naming);
        if !decl.name.is_empty() || naming == Naming::Optional {
            return;
        }
        // A stakeholder's `who` is looked for once its properties are known.
        if naming == Naming::NameOrWho {
            return;
        }
        self.missing_name(index, kind, span, title);
    }

    pub(super) fn missing_name(&mut self, index: u32, kind: Kind, span: Span, title: Span) {
        let decl = &self.decls[index as usize];
        let at = Span::at(decl.kind_span.end);
        let slug = slug(self.text_of(title));
        let fix = (!slug.is_empty()).then(|| {
            self.replace(at, format!("Name it `{slug}`"), format!(" {slug}"), Applicability::Suggested)
        });
        let path = self.path(index);
        let finding = self.error("missing-name", span, format!("This {} has no name", kind.word()));
        finding.help = Some(
            format!("Write a short name after `{}`, so that others can refer to it", kind.word()).into(),
        );
        finding.path = path;
        finding.fixes.extend(fix);
    }
}

/// The first letter as a capital.
pub(crate) fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// A name made from a title: `"Gateway latency!"` gives `gateway-latency`. Empty where no letter is in it.
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars().take(60) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let trimmed = out.trim_matches('-');
    match trimmed.chars().next() {
        Some(c) if c.is_numeric() => format!("n-{trimmed}"),
        _ => trimmed.to_owned(),
    }
}
