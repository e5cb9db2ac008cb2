//! What the words of the closed lists mean, in a sentence each.

use prog_model::schema::{Ty, WordSet, words};

/// What `word` of a closed list means; empty where the word says it all.
pub(crate) fn word_doc(set: &WordSet, word: &str) -> &'static str {
    let table: &[(&str, &str)] = match set.name {
        "rag" => &[
            ("green", "On course; nothing is needed from others."),
            ("amber", "Off course, and the owner has a way back."),
            ("red", "Off course, and help is needed."),
        ],
        "program status" => &[
            ("proposed", "Not agreed yet; what depends on today is only noted."),
            ("active", "Under way. The default."),
            ("paused", "Stopped for now; what depends on today is only noted."),
            ("done", "Finished; only the form is still checked."),
            ("cancelled", "Given up; only the form is still checked."),
        ],
        "appetite" => &[
            ("low", "Only low risks may go without a mitigation."),
            ("medium", "Medium risks may go without a mitigation."),
            ("high", "High risks may go without a mitigation."),
            ("extreme", "Every risk may go without a mitigation."),
        ],
        "level" => &[
            ("low", "Hardly anybody would notice."),
            ("medium", "Some work or some users are touched."),
            ("high", "Much is lost; somebody has to act."),
            ("critical", "Everything hangs on it."),
        ],
        "stance" => &[
            ("champion", "Speaks for the program without being asked."),
            ("supporter", "Helps when asked."),
            ("neutral", "Neither helps nor hinders."),
            ("sceptic", "Doubts it, and can be won."),
            ("blocker", "Works against it."),
        ],
        "system type" => SYSTEM_TYPES,
        "system status" => &[
            ("planned", "Not running yet."),
            ("live", "Running. The default."),
            ("deprecated", "Running, and nothing new may depend on it."),
            ("retired", "No longer running."),
        ],
        "priority" => &[
            ("must", "Without it the program fails."),
            ("should", "Important, and there is a way around it."),
            ("could", "Good to have."),
            ("wont", "Agreed not to be done this time."),
        ],
        "task status" | "mitigation status" | "issue status" => &[
            ("planned", "Not started. The default."),
            ("open", "Nobody has started on it. The default."),
            ("in-progress", "Somebody works on it."),
            ("blocked", "Cannot go on until something else happens."),
            ("done", "Finished."),
            ("deferred", "Put off; left out of the schedule."),
            ("dropped", "Given up; left out of the schedule."),
            ("resolved", "Solved."),
        ],
        "dependency status" => &[
            ("requested", "Asked for, not agreed. The default."),
            ("committed", "Agreed, with a date."),
            ("delivered", "There."),
            ("broken", "Was agreed and will not come."),
        ],
        "risk category" => CATEGORIES,
        "response" => &[
            ("mitigate", "Make it less likely or less bad."),
            ("avoid", "Change the plan so that it cannot happen."),
            ("transfer", "Let somebody else carry it: an insurer, a vendor."),
            ("accept", "Live with it; say who agreed and why."),
            ("escalate", "Somebody higher up has to decide."),
        ],
        "risk status" => &[
            ("open", "May happen; nothing is done about it yet. The default."),
            ("mitigating", "May happen; something is being done about it."),
            ("accepted", "May happen, and we live with it."),
            ("occurred", "Has happened: an issue follows from it."),
            ("closed", "Can no longer happen."),
        ],
        "reduces" => &[
            ("likelihood", "It happens less often."),
            ("impact", "It hurts less when it happens."),
            ("both", "It happens less often and hurts less."),
        ],
        "direction" => &[("up", "A higher number is better."), ("down", "A lower number is better.")],
        "decision status" => &[
            ("open", "Not decided. The default."),
            ("decided", "An option was chosen."),
            ("superseded", "A later decision holds."),
        ],
        "assumption status" => &[
            ("open", "Nobody knows yet. The default."),
            ("valid", "It holds."),
            ("invalid", "It does not hold: its risks are real."),
        ],
        "escalation status" => &[
            ("draft", "Being written. The default."),
            ("sent", "Waiting for an answer."),
            ("resolved", "Answered."),
        ],
        "change status" => &[
            ("proposed", "Asked for. The default."),
            ("approved", "Agreed; it counts from now on."),
            ("rejected", "Not agreed."),
            ("deferred", "Put off."),
            ("implemented", "Done."),
        ],
        "audit point" => POINTS,
        "control status" => &[
            ("missing", "Nothing is there. The default."),
            ("planned", "Agreed, with a date."),
            ("in-place", "It works; the proof is named in `evidence`."),
            ("verified", "Somebody else has checked that it works."),
        ],
        "likelihood" => &[
            ("rare", "Up to 10 %: would be a surprise."),
            ("unlikely", "Up to 30 %."),
            ("possible", "Up to 50 %."),
            ("likely", "Up to 80 %."),
            ("almost-certain", "Above 80 %: would be a surprise if not."),
        ],
        "impact" => &[
            ("negligible", "Nobody outside the team notices."),
            ("minor", "Some delay or cost, taken up by the plan."),
            ("moderate", "A milestone or an outcome suffers."),
            ("major", "The program misses what it is for, in part."),
            ("severe", "The program fails, or harm is done beyond it."),
        ],
        "yes or no" => &[("yes", ""), ("no", "")],
        _ => &[],
    };
    table.iter().find(|(w, _)| *w == word).map_or("", |(_, doc)| doc)
}

const SYSTEM_TYPES: &[(&str, &str)] = &[
    ("service", "Answers requests."),
    ("datastore", "Keeps data."),
    ("queue", "Passes messages on."),
    ("client", "What users see: a site, an app."),
    ("job", "Runs by the clock or by an event."),
    ("library", "Built into other systems."),
    ("platform", "What other systems run on."),
    ("vendor", "Bought from somebody else, under a contract."),
    ("external", "Somebody else's, outside this workspace."),
];

const CATEGORIES: &[(&str, &str)] = &[
    ("alignment", "People want different things."),
    ("technical", "It may not work, or not well enough."),
    ("budget", "The money may not hold."),
    ("schedule", "The dates may not hold."),
    ("compliance", "A law, rule or audit may stop it."),
    ("vendor", "Somebody we buy from may not deliver."),
    ("people", "Somebody who is needed may be missing."),
    ("security", "Somebody may get in, or data out."),
];

const POINTS: &[(&str, &str)] = &[
    ("requirements", "What is to be built is written down and agreed."),
    ("changes", "Changes are asked for, judged and agreed."),
    ("security", "Access and data are protected."),
    ("risk", "Risks are known, owned and looked at."),
    ("approvals", "Who agreed to what is on record."),
    ("training", "People know what they have to do."),
    ("escalation", "Who is asked for help, and when, is known."),
    ("audit", "What was done can be shown."),
    ("records", "Records are kept as long as they have to be."),
    ("privacy", "Personal data is used as the law allows."),
];

/// The list that a type takes its words from, custom ones aside.
pub(crate) fn set_of(ty: Ty) -> Option<&'static WordSet> {
    match ty {
        Ty::Residual => Some(&words::LIKELIHOOD),
        _ => ty.words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_language_is_explained() {
        for set in words::ALL.iter().filter(|s| s.name != "yes or no") {
            for word in set.words {
                assert!(!word_doc(set, word).is_empty(), "{} {word}", set.name);
            }
        }
    }
}
