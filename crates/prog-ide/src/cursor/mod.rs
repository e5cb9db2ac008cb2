//! What a cursor stands in: derived from the tokens around it, so that it works where the text is half-typed and the tree has
//! an error or nothing there. The tree is asked only for declarations that are whole.
//!
//! Knows the form of the language and which words are properties; not what fits there (that is completion's).

pub(crate) mod frames;
pub(crate) mod tokens;

use crate::text;
use frames::{Frame, frames};
use prog_diagnostics::FileId;
use prog_model::file::FileModel;
use prog_model::names::Scope;
use prog_model::schema::Schema;
use prog_model::{Decl, Kind, Workspace};
use prog_syntax::Span;
use prog_syntax::lexer::Kind as T;
use tokens::{Tok, Tokens};

/// What may be typed at the cursor.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Nothing that we know.
    Nowhere,
    /// In a comment.
    Comment(Span),
    /// In the string or text block at this place among the tokens, as part of this statement.
    Text {
        /// The string.
        at: usize,
        /// What it is a value of.
        value: Option<ValuePlace>,
    },
    /// After `part`.
    Of,
    /// After `part of`.
    PartOf,
    /// Where a property or declaration starts.
    Member(MemberPlace),
    /// After the kind of a declaration: its name or title.
    Name {
        /// The kind's word.
        kind: Span,
    },
    /// After the name of a declaration: its title or block.
    Title {
        /// The kind's word.
        kind: Span,
        /// The name; empty where the kind goes without.
        name: Span,
    },
    /// After the title of a declaration.
    Block {
        /// The kind's word.
        kind: Span,
    },
    /// Where a value goes.
    Value(ValuePlace),
}

/// Where a property or declaration starts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MemberPlace {
    /// Where a comma has to be put in before it, on a line with others.
    pub comma: Option<u32>,
    /// How many open blocks a declaration here would close, because it is indented no deeper.
    pub closes: usize,
}

/// Where a value of a property goes.
#[derive(Clone, Debug)]
pub(crate) struct ValuePlace {
    /// The property's word.
    pub key: Span,
    /// Where the colon is missing.
    pub colon: Option<u32>,
    /// The tokens of its values before the cursor: first and just past the last.
    pub values: (usize, usize),
    /// A property or declaration may start here as well: after a comma.
    pub member: Option<MemberPlace>,
}

/// A cursor in a file.
#[derive(Debug)]
pub(crate) struct Cursor<'w> {
    /// The file.
    pub model: &'w FileModel,
    /// Its number.
    pub file: FileId,
    /// The names and files around it.
    pub workspace: &'w Workspace,
    /// Where it stands.
    pub offset: u32,
    /// The word that it stands in or touches, half-typed.
    pub word: Span,
    /// The same with the words and dots before it: `checkout.ga`.
    pub path: Span,
    /// The tokens around it.
    pub tokens: Tokens,
    /// How many of them stand before the path.
    pub before: usize,
    /// The blocks that are open, the outermost first.
    pub frames: Vec<Frame>,
    /// What may be typed.
    pub place: Place,
}

impl<'w> Cursor<'w> {
    /// The cursor at `offset`.
    pub fn new(workspace: &'w Workspace, file: FileId, offset: u32) -> Option<Self> {
        let model = workspace.file(file)?;
        let offset = text::floor(&model.text, offset);
        let word = text::word(&model.text, offset);
        let path = text::path(&model.text, word);
        let tokens = Tokens::around(model, path.start);
        let before = tokens.list.partition_point(|t| t.span.end <= path.start);
        let frames = frames(model, &tokens, before);
        let mut cursor = Self {
            model,
            file,
            workspace,
            offset,
            word,
            path,
            tokens,
            before,
            frames,
            place: Place::Nowhere,
        };
        cursor.place = cursor.find_place(workspace.schema());
        Some(cursor)
    }

