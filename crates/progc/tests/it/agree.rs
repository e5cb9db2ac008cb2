//! The command line and the language server say the same about the same files.

use crate::support::{DAY, Place, Ran, progc, repository};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A client that talks to `progc lsp` as an editor does.
struct Client {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    published: BTreeMap<String, Value>,
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Client {
    fn start(folder: &Path) -> Self {
        let mut command = progc(folder);
        command
            .args(["lsp", "--as-of", DAY])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let stdin = child.stdin.take().expect("it listens");
        let stdout = BufReader::new(child.stdout.take().expect("it answers"));
        let mut client = Self { child, stdin, stdout, published: BTreeMap::new() };
        let root = format!("file://{}", folder.display());
        let capabilities = json!({ "general": { "positionEncodings": ["utf-32"] } });
        let params = json!({ "processId": null, "capabilities": capabilities,
            "workspaceFolders": [{ "uri": root, "name": "w" }] });
        client.request(1, "initialize", params);
        client.send(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
        client
    }

    fn send(&mut self, message: Value) {
        let body = message.to_string();
        write!(self.stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("it listens");
        self.stdin.flush().expect("it listens");
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.stdout.read_line(&mut line).expect("it answers"), 0, "the server ended");
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
        self.stdout.read_exact(&mut body).expect("it answers");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Sends a request and waits for its answer; remembers what is published meanwhile.
    fn request(&mut self, id: u64, method: &str, params: Value) -> Value {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                let uri = params["uri"].as_str().expect("a place").to_owned();
                self.published.insert(uri, params["diagnostics"].clone());
            } else if message["id"] == id && message.get("method").is_none() {
                return message;
            } else if message.get("id").is_some() && message.get("method").is_some() {
                self.send(json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
        }
    }

    /// What is published once `expected` files have findings: the server reads the workspace on its own time.
    fn all_published(&mut self, expected: usize) -> BTreeMap<String, Value> {
        let with = |p: &BTreeMap<String, Value>| {
            p.values().filter(|d| d.as_array().is_some_and(|d| !d.is_empty())).count()
        };
        while with(&self.published) < expected {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                let uri = params["uri"].as_str().expect("a place").to_owned();
                self.published.insert(uri, params["diagnostics"].clone());
            } else if message.get("id").is_some() && message.get("method").is_some() {
                self.send(json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
        }
        self.request(9, "shutdown", Value::Null);
        self.published.clone()
    }
}

type Said = BTreeMap<String, Vec<String>>;

fn by_command(folder: &Path) -> Said {
    let ran: Ran = progc(folder)
        .args(["check", ".", "--as-of", DAY, "--format", "json"])
        .output()
        .expect("it runs")
        .into();
    let mut said = Said::new();
    for d in ran.json()["diagnostics"].as_array().expect("a list") {
        let at = |p: &Value| {
            format!("{}:{}", p["line"].as_u64().unwrap_or(0) - 1, p["column"].as_u64().unwrap_or(0) - 1)
        };
        let range = &d["range"];
        let text = format!("{} {}-{} {}", d["rule"], at(&range["start"]), at(&range["end"]), d["message"]);
        said.entry(d["file"].as_str().expect("a file").to_owned()).or_default().push(text);
    }
    said.values_mut().for_each(|list| list.sort());
    said
}

fn by_server(folder: &Path, expected: usize) -> Said {
    let root = format!("file://{}/", folder.display());
    let mut said = Said::new();
    for (uri, list) in Client::start(folder).all_published(expected) {
        let list = list.as_array().expect("a list").clone();
        let text = |d: &Value| {
            let at = |p: &Value| format!("{}:{}", p["line"], p["character"]);
            // The help may follow on further lines.
            let message = d["message"].as_str().unwrap_or_default();
            let message = message.lines().next().unwrap_or_default();
            format!(
                "{} {}-{} {}",
                d["code"],
                at(&d["range"]["start"]),
                at(&d["range"]["end"]),
                json!(message)
            )
        };
        let mut list: Vec<String> = list.iter().map(text).collect();
        list.sort();
        if !list.is_empty() {
            said.insert(uri.trim_start_matches(&root).to_owned(), list);
        }
    }
    said
}

fn agree(folder: &Path) {
    let command = by_command(folder);
    let server = by_server(folder, command.len());
    for file in command.keys().chain(server.keys()) {
        assert_eq!(command.get(file), server.get(file), "{}/{file}", folder.display());
    }
}

#[test]
fn about_the_examples() {
    for folder in ["checkout", "compliance", "first-look", "platform-migration", "portfolio"] {
        agree(&repository().join("examples").join(folder));
    }
}

#[test]
fn about_every_file_of_the_corpus() {
    // A workspace of its own: the corpus has no settings, and each file is there alone as well as with all others.
    let mut files = Vec::new();
    for folder in ["valid", "broken"] {
        let entries = std::fs::read_dir(repository().join("tests/corpus").join(folder)).expect("it is there");
        for entry in entries {
            let path = entry.expect("readable").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.push((format!("{folder}/{name}"), std::fs::read_to_string(&path).expect("text")));
        }
    }
    assert!(files.len() > 80, "{}", files.len());
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let place = Place::new(&files);
    agree(&place.path("").components().collect::<std::path::PathBuf>());
}
