//! Findings, pushed and pulled, in every encoding; settings, folders and files that change.

use crate::harness::{Client, PLAIN, Server, apply, disk, offset, quick, slow};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const A: &str = "file:///w/a.prog";
const NAMES: &[&str] = &["unresolved-name"];
const TWO: &[&str] = &["isolated-system", "missing-owner"];
const KINDS: &[&str] = &["unknown-kind"];
const B: &str = "file:///w/b.prog";

/// Two files that concern each other, full of what is counted differently.
const TEXT_A: &str = "// 🎉 e\u{301} ñ 👩\u{200d}🚀\nsystem 中文-e\u{301} \"🎉🎉\" { owner: tëam, depends-on: 🎉, befund: x, typ: vendor }\nteam tëam \"Tëam 👩\u{200d}🚀\" { lead: ines }\n";
const TEXT_B: &str =
    "/* 🚀 */ person ines { rôle: \"🎉\", role: \"e\u{301}\" } /* 🎉 */ system 中文-é { owner: tëam }\n";

/// What a finding says, with the text that it stands on instead of its range.
fn shown(finding: &Value, text: &str, encoding: &str) -> String {
    let at = |end: &str| offset(text, &finding["range"][end], encoding);
    let (start, end) = (at("start"), at("end"));
    format!(
        "{} {} `{}` {}",
        start,
        finding["code"].as_str().unwrap_or(""),
        &text[start..end],
        finding["message"].as_str().unwrap_or("")
    )
}

/// The findings of a fresh engine, shown alike.
fn fresh(files: &[(&str, &str)], settings: &str, path: &str) -> Vec<String> {
    let engine = prog_rules::testing::engine_with(files, settings);
    let Some(id) = engine.workspace().file_id(path) else { return Vec::new() };
    let text = files.iter().find(|f| f.0 == path).map_or("", |f| f.1);
    let one = |f: &prog_diagnostics::Diagnostic| {
        let span = f.place.span;
        format!("{} {} `{}` {}", span.start, f.rule, &text[span.range()], f.message)
    };
    engine.findings(id).iter().map(one).collect()
}

fn pulled(server: &mut Server, uri: &str) -> Vec<Value> {
    let report =
        server.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).expect("a report");
    assert_eq!(report["kind"], "full");
    report["items"].as_array().expect("items").clone()
}

#[test]
fn the_same_in_every_encoding_pushed_and_pulled() {
    let files = [("a.prog", TEXT_A), ("b.prog", TEXT_B)];
    for pull in [false, true] {
        for encoding in ["", "utf-8", "utf-16", "utf-32"] {
            for snippets in [false, true] {
                let client = Client { pull, refresh: pull, encoding, snippets, resolve: snippets, ..PLAIN };
                let mut server = Server::start(client, &[("/w/a.prog", TEXT_A), ("/w/b.prog", TEXT_B)]);
                let agreed = if encoding.is_empty() { "utf-16" } else { encoding };
                assert_eq!(server.initialized["capabilities"]["positionEncoding"], agreed);
                assert_eq!(server.initialized["capabilities"]["diagnosticProvider"].is_object(), pull);
                server.open(A, TEXT_A);
                for (uri, path, text) in [(A, "a.prog", TEXT_A), (B, "b.prog", TEXT_B)] {
                    let found = if pull {
                        pulled(&mut server, uri)
                    } else {
                        server.published().get(uri).cloned().unwrap_or_default()
                    };
                    let found: Vec<String> = found.iter().map(|f| shown(f, text, agreed)).collect();
                    assert_eq!(found, fresh(&files, "", path), "{client:?}");
                    assert!(found.len() > 2);
                }
                fixes_land_where_they_should(&mut server, agreed, client);
                assert_eq!(server.published().contains_key(A), !pull);
            }
        }
    }
}

