//! Which folder is the workspace, and which files are in it.

use anyhow::{Result, anyhow, bail};
use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name of the settings file; its folder is the workspace.
pub const CONFIG: &str = "progc.toml";

/// The folder that `path` belongs to: the one upward that holds `progc.toml`, else the git work tree around it, else
/// the folder itself.
pub fn root_of(path: &Path) -> Result<PathBuf> {
    let start = std::fs::canonicalize(path)
        .map_err(|e| anyhow!("cannot find `{}`: {}", path.display(), crate::output::plainly(&e)))?;
    let folder = if start.is_dir() { start.clone() } else { start.parent().unwrap_or(&start).to_owned() };
    let upward = |name: &str| folder.ancestors().find(|a| a.join(name).exists()).map(Path::to_owned);
    Ok(upward(CONFIG).or_else(|| upward(".git")).unwrap_or(folder))
}

/// The workspace of the current folder.
pub fn here() -> Result<PathBuf> {
    root_of(Path::new("."))
}

/// A workspace on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its folder, from which its files are named.
    pub root: PathBuf,
    /// The folders that are read: the root itself, or several in it that nothing else makes a workspace.
    pub folders: Vec<PathBuf>,
}

impl From<PathBuf> for Home {
    fn from(root: PathBuf) -> Self {
        Self { folders: vec![root.clone()], root }
    }
}

/// The workspace of all `paths`; without any, that of the current folder.
pub fn home(paths: &[PathBuf]) -> Result<Home> {
    let Some((first, rest)) = paths.split_first() else { return here().map(Home::from) };
    let mut home = Home::from(root_of(first)?);
    for path in rest {
        let other = root_of(path)?;
        if home.folders.contains(&other) {
            continue;
        }
        let settled = |r: &Path| r.join(CONFIG).exists() || r.join(".git").exists();
        if settled(&home.root) || settled(&other) {
            bail!(
                "`{}` and `{}` belong to different workspaces; run progc once for each",
                first.display(),
                path.display()
            );
        }
        // Plain folders: files are named from what they have in common, which may be far up. What else is in it is not read.
        let common = home.root.ancestors().find(|a| other.starts_with(a)).map(Path::to_owned);
        home.root = common.unwrap_or(home.root);
        home.folders.push(other);
    }
    let all = home.folders.clone();
    home.folders.retain(|folder| !all.iter().any(|other| folder != other && folder.starts_with(other)));
    Ok(home)
}

/// What has the name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A file, or a link.
    File,
    /// A folder: one with the name of a file, or one that cannot be looked into.
    Folder,
    /// A pipe, a socket or a device: reading it may never end.
    Other,
}

impl What {
    fn of(found: std::fs::FileType) -> Self {
        match () {
            () if found.is_file() => Self::File,
            () if found.is_dir() => Self::Folder,
            () => Self::Other,
        }
    }

    /// What a path leads to; a link that leads nowhere is read, and fails, as a file.
    pub fn at(path: &Path) -> Self {
        std::fs::metadata(path).map_or(Self::File, |m| Self::of(m.file_type()))
    }

    /// The same where it is mostly known without asking.
    fn entry(entry: &ignore::DirEntry) -> Self {
        match entry.file_type() {
            Some(t) if !t.is_symlink() => Self::of(t),
            _ => Self::at(entry.path()),
        }
    }
}

/// A `.prog` file that was found, or a folder in which nobody can tell whether there are some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Relative to the workspace, with `/`.
    pub path: String,
    /// Where it is on disk.
    pub disk: PathBuf,
    /// What is there.
    pub what: What,
}

/// Every `.prog` file of the workspace that git does not ignore and the settings do not exclude, sorted by path; and every
/// folder that cannot be looked into.
pub fn files(home: &Home, exclude: &[String]) -> Vec<Found> {
    let found = Mutex::new(Vec::new());
    each(home, exclude, &|some| found.lock().unwrap_or_else(PoisonError::into_inner).extend(some));
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    sort(&mut found);
    // A closed folder with the name of a file is both.
    found.dedup_by(|a, b| a.path == b.path);
    found
}

/// Sorts by path.
pub fn sort(found: &mut [Found]) {
    found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
}

