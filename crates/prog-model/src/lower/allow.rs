//! Allow comments: `// progc: allow(rule) until 2026-06-30 reason`.
//!
//! Finds them and says what each covers. Whether a rule of that name exists, and whether a finding is suppressed, is
//! not known here.

use crate::dates;
use crate::file::{Allow, DeclData, NONE, PropData};
use prog_syntax::{Comment, Span};

const MARK: &str = "progc:";

pub(super) fn read(text: &str, comments: &[Comment], decls: &[DeclData], props: &[PropData]) -> Vec<Allow> {
    let mut found = Vec::new();
    for comment in comments {
        let body = comment.span.text(text);
        // Nearly no comment is an allow: look for the mark before anything else.
        if body.contains(MARK)
            && let Some(mut allow) = parse(text, comment)
        {
            cover(&mut allow, text, comment, comments, decls, props);
            found.push(allow);
        }
    }
    found
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
            // "until the vendor answers" is a reason; "until 2026-13-01" is a slip.
            None if word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.at = span.end;
                (None, Some(span))
            }
            None => {
                self.at = start;
                (None, None)
            }
        }
    }

    fn rest(&mut self) -> Span {
        let left = self.left();
        let kept = left.trim_end();
        Span::new(self.at, self.at + kept.len() as u32)
    }
}

/// What the allow covers: the property or declaration that follows it, or what stands on its line before it.
fn cover(
    allow: &mut Allow,
    text: &str,
    comment: &Comment,
    comments: &[Comment],
    decls: &[DeclData],
    props: &[PropData],
) {
    if comment.own_line {
        let next = after_comments(text, comment.span.end, comments);
        if let Some(prop) = props.iter().find(|p| p.key_span.start == next) {
            allow.covers = Span::new(prop.key_span.start, prop.end);
            allow.decl = prop.decl;
        } else if let Some(at) = decls.iter().position(|d| d.span.start == next) {
            allow.covers = decls[at].span;
            allow.decl = at as u32;
        }
        return;
    }
    let start = text[..comment.span.start as usize].rfind('\n').map_or(0, |n| n as u32 + 1);
    let mut covers = Span::new(start, comment.span.start);
    let on_line = |at: u32| at >= start && at < comment.span.start;
    for prop in props.iter().filter(|p| on_line(p.key_span.start)) {
        covers.end = covers.end.max(prop.end);
    }
    allow.covers = covers;
}

/// The offset of the first word after `from` that is in no comment.
fn after_comments(text: &str, from: u32, comments: &[Comment]) -> u32 {
    let mut at = from;
    loop {
        let rest = Span::new(at, text.len() as u32).text(text);
        let next = at + (rest.len() - rest.trim_start().len()) as u32;
        match comments.binary_search_by_key(&next, |c| c.span.start) {
            Ok(i) => at = comments[i].span.end,
            Err(_) => return next,
        }
    }
}
