//! Which workspaces are open, and what in them changed on disk: the loop's side of the disk thread.

use super::MainLoop;
use super::disk::{Found, Look, News, Task};
use super::documents::relocate;
use super::folders::{Folders, is_ours};
use crate::disk::{CONFIG, ReadProblem};
use crate::log;
use crate::world::{Key, Root, RootId, RootSettings, Source, World};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// More changes than this are taken in by reading the workspace again.
const MANY: usize = 64;

impl MainLoop {
    /// Finds out to which workspace a folder or file belongs. Reads wait until it is known.
    pub(super) fn adopt(&mut self, of: PathBuf) {
        let world = self.shared.world.read();
        let known = world.world.find(&of).is_some();
        let as_of = world.world.settings.as_of;
        drop(world);
        let next = RootId(self.next_root);
        self.next_root += 1;
        self.under_way += 1;
        self.disk_thread.send(Task::Adopt { of, known, next, as_of });
    }

    pub(super) fn found(&mut self, found: Found) {
        match found {
            Found::Progress { done, all } => self.progress(done, all),
            Found::Home { of, id, root, belongs } => self.home(of, id, root, belongs),
            Found::News(news) => {
                self.news(news);
                self.one_done();
            }
            Found::Nothing(of) => {
                let what = of.map_or_else(String::new, |of| format!(" for {}", of.display()));
                log::error(&self.out, &format!("Internal error while reading files{what}"));
                self.one_done();
            }
        }
    }

    fn home(&mut self, of: PathBuf, id: RootId, root: Option<Box<Root>>, belongs: bool) {
        let is_known = root.is_none();
        if let Some(root) = root {
            self.shared.change(|world| {
                world.roots.insert(id, *root);
            });
            self.take_open_documents(id);
            self.mark_root_dirty(id);
        }
        let key = Key::File(of.clone());
        if let Some(open) = self.open.get_mut(&key) {
            open.admitted = belongs;
            if is_known && open.is_program() && !self.watches() {
                self.look_at_all = true;
                self.postponed.push(key.clone());
            }
            self.unsettled.insert(key);
        }
        let is_wanted = self.folders.contains(&of) || self.open.contains_key(&Key::File(of.clone()));
        if is_wanted {
            self.homes.insert(of, id);
        }
        self.one_done();
    }

    /// The disk thread is through with one thing. Only when it is through with all is the model whole.
    fn one_done(&mut self) {
        self.under_way = self.under_way.saturating_sub(1);
        if self.under_way == 0 && !self.postponed.is_empty() {
            let keys = std::mem::take(&mut self.postponed);
            self.on_disk(keys);
        }
        if self.under_way == 0 {
            self.drop_unused_roots();
            self.end_progress();
            self.release_waiting();
            // What became dirty meanwhile was not published.
            self.dirty_at_once([]);
        }
    }

    /// Open documents win over what was read from disk, and `progc.toml` may be open.
    fn take_open_documents(&mut self, id: RootId) {
        let path = self.shared.world.read().world.roots.get(&id).map(|r| r.path.clone());
        let Some(path) = path else { return };
        let inside = self.open.keys().filter(|k| k.path().is_some_and(|p| p.starts_with(&path))).cloned();
        self.unsettled.extend(inside);
        // Files that were another workspace's may be this one's now.
        let published: Vec<Key> = self
            .published
            .keys()
            .filter(|k| k.path().is_some_and(|p| p.starts_with(&path)))
            .cloned()
            .collect();
        self.dirty_at_once(published);
    }

