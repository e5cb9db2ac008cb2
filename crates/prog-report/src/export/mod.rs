//! The resolved model for other programs: every declaration with typed values, and every reference as an edge.
//!
//! Written straight into bytes, file by file side by side: a workspace of a million lines is a hundred megabytes of JSON,
//! and a tree of values would be several times that. `schema` says what it looks like.

mod rows;
mod schema;
mod values;

pub use schema::export_schema;

use crate::ask::Ask;
use prog_diagnostics::FileId;
use prog_facts::Group;
use prog_model::{Decl, Kind};
use prog_syntax::LineIndex;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use values::{object, text, value_of};

/// How the model is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportFormat {
    /// One document: declarations with what stands in them, then edges.
    Json,
    /// One document per line: a header, declarations, edges.
    Ndjson,
    /// A row per declaration, a column per property, values as written.
    Csv,
}

/// The resolved model of what is asked about.
pub fn export(ask: &Ask<'_>, format: ExportFormat) -> Vec<u8> {
    let scope = Scope::new(ask);
    match format {
        ExportFormat::Csv => rows::csv(&scope),
        ExportFormat::Json => json(&scope),
        ExportFormat::Ndjson => ndjson(&scope),
    }
}

/// The files by path, and which declarations of them are asked about.
struct Scope<'w> {
    files: Vec<(FileId, LineIndex)>,
    workspace: &'w prog_model::Workspace,
    only: Option<FxHashSet<prog_model::DeclId>>,
}

impl<'w> Scope<'w> {
    fn new(ask: &Ask<'w>) -> Self {
        let workspace = ask.facts.workspace;
        let mut files: Vec<(&str, FileId)> = workspace.files().map(|(id, f)| (&*f.path, id)).collect();
        files.sort_unstable();
        let lines =
            |id: FileId| workspace.file(id).map_or_else(|| LineIndex::new(""), |f| LineIndex::new(&f.text));
        let files = files.into_par_iter().map(|(_, id)| (id, lines(id))).collect();
        let only = match ask.group() {
            Group::All => None,
            group => Some(ask.facts.all_in_group(group).map(|d| d.id()).collect()),
        };
        Self { files, workspace, only }
    }

    fn has(&self, decl: Decl<'_>) -> bool {
        decl.kind() != Kind::Unknown && self.only.as_ref().is_none_or(|only| only.contains(&decl.id()))
    }

    /// The declarations of a file, each with where its subtree ends; those not asked about left out with all in them.
    fn decls(&self, file: FileId) -> impl Iterator<Item = Decl<'w>> {
        let mut skip = 0;
        self.workspace.decls_in(file).filter(move |decl| {
            if decl.index() >= skip && !self.has(*decl) {
                skip = decl.data().end;
            }
            decl.index() >= skip
        })
    }

    /// Runs over all files side by side and puts the results together in order.
    fn each(&self, run: impl Fn(FileId, &LineIndex, &mut Vec<u8>) + Sync) -> Vec<Vec<u8>> {
        let one = |(file, lines): &(FileId, LineIndex)| {
            let mut out = Vec::new();
            run(*file, lines, &mut out);
            out
        };
        self.files.par_iter().with_min_len(16).map(one).collect()
    }
}

fn joined(head: &str, parts: &[Vec<u8>], separator: &[u8], tail: &str) -> Vec<u8> {
    let size: usize = parts.iter().map(|p| p.len() + separator.len()).sum();
    let mut out = Vec::with_capacity(size + head.len() + tail.len());
    out.extend_from_slice(head.as_bytes());
    let mut first = true;
    for part in parts.iter().filter(|p| !p.is_empty()) {
        if !first {
            out.extend_from_slice(separator);
        }
        first = false;
        out.extend_from_slice(part);
    }
    out.extend_from_slice(tail.as_bytes());
    out
}

fn json(scope: &Scope<'_>) -> Vec<u8> {
    let declarations = scope.each(|file, lines, out| nested(scope, file, lines, out));
    let edges = scope.each(|file, _, out| {
        edges(scope, file, |from, to, kind| {
            if !out.is_empty() {
                out.extend_from_slice(b",\n");
            }
            out.extend_from_slice(b"{\"from\":");
            edge(out, from, to, kind);
        });
    });
    let mut all = joined("{\"version\":1,\"declarations\":[\n", &declarations, b",\n", "\n],\"edges\":[\n");
    all.extend(joined("", &edges, b",\n", "\n]}\n"));
    all
}

