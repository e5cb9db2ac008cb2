//! Directed graphs over dense numbers: order, reach and rings.
//!
//! The graph is kept as two sorted lists of neighbours (compressed rows), forward and backward, because it is built once
//! and asked often. It speaks petgraph's traits, so that petgraph's algorithms run on it; only those that do not recurse
//! are used (`kosaraju_scc`; never `tarjan_scc` or `is_cyclic_directed`, which abort the process on long chains).
//!
//! Not here: what a node or an edge stands for.

mod petgraph_traits;
mod reach;
mod rings;

pub use reach::{Direction, Reached, Walker};
pub use rings::Ring;

/// A directed graph that does not change. Nodes are `0..nodes`; edges keep the number that they were given in.
#[derive(Debug, Clone, Default)]
pub struct Digraph {
    forward: Rows,
    backward: Rows,
}

/// The neighbours of every node, one after the other: those of `n` stand at `start[n]..start[n + 1]`.
#[derive(Debug, Clone, Default)]
struct Rows {
    start: Vec<u32>,
    node: Vec<u32>,
    edge: Vec<u32>,
}

impl Rows {
    /// Sorts edges by their near end; edges of one node stay in the order given.
    fn new(nodes: usize, edges: &[(u32, u32)], ends: fn((u32, u32)) -> (u32, u32)) -> Self {
        let known = |(from, to): (u32, u32)| (from as usize) < nodes && (to as usize) < nodes;
        let mut start = vec![0u32; nodes + 1];
        for edge in edges.iter().copied().filter(|edge| known(*edge)) {
            start[ends(edge).0 as usize + 1] += 1;
        }
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let total = start[nodes] as usize;
        let (mut node, mut number) = (vec![0; total], vec![0; total]);
        let mut next = start.clone();
        for (id, edge) in (0u32..).zip(edges.iter().copied()).filter(|(_, edge)| known(*edge)) {
            let (near, far) = ends(edge);
            let place = next[near as usize] as usize;
            next[near as usize] += 1;
            node[place] = far;
            number[place] = id;
        }
        Self { start, node, edge: number }
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        self.start[node as usize] as usize..self.start[node as usize + 1] as usize
    }
}

impl Digraph {
    /// A graph of `nodes` nodes and these edges. An edge that names no node is left out.
    pub fn new(nodes: usize, edges: &[(u32, u32)]) -> Self {
        Self {
            forward: Rows::new(nodes, edges, |(from, to)| (from, to)),
            backward: Rows::new(nodes, edges, |(from, to)| (to, from)),
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.forward.start.len().saturating_sub(1)
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.forward.node.len()
    }

    /// The nodes that edges lead to from here (or, backward, come from), in the order of the edges.
    pub fn neighbours(&self, node: u32, direction: Direction) -> &[u32] {
        let rows = self.rows(direction);
        &rows.node[rows.range(node)]
    }

    /// The numbers of those edges, in the same order.
    pub fn edges(&self, node: u32, direction: Direction) -> &[u32] {
        let rows = self.rows(direction);
        &rows.edge[rows.range(node)]
    }

    fn rows(&self, direction: Direction) -> &Rows {
        match direction {
            Direction::Forward => &self.forward,
            Direction::Backward => &self.backward,
        }
    }

    /// The nodes so that every edge leads onward (Kahn 1962). What stands in a ring or behind one cannot be ordered and is
    /// missing, so the order is complete exactly if there is no ring.
    pub fn topological_order(&self) -> Vec<u32> {
        let mut waiting: Vec<u32> =
            (0..self.len() as u32).map(|node| self.backward.range(node).len() as u32).collect();
        let mut order: Vec<u32> =
            (0..self.len() as u32).filter(|node| waiting[*node as usize] == 0).collect();
        order.reserve(self.len() - order.len());
        let mut done = 0;
        while let Some(node) = order.get(done).copied() {
            done += 1;
            for next in self.neighbours(node, Direction::Forward) {
                waiting[*next as usize] -= 1;
                if waiting[*next as usize] == 0 {
                    order.push(*next);
                }
            }
        }
        order
    }

    /// Per node the number of its strongly connected component; nodes that reach each other share one.
    pub fn components(&self) -> Vec<u32> {
        let mut component = vec![0; self.len()];
        for (number, nodes) in (0..).zip(petgraph::algo::kosaraju_scc(self)) {
            for node in nodes {
                component[node as usize] = number;
            }
        }
        component
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_keep_the_order_of_edges() {
        let graph = Digraph::new(4, &[(0, 3), (0, 1), (2, 1), (9, 1), (1, 9)]);
        assert_eq!((graph.len(), graph.edge_count(), graph.is_empty()), (4, 3, false));
        assert_eq!(graph.neighbours(0, Direction::Forward), [3, 1]);
        assert_eq!(graph.neighbours(1, Direction::Backward), [0, 2]);
        assert_eq!(graph.edges(1, Direction::Backward), [1, 2]);
        assert_eq!(Digraph::default().len(), 0);
    }

    #[test]
    fn order_stops_at_rings() {
        let graph = Digraph::new(5, &[(4, 0), (0, 1), (1, 2), (2, 1), (2, 3)]);
        assert_eq!(graph.topological_order(), [4, 0]);
        let components = graph.components();
        assert_eq!(components[1], components[2]);
        assert_ne!(components[0], components[3]);
    }

    #[test]
    fn a_very_long_chain_is_only_a_loop() {
        let nodes = 200_000;
        let edges: Vec<(u32, u32)> = (1..nodes as u32).map(|n| (n - 1, n)).collect();
        let graph = Digraph::new(nodes, &edges);
        assert_eq!(graph.topological_order().len(), nodes);
        assert_eq!(graph.components().len(), nodes);
        assert!(graph.rings().is_empty());
    }
}
