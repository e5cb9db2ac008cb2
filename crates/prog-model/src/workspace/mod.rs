//! All files of a workspace as one model: which name means what, who uses it, which program it belongs to.
//!
//! One owner mutates it ([`Workspace::apply`]); everybody else reads through the handles of [`crate::view`]. A change
//! costs what it touches: the file itself, the files whose names now mean something else, and no more. The oracle in
//! the tests rebuilds from scratch after every edit and compares.

mod apply;
mod decl_set;
mod incoming;
mod judge;
mod lookup;
mod names;
mod near;
mod quoted;
mod recent;
mod resolve;
mod settle;
mod spellings;
mod targets;

pub use apply::{Change, Dirty};
pub use decl_set::DeclSet;
pub(crate) use names::name_of;
pub(crate) use resolve::{Unfit, scopes};

use crate::file::{FileModel, NONE};
use crate::names::{NameId, ROOT, Scope, WordHash};
use crate::schema::{Key, Kind, KindSet, Namespace, Schema};
use crate::view::Decl;
use incoming::{Incoming, Incomings};
use names::{Names, Uses};
use near::Near;
use prog_diagnostics::{Diagnostic, FileId, Files};
use rayon::prelude::*;
use resolve::{KeyBits, Resolved, key_bit};
use rustc_hash::{FxHashMap, FxHashSet};
use spellings::Spellings;
use std::sync::{Arc, OnceLock};
use targets::Targets;

/// A declaration of the workspace. It stays the same while its file is edited, as long as the declaration keeps its
/// path and kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DeclId {
    /// Its file.
    pub file: FileId,
    /// Its number there; not its position.
    pub slot: u32,
}

impl DeclId {
    /// A name that means nothing.
    pub(crate) const NOWHERE: Self = Self { file: FileId(u32::MAX), slot: NONE };
}

/// One file in the workspace.
#[derive(Debug)]
pub(crate) struct Entry {
    pub model: Box<FileModel>,
    pub slots: Slots,
    /// What each of the file's refs means.
    pub targets: Targets,
    /// The names that do not mean what is wanted where they stand, in order: mostly none.
    pub unfit: Box<[Unfit]>,
    /// Findings about names.
    pub findings: Vec<Diagnostic>,
}

/// Slot of each declaration by position, and back. Equal until an edit moves one.
#[derive(Debug, Default, Clone)]
pub(crate) struct Slots {
    of_index: Option<Box<[u32]>>,
    index_of: Box<[u32]>,
    next: u32,
}

impl Slots {
    fn straight(count: usize) -> Self {
        Self { of_index: None, index_of: Box::default(), next: count as u32 }
    }

    pub fn slot(&self, index: u32) -> u32 {
        self.of_index.as_ref().map_or(index, |s| s[index as usize])
    }

    pub fn index(&self, slot: u32, count: usize) -> Option<u32> {
        match &self.of_index {
            None => ((slot as usize) < count).then_some(slot),
            Some(_) => self.index_of.get(slot as usize).copied().filter(|i| *i != NONE),
        }
    }
}

/// The model of all files.
#[derive(Debug, Default)]
pub struct Workspace {
    schema: Arc<Schema>,
    files: Vec<Option<Box<Entry>>>,
    by_path: FxHashMap<Arc<str>, FileId>,
    names: Names,
    /// Who names whom; made when somebody asks, and before the first edit.
    incoming: OnceLock<Incomings>,
    uses: Option<Uses>,
    /// What names are made of; like `uses` only there once something is edited.
    spellings: Option<Spellings>,
    programs: Vec<DeclId>,
    /// How many declarations there are.
    declared: usize,
    /// The files with findings about names.
    troubled: FxHashSet<FileId>,
    /// No file was edited, so that files are numbered by path and declarations by place.
    untouched: bool,
    /// The keys under which a declaration may name itself or one that stands after it: found while names are resolved, not
    /// known once something is edited.
    ahead: Option<KeyBits>,
}

