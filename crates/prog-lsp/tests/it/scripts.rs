//! Random scripts of edits, opens, closes and changes on disk: our text is the client's, and what is published in the end
//! is what a fresh engine finds.

use crate::harness::{Client, PLAIN, Server, disk, offset, quick};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PATHS: [&str; 3] = ["a.prog", "b.prog", "in/c.prog"];
const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

static PIECES: [&str; 24] = [
    "system 🎉a { owner: team }\n",
    "team team { lead: ines }\n",
    "person ines { role: \"e\u{301}🚀\" }\n",
    "risk r {\r\n",
    "}",
    "{",
    "\"",
    "program p {\n",
    "part of p\n",
    "owner: ines\n",
    "depends-on: a, b\n",
    "task t { after: u, due: 2026-03-01 }\n",
    "task u { after: t }\n",
    "// progc: allow(missing-owner) 👩\u{200d}🚀\n",
    "/*",
    "*/",
    "\n",
    "\r",
    "é",
    "🎉",
    "?",
    ": ",
    "a",
    "system b {}\n",
];

#[derive(Clone, Debug)]
enum Step {
    Open(usize),
    Close(usize),
    /// Positions as shares of the text, so that they make sense whatever it is by then.
    Edit(usize, Vec<(f64, f64, String)>),
    Replace(usize, String),
    Disk(usize, Option<String>),
    Ask,
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..6).prop_map(|p| p.concat())
}

fn step() -> impl Strategy<Value = Step> {
    let file = 0..PATHS.len();
    let edits = prop::collection::vec((0.0..1.0, 0.0..0.2, text()), 1..3);
    prop_oneof![
        2 => file.clone().prop_map(Step::Open),
        1 => file.clone().prop_map(Step::Close),
        6 => (file.clone(), edits).prop_map(|(f, e)| Step::Edit(f, e)),
        1 => (file.clone(), text()).prop_map(|(f, t)| Step::Replace(f, t)),
        1 => (file, prop::option::of(text())).prop_map(|(f, t)| Step::Disk(f, t)),
        1 => Just(Step::Ask),
    ]
}

/// What the client has: the texts that are open, and those on disk.
struct Side {
    server: Server,
    encoding: &'static str,
    open: BTreeMap<usize, String>,
    disk: BTreeMap<usize, String>,
    version: i32,
}

fn uri(file: usize) -> String {
    format!("file:///w/{}", PATHS[file])
}

/// The position of an offset, counted here anew.
fn position(text: &str, at: usize, encoding: &str) -> Value {
    let before = &text[..at];
    // Between \r and \n no editor puts a cursor.
    let mut line = 0;
    let mut start = 0;
    let bytes = before.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        if *b == b'\n' || (*b == b'\r' && text.as_bytes().get(i + 1) != Some(&b'\n')) {
            line += 1;
            start = i + 1;
        }
    }
    let column: usize = match encoding {
        "utf-8" => at - start,
        "utf-16" => before[start..].encode_utf16().count(),
        _ => before[start..].chars().count(),
    };
    json!({"line": line, "character": column})
}

fn place(text: &str, share: f64) -> usize {
    let mut at = (share * text.len() as f64) as usize;
    while !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
        at -= 1;
    }
    at
}

