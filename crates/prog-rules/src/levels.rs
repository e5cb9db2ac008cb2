//! How much a finding matters here: the rule's own level, the profile, the settings of the workspace and of its folders,
//! and what was selected for this run.

use crate::engine::Options;
use crate::rule::Rule;
use crate::rules;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::config::{Config, Profile, RuleLevel};
use rustc_hash::{FxHashMap, FxHashSet};

/// What is asked of one run beside the settings.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these rules, if any.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Not the rules that depend on today.
    pub no_clock: bool,
}

impl Selection {
    /// What a run is asked for.
    pub fn of(options: &Options) -> Self {
        let Options { select, ignore, no_clock, .. } = options.clone();
        Self { select, ignore, no_clock }
    }
}

/// The level of every rule in every file.
#[derive(Debug, Default)]
pub struct Levels {
    profile: Profile,
    set: FxHashMap<&'static str, Option<Level>>,
    folders: Vec<(GlobSet, FxHashMap<&'static str, Option<Level>>)>,
    out: FxHashSet<&'static str>,
    /// What this run asks for by name: on whatever profile and settings say.
    asked: FxHashSet<&'static str>,
}

fn known(levels: &[RuleLevel]) -> FxHashMap<&'static str, Option<Level>> {
    levels.iter().filter_map(|l| Some((rules::find(&l.rule)?.name, l.level))).collect()
}

fn globs(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        // A pattern that cannot be read matches nothing; the configuration says so.
        if let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).build() {
            set.add(glob);
        }
        // A folder means all in it.
        if let Ok(glob) =
            GlobBuilder::new(&format!("{}/**", pattern.trim_end_matches('/'))).literal_separator(true).build()
        {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

impl Levels {
    /// The levels of a workspace for one run.
    pub fn new(config: &Config, selection: &Selection) -> Self {
        let selected = |name: &str| selection.select.is_empty() || selection.select.iter().any(|s| s == name);
        let out = |rule: &&Rule| {
            !selected(rule.name)
                || selection.ignore.iter().any(|i| i == rule.name)
                || (selection.no_clock && rule.clock)
        };
        Self {
            profile: config.profile,
            set: known(&config.rules),
            folders: config.overrides.iter().map(|o| (globs(&o.paths), known(&o.rules))).collect(),
            out: rules::ALL.iter().copied().filter(out).map(|r| r.name).collect(),
            asked: selection.select.iter().filter_map(|name| Some(rules::find(name)?.name)).collect(),
        }
    }

    /// Whether a rule can speak anywhere in this run.
    pub fn is_on(&self, rule: &Rule) -> bool {
        if self.out.contains(rule.name) {
            return false;
        }
        if self.asked.contains(rule.name) {
            return true;
        }
        let set_somewhere = self.folders.iter().any(|f| f.1.get(rule.name).is_some_and(Option::is_some));
        match self.set.get(rule.name) {
            Some(level) => level.is_some() || set_somewhere,
            None => self.in_profile(rule) || set_somewhere,
        }
    }

    fn in_profile(&self, rule: &Rule) -> bool {
        self.profile != Profile::Starter || rule.starter || rule.level == Level::Error
    }

    /// The level that is set for a rule in a file, if one is.
    pub fn set_for(&self, rule: &str, path: &str) -> Option<Option<Level>> {
        let folder = self.folders.iter().rev().find_map(|(globs, set)| {
            let level = set.get(rule)?;
            globs.is_match(path).then_some(*level)
        });
        folder.or_else(|| self.set.get(rule).copied())
    }

    /// The level of a finding in the file at `path`; `None` where it is not to be said.
    pub fn of(&self, finding: &Diagnostic, path: &str) -> Option<Level> {
        let rule = rules::find(finding.rule)?;
        if self.out.contains(rule.name) {
            return None;
        }
        let asked = self.asked.contains(rule.name);
        if let Some(level) = self.set_for(rule.name, path).filter(|level| level.is_some() || !asked) {
            // What the rule itself holds for less grave (a low risk, an outcome at risk) stays so.
            let graver = finding.level >= rule.level;
            return level.map(|level| if graver { level } else { level.min(finding.level) });
        }
        // An error counts in every profile.
        if !asked && !self.in_profile(rule) && finding.level < Level::Error {
            return None;
        }
        match (self.profile, finding.level) {
            (Profile::Strict, Level::Info) => Some(Level::Warning),
            (_, level) => Some(level),
        }
    }
}
