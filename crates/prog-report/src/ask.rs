//! What a view is asked: over which facts, for which program, and where things stand in their files.
//!
//! Not here: any view.

use prog_diagnostics::FileId;
use prog_facts::{Facts, Group};
use prog_model::dates::{Day, iso};
use prog_model::suggest;
use prog_model::{Decl, Kind, KindSet, key};
use prog_syntax::LineIndex;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use std::cell::RefCell;

/// What to look at.
pub struct Ask<'w> {
    /// The computed facts.
    pub facts: Facts<'w>,
    /// Only what belongs to this program.
    pub program: Option<Decl<'w>>,
    /// How many runs a forecast makes.
    pub runs: u32,
    /// Where its random numbers start.
    pub seed: u64,
    lines: RefCell<FxHashMap<FileId, LineIndex>>,
}

impl std::fmt::Debug for Ask<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ask(program {:?}, runs {}, seed {})", self.program, self.runs, self.seed)
    }
}

/// Where something stands: `programs/checkout.prog:12`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Default)]
pub struct Spot {
    /// The file, relative to the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What every row of a view says about the declaration that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Item {
    /// Its kind: `risk`.
    pub kind: &'static str,
    /// Its full path.
    pub path: String,
    /// What to call it to people.
    pub title: String,
    /// The path of who answers for it.
    pub owner: Option<String>,
    /// What to call them to people.
    #[serde(skip)]
    pub owner_title: String,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A name that means nothing, or something of another kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unknown {}

/// How many runs a forecast makes unless asked otherwise.
pub const RUNS: u32 = 10_000;

impl<'w> Ask<'w> {
    /// Everything in the workspace.
    pub fn new(facts: &Facts<'w>) -> Self {
        Self { facts: *facts, program: None, runs: RUNS, seed: 0, lines: RefCell::default() }
    }

    /// Only the program of this name.
    pub fn of_program(facts: &Facts<'w>, name: &str) -> Result<Self, Unknown> {
        let mut ask = Self::new(facts);
        ask.program = Some(ask.find(name, KindSet::of(&[Kind::Program]))?);
        Ok(ask)
    }

    /// The group that is looked at.
    pub fn group(&self) -> Group {
        self.program.map_or(Group::All, |p| Group::Program(p.id()))
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.facts.today
    }

    /// The declarations of a kind that are asked about, by file and position.
    pub fn all(&self, kind: Kind) -> Vec<Decl<'w>> {
        let mut found: Vec<Decl<'w>> = match self.program {
            None => self.facts.workspace.decls_of(kind).collect(),
            Some(program) => {
                let mut found: Vec<_> = self.facts.in_group(self.group(), kind).collect();
                if kind == Kind::Outcome {
                    let more = program.referrers_by(key::SUPPORTS).filter(|d| d.kind() == kind);
                    found.extend(more.filter(|d| d.program() != Some(program)));
                }
                found
            }
        };
        self.in_order(&mut found);
        found
    }

    /// The programs that are asked about.
    pub fn programs(&self) -> Vec<Decl<'w>> {
        match self.program {
            Some(program) => vec![program],
            None => self.facts.workspace.programs().collect(),
        }
    }

    /// Sorts by file path, then position.
    pub fn in_order(&self, decls: &mut [Decl<'w>]) {
        let workspace = self.facts.workspace;
        let path = |d: &Decl<'w>| workspace.file(d.file()).map_or("", |f| &*f.path);
        decls.sort_by(|a, b| (path(a), a.index()).cmp(&(path(b), b.index())));
    }

    /// Where a declaration starts.
    pub fn spot(&self, decl: Decl<'_>) -> Spot {
        self.spot_at(decl.file(), decl.span().start)
    }

    /// Where a byte of a file stands.
    pub fn spot_at(&self, file: FileId, offset: u32) -> Spot {
        let Some(model) = self.facts.workspace.file(file) else { return Spot::default() };
        let mut lines = self.lines.borrow_mut();
        let index = lines.entry(file).or_insert_with(|| LineIndex::new(&model.text));
        Spot { file: model.path.to_string(), line: index.line_of(offset) + 1 }
    }

    /// What a row says about a declaration.
    pub fn item(&self, decl: Decl<'_>) -> Item {
        let owner = decl.owner();
        Item {
            kind: decl.kind().word(),
            path: decl.path(),
            title: decl.label().into_owned(),
            owner: owner.map(Decl::path),
            owner_title: owner.map_or_else(String::new, |o| o.label().into_owned()),
            spot: self.spot(decl),
        }
    }

    /// The title of a view, with the program and the day that it is about.
    pub fn titled(&self, what: &str) -> String {
        let program = self.program.map_or_else(String::new, |p| format!(" of {}", p.label()));
        format!("{what}{program}, {}", iso(self.today()))
    }

    /// The declaration that a name means, of one of these kinds (any, if the set is empty).
    pub fn find(&self, name: &str, kinds: KindSet) -> Result<Decl<'w>, Unknown> {
        let workspace = self.facts.workspace;
        let fits = |d: &Decl<'_>| kinds.is_empty() || kinds.contains(d.kind());
        // What has no name is not called nothing.
        if name.trim().is_empty() {
            return Err(Unknown("nothing is called ``".into()));
        }
        let found = workspace.find(name);
        if let Some(found) = found.filter(fits) {
            return Ok(found);
        }
        // A bare name that is declared deeper, or one that means something else first.
        let named = |d: &Decl<'w>| d.name() == name || (name.contains('.') && d.path() == name);
        let mut deeper: Vec<Decl<'w>> = workspace.decls().filter(|d| fits(d) && named(d)).collect();
        self.in_order(&mut deeper);
        if let Some(first) = deeper.first() {
            return Ok(*first);
        }
        Err(Unknown(match found {
            Some(other) => {
                format!("`{name}` is {}; this takes {}", other.kind().with_article(), kinds.describe())
            }
            None => self.nothing_called(name, fits),
        }))
    }

    fn nothing_called(&self, name: &str, fits: impl Fn(&Decl<'_>) -> bool) -> String {
        let last = name.rsplit('.').next().unwrap_or(name);
        let named = self.facts.workspace.decls().filter(|d| fits(d) && !d.name().is_empty());
        let mut names: Vec<(&str, String)> = Vec::new();
        for decl in named {
            if !suggest::nearest(last, [decl.name()], 1).is_empty() || decl.name() == last {
                names.push((decl.name(), decl.path()));
            }
        }
        let near = suggest::nearest(name, names.iter().flat_map(|(short, full)| [*short, full.as_str()]), 3);
        let help = suggest::did_you_mean(&near).map_or_else(String::new, |help| format!(". {help}"));
        format!("nothing is called `{name}`{help}")
    }
}
