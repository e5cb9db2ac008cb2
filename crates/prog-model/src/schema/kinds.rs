//! The kinds of declaration and sets of them.

macro_rules! kinds {
    ($($variant:ident $word:literal $plural:literal;)*) => {
        /// A kind of declaration.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        #[allow(missing_docs)] // each is documented in the schema table
        pub enum Kind { $($variant,)* /// A word that is no kind: reported once, then left in peace.
            Unknown }

        impl Kind {
            /// Every kind, in the order of the reference.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// As written in a file.
            pub const fn word(self) -> &'static str {
                match self { $(Kind::$variant => $word,)* Kind::Unknown => "declaration" }
            }

            /// For headings and sentences about several.
            pub fn plural(self) -> &'static str {
                match self { $(Kind::$variant => $plural,)* Kind::Unknown => "declarations" }
            }

            /// The kind that `word` names.
            pub fn from_word(word: &str) -> Option<Kind> {
                match word { $($word => Some(Kind::$variant),)* _ => None }
            }
        }
    };
}

kinds! {
    Program "program" "programs";
    Person "person" "people";
    Team "team" "teams";
    Stakeholder "stakeholder" "stakeholders";
    System "system" "systems";
    Flow "flow" "flows";
    Workstream "workstream" "workstreams";
    Task "task" "tasks";
    Milestone "milestone" "milestones";
    Dependency "dependency" "dependencies";
    Risk "risk" "risks";
    Mitigation "mitigation" "mitigations";
    Outcome "outcome" "outcomes";
    Metric "metric" "metrics";
    Decision "decision" "decisions";
    Option "option" "options";
    Assumption "assumption" "assumptions";
    Issue "issue" "issues";
    Escalation "escalation" "escalations";
    Change "change" "changes";
    Control "control" "controls";
    Scorecard "scorecard" "scorecards";
}

/// People, teams and stakeholders share one namespace, everything else another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Namespace {
    /// People, teams, stakeholders.
    People,
    /// Everything else.
    Things,
}

impl Kind {
    /// Where its names live.
    pub fn namespace(self) -> Namespace {
        if KindSet::ANYONE.contains(self) { Namespace::People } else { Namespace::Things }
    }

    /// Whether a named declaration of this kind opens a scope for what stands in it.
    pub fn opens_scope(self) -> bool {
        self != Kind::Workstream
    }

    /// Whether what stands in it has its owner where it names none itself.
    pub fn lends_owner(self) -> bool {
        matches!(self, Kind::Workstream | Kind::System | Kind::Risk)
    }

    /// `a risk`, `an outcome`.
    pub fn with_article(self) -> String {
        let word = self.word();
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {word}")
    }
}

/// A set of kinds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct KindSet(u32);

impl KindSet {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// Every kind, and what is of none.
    pub const ALL: Self = Self(u32::MAX);
    /// A person or a team.
    pub const WHO: Self = Self::of(&[Kind::Person, Kind::Team]);
    /// A person, a team or a stakeholder.
    pub const ANYONE: Self = Self::of(&[Kind::Person, Kind::Team, Kind::Stakeholder]);
    /// Every kind that shares its namespace with neither of these.
    const THINGS: Self = Self::of(Kind::ALL).without(Self::ANYONE);
    /// What work may come after.
    pub const WORK: Self = Self::of(&[Kind::Task, Kind::Milestone, Kind::Dependency]);

    /// The set of `kinds`.
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < kinds.len() {
            bits |= 1 << kinds[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    /// The set with `kind` in it.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u32)
    }

    /// The kinds that are in one of the two.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The set without the kinds of another one.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the two sets have a kind in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether `kind` is in the set.
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }

    /// The set as a number, for hashing.
    pub(crate) const fn bits(self) -> u64 {
        self.0 as u64
    }

    /// Whether the set has no kind.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in their usual order.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |k| self.contains(*k))
    }

    /// Whether some kind of the set lives in `namespace`.
    pub fn touches(self, namespace: Namespace) -> bool {
        match namespace {
            Namespace::People => self.meets(Self::ANYONE),
            Namespace::Things => self.meets(Self::THINGS),
        }
    }

    /// `a person or a team`.
    pub fn describe(self) -> String {
        let words: Vec<_> = self.iter().map(Kind::with_article).collect();
        match words.as_slice() {
            [] => "nothing".into(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
        }
    }
}
