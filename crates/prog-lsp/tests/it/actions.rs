//! Code actions and formatting: what is offered, and what the text is afterwards.

use crate::harness::{Client, PLAIN, RICH, Server, apply, apply_edits};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const A: &str = "file:///w/a.prog";

/// A rich client that is not asked anything.
const LAZY: Client =
    Client { configuration: false, progress: false, changed: false, watch: false, snippets: false, ..RICH };

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|a| a["title"].as_str().expect("a title")).collect()
}

/// What the file is after the action of this title, for a client that gets the edit at once and for one that asks.
fn after(text: &str, line: u32, title: &str) -> String {
    let mut results = Vec::new();
    for client in [PLAIN, LAZY] {
        let mut server = Server::start(client, &[("/w/a.prog", text), ("/w/z.prog", "// nothing\n")]);
        server.open(A, text);
        server.published();
        let only: &[&str] = if title.starts_with("Fix everything") { &["source.fixAll"] } else { &[] };
        let actions = server.actions(A, line, only);
        let mut action = actions
            .iter()
            .find(|a| a["title"] == title)
            .unwrap_or_else(|| panic!("{:?}", titles(&actions)))
            .clone();
        if client.resolve {
            assert_eq!(action["edit"], Value::Null);
            action = server.request("codeAction/resolve", action).expect("resolved");
        }
        let texts = BTreeMap::from([(A.to_owned(), text.to_owned())]);
        let mended = apply(&action["edit"], &texts, "utf-16")[A].clone();
        if let Some(rule) = title.strip_prefix("Allow `").and_then(|t| t.split('`').next()) {
            server.replace(A, 2, &mended);
            assert_eq!(server.of(A, &[rule]), [""; 0], "{mended}");
        }
        results.push(mended);
    }
    assert_eq!(results[0], results[1]);
    results.swap_remove(0)
}

#[test]
fn leave_to_keep_a_finding() {
    let allow = |rule: &str| format!("Allow `{rule}` here, with a reason");
    // About a declaration: above it, however deep it stands.
    assert_eq!(
        after("program p {\r\n  owner: ?\r\n  system a {\r\n  }\r\n}\r\n", 2, &allow("missing-owner")),
        "program p {\r\n  owner: ?\r\n  // progc: allow(missing-owner) reason\r\n  system a {\r\n  }\r\n}\r\n"
    );
    // About a property on a line of its own: above that.
    let text = "risk r {\n\towner: team\n\tlikelihood: ?\n}\n";
    assert_eq!(
        after(text, 2, &allow("open-question")),
        "risk r {\n\towner: team\n\t// progc: allow(open-question) reason\n\tlikelihood: ?\n}\n"
    );
    // About one in a line: above its declaration, if that starts the line.
    assert_eq!(
        after("risk r { likelihood: ? }\n", 0, &allow("open-question")),
        "// progc: allow(open-question) reason\nrisk r { likelihood: ? }\n"
    );
    // About what starts in the middle of a line: at its end.
    assert_eq!(
        after("program p { system a { owner: ? } }\n", 0, &allow("isolated-system")),
        "program p { system a { owner: ? } } // progc: allow(isolated-system) reason\n"
    );
}

#[test]
fn errors_and_allows_cannot_be_allowed() {
    let text = "sytem a {}\n// progc: allow(missing-owner)\nsystem b {}\n";
    let mut server = Server::start(PLAIN, &[("/w/a.prog", text)]);
    let all: Vec<Value> = (0..3).flat_map(|line| server.actions(A, line, &[])).collect();
    assert!(
        !titles(&all).iter().any(|t| t.contains("unknown-kind") || t.contains("allow-without-reason")),
        "{:?}",
        titles(&all)
    );
    server.published();
}

