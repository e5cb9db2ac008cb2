//! Small networks whose answer a person can work out on paper.

use prog_analysis::schedule::network_start;
use prog_analysis::{
    Calendar, Day, Driver, Item, Link, LinkKind, Network, Placed, Schedule, State, schedule,
};

/// 2026-01-12, a Monday.
const MONDAY: Day = 20_465;
const FRIDAY: Day = MONDAY + 4;
const SATURDAY: Day = MONDAY + 5;
const SUNDAY: Day = MONDAY + 6;
const NEXT_MONDAY: Day = MONDAY + 7;

fn run_on(calendar: &Calendar, today: Day, items: &[Item], links: &[Link]) -> Schedule {
    schedule(&Network { calendar, start: MONDAY, today, items, links })
}

fn run(items: &[Item], links: &[Link]) -> Schedule {
    run_on(&Calendar::default(), MONDAY, items, links)
}

fn times(placed: &Placed) -> (i64, i64, i64, i64) {
    (placed.es, placed.ef, placed.ls, placed.lf)
}

fn days(placed: &Placed) -> (Day, Day) {
    (placed.start - MONDAY, placed.finish - MONDAY)
}

#[test]
fn the_textbook_diamond() {
    // a 3 ─┬─ b 4 ─┬─ d 2 ─ end
    //      └─ c 1 ─┘
    let items = [Item::task(3), Item::task(4), Item::task(1), Item::task(2), Item::milestone()];
    let links = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)].map(|(a, b)| Link::after(a, b));
    let plan = run(&items, &links);
    let all: Vec<_> = plan.items.iter().map(times).collect();
    assert_eq!(all, [(0, 3, 0, 3), (3, 7, 3, 7), (3, 4, 6, 7), (7, 9, 7, 9), (9, 9, 9, 9)]);
    assert_eq!(plan.critical_path(), [0, 1, 3, 4]);
    assert_eq!((plan.items[2].slack(), plan.items[2].free_slack), (3, 3));
    assert_eq!(plan.length, 9);
    // Three days from Monday end on Wednesday; the milestone falls on the day its predecessor ends.
    let all: Vec<_> = plan.items.iter().map(days).collect();
    assert_eq!(all, [(0, 2), (3, 8), (3, 3), (9, 10), (10, 10)]);
    assert_eq!(plan.finish, MONDAY + 10);
    let calendar = Calendar::default();
    let network = Network { calendar: &calendar, start: MONDAY, today: MONDAY, items: &items, links: &links };
    assert_eq!(plan.chain(&network, 4), [0, 1, 3, 4]);
}

#[test]
fn all_four_kinds_with_lag_and_lead() {
    use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
    let to = |kind, lag| {
        let plan = run(&[Item::task(4), Item::task(3)], &[Link::new(0, 1, kind, lag)]);
        (plan.items[1].es, plan.items[1].ef, plan.items[0].slack(), plan.items[1].slack())
    };
    assert_eq!(to(FinishToStart, 0), (4, 7, 0, 0));
    assert_eq!(to(FinishToStart, 2), (6, 9, 0, 0));
    assert_eq!(to(FinishToStart, -1), (3, 6, 0, 0));
    assert_eq!(to(FinishToStart, -9), (0, 3, 0, 1), "nothing starts before the network does");
    assert_eq!(to(StartToStart, 0), (0, 3, 0, 1));
    assert_eq!(to(StartToStart, 2), (2, 5, 0, 0));
    assert_eq!(to(FinishToFinish, 0), (1, 4, 0, 0));
    assert_eq!(to(FinishToFinish, 5), (6, 9, 0, 0));
    assert_eq!(to(StartToFinish, 0), (0, 3, 0, 1));
    assert_eq!(to(StartToFinish, 6), (3, 6, 0, 0));
}

#[test]
fn weekends_and_holidays_are_not_worked() {
    let calendar = Calendar::new([true, true, true, true, true, false, false], [MONDAY + 2], []);
    let items = [Item::task(4), Item::task(1), Item::milestone()];
    let plan = run_on(&calendar, MONDAY, &items, &[Link::after(0, 1), Link::after(1, 2)]);
    assert_eq!(days(&plan.items[0]), (0, 4));
    assert_eq!(days(&plan.items[1]), (7, 7));
    assert_eq!(days(&plan.items[2]), (7, 7));
    assert_eq!(plan.length, 5);
}

