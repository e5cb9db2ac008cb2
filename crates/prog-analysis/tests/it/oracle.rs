//! The schedule against a second implementation that is slow and obvious: days are walked one by one, earliest dates are a
//! fixpoint, and the latest start is what its name says, the last start with which the network still ends in time. The
//! forecast of the same network without anything uncertain must say the same, and rings are looked for by trying all.

use prog_analysis::{Calendar, Day, Digraph, Item, Link, LinkKind, Network, Question, forecast, schedule};
use proptest::prelude::*;

const MONDAY: Day = 20_465;

/// Earliest starts with `forced` (an item and the least start that it is given).
fn fixpoint(items: &[Item], links: &[Link], forced: Option<(usize, i64)>) -> Vec<i64> {
    let working = |bound: Day| (MONDAY..bound).filter(|day| (day - MONDAY) % 7 < 5).count() as i64;
    let mut start: Vec<i64> = items.iter().map(|item| item.not_before.map_or(0, working)).collect();
    if let Some((item, at)) = forced {
        start[item] = start[item].max(at);
    }
    loop {
        let mut moved = false;
        for link in links {
            let (from, to) = (link.from as usize, link.to as usize);
            let end = start[from] + items[from].duration;
            let least = match link.kind {
                LinkKind::FinishToStart => end + link.lag,
                LinkKind::StartToStart => start[from] + link.lag,
                LinkKind::FinishToFinish => end + link.lag - items[to].duration,
                LinkKind::StartToFinish => start[from] + link.lag - items[to].duration,
            };
            if least > start[to] {
                start[to] = least;
                moved = true;
            }
        }
        if !moved {
            return start;
        }
    }
}

fn length(items: &[Item], start: &[i64]) -> i64 {
    items.iter().zip(start).map(|(item, start)| start + item.duration).max().unwrap_or(0)
}

/// The k-th working day from the start on, counting from 1.
fn nth_day(k: i64) -> Day {
    (MONDAY..).filter(|day| (day - MONDAY) % 7 < 5).nth(k as usize - 1).unwrap()
}

prop_compose! {
    fn networks()(size in 1usize..9)(
        durations in prop::collection::vec(0i64..6, size),
        bounds in prop::collection::vec(prop::option::weighted(0.2, 0i64..3), size),
        links in prop::collection::vec((0..size, 0..size, 0usize..4, -3i64..4), 0..size * 2),
    ) -> (Vec<Item>, Vec<Link>) {
        // Bounds on working days only: what a Saturday means has its own tests.
        let items = durations.iter().zip(bounds).map(|(days, bound)| Item {
            not_before: bound.map(|week| MONDAY + 7 * week as Day + 1),
            ..Item::task(*days)
        });
        let kinds = [
            LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish, LinkKind::StartToFinish,
        ];
        let forward = links.iter().filter(|(from, to, ..)| from < to);
        let links = forward.map(|(from, to, kind, lag)| Link::new(*from as u32, *to as u32, kinds[*kind], *lag));
        (items.collect(), links.collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn agrees_with_the_slow_one((items, links) in networks()) {
        let calendar = Calendar::default();
        let network = Network { calendar: &calendar, start: MONDAY, today: MONDAY, items: &items, links: &links };
        let plan = schedule(&network);
        let earliest = fixpoint(&items, &links, None);
        let end = length(&items, &earliest);
        prop_assert_eq!(plan.length, end);
        for (number, placed) in plan.items.iter().enumerate() {
            prop_assert_eq!(placed.es, earliest[number]);
            prop_assert_eq!(placed.ef, earliest[number] + items[number].duration);
            let in_time = |at: &i64| length(&items, &fixpoint(&items, &links, Some((number, *at)))) <= end;
            let latest = (placed.es..).take_while(in_time).last().unwrap();
            prop_assert_eq!(placed.ls, latest, "latest start of {}", number);
            prop_assert_eq!(placed.critical, latest == placed.es);
            let alone = |at: &i64| {
                let moved = fixpoint(&items, &links, Some((number, *at)));
                length(&items, &moved) <= end
                    && moved.iter().zip(&earliest).enumerate().all(|(n, (new, old))| n == number || new == old)
            };
            let free = (placed.es..).take_while(alone).last().unwrap() - placed.es;
            prop_assert_eq!(placed.free_slack, free, "free slack of {}", number);
            if items[number].duration > 0 {
                prop_assert_eq!(placed.start, nth_day(placed.es + 1));
                prop_assert_eq!(placed.finish, nth_day(placed.ef));
            }
        }
        let watch: Vec<_> = (0..items.len() as u32).map(|item| (item, None)).collect();
        let question =
            Question { network: &network, estimates: &[], threats: &[], watch: &watch, runs: 1, seed: 0 };
        let out = forecast(&question, &plan, &|| false).unwrap();
        prop_assert_eq!(out.finish.p50.at, end);
        for (placed, (watched, critical)) in plan.items.iter().zip(out.watched.iter().zip(&out.critical)) {
            prop_assert_eq!((watched.outlook.p95.at, watched.outlook.p95.day), (placed.ef, placed.finish));
            prop_assert_eq!(*critical == 1.0, placed.critical, "critical in item {}", watched.item);
        }
        for pair in plan.chain(&network, 0).windows(2) {
            prop_assert!(links.iter().any(|link| (link.from, link.to) == (pair[0], pair[1])));
        }
    }

    #[test]
    fn rings_are_the_shortest(edges in prop::collection::vec((0u32..9, 0u32..9), 0..24)) {
        let graph = Digraph::new(9, &edges);
        // Ways of at most so many edges, by trying all.
        let mut steps = [[usize::MAX; 9]; 9];
        edges.iter().for_each(|(from, to)| steps[*from as usize][*to as usize] = 1);
        for via in 0..9 {
            for from in 0..9 {
                for to in 0..9 {
                    let way = steps[from][via].saturating_add(steps[via][to]);
                    steps[from][to] = steps[from][to].min(way);
                }
            }
        }
        let rings = graph.rings();
        let mut in_ring: Vec<u32> = rings.iter().flat_map(|ring| ring.component.clone()).collect();
        in_ring.sort_unstable();
        let wanted: Vec<u32> = (0..9).filter(|n| steps[*n as usize][*n as usize] < usize::MAX).collect();
        prop_assert_eq!(in_ring, wanted, "each node of a ring stands in one component");
        for ring in &rings {
            let shortest = ring.component.iter().map(|n| steps[*n as usize][*n as usize]).min();
            prop_assert_eq!(Some(ring.nodes.len()), shortest);
            prop_assert_eq!(ring.nodes[0], *ring.nodes.iter().min().unwrap());
            for (place, (node, edge)) in ring.nodes.iter().zip(&ring.edges).enumerate() {
                let next = ring.nodes[(place + 1) % ring.nodes.len()];
                prop_assert_eq!(edges[*edge as usize], (*node, next));
            }
        }
    }
}
