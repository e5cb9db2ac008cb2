//! Scores of risks, and whether something is done about them.

use crate::Facts;
use prog_analysis::Band;
use prog_model::{Decl, Kind, key};

/// How much a risk weighs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RiskScore {
    /// Likelihood as a step from 1.
    pub likelihood: u32,
    /// Impact as a step from 1.
    pub impact: u32,
    /// Likelihood × impact.
    pub score: u32,
    /// The band of the score.
    pub band: Band,
    /// The score that is left once the mitigations are done, if said.
    pub residual: Option<u32>,
}

impl Facts<'_> {
    /// The score of a risk; `None` while likelihood or impact is not given.
    pub fn risk_score(&self, risk: Decl<'_>) -> Option<RiskScore> {
        let likelihood = u32::from(risk.step(key::LIKELIHOOD)?.step);
        let impact = u32::from(risk.step(key::IMPACT)?.step);
        let score = self.matrix().score(likelihood, impact);
        let mut left = risk.values(key::RESIDUAL).filter_map(|v| v.step()).map(|s| u32::from(s.step));
        let residual = left.next().zip(left.next()).map(|(l, i)| self.matrix().score(l, i));
        Some(RiskScore { likelihood, impact, score, band: self.matrix().band(score), residual })
    }

    /// How probable a risk is, 0 to 1: its percentage, else what its step stands for.
    pub fn probability(&self, risk: Decl<'_>) -> Option<f64> {
        let step = risk.step(key::LIKELIHOOD)?;
        Some(match step.percent {
            Some(percent) => f64::from(percent) / 100.0,
            None => self.matrix().probability(u32::from(step.step)),
        })
    }

    /// The mitigations of a risk that are not dropped.
    pub fn mitigations<'d>(&self, risk: Decl<'d>) -> impl Iterator<Item = Decl<'d>> {
        risk.children_of(Kind::Mitigation).filter(|m| mitigation_status(*m) != "dropped")
    }

    /// Whether a mitigation of the risk is under way or done.
    pub fn is_being_mitigated(&self, risk: Decl<'_>) -> bool {
        self.mitigations(risk).any(|m| matches!(mitigation_status(m), "in-progress" | "done"))
    }
}

/// Whether nothing more is to be done about something; of a mitigation its task may say so.
pub fn is_over(decl: Decl<'_>) -> bool {
    decl.is_over()
        || (decl.kind() == Kind::Mitigation && matches!(mitigation_status(decl), "done" | "dropped"))
}

/// The status of something in a word; of a mitigation its task may say it.
pub fn status_of(decl: Decl<'_>) -> &'static str {
    if decl.kind() == Kind::Mitigation { mitigation_status(decl) } else { decl.status() }
}

/// Where a mitigation stands: where it says nothing itself, it is under way, done or dropped when the task that it
/// names is.
pub fn mitigation_status(mitigation: Decl<'_>) -> &'static str {
    let task = || mitigation.target(key::TASK).filter(|t| t.kind() == Kind::Task).map(Decl::status);
    match mitigation.word(key::STATUS).is_none().then(task).flatten() {
        Some(status @ ("in-progress" | "done" | "dropped")) => status,
        _ => mitigation.status(),
    }
}
