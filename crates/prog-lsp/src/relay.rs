//! The handlers of tower-lsp. They only pass on: every event is sent before anything is awaited, so that the main loop sees
//! them in the client's order; a request then waits for its own answer and for nothing else.

use crate::capabilities;
use crate::client::Client;
use crate::custom::{self, ExportParams, ForecastParams, GraphParams, ImpactParams, ProgramParams};
use crate::disk::Disk;
use crate::handlers;
use crate::jobs::{About, Handler, Job};
use crate::main_loop::{self, Event, Start};
use crate::serve::Tuning;
use crate::settings::Settings;
use crate::transport::Outgoing;
use crate::world::Key;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use tokio::sync::watch;
use tower_lsp::jsonrpc::{Error, Request, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{LanguageServer, LspServiceBuilder};

/// What the relay is started with.
pub struct Parts {
    /// To ask the client.
    pub client: tower_lsp::Client,
    /// To tell the client.
    pub out: Outgoing,
    /// Files and the day.
    pub disk: Arc<dyn Disk>,
    /// Where questions to the client wait.
    pub runtime: tokio::runtime::Handle,
    /// Times.
    pub tuning: Tuning,
    /// Gets the editor's process.
    pub pids: watch::Sender<Option<u32>>,
}

/// What the transport and the relay both look at.
#[derive(Debug)]
pub struct State {
    events: Sender<Event>,
    shut_down: AtomicBool,
    /// The parameters of `initialize` as they came.
    raw: OnceLock<Value>,
}

impl State {
    /// Ends the main loop.
    pub fn stop(&self) {
        let _ = self.events.send(Event::Stop);
    }

    /// Whether the client said `shutdown`.
    pub fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::SeqCst)
    }
}

/// The server as tower-lsp sees it.
#[derive(Debug)]
pub struct Relay {
    state: Arc<State>,
    out: Outgoing,
    pids: watch::Sender<Option<u32>>,
}

/// The names under which we take requests whose types in tower-lsp lag behind the protocol: these answer in JSON.
const ALIASES: [(&str, &str); 2] =
    [("textDocument/codeAction", "prog/codeAction"), ("codeAction/resolve", "prog/codeActionResolve")];

/// Gives a request the name under which it is taken, and keeps what `initialize` said.
pub fn alias(state: &State, request: Request) -> Request {
    if request.method() == "initialize" {
        let _ = state.raw.set(request.params().cloned().unwrap_or_default());
        return request;
    }
    let Some((_, name)) = ALIASES.iter().find(|(from, _)| *from == request.method()) else { return request };
    let (_, id, params) = request.into_parts();
    let renamed = Request::build(*name);
    let renamed = match id {
        Some(id) => renamed.id(id),
        None => renamed,
    };
    match params {
        Some(params) => renamed.params(params).finish(),
        None => renamed.finish(),
    }
}

/// Adds the methods that are not tower-lsp's.
pub fn custom_methods(builder: LspServiceBuilder<Relay>) -> LspServiceBuilder<Relay> {
    builder
        .custom_method("$/setTrace", Relay::set_trace)
        .custom_method("prog/codeAction", Relay::code_actions)
        .custom_method("prog/codeActionResolve", Relay::resolve_code_action)
        .custom_method(custom::EXPORT, Relay::export)
        .custom_method(custom::FORECAST, Relay::forecast)
        .custom_method(custom::GRAPH, Relay::graph)
        .custom_method(custom::IMPACT, Relay::impact)
        .custom_method(custom::PLAN, Relay::plan)
        .custom_method(custom::REPORT, Relay::report)
}

impl Relay {
    /// Starts the main loop and what speaks to it.
    pub fn start(parts: Parts) -> (Self, Option<JoinHandle<()>>) {
        let out = parts.out.clone();
        let (events, thread) =
            main_loop::start(parts.client, parts.out, parts.disk, parts.runtime, parts.tuning);
        let state = Arc::new(State { events, shut_down: AtomicBool::new(false), raw: OnceLock::new() });
        (Self { state, out, pids: parts.pids }, thread)
    }

