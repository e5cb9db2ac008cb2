//! Values by type: what may come first, what may come next.

use super::item::{Doc, Item, ItemKind, Snippet};
use super::names::{self, Wanted};
use super::{Ask, dates, keys, numbers, strings};
use crate::cursor::ValuePlace;
use crate::cursor::tokens::Tok;
use crate::words::{set_of, word_doc};
use prog_model::dates::{Day, iso};
use prog_model::schema::{Property, RiskScale, Ty};
use prog_model::{Decl, DeclId, Key, Kind, KindSet, key};
use prog_syntax::lexer::Kind as T;
use prog_syntax::{Span, TextEdit};

/// The property that a value goes to.
pub(super) fn property<'w>(ask: &Ask<'w>, place: &ValuePlace) -> Option<Property<'w>> {
    let kind = ask.cursor.kind()??;
    let word = place.key.text(ask.cursor.text());
    ask.cursor.workspace.schema().property_named(kind, word)
}

/// Offers what may come at a place for values, and the next property where that may come too.
pub(super) fn offer(ask: &mut Ask<'_>, place: &ValuePlace) {
    let Some(property) = property(ask, place) else {
        if let Some(member) = place.member {
            keys::members(ask, member, &[]);
        }
        return;
    };
    let before = ask.items.len();
    let (from, to) = place.values;
    let commas = (from..to).filter(|at| ask.cursor.tok(*at).is_some_and(|t| t.kind == T::COMMA)).count();
    let residual = property.ty == Ty::Residual && commas < 2;
    if property.list || commas == 0 || residual {
        Part::new(ask, place, &property, commas).offer(ask);
    }
    if let Some(at) = place.colon {
        for item in &mut ask.items[before..] {
            item.extra.push(TextEdit { span: Span::at(at), text: ":".into() });
        }
    }
    if let Some(member) = place.member {
        keys::members(ask, member, &[]);
    }
}

/// One value of a property, as far as it is typed.
struct Part<'p> {
    property: &'p Property<'p>,
    key: Key,
    /// The tokens of all values before the cursor.
    all: (usize, usize),
    /// The tokens of this value before the cursor.
    own: Vec<Tok>,
    /// How many values come before it.
    number: usize,
}

impl<'p> Part<'p> {
    fn new(ask: &Ask<'_>, place: &ValuePlace, property: &'p Property<'p>, number: usize) -> Self {
        let (from, to) = place.values;
        let start = (from..to).rev().find(|at| ask.cursor.tok(*at).is_some_and(|t| t.kind == T::COMMA));
        let own = (start.map_or(from, |at| at + 1)..to).filter_map(|at| ask.cursor.tok(at)).collect();
        Self { property, key: property.key, all: place.values, own, number }
    }

    fn last(&self) -> Option<T> {
        self.own.last().map(|t| t.kind)
    }

    fn is_first(&self) -> bool {
        self.own.is_empty()
    }

    fn offer(&self, ask: &mut Ask<'_>) {
        let first = self.is_first();
        match self.property.ty {
            Ty::Text | Ty::Str if first => strings::texts(ask, self.property),
            Ty::Tag if first => self.tags(ask),
            Ty::Word(_) | Ty::CustomWord(_) | Ty::YesNo if first => self.words(ask),
            Ty::Likelihood | Ty::Impact if first => self.steps(ask, self.property.ty == Ty::Impact),
            Ty::Residual if first => self.steps(ask, self.number == 1),
            Ty::Rating if first => ratings(ask),
            Ty::Percent if first => percents(ask),
            Ty::Deadline | Ty::Start if first => dates::offer(ask, Some(self.key), None),
            Ty::Duration if first => numbers::durations(ask, Some(self.key)),
            Ty::DurationOrText if first => {
                numbers::durations(ask, None);
                strings::texts(ask, self.property);
            }
            Ty::Ref(kinds) if first => self.names(ask, kinds),
            Ty::RefOrStr(kinds) if first => {
                self.names(ask, kinds);
                strings::texts(ask, self.property);
            }
            Ty::Quantity if first => self.quantities(ask),
            Ty::QuantityOrText if first => {
                self.quantities(ask);
                strings::texts(ask, self.property);
            }
            Ty::DateRange => self.date_range(ask),
            Ty::Estimate | Ty::Delay => self.duration_range(ask),
            Ty::QuantityOrRange => self.quantity_range(ask),
            Ty::Reading | Ty::QuantityOrReading => self.reading(ask),
            Ty::Comparison | Ty::Target => self.comparison(ask),
            Ty::Chain => self.chain(ask),
            Ty::Link(kinds) => self.link(ask, kinds),
            _ => {}
        }
        if first && ask.cursor.path == ask.cursor.word {
            let doc =
                "An open question, said out loud: nothing is missing, and `progc show questions` lists it.";
            ask.offer(Item::new(ItemKind::Question, "?").detail("not known yet").doc(Doc::Text(doc.into())));
        }
    }

