//! Edits inside the engine: how long until the findings of the whole workspace are fresh again.

use crate::walk::prog_files;
use prog_diagnostics::FileId;
use prog_model::config::Config;
use prog_model::{Change, Workspace, dates};
use prog_rules::{Engine, Options};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Reads a generated workspace and edits it.
pub fn run(folder: &Path) -> Result<(), String> {
    let config = Arc::new(Config::default());
    let schema = config.schema();
    let files = prog_files(folder);
    let models = files
        .par_iter()
        .enumerate()
        .map(|(i, path)| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
            Box::new(prog_model::lower(&schema, FileId(i as u32), name.into(), text.into()))
        })
        .collect();
    let today = dates::parse_iso("2026-03-10").unwrap_or_default();
    let mut engine = Engine::new(Workspace::new(schema, models), config, Options::on(today));
    engine.prepare();
    let kinds: [(&str, &str, &str); 5] = [
        ("a title", "Latency spikes hurt conversion", "Latency spikes harm conversion"),
        ("a value within a declaration", "impact: moderate", "impact: minor"),
        ("a due date", "due: 2026-11-15", "due: 2026-11-22"),
        ("an estimate", "estimate: 3d .. 5d .. 9d", "estimate: 3d .. 6d .. 9d"),
        ("what a system depends on", "  slo: availability >= 99.9%", "  fallback: \"Wait\""),
    ];
    for (what, from, to) in kinds {
        let times = edit_many(&mut engine, |text| text.replacen(from, to, 1));
        print_times(what, times);
    }
    let (away, back) = rename_team(&mut engine);
    print_times("a name used in 50 files", away);
    print_times("the same, back again", back);
    Ok(())
}

fn print_times(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    if times.is_empty() {
        return;
    }
    let at = |q: f64| times[((times.len() - 1) as f64 * q) as usize] * 1e3;
    println!(
        "  edit of {what:<30} p50 {:>8.3} ms   p99 {:>8.3} ms   ({} edits)",
        at(0.5),
        at(0.99),
        times.len()
    );
}

fn edit_many(engine: &mut Engine, change: impl Fn(&str) -> String) -> Vec<f64> {
    let count = engine.workspace().file_count();
    let step = (count / 400).max(1);
    let mut times = Vec::new();
    for at in (0..count).step_by(step) {
        let Some(file) = engine.workspace().file(FileId(at as u32)) else { continue };
        let (path, old) = (file.path.clone(), file.text.shared());
        let new: Arc<str> = change(&old).into();
        if new == old {
            continue;
        }
        for text in [new, old] {
            times.push(apply(engine, path.clone(), text));
        }
    }
    times
}

fn apply(engine: &mut Engine, path: Arc<str>, text: Arc<str>) -> f64 {
    let start = Instant::now();
    let files = engine.apply(Change::Set { path, text });
    let found: usize = files.iter().map(|f| engine.findings(*f).len()).sum();
    let time = start.elapsed().as_secs_f64();
    assert!(found < usize::MAX);
    time
}

/// Renames a team in the organisation's file alone: the names in fifty files mean nothing, then something again.
fn rename_team(engine: &mut Engine) -> (Vec<f64>, Vec<f64>) {
    let (mut away, mut back) = (Vec::new(), Vec::new());
    let Some(id) = engine.workspace().file_id("organisation.prog") else { return (away, back) };
    let Some(file) = engine.workspace().file(id) else { return (away, back) };
    let (path, old) = (file.path.clone(), file.text.shared());
    for _ in 0..100 {
        let new: Arc<str> = old.replacen("team team-1 ", "team team-x ", 1).into();
        away.push(apply(engine, path.clone(), new));
        back.push(apply(engine, path.clone(), old.clone()));
    }
    (away, back)
}