#[test]
fn with_a_blank_to_fill_in() {
    let mut server =
        Server::start(Client { snippets: true, resolve: false, ..LAZY }, &[("/w/a.prog", "system a {}\n")]);
    let actions = server.actions(A, 0, &[]);
    let action = actions
        .iter()
        .find(|a| a["title"] == "Allow `missing-owner` here, with a reason")
        .expect("an action");
    let at = json!({"line": 0, "character": 0});
    assert_eq!(
        action["edit"],
        json!({"documentChanges": [{
            "textDocument": {"uri": A, "version": null},
            "edits": [{
                "range": {"start": at, "end": at},
                "snippet": {"kind": "snippet", "value": "// progc: allow(missing-owner) ${1:reason}\n"},
            }],
        }]})
    );
    server.published();
}

#[test]
fn all_at_once() {
    let text = "sytem a { ownr: ? }\nsytem b { typ: vendor }\n";
    assert_eq!(after(text, 0, "Fix all `unknown-kind` in this file"), text.replace("sytem", "system"));
    assert_eq!(
        after(text, 0, "Fix everything that is safe to fix"),
        "system a { owner: ? }\nsystem b { type: vendor }\n",
        "with what came to light once the kinds were known"
    );
}

#[test]
fn fix_all_goes_on_until_nothing_is_left() {
    let title = "Fix everything that is safe to fix";
    assert_eq!(
        after("system x \"X\" {\r\n  owner maria due: 2026-5-3\r\n}\r\n", 1, title),
        "system x \"X\" {\r\n  owner: maria, due: 2026-05-03\r\n}\r\n"
    );
    assert_eq!(
        after("sistem x \"X\" { owner: maria, tpye: service }\n", 0, title),
        "system x \"X\" { owner: maria, type: service }\n"
    );
}

#[test]
fn what_is_put_in_looks_like_the_rest_of_the_file() {
    let text = "program p \"P\" {\r\n\towner: ?\r\n\trisk r \"R\" {\r\n\t\tstatus: occurred\r\n\t}\r\n}\r\n";
    let issue = "\r\n\r\n\tissue r-issue \"R\" {\r\n\t\towner: ?\r\n\t\tseverity: ?\r\n\t\tfrom: r\r\n\t}";
    assert_eq!(
        after(text, 2, "Declare the issue"),
        text.replace("occurred\r\n\t}", &format!("occurred\r\n\t}}{issue}"))
    );
    assert_eq!(
        after(text, 2, "Ask: add `owner: ?`"),
        text.replace("\t\tstatus", "\t\towner: ?\r\n\t\tstatus")
    );
}

#[test]
fn all_of_a_rule_in_the_workspace() {
    let files = [("/w/a.prog", "sytem a {}\nsytem b {}\n"), ("/w/b.prog", "sytem c {}\n")];
    let mut server = Server::start(LAZY, &files);
    server.open(A, files[0].1);
    server.published();
    let actions = server.actions(A, 0, &["quickfix"]);
    let action = actions
        .iter()
        .find(|a| a["title"] == "Fix all `unknown-kind` in the workspace")
        .expect("an action")
        .clone();
    let action = server.request("codeAction/resolve", action).expect("resolved");
    let documents: Vec<&Value> = action["edit"]["documentChanges"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|c| &c["textDocument"])
        .collect();
    assert_eq!(
        documents,
        [&json!({"uri": A, "version": 1}), &json!({"uri": "file:///w/b.prog", "version": null})]
    );
    let uri = |path: &str| format!("file://{path}");
    let texts: BTreeMap<String, String> =
        files.iter().map(|(path, text)| (uri(path), (*text).to_owned())).collect();
    let mended = apply(&action["edit"], &texts, "utf-16");
    assert!(mended.values().all(|t| !t.contains("sytem")), "{mended:?}");
}

