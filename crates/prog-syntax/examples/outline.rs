//! Prints the outline of files as JSON lines, `{"file", "errors", "outline": [[kind, name, line, depth], …]}`, for the test
//! that holds the tree-sitter and TextMate grammars against this parser (grammar/test/agree.mjs). It checks nothing itself.

// An example is no part of the core: it reads and prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use prog_syntax::{LineIndex, NodeRef, Tag};

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let parse = prog_syntax::parse(text);
        let lines = LineIndex::new(text);
        let mut rows = Vec::new();
        // What is still to be looked at: a node and how many blocks it stands in.
        let mut open: Vec<(NodeRef<'_>, usize)> = parse.roots().map(|node| (node, 0)).collect();
        open.reverse();
        while let Some((node, depth)) = open.pop() {
            if node.tag() != Tag::Decl {
                continue;
            }
            let word = |tag| quoted(node.child(tag).map_or("", |child| child.span().text(text)));
            let line = lines.line_of(node.span().start) + 1;
            rows.push(format!("[{},{},{line},{depth}]", word(Tag::Kind), word(Tag::Name)));
            let inner: Vec<_> = node.child(Tag::Block).into_iter().flat_map(NodeRef::children).collect();
            open.extend(inner.into_iter().rev().map(|child| (child, depth + 1)));
        }
        println!(
            "{{\"file\":{},\"errors\":{},\"outline\":[{}]}}",
            quoted(&file),
            parse.errors.len(),
            rows.join(",")
        );
    }
    Ok(())
}

/// As a JSON string: names and paths hold nothing else that needs an escape.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
