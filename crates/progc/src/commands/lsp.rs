//! `progc lsp`: the language server on standard input and output, with the real disk behind it.

use super::{day, today};
use crate::args::LspArgs;
use crate::discover;
use crate::{files, output};
use anyhow::{Context, Result};
use prog_lsp::{Disk, ReadProblem, Stamp};
use prog_model::dates::Day;
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub fn run(args: &LspArgs) -> Result<ExitCode> {
    let fixed = args.clock.as_of.as_deref().map(|text| day(Some(text))).transpose()?;
    let disk = Arc::new(RealDisk { fixed });
    let exit = prog_lsp::stdio(disk).context("the language server stopped")?;
    // Standard input may still be open and somebody waiting on it: end here.
    std::process::exit(exit.code())
}

/// The files of this machine.
struct RealDisk {
    fixed: Option<Day>,
}

impl Disk for RealDisk {
    fn root(&self, of: &Path) -> PathBuf {
        if of.exists() {
            return discover::root_of(of).unwrap_or_else(|_| of.to_owned());
        }
        // What was not saved yet belongs to the workspace around it. Where there is none it must not become all that
        // lies in the nearest folder that exists, which may be the whole disk.
        let folder = if of.extension().is_some() { of.parent().unwrap_or(of) } else { of };
        let around = folder.ancestors().find(|a| a.exists()).and_then(|a| discover::root_of(a).ok());
        let is_settled = |root: &PathBuf| root.join(discover::CONFIG).exists() || root.join(".git").exists();
        around.filter(|root| folder.exists() || is_settled(root)).unwrap_or_else(|| folder.to_owned())
    }

    fn walk(&self, root: &Path, exclude: &[String]) -> Vec<(Arc<str>, PathBuf)> {
        discover::files(&root.to_owned().into(), exclude)
            .into_iter()
            .map(|f| (f.path.into(), f.disk))
            .collect()
    }

    fn read(&self, path: &Path) -> Result<Arc<str>, ReadProblem> {
        // A link that leads nowhere is there, and a file that nobody may look at too.
        let missing = |e: std::io::Error| matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
        if std::fs::symlink_metadata(path).is_err_and(missing) {
            return Err(ReadProblem::Missing);
        }
        let text = files::read_if_file(path);
        text.map(without_mark).map_err(|u| ReadProblem::Unreadable { message: u.message, help: u.help })
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        stamp_at(path, SystemTime::now())
    }

    fn keep_page(&self, name: &str, text: &str) -> Option<PathBuf> {
        let path = cache()?.join("progc").join(env!("CARGO_PKG_VERSION")).join(name);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return Some(path);
        }
        std::fs::create_dir_all(path.parent()?).ok()?;
        output::write(&path, text.as_bytes()).ok()?;
        Some(path)
    }

    fn today(&self) -> Day {
        self.fixed.unwrap_or_else(today)
    }
}

/// The state of a file, looked at `now`.
fn stamp_at(path: &Path, now: SystemTime) -> Option<Stamp> {
    let state = std::fs::metadata(path).ok()?;
    let change = last_change(&state)?;
    // Two writes within one tick of the disk's clock have one time, so a young file is not to be told from an older state.
    let is_settled = now.duration_since(change).is_ok_and(|age| age > SETTLED);
    let mut hasher = DefaultHasher::new();
    (state.len(), state.modified().ok(), change).hash(&mut hasher);
    is_settled.then(|| Stamp(hasher.finish()))
}

/// After this long, a file that is written again has another time: the coarsest clocks of disks tick every two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// When a file changed last, as the system saw it: a file that was copied keeps the time of the original.
#[cfg(unix)]
fn last_change(state: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let (seconds, part) = (u64::try_from(state.ctime()).ok()?, u32::try_from(state.ctime_nsec()).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, part))
}

#[cfg(not(unix))]
fn last_change(state: &Metadata) -> Option<SystemTime> {
    state.modified().ok()
}

/// The user's folder for what can be made again.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    if cfg!(windows) {
        return set("LOCALAPPDATA");
    }
    if cfg!(target_os = "macos") {
        return set("HOME").map(|home| home.join("Library/Caches"));
    }
    set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
}

/// The text as editors hold it: for them a byte order mark is no character of its first line.
fn without_mark(text: Arc<str>) -> Arc<str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.into(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_does_not_exist_is_no_larger_than_itself() {
        let scratch = tempfile::tempdir().expect("a folder");
        let base = std::fs::canonicalize(scratch.path()).expect("it exists");
        let disk = RealDisk { fixed: None };
        assert_eq!(disk.root(&base.join("missing")), base.join("missing"));
        assert_eq!(disk.root(&base.join("missing/deep/n.prog")), base.join("missing/deep"));
        assert_eq!(disk.root(&base.join("n.prog")), base, "its folder is there");
        std::fs::write(base.join(discover::CONFIG), "").expect("it is written");
        assert_eq!(disk.root(&base.join("missing/deep/n.prog")), base, "the workspace around it");
    }

    #[test]
    fn a_file_written_just_now_has_no_sure_state_and_one_that_lies_there_has() {
        let scratch = tempfile::tempdir().expect("a folder");
        let file = scratch.path().join("a.prog");
        let later = SystemTime::now() + 10 * SETTLED;
        assert_eq!(stamp_at(&file, later), None, "it is not there");
        std::fs::write(&file, "// one").expect("it is written");
        assert_eq!(stamp_at(&file, SystemTime::now()), None, "it may be written again in this moment");
        let settled = stamp_at(&file, later);
        assert!(settled.is_some());
        assert_eq!(stamp_at(&file, later), settled);
        std::fs::write(&file, "// two and more").expect("it is written");
        assert_ne!(stamp_at(&file, later), settled);
    }
}
