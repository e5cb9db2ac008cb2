//! The systems of a workspace and what they depend on, as a graph.

use crate::order::in_reading_order;
use prog_analysis::{Digraph, Direction, Ring, Walker};
use prog_diagnostics::FileId;
use prog_model::{Decl, DeclId, Dirty, Kind, Workspace, key};
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::sync::OnceLock;

/// Systems as nodes, `depends-on` as edges from the one that depends to the one it depends on.
#[derive(Debug)]
pub struct Systems {
    /// The system of each node, by file path and position.
    pub ids: Vec<DeclId>,
    /// The edges as nodes.
    pub edges: Vec<(u32, u32)>,
    /// The graph.
    pub graph: Digraph,
    index: FxHashMap<DeclId, u32>,
    /// Whether the system of each node is live.
    live: Vec<bool>,
    /// Whether much is lost when it fails, and nothing stands in for it.
    exposed: Vec<bool>,
    rings: OnceLock<Vec<Ring>>,
    single_points: OnceLock<Vec<SinglePoint>>,
}

/// A system whose failure takes many others with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SinglePoint {
    /// Which.
    pub system: DeclId,
    /// How many live systems reach it; counted up to [`SinglePoint::MOST`].
    pub dependents: usize,
}

impl SinglePoint {
    /// Nobody counts further than this.
    pub const MOST: usize = 100;
}

