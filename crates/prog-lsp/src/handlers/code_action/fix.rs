//! The fixes of a finding; the first is the preferred one.

use super::{Action, Here, What};
use crate::convert::Edits;
use crate::world::Spot;
use prog_diagnostics::Diagnostic as Finding;
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::CodeActionKind;

/// A finding, so that it is found again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Which {
    rule: String,
    start: u32,
    end: u32,
    /// The number among the findings of the same rule at the same place.
    number: usize,
}

impl Which {
    /// Names one of the findings of a file.
    pub fn new(finding: &Finding, all: &[Finding]) -> Self {
        let mut which = Self {
            rule: finding.rule.into(),
            start: finding.place.span.start,
            end: finding.place.span.end,
            number: 0,
        };
        which.number = all.iter().filter(|f| which.is_at(f)).position(|f| f == finding).unwrap_or(0);
        which
    }

    fn is_at(&self, finding: &Finding) -> bool {
        finding.rule == self.rule
            && finding.place.span.start == self.start
            && finding.place.span.end == self.end
    }

    /// Finds it again.
    pub fn find(&self, all: Vec<Finding>) -> Option<Finding> {
        all.into_iter().filter(|f| self.is_at(f)).nth(self.number)
    }
}

/// Every fix of every finding that is asked about.
pub fn add(here: &Here<'_>, actions: &mut Vec<Action>) {
    for finding in &here.asked {
        for (at, fix) in finding.fixes.iter().enumerate() {
            actions.push(Action {
                title: fix.title.clone(),
                kind: CodeActionKind::QUICKFIX,
                finding: here.to_client(finding),
                preferred: at == 0,
                what: What::Fix { finding: Which::new(finding, here.findings), fix: at },
            });
        }
    }
}

/// What one fix changes.
pub fn edits(spot: &Spot<'_>, finding: &Which, fix: usize) -> Option<Edits> {
    let finding = finding.find(spot.root.findings(spot.file))?;
    let mut edits = Edits::default();
    edits.extend(&finding.fixes.get(fix)?.edits);
    Some(edits)
}
