//! What is to be said about names: those that mean nothing, the wrong thing, or two things. Not here: what they mean
//! ([`super::resolve`]).

use super::near::Near;
use super::resolve::{Unfit, fits, scope_of};
use super::{DeclId, Entry, Workspace, names::name_of};
use crate::file::{FileModel, NONE, NameUse};
use crate::names::{NameId, ROOT};
use crate::schema::{Key, Kind, KindSet, Namespace, Property, list_words};
use crate::suggest;
use crate::view::Decl;
use prog_diagnostics::{Applicability, Diagnostic, Edit, Fix, Level, Place};
use prog_syntax::Span;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

impl Workspace {
    /// The names of a file that do not fit, and everything that is to say about its names; whether all of them `fit` is known from
    /// resolving them.
    pub(super) fn judge(&self, entry: &Entry, fit: bool, near: &Near<'_>) -> (Box<[Unfit]>, Vec<Diagnostic>) {
        let unfit = if fit { Box::default() } else { self.unfit_names(entry) };
        let findings = self.name_findings(entry, &unfit, near);
        (unfit, findings)
    }

    /// Everything that is to say about the names of one file, of which these are `unfit`.
    pub(super) fn name_findings(&self, entry: &Entry, unfit: &[Unfit], near: &Near<'_>) -> Vec<Diagnostic> {
        let (mut out, said) = (Vec::new(), Said::default());
        for Unfit { name: NameUse { value, prop, key, decl }, target, .. } in unfit {
            let span = entry.model.values.span(*value);
            let site = Site { entry, near, said: &said, decl: *decl, span };
            out.extend(self.unfit_name(site, *prop, *key, *target));
        }
        self.unknown_program(entry, near, &mut out);
        self.duplicates(entry, &mut out);
        out
    }

    fn unfit_name(&self, site: Site<'_, '_>, prop: u32, key: Key, target: DeclId) -> Option<Diagnostic> {
        let Site { entry, decl, .. } = site;
        let model = &entry.model;
        let holder = model.decls.kind(decl);
        let kinds = self.schema().targets(holder, key);
        let kind = self.kind_of(target);
        if fits(kind, kinds) || kind.is_none() && slipped(model, prop) {
            return None;
        }
        let property = self.schema().property(holder, key)?;
        // That a name does not fit what a word was taken for says nothing before that word is mended.
        if model.kind_is_guessed(decl) || model.key_is_guessed(prop, property.name) {
            return None;
        }
        // A file names the same few over and over.
        let known = (scope_of(model, decl), site.name(), kinds, key);
        if let Some(said) = site.said.borrow().get(&known) {
            return said.as_ref().map(|said| site.say_again(said));
        }
        let finding = match kind {
            Some(found) => self.wrong_kind(site, &property, found, target),
            None => self.unresolved(site, &property),
        };
        site.said.borrow_mut().insert(known, finding.clone());
        finding
    }

    fn finding(
        &self,
        entry: &Entry,
        rule: &'static str,
        span: Span,
        decl: u32,
        message: String,
    ) -> Diagnostic {
        let file = self.by_path[&entry.model.path];
        let path = entry.model.path_of(decl);
        Diagnostic::new(rule, Level::Error, Place { file, span }, message).path(path)
    }

    fn wrong_kind(
        &self,
        site: Site<'_, '_>,
        property: &Property<'_>,
        found: Kind,
        target: DeclId,
    ) -> Option<Diagnostic> {
        // Nobody knows yet what it is.
        if self.decl(target).is_some_and(|d| d.is_guessed()) {
            return None;
        }
        // Which of two is meant is asked once, where the second one stands.
        if self.has_twin(target, property.ty.targets()) {
            return None;
        }
        let name = site.name();
        let takes = property.ty.targets().describe();
        let message = format!("`{}` takes {takes}; `{name}` is {}", property.name, found.with_article());
        let mut finding = self.finding(site.entry, "wrong-kind", site.span, site.decl, message);
        if let Some(there) = self.decl(target) {
            finding = finding.related(
                there.head_place(),
                format!("`{name}` is declared as {} here", found.with_article()),
            );
        }
        let near = self.near_names(site, property.ty.targets());
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        finding.help = Some(suggest::did_you_mean(&near).unwrap_or_else(|| format!("Name {takes}")).into());
        Some(finding)
    }

    /// Whether another declaration has the same name and is of one of `kinds`.
    fn has_twin(&self, id: DeclId, kinds: KindSet) -> bool {
        if !self.names.has_any_twice() {
            return false;
        }
        let name = self.decl(id).and_then(|d| name_of(self.file(d.file())?, d.index()));
        let twins = name.map_or(&[][..], |name| self.names.get(name));
        twins.iter().any(|twin| self.kind_of(*twin).is_some_and(|kind| kinds.contains(kind)))
    }

