//! `progc explain` and `progc rules`: the rules' own declarations, printed.

use crate::args::{DocFormat, ExplainArgs, RulesArgs};
use crate::output;
use anyhow::Result;
use prog_rules::{Family, Rule};
use serde_json::{Value, json};
use std::fmt::Write;
use std::process::ExitCode;

pub fn explain(args: &ExplainArgs) -> Result<ExitCode> {
    crate::check::known_rule(&args.rule)?;
    let Some(rule) = prog_rules::find(&args.rule) else { return Ok(ExitCode::from(2)) };
    let text = match args.format {
        DocFormat::Text => plain(&prog_rules::markdown(rule, 1)),
        DocFormat::Md => prog_rules::markdown(rule, 1),
        DocFormat::Json => format!("{:#}\n", as_json(rule)),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Markdown as it reads best on a terminal: code indented, marks taken away.
fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            let indent = if line.is_empty() { "" } else { "    " };
            let _ = writeln!(out, "{indent}{line}");
        } else {
            let line = line.trim_start_matches('#').trim_start().replace("**", "");
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// One rule as JSON.
pub fn as_json(rule: &Rule) -> Value {
    prog_rules::reference::rule(rule)
}

pub fn rules(args: &RulesArgs) -> Result<ExitCode> {
    let text = match args.format {
        DocFormat::Json => {
            let rules: Vec<Value> = prog_rules::ALL.iter().map(|r| as_json(r)).collect();
            format!("{:#}\n", json!({ "version": 1, "rules": rules }))
        }
        DocFormat::Md => prog_rules::reference::rules_page(),
        DocFormat::Text => table(),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn table() -> String {
    let mut out = String::new();
    let widest = prog_rules::ALL.iter().map(|r| r.name.len()).max().unwrap_or(0);
    for family in Family::ALL {
        let _ = writeln!(out, "{}", family.title());
        for rule in prog_rules::ALL.iter().filter(|r| r.family == family) {
            let marks =
                format!("{}{}", if rule.starter { "●" } else { " " }, if rule.clock { "◷" } else { " " });
            let _ = writeln!(
                out,
                "  {:widest$}  {:7}  {marks}  {}",
                rule.name,
                rule.level.as_str(),
                rule.summary
            );
        }
        out.push('\n');
    }
    out.push_str("● in the profile `starter`   ◷ depends on today   progc explain RULE says more\n");
    out
}
