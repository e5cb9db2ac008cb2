//! What an error may hide: that nothing names a declaration is not known as long as a name that means nothing may be
//! meant for it, or it is named where nobody can read it. The error is the cause, and it has its finding.

use prog_diagnostics::{Diagnostic, FileId, Level};
use prog_facts::{Facts, Group};
use prog_model::file::{FileModel, Val};
use prog_model::names::{WordHash, word_hash};
use prog_model::suggest::is_near;
use prog_model::{Decl, DeclId, Key, Kind, KindSet, Value, Workspace, key};
use prog_syntax::Span;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rules that find something unnamed, and the keys under which it would be named; any where there are none here.
const ABSENCES: &[(&str, &[Key])] = &[
    ("unused-declaration", &[]),
    ("riskless-program", &[key::THREATENS]),
    ("occurred-without-issue", &[key::FROM]),
    ("unguarded-system", &[key::AFFECTS]),
    ("undelivered-outcome", &[key::DELIVERS, key::SUPPORTS]),
    ("outcomeless-program", &[key::SUPPORTS]),
    ("isolated-system", &[key::DEPENDS_ON, key::STEPS, key::TOUCHES]),
    ("unexplained-block", &[key::BLOCKS]),
];

/// Among so many words near ones are not looked for: with this much to mend, first things come first.
const MANY: usize = 1000;

/// Whether a rule finds something unnamed.
pub(crate) fn is_absence(rule: &str) -> bool {
    ABSENCES.iter().any(|(name, _)| *name == rule)
}

/// A value that should name something and does not.
struct Unknown {
    by: DeclId,
    key: Key,
    /// What it may name.
    kinds: KindSet,
    /// The last word of it; empty where it is no name.
    name: Box<str>,
}

/// What cannot be read of one file.
#[derive(Default)]
struct Unread {
    names: Vec<Unknown>,
    /// The words where nobody knows what they are, heads of declarations left out.
    words: Vec<Box<str>>,
    /// The program that it is part of, where there is none of that name.
    program: Option<Box<str>>,
    /// The whole file is not there.
    all: bool,
}

impl Unread {
    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.words.is_empty() && self.program.is_none() && !self.all
    }

    fn of(workspace: &Workspace, file: FileId) -> Self {
        let mut unread = Self::default();
        let mut findings = workspace.form_findings(file).peekable();
        let Some(model) = workspace.file(file).filter(|_| findings.peek().is_some()) else { return unread };
        let mut slips: Vec<Span> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        for finding in findings.filter(|f| f.level == Level::Error) {
            match finding.rule {
                "unreadable-file" => unread.all = true,
                "unknown-program" => unread.program = Some(last_word(finding.place.span.text(&model.text))),
                // What is wrong there holds no name, or is a name that is read.
                "unresolved-name" | "wrong-kind" | "duplicate-name" | "missing-name" | "missing-property"
                | "invalid-date" | "inverted-range" => {}
                _ => {
                    slips.push(finding.place.span);
                    spans.push(hidden_by(model, finding));
                }
            }
        }
        slips.sort_unstable_by_key(|span| span.start);
        for span in joined(spans) {
            words_in(model, &slips, span, &mut unread.words);
        }
        unread.words.sort_unstable();
        unread.words.dedup();
        workspace.each_unfit_name(file, |decl, value| unread.names.extend(unknown(decl, value)));
        unread
    }
}

/// What a value should name, if that is not there or of another kind.
fn unknown(decl: Decl<'_>, value: Value<'_>) -> Option<Unknown> {
    let key = value.prop().key();
    let kinds = decl.workspace().schema().targets(decl.kind(), key);
    let fits = |target: Decl<'_>| target.kind() == Kind::Unknown || kinds.contains(target.kind());
    if kinds == KindSet::NONE || value.target().is_some_and(fits) {
        return None;
    }
    let name = if matches!(value.val(), Val::Ref(_)) { last_word(value.written()) } else { Box::default() };
    Some(Unknown { by: decl.id(), key, kinds, name })
}

fn last_word(path: &str) -> Box<str> {
    path.rsplit('.').next().unwrap_or(path).trim().into()
}

/// What may be meant otherwise than it is read because of a finding: of a slip of grammar the declaration that it stands
/// in, and all up to the next one that could be read; of a wrong property or value that alone.
fn hidden_by(model: &FileModel, finding: &Diagnostic) -> Span {
    let at = finding.place.span;
    let (before, after) = (model.decls.starting_by(at.start), model.decls.starting_by(at.end));
    let start = |index: u32| model.decls.span(index).start;
    let next = if (after as usize) < model.decls.len() { start(after) } else { model.text.len() as u32 };
    match (finding.rule, before.checked_sub(1)) {
        ("syntax", Some(decl)) => Span::new(start(decl), next),
        ("syntax", None) => Span::new(0, next),
        ("unknown-kind", Some(decl)) => model.decls.span(decl),
        (_, Some(decl)) => {
            let (from, to) = model.decls.props(decl);
            let keys = (from..to).map(|prop| model.props.key_span(prop).start);
            let end = model.decls.span(decl).end.max(at.end);
            Span::new(at.start, keys.filter(|key| *key >= at.end).chain([next, end]).min().unwrap_or(end))
        }
        (_, None) => at,
    }
}

/// The stretches of a text, those that meet as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| span.start);
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => all.push(span),
        }
    }
    all
}

