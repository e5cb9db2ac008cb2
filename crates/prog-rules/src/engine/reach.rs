//! What a change makes run again: the declarations, groups and checks whose findings may be others now.

use super::{Engine, Source};
use prog_diagnostics::FileId;
use prog_facts::{Edited, Facts, Group, Plan};
use prog_model::{Decl, DeclId, DeclSet, Dirty, Kind, KindSet, key};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What a change makes run again.
#[derive(Default)]
pub(super) struct Reach {
    decls: DeclSet,
    /// Groups and checks of the workspace.
    others: FxHashSet<Source>,
    /// Of which kinds something in a group is reached.
    groups: FxHashMap<Group, KindSet>,
    /// The files whose findings may differ.
    pub files: FxHashSet<FileId>,
}

impl Reach {
    /// All of it, what stands in one file together.
    pub fn sources(&self) -> Vec<Source> {
        self.decls.sorted().into_iter().map(Source::Decl).chain(self.others.iter().copied()).collect()
    }

    fn source(&mut self, source: Source) {
        match source {
            Source::Decl(id) => self.decls.insert(id),
            other => self.others.insert(other),
        };
    }

    fn decl(&mut self, facts: &Facts<'_>, id: DeclId) {
        self.decls.insert(id);
        if let Some(decl) = facts.workspace.decl(id) {
            self.group(facts.group_of(id), KindSet::of(&[decl.kind()]));
        }
    }

    /// Declarations of one file.
    fn decls_of(&mut self, facts: &Facts<'_>, file: FileId, ids: &[DeclId]) {
        let Some(group) = facts.group_of_file(file) else {
            return ids.iter().for_each(|id| self.decl(facts, *id));
        };
        self.decls.extend(ids.iter().copied());
        let decls = ids.iter().filter_map(|id| facts.workspace.decl(*id));
        self.group(group, decls.map(|decl| decl.kind()).fold(KindSet::NONE, KindSet::with));
    }

    /// Whoever owns it: what they own counts as long as its program is not over.
    fn owners(&mut self, decl: Decl<'_>) {
        let who = decl.refs(key::OWNER).chain(decl.refs(key::FROM));
        self.decls.extend(who.map(|d| d.id()));
    }

    fn group(&mut self, group: Group, kinds: KindSet) {
        let all = self.groups.entry(group).or_default();
        *all = all.union(kinds);
    }
}

impl Engine {
    /// What a change of `file` makes run again. What mentions a place there is forgotten with that.
    pub(super) fn reach_of(&mut self, file: FileId, dirty: &Dirty, edited: &Edited) -> Reach {
        let mut reach = Reach::default();
        // All places in the file have moved, for whoever mentions one. What has nothing to say and is not touched has nothing to say now.
        self.mention.remove(&file).into_iter().flatten().for_each(|source| reach.source(source));
        let facts = self.facts();
        for ids in dirty.touched.chunk_by(|a, b| a.file == b.file) {
            reach.decls_of(&facts, ids[0].file, ids);
        }
        for file in &dirty.whole {
            for decl in self.workspace.decls_in(*file) {
                reach.decls.insert(decl.id());
                reach.owners(decl);
            }
            // What it names is named from another program now.
            self.workspace.each_name(*file, |_, value| {
                value.target().into_iter().for_each(|target| reach.decl(&facts, target.id()));
            });
        }
        // What is gone, and what belongs elsewhere now.
        edited.groups.iter().for_each(|group| reach.group(*group, dirty.kinds_here));
        edited.moved.iter().for_each(|group| reach.group(*group, KindSet::ALL));
        reach.files.extend(&dirty.files);
        self.reach_programs(dirty, &mut reach);
        self.reach_outcomes(&dirty.touched, &mut reach);
        self.reach_through(dirty, &mut reach);
        self.reach_mitigations(&dirty.touched, &mut reach);
        self.reach_schedules(&edited.plans, &mut reach);
        self.reach_checks(dirty.kinds, &mut reach);
        let far = self.far.iter().filter(|(_, kinds)| kinds.meets(dirty.kinds));
        far.for_each(|(source, _)| reach.source(*source));
        reach
    }

