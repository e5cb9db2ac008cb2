//! No place of any text makes a request fail, and every answer lies in the text.

use prog_diagnostics::FileId;
use prog_ide::InlayOptions;
use prog_rules::{Engine, testing};
use prog_syntax::Span;
use proptest::prelude::*;

const WHOLE: &str = include_str!("beside.prog");
const PIECES: &[&str] = &[
    "{",
    "}",
    "\"",
    "\"\"\"",
    ":",
    ",",
    "->",
    "..",
    ">=",
    "?",
    "//",
    "/*",
    "*/",
    "\n",
    "\r\n",
    " ",
    "é",
    "🎉",
    "e\u{301}",
    "risk a",
    "owner",
    "owner: ",
    "steps: a -> ",
    "2026-0",
    "part of ",
    "checkout.",
    "on",
    "+ 3d",
    "// progc: allow(",
    "#",
    "\u{feff}",
    "\0",
    "-",
    ".",
];

fn engine(text: &str) -> (Engine, FileId) {
    let engine = testing::engine(&[("beside.prog", WHOLE), ("main.prog", text)]);
    let file = engine.workspace().file_id("main.prog").expect("the file");
    (engine, file)
}

/// Whether a span lies in the text, between characters.
fn fits(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Asks everything at one place.
fn ask_all(engine: &Engine, file: FileId, offset: u32) {
    let text: &str = &engine.workspace().file(file).expect("the file").text;
    let ok = |span: Span| assert!(fits(text, span), "{span:?} of {offset} in {text:?}");
    let place = |p: prog_diagnostics::Place| {
        let text = &engine.workspace().file(p.file).expect("a file").text;
        assert!(fits(text, p.span), "{p:?} of {offset} in {text:?}");
    };
    let completion = prog_ide::completion(engine, file, offset).expect("an answer");
    for item in &completion.items {
        ok(item.replace);
        ok(item.insert);
        item.extra.iter().for_each(|e| ok(e.span));
    }
    for item in completion.items.iter().take(3) {
        prog_ide::documentation(engine, &item.doc);
    }
    prog_ide::hover(engine, file, offset).into_iter().for_each(|h| ok(h.span));
    for d in prog_ide::definition(engine, file, offset) {
        ok(d.origin);
        place(d.place);
        place(prog_diagnostics::Place { file: d.place.file, span: d.focus });
    }
    prog_ide::type_definition(engine, file, offset).into_iter().for_each(|t| ok(t.origin));
    prog_ide::references(engine, file, offset, true).into_iter().for_each(place);
    prog_ide::highlights(engine, file, offset).into_iter().for_each(|h| ok(h.span));
    prog_ide::selection(engine, file, offset).into_iter().for_each(ok);
    prog_ide::linked_editing(engine, file, offset).into_iter().for_each(ok);
    prog_ide::signature(engine, file, offset);
    if let Ok(start) = prog_ide::prepare_rename(engine, file, offset) {
        ok(start.span);
        prog_ide::rename(engine, file, offset, "zz").into_iter().flatten().for_each(|e| place(e.place));
        let _ = prog_ide::rename(engine, file, offset, "gateway");
    }
    if let Some(root) = prog_ide::prepare_hierarchy(engine, file, offset) {
        let calls =
            prog_ide::incoming(engine, root.id).into_iter().chain(prog_ide::outgoing(engine, root.id));
        calls.for_each(|c| place(c.item.place));
    }
    for assist in prog_ide::assists(engine, file, Span::at(offset)) {
        let edits = prog_ide::assist_edits(engine, file, Span::at(offset), &assist.id).map(|c| c.edits);
        edits.into_iter().flatten().for_each(|e| place(e.place));
    }
    let settings = prog_ide::settings_completion(engine, text, offset);
    settings.items.iter().for_each(|i| ok(i.replace));
    prog_ide::settings_hover(engine, text, offset).into_iter().for_each(|h| ok(h.span));
}

/// Asks everything about the whole file.
fn ask_file(engine: &Engine, file: FileId) {
    let text: &str = &engine.workspace().file(file).expect("the file").text;
    let ok = |span: Span| assert!(fits(text, span), "{span:?} in {text:?}");
    let tokens = prog_ide::tokens(engine, file, None);
    assert!(tokens.is_sorted_by(|a, b| a.span.end <= b.span.start), "{tokens:?}");
    tokens.iter().for_each(|t| ok(t.span));
    prog_ide::folding(engine, file).into_iter().for_each(|f| ok(f.span));
    let links = prog_ide::links(engine, file);
    assert!(links.is_sorted_by(|a, b| a.span.end <= b.span.start), "{links:?}");
    links.iter().for_each(|l| ok(l.span));
    for hint in prog_ide::inlay_hints(engine, file, Span::new(0, u32::MAX), InlayOptions::default()) {
        ok(Span::at(hint.offset));
    }
    for lens in prog_ide::lenses(engine, file) {
        ok(lens.span);
        prog_ide::lens_title(engine, lens.decl, lens.kind);
    }
    let mut open = prog_ide::symbols(engine, file);
    while let Some(symbol) = open.pop() {
        ok(symbol.span);
        ok(symbol.focus);
        assert!(symbol.span.contains(symbol.focus), "{symbol:?}");
        open.extend(symbol.children);
    }
    prog_ide::workspace_symbols(engine, "ga");
}

#[test]
fn empty_files_and_places_outside() {
    for text in ["", "\u{feff}", "\n", "é", "risk"] {
        let (engine, file) = engine(text);
        for offset in [0, 1, 2, 3, 4, 99, u32::MAX] {
            ask_all(&engine, file, offset);
        }
        ask_file(&engine, file);
    }
    let (engine, _) = engine("");
    let nowhere = FileId(77);
    assert!(prog_ide::completion(&engine, nowhere, 0).is_none());
    assert!(prog_ide::hover(&engine, nowhere, 0).is_none());
    assert!(
        prog_ide::symbols(&engine, nowhere).is_empty() && prog_ide::tokens(&engine, nowhere, None).is_empty()
    );
}

#[test]
fn every_offset_of_a_whole_file() {
    let (engine, file) = engine(&WHOLE.replace("checkout", "shop").replace("maria", "mária"));
    let text = engine.workspace().file(file).expect("the file").text.clone();
    for offset in (0..=text.len()).step_by(7) {
        ask_all(&engine, file, offset as u32);
    }
    ask_file(&engine, file);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_texts(edits in prop::collection::vec((0usize..2000, 0usize..30, prop::sample::select(PIECES)), 1..6), probe in prop::collection::vec(0usize..2200, 6)) {
        let mut text = WHOLE.to_owned();
        for (at, cut, piece) in edits {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
            let (start, end) = (floor(at), floor(at + cut));
            text.replace_range(start..end, piece);
        }
        let (engine, file) = engine(&text);
        for offset in probe {
            ask_all(&engine, file, offset as u32);
        }
        ask_file(&engine, file);
    }

    #[test]
    fn texts_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let (engine, file) = engine(&text);
        for offset in (0..=text.len() + 1).step_by(3) {
            ask_all(&engine, file, offset as u32);
        }
        ask_file(&engine, file);
    }
}
