//! What can be reached from where, how far away, and by which way: breadth first.

use super::Digraph;

/// With the edges or against them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From an edge's first end to its second.
    Forward,
    /// From an edge's second end to its first: who leads here.
    Backward,
}

/// A node that was reached, and over how many edges at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The node.
    pub node: u32,
    /// Edges on a shortest way from the nearest source, 1 or more.
    pub distance: u32,
}

/// Asks one graph many times without paying for its size each time: the marks of the last walk are told from those of
/// this one by a number.
#[derive(Debug, Clone)]
pub struct Walker<'a> {
    graph: &'a Digraph,
    mark: Vec<u32>,
    walk: u32,
    queue: Vec<Reached>,
}

impl<'a> Walker<'a> {
    /// A walker for this graph.
    pub fn new(graph: &'a Digraph) -> Self {
        Self { graph, mark: vec![0; graph.len()], walk: 0, queue: Vec::new() }
    }

    /// All that is reached from the sources, without the sources themselves, nearest first.
    pub fn reach(&mut self, sources: &[u32], direction: Direction) -> &[Reached] {
        self.walk(sources, direction, |_| true);
        let sources = self.queue.iter().take_while(|reached| reached.distance == 0).count();
        &self.queue[sources..]
    }

    /// Whether at least `n` nodes that count are reached from the source; stops as soon as it knows.
    pub fn at_least(
        &mut self,
        source: u32,
        direction: Direction,
        n: usize,
        counts: impl Fn(u32) -> bool,
    ) -> bool {
        let mut found = 0;
        if n == 0 {
            return true;
        }
        self.walk(&[source], direction, |reached| {
            found += usize::from(reached.distance > 0 && counts(reached.node));
            found < n
        });
        found >= n
    }

    /// A shortest way from one node to another with both ends, or `None`. Among equal ways the edges given first win.
    pub fn path(&mut self, from: u32, to: u32, direction: Direction) -> Option<Vec<u32>> {
        if from == to {
            return Some(vec![from]);
        }
        // Walk from the end, so that the distances then lead down from the start along the first edges.
        let against = match direction {
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
        };
        self.walk(&[to], against, |reached| reached.node != from);
        if self.mark.get(from as usize) != Some(&self.walk) {
            return None;
        }
        let mut left: Vec<u32> = vec![u32::MAX; self.graph.len()];
        self.queue.iter().for_each(|reached| left[reached.node as usize] = reached.distance);
        let mut path = vec![from];
        let mut here = from;
        while here != to {
            let nearer = left[here as usize] - 1;
            let next =
                self.graph.neighbours(here, direction).iter().find(|n| left[**n as usize] == nearer)?;
            path.push(*next);
            here = *next;
        }
        Some(path)
    }

    /// Visits nearest first, sources at distance 0, for as long as `go_on` says so.
    fn walk(&mut self, sources: &[u32], direction: Direction, mut go_on: impl FnMut(Reached) -> bool) {
        self.walk = self.walk.wrapping_add(1);
        if self.walk == 0 {
            self.mark.fill(0);
            self.walk = 1;
        }
        self.queue.clear();
        for source in sources.iter().filter(|source| (**source as usize) < self.graph.len()) {
            self.meet(Reached { node: *source, distance: 0 });
        }
        let mut next = 0;
        while let Some(here) = self.queue.get(next).copied() {
            next += 1;
            if !go_on(here) {
                return;
            }
            let graph = self.graph;
            for node in graph.neighbours(here.node, direction) {
                self.meet(Reached { node: *node, distance: here.distance + 1 });
            }
        }
    }

    fn meet(&mut self, reached: Reached) {
        let mark = &mut self.mark[reached.node as usize];
        if *mark != self.walk {
            *mark = self.walk;
            self.queue.push(reached);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(reached: &[Reached]) -> Vec<(u32, u32)> {
        reached.iter().map(|r| (r.node, r.distance)).collect()
    }

    #[test]
    fn distances_both_ways_and_from_many() {
        let graph = Digraph::new(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 0), (4, 2)]);
        let mut walker = Walker::new(&graph);
        assert_eq!(pairs(walker.reach(&[0], Direction::Forward)), [(1, 1), (2, 1), (3, 2)]);
        assert_eq!(pairs(walker.reach(&[2], Direction::Backward)), [(1, 1), (0, 1), (4, 1), (3, 2)]);
        assert_eq!(pairs(walker.reach(&[4, 1], Direction::Forward)), [(2, 1), (3, 2), (0, 3)]);
        assert_eq!(pairs(walker.reach(&[5, 77], Direction::Forward)), []);
    }

    #[test]
    fn at_least_counts_only_what_counts() {
        let graph = Digraph::new(5, &[(1, 0), (2, 1), (3, 1), (4, 3)]);
        let mut walker = Walker::new(&graph);
        assert!(walker.at_least(0, Direction::Backward, 4, |_| true));
        assert!(!walker.at_least(0, Direction::Backward, 5, |_| true));
        assert!(!walker.at_least(0, Direction::Backward, 3, |node| node != 2 && node != 4));
        assert!(walker.at_least(4, Direction::Backward, 0, |_| true));
    }

    #[test]
    fn shortest_ways() {
        let graph = Digraph::new(5, &[(0, 1), (1, 2), (2, 3), (0, 4), (4, 3)]);
        let mut walker = Walker::new(&graph);
        assert_eq!(walker.path(0, 3, Direction::Forward), Some(vec![0, 4, 3]));
        assert_eq!(walker.path(3, 0, Direction::Backward), Some(vec![3, 4, 0]));
        assert_eq!(walker.path(3, 0, Direction::Forward), None);
        assert_eq!(walker.path(2, 2, Direction::Forward), Some(vec![2]));
    }
}
