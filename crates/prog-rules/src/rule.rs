//! What a rule is.

use crate::Context;
use prog_diagnostics::{Diagnostic, Level, Place};
use prog_facts::Group;
use prog_model::{Decl, KindSet};
use std::borrow::Cow;

/// The chapter of the rules page that a rule stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// Is the text well-formed?
    Form,
    /// Who is accountable?
    Accountability,
    /// What may go wrong, and what is done about it?
    Risk,
    /// Which number will move?
    Outcome,
    /// What breaks if this fails?
    Systems,
    /// What is the critical path, and how is it protected?
    Schedule,
    /// Who decides, who has to know, what is in place?
    Decisions,
}

impl Family {
    /// Every family in the order of the rules page.
    pub const ALL: [Self; 7] = [
        Self::Form,
        Self::Accountability,
        Self::Risk,
        Self::Outcome,
        Self::Systems,
        Self::Schedule,
        Self::Decisions,
    ];

    /// The heading of its chapter.
    pub fn title(self) -> &'static str {
        match self {
            Self::Form => "Form",
            Self::Accountability => "Accountability",
            Self::Risk => "Risk",
            Self::Outcome => "Outcome",
            Self::Systems => "Systems and flows",
            Self::Schedule => "Schedule",
            Self::Decisions => "Decisions, people, control",
        }
    }
}

/// The function that looks for findings. What it may look at decides when an edit makes it run again.
#[derive(Clone, Copy)]
pub enum Check {
    /// Found while a file is read or its names are resolved (prog-model), or by the engine itself.
    Elsewhere,
    /// Looks at one declaration of these kinds and at what is next to it: what stands around and in it, what it names, what
    /// names it, its program; and at its schedule and graph through the facts. Not at what is two names away; at the owner of
    /// another one only to propose it, or where that one lends it; and of its schedule at the days on which it lies, not at its
    /// slack.
    Decl(KindSet, fn(&Context<'_>, Decl<'_>, &mut Vec<Diagnostic>)),
    /// The same, for what leaves a doubt as soon as its file is read: something is left out that is expected of its kind
    /// ([`PropSpec::expected`]; of a risk a mitigation too), or numbers may be in several units. Only that is found here; most
    /// files leave no doubt and are passed by.
    ///
    /// [`PropSpec::expected`]: prog_model::schema::PropSpec::expected
    Doubt(KindSet, fn(&Context<'_>, Decl<'_>, &mut Vec<Diagnostic>)),
    /// Looks at declarations of these kinds that belong to one program (or to none), at what is next to them, and at the
    /// program. Findings may stand on any declaration of it.
    Group(KindSet, fn(&Context<'_>, Group, &mut Vec<Diagnostic>)),
    /// Looks at declarations of these kinds in the whole workspace, not at their owners: runs again with every edit of one. For what
    /// no program has by itself.
    Workspace(KindSet, fn(&Context<'_>, &mut Vec<Diagnostic>)),
}

/// What a reader is told about a rule.
#[derive(Clone, Copy, Debug)]
pub struct Docs {
    /// What it finds, in a sentence or two, exactly.
    pub finds: &'static str,
    /// Why it matters, in a sentence or two.
    pub why: &'static str,
    /// How to fix it.
    pub fix: &'static str,
    /// A text that it finds. Run as a test on 2026-02-10: it fires there, and no other rule does.
    pub bad: &'static str,
    /// The same text mended. Run as a test: nothing at warning or above.
    pub good: &'static str,
}

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name: `missing-owner`. Reads well after "allow".
    pub name: &'static str,
    /// Its chapter.
    pub family: Family,
    /// Its level unless settings say otherwise.
    pub level: Level,
    /// Part of the profile `starter` (all errors are).
    pub starter: bool,
    /// Depends on today, so `--no-clock` leaves it out.
    pub clock: bool,
    /// One line: what it finds.
    pub summary: &'static str,
    /// The question that a senior TPM would ask; empty where there is none. A "this?" at its end becomes the
    /// name of the declaration in a finding.
    pub question: &'static str,
    /// What a reader is told.
    pub docs: Docs,
    /// How it is found.
    pub check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Rule {
    /// A finding of this rule about something absent: on the declaration's head.
    pub fn on(&self, decl: Decl<'_>, message: impl Into<String>) -> Diagnostic {
        self.at(decl, decl.head_place(), message)
    }

    /// A finding of this rule at a place in `decl`: on a value, mostly.
    pub fn at(&self, decl: Decl<'_>, place: Place, message: impl Into<String>) -> Diagnostic {
        let mut finding = Diagnostic::new(self.name, self.level, place, message).path(decl.path());
        finding.question = self.ask(decl);
        finding
    }

    /// Its question about `decl`: "Who is accountable for `gateway`?".
    pub fn ask(&self, decl: Decl<'_>) -> Option<Cow<'static, str>> {
        if self.question.is_empty() {
            return None;
        }
        match self.question.strip_suffix(" this?") {
            Some(start) => Some(format!("{start} `{}`?", decl.short()).into()),
            None => Some(self.question.into()),
        }
    }
}