#[test]
fn only_what_is_asked_for() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "sytem a {}\n")]);
    server.published();
    let kinds = |server: &mut Server, only: &[&str]| {
        let actions = server.actions(A, 0, only);
        let mut kinds: Vec<String> =
            actions.iter().map(|a| a["kind"].as_str().expect("a kind").to_owned()).collect();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(&mut server, &[]), ["quickfix"]);
    assert_eq!(kinds(&mut server, &["quickfix"]), ["quickfix"]);
    assert_eq!(kinds(&mut server, &["source"]), ["source.fixAll.prog"]);
    assert_eq!(kinds(&mut server, &["source.fixAll.prog"]), ["source.fixAll.prog"]);
    assert_eq!(kinds(&mut server, &["source.fixAll.other"]), [""; 0]);
    assert_eq!(kinds(&mut server, &["source.organizeImports", "refactor"]), [""; 0]);
    assert_eq!(kinds(&mut server, &[""]), ["quickfix", "source.fixAll.prog"]);
    let text = "// A risk.\nrisk r \"R\" { status: open, owner: ? }\n";
    let mut server = Server::start(PLAIN, &[("/w/a.prog", text)]);
    server.published();
    let all = server.actions(A, 1, &["refactor"]);
    let titles = titles(&all);
    assert!(titles.len() > 1, "{titles:?}");
    for kind in ["refactor.extract", "refactor.inline", "refactor.rewrite", "refactor.move"] {
        let some = server.actions(A, 1, &[kind]);
        assert!(some.iter().all(|a| a["kind"] == kind), "{kind}: {some:?}");
    }
}

#[test]
fn a_finding_that_the_client_names() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "sytem a {}\n")]);
    let finding = server.published()[A][0].clone();
    let at = json!({"line": 0, "character": 9});
    let params = json!({"textDocument": {"uri": A}, "range": {"start": at, "end": at}, "context": {"diagnostics": [finding]}});
    let actions = server.request("textDocument/codeAction", params).expect("actions");
    assert_eq!(actions[0]["title"], "Change to `system`");
    assert_eq!(actions[0]["diagnostics"], json!([finding]));
}

#[test]
fn an_action_of_another_text_is_refused() {
    let mut server = Server::start(LAZY, &[]);
    server.open(A, "sytem a {}\n");
    let action = server.actions(A, 0, &[])[0].clone();
    server.replace(A, 2, "\nsytem a {}\n");
    assert_eq!(server.request("codeAction/resolve", action.clone()).expect_err("stale")["code"], -32801);
    server.close(A);
    assert_eq!(server.request("codeAction/resolve", action).expect_err("closed")["code"], -32801);
    assert_eq!(
        server.request("codeAction/resolve", json!({"title": "x"})).expect_err("not ours")["code"],
        -32602
    );
    server.published();
}

const LOOSE: &str = "system   a {owner: ?}\n\n\nprogram p {\nsystem b {owner: ?\n}\n}\n";

fn formatted(method: &str, text: &str, more: &Value) -> String {
    let mut server = Server::start(PLAIN, &[]);
    server.open(A, text);
    let mut params = json!({"textDocument": {"uri": A}, "options": {"tabSize": 2, "insertSpaces": true}});
    params.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let edits = server.request(method, params).expect("edits");
    server.published();
    if edits.is_null() { text.to_owned() } else { apply_edits(&edits, text, "utf-16") }
}

#[test]
fn formats_documents() {
    for text in [
        LOOSE.to_owned(),
        LOOSE.replace('\n', "\r\n"),
        format!("// 🎉 e\u{301}\n{LOOSE}"),
        "sytem {{{".to_owned(),
    ] {
        let expected = prog_fmt::format(&text).unwrap_or_else(|_| text.clone());
        assert_eq!(formatted("textDocument/formatting", &text, &json!({})), expected);
    }
}

#[test]
fn formats_lines() {
    let range = |start: u32, end: u32| json!({"range": {"start": {"line": start, "character": 0}, "end": {"line": end, "character": 0}}});
    let format = |start, end| formatted("textDocument/rangeFormatting", LOOSE, &range(start, end));
    assert_eq!(format(0, 1), LOOSE.replace("system   a {owner: ?}", "system a { owner: ? }"));
    assert_eq!(
        format(4, 7),
        LOOSE.replace("\nsystem b {owner: ?\n}\n}", "\n  system b {\n    owner: ?\n  }\n}")
    );
}

