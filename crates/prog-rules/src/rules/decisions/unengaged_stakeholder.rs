//! `unengaged-stakeholder`: somebody who matters, and nobody talks to them.

use super::levels;
use crate::Context;
use crate::context::{ask_for, days_ago, lacks, replace, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unengaged-stakeholder",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "a stakeholder who matters is not looked after, or was last heard of too long ago",
    question: "Who talks to them, and how often?",
    docs: Docs {
        finds: "A stakeholder whose influence and impact (where no impact is given, interest) are `high` or `critical`, with \
                neither `cadence` nor `owner`; and one whose `last-contact` lies further back than the `cadence`.",
        why: "Who can stop the program and hears nothing of it will stop it.",
        fix: "Say who talks to them (`owner`) and how often (`cadence`), and note the last time.",
        bad: r#"
stakeholder legal "Legal" { influence: high, impact: high }
"#,
        good: r#"
person ines "Ines Park"

stakeholder legal "Legal" { influence: high, impact: high, cadence: 2w, last-contact: 2026-02-03, owner: ines }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Stakeholder]), check),
};

fn check(context: &Context<'_>, stakeholder: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let high = |k| matches!(stakeholder.word(k), Some("high" | "critical"));
    let touched = if stakeholder.has(key::IMPACT) { key::IMPACT } else { key::INTEREST };
    if high(key::INFLUENCE)
        && high(touched)
        && lacks(stakeholder, key::CADENCE)
        && lacks(stakeholder, key::OWNER)
    {
        let message = format!(
            "Nobody looks after `{}`, who has {}",
            stakeholder.short(),
            levels(stakeholder, [key::INFLUENCE, touched])
        );
        let finding = RULE
            .on(stakeholder, message)
            .help("Add `owner:` with who talks to them and `cadence:` with how often");
        out.push(finding.fix(ask_for(stakeholder, &[key::OWNER, key::CADENCE])));
        return;
    }
    let (Some(last), Some(cadence)) =
        (stakeholder.deadline(key::LAST_CONTACT), stakeholder.duration(key::CADENCE))
    else {
        return;
    };
    let days = i64::from(context.today()) - i64::from(last);
    if days as f64 > cadence.calendar_days() {
        let place = value_place(stakeholder, key::LAST_CONTACT);
        let message = format!(
            "The last contact with `{}` was on {}, and `cadence` says {cadence}",
            stakeholder.short(),
            iso(last)
        );
        let today = iso(context.today());
        let fix = replace(place, format!("Note a contact today: {today}"), today.clone());
        let finding = RULE
            .at(stakeholder, place, message)
            .label(days_ago(days))
            .related(value_place(stakeholder, key::CADENCE), "how often they should hear");
        out.push(
            finding
                .help("Get in touch and note the day, or change `cadence` to what holds")
                .fix(fix)
                .fix(replace(place, "Leave it open: `?`", "?")),
        );
    }
}
