//! Writing results: to the terminal or a file, in colour or not; files whole or not at all.

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether standard output gets colours.
    pub fn on_stdout(self) -> bool {
        self.on(&std::io::stdout())
    }

    /// Whether standard error gets colours.
    pub fn on_stderr(self) -> bool {
        self.on(&std::io::stderr())
    }

    fn on(self, stream: &impl anstream::stream::RawStream) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
        }
    }

    /// Makes the choice hold for everything that is printed.
    pub fn set(self) {
        match self {
            Self::Auto => {}
            Self::Always => anstream::ColorChoice::Always.write_global(),
            Self::Never => anstream::ColorChoice::Never.write_global(),
        }
    }
}

/// The width to print for: that of the terminal, else `COLUMNS`, else 100.
pub fn width() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
    set.or_else(|| std::io::stdout().is_terminal().then(terminal).flatten()).unwrap_or(100).clamp(40, 400)
}

/// "1 file", "3 files".
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// What the system said, without its numbers and our unfinished files.
pub fn plainly(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "you may not do that there".into(),
        ErrorKind::NotADirectory => "what should be a folder on the way is a file".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk may only be read".into(),
        ErrorKind::StorageFull => "no space is left on the disk".into(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text);
            text.split(" at path ").next().unwrap_or(text).to_owned()
        }
    }
}

/// Prints to standard output. A closed pipe ends the command without a word.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| match e.kind() {
        std::io::ErrorKind::BrokenPipe => e.into(),
        _ => anyhow!("cannot print: {}", plainly(&e)),
    })
}

/// Prints, or writes to a file where one is given.
pub fn print_or_write(text: &str, file: Option<&Path>) -> Result<()> {
    match file {
        None => print(text),
        Some(path) if path == Path::new("-") => print(text),
        Some(path) => write(path, text.as_bytes()),
    }
}

/// What our unfinished files start with; nobody has to look at them.
pub const UNFINISHED: &str = ".progc-";

/// Writes a file whole or not at all.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    put(path, content).map_err(|e| match e.kind() {
        // Told apart from real trouble by who reports it.
        std::io::ErrorKind::BrokenPipe => e.into(),
        _ => anyhow!("cannot write `{}`: {}", path.display(), plainly(&e)),
    })
}

/// The same, for who says himself what did not work: into a new file beside it, which then takes its place and its permissions.
pub fn put(path: &Path, content: &[u8]) -> std::io::Result<()> {
    // A link stays a link: what it points at is written.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = std::fs::metadata(&path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        // A terminal, a pipe, /dev/null: there is nothing to take the place of.
        return std::fs::OpenOptions::new().write(true).open(&path)?.write_all(content);
    }
    if old.is_some() {
        may_be_written(&path)?;
    }
    let mut file = unfinished(old.is_none()).tempfile_in(folder(&path))?;
    file.write_all(content)?;
    if let Some(old) = old {
        take_over(file.as_file(), &old)?;
    }
    file.persist(&path).map_err(|e| e.error)?;
    Ok(())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Permissions and, as far as we may, owner and group of the file that is replaced.
fn take_over(new: &std::fs::File, old: &std::fs::Metadata) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = new.metadata()?;
        if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
            // Only root may give files away; for everybody else the file is theirs now.
            let _ = fchown(new, Some(old.uid()), Some(old.gid()));
        }
    }
    new.set_permissions(old.permissions())
}

/// Taking the place of a file needs no right to write it, so that right is asked for: who took it away meant it, root's own
/// files too.
fn may_be_written(path: &Path) -> std::io::Result<()> {
    let refused = || std::io::Error::other("it may only be read; change its permissions first");
    if std::fs::metadata(path)?.permissions().readonly() {
        return Err(refused());
    }
    match std::fs::OpenOptions::new().write(true).open(path) {
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => Err(refused()),
        other => other.map(drop),
    }
}

/// A file to be written and then put in its place. A new one may be read by whom the user lets read new files (umask); one
/// that replaces another by nobody until it has the other's permissions.
fn unfinished(new: bool) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    #[cfg(unix)]
    if new {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
