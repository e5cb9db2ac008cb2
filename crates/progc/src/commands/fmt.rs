//! `progc fmt`: formats files in place. A file with syntax errors is left as it is.

use crate::args::{Args, FmtArgs};
use crate::discover::{self, Found, What};
use crate::{files, fixes, load, output};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// What became of one file.
enum Outcome {
    Same,
    Changed { before: String, after: String },
    Left(String),
}

pub fn run(fmt: &FmtArgs, args: &Args) -> Result<ExitCode> {
    if crate::check::reads_stdin(&fmt.paths)? {
        return stdin(fmt);
    }
    let found = wanted(fmt)?;
    let outcomes: Vec<Outcome> = found.par_iter().map(format_file).collect();
    let (mut changed, mut left) = (0, 0);
    for (found, outcome) in found.iter().zip(&outcomes) {
        match outcome {
            Outcome::Same => {}
            Outcome::Left(why) => {
                left += 1;
                anstream::eprintln!("{}: left as it is: {why}", found.path);
            }
            Outcome::Changed { before, after } => {
                changed += 1;
                if fmt.diff {
                    output::print(&fixes::unified(&found.path, before, after))?;
                } else if fmt.check {
                    output::print(&format!("{} is not formatted\n", found.path))?;
                } else if let Err(why) = output::put(&found.disk, after.as_bytes()) {
                    (changed, left) = (changed - 1, left + 1);
                    anstream::eprintln!("{}: left as it is: {}", found.path, output::plainly(&why));
                }
            }
        }
    }
    if !args.quiet {
        say(fmt, outcomes.len(), changed, left);
    }
    let unwritten = (fmt.check || fmt.diff) && changed > 0;
    Ok(if left > 0 { ExitCode::from(2) } else { ExitCode::from(u8::from(unwritten)) })
}

fn say(fmt: &FmtArgs, all: usize, changed: usize, left: usize) {
    let files = |n: usize| output::count(n, "file");
    let verb = if fmt.check || fmt.diff { "to format" } else { "formatted" };
    let rest = match left {
        0 => String::new(),
        1 => ", 1 file left as it is".to_owned(),
        _ => format!(", {} left as they are", files(left)),
    };
    anstream::eprintln!("{} {verb}, {} fine{rest}", files(changed), files(all - changed - left));
}

/// What is to be formatted. Named files may lie in several workspaces: a hook passes all that changed.
fn wanted(fmt: &FmtArgs) -> Result<Vec<Found>> {
    let mut roots: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for path in &fmt.paths {
        roots.entry(discover::root_of(path)?).or_default().push(std::fs::canonicalize(path)?);
    }
    if roots.is_empty() {
        roots.insert(discover::here()?, Vec::new());
    }
    let several = roots.len() > 1;
    let found: Result<Vec<Vec<Found>>> =
        roots.into_iter().map(|(root, asked)| in_root(root, &asked)).collect();
    let mut found = found?.concat();
    if several {
        // From one root each, two files could have one name.
        let here = std::fs::canonicalize(".")?;
        found.iter_mut().for_each(|f| f.path = discover::relative(&here, &f.disk));
        discover::sort(&mut found);
        found.dedup_by(|a, b| a.disk == b.disk);
    }
    Ok(found)
}

/// What of one workspace was asked for; all of it, where nothing was named.
fn in_root(root: PathBuf, asked: &[PathBuf]) -> Result<Vec<Found>> {
    let named = |path: &PathBuf| Found {
        path: discover::relative(&root, path),
        disk: path.clone(),
        what: What::File,
    };
    // A file that was named is formatted even where the workspace leaves it out.
    let (files, folders): (Vec<_>, Vec<_>) = asked.iter().cloned().partition(|p| p.is_file());
    let mut found: Vec<Found> = files.iter().map(named).collect();
    if asked.is_empty() || !folders.is_empty() {
        let settings = load::settings(&root);
        // What they protect must not be touched, and what that is nobody can tell.
        settings.must_hold()?;
        let mut all = discover::files(&root.into(), &settings.config.exclude);
        all.retain(|f| folders.is_empty() || folders.iter().any(|p| f.disk.starts_with(p)));
        found.extend(all);
    }
    discover::sort(&mut found);
    found.dedup_by(|a, b| a.disk == b.disk);
    Ok(found)
}

fn format_file(found: &Found) -> Outcome {
    let text = match files::read_as(&found.disk, found.what) {
        Ok(text) => text,
        Err(unreadable) => return Outcome::Left(unreadable.message),
    };
    match prog_fmt::format(&text) {
        Ok(after) if after == *text => Outcome::Same,
        Ok(after) => Outcome::Changed { before: text.to_string(), after },
        Err(why) => Outcome::Left(why.to_string()),
    }
}

fn stdin(fmt: &FmtArgs) -> Result<ExitCode> {
    let text = crate::check::stdin()?;
    let name = fmt.stdin_filename.as_deref().map_or("stdin.prog".into(), |p| p.display().to_string());
    match prog_fmt::format(&text) {
        Ok(after) => {
            let same = after == text;
            if fmt.diff {
                output::print(&fixes::unified(&name, &text, &after))?;
            } else if !fmt.check {
                output::print(&after)?;
            }
            Ok(ExitCode::from(u8::from((fmt.check || fmt.diff) && !same)))
        }
        Err(why) => {
            // What came in goes out: an editor that pipes through us loses nothing.
            if !fmt.check && !fmt.diff {
                output::print(&text)?;
            }
            anstream::eprintln!("{name}: left as it is: {why}");
            Ok(ExitCode::from(2))
        }
    }
}
