//! Where everything lies in a drawing: layers from left to right by dagre (Sugiyama's method), boxes around clusters, and
//! what is tied to nothing in rows below. Graphs too large to be read that way go to [`super::overview`].

use super::untangle::untangle;
use super::{GraphData, overview, style};
use crate::render::wrap;
use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir, layout};
use unicode_width::UnicodeWidthStr;

/// A drawing: where each part lies, from the upper left corner.
#[derive(Debug, Default)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub boxes: Vec<DrawnBox>,
    pub nodes: Vec<DrawnNode>,
    pub edges: Vec<DrawnEdge>,
    /// Edges run beneath the boxes.
    pub beneath: bool,
    /// What the reader has to know about the drawing.
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

#[derive(Debug)]
pub struct DrawnBox {
    pub rect: Rect,
    pub label: String,
    /// What stands below the nodes.
    pub foot: String,
}

#[derive(Debug)]
pub struct DrawnNode {
    /// Its number in the graph.
    pub at: usize,
    pub rect: Rect,
    pub lines: Vec<String>,
    pub note: String,
}

#[derive(Debug)]
pub struct DrawnEdge {
    pub points: Vec<(f64, f64)>,
    pub label: Option<(Vec<String>, f64, f64)>,
    pub stroke: style::Stroke,
    pub weight: f64,
    pub title: String,
}

/// More nodes or edges than this cannot be told apart as single lines.
const MOST_NODES: usize = 150;
const MOST_EDGES: usize = 300;

/// The width of an average character, the height of a line.
pub const CHAR: f64 = 6.9;
pub const LINE: f64 = 16.0;
pub const SMALL_CHAR: f64 = 5.6;
/// Around the whole drawing.
pub const MARGIN: f64 = 16.0;
/// Between two nodes of a column.
pub const NODE_GAP: f64 = 26.0;
/// Above the nodes of a box, for its label.
pub const BOX_HEAD: f64 = 20.0;

pub fn drawing(data: &GraphData) -> Drawing {
    if data.nodes.len() > MOST_NODES || data.edges.len() > MOST_EDGES {
        return overview::drawing(data);
    }
    let tied = tied(data);
    let loose: Vec<usize> = (0..data.nodes.len()).filter(|at| !tied[*at]).collect();
    // A few loose nodes stay in their boxes; many would make one long column.
    let apart = if loose.len() > 3 { loose } else { Vec::new() };
    let mut drawing = layered(data, &apart);
    below(data, &apart, &mut drawing);
    drawing
}

fn tied(data: &GraphData) -> Vec<bool> {
    let mut tied = vec![false; data.nodes.len()];
    for edge in &data.edges {
        tied[edge.ends.0 as usize] = true;
        tied[edge.ends.1 as usize] = true;
    }
    tied
}

/// A node with its texts broken into lines and its size.
pub fn sized(data: &GraphData, at: usize) -> DrawnNode {
    let node = &data.nodes[at];
    let lines = wrap(&node.label, 22);
    let lines = if lines.len() > 3 {
        vec![lines[0].clone(), lines[1].clone(), format!("{} …", lines[2])]
    } else {
        lines
    };
    let note = style::note(node);
    let text = lines.iter().map(|l| l.width() as f64 * CHAR).fold(0.0, f64::max);
    let inner = text.max(note.width() as f64 * SMALL_CHAR);
    let extra = match style::shape(node) {
        style::Shape::Diamond | style::Shape::Hexagon | style::Shape::Slanted => 44.0,
        style::Shape::Pill => 34.0,
        _ => 22.0,
    };
    let height = lines.len() as f64 * LINE + if note.is_empty() { 0.0 } else { 14.0 } + 16.0;
    DrawnNode { at, rect: Rect { w: (inner + extra).max(60.0), h: height, ..Rect::default() }, lines, note }
}

