//! The two passes: forward for the earliest dates, backward for the latest.
//!
//! Two clocks run side by side. Working time (`es`, `ef` …) is what links and lags add to. *Mornings* are real days: the
//! morning on which something is over, or can start; they settle on which real day a thing falls where working time
//! cannot tell Friday evening from Monday morning.

use super::remaining::remaining;
use super::{Driver, Item, Link, Network, Placed, Role, Schedule, State, Wiring};
use crate::calendar::{Calendar, Day};
use crate::graph::Direction;

/// A bound on when something may start.
#[derive(Clone, Copy)]
struct Bound {
    /// Working days from the network's start.
    at: i64,
    /// The first real morning that satisfies it.
    morning: Day,
    /// The day that an event without duration falls on if this bound decides.
    day: Day,
    driver: Driver,
}

impl Bound {
    /// The later of two; the first one given stays if they are equal.
    fn later(self, other: Self) -> Self {
        let wins = (other.at, other.morning) > (self.at, self.morning);
        let day = self.day.max(other.day);
        Self { day, ..if wins { other } else { self } }
    }
}

/// Where something was placed, with what only the forward pass needs.
#[derive(Clone, Copy, Default)]
struct Spot {
    start: i64,
    finish: i64,
    /// The mornings on which it starts and on which it is over.
    begins: Day,
    over: Day,
    /// The days on which it starts and ends.
    first: Day,
    last: Day,
}

/// Working time and real days of one network.
struct Clock<'a> {
    calendar: &'a Calendar,
    /// Index of the network's first day.
    zero: i64,
    start: Day,
}

impl Clock<'_> {
    /// Working days before this morning.
    fn at(&self, morning: Day) -> i64 {
        self.calendar.index(morning) - self.zero
    }

    /// The morning after so many working days: when work that ends then is over.
    fn over(&self, at: i64) -> Day {
        self.calendar.day_at(self.zero + at - 1).saturating_add(1)
    }

    /// The working day on which work starts that has so many before it.
    fn begins(&self, at: i64) -> Day {
        self.calendar.day_at(self.zero + at)
    }

    /// An event on a given day: it is over the next morning.
    fn event(&self, day: Day) -> Spot {
        let over = day.saturating_add(1);
        let at = self.at(over);
        Spot { start: at, finish: at, begins: over, over, first: day, last: day }
    }
}

pub(super) fn place(network: &Network<'_>, wiring: &Wiring) -> Schedule {
    let calendar = network.calendar;
    let clock = Clock { calendar, zero: calendar.index(network.start), start: network.start };
    let mut items = vec![Placed::default(); network.items.len()];
    forward(network, wiring, &clock, &mut items);
    let counted = |item: &Item| item.role == Role::Work;
    let length = network.items.iter().zip(&items).filter(|(item, _)| counted(item)).map(|(_, p)| p.ef).max();
    let finish =
        network.items.iter().zip(&items).filter(|(item, _)| counted(item)).map(|(_, p)| p.finish).max();
    backward(network, wiring, length.unwrap_or(0), &mut items);
    let least =
        network.items.iter().zip(&items).filter(|(item, _)| counted(item)).map(|(_, p)| p.slack()).min();
    for (item, placed) in network.items.iter().zip(&mut items) {
        placed.critical = counted(item) && Some(placed.slack()) == least;
        placed.out = item.role == Role::Out;
    }
    Schedule {
        start: network.start,
        finish: finish.unwrap_or(network.start),
        length: length.unwrap_or(0),
        items,
        order: wiring.order.clone(),
    }
}

fn forward(network: &Network<'_>, wiring: &Wiring, clock: &Clock<'_>, items: &mut [Placed]) {
    let mut spots = vec![Spot::default(); items.len()];
    for node in wiring.order.iter().copied() {
        let item = &network.items[node as usize];
        let edges = wiring.graph.edges(node, Direction::Backward);
        let before = wiring.graph.neighbours(node, Direction::Backward);
        let links = edges.iter().map(|edge| (*edge, &network.links[*edge as usize]));
        let incoming = links.zip(before.iter().map(|from| &spots[*from as usize]));
        let (spot, driver) = settle(network, clock, item, incoming);
        let in_ring = wiring.in_ring[node as usize];
        let behind_ring = before.iter().any(|from| {
            let from = &items[*from as usize];
            from.in_ring || from.behind_ring
        });
        items[node as usize] = Placed {
            es: spot.start,
            ef: spot.finish,
            start: spot.first,
            finish: spot.last,
            driver,
            in_ring,
            behind_ring,
            ..Placed::default()
        };
        spots[node as usize] = with_real_start(spot, item, clock);
    }
}

