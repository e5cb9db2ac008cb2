//! Names from what people wrote: kebab-case identifiers, each once.

use std::collections::{HashMap, HashSet};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

/// Characters of a name; longer titles end at a word.
const MAX: usize = 40;

/// Words that no name ends with.
const SMALL: &[&str] = &[
    "and", "as", "at", "between", "by", "for", "from", "in", "into", "is", "its", "of", "on", "or", "our",
    "per", "such", "than", "that", "their", "this", "to", "use", "via", "which", "with", "your",
];

/// A kebab-case identifier from `text`; empty where no letter or digit is in it.
pub(crate) fn slug(text: &str) -> String {
    let mut all = words(&text.replace("(s)", "s"));
    if all.len() > 3 {
        all.retain(|w| !matches!(w.as_str(), "a" | "an" | "the"));
    }
    let mut out = Vec::new();
    let mut length = 0;
    for word in all {
        let n = word.chars().count();
        if length > 0 && length + 1 + n > MAX {
            break;
        }
        length += n.min(MAX) + usize::from(length > 0);
        out.push(word.chars().take(MAX).collect::<String>());
    }
    // A title that was cut ends at a word that says something.
    while out.len() > 3 && SMALL.contains(&out[out.len() - 1].as_str()) {
        out.pop();
    }
    out.join("-").nfc().collect()
}

/// The words of `text` in lower case: runs of letters and digits, also where `camelCase` turns.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in text.nfkc() {
        let part = is_xid_continue(c) && c != '_';
        let turn = before.is_lowercase() && c.is_uppercase();
        if (!part || turn) && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        // An apostrophe is no end of a word: "the bank's click" gives `banks`.
        if part {
            word.extend(c.to_lowercase().filter(|l| is_xid_continue(*l)));
        } else if matches!(c, '\'' | '’') {
            word = if word.is_empty() { out.pop().unwrap_or_default() } else { word };
        }
        before = c;
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// A word for `tags`; `None` where `text` has none.
pub(crate) fn tag(text: &str) -> Option<String> {
    let tag = slug(text);
    (!tag.is_empty()).then(|| lead(&tag, "tag"))
}

/// The names given so far in one namespace.
#[derive(Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
    /// The last number given to each name that several wanted.
    last: HashMap<String, usize>,
}

impl Names {
    /// Whether a name is given already.
    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// A free name like `text`: as it is, else with `context` before it, else with a number. `kind` helps where the
    /// text does not begin like a name.
    pub fn give(&mut self, text: &str, context: &str, kind: &str) -> String {
        let plain = lead(&slug(text), kind);
        let qualified = lead(&format!("{}-{}", slug(context), slug(text)), kind);
        let qualified = if slug(context).is_empty() { plain.clone() } else { qualified };
        let mut free = [plain, qualified.clone()].into_iter().find(|name| !self.taken.contains(name));
        // Counts on from the last one, so that a thousand tasks called "Review" cost no more than others.
        let last = self.last.entry(qualified.clone()).or_insert(1);
        while free.is_none() {
            *last += 1;
            free = Some(format!("{qualified}-{last}")).filter(|name| !self.taken.contains(name));
        }
        let free = free.unwrap_or(qualified);
        self.taken.insert(free.clone());
        free
    }
}

/// `slug` with the kind before it where a name cannot start like that.
fn lead(slug: &str, kind: &str) -> String {
    let starts = slug.trim_start_matches('-').chars().next().is_some_and(is_xid_start);
    let slug = slug.trim_matches('-');
    match (starts, slug.is_empty()) {
        (true, _) => slug.to_owned(),
        (false, true) => format!("{kind}-1"),
        (false, false) => format!("{kind}-{slug}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        assert_eq!(slug("Gateway latency (P99) spikes!"), "gateway-latency-p99-spikes");
        assert_eq!(slug("bug_trackers"), "bug-trackers");
        assert_eq!(slug("PlanningPhase"), "planning-phase");
        assert_eq!(slug("the bank's click"), "the-banks-click");
        assert_eq!(slug("Größe ändern"), "größe-ändern");
        assert_eq!(
            slug("Develop a plan to engage the stakeholders needed"),
            "develop-plan-to-engage-stakeholders"
        );
        assert_eq!(
            slug("Consult with key agency leaders, such as officers"),
            "consult-with-key-agency-leaders"
        );
        assert_eq!(slug("FCP decision(s)"), "fcp-decisions");
        assert_eq!(slug("—"), "");
        assert_eq!(
            slug("one two three four five six seven eight nine ten"),
            "one-two-three-four-five-six-seven-eight"
        );
    }

    #[test]
    fn names_are_unique_and_valid() {
        let mut names = Names::default();
        assert_eq!(names.give("Review", "alpha", "task"), "review");
        assert_eq!(names.give("Review", "alpha", "task"), "alpha-review");
        assert_eq!(names.give("Review", "alpha", "task"), "alpha-review-2");
        assert_eq!(names.give("3D secure", "", "task"), "task-3d-secure");
        assert_eq!(names.give("", "", "risk"), "risk-1");
        assert_eq!(names.give("?", "", "risk"), "risk-1-2");
    }
}
