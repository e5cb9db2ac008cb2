//! `open-question`: a `?`, with the question of the rule that wants to know.

use super::wants;
use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Key, Kind, KindSet, Workspace, key};
use std::borrow::Cow;

/// The rule.
pub static RULE: Rule = Rule {
    name: "open-question",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a `?` that waits for an answer",
    question: "",
    docs: Docs {
        finds: "A `?` in place of a value. It carries the question of the rule that wants the value.",
        why: "A question that is written down can be answered; `progc show questions` lists all.",
        fix: "Put the answer in its place.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ? }
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }
"#,
    },
    check: Check::Decl(KindSet::of(Kind::ALL), check),
};

fn check(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    for value in decl.open_questions() {
        let key = value.prop().key();
        let word = context.workspace().schema().word(key);
        let message = format!("`{word}` of `{}` is an open question", decl.short());
        let mut finding = RULE.at(decl, value.place(), message);
        finding.question = Some(question(context.workspace(), decl, key));
        finding.help = Some("Put the answer in place of the `?`".into());
        out.push(finding);
    }
}

/// What a `?` in this property asks: the question of the rule that wants the value, else for the value itself.
pub fn question(workspace: &Workspace, decl: Decl<'_>, key: Key) -> Cow<'static, str> {
    if key == key::DEPENDS_ON {
        // The rule that wants it asks for the other direction too.
        return format!("What does `{}` depend on?", decl.short()).into();
    }
    let asked = wants::rule(decl.kind(), key).and_then(|rule| rule.ask(decl));
    let word = workspace.schema().word(key);
    asked.unwrap_or_else(|| format!("What is `{word}` of `{}`?", decl.short()).into())
}
