//! The tree on paper: declarations, blocks, and the comments around them.

use crate::comments::Comments;
use crate::layout::{columns, on_one_line, over_lines, spaces};
use crate::pieces::Pieces;
use crate::{Formatted, WIDTH};
use prog_syntax::{Comment, NodeRef, Parse, Tag};

/// Prints a text without syntax errors, whose lines end with `\n`.
pub(crate) fn print(text: &str, parse: &Parse) -> Formatted {
    let bom = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let comments = Comments::new(text, &parse.comments);
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 16);
    out.push_str(bom);
    let mut printer = Printer { text, comments, out, start: bom.len(), line_ends: false, ends: Vec::new() };
    let end = text.len() as u32;
    printer.sequence(parse.roots().collect(), 0, Region { from: bom.len() as u32, to: end, opened: false });
    let kept = printer.out.trim_end().len().max(printer.start);
    printer.out.truncate(kept);
    if kept > printer.start {
        printer.out.push('\n');
    }
    Formatted { text: printer.out, ends: printer.ends }
}

struct Printer<'a> {
    text: &'a str,
    comments: Comments<'a>,
    out: String,
    /// Where the output begins.
    start: usize,
    /// A line comment ends the current line: nothing may follow it there.
    line_ends: bool,
    ends: Vec<(usize, usize)>,
}

/// A row of members: the source between two places.
#[derive(Clone, Copy)]
struct Region {
    from: u32,
    to: u32,
    /// Whether a `{` stands before it.
    opened: bool,
}

