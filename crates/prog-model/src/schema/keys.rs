//! The keys of properties, as small numbers.

/// The key of a property: a number for those of the language ([`key`]), a higher one for an organisation's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(pub u16);

macro_rules! keys {
    ($($id:ident $word:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Order { $($id),* }

        /// The keys of the language.
        #[allow(missing_docs)] // what a key means depends on its kind: see the schema table
        pub mod key {
            use super::{Key, Order};
            $(pub const $id: Key = Key(Order::$id as u16);)*
            /// Every key as written, by number.
            pub static ALL: &[&str] = &[$($word),*];
        }

        /// The key that `word` names in the language.
        pub(super) fn builtin(word: &str) -> Option<Key> {
            match word { $($word => Some(key::$id),)* _ => None }
        }
    };
}

keys! {
    DESCRIPTION "description" TAGS "tags" LINKS "links" NOTES "notes"
    OWNER "owner" SPONSOR "sponsor" RAG "rag" GOAL "goal" WINDOW "window" STATUS "status" BUDGET "budget" SPENT "spent"
    FORECAST "forecast" APPETITE "appetite" SCOPE "scope" OUT_OF_SCOPE "out-of-scope" ESCALATION_PATH "escalation-path"
    ROLE "role" EMAIL "email" CONTACT "contact" AWAY "away" LEAD "lead" MEMBERS "members"
    WHO "who" INFLUENCE "influence" IMPACT "impact" INTEREST "interest" SATISFACTION "satisfaction" STANCE "stance"
    NEEDS "needs" CADENCE "cadence" LAST_CONTACT "last-contact" CHANNEL "channel"
    TYPE "type" CRITICALITY "criticality" DEPENDS_ON "depends-on" DATA "data" SLO "slo" RUNBOOK "runbook"
    FALLBACK "fallback" REPLACES "replaces"
    TRIGGER "trigger" STEPS "steps" SERVES "serves" DELIVERS "delivers"
    ESTIMATE "estimate" AFTER "after" STARTS_WITH "starts-with" ENDS_WITH "ends-with" ENDS_AFTER_START "ends-after-start"
    STARTS "starts" DUE "due" STARTED "started" FINISHED "finished" PROGRESS "progress" PRIORITY "priority" TOUCHES "touches"
    APPROVER "approver" REACHED "reached" CRITERIA "criteria"
    FROM "from" TO "to" NEEDED_BY "needed-by" PROMISED "promised" FOR "for"
    CATEGORY "category" LIKELIHOOD "likelihood" AFFECTS "affects" THREATENS "threatens" RESPONSE "response" RAISED "raised"
    CONTINGENCY "contingency" REVIEW "review" REVIEWED "reviewed" ACCEPTED_BY "accepted-by" RATIONALE "rationale"
    RESIDUAL "residual" DELAY "delay" COST "cost"
    TASK "task" REDUCES "reduces"
    METRIC "metric" BASELINE "baseline" TARGET "target" BY "by" SOURCE "source" READINGS "readings" SUPPORTS "supports"
    GUARDRAIL "guardrail"
    DEFINITION "definition" UNIT "unit" DIRECTION "direction"
    QUESTION "question" DECIDED "decided" RULE "rule" CHOSEN "chosen" CONSULTED "consulted" INFORMED "informed"
    SUPERSEDES "supersedes"
    TIME "time" RESOURCES "resources" QUALITY "quality" HELPS "helps" HURTS "hurts" BENEFITS "benefits"
    DRAWBACKS "drawbacks" RISKS "risks" FAVOURED_BY "favoured-by"
    VALIDATE_BY "validate-by" EVIDENCE "evidence" IF_FALSE "if-false"
    SEVERITY "severity" BLOCKS "blocks" RESOLUTION "resolution"
    ABOUT "about" RECOMMEND "recommend" BECAUSE "because" ASK "ask"
    REQUESTED_BY "requested-by" REASON "reason" ADDS "adds" APPROVED_BY "approved-by"
    FRAMEWORK "framework" POINT "point" RETENTION "retention" COVERS "covers"
    DATE "date" ALIGNMENT "alignment" TECHNICAL "technical" SCHEDULE "schedule" COMPLIANCE "compliance" VENDOR "vendor"
}

impl Key {
    /// As written in a file; empty for an organisation's own key (ask the schema).
    pub fn word(self) -> &'static str {
        key::ALL.get(self.0 as usize).copied().unwrap_or("")
    }

    /// The key of the language that `word` names.
    pub fn builtin(word: &str) -> Option<Key> {
        builtin(word)
    }
}
