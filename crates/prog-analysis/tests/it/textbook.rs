//! Networks whose earliest and latest dates are printed in textbooks or worked out here by hand, and random ones as large as
//! those that are published for comparing schedulers, against the longest ways through a plain graph.

use prog_analysis::{Calendar, Day, Item, Link, LinkKind, Network, Placed, Schedule, schedule};
use proptest::prelude::*;

/// 2026-01-12, a Monday. Days are not looked at here, working days only.
const MONDAY: Day = 20_465;

fn run(items: &[Item], links: &[Link]) -> Schedule {
    let calendar = Calendar::default();
    schedule(&Network { calendar: &calendar, start: MONDAY, today: MONDAY, items, links })
}

/// A table as the books have it: a letter, how long it takes, the letters it is after.
fn network(rows: &[(char, i64, &str)]) -> (Vec<Item>, Vec<Link>) {
    let number = |letter: char| rows.iter().position(|row| row.0 == letter).unwrap() as u32;
    let items = rows.iter().map(|row| Item::task(row.1)).collect();
    let links = rows.iter().flat_map(|row| row.2.chars().map(|c| Link::after(number(c), number(row.0))));
    (items, links.collect())
}

fn times(plan: &Schedule) -> Vec<(i64, i64, i64, i64)> {
    plan.items.iter().map(|p| (p.es, p.ef, p.ls, p.lf)).collect()
}

/// Milwaukee Paper: Heizer and Render, "Operations Management", chapter "Project Management".
#[test]
fn milwaukee_paper() {
    let (items, links) = network(&[
        ('A', 2, ""),
        ('B', 3, ""),
        ('C', 2, "A"),
        ('D', 4, "AB"),
        ('E', 4, "C"),
        ('F', 3, "C"),
        ('G', 5, "DE"),
        ('H', 2, "FG"),
    ]);
    let plan = run(&items, &links);
    assert_eq!(
        times(&plan),
        [
            (0, 2, 0, 2),
            (0, 3, 1, 4),
            (2, 4, 2, 4),
            (3, 7, 4, 8),
            (4, 8, 4, 8),
            (4, 7, 10, 13),
            (8, 13, 8, 13),
            (13, 15, 13, 15),
        ]
    );
    assert_eq!(plan.length, 15);
    assert_eq!(plan.critical_path(), [0, 2, 4, 6, 7], "A, C, E, G, H");
}

/// The Reliable Construction Co.: Hillier and Lieberman, "Introduction to Operations Research", chapter "Project Management
/// with PERT/CPM".
#[test]
fn reliable_construction() {
    let (items, links) = network(&[
        ('A', 2, ""),
        ('B', 4, "A"),
        ('C', 10, "B"),
        ('D', 6, "C"),
        ('E', 4, "C"),
        ('F', 5, "E"),
        ('G', 7, "D"),
        ('H', 9, "EG"),
        ('I', 7, "C"),
        ('J', 8, "FI"),
        ('K', 4, "J"),
        ('L', 5, "J"),
        ('M', 2, "H"),
        ('N', 6, "KL"),
    ]);
    let plan = run(&items, &links);
    assert_eq!(plan.length, 44);
    let slack: Vec<_> = plan.items.iter().map(Placed::slack).collect();
    assert_eq!(slack, [0, 0, 0, 4, 0, 0, 4, 4, 2, 0, 1, 0, 4, 0]);
    assert_eq!(plan.critical_path(), [0, 1, 2, 4, 5, 9, 11, 13], "A, B, C, E, F, J, L, N");
    assert_eq!((plan.items[7].es, plan.items[7].lf), (29, 42), "H");
}

