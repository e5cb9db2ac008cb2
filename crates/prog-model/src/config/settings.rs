//! The keys of `progc.toml`, declared once.

use crate::schema::{Kind, KindSet, Ty, words};

/// What a setting takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum SettingType {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number of at least this.
    Number(f64),
    /// A list of texts.
    Texts,
    /// A list of dates `2026-12-25` (or ranges `2026-12-20..2027-01-03`).
    Dates,
    /// A list of words.
    Words,
    /// A list of numbers.
    Numbers,
    /// `true` or `false`.
    Bool,
    /// A text.
    Text,
}

/// One key.
#[derive(Debug)]
pub struct Setting {
    /// The table that it stands in; empty for the top. `*` stands for any name.
    pub table: &'static str,
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub ty: SettingType,
    /// Its default as written, empty where there is none.
    pub default: &'static str,
    /// What it does.
    pub doc: &'static str,
}

const fn s(
    table: &'static str,
    key: &'static str,
    ty: SettingType,
    default: &'static str,
    doc: &'static str,
) -> Setting {
    Setting { table, key, ty, default, doc }
}

use SettingType::*;

/// The levels that a rule may have.
pub const LEVELS: &[&str] = &["error", "warning", "info", "off"];

/// Weekdays as written in `workdays`.
pub const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The types of values that an organisation's own property may have, each with its type in the schema.
pub(super) const VALUE_TYPES: &[(&str, Ty)] = &[
    ("string", Ty::Str),
    ("text", Ty::Text),
    ("word", Ty::Tag),
    ("words", Ty::Tag),
    ("date", Ty::Deadline),
    ("period", Ty::DateRange),
    ("duration", Ty::Duration),
    ("quantity", Ty::Quantity),
    ("percent", Ty::Percent),
    ("yes-no", Ty::YesNo),
    ("level", Ty::Word(&words::LEVEL)),
    ("likelihood", Ty::Likelihood),
    ("impact", Ty::Impact),
    ("rating", Ty::Rating),
    ("who", Ty::Ref(KindSet::WHO)),
];

/// The types that an organisation's own property may have: those of values, and every kind, for a name of such a declaration.
pub const PROPERTY_TYPES: &[&str] = &property_types();

const fn property_types() -> [&'static str; VALUE_TYPES.len() + Kind::ALL.len()] {
    let mut all = [""; VALUE_TYPES.len() + Kind::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = match at.checked_sub(VALUE_TYPES.len()) {
            None => VALUE_TYPES[at].0,
            Some(kind) => Kind::ALL[kind].word(),
        };
        at += 1;
    }
    all
}

