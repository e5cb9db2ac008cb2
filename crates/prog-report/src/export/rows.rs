//! The model as one table: a row per declaration, a column per property in use, values as written.

use super::Scope;
use crate::say;
use prog_diagnostics::FileId;
use prog_model::{Decl, Key};
use prog_syntax::LineIndex;
use std::collections::BTreeSet;

pub fn csv(scope: &Scope<'_>) -> Vec<u8> {
    let all = || scope.files.iter().flat_map(|(file, _)| scope.decls(*file));
    let keys: BTreeSet<Key> = all().flat_map(|d| d.props().map(|p| p.key())).collect();
    let keys: Vec<Key> = keys.into_iter().collect();
    let mut out = csv::Writer::from_writer(Vec::new());
    let schema = scope.workspace.schema();
    let fixed = ["kind", "path", "name", "title", "program", "file", "line"];
    // Writing into memory cannot fail.
    let _ = out.write_record(fixed.into_iter().chain(keys.iter().map(|k| schema.word(*k))));
    let mut all = out.into_inner().unwrap_or_default();
    let rows = scope.each(|file, lines, out| *out = rows(scope, file, lines, &keys));
    rows.iter().for_each(|part| all.extend_from_slice(part));
    all
}

fn rows(scope: &Scope<'_>, file: FileId, lines: &LineIndex, keys: &[Key]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let path = scope.workspace.file(file).map_or("", |f| &f.path);
    let mut cells: Vec<String> = Vec::with_capacity(keys.len());
    for decl in scope.decls(file) {
        cells.clear();
        cells.resize(keys.len(), String::new());
        for prop in decl.props() {
            if let Ok(at) = keys.binary_search(&prop.key()) {
                cells[at] = prop.values().map(say::written).collect::<Vec<_>>().join("; ");
            }
        }
        let line = (lines.line_of(decl.span().start) + 1).to_string();
        let (own, title) = (decl.path(), decl.title().unwrap_or_default());
        let program = decl.program().map(Decl::path).unwrap_or_default();
        let fixed = [decl.kind().word(), &own, decl.name(), &title, &program, path, &line];
        let _ = out.write_record(fixed.into_iter().chain(cells.iter().map(String::as_str)));
    }
    out.into_inner().unwrap_or_default()
}
