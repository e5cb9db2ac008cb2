//! Runs the rules, once over everything and then after each edit only where it reaches.
//!
//! Findings are kept by what they were computed from: a declaration, a group (the members of a program), or the
//! workspace. An edit runs again what looked at something it changed, and what had a finding with a place in the edited
//! file (all places there have moved). [`Engine::findings`] then puts levels and allows on top, per file. The tests hold
//! every edit against a run from scratch.

mod on;
mod reach;

use crate::allows;
use crate::context::Context;
use crate::far;
use crate::hidden::{self, Hidden};
use crate::levels::{Levels, Selection};
use crate::rule::Family;
use crate::rules;
use on::Rules;
use prog_diagnostics::{Diagnostic, FileId, Level};
use prog_facts::{Cache, Facts, Group, Setup};
use prog_model::config::Config;
use prog_model::dates::Day;
use prog_model::{Change, Decl, DeclId, Kind, KindSet, Workspace};
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
    /// With the number of the check among those of groups.
    Group(Group, usize),
    /// By the number of the check among those of the workspace.
    Workspace(usize),
}

/// A workspace with its findings, kept up to date.
pub struct Engine {
    workspace: Workspace,
    config: Arc<Config>,
    options: Options,
    levels: Levels,
    rules: Rules,
    setup: Setup,
    cache: Cache,
    found: FxHashMap<Source, Vec<Diagnostic>>,
    /// The sources of the findings that stand in a file.
    stand_in: FxHashMap<FileId, FxHashSet<Source>>,
    /// The sources of the findings that name a place in a file, in a label or fix too.
    mention: FxHashMap<FileId, FxHashSet<Source>>,
    /// The sources of the findings that something is named nowhere.
    absent: FxHashSet<Source>,
    /// The sources of findings whose fixes ask about far places, and about which kinds.
    far: FxHashMap<Source, KindSet>,
    hidden: Hidden,
    /// Those of these findings that are not said, as an error may hide the name: by file, place and rule.
    hushed: FxHashSet<(FileId, u32, &'static str)>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({} files)", self.workspace.file_count())
    }
}

impl Engine {
    /// Checks a whole workspace.
    pub fn new(workspace: Workspace, config: Arc<Config>, options: Options) -> Self {
        let levels = Levels::new(&config, &Selection::of(&options));
        let (rules, setup) = (Rules::new(&levels), Setup::new(&config));
        let mut engine = Self {
            workspace,
            config,
            options,
            levels,
            rules,
            setup,
            cache: Cache::default(),
            found: FxHashMap::default(),
            stand_in: FxHashMap::default(),
            mention: FxHashMap::default(),
            absent: FxHashSet::default(),
            far: FxHashMap::default(),
            hidden: Hidden::default(),
            hushed: FxHashSet::default(),
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
        let edited = self.cache.edited(&self.workspace, &dirty);
        if dirty.all {
            self.run_all();
            return self.workspace.files().map(|(id, _)| id).collect();
        }
        let Some(file) = dirty.file else { return Vec::new() };
        let mut reach = self.reach_of(file, &dirty, &edited);
        let sources = reach.sources();
        let found = self.run_each(&sources);
        for (source, new) in sources.into_iter().zip(found) {
            self.put_in_place(source, new, &mut reach.files);
        }
        let read: Vec<FileId> = dirty.files.iter().chain([&file]).copied().collect();
        self.hidden.update(&self.workspace, &read);
        self.hush(&mut reach.files);
        let mut files: Vec<FileId> = reach.files.into_iter().filter(|f| *f != file).collect();
        files.sort_unstable();
        files.insert(0, file);
        files
    }

    /// What is found from each source.
    fn run_each(&self, sources: &[Source]) -> Vec<Vec<Diagnostic>> {
        /// From so many on, waking other threads costs less than it saves.
        const MANY: usize = 256;
        let context = self.context();
        let run = |source: &Source| self.run(&context, *source);
        if sources.len() < MANY {
            return sources.iter().map(run).collect();
        }
        context.members();
        sources.par_iter().with_min_len(32).map(run).collect()
    }

    /// Puts what is found from a source now in the place of what was; adds the files in which that differs.
    fn put_in_place(&mut self, source: Source, new: Vec<Diagnostic>, files: &mut FxHashSet<FileId>) {
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
            files.insert(finding.place.file);
            if let Some(sources) = self.stand_in.get_mut(&finding.place.file) {
                sources.remove(&source);
            }
        }
        files.extend(new.iter().map(|f| f.place.file));
        self.absent.remove(&source);
        self.far.remove(&source);
        self.keep(source, new);
    }

