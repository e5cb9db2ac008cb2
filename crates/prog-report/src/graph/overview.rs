//! A large graph as an overview: a box per cluster with its nodes in rows, one arrow from box to box as thick as there are
//! edges between them, and under each box where most of its edges go. A thousand nodes drawn edge by edge are a black
//! sheet; this can be read and printed.

use super::layout::{BOX_HEAD, Drawing, DrawnBox, DrawnEdge, DrawnNode, Rect, SMALL_CHAR};
use super::{GraphData, style};
use crate::say;
use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir, layout};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One node in a row.
const CELL: (f64, f64) = (132.0, 24.0);
/// So many characters fit one.
const CHARS: usize = 21;
/// Between two.
const SPACE: f64 = 6.0;
/// Between two boxes.
const GAP: f64 = 46.0;
/// So many boxes are named under a box.
const FOOT: usize = 4;
/// Inside a box.
const INSET: f64 = 10.0;
/// More boxes than this are put together.
const MOST_BOXES: usize = 40;
/// More arrows than this are left out, the weakest first.
const MOST_ARROWS: usize = 120;

/// More nodes than this are not drawn one by one: each box shows those with the most edges.
const MOST_CELLS: usize = 1000;

struct Group {
    label: String,
    members: Vec<u32>,
    /// Those that are drawn.
    shown: Vec<u32>,
}

impl Group {
    fn new(label: String, members: Vec<u32>) -> Self {
        Self { label, members, shown: Vec::new() }
    }
}

pub fn drawing(data: &GraphData) -> Drawing {
    let mut groups = groups(data);
    let left_out = choose(data, &mut groups);
    let mut of = vec![0_u32; data.nodes.len()];
    for (number, group) in groups.iter().enumerate() {
        group.members.iter().for_each(|m| of[*m as usize] = number as u32);
    }
    let mut between: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for edge in &data.edges {
        *between.entry((of[edge.ends.0 as usize], of[edge.ends.1 as usize])).or_default() += 1;
    }
    let inside: FxHashMap<u32, usize> =
        between.iter().filter(|((a, b), _)| a == b).map(|((a, _), n)| (*a, *n)).collect();
    let mut arrows: Vec<((u32, u32), usize)> = between.into_iter().filter(|((a, b), _)| a != b).collect();
    arrows.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let weak = arrows.len().saturating_sub(MOST_ARROWS);
    arrows.truncate(MOST_ARROWS);
    let mut drawing = place(data, &groups, &inside, &arrows);
    drawing.remark = Some(remark(data, weak, left_out));
    drawing
}

/// What is not drawn, and how to see it.
fn remark(data: &GraphData, weak: usize, left_out: usize) -> String {
    let number = |n: usize| say::thousands(n as i64);
    let mut remark = format!(
        "{} nodes and {} edges: an arrow stands for all edges between two boxes. Use --focus or --program to see single ones.",
        number(data.nodes.len()),
        number(data.edges.len())
    );
    if left_out > 0 {
        remark.push_str(&format!(" {} nodes with fewer edges are left out.", number(left_out)));
    }
    if weak > 0 {
        remark.push_str(&format!(" The {} weakest arrows are left out.", number(weak)));
    }
    remark
}

/// Chooses the nodes that are drawn: all, or of very many those with the most edges, the same number in each large box. Gives
/// how many are left out.
fn choose(data: &GraphData, groups: &mut [Group]) -> usize {
    let takes = |most: usize| groups.iter().map(|g| g.members.len().min(most)).sum::<usize>();
    let largest = groups.iter().map(|g| g.members.len()).max().unwrap_or(0);
    let most = if takes(largest) <= MOST_CELLS {
        largest
    } else {
        (1..=MOST_CELLS).rev().find(|most| takes(*most) <= MOST_CELLS).unwrap_or(1)
    };
    let mut degree = vec![0_u32; data.nodes.len()];
    for edge in &data.edges {
        degree[edge.ends.0 as usize] += 1;
        degree[edge.ends.1 as usize] += 1;
    }
    for group in groups.iter_mut() {
        group.shown.clone_from(&group.members);
        if group.shown.len() > most {
            group.shown.sort_by_key(|m| (std::cmp::Reverse(degree[*m as usize]), *m));
            group.shown.truncate(most);
            group.shown.sort_unstable();
        }
    }
    groups.iter().map(|g| g.members.len() - g.shown.len()).sum()
}

