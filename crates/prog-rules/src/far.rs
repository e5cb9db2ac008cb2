//! Findings whose fixes ask about far places: what a system reaches, which names are taken. Whether there is a finding is told by
//! what it names; what its fixes are may change with anything of some kinds.

use prog_model::{Kind, KindSet};

const SYSTEMS: KindSet = KindSet::of(&[Kind::Program, Kind::System, Kind::Flow]);

const FAR: &[(&str, KindSet)] = &[
    ("undeclared-hop", SYSTEMS),
    ("retired-dependency", SYSTEMS),
    ("homeless-declaration", KindSet::ALL),
    // They write names of people, which have to mean the same where they are written.
    ("missing-owner", KindSet::ANYONE),
    ("occurred-without-issue", KindSet::ANYONE),
    ("uninformed-stakeholder", KindSet::ANYONE),
];

/// The kinds that the fixes of a rule ask about anywhere.
pub(crate) fn asks_about(rule: &str) -> Option<KindSet> {
    FAR.iter().find(|(name, _)| *name == rule).map(|(_, kinds)| *kinds)
}