impl Workspace {
    /// A workspace of files, which must be sorted by path, whatever number each was lowered with: here it gets its own, its place
    /// among them.
    // Boxed from the start: moving ten thousand large structs into boxes here would need the memory twice.
    #[allow(clippy::vec_box)]
    pub fn new(schema: Arc<Schema>, mut files: Vec<Box<FileModel>>) -> Self {
        debug_assert!(files.is_sorted_by(|a, b| a.path <= b.path), "files are numbered by path");
        let number = |(at, model): (usize, &mut Box<FileModel>)| {
            let file = FileId(at as u32);
            model.findings.iter_mut().for_each(|finding| finding.move_to(file));
            model.decls.len()
        };
        let declared = files.par_iter_mut().with_min_len(64).enumerate().map(number).sum();
        let mut workspace = Self { schema, declared, untouched: true, ..Self::default() };
        let by_path = || files.iter().enumerate().map(|(i, f)| (f.path.clone(), FileId(i as u32))).collect();
        let names = || Names::build(&files, declared);
        (workspace.by_path, workspace.names) = rayon::join(by_path, names);
        // The words apart: what a name means is written over its hash, while other threads read the files.
        let entry = |mut model: Box<FileModel>| {
            let words = std::mem::take(&mut model.words);
            (Some(Box::new(Entry::new(model))), words)
        };
        let mut words = Vec::new();
        files.into_par_iter().map(entry).unzip_into_vecs(&mut workspace.files, &mut words);
        workspace.find_programs();
        workspace.resolve_all(words);
        workspace
    }

    /// Reads and indexes texts that are in memory: path and content.
    pub fn from_texts(schema: Arc<Schema>, texts: &[(&str, &str)]) -> Self {
        let mut texts: Vec<_> = texts.to_vec();
        texts.sort_unstable();
        let lower = |(path, text): &(&str, &str)| {
            Box::new(crate::lower(&schema, FileId(0), (*path).into(), (*text).into()))
        };
        let files = texts.iter().map(lower).collect();
        Self::new(schema, files)
    }

    fn resolve_all(&mut self, words: Vec<Box<[WordHash]>>) {
        let this = &*self;
        let resolve = |at: usize, words: Box<[WordHash]>| match &this.files[at] {
            Some(entry) => this.resolve_fresh(&entry.model, FileId(at as u32), words),
            None => Resolved::default(),
        };
        let numbered = words.into_par_iter().with_max_len(64).enumerate();
        let resolved: Vec<Resolved> = numbered.map(|(at, words)| resolve(at, words)).collect();
        let mut fit = Vec::with_capacity(resolved.len());
        let mut ahead = 0;
        for (entry, resolved) in self.files.iter_mut().zip(resolved) {
            fit.push(resolved.fit);
            ahead |= resolved.ahead;
            if let Some(entry) = entry {
                entry.targets = resolved.targets;
            }
        }
        self.ahead = Some(ahead);
        let this = &*self;
        let near = Near::new(this);
        let judge = |(entry, fit): (&Option<Box<Entry>>, &bool)| {
            entry.as_ref().map_or_else(Default::default, |entry| this.judge(entry, *fit, &near))
        };
        let found: Vec<(Box<[Unfit]>, Vec<Diagnostic>)> =
            this.files.par_iter().zip(&fit).map(judge).collect();
        for (at, (unfit, findings)) in found.into_iter().enumerate() {
            if unfit.is_empty() && findings.is_empty() {
                continue;
            }
            if let Some(entry) = &mut self.files[at] {
                entry.unfit = unfit;
                if !findings.is_empty() {
                    self.troubled.insert(FileId(at as u32));
                }
                entry.findings = findings;
            }
        }
    }

    fn find_programs(&mut self) {
        let in_file = |at: usize| self.decls_in_of(FileId(at as u32), Kind::Program).map(|d| d.id());
        let numbered = (0..self.files.len()).into_par_iter().with_min_len(64);
        let mut programs: Vec<DeclId> = numbered.flat_map_iter(in_file).collect();
        programs.sort_by(|a, b| self.order(*a).cmp(&self.order(*b)));
        self.programs = programs;
    }

    /// The order of declarations for people: by file path, then by position.
    pub(crate) fn order(&self, id: DeclId) -> (&str, u32) {
        let Some(entry) = self.entry(id.file) else { return ("", 0) };
        let at = entry.slots.index(id.slot, entry.model.decls.len());
        (&entry.model.path, at.map_or(0, |i| entry.model.decls.span(i).start))
    }

