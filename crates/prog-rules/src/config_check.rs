//! What `progc.toml` says that the reader of settings cannot judge: names of rules, and patterns of files.

use crate::engine::Options;
use crate::levels::{Levels, Selection};
use crate::rules;
use prog_diagnostics::{Applicability, Diagnostic, Edit, FileId, Fix, Level, Place};
use prog_model::config::Config;
use prog_model::suggest;

/// `unknown-rule` for every setting of a rule that does not exist, `invalid-config` for patterns that match nothing.
pub fn config_findings(config: &Config, file: FileId) -> Vec<Diagnostic> {
    let levels = config.rules.iter().chain(config.overrides.iter().flat_map(|o| &o.rules));
    let unknown = levels
        .filter(|l| rules::find(&l.rule).is_none())
        .map(|l| unknown_setting(&l.rule, Place { file, span: l.span }));
    let patterns = config.patterns.iter().filter(|(text, _)| globset::Glob::new(text).is_err());
    unknown.chain(patterns.map(|(text, span)| not_a_pattern(text, Place { file, span: *span }))).collect()
}

/// The name of the file that the settings stand in.
const CONFIG: &str = "progc.toml";

/// Of what is wrong with `progc.toml`, what is to be said in a run, at its level. That settings cannot be read is said in any
/// case: nobody knows what they ask for.
pub fn heard(findings: &[Diagnostic], config: &Config, options: Option<&Options>) -> Vec<Diagnostic> {
    let levels = Levels::new(config, &options.map(Selection::of).unwrap_or_default());
    let hear = |finding: &Diagnostic| {
        let level = match finding.rule {
            "invalid-config" => finding.level,
            _ => levels.of(finding, CONFIG)?,
        };
        Some(Diagnostic { level, ..finding.clone() })
    };
    findings.iter().filter_map(hear).collect()
}

fn not_a_pattern(text: &str, place: Place) -> Diagnostic {
    let message = format!("`{text}` is not a pattern for files");
    Diagnostic::new("invalid-config", Level::Error, place, message).help(
        "Write a folder, or `*` and `**` for parts of a path, such as `drafts/**`; close every `[` and `{`",
    )
}

fn unknown_setting(name: &str, place: Place) -> Diagnostic {
    let right = suggest::evident(name, names()).filter(|right| suggest::is_likely(name, right));
    let fix = right.map(|right| change(name, place, right));
    fix.into_iter().fold(unknown(name, place, None), Diagnostic::fix)
}

/// `unknown-rule` about a name in an allow that no rule has. Where it is no slip of the keyboard, what is `found` there and is called
/// so in part is meant, or nothing: an allow of another rule would find nothing, and the reason would be lost with it.
pub(crate) fn unknown_allow(name: &str, place: Place, found: &[&'static str]) -> Diagnostic {
    let slip = suggest::evident(name, names()).filter(|right| suggest::is_slip(name, right));
    let called =
        |rule: &&'static str| rule.split('-').any(|part| part == name) || suggest::is_near(name, rule);
    let mut here = found.iter().copied().filter(called);
    let here = here.next().filter(|_| here.next().is_none());
    let right = slip.or(here);
    let fix = right.map(|right| change(name, place, right));
    fix.into_iter().fold(unknown(name, place, right), Diagnostic::fix)
}

fn names() -> impl Iterator<Item = &'static str> {
    rules::ALL.iter().map(|r| r.name)
}

fn unknown(name: &str, place: Place, right: Option<&str>) -> Diagnostic {
    let near = right.map_or_else(|| suggest::nearest(name, names(), 3), |right| vec![right]);
    let help = suggest::did_you_mean(&near).unwrap_or_else(|| "Run `progc rules` to see all rules".into());
    Diagnostic::new("unknown-rule", Level::Error, place, format!("There is no rule called `{name}`"))
        .help(help)
}

fn change(name: &str, place: Place, right: &str) -> Fix {
    let applicability = match suggest::is_slip(name, right) {
        true => Applicability::Safe,
        false => Applicability::Suggested,
    };
    let edits = vec![Edit { place, text: right.into() }];
    Fix { title: format!("Change to `{right}`"), applicability, edits }
}
