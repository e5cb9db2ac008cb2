//! Which rule wants a value: the question that a `?` in its place carries.
//!
//! The one table behind `open-question` and the list of questions. A rule that speaks where a property is absent has a
//! row here; the tests hold every fix that inserts a `?` against it.

use crate::rule::Rule;
use crate::rules::{
    accountability as a, decisions as d, outcome as o, risk as r, schedule as s, systems as y,
};
use prog_model::{Key, Kind, KindSet, key::*};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// That a rule wants some properties of some kinds.
#[derive(Debug)]
pub struct Want {
    /// The rule.
    pub rule: &'static Rule,
    /// Of these kinds.
    pub kinds: KindSet,
    /// These properties.
    pub keys: &'static [Key],
}

const fn want(rule: &'static Rule, kinds: KindSet, keys: &'static [Key]) -> Want {
    Want { rule, kinds, keys }
}

const fn only(kind: Kind) -> KindSet {
    KindSet::of(&[kind])
}

/// Every row; of two for one property the first counts.
pub static WANTS: &[Want] = &[
    want(&a::missing_owner::RULE, a::missing_owner::KINDS, &[OWNER]),
    want(&a::missing_owner::RULE, only(Kind::Dependency), &[FROM]),
    want(&a::team_without_lead::RULE, only(Kind::Team), &[LEAD]),
    want(&r::unassessed_risk::RULE, only(Kind::Risk), &[LIKELIHOOD, IMPACT]),
    want(&r::unlinked_risk::RULE, only(Kind::Risk), &[AFFECTS, THREATENS]),
    want(&r::unscheduled_mitigation::RULE, only(Kind::Mitigation), &[DUE, TASK]),
    want(&r::accepted_without_sign_off::RULE, only(Kind::Risk), &[ACCEPTED_BY, RATIONALE]),
    want(&r::missing_contingency::RULE, only(Kind::Risk), &[CONTINGENCY]),
    want(&r::unforeseen_issue::RULE, only(Kind::Issue), &[FROM]),
    want(&r::stale_risk::RULE, only(Kind::Risk), &[REVIEWED, REVIEW]),
    want(&r::idle_mitigation::RULE, only(Kind::Risk), &[RESIDUAL]),
    want(&o::unmeasured_outcome::RULE, only(Kind::Outcome), &[METRIC, BASELINE, TARGET, BY]),
    want(&o::untracked_outcome::RULE, KindSet::of(&[Kind::Outcome, Kind::Metric]), &[SOURCE]),
    want(&o::stale_readings::RULE, only(Kind::Outcome), &[READINGS]),
    want(
        &o::purposeless_work::RULE,
        KindSet::of(&[Kind::Workstream, Kind::Task, Kind::Milestone]),
        &[DELIVERS],
    ),
    want(&y::single_point_of_failure::RULE, only(Kind::System), &[FALLBACK]),
    want(&y::unwatched_vendor::RULE, only(Kind::System), &[SLO]),
    want(&y::isolated_system::RULE, only(Kind::System), &[DEPENDS_ON]),
    want(&y::uncovered_flow::RULE, only(Kind::Flow), &[SERVES]),
    want(&s::unestimated_task::RULE, only(Kind::Task), &[ESTIMATE]),
    want(&s::vague_milestone::RULE, only(Kind::Milestone), &[CRITERIA]),
    want(&s::late_dependency::RULE, only(Kind::Dependency), &[NEEDED_BY, PROMISED]),
    want(&d::overdue_decision::RULE, only(Kind::Decision), &[DUE]),
    want(&d::missing_decision_rule::RULE, only(Kind::Decision), &[RULE]),
    want(&d::unexplained_decision::RULE, only(Kind::Decision), &[CHOSEN, RATIONALE]),
    want(&d::uninformed_stakeholder::RULE, only(Kind::Decision), &[INFORMED]),
    want(&d::unweighed_option::RULE, only(Kind::Option), &[BENEFITS, DRAWBACKS, HELPS, HURTS]),
    want(&d::unanswered_blocker::RULE, only(Kind::Stakeholder), &[NEEDS]),
    want(&d::unengaged_stakeholder::RULE, only(Kind::Stakeholder), &[OWNER, CADENCE, LAST_CONTACT]),
    want(&d::unvalidated_assumption::RULE, only(Kind::Assumption), &[VALIDATE_BY]),
    want(&d::broken_assumption::RULE, only(Kind::Assumption), &[IF_FALSE]),
    want(&d::unassessed_change::RULE, only(Kind::Change), &[TIME, COST]),
    want(&d::unapproved_change::RULE, only(Kind::Change), &[APPROVED_BY, DECIDED]),
    want(&d::over_budget::RULE, only(Kind::Program), &[BUDGET, SPENT, FORECAST]),
    want(&d::unevidenced_control::RULE, only(Kind::Control), &[EVIDENCE]),
    want(&d::stale_control::RULE, only(Kind::Control), &[REVIEWED]),
    want(&d::unquantified_escalation::RULE, only(Kind::Escalation), &[IMPACT]),
    want(&d::thin_escalation::RULE, only(Kind::Escalation), &[RECOMMEND, BECAUSE, ASK]),
    want(
        &d::partial_scorecard::RULE,
        only(Kind::Scorecard),
        &[ALIGNMENT, TECHNICAL, BUDGET, SCHEDULE, COMPLIANCE, VENDOR],
    ),
];

/// The rule that wants this property of this kind.
pub fn rule(kind: Kind, key: Key) -> Option<&'static Rule> {
    static BY_KEY: LazyLock<FxHashMap<(Kind, Key), &'static Rule>> = LazyLock::new(|| {
        let mut map = FxHashMap::default();
        for want in WANTS {
            for (kind, key) in
                want.kinds.iter().flat_map(|kind| want.keys.iter().map(move |key| (kind, *key)))
            {
                map.entry((kind, key)).or_insert(want.rule);
            }
        }
        map
    });
    BY_KEY.get(&(kind, key)).copied()
}
