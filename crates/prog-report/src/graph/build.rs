//! Which declarations are nodes and what ties them, per sort of graph.

use super::{Cluster, Edge, GraphData, GraphOf, Node};
use crate::ask::Ask;
use prog_facts::analysis::{Band, Driver};
use prog_model::{Decl, DeclId, Key, Kind, KindSet, key};
use rustc_hash::FxHashMap;

/// Nodes and edges before they become data.
#[derive(Default)]
pub(super) struct Parts<'w> {
    pub nodes: Vec<Decl<'w>>,
    pub ties: Vec<Tie>,
    index: FxHashMap<DeclId, u32>,
    level: FxHashMap<DeclId, &'static str>,
    critical: FxHashMap<DeclId, bool>,
}

/// An edge by the numbers of its ends.
#[derive(Clone)]
pub(super) struct Tie {
    pub from: u32,
    pub to: u32,
    pub kind: String,
    pub label: Option<String>,
    pub critical: bool,
}

pub(super) fn build<'w>(ask: &Ask<'w>, of: GraphOf) -> Parts<'w> {
    let mut parts = Parts::default();
    match of {
        GraphOf::Systems => systems(ask, &mut parts),
        GraphOf::Flows => flows(ask, &mut parts),
        GraphOf::Schedule => schedule(ask, &mut parts),
        GraphOf::Ownership => ownership(ask, &mut parts),
        GraphOf::Risks => risks(ask, &mut parts),
    }
    parts
}

impl<'w> Parts<'w> {
    fn node(&mut self, decl: Decl<'w>) -> u32 {
        let next = self.nodes.len() as u32;
        let nodes = &mut self.nodes;
        *self.index.entry(decl.id()).or_insert_with(|| {
            nodes.push(decl);
            next
        })
    }

    /// The number of a declaration, if it is a node.
    pub fn index(&self, id: DeclId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    fn tie(&mut self, from: u32, to: u32, kind: &str) {
        self.ties.push(Tie { from, to, kind: kind.to_owned(), label: None, critical: false });
    }

    /// Ties `decl` to what it names under `key`, taking in what is named.
    fn tie_all(&mut self, decl: Decl<'w>, key: Key) {
        let from = self.node(decl);
        for target in decl.refs(key) {
            let to = self.node(target);
            self.tie(from, to, key.word());
        }
    }

    /// Keeps the nodes for which `keep` holds, and the ties between them.
    pub fn retain(&mut self, keep: &[bool]) {
        let mut new: Vec<Option<u32>> = Vec::with_capacity(keep.len());
        let mut next = 0;
        for kept in keep {
            new.push(kept.then_some(next));
            next += u32::from(*kept);
        }
        let mut at = 0;
        self.nodes.retain(|_| {
            at += 1;
            keep[at - 1]
        });
        self.index = self.nodes.iter().enumerate().map(|(i, d)| (d.id(), i as u32)).collect();
        self.ties.retain_mut(|tie| match (new[tie.from as usize], new[tie.to as usize]) {
            (Some(from), Some(to)) => {
                (tie.from, tie.to) = (from, to);
                true
            }
            _ => false,
        });
    }

    /// Turns numbers into paths, and puts everything into an order that does not change by itself.
    pub fn into_data(
        self,
        ask: &Ask<'w>,
        of: GraphOf,
        focus: Option<u32>,
        mut clusters: Vec<Cluster>,
    ) -> GraphData {
        let Parts { nodes: decls, ties, level, critical, .. } = self;
        let mut nodes: Vec<(u32, Node)> = decls
            .iter()
            .enumerate()
            .map(|(at, decl)| {
                let at = at as u32;
                let status = Some(decl.status()).filter(|s| !s.is_empty());
                let node = Node {
                    id: decl.path(),
                    label: decl.label().into_owned(),
                    kind: decl.kind().word(),
                    owner: decl.owner().map(Decl::path),
                    program: decl.program().map(Decl::path),
                    level: level.get(&decl.id()).copied(),
                    status,
                    critical: critical.get(&decl.id()).copied().unwrap_or(false),
                    focus: focus == Some(at),
                    spot: ask.spot(*decl),
                    decl: decl.id(),
                };
                (at, node)
            })
            .collect();
        nodes.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let mut place = vec![0; nodes.len()];
        nodes.iter().enumerate().for_each(|(new, (old, _))| place[*old as usize] = new as u32);
        let nodes: Vec<Node> = nodes.into_iter().map(|(_, node)| node).collect();
        let path = |at: u32| nodes[at as usize].id.clone();
        let edges = merged(ties).into_iter().map(|tie| {
            let ends = (place[tie.from as usize], place[tie.to as usize]);
            let Tie { kind, label, critical, .. } = tie;
            Edge { from: path(ends.0), to: path(ends.1), kind, label, critical, ends }
        });
        let mut edges: Vec<Edge> = edges.collect();
        edges.sort_by(|a, b| (a.ends, &a.kind, &a.label).cmp(&(b.ends, &b.kind, &b.label)));
        for cluster in &mut clusters {
            cluster.members.iter_mut().for_each(|m| *m = place[*m as usize]);
            cluster.members.sort_unstable();
            cluster.nodes = cluster.members.iter().map(|m| path(*m)).collect();
        }
        clusters.sort_by(|a, b| (&a.label, &a.id).cmp(&(&b.label, &b.id)));
        GraphData { version: 1, of, nodes, edges, clusters }
    }
}

/// Ties between the same two of the same kind are one, with all that stands at them.
fn merged(ties: Vec<Tie>) -> Vec<Tie> {
    let mut out: Vec<Tie> = Vec::with_capacity(ties.len());
    let mut seen: FxHashMap<(u32, u32, String), usize> = FxHashMap::default();
    for tie in ties {
        match seen.get(&(tie.from, tie.to, tie.kind.clone())) {
            None => {
                seen.insert((tie.from, tie.to, tie.kind.clone()), out.len());
                out.push(tie);
            }
            Some(at) => {
                let first = &mut out[*at];
                first.critical |= tie.critical;
                match (&mut first.label, tie.label) {
                    (Some(all), Some(one)) if !all.split(", ").any(|l| l == one) => {
                        all.push_str(", ");
                        all.push_str(&one);
                    }
                    (all @ None, one) => *all = one,
                    _ => {}
                }
            }
        }
    }
    out
}

fn criticality(decl: Decl<'_>) -> Option<&'static str> {
    ["low", "medium", "high", "critical"].get(decl.word_index(key::CRITICALITY)? as usize).copied()
}

fn system<'w>(parts: &mut Parts<'w>, decl: Decl<'w>) -> u32 {
    if let Some(level) = criticality(decl) {
        parts.level.insert(decl.id(), level);
    }
    parts.node(decl)
}

fn systems<'w>(ask: &Ask<'w>, parts: &mut Parts<'w>) {
    for decl in ask.all(Kind::System) {
        let from = system(parts, decl);
        for target in decl.refs(key::DEPENDS_ON) {
            let to = system(parts, target);
            parts.tie(from, to, key::DEPENDS_ON.word());
        }
        if let Some(whole) = decl.parent().filter(|p| p.kind() == Kind::System) {
            let to = system(parts, whole);
            parts.tie(from, to, "part-of");
        }
    }
}