/// Adds the words of a stretch of text, the names and titles of declarations left out: that they stand there is no use of
/// them. A title in which a slip is may hold anything. `slips` are sorted.
fn words_in(model: &FileModel, slips: &[Span], span: Span, words: &mut Vec<Box<str>>) {
    let text = span.text(&model.text);
    let slipped = |title: Span| {
        let near = slips.partition_point(|slip| slip.start <= title.end);
        slips[..near].iter().rev().take(2).any(|slip| slip.end >= title.start)
    };
    let heads = model.decls.starting_by(span.start).saturating_sub(1)..model.decls.starting_by(span.end);
    let head = |index| {
        [Some(model.decls.name(index)), Some(model.decls.title(index)).filter(|title| !slipped(*title))]
    };
    let heads: Vec<Span> = heads.flat_map(head).flatten().filter(|span| !span.is_empty()).collect();
    let in_head = |at: u32| {
        let before = heads.partition_point(|head| head.start <= at);
        before.checked_sub(1).is_some_and(|before| at < heads[before].end)
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut rest = 0;
    while let Some(from) = text[rest..].find(is_name) {
        let from = rest + from;
        rest = text[from..].find(|c| !is_name(c)).map_or(text.len(), |end| from + end);
        let word = text[from..rest].trim_matches('-');
        if !word.is_empty() && !in_head(span.start + from as u32) {
            words.push(word.into());
        }
    }
}

/// What cannot be read, by file.
#[derive(Default)]
pub(crate) struct Hidden {
    files: FxHashMap<FileId, Unread>,
}

impl Hidden {
    /// Of a whole workspace.
    pub fn new(workspace: &Workspace) -> Self {
        let mut hidden = Self::default();
        hidden.update(workspace, &workspace.files_with_form_findings());
        hidden
    }

    /// Looks at some files again.
    pub fn update(&mut self, workspace: &Workspace, files: &[FileId]) {
        /// From so many on, waking other threads costs less than it saves.
        const MANY_FILES: usize = 256;
        let of = |file: &FileId| Unread::of(workspace, *file);
        let unread: Vec<Unread> = match files.len() {
            ..MANY_FILES => files.iter().map(of).collect(),
            _ => files.par_iter().with_min_len(16).map(of).collect(),
        };
        for (file, unread) in files.iter().zip(unread) {
            match unread.is_empty() {
                true => self.files.remove(file),
                false => self.files.insert(*file, unread),
            };
        }
    }

    /// Whether all can be read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All of it together.
    pub fn all<'h>(&'h self, facts: &'h Facts<'h>) -> All<'h> {
        let mut all = All {
            facts,
            under: FxHashMap::default(),
            names: FxHashSet::default(),
            words: FxHashSet::default(),
            spelt: Vec::new(),
            programs: Vec::new(),
            strays: false,
            unreadable: false,
        };
        for unread in self.files.values() {
            for name in &unread.names {
                match name.name.is_empty() {
                    // It may mean anything there.
                    true => drop(
                        all.under.entry(facts.group_of(name.by)).or_default().insert((name.key, name.kinds)),
                    ),
                    false => drop(all.names.insert((name.key, name.kinds, &name.name))),
                }
            }
            all.words.extend(unread.words.iter().map(|word| word_hash(word)));
            all.spelt.extend(unread.words.iter().map(|word| &**word));
            all.programs.extend(unread.program.as_deref());
            all.unreadable |= unread.all;
        }
        let near = |word: &str| facts.workspace.programs().any(|program| is_near(word, program.name()));
        all.strays = all.programs.iter().any(|word| !near(word));
        all
    }
}

/// What cannot be read in a workspace.
pub(crate) struct All<'h> {
    facts: &'h Facts<'h>,
    under: FxHashMap<Group, FxHashSet<(Key, KindSet)>>,
    names: FxHashSet<(Key, KindSet, &'h str)>,
    words: FxHashSet<WordHash>,
    spelt: Vec<&'h str>,
    programs: Vec<&'h str>,
    /// Some of these are near no program.
    strays: bool,
    unreadable: bool,
}

impl All<'_> {
    /// Whether `decl`, of which a rule says that nothing names it, may be named all the same.
    pub fn may_name(&self, rule: &str, decl: Decl<'_>) -> bool {
        let Some((_, keys)) = ABSENCES.iter().find(|(name, _)| *name == rule) else { return false };
        let meant = |key: Key, kinds: KindSet| {
            kinds.contains(decl.kind()) && (keys.is_empty() || keys.contains(&key))
        };
        let (name, group) = (decl.name(), self.facts.group_of(decl.id()));
        // Here a mistake would cost a declaration.
        let careful = keys.is_empty();
        let in_group = self.under.get(&group);
        self.unreadable
            || in_group.is_some_and(|under| under.iter().any(|(key, kinds)| meant(*key, *kinds)))
            || !name.is_empty() && self.words.contains(&decl.word_hash())
            || match self.names.len() + self.spelt.len() {
                ..=MANY => {
                    let mut names = self.names.iter().filter(|(key, kinds, _)| meant(*key, *kinds));
                    names.any(|(_, _, word)| is_near(word, name))
                        || careful && self.spelt.iter().any(|word| is_near(word, name))
                }
                _ => careful,
            }
            || decl.kind() == Kind::Program && self.may_hold_more(decl)
    }

    /// Whether a file that is part of no program may be meant to be part of this one.
    fn may_hold_more(&self, program: Decl<'_>) -> bool {
        self.strays || self.programs.iter().any(|word| is_near(word, program.name()))
    }
}
