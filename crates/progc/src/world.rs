//! A workspace that was read for questions, not for findings: what `show`, `graph`, `report`, `memo` and `export` look at.

use crate::args::{Args, ClockArgs};
use crate::commands::day;
use crate::discover;
use crate::load::{self, Loaded, Settings, Sources};
use crate::unread::{self, Unread};
use anyhow::Result;
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::{Cache, Facts, Setup};
use prog_model::Workspace;
use prog_model::dates::Day;
use prog_report::Ask;
use std::process::ExitCode;

/// A workspace with what is computed over it.
pub struct World {
    workspace: Workspace,
    settings: Settings,
    setup: Setup,
    cache: Cache,
    today: Day,
    unread: Unread,
}

impl World {
    /// Reads the workspace of the current folder.
    pub fn open(clock: &ClockArgs, args: &Args) -> Result<Self> {
        let today = day(clock.as_of.as_deref())?;
        Self::of(load::load(&discover::here()?, args.quiet), today, args.quiet)
    }

    /// A workspace that was read already. What is wrong with it is said, once, on standard error.
    pub fn of(loaded: Loaded, today: Day, quiet: bool) -> Result<Self> {
        if !quiet {
            note_errors(&loaded.workspace);
        }
        Self::new(loaded, today, "")
    }

    /// An earlier state, by its name. Of what was wrong in it only what could not be read is worth a note.
    pub fn earlier(loaded: Loaded, today: Day, name: &str) -> Result<Self> {
        Self::new(loaded, today, &format!(" in `{name}`"))
    }

    fn new(loaded: Loaded, today: Day, state: &str) -> Result<Self> {
        let Loaded { workspace, settings, .. } = loaded;
        settings.must_hold()?;
        let unread = Unread::default().and_files(&workspace, |_| true);
        unread.note(&[], &Sources { workspace: &workspace, config: None }, state);
        let setup = Setup::new(&settings.config);
        Ok(Self { workspace, settings, setup, cache: Cache::default(), today, unread })
    }

    /// How a command ends that has answered: with 2 where a file is missing from the answer, else with `code`.
    pub fn end(&self, code: ExitCode) -> ExitCode {
        self.unread.or(code)
    }

    /// What can be asked.
    pub fn facts(&self) -> Facts<'_> {
        Facts::new(&self.workspace, &self.settings.config, &self.setup, &self.cache, self.today)
    }

    /// What is asked about: everything, or one program.
    pub fn ask(&self, program: Option<&str>) -> Result<Ask<'_>> {
        Ok(match program {
            None => Ask::new(&self.facts()),
            Some(name) => Ask::of_program(&self.facts(), name)?,
        })
    }
}

/// An answer made from half a model must not look like one made from all of it.
fn note_errors(workspace: &Workspace) {
    let wrong = |f: &&Diagnostic| f.level == Level::Error && !unread::is_about(f.rule);
    let errors = |file| workspace.form_findings(file).filter(wrong).count();
    let files: Vec<(&str, usize)> =
        workspace.files().map(|(id, file)| (&*file.path, errors(id))).filter(|(_, n)| *n > 0).collect();
    let Some((first, _)) = files.first() else { return };
    let all: usize = files.iter().map(|(_, n)| n).sum();
    let place = if files.len() == 1 { (*first).to_owned() } else { format!("{} files", files.len()) };
    let errors = if all == 1 { "1 error".to_owned() } else { format!("{all} errors") };
    anstream::eprintln!(
        "note: {errors} in {place}: what they touch may be missing here; `progc check` says more"
    );
}
