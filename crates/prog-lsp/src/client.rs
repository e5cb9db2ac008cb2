//! What the client can, read once from its capabilities.

use crate::position::Encoding;
use serde_json::Value;
use tower_lsp::ls_types::{ClientCapabilities, GotoCapability, InitializeParams, MarkupKind};

/// The editor's command that opens the list of completions. Clients say that they know it as rust-analyzer's do: among
/// `experimental.commands.commands`.
pub const NEXT_LIST: &str = "editor.action.triggerSuggest";

/// What the client can. Everything is off until it says so.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// What columns count.
    pub encoding: Encoding,
    /// It asks for the findings of open documents, and again when told to; else they are pushed.
    pub pulls: bool,
    /// It may be offered the findings of all files. Neovim would then ask for these only, and leave open documents as they were.
    pub pulls_all: bool,
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
    /// A completion may say what it replaces and what it leaves, for the user to choose.
    pub insert_or_replace: bool,
    /// The documentation of completions may be Markdown.
    pub completion_markdown: bool,
    /// It opens the next list by itself after a completion that asks for it.
    pub opens_next_list: bool,
    /// The documentation of what is being typed may be Markdown.
    pub signature_markdown: bool,
    /// Symbols may be nested.
    pub nested_symbols: bool,
    /// Definitions may say from where to where.
    pub links: bool,
    /// The same of declarations.
    pub declaration_links: bool,
    /// The same of types.
    pub type_links: bool,
    /// Hovers may be Markdown.
    pub markdown: bool,
    /// It watches files for us.
    pub watches: bool,
    /// It can be asked for settings.
    pub configuration: bool,
    /// Changed settings have to be registered for.
    pub registers_configuration: bool,
    /// It asks before it renames files.
    pub renames_files: bool,
    /// It asks whether something can be renamed before it asks for the name.
    pub prepares_renames: bool,
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
        client.pulls_all = params.client_info.as_ref().is_none_or(|info| info.name != "Neovim");
        client.read_workspace(&params.capabilities);
        client.read_diagnostics(&params.capabilities);
        client.read_documents(&params.capabilities);
        let raw = |path| raw.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        client.snippet_edits = raw("/capabilities/workspace/workspaceEdit/snippetEditSupport");
        client.wants_changed = raw("/capabilities/experimental/prog/changed");
        let commands =
            params.capabilities.experimental.as_ref().and_then(|e| e.pointer("/commands/commands"));
        let commands = commands.and_then(Value::as_array);
        client.opens_next_list = commands.is_some_and(|c| c.iter().any(|c| c == NEXT_LIST));
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
        let files = workspace.file_operations.as_ref();
        self.renames_files = files.and_then(|f| f.will_rename).unwrap_or(false);
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
        // Who asks only after its own edits would never see what an edit changed elsewhere: findings are pushed there.
        self.pulls = document.diagnostic.is_some() && self.refresh_diagnostics;
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
        self.insert_or_replace = item.and_then(|i| i.insert_replace_support).unwrap_or(false);
        let markdown =
            |formats: Option<&Vec<MarkupKind>>| formats.is_some_and(|f| f.contains(&MarkupKind::Markdown));
        self.completion_markdown = markdown(item.and_then(|i| i.documentation_format.as_ref()));
        let signature = document.signature_help.as_ref().and_then(|s| s.signature_information.as_ref());
        self.signature_markdown = markdown(signature.and_then(|s| s.documentation_format.as_ref()));
        self.prepares_renames = document.rename.as_ref().and_then(|r| r.prepare_support).unwrap_or(false);
        let symbols = document.document_symbol.as_ref();
        self.nested_symbols = symbols.and_then(|s| s.hierarchical_document_symbol_support).unwrap_or(false);
        let links = |go: Option<&GotoCapability>| go.and_then(|d| d.link_support).unwrap_or(false);
        self.links = links(document.definition.as_ref());
        self.declaration_links = links(document.declaration.as_ref());
        self.type_links = links(document.type_definition.as_ref());
        self.markdown = markdown(document.hover.as_ref().and_then(|h| h.content_format.as_ref()));
    }
}