/// Hands the same over, a few at a time, in any order and as they are found; one that is found as two things comes twice.
pub fn each(home: &Home, exclude: &[String], tell: &(dyn Fn(Vec<Found>) + Sync)) {
    let excluded = globs(exclude);
    let Some((first, rest)) = home.folders.split_first() else { return };
    let mut walker = WalkBuilder::new(first);
    rest.iter().for_each(|folder| {
        walker.add(folder);
    });
    // `.ignore` files are other tools', and git knows nothing of them.
    walker.hidden(false).ignore(false);
    let walker = walker.threads(threads()).filter_entry(|e| e.file_name() != ".git").build_parallel();
    walker.run(|| {
        let excluded = &excluded;
        let mut own = Batch { tell, list: Vec::with_capacity(BATCH) };
        Box::new(move |entry| {
            let (disk, what) = match &entry {
                Ok(entry) if is_spec(home, entry) => (entry.path(), What::entry(entry)),
                Ok(_) => return ignore::WalkState::Continue,
                Err(error) => match closed_folder(error) {
                    Some(folder) => (folder, What::Folder),
                    None => return ignore::WalkState::Continue,
                },
            };
            let mut path = relative(&home.root, disk);
            if path.is_empty() {
                path.push('.');
            }
            // Who leaves out all in a folder need not open it.
            let inside = || what == What::Folder && excluded.is_match(format!("{path}/any.prog"));
            if !excluded.is_match(&path) && !inside() {
                own.add(Found { path, disk: disk.to_owned(), what });
            }
            ignore::WalkState::Continue
        })
    });
}

/// Whether an entry has the name of a spec and is not read elsewhere.
fn is_spec(home: &Home, entry: &ignore::DirEntry) -> bool {
    entry.path().extension().is_some_and(|e| e == "prog")
        && entry.depth() > 0
        && !(entry.path_is_symlink() && is_found_anyway(home, entry.path()))
}

/// The folder that could not be looked into; one that went in the meantime is none.
fn closed_folder(error: &ignore::Error) -> Option<&Path> {
    let ignore::Error::WithDepth { err, .. } = error else { return None };
    let ignore::Error::WithPath { path, err } = &**err else { return None };
    err.io_error().filter(|e| e.kind() != std::io::ErrorKind::NotFound).map(|_| path.as_path())
}

/// Whether a link leads to a `.prog` file of the same workspace: read twice, everything in it would be declared twice.
fn is_found_anyway(home: &Home, link: &Path) -> bool {
    std::fs::canonicalize(link).is_ok_and(|target| {
        home.folders.iter().any(|f| target.starts_with(f))
            && target.extension().is_some_and(|e| e == "prog")
            && target.is_file()
    })
}

/// So many are handed over together.
const BATCH: usize = 16;

/// What a thread has found and not handed over yet; it hands over the rest when it ends.
struct Batch<'a> {
    tell: &'a (dyn Fn(Vec<Found>) + Sync),
    list: Vec<Found>,
}

impl Batch<'_> {
    fn add(&mut self, found: Found) {
        self.list.push(found);
        if self.list.len() == BATCH {
            self.hand_over(Vec::with_capacity(BATCH));
        }
    }

    fn hand_over(&mut self, next: Vec<Found>) {
        (self.tell)(std::mem::replace(&mut self.list, next));
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if !self.list.is_empty() {
            self.hand_over(Vec::new());
        }
    }
}

/// One thread of four looks for files: the others can read meanwhile, which takes longer. Several also wait for each other, a
/// millisecond at a time.
fn threads() -> usize {
    rayon::current_num_threads().div_ceil(4).min(4)
}

/// `path` relative to `root`, with `/`.
pub fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// The name in a workspace of a file that may not be there yet, however its path is written: through `..` or a linked folder.
pub fn name_in(root: &Path, path: &Path) -> Result<String> {
    let full = std::path::absolute(path)?;
    let spec = |real: &PathBuf| real.starts_with(root) && real.extension().is_some_and(|e| e == "prog");
    // A link to another spec stands for that; any other is read by its own name.
    let target = std::fs::canonicalize(&full).ok().filter(spec);
    Ok(relative(root, &target.unwrap_or_else(|| settled(&full))))
}

/// A path whose folders are, as far as they exist, the real ones.
fn settled(full: &Path) -> PathBuf {
    let real = |above: &Path| std::fs::canonicalize(above).ok().zip(full.strip_prefix(above).ok());
    let Some((mut path, rest)) = full.ancestors().skip(1).find_map(real) else { return full.to_owned() };
    for part in rest.components() {
        match part {
            Component::ParentDir => _ = path.pop(),
            part => path.push(part),
        }
    }
    path
}

/// The set of some patterns; a folder means all in it.
pub fn globs(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        for text in [pattern.clone(), format!("{}/**", pattern.trim_end_matches('/'))] {
            if let Ok(glob) = Glob::new(&text) {
                set.add(glob);
            }
        }
    }
    set.build().unwrap_or_default()
}
