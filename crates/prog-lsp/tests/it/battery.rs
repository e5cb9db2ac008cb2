//! What has killed, blocked or confused servers: none of it does here.

use crate::harness::{Client, PLAIN, RICH, Server, disk, quick, slow};
use prog_lsp::{Exit, Tuning};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

const A: &str = "file:///w/a.prog";

/// A client that is not asked anything.
const QUIET: Client =
    Client { configuration: false, progress: false, changed: false, watch: false, refresh: false, ..RICH };

fn options(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": true}})
}

/// Something that a job waits at, so that a test decides what happens meanwhile.
#[derive(Default)]
struct Gate {
    state: Mutex<(bool, usize)>,
    moved: Condvar,
}

impl Gate {
    fn wait_until_open(&self, is_stopped: &dyn Fn() -> bool) {
        let mut state = self.state.lock().expect("a lock");
        state.1 += 1;
        self.moved.notify_all();
        while !state.0 && !is_stopped() {
            let tick = std::time::Duration::from_millis(1);
            state = self.moved.wait_timeout(state, tick).expect("a lock").0;
        }
    }

    /// Waits until `count` jobs stand at the gate, or went through.
    fn arrived(&self, count: usize) {
        let mut state = self.state.lock().expect("a lock");
        while state.1 < count {
            state = self.moved.wait(state).expect("a lock");
        }
    }

    fn open(&self) {
        self.state.lock().expect("a lock").0 = true;
        self.moved.notify_all();
    }
}

#[test]
fn two_thousand_edits_keep_their_order() {
    let mut server =
        Server::start_tuned(Client { pull: true, refresh: true, ..QUIET }, disk(&[]), &["file:///w"], slow());
    server.open(A, "");
    let mut text = String::new();
    for version in 0..2000 {
        // Each depends on all before it: at the end, in the middle, at the start.
        let column = match version % 3 {
            0 => text.len(),
            1 => text.len() / 2,
            _ => 0,
        };
        let letter = char::from(b'a' + (version % 26) as u8);
        text.insert(column, letter);
        let at = json!({"line": 0, "character": column});
        server.change(
            A,
            version + 2,
            json!([{"range": {"start": at, "end": at}, "text": letter.to_string()}]),
        );
    }
    // Read your writes: what is asked behind them sees them all.
    let end = json!({"line": 9, "character": 0});
    server.change(A, 5000, json!([{"range": {"start": end, "end": end}, "text": " x {}"}]));
    let report =
        server.request("textDocument/diagnostic", json!({"textDocument": {"uri": A}})).expect("findings");
    let expected = format!("`{text}` is not a kind of declaration");
    assert_eq!(report["items"][0]["message"], expected);
}

#[test]
fn a_panic_answers_one_request() {
    let probe =
        |method: &str, _: &dyn Fn() -> bool| assert!(method != "textDocument/rangeFormatting", "planted");
    let tuning = Tuning { probe: Some(Arc::new(probe)), ..quick() };
    let mut server =
        Server::start_tuned(PLAIN, disk(&[("/w/a.prog", "system a { owner: ? }\n")]), &["file:///w"], tuning);
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}});
    for _ in 0..3 {
        let mut params = options(A);
        params["range"] = range.clone();
        let error = server.request("textDocument/rangeFormatting", params).expect_err("it panics");
        assert_eq!(error["code"], -32603);
        assert!(error["message"].as_str().is_some_and(|m| m.contains("planted")), "{error}");
        let log = server.notification("window/logMessage");
        assert_eq!(log["type"], 1);
        assert!(
            log["message"]
                .as_str()
                .is_some_and(|m| m.contains("textDocument/rangeFormatting") && m.contains("planted")),
            "{log}"
        );
    }
    server.open(A, "sytem a {}\n");
    assert!(server.messages(A)[0].starts_with("unknown-kind"), "and goes on");
    assert_eq!(server.actions(A, 0, &[])[0]["title"], "Change to `system`");
}

#[test]
fn a_text_that_we_stumble_over_is_left_out_until_it_changes() {
    let stumbles = Arc::new(AtomicBool::new(false));
    let flag = stumbles.clone();
    let probe = move |method: &str, _: &dyn Fn() -> bool| {
        assert!(method != "textDocument/didChange" || !flag.load(Ordering::SeqCst), "planted");
    };
    let tuning = Tuning { probe: Some(Arc::new(probe)), ..quick() };
    let other = "file:///w/b.prog";
    let mut server =
        Server::start_tuned(PLAIN, disk(&[("/w/b.prog", "sytem b {}\n")]), &["file:///w"], tuning);
    server.open(A, "sytem a {}\n");
    assert_eq!((server.messages(A).len(), server.messages(other).len()), (1, 1));
    stumbles.store(true, Ordering::SeqCst);
    server.replace(A, 2, "sytem aa {}\n");
    assert_eq!(server.messages(A), ["unreadable-file: This file led to an internal error and is left out"]);
    assert_eq!(server.messages(other).len(), 1, "the others are there");
    let log = server.notification("window/logMessage");
    assert!(log["message"].as_str().is_some_and(|m| m.contains("a.prog") && m.contains("planted")), "{log}");
    stumbles.store(false, Ordering::SeqCst);
    server.replace(A, 3, "sytem aaa {}\n");
    assert_eq!(server.messages(A), ["unknown-kind: `sytem` is not a kind of declaration"]);
}

