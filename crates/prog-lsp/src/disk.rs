//! What the server asks of the file system and the clock. It does neither itself: whoever starts it answers, so that
//! tests can answer from memory.

use parking_lot::Mutex;
use prog_model::dates::Day;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of the settings file.
pub const CONFIG: &str = "progc.toml";

/// Why a file has no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadProblem {
    /// There is no such file.
    Missing,
    /// It is there and cannot be read as text.
    Unreadable {
        /// What is wrong, as one clause: "This file is not UTF-8 text (line 3)".
        message: String,
        /// What to do.
        help: &'static str,
    },
}

/// What tells two states of a file apart without reading it: made of its size, its times and the like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp(pub u64);

/// Files, folders and today. Called on a thread of its own, never while somebody waits for an answer from the model
/// (but for [`Disk::today`] and [`Disk::keep_page`]).
pub trait Disk: Send + Sync + 'static {
    /// The workspace that a folder or file belongs to: the nearest folder upward that holds `progc.toml`, else the git work
    /// tree around it, else the folder itself. The path need not exist.
    fn root(&self, of: &Path) -> PathBuf;

    /// Every `.prog` file of the workspace in `root` that git does not ignore and `exclude` (patterns of `progc.toml`) does not
    /// match: path relative to `root` with `/`, and path on disk. In any order.
    fn walk(&self, root: &Path, exclude: &[String]) -> Vec<(Arc<str>, PathBuf)>;

    /// The text of a file.
    fn read(&self, path: &Path) -> Result<Arc<str>, ReadProblem>;

    /// The state of a file; `None` where nothing is sure, as just after it was written.
    fn stamp(&self, _path: &Path) -> Option<Stamp> {
        None
    }

    /// The text of the `progc.toml` in `root`.
    fn config(&self, root: &Path) -> Result<Arc<str>, ReadProblem> {
        self.read(&root.join(CONFIG))
    }

    /// Keeps a page where the editor can open it, and gives its path. It may be called while somebody waits.
    fn keep_page(&self, _name: &str, _text: &str) -> Option<PathBuf> {
        None
    }

    /// The day on which the questions are asked.
    fn today(&self) -> Day;
}

/// Files in memory, for tests. Whatever holds `ignored` in its path counts as ignored by git.
#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: Mutex<BTreeMap<PathBuf, Result<Arc<str>, ReadProblem>>>,
    today: Mutex<Day>,
}

impl MemoryDisk {
    /// A disk on which it is `today` and these files lie.
    pub fn new(today: Day, files: &[(&str, &str)]) -> Arc<Self> {
        let disk = Self { today: Mutex::new(today), ..Self::default() };
        for (path, text) in files {
            disk.write(path, text);
        }
        Arc::new(disk)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        self.files.lock().insert(path.into(), Ok(text.into()));
    }

    /// Makes a file unreadable.
    pub fn spoil(&self, path: &str, message: &str) {
        let problem = ReadProblem::Unreadable { message: message.into(), help: "Save it as UTF-8" };
        self.files.lock().insert(path.into(), Err(problem));
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        self.files.lock().remove(Path::new(path));
    }

    /// Lets another day begin.
    pub fn set_today(&self, today: Day) {
        *self.today.lock() = today;
    }
}

impl Disk for MemoryDisk {
    fn root(&self, of: &Path) -> PathBuf {
        let files = self.files.lock();
        let folder =
            if files.contains_key(of) || of.extension().is_some() { of.parent().unwrap_or(of) } else { of };
        let upward = |name: &str| folder.ancestors().find(|a| files.contains_key(&a.join(name)));
        upward(CONFIG).or_else(|| upward(".git")).unwrap_or(folder).to_owned()
    }

    fn walk(&self, root: &Path, exclude: &[String]) -> Vec<(Arc<str>, PathBuf)> {
        let files = self.files.lock();
        let inside = files.keys().filter_map(|path| {
            let relative: Arc<str> = path.strip_prefix(root).ok()?.to_str()?.into();
            let left_out = relative.contains("ignored")
                || exclude.iter().any(|e| relative.starts_with(e.trim_end_matches("/**")));
            (relative.ends_with(".prog") && !left_out).then(|| (relative, path.clone()))
        });
        inside.collect()
    }

    fn read(&self, path: &Path) -> Result<Arc<str>, ReadProblem> {
        self.files.lock().get(path).cloned().unwrap_or(Err(ReadProblem::Missing))
    }

    fn keep_page(&self, name: &str, text: &str) -> Option<PathBuf> {
        let path = Path::new("/pages").join(name);
        self.files.lock().insert(path.clone(), Ok(text.into()));
        Some(path)
    }

    fn today(&self) -> Day {
        *self.today.lock()
    }
}