fn layered(data: &GraphData, apart: &[usize]) -> Drawing {
    let here = |at: usize| apart.binary_search(&at).is_err();
    let mut graph: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: true });
    let mut nodes: Vec<DrawnNode> =
        (0..data.nodes.len()).filter(|at| here(*at)).map(|at| sized(data, at)).collect();
    for node in &nodes {
        let label = NodeLabel { width: node.rect.w, height: node.rect.h, ..NodeLabel::default() };
        graph.set_node(format!("n{}", node.at), Some(label));
    }
    for (number, cluster) in data.clusters.iter().enumerate() {
        let members: Vec<usize> = cluster.members.iter().map(|m| *m as usize).filter(|m| here(*m)).collect();
        if members.is_empty() {
            continue;
        }
        graph.set_node(format!("c{number}"), Some(NodeLabel::default()));
        for member in members {
            graph.set_parent(&format!("n{member}"), Some(&format!("c{number}")));
        }
    }
    for (number, edge) in data.edges.iter().enumerate() {
        let (from, to) = (format!("n{}", edge.ends.0), format!("n{}", edge.ends.1));
        let words = lines_at(edge);
        let (width, height) = words_size(&words);
        let label = EdgeLabel {
            width,
            height,
            labelpos: dagre::layout::types::LabelPos::Center,
            ..EdgeLabel::default()
        };
        graph.set_edge(from, to, Some(label), Some(&number.to_string()));
    }
    let options = LayoutOptions {
        rankdir: RankDir::LR,
        nodesep: NODE_GAP,
        edgesep: 14.0,
        ranksep: 44.0,
        ..LayoutOptions::default()
    };
    layout(&mut graph, Some(options));
    for node in &mut nodes {
        if let Some(placed) = graph.node(&format!("n{}", node.at)) {
            node.rect.x = placed.x.unwrap_or(0.0) - node.rect.w / 2.0;
            node.rect.y = placed.y.unwrap_or(0.0) - node.rect.h / 2.0;
        }
    }
    let boxes = data.clusters.iter().enumerate().filter_map(|(number, cluster)| {
        let placed = graph.node(&format!("c{number}"))?;
        // The label stands in the space that dagre leaves around the nodes of a box.
        let (w, h) = (placed.width, placed.height);
        let rect = Rect { x: placed.x? - w / 2.0, y: placed.y? - h / 2.0, w, h };
        Some(DrawnBox { rect, label: cluster.label.clone(), foot: String::new() })
    });
    let edges = data.edges.iter().enumerate().filter_map(|(number, edge)| {
        let (from, to) = (format!("n{}", edge.ends.0), format!("n{}", edge.ends.1));
        let placed = graph.edge(&from, &to, Some(&number.to_string()))?;
        let words = lines_at(edge);
        let label = placed.x.zip(placed.y).filter(|_| !words.is_empty()).map(|(x, y)| (words, x, y));
        let points: Vec<(f64, f64)> = placed.points.iter().map(|p| (p.x, p.y)).collect();
        let title = format!("{} → {} ({})", edge.from, edge.to, edge.kind);
        let stroke = style::stroke(edge);
        let weight = if stroke == style::Stroke::Thick { 2.6 } else { 1.2 };
        Some(DrawnEdge { points, label, stroke, weight, title })
    });
    let mut drawing = Drawing { boxes: boxes.collect(), edges: edges.collect(), ..Drawing::default() };
    drawing.nodes = nodes;
    untangle(data, &mut drawing);
    drawing.settle();
    drawing
}

fn lines_at(edge: &super::Edge) -> Vec<String> {
    match style::words(edge) {
        words if words.is_empty() => Vec::new(),
        words => wrap(&words, 20),
    }
}

fn words_size(lines: &[String]) -> (f64, f64) {
    let width = lines.iter().map(|l| l.width() as f64 * SMALL_CHAR).fold(0.0, f64::max);
    if lines.is_empty() { (0.0, 0.0) } else { (width + 8.0, lines.len() as f64 * 13.0 + 2.0) }
}

/// Puts what is tied to nothing into rows under the rest.
fn below(data: &GraphData, apart: &[usize], drawing: &mut Drawing) {
    if apart.is_empty() {
        return;
    }
    let nodes: Vec<DrawnNode> = apart.iter().map(|at| sized(data, *at)).collect();
    let top = if drawing.nodes.is_empty() { MARGIN + BOX_HEAD } else { drawing.height + BOX_HEAD + 8.0 };
    let room = drawing.width.max(720.0) - 2.0 * MARGIN;
    let (mut x, mut y, mut tallest) = (MARGIN + 12.0, top + 12.0, 0.0_f64);
    let (mut widest, mut bottom) = (0.0_f64, y);
    for mut node in nodes {
        if x + node.rect.w > MARGIN + room - 12.0 && x > MARGIN + 12.0 {
            (x, y, tallest) = (MARGIN + 12.0, y + tallest + 14.0, 0.0);
        }
        (node.rect.x, node.rect.y) = (x, y);
        x += node.rect.w + 18.0;
        tallest = tallest.max(node.rect.h);
        widest = widest.max(x - 18.0);
        bottom = bottom.max(y + node.rect.h);
        drawing.nodes.push(node);
    }
    let rect =
        Rect { x: MARGIN, y: top - BOX_HEAD, w: widest - MARGIN + 12.0, h: bottom + 12.0 - (top - BOX_HEAD) };
    drawing.boxes.push(DrawnBox { rect, label: "tied to nothing here".into(), foot: String::new() });
    drawing.width = drawing.width.max(rect.x + rect.w + MARGIN);
    drawing.height = rect.y + rect.h + MARGIN;
}

impl Drawing {
    /// Moves everything so that it starts at the margin, and takes the size from what there is.
    pub fn settle(&mut self) {
        let rects = || self.boxes.iter().map(|b| b.rect).chain(self.nodes.iter().map(|n| n.rect));
        let points = || self.edges.iter().flat_map(|e| e.points.iter().copied());
        let least = |of: fn((f64, f64)) -> f64| {
            let corners = rects().map(|r| of((r.x, r.y))).chain(points().map(of));
            corners.fold(f64::INFINITY, f64::min)
        };
        let most = |of: fn((f64, f64)) -> f64| {
            let corners = rects().map(|r| of((r.x + r.w, r.y + r.h))).chain(points().map(of));
            corners.fold(f64::NEG_INFINITY, f64::max)
        };
        let (left, top, right, bottom) = (least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1));
        if !left.is_finite() {
            return;
        }
        let (dx, dy) = (MARGIN - left, MARGIN - top);
        self.boxes.iter_mut().for_each(|b| (b.rect.x, b.rect.y) = (b.rect.x + dx, b.rect.y + dy));
        self.nodes.iter_mut().for_each(|n| (n.rect.x, n.rect.y) = (n.rect.x + dx, n.rect.y + dy));
        for edge in &mut self.edges {
            edge.points.iter_mut().for_each(|p| *p = (p.0 + dx, p.1 + dy));
            if let Some((_, x, y)) = &mut edge.label {
                (*x, *y) = (*x + dx, *y + dy);
            }
        }
        (self.width, self.height) = (right - left + 2.0 * MARGIN, bottom - top + 2.0 * MARGIN);
    }
}
