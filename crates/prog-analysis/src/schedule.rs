//! The schedule: earliest and latest dates, slack and the critical path of a network of work.
//!
//! The critical-path method of Kelley and Walker ("Critical-Path Planning and Scheduling", 1959) with the four link types
//! and lags of the precedence diagram (Fondahl 1961; IBM's PCS 1964): a forward pass for the earliest dates, a backward
//! pass for the latest, slack = latest start − earliest start, critical = least slack.
//!
//! Times inside are *working days from the network's start*: an item that occupies the first three working days has
//! `es` 0 and `ef` 3. Beside them stand real days, because hand-written dates hold on days that nobody works: a cutover
//! that `starts` on a Saturday works that weekend, and a milestone after it falls on the Sunday.
//!
//! | item | placed |
//! |---|---|
//! | task of k days | k working days, ends on the k-th |
//! | milestone, task without estimate | on the day its last predecessor ends |
//! | dependency | on the day it is ready; bounds what comes after, does not lengthen the network |
//! | running | what remains of it, from today on, still after what it waits for |
//! | done | on its real dates, whatever its links say |
//! | in a ring | as if the links within the ring were not there, and marked |
//!
//! Not here: where estimates, links and dates come from; resources; optimisation.

mod explain;
mod place;
mod remaining;

pub use remaining::remaining;

use crate::calendar::{Calendar, Day};
use crate::graph::{Digraph, Direction};

/// How far work is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum State {
    /// Not begun.
    #[default]
    Planned,
    /// Begun and not done.
    Running {
        /// The day it really started, if known.
        started: Option<Day>,
        /// How much is done, in percent, if said.
        progress: Option<f64>,
    },
    /// Done (of a milestone: reached; of a dependency: delivered).
    Done {
        /// The day it really started, if known.
        started: Option<Day>,
        /// The day it was really finished, if known; else it counts as planned, but not later than today, and nothing
        /// waits for it.
        finished: Option<Day>,
    },
}

/// What part an item plays in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// A task or a milestone.
    #[default]
    Work,
    /// Something that others deliver on a day (unknown: it bounds nothing).
    Dependency {
        /// The day on which it is there.
        ready: Option<Day>,
    },
    /// Dropped or deferred: keeps its number, but is neither placed nor waited for.
    Out,
}

/// One node of the network; its number is its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Item {
    /// Its part in the network.
    pub role: Role,
    /// Working days of work; 0 for a milestone and for a task without estimate.
    pub duration: i64,
    /// Not to start before this day (`starts`); may be a day that is not worked.
    pub not_before: Option<Day>,
    /// How far it is.
    pub state: State,
}

impl Item {
    /// A planned task of so many working days.
    pub fn task(duration: i64) -> Self {
        Self { duration, ..Self::default() }
    }

    /// A milestone that was not reached yet.
    pub fn milestone() -> Self {
        Self::default()
    }

    /// Something that is ready on a day.
    pub fn dependency(ready: Option<Day>) -> Self {
        Self { role: Role::Dependency { ready }, ..Self::default() }
    }

    /// The same item, not to start before this day.
    pub fn not_before(mut self, day: Day) -> Self {
        self.not_before = Some(day);
        self
    }

    /// The same item in this state.
    pub fn state(mut self, state: State) -> Self {
        self.state = state;
        self
    }

    /// The days that count in the network; absurd ones are cut, so that no sum overflows.
    pub(crate) fn days(&self) -> i64 {
        match self.role {
            Role::Work => self.duration.clamp(0, MOST_DAYS),
            Role::Dependency { .. } | Role::Out => 0,
        }
    }
}

/// No estimate and no lag counts for more working days than this (some 4,000 years).
pub(crate) const MOST_DAYS: i64 = 1_000_000;

/// Which ends of two items a link ties: the predecessor's, then the successor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LinkKind {
    /// `after`: starts when the other has finished.
    #[default]
    FinishToStart,
    /// `starts-with`: starts when the other has started.
    StartToStart,
    /// `ends-with`: finishes when the other has finished.
    FinishToFinish,
    /// `ends-after-start`: finishes when the other has started.
    StartToFinish,
}

impl LinkKind {
    /// Whether it ties the start of what is waited for, not its finish.
    pub fn leaves_start(self) -> bool {
        matches!(self, Self::StartToStart | Self::StartToFinish)
    }

    pub(crate) fn meets_finish(self) -> bool {
        matches!(self, Self::FinishToFinish | Self::StartToFinish)
    }
}

/// One item waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The predecessor.
    pub from: u32,
    /// The successor: it waits.
    pub to: u32,
    /// Which ends are tied.
    pub kind: LinkKind,
    /// Working days between them; negative for a lead.
    pub lag: i64,
}

impl Link {
    /// Finish to start, without lag.
    pub fn after(from: u32, to: u32) -> Self {
        Self { from, to, kind: LinkKind::FinishToStart, lag: 0 }
    }

    /// Any kind and lag.
    pub fn new(from: u32, to: u32, kind: LinkKind, lag: i64) -> Self {
        Self { from, to, kind, lag }
    }

    pub(crate) fn lag(&self) -> i64 {
        self.lag.clamp(-MOST_DAYS, MOST_DAYS)
    }
}

