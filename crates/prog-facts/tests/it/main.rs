//! What the facts say about models written as text, on 2026-02-10.

mod audit;
mod colours;
mod forecast;
mod impact;
mod kpis;
mod outcomes;
mod plan;

use prog_diagnostics::FileId;
use prog_facts::{Cache, Facts, Group, Setup};
use prog_model::config::{self, Config};
use prog_model::dates::{self, Day};
use prog_model::{Decl, Workspace};

/// A model and what is computed of it.
pub struct World {
    workspace: Workspace,
    config: Config,
    setup: Setup,
    cache: Cache,
}

impl World {
    /// Of one file and no settings.
    pub fn new(text: &str) -> Self {
        Self::with(&[("spec.prog", text)], "")
    }

    /// Of several files, with the text of `progc.toml`.
    pub fn with(files: &[(&str, &str)], settings: &str) -> Self {
        let (config, findings) = config::parse(settings, FileId(u32::MAX));
        assert!(findings.is_empty(), "{findings:?}");
        let workspace = Workspace::from_texts(config.schema(), files);
        for (id, file) in workspace.files() {
            let wrong: Vec<_> = workspace.form_findings(id).map(|f| &f.message).collect();
            assert!(wrong.is_empty(), "{}: {wrong:?}", file.path);
        }
        let setup = Setup::new(&config);
        Self { workspace, config, setup, cache: Cache::default() }
    }

    /// On 2026-02-10, a Tuesday.
    pub fn facts(&self) -> Facts<'_> {
        self.on("2026-02-10")
    }

    /// On another day.
    pub fn on(&self, day: &str) -> Facts<'_> {
        Facts::new(&self.workspace, &self.config, &self.setup, &self.cache, self::day(day))
    }

    /// The declaration with this path.
    pub fn decl(&self, path: &str) -> Decl<'_> {
        self.workspace.find(path).unwrap_or_else(|| panic!("{path} is declared"))
    }

    /// The group of a program.
    pub fn group(&self, program: &str) -> Group {
        Group::Program(self.decl(program).id())
    }
}

/// The day of an ISO date.
pub fn day(text: &str) -> Day {
    dates::parse_iso(text).unwrap_or_else(|| panic!("{text} is a date"))
}
