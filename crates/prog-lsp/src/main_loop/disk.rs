//! The disk thread: whatever is slow to read is read here, one thing after the other. What it finds becomes an event.

use super::Event;
use crate::disk::{Disk, ReadProblem, Stamp};
use crate::world::{Root, RootId, RootSettings, Source, Sources};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

/// Progress is told every so many files.
const STEP: usize = 500;

/// What the disk thread is asked.
#[derive(Debug)]
pub(super) enum Task {
    /// To which workspace does this folder or file belong? Read it, if it is not yet.
    Adopt { of: PathBuf, known: bool, next: RootId, as_of: Option<i32> },
    /// What is new in a workspace?
    Refresh {
        id: RootId,
        path: PathBuf,
        exclude: Vec<String>,
        changed: Vec<PathBuf>,
        known: FxHashSet<Arc<str>>,
        look: Look,
    },
    /// A workspace is not open any more.
    Forget { id: RootId },
}

/// How far to look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Look {
    /// Only at the files named.
    Files,
    /// Which files there are too.
    Folder,
    /// The settings too.
    Settings,
    /// At everything there is.
    All,
}

/// What the disk thread found.
#[derive(Debug)]
pub enum Found {
    /// How far the first reading is.
    Progress { done: usize, all: usize },
    /// Something belongs to a workspace, which came along if it was not known before.
    Home { of: PathBuf, id: RootId, root: Option<Box<Root>>, belongs: bool },
    /// What is new in a workspace.
    News(News),
    /// Looking ended with an internal error.
    Nothing(Option<PathBuf>),
}

/// What is new in a workspace.
#[derive(Debug)]
pub struct News {
    pub(super) id: RootId,
    /// Every file there is, if that was looked at.
    pub(super) files: Option<FxHashSet<Arc<str>>>,
    /// What the files say that are new or were named.
    pub(super) texts: Vec<(Arc<str>, Source)>,
    /// What `progc.toml` says, if that was looked at.
    pub(super) settings: Option<Source>,
}

/// The way to the disk thread.
#[derive(Debug)]
pub(super) struct DiskThread {
    tasks: Sender<Task>,
}

impl DiskThread {
    pub fn start(disk: Arc<dyn Disk>, events: Sender<Event>) -> Self {
        let (tasks, queue) = mpsc::channel::<Task>();
        let mut reader = Reader { disk, events, roots: FxHashMap::default() };
        let run = move || {
            while let Ok(task) = queue.recv() {
                reader.run(task);
            }
        };
        // Without the thread nothing is ever found; there is nobody to tell.
        let _ = std::thread::Builder::new().name("disk".into()).stack_size(16 << 20).spawn(run);
        Self { tasks }
    }

    pub fn send(&self, task: Task) {
        let _ = self.tasks.send(task);
    }
}

struct Reader {
    disk: Arc<dyn Disk>,
    events: Sender<Event>,
    roots: FxHashMap<PathBuf, Known>,
}

/// What a file says, and in which state it said so.
type Read = (Source, Option<Stamp>);

/// A workspace that is open.
struct Known {
    id: RootId,
    /// It is one because of its settings, and no more when they go.
    by_settings: bool,
    /// The states in which its files were read.
    stamps: Stamps,
}

type Stamps = FxHashMap<PathBuf, Stamp>;

impl Reader {
    fn run(&mut self, task: Task) {
        // Somebody waits for the answer, so there is one in any case.
        let otherwise = match &task {
            Task::Adopt { of, .. } => Found::Nothing(Some(of.clone())),
            Task::Refresh { .. } => Found::Nothing(None),
            Task::Forget { id } => {
                self.roots.retain(|_, open| open.id != *id);
                return;
            }
        };
        let found = catch_unwind(AssertUnwindSafe(|| self.look(task))).unwrap_or(otherwise);
        let _ = self.events.send(Event::Found(found));
    }

    fn look(&mut self, task: Task) -> Found {
        match task {
            Task::Adopt { of, known, next, as_of } => self.adopt(of, known, next, as_of),
            Task::Refresh { id, path, exclude, changed, known, look } => {
                let mut news = News { id, files: None, texts: Vec::new(), settings: None };
                self.refresh(&mut news, &path, exclude, changed, &known, look);
                Found::News(news)
            }
            Task::Forget { .. } => Found::Nothing(None),
        }
    }

    fn adopt(&mut self, of: PathBuf, known: bool, next: RootId, as_of: Option<i32>) -> Found {
        let path = self.root(&of);
        let by_settings = self.has_settings(&path);
        if let Some(open) = self.roots.get_mut(&path) {
            open.by_settings = by_settings;
            let id = open.id;
            // A file that the model lacks belongs there if it was left out of nothing: it is new and not saved yet.
            let belongs =
                known || self.disk.read(&of) == Err(ReadProblem::Missing) || self.is_walked(&path, &of);
            return Found::Home { of, id, root: None, belongs };
        }
        let settings = RootSettings::new(self.disk.config(&path));
        let files = self.disk.walk(&path, &settings.config.exclude);
        let belongs = files.iter().any(|(_, p)| *p == of) || self.disk.read(&of) == Err(ReadProblem::Missing);
        let (sources, stamps) = self.read(files);
        let root = Root::new(path.clone(), settings, sources, as_of.unwrap_or_else(|| self.disk.today()));
        self.roots.insert(path, Known { id: next, by_settings, stamps });
        Found::Home { of, id: next, root: Some(Box::new(root)), belongs }
    }