    /// Everything in a program looks at it; and what may be said in its files depends on whether it is over. What is in none may
    /// look at all.
    fn reach_programs(&self, dirty: &Dirty, reach: &mut Reach) {
        let facts = self.facts();
        if dirty.programs {
            reach.decls.extend(facts.ids_in_group(Group::Shared));
            reach.group(Group::Shared, KindSet::ALL);
        }
        for id in &dirty.changed {
            if self.workspace.decl(*id).is_some_and(|d| d.kind() == Kind::Program) {
                let group = Group::Program(*id);
                reach.group(group, KindSet::ALL);
                reach.decls.extend(facts.ids_in_group(group));
                // Elsewhere names mean something else than before, but whether it is over is said in its own words.
                if dirty.file == Some(id.file) {
                    for member in facts.all_in_group(group) {
                        reach.files.insert(member.file());
                        reach.owners(member);
                    }
                }
            }
        }
    }

    /// The health of an outcome is that of those which support it, and the colour of what delivers it.
    fn reach_outcomes(&self, touched: &[DeclId], reach: &mut Reach) {
        let facts = self.facts();
        let mut queue: Vec<DeclId> = touched.to_vec();
        let mut seen: FxHashSet<DeclId> = FxHashSet::default();
        while let Some(id) = queue.pop() {
            let Some(outcome) = self.workspace.decl(id).filter(|d| d.kind() == Kind::Outcome) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            for supported in outcome.refs(key::SUPPORTS) {
                reach.decl(&facts, supported.id());
                queue.push(supported.id());
            }
            for work in outcome.referrers_by(key::DELIVERS) {
                reach.group(facts.group_of(work.id()), KindSet::of(&[work.kind()]));
            }
        }
    }

    /// What rules look through: systems, from the work that touches them to the risks that affect them; teams, from what their
    /// people own to the team.
    fn reach_through(&self, dirty: &Dirty, reach: &mut Reach) {
        let risks = dirty.kinds.meets(KindSet::of(&[Kind::Risk, Kind::Mitigation]));
        let teams = dirty.kinds.meets(KindSet::WHO);
        if !risks && !teams {
            return;
        }
        for decl in dirty.touched.iter().filter_map(|id| self.workspace.decl(*id)) {
            let through = match decl.kind() {
                Kind::System if risks => key::TOUCHES,
                Kind::Person | Kind::Team if teams => key::OWNER,
                _ => continue,
            };
            for other in decl.referrers_by(through) {
                reach.group(self.facts().group_of(other.id()), KindSet::of(&[other.kind()]));
            }
        }
    }

    /// A task says how far the mitigations are that name it: the risks around these, and the work that these hang over.
    fn reach_mitigations(&self, touched: &[DeclId], reach: &mut Reach) {
        let facts = self.facts();
        let touched = touched.iter().filter_map(|id| self.workspace.decl(*id));
        for risk in touched.filter(|d| d.kind() == Kind::Mitigation).filter_map(|d| d.parent()) {
            reach.decl(&facts, risk.id());
            let through = risk.refs(key::AFFECTS).flat_map(|system| system.referrers_by(key::TOUCHES));
            for work in risk.refs(key::THREATENS).chain(through) {
                reach.group(facts.group_of(work.id()), KindSet::of(&[work.kind()]));
            }
        }
    }

    /// The checks of groups and of the workspace that look at what is reached.
    fn reach_checks(&self, changed: KindSet, reach: &mut Reach) {
        for (group, kinds) in &reach.groups {
            for (at, (looks_at, _)) in self.rules.groups.iter().enumerate() {
                if looks_at.meets(*kinds) {
                    reach.others.insert(Source::Group(*group, at));
                }
            }
        }
        for (at, (looks_at, _)) in self.rules.workspace.iter().enumerate() {
            // What stands in a program that is over says nothing.
            if looks_at.with(Kind::Program).meets(changed) {
                reach.others.insert(Source::Workspace(at));
            }
        }
    }

    /// What lies elsewhere in its schedule than before, and what has a finding there: another chain of work may be the cause
    /// of it.
    fn reach_schedules(&self, before: &[Arc<Plan>], reach: &mut Reach) {
        let facts = self.facts();
        for old in before.iter().filter(|p| p.group != Group::All) {
            if let Group::Program(id) = old.group
                && self.workspace.decl(id).is_none()
            {
                continue;
            }
            let new = facts.plan(old.group);
            reach.decls.extend(new.moved_since(old));
            // Work elsewhere may have moved it.
            reach.group(old.group, KindSet::WORK);
            let own = new.ids[..new.own].iter().copied();
            reach.decls.extend(own.filter(|id| self.found.contains_key(&Source::Decl(*id))));
        }
    }
}