impl<'a> Printer<'a> {
    fn slice(&self, from: u32, to: u32) -> &'a str {
        self.text.get(from as usize..to as usize).unwrap_or("")
    }

    fn word(&self, node: NodeRef<'_>) -> &'a str {
        node.span().text(self.text)
    }

    fn new_line(&mut self, indent: usize) {
        if self.out.len() > self.start {
            self.out.push('\n');
        }
        spaces(&mut self.out, indent);
        self.line_ends = false;
    }

    /// Members one per line, with the comments before, between and after them.
    fn sequence(&mut self, members: Vec<NodeRef<'a>>, indent: usize, region: Region) {
        let mut at = region.from;
        for member in members {
            let start = member.span().start;
            at = self.comments_between(at, start, indent, region);
            self.blank_line(at, self.comments.peek_before(start).map_or(start, |c| c.span.start), region);
            self.new_line(indent);
            self.inline_comments(start, indent);
            self.member(member, indent);
            at = member.span().end;
            if !region.opened {
                self.ends.push((at as usize, self.out.len()));
            }
        }
        self.comments_between(at, region.to, indent, region);
    }

    /// The comments after `at` and before `to`, but for those that stand right before what is at `to`. Gives where the
    /// last one ends.
    fn comments_between(&mut self, mut at: u32, to: u32, indent: usize, region: Region) -> u32 {
        while let Some(comment) = self.comments.peek_before(to) {
            let before_member =
                to < region.to && comment.block && !self.slice(comment.span.end, to).contains('\n');
            if before_member {
                break;
            }
            self.comments.take_before(to);
            let own =
                self.slice(at, comment.span.start).contains('\n') || at == region.from && !region.opened;
            if own || self.line_ends {
                self.blank_line(at, comment.span.start, region);
                self.new_line(indent);
            } else {
                self.out.push(' ');
            }
            self.comment(comment, indent);
            at = comment.span.end;
        }
        at
    }

    fn comment(&mut self, comment: Comment, indent: usize) {
        let body = self.comments.render(comment, indent);
        self.out.push_str(&body);
        self.line_ends = !comment.block;
    }

    /// Block comments before `to`, on the current line.
    fn inline_comments(&mut self, to: u32, indent: usize) {
        while let Some(comment) = self.comments.take_before(to) {
            self.comment(comment, indent);
            self.out.push(' ');
        }
    }

    /// A blank line where there was one, unless something begins here.
    fn blank_line(&mut self, from: u32, to: u32, region: Region) {
        let begins = from == region.from || self.out.len() == self.start;
        if !begins && self.slice(from, to).matches('\n').count() > 1 {
            self.out.push('\n');
        }
    }

    fn member(&mut self, member: NodeRef<'a>, indent: usize) {
        match member.tag() {
            Tag::Prop => {
                let pieces = Pieces::of(member, self.text, &mut self.comments, indent + 2);
                over_lines(&pieces, indent, &mut self.out);
            }
            Tag::Decl => self.declaration(member, indent),
            Tag::PartOf => {
                let path = member.child(Tag::Path);
                self.out.push_str("part of ");
                self.inline_comments(path.map_or(0, |path| path.span().start), indent);
                self.out.push_str(path.map_or("", |path| self.word(path)));
            }
            _ => self.out.push_str(self.word(member)),
        }
    }

    fn declaration(&mut self, declaration: NodeRef<'a>, indent: usize) {
        self.head(declaration);
        let Some(block) = declaration.child(Tag::Block) else { return };
        let held = self.comments_before_brace(block.span().start);
        if held.is_empty() && self.one_line_block(block) {
            return;
        }
        self.out.push_str(" {");
        self.line_ends = false;
        for comment in &held {
            if self.line_ends {
                self.new_line(indent + 2);
            } else {
                self.out.push(' ');
            }
            self.comment(*comment, indent + 2);
        }
        let printed = self.out.len();
        let (from, to) = (block.span().start + 1, block.span().end - 1);
        self.sequence(block.children().collect(), indent + 2, Region { from, to, opened: true });
        if self.out.len() > printed || !held.is_empty() {
            self.new_line(indent);
        }
        self.out.push('}');
    }

    /// Kind, name and title, with the comments between them.
    fn head(&mut self, declaration: NodeRef<'a>) {
        for (index, word) in declaration.children().filter(|part| part.tag() != Tag::Block).enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.inline_comments(word.span().start, 0);
            self.out.push_str(self.word(word));
        }
    }

    /// Prints block comments between a head and its `{`; line comments go after the `{` and are given back.
    fn comments_before_brace(&mut self, brace: u32) -> Vec<Comment> {
        let mut held = Vec::new();
        while let Some(comment) = self.comments.take_before(brace) {
            if comment.block {
                self.out.push(' ');
                self.comment(comment, 0);
            } else {
                held.push(comment);
            }
        }
        held
    }

    /// Whether the comment that ends the line of `end` is meant for progc: it speaks of what stands on that line, so the line stays
    /// whole.
    fn is_told_about(&self, end: u32) -> bool {
        let next = self.comments.peek_before(u32::MAX);
        next.is_some_and(|comment| {
            let between = self.text.get(end as usize..comment.span.start as usize);
            let body = comment.span.text(self.text).get(2..).unwrap_or("");
            body.trim_start().starts_with("progc:") && between.is_some_and(|text| !text.contains('\n'))
        })
    }

    /// Prints a block on the current line, if it stood on one line and fits, or a comment for progc ends the line.
    fn one_line_block(&mut self, block: NodeRef<'a>) -> bool {
        let source = self.word(block);
        if source.contains('\n') || source.len() > 8 * WIDTH {
            return false;
        }
        let (length, comments) = (self.out.len(), self.comments.clone());
        if self.flat_block(block) {
            let line = self.out.rfind('\n').map_or(self.start, |at| at + 1);
            if columns(&self.out[line..]) <= WIDTH || self.is_told_about(block.span().end) {
                return true;
            }
        }
        self.out.truncate(length);
        self.comments = comments;
        false
    }

    fn flat_block(&mut self, block: NodeRef<'a>) -> bool {
        self.out.push_str(" {");
        for (index, member) in block.children().enumerate() {
            self.out.push_str(if index > 0 { ", " } else { " " });
            self.inline_comments(member.span().start, 0);
            if !self.flat_member(member) {
                return false;
            }
        }
        while let Some(comment) = self.comments.take_before(block.span().end) {
            self.out.push(' ');
            self.comment(comment, 0);
        }
        self.out.push_str(if self.out.ends_with('{') { "}" } else { " }" });
        true
    }

    fn flat_member(&mut self, member: NodeRef<'a>) -> bool {
        if member.tag() == Tag::Prop {
            let pieces = Pieces::of(member, self.text, &mut self.comments, 0);
            return on_one_line(&pieces, &mut self.out);
        }
        self.head(member);
        let Some(block) = member.child(Tag::Block) else { return true };
        let held = self.comments_before_brace(block.span().start);
        held.is_empty() && self.flat_block(block)
    }
}
