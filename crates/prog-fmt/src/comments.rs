//! Comments as they are put back: taken in order of position, each exactly once.

use prog_syntax::Comment;

/// The comments that are not printed yet.
#[derive(Clone)]
pub(crate) struct Comments<'a> {
    text: &'a str,
    rest: &'a [Comment],
}

impl<'a> Comments<'a> {
    pub(crate) fn new(text: &'a str, all: &'a [Comment]) -> Self {
        Comments { text, rest: all }
    }

    /// The next comment, if it starts before `offset`.
    pub(crate) fn peek_before(&self, offset: u32) -> Option<Comment> {
        self.rest.first().copied().filter(|comment| comment.span.start < offset)
    }

    /// Takes the next comment, if it starts before `offset`.
    pub(crate) fn take_before(&mut self, offset: u32) -> Option<Comment> {
        let comment = self.peek_before(offset)?;
        self.rest = &self.rest[1..];
        Some(comment)
    }

    /// A comment as it is, but for spaces at line ends.
    pub(crate) fn verbatim(&self, comment: Comment) -> String {
        let lines = comment.span.text(self.text).lines().map(str::trim_end);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A comment as printed at `indent`. The lines of a block comment keep their place under its first one.
    pub(crate) fn render(&self, comment: Comment, indent: usize) -> String {
        let body = comment.span.text(self.text).trim_end();
        if !comment.block || !comment.own_line || !body.contains('\n') {
            return self.verbatim(comment);
        }
        let before = &self.text[..comment.span.start as usize];
        let old = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let mut lines = body.split('\n');
        let mut out = lines.next().unwrap_or("").trim_end().to_owned();
        for line in lines {
            let blank = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count().min(old);
            out.push('\n');
            let rest = line[blank..].trim_end();
            if !rest.is_empty() {
                out.push_str(&" ".repeat(indent));
                out.push_str(rest);
            }
        }
        out
    }
}
