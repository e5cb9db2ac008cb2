//! Reading one file as text, with a clear word about what cannot be read.

use crate::discover::What;
use crate::memory::{self, Room};
use prog_model::Text;
use std::cell::RefCell;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// Larger files are not read: no program is written by hand in 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// Why a file is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// One clause.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl Unreadable {
    fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), help }
    }

    /// A folder called like a file, or one that cannot be looked into.
    fn folder(path: &Path) -> Self {
        match std::fs::read_dir(path) {
            Ok(_) => Self::new(
                "This is a folder, not a file",
                "Give the folder another name, or put it under `exclude` in `progc.toml`",
            ),
            Err(e) if e.kind() == ErrorKind::PermissionDenied => Self::new(
                "This folder may not be read",
                "Change its permissions, or put it under `exclude` in `progc.toml`",
            ),
            Err(e) => Self::new(
                format!("This folder cannot be read: {}", crate::output::plainly(&e)),
                "Look whether it still exists",
            ),
        }
    }
}

/// Reads what is at a place of the workspace, if it is a file: reading a pipe or a device may never end.
pub fn read_if_file(path: &Path) -> Result<Arc<str>, Unreadable> {
    read_as(path, What::at(path))
}

/// The same where what is there is known already.
pub fn read_as(path: &Path, what: What) -> Result<Arc<str>, Unreadable> {
    match what {
        What::File => read(path),
        What::Folder => Err(Unreadable::folder(path)),
        What::Other => Err(Unreadable::new(
            "This is a pipe or a device, not a file",
            "Give it another name, or put it under `exclude` in `progc.toml`",
        )),
    }
}

/// Reads a file as UTF-8.
pub fn read(path: &Path) -> Result<Arc<str>, Unreadable> {
    thread_local! { static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; 1 << 16]); }
    BUFFER.with_borrow_mut(|buffer| {
        let size = fill(path, buffer)?;
        let text = text(&buffer[..size]).map(Arc::from);
        // One large file is no reason to keep its buffer.
        if buffer.len() > 1 << 18 {
            *buffer = vec![0; 1 << 16];
        }
        text
    })
}

/// Reads what is at a place of the workspace, of which is known what it is, for as long as the process runs.
pub fn read_for_good(path: &Path, what: What) -> Result<Text, Unreadable> {
    thread_local! { static ROOM: RefCell<Room> = RefCell::default(); }
    match what {
        What::File if memory::is_kept() => ROOM.with_borrow_mut(|room| {
            let size = fill(path, room)?;
            text(room.take(size)).map(Text::kept)
        }),
        _ => read_as(path, what).map(Text::from),
    }
}

/// Where a file is read to.
trait Buffer {
    fn free(&mut self) -> &mut [u8];
    /// Gives more than there is, the first `size` bytes as they are.
    fn grow(&mut self, size: usize);
}

impl Buffer for Vec<u8> {
    fn free(&mut self) -> &mut [u8] {
        self
    }

    fn grow(&mut self, size: usize) {
        self.resize(size * 2, 0);
    }
}

impl Buffer for Room {
    fn free(&mut self) -> &mut [u8] {
        self.free()
    }

    fn grow(&mut self, size: usize) {
        self.grow(size);
    }
}

/// Reads without asking for the size first: most files fit the buffer, and one call less counts over thousands.
fn fill(path: &Path, buffer: &mut impl Buffer) -> Result<usize, Unreadable> {
    let cannot = |e: std::io::Error| match e.kind() {
        ErrorKind::PermissionDenied => Unreadable::new(
            "This file may not be read",
            "Change its permissions, or put it under `exclude` in `progc.toml`",
        ),
        ErrorKind::IsADirectory => Unreadable::folder(path),
        _ if std::fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) => {
            Unreadable::new("This link leads to no file", "Let it lead to one, or remove it")
        }
        _ => {
            let why = crate::output::plainly(&e);
            Unreadable::new(format!("This file cannot be read: {why}"), "Look whether it still exists")
        }
    };
    let mut file = File::open(path).map_err(cannot)?;
    let mut size = 0;
    loop {
        // What is read into no room looks like the end.
        if size == buffer.free().len() {
            buffer.grow(size);
        }
        let read = file.read(&mut buffer.free()[size..]).map_err(cannot)?;
        if read == 0 {
            return Ok(size);
        }
        size += read;
        if size > MAX_BYTES {
            return Err(Unreadable::new(
                format!("This file is larger than {} MB", MAX_BYTES >> 20),
                "Split it into several files, or put it under `exclude` in `progc.toml`",
            ));
        }
    }
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    simdutf8::compat::from_utf8(bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Unreadable::new(format!("This file is not UTF-8 text (line {line})"), "Save it as UTF-8")
    })
}
