//! From a folder to a workspace: settings, files, model. Files are read and lowered side by side.

use crate::discover::{self, CONFIG, Found, Home, What};
use crate::files::{self, Unreadable};
use crate::unread;
use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use prog_diagnostics::{Diagnostic, FileId, Files, Level, Place};
use prog_model::config::{self, Config};
use prog_model::file::FileModel;
use prog_model::{Schema, Workspace};
use prog_rules::Options;
use prog_syntax::Span;
use rayon::prelude::*;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The number of `progc.toml` among the files.
pub const CONFIG_FILE: FileId = FileId(u32::MAX - 1);

/// The settings of a workspace and what is wrong with them.
#[derive(Debug, Default)]
pub struct Settings {
    /// What holds.
    pub config: Arc<Config>,
    /// The text of `progc.toml`, if there is one.
    pub text: Option<Arc<str>>,
    /// Findings in it, before any selection.
    pub findings: Vec<Diagnostic>,
}

impl Settings {
    /// What a `progc.toml` says.
    pub fn of(text: Arc<str>) -> Self {
        let (config, mut findings) = config::parse(&text, CONFIG_FILE);
        findings.extend(prog_rules::config_findings(&config, CONFIG_FILE));
        findings.sort_by_key(|f| f.place.span.start);
        Self { config: Arc::new(config), text: Some(text), findings }
    }

    /// What is to be said of them in a run.
    pub fn heard(&self, options: &Options) -> Vec<Diagnostic> {
        prog_rules::heard(&self.findings, &self.config, Some(options))
    }

    /// An error where they do not hold as a whole: half of them would give another answer than they ask for.
    pub fn must_hold(&self) -> Result<()> {
        match self.findings.iter().find(|f| f.rule == unread::SETTINGS) {
            Some(finding) => bail!("progc.toml: {}. Run `progc check` to see where", finding.message),
            None => Ok(()),
        }
    }
}

/// Reads `progc.toml` in `root`.
pub fn settings(root: &Path) -> Settings {
    let path = root.join(CONFIG);
    // A link that leads nowhere is a mistake to tell, not an absence.
    if std::fs::symlink_metadata(&path).is_err() {
        return Settings::default();
    }
    match files::read_if_file(&path) {
        Ok(text) => Settings::of(text),
        Err(Unreadable { message, help }) => {
            let place = Place { file: CONFIG_FILE, span: Span::at(0) };
            let finding = Diagnostic::new(unread::SETTINGS, Level::Error, place, message).help(help);
            Settings { text: Some("".into()), findings: vec![finding], ..Settings::default() }
        }
    }
}

/// A workspace that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its settings.
    pub settings: Settings,
    /// Its model.
    pub workspace: Workspace,
}

/// Reads the workspace in `root`.
pub fn load(root: &Path, quiet: bool) -> Loaded {
    load_with(&root.to_owned().into(), settings(root), None, quiet)
}

/// The same with these settings. `instead` gives a text for one path in place of what is on disk.
pub fn load_with(home: &Home, settings: Settings, instead: Option<(&str, &str)>, quiet: bool) -> Loaded {
    let mut found = discover::files(home, &settings.config.exclude);
    if let Some((path, _)) = instead
        && !found.iter().any(|f| f.path == path)
    {
        found.push(Found { path: path.to_owned(), disk: home.root.join(path), what: What::File });
        found.sort_unstable();
    }
    let schema = settings.config.schema();
    let progress = Progress::start(found.len(), quiet);
    let models: Vec<Box<FileModel>> = found
        .into_par_iter()
        // In small runs, so that the last one is not long: nobody takes a part of it over.
        .with_min_len(8)
        .with_max_len(16)
        .enumerate()
        .map(|(at, found)| {
            let text = instead.filter(|(path, _)| *path == found.path).map(|(_, text)| Arc::from(text));
            let model = Box::new(read_model(&schema, FileId(at as u32), &found, text));
            progress.step();
            model
        })
        .collect();
    progress.end();
    let workspace = Workspace::new(schema, models);
    Loaded { settings, workspace }
}

fn read_model(schema: &Schema, file: FileId, found: &Found, text: Option<Arc<str>>) -> FileModel {
    let path: Arc<str> = found.path.as_str().into();
    let text = match text {
        Some(text) => Ok(text),
        None => files::read_as(&found.disk, found.what),
    };
    match text {
        Ok(text) => prog_model::lower(schema, file, path, text),
        Err(Unreadable { message, help }) => prog_model::unreadable(file, path, message, help),
    }
}

/// All texts that findings point into: the workspace's and `progc.toml`.
pub struct Sources<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The text of `progc.toml`.
    pub config: Option<&'a str>,
}

impl Files for Sources<'_> {
    fn path(&self, file: FileId) -> &str {
        if file == CONFIG_FILE { CONFIG } else { self.workspace.path(file) }
    }

    fn text(&self, file: FileId) -> &str {
        if file == CONFIG_FILE { self.config.unwrap_or("") } else { self.workspace.text(file) }
    }
}

/// A progress bar that shows itself on a terminal, and only if the work takes longer than half a second.
struct Progress {
    bar: Option<ProgressBar>,
    done: Arc<AtomicBool>,
}

impl Progress {
    fn start(total: usize, quiet: bool) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        // A few hundred files never take that long.
        if quiet || total < 500 || !std::io::stderr().is_terminal() {
            return Self { bar: None, done };
        }
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("reading {bar:30} {pos}/{len} files") {
            bar.set_style(style);
        }
        let (shown, over) = (bar.clone(), done.clone());
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(500));
            if !over.load(Ordering::Relaxed) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
            }
        });
        Self { bar: Some(bar), done }
    }

    fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn end(self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
