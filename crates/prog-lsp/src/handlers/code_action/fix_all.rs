//! Many fixes at once: all safe ones of a file, or the preferred one of every finding of a rule.

use super::{Action, Answer, FIX_ALL, Here, Reading, What};
use crate::convert::Edits;
use crate::world::{CONFIG_FILE, Root, Spot, settings_findings};
use prog_diagnostics::apply::{apply_edits, apply_fixes};
use prog_diagnostics::{Diagnostic as Finding, Edit, Fix, Place};
use prog_rules::mend::{Done, mend};
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

/// What all safe fixes of a file come to: a mended finding may uncover another, so it goes on until none is left, as
/// `progc check --fix` does.
pub fn edits(spot: &Spot<'_>) -> Option<Edits> {
    if safe(&spot.root.findings(spot.file)).is_empty() {
        return None;
    }
    let mut edits = Edits::default();
    let mut change = |file, old: &str, new: &str| {
        let changes = prog_fmt::changes(old, new).into_iter();
        let changes: Vec<Edit> =
            changes.map(|e| Edit { place: Place { file, span: e.span }, text: e.text }).collect();
        edits.extend(&changes);
    };
    if spot.file == CONFIG_FILE {
        change(spot.file, spot.text, &settings_mended(spot.text));
        return Some(edits);
    }
    let workspace = spot.root.engine.workspace();
    let path = &workspace.file(spot.file)?.path;
    let mut done = Done::default();
    mend(&mut spot.root.copied_engine(), false, |p| p == &**path, &mut done);
    for (path, file) in &done.files {
        change(workspace.file_id(path)?, &file.before, &file.after);
    }
    Some(edits)
}

/// The text of a `progc.toml` after its safe fixes, one after the other: those that make it better.
fn settings_mended(text: &str) -> String {
    let mut text = text.to_owned();
    let mut findings = settings_findings(&text);
    let better = |text: &str, findings: &[Finding]| {
        findings.iter().filter_map(prog_rules::mend::safe).find_map(|fix| {
            let after = apply_edits(text, CONFIG_FILE, &fix.edits)?;
            let left = settings_findings(&after);
            (left.len() < findings.len()).then_some((after, left))
        })
    };
    while let Some(after) = better(&text, &findings) {
        (text, findings) = after;
    }
    text
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

/// The fixes that may be applied unasked.
fn safe(findings: &[Finding]) -> Vec<&Fix> {
    findings.iter().filter_map(prog_rules::mend::safe).collect()
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
