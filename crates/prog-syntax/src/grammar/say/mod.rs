//! What the grammar says, in the words of someone who writes plans. One function per finding; where each stands follows
//! one rule: right after the token before it where something is missing, else on the token that does not belong.

pub(super) mod amounts;
mod blocks;
mod commas;
mod heads;
mod parts;
mod properties;
mod texts;
mod values;

use super::state::State;
use crate::{Span, SyntaxError, TextEdit};

/// A token as quoted in a message: one line of it, and not all of a long one.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(32) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

pub(super) fn error(span: Span, message: String, help: &str) -> SyntaxError {
    SyntaxError {
        rule: "syntax",
        span,
        message,
        help: Some(help.to_owned()),
        related: None,
        fix: None,
        guess: false,
    }
}

impl SyntaxError {
    /// With the right spelling of what it stands on as help and fix.
    pub(super) fn rewritten(mut self, right: &str) -> Self {
        let help = format!("Write `{right}`");
        let edits = replace(self.span, right);
        self.help = Some(help.clone());
        self.with_fix(&help, edits)
    }
}

fn insert(at: u32, text: &str) -> Vec<TextEdit> {
    replace(Span::at(at), text)
}

fn replace(span: Span, text: &str) -> Vec<TextEdit> {
    vec![TextEdit { span, text: text.to_owned() }]
}

const HEAD_HELP: &str =
    "A declaration starts with its kind, name and title: `risk late-vendor \"The vendor is late\" { … }`";

impl State<'_> {
    /// The words of the head from the token `from` up to `to`, as quoted in a message.
    fn head_words(&self, from: usize, to: usize) -> String {
        short(Span::new(self.span(from).start, self.end_before(to)).text(self.text))
    }

    fn does_not_belong(&self, at: usize) -> String {
        match self.word(at).chars().next() {
            Some(c) if c.is_control() || c == char::REPLACEMENT_CHARACTER => {
                format!("The character U+{:04X} does not belong here", c as u32)
            }
            _ => format!("`{}` does not belong here", short(self.word(at))),
        }
    }

    pub(in crate::grammar) fn too_many(&self, at: u32) -> SyntaxError {
        let message = "There are more errors in this file than can be shown".to_owned();
        error(Span::at(at), message, "Correct the first ones and check again")
    }
}
