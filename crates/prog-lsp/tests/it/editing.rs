//! What an editor asks for while somebody reads and writes, in every encoding, on text full of wide characters.

use crate::harness::{Client, PLAIN, RICH, Server, apply};
use prog_lsp::Disk;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const A: &str = "file:///w/a.prog";
const B: &str = "file:///w/b.prog";

/// A client that is not asked anything.
const QUIET: Client =
    Client { configuration: false, progress: false, changed: false, watch: false, refresh: false, ..RICH };

const TEXT: &str = "program p \"👩‍🚀\" {\n  /* 🎉é */ system gate \"🎉 Gate\"\n  /* 🎉 */ system web \"Web\" { /* e\u{301} */ depends-on: gate }\n  risk r \"R 🎉\" { likelihood: likely, impact: severe, affects: gate }\n}\n";

fn columns(text: &str, encoding: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-32" => text.chars().count(),
        _ => text.encode_utf16().count(),
    }
}

/// The position of the first `word` after the first `after`.
fn position(text: &str, after: &str, word: &str, encoding: &str) -> Value {
    let from = text.find(after).expect("the anchor");
    let at = from + text[from..].find(word).expect("the word");
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    json!({"line": line, "character": columns(&text[start..at], encoding)})
}

/// The text of a range.
fn slice(text: &str, range: &Value, encoding: &str) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let wanted = position["character"].as_u64().expect("a column") as usize;
        let rest = &text[start..];
        let width = rest.char_indices().map(|(i, _)| i).chain([rest.len()]);
        start + width.into_iter().find(|i| columns(&rest[..*i], encoding) >= wanted).expect("it is there")
    };
    text[offset(&range["start"])..offset(&range["end"])].to_owned()
}

fn at(position: Value) -> Value {
    json!({"textDocument": {"uri": A}, "position": position})
}

fn started(client: Client) -> Server {
    let other = "part of p\nissue i \"I\" { from: p.r }\n";
    let mut server = Server::start(client, &[("/w/a.prog", TEXT), ("/w/b.prog", other)]);
    server.open(A, TEXT);
    server
}

/// The matrix: every encoding with and without what clients may lack.
fn each(check: impl Fn(&mut Server, Client, &str)) {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        for (snippets, pull) in [(true, true), (false, false)] {
            let client = Client { encoding, snippets, pull, ..QUIET };
            let mut server = started(client);
            check(&mut server, client, encoding);
            server.published();
        }
    }
}

#[test]
fn completion_in_every_encoding() {
    each(|server, client, encoding| {
        let position = position(TEXT, "depends-on", "gate", encoding);
        let list = server.request("textDocument/completion", at(position)).expect("a list");
        let items = list["items"].as_array().expect("items").clone();
        assert_eq!(items.iter().map(|i| &i["label"]).collect::<Vec<_>>(), ["gate", "?"], "{list}");
        assert_eq!(slice(TEXT, &items[0]["textEdit"]["range"], encoding), "gate");
        assert_eq!(items[0]["detail"], "system · 🎉 Gate");
        let resolved = server.request("completionItem/resolve", items[0].clone()).expect("resolved");
        assert_eq!(resolved["documentation"]["kind"], "markdown");
        assert!(
            resolved["documentation"]["value"].as_str().is_some_and(|t| t.contains("**Needed by** `web`")),
            "{resolved}"
        );
        let keys = server
            .request("textDocument/completion", at(json!({"line": 1, "character": 2})))
            .expect("a list");
        let goal = keys["items"]
            .as_array()
            .expect("items")
            .iter()
            .find(|i| i["label"] == "goal")
            .cloned()
            .expect("goal");
        let (text, format) = if client.snippets { ("goal: \"${1}\"", 2) } else { ("goal: ", 1) };
        assert_eq!((&goal["textEdit"]["newText"], &goal["insertTextFormat"]), (&json!(text), &json!(format)));
    });
}

