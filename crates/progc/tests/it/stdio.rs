//! The language server as a process: nothing that an editor sends, or fails to send, ends it; and the end of the editor does.
//!
//! Not here: a panic in a job, which needs to be planted (prog-lsp's own tests), and what is answered.

use crate::editor::Editor;
use crate::support::{DAY, Place, progc};
use serde_json::{Value, json};

const TEXT: &str = "sytem a {}\nsystem b \"B 🎉\" { owner: ? }\n";

fn uri(place: &Place, name: &str) -> String {
    format!("file://{}", place.path(name).display())
}

fn at(uri: &str, line: u64, character: u64) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

/// Still there, and of a clear mind.
fn answers(editor: &mut Editor, uri: &str) {
    let answer = editor.request("textDocument/hover", at(uri, 1, 8));
    assert!(answer["result"]["contents"]["value"].as_str().is_some_and(|t| t.contains('B')), "{answer}");
}

fn leave(mut editor: Editor) {
    assert_eq!(editor.request("shutdown", Value::Null)["result"], Value::Null);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.server.wait().expect("it ends").code(), Some(0));
}

#[test]
fn malformed_messages() {
    let place = Place::new(&[("a.prog", TEXT)]);
    let mut editor = Editor::start(&place.path(""), json!({}));
    let deep = "[".repeat(100_000);
    for (bytes, code) in [
        ("Content-Length: 3\r\n\r\n{,}".to_owned(), -32700),
        ("what is this?\r\n\r\n".to_owned(), -32700),
        ("Content-Length: -1\r\n\r\n".to_owned(), -32700),
        ("Content-Length: 99999999999999999999999\r\n\r\n".to_owned(), -32700),
        (format!("Content-Length: {}\r\n\r\n{deep}", deep.len()), -32700),
        ("Content-Length: 2\r\n\r\n{}".to_owned(), -32600),
        ("Content-Length: 4\r\n\r\ntrue".to_owned(), -32600),
    ] {
        editor.send_raw(bytes.as_bytes());
        let answer = editor.wait(|m| m.get("error").is_some());
        assert_eq!(answer["error"]["code"], code, "{bytes:.60}");
    }
    answers(&mut editor, &uri(&place, "a.prog"));
    leave(editor);
}

#[test]
fn unknown_methods_and_wrong_parameters() {
    let place = Place::new(&[("a.prog", TEXT)]);
    let mut editor = Editor::start(&place.path(""), json!({}));
    let uri = uri(&place, "a.prog");
    assert_eq!(editor.request("textDocument/telepathy", json!({}))["error"]["code"], -32601);
    for params in [json!(null), json!([1, 2]), json!({ "textDocument": 7 }), json!("x")] {
        assert_eq!(editor.request("textDocument/hover", params)["error"]["code"], -32602);
    }
    editor.notify("textDocument/didTelepathy", json!({}));
    editor.notify("textDocument/didChange", json!({ "nothing": true }));
    editor.notify("$/cancelRequest", json!({ "id": 4711 }));
    answers(&mut editor, &uri);
    leave(editor);
}

#[test]
fn places_outside_and_files_that_are_not_there() {
    let place = Place::new(&[("a.prog", TEXT)]);
    let mut editor = Editor::start(&place.path(""), json!({}));
    let here = uri(&place, "a.prog");
    let far = u64::from(u32::MAX);
    editor.open(&here, TEXT);
    for (line, character) in [(0, far), (far, 0), (far, far), (1, 11)] {
        for method in ["hover", "completion", "definition", "prepareCallHierarchy", "signatureHelp"] {
            let answer = editor.request(&format!("textDocument/{method}"), at(&here, line, character));
            assert!(answer.get("error").is_none(), "{method}: {answer}");
        }
    }
    let range = json!({ "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": far } });
    let document = json!({ "uri": here, "version": 2 });
    let change = json!([{ "range": range, "text": "// 🎉\n" }, { "text": TEXT }]);
    editor.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change }));
    answers(&mut editor, &here);
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": here } }));
    std::fs::remove_file(place.path("a.prog")).expect("removed");
    let gone = json!({ "changes": [{ "uri": here, "type": 3 }] });
    editor.notify("workspace/didChangeWatchedFiles", gone);
    for other in [here.as_str(), "file:///nowhere/x.prog", "untitled:Untitled-1", "http://[::1]/a.prog"] {
        for method in ["hover", "completion", "rename", "documentSymbol", "codeLens", "semanticTokens/full"] {
            let mut params = at(other, 0, 7);
            params["newName"] = json!("x");
            let answer = editor.request(&format!("textDocument/{method}"), params);
            assert_eq!(answer["result"], Value::Null, "{method} {other}");
        }
    }
    place.write("a.prog", TEXT);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": here, "type": 1 }] }));
    answers(&mut editor, &here);
    leave(editor);
}

#[test]
fn three_thousand_questions_that_nobody_answers() {
    let place = Place::new(&[("a.prog", TEXT)]);
    let mut editor = Editor::start(&place.path(""), json!({ "workspace": { "configuration": true } }));
    editor.answers = false;
    for _ in 0..3000 {
        editor.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    }
    answers(&mut editor, &uri(&place, "a.prog"));
    let asked = |e: &Editor| e.others.iter().filter(|m| *m == "workspace/configuration").count();
    while asked(&editor) < 3000 {
        editor.receive();
    }
    answers(&mut editor, &uri(&place, "a.prog"));
    leave(editor);
}

#[test]
fn an_editor_that_hangs_up() {
    let place = Place::new(&[("a.prog", TEXT)]);
    let mut editor = Editor::start(&place.path(""), json!({}));
    editor.hang_up();
    editor.end();
    assert_eq!(editor.server.wait().expect("it ends").code(), Some(1));
}

/// Somebody else still holds the server's input when the editor is killed: its process is looked for now and then.
#[test]
#[cfg(unix)]
fn an_editor_that_is_killed() {
    let place = Place::new(&[("a.prog", TEXT)]);
    let mut command = std::process::Command::new("sh");
    command.current_dir(place.path(""));
    // What a shell starts aside has no input but what it is given.
    command.args(["-c", "exec 3<&0; \"$0\" lsp --as-of \"$1\" <&3 3<&- & wait"]);
    command.arg(progc(&place.path("")).get_program()).arg(DAY);
    // What runs is the editor, and the server its child: that has no other handle.
    let mut editor = Editor::spawn(command);
    let pid = editor.server.id();
    editor.hello(&place.path(""), json!({}), pid);
    answers(&mut editor, &uri(&place, "a.prog"));
    editor.server.kill().expect("killed");
    editor.server.wait().expect("gone");
    editor.end();
}
