//! `progc.toml`: what an organisation sets. Text in, settings and findings with places out.
//!
//! [`SETTINGS`] declares every key once; the check, the docs, the JSON schema and the editor's completion come from it.
//! Which rules exist is not known here: names of rules are kept with their places for whoever knows.

mod own;
mod read;
mod settings;
mod show;

pub use read::parse;
pub use settings::{LEVELS, PROPERTY_TYPES, SETTINGS, Setting, SettingType, WEEKDAYS};

use crate::dates::Day;
use crate::schema::{CustomProperty, RiskScale, Schema};
use prog_diagnostics::Level;
use prog_syntax::Span;
use std::sync::Arc;

/// Which rules speak by default.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Profile {
    /// The errors and the few rules that matter most.
    Starter,
    /// All rules at their own level.
    #[default]
    Standard,
    /// All rules, infos as warnings.
    Strict,
}

impl Profile {
    /// As written in `progc.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Starter => "starter",
            Self::Standard => "standard",
            Self::Strict => "strict",
        }
    }
}

/// The level that a file sets for a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleLevel {
    /// The rule's name as written.
    pub rule: String,
    /// `None` switches it off.
    pub level: Option<Level>,
    /// Where the name stands.
    pub span: Span,
}

/// Rule levels for the files under some folders.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Override {
    /// Patterns such as `vendors/**`, relative to the workspace.
    pub paths: Vec<String>,
    /// Levels there.
    pub rules: Vec<RuleLevel>,
}

macro_rules! limits {
    ($($field:ident $key:literal)*) => {
        /// The numbers at which rules begin to speak. Each is documented in [`SETTINGS`].
        #[derive(Clone, PartialEq, Debug)]
        #[allow(missing_docs)]
        pub struct Limits { $(pub $field: f64,)* }

        impl Limits {
            /// The limit of a key of `[limits]`.
            pub(crate) fn slot(&mut self, key: &str) -> Option<&mut f64> {
                match key { $($key => Some(&mut self.$field),)* _ => None }
            }
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: settings::default_number("limits", $key),)* }
            }
        }
    };
}

limits! {
    owned_open "owned-open"
    dependents "dependents"
    review_days "review-days"
    commit_days "commit-days"
    change_days "change-days"
    contingency_score "contingency-score"
    scope_percent "scope-percent"
    unforeseen_issues "unforeseen-issues"
    reading_days "reading-days"
    control_days "control-days"
}

/// When people work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarConfig {
    /// Monday to Sunday.
    pub workdays: [bool; 7],
    /// Days on which nobody works, sorted.
    pub holidays: Vec<Day>,
    /// First and last days of periods in which nothing is released.
    pub freezes: Vec<(Day, Day)>,
}

impl Default for CalendarConfig {
    fn default() -> Self {
        Self {
            workdays: [true, true, true, true, true, false, false],
            holidays: Vec::new(),
            freezes: Vec::new(),
        }
    }
}

/// Everything that `progc.toml` says.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// Which rules speak by default.
    pub profile: Profile,
    /// Levels of single rules.
    pub rules: Vec<RuleLevel>,
    /// Levels under some folders; later ones win.
    pub overrides: Vec<Override>,
    /// Files that are left out, as patterns relative to the workspace.
    pub exclude: Vec<String>,
    /// All patterns, of `exclude` and of the overrides, with their places: whether they can be read is not known here.
    pub patterns: Vec<(String, Span)>,
    /// The numbers of the rules.
    pub limits: Limits,
    /// When people work.
    pub calendar: CalendarConfig,
    /// The risk matrix.
    pub risk: RiskScale,
    /// Weights of the scorecard in percent: alignment, technical, budget, schedule, compliance, vendor.
    pub weights: [f64; 6],
    /// Where the weights stand, for a finding about their sum.
    pub weights_span: Option<Span>,
    /// The organisation's own properties.
    pub custom: Vec<CustomProperty>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            rules: Vec::new(),
            overrides: Vec::new(),
            exclude: Vec::new(),
            patterns: Vec::new(),
            limits: Limits::default(),
            calendar: CalendarConfig::default(),
            risk: RiskScale::default(),
            weights: default_weights(),
            weights_span: None,
            custom: Vec::new(),
        }
    }
}

fn default_weights() -> [f64; 6] {
    let mut weights = [0.0; 6];
    for (weight, setting) in weights.iter_mut().zip(settings::of_table("scorecard")) {
        *weight = settings::default_number("scorecard", setting.key);
    }
    weights
}

impl Config {
    /// The schema with what the organisation adds.
    pub fn schema(&self) -> Arc<Schema> {
        Arc::new(Schema::new(self.custom.clone(), self.risk.clone()))
    }
}
