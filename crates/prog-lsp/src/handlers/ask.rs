//! What most handlers need: where somebody points, and the words of the protocol for our kinds.

use super::Reading;
use crate::world::Spot;
use prog_model::Kind;
use tower_lsp::ls_types::*;

/// The file and the offset that a position is at.
pub fn point<'w>(reading: &Reading<'w>, at: &TextDocumentPositionParams) -> Option<(Spot<'w>, u32)> {
    let spot = spot(reading, &at.text_document)?;
    let offset = spot.offset(at.position);
    Some((spot, offset))
}

/// The file that is asked about.
pub fn spot<'w>(reading: &Reading<'w>, document: &TextDocumentIdentifier) -> Option<Spot<'w>> {
    let world: &'w crate::world::World = reading.world;
    world.spot(&document.uri)
}

/// The icon of a kind.
pub fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Program => SymbolKind::MODULE,
        Kind::Workstream => SymbolKind::NAMESPACE,
        Kind::Person | Kind::Team | Kind::Stakeholder => SymbolKind::INTERFACE,
        Kind::System => SymbolKind::CLASS,
        Kind::Flow => SymbolKind::FUNCTION,
        Kind::Task | Kind::Mitigation => SymbolKind::METHOD,
        Kind::Milestone | Kind::Issue => SymbolKind::EVENT,
        Kind::Dependency => SymbolKind::CONSTANT,
        Kind::Outcome | Kind::Metric | Kind::Scorecard => SymbolKind::NUMBER,
        Kind::Decision => SymbolKind::ENUM,
        Kind::Option => SymbolKind::ENUM_MEMBER,
        Kind::Assumption => SymbolKind::BOOLEAN,
        Kind::Risk | Kind::Escalation | Kind::Change | Kind::Control | Kind::Unknown => SymbolKind::STRUCT,
    }
}

/// Markdown for clients that show it there, else its text.
pub fn markup(shows_markdown: bool, markdown: String) -> MarkupContent {
    if shows_markdown {
        return MarkupContent { kind: MarkupKind::Markdown, value: markdown };
    }
    MarkupContent { kind: MarkupKind::PlainText, value: plain(&markdown) }
}

/// The same for documentation, which older clients take as a string only.
pub fn documentation(shows_markdown: bool, markdown: String) -> Documentation {
    if shows_markdown {
        return Documentation::MarkupContent(markup(true, markdown));
    }
    Documentation::String(plain(&markdown))
}

/// Our Markdown without its marks.
fn plain(markdown: &str) -> String {
    let lines = markdown.split_inclusive('\n').filter(|line| !line.starts_with("```"));
    let markdown: String = lines.collect();
    let mut out = String::with_capacity(markdown.len());
    let markdown = links_bare(&markdown);
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '*' | '`' => {}
            c => out.push(c),
        }
    }
    out.replace("  \n", "\n")
}

/// `[All about it](https://…)` as `All about it: https://…`.
fn links_bare(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find("](http") {
        let (before, link) = (&rest[..at], &rest[at + 2..]);
        let label = before.rfind('[').filter(|from| !before[*from..].contains('\n'));
        match label.zip(link.find(')')) {
            Some((from, end)) => {
                out += &format!("{}{}: {}", &before[..from], &before[from + 1..], &link[..end]);
                rest = &link[end + 1..];
            }
            None => {
                out += &rest[..at + 2];
                rest = link;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(
            super::plain("x [All about it](https://a.b/c#d) y [z"),
            "x All about it: https://a.b/c#d y [z"
        );
        assert_eq!(super::plain("**A\\*b**  \n`c`"), "A*b\nc");
        assert_eq!(
            super::plain("An example:\n```prog\nrisk a {}\n```\nand on"),
            "An example:\nrisk a {}\nand on"
        );
    }
}
