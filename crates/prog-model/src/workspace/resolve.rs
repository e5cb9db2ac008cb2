//! What names mean: from where they stand outward, then at the root. Not here: what is said of those that mean nothing or the wrong
//! thing ([`super::judge`]).

use super::recent::{Asked, Own, Recent};
use super::{DeclId, Entry, Workspace, targets::Targets};
use crate::file::{FileModel, NONE, NameUse};
use crate::names::{Name, NameId, ROOT, Scope, WordHash, join, name_id, word_hash, words};
use crate::schema::{Key, Kind, KindSet, Namespace};
use prog_diagnostics::FileId;
use smallvec::SmallVec;

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

/// A name that means nothing, or something of a kind that is not wanted where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unfit {
    /// Its place among the names of the file.
    pub at: u32,
    pub name: NameUse,
    /// What it means, or [`DeclId::NOWHERE`].
    pub target: DeclId,
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
        let mut from = Viewpoint::new(model);
        // What the names of one property have in common: the kinds that are wanted.
        let mut wanted = (NONE, KindSet::NONE);
        let mut at = 0;
        model.each_name_use(|NameUse { value, prop, key, decl }| {
            from.go_to(decl);
            if wanted.0 != prop {
                wanted = (prop, self.schema().targets(from.kind, key));
            }
            let kinds = wanted.1;
            let name = match targets.word(at) {
                0 => Name::of(model.values.span(value).text(&model.text)),
                word => Name::Word(word),
            };
            // Files name the same few owners and systems over and over, from one and the same place.
            let asked = Asked::new(name, from.start, kinds);
            let id = recent.get(asked).unwrap_or_else(|| {
                let id = self.resolve_from(&from.scopes, name, kinds, first).unwrap_or(DeclId::NOWHERE);
                fit &= match file {
                    // At hand, and what most names mean.
                    Some(file) if id.file == file => {
                        let kind = model.decls.kind(id.slot);
                        kind == Kind::Unknown || kinds.contains(kind)
                    }
                    _ => fits(self.kind_of(id), kinds),
                };
                recent.put(asked, id);
                id
            });
            if id != DeclId::NOWHERE && file.is_some_and(|file| id >= DeclId { file, slot: decl }) {
                ahead |= key_bit(key);
            }
            targets.set(at, id);
            at += 1;
        });
        Resolved { targets, fit, ahead }
    }

    /// What one use of a name means, or [`DeclId::NOWHERE`]. `from` is where the one before it stands.
    pub(super) fn meaning(&self, from: &mut Viewpoint<'_>, name: &NameUse) -> DeclId {
        from.go_to(name.decl);
        let kinds = self.schema().targets(from.kind, name.key);
        let path = Name::of(from.model.values.span(name.value).text(&from.model.text));
        let first = |name| self.first_declared(name);
        self.resolve_from(&from.scopes, path, kinds, first).unwrap_or(DeclId::NOWHERE)
    }

    /// Whether what a use of a name means is of a kind that is wanted there.
    pub(super) fn is_fit(&self, model: &FileModel, name: &NameUse, target: DeclId) -> bool {
        fits(self.kind_of(target), self.schema().targets(model.decls.kind(name.decl), name.key))
    }

    /// What `name` means where these are the scopes from the innermost outward, for a property that takes `kinds`.
    fn resolve_from(
        &self,
        scopes: &[Scope],
        name: Name<'_>,
        kinds: KindSet,
        first: impl Fn(NameId) -> Option<DeclId> + Copy,
    ) -> Option<DeclId> {
        let look_up = |namespace| look_up(scopes, name, namespace, first);
        match (kinds.touches(Namespace::Things), kinds.touches(Namespace::People)) {
            (true, false) => look_up(Namespace::Things),
            (false, true) => look_up(Namespace::People),
            (false, false) => None,
            (true, true) => {
                // Of two namespaces the one with a fitting kind wins.
                let fits = |id: &DeclId| self.decl(*id).is_some_and(|d| kinds.contains(d.kind()));
                let thing = look_up(Namespace::Things);
                thing.filter(fits).or_else(|| {
                    let who = look_up(Namespace::People);
                    who.filter(fits).or(thing).or(who)
                })
            }
        }
    }

    /// What `path` means in `namespace`, looked up from the declaration at `index` outward.
    pub(crate) fn resolve_in(
        &self,
        model: &FileModel,
        index: u32,
        path: &str,
        namespace: Namespace,
    ) -> Option<DeclId> {
        let mut from = Viewpoint::new(model);
        from.go_to(index);
        look_up(&from.scopes, Name::of(path), namespace, |name| self.first_declared(name))
    }

    /// The names of a file that do not mean what is wanted where they stand.
    pub(super) fn unfit_names(&self, entry: &Entry) -> Box<[Unfit]> {
        let (mut targets, mut unfit) = ((0..).zip(entry.targets.iter()), Vec::new());
        entry.model.each_name_use(|name| {
            let missed = targets.next().filter(|(_, target)| !self.is_fit(&entry.model, &name, *target));
            unfit.extend(missed.map(|(at, target)| Unfit { at, name, target }));
        });
        unfit.into()
    }

    /// The kind of what a name means; `None` where it means nothing.
    pub(super) fn kind_of(&self, id: DeclId) -> Option<Kind> {
        let entry = self.entry(id.file)?;
        let index = entry.slots.index(id.slot, entry.model.decls.len())?;
        Some(entry.model.decls.kind(index))
    }
}

