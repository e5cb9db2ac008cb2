//! What the value of a property may be.

use super::KindSet;

/// A closed list of words that a property takes.
#[derive(Debug, PartialEq, Eq)]
pub struct WordSet {
    /// Its name in the reference: `level`.
    pub name: &'static str,
    /// The words in their order; the first is what an absent `status` reads as, unless the kind says otherwise.
    pub words: &'static [&'static str],
}

/// The closed word lists of the language.
#[allow(missing_docs)] // the names say it; the words are the documentation
pub mod words {
    use super::WordSet;

    macro_rules! sets {
        ($($id:ident $name:literal [$($word:literal)*];)*) => {
            $(pub static $id: WordSet = WordSet { name: $name, words: &[$($word),*] };)*
            /// Every list.
            pub static ALL: &[&WordSet] = &[$(&$id),*];
        };
    }

    sets! {
        RAG "rag" ["green" "amber" "red"];
        PROGRAM_STATUS "program status" ["proposed" "active" "paused" "done" "cancelled"];
        APPETITE "appetite" ["low" "medium" "high" "extreme"];
        LEVEL "level" ["low" "medium" "high" "critical"];
        STANCE "stance" ["champion" "supporter" "neutral" "sceptic" "blocker"];
        SYSTEM_TYPE "system type" ["service" "datastore" "queue" "client" "job" "library" "platform" "vendor" "external"];
        SYSTEM_STATUS "system status" ["planned" "live" "deprecated" "retired"];
        PRIORITY "priority" ["must" "should" "could" "wont"];
        TASK_STATUS "task status" ["planned" "in-progress" "blocked" "done" "deferred" "dropped"];
        DEPENDENCY_STATUS "dependency status" ["requested" "committed" "delivered" "broken"];
        RISK_CATEGORY "risk category" ["alignment" "technical" "budget" "schedule" "compliance" "vendor" "people" "security"];
        RESPONSE "response" ["mitigate" "avoid" "transfer" "accept" "escalate"];
        RISK_STATUS "risk status" ["open" "mitigating" "accepted" "occurred" "closed"];
        MITIGATION_STATUS "mitigation status" ["planned" "in-progress" "done" "dropped"];
        REDUCES "reduces" ["likelihood" "impact" "both"];
        DIRECTION "direction" ["up" "down"];
        DECISION_STATUS "decision status" ["open" "decided" "superseded"];
        ASSUMPTION_STATUS "assumption status" ["open" "valid" "invalid"];
        ISSUE_STATUS "issue status" ["open" "in-progress" "resolved"];
        ESCALATION_STATUS "escalation status" ["draft" "sent" "resolved"];
        CHANGE_STATUS "change status" ["proposed" "approved" "rejected" "deferred" "implemented"];
        CONTROL_POINT "audit point" ["requirements" "changes" "security" "risk" "approvals" "training" "escalation" "audit" "records" "privacy"];
        CONTROL_STATUS "control status" ["missing" "planned" "in-place" "verified"];
        LIKELIHOOD "likelihood" ["rare" "unlikely" "possible" "likely" "almost-certain"];
        IMPACT "impact" ["negligible" "minor" "moderate" "major" "severe"];
        YES_NO "yes or no" ["yes" "no"];
    }
}

/// The type of one value of a property. A `?` is legal for every type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ty {
    /// A string or a text block.
    Text,
    /// A string (a text block is read too).
    Str,
    /// A word or a string: a tag.
    Tag,
    /// One of a closed list of words.
    Word(&'static WordSet),
    /// One of an organisation's own words: the index of the property in [`super::Schema`].
    CustomWord(u16),
    /// `yes` or `no`.
    YesNo,
    /// A likelihood: word, 1–5 or percentage.
    Likelihood,
    /// An impact: word or 1–5.
    Impact,
    /// A likelihood, then an impact.
    Residual,
    /// A rating from 1 (bad) to 5 (good).
    Rating,
    /// A number with or without unit.
    Quantity,
    /// A percentage from 0% to 100%.
    Percent,
    /// A date, or a month, week, quarter, half or year that stands for its last day.
    Deadline,
    /// A date, or a period that stands for its first day.
    Start,
    /// From a date to a date.
    DateRange,
    /// A length of time: `3d`, `2w`, `6mo`.
    Duration,
    /// A duration, or `optimistic .. likely .. pessimistic`.
    Estimate,
    /// A duration, or two or three: how much later it gets.
    Delay,
    /// A quantity, or from a quantity to a quantity.
    QuantityOrRange,
    /// A quantity, or `quantity on date`.
    QuantityOrReading,
    /// A quantity, or a text.
    QuantityOrText,
    /// A duration, or a text.
    DurationOrText,
    /// `quantity on date`.
    Reading,
    /// `[label] >= quantity`.
    Comparison,
    /// A comparison, or a lone quantity.
    Target,
    /// `a -> b -> c` over systems.
    Chain,
    /// The name of a declaration of one of these kinds.
    Ref(KindSet),
    /// A name, optionally with a lag: `design + 3d`.
    Link(KindSet),
    /// A name, or a string.
    RefOrStr(KindSet),
}

