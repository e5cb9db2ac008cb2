//! The two passes: forward for the earliest dates, backward for the latest.
//!
//! Two clocks run side by side. Working time (`es`, `ef` …) is what links and lags add to. *Mornings* are real days: the
//! morning on which something is over, or can start; they settle on which real day a thing falls where working time
//! cannot tell Friday evening from Monday morning.

use super::remaining::remaining;
use super::{Driver, Item, Network, Placed, Role, Schedule, State, Tie, Wiring};
use crate::calendar::{Calendar, Day};

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
    // Whether an item stands in a ring or behind one, so that what comes after it is a guess.
    let mut guess = wiring.in_ring.clone();
    for node in wiring.order.iter().copied() {
        let item = &network.items[node as usize];
        let ties = wiring.ties(node);
        let incoming = ties.iter().map(|tie| (tie, &spots[tie.from as usize]));
        let (spot, driver) = settle(network, clock, item, incoming);
        let behind_ring = ties.iter().any(|tie| guess[tie.from as usize]);
        guess[node as usize] |= behind_ring;
        items[node as usize] = Placed {
            es: spot.start,
            ef: spot.finish,
            start: spot.first,
            finish: spot.last,
            driver,
            in_ring: wiring.in_ring[node as usize],
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

type Incoming<'a> = (&'a Tie, &'a Spot);

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
    // Real days cost a search each, and most work needs none to be placed.
    let needs_day = days == 0 || not_before.is_some();
    for (tie, from) in incoming {
        let this = by_tie(clock, tie, from, days, needs_day);
        if tie.kind.meets_finish() {
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

/// The bound that a link sets on the start of its successor. Where no real day is needed it counts as late on its day, so
/// that of equal bounds the first link wins, and a link before the network's start.
fn by_tie(clock: &Clock<'_>, tie: &Tie, from: &Spot, days: i64, needs_day: bool) -> Bound {
    let (at, morning, day) = if tie.kind.leaves_start() {
        (from.start, from.begins, from.first)
    } else {
        (from.finish, from.over, from.last)
    };
    let lag = i64::from(tie.lag);
    let back = if tie.kind.meets_finish() { days } else { 0 };
    let driver = Driver::Link(tie.link);
    let at = at + lag - back;
    if !needs_day {
        return Bound { at, morning: Day::MAX, day, driver };
    }
    if lag == 0 && back == 0 {
        return Bound { at, morning, day, driver };
    }
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

/// What the backward pass carries from item to item.
#[derive(Clone, Copy)]
struct Late {
    es: i64,
    ef: i64,
    /// The latest finish that the successors seen so far allow.
    lf: i64,
    /// How far it can slip without moving those.
    free: i64,
}

/// Latest dates and free slack, from the end. Each item tells the ones that it waits for.
fn backward(network: &Network<'_>, wiring: &Wiring, length: i64, items: &mut [Placed]) {
    // A dependency may be ready after all is over; it then has no slack, and not less than none.
    let last = |placed: &Placed| {
        let lf = length.max(placed.ef);
        Late { es: placed.es, ef: placed.ef, lf, free: lf - placed.ef }
    };
    let mut late: Vec<Late> = items.iter().map(last).collect();
    for node in wiring.order.iter().rev().copied() {
        let to = late[node as usize];
        let slack = to.lf - to.ef;
        let fixed = !matches!(network.items[node as usize].state, State::Planned);
        for tie in wiring.ties(node) {
            let from = &mut late[tie.from as usize];
            let until = if tie.kind.meets_finish() { to.ef } else { to.es };
            let since = if tie.kind.leaves_start() { from.es } else { from.ef };
            let room = until - i64::from(tie.lag) - since;
            // What really came before its link would have let it says nothing about the latest dates of the other, nor does
            // a link out of a start that is past.
            let past = tie.kind.leaves_start()
                && matches!(network.items[tie.from as usize].state, State::Running { started: Some(_), .. });
            if past || (fixed && room < 0) {
                continue;
            }
            from.lf = from.lf.min(from.ef + room + slack);
            from.free = from.free.min(room);
        }
    }
    for (placed, late) in items.iter_mut().zip(late) {
        placed.lf = late.lf;
        placed.ls = late.lf - (late.ef - late.es);
        placed.free_slack = late.free.max(0);
    }
}
