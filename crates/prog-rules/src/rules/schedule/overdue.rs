//! `overdue`: past its date, and not over.

use crate::Context;
use crate::context::{add_properties, lacks, replace, set_property, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Fix, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "overdue",
    family: Family::Schedule,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "past its date, and not over",
    question: "",
    docs: Docs {
        finds: "A task, milestone, issue or control past its `due` date, a dependency past `needed-by` that is neither delivered nor broken, an \
                escalation past `by`: as long as it is not over. Decisions, mitigations and assumptions have rules of their own.",
        why: "Either it is done and nobody wrote it down, or the plan that others read is wrong.",
        fix: "Write down that it is over, or give it a date that holds.",
        bad: r#"
person ines "Ines Park"

milestone pilot "Pilot" {
  owner: ines
  due: 2026-01-30
  criteria: "Ten customers pay"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  baseline: 61% on 2026-01-05
  target: >= 66%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
        good: r#"
person ines "Ines Park"

milestone pilot "Pilot" {
  owner: ines
  due: 2026-01-30
  reached: 2026-02-03
  criteria: "Ten customers pay"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  baseline: 61% on 2026-01-05
  target: >= 66%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
    },
    check: Check::Decl(KINDS, check),
};

const KINDS: KindSet = KindSet::of(&[
    Kind::Task,
    Kind::Milestone,
    Kind::Issue,
    Kind::Control,
    Kind::Dependency,
    Kind::Escalation,
]);

fn check(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some((date_key, date)) = context.overdue(decl) else { return };
    // That the promise is broken is why it has not come, and `uncommitted-dependency` says so.
    if decl.kind() == Kind::Dependency && decl.status() == "broken" {
        return;
    }
    let (was, not) = match decl.kind() {
        Kind::Milestone => ("was due", "is not reached"),
        Kind::Issue => ("was due", "is not resolved"),
        Kind::Control => ("was due", "is not in place"),
        Kind::Dependency => ("was needed by", "is not delivered"),
        Kind::Escalation => ("needed an answer by", "is not resolved"),
        _ => ("was due", "is not done"),
    };
    let place = value_place(decl, date_key);
    let message = format!("`{}` {was} {} and {not}", decl.short(), iso(date));
    let finding = RULE.at(decl, place, message).help("Say that it is over, or give it a date that holds");
    out.push(finding.fix(close(context, decl)).fix(replace(place, "Leave the date open: `?`", "?")));
}

/// Says that it is over.
fn close(context: &Context<'_>, decl: Decl<'_>) -> Fix {
    let title = |word: &str| format!("Mark `{}` as {word}", decl.short());
    let word = match decl.kind() {
        Kind::Milestone => {
            return set_property(decl, title("reached today"), key::REACHED, &iso(context.today()));
        }
        Kind::Issue | Kind::Escalation => "resolved",
        Kind::Control => return in_place(decl, title("in place")),
        Kind::Dependency => "delivered",
        _ => "done",
    };
    set_property(decl, title(word), key::STATUS, word)
}

/// A control that is in place has to be proved as well.
fn in_place(control: Decl<'_>, title: String) -> Fix {
    if !lacks(control, key::EVIDENCE) {
        return set_property(control, title, key::STATUS, "in-place");
    }
    if !control.has(key::STATUS) {
        return add_properties(control, title, &[("status", "in-place"), ("evidence", "?")]);
    }
    let mut fix = set_property(control, title, key::STATUS, "in-place");
    fix.edits.extend(add_properties(control, "", &[("evidence", "?")]).edits);
    fix
}
