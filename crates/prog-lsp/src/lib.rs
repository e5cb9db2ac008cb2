//! The language server: relay, main loop, position conversion.
//!
//! Knows nothing of grammar, kinds or rules: it keeps engines (prog-rules) up to date with what the editor and the disk
//! say, and answers by asking prog-ide, prog-fmt and the findings, in byte offsets that are converted once, here.
//!
//! How it hangs together:
//! - [`transport`] reads messages and starts each one's handler in order, up to its first await.
//! - The handlers ([`relay`]) only pass on: an unbounded send, then at most a wait for the answer to it.
//! - One thread, the [`main_loop`], owns all state and takes edits in. It waits for nobody: not for the client, not for
//!   the disk (a thread of its own), and for readers only until they notice.
//! - Requests that read run on a small pool ([`jobs`]) under a read lock, one function each in [`handlers`].
//!
//! To start it: [`stdio`], or [`serve`] with any pair of streams. Files and the day come from the caller's [`Disk`]:
//!
//! ```
//! # use prog_lsp::{Disk, ReadProblem};
//! # use std::{path::{Path, PathBuf}, sync::Arc};
//! struct Files;
//!
//! impl Disk for Files {
//!     /// The nearest folder upward with `progc.toml`, else the git work tree, else the folder itself.
//!     fn root(&self, of: &Path) -> PathBuf {
//!         # of.to_owned()
//!     }
//!     /// The `.prog` files of a workspace: path relative to it with `/`, and path on disk.
//!     fn walk(&self, root: &Path, exclude: &[String]) -> Vec<(Arc<str>, PathBuf)> {
//!         # Vec::new()
//!     }
//!     /// The text of a file.
//!     fn read(&self, path: &Path) -> Result<Arc<str>, ReadProblem> {
//!         # Err(ReadProblem::Missing)
//!     }
//!     /// Days since 1970-01-01.
//!     fn today(&self) -> i32 {
//!         # 0
//!     }
//! }
//!
//! // let exit = prog_lsp::stdio(Arc::new(Files))?;
//! // std::process::exit(exit.code());
//! ```

mod capabilities;
mod client;
mod convert;
pub mod custom;
mod debounce;
mod disk;
mod handlers;
mod jobs;
mod log;
mod main_loop;
mod position;
mod relay;
mod serve;
pub mod settings;
mod sync;
mod transport;
mod world;

pub use disk::{CONFIG, Disk, MemoryDisk, ReadProblem, Stamp};
pub use serve::{Exit, Tuning, serve, serve_tuned, stdio};
