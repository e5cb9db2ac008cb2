//! A scripted client over a pipe with real framing. Its end asserts that every message was claimed and that the server
//! leaves cleanly.

use prog_lsp::{Disk, Exit, MemoryDisk, Tuning};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// 2026-02-10
pub const TODAY: i32 = 20494;

/// No answer in this time is a hang.
const HANG: Duration = Duration::from_secs(120);

/// What a client says that it can.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub pull: bool,
    pub encoding: &'static str,
    pub snippets: bool,
    pub resolve: bool,
    pub versioned: bool,
    pub watch: bool,
    pub configuration: bool,
    pub progress: bool,
    pub refresh: bool,
    pub changed: bool,
}

/// The plainest client that there is.
pub const PLAIN: Client = Client {
    pull: false,
    encoding: "",
    snippets: false,
    resolve: false,
    versioned: true,
    watch: false,
    configuration: false,
    progress: false,
    refresh: false,
    changed: false,
};

/// One that can everything.
pub const RICH: Client = Client {
    pull: false,
    encoding: "utf-16",
    snippets: true,
    resolve: true,
    versioned: true,
    watch: true,
    configuration: true,
    progress: true,
    refresh: true,
    changed: true,
};

impl Client {
    pub fn capabilities(self) -> Value {
        let mut capabilities = json!({
            "workspace": {
                "workspaceFolders": true,
                "configuration": self.configuration,
                "didChangeWatchedFiles": {"dynamicRegistration": self.watch},
                "didChangeConfiguration": {"dynamicRegistration": self.configuration},
                "fileOperations": {"willRename": true},
                "workspaceEdit": {"documentChanges": self.versioned, "snippetEditSupport": self.snippets},
                "diagnostics": {"refreshSupport": self.refresh},
                "inlayHint": {"refreshSupport": self.refresh},
                "codeLens": {"refreshSupport": self.refresh},
                "semanticTokens": {"refreshSupport": self.refresh},
            },
            "textDocument": {
                "publishDiagnostics": {
                    "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true, "versionSupport": true,
                    "tagSupport": {"valueSet": [1, 2]},
                },
                "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
                    "isPreferredSupport": true,
                },
                "completion": {"completionItem": {"snippetSupport": self.snippets, "documentationFormat": ["markdown"]}},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "semanticTokens": {
                    "requests": {"range": true, "full": {"delta": true}}, "formats": ["relative"],
                    "tokenTypes": [], "tokenModifiers": [],
                },
            },
            "window": {"workDoneProgress": self.progress},
            "experimental": {"prog": {"changed": self.changed}},
        });
        if self.pull {
            capabilities["textDocument"]["diagnostic"] = json!({"relatedDocumentSupport": true});
        }
        if self.resolve {
            capabilities["textDocument"]["codeAction"]["dataSupport"] = json!(true);
            capabilities["textDocument"]["codeAction"]["resolveSupport"] = json!({"properties": ["edit"]});
        }
        if !self.encoding.is_empty() {
            capabilities["general"] = json!({"positionEncodings": [self.encoding]});
        }
        capabilities
    }
}

/// A server with a client that does what the test says.
pub struct Server {
    runtime: Runtime,
    input: Option<WriteHalf<DuplexStream>>,
    incoming: mpsc::UnboundedReceiver<Value>,
    inbox: VecDeque<Value>,
    next_id: i64,
    /// How requests of the server are answered, by method. Others are left in the inbox.
    pub replies: HashMap<&'static str, Value>,
    pub initialized: Value,
    pub disk: Arc<MemoryDisk>,
    serving: Option<JoinHandle<std::io::Result<Exit>>>,
    /// What was published last, by address, where findings are claimed as a whole.
    pub findings: BTreeMap<String, Vec<Value>>,
}

/// Publishes at once: what tests want unless they are about the pause.
pub fn quick() -> Tuning {
    Tuning { window: Duration::ZERO, ..Tuning::default() }
}

/// One that publishes only the first of a burst.
pub fn slow() -> Tuning {
    Tuning { window: Duration::from_secs(3600), ..Tuning::default() }
}

pub fn disk(files: &[(&str, &str)]) -> Arc<MemoryDisk> {
    MemoryDisk::new(TODAY, files)
}

impl Server {
    /// A server for the folder `/w`.
    pub fn start(client: Client, files: &[(&str, &str)]) -> Self {
        Self::start_tuned(client, disk(files), &["file:///w"], quick())
    }

    pub fn start_tuned(client: Client, disk: Arc<MemoryDisk>, folders: &[&str], tuning: Tuning) -> Self {
        Self::start_on(client, disk.clone(), disk, folders, tuning)
    }

    /// The same with a disk of its own sort in front of the one in memory.
    pub fn start_on(
        client: Client,
        disk: Arc<MemoryDisk>,
        front: Arc<dyn Disk>,
        folders: &[&str],
        tuning: Tuning,
    ) -> Self {
        let mut server = Self::spawn_on(disk, front, tuning, 1 << 22);
        let folders: Vec<Value> = folders.iter().map(|f| json!({"uri": f, "name": f})).collect();
        let params = json!({
            "processId": std::process::id(), "rootUri": null, "capabilities": client.capabilities(), "workspaceFolders": folders,
        });
        server.initialized = server.request("initialize", params).expect("initialize is answered");
        server.notify("initialized", json!({}));
        server
    }

