//! A change of one file: what it costs is what it touches.

use super::names::{Uses, each_once, name_of, words_used};
use super::spellings::Spellings;
use super::targets::Targets;
use super::{DeclId, Entry, Slots, Workspace};
use crate::file::{FileModel, NONE};
use crate::names::{NameId, WordHash, Words, join};
use crate::schema::{Kind, KindSet};
use prog_diagnostics::FileId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What happened to a file.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is new, or has a new text.
    Set {
        /// Relative to the workspace, with `/`.
        path: Arc<str>,
        /// All of it.
        text: Arc<str>,
    },
    /// It cannot be read as text; the message and the help say why.
    Unreadable {
        /// Relative to the workspace, with `/`.
        path: Arc<str>,
        /// What is wrong.
        message: String,
        /// What to do.
        help: &'static str,
    },
    /// It is gone.
    Remove {
        /// Relative to the workspace, with `/`.
        path: Arc<str>,
    },
}

/// What has to be looked at again after a change.
#[derive(Clone, Debug, Default)]
pub struct Dirty {
    /// Everything: the number of programs changed from or to one, or the like.
    pub all: bool,
    /// There are other programs than before, or in another order.
    pub programs: bool,
    /// The file that was changed; all its positions are new.
    pub file: Option<FileId>,
    /// Other files in which names mean something else now, or a declaration became or ceased to be double.
    pub files: Vec<FileId>,
    /// Those of them, and the changed one, in which more is different than what some names mean: who is double, or where all
    /// belongs.
    pub whole: Vec<FileId>,
    /// Declarations (of any file, gone ones too) whose own content changed, or the meaning of a name in it; sorted.
    pub changed: Vec<DeclId>,
    /// Declarations of other files, none of them in `changed`, of which nothing changed but what the name of their owner
    /// means; sorted. What names them, and what they name, looks at their owner only to propose it.
    pub reowned: Vec<DeclId>,
    /// The kinds of `changed`, before and after; and who may own, if any is `reowned`.
    pub kinds: KindSet,
    /// The kinds of those of them that stand or stood in `file`.
    pub kinds_here: KindSet,
    /// Declarations that a rule may have looked at from a changed one, or the other way round: those that it names or
    /// named, those that name or named it, those around and in it. What lends its owner is looked through: what a
    /// workstream names counts as named by what stands in it, and who has its owner from one as naming that owner.
    /// Contains `changed`; and `reowned`, but of what stands in relation to these only the owners, before and now, and what
    /// has its owner from them. Sorted.
    pub touched: Vec<DeclId>,
}

impl Workspace {
    /// Takes a change in. The first one builds the table of uses; [`Self::prepare`] does so ahead of time.
    pub fn apply(&mut self, change: Change) -> Dirty {
        self.prepare();
        let schema = self.schema.clone();
        match change {
            Change::Set { path, text } => {
                let file = self.file_slot(&path);
                let model = crate::lower(&schema, file, path, text.into());
                self.replace(file, Some(model))
            }
            Change::Unreadable { path, message, help } => {
                let file = self.file_slot(&path);
                let model = crate::unreadable(file, path, message, help);
                self.replace(file, Some(model))
            }
            Change::Remove { path } => match self.by_path.get(&path).copied() {
                Some(file) => self.replace(file, None),
                None => Dirty::default(),
            },
        }
    }

    /// Builds the tables that changes need and checking does not.
    pub fn prepare(&mut self) {
        self.prepare_referrers();
        if self.uses.is_none() {
            self.uses = Some(Uses::build(self.files()));
        }
        if self.spellings.as_ref().is_none_or(Spellings::is_worn) {
            self.spellings = Some(Spellings::build(self.decls()));
        }
    }

    fn file_slot(&mut self, path: &Arc<str>) -> FileId {
        if let Some(file) = self.by_path.get(path) {
            return *file;
        }
        let file = FileId(self.files.len() as u32);
        self.files.push(None);
        self.by_path.insert(path.clone(), file);
        file
    }

    fn replace(&mut self, file: FileId, model: Option<FileModel>) -> Dirty {
        self.untouched = false;
        self.ahead = None;
        let old = self.files[file.0 as usize].take();
        let new = model.map(|model| {
            let slots =
                old.as_ref().map_or_else(|| Slots::straight(model.decls.len()), |o| keep_slots(o, &model));
            Box::new(Entry {
                model: Box::new(model),
                slots,
                targets: Targets::default(),
                unfit: Box::default(),
                findings: Vec::new(),
            })
        });
        let count = |entry: Option<&Entry>| entry.map_or(0, |e| e.model.decls.len());
        self.declared = self.declared - count(old.as_deref()) + count(new.as_deref());
        let mut dirty = Dirty { file: Some(file), ..Dirty::default() };
        dirty.changed = changed_decls(file, old.as_deref(), new.as_deref());
        let renamed = self.update_names(file, old.as_deref(), new.as_deref());
        self.update_uses(file, old.as_deref(), new.as_deref());
        let programs_change = touches_programs(old.as_deref()) || touches_programs(new.as_deref());
        self.files[file.0 as usize] = new;
        if programs_change {
            let before = self.programs.clone();
            self.find_programs();
            dirty.programs = before != self.programs;
            dirty.all = dirty.programs && (before.len() <= 1 || self.programs.len() <= 1);
        }
        self.settle(file, old.as_deref(), &renamed, programs_change, &mut dirty);
        if self.files[file.0 as usize].is_none() {
            self.by_path.retain(|_, f| *f != file);
            self.troubled.remove(&file);
        }
        dirty
    }

