//! `progc check --watch`: checks again whenever something in the workspace changes.
//!
//! Changes come in bursts (an editor saves, git switches a branch), so a short quiet time is waited for. Folders that
//! go and files that are half written are only the state of a moment: the next pass sees the next one.

use super::once;
use crate::args::{Args, CheckArgs};
use crate::discover::{CONFIG, Home};
use crate::output::{self, UNFINISHED};
use crate::problem;
use anyhow::{Context, Result, bail};
use notify_debouncer_full::notify::event::{EventKind, ModifyKind, RemoveKind};
use notify_debouncer_full::{DebounceEventResult, new_debouncer, notify::RecursiveMode};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

pub fn run(check: &CheckArgs, args: &Args, home: &Home) -> Result<ExitCode> {
    let (send, receive) = mpsc::channel();
    let output = check.output_file.as_deref().and_then(|path| std::path::absolute(path).ok());
    let handler = move |events: DebounceEventResult| {
        let relevant = match &events {
            // Reading a file is an event too; we do so ourselves.
            Ok(events) => events.iter().any(|e| {
                let ours = |p: &Path| output.as_deref() == Some(p);
                !e.kind.is_access() && e.paths.iter().any(|p| !ours(p) && matters(e.kind, p))
            }),
            Err(_) => true,
        };
        if relevant {
            // The receiver is gone only when the command ends.
            let _ = send.send(());
        }
    };
    let mut watcher = new_debouncer(Duration::from_millis(120), None, handler)
        .context("cannot watch files on this system")?;
    for folder in &home.folders {
        let cannot = || format!("cannot watch `{}`", folder.display());
        watcher.watch(folder, RecursiveMode::Recursive).with_context(cannot)?;
    }
    loop {
        if let Err(error) = once(check, args, home) {
            if problem::is_closed_pipe(&error) {
                return Err(error);
            }
            problem::report(&error);
        }
        if !args.quiet {
            let folders: Vec<String> = home.folders.iter().map(|f| f.display().to_string()).collect();
            anstream::eprintln!("watching {}; press Ctrl-C to stop", folders.join(" and "));
        }
        if receive.recv().is_err() {
            return Ok(ExitCode::SUCCESS);
        }
        while receive.try_recv().is_ok() {}
        if let Some(gone) = home.folders.iter().find(|folder| !folder.is_dir()) {
            bail!("`{}` is not there any more", gone.display());
        }
        if args.color.on_stdout() {
            // Clear the screen, so that what is printed is what holds.
            output::print("\x1b[2J\x1b[H")?;
        }
    }
}

/// A `.prog` file or the settings, or a folder that came or went and may hold some.
fn matters(kind: EventKind, path: &Path) -> bool {
    let name = path.file_name().map_or("".into(), |n| n.to_string_lossy());
    if name.starts_with(UNFINISHED) || path.components().any(|c| c.as_os_str() == ".git") {
        return false;
    }
    let named = name.ends_with(".prog") || name == CONFIG || name == ".gitignore";
    named
        || match kind {
            EventKind::Remove(RemoveKind::Folder | RemoveKind::Any) => true,
            // Moved in: it is there. Moved out: nobody can tell any more, but folders have rarely a dot.
            EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                path.is_dir() || (!path.exists() && path.extension().is_none())
            }
            _ => false,
        }
}
