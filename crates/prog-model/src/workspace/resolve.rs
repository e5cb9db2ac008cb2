//! What names mean: from where they stand outward, then at the root; and the findings about those that mean nothing,
//! the wrong thing, or two things.

use super::recent::{Own, Recent, recent_key};
use super::{DeclId, Entry, Workspace, names::name_of, near::Near, targets::Targets};
use crate::file::{FileModel, NONE, NameUse};
use crate::names::{Name, NameId, ROOT, WordHash, join, name_id, word_hash, words};
use crate::schema::{Key, Kind, KindSet, Namespace, Property, list_words};
use crate::suggest;
use crate::view::Decl;
use prog_diagnostics::{Applicability, Diagnostic, Edit, FileId, Fix, Level, Place};
use prog_syntax::Span;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What the names of a file mean.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// What each means.
    pub targets: Targets,
    /// Whether each means something of a kind that is wanted: then nothing is to be said about them.
    pub fit: bool,
    /// The keys under which a declaration may name itself or one that stands after it.
    pub ahead: KeyBits,
}

/// A bit for each key; own keys of an organisation share theirs with others.
pub(super) type KeyBits = u128;

/// The bit of a key.
#[inline]
pub(super) fn key_bit(key: Key) -> KeyBits {
    1 << (u32::from(key.0) % KeyBits::BITS)
}

impl Workspace {
    /// What each name in a file means; `words` are the [`FileModel::words`], if they are still there.
    pub(super) fn resolve_file(&self, model: &FileModel, words: Box<[WordHash]>) -> Resolved {
        self.resolve_all_of(model, None, words, |name| self.first_declared(name))
    }

    /// The same for a file that no edit has touched, whose number is `file`.
    pub(super) fn resolve_fresh(&self, model: &FileModel, file: FileId, words: Box<[WordHash]>) -> Resolved {
        // Where a name is declared twice, the first one has to be looked for.
        if self.names.has_any_twice() {
            return self.resolve_file(model, words);
        }
        model.bring_near();
        // Most names mean something in the same file; that is found without a look into the large table.
        let own = Own::of(model);
        let first = |name| match own.get(name) {
            Some(slot) => Some(DeclId { file, slot }),
            None => self.first_declared(name),
        };
        self.resolve_all_of(model, Some(file), words, first)
    }

    /// `first` gives the first declaration with a name. `file` is the number of a file that no edit has touched.
    fn resolve_all_of(
        &self,
        model: &FileModel,
        file: Option<FileId>,
        words: Box<[WordHash]>,
        first: impl Fn(NameId) -> Option<DeclId> + Copy,
    ) -> Resolved {
        let mut recent = Recent::default();
        let mut fit = true;
        let mut ahead = if file.is_some() { 0 } else { KeyBits::MAX };
        let known = words.len() == model.refs.len();
        let words = if known { words } else { vec![0; model.refs.len()].into() };
        let mut targets = Targets::in_place_of(words);
        let mut resolve = |NameUse { value, key, decl, .. }: NameUse, word: WordHash| {
            let kinds = self.schema().targets(model.decls.kind(decl), key);
            let name = match word {
                0 => Name::of(model.values.span(value).text(&model.text)),
                word => Name::Word(word),
            };
            // Files name the same few owners and systems over and over, from one and the same place.
            let known = has_no_scope(model, decl).then(|| recent_key(model.decls.parent(decl), name, kinds));
            if let Some(id) = known.and_then(|known| recent.get(known)) {
                return id;
            }
            let id = self.resolve_from(model, decl, name, kinds, first).unwrap_or(DeclId::NOWHERE);
            fit &= match file {
                // At hand, and what most names mean.
                Some(file) if id.file == file => {
                    let kind = model.decls.kind(id.slot);
                    kind == Kind::Unknown || kinds.contains(kind)
                }
                _ => fits(self.kind_of(id), kinds),
            };
            if let Some(known) = known {
                recent.put(known, id);
            }
            id
        };
        let mut at = 0;
        model.each_name_use(|name| {
            let id = resolve(name, targets.word(at));
            if id != DeclId::NOWHERE && file.is_some_and(|file| id >= DeclId { file, slot: name.decl }) {
                ahead |= key_bit(name.key);
            }
            targets.set(at, id);
            at += 1;
        });
        Resolved { targets, fit, ahead }
    }

