//! The schedule of a program's tasks, milestones and dependencies: from declarations to a network and back.

use crate::order::in_reading_order;
use crate::{Facts, Group, window};
use prog_analysis::schedule::{
    Item, Link, LinkKind, Network, Placed, Role, Schedule, State, network_start, schedule,
};
use prog_analysis::{Digraph, Ring};
use prog_model::dates::Day;
use prog_model::value::Duration;
use prog_model::{Decl, DeclId, Key, Kind, KindSet, Value, key};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::sync::OnceLock;

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
    /// The critical tasks and milestones that are not over.
    pub critical: Vec<DeclId>,
    /// The work of other programs that says no date of its own, so that the schedule of its program tells when it is there.
    pub(crate) leans_on: Vec<DeclId>,
    index: FxHashMap<DeclId, u32>,
    rings: OnceLock<Vec<Ring>>,
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
    /// The schedule of a group; `elsewhere` gives when undated work of other programs starts and ends.
    pub(crate) fn new(
        facts: &Facts<'_>,
        group: Group,
        elsewhere: impl Fn(Decl<'_>) -> Option<(Day, Day)>,
    ) -> Self {
        let work = KindSet::WORK.iter().flat_map(|kind| facts.in_group(group, kind));
        let mut work: Vec<Decl<'_>> = work.collect();
        in_reading_order(&mut work);
        let start = start_of(facts, group, &work);
        let mut builder = Builder::new(facts.today, work.len());
        for decl in &work {
            builder.add(*decl, item(*decl, facts.today));
        }
        if group == Group::All {
            builder.hold_until_windows(facts, start, &work);
        }
        let own = work.len();
        for decl in &work {
            builder.links_of(*decl, &elsewhere);
        }
        let Builder { ids, items, links, index, leans_on, .. } = builder;
        let network =
            Network { calendar: facts.calendar(), start, today: facts.today, items: &items, links: &links };
        let schedule = schedule(&network);
        let to_come =
            |at: &usize| schedule.items[*at].critical && !matches!(items[*at].state, State::Done { .. });
        let critical = (0..own).filter(to_come).map(|at| ids[at]).collect();
        Self { group, ids, items, links, schedule, own, critical, leans_on, index, rings: OnceLock::new() }
    }

    /// Where a declaration lies in this schedule.
    pub fn placed(&self, id: DeclId) -> Option<&Placed> {
        self.index.get(&id).and_then(|i| self.schedule.items.get(*i as usize))
    }

    /// The number of a declaration in this schedule.
    pub fn index(&self, id: DeclId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    /// The network that the schedule was computed from.
    pub fn network<'a>(&'a self, facts: &Facts<'a>) -> Network<'a> {
        let (start, today) = (self.schedule.start, facts.today);
        Network { calendar: facts.calendar(), start, today, items: &self.items, links: &self.links }
    }

    /// The chain of work that decides when `id` starts, first cause first, itself last.
    pub fn chain(&self, facts: &Facts<'_>, id: DeclId) -> Vec<DeclId> {
        let Some(at) = self.index(id) else { return Vec::new() };
        self.schedule.chain(&self.network(facts), at).into_iter().map(|i| self.ids[i as usize]).collect()
    }

    /// One shortest ring of each knot of work that waits for itself. An edge leads from what is waited for to who waits; its
    /// number is that of the link.
    pub fn rings(&self) -> &[Ring] {
        self.rings.get_or_init(|| {
            let edges: Vec<(u32, u32)> = self.links.iter().map(|l| (l.from, l.to)).collect();
            Digraph::new(self.items.len(), &edges).rings()
        })
    }

    /// Whether [`Self::rings`] is at hand.
    pub(crate) fn rings_are_known(&self) -> bool {
        self.rings.get().is_some()
    }

    /// The work of other programs that this one waits for.
    pub fn foreign(&self) -> &[DeclId] {
        &self.ids[self.own..]
    }

    /// The own work of this schedule that lies on other days than in `before`, an earlier schedule of the same group. What else may
    /// slip, and what is critical, is asked of the group.
    pub fn moved_since<'a>(&'a self, before: &'a Plan) -> impl Iterator<Item = DeclId> + 'a {
        let days = |p: &Placed| (p.start, p.finish, p.out, p.in_ring, p.behind_ring);
        let place = move |plan: &Plan, id| plan.placed(id).map(days);
        self.ids[..self.own].iter().copied().filter(move |id| place(self, *id) != place(before, *id))
    }

    /// Whether it is work of this group itself.
    pub(crate) fn is_own(&self, id: DeclId) -> bool {
        self.index(id).is_some_and(|at| (at as usize) < self.own)
    }

    /// Whether what this schedule says of undated work of others comes from one of `plans`.
    pub(crate) fn leans_on_any<'a>(&self, mut plans: impl Iterator<Item = &'a Plan>) -> bool {
        !self.leans_on.is_empty() && plans.any(|plan| self.leans_on.iter().any(|id| plan.is_own(*id)))
    }

    /// When work starts and ends here, if that is known.
    pub(crate) fn days_of(&self, id: DeclId) -> Option<(Day, Day)> {
        let known = self.placed(id).filter(|p| !p.out && !p.in_ring && !p.behind_ring);
        known.map(|p| (p.start, p.finish))
    }

    /// Whether one of `ids` is scheduled or waited for here.
    pub(crate) fn names_any(&self, ids: &[DeclId]) -> bool {
        ids.iter().any(|id| self.index.contains_key(id))
    }
}