    /// Finds anew which findings are not said because an error may hide what they miss; adds the files in which that differs.
    fn hush(&mut self, files: &mut FxHashSet<FileId>) {
        let mut hushed = FxHashSet::default();
        if !self.hidden.is_empty() && !self.absent.is_empty() {
            let facts = self.facts();
            let all = self.hidden.all(&facts);
            let found = self.absent.iter().filter_map(|source| self.found.get(source)).flatten();
            for finding in found.filter(|finding| hidden::is_absence(finding.rule)) {
                if self.decl_at(finding).is_some_and(|decl| all.may_name(finding.rule, decl)) {
                    hushed.insert((finding.place.file, finding.place.span.start, finding.rule));
                }
            }
        }
        files.extend(hushed.symmetric_difference(&self.hushed).map(|(file, _, _)| *file));
        self.hushed = hushed;
    }

    fn keep(&mut self, source: Source, findings: Vec<Diagnostic>) {
        if findings.is_empty() {
            return;
        }
        self.note(source, &findings);
        self.found.insert(source, findings);
    }

    fn note(&mut self, source: Source, findings: &[Diagnostic]) {
        if findings.iter().any(|finding| hidden::is_absence(finding.rule)) {
            self.absent.insert(source);
        }
        let asked =
            findings.iter().filter_map(|finding| far::asks_about(finding.rule)).reduce(KindSet::union);
        self.far.extend(asked.map(|kinds| (source, kinds)));
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
        /// So many files are gone through before all others.
        const FIRST: usize = 8;
        self.found.clear();
        self.stand_in.clear();
        self.mention.clear();
        self.absent.clear();
        self.far.clear();
        let all: Vec<(Source, Vec<Diagnostic>)> = {
            let this = &*self;
            let files = this.workspace.file_ids();
            let context = this.context();
            let any_decl = this.rules.any_of_decls();
            // Built before: within a check a thread that waits for others could take up work that asks for it again. One check
            // alone has nobody to wait for.
            let several = this.rules.workspace.len() > 1;
            let members = || {
                context.members();
                if this.rules.workspace.iter().any(|(kinds, _)| kinds.contains(Kind::System)) {
                    context.systems();
                }
            };
            if several {
                rayon::join(|| this.workspace.prepare_referrers(), members);
            } else if any_decl || !this.rules.groups.is_empty() {
                members();
            }
            let run = |source| (source, this.run(&context, source));
            let checks = 0..this.rules.groups.len();
            let in_group = |group: &Group| {
                let group = *group;
                let found = checks.clone().map(|at| run(Source::Group(group, at)));
                found.filter(|(_, found)| !found.is_empty()).collect::<Vec<_>>()
            };
            let files = if any_decl { files } else { Vec::new() };
            // A group comes right after the last of its files, while these are near.
            let mut after: FxHashMap<FileId, Vec<Group>> = FxHashMap::default();
            let mut alone: Vec<Group> = Vec::new();
            for group in context.groups() {
                match any_decl.then(|| context.members().last_file(group)).flatten() {
                    Some(file) => after.entry(file).or_default().push(group),
                    None => alone.push(group),
                }
            }
            let in_file = |file: &FileId| {
                let mut found = this.run_decls(&context, *file);
                found.extend(after.get(file).into_iter().flatten().flat_map(in_group));
                found
            };
            // Whether somebody asks who names whom, the first files show: then it is at hand for all others.
            let (first, files) = files.split_at(files.len().min(FIRST));
            let first: Vec<_> = first.iter().flat_map(in_file).collect();
            // The checks of the workspace take longest each, so they come first, beside the others.
            let (mut all, others): (Vec<_>, (Vec<_>, Vec<_>)) = rayon::join(
                || {
                    (0..this.rules.workspace.len())
                        .into_par_iter()
                        .map(|at| run(Source::Workspace(at)))
                        .collect()
                },
                || {
                    rayon::join(
                        || {
                            let runs = files.par_iter().with_min_len(16).with_max_len(64);
                            runs.flat_map_iter(in_file).collect()
                        },
                        || alone.par_iter().flat_map_iter(in_group).collect(),
                    )
                },
            );
            all.extend(first);
            all.extend(others.0);
            all.extend(others.1);
            all
        };
        for (source, findings) in all {
            self.keep(source, findings);
        }
        self.hidden = Hidden::new(&self.workspace);
        self.hush(&mut FxHashSet::default());
    }

