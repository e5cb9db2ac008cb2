//! One workspace: its folder, its settings, its engine.

use super::Key;
use crate::disk::{CONFIG, ReadProblem};
use prog_diagnostics::{Diagnostic, FileId, Files, Level, Place};
use prog_model::config::{self, Config};
use prog_model::dates::Day;
use prog_model::{Change, Workspace};
use prog_rules::{Engine, Options};
use prog_syntax::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The number of `progc.toml` among the files of a workspace.
pub const CONFIG_FILE: FileId = FileId(u32::MAX - 1);

/// What is said of a text that we stumble over, and what to do.
pub const LEFT_OUT: (&str, &str) =
    ("This file led to an internal error and is left out", "Please report it with the file");

/// What a file of a workspace says, or why it cannot be read.
pub type Source = Result<Arc<str>, ReadProblem>;

/// The files of a workspace by path, relative to it and with `/`.
pub type Sources = BTreeMap<Arc<str>, Source>;

/// The settings of one workspace and what is wrong with them.
#[derive(Debug, Default)]
pub struct Settings {
    /// The text of `progc.toml`; `None` where there is none.
    pub text: Option<Arc<str>>,
    /// What it says.
    pub config: Arc<Config>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

impl Settings {
    /// Reads settings.
    pub fn new(source: Source) -> Self {
        match source {
            Ok(text) => {
                let (config, findings) = read_settings(&text);
                Self { text: Some(text), config: Arc::new(config), findings }
            }
            Err(ReadProblem::Missing) => Self::default(),
            Err(ReadProblem::Unreadable { message, help }) => {
                let place = Place { file: CONFIG_FILE, span: Span::at(0) };
                let finding = Diagnostic::new("invalid-config", Level::Error, place, message).help(help);
                Self { text: Some("".into()), findings: vec![finding], ..Self::default() }
            }
        }
    }
}

/// What a `progc.toml` says, and what is wrong with it.
fn read_settings(text: &str) -> (Config, Vec<Diagnostic>) {
    let (config, mut findings) = config::parse(text, CONFIG_FILE);
    findings.extend(prog_rules::config_findings(&config, CONFIG_FILE));
    findings.sort_by_key(|f| f.place.span.start);
    let findings = prog_rules::heard(&findings, &config, None);
    (config, findings)
}

/// What is wrong with a `progc.toml`.
pub fn settings_findings(text: &str) -> Vec<Diagnostic> {
    read_settings(text).1
}

/// One workspace.
#[derive(Debug)]
pub struct Root {
    /// Its folder.
    pub path: PathBuf,
    /// The model and its findings.
    pub engine: Engine,
    /// `progc.toml` as it is on disk.
    pub settings: Settings,
    /// The open text of `progc.toml` and what is wrong with it, where it is not what is on disk.
    pub draft: Option<(Arc<str>, Vec<Diagnostic>)>,
    /// A document without folder, its own workspace.
    loose: Option<Key>,
    /// Files that cannot be read, and why; the model keeps only the finding.
    unreadable: BTreeMap<Arc<str>, (String, &'static str)>,
}

impl Root {
    /// Reads a whole workspace.
    pub fn new(path: PathBuf, settings: Settings, sources: Sources, today: Day) -> Self {
        let unreadable = unreadable(&sources);
        let engine = engine(&settings.config, sources, today);
        Self { path, engine, settings, draft: None, loose: None, unreadable }
    }

    /// The workspace of a document that is in none.
    pub fn loose(key: Key, text: Arc<str>, today: Day) -> Self {
        let name =
            key.path().and_then(|p| p.file_name()).map_or("untitled.prog".into(), |n| n.to_string_lossy());
        let sources = Sources::from([(name.as_ref().into(), Ok(text))]);
        Self { loose: Some(key), ..Self::new(PathBuf::new(), Settings::default(), sources, today) }
    }

    /// Whether a file is there but cannot be read as text.
    pub fn is_unreadable(&self, path: &str) -> bool {
        self.unreadable.contains_key(path)
    }

    /// Whether this is what a file said when it was looked at last.
    pub fn has(&self, path: &str, source: &Source) -> bool {
        let workspace = self.engine.workspace();
        match source {
            Ok(text) => {
                let file = workspace.file_id(path).and_then(|f| workspace.file(f));
                file.is_some_and(|f| *f.text == **text) && !self.is_unreadable(path)
            }
            Err(ReadProblem::Unreadable { message, help }) => {
                self.unreadable.get(path).is_some_and(|known| (&known.0, known.1) == (message, *help))
            }
            Err(ReadProblem::Missing) => false,
        }
    }

    /// Whether it is the workspace of one document that is in none.
    pub fn is_loose(&self) -> bool {
        self.loose.is_some()
    }

    /// The text of a file, `progc.toml` among them.
    pub fn text(&self, file: FileId) -> Option<&Arc<str>> {
        if file != CONFIG_FILE {
            return self.engine.workspace().file(file).and_then(|f| f.text.as_shared());
        }
        self.draft.as_ref().map(|(text, _)| text).or(self.settings.text.as_ref())
    }