#[test]
fn hover_navigation_and_names_in_every_encoding() {
    each(|server, _, encoding| {
        let gate = position(TEXT, "depends-on", "gate", encoding);
        let hover = server.request("textDocument/hover", at(gate.clone())).expect("a hover");
        assert_eq!(slice(TEXT, &hover["range"], encoding), "gate");
        assert!(hover["contents"]["value"].as_str().is_some_and(|t| t.starts_with("**🎉 Gate**")), "{hover}");
        let found = server.request("textDocument/definition", at(gate.clone())).expect("a place");
        assert_eq!(slice(TEXT, &found[0]["range"], encoding), "gate");
        assert_eq!(found[0]["range"]["start"]["line"], 1);
        let mut params = at(gate.clone());
        params["context"] = json!({"includeDeclaration": true});
        let found = server.request("textDocument/references", params).expect("places");
        let lines: Vec<&Value> =
            found.as_array().expect("places").iter().map(|l| &l["range"]["start"]["line"]).collect();
        assert_eq!(lines, [1, 2, 3]);
        let found = server.request("textDocument/documentHighlight", at(gate.clone())).expect("places");
        assert!(
            found.as_array().expect("places").iter().all(|h| slice(TEXT, &h["range"], encoding) == "gate"),
            "{found}"
        );
        let found = server
            .request("textDocument/linkedEditingRange", at(position(TEXT, "system gate", "gate", encoding)))
            .expect("ranges");
        assert_eq!(found["ranges"].as_array().map(Vec::len), Some(3));
        let start = server.request("textDocument/prepareRename", at(gate.clone())).expect("a start");
        assert_eq!(start["placeholder"], "gate");
        let mut params = at(gate);
        params["newName"] = json!("bank");
        let edit = server.request("textDocument/rename", params).expect("an edit");
        let texts = BTreeMap::from([(A.to_owned(), TEXT.to_owned()), (B.to_owned(), String::new())]);
        assert_eq!(apply(&edit, &texts, encoding)[A], TEXT.replace("gate", "bank").replace("Bank", "Gate"));
    });
}

#[test]
fn colours_hints_and_shapes_in_every_encoding() {
    each(|server, _, encoding| {
        let tokens = server
            .request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": A}}))
            .expect("tokens");
        let data: Vec<u64> =
            tokens["data"].as_array().expect("numbers").iter().filter_map(Value::as_u64).collect();
        let (mut line, mut column, mut words) = (0, 0, Vec::new());
        for token in data.chunks(5) {
            column = if token[0] == 0 { column + token[1] } else { token[1] };
            line += token[0];
            let end = json!({"line": line, "character": column + token[2]});
            words.push(slice(
                TEXT,
                &json!({"start": {"line": line, "character": column}, "end": end}),
                encoding,
            ));
        }
        assert_eq!(words[..8], ["program", "p", "\"👩‍🚀\"", "system", "gate", "\"🎉 Gate\"", "system", "web"]);
        let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        let hints = server
            .request("textDocument/inlayHint", json!({"textDocument": {"uri": A}, "range": all}))
            .expect("hints");
        assert_eq!(hints[0]["label"], "20 extreme");
        assert_eq!(hints[0]["position"], position(TEXT, "R 🎉\"", " {", encoding));
        let shape = server
            .request("textDocument/signatureHelp", at(position(TEXT, "likelihood", "likely", encoding)))
            .expect("a shape");
        assert!(
            shape["signatures"][0]["label"].as_str().is_some_and(|l| l.starts_with("likelihood: ")),
            "{shape}"
        );
        let ranges = server.request("textDocument/selectionRange", json!({"textDocument": {"uri": A}, "positions": [position(TEXT, "depends-on", "gate", encoding)]})).expect("ranges");
        assert_eq!(slice(TEXT, &ranges[0]["range"], encoding), "gate");
        assert_eq!(slice(TEXT, &ranges[0]["parent"]["range"], encoding), "depends-on: gate");
    });
}

