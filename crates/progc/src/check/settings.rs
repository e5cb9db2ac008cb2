//! `progc check --show-settings`: everything that holds here, in the form of `progc.toml`.

use crate::discover::CONFIG;
use crate::load;
use crate::output;
use anyhow::Result;
use prog_model::config::{Config, SETTINGS};
use prog_model::dates::iso;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

pub fn show(root: &Path) -> Result<ExitCode> {
    let settings = load::settings(root);
    let source = if settings.text.is_some() {
        root.join(CONFIG).display().to_string()
    } else {
        "no progc.toml; all defaults".into()
    };
    output::print(&format!("# {source}\n{}", text(&settings.config)))?;
    Ok(if settings.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn list<T>(items: impl IntoIterator<Item = T>, show: impl Fn(T) -> String) -> String {
    let items: Vec<String> = items.into_iter().map(show).collect();
    format!("[{}]", items.join(", "))
}

fn quoted(text: impl AsRef<str>) -> String {
    format!("\"{}\"", text.as_ref().replace('\\', "\\\\").replace('"', "\\\""))
}

fn text(config: &Config) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "profile = \"{}\"\nexclude = {}",
        config.profile.as_str(),
        list(&config.exclude, quoted)
    );
    for table in ["limits", "calendar", "risk", "scorecard"] {
        let _ = writeln!(out, "\n[{table}]");
        for setting in SETTINGS.iter().filter(|s| s.table == table) {
            let _ = writeln!(out, "{} = {}", setting.key, value(config, table, setting.key));
        }
    }
    let _ = writeln!(out, "\n[rules]");
    for rule in prog_rules::ALL.iter() {
        let set = config.rules.iter().rev().find(|r| r.rule == rule.name);
        let level = set.map_or(default_level(config, rule), |r| r.level.map_or("off", |l| l.as_str()));
        let _ = writeln!(out, "{} = \"{level}\"", rule.name);
    }
    for own in &config.overrides {
        let _ = writeln!(out, "\n[[overrides]]\npaths = {}\n[overrides.rules]", list(&own.paths, quoted));
        for rule in &own.rules {
            let _ = writeln!(out, "{} = \"{}\"", rule.rule, rule.level.map_or("off", |l| l.as_str()));
        }
    }
    for own in &config.custom {
        let _ = writeln!(
            out,
            "\n[kinds.{}.properties.{}]\nrequired = {}\nlist = {}",
            own.kind.word(),
            own.name,
            own.required,
            own.list
        );
        if !own.values.is_empty() {
            let _ = writeln!(out, "values = {}", list(&own.values, quoted));
        }
        if !own.doc.is_empty() {
            let _ = writeln!(out, "doc = {}", quoted(&own.doc));
        }
    }
    out
}

fn default_level(config: &Config, rule: &prog_rules::Rule) -> &'static str {
    use prog_diagnostics::Level;
    use prog_model::config::Profile;
    match config.profile {
        Profile::Starter if !rule.starter && rule.level != Level::Error => "off",
        Profile::Strict if rule.level == Level::Info => "warning",
        _ => rule.level.as_str(),
    }
}

fn value(config: &Config, table: &str, key: &str) -> String {
    let limits = &config.limits;
    let number = match (table, key) {
        ("limits", "owned-open") => limits.owned_open,
        ("limits", "dependents") => limits.dependents,
        ("limits", "review-days") => limits.review_days,
        ("limits", "commit-days") => limits.commit_days,
        ("limits", "change-days") => limits.change_days,
        ("limits", "contingency-score") => limits.contingency_score,
        ("limits", "scope-percent") => limits.scope_percent,
        ("limits", "unforeseen-issues") => limits.unforeseen_issues,
        ("limits", "reading-days") => limits.reading_days,
        ("limits", "control-days") => limits.control_days,
        ("scorecard", key) => {
            let names = prog_analysis::scorecard::NAMES;
            names.iter().position(|n| *n == key).map_or(0.0, |at| config.weights[at])
        }
        ("calendar", "workdays") => {
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            return list(names.iter().zip(config.calendar.workdays).filter(|(_, on)| *on), |(n, _)| {
                quoted(n)
            });
        }
        ("calendar", "holidays") => return list(&config.calendar.holidays, |d| quoted(iso(*d))),
        ("calendar", "freezes") => {
            return list(&config.calendar.freezes, |(a, b)| quoted(format!("{}..{}", iso(*a), iso(*b))));
        }
        ("risk", "likelihood") => return list(&config.risk.likelihood, quoted),
        ("risk", "impact") => return list(&config.risk.impact, quoted),
        ("risk", "bands") => return list(config.risk.bands, |b| b.to_string()),
        ("risk", _) => return list(&config.risk.percent, |p| p.to_string()),
        _ => 0.0,
    };
    number.to_string()
}