    /// Updates the table of names; gives the names that came or went, or changed place.
    fn update_names(&mut self, file: FileId, old: Option<&Entry>, new: Option<&Entry>) -> Renamed {
        let mut before = named(old);
        let mut after = named(new);
        before.sort_unstable();
        after.sort_unstable();
        let (gone, come) = difference(&before, &after);
        let (mut words, mut names) = (Vec::new(), FxHashSet::default());
        let written = |entry: Option<&Entry>, slot: u32| {
            let entry = entry?;
            let index = entry.slots.index(slot, entry.model.decls.len())?;
            Some(entry.model.decls.name(index).text(&entry.model.text).to_owned())
        };
        for (name, slot, word, ..) in gone {
            self.names.remove(name, DeclId { file, slot });
            words.push(word);
            names.extend(written(old, slot));
        }
        for (name, slot, word, kind, ..) in come {
            let id = DeclId { file, slot };
            self.names.insert(name, id);
            words.push(word);
            let Some(written) = written(new, slot) else { continue };
            if let Some(spellings) = &mut self.spellings {
                spellings.add(&written, kind, id);
            }
            names.insert(written);
        }
        // Which of two declarations of one name is the later one depends on their places in the file.
        for (name, _, word, ..) in after {
            if self.names.get(name).len() > 1 {
                words.push(word);
            }
        }
        Renamed { words: words.into(), names }
    }

    fn update_uses(&mut self, file: FileId, old: Option<&Entry>, new: Option<&Entry>) {
        let before = old.map_or(Vec::new(), |e| words_used(&e.model));
        let after = new.map_or(Vec::new(), |e| words_used(&e.model));
        if before == after {
            return;
        }
        let (gone, come) = difference(&each_once(before), &each_once(after));
        if let Some(uses) = &mut self.uses {
            uses.remove(file, &gone);
            uses.add(file, &come);
        }
    }

    /// Rebuilds everything from the texts as they are now: the oracle that edits are held against.
    pub fn rebuilt(&self) -> Workspace {
        let texts: Vec<(&str, &str)> = self.files().map(|(_, f)| (&*f.path, &*f.text)).collect();
        Workspace::from_texts(self.schema.clone(), &texts)
    }
}

/// The names that came or went with a change.
pub(super) struct Renamed {
    pub words: Words,
    /// The same as written.
    pub names: FxHashSet<String>,
}

/// The names of a file, with what findings about them elsewhere rest on.
fn named(entry: Option<&Entry>) -> Vec<Named> {
    let Some(entry) = entry else { return Vec::new() };
    let model = &entry.model;
    let named = |i: u32| {
        let name = name_of(model, i)?;
        let guessed = model.kind_is_guessed(i);
        Some((
            name,
            entry.slots.slot(i),
            model.word(i),
            model.decls.kind(i),
            guessed,
            nameless_around(model, i),
        ))
    };
    model.decls.indices().filter_map(named).collect()
}

/// A name, the number of its declaration, its word and kind, whether that is a guess, and what is [`nameless_around`] it.
type Named = (NameId, u32, WordHash, Kind, bool, u64);

/// A hash of the nameless declarations that one stands in: its full path counts them, so that nobody can write it, and it is
/// proposed nowhere.
fn nameless_around(model: &FileModel, index: u32) -> u64 {
    let parent = |at: u32| Some(model.decls.parent(at)).filter(|parent| *parent != NONE);
    let around = std::iter::successors(parent(index), |at| parent(*at));
    let nameless = around.filter(|at| model.decls.name(*at).is_empty()).map(|at| model.decls.get(at));
    nameless.fold(0, |hash, decl| join(hash, (decl.kind as u64) << 16 | u64::from(decl.ordinal)))
}

fn touches_programs(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|e| e.model.kinds.contains(Kind::Program))
}

/// What is only in the first, and only in the second, of two sorted lists; what stands twice counts twice.
pub(super) fn difference<T: Ord + Copy>(before: &[T], after: &[T]) -> (Vec<T>, Vec<T>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < before.len() || j < after.len() {
        let order = match (before.get(i), after.get(j)) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        if order.is_eq() {
            i += 1;
            j += 1;
        } else if order.is_lt() {
            gone.push(before[i]);
            i += 1;
        } else {
            come.push(after[j]);
            j += 1;
        }
    }
    (gone, come)
}

