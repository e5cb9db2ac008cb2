//! Random edits by an editor: what the server says in the end is what `progc check` says about the same texts, in rule, range
//! and message.

use crate::editor::Editor;
use crate::support::Place;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const FILES: [&str; 3] = ["a.prog", "in/b.prog", "in/c.prog"];

const PIECES: [&str; 22] = [
    "program checkout \"Checkout 🎉\" { owner: ines }\n",
    "part of checkout\n",
    "person ines \"Ines\" { role: \"e\u{301}\" }\n",
    "team payments { lead: ines, members: ines }\n",
    "system gateway \"Gateway\" { owner: payments }\n",
    "system web { owner: payments, depends-on: gateway, webb }\n",
    "risk slow \"Slow\" { owner: ines, likelihood: likely, impact: major, affects: gateway }\n",
    "task build \"Build\" { owner: ines, estimate: 3d, after: test }\n",
    "task test \"Test\" { owner: ines, estimate: 2d..3d..9d, due: 2026-02-01 }\n",
    "outcome more \"More\" { owner: ines, target: >= 66%, by: 2026-09-30 }\n",
    "// progc: allow(missing-owner): 👩\u{200d}🚀\n",
    "owner: ines\n",
    "depends-on: gatewya\n",
    "{",
    "}",
    "\"",
    "\n",
    "\r\n",
    ", ",
    "?",
    "🎉",
    "due: 2026-02-30\n",
];

/// Numbers that look random, and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }

    fn text(&mut self, most: usize) -> String {
        (0..self.below(most)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    /// A place in a text, never within a character or between `\r` and `\n`.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) || text[..at].ends_with('\r') {
            at -= 1;
        }
        at
    }
}

/// The position of an offset; columns count characters.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let ends =
        before.char_indices().filter(|(i, c)| *c == '\n' || *c == '\r' && !text[i + 1..].starts_with('\n'));
    let ends: Vec<usize> = ends.map(|(i, _)| i + 1).collect();
    let start = ends.last().copied().unwrap_or(0);
    json!({ "line": ends.len(), "character": before[start..].chars().count() })
}

type Said = BTreeMap<String, Vec<String>>;

fn by_command(place: &Place) -> Said {
    let ran = place.check(&["--format", "json"]);
    let mut said = Said::new();
    for d in ran.json()["diagnostics"].as_array().expect("a list") {
        let at = |p: &Value| {
            format!("{}:{}", p["line"].as_u64().unwrap_or(0) - 1, p["column"].as_u64().unwrap_or(0) - 1)
        };
        let (start, end) = (at(&d["range"]["start"]), at(&d["range"]["end"]));
        let text = format!("{} {start}-{end} {}", d["rule"], d["message"]);
        said.entry(d["file"].as_str().expect("a file").to_owned()).or_default().push(text);
    }
    said
}

fn by_server(editor: &mut Editor, root: &str) -> Said {
    let answer = editor.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let mut said = Said::new();
    for report in answer["result"]["items"].as_array().expect("a list") {
        let file = report["uri"].as_str().expect("a place").trim_start_matches(root).to_owned();
        let one = |d: &Value| {
            let at = |p: &Value| format!("{}:{}", p["line"], p["character"]);
            let (start, end) = (at(&d["range"]["start"]), at(&d["range"]["end"]));
            format!("{} {start}-{end} {}", d["code"], d["message"])
        };
        said.insert(file, report["items"].as_array().expect("a list").iter().map(one).collect());
    }
    said.retain(|_, list| !list.is_empty());
    said
}

fn edit(editor: &mut Editor, dice: &mut Dice, uri: &str, text: &mut String, version: i64) {
    let mut changes = Vec::new();
    for _ in 0..=dice.below(2) {
        let (a, b) = (dice.place(text), dice.place(text));
        // Mostly small changes; now and then much goes at once.
        let (from, to) = if dice.below(4) == 0 { (a.min(b), a.max(b)) } else { (a, a) };
        let new = dice.text(4);
        changes.push(
            json!({ "range": { "start": position(text, from), "end": position(text, to) }, "text": new }),
        );
        text.replace_range(from..to, &new);
    }
    let document = json!({ "uri": uri, "version": version });
    editor.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
}

#[test]
fn after_random_edits_both_say_the_same() {
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-32"] },
        "textDocument": { "diagnostic": {} },
    });
    for seed in 1..=16 {
        let mut dice = Dice(seed);
        let mut texts: Vec<String> = FILES.iter().map(|_| dice.text(12)).collect();
        let files: Vec<(&str, &str)> = FILES.iter().copied().zip(texts.iter().map(String::as_str)).collect();
        let place = Place::new(&files);
        let root = format!("file://{}", place.path("").display());
        let mut editor = Editor::start(&place.path(""), capabilities.clone());
        for (file, text) in FILES.iter().zip(&texts) {
            editor.open(&format!("{root}{file}"), text);
        }
        for version in 2..42 {
            let file = dice.below(FILES.len());
            edit(&mut editor, &mut dice, &format!("{root}{}", FILES[file]), &mut texts[file], version);
            // Between edits somebody asks, so that they do not all come in one burst.
            if dice.below(5) == 0 {
                by_server(&mut editor, &root);
            }
        }
        for (file, text) in FILES.iter().zip(&texts) {
            place.write(file, text);
        }
        let (server, command) = (by_server(&mut editor, &root), by_command(&place));
        assert_eq!(server, command, "seed {seed}: {texts:#?}");
        assert!(!command.is_empty(), "seed {seed}");
    }
}
