//! Capabilities are honest: what is announced is answered, what is not announced to a client is not pressed on it.

use crate::harness::{Client, RICH, Server, disk, quick};
use serde_json::{Value, json};

const A: &str = "file:///w/a.prog";

/// Each capability with a request that asks for it.
fn requests() -> Vec<(&'static str, &'static str, Value)> {
    let document = json!({"uri": A});
    let at = json!({"line": 0, "character": 0});
    let range = json!({"start": at, "end": at});
    let options = json!({"tabSize": 2, "insertSpaces": true});
    let with = |more: Value| {
        let mut params = json!({"textDocument": document});
        params.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        params
    };
    vec![
        (
            "codeActionProvider",
            "textDocument/codeAction",
            with(json!({"range": range, "context": {"diagnostics": []}})),
        ),
        ("diagnosticProvider", "textDocument/diagnostic", with(json!({}))),
        ("diagnosticProvider", "workspace/diagnostic", json!({"previousResultIds": []})),
        ("documentFormattingProvider", "textDocument/formatting", with(json!({"options": options}))),
        (
            "documentRangeFormattingProvider",
            "textDocument/rangeFormatting",
            with(json!({"range": range, "options": options})),
        ),
        (
            "documentOnTypeFormattingProvider",
            "textDocument/onTypeFormatting",
            with(json!({"position": at, "ch": "}", "options": options})),
        ),
        ("completionProvider", "textDocument/completion", with(json!({"position": at}))),
        ("completionProvider", "completionItem/resolve", json!({"label": "x"})),
        ("hoverProvider", "textDocument/hover", with(json!({"position": at}))),
        ("definitionProvider", "textDocument/definition", with(json!({"position": at}))),
        ("declarationProvider", "textDocument/declaration", with(json!({"position": at}))),
        ("typeDefinitionProvider", "textDocument/typeDefinition", with(json!({"position": at}))),
        (
            "referencesProvider",
            "textDocument/references",
            with(json!({"position": at, "context": {"includeDeclaration": true}})),
        ),
        ("documentHighlightProvider", "textDocument/documentHighlight", with(json!({"position": at}))),
        ("documentSymbolProvider", "textDocument/documentSymbol", with(json!({}))),
        ("workspace", "workspace/willRenameFiles", json!({"files": []})),
        ("workspaceSymbolProvider", "workspace/symbol", json!({"query": ""})),
        ("documentLinkProvider", "textDocument/documentLink", with(json!({}))),
        ("foldingRangeProvider", "textDocument/foldingRange", with(json!({}))),
        ("selectionRangeProvider", "textDocument/selectionRange", with(json!({"positions": [at]}))),
        ("callHierarchyProvider", "textDocument/prepareCallHierarchy", with(json!({"position": at}))),
        (
            "renameProvider",
            "textDocument/rename",
            with(json!({"position": {"line": 0, "character": 7}, "newName": "b"})),
        ),
        (
            "renameProvider",
            "textDocument/prepareRename",
            with(json!({"position": {"line": 0, "character": 7}})),
        ),
        ("linkedEditingRangeProvider", "textDocument/linkedEditingRange", with(json!({"position": at}))),
        ("semanticTokensProvider", "textDocument/semanticTokens/full", with(json!({}))),
        (
            "semanticTokensProvider",
            "textDocument/semanticTokens/full/delta",
            with(json!({"previousResultId": "x"})),
        ),
        ("semanticTokensProvider", "textDocument/semanticTokens/range", with(json!({"range": range}))),
        ("inlayHintProvider", "textDocument/inlayHint", with(json!({"range": range}))),
        ("codeLensProvider", "textDocument/codeLens", with(json!({}))),
        ("codeLensProvider", "codeLens/resolve", json!({"range": range})),
        ("signatureHelpProvider", "textDocument/signatureHelp", with(json!({"position": at}))),
    ]
}

/// What is announced that is no request.
const OTHERS: [&str; 2] = ["positionEncoding", "textDocumentSync"];

#[test]
fn what_is_announced_is_answered() {
    let client =
        Client { pull: true, configuration: false, progress: false, changed: false, watch: false, ..RICH };
    let mut server = Server::start(client, &[("/w/a.prog", "system a {}\n")]);
    let announced = server.initialized["capabilities"].as_object().expect("capabilities").clone();
    for (capability, method, params) in requests() {
        assert!(announced.contains_key(capability), "{capability}");
        server.request(method, params).unwrap_or_else(|error| panic!("{method}: {error}"));
    }
    for capability in announced.keys() {
        let known = OTHERS.contains(&capability.as_str()) || requests().iter().any(|r| r.0 == capability);
        assert!(known, "{capability} is announced and not asked for here");
    }
    server.published();
}

#[test]
fn who_can_nothing_is_asked_nothing() {
    let mut server = Server::spawn(disk(&[("/w/a.prog", "sytem a {}\n")]), quick(), 1 << 16);
    server.replies.clear();
    let params = json!({"processId": null, "rootUri": "file:///w", "capabilities": {}});
    let answer = server.request("initialize", params).expect("an answer");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["capabilities"]["codeActionProvider"], Value::Null, "it knows no actions but commands");
    assert_eq!(answer["serverInfo"]["name"], "progc");
    server.notify("initialized", json!({}));
    let finding = server.published()[A][0].clone();
    let keys: Vec<&String> = finding.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["range", "severity", "code", "source", "message"], "{finding}");
    server.open("untitled:x", "");
    server.published();
}

#[test]
fn encodings_are_agreed() {
    let offered = |list: Value| {
        let mut server = Server::spawn(disk(&[]), quick(), 1 << 16);
        let capabilities = json!({"general": {"positionEncodings": list}});
        let answer = server
            .request("initialize", json!({"processId": null, "capabilities": capabilities}))
            .expect("an answer");
        server.notify("initialized", json!({}));
        answer["capabilities"]["positionEncoding"].clone()
    };
    assert_eq!(offered(json!(["utf-16", "utf-8"])), "utf-8");
    assert_eq!(offered(json!(["utf-32"])), "utf-32");
    assert_eq!(offered(json!(["utf-32", "utf-16"])), "utf-16");
    assert_eq!(offered(json!(["utf-7"])), "utf-16");
}

/// Neovim would ask for the findings of all files only, and leave open documents as they were.
#[test]
fn findings_of_all_files_are_offered_but_to_neovim() {
    for (name, offered) in [("Visual Studio Code", true), ("Neovim", false)] {
        let client = Client { pull: true, refresh: true, ..RICH };
        let mut server = Server::spawn(disk(&[]), quick(), 1 << 16);
        let params = json!({"processId": null, "rootUri": null, "capabilities": client.capabilities(),
            "clientInfo": {"name": name}});
        let answer = server.request("initialize", params).expect("an answer");
        let provider = &answer["capabilities"]["diagnosticProvider"];
        assert_eq!(provider["workspaceDiagnostics"], json!(offered), "{name}: {provider}");
    }
}