    /// What the transport looks at.
    pub fn state(&self) -> Arc<State> {
        self.state.clone()
    }

    fn send(&self, event: Event) {
        // Fails only after the end, when nobody listens any more.
        let _ = self.state.events.send(event);
    }

    /// Passes a request on as a job and waits for its answer.
    fn ask<P, R>(
        &self,
        method: &'static str,
        about: About,
        params: P,
        handler: Handler<P, R>,
    ) -> impl Future<Output = Result<R>> + Send + use<P, R>
    where
        P: Clone + Send + 'static,
        R: Send + 'static,
    {
        let (job, answer, take_back) = Job::new(method, about, params, handler);
        self.send(Event::Job(job));
        async move {
            let answer = answer.await;
            drop(take_back);
            answer.unwrap_or_else(|_| Err(Error::request_cancelled()))
        }
    }

    async fn set_trace(&self, params: SetTraceParams) {
        self.send(Event::Trace(params.value));
    }

    async fn code_actions(&self, params: CodeActionParams) -> Result<Value> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/codeAction", about, params, handlers::code_action::actions).await
    }

    async fn resolve_code_action(&self, action: Value) -> Result<Value> {
        self.ask("codeAction/resolve", About::Whole, action, handlers::code_action::resolve).await
    }
}

/// Our own requests.
impl Relay {
    async fn export(&self, params: ExportParams) -> Result<Value> {
        let _told = self.tell_progress(params.token.clone(), "Exporting the model");
        self.ask(custom::EXPORT, About::Whole, params, handlers::custom::export).await
    }

    async fn forecast(&self, params: ForecastParams) -> Result<Value> {
        let _told = self.tell_progress(params.token.clone(), "Forecasting the plan");
        self.ask(custom::FORECAST, About::Whole, params, handlers::custom::forecast).await
    }

    /// Tells that something is under way, until what is given is dropped: with the answer, or when the request is taken back.
    fn tell_progress(&self, token: Option<ProgressToken>, title: &str) -> Option<Told> {
        let told = Told { out: self.out.clone(), token: token? };
        told.say(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.to_owned(),
            cancellable: Some(false),
            ..WorkDoneProgressBegin::default()
        }));
        Some(told)
    }

    async fn graph(&self, params: GraphParams) -> Result<Value> {
        self.ask(custom::GRAPH, About::Whole, params, handlers::custom::graph).await
    }

    async fn impact(&self, params: ImpactParams) -> Result<Value> {
        self.ask(custom::IMPACT, About::Whole, params, handlers::custom::impact).await
    }

    async fn plan(&self, params: ProgramParams) -> Result<Value> {
        self.ask(custom::PLAN, About::Whole, params, handlers::custom::plan).await
    }

    async fn report(&self, params: ProgramParams) -> Result<Value> {
        self.ask(custom::REPORT, About::Whole, params, handlers::custom::report).await
    }
}

/// Something under way that the client was told of.
struct Told {
    out: Outgoing,
    token: ProgressToken,
}

impl Told {
    fn say(&self, progress: WorkDoneProgress) {
        let value = ProgressParamsValue::WorkDone(progress);
        self.out.notify("$/progress", &ProgressParams { token: self.token.clone(), value });
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.say(WorkDoneProgress::End(WorkDoneProgressEnd::default()));
    }
}

