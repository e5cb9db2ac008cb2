//! A disk that knows a folder by another name than the client: through a link.

use crate::harness::{PLAIN, Server, disk, quick};
use prog_lsp::{Disk, MemoryDisk, ReadProblem};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything under `/link` is what lies under `/real`.
struct Linked(Arc<MemoryDisk>);

fn real(path: &Path) -> PathBuf {
    path.strip_prefix("/link").map_or_else(|_| path.to_owned(), |rest| Path::new("/real").join(rest))
}

impl Disk for Linked {
    fn root(&self, of: &Path) -> PathBuf {
        self.0.root(&real(of))
    }

    fn walk(&self, root: &Path, exclude: &[String]) -> Vec<(Arc<str>, PathBuf)> {
        let found = self.0.walk(&real(root), exclude);
        found.into_iter().map(|(relative, _)| (relative.clone(), root.join(&*relative))).collect()
    }

    fn read(&self, path: &Path) -> Result<Arc<str>, ReadProblem> {
        self.0.read(&real(path))
    }

    fn today(&self) -> i32 {
        self.0.today()
    }
}

#[test]
fn files_are_called_as_the_client_calls_them() {
    let memory = disk(&[
        ("/real/w/progc.toml", ""),
        ("/real/w/in/a.prog", "sytem a {}\n"),
        ("/real/w/b.prog", "sytem b {}\n"),
    ]);
    let front = Arc::new(Linked(memory.clone()));
    let mut server = Server::start_on(PLAIN, memory, front, &["file:///link/w/in"], quick());
    let shown = |server: &mut Server| server.published().keys().cloned().collect::<Vec<_>>();
    assert_eq!(shown(&mut server), ["file:///link/w/b.prog", "file:///link/w/in/a.prog"]);
    server.open("file:///link/w/b.prog", "// nothing\n");
    assert_eq!(shown(&mut server), ["file:///link/w/in/a.prog"]);
}
