//! A client that talks to `progc lsp` over its real streams, as an editor does.

use crate::support::{DAY, progc};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Editor {
    pub server: Child,
    /// Nothing once the editor has hung up.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    last: u64,
    /// Whether it answers what the server asks.
    pub answers: bool,
    /// What was published last, by address.
    pub published: BTreeMap<String, Value>,
    /// Methods of what else came.
    pub others: Vec<String>,
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Editor {
    /// An editor that can this, with a server that has read the folder's settings.
    pub fn start(folder: &Path, capabilities: Value) -> Self {
        let mut command = progc(folder);
        command.args(["lsp", "--as-of", DAY]);
        let mut editor = Self::spawn(command);
        let pid = std::process::id();
        editor.hello(folder, capabilities, pid);
        editor
    }

    /// An editor that has said nothing yet.
    pub fn spawn(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("it starts");
        let input = server.stdin.take();
        let output = BufReader::new(server.stdout.take().expect("it answers"));
        let (published, others) = (BTreeMap::new(), Vec::new());
        Self { server, input, output, last: 0, answers: true, published, others }
    }

    pub fn hello(&mut self, folder: &Path, capabilities: Value, pid: u32) {
        let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "w" }]);
        let params = json!({ "processId": pid, "capabilities": capabilities, "workspaceFolders": folders });
        self.request("initialize", params);
        self.notify("initialized", json!({}));
    }

    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("it did not hang up");
        input.write_all(bytes).and_then(|()| input.flush()).expect("it listens");
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Closes the server's input, as the end of an editor does.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits until the server's output is closed; gives what still came.
    pub fn end(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        self.output.read_to_end(&mut rest).expect("it ends");
        rest
    }

    /// The next message; published findings are kept, questions answered.
    pub fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).expect("it answers"), 0, "the server ended");
            match line.trim_end() {
                "" => break,
                line => {
                    if let Some(number) = line.strip_prefix("Content-Length: ") {
                        length = number.parse().expect("a number");
                    }
                }
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("it answers");
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        self.take(&message);
        message
    }

    fn take(&mut self, message: &Value) {
        let Some(method) = message["method"].as_str() else { return };
        if method == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("a place").to_owned();
            self.published.insert(uri, message["params"]["diagnostics"].clone());
            return;
        }
        self.others.push(method.to_owned());
        if let Some(id) = message.get("id").filter(|_| self.answers) {
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
        }
    }

    /// Sends a request and waits for its answer, the whole message.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait(|m| m["id"] == id && m.get("method").is_none())
    }

    pub fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.receive();
            if fits(&message) {
                return message;
            }
        }
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "prog", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// What is published once `expected` files have findings: the server reads the workspace on its own time.
    pub fn all_published(&mut self, expected: usize) -> BTreeMap<String, Value> {
        let with = |p: &BTreeMap<String, Value>| {
            p.values().filter(|d| d.as_array().is_some_and(|d| !d.is_empty())).count()
        };
        while with(&self.published) < expected {
            self.receive();
        }
        self.request("shutdown", Value::Null);
        self.published.clone()
    }
}