    /// What one use of a name means, or [`DeclId::NOWHERE`].
    pub(super) fn meaning(&self, model: &FileModel, name: &NameUse) -> DeclId {
        let kinds = self.schema().targets(model.decls.kind(name.decl), name.key);
        let path = Name::of(model.values.span(name.value).text(&model.text));
        let first = |name| self.first_declared(name);
        self.resolve_from(model, name.decl, path, kinds, first).unwrap_or(DeclId::NOWHERE)
    }

    /// Whether what a use of a name means is of a kind that is wanted there.
    pub(super) fn is_fit(&self, model: &FileModel, name: &NameUse, target: DeclId) -> bool {
        fits(self.kind_of(target), self.schema().targets(model.decls.kind(name.decl), name.key))
    }

    /// What `name` means in the declaration at `index`, for a property that takes `kinds`.
    fn resolve_from(
        &self,
        model: &FileModel,
        index: u32,
        name: Name<'_>,
        kinds: KindSet,
        first: impl Fn(NameId) -> Option<DeclId> + Copy,
    ) -> Option<DeclId> {
        let people = kinds.touches(Namespace::People);
        let things = kinds.touches(Namespace::Things);
        let mut fallback = None;
        for (namespace, asked) in [(Namespace::Things, things), (Namespace::People, people)] {
            if asked && let Some(id) = look_up(model, index, name, namespace, first) {
                // Of two namespaces the one with a fitting kind wins.
                if !(people && things) || self.decl(id).is_some_and(|d| kinds.contains(d.kind())) {
                    return Some(id);
                }
                fallback.get_or_insert(id);
            }
        }
        fallback
    }

    /// What `path` means in `namespace`, looked up from the declaration at `index` outward.
    pub(crate) fn resolve_in(
        &self,
        model: &FileModel,
        index: u32,
        path: &str,
        namespace: Namespace,
    ) -> Option<DeclId> {
        look_up(model, index, Name::of(path), namespace, |name| self.first_declared(name))
    }

    /// Everything that is to say about the names of one file; whether all of them `fit` is known from [`Resolved`].
    pub(super) fn name_findings(&self, entry: &Entry, fit: bool, near: &Near<'_>) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        if !fit {
            self.unfit_names(entry, near, &mut out);
        }
        self.unknown_program(entry, near, &mut out);
        self.duplicates(entry, &mut out);
        out
    }

    fn unfit_names(&self, entry: &Entry, near: &Near<'_>, out: &mut Vec<Diagnostic>) {
        let (mut targets, offers) = (entry.targets.iter(), Offers::default());
        entry.model.each_name_use(|NameUse { value, prop, key, decl }| {
            let site = Site { entry, near, offers: &offers, decl, span: entry.model.values.span(value) };
            out.extend(targets.next().and_then(|target| self.unfit_name(site, prop, key, target)));
        });
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
        match kind {
            Some(found) => self.wrong_kind(site, &property, found, target),
            None => self.unresolved(site, &property),
        }
    }

    /// The kind of what a name means; `None` where it means nothing.
    fn kind_of(&self, id: DeclId) -> Option<Kind> {
        let entry = self.entry(id.file)?;
        let index = entry.slots.index(id.slot, entry.model.decls.len())?;
        Some(entry.model.decls.kind(index))
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
        let near: Vec<&str> = near.names.iter().map(String::as_str).collect();
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
        let offered = self.near_names(site, kinds);
        let near: Vec<&str> = offered.names.iter().map(String::as_str).collect();
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
                let right = offered.meant.map(|at| near[at]);
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
    fn near_names(&self, site: Site<'_, '_>, kinds: KindSet) -> Rc<Offered> {
        let model = &site.entry.model;
        let from = if has_no_scope(model, site.decl) { model.decls.parent(site.decl) } else { site.decl };
        let known = (from, site.name(), kinds);
        if let Some(offered) = site.offers.borrow().get(&known) {
            return offered.clone();
        }
        let offered = Rc::new(Offered::of(site.name(), self.look_for_near(site, kinds)));
        site.offers.borrow_mut().insert(known, offered.clone());
        offered
    }

    fn look_for_near(&self, site: Site<'_, '_>, kinds: KindSet) -> Vec<String> {
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
        }
        written.dedup();
        written.truncate(3);
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

/// The names that were offered for one that is written, by the scope that it is written in: a file names the same few over and over.
type Offers<'e> = RefCell<FxHashMap<(u32, &'e str, KindSet), Rc<Offered>>>;

