//! What the analyses say about a model: the bridge between declarations (prog-model) and numbers (prog-analysis).
//!
//! [`Facts`] answers questions about declarations: when does this task end, who depends on this system, how healthy is
//! this outcome. Schedules and graphs are computed once and kept in a [`Cache`] that an edit clears only as far as it
//! reaches. Knows nothing of rules, findings, I/O or editors; today is an input.

mod audit;
mod colours;
mod dates;
mod forecast;
mod impact;
mod kpis;
mod members;
mod order;
mod outcomes;
mod plan;
mod plans;
mod risks;
mod scorecard;
mod systems;
mod unsaid;
mod window;

pub use audit::{AuditPoint, Note, Point, Readiness};
pub use colours::Reason;
pub use forecast::{Driver, ForecastOptions, PlanForecast, Prospect};
pub use impact::{Impact, OWNED};
pub use kpis::{Cost, Exposure, Kpis, Satisfaction};
pub use members::{Group, Members};
pub use outcomes::{Goal, as_measured, contradicts, metric_unit, without_noise};
pub use plan::{LINKS, Late, Plan, links_of};
pub use prog_analysis as analysis;
pub use risks::{RiskScore, is_over, mitigation_status, status_of};
pub use scorecard::{Criterion, Scorecard};
pub use systems::{SinglePoint, Systems};
pub use unsaid::Unsaid;

use plans::Plans;
use prog_analysis::{Calendar, Matrix};
use prog_diagnostics::FileId;
use prog_model::config::Config;
use prog_model::dates::Day;
use prog_model::{DeclId, Dirty, Kind, Workspace};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What was computed already. Owned by whoever owns the workspace; [`Cache::edited`] after each change.
#[derive(Default, Debug)]
pub struct Cache {
    members: OnceLock<Members>,
    systems: OnceLock<Arc<Systems>>,
    plans: Mutex<Plans>,
}

impl Cache {
    /// Forgets what a change makes wrong.
    pub fn edited(&mut self, workspace: &Workspace, dirty: &Dirty) -> Edited {
        let mut edited = Edited::default();
        if dirty.all {
            *self = Self::default();
            return edited;
        }
        let moved = &mut edited.moved;
        if let Some(members) = self.members.get_mut() {
            for file in dirty.file.iter().chain(&dirty.files) {
                let mut of_file = FxHashSet::default();
                if members.update(workspace, *file, &mut of_file) {
                    moved.extend(&of_file);
                }
                if dirty.file == Some(*file) {
                    edited.groups = of_file;
                }
            }
        }
        let plans = self.plans.get_mut().unwrap_or_else(PoisonError::into_inner);
        if !plans.is_empty() {
            forget_plans(plans, workspace, dirty, self.members.get(), &mut edited);
        }
        if let Some(systems) = self.systems.get_mut()
            && !Arc::get_mut(systems).is_some_and(|systems| systems.keep_up(workspace, dirty))
        {
            self.systems = OnceLock::new();
        }
        edited
    }
}

/// What a change made wrong.
#[derive(Debug, Default)]
pub struct Edited {
    /// The groups that the edited file was and is part of.
    pub groups: FxHashSet<Group>,
    /// The groups of files that were part of others before.
    pub moved: FxHashSet<Group>,
    /// The schedules that hold no more.
    pub plans: Vec<Arc<Plan>>,
}

/// Takes the schedules out that a change makes wrong.
fn forget_plans(
    plans: &mut Plans,
    workspace: &Workspace,
    dirty: &Dirty,
    members: Option<&Members>,
    edited: &mut Edited,
) {
    if dirty.programs {
        plans.may_be_incomplete();
    }
    let mut moved: FxHashSet<Group> = edited.moved.clone();
    moved.extend(newly_planned(workspace, dirty, plans, members));
    if !moved.is_empty() {
        moved.insert(Group::All);
    }
    // What is there and no work is in no schedule.
    let in_plans = |id: &DeclId| workspace.decl(*id).is_none_or(plan::is_work);
    let work: Vec<DeclId> = dirty.changed.iter().copied().filter(in_plans).collect();
    // Most schedules hold only work of their own group, and that none of it changed is known from there.
    let group_of = |id: &DeclId| Some(Members::group_of(members, workspace.decl(*id)?));
    let mut near: FxHashSet<Group> = work.iter().filter_map(group_of).collect();
    near.extend(edited.groups.iter().chain([&Group::All]));
    near.extend(plans.tied().map(|(group, _)| group));
    let holds_work = |group: &Group| plans.get(*group).is_some_and(|plan| plan.names_any(&work));
    let mut forgotten: Vec<Group> = near.into_iter().filter(holds_work).collect();
    forgotten.extend(moved);
    edited.plans.extend(forgotten.into_iter().filter_map(|group| plans.remove(group)));
    // And what leans on these.
    let mut from = 0;
    while from < edited.plans.len() {
        let gone = &edited.plans[from..];
        let leaning = plans.tied().filter(|(_, plan)| plan.leans_on_any(gone.iter().map(|p| &**p)));
        let leaning: Vec<Group> = leaning.map(|(group, _)| group).collect();
        from = edited.plans.len();
        edited.plans.extend(leaning.into_iter().filter_map(|group| plans.remove(group)));
    }
}

