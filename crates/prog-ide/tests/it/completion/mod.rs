//! What is offered at every place of a half-typed file.

mod items;
mod states;

use crate::support::{Fixture, fixture};
use prog_ide::{Completion, Item};

/// The labels in order, the first few and how many there are.
fn labels(found: &Completion, most: usize) -> String {
    let first: Vec<&str> = found.items.iter().take(most).map(|i| i.label.as_str()).collect();
    let rest = found.items.len().saturating_sub(most);
    let more = if rest > 0 { format!(" | … {rest} more") } else { String::new() };
    format!("{}{more}", first.join(" | "))
}

/// The one item with this label.
fn item(fixture: &Fixture, label: &str) -> Item {
    let found = fixture.complete();
    let item = found.items.iter().find(|i| i.label == label).cloned();
    item.unwrap_or_else(|| panic!("no `{label}` among {}", labels(&found, 50)))
}

/// The text after an item was taken, with blanks as the protocol spells them.
fn taken(fixture: &Fixture, label: &str) -> String {
    let item = item(fixture, label);
    let text = &fixture.engine.workspace().file(fixture.file).expect("the file").text;
    let mut edits = item.extra.clone();
    edits.push(prog_syntax::TextEdit { span: item.replace, text: item.snippet.lsp() });
    apply(text, edits)
}

fn apply(text: &str, mut edits: Vec<prog_syntax::TextEdit>) -> String {
    edits.sort_by_key(|e| std::cmp::Reverse((e.span.start, e.span.end)));
    edits.iter().fold(text.to_owned(), |mut text, edit| {
        text.replace_range(edit.span.range(), &edit.text);
        text
    })
}

fn at(text: &str) -> Fixture {
    fixture(text, &[])
}
