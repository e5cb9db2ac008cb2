//! `progc check --watch`: checks again whenever something in the workspace changes.
//!
//! Changes come in bursts (an editor saves, git switches a branch), so a short quiet time is waited for. Folders that
//! go and files that are half written are only the state of a moment: the next pass sees the next one.

use super::once;
use crate::args::{Args, CheckArgs};
use crate::discover::CONFIG;
use anyhow::{Context, Result};
use notify_debouncer_full::{DebounceEventResult, new_debouncer, notify::RecursiveMode};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

pub fn run(check: &CheckArgs, args: &Args, root: &Path) -> Result<ExitCode> {
    let (send, receive) = mpsc::channel();
    let handler = move |events: DebounceEventResult| {
        let relevant = match &events {
            Ok(events) => events.iter().flat_map(|e| &e.paths).any(|p| matters(p)),
            Err(_) => true,
        };
        if relevant {
            // The receiver is gone only when the command ends.
            let _ = send.send(());
        }
    };
    let mut watcher = new_debouncer(Duration::from_millis(120), None, handler)
        .context("cannot watch files on this system")?;
    watcher
        .watch(root, RecursiveMode::Recursive)
        .with_context(|| format!("cannot watch `{}`", root.display()))?;
    loop {
        pass(check, args, root);
        if !args.quiet {
            anstream::eprintln!("watching {}; press Ctrl-C to stop", root.display());
        }
        if receive.recv().is_err() {
            return Ok(ExitCode::SUCCESS);
        }
        while receive.try_recv().is_ok() {}
        if args.color.on_stdout() {
            // Clear the screen, so that what is printed is what holds.
            anstream::print!("\x1b[2J\x1b[H");
        }
    }
}

fn pass(check: &CheckArgs, args: &Args, root: &Path) {
    if let Err(error) = once(check, args, root) {
        crate::problem::report(&error);
    }
}

/// A `.prog` file or the settings; a folder may hold some.
fn matters(path: &Path) -> bool {
    match path.extension() {
        Some(extension) => {
            extension == "prog" || path.file_name().is_some_and(|n| n == CONFIG || n == ".gitignore")
        }
        None => !path.components().any(|c| c.as_os_str() == ".git"),
    }
}