#[test]
fn a_cutover_on_a_saturday_works_that_weekend() {
    let cutover = |length| {
        let items =
            [Item::task(5), Item::task(length).not_before(SATURDAY), Item::milestone(), Item::task(1)];
        let links = [Link::after(0, 1), Link::after(1, 2), Link::after(2, 3)];
        let plan = run(&items, &links);
        (days(&plan.items[1]), days(&plan.items[2]), days(&plan.items[3]), times(&plan.items[1]))
    };
    assert_eq!(cutover(1), ((5, 5), (5, 5), (7, 7), (5, 5, 5, 5)));
    assert_eq!(cutover(2), ((5, 6), (6, 6), (7, 7), (5, 5, 5, 5)));
    assert_eq!(cutover(3), ((5, 7), (7, 7), (8, 8), (5, 6, 5, 6)));
    // Work before it that takes until Monday pushes it to Tuesday, where nothing is special any more.
    let items = [Item::task(6), Item::task(2).not_before(SATURDAY)];
    let plan = run(&items, &[Link::after(0, 1)]);
    assert_eq!(days(&plan.items[1]), (8, 9));
    // Weekend work after weekend work goes on on Sunday.
    let items = [Item::task(1).not_before(SATURDAY), Item::task(1).not_before(SATURDAY)];
    let plan = run(&items, &[Link::after(0, 1)]);
    assert_eq!(days(&plan.items[1]), (6, 6));
}

#[test]
fn not_before_and_dependencies_bound_the_start() {
    let items = [
        Item::task(2).not_before(MONDAY + 2),
        Item::task(2),
        Item::dependency(Some(FRIDAY)),
        Item::dependency(Some(MONDAY + 70)),
        Item::dependency(None),
        Item::milestone(),
    ];
    let links = [(2, 1), (4, 1), (2, 5)].map(|(a, b)| Link::after(a, b));
    let plan = run(&items, &links);
    assert_eq!((plan.items[0].es, plan.items[0].driver), (2, Driver::NotBefore));
    assert_eq!((days(&plan.items[1]), plan.items[1].driver), ((7, 8), Driver::Link(0)));
    assert_eq!(plan.length, 7, "a dependency that nothing waits for does not lengthen the network");
    assert_eq!(days(&plan.items[5]), (4, 4), "a milestone falls on the day its dependency is ready");
    assert!(plan.items[1].critical && !plan.items[2].critical && !plan.items[3].critical);
    // Ready on a Sunday: a milestone on it holds that day, work after it starts on Monday.
    let items = [Item::dependency(Some(SUNDAY)), Item::milestone(), Item::task(1)];
    let plan = run(&items, &[Link::after(0, 1), Link::after(0, 2)]);
    assert_eq!((days(&plan.items[1]), days(&plan.items[2])), ((6, 6), (7, 7)));
}

#[test]
fn done_work_counts_with_its_real_dates() {
    let done = |started, finished| State::Done { started, finished };
    let items = [
        Item::task(2).state(done(Some(MONDAY + 1), Some(NEXT_MONDAY))),
        Item::task(1),
        Item::milestone().state(done(None, Some(FRIDAY))),
        Item::task(3).state(done(None, Some(FRIDAY))),
        Item::task(3).state(done(Some(MONDAY - 14), Some(MONDAY - 11))),
        Item::task(9).state(done(None, None)),
    ];
    let plan = run_on(&Calendar::default(), MONDAY + 8, &items, &[Link::after(0, 1)]);
    assert_eq!((days(&plan.items[0]), plan.items[0].es, plan.items[0].ef), ((1, 7), 1, 6));
    assert_eq!(days(&plan.items[1]), (8, 8));
    assert_eq!(days(&plan.items[2]), (4, 4));
    assert_eq!(days(&plan.items[3]), (2, 4));
    assert_eq!((plan.items[4].es, plan.items[4].ef), (-10, -6));
    assert_eq!(plan.items[5].finish, MONDAY + 8, "what is done was done by today");
}

