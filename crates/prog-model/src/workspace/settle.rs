//! After a change of one file: what names mean now, there and where they are used; what is to be said about them; and whom it
//! reaches. Not here: the tables of names and uses, which have taken the change in before.

use super::apply::{Dirty, Renamed, difference};
use super::incoming::Incoming;
use super::names::edges;
use super::near::Near;
use super::resolve::{Resolved, Unfit, Viewpoint};
use super::{DeclId, Entry, Workspace};
use crate::file::NONE;
use crate::names::{self, WordHash};
use crate::schema::{KindSet, key};
use crate::suggest;
use crate::view::Decl;
use prog_diagnostics::{Diagnostic, FileId};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// A file whose names were looked at anew: what they mean, and what is to be said about them. Nothing of it is taken over yet.
struct Looked {
    file: FileId,
    /// The names that mean something else, by their place, and what.
    means: Vec<(usize, DeclId)>,
    /// What named something and does not any more, and the other way round.
    gone: Vec<Edge>,
    come: Vec<Edge>,
    /// As in [`Entry`].
    unfit: Box<[Unfit]>,
    findings: Vec<Diagnostic>,
}

impl Looked {
    fn of(file: FileId) -> Self {
        let (means, gone, come) = (Vec::new(), Vec::new(), Vec::new());
        Self { file, means, gone, come, unfit: Box::default(), findings: Vec::new() }
    }
}

/// What is named, and by whom.
type Edge = (DeclId, Incoming);

/// Which findings about names of a file differ from those before.
struct Said {
    anything: bool,
    /// Those about who has a name twice.
    doubles: bool,
}

fn doubles(findings: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    findings.iter().filter(|finding| finding.rule == "duplicate-name")
}

/// What a change reaches, while it is found out.
struct Reach {
    changed: FxHashSet<DeclId>,
    touched: FxHashSet<DeclId>,
}

impl Workspace {
    /// Resolves the file itself and all that use a word whose meaning may have changed.
    pub(super) fn settle(
        &mut self,
        file: FileId,
        old: Option<&Entry>,
        renamed: &Renamed,
        programs_change: bool,
        dirty: &mut Dirty,
    ) {
        let mut again: FxHashSet<FileId> = FxHashSet::default();
        if let Some(uses) = &self.uses {
            again.extend(renamed.words.iter().flat_map(|w| uses.files(*w)).copied());
        }
        // With other programs what is near and what is elsewhere is another matter for every name that is proposed.
        let judged_again =
            |f: &&FileId| dirty.programs || self.says_otherwise(**f, file, renamed, programs_change);
        again.extend(self.troubled.iter().filter(judged_again));
        again.remove(&file);
        let mut reach =
            Reach { changed: dirty.changed.iter().copied().collect(), touched: FxHashSet::default() };
        let old_edges: Vec<_> = old.map_or(Vec::new(), |o| edges(o, file));
        self.neighbours_before(file, old, &old_edges, &mut reach);
        let fit = self.resolve_again(file, old_edges, &mut reach);
        let again: Vec<FileId> = again.into_iter().collect();
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for mut looked in self.look_again(&again, &renamed.words, (file, fit)) {
            let (other, means_else) = (looked.file, !looked.means.is_empty());
            gone.append(&mut looked.gone);
            come.append(&mut looked.come);
            let said = self.take_over(looked);
            if other == file {
                continue;
            }
            let whole = said.doubles || self.is_part_of_one(other, &renamed.words);
            if whole {
                dirty.whole.push(other);
            }
            if means_else || said.anything || whole {
                dirty.files.push(other);
            }
        }
        self.move_edges(gone, come, &mut reach);
        self.neighbours_now(&mut reach);
        let here = reach.changed.iter().filter(|id| id.file == file);
        dirty.kinds_here = self.kinds_of(here, file, old);
        dirty.kinds = dirty.kinds_here.union(self.kinds_of(reach.changed.iter(), file, None));
        dirty.files.sort_unstable();
        dirty.changed = reach.changed.iter().copied().collect();
        dirty.changed.sort_unstable();
        dirty.touched = reach.touched.into_iter().chain(reach.changed).collect();
        dirty.touched.sort_unstable();
        dirty.touched.dedup();
    }