/// Links out of the start of running work count from its real start.
fn with_real_start(spot: Spot, item: &Item, clock: &Clock<'_>) -> Spot {
    match item.state {
        State::Running { started: Some(day), .. } => {
            Spot { start: clock.at(day), begins: day, first: day, ..spot }
        }
        _ => spot,
    }
}

type Incoming<'a> = ((u32, &'a Link), &'a Spot);

fn settle<'a>(
    network: &Network<'_>,
    clock: &Clock<'_>,
    item: &Item,
    incoming: impl Iterator<Item = Incoming<'a>>,
) -> (Spot, Driver) {
    let today = network.today;
    match (item.role, item.state) {
        (Role::Out, _) => (clock.event(clock.start.saturating_sub(1)), Driver::Start),
        (_, State::Done { started, finished: Some(last) }) => {
            (actual(clock, item, started, last), Driver::Actual)
        }
        (Role::Dependency { ready: Some(day) }, _) => (clock.event(day), Driver::NotBefore),
        (Role::Dependency { ready: None }, _) => (clock.event(clock.start.saturating_sub(1)), Driver::Start),
        (Role::Work, State::Done { started: Some(first), finished: None }) => {
            let last = clock.calendar.last_of(first, item.days()).min(today).max(first);
            (actual(clock, item, Some(first), last), Driver::Actual)
        }
        (Role::Work, State::Done { started: None, finished: None }) => {
            let (spot, driver) = planned(clock, item.days(), item.not_before, None, incoming);
            if spot.last > today {
                (actual(clock, item, None, today), Driver::Actual)
            } else {
                (spot, driver)
            }
        }
        (Role::Work, State::Running { started, progress }) => {
            let left = remaining(clock.calendar, item.days(), started, progress, today);
            planned(clock, left, None, Some(today), incoming)
        }
        (Role::Work, State::Planned) => planned(clock, item.days(), item.not_before, None, incoming),
    }
}

/// Done work on its real dates; a start that is not known lies its estimate before the end.
fn actual(clock: &Clock<'_>, item: &Item, started: Option<Day>, last: Day) -> Spot {
    let end = clock.event(last);
    let days = item.days();
    let first = match started {
        Some(day) => day.min(last),
        None if days == 0 => return end,
        None => clock.begins(end.finish - days).min(last),
    };
    Spot { start: clock.at(first), begins: first, first, ..end }
}

/// Work to come: after all that bounds it.
fn planned<'a>(
    clock: &Clock<'_>,
    days: i64,
    not_before: Option<Day>,
    today: Option<Day>,
    incoming: impl Iterator<Item = Incoming<'a>>,
) -> (Spot, Driver) {
    let floor = Bound { at: 0, morning: clock.start, day: clock.start, driver: Driver::Start };
    let mut bound = match today {
        None => floor,
        Some(day) => Bound { at: clock.at(day), morning: day, day, driver: Driver::Today },
    };
    // The bounds on the finish, as the earliest working time of it.
    let mut finish = i64::MIN;
    let mut linked: Option<Bound> = None;
    for ((number, link), from) in incoming {
        let this = by_link(clock, number, link, from, days);
        if link.kind.meets_finish() {
            finish = finish.max(this.at + days);
        }
        linked = Some(linked.map_or(this, |bound| bound.later(this)));
    }
    // A link explains more than a date that asks for the same.
    if let Some(linked) = linked {
        bound = if (linked.at, linked.morning) >= (bound.at, bound.morning) {
            Bound { day: bound.day.max(linked.day), ..linked }
        } else {
            Bound { day: bound.day.max(linked.day), ..bound }
        };
    }
    let wish =
        not_before.map(|day| Bound { at: clock.at(day), morning: day, day, driver: Driver::NotBefore });
    if let Some(wish) = wish {
        bound = bound.later(wish);
    }
    if days == 0 {
        // The morning after the day it falls on, unless it falls on a start.
        let spot = Spot {
            start: bound.at,
            finish: bound.at,
            begins: bound.morning,
            over: bound.morning,
            first: bound.day,
            last: bound.day,
        };
        return (spot, bound.driver);
    }
    let by_hand = wish.filter(|wish| wish.at == bound.at);
    let spot = by_hand.and_then(|_| on_free_days(clock, bound, days, finish));
    (spot.unwrap_or_else(|| on_working_days(clock, bound.at, days)), bound.driver)
}

