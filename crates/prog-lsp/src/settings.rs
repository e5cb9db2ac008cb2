//! What the user sets in the editor under `prog`. Other keys there belong to the editor's own side.

use prog_model::dates::{self, Day};
use serde_json::Value;

/// A setting as editors offer it. Their documentation is made of this list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Its key under `prog`.
    pub key: &'static str,
    /// What it takes, and has when nobody sets it.
    pub value: SettingValue,
    /// What it does, in Markdown.
    pub doc: &'static str,
}

/// What a setting takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SettingValue {
    /// Yes or no, with what it is by default.
    Flag(bool),
    /// A day as `2026-05-15`; empty for today.
    Day,
}

/// Everything that [`Settings::read`] reads.
pub const LIST: [Setting; 7] = [
    flag("inlayHints.risk", true, "Show a risk's score and band behind it, such as `12 high`."),
    flag("inlayHints.schedule", true, "Show slack and earliest finish behind tasks and milestones."),
    flag("inlayHints.outcomes", true, "Show behind an outcome how it does, such as `at risk`."),
    flag("inlayHints.titles", false, "Show the title behind a name that stands for a declaration."),
    flag("codeLens.enable", true, "Show lines such as “7 systems depend on this” above declarations."),
    flag(
        "diagnostics.workspace",
        true,
        "Show findings of all files of the workspace. Off: only of open files.",
    ),
    Setting {
        key: "check.asOf",
        value: SettingValue::Day,
        doc: "Check as if it were this day (`YYYY-MM-DD`). Empty: today.",
    },
];

const fn flag(key: &'static str, default: bool, doc: &'static str) -> Setting {
    Setting { key, value: SettingValue::Flag(default), doc }
}

/// The list as VS Code's manifest has it; `editors/vscode/server-settings.json` is this.
pub fn for_manifest() -> Value {
    let one = |setting: &Setting| {
        let mut entry = serde_json::json!({
            "key": format!("prog.{}", setting.key),
            // The server has one set of them, and asks for it without naming a folder.
            "scope": "window",
            "description": setting.doc,
        });
        match setting.value {
            SettingValue::Flag(on) => {
                entry["type"] = "boolean".into();
                entry["default"] = on.into();
            }
            SettingValue::Day => {
                entry["type"] = "string".into();
                entry["default"] = "".into();
                entry["pattern"] = "^(\\d{4}-\\d{2}-\\d{2})?$".into();
                entry["patternErrorMessage"] =
                    "Write a date as YYYY-MM-DD, or leave it empty for today.".into();
            }
        }
        entry
    };
    LIST.iter().map(one).collect()
}

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
    /// What `check.asOf` says where that is no day.
    pub no_day: Option<String>,
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
            no_day: None,
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
        let as_of = get("check.asOf").filter(|v| !v.is_null() && v.as_str() != Some(""));
        let day = as_of.and_then(Value::as_str).and_then(dates::parse_iso);
        Self {
            hints_risk: flag("inlayHints.risk", default.hints_risk),
            hints_schedule: flag("inlayHints.schedule", default.hints_schedule),
            hints_outcomes: flag("inlayHints.outcomes", default.hints_outcomes),
            hints_titles: flag("inlayHints.titles", default.hints_titles),
            lenses: flag("codeLens.enable", default.lenses),
            whole_workspace: flag("diagnostics.workspace", default.whole_workspace),
            as_of: day,
            no_day: as_of.filter(|_| day.is_none()).map(|v| v.as_str().map_or(v.to_string(), str::to_owned)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_list_is_what_is_read() {
        for setting in LIST {
            let (usual, other) = match setting.value {
                SettingValue::Flag(on) => (json!(on), json!(!on)),
                SettingValue::Day => (json!(""), json!("2026-05-15")),
            };
            assert_eq!(
                Settings::read(&json!({ setting.key: usual })),
                Settings::default(),
                "{}",
                setting.key
            );
            assert_ne!(
                Settings::read(&json!({ setting.key: other })),
                Settings::default(),
                "{}",
                setting.key
            );
        }
    }

    #[test]
    fn the_extension_documents_this_list() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../editors/vscode/server-settings.json");
        let documented: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(
            documented,
            for_manifest(),
            "run `cargo run -p prog-lsp --example settings > editors/vscode/server-settings.json`, then `npm run generate` there"
        );
    }

    #[test]
    fn the_help_of_neovim_names_them_all() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../editors/nvim/doc/prog.txt");
        let help = std::fs::read_to_string(path).unwrap();
        for setting in LIST {
            let (group, name) = setting.key.split_once('.').unwrap();
            let line = help.lines().find(|l| l.trim_start().starts_with(&format!("{group} = {{")));
            let usual = match setting.value {
                SettingValue::Flag(on) => format!("{name} = {on}"),
                SettingValue::Day => format!("{name} = \"\""),
            };
            assert!(line.is_some_and(|l| l.contains(&usual)), "{} is not in {path}", setting.key);
        }
    }

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
        let wrong = Settings::read(&json!({"check": {"asOf": "10.02.2026"}}));
        assert_eq!(wrong, Settings { no_day: Some("10.02.2026".into()), ..Settings::default() });
    }
}