    fn kinds_of<'a>(
        &self,
        changed: impl Iterator<Item = &'a DeclId>,
        file: FileId,
        old: Option<&Entry>,
    ) -> KindSet {
        let mut kinds = KindSet::NONE;
        for id in changed {
            let now = self.decl(*id).map(|d| d.kind());
            let before = old.filter(|_| id.file == file).and_then(|old| {
                let index = old.slots.index(id.slot, old.model.decls.len())?;
                Some(old.model.decls.kind(index))
            });
            kinds = now.into_iter().chain(before).fold(kinds, KindSet::with);
        }
        kinds
    }

    /// Whether the findings about names of a file may read otherwise after a change of another one: they point into that, or
    /// propose a name that came or went.
    fn says_otherwise(&self, file: FileId, edited: FileId, renamed: &Renamed, programs_change: bool) -> bool {
        let Some(entry) = self.entry(file) else { return false };
        let proposes = |written: &str| {
            let last = written.rsplit('.').next().unwrap_or(written);
            renamed.names.iter().any(|name| suggest::is_near(last, name))
        };
        entry.findings.iter().any(|finding| {
            finding.related.iter().any(|label| label.place.file == edited)
                || (programs_change && finding.rule == "unknown-program")
                || (finding.rule != "duplicate-name" && proposes(finding.place.span.text(&entry.model.text)))
        })
    }

    /// Whether the file is part of a program with one of these names: all in it may belong elsewhere now.
    fn is_part_of_one(&self, file: FileId, changed: &FxHashSet<WordHash>) -> bool {
        let model = self.file(file);
        let path = model.and_then(|m| Some(m.part_of?.text(&m.text)));
        path.is_some_and(|path| names::holds_any(path, changed))
    }

    /// Resolves the names of the edited file anew; gives whether all of them fit. What a name means is part of what its declaration
    /// says.
    fn resolve_again(&mut self, file: FileId, before: Vec<Edge>, reach: &mut Reach) -> bool {
        let entry = self.files.get_mut(file.0 as usize).and_then(|entry| entry.as_deref_mut());
        let words = entry.map_or(Box::default(), |entry| std::mem::take(&mut entry.model.words));
        let Some(entry) = self.entry(file) else {
            self.move_edges(before, Vec::new(), reach);
            return true;
        };
        let Resolved { targets, fit, .. } = self.resolve_file(&entry.model, words);
        if let Some(entry) = self.files[file.0 as usize].as_deref_mut() {
            entry.targets = targets;
        }
        let after: Vec<_> = self.entry(file).map_or(Vec::new(), |e| edges(e, file));
        self.move_edges(before, after, reach);
        fit
    }

    /// Looks anew at the names that hold one of `words`, in files that were not edited, and at all of the `edited` one, of which it is
    /// known whether they fit. Near names are looked for once for all files.
    fn look_again(
        &self,
        files: &[FileId],
        words: &FxHashSet<WordHash>,
        (edited, fit): (FileId, bool),
    ) -> Vec<Looked> {
        /// From so many on, waking other threads costs less than it saves.
        const MANY: usize = 16;
        let near = Near::new(self);
        let edited = self.entry(edited).map(|entry| {
            let (unfit, findings) = self.judge(entry, fit, &near);
            Looked { unfit, findings, ..Looked::of(edited) }
        });
        let look = |file: &FileId| self.look_for_words(*file, words, &near);
        let mut looked: Vec<Looked> = edited.into_iter().collect();
        // Files ask for the same names: the first one finds out what is near them.
        let (first, others) = files.split_at(files.len().min(1));
        looked.extend(first.iter().map(look));
        match others.len() {
            ..MANY => looked.extend(others.iter().map(look)),
            _ => looked.par_extend(others.par_iter().map(look)),
        }
        looked
    }

    /// Looks anew at the names that hold one of `words`, in a file that was not edited.
    fn look_for_words(&self, file: FileId, words: &FxHashSet<WordHash>, near: &Near<'_>) -> Looked {
        let mut looked = Looked::of(file);
        let Some(entry) = self.entry(file) else { return looked };
        let (model, mut at) = (&entry.model, 0);
        let (mut known, mut unfit) = (entry.unfit.iter().copied().peekable(), Vec::new());
        let mut from = Viewpoint::new(model);
        model.each_name_use(|name| {
            let (place, before) = (at, entry.targets.get(at));
            let known = known.next_if(|known| known.at == place);
            at += 1;
            if !names::holds_any(model.values.span(name.value).text(&model.text), words) {
                // Of the other names nothing is new.
                unfit.extend(known);
                return;
            }
            let target = self.meaning(&mut from, &name);
            if !self.is_fit(model, &name, target) {
                unfit.push(Unfit { at: place, name, target });
            }
            if let Some(before) = before.filter(|before| *before != target) {
                let edge = Incoming::new(DeclId { file, slot: entry.slots.slot(name.decl) }, name.key);
                looked.gone.extend((before != DeclId::NOWHERE).then_some((before, edge)));
                looked.come.extend((target != DeclId::NOWHERE).then_some((target, edge)));
                looked.means.push((place as usize, target));
            }
        });
        looked.findings = self.name_findings(entry, &unfit, near);
        looked.unfit = unfit.into();
        looked
    }

    /// Takes over what was found in a file, but for who names whom; says what is to be said otherwise than before.
    fn take_over(&mut self, looked: Looked) -> Said {
        let Looked { file, means, unfit, findings, .. } = looked;
        match findings.is_empty() {
            true => self.troubled.remove(&file),
            false => self.troubled.insert(file),
        };
        let Some(entry) = self.files[file.0 as usize].as_deref_mut() else {
            return Said { anything: true, doubles: true };
        };
        means.iter().for_each(|(at, now)| entry.targets.set(*at, *now));
        let said = Said {
            anything: findings != entry.findings,
            doubles: !doubles(&findings).eq(doubles(&entry.findings)),
        };
        entry.unfit = unfit;
        entry.findings = findings;
        said
    }

    /// Takes edges out of and into the table of who names whom; those on both sides stay.
    fn move_edges(&mut self, mut before: Vec<Edge>, mut after: Vec<Edge>, reach: &mut Reach) {
        before.sort_unstable();
        after.sort_unstable();
        let (gone, come) = difference(&before, &after);
        for (target, edge) in gone.iter().chain(&come) {
            reach.touched.insert(*target);
            reach.changed.insert(edge.from());
        }
        // Made before the first edit.
        let Some(incoming) = self.incoming.get_mut() else { return };
        for gone in gone.chunk_by(|a, b| a.0 == b.0) {
            let edges: Vec<Incoming> = gone.iter().map(|(_, edge)| *edge).collect();
            incoming.remove(gone[0].0, &edges);
        }
        for (target, edge) in come {
            incoming.insert(target, edge);
        }
    }

    /// Adds what stood in relation to the changed declarations before the change: what they named, what named them, what
    /// lent them an owner, and what that named.
    fn neighbours_before(&self, file: FileId, old: Option<&Entry>, edges: &[Edge], reach: &mut Reach) {
        let Some(old) = old else { return };
        let mut holders: FxHashSet<DeclId> = reach.changed.clone();
        for index in old.model.decls.indices() {
            let id = DeclId { file, slot: old.slots.slot(index) };
            if !reach.changed.contains(&id) {
                continue;
            }
            let parent = |at: u32| Some(old.model.decls.parent(at)).filter(|p| *p != NONE);
            let around = std::iter::successors(parent(index), |at| parent(*at));
            for at in around {
                let id = DeclId { file, slot: old.slots.slot(at) };
                reach.touched.insert(id);
                if old.model.decls.kind(at).lends_owner() {
                    holders.insert(id);
                }
            }
        }
        reach.touched.extend(edges.iter().filter(|(_, e)| holders.contains(&e.from())).map(|(t, _)| *t));
        for id in &reach.changed {
            reach.touched.extend(self.incoming(*id).iter().map(|e| e.from()));
        }
    }

    /// Adds what stands in relation to the changed declarations now.
    fn neighbours_now(&self, reach: &mut Reach) {
        let touched = &mut reach.touched;
        for id in &reach.changed {
            for edge in self.incoming(*id) {
                touched.insert(edge.from());
                // Whoever has this owner from what it stands in.
                let lender = self.decl(edge.from()).filter(|d| edge.key() == key::OWNER && d.lends_owner());
                touched.extend(lender.iter().flat_map(|d| d.descendants()).map(|d| d.id()));
            }
            let Some(decl) = self.decl(*id) else { continue };
            touched.extend(named_by(decl));
            for around in decl.ancestors() {
                touched.insert(around.id());
                if around.lends_owner() {
                    touched.extend(named_by(around));
                }
            }
            for inner in decl.descendants() {
                touched.insert(inner.id());
                if decl.lends_owner() {
                    touched.extend(named_by(inner));
                    touched.extend(inner.referrers().map(|(d, _)| d.id()));
                }
            }
        }
    }
}

fn named_by(decl: Decl<'_>) -> impl Iterator<Item = DeclId> {
    decl.props().flat_map(|p| p.parts()).filter_map(|v| v.target()).map(|d| d.id())
}
