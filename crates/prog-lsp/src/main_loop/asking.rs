//! What we ask of the client. Nobody waits for the answers: a task does, for a while, and sends an event.

use super::{Event, MainLoop};
use crate::capabilities::can;
use crate::custom;
use crate::settings::Settings;
use serde_json::{Value, json};
use std::sync::mpsc::Sender;
use tower_lsp::ls_types::notification::{
    DidChangeConfiguration, DidChangeWatchedFiles, Notification, Progress as Note, ShowMessage,
};
use tower_lsp::ls_types::request::*;
use tower_lsp::ls_types::*;

/// The progress of the first reading.
#[derive(Debug)]
pub(super) struct Progress {
    token: ProgressToken,
    /// The client knows the token.
    known: bool,
    /// The reading is over; the end is yet to be told.
    over: bool,
    told: (usize, usize),
}

impl MainLoop {
    /// Asks the client, and forgets about it unless `then` makes an event of the answer.
    fn ask<R>(&self, params: R::Params, then: impl FnOnce(Option<R::Result>, Sender<Event>) + Send + 'static)
    where
        R: Request + 'static,
        R::Params: Send,
        R::Result: Send,
    {
        let (client, events, patience) = (self.client.clone(), self.sender.clone(), self.tuning.patience);
        self.runtime.spawn(async move {
            let answer = tokio::time::timeout(patience, client.send_request::<R>(params)).await;
            then(answer.ok().and_then(Result::ok), events);
        });
    }

    /// Registers for what cannot be said in the capabilities.
    pub(super) fn register(&self) {
        let client = self.shared.world.read().world.client.clone();
        let mut registrations = Vec::new();
        if client.watches {
            let globs = ["**/*.prog", "**/progc.toml", "**/.gitignore"];
            let mut watchers: Vec<Value> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
            // A folder goes with all that lies in it, and clients tell of the folder only. No pattern means folders alone.
            watchers.push(json!({"globPattern": "**/*", "kind": WatchKind::Delete}));
            registrations.push(Registration {
                id: "watched-files".into(),
                method: DidChangeWatchedFiles::METHOD.into(),
                register_options: Some(json!({"watchers": watchers})),
            });
        }
        if client.registers_configuration {
            registrations.push(Registration {
                id: "settings".into(),
                method: DidChangeConfiguration::METHOD.into(),
                register_options: Some(json!({"section": "prog"})),
            });
        }
        if !registrations.is_empty() {
            self.ask::<RegisterCapability>(RegistrationParams { registrations }, |_, _| {});
        }
    }

    /// Asks what the user set.
    pub(super) fn ask_for_settings(&self) {
        if !self.shared.world.read().world.client.configuration {
            return;
        }
        let items = vec![ConfigurationItem { scope_uri: None, section: Some("prog".into()) }];
        self.ask::<WorkspaceConfiguration>(ConfigurationParams { items }, |answer, events| {
            if let Some(section) = answer.and_then(|a| a.into_iter().next()).filter(Value::is_object) {
                let _ = events.send(Event::Settings(section));
            }
        });
    }

    /// Asks what changed, or takes it from the notification where the client cannot be asked.
    pub(super) fn settings_changed(&mut self, settings: Value) {
        if self.shared.world.read().world.client.configuration {
            self.ask_for_settings();
        } else if let Some(section) = settings.get("prog").filter(|s| s.is_object()) {
            self.take_settings(&section.clone());
        }
    }

    pub(super) fn take_settings(&mut self, section: &Value) {
        let settings = Settings::read(section);
        if self.shared.world.read().world.settings == settings {
            return;
        }
        self.shared.change(|world| world.settings = settings);
        self.tell_of_settings();
        self.another_day();
        self.mark_all_dirty();
        self.ask_to_refresh();
    }

    /// Says so where a setting cannot be read, as nothing else would show it. Once: equal settings are not taken again.
    pub(super) fn tell_of_settings(&self) {
        let Some(no_day) = self.shared.world.read().world.settings.no_day.clone() else { return };
        let message = format!(
            "The setting `prog.check.asOf` is \"{no_day}\", which is no date: write it as YYYY-MM-DD. Until then it is today"
        );
        self.out.notify(ShowMessage::METHOD, &ShowMessageParams { typ: MessageType::WARNING, message });
    }

    /// What the client asked for may be different now, though it edited nothing.
    pub(super) fn ask_to_refresh(&self) {
        let client = self.shared.world.read().world.client.clone();
        if client.refresh_hints && can("textDocument/inlayHint") {
            self.ask::<InlayHintRefreshRequest>((), |_, _| {});
        }
        if client.refresh_lenses && can("textDocument/codeLens") {
            self.ask::<CodeLensRefresh>((), |_, _| {});
        }
        if client.refresh_tokens && can("textDocument/semanticTokens/full") {
            self.ask::<SemanticTokensRefresh>((), |_, _| {});
        }
    }

    /// What the client was answered about findings is not so any more.
    pub(super) fn ask_for_findings_again(&self) {
        self.ask::<WorkspaceDiagnosticRefresh>((), |_, _| {});
    }

    /// The first reading goes on.
    pub(super) fn progress(&mut self, done: usize, all: usize) {
        if !self.shared.world.read().world.client.progress {
            return;
        }
        if let Some(progress) = &mut self.progress {
            progress.told = (done, all);
            if progress.known {
                self.report_progress();
            }
            return;
        }
        let token = NumberOrString::String("prog/reading".into());
        let params = WorkDoneProgressCreateParams { token: token.clone() };
        self.progress = Some(Progress { token, known: false, over: false, told: (done, all) });
        self.ask::<WorkDoneProgressCreate>(params, |answer, events| {
            let _ = events.send(Event::ProgressKnown(answer.is_some()));
        });
    }

    pub(super) fn progress_known(&mut self, known: bool) {
        let Some(progress) = &mut self.progress else { return };
        if !known {
            self.progress = None;
            return;
        }
        progress.known = true;
        let over = progress.over;
        let begin = WorkDoneProgressBegin {
            title: "Reading the workspace".into(),
            cancellable: Some(false),
            message: Some(counted(progress.told)),
            percentage: Some(percent(progress.told)),
        };
        let token = progress.token.clone();
        self.tell_progress(token, WorkDoneProgress::Begin(begin));
        if over {
            self.end_progress();
        }
    }

    fn report_progress(&self) {
        let Some(progress) = &self.progress else { return };
        let report = WorkDoneProgressReport {
            cancellable: Some(false),
            message: Some(counted(progress.told)),
            percentage: Some(percent(progress.told)),
        };
        self.tell_progress(progress.token.clone(), WorkDoneProgress::Report(report));
    }

    pub(super) fn end_progress(&mut self) {
        match &mut self.progress {
            Some(progress) if !progress.known => progress.over = true,
            Some(progress) => {
                let token = progress.token.clone();
                self.progress = None;
                self.tell_progress(token, WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
            }
            None => {}
        }
    }

    fn tell_progress(&self, token: ProgressToken, value: WorkDoneProgress) {
        self.out.notify(Note::METHOD, &ProgressParams { token, value: ProgressParamsValue::WorkDone(value) });
    }
}

fn counted((done, all): (usize, usize)) -> String {
    format!("{done} of {all} files")
}

fn percent((done, all): (usize, usize)) -> u32 {
    (done * 100 / all.max(1)) as u32
}

impl crate::jobs::Job {
    /// Whether it is a request of ours and not of the protocol.
    pub(super) fn is_custom(&self) -> bool {
        custom::METHODS.contains(&self.method())
    }
}