impl Systems {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        let mut systems: Vec<_> = workspace.decls_of(Kind::System).collect();
        in_reading_order(&mut systems);
        let (mut live, mut exposed) = (Vec::with_capacity(systems.len()), Vec::with_capacity(systems.len()));
        let mut needs: Vec<(u32, DeclId)> = Vec::with_capacity(systems.len());
        // All that is asked of a system at once, file by file, while it is near.
        for of_file in systems.chunk_by(|a, b| a.file() == b.file()) {
            workspace.bring_near(of_file[0].file());
            for system in of_file {
                let from = live.len() as u32;
                live.push(system.status() == "live");
                exposed.push(is_exposed(*system));
                needs.extend(system.refs(key::DEPENDS_ON).map(|target| (from, target.id())));
            }
        }
        let ids: Vec<DeclId> = systems.iter().map(|d| d.id()).collect();
        let index: FxHashMap<DeclId, u32> = ids.iter().enumerate().map(|(i, id)| (*id, i as u32)).collect();
        let node = |(from, id): &(u32, DeclId)| Some((*from, *index.get(id)?));
        let edges: Vec<(u32, u32)> = needs.iter().filter_map(node).collect();
        let graph = Digraph::new(ids.len(), &edges);
        let (rings, single_points) = (OnceLock::new(), OnceLock::new());
        Self { ids, edges, graph, index, live, exposed, rings, single_points }
    }

    /// Takes a change in. Gives whether it could; if not, all has to be read again.
    pub(crate) fn keep_up(&mut self, workspace: &Workspace, dirty: &Dirty) -> bool {
        let is_system = |d: &Decl<'_>| d.kind() == Kind::System;
        let Some(moved) = dirty.file.map_or(Some(false), |file| self.replace_file(workspace, file)) else {
            return false;
        };
        let mut changed: Vec<(u32, Decl<'_>)> = Vec::new();
        for id in &dirty.changed {
            match (self.node(*id), workspace.decl(*id).filter(is_system)) {
                (Some(node), Some(system)) => changed.push((node, system)),
                (None, None) => {}
                _ => return false,
            }
        }
        let (mut edges_differ, mut state_differs) = (moved, moved);
        for (node, system) in changed {
            let (edges, state) = self.read_again(node, system);
            edges_differ |= edges;
            state_differs |= state;
        }
        if edges_differ {
            self.graph = Digraph::new(self.ids.len(), &self.edges);
            self.rings = OnceLock::new();
        }
        if edges_differ || state_differs {
            self.single_points = OnceLock::new();
        }
        true
    }

    /// Puts the systems of a file where its old ones were: they are neighbours. Gives whether any came, went or moved; nothing
    /// where it cannot be told.
    fn replace_file(&mut self, workspace: &Workspace, file: FileId) -> Option<bool> {
        let path = &workspace.file(file)?.path;
        let before = |id: &DeclId| workspace.file(id.file).is_some_and(|f| f.path < *path);
        let from = self.ids.partition_point(before);
        let old = self.ids[from..].iter().take_while(|id| id.file == file).count();
        let systems: Vec<Decl<'_>> = workspace.decls_in(file).filter(|d| d.kind() == Kind::System).collect();
        let new: Vec<DeclId> = systems.iter().map(|d| d.id()).collect();
        if self.ids[from..from + old] == new {
            return Some(false);
        }
        let to = from + old;
        let place = |node: u32| match node as usize {
            at if at < from => Some(node),
            at if at < to => new.iter().position(|id| *id == self.ids[at]).map(|i| (from + i) as u32),
            at => Some((at - old + new.len()) as u32),
        };
        let is_own = |node: u32| (from..to).contains(&(node as usize));
        let others = self.edges.iter().filter(|e| !is_own(e.0));
        let mut edges: Vec<(u32, u32)> = others.filter_map(|e| Some((place(e.0)?, place(e.1)?))).collect();
        for id in self.ids.splice(from..to, new.iter().copied()) {
            self.index.remove(&id);
        }
        let moved = if old == new.len() { from..to } else { from..self.ids.len() };
        self.index.extend(moved.map(|at| (self.ids[at], at as u32)));
        let own = systems.iter().zip(from as u32..).flat_map(|(d, node)| edges_of(&self.index, node, *d));
        let at = edges.partition_point(|e| (e.0 as usize) < from);
        edges.splice(at..at, own.collect::<Vec<_>>());
        self.edges = edges;
        self.live.splice(from..to, systems.iter().map(|d| d.status() == "live"));
        self.exposed.splice(from..to, systems.iter().map(|d| is_exposed(*d)));
        Some(true)
    }

    /// Reads one system anew; gives whether its edges and whether its state differ.
    fn read_again(&mut self, node: u32, system: Decl<'_>) -> (bool, bool) {
        let at = node as usize;
        let from = self.edges.partition_point(|e| e.0 < node);
        let to = self.edges.partition_point(|e| e.0 <= node);
        let edges: Vec<(u32, u32)> = edges_of(&self.index, node, system).collect();
        let edges_differ = self.edges[from..to] != edges;
        if edges_differ {
            self.edges.splice(from..to, edges);
        }
        let before = (self.live[at], self.exposed[at]);
        (self.live[at], self.exposed[at]) = (system.status() == "live", is_exposed(system));
        (edges_differ, before != (self.live[at], self.exposed[at]))
    }

    /// The node of a system.
    pub fn node(&self, id: DeclId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    /// One shortest ring of each knot of systems that depend on each other.
    pub fn rings(&self) -> &[Ring] {
        self.rings.get_or_init(|| self.graph.rings())
    }

    /// The systems of high criticality without a fallback that at least `least` live systems reach. Computed once, so `least`
    /// has to be the same each time.
    pub fn single_points(&self, least: usize) -> &[SinglePoint] {
        self.single_points.get_or_init(|| {
            let mut walker = Walker::new(&self.graph);
            let exposed = (0u32..).zip(&self.exposed).filter(|(_, exposed)| **exposed);
            let points = exposed.map(|(node, _)| SinglePoint {
                system: self.ids[node as usize],
                dependents: self.count_live(&mut walker, node),
            });
            points.filter(|point| point.dependents >= least).collect()
        })
    }

    fn count_live(&self, walker: &mut Walker<'_>, node: u32) -> usize {
        let seen = Cell::new(0);
        let count = |other: u32| {
            let live = self.live[other as usize];
            seen.set(seen.get() + usize::from(live));
            live
        };
        walker.at_least(node, Direction::Backward, SinglePoint::MOST, count);
        seen.get()
    }

    /// The systems that depend on `id` directly, in reading order.
    pub fn direct_dependents(&self, id: DeclId) -> Vec<DeclId> {
        let Some(node) = self.node(id) else { return Vec::new() };
        let mut near: Vec<u32> = self.graph.neighbours(node, Direction::Backward).to_vec();
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter(|n| *n != node).map(|n| self.ids[n as usize]).collect()
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

fn edges_of<'a>(
    index: &'a FxHashMap<DeclId, u32>,
    from: u32,
    system: Decl<'a>,
) -> impl Iterator<Item = (u32, u32)> + 'a {
    system.refs(key::DEPENDS_ON).filter_map(move |target| Some((from, *index.get(&target.id())?)))
}

fn is_exposed(system: Decl<'_>) -> bool {
    let runs = matches!(system.status(), "live" | "deprecated");
    let matters = matches!(system.word(key::CRITICALITY), Some("high" | "critical"));
    runs && matters && !system.says(key::FALLBACK) && !system.broken()
}
