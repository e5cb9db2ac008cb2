//! The systems of a workspace and what they depend on, as a graph.

use prog_analysis::{Digraph, Direction, Walker};
use prog_model::{DeclId, Kind, Workspace, key};
use rustc_hash::FxHashMap;

/// Systems as nodes, `depends-on` as edges from the one that depends to the one it depends on.
#[derive(Debug)]
pub struct Systems {
    /// The system of each node, by file and position.
    pub ids: Vec<DeclId>,
    /// The edges as nodes.
    pub edges: Vec<(u32, u32)>,
    /// The graph.
    pub graph: Digraph,
    index: FxHashMap<DeclId, u32>,
}

impl Systems {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        let systems: Vec<_> = workspace.decls_of(Kind::System).collect();
        let ids: Vec<DeclId> = systems.iter().map(|d| d.id()).collect();
        let index: FxHashMap<DeclId, u32> = ids.iter().enumerate().map(|(i, id)| (*id, i as u32)).collect();
        let mut edges = Vec::new();
        for (from, decl) in systems.iter().enumerate() {
            for target in decl.refs(key::DEPENDS_ON) {
                if let Some(to) = index.get(&target.id()) {
                    edges.push((from as u32, *to));
                }
            }
        }
        let graph = Digraph::new(ids.len(), &edges);
        Self { ids, edges, graph, index }
    }

    /// The node of a system.
    pub fn node(&self, id: DeclId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    /// The systems that reach `id` through what they depend on, with how many steps away they are; `id` itself left out.
    pub fn dependents(&self, id: DeclId) -> Vec<(DeclId, u32)> {
        self.reach(id, Direction::Backward)
    }

    /// The systems that `id` reaches through what it depends on, with how many steps away they are.
    pub fn dependencies(&self, id: DeclId) -> Vec<(DeclId, u32)> {
        self.reach(id, Direction::Forward)
    }

    fn reach(&self, id: DeclId, direction: Direction) -> Vec<(DeclId, u32)> {
        let Some(node) = self.node(id) else { return Vec::new() };
        let mut walker = Walker::new(&self.graph);
        let reached = walker.reach(&[node], direction);
        reached.iter().filter(|r| r.node != node).map(|r| (self.ids[r.node as usize], r.distance)).collect()
    }
}
