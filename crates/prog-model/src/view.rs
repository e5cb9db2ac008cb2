//! How everybody reads the model: handles to declarations, properties and values. Cheap to copy, made on the fly.

mod value;

pub use value::{Prop, Value, Values};

use crate::dates::Day;
use crate::file::{DeclData, FileModel, NONE, Val};
use crate::names::{ROOT, Scope, WordHash};
use crate::schema::{Key, Kind, Namespace, closed_list, key};
use crate::status;
use crate::value::{Dates, Duration, Quantity, Step};
use crate::workspace::{DeclId, Entry, Workspace};
use prog_diagnostics::{FileId, Place};
use prog_syntax::Span;
use std::borrow::Cow;

/// A declaration.
#[derive(Clone, Copy)]
pub struct Decl<'w> {
    workspace: &'w Workspace,
    entry: &'w Entry,
    file: FileId,
    index: u32,
}

impl PartialEq for Decl<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && self.index == other.index
    }
}

impl Eq for Decl<'_> {}

impl std::fmt::Debug for Decl<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind().word(), self.path())
    }
}

impl<'w> Decl<'w> {
    pub(crate) fn new(workspace: &'w Workspace, entry: &'w Entry, file: FileId, index: u32) -> Self {
        Self { workspace, entry, file, index }
    }

