//! What could not be read, files and settings. That is no opinion which a selection, a level or a baseline could set aside: a
//! run that left something out says so and exits with 2, whatever else it was asked for.

use crate::load::Settings;
use prog_diagnostics::{Diagnostic, Files};
use prog_model::Workspace;
use std::process::ExitCode;

const FILE: &str = "unreadable-file";
/// The rule about settings that do not hold as a whole.
pub const SETTINGS: &str = "invalid-config";

/// So many are named in a note.
const NAMED: usize = 10;

/// Whether a rule is about what could not be read.
pub fn is_about(rule: &str) -> bool {
    [FILE, SETTINGS].contains(&rule)
}

/// The findings about what could not be read, before any selection.
#[derive(Debug, Default)]
pub struct Unread {
    findings: Vec<Diagnostic>,
}

impl Unread {
    /// And in the files of a workspace whose path fits.
    pub fn and_files(mut self, workspace: &Workspace, fits: impl Fn(&str) -> bool) -> Self {
        let files =
            workspace.files_with_form_findings().into_iter().filter(|file| fits(workspace.path(*file)));
        let findings = files.flat_map(|file| workspace.form_findings(file).cloned().collect::<Vec<_>>());
        self.findings.extend(findings.filter(|f| f.rule == FILE));
        self
    }

    /// And in the settings, which hold for all files.
    pub fn and_settings(mut self, settings: &Settings) -> Self {
        self.findings.extend(settings.findings.iter().filter(|f| f.rule == SETTINGS).cloned());
        self
    }

    /// Whether all could be read.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// 2 if there is anything, else `otherwise`.
    pub fn or(&self, otherwise: ExitCode) -> ExitCode {
        if self.findings.is_empty() { otherwise } else { ExitCode::from(2) }
    }

    /// Says on standard error what is not among the findings that are `said` already. Also where little is to be printed: it
    /// is the reason for the exit code. `state` says which state of the workspace it is, where that is not the one on disk.
    pub fn note(&self, said: &[Diagnostic], files: &dyn Files, state: &str) {
        let known = |f: &Diagnostic| said.iter().any(|s| s.rule == f.rule && s.place.file == f.place.file);
        let unsaid: Vec<&Diagnostic> = self.findings.iter().filter(|f| !known(f)).collect();
        for finding in unsaid.iter().take(NAMED) {
            let path = files.path(finding.place.file);
            let what = if finding.rule == FILE { "could not be read" } else { "does not hold as a whole" };
            anstream::eprintln!("note: `{path}`{state} {what}: {}", finding.message);
        }
        if unsaid.len() > NAMED {
            anstream::eprintln!("  and {} more", unsaid.len() - NAMED);
        }
    }
}
