//! Rings: one shortest ring per strongly connected component, with every node and edge of it.
//!
//! A component of many systems has very many rings; the shortest one is the one a person can read and break. It is found
//! breadth first from one node after the other; a node that was tried is taken out (every ring through it has been seen),
//! and what then stands in no ring any more falls away with it, so that a plain ring of 100,000 nodes costs one walk.

use super::{Digraph, Direction};

/// A ring: each edge leads from the node at its place to the next one, the last back to the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// The nodes in the order of the ring, the smallest first.
    pub nodes: Vec<u32>,
    /// The number of the edge that leaves each of them, in the order the graph was given them.
    pub edges: Vec<u32>,
    /// All nodes of the component that the ring was taken from, ascending.
    pub component: Vec<u32>,
}

/// After so many steps the shortest ring found so far is taken as it is: looking at 100,000 entangled nodes to the end
/// would take minutes to save an edge or two. Counted in steps and not in time, so that the answer is always the same.
const STEPS: usize = 3_000_000;

impl Digraph {
    /// One shortest ring of each strongly connected component, ordered by the smallest node of the component. A node with an
    /// edge to itself is a ring of one.
    pub fn rings(&self) -> Vec<Ring> {
        if self.topological_order().len() == self.len() {
            return Vec::new();
        }
        let mut search = Search::new(self);
        let mut members: Vec<Vec<u32>> = petgraph::algo::kosaraju_scc(self);
        members.iter_mut().for_each(|nodes| nodes.sort_unstable());
        members.sort_unstable_by_key(|nodes| nodes[0]);
        members.into_iter().filter_map(|nodes| search.shortest(nodes)).collect()
    }
}

/// The way that the current walk came: from which node, by which edge.
#[derive(Clone, Copy, Default)]
struct Came {
    walk: u32,
    from: u32,
    edge: u32,
}

struct Search<'a> {
    graph: &'a Digraph,
    /// Nodes of the component in hand that have not been taken out.
    alive: Vec<bool>,
    /// Edges into and out of each within what is alive.
    into: Vec<u32>,
    out: Vec<u32>,
    came: Vec<Came>,
    walk: u32,
    queue: Vec<(u32, usize)>,
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Digraph) -> Self {
        let nodes = graph.len();
        Self {
            graph,
            alive: vec![false; nodes],
            into: vec![0; nodes],
            out: vec![0; nodes],
            came: vec![Came::default(); nodes],
            walk: 0,
            queue: Vec::new(),
            steps: 0,
        }
    }

    fn shortest(&mut self, component: Vec<u32>) -> Option<Ring> {
        let graph = self.graph;
        if let [node] = component[..] {
            let own = graph.neighbours(node, Direction::Forward).iter().position(|to| *to == node)?;
            let edges = vec![graph.edges(node, Direction::Forward)[own]];
            return Some(Ring { nodes: vec![node], edges, component });
        }
        self.enter(&component);
        let mut best: Option<(Vec<u32>, Vec<u32>)> = None;
        for node in &component {
            let limit = best.as_ref().map_or(usize::MAX, |(nodes, _)| nodes.len());
            // The first walk always runs to its end, so that there is an answer.
            if limit <= 1 || (self.steps > STEPS && best.is_some()) {
                break;
            }
            if self.alive[*node as usize] {
                best = self.through(*node, limit).or(best);
                self.take_out(*node);
            }
        }
        component.iter().for_each(|node| self.alive[*node as usize] = false);
        let (nodes, edges) = best?;
        let (nodes, edges) = from_smallest(nodes, edges);
        Some(Ring { nodes, edges, component })
    }

    /// Marks the component's nodes as alive and counts the edges among them.
    fn enter(&mut self, component: &[u32]) {
        component.iter().for_each(|node| self.alive[*node as usize] = true);
        for node in component {
            let count = |direction| {
                let near = self.graph.neighbours(*node, direction).iter();
                near.filter(|n| self.alive[**n as usize]).count() as u32
            };
            let (into, out) = (count(Direction::Backward), count(Direction::Forward));
            self.into[*node as usize] = into;
            self.out[*node as usize] = out;
        }
    }

    /// A shortest ring through this node that is shorter than `limit`.
    fn through(&mut self, start: u32, limit: usize) -> Option<(Vec<u32>, Vec<u32>)> {
        let graph = self.graph;
        self.walk += 1;
        self.queue.clear();
        self.queue.push((start, 1));
        let mut next = 0;
        while let Some((here, length)) = self.queue.get(next).copied() {
            next += 1;
            if length >= limit {
                return None;
            }
            let edges = graph.edges(here, Direction::Forward);
            for (to, edge) in graph.neighbours(here, Direction::Forward).iter().zip(edges) {
                self.steps += 1;
                if *to == start {
                    return Some(self.way_back(start, here, *edge));
                }
                let came = &mut self.came[*to as usize];
                if self.alive[*to as usize] && came.walk != self.walk {
                    *came = Came { walk: self.walk, from: here, edge: *edge };
                    self.queue.push((*to, length + 1));
                }
            }
        }
        None
    }

    fn way_back(&self, start: u32, last: u32, closing: u32) -> (Vec<u32>, Vec<u32>) {
        let (mut nodes, mut edges) = (vec![last], vec![closing]);
        let mut here = last;
        while here != start {
            let came = self.came[here as usize];
            nodes.push(came.from);
            edges.push(came.edge);
            here = came.from;
        }
        nodes.reverse();
        edges.reverse();
        (nodes, edges)
    }

    /// Takes a node out, and with it all that now lies in no ring: what nothing leads to, what leads to nothing.
    fn take_out(&mut self, node: u32) {
        let graph = self.graph;
        self.alive[node as usize] = false;
        let mut gone = vec![node];
        while let Some(node) = gone.pop() {
            for (direction, left) in
                [(Direction::Forward, &mut self.into), (Direction::Backward, &mut self.out)]
            {
                for near in graph.neighbours(node, direction) {
                    if self.alive[*near as usize] {
                        left[*near as usize] -= 1;
                        if left[*near as usize] == 0 {
                            self.alive[*near as usize] = false;
                            gone.push(*near);
                        }
                    }
                }
            }
        }
    }
}