impl LanguageServer for Relay {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let null = Value::Null;
        let client = Client::new(&params, self.state.raw.get().unwrap_or(&null));
        let answer = capabilities::answer(&client);
        self.pids.send_replace(params.process_id);
        let settings = params.initialization_options.as_ref().map(Settings::read).unwrap_or_default();
        let trace = params.trace.unwrap_or_default();
        self.send(Event::Start(Box::new(Start { client, folders: folders(&params), settings, trace })));
        Ok(answer)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.state.shut_down.store(true, Ordering::SeqCst);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.send(Event::Opened(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.send(Event::Changed(params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.send(Event::Closed(params.text_document.uri));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.send(Event::Saved(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.send(Event::OnDisk(params.changes.into_iter().map(|c| c.uri).collect()));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: Vec<WorkspaceFolder>| folders.iter().filter_map(|f| path_of(&f.uri)).collect();
        self.send(Event::Folders { added: paths(params.event.added), removed: paths(params.event.removed) });
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.send(Event::SettingsChanged(params.settings));
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let about = About::place(&params.text_document_position.text_document.uri);
        self.ask("textDocument/completion", about, params, handlers::completion::completion).await
    }

    async fn completion_resolve(&self, params: CompletionItem) -> Result<CompletionItem> {
        let about = About::Whole;
        self.ask("completionItem/resolve", about, params, handlers::completion::resolve).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/hover", about, params, handlers::hover::hover).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/definition", about, params, handlers::definition::definition).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/declaration", about, params, handlers::definition::declaration).await
    }

    async fn goto_type_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/typeDefinition", about, params, handlers::definition::type_definition).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.ask("workspace/willRenameFiles", About::Whole, params, handlers::rename::files).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let about = About::place(&params.text_document_position.text_document.uri);
        self.ask("textDocument/references", about, params, handlers::definition::references).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/documentHighlight", about, params, handlers::definition::highlights).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let about = About::Whole;
        self.ask("textDocument/documentSymbol", about, params, handlers::symbols::document).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let about = About::Whole;
        self.ask("workspace/symbol", about, params, handlers::symbols::workspace).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let about = About::Whole;
        self.ask("textDocument/documentLink", about, params, handlers::structure::links).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let about = About::Whole;
        self.ask("textDocument/foldingRange", about, params, handlers::structure::folding).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/selectionRange", about, params, handlers::structure::selection).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/prepareCallHierarchy", about, params, handlers::hierarchy::prepare).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let about = About::Whole;
        self.ask("callHierarchy/incomingCalls", about, params, handlers::hierarchy::incoming).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let about = About::Whole;
        self.ask("callHierarchy/outgoingCalls", about, params, handlers::hierarchy::outgoing).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/prepareRename", about, params, handlers::rename::prepare).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let about = About::place(&params.text_document_position.text_document.uri);
        self.ask("textDocument/rename", about, params, handlers::rename::rename).await
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/linkedEditingRange", about, params, handlers::rename::linked).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let about = About::Whole;
        self.ask("textDocument/semanticTokens/full", about, params, handlers::tokens::full).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let about = About::Whole;
        self.ask("textDocument/semanticTokens/full/delta", about, params, handlers::tokens::delta).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/semanticTokens/range", about, params, handlers::tokens::range).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/inlayHint", about, params, handlers::hints::inlay).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let about = About::Whole;
        self.ask("textDocument/codeLens", about, params, handlers::hints::lenses).await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        let about = About::Whole;
        self.ask("codeLens/resolve", about, params, handlers::hints::resolve_lens).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let about = About::place(&params.text_document_position_params.text_document.uri);
        self.ask("textDocument/signatureHelp", about, params, handlers::hints::signature).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/formatting", about, params, handlers::formatting::document).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let about = About::place(&params.text_document.uri);
        self.ask("textDocument/rangeFormatting", about, params, handlers::formatting::range).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let about = About::place(&params.text_document_position.text_document.uri);
        self.ask("textDocument/onTypeFormatting", about, params, handlers::formatting::on_type).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.ask("textDocument/diagnostic", About::Whole, params, handlers::diagnostic::document).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask("workspace/diagnostic", About::Whole, params, handlers::diagnostic::workspace).await
    }
}

/// The folders that are open, as newer and older clients say it.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().filter_map(|f| path_of(&f.uri)).collect();
    }
    #[allow(deprecated)]
    let (uri, path) = (params.root_uri.as_ref(), params.root_path.as_ref());
    uri.and_then(path_of).or_else(|| path.map(PathBuf::from)).into_iter().collect()
}

fn path_of(uri: &Uri) -> Option<PathBuf> {
    Key::of(uri).path().map(Into::into)
}
