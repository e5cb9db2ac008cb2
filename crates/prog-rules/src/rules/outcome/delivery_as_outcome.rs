//! `delivery-as-outcome`: the outcome is that we have finished, not that anything is better.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level, Place};
use prog_model::{Decl, Kind, KindSet, key};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The rule.
pub static RULE: Rule = Rule {
    name: "delivery-as-outcome",
    family: Family::Outcome,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "the outcome is that something is delivered, not that something gets better",
    question: "Did this improve business outcomes?",
    docs: Docs {
        finds: "An outcome whose metric or title speaks of delivery only (shipped, released, launched, completed, on time, story \
                points …), alone or about our own work (features, projects, milestones, a migration), and not about what users do: \
                \"completed checkouts\" is fine.",
        why: "Everything can be shipped on time and nothing be better for anybody.",
        fix: "Ask what will be different for users or the business once it is delivered, and measure that. What has to be \
              delivered is a `milestone`.",
        bad: r#"
person maria "Maria Lopes"

outcome rollout "More checkouts complete" {
  owner: maria
  metric: "features shipped on time"
  source: "tracker"
  baseline: 61%
  target: >= 90%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
        good: r#"
person maria "Maria Lopes"

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Outcome]), check),
};

fn check(_: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let (place, message) = if let Some(place) = delivery_metric(outcome) {
        (place, format!("The metric of `{}` counts what is delivered, not what gets better", outcome.short()))
    } else if outcome.title().is_some_and(|title| is_delivery(&title)) {
        let place = outcome.place(outcome.data().title);
        (place, format!("The title of `{}` says what is delivered, not what gets better", outcome.short()))
    } else {
        return;
    };
    let help = "Measure what is different for users or the business once it is delivered, and make the delivery a `milestone`";
    out.push(RULE.at(outcome, place, message).help(help));
}

/// Whether an outcome's metric or title speaks of delivery only.
pub fn counts_delivery(outcome: Decl<'_>) -> bool {
    delivery_metric(outcome).is_some() || outcome.title().is_some_and(|title| is_delivery(&title))
}

/// The place of the metric, if it speaks of delivery only.
fn delivery_metric(outcome: Decl<'_>) -> Option<Place> {
    let value = outcome.value(key::METRIC)?;
    let text = match value.target() {
        Some(metric) => metric.text(key::DEFINITION).unwrap_or_else(|| metric.label()),
        None => value.text()?,
    };
    is_delivery(&text).then(|| value.place())
}

/// Words that say that something was delivered.
const DELIVERY: &[&str] = &[
    "ship",
    "shipped",
    "shipping",
    "release",
    "released",
    "releases",
    "launch",
    "launched",
    "launches",
    "complete",
    "completed",
    "completion",
    "deliver",
    "delivered",
    "delivery",
    "deliveries",
    "deploy",
    "deployed",
    "deployment",
    "deployments",
    "finish",
    "finished",
    "done",
    "live",
    "implemented",
    "implementation",
    "velocity",
    "throughput",
    "burndown",
    "go-live",
    "on-time",
    "on-schedule",
    "reached",
    "closed",
];

/// Several words that say so together.
const PHRASES: &[&[&str]] = &[
    &["on", "time", "and", "budget"],
    &["on", "budget", "and", "time"],
    &["on", "time"],
    &["on", "schedule"],
    &["on", "budget"],
    &["in", "budget"],
    &["within", "budget"],
    &["in", "time"],
    &["story", "points"],
    &["tickets", "closed"],
    &["closed", "tickets"],
    &["issues", "closed"],
    &["lines", "of", "code"],
    &["go", "live"],
    &["rolled", "out"],
];

/// Our own work.
const OWN_WORK: &[&str] = &[
    "feature",
    "features",
    "release",
    "releases",
    "project",
    "projects",
    "program",
    "programme",
    "programs",
    "milestone",
    "milestones",
    "phase",
    "phases",
    "task",
    "tasks",
    "story",
    "stories",
    "sprint",
    "sprints",
    "migration",
    "migrations",
    "rollout",
    "rollouts",
    "epic",
    "epics",
    "ticket",
    "tickets",
    "backlog",
    "roadmap",
    "deliverable",
    "deliverables",
    "increment",
    "increments",
    "mvp",
    "scope",
    "workstream",
    "workstreams",
    "version",
    "iteration",
    "iterations",
    "plan",
    "work",
    "item",
    "items",
];

/// Our own work in several words.
const OWN_PHRASES: &[&[&str]] =
    &[&["user", "stories"], &["user", "story"], &["sprint", "goals"], &["sprint", "goal"]];

