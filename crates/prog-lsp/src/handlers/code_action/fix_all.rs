//! Many fixes at once: all safe ones of a file, or the preferred one of every finding of a rule.

use super::{Action, Answer, FIX_ALL, Here, Reading, What};
use crate::convert::Edits;
use crate::world::{Root, Spot};
use prog_diagnostics::apply::apply_fixes;
use prog_diagnostics::{Applicability, Diagnostic as Finding, Edit, Fix};
use std::collections::BTreeSet;
use tower_lsp::ls_types::CodeActionKind;

/// `source.fixAll.prog`
pub fn add(here: &Here<'_>, actions: &mut Vec<Action>) {
    if !safe(here.findings).is_empty() {
        actions.push(Action {
            title: "Fix everything that is safe to fix".into(),
            kind: FIX_ALL,
            finding: None,
            preferred: false,
            what: What::FixAll,
        });
    }
}

/// Where a rule found more than one thing to fix, all of it.
pub fn add_of_rule(here: &Here<'_>, actions: &mut Vec<Action>) {
    let rules: BTreeSet<&str> = here.asked.iter().filter(|f| !f.fixes.is_empty()).map(|f| f.rule).collect();
    let several = here.spot.root.engine.workspace().files().nth(1).is_some();
    // Looking through the workspace is for who asked, not for a light bulb on every move of the cursor.
    let looks_further = several && (here.reading.world.client.resolves_edits || here.is_invoked);
    for rule in rules {
        let fixable = here.findings.iter().filter(|f| f.rule == rule && !f.fixes.is_empty()).count();
        let mut push = |title: String, workspace: bool| {
            let what = What::FixRule { rule: rule.into(), workspace };
            actions.push(Action {
                title,
                kind: CodeActionKind::QUICKFIX,
                finding: None,
                preferred: false,
                what,
            });
        };
        if fixable > 1 {
            push(format!("Fix all `{rule}` in this file"), false);
        }
        if looks_further && here.spot.file != crate::world::CONFIG_FILE {
            push(format!("Fix all `{rule}` in the workspace"), true);
        }
    }
}

/// What all safe fixes of a file change together.
pub fn edits(spot: &Spot<'_>) -> Option<Edits> {
    let findings = spot.root.findings(spot.file);
    Some(together(spot.root, &safe(&findings)))
}

/// What the preferred fixes of a rule change together.
pub fn edits_of_rule(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    rule: &str,
    workspace: bool,
) -> Answer<Option<Edits>> {
    let files: Vec<_> = if workspace { spot.root.files().collect() } else { vec![spot.file] };
    let mut findings = Vec::new();
    for file in files {
        reading.check()?;
        findings.extend(spot.root.findings(file).into_iter().filter(|f| f.rule == rule));
    }
    let fixes: Vec<&Fix> = findings.iter().filter_map(|f| f.fixes.first()).collect();
    Ok(Some(together(spot.root, &fixes)))
}

/// The preferred fixes that may be applied unasked.
fn safe(findings: &[Finding]) -> Vec<&Fix> {
    findings
        .iter()
        .filter_map(|f| f.fixes.first())
        .filter(|f| f.applicability == Applicability::Safe)
        .collect()
}

/// The edits of as many fixes as go together; what two of them share, once.
fn together(root: &Root, fixes: &[&Fix]) -> Edits {
    let applied = apply_fixes(root, fixes).applied;
    let mut seen: BTreeSet<&Edit> = BTreeSet::new();
    let all = applied.into_iter().flat_map(|i| &fixes[i].edits);
    let mut edits = Edits::default();
    edits.extend(all.filter(|e| seen.insert(e)));
    edits
}
