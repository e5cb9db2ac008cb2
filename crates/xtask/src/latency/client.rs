//! The scripted client: starts the server, speaks JSON with it, and notes when what it waits for has come.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// No answer in this time is a hang.
const HANG: Duration = Duration::from_secs(300);

/// A message and when it had come.
type Came = (Value, Instant);

/// A running server.
pub struct Client {
    server: Child,
    input: ChildStdin,
    incoming: Receiver<Came>,
    next_id: u64,
    /// How many findings each file has, as published last.
    pub findings: HashMap<String, usize>,
    /// The open documents: text and version.
    open: HashMap<String, (String, i64)>,
}

impl Client {
    /// Starts a server and waits until it has read the workspace.
    pub fn start(progc: &Path, folder: &Path) -> Result<Self, String> {
        let mut client = Self::spawn(progc, folder)?;
        let any = uri(&folder.join("organisation.prog"));
        client.request("textDocument/hover", at(&any, 0, 0))?;
        client.quiet(Duration::from_millis(500));
        Ok(client)
    }

    /// Starts a server and says hello.
    pub fn spawn(progc: &Path, folder: &Path) -> Result<Self, String> {
        let mut server = Command::new(progc)
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{}: {e}", progc.display()))?;
        let (input, output) = (server.stdin.take(), server.stdout.take());
        let (Some(input), Some(output)) = (input, output) else { return Err("no streams".into()) };
        let (sender, incoming) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send((message, Instant::now())).is_err() {
                    break;
                }
            }
        });
        let (findings, open) = (HashMap::new(), HashMap::new());
        let mut client = Self { server, input, incoming, next_id: 0, findings, open };
        let capabilities = json!({
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
                "completion": {"completionItem": {"snippetSupport": true}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"workspaceEdit": {"documentChanges": true}},
        });
        client.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": uri(folder), "name": "bench"}],
                "initializationOptions": {"check": {"asOf": super::TODAY}},
            }),
        )?;
        client.notify("initialized", json!({}))?;
        Ok(client)
    }

    fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(frame.as_bytes()).and_then(|()| self.input.flush()).map_err(|e| e.to_string())
    }

    pub fn notify(&mut self, method: &str, params: Value) -> Result<(), String> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// The next message that fits; published findings are counted on the way.
    pub fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Result<Came, String> {
        loop {
            let (message, when) = self.incoming.recv_timeout(HANG).map_err(|e| e.to_string())?;
            self.count(&message);
            if fits(&message) {
                return Ok((message, when));
            }
        }
    }

    fn count(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap_or_default().to_owned();
            self.findings.insert(uri, message["params"]["diagnostics"].as_array().map_or(0, Vec::len));
        }
    }

    /// How many findings are shown.
    pub fn found(&self) -> usize {
        self.findings.values().sum()
    }

    /// Waits until the server has been silent for so long.
    pub fn quiet(&mut self, pause: Duration) {
        while let Ok((message, _)) = self.incoming.recv_timeout(pause) {
            self.count(&message);
        }
    }

    /// Asks and waits for the answer.
    pub fn request(&mut self, method: &str, params: Value) -> Result<(Value, Duration), String> {
        self.next_id += 1;
        let id = json!(self.next_id);
        let start = Instant::now();
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        let (mut answer, when) = self.wait(|m| m.get("method").is_none() && m["id"] == id)?;
        match answer.get("error") {
            Some(error) => Err(format!("{method}: {error}")),
            None => Ok((answer["result"].take(), when - start)),
        }
    }

    /// The same, with the processor time that the server took for it.
    pub fn timed(&mut self, method: &str, params: Value) -> Result<(Value, (Duration, Duration)), String> {
        let before = self.cpu();
        let (answer, wall) = self.request(method, params)?;
        Ok((answer, (wall, self.cpu().saturating_sub(before))))
    }

    /// Opens a file with the text on disk.
    pub fn open(&mut self, path: &Path) -> Result<String, String> {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        let uri = uri(path);
        let item = json!({"uri": uri, "languageId": "prog", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}))?;
        self.wait(|m| is_published(m, &uri, 1))?;
        self.open.insert(uri, (text.clone(), 1));
        Ok(text)
    }

    pub fn close(&mut self, path: &Path) -> Result<(), String> {
        let uri = uri(path);
        self.open.remove(&uri);
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}))
    }

    /// The text of an open document as it is now.
    pub fn text(&self, path: &Path) -> &str {
        self.open.get(&uri(path)).map_or("", |(text, _)| text)
    }

    /// Replaces a part of an open document; gives the version that it has now.
    pub fn edit(&mut self, path: &Path, from: usize, to: usize, new: &str) -> Result<i64, String> {
        let uri = uri(path);
        let (text, version) = self.open.get_mut(&uri).ok_or("not open")?;
        let range = json!({"start": position(text, from), "end": position(text, to)});
        text.replace_range(from..to, new);
        *version += 1;
        let version = *version;
        let changes = json!([{"range": range, "text": new}]);
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}))?;
        Ok(version)
    }

    /// Waits for the findings of a version.
    pub fn published(&mut self, path: &Path, version: i64) -> Result<Instant, String> {
        let uri = uri(path);
        Ok(self.wait(|m| is_published(m, &uri, version))?.1)
    }

    /// The processor time of the server so far, all threads together.
    pub fn cpu(&self) -> Duration {
        let tasks = PathBuf::from(format!("/proc/{}/task", self.server.id()));
        let of = |task: std::fs::DirEntry| -> Option<u64> {
            let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            text.split_whitespace().next()?.parse().ok()
        };
        let tasks = std::fs::read_dir(tasks).into_iter().flatten().flatten();
        Duration::from_nanos(tasks.filter_map(of).sum())
    }

    /// The memory of the server in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("RssAnon:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
    }

    /// Ends the server as an editor does.
    pub fn leave(mut self) -> Result<(), String> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        let status = self.server.wait().map_err(|e| e.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}")) }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Still there only if something went wrong.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn is_published(message: &Value, uri: &str, version: i64) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
        && message["params"]["uri"] == uri
        && message["params"]["version"] == version
}

/// One message; nothing at the end.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The address of a file; the generated paths need no escapes.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The parameters of a request about a place.
pub fn at(uri: &str, line: usize, character: usize) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

/// The position of an offset. The generated texts are ASCII, so that all encodings agree.
pub fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    json!({"line": line, "character": before.len() - before.rfind('\n').map_or(0, |at| at + 1)})
}