/// What the declarations of a text are and what is found in it, places aside.
fn meaning(text: &str) -> (usize, Vec<String>) {
    let engine = prog_rules::testing::engine_with(&[("a.prog", text)], "");
    let file = engine.workspace().file_id("a.prog").expect("a file");
    let findings = engine.findings(file).iter().map(|f| format!("{} {}", f.rule, f.message)).collect();
    (engine.workspace().decls_in(file).count(), findings)
}

#[test]
fn formatting_some_lines_loses_nothing() {
    let long = |name: &str| {
        format!(
            "  risk {name} \"A risk with quite a long title\" {{ owner: maria, likelihood: likely, impact: major, affects: gateway }}"
        )
    };
    let text = format!(
        "program p \"P\" {{ goal: \"x\"\n  owner: maria\n{}\n\n  system gateway{{owner:maria,\n\n\n type: vendor}}\n{}\n}}\nperson maria{{}}\n",
        long("a"),
        long("b")
    );
    let mut server = Server::start(PLAIN, &[]);
    server.open(A, &text);
    let count = text.matches('\n').count();
    let options = json!({"tabSize": 2, "insertSpaces": true});
    let whole = meaning(&text);
    for (first, last) in (0..count).flat_map(|a| (a..count).map(move |b| (a, b))) {
        let range = json!({"start": {"line": first, "character": 0}, "end": {"line": last, "character": 99}});
        let params = json!({"textDocument": {"uri": A}, "options": options, "range": range});
        let edits = server.request("textDocument/rangeFormatting", params).expect("edits");
        let out = apply_edits(&edits, &text, "utf-16");
        assert_eq!(meaning(&out), whole, "lines {first} to {last}\n{out}");
        let typed = json!({"textDocument": {"uri": A}, "options": options, "ch": "\n", "position": {"line": last + 1, "character": 0}});
        let edits = server.request("textDocument/onTypeFormatting", typed).expect("edits");
        let out = apply_edits(&edits, &text, "utf-16");
        assert_eq!(meaning(&out), whole, "line {last}\n{out}");
    }
    server.published();
}

#[test]
fn formats_what_was_typed() {
    let typed = |ch: &str, text: &str, line: u32, character: u32| {
        let position = json!({"position": {"line": line, "character": character}, "ch": ch});
        formatted("textDocument/onTypeFormatting", text, &position)
    };
    assert_eq!(
        typed("}", LOOSE, 5, 1),
        LOOSE.replace("\nsystem b {owner: ?\n}\n}", "\n  system b {\n    owner: ?\n  }\n}")
    );
    assert_eq!(
        typed("\n", "system   a {owner: ?}\n\n", 1, 0),
        "system a { owner: ? }\n\n",
        "and the new line stays"
    );
    // A list that goes on: its comma is no slip, and the line of the cursor is not touched.
    for list in ["depends-on: b,", "depends-on: b, // more", "depends-on: b, c, "] {
        for rest in ["}\n", "  type: vendor\n}\n"] {
            let text = format!("system a \"A\" {{\n  owner: m\n  {list}\n    \n{rest}");
            assert_eq!(typed("\n", &text, 3, 4), text);
            let crlf = text.replace('\n', "\r\n");
            assert_eq!(typed("\n", &crlf, 3, 4), crlf);
            let loose = text.replace("  depends-on: b", "depends-on:b");
            assert_eq!(typed("\n", &loose, 3, 4), text);
        }
    }
    let text = "system a \"A\" { depends-on: b,\n}";
    assert_eq!(typed("\n", text, 1, 0), text);
    // The line break just typed stays.
    assert_eq!(
        typed("\n", "program p \"P\" {\nowner: m\n\n}\n", 2, 0),
        "program p \"P\" {\n  owner: m\n\n}\n"
    );
    // The end of the file is not the end of typing.
    assert_eq!(typed("}", "system a \"A\" {owner: m}", 0, 24), "system a \"A\" { owner: m }");
    assert_eq!(typed("}", "program p {\nsystem a {\n}, \n}", 2, 1), "program p {\n  system a {}, \n}");
    assert_eq!(typed("\n", "system   a {\n\n", 1, 0), "system   a {\n\n", "half typed");
    assert_eq!(typed("\n", "\n", 0, 0), "\n");
}