/// Every key of `progc.toml`.
pub static SETTINGS: &[Setting] = &[
    s(
        "",
        "profile",
        Word(&["starter", "standard", "strict"]),
        "\"standard\"",
        "Which rules speak: `starter` has the errors and the few rules that matter most, `standard` all, `strict` all with infos as warnings.",
    ),
    s("", "exclude", Texts, "[]", "Files that are left out, as patterns relative to this file: `drafts/**`."),
    s("rules", "*", Word(LEVELS), "", "The level of a rule, by its name."),
    s(
        "overrides",
        "paths",
        Texts,
        "",
        "The files that this override is for, as patterns relative to this file.",
    ),
    s("overrides.rules", "*", Word(LEVELS), "", "The level of a rule in these files."),
    s(
        "limits",
        "owned-open",
        Number(1.0),
        "12",
        "`overloaded-owner`: how many open risks, tasks and outcomes one person may own.",
    ),
    s(
        "limits",
        "dependents",
        Number(1.0),
        "3",
        "`single-point-of-failure`: how many live systems have to reach a system.",
    ),
    s(
        "limits",
        "review-days",
        Number(1.0),
        "90",
        "`stale-risk`: how many days a live risk may go without review.",
    ),
    s(
        "limits",
        "commit-days",
        Number(0.0),
        "30",
        "`uncommitted-dependency`: how many days before it is needed a dependency has to be committed.",
    ),
    s(
        "limits",
        "change-days",
        Number(0.0),
        "30",
        "`unapproved-change`: how many days a proposed change may wait.",
    ),
    s(
        "limits",
        "contingency-score",
        Number(1.0),
        "15",
        "`missing-contingency`: from which score on a risk needs a contingency.",
    ),
    s(
        "limits",
        "scope-percent",
        Number(0.0),
        "10",
        "`scope-creep`: how much of the window or the budget approved changes may add, in percent.",
    ),
    s(
        "limits",
        "unforeseen-issues",
        Number(1.0),
        "3",
        "`unforeseen-issue`: from how many issues without a risk on it speaks.",
    ),
    s(
        "limits",
        "reading-days",
        Number(1.0),
        "31",
        "`stale-readings`: how many days may pass between readings where no cadence is given.",
    ),
    s(
        "limits",
        "control-days",
        Number(1.0),
        "366",
        "`stale-control`: how many days may pass between reviews where no cadence is given.",
    ),
    s(
        "calendar",
        "workdays",
        Words,
        "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
        "The days of the week on which people work.",
    ),
    s(
        "calendar",
        "holidays",
        Dates,
        "[]",
        "Days on which nobody works: `2026-12-25`, or a range `2026-12-24..2027-01-01`.",
    ),
    s(
        "calendar",
        "freezes",
        Dates,
        "[]",
        "Periods in which nothing is released: `2026-11-20..2026-12-01`. The editor says so beside a date in one; they move no \
         date and no finding speaks of them.",
    ),
    s(
        "risk",
        "likelihood",
        Words,
        "[\"rare\", \"unlikely\", \"possible\", \"likely\", \"almost-certain\"]",
        "The words for how likely a risk is, from the least on.",
    ),
    s(
        "risk",
        "impact",
        Words,
        "[\"negligible\", \"minor\", \"moderate\", \"major\", \"severe\"]",
        "The words for how bad a risk is, from the least on.",
    ),
    s(
        "risk",
        "bands",
        Numbers,
        "[4, 9, 16]",
        "The highest scores that are still low, medium and high; all above is extreme.",
    ),
    s(
        "risk",
        "percent",
        Numbers,
        "[10, 30, 50, 80]",
        "Up to which percentage each likelihood but the last goes.",
    ),
    s("scorecard", "alignment", Number(0.0), "25", "Weight of stakeholder alignment, in percent."),
    s("scorecard", "technical", Number(0.0), "20", "Weight of technical feasibility, in percent."),
    s("scorecard", "budget", Number(0.0), "15", "Weight of the budget, in percent."),
    s("scorecard", "schedule", Number(0.0), "15", "Weight of the schedule, in percent."),
    s("scorecard", "compliance", Number(0.0), "10", "Weight of regulatory compliance, in percent."),
    s("scorecard", "vendor", Number(0.0), "15", "Weight of vendor dependencies, in percent."),
    s("kinds.*.properties.*", "type", Word(PROPERTY_TYPES), "\"string\"", "What the property takes."),
    s(
        "kinds.*.properties.*",
        "required",
        Bool,
        "false",
        "Whether a declaration of this kind has to have it.",
    ),
    s("kinds.*.properties.*", "list", Bool, "false", "Whether it takes several values."),
    s(
        "kinds.*.properties.*",
        "values",
        Words,
        "[]",
        "The words that it takes, where its type is `word` or `words`.",
    ),
    s(
        "kinds.*.properties.*",
        "pattern",
        Text,
        "",
        "What every value has to look like: `*` is any text, `?` one character, `#` one digit.",
    ),
    s("kinds.*.properties.*", "doc", Text, "", "What it says; shown in the editor."),
];

/// The setting at `path` (tables joined by dots) and `key`.
pub fn find(table: &str, key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.table == table && (s.key == key || s.key == "*"))
}

/// The settings of a table.
pub(super) fn of_table(table: &str) -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(move |s| s.table == table)
}

/// The default of a setting that takes a number.
pub(super) fn default_number(table: &str, key: &str) -> f64 {
    find(table, key).and_then(|s| s.default.parse().ok()).unwrap_or(0.0)
}

/// Which of the weights of the scorecard a key is.
pub(super) fn weight(key: &str) -> Option<usize> {
    of_table("scorecard").position(|s| s.key == key)
}
