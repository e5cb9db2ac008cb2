//! The tokens around a cursor: of the top declaration that it stands in or after, not of the whole file.

use prog_model::file::{FileModel, NONE};
use prog_syntax::lexer::{self, Kind};
use prog_syntax::{Comment, Span};

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tok {
    /// What it is, without the mark for the first of a line.
    pub kind: Kind,
    /// Nothing but space stands before it on its line.
    pub first: bool,
    /// Where it stands in the file.
    pub span: Span,
}

/// The tokens of a part of a file.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// In order, without the end of the text.
    pub list: Vec<Tok>,
    /// The comments.
    pub comments: Vec<Comment>,
    /// Whether each `{` has its `}`.
    pub balanced: bool,
}

impl Tokens {
    /// The tokens of the top declaration around or before `offset`, up to the next one.
    pub fn around(model: &FileModel, offset: u32) -> Self {
        let region = region(model, offset);
        let text = region.text(&model.text);
        let mut raw = lexer::Tokens::default();
        lexer::lex(text, &mut raw);
        let shift = |span: Span| Span::new(span.start + region.start, span.end + region.start);
        let list = (0..raw.len())
            .filter(|i| raw.kinds[*i].base() != Kind::EOF)
            .map(|i| Tok {
                kind: raw.kinds[i].base(),
                first: raw.kinds[i].is_first(),
                span: shift(raw.span(i)),
            })
            .collect();
        let comments = raw.comments.iter().map(|c| Comment { span: shift(c.span), ..*c }).collect();
        Self { list, comments, balanced: raw.balanced }
    }
}

fn region(model: &FileModel, offset: u32) -> Span {
    let decls = &model.decls;
    let after = decls.starting_by(offset);
    let start = after.checked_sub(1).map_or(0, |mut at| {
        while decls.parent(at) != NONE {
            at = decls.parent(at);
        }
        decls.span(at).start
    });
    let next = (after..decls.len() as u32).find(|at| decls.parent(*at) == NONE);
    Span::new(start, next.map_or(model.text.len() as u32, |at| decls.span(at).start))
}
