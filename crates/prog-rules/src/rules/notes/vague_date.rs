//! `vague-date`: a text where a date is expected.

use crate::Context;
use crate::context::replace;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet};
use prog_syntax::literal::parse_date;

/// The rule.
pub static RULE: Rule = Rule {
    name: "vague-date",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a text where a date is expected",
    question: "Which day is that, at the latest?",
    docs: Docs {
        finds: "A text such as \"after GA\" or \"continuous\" where a date belongs. It counts as not given.",
        why: "What has no day in it cannot be late, and so it will be.",
        fix: "Write a date, or a period such as `2026-Q3`, which stands for its last day; or `?` if nobody knows yet.",
        bad: r#"
person ines "Ines Park"

issue outage "Gateway was down for an hour" { owner: ines, due: "after the relaunch" }
"#,
        good: r#"
person ines "Ines Park"

issue outage "Gateway was down for an hour" { owner: ines, due: 2026-Q3 }
"#,
    },
    check: Check::Decl(KindSet::of(Kind::ALL), check),
};

fn check(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    for value in decl.vague_dates() {
        let key = context.workspace().schema().word(value.prop().key());
        let message = format!("`{key}` of `{}` is a text, not a date", decl.short());
        let finding = RULE.at(decl, value.place(), message);
        let help = "Write a date, or a period such as `2026-Q3` that ends with it";
        // A date that only stands in quotes is one.
        let date = value.text().filter(|text| parse_date(text.trim()).is_some());
        out.push(match date {
            Some(date) => {
                let bare = replace(value.place(), "Remove the quotes", date.trim().to_owned());
                finding.help("Remove the quotes").fix(bare)
            }
            // Left to who can tell what the text is worth: two ways, so that none is taken unasked.
            None => {
                let bare = replace(value.place(), "Change to `?`", "?");
                match value.written() {
                    text if text.contains("*/") => finding.help(help),
                    text => finding.help(help).fix(replace(
                        value.place(),
                        "Change to `?`, with the text as a comment",
                        format!("? /* {text} */"),
                    )),
                }
                .fix(bare)
            }
        });
    }
}