#[test]
fn a_second_answer_says_only_what_changed() {
    let mut server = started(QUIET);
    let document = json!({"textDocument": {"uri": A}});
    let first = server.request("textDocument/semanticTokens/full", document).expect("tokens");
    let delta = |server: &mut Server, id: &Value| {
        let params = json!({"textDocument": {"uri": A}, "previousResultId": id});
        server.request("textDocument/semanticTokens/full/delta", params).expect("a delta")
    };
    let same = delta(&mut server, &first["resultId"]);
    assert_eq!((&same["edits"], &same["resultId"]), (&json!([]), &first["resultId"]));
    server.replace(A, 2, &TEXT.replace("severe", "major"));
    let changed = delta(&mut server, &first["resultId"]);
    let mut data = first["data"].as_array().expect("numbers").clone();
    for edit in changed["edits"].as_array().expect("edits") {
        let start = edit["start"].as_u64().expect("a start") as usize;
        let end = start + edit["deleteCount"].as_u64().expect("a count") as usize;
        data.splice(start..end, edit["data"].as_array().expect("numbers").iter().cloned());
    }
    let whole = server
        .request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": A}}))
        .expect("tokens");
    assert_eq!(json!(data), whole["data"]);
    assert!(
        delta(&mut server, &json!("unknown"))["data"].is_array(),
        "all of it, where the last answer is not known"
    );
    server.published();
}

#[test]
fn refused_names_say_why() {
    let mut server = started(QUIET);
    let mut params = at(position(TEXT, "system web", "web", "utf-16"));
    params["newName"] = json!("gate");
    let error = server.request("textDocument/rename", params).expect_err("a refusal");
    assert_eq!(error["message"], "`gate` is taken: there is a system `p.gate` “🎉 Gate” in a.prog, line 2");
    server.published();
}

#[test]
fn lenses_and_trees_lead_to_who_depends() {
    let mut server = started(QUIET);
    let lenses =
        server.request("textDocument/codeLens", json!({"textDocument": {"uri": A}})).expect("lenses");
    let mut said = Vec::new();
    for lens in lenses.as_array().expect("a list").clone() {
        let lens = server.request("codeLens/resolve", lens).expect("a lens");
        said.push((lens["command"]["title"].as_str().expect("a title").to_owned(), lens["command"].clone()));
    }
    let titles: Vec<&str> = said.iter().map(|s| s.0.as_str()).collect();
    assert_eq!(titles, ["1 system depends on this", "threatened by 1 risk", "show impact"]);
    assert_eq!(said[0].1["arguments"][2][0]["range"]["start"]["line"], 2);
    assert_eq!(
        (&said[2].1["command"], &said[2].1["arguments"]),
        (&json!("prog.showImpact"), &json!(["p.gate"]))
    );
    let root = server
        .request("textDocument/prepareCallHierarchy", at(position(TEXT, "system gate", "gate", "utf-16")))
        .expect("a root");
    let calls = server.request("callHierarchy/incomingCalls", json!({"item": root[0]})).expect("calls");
    assert_eq!(calls[0]["from"]["name"], "web");
    assert_eq!(slice(TEXT, &calls[0]["fromRanges"][0], "utf-16"), "gate");
    let calls =
        server.request("callHierarchy/outgoingCalls", json!({"item": calls[0]["from"]})).expect("calls");
    assert_eq!(calls[0]["to"]["name"], "gate");
    server.published();
}

#[test]
fn a_tree_stays_with_its_declaration() {
    let mut server = started(QUIET);
    let root = server
        .request("textDocument/prepareCallHierarchy", at(position(TEXT, "system gate", "gate", "utf-16")))
        .expect("a root");
    let from = |server: &mut Server| {
        let calls = server.request("callHierarchy/incomingCalls", json!({"item": root[0]})).expect("calls");
        calls.as_array().map(|calls| calls.iter().map(|c| c["from"]["name"].clone()).collect::<Vec<_>>())
    };
    server.replace(A, 2, &format!("// one\n\n{TEXT}"));
    assert_eq!(from(&mut server), Some(vec![json!("web")]));
    server.replace(A, 3, "program p \"P\" {\n  system other \"Other\"\n}\n");
    assert_eq!(from(&mut server), None);
    server.published();
}

