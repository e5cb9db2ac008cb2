//! A workspace that was read for questions, not for findings: what `show`, `graph`, `report`, `memo` and `export` look at.

use crate::args::{Args, ClockArgs};
use crate::commands::day;
use crate::discover;
use crate::load::{self, Loaded, Settings};
use anyhow::{Result, bail};
use prog_diagnostics::Level;
use prog_facts::{Cache, Facts, Setup};
use prog_model::Workspace;
use prog_model::dates::Day;
use prog_report::Ask;

/// A workspace with what is computed over it.
pub struct World {
    workspace: Workspace,
    settings: Settings,
    setup: Setup,
    cache: Cache,
    today: Day,
}

impl World {
    /// Reads the workspace of the current folder.
    pub fn open(clock: &ClockArgs, args: &Args) -> Result<Self> {
        let today = day(clock.as_of.as_deref())?;
        Self::of(load::load(&discover::root(&[])?, None, args.quiet)?, today, args.quiet)
    }

    /// A workspace that was read already. What could not be read is said, once, on standard error.
    pub fn of(loaded: Loaded, today: Day, quiet: bool) -> Result<Self> {
        let Loaded { workspace, settings, .. } = loaded;
        if let Some(finding) = settings.findings.iter().find(|f| f.rule == "invalid-config") {
            bail!("progc.toml: {}. Run `progc check` to see where", finding.message);
        }
        if !quiet {
            note_errors(&workspace);
        }
        let setup = Setup::new(&settings.config);
        Ok(Self { workspace, settings, setup, cache: Cache::default(), today })
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
    let errors = |file| workspace.form_findings(file).filter(|f| f.level == Level::Error).count();
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
