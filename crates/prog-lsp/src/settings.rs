//! What the user sets in the editor under `prog`. Other keys there belong to the editor's own side.

use prog_model::dates::{self, Day};
use serde_json::Value;

/// The settings with their defaults.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// `inlayHints.risk`: a risk's score and band.
    pub hints_risk: bool,
    /// `inlayHints.schedule`: slack and earliest finish.
    pub hints_schedule: bool,
    /// `inlayHints.outcomes`: how an outcome does.
    pub hints_outcomes: bool,
    /// `inlayHints.titles`: the title behind a name.
    pub hints_titles: bool,
    /// `codeLens.enable`.
    pub lenses: bool,
    /// `diagnostics.workspace`: findings of all files, not only of the open ones.
    pub whole_workspace: bool,
    /// `check.asOf`: the day on which the questions are asked, in place of today.
    pub as_of: Option<Day>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hints_risk: true,
            hints_schedule: true,
            hints_outcomes: true,
            hints_titles: false,
            lenses: true,
            whole_workspace: true,
            as_of: None,
        }
    }
}

impl Settings {
    /// Reads the section `prog`, nested (`{"codeLens": {"enable": true}}`) or with dotted keys; what is absent or unusable
    /// has its default.
    pub fn read(section: &Value) -> Self {
        let default = Self::default();
        let get =
            |key: &str| section.get(key).or_else(|| section.pointer(&format!("/{}", key.replace('.', "/"))));
        let flag = |key: &str, default: bool| get(key).and_then(Value::as_bool).unwrap_or(default);
        Self {
            hints_risk: flag("inlayHints.risk", default.hints_risk),
            hints_schedule: flag("inlayHints.schedule", default.hints_schedule),
            hints_outcomes: flag("inlayHints.outcomes", default.hints_outcomes),
            hints_titles: flag("inlayHints.titles", default.hints_titles),
            lenses: flag("codeLens.enable", default.lenses),
            whole_workspace: flag("diagnostics.workspace", default.whole_workspace),
            as_of: get("check.asOf").and_then(Value::as_str).and_then(dates::parse_iso),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nested_dotted_and_wrong_values() {
        let nested = Settings::read(
            &json!({"inlayHints": {"risk": false, "titles": 3}, "check": {"asOf": "2026-02-10"}}),
        );
        assert_eq!(
            nested,
            Settings { hints_risk: false, as_of: dates::parse_iso("2026-02-10"), ..Settings::default() }
        );
        let dotted = Settings::read(
            &json!({"codeLens.enable": false, "check.asOf": "", "diagnostics.workspace": false}),
        );
        assert_eq!(dotted, Settings { lenses: false, whole_workspace: false, ..Settings::default() });
        assert_eq!(Settings::read(&json!(null)), Settings::default());
    }
}