#[test]
fn another_document_is_no_reason_to_be_refused() {
    let gate = Arc::new(Gate::default());
    let at_gate = gate.clone();
    let probe = move |method: &str, is_stopped: &dyn Fn() -> bool| {
        if method == "textDocument/formatting" {
            at_gate.wait_until_open(is_stopped);
        }
    };
    let tuning = Tuning { probe: Some(Arc::new(probe)), ..quick() };
    let mut server = Server::start_tuned(PLAIN, disk(&[]), &["file:///w"], tuning);
    server.open(A, "system   a { owner: ? }\n");
    server.open("file:///w/b.prog", "");
    let id = server.ask("textDocument/formatting", options(A));
    gate.arrived(1);
    server.replace("file:///w/b.prog", 2, "sytem b {}\n");
    // It was interrupted, and is run again.
    gate.arrived(2);
    gate.open();
    assert_eq!(server.answer(id).expect("edits").as_array().map(Vec::len), Some(1));
    server.published();
}

#[test]
fn a_request_taken_back_stops_its_job() {
    let gate = Arc::new(Gate::default());
    let stopped = Arc::new(AtomicUsize::new(0));
    let (at_gate, seen) = (gate.clone(), stopped.clone());
    let probe = move |method: &str, is_stopped: &dyn Fn() -> bool| {
        if method == "textDocument/rangeFormatting" {
            at_gate.wait_until_open(is_stopped);
            seen.fetch_add(usize::from(is_stopped()), Ordering::SeqCst);
        }
    };
    let tuning = Tuning { probe: Some(Arc::new(probe)), ..quick() };
    let mut server = Server::start_tuned(PLAIN, disk(&[]), &["file:///w"], tuning);
    let mut params = options(A);
    params["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}});
    let id = server.ask("textDocument/rangeFormatting", params);
    gate.arrived(1);
    server.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(server.answer(id).expect_err("cancelled")["code"], -32800);
    // Its thread is free again: so many jobs at a gate would hold every thread.
    for count in 2..10 {
        let mut params = options(A);
        params["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}});
        let id = server.ask("textDocument/rangeFormatting", params);
        gate.arrived(count);
        server.notify("$/cancelRequest", json!({"id": id}));
        assert_eq!(server.answer(id).expect_err("cancelled")["code"], -32800);
    }
    gate.open();
    server.settle();
    assert!(stopped.load(Ordering::SeqCst) >= 8, "the jobs saw it");
}

#[test]
fn an_edit_interrupts_who_asks_about_a_place_and_not_who_asks_about_the_whole() {
    let gate = Arc::new(Gate::default());
    let at_gate = gate.clone();
    let probe = move |method: &str, is_stopped: &dyn Fn() -> bool| {
        if matches!(method, "textDocument/rangeFormatting" | "textDocument/diagnostic") {
            at_gate.wait_until_open(is_stopped);
        }
    };
    let tuning = Tuning { probe: Some(Arc::new(probe)), ..quick() };
    let client = Client { pull: true, refresh: true, ..QUIET };
    let mut server = Server::start_tuned(client, disk(&[]), &["file:///w"], tuning);
    server.open(A, "system a { owner: ? }\n");
    let mut params = options(A);
    params["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}});
    let place = server.ask("textDocument/rangeFormatting", params);
    let whole = server.ask("textDocument/diagnostic", json!({"textDocument": {"uri": A}}));
    gate.arrived(2);
    server.replace(A, 2, "sytem a {}\n");
    assert_eq!(server.answer(place).expect_err("its place has moved")["code"], -32801);
    gate.open();
    let report = server.answer(whole).expect("asked again of the new text");
    assert_eq!(report["items"][0]["code"], "unknown-kind");
}

#[test]
fn slow_readers_do_not_hold_up_edits() {
    let gate = Arc::new(Gate::default());
    let at_gate = gate.clone();
    let probe = move |method: &str, is_stopped: &dyn Fn() -> bool| {
        if method == "textDocument/rangeFormatting" {
            at_gate.wait_until_open(is_stopped);
        }
    };
    let tuning = Tuning { probe: Some(Arc::new(probe)), ..quick() };
    let mut server = Server::start_tuned(PLAIN, disk(&[]), &["file:///w"], tuning);
    server.open(A, "system a { owner: ? }\n");
    server.notification("textDocument/publishDiagnostics");
    let mut params = options(A);
    params["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}});
    let ids: Vec<i64> = (0..8).map(|_| server.ask("textDocument/rangeFormatting", params.clone())).collect();
    gate.arrived(1);
    // Nobody opens the gate: only the edit lets them go.
    server.replace(A, 2, "sytem a {}\n");
    let published = server.notification("textDocument/publishDiagnostics");
    assert_eq!(published["version"], 2);
    for id in ids {
        assert_eq!(server.answer(id).expect_err("modified")["code"], -32801);
    }
}

#[test]
fn three_thousand_questions_stay_open() {
    let client = Client { configuration: true, ..QUIET };
    let mut server = Server::start(client, &[("/w/a.prog", "sytem a {}\n")]);
    let first = server.claim(|m| m["method"] == "workspace/configuration");
    for _ in 0..3000 {
        server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    }
    assert_eq!(server.messages(A).len(), 1, "answered all the same");
    let mut ids = vec![first["id"].clone()];
    for _ in 0..3000 {
        ids.push(server.claim(|m| m["method"] == "workspace/configuration")["id"].clone());
    }
    // Late, and in another order.
    for id in ids.iter().rev() {
        server.send(&json!({"jsonrpc": "2.0", "id": id, "result": [{"diagnostics": {"workspace": false}}]}));
    }
    // Answers that nobody waits for.
    server.send(&json!({"jsonrpc": "2.0", "id": 999_999, "result": null}));
    server.send(&json!({"jsonrpc": "2.0", "id": ids[0], "error": {"code": -1, "message": "again"}}));
    server.open(A, "system a { owner: ? }\n");
    assert!(server.messages(A).iter().all(|m| !m.contains("unknown-kind")));
}

#[test]
fn exit_with_the_input_open() {
    let mut server = Server::start(PLAIN, &[]);
    assert_eq!(server.request("shutdown", Value::Null), Ok(Value::Null));
    let error = server.request("textDocument/formatting", options(A)).expect_err("after shutdown");
    assert_eq!(error["code"], -32600);
    server.notify("exit", Value::Null);
    assert_eq!(server.exited(), Exit::Clean);
    assert_eq!(Exit::Clean.code(), 0);
}

#[test]
fn exit_without_shutdown() {
    let mut server = Server::start(PLAIN, &[]);
    server.notify("exit", Value::Null);
    assert_eq!(server.exited(), Exit::WithoutShutdown);
    assert_eq!(Exit::WithoutShutdown.code(), 1);
}

#[test]
fn an_editor_that_is_killed_takes_us_along() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "sytem a {}\n")]);
    server.ask("textDocument/formatting", options(A));
    server.hang_up();
    assert_eq!(server.exited(), Exit::ClientGone);
}

