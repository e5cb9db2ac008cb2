//! The schedule of a program's tasks, milestones and dependencies: from declarations to a network and back.

use crate::{Facts, Group};
use prog_analysis::schedule::{
    Item, Link, LinkKind, Network, Placed, Role, Schedule, State, network_start, schedule,
};
use prog_model::dates::Day;
use prog_model::value::Duration;
use prog_model::{Decl, DeclId, Key, Kind, key};
use rustc_hash::FxHashMap;

/// A computed schedule with the declarations that its numbers mean.
#[derive(Debug)]
pub struct Plan {
    /// What was scheduled together.
    pub group: Group,
    /// The declaration of each item.
    pub ids: Vec<DeclId>,
    /// The items of the network.
    pub items: Vec<Item>,
    /// The links of the network.
    pub links: Vec<Link>,
    /// Where each item lies.
    pub schedule: Schedule,
    /// How many of the first items belong to the group itself; the others are work of other programs that it waits for.
    pub own: usize,
    index: FxHashMap<DeclId, u32>,
}

/// A due date that cannot be met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Late {
    /// The date that is due.
    pub due: Day,
    /// The earliest day on which it can be finished.
    pub finish: Day,
    /// How many working days that is too late.
    pub by: i64,
    /// The work that makes it so, first cause first, itself last.
    pub chain: Vec<DeclId>,
}

/// The keys that link work, and what they tie.
pub const LINKS: [(Key, LinkKind); 4] = [
    (key::AFTER, LinkKind::FinishToStart),
    (key::STARTS_WITH, LinkKind::StartToStart),
    (key::ENDS_WITH, LinkKind::FinishToFinish),
    (key::ENDS_AFTER_START, LinkKind::StartToFinish),
];

impl Plan {
    pub(crate) fn new(facts: &Facts<'_>, group: Group) -> Self {
        let workspace = facts.workspace;
        let is_work = |d: &Decl<'_>| matches!(d.kind(), Kind::Task | Kind::Milestone | Kind::Dependency);
        let work: Vec<Decl<'_>> =
            facts.members().of(group).filter_map(|id| workspace.decl(id)).filter(is_work).collect();
        let mut builder = Builder::default();
        for decl in &work {
            builder.add(*decl, item(*decl));
        }
        let own = work.len();
        for decl in &work {
            builder.links_of(*decl);
        }
        let Builder { ids, items, links, index } = builder;
        let start = start_of(facts, group, &work);
        let network =
            Network { calendar: facts.calendar(), start, today: facts.today, items: &items, links: &links };
        let schedule = schedule(&network);
        Self { group, ids, items, links, schedule, own, index }
    }

    /// Where a declaration lies in this schedule.
    pub fn placed(&self, id: DeclId) -> Option<&Placed> {
        self.index.get(&id).and_then(|i| self.schedule.items.get(*i as usize))
    }

    /// The number of a declaration in this schedule.
    pub fn index(&self, id: DeclId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    /// The chain of work that decides when `id` starts, first cause first, itself last.
    pub fn chain(&self, facts: &Facts<'_>, id: DeclId) -> Vec<DeclId> {
        let Some(at) = self.index(id) else { return Vec::new() };
        let (start, today) = (self.schedule.start, facts.today);
        let network =
            Network { calendar: facts.calendar(), start, today, items: &self.items, links: &self.links };
        self.schedule.chain(&network, at).into_iter().map(|i| self.ids[i as usize]).collect()
    }

    /// Whether one of `ids` is scheduled or waited for here.
    pub(crate) fn names_any(&self, ids: &[DeclId]) -> bool {
        ids.iter().any(|id| self.index.contains_key(id))
    }
}

#[derive(Default)]
struct Builder {
    ids: Vec<DeclId>,
    items: Vec<Item>,
    links: Vec<Link>,
    index: FxHashMap<DeclId, u32>,
}

impl Builder {
    fn add(&mut self, decl: Decl<'_>, item: Item) -> u32 {
        let at = self.items.len() as u32;
        self.ids.push(decl.id());
        self.items.push(item);
        self.index.insert(decl.id(), at);
        at
    }

