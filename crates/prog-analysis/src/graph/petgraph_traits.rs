//! petgraph's traits for our graph, so that its algorithms run on it without a copy. Nothing else.

use petgraph::Direction as Way;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCompactIndexable, NodeCount,
    NodeIndexable, VisitMap, Visitable,
};

use super::{Digraph, Direction};

/// Which nodes an algorithm has seen.
#[derive(Debug, Clone)]
pub struct Seen(Vec<bool>);

impl VisitMap<u32> for Seen {
    fn visit(&mut self, node: u32) -> bool {
        !std::mem::replace(&mut self.0[node as usize], true)
    }

    fn is_visited(&self, node: &u32) -> bool {
        self.0[*node as usize]
    }

    fn unvisit(&mut self, node: u32) -> bool {
        std::mem::replace(&mut self.0[node as usize], false)
    }
}

impl GraphBase for Digraph {
    type NodeId = u32;
    type EdgeId = u32;
}

impl Visitable for Digraph {
    type Map = Seen;

    fn visit_map(&self) -> Seen {
        Seen(vec![false; self.len()])
    }

    fn reset_map(&self, map: &mut Seen) {
        map.0.clear();
        map.0.resize(self.len(), false);
    }
}

impl NodeCount for Digraph {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl NodeIndexable for Digraph {
    fn node_bound(&self) -> usize {
        self.len()
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl NodeCompactIndexable for Digraph {}

impl IntoNodeIdentifiers for &Digraph {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..self.len() as u32
    }
}

impl<'a> IntoNeighbors for &'a Digraph {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.neighbours(node, Direction::Forward).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a Digraph {
    type NeighborsDirected = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors_directed(self, node: u32, way: Way) -> Self::NeighborsDirected {
        let direction = match way {
            Way::Outgoing => Direction::Forward,
            Way::Incoming => Direction::Backward,
        };
        self.neighbours(node, direction).iter().copied()
    }
}
