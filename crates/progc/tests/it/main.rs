//! What a user sees: the built command run in folders of its own, with its output and exit code.
//!
//! Not here: what the rules find (prog-rules) and how findings are drawn (prog-diagnostics).

mod agree;
mod baseline;
mod check;
mod fix;
mod fmt;
mod formats;
mod hostile;
mod import;
mod pages;
mod settings;
mod start;
mod support;
mod watch;
