//! What a user sees: the built command run in folders of its own, with its output and exit code.
//!
//! Not here: what the rules find (prog-rules) and how findings are drawn (prog-diagnostics).

mod agree;
mod baseline;
mod check;
mod diff;
mod editor;
mod export;
mod fix;
mod fmt;
mod formats;
mod graph;
mod hostile;
mod import;
mod memo;
mod pages;
mod report;
mod scripts;
mod settings;
mod show;
mod start;
mod stdio;
mod support;
mod watch;
