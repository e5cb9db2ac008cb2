//! `backstage`: catalogs of components, systems, APIs, resources, groups and users (`catalog-info.yaml`), also as the
//! catalog's own export with `relations`.
//!
//! Components, systems, APIs and resources become systems: a component stands in its system, consumes an API by
//! depending on it, and an API depends on the component that provides it.

mod entity;
mod graph;
mod yaml;

use crate::Imported;
use crate::decl::{Decl, write};
use crate::notes::Notes;
use crate::read::text::one_line;
use entity::Entity;
use graph::Graph;

/// How to read catalogs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BackstageOptions {
    /// Declare who and what is referred to but not in the input.
    pub stubs: bool,
}

/// Reads catalogs: pairs of a path (for the notes) and its text.
pub fn import_backstage(inputs: &[(&str, &str)], options: &BackstageOptions) -> Imported {
    let mut notes = Notes::default();
    let mut entities = Vec::new();
    for (path, text) in inputs {
        let file = one_line(path);
        let before = entities.len();
        for document in yaml::documents(text) {
            match document {
                // An export is one list of all entities.
                Ok(node) if node.entries().is_empty() => {
                    entities.extend(node.items().iter().filter_map(|n| Entity::read(&file, n, &mut notes)));
                }
                Ok(node) => entities.extend(Entity::read(&file, &node, &mut notes)),
                Err((line, reason)) => {
                    notes.add(&file, line, format!("This document could not be read: {reason}"))
                }
            }
        }
        if entities.len() == before {
            notes.add(&file, 1, "There is no entity here that has a place");
        }
    }
    let mut graph = Graph::new(entities, &mut notes);
    let decls = graph.build(&mut notes);
    let files: Vec<_> =
        inputs.iter().map(|(p, _)| one_line(p.rsplit(['/', '\\']).next().unwrap_or(p))).collect();
    let lead =
        if decls.is_empty() { Vec::new() } else { vec![format!("Imported from {}.", files.join(", "))] };
    let mut text = write(&lead, &decls);
    let mut declarations: usize = decls.iter().map(Decl::count).sum();
    if options.stubs {
        let stubs = graph.stubs();
        if !stubs.is_empty() {
            text.push_str("\n// Referred to above, and not declared in the input.\n\n");
            text.push_str(&write(&[], &stubs));
            declarations += stubs.len();
        }
    } else {
        graph.note_missing(&mut notes);
    }
    Imported { text, notes: notes.sorted(), mappings: Vec::new(), declarations }
}