    fn names(&self, ask: &mut Ask<'_>, kinds: KindSet) {
        let given = names::given(ask, kinds, self.all.0, self.all.1);
        let first = self.own_options(ask);
        let mut wanted =
            Wanted { kinds, key: Some(self.key), given, first: first.clone().unwrap_or_default() };
        // An option that was chosen is one of the decision's own.
        if first.as_ref().is_some_and(|f| !f.is_empty()) {
            wanted.kinds = KindSet::NONE;
            for id in first.unwrap_or_default() {
                let decl = ask.cursor.workspace.decl(id);
                if let Some((decl, name)) = decl.and_then(|d| Some((d, ask.scopes.write(d, kinds)?))) {
                    ask.offer(names::item(decl, name));
                }
            }
            return;
        }
        names::offer(ask, &wanted);
    }

    /// The options that `chosen` and `recommend` may take, where there are some.
    fn own_options(&self, ask: &Ask<'_>) -> Option<Vec<DeclId>> {
        if !matches!(self.key, key::CHOSEN | key::RECOMMEND) {
            return None;
        }
        let decl = ask.cursor.decl()?;
        let about = decl.refs(key::ABOUT).filter(|d| d.kind() == Kind::Decision);
        let holders: Vec<Decl<'_>> = std::iter::once(decl).chain(about).collect();
        Some(holders.into_iter().flat_map(|d| d.children_of(Kind::Option)).map(|d| d.id()).collect())
    }

    fn tags(&self, ask: &mut Ask<'_>) {
        let tokens = (self.all.0..self.all.1).filter_map(|at| ask.cursor.tok(at));
        let given: Vec<String> =
            tokens.map(|t| t.span.text(ask.cursor.text()).trim_matches('"').to_owned()).collect();
        strings::tags(ask, self.property, &given);
    }

    fn words(&self, ask: &mut Ask<'_>) {
        if let Ty::CustomWord(_) = self.property.ty {
            let words = self.property.custom.map(|c| c.values.clone()).unwrap_or_default();
            for word in words {
                ask.offer(Item::new(ItemKind::Word, word));
            }
            return;
        }
        let Some(set) = set_of(self.property.ty) else { return };
        for word in set.words {
            let doc = word_doc(set, word);
            ask.offer(Item::new(ItemKind::Word, *word).detail(doc));
        }
    }

    /// Words of the risk matrix, with the score that each would make.
    fn steps(&self, ask: &mut Ask<'_>, impact: bool) {
        let scale: RiskScale = ask.cursor.workspace.schema().risk.clone();
        let words = if impact { &scale.impact } else { &scale.likelihood };
        let other = if impact { key::LIKELIHOOD } else { key::IMPACT };
        let other =
            ask.cursor.decl().filter(|_| self.property.ty != Ty::Residual).and_then(|d| d.step(other));
        for (at, word) in words.iter().enumerate() {
            let step = at as u32 + 1;
            let score = other.map(|o| {
                let matrix = ask.facts.matrix();
                let pair = if impact { (u32::from(o.step), step) } else { (step, u32::from(o.step)) };
                let score = matrix.score(pair.0, pair.1);
                format!(" · score {score}, {}", matrix.band(score).word())
            });
            let set = if impact { Ty::Impact } else { Ty::Likelihood };
            let doc = set_of(set).map_or("", |s| word_doc(s, word));
            let detail = format!("{step} of {}{}", words.len(), score.unwrap_or_default());
            ask.offer(Item::new(ItemKind::Word, word.clone()).detail(detail).doc(Doc::Text(doc.into())));
        }
    }