/// Whether a name means something, and that is of a kind that is wanted, or of one that was reported.
pub(super) fn fits(kind: Option<Kind>, kinds: KindSet) -> bool {
    kind.is_some_and(|kind| kind == Kind::Unknown || kinds.contains(kind))
}

/// Where names are looked up from: kept from one name to the next, as many stand in one declaration or side by side.
pub(super) struct Viewpoint<'m> {
    model: &'m FileModel,
    decl: u32,
    /// The kind of the declaration that they stand in.
    kind: Kind,
    /// The innermost declaration that may hold them.
    start: u32,
    /// The scopes from there outward, each once.
    scopes: SmallVec<[Scope; 8]>,
}

impl<'m> Viewpoint<'m> {
    /// From the top of a file.
    pub fn new(model: &'m FileModel) -> Self {
        Self { model, decl: NONE, kind: Kind::Unknown, start: NONE, scopes: Self::scopes(model, NONE) }
    }

    fn scopes(model: &FileModel, start: u32) -> SmallVec<[Scope; 8]> {
        let mut scopes: SmallVec<_> = scopes(model, start).collect();
        scopes.dedup();
        scopes
    }

    /// From the declaration at `index`.
    #[inline]
    fn go_to(&mut self, index: u32) {
        if self.decl != index {
            self.decl = index;
            self.kind = self.model.decls.kind(index);
            let start = scope_of(self.model, index);
            if self.start != start {
                self.start = start;
                self.scopes = Self::scopes(self.model, start);
            }
        }
    }
}

/// What `name` means, looked up in the first of `scopes` that has it.
fn look_up(
    scopes: &[Scope],
    name: Name<'_>,
    namespace: Namespace,
    first: impl Fn(NameId) -> Option<DeclId>,
) -> Option<DeclId> {
    match name {
        Name::Word(word) => scopes.iter().find_map(|scope| first(name_id(join(*scope, word), namespace))),
        Name::Dotted(path) => look_up_dotted(scopes, path, namespace, first),
    }
}

/// The first word decides from where the rest is followed.
fn look_up_dotted(
    scopes: &[Scope],
    path: &str,
    namespace: Namespace,
    first: impl Fn(NameId) -> Option<DeclId>,
) -> Option<DeclId> {
    for scope in scopes {
        let mut parts = words(path);
        let start = join(*scope, word_hash(parts.next()?));
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
    let mut at = scope_of(model, index);
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

/// The innermost declaration that may hold a name which is written in the one at `index`.
pub(super) fn scope_of(model: &FileModel, index: u32) -> u32 {
    if has_no_scope(model, index) { model.decls.parent(index) } else { index }
}

/// Whether no name can stand in the declaration at `index`: nothing is in it, and only programs are continued elsewhere.
fn has_no_scope(model: &FileModel, index: u32) -> bool {
    index != NONE && model.decls.end(index) == index + 1 && model.decls.kind(index) != Kind::Program
}
