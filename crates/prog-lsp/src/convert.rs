//! Findings and edits as the protocol has them.

use crate::world::{Places, Root, RootId, World};
use prog_diagnostics::{Diagnostic as Finding, Edit, FileId, Level, Tag};
use prog_rules::url;
use prog_syntax::Span;
use prog_syntax::text::with_line_ends_of;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tower_lsp::ls_types::*;

/// The findings of a file for the client. None for a file that an inner workspace has too: it speaks there.
pub fn findings(world: &World, id: RootId, file: FileId) -> Vec<Diagnostic> {
    let Some(places) = world.places(id) else { return Vec::new() };
    let root = places.root();
    if !is_owner(world, id, root, file) {
        return Vec::new();
    }
    root.findings(file).iter().filter_map(|f| finding(world, &places, f)).collect()
}

fn is_owner(world: &World, id: RootId, root: &Root, file: FileId) -> bool {
    world.roots.len() < 2
        || root.is_loose()
        || root.key_of(file).and_then(|k| world.owner(k.path()?)).is_none_or(|owner| owner == id)
}

/// One finding for the client.
pub fn finding(world: &World, places: &Places<'_>, finding: &Finding) -> Option<Diagnostic> {
    let client = &world.client;
    let href = || url(finding.rule).parse().ok().map(|href| CodeDescription { href });
    Some(Diagnostic {
        range: places.range(finding.place.file, finding.place.span)?,
        severity: Some(match finding.level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.into())),
        code_description: client.code_description.then(href).flatten(),
        source: Some("prog".into()),
        message: finding.message.clone(),
        related_information: client.related.then(|| related(places, finding)).filter(|r| !r.is_empty()),
        tags: finding.tag.filter(|_| client.tags).map(|tag| {
            vec![match tag {
                Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
                Tag::Deprecated => DiagnosticTag::DEPRECATED,
            }]
        }),
        data: client.data.then(|| data(finding)),
    })
}

/// Other places, and what to do as the last of them: that is where editors show it.
fn related(places: &Places<'_>, finding: &Finding) -> Vec<DiagnosticRelatedInformation> {
    let own = finding.label.iter().map(|label| (finding.place, label.clone()));
    let others = finding.related.iter().map(|l| (l.place, l.message.clone()));
    let help = finding.help.iter().map(|help| (finding.place, format!("Help: {help}")));
    let all = own.chain(others).chain(help);
    all.filter_map(|(place, message)| {
        Some(DiagnosticRelatedInformation { location: places.location(place)?, message })
    })
    .collect()
}

fn data(finding: &Finding) -> Value {
    let mut data = json!({"path": finding.path});
    if let Some(help) = &finding.help {
        data["help"] = json!(help);
    }
    if let Some(question) = &finding.question {
        data["question"] = json!(question);
    }
    data
}

/// What an edit puts in.
#[derive(Clone, Debug)]
enum New {
    Text(String),
    /// With places to fill in.
    Snippet(String),
}

/// Edits of several files, to become one edit of the workspace. Made as JSON: tower-lsp's types know no snippets yet.
#[derive(Clone, Debug, Default)]
pub struct Edits(BTreeMap<FileId, Vec<(Span, New)>>);

impl Edits {
    /// Adds replacements.
    pub fn extend<'e>(&mut self, edits: impl IntoIterator<Item = &'e Edit>) {
        for edit in edits {
            self.0.entry(edit.place.file).or_default().push((edit.place.span, New::Text(edit.text.clone())));
        }
    }

    /// Adds a replacement with places to fill in.
    pub fn snippet(&mut self, file: FileId, span: Span, snippet: String) {
        self.0.entry(file).or_default().push((span, New::Snippet(snippet)));
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As the protocol has it: with versions where the client takes them.
    pub fn to_workspace_edit(&self, world: &World, places: &Places<'_>) -> Option<Value> {
        let mut changes = Vec::new();
        for (file, edits) in &self.0 {
            let mut edits = edits.clone();
            let text = places.root().text(*file).map_or("", |text| text);
            // Stable: several insertions at one place keep their order.
            edits.sort_by_key(|(span, _)| span.start);
            let list: Option<Vec<Value>> = edits
                .into_iter()
                .map(|(span, new)| {
                    let range = places.range(*file, span)?;
                    let fitted = |new: &str| with_line_ends_of(text, new).into_owned();
                    Some(match new {
                        New::Text(new) => json!({"range": range, "newText": fitted(&new)}),
                        New::Snippet(new) => {
                            json!({"range": range, "snippet": {"kind": "snippet", "value": fitted(&new)}})
                        }
                    })
                })
                .collect();
            changes.push((places.versioned(*file)?, list?));
        }
        if world.client.document_changes {
            let all: Vec<Value> = changes
                .into_iter()
                .map(|(d, edits)| json!({"textDocument": versioned(d), "edits": edits}))
                .collect();
            return Some(json!({"documentChanges": all}));
        }
        let all = changes.into_iter().map(|(d, edits)| (d.uri.as_str().to_owned(), json!(edits)));
        Some(json!({"changes": all.collect::<serde_json::Map<_, _>>()}))
    }
}

/// The version is `null` for files that are not open, never absent.
fn versioned(document: OptionalVersionedTextDocumentIdentifier) -> Value {
    json!({"uri": document.uri, "version": document.version})
}
