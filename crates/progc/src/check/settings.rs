//! `progc check --show-settings`: everything that holds here, in the form of `progc.toml`.

use crate::discover::CONFIG;
use crate::load;
use crate::output;
use anyhow::Result;
use prog_diagnostics::Level;
use prog_model::config::{Config, Profile};
use prog_rules::Rule;
use std::path::Path;
use std::process::ExitCode;

pub fn show(root: &Path) -> Result<ExitCode> {
    let settings = load::settings(root);
    let source = if settings.text.is_some() {
        // A name may hold a line end, and a comment may not.
        root.join(CONFIG).display().to_string().replace(['\n', '\r'], " ")
    } else {
        "no progc.toml; all defaults".into()
    };
    let config = &settings.config;
    let levels: Vec<(&str, &str)> = prog_rules::ALL.iter().map(|r| (r.name, level(config, r))).collect();
    output::print(&format!("# {source}\n{}", config.to_toml(&levels)))?;
    let said = prog_rules::heard(&settings.findings, config, None);
    Ok(if said.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// The level of a rule outside the folders that have their own.
fn level(config: &Config, rule: &Rule) -> &'static str {
    match config.rules.iter().rev().find(|r| r.rule == rule.name) {
        Some(set) => set.level.map_or("off", |level| level.as_str()),
        None => default_level(config, rule),
    }
}

/// Whether a rule speaks anywhere in the workspace.
pub fn is_on(config: &Config, rule: &Rule) -> bool {
    let mut in_folders = config.overrides.iter().flat_map(|o| &o.rules);
    level(config, rule) != "off" || in_folders.any(|r| r.rule == rule.name && r.level.is_some())
}

fn default_level(config: &Config, rule: &Rule) -> &'static str {
    match config.profile {
        Profile::Starter if !rule.starter && rule.level != Level::Error => "off",
        Profile::Strict if rule.level == Level::Info => "warning",
        _ => rule.level.as_str(),
    }
}