fn flows<'w>(ask: &Ask<'w>, parts: &mut Parts<'w>) {
    for flow in ask.all(Kind::Flow) {
        for chain in flow.values(key::STEPS) {
            let mut before: Option<u32> = None;
            for (name, label) in chain.hops() {
                let here = name.target().map(|target| system(parts, target));
                if let (Some(from), Some(to)) = (before, here) {
                    let said = label.and_then(|l| l.text());
                    let label =
                        said.map_or_else(|| flow.short().into_owned(), |l| format!("{}: {l}", flow.short()));
                    parts.ties.push(Tie {
                        from,
                        to,
                        kind: "hop".into(),
                        label: Some(label),
                        critical: false,
                    });
                }
                before = here;
            }
        }
    }
}

fn schedule<'w>(ask: &Ask<'w>, parts: &mut Parts<'w>) {
    let plan = ask.facts.plan(ask.group());
    let workspace = ask.facts.workspace;
    let decl = |at: u32| plan.ids.get(at as usize).and_then(|id| workspace.decl(*id));
    for (at, placed) in plan.schedule.items.iter().enumerate().filter(|(_, placed)| !placed.out) {
        if let Some(decl) = decl(at as u32) {
            parts.node(decl);
            parts.critical.insert(decl.id(), placed.critical);
        }
    }
    for (number, link) in plan.links.iter().enumerate() {
        let (Some(from), Some(to)) = (decl(link.from), decl(link.to)) else { continue };
        let (Some(from), Some(to)) = (parts.index(from.id()), parts.index(to.id())) else { continue };
        let (key, _) = prog_facts::LINKS
            .iter()
            .find(|(_, kind)| *kind == link.kind)
            .copied()
            .unwrap_or(prog_facts::LINKS[0]);
        let label = match link.lag {
            0 => None,
            lag => Some(format!("{lag:+}d")),
        };
        let placed = |at: u32| plan.schedule.items.get(at as usize);
        let drives = placed(link.to).is_some_and(|p| p.driver == Driver::Link(number as u32) && p.critical);
        let critical = drives && placed(link.from).is_some_and(|p| p.critical);
        parts.ties.push(Tie { from, to, kind: key.word().to_owned(), label, critical });
    }
}

/// What is worth a node among all that somebody owns.
const OWNED: KindSet =
    KindSet::of(&[Kind::Program, Kind::Workstream, Kind::System, Kind::Flow, Kind::Outcome, Kind::Milestone]);

fn ownership<'w>(ask: &Ask<'w>, parts: &mut Parts<'w>) {
    for kind in OWNED.iter() {
        for decl in ask.all(kind).into_iter().filter(|d| !d.is_over()) {
            let Some(owner) = decl.owner() else { continue };
            let (from, to) = (parts.node(owner), parts.node(decl));
            parts.tie(from, to, "owner");
            if let Some(level) = criticality(decl) {
                parts.level.insert(decl.id(), level);
            }
        }
    }
    let teams: Vec<Decl<'w>> = parts.nodes.iter().copied().filter(|d| d.kind() == Kind::Team).collect();
    for team in teams {
        for key in [key::LEAD, key::MEMBERS] {
            for person in team.refs(key).filter(|p| key == key::LEAD || team.target(key::LEAD) != Some(*p)) {
                let (from, to) = (parts.node(person), parts.node(team));
                parts.tie(from, to, if key == key::LEAD { "lead" } else { "member" });
            }
        }
    }
}

fn risks<'w>(ask: &Ask<'w>, parts: &mut Parts<'w>) {
    for risk in ask.all(Kind::Risk).into_iter().filter(|r| r.status() != "closed") {
        let level = ask.facts.risk_score(risk).map(|score| match score.band {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
            Band::Extreme => "critical",
        });
        if let Some(level) = level {
            parts.level.insert(risk.id(), level);
        }
        parts.node(risk);
        parts.tie_all(risk, key::AFFECTS);
        parts.tie_all(risk, key::THREATENS);
    }
}
