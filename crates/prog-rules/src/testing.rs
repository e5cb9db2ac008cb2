//! Checking texts that are in memory: for tests, examples in docs, and whoever has no files.

use crate::{Engine, Options};
use prog_diagnostics::{Diagnostic, FileId};
use prog_model::Workspace;
use prog_model::config::{self, Config};
use prog_model::dates::{self, Day};
use std::sync::Arc;

/// The day on which the examples of the rules are checked: 2026-02-10.
pub fn day() -> Day {
    dates::parse_iso("2026-02-10").unwrap_or_default()
}

/// An engine over files given as path and text, with default settings, on [`day`].
pub fn engine(files: &[(&str, &str)]) -> Engine {
    engine_with(files, "")
}

/// The same with the text of a `progc.toml`.
pub fn engine_with(files: &[(&str, &str)], settings: &str) -> Engine {
    let config: Config = config::parse(settings, FileId(u32::MAX)).0;
    let config = Arc::new(config);
    let workspace = Workspace::from_texts(config.schema(), files);
    Engine::new(workspace, config, Options::on(day()))
}

/// The findings of one text, by position.
pub fn check(text: &str) -> Vec<Diagnostic> {
    engine(&[("spec.prog", text)]).all_findings()
}

/// The findings of one text as lines `line:column rule: message`, to be compared in tests.
pub fn lines(text: &str) -> String {
    let index = prog_syntax::LineIndex::new(text);
    let line = |f: &Diagnostic| {
        let at = index.line_col(f.place.span.start, text);
        format!("{}:{} {}[{}] {}\n", at.line, at.column, f.level.as_str(), f.rule, f.message)
    };
    check(text).iter().map(line).collect()
}