/// By hand. A plan in which work overlaps, with each of the four kinds of link and lags both ways:
///
/// ```text
/// design 5 ── two days after it starts ─────── build 10
/// build    ── three days after it ends, ends ─ test 6
/// design   ── a day before it ends ─────────── test
/// test     ── four days after it starts, ends ─ handover 2
/// design   ── a day after it ends ──────────── manual 3
/// test, handover, manual ───────────────────── open
/// ```
#[test]
fn overlapping_work() {
    use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
    let [design, build, test, handover, manual, open] = [0, 1, 2, 3, 4, 5];
    let items = [5, 10, 6, 2, 3, 0].map(Item::task);
    let links = [
        Link::new(design, build, StartToStart, 2),
        Link::new(build, test, FinishToFinish, 3),
        Link::new(design, test, FinishToStart, -1),
        Link::new(test, handover, StartToFinish, 4),
        Link::new(design, manual, FinishToStart, 1),
        Link::after(test, open),
        Link::after(handover, open),
        Link::after(manual, open),
    ];
    let plan = run(&items, &links);
    assert_eq!(
        times(&plan),
        [(0, 5, 0, 5), (2, 12, 2, 12), (9, 15, 9, 15), (11, 13, 13, 15), (6, 9, 12, 15), (15, 15, 15, 15)]
    );
    assert_eq!(plan.critical_path(), [design, build, test, open]);
    assert_eq!(longest_ways(&items, &links), plan.items.iter().map(|p| (p.es, p.ls)).collect::<Vec<_>>());
}

/// Earliest and latest start of each item. Every link says that one start lies so many days after another; so a start is the
/// longest way to it from the beginning, and lies before the end by the longest way from it. Ways are made longer link by
/// link, in no order, until none gets longer (Bellman and Ford).
fn longest_ways(items: &[Item], links: &[Link]) -> Vec<(i64, i64)> {
    let (first, last) = (items.len(), items.len() + 1);
    let mut edges: Vec<(usize, usize, i64)> = Vec::new();
    for (number, item) in items.iter().enumerate() {
        edges.push((first, number, 0));
        edges.push((number, last, item.duration));
    }
    edges.extend(links.iter().map(|link| {
        let (from, to) = (link.from as usize, link.to as usize);
        let leaves = match link.kind {
            LinkKind::FinishToStart | LinkKind::FinishToFinish => items[from].duration,
            LinkKind::StartToStart | LinkKind::StartToFinish => 0,
        };
        let meets = match link.kind {
            LinkKind::FinishToStart | LinkKind::StartToStart => 0,
            LinkKind::FinishToFinish | LinkKind::StartToFinish => items[to].duration,
        };
        (from, to, leaves + link.lag - meets)
    }));
    let from_first = relax(&edges, first, items.len() + 2);
    let turned: Vec<_> = edges.iter().map(|(from, to, days)| (*to, *from, *days)).collect();
    let to_last = relax(&turned, last, items.len() + 2);
    (0..items.len())
        .map(|n| (from_first[n].unwrap(), from_first[last].unwrap() - to_last[n].unwrap()))
        .collect()
}

fn relax(edges: &[(usize, usize, i64)], source: usize, nodes: usize) -> Vec<Option<i64>> {
    let mut longest = vec![None; nodes];
    longest[source] = Some(0);
    for _ in 0..nodes {
        for (from, to, days) in edges {
            longest[*to] = longest[*to].max(longest[*from].map(|way: i64| way + days));
        }
    }
    longest
}

prop_compose! {
    fn networks()(size in 30usize..120)(
        durations in prop::collection::vec(0i64..11, size),
        links in prop::collection::vec((0..size, 0..size, 0usize..4, -4i64..8), size..size * 3),
    ) -> (Vec<Item>, Vec<Link>) {
        let kinds = [
            LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish, LinkKind::StartToFinish,
        ];
        let forward = links.iter().filter(|(from, to, ..)| from < to);
        let links = forward.map(|(from, to, kind, lag)| Link::new(*from as u32, *to as u32, kinds[*kind], *lag));
        (durations.into_iter().map(Item::task).collect(), links.collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn large_networks_are_the_longest_ways((items, links) in networks()) {
        let plan = run(&items, &links);
        let ours: Vec<_> = plan.items.iter().map(|p| (p.es, p.ls)).collect();
        prop_assert_eq!(ours, longest_ways(&items, &links));
    }
}
