//! The formatter: tree and comments in, text out.
//!
//! One style, no settings: two spaces of indentation, one property or declaration per line, at most one blank line in a
//! row, lines of up to [`WIDTH`] columns. A block that stands on one line stays there while it fits; a list or chain that
//! is broken over lines has one value or hop per line. Comments stay where they are; what is in quotes is not touched.
//!
//! It changes spelling and spaces only, never meaning, and leaves a text with syntax errors as it is. It knows nothing of
//! kinds and properties.

mod comments;
mod edits;
mod layout;
mod pieces;
mod printer;
mod within;

pub use edits::{changes, edits};
pub use within::{format_closed_block, format_ended_line, format_within};

use prog_syntax::{Parse, SyntaxError};

/// Lines are no longer than this where they can be broken.
pub const WIDTH: usize = 100;

/// Why a text was left as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unformatted {
    /// The first syntax error.
    pub error: Box<SyntaxError>,
    /// How many there are.
    pub count: usize,
}

impl std::fmt::Display for Unformatted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.error.message)?;
        match self.count {
            1 => Ok(()),
            count => write!(f, " (and {} more)", count - 1),
        }
    }
}

impl std::error::Error for Unformatted {}

/// The text in the one style; formatting it again changes nothing.
pub fn format(text: &str) -> Result<String, Unformatted> {
    Ok(Formatted::new(text)?.text)
}

/// A formatted text, and where its top declarations end in it.
pub(crate) struct Formatted {
    text: String,
    /// Where each root ends: in the text as it was, and in the text as it is now.
    ends: Vec<(usize, usize)>,
}

impl Formatted {
    fn new(text: &str) -> Result<Self, Unformatted> {
        let parse = prog_syntax::parse(text);
        refuse_errors(&parse)?;
        if !text.contains('\r') {
            return Ok(printer::print(text, &parse));
        }
        let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
        let plain = text.replace("\r\n", "\n");
        let mut formatted = printer::print(&plain, &prog_syntax::parse(&plain));
        let ends: Vec<usize> = parse.roots().map(|root| root.span().end as usize).collect();
        for (mark, end) in formatted.ends.iter_mut().zip(ends) {
            mark.0 = end;
            if crlf {
                mark.1 += formatted.text[..mark.1].matches('\n').count();
            }
        }
        if crlf {
            formatted.text = formatted.text.replace('\n', "\r\n");
        }
        Ok(formatted)
    }
}

/// A malformed date is a whole token: it can be moved about. Everything else may hide what was meant.
fn refuse_errors(parse: &Parse) -> Result<(), Unformatted> {
    let mut errors = parse.errors.iter().filter(|error| error.rule == "syntax");
    match errors.next() {
        None => Ok(()),
        Some(error) => Err(Unformatted { error: Box::new(error.clone()), count: 1 + errors.count() }),
    }
}
