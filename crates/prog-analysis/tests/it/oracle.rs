//! The schedule against a second implementation that is slow and obvious: days are walked one by one, earliest dates are a
//! fixpoint, and the latest start is what its name says, the last start with which the network still ends in time.

use prog_analysis::{Calendar, Day, Item, Link, LinkKind, Network, schedule};
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
        for pair in plan.chain(&network, 0).windows(2) {
            prop_assert!(links.iter().any(|link| (link.from, link.to) == (pair[0], pair[1])));
        }
    }
}
