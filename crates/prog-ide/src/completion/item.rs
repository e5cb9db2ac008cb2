//! What is offered: one item, and the text that it inserts, with blanks or without.

use prog_model::{DeclId, Kind};
use prog_syntax::{Span, TextEdit};
use std::fmt::Write;

/// What an item is, for its icon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemKind {
    /// The word of a kind: starts a declaration.
    Kind,
    /// The key of a property.
    Property,
    /// The name of a declaration of this kind.
    Declaration(Kind),
    /// A word of a closed list.
    Word,
    /// A date or period.
    Date,
    /// A number with its unit, or a length of time.
    Number,
    /// A sign between values: `->`, `..`, `>=`, `on`.
    Sign,
    /// `?`
    Question,
    /// A string.
    Text,
    /// The name of a rule.
    Rule,
    /// A table or key of `progc.toml`.
    Setting,
    /// Several lines at once.
    Snippet,
}

/// What explains an item; made only when it is looked at ([`super::documentation`]).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Doc {
    /// Nothing.
    #[default]
    None,
    /// This, in Markdown.
    Text(String),
    /// The card of a declaration.
    Decl(DeclId),
    /// The page of a kind.
    Kind(Kind),
    /// The page of a rule.
    Rule(&'static str),
}

/// A part of a text to insert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// As it is.
    Text(String),
    /// A blank to fill, with what stands in it first.
    Blank(String),
    /// A blank with a choice; the first stands in it.
    Choice(Vec<String>),
}

/// A text to insert with blanks in it. The cursor ends after it, or in the last blank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snippet(pub Vec<Part>);

impl Snippet {
    /// A text without blanks.
    pub fn text(text: impl Into<String>) -> Self {
        Self(vec![Part::Text(text.into())])
    }

    /// Adds a text.
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.0.push(Part::Text(text.into()));
        self
    }

    /// Adds a blank.
    pub fn blank(mut self, text: impl Into<String>) -> Self {
        self.0.push(Part::Blank(text.into()));
        self
    }

    /// Whether it has blanks.
    pub fn has_blanks(&self) -> bool {
        self.0.iter().any(|p| !matches!(p, Part::Text(_)))
    }

    /// In the spelling of the language server protocol: `owner: ${1:?}`.
    pub fn lsp(&self) -> String {
        let mut out = String::new();
        let mut number = 0;
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(&escape(text, "$\\}")),
                Part::Blank(text) if text.is_empty() => {
                    number += 1;
                    let _ = write!(out, "${{{number}}}");
                }
                Part::Blank(text) => {
                    number += 1;
                    let _ = write!(out, "${{{number}:{}}}", escape(text, "$\\}"));
                }
                Part::Choice(words) => {
                    number += 1;
                    let words: Vec<String> = words.iter().map(|w| escape(w, "$\\},|")).collect();
                    let _ = write!(out, "${{{number}|{}|}}", words.join(","));
                }
            }
        }
        out
    }

    /// As plain text, the blanks filled with what stands in them first.
    pub fn plain(&self) -> String {
        let text = |part: &Part| match part {
            Part::Text(text) | Part::Blank(text) => text.clone(),
            Part::Choice(words) => words.first().cloned().unwrap_or_default(),
        };
        self.0.iter().map(text).collect()
    }
}

fn escape(text: &str, special: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// One thing that fits.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the list shows.
    pub label: String,
    /// Beside it: the title of a declaration, what a property takes, what a date is.
    pub detail: String,
    /// What it is.
    pub kind: ItemKind,
    /// What explains it.
    pub doc: Doc,
    /// What is inserted where blanks are understood.
    pub snippet: Snippet,
    /// What is inserted where they are not.
    pub plain: String,
    /// What it replaces: the whole word at the cursor.
    pub replace: Span,
    /// What it replaces when the rest of the word is to stay: from its start to the cursor.
    pub insert: Span,
    /// What changes elsewhere with it: a missing colon or comma.
    pub extra: Vec<TextEdit>,
    /// Its place in the order.
    pub sort: String,
    /// What the typed word is compared with.
    pub filter: String,
    /// Shown struck through.
    pub deprecated: bool,
    /// After it the next list should open by itself.
    pub again: bool,
}

impl Item {
    /// An item that inserts its label.
    pub(crate) fn new(kind: ItemKind, label: impl Into<String>) -> Self {
        let label = label.into();
        Self {
            detail: String::new(),
            kind,
            doc: Doc::None,
            snippet: Snippet::text(label.clone()),
            plain: label.clone(),
            replace: Span::default(),
            insert: Span::default(),
            extra: Vec::new(),
            sort: String::new(),
            filter: label.clone(),
            deprecated: false,
            again: false,
            label,
        }
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    pub(crate) fn doc(mut self, doc: Doc) -> Self {
        self.doc = doc;
        self
    }

    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.plain = text.into();
        self.snippet = Snippet::text(self.plain.clone());
        self
    }

    pub(crate) fn snippet(mut self, snippet: Snippet, plain: impl Into<String>) -> Self {
        self.snippet = snippet;
        self.plain = plain.into();
        self
    }

    /// What is to be put in right where the item goes becomes a part of it: no editor knows which of two edits at one place comes
    /// first.
    pub(super) fn take_in_extras(&mut self) {
        let start = self.replace.start;
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            self.extra.drain(..).partition(|e| e.span.is_empty() && e.span.start == start);
        self.extra = elsewhere;
        if !here.is_empty() {
            let before: String = here.into_iter().map(|e| e.text).chain([" ".to_owned()]).collect();
            self.snippet.0.insert(0, Part::Text(before.clone()));
            self.plain.insert_str(0, &before);
        }
    }

    /// Ends it with a comma, before which the cursor stays.
    pub(super) fn comma(mut self) -> Self {
        if !self.snippet.has_blanks() {
            self.snippet = self.snippet.blank("");
            self.plain.push('?');
        }
        self.snippet = self.snippet.and(",");
        self.plain.push(',');
        self
    }

    pub(crate) fn again(mut self) -> Self {
        self.again = true;
        self
    }
}

/// What fits at a place.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    /// The best first.
    pub items: Vec<Item>,
    /// There is more: ask again when more is typed.
    pub incomplete: bool,
}
