//! What a line looks like: the looks ahead by which the rules tell a head from a slip, and where reading can go on.
//! Only called where the next token leaves a choice; reads kinds, writes nothing.

use super::state::State;
use crate::Tag;
use crate::lexer::{Kind, Set};

const WORD: Set = Set::same_line(&[Kind::IDENT, Kind::ON]);
const TITLE: Set = Set::same_line(&[Kind::STR, Kind::OPEN_STR]);
const HEAD_END: Set = TITLE.or(Set::same_line(&[Kind::LBRACE]));

/// How many tokens of a line are looked at.
const FAR: usize = 24;

impl State<'_> {
    /// Whether the word at `at` is followed on its line by a word, a string or `{`, as a declaration's kind is. A chain's
    /// first hop with its label and a reading are values.
    pub(super) fn starts_declaration(&self, at: usize) -> bool {
        let (next, after) = (self.kind(at + 1), self.kind(at + 2));
        if TITLE.has(next) {
            return after.base() != Kind::ARROW;
        }
        if next == Kind::ON {
            return HEAD_END.has(after);
        }
        if next == Kind::IDENT && matches!(self.word(at + 1), "and" | "or") {
            // `a, b and c`: names of a list.
            return HEAD_END.has(after);
        }
        next == Kind::IDENT || next == Kind::LBRACE || next == Kind::BAD_NAME && HEAD_END.has(after)
    }

    /// Whether the line of the word at `at` can only be a head: lower-case kind, perhaps a name, then a title or `{`.
    pub(super) fn is_sure_head(&self, at: usize) -> bool {
        const NAME: Set = Set::same_line(&[Kind::IDENT, Kind::ON, Kind::BAD_NAME]);
        let kind = self.kind(at);
        if !kind.is_first()
            || !WORD.has(kind.base())
            || !self.word(at).starts_with(|c: char| c.is_lowercase())
        {
            return false;
        }
        let next = self.kind(at + 1);
        HEAD_END.has(next) || NAME.has(next) && HEAD_END.has(self.kind(at + 2))
    }

    /// Whether the line of the word at `at` may be a head, whole, with a slip, or half typed; prose is none.
    pub(super) fn may_be_head(&self, at: usize) -> bool {
        const ENDS: Set = Set::same_line(&[Kind::RBRACE, Kind::COMMA]);
        const MIDDLE: Set = Set::same_line(&[
            Kind::IDENT,
            Kind::ON,
            Kind::BAD_NAME,
            Kind::DOTTED,
            Kind::NUM,
            Kind::DATE,
            Kind::KEY,
        ]);
        let ends = |kind: Kind| kind.is_first() || ENDS.has(kind);
        let next = self.kind(at + 1);
        if ends(next) || HEAD_END.has(next) {
            return true;
        }
        if !MIDDLE.has(next) {
            return self.kind(at).is_first() && self.opens_block(at);
        }
        if next == Kind::KEY || self.kind(at + 2) == Kind::KEY || ends(self.kind(at + 2)) {
            return true;
        }
        (at + 2..at + FAR).map(|i| self.kind(i)).take_while(|k| !k.is_first()).any(|k| HEAD_END.has(k))
    }

    /// Whether the line of the lower-case word at `at` ends with `{`.
    fn opens_block(&self, at: usize) -> bool {
        self.word(at).starts_with(|c: char| c.is_lowercase()) && self.ends_with_brace(at)
    }

    /// Whether the line of the token at `at` ends with `{`.
    pub(super) fn ends_with_brace(&self, at: usize) -> bool {
        let end = (at + 1..at + FAR).find(|i| self.kind(*i).is_first());
        end.is_some_and(|end| self.kind(end - 1) == Kind::LBRACE)
    }

    /// The bracket that closes the one at `at`, where another sort of bracket than `{` stands.
    pub(super) fn other_braces(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 256;
        let pair = match (self.kind(at).base(), self.word(at)) {
            (Kind::LBRACKET, _) => ["[", "]"],
            (Kind::BAD, "(") => ["(", ")"],
            _ => return None,
        };
        let mut depth = 0;
        (at..at + LONGEST).take_while(|i| self.kind(*i).base() != Kind::EOF).find(|i| {
            let word = self.word(*i);
            depth += i32::from(word == pair[0]) - i32::from(word == pair[1]);
            depth == 0
        })
    }

    /// Whether the head that starts at `at` has its `{` on the same line.
    pub(super) fn has_block(&self, at: usize) -> bool {
        (at + 1..at + 5)
            .map(|i| self.kind(i))
            .take_while(|k| !k.is_first() && !matches!(*k, Kind::COMMA | Kind::RBRACE))
            .any(|k| k == Kind::LBRACE)
    }

    /// Whether a title stands on the line after `at`.
    pub(super) fn has_title_after(&self, at: usize) -> bool {
        (at + 1..at + FAR).map(|i| self.kind(i)).take_while(|k| !k.is_first()).any(|k| TITLE.has(k))
    }

    /// Whether `@` and a name stand at `at`.
    pub(super) fn is_mention(&self, at: usize) -> bool {
        self.kind(at + 1) == Kind::IDENT && self.word(at) == "@" && !self.kind(at).is_first()
    }

    /// Whether the key at `at` is a kind or name with a stray `:`: `risk: late "…" {`.
    pub(super) fn is_head_with_colon(&self, at: usize) -> bool {
        let named = usize::from(WORD.has(self.kind(at + 1)));
        let titled = usize::from(TITLE.has(self.kind(at + 1 + named)));
        // In a file that lacks a `}`, it is rather the `{` that slipped in.
        self.kind(at + 1 + named + titled) == Kind::LBRACE && (named + titled == 2 || self.surplus >= 0)
    }

    pub(super) fn is_part_of(&self, at: usize) -> bool {
        self.kind(at).base() == Kind::IDENT
            && self.kind(at + 1) == Kind::IDENT
            && self.word(at) == "part"
            && self.word(at + 1) == "of"
            && (at == 0
                || matches!(self.kind(at + 2), Kind::IDENT | Kind::DOTTED) && self.kind(at + 3).is_first())
    }

    /// `part checkout`, alone on the first line.
    pub(super) fn is_part_without_of(&self) -> bool {
        self.kind(0).base() == Kind::IDENT
            && matches!(self.kind(1), Kind::IDENT | Kind::DOTTED)
            && self.kind(2).is_first()
            && self.word(0) == "part"
            && self.word(1) != "of"
    }

    /// The word of the kind of the declaration that is being read.
    fn kind_word(&self) -> Option<&str> {
        let kind = self.nodes.get(self.decl as usize + 1).filter(|n| n.tag == Tag::Kind)?;
        self.text.get(kind.start as usize..kind.end as usize)
    }

    /// `target: 100% by 2026-09-30`: after a number or date, a word that is a property here, and its value.
    pub(super) fn is_property_after(&self, at: usize) -> bool {
        const NUMBER: Set = Set::any_line(&[Kind::NUM, Kind::DATE]);
        const VALUE: Set = Set::same_line(&[Kind::NUM, Kind::DATE, Kind::STR, Kind::QUESTION, Kind::IDENT]);
        self.kind(at) == Kind::IDENT
            && NUMBER.has(self.kind(at - 1))
            && VALUE.has(self.kind(at + 1))
            && self.kind_word().is_some_and(|kind| (self.is_property)(kind, self.word(at)))
    }

    /// A word that is a property here, or can be nothing else: `owner lea`, `baseline 61.4%`, `depends on: x`, `owner = lea`.
    pub(super) fn is_property_without_colon(&self, at: usize) -> bool {
        const VALUE: Set = Set::same_line(&[
            Kind::NUM,
            Kind::DATE,
            Kind::QUESTION,
            Kind::TEXT,
            Kind::OPEN_TEXT,
            Kind::GE,
            Kind::LE,
            Kind::GT,
            Kind::LT,
        ]);
        let next = self.kind(at + 1);
        if next == Kind::EQ || next.base() == Kind::COLON {
            return true;
        }
        let Some(kind) = self.kind_word() else { return false };
        if next == Kind::KEY {
            return self.is_split_key(at);
        }
        if self.has_block(at) {
            return false;
        }
        VALUE.has(next) || (self.is_property)(kind, self.word(at))
    }

    /// Whether the key at `at` is a property here.
    pub(super) fn is_property_key(&self, at: usize) -> bool {
        let word = self.key_span(at).text(self.text);
        self.kind_word().is_some_and(|kind| (self.is_property)(kind, word))
    }

    /// `depends on:`, a property here whose words lack their `-`.
    pub(super) fn is_split_key(&self, at: usize) -> bool {
        let joined = || format!("{}-{}", self.word(at), self.key_span(at + 1).text(self.text));
        self.kind(at + 1) == Kind::KEY
            && self.kind_word().is_some_and(|kind| (self.is_property)(kind, &joined()))
    }

    pub(super) fn is_quoted_key(&self, at: usize) -> bool {
        self.kind(at + 1) == Kind::COLON && crate::ident::is_ident(&crate::text::unescape(self.word(at)))
    }
}
