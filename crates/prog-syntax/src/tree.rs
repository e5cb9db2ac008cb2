//! The tree of one file: nodes in pre-order in one flat list, each with its tag, span and the end of its subtree.

use crate::Span;

/// What a node is. The comment gives its children, in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Tag {
    /// `part of checkout`: one [`Tag::Path`], absent where it is missing.
    PartOf,
    /// `kind name "title" { … }`: [`Tag::Kind`], then optional [`Tag::Name`], [`Tag::Title`], [`Tag::Block`].
    Decl,
    /// The kind's word.
    Kind,
    /// The name.
    Name,
    /// The title: one string token, quotes included.
    Title,
    /// `{ … }`, braces included: any of [`Tag::Prop`], [`Tag::Decl`], [`Tag::Error`].
    Block,
    /// `key: value, value`: [`Tag::Key`], then its values; none where the value is missing.
    Prop,
    /// The key's word, without the colon.
    Key,
    /// A name or dotted path as a value: `checkout.gateway`, `true`, `high`.
    Path,
    /// A string on one line, quotes included.
    Str,
    /// A text block `"""…"""`, quotes included.
    TextBlock,
    /// A number or quantity: `42`, `-3`, `$1.2M`, `250ms`, `61.4%`; durations too (`3d`, `6mo`).
    Num,
    /// A date, month, week, quarter or half, or a token that looks like a malformed date (`15.05.2026`).
    Date,
    /// `?`
    Open,
    /// `a .. b` or `a .. b .. c`: its two or three scalars.
    Range,
    /// `[label] op scalar`: an optional scalar (the label), then the scalar; [`Node::op`] says which sign.
    Comparison,
    /// `scalar on date`: the scalar, then the date (or `?`).
    Reading,
    /// `path + duration` or `path - duration`: the path (or `?`), then the duration; [`Node::op`] is `Plus` or `Minus`.
    Lagged,
    /// `a "label" -> b`: its hops.
    Chain,
    /// One hop of a chain: a [`Tag::Path`] or [`Tag::Open`], then an optional [`Tag::Str`].
    Hop,
    /// Text that was skipped after an error.
    Error,
}

/// The sign of a comparison or lag.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[repr(u8)]
pub enum Op {
    /// No sign.
    #[default]
    None,
    /// `>=` or `≥`
    Ge,
    /// `<=` or `≤`
    Le,
    /// `>`
    Gt,
    /// `<`
    Lt,
    /// `=`
    Eq,
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// One node of the flat tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// The sign, for [`Tag::Comparison`] and [`Tag::Lagged`].
    pub op: Op,
    /// Whether a syntax error lies in this node itself (not merely in a nested declaration): rules about what may be
    /// absent are silent here. A [`Tag::Block`] has it where the head before it has a slip: nothing is said of what stands in it.
    pub broken: bool,
    /// First byte.
    pub start: u32,
    /// Just past the last byte.
    pub end: u32,
    /// Index just past the node's subtree.
    pub next: u32,
}

/// A comment and its span, marks included. Sorted by position in [`Parse::comments`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    /// From the first `/` to the end of the line (without the line end), or to the closing `*/`.
    pub span: Span,
    /// `/* … */` rather than `// …`.
    pub block: bool,
    /// Nothing but space stands before it on its line.
    pub own_line: bool,
}

/// A replacement of `span` by `text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One thing that is wrong with the form of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// `syntax`, `invalid-date` or another Form rule that can be seen without knowing any kind.
    pub rule: &'static str,
    /// Where: see language.md, section 3.
    pub span: Span,
    /// One clause, capitalised, no period: "The block of `risk a` is never closed".
    pub message: String,
    /// What to do, starting with a verb.
    pub help: Option<String>,
    /// Another place that explains it, with what is there.
    pub related: Option<(Span, String)>,
    /// What is evidently to be changed, with its title.
    pub fix: Option<(String, Vec<TextEdit>)>,
    /// Whether that may not be what was meant; else it cannot change the meaning.
    pub guess: bool,
}

/// What [`crate::parse`] gives: always a tree, whatever the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parse {
    /// All nodes in pre-order; the file itself is not a node. The roots are `PartOf` (at most one, first), `Decl`,
    /// and `Error` or stray `Prop` nodes.
    pub nodes: Vec<Node>,
    /// The comments by position.
    pub comments: Vec<Comment>,
    /// The errors by position.
    pub errors: Vec<SyntaxError>,
}

impl Parse {
    /// The top nodes of the file in order.
    pub fn roots(&self) -> impl Iterator<Item = NodeRef<'_>> {
        siblings(&self.nodes, 0, self.nodes.len() as u32)
    }

    /// The node at `index`.
    pub fn node(&self, index: u32) -> NodeRef<'_> {
        NodeRef::new(&self.nodes, index)
    }
}

/// A node together with the list it lives in.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'a> {
    nodes: &'a [Node],
    /// Its place in [`Parse::nodes`].
    pub index: u32,
    /// What stands there: looked up once, as it is asked several times.
    node: &'a Node,
}

impl<'a> NodeRef<'a> {
    #[inline]
    fn new(nodes: &'a [Node], index: u32) -> Self {
        Self { nodes, index, node: &nodes[index as usize] }
    }

    /// What it is.
    pub fn tag(self) -> Tag {
        self.node.tag
    }

    /// Its sign.
    pub fn op(self) -> Op {
        self.node.op
    }

    /// Whether a syntax error lies in the node itself.
    pub fn broken(self) -> bool {
        self.node.broken
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        Span::new(self.node.start, self.node.end)
    }

    /// Its direct children in order.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        siblings(self.nodes, self.index + 1, self.node.next)
    }

    /// Of a property that is not broken and has one value: where its key stands, and that value.
    #[inline]
    pub fn only_value(self) -> Option<(Span, NodeRef<'a>)> {
        let [prop, key, value] = self.nodes.get(self.index as usize..)?.first_chunk::<3>()?;
        let lone = prop.next == value.next && key.tag == Tag::Key && value.tag != Tag::Error;
        (lone && !prop.broken && prop.tag == Tag::Prop).then(|| {
            let value = NodeRef { nodes: self.nodes, index: self.index + 2, node: value };
            (Span::new(key.start, key.end), value)
        })
    }

    /// Its first child of one kind.
    pub fn child(self, tag: Tag) -> Option<NodeRef<'a>> {
        self.children().find(|n| n.tag() == tag)
    }
}

fn siblings(nodes: &[Node], from: u32, to: u32) -> impl Iterator<Item = NodeRef<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        if at >= to {
            return None;
        }
        let node = NodeRef::new(nodes, at);
        at = node.node.next;
        Some(node)
    })
}

impl Parse {
    /// The tree and the errors as indented text, for tests and for looking at.
    pub fn dump(&self, text: &str) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        let mut ends: Vec<u32> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            while ends.last().is_some_and(|end| *end <= index as u32) {
                ends.pop();
            }
            let span = Span::new(node.start, node.end);
            let line = span.text(text).lines().next().unwrap_or("");
            let op = if node.op == Op::None { String::new() } else { format!(" {:?}", node.op) };
            let broken = if node.broken { " broken" } else { "" };
            let indent = "  ".repeat(ends.len());
            let _ = writeln!(out, "{indent}{:?}{op}{broken} {span:?} {line}", node.tag);
            ends.push(node.next);
        }
        for error in &self.errors {
            let _ = writeln!(out, "{} {:?} {}", error.rule, error.span, error.message);
        }
        out
    }
}