    /// A server that was told nothing yet.
    pub fn spawn(disk: Arc<MemoryDisk>, tuning: Tuning, pipe: usize) -> Self {
        Self::spawn_on(disk.clone(), disk, tuning, pipe)
    }

    fn spawn_on(disk: Arc<MemoryDisk>, for_server: Arc<dyn Disk>, tuning: Tuning, pipe: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let (ours, theirs) = tokio::io::duplex(pipe);
        let (their_input, their_output) = tokio::io::split(theirs);
        let (our_input, our_output) = tokio::io::split(ours);
        let serving = runtime.spawn(prog_lsp::serve_tuned(their_input, their_output, for_server, tuning));
        let (sender, incoming) = mpsc::unbounded_channel();
        runtime.spawn(read_all(our_input, sender));
        Self {
            runtime,
            input: Some(our_output),
            incoming,
            inbox: VecDeque::new(),
            next_id: 1,
            replies: HashMap::from([
                ("client/registerCapability", json!(null)),
                // These say nothing but that what is shown may be asked for again.
                ("workspace/inlayHint/refresh", json!(null)),
                ("workspace/codeLens/refresh", json!(null)),
                ("workspace/semanticTokens/refresh", json!(null)),
            ]),
            initialized: Value::Null,
            disk,
            serving: Some(serving),
            findings: BTreeMap::new(),
        }
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        self.runtime.block_on(input.write_all(bytes)).expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; gives its number.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let message = self.claim(|m| m.get("method").is_none() && m["id"] == json!(id));
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    /// The first message that fits, waited for.
    pub fn claim(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        let mut from = 0;
        loop {
            if let Some(at) = (from..self.inbox.len()).find(|i| fits(&self.inbox[*i])) {
                return self.inbox.remove(at).expect("it is there");
            }
            from = self.inbox.len();
            self.receive();
        }
    }

    fn receive(&mut self) {
        let next = self.runtime.block_on(async { tokio::time::timeout(HANG, self.incoming.recv()).await });
        let message = match next {
            Ok(Some(message)) => message,
            Ok(None) => panic!("the server is gone; unclaimed: {:#?}", self.inbox),
            Err(_) => panic!("the server hangs; unclaimed: {:#?}", self.inbox),
        };
        self.take(message);
    }

    fn take(&mut self, message: Value) {
        let method = message["method"].as_str().unwrap_or("");
        if let (Some(reply), Some(id)) = (self.replies.get(method), message.get("id")) {
            let reply = json!({"jsonrpc": "2.0", "id": id, "result": reply});
            return self.send(&reply);
        }
        self.inbox.push_back(message);
    }

    /// The next notification of this method.
    pub fn notification(&mut self, method: &str) -> Value {
        self.claim(|m| m["method"] == method)["params"].clone()
    }

    /// Waits until the server has done all that was said so far, publishing included (unless that is put off). Two requests one
    /// after the other: the second is handled when what followed the first is over.
    pub fn settle(&mut self) {
        for _ in 0..2 {
            let params = json!({"textDocument": {"uri": "file:///nowhere.prog"}, "options": {"tabSize": 2, "insertSpaces": true}});
            let answer = self.request("textDocument/formatting", params);
            assert_eq!(answer, Ok(Value::Null));
        }
    }

    /// Claims everything that was published, after the server has done all that was said so far.
    pub fn published(&mut self) -> &BTreeMap<String, Vec<Value>> {
        // Many files are published some at a time, with room for requests between.
        loop {
            self.settle();
            if !self.take_published() {
                break;
            }
        }
        self.findings.retain(|_, list| !list.is_empty());
        &self.findings
    }

    fn take_published(&mut self) -> bool {
        let mut some = false;
        while let Some(at) = self.inbox.iter().position(|m| m["method"] == "textDocument/publishDiagnostics")
        {
            let message = self.inbox.remove(at).expect("it is there");
            let uri = message["params"]["uri"].as_str().expect("an address").to_owned();
            let list = message["params"]["diagnostics"].as_array().expect("a list").clone();
            self.findings.insert(uri, list);
            some = true;
        }
        some
    }

    /// What is published of one file: rules and messages.
    pub fn messages(&mut self, uri: &str) -> Vec<String> {
        let list = self.published().get(uri).cloned().unwrap_or_default();
        list.iter()
            .map(|d| format!("{}: {}", d["code"].as_str().unwrap_or(""), d["message"].as_str().unwrap_or("")))
            .collect()
    }

    /// The findings of one file whose rules are among `rules`, as [`Self::messages`] gives them. For tests that are about the
    /// server and not about what else is found.
    pub fn of(&mut self, uri: &str, rules: &[&str]) -> Vec<String> {
        let all = self.messages(uri);
        all.into_iter()
            .filter(|m| rules.iter().any(|r| m.strip_prefix(r).is_some_and(|m| m.starts_with(':'))))
            .collect()
    }

    /// What nobody claimed yet: methods, or numbers of answers.
    pub fn unclaimed(&mut self) -> Vec<String> {
        self.settle();
        let name = |m: &Value| m["method"].as_str().map_or_else(|| m["id"].to_string(), str::to_owned);
        self.inbox.iter().map(name).collect()
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "prog", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, json!([{"text": text}]));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}),
        );
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Something happened to files on disk.
    pub fn watched(&mut self, uris: &[&str]) {
        let changes: Vec<Value> = uris.iter().map(|u| json!({"uri": u, "type": 2})).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    /// The code actions on a line: titles and actions.
    pub fn actions(&mut self, uri: &str, line: u32, only: &[&str]) -> Vec<Value> {
        let mut context = json!({"diagnostics": [], "triggerKind": 1});
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let range = json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": 999}});
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        let answer = self.request("textDocument/codeAction", params).expect("code actions");
        answer.as_array().cloned().unwrap_or_default()
    }

    /// Closes the input, as an editor does that is killed.
    pub fn hang_up(&mut self) {
        self.input = None;
        let input = std::mem::replace(&mut self.incoming, mpsc::unbounded_channel().1);
        drop(input);
    }

    /// Waits until the server has left.
    pub fn exited(&mut self) -> Exit {
        let serving = self.serving.take().expect("asked once");
        let exit = self.runtime.block_on(async { tokio::time::timeout(HANG, serving).await });
        exit.expect("the server leaves").expect("no panic").expect("no error")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() || self.serving.is_none() {
            return;
        }
        let unclaimed = self.unclaimed();
        assert!(unclaimed.is_empty(), "unclaimed: {:#?}", self.inbox);
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        assert_eq!(self.exited(), Exit::Clean);
        assert_eq!(self.incoming.try_recv().ok(), None, "nothing comes after the end");
    }
}

