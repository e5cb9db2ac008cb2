//! Open documents, and one name for each however the client spells its address.

use super::RootId;
use prog_diagnostics::FileId;
use prog_syntax::LineIndex;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::Uri;

/// What a document is the same by: its path, or its address where it is no file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    /// A file.
    File(PathBuf),
    /// A document that was never saved, or comes from elsewhere.
    Other(String),
}

impl Key {
    /// The key of an address.
    pub fn of(uri: &Uri) -> Self {
        let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
        match uri.to_file_path().filter(|_| is_file) {
            Some(path) => Self::File(path.into_owned()),
            None => Self::Other(uri.as_str().to_owned()),
        }
    }

    /// The path of a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Other(_) => None,
        }
    }

    /// The address, as we spell it.
    pub fn uri(&self) -> Option<Uri> {
        match self {
            Self::File(path) => Uri::from_file_path(path),
            Self::Other(uri) => uri.parse().ok(),
        }
    }
}

/// What a document is to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A program.
    Program,
    /// A `progc.toml`.
    Config,
}

/// A document that is open in the editor.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address as the client spells it.
    pub uri: Uri,
    /// What it is to us.
    pub role: Role,
    /// The client's number of this text.
    pub version: i32,
    /// The text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Arc<LineIndex>,
    /// Where it is in the model, if it is.
    pub at: Option<(RootId, FileId)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_file_are_one() {
        let key = |uri: &str| Key::of(&uri.parse().expect("an address"));
        assert_eq!(key("file:///a/b%20c.prog"), key("file:///a/b%20%63.prog"));
        assert_eq!(key("file:///a/b%20c.prog").path(), Some(Path::new("/a/b c.prog")));
        assert_eq!(key("untitled:Untitled-1").path(), None);
        let uri = key("untitled:Untitled-1").uri().map(|u| u.as_str().to_owned());
        assert_eq!(uri.as_deref(), Some("untitled:Untitled-1"));
    }
}
