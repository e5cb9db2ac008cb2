//! Findings for clients that ask for them. The result's name is made of the findings, so it is good for any time.

use super::{Answer, Feature, Reading};
use crate::convert;
use crate::main_loop::hash_of;
use crate::world::Key;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types::*;

/// The findings of one document.
pub const DOCUMENT: Feature = Feature { method: "textDocument/diagnostic", announce };

/// The findings of all files.
pub const WORKSPACE: Feature = Feature { method: "workspace/diagnostic", announce };

/// Clients that do not ask get the findings pushed; of no document both.
fn announce(capabilities: &mut ServerCapabilities, client: &crate::client::Client) {
    capabilities.diagnostic_provider = client.pulls.then(|| {
        DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("prog".into()),
            inter_file_dependencies: true,
            // Whoever asks is answered all the same.
            workspace_diagnostics: client.pulls_all,
            ..DiagnosticOptions::default()
        })
    });
}

/// The findings of one document.
pub fn document(
    reading: &Reading<'_>,
    params: DocumentDiagnosticParams,
) -> Answer<DocumentDiagnosticReportResult> {
    let spot = reading.world.spot(&params.text_document.uri);
    let items = spot.map(|s| convert::findings(reading.world, s.id, s.file)).unwrap_or_default();
    let result_id = name(&items);
    let report: DocumentDiagnosticReport = if params.previous_result_id.as_ref() == Some(&result_id) {
        RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into()
    } else {
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            },
        }
        .into()
    };
    Ok(report.into())
}

/// The findings of all files: those that are different from what the client has.
pub fn workspace(
    reading: &Reading<'_>,
    params: WorkspaceDiagnosticParams,
) -> Answer<WorkspaceDiagnosticReportResult> {
    let world = reading.world;
    let mut had: FxHashMap<Key, (Uri, String)> =
        params.previous_result_ids.into_iter().map(|p| (Key::of(&p.uri), (p.uri, p.value))).collect();
    let mut items = Vec::new();
    let all = if world.settings.whole_workspace { world.roots.iter().collect() } else { Vec::new() };
    for (id, root) in all {
        for file in root.files() {
            reading.check()?;
            let Some(key) = root.key_of(file) else { continue };
            let found = convert::findings(world, *id, file);
            let before = had.remove(&key);
            if found.is_empty() && before.is_none() {
                continue;
            }
            let (Some(uri), result_id) = (world.uri(*id, file), name(&found)) else { continue };
            let version = world.document_of(*id, file).map(|d| i64::from(d.version));
            items.push(match before {
                Some((uri, value)) if value == result_id => unchanged(uri, version, result_id),
                _ => full(uri, version, result_id, found),
            });
        }
    }
    // Files that are gone.
    let empty = name(&[]);
    let gone = had.into_values().filter(|(_, value)| *value != empty);
    items.extend(gone.map(|(uri, _)| full(uri, None, empty.clone(), Vec::new())));
    Ok(WorkspaceDiagnosticReport { items }.into())
}

fn full(
    uri: Uri,
    version: Option<i64>,
    result_id: String,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    }
    .into()
}

fn unchanged(uri: Uri, version: Option<i64>, result_id: String) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    }
    .into()
}

fn name(items: &[Diagnostic]) -> String {
    format!("{:016x}", hash_of(items))
}