#[test]
#[cfg(unix)]
fn an_editor_whose_process_is_gone_takes_us_along() {
    let mut child = std::process::Command::new("true").spawn().expect("a process");
    let pid = child.id();
    child.wait().expect("it ends");
    let mut server = Server::spawn(disk(&[]), quick(), 1 << 16);
    let params = json!({"processId": pid, "rootUri": null, "capabilities": {}});
    // The input stays open, and still.
    server.ask("initialize", params);
    assert_eq!(server.exited(), Exit::ClientGone);
}

#[test]
fn malformed_messages_are_answered_and_passed_over() {
    let mut server = Server::start(PLAIN, &[]);
    let bad = |server: &mut Server, bytes: &[u8], code: i64| {
        server.send_raw(bytes);
        let answer = server.claim(|m| m.get("error").is_some());
        assert_eq!(answer["error"]["code"], code, "{answer}");
        answer
    };
    bad(&mut server, b"Content-Length: 8\r\n\r\n{\"a\": 1,", -32700);
    bad(&mut server, b"Content-Length: 4\r\n\r\n\xff\xfe{}", -32700);
    bad(&mut server, b"this is no header\r\n\r\n", -32700);
    bad(&mut server, b"Content-Length: minus one\r\n\r\n", -32700);
    bad(&mut server, b"Content-Length: 2\r\n\r\n[]", -32600);
    bad(&mut server, b"Content-Length: 4\r\n\r\nnull", -32600);
    let deep = "[".repeat(100_000);
    bad(&mut server, format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes(), -32700);
    let strange = r#"{"jsonrpc":"1.0","id":77,"method":"shutdown"}"#;
    let answer =
        bad(&mut server, format!("Content-Length: {}\r\n\r\n{strange}", strange.len()).as_bytes(), -32600);
    assert_eq!(answer["id"], 77);
    let error =
        server.request("textDocument/formatting", json!({"textDocument": 3})).expect_err("wrong parameters");
    assert_eq!(error["code"], -32602);
    // A header in parts, a body in parts.
    let message = r#"{"jsonrpc":"2.0","id":"x","method":"prog/no"}"#;
    for part in [
        &b"content-length:"[..],
        b" 45\r",
        b"\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
    ] {
        server.send_raw(part);
    }
    assert_eq!(message.len(), 45);
    server.send_raw(&message.as_bytes()[..20]);
    server.send_raw(&message.as_bytes()[20..]);
    assert_eq!(server.claim(|m| m["id"] == "x")["error"]["code"], -32601);
}

