//! Readers of other formats that write `.prog` text: what people already have, as a starting point.
//!
//! Each reader takes texts and gives text: formatted `.prog`, and [`Note`]s about everything that could not be carried
//! over, each with its file and line. Nothing is dropped silently.
//!
//! Knows nothing of files, of findings or of the editor.

mod backstage;
mod csv;
mod decl;
mod names;
mod notes;
mod read;
mod who;

pub use backstage::{BackstageOptions, import_backstage};
pub use csv::{Column, CsvOptions, DateOrder, Mapping, RowKind, fields, import_csv, wrongly_told};
pub use notes::Note;

/// What an import gives.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// Formatted `.prog`.
    pub text: String,
    /// What could not be carried over, or was read in one of several ways; by file and line.
    pub notes: Vec<Note>,
    /// How the columns of each table were read; empty where the format has none.
    pub mappings: Vec<Mapping>,
    /// How many declarations `text` holds.
    pub declarations: usize,
}