impl Side {
    fn run(&mut self, step: &Step) {
        self.version += 1;
        match step {
            Step::Open(file) if !self.open.contains_key(file) => {
                let text = self.disk.get(file).cloned().unwrap_or_default();
                self.server.open(&uri(*file), &text);
                self.open.insert(*file, text);
            }
            Step::Close(file) if self.open.remove(file).is_some() => self.server.close(&uri(*file)),
            Step::Edit(file, edits) if self.open.contains_key(file) => {
                let changes: Vec<Value> = edits.iter().map(|e| self.edit(*file, e)).collect();
                self.server.change(&uri(*file), self.version, json!(changes));
            }
            Step::Replace(file, text) if self.open.contains_key(file) => {
                self.open.insert(*file, text.clone());
                self.server.replace(&uri(*file), self.version, text);
            }
            Step::Disk(file, text) => {
                let path = format!("/w/{}", PATHS[*file]);
                match text {
                    Some(text) => {
                        self.server.disk.write(&path, text);
                        self.disk.insert(*file, text.clone());
                    }
                    None => {
                        self.server.disk.remove(&path);
                        self.disk.remove(file);
                    }
                }
                self.server.watched(&[&uri(*file)]);
            }
            Step::Ask => {
                let params =
                    json!({"textDocument": {"uri": uri(0)}, "options": {"tabSize": 2, "insertSpaces": true}});
                // An edit may overtake it; then it says so.
                self.server
                    .request("textDocument/formatting", params)
                    .expect("nothing overtakes what is waited for");
            }
            _ => {}
        }
    }

    fn edit(&mut self, file: usize, (from, length, new): &(f64, f64, String)) -> Value {
        let text = self.open.get_mut(&file).expect("it is open");
        let start = place(text, *from);
        let end = place(text, (from + length).min(1.0)).max(start);
        let range =
            json!({"start": position(text, start, self.encoding), "end": position(text, end, self.encoding)});
        assert_eq!(
            (offset(text, &range["start"], self.encoding), offset(text, &range["end"], self.encoding)),
            (start, end)
        );
        text.replace_range(start..end, new);
        json!({"range": range, "text": new})
    }

    /// What a fresh engine finds in what is there now, as the client would see it.
    fn expected(&self) -> BTreeMap<String, Vec<String>> {
        let texts: BTreeMap<usize, &String> =
            self.disk.iter().chain(&self.open).map(|(f, t)| (*f, t)).collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(f, t)| (PATHS[*f], t.as_str())).collect();
        let engine = prog_rules::testing::engine(&files);
        let mut expected = BTreeMap::new();
        for (file, text) in &texts {
            let Some(id) = engine.workspace().file_id(PATHS[*file]) else { continue };
            let one = |f: &prog_diagnostics::Diagnostic| {
                let at = |offset: u32| position(text, outside_break(text, offset as usize), self.encoding);
                format!("{} {} {} {}", at(f.place.span.start), at(f.place.span.end), f.rule, f.message)
            };
            let found: Vec<String> = engine.findings(id).iter().map(one).collect();
            if !found.is_empty() {
                expected.insert(uri(*file), found);
            }
        }
        expected
    }

    fn published(&mut self) -> BTreeMap<String, Vec<String>> {
        let one = |d: &Value| {
            let text = |key: &str| d[key].as_str().expect("a text").to_owned();
            format!("{} {} {} {}", d["range"]["start"], d["range"]["end"], text("code"), text("message"))
        };
        self.server
            .published()
            .iter()
            .map(|(uri, list)| (uri.clone(), list.iter().map(one).collect()))
            .collect()
    }
}

/// Between \r and \n there is no position; both sides then say what counting gives.
fn outside_break(_text: &str, offset: usize) -> usize {
    offset
}

fn run(encoding: usize, steps: &[Step]) {
    let encoding = ENCODINGS[encoding];
    let client = Client { encoding, ..PLAIN };
    let server = Server::start_tuned(client, disk(&[("/w/.git", "")]), &["file:///w"], quick());
    let mut side = Side { server, encoding, open: BTreeMap::new(), disk: BTreeMap::new(), version: 1 };
    for (i, step) in steps.iter().enumerate() {
        side.run(step);
        // Not after each, so that some come in a burst.
        if i % 7 == 6 {
            assert_eq!(side.published(), side.expected(), "after {:?}", &steps[..=i]);
        }
    }
    assert_eq!(side.published(), side.expected(), "after {steps:?}");
}

proptest! {
    #![proptest_config(Config { cases: 64, max_shrink_iters: 400, failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_is_published_is_what_a_fresh_engine_finds(encoding in 0..3usize, steps in prop::collection::vec(step(), 1..40)) {
        run(encoding, &steps);
    }
}