/// Every action changes the text as the fix does in bytes.
fn fixes_land_where_they_should(server: &mut Server, encoding: &str, client: Client) {
    let texts = BTreeMap::from([(A.to_owned(), TEXT_A.to_owned()), (B.to_owned(), TEXT_B.to_owned())]);
    let actions = server.actions(A, 1, &["quickfix"]);
    let by_title = |title: &str| {
        actions
            .iter()
            .find(|a| a["title"] == title)
            .cloned()
            .unwrap_or_else(|| panic!("{title}: {actions:#?}"))
    };
    let mut changed = |title: &str| {
        let mut action = by_title(title);
        if client.resolve {
            action = server.request("codeAction/resolve", action).expect("resolved");
        }
        apply(&action["edit"], &texts, encoding)[A].clone()
    };
    assert_eq!(changed("Change to `type`"), TEXT_A.replace("typ: vendor", "type: vendor"));
    let reason = if client.snippets { "${1:reason}" } else { "reason" };
    let comment = format!("// progc: allow(vendor-without-fallback) {reason}\nsystem");
    if actions.iter().any(|a| a["title"] == "Allow `vendor-without-fallback` here, with a reason") {
        assert_eq!(
            changed("Allow `vendor-without-fallback` here, with a reason"),
            TEXT_A.replacen("system", &comment, 1)
        );
    }
}

#[test]
fn pulled_results_have_names() {
    let client = Client { pull: true, refresh: true, ..PLAIN };
    let mut server = Server::start(
        client,
        &[("/w/a.prog", "sytem a {}\n"), ("/w/b.prog", "// fine\n"), ("/w/c.prog", "sytem c {}\n")],
    );
    let document = json!({"textDocument": {"uri": A}});
    let first = server.request("textDocument/diagnostic", document.clone()).expect("a report");
    let name = first["resultId"].as_str().expect("a name").to_owned();
    let again = json!({"textDocument": {"uri": A}, "previousResultId": name});
    assert_eq!(
        server.request("textDocument/diagnostic", again),
        Ok(json!({"kind": "unchanged", "resultId": name}))
    );

    let pull = |server: &mut Server, had: &BTreeMap<String, String>| -> Vec<(String, String, usize)> {
        let ids: Vec<Value> = had.iter().map(|(uri, value)| json!({"uri": uri, "value": value})).collect();
        let report =
            server.request("workspace/diagnostic", json!({"previousResultIds": ids})).expect("a report");
        let one = |i: &Value| {
            let text = |key: &str| i[key].as_str().expect("a text").to_owned();
            (
                format!("{} {}", text("kind"), text("uri")),
                text("resultId"),
                i["items"].as_array().map_or(0, Vec::len),
            )
        };
        let mut all: Vec<_> = report["items"].as_array().expect("items").iter().map(one).collect();
        all.sort();
        all
    };
    let all = pull(&mut server, &BTreeMap::new());
    let kinds: Vec<&str> = all.iter().map(|a| a.0.as_str()).collect();
    assert_eq!(
        kinds,
        ["full file:///w/a.prog", "full file:///w/c.prog"],
        "what has no findings is not mentioned"
    );
    assert_eq!(all[0].1, name, "the same name as that of the document");

    let mut had: BTreeMap<String, String> =
        all.iter().map(|a| (a.0.replace("full ", ""), a.1.clone())).collect();
    server.open(A, "system a { owner: ? }\n");
    server.disk.remove("/w/c.prog");
    server.watched(&["file:///w/c.prog"]);
    server.claim(|m| m["method"] == "workspace/diagnostic/refresh");
    let next = pull(&mut server, &had);
    let counts: Vec<(&str, bool)> = next.iter().map(|a| (a.0.as_str(), a.2 == 0)).collect();
    assert_eq!(
        counts,
        [("full file:///w/a.prog", false), ("full file:///w/c.prog", true)],
        "what is gone has none"
    );
    had = next.iter().map(|a| (a.0.replace("full ", ""), a.1.clone())).collect();
    let last = pull(&mut server, &had);
    assert_eq!(last.iter().map(|a| a.0.as_str()).collect::<Vec<_>>(), ["unchanged file:///w/a.prog"]);
    assert!(server.published().is_empty(), "nothing is shown twice");
}