#[test]
fn a_string_that_is_closed_asks_for_nothing() {
    let mut server = Server::start(QUIET, &[("/w/a.prog", "person m \"M\" { role: \"Dev\" }\n")]);
    let mut ask = |column: u32, context: Value| {
        let mut params = at(json!({"line": 0, "character": column}));
        params["context"] = context;
        server.request("textDocument/completion", params).expect("an answer")
    };
    let quote = json!({"triggerKind": 2, "triggerCharacter": "\""});
    assert_eq!(ask(26, quote.clone()), Value::Null);
    assert!(ask(22, quote)["items"].is_array(), "one that is opened does");
    let list = ask(26, json!({"triggerKind": 1}));
    let email =
        list["items"].as_array().expect("items").iter().find(|i| i["label"] == "email").expect("email");
    assert_eq!(email["additionalTextEdits"], Value::Null);
    assert_eq!(email["textEdit"]["newText"], ", email: \"${1}\"");
    server.published();
}

#[test]
fn a_day_that_cannot_be_read_is_told_once() {
    let mut server = Server::start(QUIET, &[("/w/a.prog", "")]);
    let settings = json!({"settings": {"prog": {"check": {"asOf": "10.02.2026"}}}});
    server.notify("workspace/didChangeConfiguration", settings.clone());
    let said = server.notification("window/showMessage");
    assert!(said["message"].as_str().is_some_and(|m| m.contains("10.02.2026")), "{said}");
    server.notify("workspace/didChangeConfiguration", settings);
    server.published();
}