/// Where our own work moves things to, after these words.
const MOVES: &[&str] = &["migration", "migrations", "move", "rollout", "rollouts", "upgrade"];
const PLACES: &[&str] = &[
    "aws",
    "azure",
    "backend",
    "cloud",
    "database",
    "gcp",
    "infrastructure",
    "kubernetes",
    "platform",
    "production",
    "server",
    "servers",
    "stack",
    "system",
    "systems",
];

/// Words that say nothing by themselves.
const SMALL: &[&str] = &[
    "a",
    "all",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "been",
    "by",
    "count",
    "each",
    "every",
    "for",
    "from",
    "fully",
    "has",
    "have",
    "in",
    "is",
    "it",
    "its",
    "of",
    "on",
    "our",
    "number",
    "part",
    "per",
    "percent",
    "percentage",
    "planned",
    "promised",
    "rate",
    "ratio",
    "share",
    "successfully",
    "that",
    "the",
    "their",
    "this",
    "to",
    "total",
    "until",
    "was",
    "we",
    "week",
    "month",
    "quarter",
    "year",
    "were",
    "will",
    "with",
    "within",
    "new",
    "next",
    "first",
    "second",
    "third",
    "final",
];

/// Whether a text speaks of delivery, and of nothing else than our own work.
fn is_delivery(text: &str) -> bool {
    // Most texts speak of something else in their first words.
    if !words_of(text).all(may_speak_of_delivery) {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = words_of(&lower).collect();
    let mut delivered = false;
    let mut at = 0;
    while at < words.len() {
        if let Some(phrase) = PHRASES.iter().find(|p| words[at..].starts_with(p)) {
            delivered = true;
            at += phrase.len();
            continue;
        }
        if let Some(phrase) = OWN_PHRASES.iter().find(|p| words[at..].starts_with(p)) {
            at += phrase.len();
            continue;
        }
        let word = words[at];
        let says_nothing = SMALL.contains(&word) || word.contains(|c: char| c.is_ascii_digit());
        delivered |= DELIVERY.contains(&word);
        let place = PLACES.contains(&word) && words[..at].iter().any(|word| MOVES.contains(word));
        let own = OWN_WORK.contains(&word) || MOVES.contains(&word) || place;
        if !says_nothing && !DELIVERY.contains(&word) && !own {
            return false;
        }
        at += 1;
    }
    delivered
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    split.map(|w| w.trim_matches('-')).filter(|w| !w.is_empty())
}

fn all_lists() -> impl Iterator<Item = &'static &'static str> {
    let phrases = PHRASES.iter().chain(OWN_PHRASES).copied();
    [SMALL, DELIVERY, OWN_WORK, MOVES, PLACES].into_iter().chain(phrases).flatten()
}

/// No word of the lists has more letters.
const LONGEST: usize = 16;

/// Whether a word stands in one of the lists, in any case of letters.
fn may_speak_of_delivery(word: &str) -> bool {
    static LISTS: LazyLock<FxHashSet<&[u8]>> =
        LazyLock::new(|| all_lists().map(|known| known.as_bytes()).collect());
    let mut lower = [0; LONGEST];
    let known = lower.get_mut(..word.len()).is_some_and(|lower| {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        LISTS.contains(&*lower)
    });
    known || word.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, all_lists, is_delivery};

    #[test]
    fn no_word_is_too_long_to_be_found() {
        assert_eq!(all_lists().find(|word| word.len() > LONGEST), None);
    }

    #[test]
    fn delivery_is_told_from_what_users_do() {
        let delivery = [
            "features shipped",
            "Release 2.0 launched on time",
            "% of milestones delivered on schedule",
            "story points per sprint",
            "Migration completed by Q3",
            "on time",
            "Project is done",
            "Go-live of phase 2",
            "milestones reached",
            "on-time releases",
            "tasks closed",
            "Project delivered on time and budget",
            "user stories delivered",
            "percentage of sprint goals delivered",
            "Migration to cloud complete",
            "Migration to the new platform is done",
        ];
        for text in delivery {
            assert!(is_delivery(text), "{text}");
        }
        let better = [
            "completed checkouts / started checkouts",
            "parcels delivered on time",
            "More checkouts complete",
            "time to first release of a customer's app",
            "Orders shipped within a day",
            "Number of projects",
            "live viewers",
            "deals closed",
            "orders delivered on time",
            "users of the cloud platform live",
            "stories of users delivered",
            "goals reached per match",
            "households reached",
            "",
        ];
        for text in better {
            assert!(!is_delivery(text), "{text}");
        }
    }
}