#[test]
fn who_asks_for_open_documents_is_told_of_the_rest() {
    let c = "file:///w/c.prog";
    let names = "system y { owner: ?, depends-on: x }\n";
    let client = Client { pull: true, refresh: true, ..PLAIN };
    let mut server = Server::start(
        client,
        &[("/w/a.prog", "system x { owner: ? }\n"), ("/w/b.prog", names), ("/w/c.prog", names)],
    );
    server.open(A, "system x { owner: ? }\n");
    server.open(B, names);
    let pushed = |server: &mut Server| server.published().keys().cloned().collect::<Vec<_>>();
    assert_eq!(pushed(&mut server), [c], "findings of the closed file, and of no other");
    assert_eq!(server.of(c, NAMES), [""; 0]);
    server.replace(A, 2, "system z { owner: ? }\n");
    server.claim(|m| m["method"] == "workspace/diagnostic/refresh");
    assert!(pulled(&mut server, B).iter().any(|f| f["code"] == "unresolved-name"));
    assert_eq!(server.of(c, NAMES).len(), 1);
    server.replace(A, 3, "sytem z { owner: ? }\n");
    assert_eq!(server.unclaimed().iter().filter(|m| m.contains("refresh")).count(), 0, "it asks by itself");
    server.open(c, names);
    assert_eq!(pushed(&mut server), [""; 0], "taken back once it is open");
    server.close(c);
    assert_eq!(pushed(&mut server), [c]);
}

#[test]
fn who_cannot_be_told_to_ask_again_gets_findings_pushed() {
    let mut server = Server::start(Client { pull: true, ..PLAIN }, &[("/w/a.prog", "sytem a {}\n")]);
    assert!(server.initialized["capabilities"]["diagnosticProvider"].is_null());
    server.open(A, "sytem a {}\n");
    assert_eq!(server.of(A, KINDS).len(), 1);
}

#[test]
fn without_watching_the_disk_is_looked_at_when_something_is_saved_or_opened() {
    let text = "team t { lead: ines }\n";
    let mut server = Server::start(PLAIN, &[("/w/a.prog", text), ("/w/c.prog", "// fine\n")]);
    server.open(A, text);
    assert_eq!(server.of(A, NAMES).len(), 1);
    server.disk.write("/w/b.prog", "person ines { role: \"x\" }\n");
    server.disk.write("/w/c.prog", "sytem c {}\n");
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": A}}));
    assert_eq!(server.of(A, NAMES), [""; 0]);
    assert_eq!(server.of("file:///w/c.prog", KINDS).len(), 1, "a file that was known says something else");
    server.disk.remove("/w/b.prog");
    server.open("file:///w/c.prog", "// fine\n");
    assert_eq!(server.of(A, NAMES).len(), 1);
}

#[test]
fn with_watching_a_save_is_about_one_file() {
    let text = "team t { lead: ines }\n";
    let mut server = Server::start(Client { watch: true, ..PLAIN }, &[("/w/a.prog", text)]);
    server.open(A, text);
    assert_eq!(server.of(A, NAMES).len(), 1);
    server.disk.write("/w/b.prog", "person ines { role: \"x\" }\n");
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": A}}));
    assert_eq!(server.of(A, NAMES).len(), 1, "the client says itself what is new");
    server.watched(&[B]);
    assert_eq!(server.of(A, NAMES), [""; 0]);
}