#[test]
fn nothing_waits_for_what_was_done_on_a_day_that_is_not_known() {
    let done = |started| State::Done { started, finished: None };
    let items = [Item::task(9).state(done(None)), Item::task(9).state(done(Some(FRIDAY))), Item::task(2)];
    let after = |from| Link::after(from, 2);
    let plan = run_on(&Calendar::default(), MONDAY + 8, &items, &[after(0), after(1)]);
    assert_eq!((days(&plan.items[2]), plan.items[2].driver), ((0, 1), Driver::Start));
    // Its start is.
    let plan =
        run_on(&Calendar::default(), MONDAY + 8, &items, &[Link::new(1, 2, LinkKind::StartToStart, 0)]);
    assert_eq!(days(&plan.items[2]).0, 4);
}

#[test]
fn running_work_counts_with_what_remains_from_today() {
    let running = |started, progress| State::Running { started, progress };
    let items = [
        Item::task(10).state(running(Some(MONDAY), Some(50.0))),
        Item::task(2),
        Item::task(1),
        Item::task(4),
        Item::task(8).state(running(None, Some(50.0))),
    ];
    let links = [
        Link::after(0, 1),
        // Three days after its real start, which is past.
        Link::new(0, 2, LinkKind::StartToStart, 3),
        Link::after(3, 4),
    ];
    let plan = run_on(&Calendar::default(), MONDAY + 3, &items, &links);
    assert_eq!((days(&plan.items[0]), plan.items[0].es, plan.items[0].driver), ((3, 9), 3, Driver::Today));
    assert_eq!(days(&plan.items[1]), (10, 11));
    assert_eq!(plan.items[2].es, 3);
    assert_eq!(plan.items[0].slack(), 0);
    assert_eq!(days(&plan.items[4]), (4, 9), "what remains still waits for what it is after");
}

#[test]
fn dates_that_contradict_a_link_do_not_make_slack_negative() {
    // 1 is done although 0, which it is after, is not.
    let done = State::Done { started: Some(MONDAY), finished: Some(FRIDAY) };
    let items = [Item::task(3), Item::task(5).state(done), Item::task(2)];
    let plan = run_on(&Calendar::default(), FRIDAY, &items, &[Link::after(0, 1), Link::after(1, 2)]);
    assert_eq!(plan.items.iter().map(Placed::slack).collect::<Vec<_>>(), [4, 0, 0]);
}

#[test]
fn rings_are_cut_and_the_rest_is_scheduled() {
    let items = [Item::task(2), Item::task(3), Item::task(4), Item::task(1), Item::task(6)];
    let links = [(0, 1), (1, 2), (2, 1), (2, 3), (0, 4), (4, 4), (0, 77)].map(|(a, b)| Link::after(a, b));
    let plan = run(&items, &links);
    let marks: Vec<_> = plan.items.iter().map(|p| (p.es, p.in_ring, p.behind_ring)).collect();
    assert_eq!(
        marks,
        [(0, false, false), (2, true, false), (0, true, false), (4, false, true), (2, true, false)]
    );
}

#[test]
fn what_is_out_is_neither_placed_nor_waited_for() {
    let out = Item { role: prog_analysis::schedule::Role::Out, ..Item::task(50) };
    let plan = run(&[out, Item::task(1)], &[Link::after(0, 1)]);
    assert!(plan.items[0].out && !plan.items[0].critical);
    assert_eq!((plan.items[1].es, plan.length), (0, 1));
}

#[test]
fn empty_and_absurd_networks() {
    let plan = run(&[], &[]);
    assert_eq!((plan.length, plan.finish), (0, MONDAY));
    let items = [Item::task(i64::MAX), Item::task(i64::MIN), Item::task(i64::MAX)];
    let plan = run(&items, &[Link::new(0, 1, LinkKind::FinishToStart, i64::MAX), Link::after(1, 2)]);
    assert_eq!((plan.length, plan.items[1].ef), (3_000_000, 2_000_000));
    assert_eq!(plan.finish, prog_analysis::calendar::LAST_DAY);
    // A milestone alone falls on the network's first day, and so does one after it.
    let plan = run(&[Item::milestone(), Item::milestone()], &[Link::after(0, 1)]);
    assert_eq!((days(&plan.items[0]), days(&plan.items[1])), ((0, 0), (0, 0)));
}

#[test]
fn where_a_network_starts() {
    assert_eq!(network_start(Some(5), [1, 2], 9), 5);
    assert_eq!(network_start(None, [4, 2], 9), 2);
    assert_eq!(network_start(None, [], 9), 9);
}