    fn model(self) -> &'w FileModel {
        &self.entry.model
    }

    fn at(self, index: u32) -> Self {
        Self { index, ..self }
    }

    /// All about it at once, for edits ([`crate::edit`]).
    pub fn data(self) -> DeclData {
        self.model().decls.get(self.index)
    }

    /// The scope that it stands in.
    pub fn outer(self) -> Scope {
        self.model().decls.outer(self.index)
    }

    /// The hash of its name; 0 where it has none.
    pub fn word_hash(self) -> WordHash {
        self.model().word(self.index)
    }

    /// The workspace that it belongs to.
    pub fn workspace(self) -> &'w Workspace {
        self.workspace
    }

    /// Its number.
    pub fn id(self) -> DeclId {
        DeclId { file: self.file, slot: self.entry.slots.slot(self.index) }
    }

    /// Its file.
    pub fn file(self) -> FileId {
        self.file
    }

    /// Its position among the declarations of its file.
    pub fn index(self) -> u32 {
        self.index
    }

    /// The text of its file.
    pub fn source(self) -> &'w str {
        &self.model().text
    }

    /// Its kind.
    pub fn kind(self) -> Kind {
        self.model().decls.kind(self.index)
    }

    /// Whether that is not what is written: the word is no kind, and this the one that was surely meant, if any.
    pub fn is_guessed(self) -> bool {
        self.model().kind_is_guessed(self.index)
    }

    /// Whether a syntax error lies in it, or its kind is a guess, so that nothing is known of what is absent.
    pub fn broken(self) -> bool {
        self.model().decls.broken(self.index)
    }

    /// Its name as written; empty where there is none.
    pub fn name(self) -> &'w str {
        self.model().decls.name(self.index).text(self.source())
    }

    /// Its title; `None` where it has none or an empty one.
    pub fn title(self) -> Option<Cow<'w, str>> {
        let raw = self.model().decls.title(self.index).text(self.source());
        let title = prog_syntax::text::content(raw);
        (!title.trim().is_empty()).then_some(title)
    }

    /// Its title, else its name, else its path: what to call it to people.
    pub fn label(self) -> Cow<'w, str> {
        self.title().unwrap_or_else(|| match self.name() {
            "" => self.path().into(),
            name => name.into(),
        })
    }

    /// Its name, else its title in short, to go into backticks in a message.
    pub fn short(self) -> Cow<'w, str> {
        match self.name() {
            "" => self.label(),
            name => name.into(),
        }
    }

    /// Its full path: `checkout.gateway`; a nameless one counts among its kind: `gateway-latency.mitigation-1`.
    pub fn path(self) -> String {
        self.model().path_of(self.index)
    }

    /// Its place in the order for people: by file path, then by position. It does not depend on the order of edits, as
    /// numbers of files do.
    pub fn order(self) -> (&'w str, u32) {
        (&self.model().path, self.span().start)
    }

    /// How `other` is written where this declaration stands: by its name if that is enough, else by its full path. `None` where
    /// both mean something else there, or it has no name.
    pub fn name_for(self, other: Decl<'_>) -> Option<String> {
        self.workspace.written_in(self.model(), self.index, other)
    }

    /// Whether an earlier declaration has its name already (`duplicate-name`).
    pub fn is_double(self) -> bool {
        let name = crate::workspace::name_of(self.model(), self.index);
        name.and_then(|name| self.workspace.first_declared(name)).is_some_and(|id| id != self.id())
    }

    /// The scope that it opens, or stands in where it opens none.
    pub fn scope(self) -> Scope {
        self.model().decls.scope(self.index)
    }

    /// The scopes in which its names are looked up, innermost first, the root last.
    pub fn scopes_in_sight(self) -> impl Iterator<Item = Scope> {
        crate::workspace::scopes(self.model(), self.index)
    }

    /// All of it.
    pub fn span(self) -> Span {
        self.model().decls.span(self.index)
    }

    /// Kind and name: where a finding about something absent stands. The title too where there is no name.
    pub fn head_span(self) -> Span {
        let data = self.data();
        if data.name.is_empty() && !data.title.is_empty() {
            return data.kind_span.cover(data.title);
        }
        data.kind_span.cover(data.name)
    }

    /// A span in its file as a place.
    pub fn place(self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// [`Self::head_span`] as a place.
    pub fn head_place(self) -> Place {
        self.place(self.head_span())
    }

    /// Its name as a place; its head where it has none.
    pub fn name_place(self) -> Place {
        if self.data().name.is_empty() { self.head_place() } else { self.place(self.data().name) }
    }

    /// The declaration that it stands in.
    pub fn parent(self) -> Option<Decl<'w>> {
        let parent = self.model().decls.parent(self.index);
        (parent != NONE).then(|| self.at(parent))
    }

    /// The declarations around it, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Decl<'w>> {
        std::iter::successors(self.parent(), |d| d.parent())
    }

    /// Itself, then the declarations around it.
    pub fn and_ancestors(self) -> impl Iterator<Item = Decl<'w>> {
        std::iter::successors(Some(self), |d| d.parent())
    }

    /// The declarations right in it.
    pub fn children(self) -> impl Iterator<Item = Decl<'w>> {
        let end = self.model().decls.end(self.index);
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = self.at(next);
                next = child.model().decls.end(next).max(next + 1);
                child
            })
        })
    }

    /// The declarations of `kind` right in it.
    pub fn children_of(self, kind: Kind) -> impl Iterator<Item = Decl<'w>> {
        self.children().filter(move |d| d.kind() == kind)
    }

    /// All declarations in it, at any depth.
    pub fn descendants(self) -> impl Iterator<Item = Decl<'w>> {
        (self.index + 1..self.model().decls.end(self.index)).map(move |i| self.at(i))
    }

    /// The program that it belongs to (a program belongs to itself): the one it stands in, else the one its file is part of, else
    /// the only one there is.
    pub fn program(self) -> Option<Decl<'w>> {
        if let Some(program) = self.and_ancestors().find(|d| d.kind() == Kind::Program) {
            return Some(program);
        }
        let model = self.model();
        if model.part_of.is_some() {
            let name = crate::names::name_id(model.scope, Namespace::Things);
            let id = self.workspace.first_declared(name).filter(|_| model.scope != ROOT)?;
            return self.workspace.decl(id).filter(|d| d.kind() == Kind::Program);
        }
        self.workspace.only_program().and_then(|id| self.workspace.decl(id))
    }

    /// Its properties in order.
    pub fn props(self) -> impl Iterator<Item = Prop<'w>> {
        let (from, to) = self.model().decls.props(self.index);
        (from..to).map(move |index| Prop { decl: self, index })
    }

    /// Its property with `key`.
    #[inline]
    pub fn get(self, key: Key) -> Option<Prop<'w>> {
        let model = self.model();
        let index = model.props.find(model.decls.props_with(self.index, key)?, key)?;
        Some(Prop { decl: self, index })
    }

    /// Whether it says anything for `key`, be it `?` or something unusable.
    pub fn has(self, key: Key) -> bool {
        self.get(key).is_some()
    }

    /// Whether it says anything for `key` that is more than an empty text.
    pub fn says(self, key: Key) -> bool {
        self.get(key).is_some_and(|prop| !prop.is_blank())
    }

    /// The values of `key`; none where it is absent.
    #[inline]
    pub fn values(self, key: Key) -> Values<'w> {
        self.get(key).map_or(Values::none(self), Prop::values)
    }

    /// The one value of `key` that is not `?`.
    #[inline]
    pub fn value(self, key: Key) -> Option<Value<'w>> {
        self.get(key)?.first().filter(|v| !v.is_open())
    }

    /// Its values, and their parts, that are open questions, if there are any in its file.
    pub fn open_questions(self) -> impl Iterator<Item = Value<'w>> {
        let any = self.model().values.any_open();
        self.all_parts(any).filter(|v| v.is_open())
    }

    /// Its texts in the place of a date.
    pub fn vague_dates(self) -> impl Iterator<Item = Value<'w>> {
        let any = self.model().values.any_vague();
        self.all_parts(any).filter(|v| matches!(v.val(), Val::Vague))
    }

    /// The values of all its properties, with their parts; none unless there are `any` of those that are wanted.
    fn all_parts(self, any: bool) -> impl Iterator<Item = Value<'w>> {
        any.then(|| self.props().flat_map(Prop::parts)).into_iter().flatten()
    }

    /// Whether the value of `key` is an open question.
    pub fn is_open(self, key: Key) -> bool {
        self.values(key).any(Value::is_open)
    }

    /// Whether something was said about a value of `key` that makes it unusable: nobody knows what was meant.
    pub fn is_unclear(self, key: Key) -> bool {
        self.values(key).any(Value::is_bad)
    }

    /// The text of `key`, quotes and escapes resolved.
    pub fn text(self, key: Key) -> Option<Cow<'w, str>> {
        self.value(key)?.text()
    }

    /// The texts of a list.
    pub fn texts(self, key: Key) -> impl Iterator<Item = Cow<'w, str>> {
        self.values(key).filter_map(Value::text)
    }

    /// The word of a closed list.
    pub fn word(self, key: Key) -> Option<&'w str> {
        let value = self.value(key)?;
        match closed_list(self.kind(), key) {
            // The words of the language are at hand; the text would have to be fetched.
            Some(set) => match value.val() {
                Val::Word(at) => set.words.get(usize::from(at)).copied(),
                _ => None,
            },
            None => value.word(),
        }
    }

    /// The place of the word in its closed list.
    pub fn word_index(self, key: Key) -> Option<u8> {
        match self.value(key)?.val() {
            Val::Word(at) => Some(at),
            _ => None,
        }
    }

    /// The date or period of `key`.
    pub fn dates(self, key: Key) -> Option<Dates> {
        self.value(key)?.dates()
    }

    /// The last day of `key`: what a deadline means.
    pub fn deadline(self, key: Key) -> Option<Day> {
        self.dates(key).map(|d| d.last)
    }

    /// The first day of `key`: what a start means.
    pub fn start(self, key: Key) -> Option<Day> {
        self.dates(key).map(|d| d.first)
    }

    /// First and last day of a range of dates.
    pub fn date_range(self, key: Key) -> Option<(Day, Day)> {
        self.value(key)?.date_range()
    }

    /// First and last day of a range of dates, each as far as it can be read.
    pub fn range_ends(self, key: Key) -> (Option<Day>, Option<Day>) {
        self.value(key).map_or((None, None), Value::range_ends)
    }

    /// The quantity of `key`.
    pub fn quantity(self, key: Key) -> Option<Quantity<'w>> {
        self.value(key)?.quantity()
    }

    /// The duration of `key`.
    pub fn duration(self, key: Key) -> Option<Duration> {
        self.value(key)?.duration()
    }

    /// The step of a likelihood, impact or rating.
    pub fn step(self, key: Key) -> Option<Step> {
        self.value(key)?.step()
    }

    /// `yes`
    pub fn is_yes(self, key: Key) -> bool {
        self.word_index(key) == Some(0)
    }

    /// The declarations that `key` names, as far as the names mean something.
    pub fn refs(self, key: Key) -> impl Iterator<Item = Decl<'w>> {
        self.values(key).with_parts().filter_map(Value::target)
    }

    /// The first declaration that `key` names.
    pub fn target(self, key: Key) -> Option<Decl<'w>> {
        self.refs(key).next()
    }

    /// The declarations that name this one, with the key under which they do.
    pub fn referrers(self) -> impl Iterator<Item = (Decl<'w>, Key)> {
        let workspace = self.workspace;
        workspace.incoming(self.id()).iter().filter_map(move |i| Some((workspace.decl(i.from())?, i.key())))
    }

    /// The declarations that name this one under `key`.
    pub fn referrers_by(self, key: Key) -> impl Iterator<Item = Decl<'w>> {
        let workspace = self.workspace;
        let under = workspace.incoming(self.id()).iter().filter(move |i| i.key() == key);
        under.filter_map(move |i| workspace.decl(i.from()))
    }

    /// How many names mean this declaration.
    pub fn referrer_count(self) -> usize {
        self.workspace.incoming(self.id()).len()
    }

    /// Its status in a word: as given, else as its dates say, else the first of the kind's list (`live` for systems,
    /// `active` for programs). A milestone is `planned` or `reached`. Empty for kinds without one.
    pub fn status(self) -> &'static str {
        let place = self.model().decls.status(self.index);
        status::words_of(self.kind()).get(usize::from(place)).copied().unwrap_or("")
    }

    /// Whether its status was said in a way that cannot be read (`status: Done`, `finished: 2026-02-30`). [`Self::status`] is
    /// then what it would be without, and nobody knows whether it is over.
    pub fn status_is_unread(self) -> bool {
        self.model().decls.unread(self.index)
    }

    /// Whether nothing more is to be done about it: closed, done, dropped, retired, cancelled, resolved and the like.
    pub fn is_over(self) -> bool {
        status::is_over(self.kind(), self.model().decls.status(self.index))
    }

    /// A risk that may still happen: not closed, accepted or occurred.
    pub fn is_live_risk(self) -> bool {
        self.kind() == Kind::Risk && matches!(self.status(), "open" | "mitigating")
    }

    /// Who answers for it: its own owner (a dependency's `from`), else that of the workstream, system or risk that it stands in.
    pub fn owner(self) -> Option<Decl<'w>> {
        self.and_ancestors().take_while(|d| *d == self || d.lends_owner()).find_map(|d| d.own_owner())
    }

    /// Whether an owner is given, be it `?` or a name that means nothing, by itself or by what lends it one.
    pub fn owner_is_said(self) -> bool {
        let said = |d: Decl<'w>| d.has(key::OWNER) || (d.kind() == Kind::Dependency && d.has(key::FROM));
        self.and_ancestors().take_while(|d| *d == self || d.lends_owner()).any(said)
    }

    /// Whether a syntax error may have swallowed its owner, here or in what lends it one.
    pub fn owner_may_be_lost(self) -> bool {
        self.and_ancestors().take_while(|d| *d == self || d.lends_owner()).any(Decl::broken)
    }

    /// Whether its owner is the one that `lender`, around it, gives: nothing nearer says anything about an owner.
    pub fn owner_comes_from(self, lender: Decl<'w>) -> bool {
        let mut nearer = self.and_ancestors().take_while(|d| *d != lender);
        nearer.all(|d| !d.has(key::OWNER) && (d == self || d.lends_owner()))
    }

    fn own_owner(self) -> Option<Decl<'w>> {
        let from = || (self.kind() == Kind::Dependency).then(|| self.target(key::FROM)).flatten();
        self.target(key::OWNER).or_else(from)
    }

    /// Whether what stands in it has its owner where it names none itself.
    pub fn lends_owner(self) -> bool {
        self.kind().lends_owner()
    }
}