    /// What may be said in it.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    pub(crate) fn entry(&self, file: FileId) -> Option<&Entry> {
        self.files.get(file.0 as usize)?.as_deref()
    }

    /// The file with this number, unless it was removed.
    pub fn file(&self, file: FileId) -> Option<&FileModel> {
        self.entry(file).map(|e| &*e.model)
    }

    /// The number of the file at `path`.
    pub fn file_id(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Every file, in the order of their numbers.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &FileModel)> {
        self.files.iter().enumerate().filter_map(|(i, e)| Some((FileId(i as u32), &*e.as_ref()?.model)))
    }

    /// The numbers of all files in order.
    pub fn file_ids(&self) -> Vec<FileId> {
        // In one piece: lists that grow leave a block of each size behind.
        let mut ids = Vec::with_capacity(self.files.len());
        ids.extend(self.files().map(|(file, _)| file));
        ids
    }

    /// The same by path.
    pub fn file_ids_by_path(&self) -> Vec<FileId> {
        let mut ids = self.file_ids();
        // As long as nothing was edited, that is the order of their numbers.
        if !self.untouched {
            ids.sort_unstable_by(|a, b| self.path(*a).cmp(self.path(*b)));
        }
        ids
    }

    /// The numbers of the files with findings about their form in order.
    pub fn files_with_form_findings(&self) -> Vec<FileId> {
        // Side by side, as each file is somewhere else in memory.
        let numbered = (0..self.files.len() as u32).into_par_iter().with_min_len(64).map(FileId);
        numbered.filter(|file| self.form_findings(*file).next().is_some()).collect()
    }

    /// One more than the highest file number.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// Findings about the form of one file: its own and those about names. Not sorted.
    pub fn form_findings(&self, file: FileId) -> impl Iterator<Item = &Diagnostic> {
        self.entry(file).into_iter().flat_map(|e| {
            let spoken =
                |f: &&Diagnostic| e.model.silent.is_empty() || !e.model.is_silent(f.place.span.start);
            e.model.findings.iter().chain(&e.findings).filter(spoken)
        })
    }

    /// The declaration with this number, unless it is gone.
    pub fn decl(&self, id: DeclId) -> Option<Decl<'_>> {
        let entry = self.entry(id.file)?;
        let index = entry.slots.index(id.slot, entry.model.decls.len())?;
        Some(Decl::new(self, entry, id.file, index))
    }

    /// The declarations of one file in order.
    pub fn decls_in(&self, file: FileId) -> impl Iterator<Item = Decl<'_>> {
        self.entry(file)
            .into_iter()
            .flat_map(move |e| e.model.decls.indices().map(move |i| Decl::new(self, e, file, i)))
    }

    /// The declarations of `kind` in a file in order.
    pub fn decls_in_of(&self, file: FileId, kind: Kind) -> impl Iterator<Item = Decl<'_>> {
        let entry = self.entry(file).filter(|e| e.model.kinds.contains(kind)).into_iter();
        entry.flat_map(move |e| {
            let of_kind = e.model.decls.indices().filter(move |i| e.model.decls.kind(*i) == kind);
            of_kind.map(move |i| Decl::new(self, e, file, i))
        })
    }

    /// Fetches all about the declarations of a file from memory, for whoever is about to go through them.
    pub fn bring_near(&self, file: FileId) {
        if let Some(entry) = self.entry(file) {
            entry.model.bring_near();
            entry.model.values.bring_near();
            entry.targets.bring_near();
        }
    }

    /// The declaration at `index` of a file.
    pub fn decl_in(&self, file: FileId, index: u32) -> Option<Decl<'_>> {
        let entry = self.entry(file)?;
        ((index as usize) < entry.model.decls.len()).then(|| Decl::new(self, entry, file, index))
    }

    /// Every declaration, file by file.
    pub fn decls(&self) -> impl Iterator<Item = Decl<'_>> {
        (0..self.files.len() as u32).flat_map(|f| self.decls_in(FileId(f)))
    }

    /// Every declaration of one kind, file by file.
    pub fn decls_of(&self, kind: Kind) -> impl Iterator<Item = Decl<'_>> {
        self.decls_of_any(KindSet::of(&[kind]))
    }

    /// Every declaration whose kind is in the set, file by file.
    pub fn decls_of_any(&self, kinds: KindSet) -> impl Iterator<Item = Decl<'_>> {
        self.files.iter().enumerate().flat_map(move |(f, e)| {
            e.iter().filter(move |e| e.model.kinds.meets(kinds)).flat_map(move |e| {
                let of_kind = move |i: &u32| kinds.contains(e.model.decls.kind(*i));
                e.model.decls.indices().filter(of_kind).map(move |i| Decl::new(self, e, FileId(f as u32), i))
            })
        })
    }

    /// Every named declaration of these kinds whose name may hold all letters of `typed`, case and `_` or `-` left out; some
    /// that do not, and one may come twice. Fast once [`Self::prepare`] was called.
    pub fn decls_with_letters<'w>(
        &'w self,
        typed: &str,
        kinds: KindSet,
    ) -> Box<dyn Iterator<Item = Decl<'w>> + 'w> {
        match &self.spellings {
            Some(known) => Box::new(known.with_letters(typed, kinds).filter_map(|id| self.decl(id))),
            None => Box::new(self.decls_of_any(kinds)),
        }
    }

    /// The programs by file path and position.
    pub fn programs(&self) -> impl Iterator<Item = Decl<'_>> {
        self.programs.iter().filter_map(|id| self.decl(*id))
    }

    /// The one program of the workspace, if there is exactly one.
    pub(crate) fn only_program(&self) -> Option<DeclId> {
        match self.programs.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The declarations that name `id`, and under which key. Not sorted.
    pub(crate) fn incoming(&self, id: DeclId) -> &[Incoming] {
        self.incomings().get(id)
    }

    fn incomings(&self) -> &Incomings {
        // In the midst of work that is done side by side one thread builds it alone: while it waited for others it would take up more
        // of that work, which may ask for the same.
        self.incoming.get_or_init(|| Incomings::build(&self.files, rayon::current_thread_index().is_some()))
    }

    /// Makes the table of who names whom now, not when it is first asked for.
    pub fn prepare_referrers(&self) {
        if self.incoming.get().is_none() {
            // Not within the lock, for the same reason.
            let built = Incomings::build(&self.files, false);
            self.incoming.get_or_init(|| built);
        }
    }

    /// Whether some declaration may name itself or one that stands after it under one of `keys`; sure only where none does.
    pub fn may_name_ahead(&self, keys: &[Key]) -> bool {
        let asked = keys.iter().fold(0, |bits, key| bits | key_bit(*key));
        self.ahead.is_none_or(|ahead| ahead & asked != 0)
    }

    /// Whether some declaration names another under one of `keys` so that `is` holds of the two.
    pub fn any_named_under(&self, keys: &[Key], is: impl Fn(DeclId, DeclId) -> bool + Sync) -> bool {
        self.files.par_iter().with_min_len(64).enumerate().any(|(at, entry)| {
            let Some(entry) = entry else { return false };
            let mut any = false;
            names::each_edge_under(entry, FileId(at as u32), keys, |from, target| any |= is(from, target));
            any
        })
    }

    /// Every declaration that names another under one of `keys`, and that one; file by file.
    pub fn named_under(&self, keys: &[Key]) -> Vec<(DeclId, DeclId)> {
        let in_file = |(at, entry): (usize, &Option<Box<Entry>>)| {
            let mut wanted = Vec::new();
            if let Some(entry) = entry {
                let file = FileId(at as u32);
                names::each_edge_under(entry, file, keys, |from, target| wanted.push((from, target)));
            }
            wanted
        };
        self.files.par_iter().with_min_len(64).enumerate().flat_map_iter(in_file).collect()
    }

    pub(crate) fn declared(&self, name: NameId) -> &[DeclId] {
        self.names.get(name)
    }

    /// The first declaration with this name, by file path and position.
    pub(crate) fn first_declared(&self, name: NameId) -> Option<DeclId> {
        match self.declared(name) {
            [] => None,
            [one] => Some(*one),
            // As long as nothing was edited, the table is in the order of the files.
            [first, ..] if self.untouched => Some(*first),
            several => several.iter().copied().min_by(|a, b| self.order(*a).cmp(&self.order(*b))),
        }
    }

    /// The declaration that a full path names (`checkout.gateway`), or what a bare name can only mean: things first, then people, at
    /// the root first, then in the programs by order.
    pub fn find(&self, path: &str) -> Option<Decl<'_>> {
        let scopes = std::iter::once(ROOT).chain(self.programs().map(|p| p.scope()));
        for scope in scopes {
            for namespace in [Namespace::Things, Namespace::People] {
                if let Some(id) = self.lookup_in(scope, path, namespace) {
                    return self.decl(id);
                }
            }
        }
        // A nameless declaration, or one whose name is declared deeper.
        self.decls().find(|d| d.path() == path)
    }

    /// The declaration that `path` names right in `scope`.
    pub(crate) fn lookup_in(&self, scope: Scope, path: &str, namespace: Namespace) -> Option<DeclId> {
        let full =
            crate::names::words(path).fold(scope, |s, w| crate::names::join(s, crate::names::word_hash(w)));
        self.first_declared(crate::names::name_id(full, namespace))
    }
}

impl Entry {
    fn new(model: Box<FileModel>) -> Self {
        let slots = Slots::straight(model.decls.len());
        Self { model, slots, targets: Targets::default(), unfit: Box::default(), findings: Vec::new() }
    }
}

impl Files for Workspace {
    fn path(&self, file: FileId) -> &str {
        self.file(file).map_or("", |f| &f.path)
    }

    fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |f| &f.text)
    }
}