    /// The text of the file.
    pub fn text(&self) -> &'w str {
        &self.model.text
    }

    /// What is typed of the word so far.
    pub fn typed(&self) -> &'w str {
        Span::new(self.word.start, self.offset).text(self.text())
    }

    /// The kind of declaration that it stands in.
    pub fn kind(&self) -> Option<Option<Kind>> {
        self.frames.last().map(|f| f.kind)
    }

    /// The innermost declaration around it that the model knows.
    pub fn decl(&self) -> Option<Decl<'w>> {
        self.frames.last().and_then(|f| self.decl_of(f))
    }

    /// The declaration of an open block.
    pub fn decl_of(&self, frame: &Frame) -> Option<Decl<'w>> {
        self.workspace.decl_in(self.file, frame.decl?)
    }

    /// The declarations around it that the model knows, innermost first.
    pub fn around(&self) -> impl Iterator<Item = Decl<'w>> {
        self.frames.iter().rev().filter_map(|f| self.decl_of(f))
    }

    /// The open scopes, innermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        frames::scopes(self.model, &self.frames)
    }

    /// The token at `at`.
    pub fn tok(&self, at: usize) -> Option<Tok> {
        self.tokens.list.get(at).copied()
    }

    /// The first token after the word.
    pub fn next(&self) -> Option<Tok> {
        let at = self.tokens.list.partition_point(|t| t.span.start < self.word.end.max(self.offset));
        let at = at.max(self.before);
        self.tok(at)
    }

    /// Whether the word is the first of its line.
    fn is_first(&self) -> bool {
        let start = text::line_start(self.text(), self.word.start);
        let before = Span::new(start, self.word.start).text(self.text());
        // A comment before it on the line does not count as something.
        let after_comment = self.tokens.comments.iter().filter(|c| c.block && c.span.end <= self.word.start);
        let from = after_comment.map(|c| c.span.end).filter(|end| *end > start).max();
        let last = self.before.checked_sub(1).and_then(|at| self.tok(at));
        before.trim().is_empty() || from.is_some() && last.is_none_or(|t| t.span.end <= start)
    }

    fn find_place(&self, schema: &Schema) -> Place {
        let at = self.offset;
        let comment = |c: &&prog_syntax::Comment| {
            let close = if c.block { c.span.end.saturating_sub(1) } else { c.span.end };
            c.span.start < at && at <= close && at >= c.span.start + 2
        };
        if let Some(comment) = self.tokens.comments.iter().find(comment) {
            return Place::Comment(comment.span);
        }
        let inside = |t: &Tok| match t.kind {
            T::STR | T::TEXT => t.span.start < at && at < t.span.end,
            T::OPEN_STR => t.span.start < at && at <= text::line_end(self.text(), t.span.start),
            T::OPEN_TEXT => t.span.start < at && at <= t.span.end,
            _ => false,
        };
        if let Some(at) = self.tokens.list.iter().position(inside) {
            let value = match self.statement(schema, at) {
                Place::Value(value) => Some(value),
                _ => None,
            };
            return Place::Text { at, value };
        }
        self.statement(schema, self.before)
    }

    /// What the tokens before the one at `end` leave open.
    fn statement(&self, schema: &Schema, end: usize) -> Place {
        let list = &self.tokens.list;
        let from =
            list[..end].iter().rposition(|t| matches!(t.kind, T::LBRACE | T::RBRACE)).map_or(0, |at| at + 1);
        let mut state = State::Start;
        for at in from..end {
            state = self.step(schema, state, at, end);
        }
        let first = match list.get(end) {
            Some(tok) if end != self.before => tok.first,
            _ => self.is_first(),
        };
        self.finish(schema, state, end, first)
    }

    fn step(&self, schema: &Schema, state: State, at: usize, end: usize) -> State {
        let tok = self.tokens.list[at];
        if tok.kind == T::KEY {
            let word = tok.span.text(self.text()).trim_end_matches([':', ' ', '\t']);
            let key = Span::new(tok.span.start, tok.span.start + word.len() as u32);
            return State::Value { key, from: at + 1, colon: None };
        }
        match state {
            State::Value { key, from, colon } => {
                if at > from && self.is_comma(at - 1) && self.is_head(at, end) {
                    return State::Kind { at };
                }
                let new_line = tok.first && !self.goes_on(from, at);
                if new_line { self.start(at) } else { State::Value { key, from, colon } }
            }
            _ if tok.first || state == State::Start => self.start(at),
            _ if tok.kind == T::COMMA => State::Start,
            State::Kind { at: kind } if self.misses_colon(schema, kind) => {
                let key = self.tokens.list[kind].span;
                State::Value { key, from: kind + 1, colon: Some(key.end) }
            }
            State::Kind { at: kind } => match tok.kind {
                T::IDENT | T::ON | T::BAD_NAME => State::Name { kind, name: at },
                T::STR | T::OPEN_STR => State::Title { kind },
                _ => State::Lost,
            },
            State::Name { kind, .. } if matches!(tok.kind, T::STR | T::OPEN_STR) => State::Title { kind },
            _ => State::Lost,
        }
    }

    fn start(&self, at: usize) -> State {
        match self.tokens.list[at].kind {
            T::IDENT | T::ON => State::Kind { at },
            T::COMMA => State::Start,
            _ => State::Lost,
        }
    }

    fn is_comma(&self, at: usize) -> bool {
        self.tokens.list[at].kind == T::COMMA
    }

    /// After a comma, a word that is followed on its line by a word, a string or `{` starts a declaration.
    fn is_head(&self, at: usize, end: usize) -> bool {
        let tok = self.tokens.list[at];
        let next = (at + 1 < end).then(|| self.tokens.list[at + 1]).filter(|t| !t.first);
        tok.kind == T::IDENT && next.is_some_and(|t| matches!(t.kind, T::IDENT | T::STR | T::OPEN_STR))
    }

    /// Whether the token at `at`, the first of its line, goes on with the value before it.
    fn goes_on(&self, from: usize, at: usize) -> bool {
        let joins = |k: T| matches!(k, T::ARROW | T::DOTDOT);
        let before = self.tokens.list[at - 1].kind;
        at > from && (before == T::COMMA || joins(before) || joins(self.tokens.list[at].kind))
    }

    /// Whether the first word of a head is a property here, and no kind that may stand here.
    fn misses_colon(&self, schema: &Schema, at: usize) -> bool {
        let word = self.tokens.list[at].span.text(self.text());
        let Some(Some(kind)) = self.kind() else { return false };
        let is_kind = Schema::kinds_within(Some(kind)).any(|s| s.kind.word() == word);
        !is_kind && schema.property_named(kind, word).is_some()
    }

    fn finish(&self, schema: &Schema, state: State, end: usize, first: bool) -> Place {
        let list = &self.tokens.list;
        let member = |comma| MemberPlace { comma, closes: self.closes(first) };
        if first && !matches!(state, State::Value { .. }) {
            return Place::Member(member(None));
        }
        match state {
            State::Start => Place::Member(member(None)),
            State::Lost => Place::Nowhere,
            State::Value { key, from, colon } => {
                let last = (end > from).then(|| list[end - 1].kind);
                let open = matches!(last, Some(T::COMMA | T::ARROW | T::DOTDOT));
                if first && !open {
                    return Place::Member(member(None));
                }
                let whole = last.is_some_and(|k| {
                    matches!(k, T::STR | T::TEXT | T::IDENT | T::DOTTED | T::NUM | T::DATE | T::QUESTION)
                });
                let comma = if whole { Some(list[end - 1].span.end) } else { None };
                let one_line = whole && self.block_starts_on_this_line();
                let member = (last == Some(T::COMMA) || one_line).then(|| member(comma.filter(|_| one_line)));
                Place::Value(ValuePlace { key, colon, values: (from, end), member })
            }
            State::Kind { at } if self.misses_colon(schema, at) => {
                let key = list[at].span;
                Place::Value(ValuePlace { key, colon: Some(key.end), values: (at + 1, end), member: None })
            }
            State::Kind { at } if self.is_part(at) => Place::Of,
            State::Kind { at } => Place::Name { kind: list[at].span },
            State::Name { kind, name } if self.is_part(kind) && list[name].span.text(self.text()) == "of" => {
                Place::PartOf
            }
            State::Name { kind, name } => Place::Title { kind: list[kind].span, name: list[name].span },
            State::Title { kind } => Place::Block { kind: list[kind].span },
        }
    }

    /// `part`, at the top of the file.
    fn is_part(&self, at: usize) -> bool {
        at == 0 && self.frames.is_empty() && self.tokens.list[at].span.text(self.text()) == "part"
    }

    fn block_starts_on_this_line(&self) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        self.tokens.list[frame.brace].span.start >= text::line_start(self.text(), self.offset)
    }

    /// How many blocks a declaration would close that starts at the cursor.
    fn closes(&self, first: bool) -> usize {
        if self.tokens.balanced || !first {
            return 0;
        }
        let indent = (self.word.start - text::line_start(self.text(), self.word.start)) as usize;
        self.frames.iter().rev().take_while(|f| indent <= f.indent).count()
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum State {
    Start,
    Lost,
    Kind { at: usize },
    Name { kind: usize, name: usize },
    Title { kind: usize },
    Value { key: Span, from: usize, colon: Option<u32> },
}
