//! Lines and columns for the renderers, with the line starts of each file counted once.
//!
//! Not here: any text; see [`crate::Files`].

use crate::{FileId, Files, Place};
use prog_syntax::{LineCol, LineIndex};
use std::collections::HashMap;

/// Converts byte offsets of many findings, remembering each file's lines.
pub(crate) struct Places<'a> {
    files: &'a dyn Files,
    lines: HashMap<FileId, LineIndex>,
}

/// A place as people count, with the bytes beside it.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    pub start: LineCol,
    pub end: LineCol,
    pub start_offset: u32,
    pub end_offset: u32,
}

impl<'a> Places<'a> {
    pub fn new(files: &'a dyn Files) -> Self {
        Self { files, lines: HashMap::new() }
    }

    /// The line starts of `file`.
    pub fn lines(&mut self, file: FileId) -> &LineIndex {
        self.lines.entry(file).or_insert_with(|| self.files.lines(file))
    }

    /// `offset` of `file` as people count; offsets past the end count as the end.
    pub fn at(&mut self, file: FileId, offset: u32) -> LineCol {
        let text = self.files.text(file);
        let offset = floor_boundary(text, offset);
        self.lines(file).line_col(offset, text)
    }

    /// Both ends of `place`.
    pub fn range(&mut self, place: Place) -> Range {
        Range {
            start: self.at(place.file, place.span.start),
            end: self.at(place.file, place.span.end),
            start_offset: place.span.start,
            end_offset: place.span.end,
        }
    }
}

/// The nearest character boundary at or before `offset`, within the text.
pub(crate) fn floor_boundary(text: &str, offset: u32) -> u32 {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}