struct Offered {
    names: Vec<String>,
    /// Which of them is surely meant.
    meant: Option<usize>,
}

impl Offered {
    fn of(name: &str, names: Vec<String>) -> Self {
        let right = suggest::evident(name, names.iter().map(String::as_str));
        Self { meant: right.and_then(|right| names.iter().position(|other| other == right)), names }
    }
}

/// A name that is written somewhere.
#[derive(Clone, Copy)]
struct Site<'e, 'w> {
    entry: &'e Entry,
    near: &'e Near<'w>,
    offers: &'e Offers<'e>,
    /// The declaration that it is written in.
    decl: u32,
    span: Span,
}

impl<'e> Site<'e, '_> {
    fn name(&self) -> &'e str {
        self.span.text(&self.entry.model.text)
    }
}

/// Whether a name means something, and that is of a kind that is wanted, or of one that was reported.
fn fits(kind: Option<Kind>, kinds: KindSet) -> bool {
    kind.is_some_and(|kind| kind == Kind::Unknown || kinds.contains(kind))
}

/// What `name` means, looked up from the declaration at `index` outward.
fn look_up(
    model: &FileModel,
    index: u32,
    name: Name<'_>,
    namespace: Namespace,
    first: impl Fn(NameId) -> Option<DeclId>,
) -> Option<DeclId> {
    let word = match name {
        Name::Word(word) => word,
        Name::Dotted(path) => return look_up_dotted(model, index, path, namespace, first),
    };
    let mut last = None;
    for scope in scopes(model, index) {
        if last == Some(scope) {
            continue;
        }
        last = Some(scope);
        if let Some(id) = first(name_id(join(scope, word), namespace)) {
            return Some(id);
        }
    }
    None
}

/// The first word decides from where the rest is followed.
fn look_up_dotted(
    model: &FileModel,
    index: u32,
    path: &str,
    namespace: Namespace,
    first: impl Fn(NameId) -> Option<DeclId>,
) -> Option<DeclId> {
    for scope in scopes(model, index) {
        let mut parts = words(path);
        let start = join(scope, word_hash(parts.next()?));
        if ![Namespace::Things, Namespace::People].iter().any(|n| first(name_id(start, *n)).is_some()) {
            continue;
        }
        let full = parts.fold(start, |s, w| join(s, word_hash(w)));
        if let Some(id) = first(name_id(full, namespace)) {
            return Some(id);
        }
    }
    None
}

/// The scopes from the declaration at `index` outward, the root last; without those that cannot hold a name.
pub(crate) fn scopes(model: &FileModel, index: u32) -> impl Iterator<Item = u64> {
    let mut at = if has_no_scope(model, index) { model.decls.parent(index) } else { index };
    let mut state = 0;
    std::iter::from_fn(move || {
        if at != NONE {
            let scope = model.decls.scope(at);
            at = model.decls.parent(at);
            return Some(scope);
        }
        state += 1;
        match state {
            1 => Some(model.scope),
            2 => Some(ROOT),
            _ => None,
        }
    })
}

/// Whether no name can stand in the declaration at `index`: nothing is in it, and only programs are continued elsewhere.
fn has_no_scope(model: &FileModel, index: u32) -> bool {
    index != NONE && model.decls.end(index) == index + 1 && model.decls.kind(index) != Kind::Program
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