#[test]
fn settings_that_go_make_files_belong_elsewhere() {
    let inner = "file:///w/sub/i.prog";
    let toml = "file:///w/sub/progc.toml";
    let files = [
        ("/w/a.prog", "system api { owner: ? }\n"),
        ("/w/sub/progc.toml", ""),
        ("/w/sub/i.prog", "system inner { owner: ?, depends-on: api }\n"),
    ];
    for outer in [Some("/w/progc.toml"), None] {
        let disk = disk(&files);
        if let Some(path) = outer {
            disk.write(path, "");
        }
        let mut server = Server::start_tuned(PLAIN, disk, &["file:///w"], quick());
        server.open(inner, files[2].1);
        assert_eq!(server.of(inner, NAMES).len(), 1, "a workspace of its own");
        server.disk.remove("/w/sub/progc.toml");
        server.watched(&[toml]);
        assert_eq!(server.of(inner, NAMES), [""; 0], "a part of the outer one, {outer:?}");
        server.replace(inner, 2, "system inner { owner: ?, depends-on: apo }\n");
        assert_eq!(server.of(inner, NAMES).len(), 1);
        server.disk.write("/w/sub/progc.toml", "");
        server.watched(&[toml]);
        server.replace(inner, 3, files[2].1);
        assert_eq!(server.of(inner, NAMES).len(), 1, "and again one of its own");
    }
}

#[test]
fn settings_above_the_folder_come_and_go() {
    let toml = "file:///p/progc.toml";
    let files = [("/p/proj/x.prog", "team t { lead: ann }\n"), ("/p/y.prog", "person ann { role: \"x\" }\n")];
    let x = "file:///p/proj/x.prog";
    let mut server = Server::start_tuned(PLAIN, disk(&files), &["file:///p/proj"], quick());
    assert_eq!(server.of(x, NAMES).len(), 1);
    server.disk.write("/p/progc.toml", "");
    server.watched(&[toml]);
    assert_eq!(server.of(x, NAMES), [""; 0]);
    server.disk.remove("/p/progc.toml");
    server.watched(&[toml]);
    assert_eq!(server.of(x, NAMES).len(), 1);
}

#[test]
fn the_first_edit_after_a_pause_at_once_and_a_burst_together() {
    // So long a pause never comes: what is published here was due at once.
    let mut server =
        Server::start_tuned(PLAIN, disk(&[("/w/a.prog", "// nothing\n")]), &["file:///w"], slow());
    server.open(A, "// nothing\n");
    assert_eq!(server.notification("textDocument/publishDiagnostics")["version"], 1);
    server.replace(A, 2, "sytem a {}\n");
    let first = server.notification("textDocument/publishDiagnostics");
    assert_eq!((&first["version"], first["diagnostics"].as_array().map(Vec::len)), (&json!(2), Some(1)));
    for version in 3..50 {
        server.replace(A, version, "sytem a {}\nsytem b {}\n");
    }
    // The rest of the burst is put off, but who asks sees it.
    assert_eq!(server.actions(A, 1, &[])[0]["title"], "Change to `system`");
    server.settle();
}

#[test]
fn a_burst_ends_with_what_is_there_in_the_end() {
    let tuning = prog_lsp::Tuning { window: std::time::Duration::from_millis(5), ..quick() };
    let mut server = Server::start_tuned(PLAIN, disk(&[]), &["file:///w"], tuning);
    server.open(A, "");
    for version in 2..200 {
        server.replace(A, version, &format!("sytem a{version} {{}}\n"));
    }
    let mut seen = Vec::new();
    while seen.last() != Some(&199) {
        let published = server.notification("textDocument/publishDiagnostics");
        seen.push(published["version"].as_i64().expect("a version"));
    }
    assert!(seen.is_sorted(), "{seen:?}");
}

#[test]
fn a_change_of_one_file_shows_in_another() {
    let mut server = Server::start(
        PLAIN,
        &[("/w/a.prog", "team t { lead: ines }\n"), ("/w/b.prog", "person ines { role: \"x\" }\n")],
    );
    assert_eq!(server.of(A, NAMES), [""; 0]);
    server.open(B, "person ines { role: \"x\" }\n");
    server.replace(B, 2, "person inez { role: \"x\" }\n");
    assert_eq!(server.of(A, NAMES).len(), 1);
    server.replace(B, 3, "person ines { role: \"x\" }\n");
    assert_eq!(server.of(A, NAMES), [""; 0]);
    server.disk.write("/w/a.prog", "team t { lead: nobody }\n");
    server.watched(&[A]);
    assert!(server.of(A, NAMES)[0].contains("`nobody`"));
}