/// Whether it has a place in a schedule.
pub(crate) fn is_work(decl: Decl<'_>) -> bool {
    KindSet::WORK.contains(decl.kind())
}

/// The links by which a declaration waits for others: how they are tied, what is waited for, the lag in working days, and
/// where it says so.
pub fn links_of<'w>(decl: Decl<'w>) -> impl Iterator<Item = (LinkKind, Decl<'w>, i64, Value<'w>)> {
    LINKS.into_iter().flat_map(move |(key, kind)| {
        decl.values(key).filter_map(move |value| {
            let (name, lag) = value.link()?;
            let target = name.target().filter(|d| is_work(*d))?;
            let lag = lag.map_or(0, |(minus, length)| whole_days(length) * if minus { -1 } else { 1 });
            Some((kind, target, lag, value))
        })
    })
}

struct Builder {
    today: Day,
    leans_on: Vec<DeclId>,
    ids: Vec<DeclId>,
    items: Vec<Item>,
    links: Vec<Link>,
    index: FxHashMap<DeclId, u32>,
}

impl Builder {
    /// A builder of a network of at least `size` items.
    fn new(today: Day, size: usize) -> Self {
        let index = FxHashMap::with_capacity_and_hasher(size, FxBuildHasher);
        let (ids, items) = (Vec::with_capacity(size), Vec::with_capacity(size));
        Self { today, leans_on: Vec::new(), ids, items, links: Vec::with_capacity(size), index }
    }

    fn add(&mut self, decl: Decl<'_>, item: Item) -> u32 {
        let at = self.items.len() as u32;
        self.ids.push(decl.id());
        self.items.push(item);
        self.index.insert(decl.id(), at);
        at
    }

    fn links_of(&mut self, decl: Decl<'_>, elsewhere: impl Fn(Decl<'_>) -> Option<(Day, Day)>) {
        let Some(to) = self.index.get(&decl.id()).copied() else { return };
        for (kind, target, lag, _) in links_of(decl) {
            let from = match self.index.get(&target.id()) {
                Some(at) => *at,
                None if says_no_date(target) => {
                    self.leans_on.push(target.id());
                    self.add(target, elsewhere(target).map_or(Item::dependency(None), placed_elsewhere))
                }
                None => self.add(target, given(target, self.today)),
            };
            self.links.push(Link::new(from, to, kind, lag));
        }
    }

    /// In one network of several programs the work of each still waits for the window of its own.
    fn hold_until_windows(&mut self, facts: &Facts<'_>, start: Day, work: &[Decl<'_>]) {
        for (decl, item) in work.iter().zip(&mut self.items) {
            let window = decl.program().and_then(window::start);
            let Some(first) = window.filter(|w| *w > start && item.role == Role::Work) else { continue };
            let first = facts.calendar().on_or_after(first);
            item.not_before = Some(item.not_before.map_or(first, |day| day.max(first)));
        }
    }
}

/// Working days, parts of a day rounded up.
pub(crate) fn whole_days(duration: Duration) -> i64 {
    (duration.working_days() - 1e-9).ceil().clamp(0.0, 1e9) as i64
}

/// Work of another program is a given: it is ready when it says it is.
fn given(decl: Decl<'_>, today: Day) -> Item {
    match decl.status() {
        "dropped" | "deferred" => Item { role: Role::Out, ..Item::default() },
        _ => Item::dependency(ready(decl, today)),
    }
}

/// Whether work of another program is to come and does not say when.
fn says_no_date(decl: Decl<'_>) -> bool {
    let to_come = decl.kind() != Kind::Dependency && !decl.is_over() && decl.status() != "deferred";
    to_come && [key::FINISHED, key::REACHED, key::DUE].iter().all(|key| !decl.has(*key))
}

