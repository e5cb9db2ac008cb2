//! What breaks if something fails: all that reaches it, the flows through it, the outcomes those serve, whom to call. Nothing
//! depends on a person or a team by an edge: of these it is what they answer for. Nothing depends on a risk or a decision either:
//! of these it is what they name.

use crate::{Facts, is_over};
use prog_model::{Decl, DeclId, Key, Kind, KindSet, key};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// The blast radius of a declaration. Each list but `owners` is sorted by path.
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
    /// Risks about it or about what is hit, or that it names.
    pub risks: Vec<Decl<'w>>,
    /// Who answers for it and for what is hit, the nearest first: whom to call.
    pub owners: Vec<Decl<'w>>,
    /// What fits in no other list: programs that a risk threatens, issues that an escalation is about; decisions, controls and
    /// so on of a person or a team.
    pub others: Vec<Decl<'w>>,
}

/// Keys whose holder depends on what they name.
const HOLDER_DEPENDS: [Key; 8] = [
    key::METRIC,
    key::DEPENDS_ON,
    key::STEPS,
    key::AFTER,
    key::STARTS_WITH,
    key::ENDS_WITH,
    key::ENDS_AFTER_START,
    key::TOUCHES,
];

/// Kinds that somebody should answer for.
pub const OWNED: KindSet = KindSet::of(&[
    Kind::Program,
    Kind::System,
    Kind::Flow,
    Kind::Workstream,
    Kind::Task,
    Kind::Milestone,
    Kind::Dependency,
    Kind::Risk,
    Kind::Mitigation,
    Kind::Outcome,
    Kind::Metric,
    Kind::Decision,
    Kind::Assumption,
    Kind::Issue,
    Kind::Escalation,
    Kind::Change,
    Kind::Control,
]);

/// Keys by which a team names its people.
const IN_TEAM: [Key; 2] = [key::LEAD, key::MEMBERS];

impl<'w> Impact<'w> {
    /// Whether nothing depends on this kind by an edge, and what it answers for counts.
    pub fn is_of_people(kind: Kind) -> bool {
        KindSet::WHO.with(Kind::Stakeholder).contains(kind)
    }

    /// The keys by which a kind names what it touches, where that is how anything comes to hang on it.
    pub fn touched_by(kind: Kind) -> &'static [Key] {
        match kind {
            Kind::Risk => &[key::THREATENS, key::AFFECTS],
            Kind::Decision | Kind::Change => &[key::AFFECTS],
            Kind::Option => &[key::HELPS, key::HURTS, key::RISKS],
            Kind::Issue => &[key::BLOCKS],
            Kind::Assumption => &[key::IF_FALSE],
            Kind::Escalation => &[key::ABOUT],
            Kind::Control => &[key::COVERS],
            _ => &[],
        }
    }

    /// What something of these kinds names; of a mitigation its risk, which stays without it.
    pub fn touched(decl: Decl<'w>) -> impl Iterator<Item = Decl<'w>> {
        let risk = decl.parent().filter(|_| decl.kind() == Kind::Mitigation);
        Self::touched_by(decl.kind()).iter().flat_map(move |k| decl.refs(*k)).chain(risk)
    }

    /// Puts something into the list of its kind.
    fn add(&mut self, decl: Decl<'w>, distance: u32) {
        match decl.kind() {
            Kind::System => self.systems.push((decl, distance)),
            Kind::Flow => self.flows.push(decl),
            Kind::Outcome => self.outcomes.push(decl),
            Kind::Task | Kind::Milestone | Kind::Dependency => self.work.push(decl),
            Kind::Risk => self.risks.push(decl),
            kind if OWNED.contains(kind) => self.others.push(decl),
            _ => {}
        }
    }

    fn sorted(mut self) -> Self {
        self.systems.sort_by_cached_key(|(d, _)| d.path());
        for list in [&mut self.flows, &mut self.outcomes, &mut self.work, &mut self.risks, &mut self.others] {
            list.sort_by_cached_key(|d| d.path());
            list.dedup_by_key(|d| d.id());
        }
        let mut seen = FxHashSet::default();
        self.owners.retain(|d| seen.insert(d.id()));
        self
    }
}

impl<'w> Facts<'w> {
    /// What is hit when `of` fails, is late, happens or is not there.
    pub fn impact(&self, of: Decl<'w>) -> Impact<'w> {
        if Impact::is_of_people(of.kind()) {
            return self.answered_for(of.target(key::WHO).unwrap_or(of));
        }
        let distance = self.reach(of);
        let mut impact = Impact::default();
        let mut hit: Vec<(u32, Decl<'w>)> =
            distance.iter().filter_map(|(id, far)| Some((*far, self.workspace.decl(*id)?))).collect();
        hit.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.order().cmp(&b.1.order())));
        let risky = |k: &Key| *k == key::AFFECTS || *k == key::THREATENS;
        for (far, decl) in hit {
            if decl != of {
                impact.add(decl, far);
            }
            let risks = decl.referrers().filter(|(d, k)| d.kind() == Kind::Risk && risky(k) && *d != of);
            impact.risks.extend(risks.map(|(d, _)| d));
            impact.owners.extend(decl.owner());
        }
        impact.sorted()
    }

    /// The open things that somebody answers for or delivers, and who may stand in: the others of the team.
    fn answered_for(&self, who: Decl<'w>) -> Impact<'w> {
        let mut impact = Impact::default();
        let theirs = |d: &Decl<'w>| d.owner() == Some(who) || d.target(key::FROM) == Some(who);
        for decl in self.workspace.decls().filter(|d| !is_over(*d) && theirs(d)) {
            impact.add(decl, 1);
        }
        let teams = who.referrers().filter(|(d, k)| d.kind() == Kind::Team && IN_TEAM.contains(k));
        let people = teams
            .map(|(team, _)| team)
            .chain([who])
            .flat_map(|team| IN_TEAM.into_iter().flat_map(move |key| team.refs(key)));
        impact.owners = people.filter(|d| *d != who).collect();
        impact.sorted()
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
            for other in holders.chain(served).chain(Impact::touched(decl)) {
                distance.entry(other.id()).or_insert_with(|| {
                    queue.push_back(other);
                    next
                });
            }
        }
        distance
    }
}
