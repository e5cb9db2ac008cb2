//! Texts with a cursor `$0`, and workspaces to ask about them.

use prog_diagnostics::FileId;
use prog_ide::Completion;
use prog_rules::{Engine, testing};

/// A second file, so that there are people, systems and two programs.
pub const BESIDE: &str = include_str!("beside.prog");

/// The text without its cursor, and where that was.
pub fn cursor(text: &str) -> (String, u32) {
    let at = text.find("$0").expect("a cursor `$0`");
    (text.replacen("$0", "", 1), at as u32)
}

/// A workspace of one text with a cursor, and others beside it.
pub struct Fixture {
    pub engine: Engine,
    pub file: FileId,
    pub offset: u32,
}

pub fn fixture(text: &str, others: &[(&str, &str)]) -> Fixture {
    fixture_with(text, others, "")
}

pub fn fixture_with(text: &str, others: &[(&str, &str)], settings: &str) -> Fixture {
    let (text, offset) = cursor(text);
    let mut files = vec![("main.prog", text.as_str())];
    files.extend(others);
    let engine = testing::engine_with(&files, settings);
    let file = engine.workspace().file_id("main.prog").expect("the file");
    Fixture { engine, file, offset }
}

impl Fixture {
    pub fn complete(&self) -> Completion {
        prog_ide::completion(&self.engine, self.file, self.offset).expect("an answer")
    }
}

/// What the hover at the cursor says, and over what.
pub fn hover(text: &str) -> String {
    let fixture = fixture(text, &[("beside.prog", BESIDE)]);
    let hover = prog_ide::hover(&fixture.engine, fixture.file, fixture.offset);
    let text = &fixture.engine.workspace().file(fixture.file).expect("the file").text;
    hover.map_or("nothing".into(), |h| {
        format!("[{}]\n{}", h.span.text(text), h.markdown.replace("  \n", "\n"))
    })
}

/// The text with each span in `⟦ ⟧`.
pub fn marked(text: &str, spans: &[prog_syntax::Span]) -> String {
    let mut marks: Vec<(u32, u8)> = spans.iter().flat_map(|s| [(s.start, 1), (s.end, 0)]).collect();
    marks.sort_by_key(|m| std::cmp::Reverse(*m));
    marks.iter().fold(text.to_owned(), |mut text, (at, opens)| {
        text.insert_str(*at as usize, if *opens == 1 { "⟦" } else { "⟧" });
        text
    })
}

impl Fixture {
    pub fn text(&self) -> &str {
        self.text_of(self.file)
    }

    pub fn text_of(&self, file: FileId) -> &str {
        &self.engine.workspace().file(file).expect("the file").text
    }

    /// `main.prog:2:7 gateway`
    pub fn place(&self, place: prog_diagnostics::Place) -> String {
        let model = self.engine.workspace().file(place.file).expect("the file");
        let at = prog_syntax::LineIndex::new(&model.text).line_col(place.span.start, &model.text);
        format!("{}:{}:{} {}", model.path, at.line, at.column, place.span.text(&model.text))
    }
}
