//! What breaks if something fails: all that reaches it, the flows through it, the outcomes those serve, whom to call.

use crate::Facts;
use prog_model::{Decl, DeclId, Key, Kind, key};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// The blast radius of a declaration. Each list is sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Impact<'w> {
    /// Systems that reach it, with how many steps away they are.
    pub systems: Vec<(Decl<'w>, u32)>,
    /// Flows that pass through it or through one of the systems.
    pub flows: Vec<Decl<'w>>,
    /// Outcomes that those flows serve, or that what is hit delivers.
    pub outcomes: Vec<Decl<'w>>,
    /// Tasks, milestones and dependencies that wait for it or touch what is hit.
    pub work: Vec<Decl<'w>>,
    /// Risks about it or about what is hit.
    pub risks: Vec<Decl<'w>>,
    /// Who answers for it and for what is hit: whom to call.
    pub owners: Vec<Decl<'w>>,
}

/// Keys whose holder depends on what they name.
const HOLDER_DEPENDS: [Key; 7] = [
    key::DEPENDS_ON,
    key::STEPS,
    key::AFTER,
    key::STARTS_WITH,
    key::ENDS_WITH,
    key::ENDS_AFTER_START,
    key::TOUCHES,
];

impl<'w> Facts<'w> {
    /// What is hit when `of` fails or is late.
    pub fn impact(&self, of: Decl<'w>) -> Impact<'w> {
        let distance = self.reach(of);
        let mut impact = Impact::default();
        let mut hit: Vec<Decl<'w>> = distance.keys().filter_map(|id| self.workspace.decl(*id)).collect();
        hit.sort_by_key(|d| d.id());
        for decl in &hit {
            let itself = *decl == of;
            match decl.kind() {
                Kind::System if !itself => impact.systems.push((*decl, distance[&decl.id()])),
                Kind::Flow if !itself => impact.flows.push(*decl),
                Kind::Outcome if !itself => impact.outcomes.push(*decl),
                Kind::Task | Kind::Milestone | Kind::Dependency if !itself => impact.work.push(*decl),
                _ => {}
            }
            let risky = |k: &Key| *k == key::AFFECTS || *k == key::THREATENS;
            impact
                .risks
                .extend(decl.referrers().filter(|(d, k)| d.kind() == Kind::Risk && risky(k)).map(|(d, _)| d));
            impact.owners.extend(decl.owner());
        }
        impact.systems.sort_by_cached_key(|(d, _)| d.path());
        for list in
            [&mut impact.flows, &mut impact.outcomes, &mut impact.work, &mut impact.risks, &mut impact.owners]
        {
            list.sort_by_cached_key(|d| d.path());
            list.dedup_by_key(|d| d.id());
        }
        impact
    }

    /// Everything that depends on `of`, with its distance.
    fn reach(&self, of: Decl<'w>) -> FxHashMap<DeclId, u32> {
        let mut distance = FxHashMap::default();
        distance.insert(of.id(), 0);
        let mut queue = VecDeque::from([of]);
        while let Some(decl) = queue.pop_front() {
            let next = distance[&decl.id()] + 1;
            let holders = decl.referrers().filter(|(_, k)| HOLDER_DEPENDS.contains(k)).map(|(d, _)| d);
            // An outcome depends on what delivers it, by itself or as part of a workstream, and on the flows that serve it.
            let delivers = matches!(decl.kind(), Kind::Task | Kind::Milestone);
            let streams = decl.ancestors().filter(|d| d.kind() == Kind::Workstream && delivers);
            let delivered = streams.chain([decl]).flat_map(|d| d.refs(key::DELIVERS));
            let served = delivered.chain(decl.refs(key::SERVES));
            for other in holders.chain(served) {
                distance.entry(other.id()).or_insert_with(|| {
                    queue.push_back(other);
                    next
                });
            }
        }
        distance
    }
}