/// The groups that have new work, or whose program says something else now.
fn newly_planned(
    workspace: &Workspace,
    dirty: &Dirty,
    plans: &Plans,
    members: Option<&Members>,
) -> Vec<Group> {
    let programs = dirty.changed.iter().map(|id| Group::Program(*id));
    let unplanned = dirty.touched.iter().filter_map(|id| {
        let decl = workspace.decl(*id).filter(|d| plan::is_work(*d))?;
        let group = Members::group_of(members, decl);
        let known = plans.get(group).is_none_or(|plan| plan.is_own(*id));
        (!known).then_some(group)
    });
    programs.filter(|group| plans.get(*group).is_some()).chain(unplanned).collect()
}

/// Questions about the declarations of a workspace on one day.
#[derive(Clone, Copy)]
pub struct Facts<'w> {
    /// The declarations.
    pub workspace: &'w Workspace,
    /// The organisation's settings.
    pub config: &'w Config,
    /// The day on which the questions are asked.
    pub today: Day,
    calendar: &'w Calendar,
    matrix: &'w Matrix,
    cache: &'w Cache,
}

/// What depends on the settings alone.
#[derive(Debug, Default)]
pub struct Setup {
    calendar: Calendar,
    matrix: Matrix,
}

impl Setup {
    /// The calendar and the risk matrix of an organisation.
    pub fn new(config: &Config) -> Self {
        let days = &config.calendar;
        let calendar =
            Calendar::new(days.workdays, days.holidays.iter().copied(), days.freezes.iter().copied());
        let scale = &config.risk;
        let (height, width) = (scale.likelihood.len() as u32, scale.impact.len() as u32);
        let with = |bands| Matrix::new(height, width, bands, Some(scale.percent.clone()));
        let matrix = with(Some(scale.bands))
            .or_else(|_| with(None))
            .or_else(|_| Matrix::new(height, width, None, None));
        Self { calendar, matrix: matrix.unwrap_or_default() }
    }
}

impl<'w> Facts<'w> {
    /// The questions that can be asked of `workspace` on the day `today`.
    pub fn new(
        workspace: &'w Workspace,
        config: &'w Config,
        setup: &'w Setup,
        cache: &'w Cache,
        today: Day,
    ) -> Self {
        Self { workspace, config, today, calendar: &setup.calendar, matrix: &setup.matrix, cache }
    }