#[test]
fn what_the_settings_switch_off_is_not_said_of_them() {
    let toml = "file:///w/progc.toml";
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "system a {}\n"), ("/w/progc.toml", "")]);
    let uneven = "[scorecard]\nalignment = 20\n";
    server.open(toml, uneven);
    assert_eq!(server.messages(toml).len(), 1);
    server.replace(toml, 2, &format!("{uneven}[rules]\npartial-scorecard = \"off\"\n"));
    assert_eq!(server.messages(toml), [""; 0]);
}

#[test]
fn settings_hold_when_they_are_saved_and_are_checked_while_typed() {
    let toml = "file:///w/progc.toml";
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "system a {}\n"), ("/w/progc.toml", "")]);
    assert_eq!(server.of(A, TWO).len(), 2);
    server.open(toml, "");
    server.replace(toml, 2, "[rules]\nmissing-ownr = \"off\"\n");
    assert_eq!(server.messages(toml), ["unknown-rule: There is no rule called `missing-ownr`"]);
    let actions = server.actions(toml, 1, &[]);
    let texts = BTreeMap::from([(toml.to_owned(), "[rules]\nmissing-ownr = \"off\"\n".to_owned())]);
    let mended = apply(&actions[0]["edit"], &texts, "utf-16")[toml].clone();
    assert_eq!(mended, "[rules]\nmissing-owner = \"off\"\n");
    server.replace(toml, 3, &mended);
    assert!(server.messages(toml).is_empty());
    assert_eq!(server.of(A, TWO).len(), 2, "not saved yet");
    server.disk.write("/w/progc.toml", &mended);
    server.notify("textDocument/didSave", json!({"textDocument": {"uri": toml}}));
    assert_eq!(server.of(A, TWO).len(), 1);
    server.close(toml);
    server.disk.write("/w/progc.toml", "exclude = [\"a.prog\"]\nprofil = 1\n");
    server.watched(&[toml]);
    assert!(server.of(A, TWO).is_empty());
    assert_eq!(server.messages(toml).len(), 1, "{:?}", server.messages(toml));
    server.disk.remove("/w/progc.toml");
    server.watched(&[toml]);
    assert_eq!(server.of(A, TWO).len(), 2);
    assert!(server.messages(toml).is_empty());
}