impl Ty {
    /// What the value should be, to go after "takes": `a person or a team`, `a date such as 2026-05-15`.
    pub fn describe(self) -> String {
        match self {
            Ty::Text | Ty::Str => "a text in quotes".into(),
            Ty::Tag => "words".into(),
            Ty::Word(set) => format!("one of {}", list_words(set.words)),
            Ty::CustomWord(_) => "one of your organisation's words".into(),
            Ty::YesNo => "`yes` or `no`".into(),
            Ty::Likelihood => {
                "a likelihood: a word such as `likely`, a number from 1 to 5, or a percentage".into()
            }
            Ty::Impact => "an impact: a word such as `major`, or a number from 1 to 5".into(),
            Ty::Residual => "a likelihood and an impact, such as `unlikely, minor`".into(),
            Ty::Rating => "a rating from 1 to 5".into(),
            Ty::Quantity => "a number with its unit, such as `250ms`, `61.4%` or `$500K`".into(),
            Ty::Percent => "a percentage from 0% to 100%".into(),
            Ty::Deadline | Ty::Start => "a date such as `2026-05-15`, `2026-05` or `2026-Q2`".into(),
            Ty::DateRange => "two dates such as `2026-01-12 .. 2026-09-30`".into(),
            Ty::Duration => "a length of time such as `3d`, `2w` or `6mo`".into(),
            Ty::Estimate => "a length of time such as `3d`, or three such as `2d .. 3d .. 8d`".into(),
            Ty::Delay => "a length of time such as `3d`, or a range such as `2d .. 10d`".into(),
            Ty::QuantityOrRange => "an amount such as `$500K`, or a range such as `$100K .. $500K`".into(),
            Ty::QuantityOrReading => {
                "a number such as `61.4%`, or a reading such as `61.4% on 2026-01-05`".into()
            }
            Ty::QuantityOrText => "an amount such as `$500K`, or a text in quotes".into(),
            Ty::DurationOrText => "a length of time such as `2w`, or a text in quotes".into(),
            Ty::Reading => "readings such as `62.0% on 2026-02-01`".into(),
            Ty::Comparison => "a comparison such as `>= 99.9%`".into(),
            Ty::Target => "a target such as `>= 66%`".into(),
            Ty::Chain => "systems joined by arrows, such as `web -> api -> ledger`".into(),
            Ty::Ref(kinds) | Ty::Link(kinds) => kinds.describe(),
            Ty::RefOrStr(kinds) => format!("{} or a text in quotes", kinds.describe()),
        }
    }

    /// The short name of the type in the reference.
    pub fn name(self) -> String {
        let kinds = |set: KindSet| set.iter().map(super::Kind::word).collect::<Vec<_>>().join("/");
        match self {
            Ty::Text => "text".into(),
            Ty::Str => "string".into(),
            Ty::Tag => "words".into(),
            Ty::Word(set) => set.words.join("/"),
            Ty::CustomWord(_) => "word".into(),
            Ty::YesNo => "yes/no".into(),
            Ty::Likelihood => "likelihood".into(),
            Ty::Impact => "impact".into(),
            Ty::Residual => "likelihood, impact".into(),
            Ty::Rating => "1..5".into(),
            Ty::Quantity => "quantity".into(),
            Ty::Percent => "%".into(),
            Ty::Deadline | Ty::Start => "date".into(),
            Ty::DateRange => "date..date".into(),
            Ty::Duration => "duration".into(),
            Ty::Estimate => "duration or d..d..d".into(),
            Ty::Delay => "d..d or d..d..d".into(),
            Ty::QuantityOrRange => "quantity or range".into(),
            Ty::QuantityOrReading => "quantity or reading".into(),
            Ty::QuantityOrText => "quantity or text".into(),
            Ty::DurationOrText => "duration or text".into(),
            Ty::Reading => "reading".into(),
            Ty::Comparison => "comparison".into(),
            Ty::Target => "comparison or quantity".into(),
            Ty::Chain => "chain of systems".into(),
            Ty::Ref(set) if set == KindSet::WHO => "who".into(),
            Ty::Ref(set) if set == KindSet::ANYONE => "who/stakeholder".into(),
            Ty::Ref(set) => kinds(set),
            Ty::Link(set) => format!("{}, with an optional lag", kinds(set)),
            Ty::RefOrStr(set) => format!("{} or string", kinds(set)),
        }
    }

    /// The closed list of words, where the type is one.
    pub fn words(self) -> Option<&'static WordSet> {
        match self {
            Ty::Word(set) => Some(set),
            Ty::YesNo => Some(&words::YES_NO),
            Ty::Likelihood => Some(&words::LIKELIHOOD),
            Ty::Impact => Some(&words::IMPACT),
            _ => None,
        }
    }

    /// The kinds that a name as this value may be; none where the type takes no name.
    pub fn targets(self) -> KindSet {
        match self {
            Ty::Ref(set) | Ty::Link(set) | Ty::RefOrStr(set) => set,
            Ty::Chain => KindSet::of(&[super::Kind::System]),
            _ => KindSet::NONE,
        }
    }

    /// Whether the value is a point in time.
    pub fn is_date(self) -> bool {
        matches!(self, Ty::Deadline | Ty::Start)
    }
}

/// `` `low`, `medium` or `high` ``
pub(crate) fn list_words<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<_> = words.iter().map(|w| format!("`{}`", w.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
