//! What the lexer noticed: kept small here, put into words when the tree is done (`crate::wording`).

use crate::Span;

/// One malformed token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Issue {
    /// What is wrong with it.
    pub what: What,
    /// The characters that are wrong.
    pub span: Span,
}

/// What is wrong with a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// `"…` without its end.
    UnclosedString,
    /// `"""…` without its end.
    UnclosedText,
    /// `""` where a text block starts.
    HalfTextMark,
    /// `/*…` without its end.
    UnclosedComment,
    /// `# …`
    HashComment,
    /// `\q`
    Escape,
    /// `“…”`
    CurlyQuotes,
    /// `'…'`
    SingleQuotes,
    /// `3d-secure`
    NameWithDigit,
    /// `€1,200,000`
    Thousands,
    /// `$500k`, `$3bn`
    Scale,
    /// `61 %`, `$ 500`
    Spaced,
    /// `500€`
    MarkAfter,
    /// `3-5`
    RangeDash,
    /// `1.2.3`, `3/4`
    NotNumber,
    /// A date that is malformed or impossible.
    Date,
    /// `==`
    DoubleEq,
    /// `→`
    Arrow,
    /// `https://example.com` without quotes
    Address,
    /// `=> 66%`
    AtLeast,
    /// `=< 250ms`
    AtMost,
    /// `...`, `…`
    Dots,
}
