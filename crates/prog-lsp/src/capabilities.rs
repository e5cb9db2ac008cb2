//! What we tell the client that we can: a table of features, each entered by the file that implements it.

use crate::client::Client;
use crate::handlers;
use tower_lsp::ls_types::*;

/// One thing that we can.
#[derive(Clone, Copy)]
pub struct Feature {
    /// The request that asks for it.
    pub method: &'static str,
    /// Says so to a client, if that client can use it.
    pub announce: fn(&mut ServerCapabilities, &Client),
}

/// Everything that we can. A test asks for each and expects an answer.
pub const FEATURES: &[Feature] = &[
    handlers::code_action::FEATURE,
    handlers::code_action::RESOLVE,
    handlers::completion::FEATURE,
    handlers::completion::RESOLVE,
    handlers::definition::DECLARATION,
    handlers::definition::DEFINITION,
    handlers::definition::HIGHLIGHT,
    handlers::definition::REFERENCES,
    handlers::definition::TYPE,
    handlers::diagnostic::DOCUMENT,
    handlers::diagnostic::WORKSPACE,
    handlers::formatting::DOCUMENT,
    handlers::formatting::RANGE,
    handlers::formatting::ON_TYPE,
    handlers::hierarchy::INCOMING,
    handlers::hierarchy::OUTGOING,
    handlers::hierarchy::PREPARE,
    handlers::hints::INLAY,
    handlers::hints::LENS,
    handlers::hints::LENS_RESOLVE,
    handlers::hints::SIGNATURE,
    handlers::hover::FEATURE,
    handlers::rename::FEATURE,
    handlers::rename::FILES,
    handlers::rename::LINKED,
    handlers::rename::PREPARE,
    handlers::structure::FOLDING,
    handlers::structure::LINKS,
    handlers::structure::SELECTION,
    handlers::symbols::DOCUMENT,
    handlers::symbols::WORKSPACE,
    handlers::tokens::DELTA,
    handlers::tokens::FULL,
    handlers::tokens::RANGE,
];

/// Whether we can answer a request.
pub fn can(method: &str) -> bool {
    FEATURES.iter().any(|f| f.method == method)
}

/// The answer to `initialize`.
pub fn answer(client: &Client) -> InitializeResult {
    let mut capabilities = ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    };
    for feature in FEATURES {
        (feature.announce)(&mut capabilities, client);
    }
    let info = ServerInfo { name: "progc".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
    InitializeResult { capabilities, server_info: Some(info), ..InitializeResult::default() }
}