#[test]
fn symbols_folds_and_links() {
    let text = "// See https://x.example.\nprogram p \"P\" {\n  system a \"A\" {\n    runbook: \"docs/a.md\"\n  }\n}\n";
    let mut server = Server::start(QUIET, &[("/w/a.prog", text)]);
    let document = json!({"textDocument": {"uri": A}});
    let symbols = server.request("textDocument/documentSymbol", document.clone()).expect("symbols");
    assert_eq!((&symbols[0]["name"], &symbols[0]["children"][0]["name"]), (&json!("p"), &json!("a")));
    let found = server.request("workspace/symbol", json!({"query": "a"})).expect("symbols");
    assert_eq!((&found[0]["name"], &found[0]["containerName"]), (&json!("a"), &json!("p")));
    let folds = server.request("textDocument/foldingRange", document.clone()).expect("folds");
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| (f["startLine"].as_u64().unwrap_or(0), f["endLine"].as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(lines, [(1, 4), (2, 3)]);
    server.open(A, "system a \"A\" {\n  description: \"\"\"\n    x\n    \"\"\" }\n");
    let folds = server.request("textDocument/foldingRange", document.clone()).expect("folds");
    assert_eq!((&folds[0]["endLine"], &folds[1]["endLine"]), (&json!(2), &json!(2)), "one in the other");
    server.replace(A, 2, text);
    let links = server.request("textDocument/documentLink", document).expect("links");
    assert_eq!(
        (&links[0]["target"], &links[1]["target"]),
        (&json!("https://x.example"), &json!("file:///w/docs/a.md"))
    );
    server.published();
}

#[test]
fn refactors_are_listed_and_made_when_picked() {
    let text = "risk r \"R\" {\n  owner: ?\n  mitigation \"Second provider\" { due: 2026-05-15 }\n}\n";
    let mut server = Server::start(QUIET, &[("/w/a.prog", text)]);
    let here = json!({"line": 2, "character": 4});
    let params = json!({"textDocument": {"uri": A}, "range": {"start": here, "end": here}, "context": {"diagnostics": [], "only": ["refactor.extract"]}});
    let actions = server.request("textDocument/codeAction", params).expect("actions");
    let action = actions
        .as_array()
        .expect("a list")
        .iter()
        .find(|a| a["kind"] == "refactor.extract")
        .cloned()
        .expect("the refactor");
    assert_eq!(action["title"], "Extract its work into task `second-provider`");
    assert_eq!(action["edit"], Value::Null);
    let action = server.request("codeAction/resolve", action).expect("resolved");
    let texts = BTreeMap::from([(A.to_owned(), text.to_owned())]);
    let after = apply(&action["edit"], &texts, "utf-16")[A].clone();
    assert!(
        after.contains("task: second-provider") && after.contains("task second-provider \"Second provider\""),
        "{after}"
    );
    server.published();
}

#[test]
fn settings_are_completed_and_explained() {
    let config = "file:///w/progc.toml";
    let mut server = Server::start(PLAIN, &[("/w/progc.toml", "[rules]\nmissing-ow\n"), ("/w/a.prog", "")]);
    let ask = |line: u32, character: u32| json!({"textDocument": {"uri": config}, "position": {"line": line, "character": character}});
    let list = server.request("textDocument/completion", ask(1, 10)).expect("a list");
    assert_eq!(list["items"][0]["label"], "missing-owner");
    let hover = server.request("textDocument/hover", ask(0, 2)).expect("a hover");
    assert!(
        hover["contents"]["value"].as_str().is_some_and(|t| t.contains("The level of each rule")),
        "{hover}"
    );
    server.published();
}

#[test]
fn the_page_of_a_kind() {
    let mut server =
        Server::start(PLAIN, &[("/w/a.prog", "system a { owner: ? }\nsystem b { depends-on: a }\n")]);
    let params =
        json!({"textDocument": {"uri": "file:///w/a.prog"}, "position": {"line": 1, "character": 24}});
    let answer = server.request("textDocument/typeDefinition", params).expect("an answer");
    assert_eq!(answer[0]["uri"], "file:///pages/system.md");
    let page = server.disk.read(std::path::Path::new("/pages/system.md")).expect("it is kept");
    assert!(page.starts_with("# system\n") && page.contains("depends-on"), "{page}");
    server.published();
}

#[test]
fn links_follow_files_that_are_renamed() {
    let files = [
        ("/w/in/a.prog", "system a { owner: ?, runbook: \"runbooks/a.md#top\" }\n"),
        (
            "/w/b.prog",
            "system b { owner: ?, runbook: \"./runbooks/b.md\", links: \"https://example.com/runbooks/a.md\" }\n",
        ),
    ];
    let mut server = Server::start(PLAIN, &files);
    let params = json!({"files": [{"oldUri": "file:///w/runbooks", "newUri": "file:///w/docs/run-books"}]});
    let answer = server.request("workspace/willRenameFiles", params).expect("an answer");
    let edits: Vec<(&Value, &Value)> = answer["documentChanges"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|c| (&c["textDocument"]["uri"], &c["edits"][0]["newText"]))
        .collect();
    assert_eq!(
        edits,
        [
            (&json!("file:///w/b.prog"), &json!("./docs/run-books/b.md")),
            (&json!("file:///w/in/a.prog"), &json!("docs/run-books/a.md#top")),
        ]
    );
    let none = json!({"files": [{"oldUri": "file:///w/b.prog", "newUri": "file:///w/c.prog"}]});
    assert_eq!(server.request("workspace/willRenameFiles", none), Ok(Value::Null));
    server.published();
}

#[test]
fn the_next_list_opens_where_the_client_can() {
    let ask = |capabilities: Value| {
        let mut server =
            Server::spawn(crate::harness::disk(&[("/w/a.prog", "part ")]), crate::harness::quick(), 1 << 16);
        let params = json!({"processId": null, "rootUri": "file:///w", "capabilities": capabilities});
        server.request("initialize", params).expect("an answer");
        server.notify("initialized", json!({}));
        let params =
            json!({"textDocument": {"uri": "file:///w/a.prog"}, "position": {"line": 0, "character": 5}});
        let answer = server.request("textDocument/completion", params).expect("an answer");
        server.published();
        answer["items"][0]["command"]["command"].clone()
    };
    let command = "editor.action.triggerSuggest";
    assert_eq!(ask(json!({"experimental": {"commands": {"commands": [command]}}})), command);
    assert_eq!(ask(json!({})), Value::Null);
}
