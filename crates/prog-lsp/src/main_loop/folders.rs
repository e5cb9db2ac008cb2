//! Which changes on disk are of interest, by their path alone: clients tell of everything that is deleted, as a folder takes what
//! lies in it along without a word.

use super::disk::Look;
use crate::disk::CONFIG;
use crate::world::{Root, RootId, World};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

/// Whether a path by its name alone is one that we read, or that says which ones we read.
pub(super) fn is_ours(path: &Path) -> bool {
    let named = |name: &str| path.file_name().is_some_and(|n| n == name);
    path.extension().is_some_and(|e| e == "prog") || named(CONFIG) || named(".gitignore")
}

/// The folders in which files of a workspace lie, listed once for many changes.
#[derive(Default)]
pub(super) struct Folders(FxHashMap<RootId, FxHashSet<PathBuf>>);

impl Folders {
    /// Which workspaces to look at where something is gone that may have been a folder: those with files in it, and those that
    /// lie in it as a whole.
    pub(super) fn hit(&mut self, world: &World, path: &Path) -> Vec<(RootId, Look)> {
        let whole = world.roots.iter().filter(|(_, r)| !r.is_loose() && r.path.starts_with(path));
        let mut hit: Vec<(RootId, Look)> = whole.map(|(id, _)| (*id, Look::Settings)).collect();
        let around = world.owner(path).and_then(|id| Some((id, world.roots.get(&id)?)));
        if let Some((id, root)) = around.filter(|(_, root)| root.path != path) {
            let folders = self.0.entry(id).or_insert_with(|| folders_of(root));
            hit.extend(folders.contains(path).then_some((id, Look::Folder)));
        }
        hit
    }
}

fn folders_of(root: &Root) -> FxHashSet<PathBuf> {
    let mut folders = FxHashSet::default();
    for (_, file) in root.engine.workspace().files() {
        let path = root.path.join(&*file.path);
        for folder in path.ancestors().skip(1).take_while(|f| *f != root.path) {
            if !folders.insert(folder.to_owned()) {
                break;
            }
        }
    }
    folders
}