/// The clusters; where there are none, the kinds. The smallest of very many are put together.
fn groups(data: &GraphData) -> Vec<Group> {
    let mut groups: Vec<Group> =
        data.clusters.iter().map(|c| Group::new(c.label.clone(), c.members.clone())).collect();
    let mut grouped = vec![false; data.nodes.len()];
    groups.iter().for_each(|g| g.members.iter().for_each(|m| grouped[*m as usize] = true));
    let mut rest: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for at in (0..data.nodes.len()).filter(|at| !grouped[*at]) {
        let kind = if groups.is_empty() { data.nodes[at].kind } else { "no box" };
        rest.entry(kind).or_default().push(at as u32);
    }
    groups.extend(rest.into_iter().map(|(kind, members)| Group::new(kind.to_owned(), members)));
    groups.sort_by(|a, b| (b.members.len(), &a.label).cmp(&(a.members.len(), &b.label)));
    if groups.len() > MOST_BOXES {
        let small = groups.split_off(MOST_BOXES - 1);
        let label = format!("{} smaller boxes", small.len());
        groups.push(Group::new(label, small.into_iter().flat_map(|g| g.members).collect()));
    }
    groups
}

fn columns(members: usize) -> usize {
    // Cells are wide: a third more rows than columns' worth makes boxes about twice as wide as high.
    ((members as f64 / 2.6).sqrt().ceil() as usize).clamp(1, 12)
}

fn size(group: &Group, (label, foot): &(String, String)) -> (f64, f64) {
    let columns = columns(group.shown.len());
    let rows = group.shown.len().div_ceil(columns);
    let width = columns as f64 * (CELL.0 + SPACE) - SPACE + 2.0 * INSET;
    let foot_height = if foot.is_empty() { 0.0 } else { 16.0 };
    let height = rows as f64 * (CELL.1 + SPACE) - SPACE + 2.0 * INSET + BOX_HEAD + foot_height;
    let text = (label.width() as f64 * 1.15).max(foot.width() as f64) * SMALL_CHAR + 2.0 * INSET;
    (width.max(text), height)
}

fn place(
    data: &GraphData,
    groups: &[Group],
    inside: &FxHashMap<u32, usize>,
    arrows: &[((u32, u32), usize)],
) -> Drawing {
    let texts: Vec<(String, String)> =
        (0..groups.len() as u32).map(|g| texts(groups, g, inside, arrows)).collect();
    let sizes: Vec<(f64, f64)> = groups.iter().zip(&texts).map(|(group, texts)| size(group, texts)).collect();
    let area: f64 = sizes.iter().map(|(w, h)| (w + GAP) * (h + GAP)).sum();
    // About as wide as a sheet across.
    let room = (area * 1.6).sqrt().max(sizes.iter().map(|s| s.0).fold(0.0, f64::max));
    let mut rects = vec![Rect::default(); groups.len()];
    let (mut x, mut y, mut tallest) = (0.0, 0.0, 0.0_f64);
    for number in in_order(&sizes, arrows) {
        let (w, h) = sizes[number];
        if x > 0.0 && x + w > room {
            (x, y, tallest) = (0.0, y + tallest + GAP, 0.0);
        }
        rects[number] = Rect { x, y, w, h };
        (x, tallest) = (x + w + GAP, tallest.max(h));
    }
    let mut drawing = Drawing { beneath: true, ..Drawing::default() };
    for ((number, group), (label, foot)) in groups.iter().enumerate().zip(texts) {
        drawing.nodes.extend(cells(data, group, rects[number]));
        drawing.boxes.push(DrawnBox { rect: rects[number], label, foot });
    }
    for ((from, to), count) in arrows {
        let points = from_to(rects[*from as usize], rects[*to as usize]);
        let title = format!("{} → {}: {count}", groups[*from as usize].label, groups[*to as usize].label);
        let weight = (1.0 + (*count as f64).log2() * 0.7).min(7.0);
        drawing.edges.push(DrawnEdge { points, label: None, stroke: style::Stroke::Solid, weight, title });
    }
    drawing.settle();
    drawing
}