/// Turns the ring so that its smallest node comes first.
fn from_smallest(mut nodes: Vec<u32>, mut edges: Vec<u32>) -> (Vec<u32>, Vec<u32>) {
    let first = nodes.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(place, _)| place);
    nodes.rotate_left(first);
    edges.rotate_left(first);
    (nodes, edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rings(nodes: usize, edges: &[(u32, u32)]) -> Vec<(Vec<u32>, Vec<u32>)> {
        Digraph::new(nodes, edges).rings().into_iter().map(|ring| (ring.nodes, ring.edges)).collect()
    }

    #[test]
    fn none_and_self() {
        assert_eq!(rings(3, &[(0, 1), (1, 2), (0, 2)]), []);
        assert_eq!(rings(2, &[(0, 1), (1, 1)]), [(vec![1], vec![1])]);
    }

    #[test]
    fn the_shortest_of_each_component() {
        // 0→1→2→3→0 with the short cut 3→2, and apart from it 4⇄5.
        let edges = [(0, 1), (1, 2), (2, 3), (3, 0), (3, 2), (5, 4), (4, 5)];
        assert_eq!(rings(6, &edges), [(vec![2, 3], vec![2, 4]), (vec![4, 5], vec![6, 5])]);
        let ring = &Digraph::new(6, &edges).rings()[0];
        assert_eq!(ring.component, [0, 1, 2, 3]);
    }

    #[test]
    fn a_self_edge_in_a_larger_component_is_the_shortest() {
        assert_eq!(rings(3, &[(0, 1), (1, 2), (2, 0), (2, 2)]), [(vec![2], vec![3])]);
    }

    #[test]
    fn doubled_edges_do_not_confuse_the_counting() {
        assert_eq!(rings(3, &[(0, 1), (0, 1), (1, 2), (2, 0), (2, 0)]), [(vec![0, 1, 2], vec![0, 2, 3])]);
    }

    #[test]
    fn one_huge_ring_costs_one_walk() {
        let nodes = 100_000u32;
        let edges: Vec<(u32, u32)> = (0..nodes).map(|n| (n, (n + 1) % nodes)).collect();
        let graph = Digraph::new(nodes as usize, &edges);
        assert_eq!(graph.rings()[0].nodes.len(), nodes as usize);
        let mut search = Search::new(&graph);
        search.shortest((0..nodes).collect());
        assert!(search.steps <= nodes as usize, "{} steps", search.steps);
    }
}
