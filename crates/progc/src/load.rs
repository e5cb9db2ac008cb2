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
use std::io::IsTerminal;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    let schema = settings.config.schema();
    let progress = Progress::start(quiet);
    let read = |found: &Found| {
        let text = instead.filter(|(path, _)| *path == found.path).map(|(_, text)| Arc::from(text));
        read_model(&schema, found, text)
    };
    let mut models = read_as_found(home, &settings.config.exclude, &progress, &read);
    if let Some((path, _)) = instead
        && let Err(place) = models.binary_search_by(|known| (*known.path).cmp(path))
    {
        let found = Found { path: path.to_owned(), disk: home.root.join(path), what: What::File };
        models.insert(place, read(&found));
    }
    progress.end();
    Loaded { workspace: Workspace::new(schema, models), settings }
}

/// Reads files while others are still being looked for; gives them in the order of their paths.
// Boxed, as the workspace takes them.
#[allow(clippy::vec_box)]
fn read_as_found(
    home: &Home,
    exclude: &[String],
    progress: &Progress,
    read: &(dyn Fn(&Found) -> Box<FileModel> + Sync),
) -> Vec<Box<FileModel>> {
    let found = Mutex::new(Vec::new());
    let models = Mutex::new(Vec::new());
    let take = &|batch: usize, some: Arc<[Found]>| {
        let some = some.iter().map(|found| {
            progress.step();
            Some(read(found))
        });
        let some: Vec<Option<Box<FileModel>>> = some.collect();
        lock(&models).push((batch, some));
    };
    let order = rayon::in_place_scope(|scope| {
        discover::each(home, exclude, &|mut some| {
            progress.found(some.len());
            // Files that are neighbours lie near each other in memory.
            discover::sort(&mut some);
            let some: Arc<[Found]> = some.into();
            let batch = {
                let mut found = lock(&found);
                found.push(some.clone());
                found.len() - 1
            };
            scope.spawn(move |_| take(batch, some));
        });
        // All are found, and many not read yet: time to put them in order.
        in_order(&std::mem::take(&mut *lock(&found)))
    });
    let mut models = models.into_inner().unwrap_or_else(PoisonError::into_inner);
    models.sort_unstable_by_key(|(batch, _)| *batch);
    order.into_iter().filter_map(|(batch, at)| models[batch].1[at].take()).collect()
}

/// Where each file is, as batch and place in it, by path.
fn in_order(batches: &[Arc<[Found]>]) -> Vec<(usize, usize)> {
    let numbered = |(number, batch): (usize, &'_ Arc<[Found]>)| {
        let batch = batch.clone();
        (0..batch.len()).map(move |at| (number, at))
    };
    let mut order: Vec<(usize, usize)> = batches.iter().enumerate().flat_map(numbered).collect();
    let path = |(batch, at): (usize, usize)| &*batches[batch][at].path;
    order.sort_by(|a, b| path(*a).cmp(path(*b)));
    // A closed folder with the name of a file is found as both.
    order.dedup_by(|a, b| path(*a) == path(*b));
    order
}

fn lock<T>(some: &Mutex<T>) -> MutexGuard<'_, T> {
    some.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_model(schema: &Schema, found: &Found, text: Option<Arc<str>>) -> Box<FileModel> {
    let path: Arc<str> = found.path.as_str().into();
    let text = match text {
        Some(text) => Ok(text.into()),
        None => files::read_for_good(&found.disk, found.what),
    };
    // Its number is known once all are found.
    let file = FileId(0);
    Box::new(match text {
        Ok(text) => prog_model::lower(schema, file, path, text),
        Err(Unreadable { message, help }) => prog_model::unreadable(file, path, message, help),
    })
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
    fn start(quiet: bool) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        if quiet || !std::io::stderr().is_terminal() {
            return Self { bar: None, done };
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
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

    fn found(&self, count: usize) {
        if let Some(bar) = &self.bar {
            bar.inc_length(count as u64);
        }
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