    fn run(&self, context: &Context<'_>, source: Source) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        match source {
            Source::Decl(id) => match self.workspace.decl(id) {
                Some(decl) => return self.run_decl(context, decl),
                None => return out,
            },
            Source::Group(group, at) => {
                if let Some((_, check)) = self.rules.groups.get(at) {
                    check(context, group, &mut out);
                }
            }
            Source::Workspace(at) => {
                if let Some((_, check)) = self.rules.workspace.get(at) {
                    check(context, &mut out);
                }
            }
        }
        out.retain_mut(|finding| {
            let Some(decl) = self.decl_at(finding) else { return true };
            may_say_of(decl, finding) && decl.program().is_none_or(|p| may_speak(p, finding))
        });
        out
    }

    /// What is found from each declaration of a file.
    fn run_decls(&self, context: &Context<'_>, file: FileId) -> Vec<(Source, Vec<Diagnostic>)> {
        let kinds = self.workspace.file(file).map_or(KindSet::NONE, |model| self.rules.kinds_in(model));
        if kinds == KindSet::NONE {
            return Vec::new();
        }
        self.workspace.bring_near(file);
        let decls = self.workspace.decls_in(file).filter(|decl| kinds.contains(decl.kind()));
        let found = decls.map(|decl| (Source::Decl(decl.id()), self.run_decl(context, decl)));
        found.filter(|(_, found)| !found.is_empty()).collect()
    }

    fn run_decl(&self, context: &Context<'_>, decl: Decl<'_>) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        let model = self.workspace.file(decl.file());
        for check in model.into_iter().flat_map(|model| self.rules.of_decl(decl.kind(), model)) {
            check(context, decl, &mut out);
        }
        if out.is_empty() {
            return out;
        }
        out.retain(|finding| may_say_of(decl, finding));
        if let Some(program) = decl.program() {
            out.retain_mut(|finding| may_speak(program, finding));
        }
        out
    }

    /// The innermost declaration that a finding stands in.
    pub fn decl_at(&self, finding: &Diagnostic) -> Option<Decl<'_>> {
        let file = finding.place.file;
        let index = self.workspace.file(file)?.innermost(finding.place.span.start)?;
        self.workspace.decl_in(file, index)
    }

    /// The findings of one file as they are to be shown: with levels and allows, sorted.
    pub fn findings(&self, file: FileId) -> Vec<Diagnostic> {
        let path = self.workspace.file(file).map_or("", |f| &*f.path);
        let mut findings: Vec<Diagnostic> = self.workspace.form_findings(file).cloned().collect();
        findings.iter_mut().for_each(|finding| self.workspace.name_the_quoted(finding));
        if let Some(sources) = self.stand_in.get(&file) {
            for source in sources {
                let all = self.found.get(source).into_iter().flatten();
                findings.extend(all.filter(|f| f.place.file == file).cloned());
            }
        }
        let today = (!self.options.no_clock).then_some(self.options.today);
        let is_on = |name: &str| {
            rules::find(name)
                .is_some_and(|r| self.levels.is_on(r) && self.levels.set_for(name, path) != Some(None))
        };
        let speaks = |decl: Option<u32>, finding: &mut Diagnostic| {
            let decl = decl.and_then(|at| self.workspace.decl_in(file, at));
            decl.and_then(|d| d.program()).is_none_or(|program| may_speak(program, finding))
        };
        allows::apply(&self.workspace, file, today, &is_on, &speaks, &mut findings);
        if let Some(model) = self.workspace.file(file).filter(|model| !model.silent.is_empty()) {
            findings.retain(|finding| !model.is_silent(finding.place.span.start));
        }
        if !self.hushed.is_empty() {
            findings.retain(|f| !self.hushed.contains(&(f.place.file, f.place.span.start, f.rule)));
        }
        findings.retain_mut(|finding| match self.levels.of(finding, path) {
            Some(level) => {
                let at_rest = finding.level < level && finding.level == Level::Info && self.at_rest(finding);
                finding.level = if at_rest { Level::Info } else { level };
                true
            }
            None => false,
        });
        sort(&mut findings);
        for finding in &mut findings {
            if finding.question.is_none() {
                finding.question =
                    rules::find(finding.rule).map(|r| r.question).filter(|q| !q.is_empty()).map(Into::into);
            }
        }
        findings
    }

    /// Whether a finding depends on today and stands in a program that is proposed or paused: then it is an info, whatever
    /// the settings say.
    fn at_rest(&self, finding: &Diagnostic) -> bool {
        let program = || self.decl_at(finding)?.program();
        rules::find(finding.rule).is_some_and(|r| r.clock)
            && program().is_some_and(|p| matches!(p.status(), "proposed" | "paused"))
    }

    /// The findings of every file, by file path, then position, then rule.
    pub fn all_findings(&self) -> Vec<Diagnostic> {
        let files = self.workspace.file_ids_by_path();
        files.par_iter().with_min_len(64).flat_map_iter(|id| self.findings(*id)).collect()
    }
}

fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        let key = |f: &Diagnostic| (f.place.span.start, f.rule, f.place.span.end);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}

/// Of what has a status that cannot be read nobody knows whether it is over, which most rules leave alone: it has its finding
/// about that, and what does not depend on it.
fn may_say_of(decl: Decl<'_>, finding: &Diagnostic) -> bool {
    // Options and mitigations are as little over as what they stand in.
    let part = matches!(decl.kind(), Kind::Option | Kind::Mitigation);
    let whole = decl.parent().filter(|_| part);
    let unread = decl.status_is_unread() || whole.is_some_and(|d| d.status_is_unread());
    !unread
        || matches!(finding.rule, "open-question" | "vague-date")
        || rules::find(finding.rule).is_none_or(|rule| rule.family == Family::Form)
}

/// In a program that is over only form rules speak; in one proposed or paused, what depends on today is worth knowing and no more.
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
