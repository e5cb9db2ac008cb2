//! Properties: whether their key fits the kind, how many values they take, and what is missing.

use super::Lowerer;
use crate::file::{PropData, Val};
use crate::schema::{Key, Kind, Naming, Properties, Property, Ty, key, kind_spec};
use prog_diagnostics::{Applicability, Fix};
use prog_syntax::{NodeRef, Span, Tag};

impl<'a> Lowerer<'a> {
    /// Reads a property of the declaration at `decl`, whose block and kind are given, and what its kind takes where the
    /// organisation adds nothing.
    #[inline(always)]
    pub(super) fn prop(
        &mut self,
        node: NodeRef<'_>,
        block: NodeRef<'_>,
        decl: u32,
        kind: Kind,
        plain: Option<&Properties>,
    ) {
        if let (Some((key_span, value)), Some(plain)) = (node.only_value(), plain)
            && let Some(property) = plain.at(self.text, key_span)
            && self.seen & bit(property.key) == 0
            && !matches!(property.ty, Ty::Residual)
        {
            return self.plain_prop(node, value, key_span, decl, property);
        }
        self.any_prop(node, block, decl, kind);
    }

    /// The same for any property.
    #[inline(never)]
    fn any_prop(&mut self, node: NodeRef<'_>, block: NodeRef<'_>, decl: u32, kind: Kind) {
        let Some(key_span) = node.child(Tag::Key).map(NodeRef::span) else { return };
        // What an unknown kind takes is unknown too.
        if kind == Kind::Unknown {
            return;
        }
        let schema = self.schema;
        let added;
        let plain = schema.plain_properties(kind).and_then(|plain| plain.at(self.text, key_span));
        let property: &Property<'_> = match plain {
            Some(property) => property,
            None => {
                let written = self.text_of(key_span);
                // `validate by`: the grammar has said how it is written.
                let apart = written.contains([' ', '\t']);
                let joined = apart.then(|| written.split_whitespace().collect::<Vec<_>>().join("-"));
                match schema.property_named(kind, joined.as_deref().unwrap_or(written)) {
                    Some(property) => {
                        added = property;
                        &added
                    }
                    None if apart => return,
                    None => return self.unknown_property(node, block, key_span, decl),
                }
            }
        };
        if self.seen & bit(property.key) != 0 && self.same_key(decl, property.key).is_some() {
            self.duplicate_property(node, key_span, decl, property);
            return;
        }
        self.prop_of(node, key_span, decl, property);
    }

    /// What [`Self::prop_of`] does for a property of the language that has one value and no slip, as most are: then there is little to look at.
    #[inline]
    fn plain_prop(
        &mut self,
        node: NodeRef<'_>,
        value: NodeRef<'_>,
        key_span: Span,
        decl: u32,
        property: &Property<'_>,
    ) {
        self.slipped = false;
        self.seen |= bit(property.key);
        let first = self.values.len() as u32;
        self.one_value(value, property);
        let (end, values) = (node.span().end, (first, self.values.len() as u32));
        self.props.push(PropData { key: property.key, decl, key_span, end, values });
    }

    /// Reads a property as the given one, however its key is written.
    pub(super) fn prop_of(&mut self, node: NodeRef<'_>, key_span: Span, decl: u32, property: &Property<'_>) {
        self.slipped = node.broken();
        if self.slipped {
            self.words_apart(node, property);
            self.bullets(node, property);
            self.range_in_vain(node, property);
        }
        let comma = self.comma_in_number(node, property)
            || self.comma_in_range(node, property)
            || self.comma_in_chain(node, property);
        let index = self.props.len() as u32;
        let first = self.values.len() as u32;
        if key_span.len() as usize != property.key.word().len() {
            self.odd.push((index, key_span.len()));
        }
        self.seen |= bit(property.key);
        self.props.push(PropData {
            key: property.key,
            decl,
            key_span,
            end: node.span().end,
            values: (first, first),
        });
        let count = self.prop_values(node, property);
        self.props[index as usize].values.1 = self.values.len() as u32;
        self.check_count(node, property, count);
        if comma {
            self.spoil(first);
        }
    }

    /// Keeps the places of the values from `first` on, and no more of them than what they name.
    fn spoil(&mut self, first: u32) {
        for at in first as usize..self.values.len() {
            if !matches!(self.values.val(at), Val::Ref(_)) {
                self.values.set(at, Val::Bad);
            }
        }
    }

    fn prop_values(&mut self, node: NodeRef<'_>, property: &Property<'_>) -> usize {
        let mut count = 0;
        for value in node.children().filter(|n| !matches!(n.tag(), Tag::Key | Tag::Error)) {
            match property.ty {
                Ty::Residual => self.value(value, property, count),
                _ => self.one_value(value, property),
            }
            count += 1;
        }
        count
    }

    fn same_key(&self, decl: u32, key: Key) -> Option<PropData> {
        self.props.iter().rev().take_while(|p| p.decl == decl).find(|p| p.key == key).copied()
    }

    fn duplicate_property(&mut self, node: NodeRef<'_>, span: Span, decl: u32, property: &Property<'_>) {
        let Some(first) = self.same_key(decl, property.key) else { return };
        let (name, place) = (property.name, self.place(first.key_span));
        let remove = self.remove_line(node.span());
        let join = property.list.then(|| self.join(&first, node, &remove)).flatten();
        let finding = self.error("duplicate-property", span, format!("`{name}` is given twice"));
        let both = if property.list { ", or join them with a comma" } else { "" };
        finding.help = Some(format!("Keep the one that is right{both}").into());
        finding
            .related
            .push(prog_diagnostics::Label { place, message: format!("`{name}` is given here first") });
        finding.fixes.extend(join);
        finding.fixes.push(Fix {
            title: format!("Remove the second `{name}`"),
            applicability: Applicability::Suggested,
            edits: vec![remove],
        });
    }

    /// The values of a second property of the same key, added to those of the first.
    fn join(&self, first: &PropData, node: NodeRef<'_>, remove: &prog_diagnostics::Edit) -> Option<Fix> {
        let value = node.children().find(|n| n.tag() != Tag::Key)?;
        let values = Span::new(value.span().start, node.span().end).text(self.text);
        let place = self.place(Span::at(first.end));
        let added = prog_diagnostics::Edit { place, text: format!(", {values}") };
        let title = "Join them with a comma".to_owned();
        Some(Fix { title, applicability: Applicability::Suggested, edits: vec![added, remove.clone()] })
    }

    /// An edit that removes `span`, with its line where nothing else stands on it.
    fn remove_line(&self, span: Span) -> prog_diagnostics::Edit {
        let start = self.text[..span.start as usize].trim_end_matches([' ', '\t']).len();
        let rest = &self.text[span.end as usize..];
        let after = rest.len() - rest.trim_start_matches([' ', '\t', ',']).len() + span.end as usize;
        let alone = self.text[..start].ends_with('\n') || start == 0;
        let line_end = self.text[after..].starts_with(['\n', '\r']);
        let span = match (alone, line_end) {
            (true, true) => {
                let end = self.text[after..].find('\n').map_or(self.text.len(), |n| after + n + 1);
                Span::new(start as u32, end as u32)
            }
            _ => Span::new(span.start, after as u32),
        };
        prog_diagnostics::Edit { place: self.place(span), text: String::new() }
    }

    fn check_count(&mut self, node: NodeRef<'_>, property: &Property<'_>, count: usize) {
        let name = property.name;
        let residual = matches!(property.ty, Ty::Residual);
        if residual {
            let lone_open = self.slipped || count == 1 && matches!(self.values.last(), Some(Val::Open));
            if count == 1 && !lone_open {
                let span = node.children().last().map_or(node.span(), |n| n.span());
                self.error("wrong-type", span, format!("`{name}` takes a likelihood and an impact")).help =
                    Some("Write both, such as `unlikely, minor`".into());
            }
        }
        let most = if residual { 2 } else { 1 };
        if property.list || count <= most {
            return;
        }
        let mut values = node.children().filter(|n| !matches!(n.tag(), Tag::Key | Tag::Error)).skip(most);
        let Some(first) = values.next() else { return };
        if let Some(name) = self.half_typed_property(first, node) {
            return self.no_value(first.span(), name);
        }
        let span = values.last().map_or(first.span(), |last| first.span().cover(last.span()));
        let number = if most == 2 { "two values" } else { "one value" };
        if !self.slipped && !self.texts_apart(node, property) {
            let fix = self.one_number(node);
            if let Some(edit) = fix.as_ref().and_then(|fix| fix.edits.first()) {
                self.hush_parts(edit.place.span);
            }
            let finding = self.error("too-many-values", span, format!("`{name}` takes {number}"));
            finding.help = match &fix {
                Some(fix) => Some(format!("{}, if one number is meant", fix.title).into()),
                None => Some("Keep the one that is right".into()),
            };
            finding.fixes.extend(fix);
        }
        // Nobody can tell which of them is meant.
        if let Some(prop) = self.props.last() {
            self.spoil(prop.values.0);
        }
    }

    /// `lead: lea, members`: a value too many, which is a property that lacks its value.
    fn half_typed_property(&self, value: NodeRef<'_>, node: NodeRef<'_>) -> Option<&'a str> {
        let kind = self.decls.last()?.kind;
        let last = node.children().last().is_some_and(|last| last.index == value.index);
        let property = self.schema.property_named(kind, self.text_of(value.span()))?;
        (last && value.tag() == Tag::Path && !self.slipped).then_some(property.name)
    }

    fn no_value(&mut self, span: Span, name: &str) {
        if let Some(last) = self.values.last() {
            if matches!(last, Val::Ref(_)) {
                self.refs.pop();
                self.words.pop();
            }
            self.values.set(self.values.len() - 1, Val::Bad);
        }
        // It is not the value that it was read as.
        self.findings.retain(|f| f.place.span != span);
        let help = format!("Write `{name}: ` and the value, or `{name}: ?` while it is open");
        let after = Span::at(span.end);
        self.error("syntax", after, format!("Expected `:` and a value after `{name}`")).help =
            Some(help.into());
        if let Some(decl) = self.decls.last_mut() {
            decl.broken = true;
        }
    }

    /// What the schema requires and the declaration does not have.
    pub(super) fn check_required(&mut self, index: u32) {
        let decl = &self.decls[index as usize];
        // Few kinds have something that they require.
        let nothing = !decl.name.is_empty() && decl.kind != Kind::Flow && self.schema.custom.is_empty();
        if nothing || decl.broken || decl.kind == Kind::Unknown {
            return;
        }
        let (kind, head, title, nameless) =
            (decl.kind, decl.kind_span.cover(decl.name), decl.title, decl.name.is_empty());
        let has =
            |s: &Self, k: Key| s.props[s.decls[index as usize].props.0 as usize..].iter().any(|p| p.key == k);
        let naming = kind_spec(kind).map_or(Naming::Optional, |s| s.naming);
        if nameless && naming == Naming::NameOrWho && !has(self, key::WHO) {
            self.missing_name(index, kind, head.cover(title), title);
        }
        let schema = self.schema;
        if schema.custom.is_empty() && kind != Kind::Flow {
            return;
        }
        let missing: Vec<Property<'a>> =
            schema.properties(kind).filter(|p| p.required && !has(self, p.key)).collect();
        for property in missing {
            let path = self.path(index);
            let what = if nameless { format!("This {}", kind.word()) } else { format!("`{path}`") };
            let fix = self.insert_property(index, property.name);
            let finding = self.error("missing-property", head, format!("{what} has no `{}`", property.name));
            finding.help = Some(
                format!("Add `{}:` with {}, or `?` while it is open", property.name, property.ty.describe())
                    .into(),
            );
            finding.path = path;
            finding.fixes.push(fix);
        }
    }

    fn insert_property(&self, index: u32, name: &str) -> Fix {
        let decl = self.decls[index as usize];
        let edit = crate::edit::insert_property(self.text, decl, &[(name, "?")]);
        Fix {
            title: format!("Add `{name}: ?`"),
            applicability: Applicability::Suggested,
            edits: vec![prog_diagnostics::Edit { place: self.place(edit.span), text: edit.text }],
        }
    }
}

/// The bit of a key in [`Lowerer::seen`].
#[inline]
pub(super) fn bit(key: Key) -> u64 {
    1 << (key.0 % u64::BITS as u16)
}
