//! What is read again when something happens on disk, and what is not.

use crate::harness::{Client, PLAIN, Server, disk, quick};
use prog_lsp::{Disk, MemoryDisk, ReadProblem, Stamp};
use serde_json::json;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A disk that counts what it is asked.
struct Counted {
    memory: Arc<MemoryDisk>,
    reads: AtomicUsize,
    walks: AtomicUsize,
}

impl Counted {
    /// Files read and workspaces walked since this was asked last.
    fn take(&self) -> (usize, usize) {
        (self.reads.swap(0, Ordering::SeqCst), self.walks.swap(0, Ordering::SeqCst))
    }
}

impl Disk for Counted {
    fn root(&self, of: &Path) -> PathBuf {
        self.memory.root(of)
    }

    fn walk(&self, root: &Path, exclude: &[String]) -> Vec<(Arc<str>, PathBuf)> {
        self.walks.fetch_add(1, Ordering::SeqCst);
        self.memory.walk(root, exclude)
    }

    fn read(&self, path: &Path) -> Result<Arc<str>, ReadProblem> {
        if path.extension().is_some_and(|e| e == "prog") {
            self.reads.fetch_add(1, Ordering::SeqCst);
        }
        self.memory.read(path)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let mut hasher = DefaultHasher::new();
        self.memory.read(path).ok()?.hash(&mut hasher);
        Some(Stamp(hasher.finish()))
    }

    fn today(&self) -> i32 {
        self.memory.today()
    }
}

fn start(client: Client, files: &[(&str, &str)]) -> (Server, Arc<Counted>) {
    let memory = disk(files);
    let counted =
        Arc::new(Counted { memory: memory.clone(), reads: AtomicUsize::new(0), walks: AtomicUsize::new(0) });
    let server = Server::start_on(client, memory, counted.clone(), &["file:///w"], quick());
    (server, counted)
}

const WATCHING: Client = Client { watch: true, ..PLAIN };

fn save(server: &mut Server, uri: &str) {
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
}

fn shown(server: &mut Server) -> Vec<String> {
    server.published().keys().cloned().collect()
}

const FILES: &[(&str, &str)] = &[
    ("/w/progc.toml", ""),
    ("/w/a.prog", "sytem a {}\n"),
    ("/w/plans/old/b.prog", "sytem b {}\n"),
    ("/w/plans/c.prog", "sytem c {}\n"),
];

#[test]
fn a_folder_that_is_deleted_takes_its_findings_along() {
    let (mut server, _) = start(WATCHING, FILES);
    assert_eq!(
        shown(&mut server),
        ["file:///w/a.prog", "file:///w/plans/c.prog", "file:///w/plans/old/b.prog"]
    );
    server.disk.remove("/w/plans/old/b.prog");
    server.watched(&["file:///w/plans/old"]);
    assert_eq!(shown(&mut server), ["file:///w/a.prog", "file:///w/plans/c.prog"]);
    server.disk.remove("/w/plans/c.prog");
    server.watched(&["file:///w/plans/"]);
    assert_eq!(shown(&mut server), ["file:///w/a.prog"]);
}

#[test]
fn a_folder_that_is_renamed_takes_its_findings_along() {
    let (mut server, _) = start(WATCHING, FILES);
    shown(&mut server);
    for (old, new) in [("/w/plans/old/b.prog", "/w/next/old/b.prog"), ("/w/plans/c.prog", "/w/next/c.prog")] {
        let text = server.disk.read(Path::new(old)).expect("a text");
        server.disk.remove(old);
        server.disk.write(new, &text);
    }
    server.watched(&["file:///w/plans"]);
    assert_eq!(
        shown(&mut server),
        ["file:///w/a.prog", "file:///w/next/c.prog", "file:///w/next/old/b.prog"]
    );
}

#[test]
fn what_others_delete_is_not_looked_for() {
    let (mut server, counted) = start(WATCHING, FILES);
    shown(&mut server);
    counted.take();
    let noise: Vec<String> = (0..1000).map(|n| format!("file:///w/target/{n}.o")).collect();
    server.watched(&noise.iter().map(String::as_str).collect::<Vec<_>>());
    server.watched(&["file:///w/target", "file:///elsewhere/plans", "file:///w/plan"]);
    shown(&mut server);
    assert_eq!(counted.take(), (0, 0));
}

#[test]
fn without_a_watching_client_a_save_reads_only_what_is_different() {
    let (mut server, counted) = start(PLAIN, FILES);
    assert_eq!(shown(&mut server).len(), 3);
    server.open("file:///w/a.prog", "sytem a {}\n");
    shown(&mut server);
    counted.take();
    save(&mut server, "file:///w/a.prog");
    shown(&mut server);
    assert_eq!(counted.take(), (1, 1), "the saved file, and which there are");
    server.disk.write("/w/plans/c.prog", "// nothing\n");
    server.disk.write("/w/d.prog", "sytem d {}\n");
    server.disk.remove("/w/plans/old/b.prog");
    save(&mut server, "file:///w/a.prog");
    assert_eq!(shown(&mut server), ["file:///w/a.prog", "file:///w/d.prog"]);
    assert_eq!(counted.take(), (3, 1));
}
