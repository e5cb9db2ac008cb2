//! How a ring of declarations is shown: drawn in the message, with every edge of it as a label. Used for systems and work.

use crate::rule::Rule;
use prog_diagnostics::Diagnostic;
use prog_model::{Decl, Value};

/// A ring, turned so that its first edge by file and position comes first.
pub(crate) struct Ring<'w> {
    /// What stands in it. An edge leads from each to the next, from the last to the first.
    pub nodes: Vec<Decl<'w>>,
    /// The value that says so, for the edge that leaves each.
    pub edges: Vec<Value<'w>>,
}

/// A message draws at most so many nodes.
const DRAWN: usize = 8;
/// Nobody reads more labels.
const LABELS: usize = 100;

impl<'w> Ring<'w> {
    /// A ring from nodes in their order and the value that makes each edge; `None` if an edge is gone.
    pub(crate) fn new(
        nodes: Vec<Decl<'w>>,
        edge: impl Fn(Decl<'w>, Decl<'w>, usize) -> Option<Value<'w>>,
    ) -> Option<Self> {
        let next = |at: usize| nodes[(at + 1) % nodes.len()];
        let edges: Option<Vec<Value<'w>>> =
            (0..nodes.len()).map(|at| edge(nodes[at], next(at), at)).collect();
        let (mut nodes, mut edges) = (nodes, edges?);
        let first = (0..edges.len()).min_by_key(|at| {
            let value = edges[*at];
            (value.prop().decl().order().0, value.span().start)
        })?;
        nodes.rotate_left(first);
        edges.rotate_left(first);
        Some(Self { nodes, edges })
    }

    /// `` `a` → `b` → `a` ``
    pub(crate) fn drawn(&self) -> String {
        let name = |d: &Decl<'_>| format!("`{}`", d.short());
        let mut words: Vec<String> = self.nodes.iter().take(DRAWN).map(name).collect();
        if self.nodes.len() > DRAWN {
            words.push(format!("{} more", self.nodes.len() - DRAWN));
        }
        words.extend(self.nodes.first().map(name));
        words.join(" → ")
    }

    /// The finding about it: on the first edge, all others as labels. `label` words an edge: from, to, the value.
    pub(crate) fn finding(
        &self,
        rule: &Rule,
        message: String,
        label: impl Fn(Decl<'w>, Decl<'w>, Value<'w>) -> String,
    ) -> Option<Diagnostic> {
        let place = self.edges.first()?;
        let at = |i: usize| label(self.nodes[i], self.nodes[(i + 1) % self.nodes.len()], self.edges[i]);
        let mut finding = rule.at(place.prop().decl(), place.place(), message).label(at(0));
        for (i, edge) in self.edges.iter().enumerate().skip(1).take(LABELS) {
            finding = finding.related(edge.place(), at(i));
        }
        Some(finding)
    }
}
