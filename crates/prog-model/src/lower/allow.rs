//! Allow comments: `// progc: allow(rule) until 2026-06-30 reason`.
//!
//! Finds them and says what each covers. Whether a rule of that name exists, and whether a finding is suppressed, is
//! not known here.

use crate::dates;
use crate::file::{Allow, DeclData, NONE, PropData};
use prog_syntax::{Comment, Span};

const MARK: &str = "progc:";

pub(super) fn read(text: &str, comments: &[Comment], decls: &[DeclData], props: &[PropData]) -> Vec<Allow> {
    // Nearly no comment is an allow: look for the mark before anything else.
    let marked = |c: &&Comment| c.span.text(text).contains(MARK);
    let mut found: Vec<(&Comment, Allow)> =
        comments.iter().filter(marked).filter_map(|c| Some((c, parse(text, c)?))).collect();
    if !found.is_empty() {
        let mut covering = Covering::new(text, comments, decls, props);
        for (comment, allow) in &mut found {
            covering.cover(allow, comment);
        }
    }
    found.into_iter().map(|(_, allow)| allow).collect()
}

fn parse(text: &str, comment: &Comment) -> Option<Allow> {
    let end = if comment.block { comment.span.end.saturating_sub(2) } else { comment.span.end };
    let mut cursor = Cursor { text, at: comment.span.start + 2, end };
    cursor.space();
    cursor.word(MARK)?;
    cursor.space();
    cursor.word("allow")?;
    cursor.space();
    cursor.word("(")?;
    let rules = cursor.rules();
    cursor.word(")")?;
    cursor.space();
    let (until, bad_until) = cursor.until();
    cursor.space();
    let reason = cursor.rest();
    Some(Allow { span: comment.span, rules, until, bad_until, reason, covers: comment.span, decl: NONE })
}

struct Cursor<'a> {
    text: &'a str,
    at: u32,
    end: u32,
}

impl<'a> Cursor<'a> {
    fn left(&self) -> &'a str {
        Span::new(self.at, self.end).text(self.text)
    }

    fn space(&mut self) {
        let left = self.left();
        self.at += (left.len() - left.trim_start().len()) as u32;
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.left().starts_with(word).then(|| self.at += word.len() as u32)
    }

    fn rules(&mut self) -> Vec<Span> {
        let list = self.left();
        let list = &list[..list.find(')').unwrap_or(list.len())];
        let mut rules = Vec::new();
        let mut at = self.at;
        for part in list.split(',') {
            let lead = (part.len() - part.trim_start().len()) as u32;
            let word = part.trim();
            if !word.is_empty() {
                rules.push(Span::new(at + lead, at + lead + word.len() as u32));
            }
            at += part.len() as u32 + 1;
        }
        self.at += list.len() as u32;
        rules
    }

    fn until(&mut self) -> (Option<(dates::Day, Span)>, Option<Span>) {
        let start = self.at;
        if self.word("until").is_none() || !self.left().starts_with([' ', '\t']) {
            self.at = start;
            return (None, None);
        }
        self.space();
        let word = self.left().split_whitespace().next().unwrap_or("");
        let word = word.trim_end_matches([',', ';', ':']);
        let span = Span::new(self.at, self.at + word.len() as u32);
        let date = prog_syntax::literal::parse_date(word).and_then(super::scalars::date_span);
        match date {
            Some((_, last)) => {
                self.at = span.end;
                (Some((last, span)), None)
            }
            None if word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.at = span.end;
                (None, Some(span))
            }
            // Read as a reason, "until the vendor answers" is a good one; but nothing ends on that day.
            None => {
                self.at = start;
                (None, Some(span).filter(|span| !span.is_empty()))
            }
        }
    }

    fn rest(&mut self) -> Span {
        let left = self.left();
        let kept = left.trim_end();
        Span::new(self.at, self.at + kept.len() as u32)
    }
}

/// Finds what allows cover. They are asked for in the order of the text, so that each part of it is looked at once,
/// however many there are.
struct Covering<'a> {
    text: &'a str,
    comments: &'a [Comment],
    decls: &'a [DeclData],
    /// By position; in the model they stand by declaration.
    props: Vec<&'a PropData>,
    /// Where the first word after each comment is that is in no comment.
    after: Vec<u32>,
    line: Line,
}

/// The line that was looked at last, up to the comment that was.
#[derive(Default)]
struct Line {
    start: u32,
    seen: u32,
    /// How many properties start before `seen`.
    props: usize,
    /// The furthest end of those that start on this line.
    end: u32,
}

impl<'a> Covering<'a> {
    fn new(text: &'a str, comments: &'a [Comment], decls: &'a [DeclData], props: &'a [PropData]) -> Self {
        let mut props: Vec<&PropData> = props.iter().collect();
        props.sort_by_key(|p| p.key_span.start);
        Self { text, comments, decls, props, after: after_comments(text, comments), line: Line::default() }
    }

    /// The property or declaration that follows, or what stands on its line before it.
    fn cover(&mut self, allow: &mut Allow, comment: &Comment) {
        if !comment.own_line {
            allow.covers = self.line_before(comment.span.start);
            return;
        }
        let at = self.comments.partition_point(|c| c.span.start < comment.span.start);
        let next = self.after.get(at).copied().unwrap_or(comment.span.end);
        if let Ok(at) = self.props.binary_search_by_key(&next, |p| p.key_span.start) {
            let prop = self.props[at];
            allow.covers = Span::new(prop.key_span.start, prop.end);
            allow.decl = prop.decl;
        } else if let Ok(at) = self.decls.binary_search_by_key(&next, |d| d.span.start) {
            allow.covers = self.decls[at].span;
            allow.decl = at as u32;
        }
    }

    /// From the start of the line to `end`, or to where the last property that starts on it ends.
    fn line_before(&mut self, end: u32) -> Span {
        let line = &mut self.line;
        let fresh = Span::new(line.seen, end).text(self.text);
        if let Some(newline) = fresh.rfind('\n') {
            line.start = line.seen + newline as u32 + 1;
            line.end = line.start;
        }
        line.seen = end;
        while let Some(prop) = self.props.get(line.props).filter(|p| p.key_span.start < end) {
            if prop.key_span.start >= line.start {
                line.end = line.end.max(prop.end);
            }
            line.props += 1;
        }
        Span::new(line.start, line.end.max(end))
    }
}

/// For each comment the offset of the first word after it that is in no comment, from the last comment back.
fn after_comments(text: &str, comments: &[Comment]) -> Vec<u32> {
    let mut after = vec![0; comments.len()];
    for (at, comment) in comments.iter().enumerate().rev() {
        let rest = Span::new(comment.span.end, text.len() as u32).text(text);
        let next = comment.span.end + (rest.len() - rest.trim_start().len()) as u32;
        let follows = comments.get(at + 1).is_some_and(|c| c.span.start == next);
        after[at] = if follows { after[at + 1] } else { next };
    }
    after
}
