//! What fits at a place of a half-typed file, and nothing else; the likeliest first.
//!
//! [`crate::cursor`] says what the place is; the files here say what fits in each. Documentation is made only for the item
//! that is looked at.

mod comments;
mod dates;
mod head;
mod item;
mod keys;
mod matching;
mod names;
mod numbers;
mod strings;
mod values;

pub(crate) use head::title_from;
pub use item::{Completion, Doc, Item, ItemKind, Part, Snippet};

use crate::cursor::{Cursor, Place};
use crate::scopes::Scopes;
use matching::Typed;
use prog_diagnostics::FileId;
use prog_facts::Facts;
use prog_rules::Engine;
use prog_syntax::{Span, lexer};

/// Most items in one answer.
const MOST: usize = 200;

/// What one request is answered from.
pub(crate) struct Ask<'w> {
    pub engine: &'w Engine,
    pub facts: Facts<'w>,
    pub cursor: Cursor<'w>,
    pub scopes: Scopes<'w>,
    pub typed: Typed,
    pub items: Vec<Item>,
    pub more: bool,
}

/// What may be typed at `offset`. `None` where the file is unknown.
pub fn completion(engine: &Engine, file: FileId, offset: u32) -> Option<Completion> {
    let workspace = engine.workspace();
    let cursor = Cursor::new(workspace, file, offset)?;
    let scopes = Scopes::new(workspace, cursor.scopes());
    let typed = Typed::new(cursor.typed());
    let facts = engine.facts();
    let mut ask = Ask { engine, facts, cursor, scopes, typed, items: Vec::new(), more: false };
    ask.fill();
    Some(ask.finish())
}

/// Whether the quote right before `offset` closes a string: nothing is asked for then.
pub fn closes_string(engine: &Engine, file: FileId, offset: u32) -> bool {
    let Some(cursor) = Cursor::new(engine.workspace(), file, offset) else { return false };
    let whole = |kind| matches!(kind, lexer::Kind::STR | lexer::Kind::TEXT);
    cursor.tokens.list.iter().any(|t| whole(t.kind) && t.span.end == cursor.offset)
}

/// How well words go with what is typed.
pub(crate) fn rank_by(typed: &str) -> impl Fn(&str) -> Option<u8> {
    let typed = Typed::new(typed);
    move |word| typed.rank(word)
}

/// What explains an item, in Markdown. Asked for the one item that the user looks at.
pub fn documentation(engine: &Engine, doc: &Doc) -> Option<String> {
    match doc {
        Doc::None => None,
        Doc::Text(text) => Some(text.clone()),
        Doc::Decl(id) => engine.workspace().decl(*id).map(|d| crate::hover::card(engine, d)),
        Doc::Kind(kind) => Some(crate::hover::kind_page(engine, *kind)),
        Doc::Rule(name) => crate::hover::rule_page(engine, name),
    }
}

impl Ask<'_> {
    fn fill(&mut self) {
        match self.cursor.place.clone() {
            Place::Nowhere => {}
            Place::Comment(span) => comments::offer(self, span),
            Place::Text { at, value } => strings::offer(self, at, value.as_ref()),
            Place::Of => self.offer(Item::new(ItemKind::Kind, "of").text("of ").again()),
            Place::PartOf => head::programs(self),
            Place::Member(place) => keys::members(self, place, &[]),
            Place::Name { kind } => head::name(self, kind),
            Place::Title { kind, name } => head::title(self, kind, name),
            Place::Block { kind } => head::block(self, kind),
            Place::Value(place) => values::offer(self, &place),
        }
    }

    /// Adds an item if it goes with what is typed.
    pub fn offer(&mut self, item: Item) {
        self.offer_at(self.cursor.word, item);
    }

    /// Adds an item that replaces `span`, which the cursor stands in or touches.
    pub fn offer_at(&mut self, span: Span, mut item: Item) {
        item.replace = span;
        item.insert = Span::new(span.start.min(self.cursor.offset), self.cursor.offset);
        item.take_in_extras();
        self.items.push(item);
    }

    /// Puts what goes with the typed word first and drops the rest.
    fn finish(self) -> Completion {
        let Self { typed, mut items, more, .. } = self;
        let mut ranked: Vec<(u8, Item)> =
            items.drain(..).filter_map(|i| Some((typed.rank(&i.filter)?, i))).collect();
        // Within one rank the order stays: nearest first.
        ranked.sort_by_key(|(rank, _)| *rank);
        let incomplete = more || ranked.len() > MOST;
        ranked.truncate(MOST);
        let number = |(at, (_, mut item)): (usize, (u8, Item))| {
            item.sort = format!("{at:04}");
            item.filter = typed.filter(&item.filter).unwrap_or(item.filter);
            item
        };
        Completion { items: ranked.into_iter().enumerate().map(number).collect(), incomplete }
    }
}
