//! Words that are no kind and no key of their kind: one finding that says so, and what is read in their place.
//!
//! A word with one evident meaning is read as what it was surely meant for, so that nobody hears besides that the very
//! thing is absent which stands there misspelt. But it stays a guess: what does not fit it may be the guess's fault, so
//! nothing is said of that before the word is mended. One slip gives one message.

use super::Lowerer;
use crate::file::NONE;
use crate::schema::{Key, Kind, KindSpec, Property, Schema, kind_spec, list_words};
use crate::suggest;
use prog_diagnostics::{Applicability, Diagnostic, Fix};
use prog_syntax::{NodeRef, Span, Tag};

/// The keys that stand in the block of one declaration, wherever in it, and those that others are read as. Gathered when
/// the first unknown key of the declaration is met: nearly none has one.
pub(super) struct Given {
    decl: u32,
    keys: Vec<Key>,
}

impl Default for Given {
    fn default() -> Self {
        Self { decl: NONE, keys: Vec::new() }
    }
}

impl<'a> Lowerer<'a> {
    /// The kind that a word which is none was surely meant for.
    #[cold]
    pub(super) fn meant_kind(&self, span: Span, parent: u32) -> Kind {
        let fits = |kind: &Kind| self.kinds_fitting(parent).any(|spec| spec.kind == *kind);
        if let Some(kind) = other_kind(self.text_of(span)).filter(fits) {
            return kind;
        }
        let fitting = self.kinds_fitting(parent).map(|s| s.kind.word());
        suggest::evident(self.text_of(span), fitting).and_then(Kind::from_word).unwrap_or(Kind::Unknown)
    }

