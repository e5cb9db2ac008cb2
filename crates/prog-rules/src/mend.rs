//! Applies what may be applied, checks again, and goes on until nothing more is to be done: `progc check --fix`, and the editor's
//! "fix all". Writes no files.

use crate::Engine;
use prog_diagnostics::apply::apply_fixes;
use prog_diagnostics::{Applicability, Diagnostic, Fix};
use prog_model::{Change, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A mended finding may uncover another; more rounds than this mean that two fixes undo each other.
const ROUNDS: usize = 20;

/// What was mended.
#[derive(Debug, Default)]
pub struct Done {
    /// How many fixes were applied.
    pub fixes: usize,
    /// Every file that changed.
    pub files: BTreeMap<Arc<str>, Mended>,
}

/// A file that changed.
#[derive(Debug)]
pub struct Mended {
    /// What it said.
    pub before: Text,
    /// What it says now.
    pub after: Arc<str>,
}

impl Done {
    /// Notes that a file changed.
    pub fn note(&mut self, path: &Arc<str>, old: &Text, new: &Arc<str>) {
        let file = self.files.entry(path.clone());
        file.or_insert_with(|| Mended { before: old.clone(), after: new.clone() }).after = new.clone();
    }
}

/// What may be applied, the harmless first: mending a slip often shows that what looked unused is not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Safe,
    /// Suggested ones that add or change something.
    Suggested,
    /// Suggested ones that only take something away.
    Removals,
}

/// Applies the safe fixes of the files in scope, and the suggested ones that have a single candidate if asked for.
pub fn mend(engine: &mut Engine, suggested: bool, in_scope: impl Fn(&str) -> bool, done: &mut Done) {
    let stages = [Stage::Safe, Stage::Suggested, Stage::Removals];
    let stages = if suggested { &stages[..] } else { &stages[..1] };
    for _ in 0..ROUNDS {
        if !stages.iter().any(|stage| apply(engine, *stage, &in_scope, done)) {
            break;
        }
    }
}

/// One round of one stage; whether anything was to be done.
fn apply(engine: &mut Engine, stage: Stage, in_scope: &impl Fn(&str) -> bool, done: &mut Done) -> bool {
    let findings = engine.all_findings();
    let path = |f: &Diagnostic| engine.workspace().file(f.place.file).map(|m| m.path.clone());
    let wanted = findings.iter().filter(|f| path(f).is_some_and(|p| in_scope(&p)));
    let stays = |f: &&Diagnostic| f.rule != "unused-allow" || !was_changed(engine, f, done);
    // As long as a name means nothing, nobody knows what is not named.
    let unsure = findings.iter().any(|f| matches!(f.rule, "unresolved-name" | "wrong-kind" | "syntax"));
    let named = |f: &&Diagnostic| f.rule != "unused-declaration" || !unsure;
    let chosen = wanted.filter(stays).filter(named).filter_map(|f| Some((f.rule, choose(f, stage)?)));
    let chosen = first_of_all(chosen.collect());
    let applied = apply_fixes(engine.workspace(), &chosen);
    done.fixes += applied.applied.len();
    let changed = !applied.texts.is_empty();
    for (file, text) in applied.texts {
        let Some(model) = engine.workspace().file(file) else { continue };
        let (path, text) = (model.path.clone(), Arc::from(text));
        done.note(&path, &model.text, &text);
        engine.apply(Change::Set { path, text });
    }
    changed
}

/// Which of the fixes come first: those of allows, alone if there are any. What is allowed then is not to be mended.
fn first_of_all<'f>(chosen: Vec<(&str, &'f Fix)>) -> Vec<&'f Fix> {
    let allows = chosen.iter().any(|(rule, _)| *rule == "unknown-rule");
    chosen.into_iter().filter(|(rule, _)| !allows || *rule == "unknown-rule").map(|(_, fix)| fix).collect()
}

/// Whether the comment on which a finding stands was changed already: then it is not for the next fix to remove what a person wrote.
fn was_changed(engine: &Engine, finding: &Diagnostic, done: &Done) -> bool {
    let Some(model) = engine.workspace().file(finding.place.file) else { return false };
    let comment = finding.place.span.text(&model.text);
    done.files.get(&model.path).is_some_and(|file| !file.before.contains(comment))
}

/// The fix of a finding that may be applied unasked.
pub fn safe(finding: &Diagnostic) -> Option<&Fix> {
    finding.fixes.iter().find(|f| f.applicability == Applicability::Safe)
}

fn choose(finding: &Diagnostic, stage: Stage) -> Option<&Fix> {
    match (stage, safe(finding), finding.fixes.as_slice()) {
        (Stage::Safe, safe, _) => safe,
        (_, None, [only]) => {
            let removes = only.edits.iter().all(|e| e.text.trim().is_empty());
            (removes == (stage == Stage::Removals)).then_some(only)
        }
        _ => None,
    }
}