#[test]
fn files_come_and_go() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "team t { lead: ines }\n")]);
    assert_eq!(server.of(A, NAMES).len(), 1);
    server.disk.write("/w/b.prog", "person ines { role: \"x\" }\n");
    server.watched(&[B]);
    assert_eq!(server.of(A, NAMES), [""; 0]);
    // Many at once, as after another branch was checked out.
    let many: Vec<String> = (0..100).map(|i| format!("/w/many/{i}.prog")).collect();
    for path in &many {
        server.disk.write(path, "sytem x {}\n");
    }
    let uris: Vec<String> = many.iter().map(|p| format!("file://{p}")).collect();
    server.watched(&uris.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(server.published().keys().filter(|k| k.contains("many")).count(), 100);
    for path in &many {
        server.disk.remove(path);
    }
    server.watched(&uris.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(server.published().keys().filter(|k| k.contains("many")).count(), 0);
    server.disk.spoil("/w/b.prog", "This file is not UTF-8 text (line 3)");
    server.watched(&[B]);
    assert_eq!(server.messages(B), ["unreadable-file: This file is not UTF-8 text (line 3)"]);
    assert_eq!(server.of(A, NAMES).len(), 1);
    server.open(B, "person ines { role: \"x\" }\n");
    assert_eq!(server.of(A, NAMES), [""; 0], "the open text counts");
}

#[test]
fn what_git_ignores_is_left_alone() {
    let draft = "file:///w/ignored/a.prog";
    let mut server = Server::start(
        PLAIN,
        &[("/w/ignored/a.prog", "sytem a {}\n"), ("/w/b.prog", "system b { owner: ? }\n")],
    );
    server.open(draft, "sytem a {}\n");
    assert!(server.messages(draft).is_empty());
    server.replace(draft, 2, "sytem a {}\nsytem b {}\n");
    assert!(server.messages(draft).is_empty());
    // A new file that was not saved yet is another matter.
    server.open("file:///w/new.prog", "sytem a {}\n");
    assert_eq!(server.of("file:///w/new.prog", KINDS).len(), 1);
    server.close("file:///w/new.prog");
    assert!(server.messages("file:///w/new.prog").is_empty());
}

#[test]
fn documents_without_a_folder() {
    let files = [("/x/a.prog", "team t { lead: ines }\n"), ("/x/b.prog", "person ines { role: \"x\" }\n")];
    let mut server = Server::start_tuned(PLAIN, disk(&files), &[], quick());
    server.open("untitled:Untitled-1", "sytem a {}\n");
    assert_eq!(server.of("untitled:Untitled-1", KINDS).len(), 1);
    server.open("file:///x/a.prog", "team t { lead: ines }\n");
    assert_eq!(server.of("file:///x/a.prog", NAMES), [""; 0], "its folder is its workspace");
    server.replace("file:///x/a.prog", 2, "team t { lead: ine }\n");
    assert_eq!(server.of("file:///x/a.prog", NAMES).len(), 1);
    server.close("file:///x/a.prog");
    server.close("untitled:Untitled-1");
    assert!(server.published().is_empty(), "{:?}", server.published());
}

#[test]
fn folders_come_and_go() {
    let files = [
        ("/w/a.prog", "sytem a {}\n"),
        ("/v/progc.toml", ""),
        ("/v/in/b.prog", "sytem b {}\n"),
        ("/v/c.prog", "sytem c {}\n"),
    ];
    let mut server = Server::start_tuned(PLAIN, disk(&files), &["file:///w"], quick());
    let shown = |server: &mut Server| server.published().keys().cloned().collect::<Vec<_>>();
    assert_eq!(shown(&mut server), [A]);
    let folder = |uri: &str| json!([{"uri": uri, "name": "x"}]);
    let change = |server: &mut Server, added: Value, removed: Value| {
        server.notify(
            "workspace/didChangeWorkspaceFolders",
            json!({"event": {"added": added, "removed": removed}}),
        );
    };
    change(&mut server, folder("file:///v/in"), json!([]));
    assert_eq!(
        shown(&mut server),
        ["file:///v/c.prog", "file:///v/in/b.prog", A],
        "all of the workspace that the folder is in"
    );
    change(&mut server, json!([]), folder("file:///w"));
    assert_eq!(shown(&mut server), ["file:///v/c.prog", "file:///v/in/b.prog"]);
    server.open("file:///v/c.prog", "sytem c {}\n");
    change(&mut server, folder("file:///w"), folder("file:///v/in"));
    assert_eq!(
        shown(&mut server),
        ["file:///v/c.prog", "file:///v/in/b.prog", A],
        "somebody still looks at it"
    );
    server.close("file:///v/c.prog");
    assert_eq!(shown(&mut server), [A]);
}

#[test]
fn a_workspace_in_a_workspace_speaks_for_itself() {
    let inner = "file:///w/inner/a.prog";
    let files = [
        ("/w/.git", ""),
        ("/w/inner/progc.toml", "[rules]\nisolated-system = \"off\"\n"),
        ("/w/inner/a.prog", "system a {}\n"),
    ];
    let mut server = Server::start_tuned(PLAIN, disk(&files), &["file:///w"], quick());
    assert_eq!(server.of(inner, TWO).len(), 2, "as checked from the outer folder");
    server.open(inner, "system a {}\n");
    assert_eq!(server.of(inner, TWO), ["missing-owner: `a` has no owner"], "its own settings");
    server.close(inner);
    assert_eq!(server.of(inner, TWO).len(), 2);
}

#[test]
fn the_users_settings() {
    let files = [("/w/a.prog", "sytem a {}\n"), ("/w/b.prog", "sytem b {}\n")];
    let client = Client { configuration: true, ..PLAIN };
    let mut server = Server::start(client, &files);
    let first = server.claim(|m| m["method"] == "workspace/configuration");
    assert_eq!(first["params"]["items"], json!([{"section": "prog"}]));
    server.send(
        &json!({"jsonrpc": "2.0", "id": first["id"], "result": [{"diagnostics": {"workspace": false}}]}),
    );
    server.open(A, "sytem a {}\n");
    assert_eq!(server.published().keys().collect::<Vec<_>>(), [A], "only open files");
    server.replies.insert("workspace/configuration", json!([{}]));
    server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let other = server.notification("textDocument/publishDiagnostics");
    assert!([A, B].contains(&other["uri"].as_str().expect("an address")));
    assert_eq!(server.published().len() + usize::from(other["uri"] == B && server.findings.len() == 1), 2);
}

#[test]
fn settings_of_clients_that_cannot_be_asked() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "sytem a {}\n")]);
    assert_eq!(server.published().len(), 1);
    server.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"prog": {"diagnostics": {"workspace": false}}}}),
    );
    assert_eq!(server.published().len(), 0);
}

