//! Paths as code hosts want them: from the top of the git repository, which may lie above the workspace. What people and
//! other programs read names files from the workspace, and does not come by here.

use crate::discover;
use crate::load::Sources;
use prog_diagnostics::{Diagnostic, FileId, Files};
use prog_syntax::LineIndex;
use std::collections::HashMap;
use std::path::Path;

/// The files of a workspace, named from the top of its repository.
pub struct InRepository<'a> {
    sources: &'a Sources<'a>,
    paths: HashMap<FileId, String>,
}

impl<'a> InRepository<'a> {
    /// For the files that some findings have places in.
    pub fn new(root: &Path, sources: &'a Sources<'a>, findings: &[Diagnostic]) -> Self {
        let top = root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root);
        let above = discover::relative(top, root);
        let mut paths = HashMap::new();
        if !above.is_empty() {
            let places = |f: &Diagnostic| {
                let edits = f.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place.file);
                let labels = f.related.iter().map(|label| label.place.file);
                labels.chain(edits).chain([f.place.file]).collect::<Vec<_>>()
            };
            for file in findings.iter().flat_map(places) {
                paths.entry(file).or_insert_with(|| format!("{above}/{}", sources.path(file)));
            }
        }
        Self { sources, paths }
    }
}

impl Files for InRepository<'_> {
    fn path(&self, file: FileId) -> &str {
        self.paths.get(&file).map_or_else(|| self.sources.path(file), String::as_str)
    }

    fn text(&self, file: FileId) -> &str {
        self.sources.text(file)
    }

    fn lines(&self, file: FileId) -> LineIndex {
        self.sources.lines(file)
    }
}
