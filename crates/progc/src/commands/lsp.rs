//! `progc lsp`: the language server on standard input and output, with the real disk behind it.

use super::{day, today};
use crate::args::LspArgs;
use crate::discover;
use crate::{files, output};
use anyhow::{Context, Result};
use prog_lsp::{Disk, ReadProblem};
use prog_model::dates::Day;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

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
        // A file that was not saved yet belongs to the nearest folder that exists.
        let folder = of.ancestors().find(|a| a.exists()).unwrap_or(of);
        discover::root_of(folder).unwrap_or_else(|_| folder.to_owned())
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
        files::read_if_file(path).map_err(|u| ReadProblem::Unreadable { message: u.message, help: u.help })
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