    /// A folder without `progc.toml` that lies in an open workspace is a part of it.
    fn root(&self, of: &Path) -> PathBuf {
        let path = self.as_spelled(of, self.disk.root(of));
        if self.has_settings(&path) {
            return path;
        }
        let holds = |(root, open): &(&PathBuf, &Known)| {
            path.starts_with(root) && (!open.by_settings || self.has_settings(root))
        };
        let around = self.roots.iter().filter(holds).max_by_key(|(r, _)| r.components().count());
        around.map_or(path.clone(), |(root, _)| root.clone())
    }

    fn has_settings(&self, root: &Path) -> bool {
        self.disk.config(root) != Err(ReadProblem::Missing)
    }

    /// The same folder as the client spells it, where the disk knows it by another name: through a link, say.
    fn as_spelled(&self, of: &Path, root: PathBuf) -> PathBuf {
        if of.starts_with(&root) {
            return root;
        }
        let same = of.ancestors().take_while(|a| self.disk.root(a) == root).last();
        same.map(Path::to_owned).unwrap_or(root)
    }

    fn is_walked(&self, root: &Path, of: &Path) -> bool {
        let settings = RootSettings::new(self.disk.config(root));
        self.disk.walk(root, &settings.config.exclude).iter().any(|(_, p)| p == of)
    }

    /// Reads files side by side, a step at a time so that progress can be told.
    fn read(&self, files: Vec<(Arc<str>, PathBuf)>) -> (Sources, Stamps) {
        let all = files.len();
        let (mut sources, mut stamps) = (Sources::new(), Stamps::default());
        for (step, some) in files.chunks(STEP).enumerate() {
            let _ = self.events.send(Event::Found(Found::Progress { done: step * STEP, all }));
            for (path, disk, (source, stamp)) in self.read_all(some.to_vec()) {
                sources.insert(path, source);
                stamps.extend(stamp.map(|stamp| (disk, stamp)));
            }
        }
        (sources, stamps)
    }

    fn read_all(&self, files: Vec<(Arc<str>, PathBuf)>) -> Vec<(Arc<str>, PathBuf, Read)> {
        let read = |(relative, path): (Arc<str>, PathBuf)| {
            // The state before: what is written meanwhile is seen the next time.
            let stamp = self.disk.stamp(&path);
            let source = self.disk.read(&path);
            (relative, path, (source, stamp))
        };
        files.into_par_iter().map(read).collect()
    }

    /// Whether a file is as it was when it was last read for this workspace.
    fn is_as_read(&self, root: &Path, path: &Path) -> bool {
        let known = self.roots.get(root).and_then(|open| open.stamps.get(path));
        known.is_some_and(|known| self.disk.stamp(path) == Some(*known))
    }

    fn refresh(
        &mut self,
        news: &mut News,
        root: &Path,
        mut exclude: Vec<String>,
        changed: Vec<PathBuf>,
        known: &FxHashSet<Arc<str>>,
        look: Look,
    ) {
        if look >= Look::Settings {
            let source = self.disk.config(root);
            exclude.clone_from(&RootSettings::new(source.clone()).config.exclude);
            news.settings = Some(source);
        }
        let mut wanted: Vec<(Arc<str>, PathBuf)> = Vec::new();
        if look >= Look::Folder {
            let files = self.disk.walk(root, &exclude);
            let named = |path: &Path| changed.iter().any(|c| c == path);
            let again = |path: &Path| named(path) || (look == Look::All && !self.is_as_read(root, path));
            let filtered = files.par_iter().filter(|(rel, path)| !known.contains(rel) || again(path));
            wanted.par_extend(filtered.cloned());
            news.files = Some(files.into_iter().map(|(rel, _)| rel).collect());
        } else {
            let relative = |path: &PathBuf| {
                let inside =
                    path.strip_prefix(root).ok()?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                Some((Arc::from(inside), path.clone()))
            };
            wanted.extend(changed.iter().filter_map(relative).filter(|(rel, _)| known.contains(rel)));
        }
        let read = self.read_all(wanted);
        let mut stamps = self.roots.get_mut(root).map(|open| &mut open.stamps);
        for (relative, path, (source, stamp)) in read {
            match (&mut stamps, stamp) {
                (Some(stamps), Some(stamp)) => drop(stamps.insert(path, stamp)),
                (Some(stamps), None) => drop(stamps.remove(&path)),
                (None, _) => {}
            }
            news.texts.push((relative, source));
        }
    }
}
