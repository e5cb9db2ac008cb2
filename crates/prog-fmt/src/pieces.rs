//! A property as a row of pieces that may stand on one line or several: values, hops, and what belongs to each.

use crate::comments::Comments;
use prog_syntax::{NodeRef, Op, Tag, text};
use std::borrow::Cow;

/// How a piece joins the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Join {
    /// By a space, always.
    Space,
    /// The next value of the list: a space, or a new line.
    List,
    /// The next hop of a chain: a space, or a new line.
    Hop,
    /// The next part of a range: a space, or a new line where a comment forces one.
    Range,
}

/// A part of a property that is never broken.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    /// What stands before the text, with a space: `->`, `..`, `on`, a sign.
    pub(crate) infix: &'static str,
    pub(crate) text: Cow<'a, str>,
    /// What stands right after it: `:` or `,`.
    pub(crate) end: &'static str,
    pub(crate) join: Join,
    /// A line break stood before it.
    pub(crate) broken: bool,
    /// Block comments right before it.
    pub(crate) inline: Vec<String>,
    /// Comments on lines of their own before it.
    pub(crate) own: Vec<String>,
    /// A comment that ends the line after it.
    pub(crate) after: Option<String>,
}

/// Collects the pieces of one property, and the comments within it.
pub(crate) struct Pieces<'a, 'c> {
    source: &'a str,
    comments: &'c mut Comments<'a>,
    /// How far text blocks and comments within are indented.
    indent: usize,
    pub(crate) list: Vec<Piece<'a>>,
    /// Where the last piece ended in the source.
    end: u32,
}

impl<'a, 'c> Pieces<'a, 'c> {
    /// The pieces of `property`; the first one is its key.
    pub(crate) fn of(
        property: NodeRef<'a>,
        source: &'a str,
        comments: &'c mut Comments<'a>,
        indent: usize,
    ) -> Vec<Piece<'a>> {
        let mut pieces = Pieces { source, comments, indent, list: Vec::new(), end: property.span().start };
        let mut values = property.children();
        if let Some(key) = values.next() {
            pieces.push(key, "", Cow::Borrowed(key.span().text(source)), Join::Space);
            pieces.end_with(":");
        }
        for (index, value) in values.enumerate() {
            if index > 0 {
                pieces.end_with(",");
            }
            pieces.value(value, if index > 0 { Join::List } else { Join::Space });
        }
        pieces.list
    }

    fn end_with(&mut self, end: &'static str) {
        if let Some(last) = self.list.last_mut() {
            last.end = end;
        }
    }

    fn value(&mut self, value: NodeRef<'a>, join: Join) {
        let mut parts = value.children();
        let (infix, next_join) = match value.tag() {
            Tag::Range => ("..", Join::Range),
            Tag::Reading => ("on", Join::Space),
            Tag::Comparison | Tag::Lagged => (sign(value.op()), Join::Space),
            Tag::Chain => return self.chain(value, join),
            _ => return self.scalar(value, "", join),
        };
        let count = value.children().count();
        if value.tag() == Tag::Comparison && count == 1 {
            if let Some(only) = parts.next() {
                self.scalar(only, infix, join);
            }
            return;
        }
        for (index, part) in parts.enumerate() {
            if index == 0 { self.scalar(part, "", join) } else { self.scalar(part, infix, next_join) }
        }
    }

    fn chain(&mut self, chain: NodeRef<'a>, join: Join) {
        for (index, hop) in chain.children().enumerate() {
            for part in hop.children() {
                match (part.tag(), index) {
                    (Tag::Path | Tag::Open, 0) => self.scalar(part, "", join),
                    (Tag::Path | Tag::Open, _) => self.scalar(part, "->", Join::Hop),
                    _ => self.scalar(part, "", Join::Space),
                }
            }
        }
    }

    fn scalar(&mut self, scalar: NodeRef<'a>, infix: &'static str, join: Join) {
        let token = scalar.span().text(self.source);
        let text = match scalar.tag() {
            Tag::TextBlock => Cow::Owned(reindent(token, self.indent)),
            _ => Cow::Borrowed(token),
        };
        self.push(scalar, infix, text, join);
    }

    fn push(&mut self, node: NodeRef<'a>, infix: &'static str, text: Cow<'a, str>, join: Join) {
        let span = node.span();
        let gap = self.source.get(self.end as usize..span.start as usize).unwrap_or("");
        let broken = gap.contains('\n');
        let mut piece =
            Piece { infix, text, end: "", join, broken, inline: Vec::new(), own: Vec::new(), after: None };
        while let Some(comment) = self.comments.take_before(span.start) {
            piece.inline.push(self.comments.verbatim(comment));
            if comment.block {
                continue;
            }
            // It ends its line: with all that is held back for this one it stays behind the last piece, or gets a
            // line of its own.
            let line = std::mem::take(&mut piece.inline).join(" ");
            let gap = self.source.get(self.end as usize..comment.span.start as usize).unwrap_or("");
            match self.list.last_mut() {
                Some(last) if last.after.is_none() && !gap.contains('\n') => last.after = Some(line),
                _ => piece.own.push(line),
            }
        }
        self.end = span.end;
        self.list.push(piece);
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Ge => ">=",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Lt => "<",
        Op::Eq => "=",
        Op::Plus => "+",
        Op::Minus => "-",
        Op::None => "",
    }
}

/// A text block with its lines moved under `indent`, their places to each other kept.
fn reindent(token: &str, indent: usize) -> String {
    let inner = token.strip_prefix("\"\"\"").and_then(|t| t.strip_suffix("\"\"\"")).unwrap_or(token);
    let Some((head, body)) = inner.split_once('\n') else { return token.to_owned() };
    if !head.trim().is_empty() {
        return token.to_owned();
    }
    let pad = " ".repeat(indent);
    let kept = text::dedent_block(token);
    let mut out = String::from("\"\"\"\n");
    for line in kept.lines() {
        if !line.is_empty() {
            out.push_str(&pad);
            out.push_str(line);
        }
        out.push('\n');
    }
    // Text right before the closing quotes stays there: a line of its own for them is nicer, but not worth a change.
    if body.rsplit('\n').next().is_some_and(|last| !last.trim().is_empty()) {
        out.truncate(out.trim_end_matches('\n').len());
    } else {
        out.push_str(&pad);
    }
    out.push_str("\"\"\"");
    out
}