    fn quantities(&self, ask: &mut Ask<'_>) {
        numbers::with_unit(ask, self.key);
        if ask.typed.is_empty() {
            numbers::quantities(ask, self.key, "", &Snippet::default());
        }
    }

    fn date_range(&self, ask: &mut Ask<'_>) {
        match self.last() {
            None => {
                // The end may stand there already.
                let end = ask.cursor.next().filter(|t| t.kind == T::DOTDOT && !t.first);
                let end = end
                    .and_then(|dots| ask.cursor.tokens.list.iter().find(|t| t.span.start >= dots.span.end));
                let last: Option<Day> =
                    end.and_then(|t| prog_model::dates::parse_iso(t.span.text(ask.cursor.text())));
                dates::offer_between(ask, Some(key::STARTS), None, last);
            }
            Some(T::DATE | T::NUM | T::QUESTION) if self.own.len() == 1 => sign(ask, "..", "to"),
            Some(T::DOTDOT) => {
                let first = self.own.first().map(|t| t.span.text(ask.cursor.text()));
                let first: Option<Day> = first.and_then(prog_model::dates::parse_iso);
                dates::offer(ask, None, first);
            }
            _ => {}
        }
    }

    fn duration_range(&self, ask: &mut Ask<'_>) {
        let dots = self.own.iter().filter(|t| t.kind == T::DOTDOT).count();
        match self.last() {
            None => {
                if ask.typed.is_empty() {
                    let three =
                        Snippet::default().blank("2d").and(" .. ").blank("3d").and(" .. ").blank("8d");
                    let item = Item::new(ItemKind::Snippet, "2d .. 3d .. 8d")
                        .detail("optimistic .. likely .. pessimistic");
                    ask.offer(item.snippet(three, "2d .. 3d .. 8d"));
                }
                numbers::durations(ask, Some(self.key));
            }
            Some(T::NUM | T::QUESTION) if dots < 2 => sign(ask, "..", "to"),
            Some(T::DOTDOT) => numbers::durations(ask, Some(self.key)),
            _ => {}
        }
    }

    fn quantity_range(&self, ask: &mut Ask<'_>) {
        match self.last() {
            None | Some(T::DOTDOT) => self.quantities(ask),
            Some(T::NUM | T::QUESTION) if self.own.len() == 1 => sign(ask, "..", "to"),
            _ => {}
        }
    }

    fn reading(&self, ask: &mut Ask<'_>) {
        let today = iso(ask.facts.today);
        // When it was measured may stand there already.
        let has_day = ask.cursor.next().is_some_and(|t| t.kind == T::ON && !t.first);
        match self.last() {
            None if has_day && self.key == key::SATISFACTION => ratings(ask),
            None if has_day => self.quantities(ask),
            None if self.key == key::SATISFACTION => {
                for (rating, doc) in RATINGS {
                    let text = format!("{rating} on {today}");
                    ask.offer(Item::new(ItemKind::Number, text).detail(*doc));
                }
            }
            None => {
                numbers::with_unit(ask, self.key);
                if ask.typed.is_empty() {
                    let on_today = Snippet::text(" on ").blank(today);
                    numbers::quantities(ask, self.key, "", &on_today);
                    if self.property.ty == Ty::QuantityOrReading {
                        numbers::quantities(ask, self.key, "", &Snippet::default());
                    }
                }
            }
            Some(T::NUM | T::QUESTION) if self.own.len() == 1 => {
                let snippet = Snippet::text("on ").blank(today.clone());
                ask.offer(
                    Item::new(ItemKind::Sign, format!("on {today}"))
                        .detail("today")
                        .snippet(snippet, format!("on {today}")),
                );
                ask.offer(Item::new(ItemKind::Sign, "on").text("on ").detail("when it was measured").again());
            }
            Some(T::ON) => dates::offer(ask, Some(key::READINGS), None),
            _ => {}
        }
    }

