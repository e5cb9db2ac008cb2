//! `thin-escalation`: it asks for help and leaves the thinking to the reader.

use crate::Context;
use crate::context::{add_properties, append, blank, is_free, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_diagnostics::{Edit, Fix};
use prog_model::{Decl, Kind, KindSet, edit, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "thin-escalation",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "an escalation without options, recommendation, reason or ask",
    question: "What exactly do we want from them?",
    docs: Docs {
        finds: "An escalation, not resolved, with fewer than two options, or without `recommend`, `because` or `ask`. One \
                finding lists what is missing.",
        why: "Who gets a problem without a proposal gives it back.",
        fix: "Give at least two options, say which one you would take and why, and what exactly you need.",
        bad: r#"
person ines "Ines Park"
person dana "Dana Osei"

escalation vendor-delay "The vendor is six weeks late" {
  owner: ines
  to: dana
  impact: "We lose $40K of sales a week"
  by: 2026-03-01

  option second "Take a second vendor" { cost: $80K, benefits: "Live in June", drawbacks: "Two contracts" }
  option wait "Wait" { cost: $0, benefits: "One contract", drawbacks: "Misses the sale in June" }
}
"#,
        good: r#"
person ines "Ines Park"
person dana "Dana Osei"

escalation vendor-delay "The vendor is six weeks late" {
  owner: ines
  to: dana
  impact: "We lose $40K of sales a week"
  recommend: second
  because: "The sale in June is worth more than the contract"
  ask: "Approve $80K for a second vendor"
  by: 2026-03-01

  option second "Take a second vendor" { cost: $80K, benefits: "Live in June", drawbacks: "Two contracts" }
  option wait "Wait" { cost: $0, benefits: "One contract", drawbacks: "Misses the sale in June" }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Escalation]), check),
};

fn check(_: &Context<'_>, escalation: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if escalation.is_over() || escalation.broken() {
        return;
    }
    let asked =
        [(key::RECOMMEND, "a recommendation"), (key::BECAUSE, "a reason for it"), (key::ASK, "an ask")];
    let missing: Vec<_> = asked.into_iter().filter(|(k, _)| lacks(escalation, *k)).collect();
    let options = escalation.children_of(Kind::Option).count();
    let mut words: Vec<&str> = missing.iter().map(|(_, word)| *word).collect();
    match options {
        0 => words.insert(0, "options"),
        1 => words.insert(0, "a second option"),
        _ if missing.is_empty() => return,
        _ => {}
    }
    let keys: Vec<&str> = missing.iter().map(|(k, _)| k.word()).collect();
    let finding = RULE.on(escalation, format!("`{}` lacks {}", escalation.short(), join(&words, "and")));
    out.push(
        finding
            .help("Give at least two options, say which one you recommend and why, and what you ask for")
            .fix(complete(escalation, options, &keys)),
    );
}

/// Adds what is missing as open questions.
fn complete(escalation: Decl<'_>, options: usize, keys: &[&str]) -> Fix {
    let properties: Vec<(&str, &str)> = keys.iter().map(|k| (*k, "?")).collect();
    let numbered = (1..).map(|n| format!("option-{n}"));
    let free = numbered.filter(|name| is_free(escalation, escalation.scope(), name));
    let stubs: Vec<String> = free
        .take(2usize.saturating_sub(options))
        .map(|name| format!("option {name} {{ benefits: ?, drawbacks: ? }}"))
        .collect();
    let title = "Add what is missing as `?`";
    match (properties.is_empty(), stubs.is_empty()) {
        (_, true) => add_properties(escalation, title, &properties),
        (true, false) => append(escalation, title, &stubs.join("\n")),
        (false, false) => {
            let is_blank = |(word, _): &(&str, &str)| blank(escalation, word).is_some();
            let (blank, absent): (Vec<_>, Vec<_>) = properties.into_iter().partition(is_blank);
            let absent = absent.iter().map(|(k, v)| format!("{k}: {v}"));
            let all: Vec<String> = absent.chain(stubs).collect();
            if blank.is_empty() {
                return append(escalation, title, &all.join("\n"));
            }
            // What is there as an empty text is written over, and a block of one line is not written anew.
            let mut fix = add_properties(escalation, title, &blank);
            let edit = edit::insert_lines(escalation.source(), escalation.data(), &all);
            fix.edits.push(Edit { place: escalation.place(edit.span), text: edit.text });
            fix
        }
    }
}