/// What makes a declaration the same one in the next version of its file.
fn identity(model: &FileModel, index: u32) -> (u64, Kind, u64, u16) {
    let decl = model.decls.get(index);
    let name = name_of(model, index).unwrap_or(0);
    (name, decl.kind, if name == 0 { decl.outer } else { 0 }, decl.ordinal)
}

/// Gives the declarations of a new version the slots that they had, and new ones fresh slots.
fn keep_slots(old: &Entry, new: &FileModel) -> Slots {
    let count = new.decls.len();
    let straight = old.slots.of_index.is_none()
        && old.model.decls.len() == count
        && new.decls.indices().all(|i| identity(&old.model, i) == identity(new, i));
    if straight {
        return Slots::straight(count);
    }
    let mut known: FxHashMap<_, Vec<u32>> = FxHashMap::default();
    for i in old.model.decls.indices().rev() {
        known.entry(identity(&old.model, i)).or_default().push(old.slots.slot(i));
    }
    let mut next = old.slots.next;
    let of_index: Box<[u32]> = new
        .decls
        .indices()
        .map(|i| {
            known.get_mut(&identity(new, i)).and_then(Vec::pop).unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        })
        .collect();
    let mut index_of = vec![NONE; next as usize];
    for (index, slot) in of_index.iter().enumerate() {
        index_of[*slot as usize] = index as u32;
    }
    Slots { of_index: Some(of_index), index_of: index_of.into(), next }
}

/// The declarations whose own content differs between two versions of a file.
fn changed_decls(file: FileId, old: Option<&Entry>, new: Option<&Entry>) -> Vec<DeclId> {
    let slots = |entry: &Entry| -> Vec<u32> {
        entry.model.decls.indices().map(|index| entry.slots.slot(index)).collect()
    };
    let mut changed = match (old, new) {
        (Some(old), Some(new)) => {
            // In another order all count as changed: of several that name one and the same thing, the first is spoken of.
            let reordered = is_reordered(old, new);
            let before = |slot: u32| old.slots.index(slot, old.model.decls.len());
            let same = |slot: u32, index: u32| {
                before(slot).is_some_and(|before| says_the_same((old, before), (new, index)))
            };
            let mut changed = slots(new);
            if !reordered {
                let mut indices = new.model.decls.indices();
                changed.retain(|slot| indices.next().is_none_or(|index| !same(*slot, index)));
            }
            let is_gone = |slot: &u32| new.slots.index(*slot, new.model.decls.len()).is_none();
            changed.extend(slots(old).into_iter().filter(is_gone));
            changed
        }
        (old, new) => old.or(new).map_or(Vec::new(), slots),
    };
    changed.sort_unstable();
    changed.into_iter().map(|slot| DeclId { file, slot }).collect()
}

/// Whether declarations stand in another order than before.
fn is_reordered(old: &Entry, new: &Entry) -> bool {
    let slots = old.model.decls.indices().map(|i| old.slots.slot(i));
    !slots.filter_map(|slot| new.slots.index(slot, new.model.decls.len())).is_sorted()
}

/// Whether a declaration, at these positions in two versions of a file, says the same itself, its place left out. That it has the same
/// slot in both tells its kind and path already, and that of what it stands in.
fn says_the_same((old, before): (&Entry, u32), (new, now): (&Entry, u32)) -> bool {
    let (a, b) = (&*old.model, &*new.model);
    let around = |entry: &Entry, index: u32| {
        let parent = entry.model.decls.parent(index);
        (parent != NONE).then(|| entry.slots.slot(parent))
    };
    let props = |model: &FileModel, index: u32| {
        let (from, to) = model.decls.props(index);
        from..to
    };
    let (props_a, props_b) = (props(a, before), props(b, now));
    a.decls.broken(before) == b.decls.broken(now)
        && a.decls.name(before).text(&a.text) == b.decls.name(now).text(&b.text)
        && a.decls.title(before).text(&a.text) == b.decls.title(now).text(&b.text)
        && around(old, before) == around(new, now)
        && props_a.len() == props_b.len()
        && props_a.zip(props_b).all(|(prop_a, prop_b)| {
            // Mostly not even a space between two values is another.
            let same = || a.props.span(prop_a).text(&a.text) == b.props.span(prop_b).text(&b.text);
            a.props.key(prop_a) == b.props.key(prop_b) && (same() || texts(a, prop_a).eq(texts(b, prop_b)))
        })
}

/// The values of a property as they are written.
fn texts(model: &FileModel, prop: u32) -> impl Iterator<Item = &str> {
    let (from, to) = model.props.values(prop);
    (from..to).map(|value| model.values.span(value).text(&model.text))
}
