//! Runs the rules, once over everything and then after each edit only where it reaches.
//!
//! Findings are kept by what they were computed from: a declaration, a group (the members of a program), or the
//! workspace. An edit runs again what looked at something it changed, and what has a place in the edited file (all
//! places there have moved). [`Engine::findings`] then puts levels and allows on top, per file. The tests hold every
//! edit against a run from scratch.

use crate::allows;
use crate::context::Context;
use crate::levels::{Levels, Selection};
use crate::rule::{Check, Family, Rule};
use crate::rules;
use prog_diagnostics::{Diagnostic, FileId, Level};
use prog_facts::{Cache, Facts, Group, Setup};
use prog_model::config::Config;
use prog_model::dates::Day;
use prog_model::{Change, Decl, DeclId, Kind, Workspace};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What one run is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day on which the questions are asked.
    pub today: Day,
    /// Leaves out the rules that depend on it.
    pub no_clock: bool,
    /// Only these rules, if any.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
}

impl Options {
    /// All rules, on this day.
    pub fn on(today: Day) -> Self {
        Self { today, no_clock: false, select: Vec::new(), ignore: Vec::new() }
    }
}

/// What findings were computed from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Source {
    Decl(DeclId),
    Group(Group),
    Workspace,
}

/// A workspace with its findings, kept up to date.
pub struct Engine {
    workspace: Workspace,
    config: Arc<Config>,
    options: Options,
    levels: Levels,
    setup: Setup,
    cache: Cache,
    found: FxHashMap<Source, Vec<Diagnostic>>,
    /// The sources of the findings that stand in a file.
    stand_in: FxHashMap<FileId, FxHashSet<Source>>,
    /// The sources of the findings that name a place in a file, in a label or fix too.
    mention: FxHashMap<FileId, FxHashSet<Source>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({} files)", self.workspace.file_count())
    }
}

impl Engine {
    /// Checks a whole workspace.
    pub fn new(workspace: Workspace, config: Arc<Config>, options: Options) -> Self {
        let Options { no_clock, select, ignore, .. } = options.clone();
        let levels = Levels::new(&config, &Selection { select, ignore, no_clock });
        let setup = Setup::new(&config);
        let mut engine = Self {
            workspace,
            config,
            options,
            levels,
            setup,
            cache: Cache::default(),
            found: FxHashMap::default(),
            stand_in: FxHashMap::default(),
            mention: FxHashMap::default(),
        };
        engine.run_all();
        engine
    }

