//! Formatting that stays within a range: of each declaration or member all edits or none, as some of them without the
//! others would drop or double what moves between lines.

use crate::Formatted;
use crate::edits::differences;
use prog_syntax::{NodeRef, Parse, Span, Tag, TextEdit};

/// The edits that format what lies wholly in `range`, none of them reaching beyond it; none where the text has syntax
/// errors. Of a declaration that lies there in part, those of its members are done that begin and end lines of their own.
pub fn format_within(text: &str, range: Span) -> Vec<TextEdit> {
    edits_within(text, range, false)
}

/// The edits that format the line that was just ended, given from its start to that of the line where the cursor is. A comma
/// at its end stays, as the list may go on, and so does whatever stands between its last word and the cursor.
pub fn format_ended_line(text: &str, line: Span) -> Vec<TextEdit> {
    let comments = prog_syntax::parse(text).comments;
    let trimmed = |end: u32| line.start + Span::new(line.start, end).text(text).trim_end().len() as u32;
    let mut end = trimmed(line.end);
    let ends_at = |at: u32| comments.iter().find(|c| c.span.end == at && c.span.start >= line.start);
    // Behind the comma there may be comments.
    let mut code = end;
    while let Some(comment) = ends_at(code) {
        code = trimmed(comment.span.start);
    }
    if text[..code as usize].ends_with(',') {
        end = trimmed(code - 1);
    }
    edits_within(text, Span::new(line.start, end.max(line.start)), true)
}

/// The edits that format what was just closed: from the start of its first line to before the `}` that was typed.
pub fn format_closed_block(text: &str, range: Span) -> Vec<TextEdit> {
    edits_within(text, range, true)
}

fn edits_within(text: &str, range: Span, typing: bool) -> Vec<TextEdit> {
    let Ok(formatted) = Formatted::new(text) else { return Vec::new() };
    let parses = (prog_syntax::parse(text), prog_syntax::parse(&formatted.text));
    // The formatter changes spaces only, so the trees are alike node by node.
    if parses.0.nodes.len() != parses.1.nodes.len() {
        return Vec::new();
    }
    let mut within =
        Within { old: text, new: &formatted.text, parses: &parses, range, typing, edits: Vec::new() };
    let (mut from, mut to) = (0, 0);
    let last = (text.len(), formatted.text.len());
    let mut roots: Vec<u32> = parses.0.roots().map(|r| r.index).collect();
    roots.reverse();
    for (end, now) in formatted.ends.iter().copied().chain([last]) {
        let root = roots.pop();
        // With the space and the comments before it, or else without.
        if !within.take((from, to), (end, now))
            && let Some(root) = root
        {
            within.members(&[root]);
        }
        (from, to) = (end, now);
    }
    within.edits.sort_by_key(|edit| edit.span.start);
    within.edits
}

struct Within<'a> {
    old: &'a str,
    new: &'a str,
    parses: &'a (Parse, Parse),
    range: Span,
    /// Somebody types right behind the range: what stands after a member is left alone.
    typing: bool,
    edits: Vec<TextEdit>,
}

impl Within<'_> {
    /// Takes the edits of one part, given by where it begins and ends in the old and the new text, if all are in range.
    fn take(&mut self, from: (usize, usize), end: (usize, usize)) -> bool {
        let mut edits = Vec::new();
        differences(&self.old[from.0..end.0], &self.new[from.1..end.1], from.0, &mut edits);
        let fits = edits.iter().all(|e| e.span.start >= self.range.start && e.span.end <= self.range.end);
        if fits {
            self.edits.append(&mut edits);
        }
        fits
    }

    /// Takes what fits of these neighbours and of what is in them.
    fn members(&mut self, members: &[u32]) {
        let mut waiting: Vec<Vec<u32>> = vec![members.to_vec()];
        while let Some(members) = waiting.pop() {
            for run in self.runs(&members) {
                if self.touches(&run) && !self.run(&run) {
                    waiting.extend(run.iter().map(|member| inner(self.parses.0.node(*member))));
                }
            }
        }
    }

    /// Neighbours that share a line, now or once formatted, go together.
    fn runs(&self, members: &[u32]) -> Vec<Vec<u32>> {
        let mut runs: Vec<Vec<u32>> = Vec::new();
        for member in members {
            match runs.last_mut() {
                Some(run) if self.line_starts(*member).is_none() => run.push(*member),
                _ => runs.push(vec![*member]),
            }
        }
        runs
    }

    fn touches(&self, run: &[u32]) -> bool {
        let span = |index: &u32| self.parses.0.node(*index).span();
        let (first, last) = (run.first().map(span), run.last().map(span));
        first.is_some_and(|s| s.start <= self.range.end) && last.is_some_and(|s| self.range.start <= s.end)
    }

    fn run(&mut self, run: &[u32]) -> bool {
        let from = run.first().and_then(|member| self.line_starts(*member));
        let end = run.last().map(|member| self.line_ends(*member));
        from.zip(end).is_some_and(|(from, end)| self.take(from, end))
    }

    /// Where the line begins that a member is the first of, in both texts.
    fn line_starts(&self, member: u32) -> Option<(usize, usize)> {
        let start = |text: &str, parse: &Parse| line_start(text, parse.node(member).span().start as usize);
        start(self.old, &self.parses.0).zip(start(self.new, &self.parses.1))
    }

    /// Where a member ends in both texts, with what its line ends with where nothing else stands there.
    fn line_ends(&self, member: u32) -> (usize, usize) {
        let ends =
            (self.parses.0.node(member).span().end as usize, self.parses.1.node(member).span().end as usize);
        if self.typing {
            return ends;
        }
        match line_end(self.old, ends.0).zip(line_end(self.new, ends.1)) {
            Some(whole) => whole,
            None => ends,
        }
    }
}

/// The start of the line, if only space stands before `at`.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches([' ', '\t']);
    (before.is_empty() || before.ends_with('\n')).then_some(before.len())
}

/// The end of the line, if only space and a comma stand after `at`.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let after = rest.trim_start_matches([' ', '\t', ',']);
    after.starts_with(['\r', '\n']).then_some(at + rest.len() - after.len())
}

/// The properties and declarations in the block of a declaration.
fn inner(member: NodeRef<'_>) -> Vec<u32> {
    let block = member.child(Tag::Block);
    block.map(|b| b.children().map(|m| m.index).collect()).unwrap_or_default()
}