    /// The findings of a file, `progc.toml` among them.
    pub fn findings(&self, file: FileId) -> Vec<Diagnostic> {
        match &self.draft {
            _ if file != CONFIG_FILE => self.engine.findings(file),
            Some((_, findings)) => findings.clone(),
            None => self.settings.findings.clone(),
        }
    }

    /// The files, `progc.toml` among them.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        let config = self.text(CONFIG_FILE).map(|_| CONFIG_FILE);
        self.engine.workspace().files().map(|(id, _)| id).chain(config)
    }

    /// The file at a path on disk.
    pub fn file_at(&self, path: &Path) -> Option<FileId> {
        let relative = self.relative(path)?;
        if &*relative == CONFIG {
            return Some(CONFIG_FILE);
        }
        self.engine.workspace().file_id(&relative)
    }

    /// A path on disk relative to the workspace, with `/`.
    pub fn relative(&self, path: &Path) -> Option<Arc<str>> {
        let inside = path.strip_prefix(&self.path).ok()?.to_string_lossy();
        Some(if std::path::MAIN_SEPARATOR == '/' { inside.into() } else { inside.replace('\\', "/").into() })
    }

    /// What a file is known by among the open documents.
    pub fn key_of(&self, file: FileId) -> Option<Key> {
        if let Some(key) = &self.loose {
            return Some(key.clone());
        }
        if file == CONFIG_FILE {
            return Some(Key::File(self.path.join(CONFIG)));
        }
        Some(Key::File(self.path.join(&*self.engine.workspace().file(file)?.path)))
    }

    /// Takes in what a file says now; gives the files whose findings may have changed.
    pub fn set(&mut self, path: Arc<str>, source: Source) -> Vec<FileId> {
        self.unreadable.remove(&path);
        let change = match source {
            Ok(text) => Change::Set { path, text },
            Err(ReadProblem::Missing) => Change::Remove { path },
            Err(ReadProblem::Unreadable { message, help }) => {
                self.unreadable.insert(path.clone(), (message.clone(), help));
                Change::Unreadable { path, message, help }
            }
        };
        self.engine.apply(change)
    }

    /// Everything as it is now, to be read again.
    pub fn sources(&self) -> Sources {
        let texts = self.engine.workspace().files().map(|(_, f)| (f.path.clone(), Ok(f.text.shared())));
        let mut sources: Sources = texts.collect();
        for (path, (message, help)) in &self.unreadable {
            sources.insert(path.clone(), Err(ReadProblem::Unreadable { message: message.clone(), help }));
        }
        sources
    }

    /// A second engine over what is there now, to try something out.
    pub fn copied_engine(&self) -> Engine {
        engine(&self.settings.config, self.sources(), self.engine.options().today)
    }

    /// Reads everything again: other settings, another day, or more changes than are worth taking one by one.
    pub fn rebuild(&mut self, sources: Sources, today: Day) {
        self.unreadable = unreadable(&sources);
        self.engine = engine(&self.settings.config, sources, today);
    }
}

impl Files for Root {
    fn path(&self, file: FileId) -> &str {
        if file == CONFIG_FILE { CONFIG } else { self.engine.workspace().path(file) }
    }

    fn text(&self, file: FileId) -> &str {
        Root::text(self, file).map_or("", |text| text)
    }
}

fn unreadable(sources: &Sources) -> BTreeMap<Arc<str>, (String, &'static str)> {
    let problems = sources.iter().filter_map(|(path, source)| match source {
        Err(ReadProblem::Unreadable { message, help }) => Some((path.clone(), (message.clone(), *help))),
        _ => None,
    });
    problems.collect()
}

fn engine(config: &Arc<Config>, sources: Sources, today: Day) -> Engine {
    let schema = config.schema();
    let sources: Vec<_> = sources.into_iter().filter(|(_, s)| *s != Err(ReadProblem::Missing)).collect();
    let lower = |(at, (path, source)): (usize, (Arc<str>, Source))| {
        let file = FileId(at as u32);
        Box::new(match source {
            // One text that we stumble over must not hide the others.
            Ok(text) => {
                catch_unwind(AssertUnwindSafe(|| prog_model::lower(&schema, file, path.clone(), text.into())))
                    .unwrap_or_else(|_| prog_model::unreadable(file, path, LEFT_OUT.0.into(), LEFT_OUT.1))
            }
            Err(ReadProblem::Unreadable { message, help }) => {
                prog_model::unreadable(file, path, message, help)
            }
            Err(ReadProblem::Missing) => prog_model::lower(&schema, file, path, "".into()),
        })
    };
    let models = sources.into_par_iter().with_min_len(16).with_max_len(64).enumerate().map(lower).collect();
    let mut engine = Engine::new(Workspace::new(schema.clone(), models), config.clone(), Options::on(today));
    engine.prepare();
    engine
}
