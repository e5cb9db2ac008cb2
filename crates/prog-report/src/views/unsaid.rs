//! One line under dates that rest on silence: work that was to start, and dependencies that were to come, without a word that
//! they did. The numbers stay; this keeps them from reassuring.

use crate::ask::Ask;
use crate::say;
use prog_facts::Plan;
use prog_model::Decl;

/// How many things are named.
const NAMED: usize = 3;

/// What one sort of silence is called.
struct Words {
    one: &'static str,
    many: &'static str,
    /// Of one and of many: nothing says that it …
    did: [&'static str; 2],
    /// What the dates take it for.
    counts_as: &'static str,
    give: &'static str,
}

const TASKS: Words = Words {
    one: "task was to start",
    many: "tasks were to start",
    did: ["did", "did"],
    counts_as: "on plan",
    give: "`started:`",
};
const MILESTONES: Words = Words {
    one: "milestone was to be reached",
    many: "milestones were to be reached",
    did: ["was", "were"],
    counts_as: "on plan",
    give: "`reached:`",
};
const DEPENDENCIES: Words = Words {
    one: "dependency was to come",
    many: "dependencies were to come",
    did: ["did", "did"],
    counts_as: "there",
    give: "`status: delivered`",
};

/// What of a plan was to happen before today and is not said to have; `None` where there is nothing of the sort.
pub(super) fn note(ask: &Ask<'_>, plan: &Plan) -> Option<String> {
    let unsaid = ask.facts.unsaid(plan);
    let sorts = [(unsaid.tasks, TASKS), (unsaid.milestones, MILESTONES), (unsaid.dependencies, DEPENDENCIES)];
    let said = sorts.iter().filter_map(|(decls, words)| sentence(decls, words));
    let said: Vec<String> = said.chain(loose(&unsaid.loose)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn loose(milestones: &[Decl<'_>]) -> Option<String> {
    let it = if milestones.len() == 1 { "it" } else { "them" };
    let names: Vec<String> = milestones.iter().map(|d| d.label().into_owned()).collect();
    (!milestones.is_empty()).then(|| {
        format!(
            "Nothing comes before {} ({}), so the plan puts {it} on its first day. Name the work with `after:`.",
            say::count(milestones.len(), "milestone", "milestones"),
            say::list_of(&names, NAMED)
        )
    })
}

fn sentence(decls: &[Decl<'_>], words: &Words) -> Option<String> {
    let many = decls.len() > 1;
    let (they, them) = if many { ("they", "them") } else { ("it", "it") };
    let names: Vec<String> = decls.iter().map(|d| d.label().into_owned()).collect();
    (!decls.is_empty()).then(|| {
        format!(
            "{} before today and nothing says that {they} {} ({}): the dates count {them} as {}. Give {} or move {them}.",
            say::count(decls.len(), words.one, words.many),
            words.did[usize::from(many)],
            say::list_of(&names, NAMED),
            words.counts_as,
            words.give
        )
    })
}