    fn kinds_fitting(&self, parent: u32) -> impl Iterator<Item = &'static KindSpec> {
        let outer = (parent != NONE).then(|| self.decls[parent as usize].kind);
        // A file that is part of a program takes what a program takes.
        let within_part = parent == NONE && self.part_of.is_some();
        Schema::kinds_within(outer).filter(move |s| !within_part || s.within.contains(Kind::Program))
    }

    /// Whether the declaration at `index` is of a kind that is not what is written there.
    pub(super) fn is_guessed(&self, index: u32) -> bool {
        index != NONE && Kind::from_word(self.text_of(self.decls[index as usize].kind_span)).is_none()
    }

    /// Takes back what was said since there were `said` findings: it rests on a guess.
    #[cold]
    pub(super) fn hold_back(&mut self, said: usize) {
        self.findings.truncate(said);
    }

    #[cold]
    pub(super) fn unknown_kind(&mut self, index: u32, parent: u32) {
        let decl = &self.decls[index as usize];
        let (span, meant) = (decl.kind_span, decl.kind);
        // What may stand in an unknown kind is unknown too: it may be the same mistake.
        if meant == Kind::Unknown && self.is_guessed(parent) {
            return;
        }
        let word = self.text_of(span);
        let fitting: Vec<&str> = self.kinds_fitting(parent).map(|s| s.kind.word()).collect();
        let near = suggest::nearest(word, fitting.iter().copied(), 3);
        let near = match other_kind(word).filter(|kind| *kind == meant) {
            Some(kind) => vec![kind.word()],
            None => near,
        };
        let help = suggest::did_you_mean(&near).unwrap_or_else(|| match fitting.as_slice() {
            [] => "Nothing is declared in here: move it out of this block, or say it in `notes`".to_owned(),
            some => format!("Use one of the kinds that may stand here: {}", list_words(some)),
        });
        // A kind is no value: what is one but for a letter is not another word that somebody uses there.
        let letters = |word: &str| word.chars().count();
        let of_a_letter = |kind: &str| letters(kind) > 3 && letters(kind) == letters(word);
        let fix = kind_spec(meant).map(|spec| spec.kind.word()).and_then(|kind| {
            let guess = || of_a_letter(kind).then(|| self.translate(span, kind));
            self.change_key(span, kind).or_else(guess)
        });
        let path = self.path(index);
        let finding = self.error("unknown-kind", span, format!("`{word}` is not a kind of declaration"));
        finding.help = Some(help.into());
        finding.path = path;
        finding.fixes.extend(fix);
    }

    /// Reports a property whose key the kind does not take, and reads it as the one that was surely meant, unless that is
    /// given besides.
    #[cold]
    pub(super) fn unknown_property(&mut self, node: NodeRef<'_>, block: NodeRef<'_>, span: Span, decl: u32) {
        self.find_given(block, decl);
        let (schema, kind) = (self.schema, self.decls[decl as usize].kind);
        let word = self.text_of(span);
        let evident = other_name(word, kind)
            .or_else(|| suggest::evident(word, schema.properties(kind).map(|p| p.name)));
        let evident = evident.and_then(|word| schema.property_named(kind, word));
        let (doubled, meant) = match evident {
            Some(property) if self.given.keys.contains(&property.key) => (Some(property), None),
            meant => (None, meant),
        };
        self.say_unknown_property(span, decl, doubled, meant);
        let Some(property) = meant else { return };
        self.given.keys.push(property.key);
        let said = self.findings.len();
        self.prop_of(node, span, decl, &property);
        let mendable = |f: &Diagnostic| f.rule == "invalid-value" && !f.fixes.is_empty();
        let unfit = self.findings.get(said).map(mendable);
        // `owner-email: "x"` is no owner: that its value fits no owner says that the guess was wrong, not the value.
        self.hold_back(said);
        if let Some(mendable) = unfit {
            self.doubt_key(span, &property, mendable);
        }
    }

    /// What was said of a key is no more than a guess where its value does not fit what it was read as: then nobody changes it
    /// unasked, and at all only if the value can be mended too.
    fn doubt_key(&mut self, span: Span, property: &Property<'_>, mendable: bool) {
        let said = |f: &&mut Diagnostic| f.rule == "unknown-property" && f.place.span == span;
        let Some(finding) = self.findings.iter_mut().rev().find(said) else { return };
        finding.fixes.retain(|_| mendable);
        for fix in &mut finding.fixes {
            fix.applicability = Applicability::Suggested;
        }
        let asked = format!("Did you mean `{}`?", property.name);
        if !mendable && finding.help.as_deref() == Some(&asked) {
            finding.help = Some(format!("{asked} It takes {}", property.ty.describe()).into());
        }
    }

    fn find_given(&mut self, block: NodeRef<'_>, decl: u32) {
        if self.given.decl == decl {
            return;
        }
        let kind = self.decls[decl as usize].kind;
        let mut keys = Vec::new();
        for prop in block.children().filter(|c| c.tag() == Tag::Prop) {
            let word = prop.child(Tag::Key).map_or("", |key| self.text_of(key.span()));
            let key = self.schema.property_named(kind, word).map(|p| p.key);
            keys.extend(key.filter(|key| !keys.contains(key)));
        }
        self.given = Given { decl, keys };
    }

    /// `doubled` is what the word was surely meant for and is given besides, `meant` what it is read as.
    fn say_unknown_property(
        &mut self,
        span: Span,
        decl: u32,
        doubled: Option<Property<'a>>,
        meant: Option<Property<'a>>,
    ) {
        let kind = self.decls[decl as usize].kind;
        let (schema, word) = (self.schema, self.text_of(span));
        let free = schema.properties(kind).filter(|p| !self.given.keys.contains(&p.key)).map(|p| p.name);
        let near = suggest::nearest(word, free, 3);
        let others = schema.kinds_with(word);
        let one = Kind::from_word(word).or_else(|| Kind::from_word(word.strip_suffix('s')?));
        let inner = one.and_then(kind_spec).filter(|inner| inner.within.contains(kind));
        let help = inner
            .map(|inner| format!("Declare it: `{} \"…\" {{ … }}`", inner.kind.word()))
            .or_else(|| elsewhere(word, kind).map(str::to_owned))
            .or_else(|| doubled.map(|p| format!("`{}` is given too: keep the one that is right, or say the other in `notes`", p.name)))
            .or_else(|| other_name(word, kind).filter(|ours| schema.property_named(kind, ours).is_some()).map(|ours| format!("Did you mean `{ours}`?")))
            .or_else(|| suggest::did_you_mean(&near))
            .or_else(|| (!others.is_empty()).then(|| format!("`{word}` belongs in {}", others.describe())))
            .unwrap_or_else(|| format!("Say it in `notes`, or declare the property for your organisation: `[kinds.{}.properties.{word}]` in `progc.toml`", kind.word()));
        let fix = meant.and_then(|p| self.change_key(span, p.name));
        let path = self.path(decl);
        let message = format!("{} has no property `{word}`", super::decls::capitalise(&kind.with_article()));
        let finding = self.error("unknown-property", span, message);
        finding.help = Some(help.into());
        finding.path = path;
        finding.fixes.extend(fix);
    }

    /// The word of a list that was most likely meant as a fix: a safe one where nothing else can have been, none where what is
    /// written is as well a word of its own.
    pub(super) fn change_to(&self, span: Span, word: &str) -> Option<Fix> {
        self.change_if(suggest::is_slip(self.text_of(span), word), span, word)
    }

    /// The same for a kind or a key.
    fn change_key(&self, span: Span, word: &str) -> Option<Fix> {
        self.change_if(suggest::is_slip_of_key(self.text_of(span), word), span, word)
    }

    fn change_if(&self, sure: bool, span: Span, word: &str) -> Option<Fix> {
        let applicability = if sure { Applicability::Safe } else { Applicability::Suggested };
        let fix = || self.replace(span, format!("Change to `{word}`"), word, applicability);
        suggest::is_likely(self.text_of(span), word).then(fix)
    }
}