    fn unresolved(&self, site: Site<'_, '_>, property: &Property<'_>) -> Option<Diagnostic> {
        let Site { entry, decl, .. } = site;
        let model = &entry.model;
        let name = site.name();
        let kinds = property.ty.targets();
        // A name that exists only among the other namespace is of the wrong kind, not unknown.
        let other = if kinds.touches(Namespace::People) { Namespace::Things } else { Namespace::People };
        if !kinds.touches(other)
            && let Some(id) = self.resolve_in(model, decl, name, other)
            && let Some(found) = self.kind_of(id)
        {
            return self.wrong_kind(site, property, found, id);
        }
        let message = format!("There is no {} called `{name}`", one_of(kinds));
        let mut finding = self.finding(entry, "unresolved-name", site.span, decl, message);
        let near = self.near_names(site, kinds);
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        let spaced = self.lag_written_as_name(model, decl, name);
        let help = spaced.clone().map(|s| format!("Write `{s}` with spaces if a time after it is meant"));
        let help = help.or_else(|| suggest::did_you_mean(&near).filter(|_| !suggest::is_unsaid(name)));
        finding.help = Some(
            help.unwrap_or_else(|| {
                let kind = kinds.iter().next().map_or("system", Kind::word);
                match name.rsplit_once('.') {
                    Some((outer, last)) => {
                        format!("Declare {kind} `{last}` in `{outer}`, or write `?` while it is open")
                    }
                    None => format!("Declare it, or write `?` while it is open: `{kind} {name} \"…\"`"),
                }
            })
            .into(),
        );
        // What has this very name elsewhere is meant rather than what is spelt a little differently.
        let same: Vec<&str> = near.iter().copied().filter(|n| n.rsplit('.').next() == Some(name)).collect();
        finding.fixes = match (spaced, same.as_slice()) {
            _ if suggest::is_unsaid(name) => vec![change(finding.place, "?")],
            (Some(right), _) => vec![change(finding.place, &right)],
            (None, [one]) => vec![change(finding.place, one)],
            (None, []) => {
                let right = site.near.evident(name, &near);
                right.map_or(Vec::new(), |right| renamings(finding.place, name, right))
            }
            (None, _) => Vec::new(),
        };
        Some(finding)
    }

    /// `design-3d` where `design` exists: surely `design - 3d`.
    fn lag_written_as_name(&self, model: &FileModel, decl: u32, name: &str) -> Option<String> {
        let (head, lag) = name.rsplit_once('-')?;
        let number = prog_syntax::literal::parse_number(lag)?;
        crate::value::time_unit(number.unit)?;
        self.resolve_in(model, decl, head, Namespace::Things)?;
        Some(format!("{head} - {lag}"))
    }

    /// Names of fitting kinds that are near the one that is written, as they would be written in this place.
    fn near_names(&self, site: Site<'_, '_>, kinds: KindSet) -> Vec<String> {
        /// More are not told apart at a glance.
        const MOST: usize = 3;
        let model = &site.entry.model;
        let name = site.name();
        let last = name.rsplit('.').next().unwrap_or(name);
        let here = self.file_program(model, site.decl);
        let mut written: Vec<String> = Vec::new();
        for (_, ids) in site.near.names(last, kinds).iter() {
            let mut same: Vec<(bool, String)> = ids
                .iter()
                .filter_map(|id| self.decl(*id))
                .filter_map(|found| {
                    let elsewhere = found.program().map(|p| p.id()) != here;
                    Some((elsewhere, self.written_in(model, site.decl, found)?))
                })
                // What is written here already means something else.
                .filter(|(_, written)| written != name)
                .collect();
            same.sort();
            written.extend(same.into_iter().map(|(_, written)| written));
            written.dedup();
            if written.len() >= MOST {
                break;
            }
        }
        written.truncate(MOST);
        written
    }

    /// How `found` is written in the declaration at `index`: by its name if that is enough, else by its full path; `None` where
    /// neither means it there.
    pub(crate) fn written_in(&self, model: &FileModel, index: u32, found: Decl<'_>) -> Option<String> {
        let namespace = found.kind().namespace();
        let means = |path: &str| self.resolve_in(model, index, path, namespace) == Some(found.id());
        if !found.name().is_empty() && means(found.name()) {
            return Some(found.name().to_owned());
        }
        Some(found.path()).filter(|path| means(path))
    }

    fn file_program(&self, model: &FileModel, decl: u32) -> Option<DeclId> {
        let file = *self.by_path.get(&model.path)?;
        let slot = self.entry(file)?.slots.slot(decl);
        self.decl(DeclId { file, slot })?.program().map(|p| p.id())
    }