/// The bound that a link sets on the start of its successor.
fn by_link(clock: &Clock<'_>, number: u32, link: &Link, from: &Spot, days: i64) -> Bound {
    let (at, morning, day) = if link.kind.leaves_start() {
        (from.start, from.begins, from.first)
    } else {
        (from.finish, from.over, from.last)
    };
    let lag = link.lag();
    let back = if link.kind.meets_finish() { days } else { 0 };
    let driver = Driver::Link(number);
    if lag == 0 && back == 0 {
        return Bound { at, morning, day, driver };
    }
    let at = at + lag - back;
    let morning = clock.over(at);
    Bound { at, morning, day: morning.saturating_sub(1), driver }
}

fn on_working_days(clock: &Clock<'_>, start: i64, days: i64) -> Spot {
    let finish = start + days;
    let (begins, over) = (clock.begins(start), clock.over(finish));
    Spot { start, finish, begins, over, first: begins, last: over.saturating_sub(1) }
}

/// Work that starts by hand on a day that nobody works: it works the free days through to the next working day, and what
/// is then left on working days. `None` if the start is a working day, or if it would end before a link lets it.
fn on_free_days(clock: &Clock<'_>, bound: Bound, days: i64, finish: i64) -> Option<Spot> {
    let begins = bound.morning;
    let free = i64::from(clock.begins(bound.at)) - i64::from(begins);
    if free <= 0 {
        return None;
    }
    let end = bound.at + (days - free).max(0);
    if end < finish {
        return None;
    }
    let over = if days <= free { begins.saturating_add(days as Day) } else { clock.over(end) };
    Some(Spot { start: bound.at, finish: end, begins, over, first: begins, last: over.saturating_sub(1) })
}

/// Latest dates and free slack, from the end.
fn backward(network: &Network<'_>, wiring: &Wiring, length: i64, items: &mut [Placed]) {
    for node in wiring.order.iter().rev().copied() {
        let own = items[node as usize];
        // A dependency may be ready after all is over; it then has no slack, and not less than none.
        let mut latest = length.max(own.ef);
        let mut free = latest - own.ef;
        for edge in wiring.graph.edges(node, Direction::Forward) {
            let link = &network.links[*edge as usize];
            let to = items[link.to as usize];
            if !binds(network, link, &own, &to) {
                continue;
            }
            let (until, begun) = if link.kind.meets_finish() { (to.lf, to.ef) } else { (to.ls, to.es) };
            let own_time = if link.kind.leaves_start() { own.ef - own.es } else { 0 };
            let own_end = if link.kind.leaves_start() { own.es } else { own.ef };
            latest = latest.min(until - link.lag() + own_time);
            free = free.min(begun - link.lag() - own_end);
        }
        let placed = &mut items[node as usize];
        placed.lf = latest;
        placed.ls = latest - (own.ef - own.es);
        placed.free_slack = free.max(0);
    }
}

/// Whether a link says anything about the latest dates of its predecessor: not if its real start is past, and not if the
/// successor really came before the link would have let it.
fn binds(network: &Network<'_>, link: &Link, from: &Placed, to: &Placed) -> bool {
    let begun = matches!(network.items[link.from as usize].state, State::Running { started: Some(_), .. });
    if begun && link.kind.leaves_start() {
        return false;
    }
    let fixed = !matches!(network.items[link.to as usize].state, State::Planned);
    if !fixed {
        return true;
    }
    let near = if link.kind.leaves_start() { from.es } else { from.ef };
    let far = if link.kind.meets_finish() { to.ef } else { to.es };
    near + link.lag() <= far
}