    /// The organisation's working days.
    pub fn calendar(&self) -> &'w Calendar {
        self.calendar
    }

    /// The organisation's risk matrix.
    pub fn matrix(&self) -> &'w Matrix {
        self.matrix
    }

    /// Which declarations belong to which program.
    pub fn members(&self) -> &'w Members {
        self.cache.members.get_or_init(|| Members::new(self.workspace))
    }

    /// The systems and what they depend on.
    pub fn systems(&self) -> Arc<Systems> {
        self.cache.systems.get_or_init(|| Arc::new(Systems::new(self.workspace))).clone()
    }

    /// The schedule of a group of work, computed at most once.
    pub fn plan(&self, group: Group) -> Arc<Plan> {
        let lock = || self.cache.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = lock().get(group) {
            return plan.clone();
        }
        // Computed outside the lock: another thread may do the same, with the same result. Most schedules lean on no other one.
        let alone = Plan::new(self, group, |_| None);
        if alone.leans_on.is_empty() {
            return lock().insert(Arc::new(alone)).clone();
        }
        let (order, knots) = self.plans_before(group);
        for next in order.into_iter().filter(|next| *next != group) {
            if lock().get(next).is_none() {
                let plan = Arc::new(self.plan_after(next, &knots));
                lock().insert(plan);
            }
        }
        let plan = Arc::new(self.plan_after(group, &knots));
        lock().insert(plan).clone()
    }

    /// The schedule of a group once those are known that it leans on. In a knot of programs that lean on each other none tells
    /// the others a date.
    fn plan_after(&self, group: Group, knots: &FxHashMap<Group, u32>) -> Plan {
        Plan::new(self, group, |work| {
            let of = self.group_of(work.id());
            if knots.get(&of) == knots.get(&group) || self.start_is_unread(work) {
                return None;
            }
            let plans = self.cache.plans.lock().unwrap_or_else(PoisonError::into_inner);
            plans.get(of)?.days_of(work.id())
        })
    }

    /// The groups whose schedules have to be known before that of `group`, in an order in which each comes after what it leans
    /// on, itself last; and the knot that each is in.
    fn plans_before(&self, group: Group) -> (Vec<Group>, FxHashMap<Group, u32>) {
        let mut groups = vec![group];
        let mut number: FxHashMap<Group, u32> = FxHashMap::from_iter([(group, 0)]);
        let mut edges = Vec::new();
        let mut at = 0;
        while let Some(next) = groups.get(at).copied().filter(|next| *next != Group::All) {
            for before in plan::leans_on(self, next) {
                let from = *number.entry(before).or_insert_with(|| {
                    groups.push(before);
                    groups.len() as u32 - 1
                });
                edges.push((from, at as u32));
            }
            at += 1;
        }
        if edges.is_empty() {
            return (groups, number);
        }
        let knot = prog_analysis::Digraph::new(groups.len(), &edges).components();
        let between = edges.iter().filter(|(from, to)| knot[*from as usize] != knot[*to as usize]);
        let between: Vec<(u32, u32)> = between.copied().collect();
        let order = prog_analysis::Digraph::new(groups.len(), &between).topological_order();
        let order = order.into_iter().map(|n| groups[n as usize]).collect();
        (order, number.into_iter().map(|(group, n)| (group, knot[n as usize])).collect())
    }

    /// Whether some work waits for itself, in one program or across several; `None` where schedules are at hand that tell
    /// more. Far cheaper than these, as no date is computed.
    pub fn work_has_ring(&self) -> Option<bool> {
        let mut plans = self.cache.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if !plans.is_empty() {
            return plans.are_free_of_rings().then_some(false);
        }
        drop(plans);
        let keys = LINKS.map(|(key, _)| key);
        // Work mostly waits for what stands before it. A ring has links both ways.
        let workspace = self.workspace;
        if !workspace.may_name_ahead(&keys) || !workspace.any_named_under(&keys, |from, to| to >= from) {
            return Some(false);
        }
        let links = self.workspace.named_under(&keys);
        let is_work = |id: DeclId| self.workspace.decl(id).is_some_and(plan::is_work);
        let mut number: FxHashMap<DeclId, u32> = FxHashMap::default();
        let mut edges = Vec::new();
        for (from, to) in links {
            if is_work(from) && is_work(to) {
                let [from, to] = [from, to].map(|id| {
                    let next = number.len() as u32;
                    *number.entry(id).or_insert(next)
                });
                edges.push((from, to));
            }
        }
        Some(!prog_analysis::graph::Digraph::new(number.len(), &edges).rings().is_empty())
    }

    /// The schedule of every group in the order of [`Facts::groups`].
    pub fn all_plans(&self) -> Vec<Arc<Plan>> {
        /// So few are computed one after the other, as after an edit: waking other threads takes longer.
        const FEW: usize = 4;
        let groups = self.groups();
        let known: Vec<Option<Arc<Plan>>> = {
            let plans = self.cache.plans.lock().unwrap_or_else(PoisonError::into_inner);
            groups.iter().map(|group| plans.get(*group).cloned()).collect()
        };
        let missing = known.iter().filter(|plan| plan.is_none()).count();
        let plan = |(known, group): (Option<Arc<Plan>>, Group)| known.unwrap_or_else(|| self.plan(group));
        let all = match missing {
            ..FEW => known.into_iter().zip(groups).map(plan).collect(),
            _ => known.into_par_iter().zip(groups).map(plan).collect(),
        };
        self.cache.plans.lock().unwrap_or_else(PoisonError::into_inner).are_complete();
        all
    }

    /// The group that a declaration's work is scheduled in: its program, or what belongs to none.
    pub fn group_of(&self, id: DeclId) -> Group {
        let known = self.cache.members.get();
        self.workspace.decl(id).map_or(Group::Shared, |decl| Members::group_of(known, decl))
    }

    /// The group of all declarations of a file, if they are all of one and that is known.
    pub fn group_of_file(&self, file: FileId) -> Option<Group> {
        self.cache.members.get()?.whole(file)
    }

    /// Every program as a group, in reading order, and what belongs to none.
    pub fn groups(&self) -> Vec<Group> {
        let programs = self.workspace.programs().map(|p| Group::Program(p.id()));
        programs.chain([Group::Shared]).collect()
    }

    /// The declarations of a group, kind by kind, in order of file and position.
    pub fn all_in_group(&self, group: Group) -> impl Iterator<Item = prog_model::Decl<'w>> {
        self.members().of(self.workspace, group)
    }

    /// The same, file by file: faster where the order does not count.
    pub fn ids_in_group(&self, group: Group) -> impl Iterator<Item = DeclId> {
        self.members().ids(self.workspace, group)
    }

    /// The declarations of one kind in a group, in order of file and position.
    pub fn in_group(&self, group: Group, kind: Kind) -> impl Iterator<Item = prog_model::Decl<'w>> {
        self.members().of_kind(self.workspace, group, kind)
    }
}