/// Work of another program where the schedule of that has it.
fn placed_elsewhere((first, last): (Day, Day)) -> Item {
    Item { state: done(Some(first), Some(last)), ..Item::dependency(Some(last)) }
}

/// The groups whose schedules tell when undated work is there that this one waits for.
pub(crate) fn leans_on(facts: &Facts<'_>, group: Group) -> Vec<Group> {
    let work = KindSet::WORK.iter().flat_map(|kind| facts.in_group(group, kind));
    let targets = work.flat_map(|decl| links_of(decl).map(|(_, target, _, _)| target));
    let groups = targets.filter(|target| says_no_date(*target)).map(|target| facts.group_of(target.id()));
    let mut groups: Vec<Group> = groups.filter(|of| *of != group).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The day on which work of another program, or a dependency, is there. What is there already holds nobody up, whatever
/// date was promised.
fn ready(decl: Decl<'_>, today: Day) -> Option<Day> {
    let keys: &[Key] = match decl.kind() {
        Kind::Dependency => &[key::PROMISED, key::NEEDED_BY],
        Kind::Milestone => &[key::REACHED, key::DUE],
        _ => &[key::FINISHED, key::DUE],
    };
    let day = keys.iter().find_map(|k| decl.deadline(*k));
    if decl.is_over() { day.map(|day| day.min(today.saturating_sub(1))) } else { day }
}

fn item(decl: Decl<'_>, today: Day) -> Item {
    if decl.kind() == Kind::Dependency {
        let state = if decl.is_over() { done(None, None) } else { State::Planned };
        return Item { state, ..Item::dependency(ready(decl, today)) };
    }
    let duration = decl.value(key::ESTIMATE).and_then(|v| v.duration()).map_or(0, whole_days);
    let started = decl.start(key::STARTED);
    let progress = decl.quantity(key::PROGRESS).map(|p| p.value);
    let under_way = started.is_some() || progress.is_some_and(|p| p > 0.0);
    let (role, state) = match decl.status() {
        "reached" => (Role::Work, done(None, decl.deadline(key::REACHED))),
        "done" => (Role::Work, done(started, decl.deadline(key::FINISHED))),
        "dropped" | "deferred" => (Role::Out, State::Planned),
        "in-progress" => (Role::Work, State::Running { started, progress }),
        "blocked" if under_way => (Role::Work, State::Running { started, progress }),
        _ => (Role::Work, State::Planned),
    };
    Item { role, duration, not_before: decl.start(key::STARTS), state }
}

fn done(started: Option<Day>, finished: Option<Day>) -> State {
    State::Done { started, finished }
}

/// The first day of a network: the program's window, else the earliest `starts`, else today. Of several programs the one
/// that begins first counts.
fn start_of(facts: &Facts<'_>, group: Group, work: &[Decl<'_>]) -> Day {
    let window = window::start;
    let starts = |d: &Decl<'_>| d.start(key::STARTS);
    let all = group == Group::All;
    let windows = match group {
        Group::Program(id) => facts.workspace.decl(id).and_then(window),
        Group::All => facts.workspace.programs().filter_map(window).min(),
        Group::Shared => None,
    };
    let outside = |d: &&Decl<'_>| !all || d.program().and_then(window).is_none();
    let first = work.iter().filter(outside).filter_map(starts).min();
    let windows = if all { windows.into_iter().chain(first).min() } else { windows };
    network_start(windows, first, facts.today)
}

impl Facts<'_> {
    /// Whether nobody can read when the program of a declaration starts, so that nothing follows from where its schedule lies.
    pub fn start_is_unread(&self, decl: Decl<'_>) -> bool {
        decl.program().is_some_and(window::start_is_unread)
    }

    /// Whether the due date of this task or milestone, today or later, cannot be met, and why.
    pub fn late(&self, decl: Decl<'_>) -> Option<Late> {
        if !matches!(decl.kind(), Kind::Task | Kind::Milestone)
            || decl.is_over()
            || decl.status() == "deferred"
        {
            return None;
        }
        let due = decl.deadline(key::DUE).filter(|due| *due >= self.today)?;
        if self.start_is_unread(decl) {
            return None;
        }
        let plan = self.plan(self.group_of(decl.id()));
        let placed = plan.placed(decl.id())?;
        if placed.out || placed.behind_ring || placed.in_ring || placed.finish <= due {
            return None;
        }
        let by = self.calendar().late_by(due, placed.finish).max(1);
        Some(Late { due, finish: placed.finish, by, chain: plan.chain(self, decl.id()) })
    }
}