#[test]
fn unknown_methods() {
    let mut server = Server::start(PLAIN, &[]);
    assert_eq!(server.request("textDocument/fancy", json!({})).expect_err("unknown")["code"], -32601);
    server.notify("textDocument/didFancy", json!({}));
    server.notify("$/fancy", json!({}));
    server.notify("workspace/didRenameFiles", json!({"files": []}));
    server.settle();
}

#[test]
fn nothing_before_initialize() {
    let mut server = Server::spawn(disk(&[]), quick(), 1 << 16);
    let error = server.request("textDocument/formatting", options(A)).expect_err("too early");
    assert_eq!(error["code"], -32002);
    server.open(A, "sytem a {}\n");
    let params = json!({"processId": null, "rootUri": "file:///w", "capabilities": {}});
    server.request("initialize", params.clone()).expect("an answer");
    assert_eq!(server.request("initialize", params).expect_err("twice")["code"], -32600);
    server.notify("initialized", json!({}));
}

#[test]
fn places_outside_the_text() {
    let mut server = Server::start(PLAIN, &[]);
    server.open(A, "system a { owner: ? }\n");
    let far = json!({"start": {"line": 4_000_000_000_u32, "character": 4_000_000_000_u32}, "end": {"line": 0, "character": 7}});
    let params = json!({"textDocument": {"uri": A}, "range": far, "context": {"diagnostics": []}});
    server.request("textDocument/codeAction", params).expect("an answer");
    server.change(A, 2, json!([{"range": far, "text": "b"}]));
    assert!(
        server.messages(A).iter().any(|m| m.contains("`system` needs a name") || m.contains('b')),
        "{:?}",
        server.messages(A)
    );
    let negative = json!({"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 7}});
    server.change(A, 3, json!([{"range": negative, "text": "c"}]));
    server.settle();
}

#[test]
fn closed_deleted_and_strange_files() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "system a { owner: ? }\n")]);
    server.close("file:///w/never-opened.prog");
    server.change("file:///w/never-opened.prog", 3, json!([{"text": "x"}]));
    for uri in [
        "file:///w/none.prog",
        "file:///elsewhere/a.prog",
        "untitled:x",
        "git:/w/a.prog?x",
        "file:///w/notes.md",
    ] {
        assert_eq!(server.request("textDocument/formatting", options(uri)), Ok(Value::Null), "{uri}");
        assert_eq!(server.actions(uri, 0, &[]), Vec::<Value>::new(), "{uri}");
    }
    server.disk.remove("/w/a.prog");
    server.watched(&[A, "file:///w/none.prog"]);
    assert_eq!(server.request("textDocument/formatting", options(A)), Ok(Value::Null));
    assert!(server.published().is_empty());
    // Not an address at all.
    assert!(server.request("textDocument/formatting", options("no address %%%")).is_err());
    server.open("no address %%%", "x");
    server.settle();
}

#[test]
fn a_client_that_writes_without_reading() {
    // The pipe holds far less than is written in each direction.
    let mut server = Server::spawn(disk(&[]), quick(), 4096);
    server
        .request("initialize", json!({"processId": null, "rootUri": "file:///w", "capabilities": {}}))
        .expect("an answer");
    server.notify("initialized", json!({}));
    server.open(A, "");
    for version in 2..500 {
        server.replace(A, version, &"sytem a {}\n".repeat(20));
    }
    assert_eq!(server.messages(A).iter().filter(|m| m.starts_with("unknown-kind")).count(), 20);
}

#[test]
fn a_trace_on_demand() {
    let mut server = Server::start(PLAIN, &[]);
    server.settle();
    server.notify("$/setTrace", json!({"value": "messages"}));
    server.request("textDocument/formatting", options(A)).expect("an answer");
    let trace = server.notification("$/logTrace");
    assert_eq!(trace["message"], "Answered textDocument/formatting");
    server.notify("$/setTrace", json!({"value": "off"}));
}
