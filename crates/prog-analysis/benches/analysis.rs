//! What the analyses cost at the sizes that they are meant for: 100,000 nodes with 300,000 edges; 1,000 tasks and 100,000 runs.

use std::hint::black_box;

use divan::Bencher;
use prog_analysis::{
    Calendar, Digraph, Direction, Item, Link, LinkKind, Network, Question, Spread, Threat, Walker, forecast,
    schedule,
};

fn main() {
    divan::main();
}

const NODES: u32 = 100_000;
const EDGES: u32 = 300_000;

/// Numbers that look random and are always the same.
fn numbers() -> impl FnMut(u32) -> u32 {
    let mut state = 1u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    }
}

/// Edges that lead onward, most of them not far, so that the graph is deep as well as wide.
fn onward() -> Vec<(u32, u32)> {
    let mut number = numbers();
    let edge = |_| {
        let from = number(NODES - 1);
        let reach = if number(10) == 0 { NODES - 1 - from } else { (NODES - 1 - from).min(50) };
        (from, from + 1 + number(reach))
    };
    (0..EDGES).map(edge).collect()
}

/// Edges anywhere: one huge component with short rings.
fn entangled() -> Vec<(u32, u32)> {
    let mut number = numbers();
    (0..EDGES).map(|_| (number(NODES), number(NODES))).collect()
}

/// Rings of two hundred nodes beside each other, each with chords that lead onward only.
fn many_rings() -> Vec<(u32, u32)> {
    let mut number = numbers();
    let ring = |node: u32| (node, if node % 200 == 199 { node - 199 } else { node + 1 });
    let mut edges: Vec<_> = (0..NODES).map(ring).collect();
    edges.extend((0..EDGES - NODES).map(|_| {
        let from = number(NODES);
        (from, from + 1 + number(3).min(199 - from % 200))
    }));
    edges.retain(|(_, to)| *to < NODES);
    edges
}

#[divan::bench]
fn build(bencher: Bencher<'_, '_>) {
    let edges = onward();
    bencher.bench(|| Digraph::new(NODES as usize, black_box(&edges)));
}

#[divan::bench(args = ["none", "entangled", "many"])]
fn rings(bencher: Bencher<'_, '_>, shape: &str) {
    let edges = match shape {
        "none" => onward(),
        "entangled" => entangled(),
        _ => many_rings(),
    };
    let graph = Digraph::new(NODES as usize, &edges);
    bencher.bench(|| black_box(&graph).rings());
}

#[divan::bench]
fn reach_from_the_end(bencher: Bencher<'_, '_>) {
    let graph = Digraph::new(NODES as usize, &onward());
    bencher.bench(|| Walker::new(black_box(&graph)).reach(&[NODES - 1], Direction::Backward).len());
}

#[divan::bench]
fn three_dependents_of_each(bencher: Bencher<'_, '_>) {
    let graph = Digraph::new(NODES as usize, &onward());
    bencher.bench(|| {
        let mut walker = Walker::new(black_box(&graph));
        (0..NODES).filter(|node| walker.at_least(*node, Direction::Backward, 3, |_| true)).count()
    });
}

#[divan::bench]
fn critical_path(bencher: Bencher<'_, '_>) {
    let mut number = numbers();
    let calendar =
        Calendar::new([true, true, true, true, true, false, false], (0..40).map(|n| 20_500 + n * 31), []);
    let items: Vec<Item> = (0..NODES).map(|_| Item::task(number(3).into())).collect();
    let kinds =
        [LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish, LinkKind::StartToFinish];
    let kind = |n: u32| kinds[if n < 13 { 0 } else { n as usize - 12 }];
    let links: Vec<Link> = onward()
        .into_iter()
        .map(|(from, to)| Link::new(from, to, kind(number(16)), number(3).into()))
        .collect();
    let network = Network { calendar: &calendar, start: 20_465, today: 20_465, items: &items, links: &links };
    bencher.bench(|| schedule(black_box(&network)));
}

/// A thousand tasks with three-point estimates, a hundred risks, fifty milestones asked for.
#[divan::bench(sample_count = 5)]
fn forecast_100_000_runs(bencher: Bencher<'_, '_>) {
    let mut number = numbers();
    let calendar = Calendar::default();
    let items: Vec<Item> = (0..1000).map(|_| Item::task(5)).collect();
    let links: Vec<Link> =
        (1..1000u32).flat_map(|to| [(); 3].map(|()| Link::after(to - 1 - number(to.min(30)), to))).collect();
    let estimates: Vec<Spread> = (0..1000)
        .map(|_| Spread::Pert(1.0, 2.0 + f64::from(number(700)) / 100.0, 10.0 + f64::from(number(10))))
        .collect();
    let threat =
        |_| Threat { probability: 0.3, delay: Spread::Pert(1.0, 4.0, 20.0), hits: vec![number(1000); 2] };
    let threats: Vec<Threat> = (0..100).map(threat).collect();
    let watch: Vec<(u32, Option<i32>)> = (0..50).map(|n| (n * 20 + 19, Some(20_600))).collect();
    let network = Network { calendar: &calendar, start: 20_465, today: 20_465, items: &items, links: &links };
    let plan = schedule(&network);
    let question = Question {
        network: &network,
        estimates: &estimates,
        threats: &threats,
        watch: &watch,
        runs: 100_000,
        seed: 1,
    };
    bencher.bench(|| forecast(black_box(&question), &plan, &|| false).map(|forecast| forecast.runs));
}
