//! The command line and the language server say the same about the same files.

use crate::editor::Editor;
use crate::support::{DAY, Place, Ran, progc, repository};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

type Said = BTreeMap<String, Vec<String>>;

fn by_command(mut command: Command) -> Said {
    let ran: Ran =
        command.args(["check", ".", "--as-of", DAY, "--format", "json"]).output().expect("it runs").into();
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

fn by_server(mut command: Command, folder: &Path, expected: usize) -> Said {
    let root = format!("file://{}/", folder.display());
    let mut said = Said::new();
    command.args(["lsp", "--as-of", DAY]);
    let mut editor = Editor::spawn(command);
    editor.hello(folder, json!({ "general": { "positionEncodings": ["utf-32"] } }), std::process::id());
    for (uri, list) in editor.all_published(expected) {
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
    agree_as(folder, progc);
}

/// Both as whoever runs this; what they said.
fn agree_as(folder: &Path, progc: fn(&Path) -> Command) -> Said {
    let command = by_command(progc(folder));
    let server = by_server(progc(folder), folder, command.len());
    for file in command.keys().chain(server.keys()) {
        assert_eq!(command.get(file), server.get(file), "{}/{file}", folder.display());
    }
    command
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

#[cfg(unix)]
#[test]
fn about_what_is_no_file_and_what_may_not_be_read() {
    use std::os::unix::fs::symlink;
    let place = Place::new(&[
        ("shop.prog", crate::support::ORPHAN),
        ("folder.prog/inner.prog", "system inner \"I\" { owner: lea, depends-on: api }\n"),
        ("locked.prog", ""),
        ("locked/x.prog", ""),
    ]);
    place.write("bytes.prog", b"\xff");
    symlink("nowhere", place.path("dangling.prog")).expect("linked");
    symlink("self.prog", place.path("self.prog")).expect("linked");
    symlink("/dev/zero", place.path("zero.prog")).expect("linked");
    let made = Command::new("mkfifo").arg(place.path("pipe.prog")).status();
    assert!(made.is_ok_and(|s| s.success()), "mkfifo");
    place.allow("locked.prog", 0o000);
    place.allow("locked", 0o000);
    let said = agree_as(&place.path("").components().collect::<std::path::PathBuf>(), crate::support::humble);
    place.allow("locked", 0o755);
    let expected = [
        "bytes.prog",
        "dangling.prog",
        "folder.prog",
        "locked",
        "locked.prog",
        "pipe.prog",
        "self.prog",
        "shop.prog",
        "zero.prog",
    ];
    assert_eq!(said.keys().collect::<Vec<_>>(), expected);
}
