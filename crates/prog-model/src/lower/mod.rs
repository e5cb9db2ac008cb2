//! From the tree of one file to its declarations and typed values, with every finding that this file alone shows.
//!
//! Looks at no other file: names are noted here and resolved by [`crate::workspace`].

mod allow;
mod apart;
mod bullets;
mod comma;
mod decls;
mod doubts;
mod guess;
mod props;
mod refused;
mod scalars;
mod values;

use crate::file::{DeclData, FileModel, NONE, PropData};
use crate::names::{self, ROOT, Scope, WordHash};
use crate::packed::{Decls, NewValues, Props, Refs, Values};
use crate::schema::{Bits, KindSet, Schema};
use crate::text::Text;
use prog_diagnostics::{Applicability, Diagnostic, Edit, FileId, Fix, Level, Place};
use prog_syntax::{NodeRef, Parse, Parser, Span, SyntaxError, Tag};
use std::cell::RefCell;
use std::sync::Arc;

/// Reads one file. Never fails: what cannot be understood becomes a finding.
pub fn lower(schema: &Schema, file: FileId, path: Arc<str>, text: Text) -> FileModel {
    // Tokens, tree and lists are only needed until the file is lowered: each thread uses the same memory for all files.
    thread_local! { static READER: RefCell<Reader> = RefCell::default(); }
    READER.with_borrow_mut(|reader| {
        let Reader { parser, parse, lists } = reader;
        parser.parse(&text, &|kind, word| is_property(schema, kind, word), parse);
        let model = lower_parsed(schema, file, path, text.clone(), parse, lists);
        // One large file is no reason to keep its memory.
        if parse.nodes.capacity() > 1 << 15 {
            *reader = Reader::default();
        }
        model
    })
}

/// What reading needs beside its result.
struct Reader {
    parser: Parser,
    parse: Parse,
    lists: Lists,
}

impl Default for Reader {
    /// With room for long files from the start: lists that grow through many sizes leave a block of each behind, in memory that is
    /// kept for blocks of that size. What is not used of the room is never touched.
    fn default() -> Self {
        const ROOM: usize = 64 << 10;
        let mut parse = Parse::default();
        parse.nodes.reserve(ROOM / 16);
        let lists = Lists {
            decls: Vec::with_capacity(ROOM / 64),
            props: Vec::with_capacity(ROOM / 16),
            values: NewValues::with_capacity(ROOM / 16),
            refs: Vec::with_capacity(ROOM / 4),
            words: Vec::with_capacity(ROOM / 8),
            said: Vec::with_capacity(ROOM / 64),
        };
        Self { parser: Parser::with_room(ROOM), parse, lists }
    }
}

/// The lists of a file while they grow. The model gets copies of the right size: shrinking would leave gaps in memory.
#[derive(Default)]
struct Lists {
    decls: Vec<DeclData>,
    props: Vec<PropData>,
    values: NewValues,
    refs: Vec<u32>,
    words: Vec<WordHash>,
    /// For [`doubts`].
    said: Vec<Bits>,
}

impl Lists {
    fn clear(&mut self) {
        self.decls.clear();
        self.props.clear();
        self.values.clear();
        self.refs.clear();
        self.words.clear();
    }
}

fn lower_parsed(
    schema: &Schema,
    file: FileId,
    path: Arc<str>,
    text: Text,
    parse: &Parse,
    lists: &mut Lists,
) -> FileModel {
    let mut said = std::mem::take(&mut lists.said);
    let mut lowerer = Lowerer::new(schema, file, &text, std::mem::take(lists));
    lowerer.findings.extend(parse.errors.iter().map(|e| syntax_finding(file, e)));
    lowerer.file(parse);
    let allows = allow::read(&text, &parse.comments, &lowerer.decls, &lowerer.props);
    let Lowerer {
        decls, props, odd, values, refs, words, units, mut findings, part_of, scope, silent, ..
    } = lowerer;
    findings.sort_by_key(|f| (f.place.span.start, f.rule));
    for finding in findings.iter_mut().filter(|f| f.path.is_empty()) {
        finding.path = path_at(&decls, &text, part_of, finding.place.span.start);
    }
    // The highest offset or number in its lists.
    let size = text.len().max(values.len()).max(props.len()).max(decls.len());
    let all = doubts::Lists { decls: &decls, props: &props, values: &values, units: &units };
    let doubts = doubts::kinds(&all, &mut said);
    let model = FileModel {
        path,
        part_of,
        scope,
        kinds: decls.iter().fold(KindSet::NONE, |set, d| set.with(d.kind)),
        doubts,
        decls: Decls::new(&decls, scope, &props, size),
        props: Props::new(&props, &odd, values.len(), size),
        values: values.finish(size),
        refs: Refs::new(&refs, size),
        words: words.as_slice().into(),
        units: units.into(),
        allows: allows.into(),
        comments: parse.comments.as_slice().into(),
        silent: silent.into(),
        findings: findings.into(),
        text: text.clone(),
    };
    *lists = Lists { decls, props, values, refs, words, said };
    lists.clear();
    model
}

