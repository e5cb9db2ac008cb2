//! What a finding is.

use prog_syntax::{LineIndex, Span};
use std::borrow::Cow;

/// A file of the workspace, by its number there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// The program is at risk.
    Warning,
    /// The text cannot be understood, or contradicts itself.
    Error,
}

impl Level {
    /// `info`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in the workspace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// Which file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

/// What is at another place that explains a finding: "also declared here".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there, lower case, no period.
    pub message: String,
}

/// Whether a fix may be applied without being asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Applicability {
    /// Cannot change the meaning.
    Safe,
    /// Offers a choice, or inserts `?`.
    Suggested,
}

impl Applicability {
    /// `safe` or `suggested`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Suggested => "suggested",
        }
    }
}

/// One replacement in one file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// One way to mend a finding. The first of a finding's fixes is the preferred one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as a menu entry: "Set the owner to `payments`".
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
    /// All replacements, applied together.
    pub edits: Vec<Edit>,
}

/// How an editor may draw the place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Tag {
    /// Faded: nothing uses it.
    Unnecessary,
    /// Struck through.
    Deprecated,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule's name: `missing-owner`.
    pub rule: &'static str,
    /// Its level, settings applied.
    pub level: Level,
    /// One clause, capitalised, names in backticks, no period: "`gateway` has no owner".
    pub message: String,
    /// Where it stands (rules.md, "Where a finding stands").
    pub place: Place,
    /// What is at that place, where it says more than the message.
    pub label: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// What to do, starting with a verb.
    pub help: Option<Cow<'static, str>>,
    /// The question that a senior TPM would ask.
    pub question: Option<Cow<'static, str>>,
    /// Full path of the declaration concerned: `checkout.gateway`; empty where there is none.
    pub path: String,
    /// Ways to mend it, the preferred one first.
    pub fixes: Vec<Fix>,
    /// How an editor may draw it.
    pub tag: Option<Tag>,
}

impl Diagnostic {
    /// Moves it, with all that it names, to another file: for a finding about a single one whose number is known late.
    pub fn move_to(&mut self, file: FileId) {
        let labels = self.related.iter_mut().map(|label| &mut label.place);
        let edits = self.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.place);
        [&mut self.place].into_iter().chain(labels).chain(edits).for_each(|place| place.file = file);
    }

    /// A finding of `rule` with nothing but its message.
    pub fn new(rule: &'static str, level: Level, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            level,
            message: message.into(),
            place,
            label: None,
            related: Vec::new(),
            help: None,
            question: None,
            path: String::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what is at the finding's own place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Names another place that explains the finding.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Label { place, message: message.into() });
        self
    }

    /// Adds a way to mend it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Names the declaration concerned.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}

/// The texts that diagnostics point into. Shared, as many findings are drawn side by side.
pub trait Files: Sync {
    /// Path relative to the workspace, with `/`.
    fn path(&self, file: FileId) -> &str;
    /// The text.
    fn text(&self, file: FileId) -> &str;
    /// Where its lines start.
    fn lines(&self, file: FileId) -> LineIndex {
        LineIndex::new(self.text(file))
    }
}