    /// A workspace without folder and open document is closed.
    pub(super) fn drop_unused_roots(&mut self) {
        if self.under_way > 0 {
            return;
        }
        let world = self.shared.world.read();
        let is_used = |id: &RootId| self.homes.values().any(|home| home == id);
        let unused: Vec<RootId> = world
            .world
            .roots
            .iter()
            .filter(|(id, r)| !r.is_loose() && !is_used(id))
            .map(|(id, _)| *id)
            .collect();
        drop(world);
        for id in unused {
            self.mark_root_dirty(id);
            let root = self.shared.change(|world| {
                let root = world.roots.remove(&id);
                relocate(world, id);
                root
            });
            if let Some(root) = root {
                self.disk_thread.send(Task::Forget { id });
                let path = root.path.clone();
                self.unsettled.extend(
                    self.open.keys().filter(|k| k.path().is_some_and(|p| p.starts_with(&path))).cloned(),
                );
                // What changed in it was told to it, and not to the one around it.
                let around = self.shared.world.read().world.owner(&path);
                if let Some(around) = around {
                    self.refresh(around, Look::All, Vec::new());
                }
            }
        }
    }

    pub(super) fn folders_changed(&mut self, added: Vec<PathBuf>, removed: Vec<PathBuf>) {
        self.folders.retain(|f| !removed.contains(f));
        for folder in removed {
            self.homes.remove(&folder);
        }
        for folder in added {
            self.folders.push(folder.clone());
            self.adopt(folder);
        }
        self.drop_unused_roots();
    }

    /// A file was saved. Where the client does not watch files, it is a good time to look at the others too.
    pub(super) fn saved(&mut self, key: Key) {
        self.look_at_all |= !self.watches();
        self.on_disk(vec![key]);
    }

    fn watches(&self) -> bool {
        self.shared.world.read().world.client.watches
    }

    /// Files were saved, or changed on disk by somebody else.
    pub(super) fn on_disk(&mut self, keys: Vec<Key>) {
        // What is being read may have been read before this happened, and where it belongs is not known yet.
        if self.under_way > 0 {
            return self.postponed.extend(keys);
        }
        let mut by_root: FxHashMap<RootId, (Look, Vec<PathBuf>)> = FxHashMap::default();
        let mut strange = false;
        let all = std::mem::take(&mut self.look_at_all);
        let mut folders = Folders::default();
        for path in keys.iter().filter_map(Key::path) {
            let shared = self.shared.clone();
            let world = &shared.world.read().world;
            if !is_ours(path) {
                // Only a folder that held something of ours is of interest.
                let gone = folders.hit(world, path);
                strange |= gone.iter().any(|(_, look)| *look == Look::Settings);
                for (id, look) in gone {
                    let entry = by_root.entry(id).or_insert((look, Vec::new()));
                    entry.0 = entry.0.max(look);
                }
                continue;
            }
            let Some(id) = world.owner(path) else {
                strange |= path.file_name().is_some_and(|n| n == CONFIG);
                continue;
            };
            let Some(root) = world.roots.get(&id) else { continue };
            let look = match root.file_at(path) {
                _ if all => Look::All,
                _ if path.file_name().is_some_and(|n| n == CONFIG) => {
                    strange |= path != root.path.join(CONFIG);
                    Look::Settings
                }
                Some(_) => Look::Files,
                None => Look::Folder,
            };
            let entry = by_root.entry(id).or_insert((look, Vec::new()));
            entry.0 = entry.0.max(look);
            entry.1.push(path.to_owned());
        }
        for (id, (look, changed)) in by_root {
            self.refresh(id, look, changed);
        }
        if strange {
            self.adopt_again();
        }
    }

    fn refresh(&mut self, id: RootId, look: Look, changed: Vec<PathBuf>) {
        let shared = self.shared.clone();
        let world = &shared.world.read().world;
        let Some(root) = world.roots.get(&id) else { return };
        let known = match look {
            // The disk thread asks only for these.
            Look::Files => changed.iter().filter_map(|p| root.relative(p)).collect(),
            _ => root.engine.workspace().files().map(|(_, f)| f.path.clone()).collect(),
        };
        let (path, exclude) = (root.path.clone(), root.settings.config.exclude.clone());
        self.under_way += 1;
        self.disk_thread.send(Task::Refresh { id, path, exclude, changed, known, look });
    }