fn ndjson(scope: &Scope<'_>) -> Vec<u8> {
    let declarations = scope.each(|file, lines, out| {
        for decl in scope.decls(file) {
            out.extend_from_slice(b"{\"type\":\"declaration\",");
            declaration(scope, decl, lines, out);
            out.extend_from_slice(b",\"parent\":");
            match decl.parent() {
                Some(parent) => text(&parent.path(), out),
                None => out.extend_from_slice(b"null"),
            }
            out.extend_from_slice(b"}\n");
        }
    });
    let edges = scope.each(|file, _, out| {
        edges(scope, file, |from, to, kind| {
            out.extend_from_slice(b"{\"type\":\"edge\",\"from\":");
            edge(out, from, to, kind);
            out.push(b'\n');
        });
    });
    let mut all = joined("{\"type\":\"header\",\"version\":1}\n", &declarations, b"", "");
    all.extend(joined("", &edges, b"", ""));
    all
}

fn edge(out: &mut Vec<u8>, from: &str, to: &str, kind: &str) {
    text(from, out);
    out.extend_from_slice(b",\"to\":");
    text(to, out);
    out.extend_from_slice(b",\"kind\":");
    text(kind, out);
    out.push(b'}');
}

/// The declarations of one file, those in others as their children. Walks the flat list: depth costs no stack.
fn nested(scope: &Scope<'_>, file: FileId, lines: &LineIndex, out: &mut Vec<u8>) {
    let mut open: Vec<u32> = Vec::new();
    let mut last_closed = false;
    for decl in scope.decls(file) {
        while open.last().is_some_and(|end| *end <= decl.index()) {
            open.pop();
            out.extend_from_slice(b"]}");
            last_closed = true;
        }
        if last_closed {
            out.extend_from_slice(if open.is_empty() { b",\n" } else { b"," });
        }
        out.push(b'{');
        declaration(scope, decl, lines, out);
        out.extend_from_slice(b",\"children\":[");
        open.push(decl.data().end);
        last_closed = false;
    }
    open.iter().for_each(|_| out.extend_from_slice(b"]}"));
}

/// The fields of a declaration, without braces.
fn declaration(scope: &Scope<'_>, decl: Decl<'_>, lines: &LineIndex, out: &mut Vec<u8>) {
    let optional = |value: Option<&str>, out: &mut Vec<u8>| match value {
        Some(value) => text(value, out),
        None => out.extend_from_slice(b"null"),
    };
    out.extend_from_slice(b"\"kind\":");
    text(decl.kind().word(), out);
    out.extend_from_slice(b",\"name\":");
    optional(Some(decl.name()).filter(|n| !n.is_empty()), out);
    out.extend_from_slice(b",\"path\":");
    text(&decl.path(), out);
    out.extend_from_slice(b",\"title\":");
    optional(decl.title().as_deref(), out);
    out.extend_from_slice(b",\"file\":");
    text(scope.workspace.file(decl.file()).map_or("", |f| &f.path), out);
    out.extend_from_slice(format!(",\"line\":{}", lines.line_of(decl.span().start) + 1).as_bytes());
    out.extend_from_slice(b",\"program\":");
    optional(decl.program().map(Decl::path).as_deref(), out);
    out.extend_from_slice(b",\"properties\":");
    let schema = scope.workspace.schema();
    object(out, decl.props(), |out, prop| {
        text(schema.word(prop.key()), out);
        out.push(b':');
        value_of(prop, schema.property(decl.kind(), prop.key()), out);
    });
}

/// Every reference of one file: who names whom, under which key.
fn edges(scope: &Scope<'_>, file: FileId, mut each: impl FnMut(&str, &str, &str)) {
    let schema = scope.workspace.schema();
    for decl in scope.decls(file) {
        let mut from = None;
        let mut seen: Vec<(prog_model::Key, prog_model::DeclId)> = Vec::new();
        for prop in decl.props() {
            for target in prop.parts().filter_map(prog_model::Value::target) {
                // A flow may pass through a system twice; the edge is one.
                if seen.contains(&(prop.key(), target.id())) {
                    continue;
                }
                seen.push((prop.key(), target.id()));
                let from = from.get_or_insert_with(|| decl.path());
                each(from, &target.path(), schema.word(prop.key()));
            }
        }
    }
}
