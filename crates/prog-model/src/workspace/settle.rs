//! After a change of one file: what names mean now, there and where they are used; what is to be said about them; and whom it
//! reaches. Not here: the tables of names and uses, which have taken the change in before.

use super::apply::{Dirty, Renamed, difference};
use super::decl_set::DeclSet;
use super::incoming::Incoming;
use super::names::edges;
use super::near::Near;
use super::resolve::{Resolved, Unfit, Viewpoint};
use super::{DeclId, Entry, Workspace};
use crate::file::NONE;
use crate::names::{self, Words};
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

/// What a change reaches, while it is found out: as in [`Dirty`].
#[derive(Default)]
struct Reach {
    changed: DeclSet,
    reowned: DeclSet,
    touched: DeclSet,
}

impl Reach {
    /// Edges that came or went, of the edited file or what it is reached from.
    fn edges(&mut self, edges: &[Edge]) {
        self.touched.extend(edges.iter().map(|(target, _)| *target));
        self.changed.extend(edges.iter().map(|(_, edge)| edge.from()));
    }

    /// The same of files whose text is as it was.
    fn edges_elsewhere(&mut self, edges: &[Edge]) {
        for (target, edge) in edges {
            self.touched.insert(*target);
            match edge.key() == key::OWNER {
                true => self.reowned.insert(edge.from()),
                false => self.changed.insert(edge.from()),
            };
        }
    }
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
            again.extend(renamed.words.iter().flat_map(|w| uses.files(w)).copied());
        }
        // With other programs what is near and what is elsewhere is another matter for every name that is proposed.
        let judged_again =
            |f: &&FileId| dirty.programs || self.says_otherwise(**f, file, renamed, programs_change);
        again.extend(self.troubled.iter().filter(judged_again));
        again.remove(&file);
        let mut reach = Reach { changed: dirty.changed.iter().copied().collect(), ..Reach::default() };
        let old_edges: Vec<_> = old.map_or(Vec::new(), |o| edges(o, file));
        self.neighbours_before(file, old, &old_edges, dirty, &mut reach);
        let fit = self.resolve_again(file, old_edges, &mut reach);
        let mut again: Vec<FileId> = again.into_iter().collect();
        again.sort_unstable();
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for mut looked in self.look_again(&again, &renamed.words, (file, fit)) {
            let (other, means_else) = (looked.file, !looked.means.is_empty());
            gone.append(&mut looked.gone);
            come.append(&mut looked.come);
            let said = self.take_over(looked);
            if other == file {
                let were_double = old.is_some_and(|old| doubles(&old.findings).next().is_some());
                dirty.whole.extend((said.doubles || were_double).then_some(file));
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
        reach.edges_elsewhere(&gone);
        reach.edges_elsewhere(&come);
        self.move_edges(gone, come);
        dirty.changed = reach.changed.sorted();
        dirty.reowned = reach.reowned.sorted();
        dirty.reowned.retain(|id| !reach.changed.contains(*id));
        self.neighbours_now(dirty, &mut reach.touched);
        dirty.touched = reach.touched.sorted();
        let here = dirty.changed.iter().filter(|id| id.file == file);
        dirty.kinds_here = self.kinds_of(here, file, old);
        dirty.kinds = dirty.kinds_here.union(self.kinds_of(dirty.changed.iter(), file, None));
        if !dirty.reowned.is_empty() {
            dirty.kinds = dirty.kinds.union(KindSet::ANYONE);
        }
        dirty.files.sort_unstable();
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
    fn is_part_of_one(&self, file: FileId, changed: &Words) -> bool {
        self.file(file)
            .is_some_and(|m| m.part_of.is_some_and(|path| names::holds_any(&m.text, path, changed)))
    }

    /// Resolves the names of the edited file anew; gives whether all of them fit. What a name means is part of what its declaration
    /// says.
    fn resolve_again(&mut self, file: FileId, mut before: Vec<Edge>, reach: &mut Reach) -> bool {
        let entry = self.files.get_mut(file.0 as usize).and_then(|entry| entry.as_deref_mut());
        let words = entry.map_or(Box::default(), |entry| std::mem::take(&mut entry.model.words));
        let Some(entry) = self.entry(file) else {
            reach.edges(&before);
            self.move_edges(before, Vec::new());
            return true;
        };
        let Resolved { targets, fit, .. } = self.resolve_file(&entry.model, words);
        if let Some(entry) = self.files[file.0 as usize].as_deref_mut() {
            entry.targets = targets;
        }
        let mut after: Vec<_> = self.entry(file).map_or(Vec::new(), |e| edges(e, file));
        if before == after {
            return fit;
        }
        before.sort_unstable();
        after.sort_unstable();
        // Those on both sides stay.
        let (gone, come) = difference(&before, &after);
        reach.edges(&gone);
        reach.edges(&come);
        self.move_edges(gone, come);
        fit
    }

    /// Looks anew at the names that hold one of `words`, in files that were not edited, and at all of the `edited` one, of which it is
    /// known whether they fit. Near names are looked for once for all files.
    fn look_again(&self, files: &[FileId], words: &Words, (edited, fit): (FileId, bool)) -> Vec<Looked> {
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
    fn look_for_words(&self, file: FileId, words: &Words, near: &Near<'_>) -> Looked {
        let mut looked = Looked::of(file);
        let Some(entry) = self.entry(file) else { return looked };
        let model = &entry.model;
        let holding = |value| names::holds_any(&model.text, model.values.span(value), words);
        let mut unfit = Vec::new();
        let mut others = entry.unfit.iter().copied().peekable();
        let mut from = Viewpoint::new(model);
        model.each_name_use_of(holding, |at, name| {
            // Of the other names nothing is new.
            unfit.extend(std::iter::from_fn(|| others.next_if(|other| other.at < at)));
            others.next_if(|other| other.at == at);
            let target = self.meaning(&mut from, &name);
            if !self.is_fit(model, &name, target) {
                unfit.push(Unfit { at, name, target });
            }
            if let Some(before) = entry.targets.get(at).filter(|before| *before != target) {
                let edge = Incoming::new(DeclId { file, slot: entry.slots.slot(name.decl) }, name.key);
                looked.gone.extend((before != DeclId::NOWHERE).then_some((before, edge)));
                looked.come.extend((target != DeclId::NOWHERE).then_some((target, edge)));
                looked.means.push((at as usize, target));
            }
        });
        unfit.extend(others);
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

    /// Takes edges out of and into the table of who names whom.
    fn move_edges(&mut self, mut gone: Vec<Edge>, come: Vec<Edge>) {
        gone.sort_unstable();
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
    fn neighbours_before(
        &self,
        file: FileId,
        old: Option<&Entry>,
        edges: &[Edge],
        dirty: &Dirty,
        reach: &mut Reach,
    ) {
        let Some(old) = old else { return };
        let mut holders = reach.changed.clone();
        for index in old.model.decls.indices() {
            if !reach.changed.contains(DeclId { file, slot: old.slots.slot(index) }) {
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
        reach.touched.extend(edges.iter().filter(|(_, e)| holders.contains(e.from())).map(|(t, _)| *t));
        for id in &dirty.changed {
            reach.touched.extend(self.incoming(*id).iter().map(|e| e.from()));
        }
    }

    /// Adds what is changed, and what stands in relation to that now.
    fn neighbours_now(&self, dirty: &Dirty, touched: &mut DeclSet) {
        touched.extend(dirty.changed.iter().chain(&dirty.reowned).copied());
        for decl in dirty.reowned.iter().filter_map(|id| self.decl(*id)).filter(|decl| decl.lends_owner()) {
            touched.extend(decl.descendants().map(|d| d.id()));
        }
        for id in &dirty.changed {
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
