//! `--fix`: what becomes of the files that were mended, and the mending of `progc.toml`.

use crate::discover::CONFIG;
use crate::load::{CONFIG_FILE, Settings};
use crate::output;
use anyhow::Result;
use prog_diagnostics::Fix;
use prog_diagnostics::apply::apply_edits;
use prog_rules::mend::{self, Done};
use prog_rules::{Engine, Options};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// Applies the safe fixes of `progc.toml`, one after the other: the right word may stand there already, and twice it would be
/// worse than misspelt.
pub fn mend_settings(settings: &mut Settings, options: &Options, done: &mut Done) {
    let better =
        |settings: &Settings| settings.heard(options).iter().find_map(|f| mended(settings, mend::safe(f)?));
    while let Some(better) = better(settings) {
        if let (Some(old), Some(new)) = (&settings.text, &better.text) {
            done.note(&CONFIG.into(), &old.clone().into(), new);
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