async fn read_all(input: ReadHalf<DuplexStream>, sender: mpsc::UnboundedSender<Value>) {
    let mut input = BufReader::new(input);
    while let Some(message) = read(&mut input).await {
        if sender.send(message).is_err() {
            return;
        }
    }
}

async fn read(input: &mut BufReader<ReadHalf<DuplexStream>>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().expect("a length"),
            None if line.trim_end().is_empty() => break,
            None => panic!("a strange header: {line}"),
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).await.ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}

/// Applies the edits of a workspace edit to the texts of the files that it names.
pub fn apply(edit: &Value, texts: &BTreeMap<String, String>, encoding: &str) -> BTreeMap<String, String> {
    let mut texts = texts.clone();
    let changes: Vec<(String, Value)> = match edit.get("documentChanges") {
        Some(list) => {
            let one = |c: &Value| {
                (c["textDocument"]["uri"].as_str().expect("an address").to_owned(), c["edits"].clone())
            };
            list.as_array().expect("a list").iter().map(one).collect()
        }
        None => edit["changes"]
            .as_object()
            .expect("changes")
            .iter()
            .map(|(u, e)| (u.clone(), e.clone()))
            .collect(),
    };
    for (uri, edits) in changes {
        let text = texts.get(&uri).unwrap_or_else(|| panic!("{uri} is not known")).clone();
        texts.insert(uri, apply_edits(&edits, &text, encoding));
    }
    texts
}

/// Applies a list of text edits.
pub fn apply_edits(edits: &Value, text: &str, encoding: &str) -> String {
    let mut edits: Vec<(usize, usize, String)> = edits
        .as_array()
        .expect("a list")
        .iter()
        .map(|edit| {
            let new = edit["newText"].as_str().or(edit["snippet"]["value"].as_str()).expect("a text");
            (
                offset(text, &edit["range"]["start"], encoding),
                offset(text, &edit["range"]["end"], encoding),
                new.to_owned(),
            )
        })
        .collect();
    edits.sort_by_key(|e| e.0);
    assert!(edits.windows(2).all(|w| w[0].1 <= w[1].0), "edits overlap: {edits:?}");
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, &new);
    }
    text
}

/// The offset of a position, counted here anew and not by the server's own code.
pub fn offset(text: &str, position: &Value, encoding: &str) -> usize {
    let mut line = position["line"].as_u64().expect("a line");
    let mut at = 0;
    while line > 0 {
        let Some(end) = text[at..].find(['\n', '\r']) else { return text.len() };
        at += end + if text[at + end..].starts_with("\r\n") { 2 } else { 1 };
        line -= 1;
    }
    let mut left = position["character"].as_u64().expect("a column") as usize;
    for c in text[at..].chars().take_while(|c| *c != '\n' && *c != '\r') {
        let width = match encoding {
            "utf-8" => c.len_utf8(),
            "utf-32" => 1,
            _ => c.len_utf16(),
        };
        if left < width {
            break;
        }
        left -= width;
        at += c.len_utf8();
    }
    at
}