/// What stands above and below the nodes of a box: its name with counts, and where most of its edges go.
fn texts(
    groups: &[Group],
    number: u32,
    inside: &FxHashMap<u32, usize>,
    arrows: &[((u32, u32), usize)],
) -> (String, String) {
    let group = &groups[number as usize];
    let within = inside.get(&number).map_or_else(String::new, |n| format!(", {n} edges inside"));
    let mut out = arrows.iter().filter(|((from, _), _)| *from == number);
    let most: Vec<String> =
        out.by_ref().take(FOOT).map(|((_, to), n)| format!("{} ({n})", groups[*to as usize].label)).collect();
    let more = out.count();
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    let foot = if most.is_empty() { String::new() } else { format!("→ {}{more}", most.join(", ")) };
    let (shown, all) = (group.shown.len(), group.members.len());
    let count = if shown < all { format!("{shown} of {all} shown") } else { all.to_string() };
    (format!("{} ({count}{within})", group.label), foot)
}

/// The boxes in the order of their layers, so that arrows are short and mostly lead forward.
fn in_order(sizes: &[(f64, f64)], arrows: &[((u32, u32), usize)]) -> Vec<usize> {
    let mut graph: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: false, compound: false });
    for (number, (width, height)) in sizes.iter().enumerate() {
        let label = NodeLabel { width: *width, height: *height, ..NodeLabel::default() };
        graph.set_node(format!("g{number}"), Some(label));
    }
    for ((from, to), _) in arrows {
        graph.set_edge(format!("g{from}"), format!("g{to}"), Some(EdgeLabel::default()), None);
    }
    layout(&mut graph, Some(LayoutOptions { rankdir: RankDir::LR, ..LayoutOptions::default() }));
    let at = |number: usize| {
        graph.node(&format!("g{number}")).map_or((0.0, 0.0), |n| (n.x.unwrap_or(0.0), n.y.unwrap_or(0.0)))
    };
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| at(*a).0.total_cmp(&at(*b).0).then(at(*a).1.total_cmp(&at(*b).1)));
    order
}

/// From the border of one box to the border of another, in a slight bend, so that there and back are two lines.
fn from_to(from: Rect, to: Rect) -> Vec<(f64, f64)> {
    let middle = |r: Rect| (r.x + r.w / 2.0, r.y + r.h / 2.0);
    let (a, b) = (middle(from), middle(to));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy).max(1.0);
    let bend = (length * 0.08).min(40.0);
    let over = ((a.0 + b.0) / 2.0 - dy / length * bend, (a.1 + b.1) / 2.0 + dx / length * bend);
    vec![border(from, over), over, border(to, over)]
}

/// Where the line from the middle of a box towards a point leaves the box.
fn border(rect: Rect, towards: (f64, f64)) -> (f64, f64) {
    let (cx, cy) = (rect.x + rect.w / 2.0, rect.y + rect.h / 2.0);
    let (dx, dy) = (towards.0 - cx, towards.1 - cy);
    let share = |half: f64, d: f64| if d.abs() < 1e-6 { f64::INFINITY } else { half / d.abs() };
    let t = share(rect.w / 2.0, dx).min(share(rect.h / 2.0, dy)).min(1.0);
    (cx + dx * t, cy + dy * t)
}

fn cells(data: &GraphData, group: &Group, rect: Rect) -> Vec<DrawnNode> {
    let columns = columns(group.shown.len());
    let cell = |(number, member): (usize, &u32)| {
        let (row, column) = (number / columns, number % columns);
        let at = *member as usize;
        let rect = Rect {
            x: rect.x + INSET + column as f64 * (CELL.0 + SPACE),
            y: rect.y + BOX_HEAD + INSET + row as f64 * (CELL.1 + SPACE),
            w: CELL.0,
            h: CELL.1,
        };
        DrawnNode { at, rect, lines: vec![cut(&data.nodes[at].label)], note: String::new() }
    };
    group.shown.iter().enumerate().map(cell).collect()
}

/// A text cut to the width of a cell.
fn cut(text: &str) -> String {
    if text.width() <= CHARS {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used < CHARS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
