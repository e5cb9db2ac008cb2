//! Names of rules in `progc.toml`, held against the rules that exist.

use crate::rules;
use prog_diagnostics::{Applicability, Diagnostic, Edit, FileId, Fix, Level, Place};
use prog_model::config::Config;
use prog_model::suggest;

/// `unknown-rule` for every setting of a rule that does not exist.
pub fn config_findings(config: &Config, file: FileId) -> Vec<Diagnostic> {
    let levels = config.rules.iter().chain(config.overrides.iter().flat_map(|o| &o.rules));
    levels
        .filter(|l| rules::find(&l.rule).is_none())
        .map(|l| unknown(&l.rule, Place { file, span: l.span }))
        .collect()
}

fn unknown(name: &str, place: Place) -> Diagnostic {
    let names = || rules::ALL.iter().map(|r| r.name);
    let near = suggest::nearest(name, names(), 3);
    let help = suggest::did_you_mean(&near).unwrap_or_else(|| "Run `progc rules` to see all rules".into());
    let finding =
        Diagnostic::new("unknown-rule", Level::Error, place, format!("There is no rule called `{name}`"))
            .help(help);
    match suggest::evident(name, names()) {
        Some(right) => finding.fix(Fix {
            title: format!("Change to `{right}`"),
            applicability: Applicability::Safe,
            edits: vec![Edit { place, text: right.into() }],
        }),
        None => finding,
    }
}
