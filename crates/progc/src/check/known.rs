//! `--baseline`: what is known does not count. What is known and not found any more is said, and taken out when asked for;
//! but only what this run looked for can be told to be gone.

use super::{Scope, Seen, settings};
use crate::args::{Args, CheckArgs};
use crate::output;
use crate::unread::{self, Unread};
use anyhow::{Result, anyhow, bail};
use prog_diagnostics::baseline::{Baseline, Known};
use prog_model::Workspace;
use prog_model::config::Config;
use std::collections::HashMap;
use std::path::Path;

/// So many are named in a note.
const NAMED: usize = 10;

/// Takes the known findings out of those that were seen.
pub fn leave_out(path: &Path, seen: &mut Seen<'_>, check: &CheckArgs, args: &Args) -> Result<()> {
    let baseline = read(path)?;
    let slipped = seen.findings.iter().any(|f| f.rule == "syntax");
    let (unread, findings) = seen.findings.drain(..).partition(|f| unread::is_about(f.rule));
    let mut compared = baseline.compare(findings, &seen.sources);
    seen.findings = unread;
    seen.findings.append(&mut compared.new);
    prog_diagnostics::sort(&mut seen.findings, &seen.sources);
    let looked_for = LookedFor::new(seen, check, slipped);
    // An entry that does not belong there goes, and says nothing about what is mended.
    let (misplaced, mut gone): (Vec<_>, Vec<_>) =
        compared.stale.into_iter().partition(|(known, _)| unread::is_about(&known.rule));
    gone.retain(|(known, _)| looked_for.holds(known));
    if check.prune_baseline && !(misplaced.is_empty() && gone.is_empty()) {
        let pruned = baseline.pruned(&misplaced).pruned(&gone);
        output::write(path, pruned.to_json().as_bytes())?;
    }
    if !args.quiet && !gone.is_empty() {
        say(&gone, path, check.prune_baseline);
    }
    Ok(())
}

fn read(path: &Path) -> Result<Baseline> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| anyhow!("cannot read the baseline `{}`: {}", path.display(), output::plainly(&e)))?;
    match Baseline::parse(&text) {
        Ok(baseline) => Ok(baseline),
        Err(what) => bail!("`{}`: {what}", path.display()),
    }
}

fn say(gone: &[(Known, usize)], path: &Path, pruned: bool) {
    let done = if pruned { "taken out of" } else { "still in" };
    let times: usize = gone.iter().map(|(_, times)| times).sum();
    let known = output::count(times, "known finding");
    let are = if times == 1 { "is" } else { "are" };
    anstream::eprintln!("note: {known} {are} mended and {done} {}", path.display());
    for (known, times) in gone.iter().take(NAMED) {
        let times = if *times == 1 { String::new() } else { format!(", {times} times") };
        anstream::eprintln!("  {} [{}]{times}", known.message, known.rule);
    }
    if gone.len() > NAMED {
        anstream::eprintln!("  and {} more", gone.len() - NAMED);
    }
    if !pruned {
        anstream::eprintln!("  run again with --prune-baseline to take them out");
    }
}

/// What one run could have found.
struct LookedFor<'a> {
    check: &'a CheckArgs,
    config: &'a Config,
    unread: &'a Unread,
    /// There is a slip in the form of a file: what it hides is not gone.
    slipped: bool,
    places: Places<'a>,
}

/// Where it looked.
enum Places<'a> {
    Everywhere,
    /// Only in some files. A declaration counts where all that have its path are in them; of one that is gone nobody can tell
    /// where it was.
    Within {
        scope: &'a Scope<'a>,
        declared: HashMap<String, bool>,
    },
}

impl<'a> LookedFor<'a> {
    fn new(seen: &'a Seen<'_>, check: &'a CheckArgs, slipped: bool) -> Self {
        let Seen { config, unread, scope, .. } = seen;
        let places = match scope.is_whole(seen.root) {
            true => Places::Everywhere,
            false => Places::Within { scope, declared: declared(seen.sources.workspace, scope) },
        };
        Self { check, config, unread, slipped, places }
    }

    fn holds(&self, known: &Known) -> bool {
        // In what could not be read anything may stand.
        let hidden = !self.unread.is_empty() || self.slipped && known.rule != "syntax";
        !hidden && self.asks_for(&known.rule) && self.places.hold(known)
    }

    fn asks_for(&self, name: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|rule| rule == name);
        let Some(rule) = prog_rules::find(name) else { return false };
        if named(&self.check.ignore) || self.check.no_clock && rule.clock {
            return false;
        }
        match self.check.select.is_empty() {
            true => settings::is_on(self.config, rule),
            false => named(&self.check.select),
        }
    }
}

impl Places<'_> {
    fn hold(&self, known: &Known) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Within { scope, .. } if known.path.is_empty() => scope.holds(&known.file),
            Self::Within { declared, .. } => declared.get(&known.path).copied().unwrap_or(false),
        }
    }
}

/// The paths of all declarations, and whether all that have one are in scope.
fn declared(workspace: &Workspace, scope: &Scope<'_>) -> HashMap<String, bool> {
    let mut all = HashMap::new();
    for (id, file) in workspace.files() {
        let here = scope.holds(&file.path);
        for decl in workspace.decls_in(id) {
            *all.entry(decl.path()).or_insert(true) &= here;
        }
    }
    all
}