    /// The model.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The settings.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// What was asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The computed facts.
    pub fn facts(&self) -> Facts<'_> {
        Facts::new(&self.workspace, &self.config, &self.setup, &self.cache, self.options.today)
    }

    fn context(&self) -> Context<'_> {
        Context::new(self.facts())
    }

    /// Builds what edits need and checking does not, so that the first edit is as fast as the others.
    pub fn prepare(&mut self) {
        self.workspace.prepare();
    }

    /// Takes a change in; gives the files whose findings may have changed, the edited one first.
    pub fn apply(&mut self, change: Change) -> Vec<FileId> {
        let dirty = self.workspace.apply(change);
        self.cache.edited(&self.workspace, &dirty);
        if dirty.all {
            self.run_all();
            return self.workspace.files().map(|(id, _)| id).collect();
        }
        let Some(file) = dirty.file else { return Vec::new() };
        let mut sources: FxHashSet<Source> = self.mention.remove(&file).unwrap_or_default();
        sources.extend(dirty.touched.iter().map(|id| Source::Decl(*id)));
        sources.extend(self.workspace.decls_in(file).map(|d| Source::Decl(d.id())));
        for other in &dirty.files {
            sources.extend(self.workspace.decls_in(*other).map(|d| Source::Decl(d.id())));
        }
        self.add_reach(&dirty.changed, &mut sources);
        sources.insert(Source::Workspace);
        self.add_groups(&mut sources);
        let mut files: Vec<FileId> = Vec::new();
        for source in sources {
            self.run_again(source, &mut files);
        }
        files.extend(dirty.files);
        files.sort_unstable();
        files.dedup();
        files.retain(|f| *f != file);
        files.insert(0, file);
        files
    }

    /// What looks further than its neighbours: all of a program when the program itself changed.
    fn add_reach(&self, changed: &[DeclId], sources: &mut FxHashSet<Source>) {
        let members = self.facts().members();
        for id in changed {
            if self.workspace.decl(*id).is_some_and(|d| d.kind() == Kind::Program) {
                sources.extend(members.of(Group::Program(*id)).map(Source::Decl));
            }
        }
    }

    fn add_groups(&self, sources: &mut FxHashSet<Source>) {
        let facts = self.facts();
        let groups: FxHashSet<Group> = sources
            .iter()
            .filter_map(|s| match s {
                Source::Decl(id) if self.workspace.decl(*id).is_some() => Some(facts.group_of(*id)),
                _ => None,
            })
            .collect();
        let members = facts.members();
        for group in groups {
            // A schedule moves as a whole: every task of the group has new dates.
            let is_work = |d: &Decl<'_>| matches!(d.kind(), Kind::Task | Kind::Milestone | Kind::Dependency);
            let work = members.of(group).filter(|id| self.workspace.decl(*id).is_some_and(|d| is_work(&d)));
            sources.extend(work.map(Source::Decl));
            sources.insert(Source::Group(group));
        }
    }

    fn run_again(&mut self, source: Source, files: &mut Vec<FileId>) {
        let new = self.run(source);
        let old = self.found.remove(&source);
        if old.as_ref().map_or(new.is_empty(), |old| *old == new) {
            if let Some(old) = old {
                // Nothing new to say; the edited file forgot who mentions it.
                self.note(source, &old);
                self.found.insert(source, old);
            }
            return;
        }
        for finding in old.iter().flatten() {
            files.push(finding.place.file);
            if let Some(sources) = self.stand_in.get_mut(&finding.place.file) {
                sources.remove(&source);
            }
        }
        files.extend(new.iter().map(|f| f.place.file));
        self.keep(source, new);
    }

    fn keep(&mut self, source: Source, findings: Vec<Diagnostic>) {
        if findings.is_empty() {
            return;
        }
        self.note(source, &findings);
        self.found.insert(source, findings);
    }

    fn note(&mut self, source: Source, findings: &[Diagnostic]) {
        for finding in findings {
            self.stand_in.entry(finding.place.file).or_default().insert(source);
            let labels = finding.related.iter().map(|l| l.place.file);
            let edits = finding.fixes.iter().flat_map(|f| &f.edits).map(|e| e.place.file);
            for file in std::iter::once(finding.place.file).chain(labels).chain(edits) {
                self.mention.entry(file).or_default().insert(source);
            }
        }
    }

    fn run_all(&mut self) {
        self.found.clear();
        self.stand_in.clear();
        self.mention.clear();
        let all: Vec<(Source, Vec<Diagnostic>)> = {
            let this = &*self;
            let files: Vec<FileId> = this.workspace.files().map(|(id, _)| id).collect();
            let by_kind = this.rules_by_kind();
            let context = this.context();
            let found = files.par_iter().with_min_len(16).flat_map_iter(|file| {
                this.workspace.decls_in(*file).filter_map(|d| {
                    let found = run_decl(&by_kind, &context, d);
                    (!found.is_empty()).then(|| (Source::Decl(d.id()), found))
                }).collect::<Vec<_>>()
            });
            let mut all: Vec<_> = found.collect();
            let programs = this.workspace.programs().map(|p| Group::Program(p.id()));
            let groups: Vec<Group> = programs.chain([Group::Shared]).collect();
            all.par_extend(groups.par_iter().map(|g| (Source::Group(*g), this.run(Source::Group(*g)))));
            all.push((Source::Workspace, this.run(Source::Workspace)));
            all
        };
        for (source, findings) in all {
            self.keep(source, findings);
        }
    }

    fn rules_by_kind(&self) -> Vec<Vec<&'static Rule>> {
        let mut by_kind = vec![Vec::new(); Kind::ALL.len() + 1];
        for rule in rules::ALL.iter().copied().filter(|r| self.levels.is_on(r)) {
            if let Check::Decl(kinds, _) = rule.check {
                for kind in kinds.iter() {
                    by_kind[kind as usize].push(rule);
                }
            }
        }
        by_kind
    }

    fn run(&self, source: Source) -> Vec<Diagnostic> {
        let context = self.context();
        let mut out = Vec::new();
        let on = || rules::ALL.iter().copied().filter(|r| self.levels.is_on(r));
        match source {
            Source::Decl(id) => {
                let Some(decl) = self.workspace.decl(id) else { return out };
                return run_decl(&self.rules_by_kind(), &context, decl);
            }
            Source::Group(group) => {
                for rule in on() {
                    if let Check::Group(run) = rule.check {
                        run(&context, group, &mut out);
                    }
                }
                if let Group::Program(id) = group
                    && let Some(program) = self.workspace.decl(id)
                {
                    quieten(program, &mut out);
                }
            }
            Source::Workspace => {
                for rule in on() {
                    if let Check::Workspace(run) = rule.check {
                        run(&context, &mut out);
                    }
                }
                out.retain_mut(|finding| {
                    let decl = self.decl_at(finding);
                    decl.and_then(|d| d.program()).is_none_or(|p| may_speak(p, finding))
                });
            }
        }
        out
    }

    /// The innermost declaration that a finding stands in.
    pub fn decl_at(&self, finding: &Diagnostic) -> Option<Decl<'_>> {
        let model = self.workspace.file(finding.place.file)?;
        let at = finding.place.span.start;
        let after = model.decls.partition_point(|d| d.span.start <= at);
        let index = model.decls[..after].iter().rposition(|d| d.span.end > at)?;
        self.workspace.decls_in(finding.place.file).nth(index)
    }

    /// The findings of one file as they are to be shown: with levels and allows, sorted.
    pub fn findings(&self, file: FileId) -> Vec<Diagnostic> {
        let path = self.workspace.file(file).map_or("", |f| &*f.path);
        let mut findings: Vec<Diagnostic> = self.workspace.form_findings(file).cloned().collect();
        if let Some(sources) = self.stand_in.get(&file) {
            for source in sources {
                let all = self.found.get(source).into_iter().flatten();
                findings.extend(all.filter(|f| f.place.file == file).cloned());
            }
        }
        let today = (!self.options.no_clock).then_some(self.options.today);
        let is_on = |name: &str| {
            rules::find(name).is_some_and(|r| self.levels.is_on(r) && self.levels.set_for(name, path) != Some(None))
        };
        allows::apply(&self.workspace, file, today, &is_on, &mut findings);
        findings.retain_mut(|finding| match self.levels.of(finding, path) {
            Some(level) => {
                finding.level = level;
                true
            }
            None => false,
        });
        sort(&mut findings);
        for finding in &mut findings {
            if finding.question.is_none() {
                finding.question = rules::find(finding.rule).map(|r| r.question).filter(|q| !q.is_empty()).map(Into::into);
            }
        }
        findings
    }

    /// The findings of every file, by file path, then position, then rule.
    pub fn all_findings(&self) -> Vec<Diagnostic> {
        let mut files: Vec<(&str, FileId)> = self.workspace.files().map(|(id, f)| (&*f.path, id)).collect();
        files.sort_unstable();
        let found: Vec<Vec<Diagnostic>> = files.par_iter().with_min_len(64).map(|(_, id)| self.findings(*id)).collect();
        found.into_iter().flatten().collect()
    }
}

fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        let key = |f: &Diagnostic| (f.place.span.start, f.rule, f.place.span.end);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}

fn run_decl(by_kind: &[Vec<&'static Rule>], context: &Context<'_>, decl: Decl<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for rule in &by_kind[decl.kind() as usize] {
        if let Check::Decl(_, run) = rule.check {
            run(context, decl, &mut out);
        }
    }
    if !out.is_empty()
        && let Some(program) = decl.program()
    {
        quieten(program, &mut out);
    }
    out
}

/// In a program that is over only form rules speak; in one proposed or paused, what depends on today is worth knowing and no more.
fn quieten(program: Decl<'_>, findings: &mut Vec<Diagnostic>) {
    findings.retain_mut(|finding| may_speak(program, finding));
}

fn may_speak(program: Decl<'_>, finding: &mut Diagnostic) -> bool {
    let Some(rule) = rules::find(finding.rule) else { return true };
    match program.status() {
        "done" | "cancelled" => rule.family == Family::Form,
        "proposed" | "paused" if rule.clock => {
            finding.level = Level::Info;
            true
        }
        _ => true,
    }
}
