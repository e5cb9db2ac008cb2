//! A rule as a page: what `progc explain` prints, and the docs page is made of.

use crate::allows::ABOUT_ALLOWS;
use crate::rule::Rule;
use prog_diagnostics::Level;
use std::fmt::Write;

/// Where the page of a rule can be read: the generated page, as the repository shows it.
pub fn url(rule: &str) -> String {
    format!("{}/blob/main/docs/rules.md#{rule}", env!("CARGO_PKG_REPOSITORY"))
}

/// The page of a rule in Markdown, its heading at `depth`.
pub fn markdown(rule: &Rule, depth: usize) -> String {
    let mut out = String::new();
    let heading = "#".repeat(depth);
    let _ = writeln!(out, "{heading} {}\n", rule.name);
    let _ = writeln!(out, "{}\n", facts(rule));
    let _ = writeln!(out, "**What it finds.** {}\n", rule.docs.finds);
    let _ = writeln!(out, "**Why it matters.** {}\n", rule.docs.why);
    if !rule.question.is_empty() {
        let _ = writeln!(out, "**The question.** {}\n", rule.question);
    }
    let _ = writeln!(out, "**Found here:**\n\n```prog\n{}\n```\n", rule.docs.bad.trim());
    let _ = writeln!(out, "**Fine:**\n\n```prog\n{}\n```\n", rule.docs.good.trim());
    let _ = writeln!(out, "**How to fix it.** {}\n", rule.docs.fix);
    let _ = writeln!(out, "**How to switch it off.** {}", switch_off(rule.name));
    out
}

fn switch_off(rule: &str) -> String {
    match rule {
        _ if ABOUT_ALLOWS.contains(&rule) => {
            format!("For the workspace, in `progc.toml`: `[rules]` and `{rule} = \"off\"`.")
        }
        "invalid-config" => "Not at all: nobody knows what settings that cannot be read ask for.".into(),
        "unreadable-file" => "Not at all: a file that is not read is not checked, and `progc check` says so and exits with 2 whatever it is asked for. Put the file under `exclude` in `progc.toml`.".into(),
        _ => format!("For one place: `// progc: allow({rule}) why`. For the workspace, in `progc.toml`: `[rules]` and `{rule} = \"off\"`."),
    }
}

fn facts(rule: &Rule) -> String {
    let mut parts = vec![format!("Level: {}", rule.level.as_str())];
    parts.push(format!("chapter: {}", rule.family.title()));
    if rule.starter || rule.level == Level::Error {
        parts.push("in the profile `starter` ●".into());
    }
    if rule.clock {
        parts.push("depends on today ◷".into());
    }
    format!("{}.", parts.join(" · "))
}
