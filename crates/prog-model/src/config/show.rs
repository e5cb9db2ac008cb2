//! Settings as text again, in the form of `progc.toml`: everything that holds, defaults too. Read again, it says the same.
//!
//! Not here: which rules there are; whoever knows gives their levels.

use super::own::{self, is_built_in, type_word};
use super::settings::{WEEKDAYS, of_table, weight};
use super::{Config, RuleLevel, Setting};
use crate::dates::{Day, iso};
use crate::schema::CustomProperty;
use toml_edit::{Key, Value};

/// The tables whose keys all have a value.
const TABLES: [&str; 4] = ["limits", "calendar", "risk", "scorecard"];

impl Config {
    /// Everything that holds; of the rules what `levels` says.
    pub fn to_toml(&self, levels: &[(&str, &str)]) -> String {
        let mut out = section(String::new(), of_table("").filter_map(|s| self.line(s)));
        for table in TABLES {
            out += &section(format!("\n[{table}]\n"), of_table(table).filter_map(|s| self.line(s)));
        }
        out += &section("\n[rules]\n".into(), levels.iter().map(|(rule, level)| line(rule, *level)));
        for own in &self.overrides {
            let paths = line("paths", texts(&own.paths));
            let head = format!("\n[[overrides]]\n{paths}[overrides.rules]\n");
            out += &section(head, own.rules.iter().map(|rule| line(&rule.rule, level(rule))));
        }
        self.custom.iter().for_each(|property| out += &own_property(property));
        out
    }

    fn line(&self, setting: &Setting) -> Option<String> {
        Some(line(setting.key, self.value(setting)?))
    }

    /// The value that holds; `None` for what is no single value.
    pub(super) fn value(&self, setting: &Setting) -> Option<Value> {
        Some(match (setting.table, setting.key) {
            ("", "profile") => self.profile.as_str().into(),
            ("", "exclude") => texts(&self.exclude),
            ("limits", key) => number(*self.limits.clone().slot(key)?),
            ("scorecard", key) => number(*self.weights.get(weight(key)?)?),
            ("calendar", "workdays") => {
                let on = WEEKDAYS.iter().zip(self.calendar.workdays).filter(|(_, on)| *on);
                on.map(|(day, _)| *day).collect()
            }
            ("calendar", "holidays") => self.calendar.holidays.iter().map(|day| iso(*day)).collect(),
            ("calendar", "freezes") => self.calendar.freezes.iter().map(period).collect(),
            ("risk", "likelihood") => texts(&self.risk.likelihood),
            ("risk", "impact") => texts(&self.risk.impact),
            ("risk", "bands") => self.risk.bands.iter().map(|band| number(f64::from(*band))).collect(),
            ("risk", "percent") => self.risk.percent.iter().map(|limit| number(*limit)).collect(),
            _ => return None,
        })
    }
}

fn section(head: String, lines: impl Iterator<Item = String>) -> String {
    lines.fold(head, |out, line| out + &line)
}

fn line(key: &str, value: impl Into<Value>) -> String {
    // Keys and values in quotes where they need some.
    format!("{} = {}\n", Key::new(key).display_repr(), value.into())
}

fn level(rule: &RuleLevel) -> &'static str {
    rule.level.map_or("off", |level| level.as_str())
}

fn texts(texts: &[String]) -> Value {
    texts.iter().map(String::as_str).collect()
}

fn period((from, to): &(Day, Day)) -> String {
    format!("{}..{}", iso(*from), iso(*to))
}

/// As people write it: `3`, not `3.0`.
fn number(number: f64) -> Value {
    let whole = number as i64;
    if whole as f64 == number && whole.unsigned_abs() < 1 << 53 { whole.into() } else { number.into() }
}

fn own_property(own: &CustomProperty) -> String {
    let name = Key::new(&own.name);
    let head = format!("\n[kinds.{}.properties.{}]\n", own.kind.word(), name.display_repr());
    let lines = of_table(own::TABLE).filter_map(|s| Some(line(s.key, own_value(own, s.key)?)));
    section(head, lines)
}

/// Left out is what is not set, and what cannot be set for a property of the language.
fn own_value(own: &CustomProperty, key: &str) -> Option<Value> {
    let free = !is_built_in(own);
    match key {
        "type" => free.then(|| type_word(own.ty).into()),
        "required" => Some(own.required.into()),
        "list" => free.then(|| own.list.into()),
        "values" => (free && !own.values.is_empty()).then(|| texts(&own.values)),
        "pattern" => own.pattern.as_deref().map(Value::from),
        "doc" => (!own.doc.is_empty()).then(|| own.doc.as_str().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{SETTINGS, parse};
    use prog_diagnostics::FileId;

    #[test]
    fn every_setting_is_shown_as_its_declaration_says_it_is_by_default() {
        let config = Config::default();
        for setting in SETTINGS.iter().filter(|s| s.table.is_empty() || TABLES.contains(&s.table)) {
            let shown = config.value(setting).map(|v| v.to_string());
            assert_eq!(shown.as_deref(), Some(setting.default), "{}.{}", setting.table, setting.key);
        }
        let tables = SETTINGS.iter().map(|s| s.table).filter(|t| !t.contains("rules"));
        for table in tables.filter(|t| !["", "overrides", own::TABLE].contains(t)) {
            assert!(TABLES.contains(&table), "{table}");
        }
    }

    #[test]
    fn every_setting_is_read_where_it_is_shown() {
        for setting in SETTINGS.iter().filter(|s| ["limits", "scorecard"].contains(&s.table)) {
            let text = format!("[{}]\n{} = 77.5\n", setting.table, setting.key);
            let shown = parse(&text, FileId(0)).0.value(setting).map(|v| v.to_string());
            assert_eq!(shown.as_deref(), Some("77.5"), "{text}");
        }
    }

    #[test]
    fn every_type_of_a_property_is_shown_as_it_was_written() {
        for word in crate::config::PROPERTY_TYPES {
            let text = format!("[kinds.risk.properties.own]\ntype = \"{word}\"\n");
            let (config, findings) = parse(&text, FileId(0));
            assert_eq!(findings, [], "{word}");
            let again = parse(&config.to_toml(&[]), FileId(0)).0;
            assert_eq!(again.custom, config.custom, "{word}");
        }
    }
}