#[test]
fn another_day() {
    let text = "task t { owner: ?, due: 2026-02-12 }\n";
    let mut server = Server::start(PLAIN, &[("/w/a.prog", text)]);
    let overdue = |server: &mut Server| server.messages(A).iter().any(|m| m.starts_with("overdue"));
    assert!(!overdue(&mut server));
    server.disk.set_today(crate::harness::TODAY + 10);
    server.settle();
    assert!(overdue(&mut server), "{:?}", server.messages(A));
    server.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"prog": {"check": {"asOf": "2026-02-10"}}}}),
    );
    assert!(!overdue(&mut server));
}

#[test]
fn the_first_reading_shows_its_progress() {
    let client = Client { progress: true, ..PLAIN };
    let mut server = Server::start(client, &[("/w/a.prog", "// fine\n")]);
    let create = server.claim(|m| m["method"] == "window/workDoneProgress/create");
    server.send(&json!({"jsonrpc": "2.0", "id": create["id"], "result": null}));
    let begin = server.notification("$/progress");
    assert_eq!((&begin["token"], &begin["value"]["kind"]), (&create["params"]["token"], &json!("begin")));
    let end = server.claim(|m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end");
    assert_eq!(end["params"]["token"], create["params"]["token"]);
}

#[test]
fn what_cannot_be_said_in_capabilities_is_registered() {
    let mut server = Server::spawn(disk(&[]), quick(), 1 << 16);
    server.replies.clear();
    let client = Client { watch: true, configuration: true, ..PLAIN };
    server
        .request("initialize", json!({"processId": null, "capabilities": client.capabilities()}))
        .expect("an answer");
    server.notify("initialized", json!({}));
    let register = server.claim(|m| m["method"] == "client/registerCapability");
    let list = register["params"]["registrations"].as_array().expect("a list");
    let methods: Vec<&str> = list.iter().map(|r| r["method"].as_str().expect("a method")).collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    let watchers = list[0]["registerOptions"]["watchers"].as_array().expect("a list");
    let globs: Vec<&str> = watchers.iter().filter_map(|w| w["globPattern"].as_str()).collect();
    assert_eq!(globs, ["**/*.prog", "**/progc.toml", "**/.gitignore", "**/*"]);
    assert_eq!(watchers[3]["kind"], 4, "of everything only what is deleted");
    server.claim(|m| m["method"] == "workspace/configuration");
}