/// The path of the innermost declaration around the byte at `at`; empty outside of all.
fn path_at(decls: &[DeclData], text: &str, part_of: Option<Span>, at: u32) -> String {
    let around = |d: &DeclData| d.span.start <= at && at < d.span.end;
    let innermost = decls.iter().rposition(around).map(|index| index as u32);
    innermost.map_or(String::new(), |index| crate::file::path_of(|i| decls[i as usize], text, part_of, index))
}

/// A file that could not be read as text, with the one finding that says why.
pub fn unreadable(file: FileId, path: Arc<str>, message: String, help: &'static str) -> FileModel {
    let place = Place { file, span: Span::at(0) };
    let finding = Diagnostic::new("unreadable-file", Level::Error, place, message).help(help);
    FileModel {
        path,
        text: "".into(),
        part_of: None,
        scope: ROOT,
        kinds: KindSet::NONE,
        doubts: KindSet::NONE,
        decls: Decls::default(),
        props: Props::default(),
        values: Values::default(),
        refs: Refs::default(),
        words: Box::default(),
        units: vec!["".into()].into(),
        allows: Box::default(),
        comments: Box::default(),
        silent: Box::default(),
        findings: vec![finding].into(),
    }
}

fn syntax_finding(file: FileId, error: &SyntaxError) -> Diagnostic {
    let place = |span| Place { file, span };
    let mut finding = Diagnostic::new(error.rule, Level::Error, place(error.span), error.message.clone());
    finding.help = error.help.clone().map(Into::into);
    if let Some((span, message)) = &error.related {
        finding = finding.related(place(*span), message.clone());
    }
    if let Some((title, edits)) = &error.fix {
        let edits = edits.iter().map(|e| Edit { place: place(e.span), text: e.text.clone() }).collect();
        let applicability = if error.guess { Applicability::Suggested } else { Applicability::Safe };
        finding = finding.fix(Fix { title: title.clone(), applicability, edits });
    }
    finding
}

/// The state of lowering one file.
struct Lowerer<'a> {
    schema: &'a Schema,
    file: FileId,
    text: &'a str,
    part_of: Option<Span>,
    scope: Scope,
    decls: Vec<DeclData>,
    props: Vec<PropData>,
    /// The numbers of the properties whose key is written otherwise than in the language, and how long it is as written.
    odd: Vec<(u32, u32)>,
    values: NewValues,
    refs: Vec<u32>,
    words: Vec<WordHash>,
    units: Vec<Box<str>>,
    findings: Vec<Diagnostic>,
    /// A syntax error lies in the property that is being read.
    slipped: bool,
    given: guess::Given,
    /// The blocks after a slip in their head, those within such blocks left out: nothing is said of what stands in them.
    silent: Vec<Span>,
    /// A bit for each key, or several, that the declaration has which is being read.
    seen: u64,
}

impl<'a> Lowerer<'a> {
    fn new(schema: &'a Schema, file: FileId, text: &'a str, lists: Lists) -> Self {
        let Lists { decls, props, values, refs, words, .. } = lists;
        Self {
            schema,
            file,
            text,
            part_of: None,
            scope: ROOT,
            decls,
            props,
            odd: Vec::new(),
            values,
            refs,
            words,
            units: vec!["".into()],
            findings: Vec::new(),
            slipped: false,
            given: guess::Given::default(),
            silent: Vec::new(),
            seen: 0,
        }
    }

    fn file(&mut self, parse: &Parse) {
        for node in parse.roots() {
            match node.tag() {
                Tag::PartOf => self.part_of(node),
                Tag::Decl => self.decl(node, NONE),
                _ => {}
            }
        }
    }

    fn part_of(&mut self, node: NodeRef<'_>) {
        if let Some(path) = node.child(Tag::Path) {
            let span = path.span();
            self.part_of = Some(span);
            self.scope =
                names::words(span.text(self.text)).fold(ROOT, |s, w| names::join(s, names::word_hash(w)));
        }
    }

    fn text_of(&self, span: Span) -> &'a str {
        span.text(self.text)
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// Notes an error and gives it back for its help, labels and fixes.
    fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place(span);
        self.findings.push(Diagnostic::new(rule, Level::Error, place, message));
        let at = self.findings.len() - 1;
        &mut self.findings[at]
    }

    /// A fix that replaces `span` by `text`.
    fn replace(
        &self,
        span: Span,
        title: String,
        text: impl Into<String>,
        applicability: Applicability,
    ) -> Fix {
        Fix { title, applicability, edits: vec![Edit { place: self.place(span), text: text.into() }] }
    }

    /// The full path of the declaration at `index`, as far as this file knows it.
    fn path(&self, index: u32) -> String {
        crate::file::path_of(|at| self.decls[at as usize], self.text, self.part_of, index)
    }
}

/// Whether `word` is a property of the kind written `kind`; of any kind, where that one does not exist.
fn is_property(schema: &Schema, kind: &str, word: &str) -> bool {
    match crate::schema::Kind::from_word(kind) {
        Some(kind) => schema.property_named(kind, word).is_some(),
        None => schema.key(word).is_some(),
    }
}
