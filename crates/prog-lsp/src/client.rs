//! What the client can, read once from its capabilities.

use crate::position::Encoding;
use serde_json::Value;
use tower_lsp::ls_types::{ClientCapabilities, InitializeParams};

/// What the client can. Everything is off until it says so.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// What columns count.
    pub encoding: Encoding,
    /// It asks for findings; else they are pushed.
    pub pulls: bool,
    /// It asks again for findings when told to.
    pub refresh_diagnostics: bool,
    /// It asks again for inlay hints when told to.
    pub refresh_hints: bool,
    /// It asks again for code lenses when told to.
    pub refresh_lenses: bool,
    /// It asks again for semantic tokens when told to.
    pub refresh_tokens: bool,
    /// Findings may name other places.
    pub related: bool,
    /// Findings may carry the address of their rule's page.
    pub code_description: bool,
    /// Findings may carry tags.
    pub tags: bool,
    /// Findings may carry data.
    pub data: bool,
    /// It takes versions with published findings.
    pub versions: bool,
    /// Code actions may be objects and not only commands.
    pub action_literals: bool,
    /// It marks preferred actions.
    pub preferred: bool,
    /// It asks for an action's edit when the user picks it.
    pub resolves_edits: bool,
    /// Edits may carry versions.
    pub document_changes: bool,
    /// Edits may make files.
    pub creates_files: bool,
    /// Edits may hold places to fill in.
    pub snippet_edits: bool,
    /// Completions may hold places to fill in.
    pub snippets: bool,
    /// Symbols may be nested.
    pub nested_symbols: bool,
    /// Definitions may say from where to where.
    pub links: bool,
    /// Hovers may be Markdown.
    pub markdown: bool,
    /// It watches files for us.
    pub watches: bool,
    /// It can be asked for settings.
    pub configuration: bool,
    /// Changed settings have to be registered for.
    pub registers_configuration: bool,
    /// It has workspace folders.
    pub folders: bool,
    /// It shows progress.
    pub progress: bool,
    /// It takes `prog/changed` from the start.
    pub wants_changed: bool,
}

impl Client {
    /// Reads capabilities; `raw` are the same as they came, for what the types do not know yet.
    pub fn new(params: &InitializeParams, raw: &Value) -> Self {
        let mut client = Self { encoding: Encoding::agreed(&params.capabilities), ..Self::default() };
        client.read_workspace(&params.capabilities);
        client.read_diagnostics(&params.capabilities);
        client.read_documents(&params.capabilities);
        let raw = |path| raw.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        client.snippet_edits = raw("/capabilities/workspace/workspaceEdit/snippetEditSupport");
        client.wants_changed = raw("/capabilities/experimental/prog/changed");
        client
    }

    fn read_workspace(&mut self, capabilities: &ClientCapabilities) {
        let window = capabilities.window.as_ref();
        self.progress = window.and_then(|w| w.work_done_progress).unwrap_or(false);
        let Some(workspace) = &capabilities.workspace else { return };
        self.folders = workspace.workspace_folders.unwrap_or(false);
        self.configuration = workspace.configuration.unwrap_or(false);
        let dynamic = workspace.did_change_configuration.as_ref().and_then(|c| c.dynamic_registration);
        self.registers_configuration = dynamic.unwrap_or(false);
        let watched = workspace.did_change_watched_files.as_ref();
        self.watches = watched.and_then(|w| w.dynamic_registration).unwrap_or(false);
        self.document_changes =
            workspace.workspace_edit.as_ref().and_then(|e| e.document_changes).unwrap_or(false);
        let operations = workspace.workspace_edit.as_ref().and_then(|e| e.resource_operations.as_ref());
        self.creates_files = self.document_changes
            && operations.is_some_and(|o| o.contains(&tower_lsp::ls_types::ResourceOperationKind::Create));
        self.refresh_diagnostics =
            workspace.diagnostics.as_ref().and_then(|d| d.refresh_support).unwrap_or(false);
        self.refresh_hints = workspace.inlay_hint.as_ref().and_then(|d| d.refresh_support).unwrap_or(false);
        self.refresh_lenses = workspace.code_lens.as_ref().and_then(|d| d.refresh_support).unwrap_or(false);
        self.refresh_tokens =
            workspace.semantic_tokens.as_ref().and_then(|d| d.refresh_support).unwrap_or(false);
    }

    fn read_diagnostics(&mut self, capabilities: &ClientCapabilities) {
        let Some(document) = &capabilities.text_document else { return };
        self.pulls = document.diagnostic.is_some();
        if let Some(pull) = document.diagnostic.as_ref() {
            self.related |= pull.related_information.unwrap_or(false);
            self.code_description |= pull.code_description_support.unwrap_or(false);
            self.tags |= pull.tag_support.is_some();
            self.data |= pull.data_support.unwrap_or(false);
        }
        // Clients of 3.17 say once, under the push, what holds for both.
        if let Some(push) = document.publish_diagnostics.as_ref() {
            self.related |= push.related_information.unwrap_or(false);
            self.code_description |= push.code_description_support.unwrap_or(false);
            self.tags |= push.tag_support.is_some();
            self.data |= push.data_support.unwrap_or(false);
            self.versions = push.version_support.unwrap_or(false);
        }
    }

    fn read_documents(&mut self, capabilities: &ClientCapabilities) {
        let Some(document) = &capabilities.text_document else { return };
        if let Some(action) = &document.code_action {
            self.action_literals = action.code_action_literal_support.is_some();
            self.preferred = action.is_preferred_support.unwrap_or(false);
            let lazily =
                action.resolve_support.as_ref().is_some_and(|r| r.properties.iter().any(|p| p == "edit"));
            self.resolves_edits = lazily && action.data_support.unwrap_or(false);
        }
        let item = document.completion.as_ref().and_then(|c| c.completion_item.as_ref());
        self.snippets = item.and_then(|i| i.snippet_support).unwrap_or(false);
        let symbols = document.document_symbol.as_ref();
        self.nested_symbols = symbols.and_then(|s| s.hierarchical_document_symbol_support).unwrap_or(false);
        self.links = document.definition.as_ref().and_then(|d| d.link_support).unwrap_or(false);
        let formats = document.hover.as_ref().and_then(|h| h.content_format.as_ref());
        self.markdown = formats.is_some_and(|f| f.contains(&tower_lsp::ls_types::MarkupKind::Markdown));
    }
}