    fn links_of(&mut self, decl: Decl<'_>) {
        let Some(to) = self.index.get(&decl.id()).copied() else { return };
        for (key, kind) in LINKS {
            for value in decl.values(key) {
                let Some((name, lag)) = value.link() else { continue };
                let Some(target) = name.target() else { continue };
                if !matches!(target.kind(), Kind::Task | Kind::Milestone | Kind::Dependency) {
                    continue;
                }
                let from = match self.index.get(&target.id()) {
                    Some(at) => *at,
                    // Work of another program is a given: it is ready when it says it is.
                    None => self.add(target, Item::dependency(ready(target))),
                };
                let lag = lag.map_or(0, |(minus, length)| whole_days(length) * if minus { -1 } else { 1 });
                self.links.push(Link::new(from, to, kind, lag));
            }
        }
    }
}

/// Working days, parts of a day rounded up.
pub(crate) fn whole_days(duration: Duration) -> i64 {
    (duration.working_days() - 1e-9).ceil().clamp(0.0, 1e9) as i64
}

/// The day on which work of another program, or a dependency, is there.
fn ready(decl: Decl<'_>) -> Option<Day> {
    let keys: &[Key] = match decl.kind() {
        Kind::Dependency => &[key::PROMISED, key::NEEDED_BY],
        Kind::Milestone => &[key::REACHED, key::DUE],
        _ => &[key::FINISHED, key::DUE],
    };
    keys.iter().find_map(|k| decl.deadline(*k))
}

fn item(decl: Decl<'_>) -> Item {
    if decl.kind() == Kind::Dependency {
        let role = Role::Dependency { ready: ready(decl) };
        let state = if decl.status() == "delivered" { done(None, None) } else { State::Planned };
        return Item { role, state, ..Item::default() };
    }
    let duration = decl.value(key::ESTIMATE).and_then(|v| v.duration()).map_or(0, whole_days);
    let started = decl.start(key::STARTED);
    let (role, state) = match decl.status() {
        "reached" => (Role::Work, done(None, decl.deadline(key::REACHED))),
        "done" => (Role::Work, done(started, decl.deadline(key::FINISHED))),
        "dropped" | "deferred" => (Role::Out, State::Planned),
        "in-progress" => (Role::Work, running(decl, started)),
        "blocked" if started.is_some() => (Role::Work, running(decl, started)),
        _ => (Role::Work, State::Planned),
    };
    Item { role, duration, not_before: decl.start(key::STARTS), state }
}

fn done(started: Option<Day>, finished: Option<Day>) -> State {
    State::Done { started, finished }
}

fn running(decl: Decl<'_>, started: Option<Day>) -> State {
    State::Running { started, progress: decl.quantity(key::PROGRESS).map(|p| p.value) }
}

fn start_of(facts: &Facts<'_>, group: Group, work: &[Decl<'_>]) -> Day {
    let window = |id| facts.workspace.decl(id).and_then(|p| p.date_range(key::WINDOW)).map(|w| w.0);
    let window = match group {
        Group::Program(id) => window(id),
        Group::All => facts.workspace.programs().filter_map(|p| window(p.id())).min(),
        Group::Shared => None,
    };
    let real = |d: &Decl<'_>| d.start(key::STARTED).or_else(|| d.deadline(key::FINISHED));
    network_start(window, work.iter().filter_map(|d| d.start(key::STARTS).or_else(|| real(d))), facts.today)
}

impl Facts<'_> {
    /// Whether the due date of this task or milestone, today or later, cannot be met, and why.
    pub fn late(&self, decl: Decl<'_>) -> Option<Late> {
        if !matches!(decl.kind(), Kind::Task | Kind::Milestone)
            || decl.is_over()
            || decl.status() == "deferred"
        {
            return None;
        }
        let due = decl.deadline(key::DUE).filter(|due| *due >= self.today)?;
        let plan = self.plan(self.group_of(decl.id()));
        let placed = plan.placed(decl.id())?;
        if placed.out || placed.behind_ring || placed.in_ring || placed.finish <= due {
            return None;
        }
        let by = self.calendar().late_by(due, placed.finish).max(1);
        Some(Late { due, finish: placed.finish, by, chain: plan.chain(self, decl.id()) })
    }
}
