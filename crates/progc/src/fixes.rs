//! `--fix`: applies what may be applied, checks again, and goes on until nothing more is to be done.

use crate::discover::CONFIG;
use crate::load::{CONFIG_FILE, Settings};
use crate::output;
use anyhow::Result;
use prog_diagnostics::apply::{apply_edits, apply_fixes};
use prog_diagnostics::{Applicability, Diagnostic, Fix};
use prog_model::Change;
use prog_rules::{Engine, Options};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// A mended finding may uncover another; more rounds than this mean that two fixes undo each other.
const ROUNDS: usize = 20;

/// What was mended.
#[derive(Debug, Default)]
pub struct Done {
    /// How many fixes were applied.
    pub fixes: usize,
    /// Every file that changed.
    files: BTreeMap<Arc<str>, Mended>,
}

/// A file that changed.
#[derive(Debug)]
struct Mended {
    before: Arc<str>,
    after: Arc<str>,
}

impl Done {
    fn note(&mut self, path: &Arc<str>, old: &Arc<str>, new: &Arc<str>) {
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

/// Applies the safe fixes of `progc.toml`, one after the other: the right word may stand there already, and twice it would be
/// worse than misspelt.
pub fn mend_settings(settings: &mut Settings, options: &Options, done: &mut Done) {
    let better = |settings: &Settings| {
        settings.heard(options).iter().find_map(|f| mended(settings, choose(f, Stage::Safe)?))
    };
    while let Some(better) = better(settings) {
        if let (Some(old), Some(new)) = (&settings.text, &better.text) {
            done.note(&CONFIG.into(), old, new);
        }
        done.fixes += 1;
        *settings = better;
    }
}

/// The settings after a fix, if less is wrong with them then.
fn mended(settings: &Settings, fix: &Fix) -> Option<Settings> {
    let text = apply_edits(settings.text.as_deref()?, CONFIG_FILE, &fix.edits)?;
    let after = Settings::of(text.into());
    (after.findings.len() < settings.findings.len()).then_some(after)
}

/// One round of one stage; whether anything was to be done.
fn apply(engine: &mut Engine, stage: Stage, in_scope: &impl Fn(&str) -> bool, done: &mut Done) -> bool {
    let findings = engine.all_findings();
    let path = |f: &Diagnostic| engine.workspace().file(f.place.file).map(|m| m.path.clone());
    let wanted = findings.iter().filter(|f| path(f).is_some_and(|p| in_scope(&p)));
    let stays = |f: &&Diagnostic| f.rule != "unused-allow" || !was_changed(engine, f, done);
    let chosen = wanted.filter(stays).filter_map(|f| Some((f.rule, choose(f, stage)?)));
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

fn choose(finding: &Diagnostic, stage: Stage) -> Option<&Fix> {
    let safe = finding.fixes.iter().find(|f| f.applicability == Applicability::Safe);
    match (stage, safe, finding.fixes.as_slice()) {
        (Stage::Safe, safe, _) => safe,
        (_, None, [only]) => {
            let removes = only.edits.iter().all(|e| e.text.trim().is_empty());
            (removes == (stage == Stage::Removals)).then_some(only)
        }
        _ => None,
    }
}

/// Writes what was mended.
pub fn write(root: &Path, done: &Done, quiet: bool) -> Result<()> {
    for (path, file) in &done.files {
        output::write(&root.join(&**path), file.after.as_bytes())?;
    }
    if !quiet && done.fixes > 0 {
        let fixes = if done.fixes == 1 { "1 fix".into() } else { format!("{} fixes", done.fixes) };
        anstream::eprintln!("applied {fixes} in {}", output::count(done.files.len(), "file"));
    }
    Ok(())
}

/// Prints what would be mended, as a diff.
pub fn show(done: &Done) -> Result<ExitCode> {
    for (path, file) in &done.files {
        output::print(&unified(path, &file.before, &file.after))?;
    }
    Ok(ExitCode::from(u8::from(!done.files.is_empty())))
}

/// Prints the text that came from standard input, mended or not: what goes in comes out.
pub fn print(engine: &Engine, path: &str) -> Result<()> {
    let file = engine.workspace().file_id(path).and_then(|id| engine.workspace().file(id));
    output::print(file.map_or("", |f| &*f.text))
}

/// A unified diff of one file.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    similar::TextDiff::configure()
        // A rough diff of a huge file soon is better than the shortest one late.
        .timeout(Duration::from_secs(2))
        .diff_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