    fn comparison(&self, ask: &mut Ask<'_>) {
        let signs = &self.own.last().map(|t| (t.kind, t.span.end));
        match self.last() {
            None => {
                if self.property.ty == Ty::Comparison {
                    for (label, sign) in [("availability", ">= "), ("latency", "<= "), ("errors", "<= ")] {
                        let text = format!("{label} {sign}");
                        ask.offer(
                            Item::new(ItemKind::Snippet, text.trim_end().to_owned()).text(text).again(),
                        );
                    }
                }
                numbers::with_unit(ask, self.key);
                if ask.typed.is_empty() {
                    for sign in [">= ", "<= "] {
                        numbers::quantities(ask, self.key, sign, &Snippet::default());
                    }
                }
            }
            Some(T::IDENT | T::STR | T::DOTTED) if self.own.len() == 1 => {
                for (text, detail) in SIGNS {
                    sign(ask, text, detail);
                }
            }
            Some(T::GT | T::LT) if signs.is_some_and(|(_, end)| end == ask.cursor.offset) => {
                let (kind, end) = signs.unwrap_or((T::GT, 0));
                let text = if kind == T::GT { ">=" } else { "<=" };
                let detail = SIGNS.iter().find(|s| s.0 == text).map_or("", |s| s.1);
                let item = Item::new(ItemKind::Sign, text).text(format!("{text} ")).detail(detail).again();
                ask.offer_at(Span::new(end - 1, end), item);
            }
            Some(T::GE | T::LE | T::GT | T::LT | T::EQ) => self.quantities(ask),
            _ => {}
        }
    }

    fn chain(&self, ask: &mut Ask<'_>) {
        match self.last() {
            None | Some(T::ARROW) => self.hop(ask),
            Some(T::IDENT | T::DOTTED) => {
                sign(ask, "->", "goes on to");
                let label = Snippet::text("\"").blank("").and("\" -> ");
                ask.offer(
                    Item::new(ItemKind::Snippet, "\"…\" ->")
                        .detail("says what is passed on")
                        .snippet(label, "\"\" -> "),
                );
            }
            Some(T::STR) => sign(ask, "->", "goes on to"),
            Some(T::MINUS) => {
                let span = self.own.last().map_or(ask.cursor.word, |t| t.span);
                ask.offer_at(span, Item::new(ItemKind::Sign, "->").text("-> ").detail("goes on to").again());
            }
            _ => {}
        }
    }

    /// The systems that a flow may go on to: those first that the last one depends on.
    fn hop(&self, ask: &mut Ask<'_>) {
        let kinds = KindSet::of(&[Kind::System]);
        let mut names = self.own.iter().rev().filter(|t| matches!(t.kind, T::IDENT | T::DOTTED));
        let text = ask.cursor.text();
        let last = names.next().and_then(|t| ask.scopes.find(t.span.text(text), kinds));
        let first: Vec<DeclId> =
            last.into_iter().flat_map(|d| d.refs(key::DEPENDS_ON)).map(|d| d.id()).collect();
        // A flow may come back to a system, but not go from one to itself.
        let given = last.map(|d| d.id()).into_iter().collect();
        names::offer(ask, &Wanted { kinds, key: Some(self.key), given, first });
    }

    fn link(&self, ask: &mut Ask<'_>, kinds: KindSet) {
        match self.last() {
            None => self.names(ask, kinds),
            Some(T::IDENT | T::DOTTED) => {
                for (label, detail) in [("+ ", "that much later"), ("- ", "that much earlier")] {
                    let snippet = Snippet::text(label).blank("3d");
                    let item = Item::new(ItemKind::Sign, format!("{label}3d")).detail(detail);
                    ask.offer(item.snippet(snippet, label));
                }
            }
            Some(T::PLUS | T::MINUS) => numbers::durations(ask, None),
            _ => {}
        }
    }
}

const SIGNS: &[(&str, &str)] =
    &[(">=", "at least"), ("<=", "at most"), (">", "more than"), ("<", "less than"), ("=", "exactly")];

const RATINGS: &[(&str, &str)] =
    &[("1", "bad"), ("2", "poor"), ("3", "fair"), ("4", "good"), ("5", "very good")];

fn sign(ask: &mut Ask<'_>, sign: &str, detail: &str) {
    ask.offer(Item::new(ItemKind::Sign, sign).text(format!("{sign} ")).detail(detail).again());
}

fn ratings(ask: &mut Ask<'_>) {
    for (rating, doc) in RATINGS {
        ask.offer(Item::new(ItemKind::Number, *rating).detail(*doc));
    }
}

fn percents(ask: &mut Ask<'_>) {
    for percent in ["0%", "25%", "50%", "75%", "100%"] {
        ask.offer(Item::new(ItemKind::Number, percent));
    }
}
