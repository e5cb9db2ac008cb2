//! The schedules that are at hand, and what is asked of all of them after each edit: answered without a look at each, as there
//! is one for every program.

use crate::{Group, Plan};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The schedules that were computed.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    known: FxHashMap<Group, Arc<Plan>>,
    /// Those that hold work of other programs. Here and below without that of everything, which is one of no program.
    tied: FxHashSet<Group>,
    /// Those in which nobody looked yet for work that waits for itself, and those in which there is some.
    unlooked: Vec<Group>,
    ringed: FxHashSet<Group>,
    /// Whether there was one for every program once, and those that were taken out since.
    complete: bool,
    missing: FxHashSet<Group>,
}

impl Plans {
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub fn get(&self, group: Group) -> Option<&Arc<Plan>> {
        self.known.get(&group)
    }

    /// Puts one in, unless there is one of its group; gives the one that is there.
    pub fn insert(&mut self, plan: Arc<Plan>) -> &Arc<Plan> {
        let group = plan.group;
        if group != Group::All && !self.known.contains_key(&group) {
            self.missing.remove(&group);
            self.unlooked.push(group);
            if !plan.foreign().is_empty() {
                self.tied.insert(group);
            }
        }
        self.known.entry(group).or_insert(plan)
    }

    pub fn remove(&mut self, group: Group) -> Option<Arc<Plan>> {
        let plan = self.known.remove(&group)?;
        self.tied.remove(&group);
        self.ringed.remove(&group);
        self.unlooked.retain(|unlooked| *unlooked != group);
        if group != Group::All {
            self.missing.insert(group);
        }
        Some(plan)
    }

    /// Those that hold work of other programs.
    pub fn tied(&self) -> impl Iterator<Item = (Group, &Arc<Plan>)> {
        self.tied.iter().filter_map(|group| Some((*group, self.known.get(group)?)))
    }

    /// There is one for every program.
    pub fn are_complete(&mut self) {
        self.complete = true;
        self.missing.clear();
    }

    /// Programs came or went.
    pub fn may_be_incomplete(&mut self) {
        self.complete = false;
    }

    /// Whether there is one for every program, in none of them work waits for itself or for that of another program; `false` too
    /// where it would take long to tell.
    pub fn are_free_of_rings(&mut self) -> bool {
        /// In so few they are looked for here.
        const FEW: usize = 4;
        if !self.complete || !self.missing.is_empty() || !self.tied.is_empty() {
            return false;
        }
        let known = |group: &Group| self.known.get(group).is_some_and(|plan| plan.rings_are_known());
        if self.unlooked.iter().filter(|group| !known(group)).count() >= FEW {
            return false;
        }
        let ringed = |group: &Group| self.known.get(group).is_some_and(|plan| !plan.rings().is_empty());
        let found: Vec<Group> = self.unlooked.drain(..).filter(ringed).collect();
        self.ringed.extend(found);
        self.ringed.is_empty()
    }
}
