//! What an import says about what it could not carry over.

/// A remark about one line of the input.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Note {
    /// The file, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What was not carried over, or how it was read; a sentence without a period.
    pub message: String,
}

/// Collects notes.
#[derive(Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    pub fn add(&mut self, file: &str, line: u32, message: impl Into<String>) {
        self.0.push(Note { file: file.to_owned(), line, message: message.into() });
    }

    /// All notes by file and line; equal ones once.
    pub fn sorted(mut self) -> Vec<Note> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}
