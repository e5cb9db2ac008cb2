//! The way from opening a file to a mended one.

use crate::harness::{Client, PLAIN, RICH, Server, apply};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const A: &str = "file:///w/a.prog";

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|a| a["title"].as_str().expect("a title")).collect()
}

#[test]
fn findings_of_closed_and_open_files() {
    let mut server = Server::start(PLAIN, &[("/w/a.prog", "system gateway {}\n")]);
    let on_disk = server.messages(A);
    assert!(on_disk.contains(&"missing-owner: `gateway` has no owner".to_owned()), "{on_disk:?}");
    server.open(A, "system gateway {}\n");
    server.replace(A, 2, "sytem gateway {}\n");
    assert_eq!(server.messages(A), ["unknown-kind: `sytem` is not a kind of declaration"]);
    server.close(A);
    assert_eq!(server.messages(A), on_disk, "what lies on disk counts again");
    server.disk.remove("/w/a.prog");
    server.watched(&[A]);
    assert_eq!(server.messages(A), [""; 0]);
}

#[test]
fn a_finding_in_full() {
    let mut server =
        Server::start(PLAIN, &[("/w/a.prog", "system gateway { owner: ? }\nsystem gateway { owner: ? }\n")]);
    let findings = server.published()[A].clone();
    let finding = findings.iter().find(|f| f["code"] == "duplicate-name").expect("a double name");
    let range =
        |line: u32| json!({"start": {"line": line, "character": 7}, "end": {"line": line, "character": 14}});
    assert_eq!(finding["severity"], 1);
    assert_eq!(finding["range"], range(1));
    assert_eq!(finding["source"], "prog");
    assert_eq!(
        finding["codeDescription"]["href"],
        "https://github.com/prog-lang/prog/blob/main/docs/rules.md#duplicate-name"
    );
    assert_eq!(finding["relatedInformation"][0]["location"], json!({"uri": A, "range": range(0)}));
    assert!(finding["relatedInformation"].to_string().contains("Help: "), "{finding}");
}

/// A fix is offered, its edit given at once or when asked for, and applying it removes the finding.
fn mends(client: Client) {
    let text = "sytem gateway { owner: ? }\n";
    let mut server = Server::start(
        Client { configuration: false, progress: false, changed: false, ..client },
        &[("/w/a.prog", text)],
    );
    server.open(A, text);
    server.published();
    let actions = server.actions(A, 0, &[]);
    assert_eq!(titles(&actions)[0], "Change to `system`");
    assert_eq!(actions[0]["isPreferred"], true);
    let action = if client.resolve {
        assert_eq!(actions[0]["edit"], Value::Null);
        server.request("codeAction/resolve", actions[0].clone()).expect("resolved")
    } else {
        actions[0].clone()
    };
    if client.versioned {
        assert_eq!(action["edit"]["documentChanges"][0]["textDocument"], json!({"uri": A, "version": 1}));
    }
    let texts = BTreeMap::from([(A.to_owned(), text.to_owned())]);
    let mended = apply(&action["edit"], &texts, client.encoding)[A].clone();
    assert_eq!(mended, "system gateway { owner: ? }\n");
    server.replace(A, 2, &mended);
    assert!(!server.messages(A).iter().any(|m| m.contains("unknown-kind")));
}

#[test]
fn fixes_mend() {
    mends(PLAIN);
    mends(Client { versioned: false, ..PLAIN });
    mends(RICH);
}
