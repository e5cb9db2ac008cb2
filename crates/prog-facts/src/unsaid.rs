//! What was to happen before today, and nothing says that it did. A schedule leaves it where it was planned, so whoever shows
//! one has to say so.
//!
//! Not here: what is past a date that somebody wrote (`dates.rs`).

use crate::{Facts, Plan, links_of};
use prog_analysis::schedule::{Placed, Role, State};
use prog_model::{Decl, Kind, key};

/// What a schedule counts as on plan although its day has passed, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Unsaid<'w> {
    /// Tasks that were to start.
    pub tasks: Vec<Decl<'w>>,
    /// Milestones that were to be reached.
    pub milestones: Vec<Decl<'w>>,
    /// Milestones that lie before today only because nothing comes before them.
    pub loose: Vec<Decl<'w>>,
    /// Dependencies that were to come.
    pub dependencies: Vec<Decl<'w>>,
}

impl<'w> Facts<'w> {
    /// What of a plan was to happen before today and is not said to have. What is dropped, over, in a program that is over, or
    /// has no certain date is left out.
    pub fn unsaid(&self, plan: &Plan) -> Unsaid<'w> {
        let mut unsaid = Unsaid::default();
        let items = plan.items.iter().zip(&plan.schedule.items);
        for (id, (item, placed)) in plan.ids[..plan.own].iter().zip(items) {
            let waits = matches!(item.state, State::Planned) && item.role != Role::Out;
            if !waits || placed.in_ring || placed.behind_ring {
                continue;
            }
            let Some(decl) = self.workspace.decl(*id).filter(|d| !is_over(*d)) else { continue };
            let list = match decl.kind() {
                Kind::Task if placed.start < self.today => &mut unsaid.tasks,
                Kind::Milestone if placed.finish < self.today && self.is_loose(decl) => &mut unsaid.loose,
                Kind::Milestone if placed.finish < self.today => &mut unsaid.milestones,
                Kind::Dependency if self.should_be_there(item.role, placed) => &mut unsaid.dependencies,
                _ => continue,
            };
            list.push(decl);
        }
        unsaid
    }

    /// Whether a milestone lies where the plan begins only because it says of no work that it comes before.
    fn is_loose(&self, milestone: Decl<'_>) -> bool {
        links_of(milestone).next().is_none()
            && milestone.deadline(key::DUE).is_none_or(|due| due >= self.today)
    }

    /// Whether a dependency has a date, and that has passed.
    fn should_be_there(&self, role: Role, placed: &Placed) -> bool {
        matches!(role, Role::Dependency { ready: Some(_) }) && placed.finish < self.today
    }
}

fn is_over(decl: Decl<'_>) -> bool {
    decl.is_over() || decl.program().is_some_and(|p| p.is_over())
}
