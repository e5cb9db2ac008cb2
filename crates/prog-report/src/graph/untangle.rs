//! Puts nodes beside what they are tied to where the layout left an edge behind nodes that it has nothing to do with. dagre keeps
//! the order of each column well, and now and then leaves a node far from its neighbours in it. Only for graphs without boxes
//! whose edges all lead from one column to the next; others stay as they are.

use super::GraphData;
use super::layout::{Drawing, NODE_GAP, Rect};

/// There and back this often, the columns lie still.
const SWEEPS: usize = 4;
/// How finely an edge is looked at.
const STEPS: u32 = 16;

pub fn untangle(data: &GraphData, drawing: &mut Drawing) {
    if !drawing.boxes.is_empty() || drawing.edges.len() != data.edges.len() {
        return;
    }
    let Some(mut columns) = Columns::of(data, drawing).filter(|c| c.hides_an_edge(drawing)) else { return };
    for _ in 0..SWEEPS {
        for column in 1..columns.columns.len() {
            columns.settle(column, |(from, to)| (to, from));
        }
        for column in (0..columns.columns.len()).rev() {
            columns.settle(column, |ends| ends);
        }
    }
    for (node, rect) in drawing.nodes.iter_mut().zip(&columns.rects) {
        node.rect = *rect;
    }
    for (edge, ends) in drawing.edges.iter_mut().zip(&columns.edges) {
        edge.points = columns.way(*ends);
        let (start, end) = (edge.points[1], edge.points[2]);
        if let Some((_, x, y)) = &mut edge.label {
            (*x, *y) = ((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0);
        }
    }
}

struct Columns {
    rects: Vec<Rect>,
    /// The nodes of each column from top to bottom.
    columns: Vec<Vec<usize>>,
    /// The column of each node.
    of: Vec<usize>,
    edges: Vec<(usize, usize)>,
}

impl Columns {
    /// `None` where an edge does not lead to the next column.
    fn of(data: &GraphData, drawing: &Drawing) -> Option<Self> {
        let rects: Vec<Rect> = drawing.nodes.iter().map(|n| n.rect).collect();
        let x = |at: usize| (rects[at].x + rects[at].w / 2.0).round() as i64;
        let mut all: Vec<i64> = (0..rects.len()).map(x).collect();
        all.sort_unstable();
        all.dedup();
        let of: Vec<usize> = (0..rects.len()).filter_map(|at| all.binary_search(&x(at)).ok()).collect();
        let mut columns = vec![Vec::new(); all.len()];
        (0..rects.len()).for_each(|at| columns[of[at]].push(at));
        columns.iter_mut().for_each(|c| c.sort_by(|a, b| rects[*a].y.total_cmp(&rects[*b].y)));
        let node = |at: u32| drawing.nodes.iter().position(|n| n.at == at as usize);
        let edges: Option<Vec<(usize, usize)>> =
            data.edges.iter().map(|e| Some((node(e.ends.0)?, node(e.ends.1)?))).collect();
        let edges = edges.filter(|all| all.iter().all(|(from, to)| of[*to] == of[*from] + 1))?;
        Some(Self { rects, columns, of, edges })
    }

    /// Whether an edge runs behind a node that is not at one of its ends.
    fn hides_an_edge(&self, drawing: &Drawing) -> bool {
        drawing.edges.iter().zip(&self.edges).any(|(edge, ends)| {
            let others = || self.rects.iter().enumerate().filter(|(at, _)| *at != ends.0 && *at != ends.1);
            let along = edge.points.windows(2).flat_map(|two| (0..=STEPS).map(|step| between(two, step)));
            along.into_iter().any(|point| others().any(|(_, rect)| holds(rect, point)))
        })
    }

    /// Moves the nodes of a column to the middle of those that they are tied to on one side, in the order that they have.
    fn settle(&mut self, column: usize, ends: impl Fn((usize, usize)) -> (usize, usize)) {
        let nodes = &self.columns[column];
        let middle = |at: usize| self.rects[at].y + self.rects[at].h / 2.0;
        let wanted = nodes.iter().map(|node| {
            let tied: Vec<f64> =
                self.edges.iter().map(|e| ends(*e)).filter(|e| e.0 == *node).map(|e| middle(e.1)).collect();
            if tied.is_empty() { middle(*node) } else { tied.iter().sum::<f64>() / tied.len() as f64 }
        });
        let heights: Vec<f64> = nodes.iter().map(|node| self.rects[*node].h).collect();
        let settled = apart(&wanted.collect::<Vec<_>>(), &heights);
        for (node, y) in nodes.iter().zip(settled) {
            self.rects[*node].y = y - self.rects[*node].h / 2.0;
        }
    }

    /// Level out of the one column, across in the gap between, level into the other.
    fn way(&self, (from, to): (usize, usize)) -> Vec<(f64, f64)> {
        let (a, b) = (self.rects[from], self.rects[to]);
        let right = self.columns[self.of[from]].iter().map(|at| self.rects[*at].x + self.rects[*at].w);
        let left = self.columns[self.of[to]].iter().map(|at| self.rects[*at].x);
        let (right, left) = (right.fold(f64::MIN, f64::max), left.fold(f64::MAX, f64::min));
        let (near, far) = (right + (left - right) / 4.0, left - (left - right) / 4.0);
        let (start, end) = (a.y + a.h / 2.0, b.y + b.h / 2.0);
        // One more point on the last stretch, so that the arrow ends level.
        let arrow = (far + b.x) / 2.0;
        vec![(a.x + a.w, start), (near, start), (far, end), (arrow, end), (b.x, end)]
    }
}

fn between(two: &[(f64, f64)], step: u32) -> (f64, f64) {
    let part = f64::from(step) / f64::from(STEPS);
    (two[0].0 + (two[1].0 - two[0].0) * part, two[0].1 + (two[1].1 - two[0].1) * part)
}

fn holds(rect: &Rect, (x, y): (f64, f64)) -> bool {
    x > rect.x && x < rect.x + rect.w && y > rect.y && y < rect.y + rect.h
}

/// Middles as near as can be to where they are wanted, in their order and with room between: what would overlap is put around
/// the mean of its wishes.
fn apart(wanted: &[f64], heights: &[f64]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut offset = 0.0;
    for (at, height) in heights.iter().enumerate() {
        if at > 0 {
            offset += (heights[at - 1] + height) / 2.0 + NODE_GAP;
        }
        offsets.push(offset);
    }
    // The sum and the number of the wishes of each heap, less what the heap needs above.
    let mut heaps: Vec<(f64, usize)> = Vec::new();
    for (wish, offset) in wanted.iter().zip(&offsets) {
        heaps.push((wish - offset, 1));
        while let [.., above, below] = heaps[..] {
            if above.0 / above.1 as f64 <= below.0 / below.1 as f64 {
                break;
            }
            heaps.pop();
            heaps.pop();
            heaps.push((above.0 + below.0, above.1 + below.1));
        }
    }
    let means = heaps.iter().flat_map(|(sum, n)| std::iter::repeat_n(sum / *n as f64, *n));
    means.zip(offsets).map(|(mean, offset)| mean + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_overlap_is_put_around_its_wishes() {
        let gap = NODE_GAP + 10.0;
        assert_eq!(apart(&[0.0, 100.0], &[10.0, 10.0]), [0.0, 100.0]);
        assert_eq!(apart(&[50.0, 50.0], &[10.0, 10.0]), [50.0 - gap / 2.0, 50.0 + gap / 2.0]);
        assert_eq!(
            apart(&[100.0, 0.0, 500.0], &[10.0, 10.0, 10.0]),
            [50.0 - gap / 2.0, 50.0 + gap / 2.0, 500.0]
        );
        assert_eq!(apart(&[], &[]), [0.0; 0]);
    }
}