/// All that a schedule is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Network<'a> {
    /// Which days are worked.
    pub calendar: &'a Calendar,
    /// The first day; see [`network_start`].
    pub start: Day,
    /// Today, for running work.
    pub today: Day,
    /// Tasks, milestones and dependencies.
    pub items: &'a [Item],
    /// Who waits for whom. A link that names no item is left out.
    pub links: &'a [Link],
}

/// The day a network starts: the program's window, else the earliest `starts`, else today.
pub fn network_start(window: Option<Day>, starts: impl IntoIterator<Item = Day>, today: Day) -> Day {
    window.or_else(|| starts.into_iter().min()).unwrap_or(today)
}

/// What decided where an item starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Driver {
    /// Nothing but the start of the network.
    #[default]
    Start,
    /// Its own not-before day, or the day a dependency is ready.
    NotBefore,
    /// It runs, and what remains starts today.
    Today,
    /// Its real dates.
    Actual,
    /// The link of this number.
    Link(u32),
}

/// Where an item lies. Times are working days from the network's start, days are real days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Placed {
    /// Earliest start: working days before it.
    pub es: i64,
    /// Earliest finish: working days until it is over.
    pub ef: i64,
    /// Latest start that does not delay the network.
    pub ls: i64,
    /// Latest finish that does not delay the network.
    pub lf: i64,
    /// Working days that it can slip without moving anything else.
    pub free_slack: i64,
    /// The day it starts.
    pub start: Day,
    /// The day on which it ends; of a milestone the day it falls on.
    pub finish: Day,
    /// Whether it has the least slack of all.
    pub critical: bool,
    /// What decided its start.
    pub driver: Driver,
    /// It stands in a ring: its dates leave the ring's links out.
    pub in_ring: bool,
    /// It comes after a ring, so that its dates are a guess.
    pub behind_ring: bool,
    /// It is [`Role::Out`]: nothing here means anything.
    pub out: bool,
}

impl Placed {
    /// Working days that it can slip without delaying the network.
    pub fn slack(&self) -> i64 {
        self.ls - self.es
    }
}

/// A computed schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// The network's first day.
    pub start: Day,
    /// The day on which the last task or milestone ends; the first day if there is none.
    pub finish: Day,
    /// Working days from the start to that finish.
    pub length: i64,
    /// Each item's place, in the order of the items.
    pub items: Vec<Placed>,
    /// The items so that each comes after what it waits for (rings are cut open).
    pub order: Vec<u32>,
}

/// Computes earliest and latest dates of every item. Rings are cut open and marked; the rest is scheduled all the same.
pub fn schedule(network: &Network<'_>) -> Schedule {
    let plan = Wiring::new(network);
    place::place(network, &plan)
}

/// The links that count, grouped by who waits, and an order in which every item comes after what it waits for.
pub(crate) struct Wiring {
    pub(crate) order: Vec<u32>,
    pub(crate) in_ring: Vec<bool>,
    ties: Vec<Tie>,
    /// The ties of item `n` stand at `start[n]..start[n + 1]`.
    start: Vec<u32>,
}

/// A link as the passes read it, beside its neighbours in memory: on large networks looking links up costs more than all
/// arithmetic.
#[derive(Clone, Copy)]
pub(crate) struct Tie {
    pub(crate) from: u32,
    /// The link's number.
    pub(crate) link: u32,
    pub(crate) lag: i32,
    pub(crate) kind: LinkKind,
}

impl Wiring {
    pub(crate) fn new(network: &Network<'_>) -> Self {
        let nodes = network.items.len();
        let there = |node: u32| network.items.get(node as usize).is_some_and(|item| item.role != Role::Out);
        let nowhere = (u32::MAX, u32::MAX);
        // Of what is done on a day that nobody said no more is known than that it holds nothing up.
        let known = |link: &Link| match network.items.get(link.from as usize) {
            Some(Item { role: Role::Work, state: State::Done { started, finished: None }, .. }) => {
                link.kind.leaves_start() && started.is_some()
            }
            _ => true,
        };
        let counts = |link: &Link| there(link.from) && there(link.to) && known(link);
        let ends = |link: &Link| if counts(link) { (link.from, link.to) } else { nowhere };
        let mut edges: Vec<(u32, u32)> = network.links.iter().map(ends).collect();
        let mut graph = Digraph::new(nodes, &edges);
        let mut order = graph.topological_order();
        let mut in_ring = vec![false; nodes];
        if order.len() < nodes {
            let component = graph.components();
            for edge in edges.iter_mut().filter(|edge| **edge != nowhere) {
                if component[edge.0 as usize] == component[edge.1 as usize] {
                    in_ring[edge.0 as usize] = true;
                    in_ring[edge.1 as usize] = true;
                    *edge = nowhere;
                }
            }
            graph = Digraph::new(nodes, &edges);
            order = graph.topological_order();
        }
        let (mut ties, mut start) = (Vec::with_capacity(graph.edge_count()), Vec::with_capacity(nodes + 1));
        start.push(0);
        for node in 0..nodes as u32 {
            ties.extend(graph.edges(node, Direction::Backward).iter().map(|number| {
                let link = &network.links[*number as usize];
                Tie { from: link.from, link: *number, lag: link.lag() as i32, kind: link.kind }
            }));
            start.push(ties.len() as u32);
        }
        Self { order, in_ring, ties, start }
    }

    /// The links that this item waits by.
    pub(crate) fn ties(&self, node: u32) -> &[Tie] {
        &self.ties[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }
}