    /// A `progc.toml` came where none was looked for, or went: files may belong elsewhere now.
    fn adopt_again(&mut self) {
        let open = self.open.keys().filter_map(Key::path).map(Path::to_owned);
        let all: Vec<PathBuf> = self.folders.iter().cloned().chain(open).collect();
        for path in all {
            self.adopt(path);
        }
    }

    fn news(&mut self, news: News) {
        let News { id, files, texts, settings } = news;
        let today = self.today();
        let open: FxHashSet<Key> = self.open.keys().cloned().collect();
        let shared = self.shared.clone();
        let Some(mut changes) =
            shared.world.read().world.roots.get(&id).map(|r| changes(r, files, texts, &open))
        else {
            return;
        };
        let old = shared.world.read().world.roots.get(&id).and_then(|r| r.settings.text.clone());
        let gone = old.is_some() && settings == Some(Err(ReadProblem::Missing));
        let settings = settings.map(RootSettings::new).filter(|s| s.text != old);
        if changes.is_empty() && settings.is_none() {
            return;
        }
        if settings.is_none() && changes.len() <= MANY {
            changes.sort_by(|a, b| a.0.cmp(&b.0));
            for (path, source) in changes {
                let touched = shared.change(|world| set_one(world, id, path, source));
                self.mark_dirty(touched, false);
            }
        } else {
            self.mark_root_dirty(id);
            shared.change(|world| {
                let Some(root) = world.roots.get_mut(&id) else { return };
                let mut sources = root.sources();
                sources.extend(changes);
                if let Some(settings) = settings {
                    root.settings = settings;
                }
                root.rebuild(sources, today);
                relocate(world, id);
            });
            self.mark_root_dirty(id);
        }
        self.model_changed = true;
        self.ask_to_refresh();
        if gone {
            self.adopt_again();
        }
    }

    /// Reads everything again where another day has begun.
    pub(super) fn another_day(&mut self) {
        let today = self.today();
        let world = self.shared.world.read();
        let stale: Vec<RootId> = world
            .world
            .roots
            .iter()
            .filter(|(_, r)| r.engine.options().today != today)
            .map(|(id, _)| *id)
            .collect();
        drop(world);
        for id in &stale {
            self.shared.change(|world| {
                let Some(root) = world.roots.get_mut(id) else { return };
                let sources = root.sources();
                root.rebuild(sources, today);
                if !world.roots[id].is_loose() {
                    relocate(world, *id);
                }
            });
            self.mark_root_dirty(*id);
            self.model_changed = true;
        }
        if !stale.is_empty() {
            self.ask_to_refresh();
        }
    }
}

/// What is different from the model, open documents left out.
fn changes(
    root: &Root,
    files: Option<FxHashSet<Arc<str>>>,
    texts: Vec<(Arc<str>, Source)>,
    open: &FxHashSet<Key>,
) -> Vec<(Arc<str>, Source)> {
    let is_open = |path: &str| open.contains(&Key::File(root.path.join(path)));
    let workspace = root.engine.workspace();
    let gone = workspace
        .files()
        .map(|(_, f)| f.path.clone())
        .filter(|p| files.as_ref().is_some_and(|f| !f.contains(p)));
    let mut changes: Vec<(Arc<str>, Source)> = gone.map(|p| (p, Err(ReadProblem::Missing))).collect();
    changes.extend(texts.into_iter().filter(|(path, source)| !root.has(path, source)));
    changes.retain(|(path, _)| !is_open(path));
    changes
}

fn set_one(world: &mut World, id: RootId, path: Arc<str>, source: Source) -> Vec<Key> {
    let Some(root) = world.roots.get_mut(&id) else { return Vec::new() };
    let mut touched = vec![Key::File(root.path.join(&*path))];
    let files = root.set(path, source);
    touched.extend(files.into_iter().filter_map(|f| root.key_of(f)));
    touched
}