/// Where what other tools make a property of is said here.
fn elsewhere(word: &str, kind: Kind) -> Option<&'static str> {
    Some(match (word, kind) {
        ("title" | "name", _) => "Write it in quotes after the name, before the `{`",
        ("start" | "end" | "starts" | "ends" | "start-date" | "end-date" | "due", Kind::Program) => {
            "Write both days of the program in one line: `window: 2026-01-12 .. 2026-09-30`"
        }
        _ => return None,
    })
}

/// What other tools call a kind of ours.
fn other_kind(word: &str) -> Option<Kind> {
    Some(match word.to_lowercase().as_str() {
        "people" | "user" => Kind::Person,
        "project" | "programme" => Kind::Program,
        "service" | "component" | "application" => Kind::System,
        "epic" | "stream" | "phase" => Kind::Workstream,
        "story" | "ticket" | "action" | "todo" => Kind::Task,
        "goal" | "objective" => Kind::Outcome,
        "kpi" => Kind::Metric,
        "blocker" | "incident" | "bug" => Kind::Issue,
        _ => return None,
    })
}

/// What other tools and registers call a property of ours.
fn other_name(word: &str, kind: Kind) -> Option<&'static str> {
    let ours = match (word, kind) {
        ("probability", Kind::Risk) => "likelihood",
        ("severity" | "consequence", Kind::Risk) => "impact",
        ("assignee" | "responsible" | "accountable" | "dri", _) => "owner",
        (
            "deadline" | "due-date" | "end-date" | "end" | "ends" | "date" | "target-date",
            Kind::Task | Kind::Milestone | Kind::Mitigation | Kind::Decision,
        ) => "due",
        ("start-date" | "start", Kind::Task) => "starts",
        (
            "depends" | "depends-on" | "blocked-by" | "predecessor" | "predecessors",
            Kind::Task | Kind::Milestone,
        ) => "after",
        ("effort" | "duration", Kind::Task) => "estimate",
        _ => return None,
    };
    Some(ours)
}