    fn unknown_program(&self, entry: &Entry, near: &Near<'_>, out: &mut Vec<Diagnostic>) {
        let Some(span) = entry.model.part_of else { return };
        let name = span.text(&entry.model.text);
        let found = self.lookup_in(ROOT, name, Namespace::Things);
        let kind = found.and_then(|id| self.kind_of(id));
        if kind == Some(Kind::Program)
            || found.is_some_and(|id| self.has_twin(id, KindSet::of(&[Kind::Program])))
        {
            return;
        }
        let message = match kind {
            Some(kind) => format!("`{name}` is {}, not a program", kind.with_article()),
            None => format!("There is no program called `{name}`"),
        };
        let top = self.programs().filter(|d| d.outer() == ROOT);
        let programs: Vec<&str> = top.map(|d| d.name()).filter(|n| !n.is_empty()).take(5).collect();
        let near = near.names(name, KindSet::of(&[Kind::Program]));
        let near: Vec<&str> = near.iter().map(|(name, _)| name.as_str()).take(3).collect();
        let help = suggest::did_you_mean(&near).unwrap_or_else(|| match programs.as_slice() {
            [] => format!("Declare it: `program {name} \"…\" {{ }}`"),
            some => format!("Use one of {}, or declare it: `program {name} \"…\" {{ }}`", list_words(some)),
        });
        let mut finding = self.finding(entry, "unknown-program", span, NONE, message).help(help);
        finding.path = String::new();
        let right = suggest::evident(name, near.iter().copied());
        let sure = right.filter(|r| suggest::is_likely(name, r) && suggest::is_sure_name(name, r));
        finding.fixes.extend(sure.map(|right| change(finding.place, right)));
        out.push(finding);
    }

    /// A name that an earlier declaration has already.
    fn duplicates(&self, entry: &Entry, out: &mut Vec<Diagnostic>) {
        if !self.names.has_any_twice() {
            return;
        }
        let model = &entry.model;
        let file = self.by_path[&model.path];
        let mut firsts: FxHashMap<NameId, Option<DeclId>> = FxHashMap::default();
        for index in model.decls.indices() {
            let Some(name) = name_of(model, index) else { continue };
            if !self.names.is_twice(name) {
                continue;
            }
            let first = *firsts.entry(name).or_insert_with(|| self.first_declared(name));
            let me = DeclId { file, slot: entry.slots.slot(index) };
            let Some(first) = first.filter(|f| *f != me).and_then(|f| self.decl(f)) else { continue };
            let name = model.decls.name(index);
            let written = name.text(&model.text);
            let message = format!("`{written}` is declared twice");
            let finding = self
                .finding(entry, "duplicate-name", name, index, message)
                .related(first.name_place(), format!("`{written}` is declared here first"))
                .help("Give one of the two another name, or join them");
            out.push(finding);
        }
    }
}

/// What is said of a name, by where it is looked up from, the kinds that are wanted there, and the key that it stands under.
type Said<'e> = RefCell<FxHashMap<(u32, &'e str, KindSet, Key), Option<Diagnostic>>>;

/// A name that is written somewhere.
#[derive(Clone, Copy)]
struct Site<'e, 'w> {
    entry: &'e Entry,
    near: &'e Near<'w>,
    said: &'e Said<'e>,
    /// The declaration that it is written in.
    decl: u32,
    span: Span,
}

impl<'e> Site<'e, '_> {
    fn name(&self) -> &'e str {
        self.span.text(&self.entry.model.text)
    }

    /// The same finding about the name in this place.
    fn say_again(&self, finding: &Diagnostic) -> Diagnostic {
        let mut again = finding.clone();
        again.place.span = self.span;
        again.path = self.entry.model.path_of(self.decl);
        for edit in again.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.place = again.place;
        }
        again
    }
}

fn change(place: Place, right: &str) -> Fix {
    in_place(place, format!("Change to `{right}`"), right)
}

fn in_place(place: Place, title: String, text: &str) -> Fix {
    Fix { title, applicability: Applicability::Suggested, edits: vec![Edit { place, text: text.into() }] }
}

/// The ways to mend a name that may be misspelt. Short ones are near to each other: nobody writes one for another unasked.
fn renamings(place: Place, name: &str, right: &str) -> Vec<Fix> {
    let mut ways = Vec::new();
    if suggest::is_likely(name, right) {
        ways.push(change(place, right));
        if !suggest::is_sure_name(name, right) {
            ways.push(in_place(place, "Leave it open: `?`".into(), "?"));
        }
    }
    ways
}

fn one_of(kinds: KindSet) -> String {
    let words: Vec<&str> = kinds.iter().map(Kind::word).collect();
    match words.as_slice() {
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
        [] => "declaration".into(),
    }
}

/// Whether something is wrong with the form of a property, so that its words may be no names at all.
fn slipped(model: &FileModel, prop: u32) -> bool {
    let span = model.props.span(prop);
    model.findings.iter().any(|f| f.rule == "syntax" && span.touches(f.place.span.start))
}
