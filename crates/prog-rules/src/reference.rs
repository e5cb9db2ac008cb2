//! The language and the rules as data and as pages: what `progc schema`, `progc rules` and the generated docs print.

use crate::rule::{Family, Rule};
use crate::rules;
use prog_model::config::{SETTINGS, Setting, SettingType};
use prog_model::schema::{COMMON, KINDS, KindSpec, Naming, PropSpec, words};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// One rule.
pub fn rule(rule: &Rule) -> Value {
    json!({
        "name": rule.name,
        "family": rule.family.title(),
        "level": rule.level.as_str(),
        "starter": rule.starter || rule.level == prog_diagnostics::Level::Error,
        "clock": rule.clock,
        "summary": rule.summary,
        "question": rule.question,
        "finds": rule.docs.finds,
        "why": rule.docs.why,
        "fix": rule.docs.fix,
        "bad": rule.docs.bad,
        "good": rule.docs.good,
        "url": crate::url(rule.name),
    })
}

fn property(spec: &PropSpec) -> Value {
    let words = spec.ty.words().map(|set| set.words.to_vec());
    let targets: Vec<&str> = spec.ty.targets().iter().map(|k| k.word()).collect();
    json!({
        "name": spec.key.word(),
        "type": spec.ty.name(),
        "required": spec.required,
        "list": spec.list,
        "values": words.unwrap_or_default(),
        "kinds": targets,
        "doc": spec.doc,
    })
}

fn kind(spec: &KindSpec) -> Value {
    let mut places: Vec<&str> = spec.within.iter().map(|k| k.word()).collect();
    if spec.top {
        places.insert(0, "top");
    }
    json!({
        "name": spec.kind.word(),
        "plural": spec.kind.plural(),
        "doc": spec.doc,
        "places": places,
        "named": spec.naming == Naming::Required,
        "example": spec.example,
        "properties": spec.properties.iter().map(property).collect::<Vec<_>>(),
    })
}

/// Every kind, property, value list and rule. Version 1; only additions.
pub fn language() -> Value {
    let values: Map<String, Value> =
        words::ALL.iter().map(|set| (set.name.to_owned(), json!(set.words))).collect();
    json!({
        "version": 1,
        "kinds": KINDS.iter().map(kind).collect::<Vec<_>>(),
        "common": COMMON.iter().map(property).collect::<Vec<_>>(),
        "values": values,
        "settings": SETTINGS.iter().map(setting).collect::<Vec<_>>(),
        "rules": rules::ALL.iter().map(|r| rule(r)).collect::<Vec<_>>(),
    })
}

fn setting(setting: &Setting) -> Value {
    json!({ "table": setting.table, "key": setting.key, "default": setting.default, "doc": setting.doc })
}

/// The JSON Schema of `progc.toml`.
pub fn config_schema() -> Value {
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "progc.toml",
        "description": "Settings of progc.",
        "type": "object",
        "additionalProperties": false,
        "properties": {},
    });
    let by_rule: Map<String, Value> = rules::ALL
        .iter()
        .map(|r| (r.name.to_owned(), json!({ "enum": prog_model::config::LEVELS, "default": r.level.as_str(), "description": r.summary })))
        .collect();
    let rules = json!({ "type": "object", "description": "Levels of rules.", "properties": by_rule, "additionalProperties": false });
    let properties = &mut root["properties"];
    for setting in SETTINGS.iter().filter(|s| s.table.is_empty()) {
        properties[setting.key] = setting_schema(setting);
    }
    for table in ["limits", "calendar", "risk", "scorecard"] {
        properties[table] = table_schema(table);
    }
    properties["rules"] = rules.clone();
    properties["overrides"] = json!({
        "type": "array",
        "items": { "type": "object", "required": ["paths"], "additionalProperties": false,
                   "properties": { "paths": { "type": "array", "items": { "type": "string" } }, "rules": rules } },
    });
    properties["kinds"] = json!({
        "type": "object",
        "propertyNames": { "enum": prog_model::Kind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>() },
        "additionalProperties": { "type": "object", "additionalProperties": false, "properties": { "properties": {
            "type": "object", "additionalProperties": table_schema("kinds.*.properties.*") } } },
    });
    root
}

fn table_schema(table: &str) -> Value {
    let rows = SETTINGS.iter().filter(|s| s.table == table);
    let properties: Map<String, Value> = rows.map(|s| (s.key.to_owned(), setting_schema(s))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn setting_schema(setting: &Setting) -> Value {
    let list = |item: Value| json!({ "type": "array", "items": item });
    let text = json!({ "type": "string" });
    let mut schema = match setting.ty {
        SettingType::Word(words) => json!({ "enum": words }),
        SettingType::Number(least) => json!({ "type": "number", "minimum": least }),
        SettingType::Numbers => list(json!({ "type": "number" })),
        SettingType::Texts | SettingType::Words => list(text),
        SettingType::Dates => {
            list(json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}( *\.\. *\d{4}-\d{2}-\d{2})?$" }))
        }
        SettingType::Bool => json!({ "type": "boolean" }),
        SettingType::Text => text,
    };
    match setting.key {
        "workdays" => {
            schema["items"] = json!({ "enum": prog_model::config::WEEKDAYS });
            schema["minItems"] = json!(1);
        }
        "likelihood" | "impact" => {
            schema["items"]["pattern"] = json!(r"^[\p{L}_][\p{L}\p{N}_]*(-[\p{L}\p{N}]+)*$");
            schema["minItems"] = json!(2);
            schema["maxItems"] = json!(20);
            schema["uniqueItems"] = json!(true);
        }
        "bands" => {
            schema["minItems"] = json!(3);
            schema["maxItems"] = json!(3);
        }
        _ => {}
    }
    schema["description"] = json!(setting.doc);
    if let Ok(default) = serde_json::from_str::<Value>(setting.default) {
        schema["default"] = default;
    }
    schema
}

/// The rules page in Markdown.
pub fn rules_page() -> String {
    let mut out = String::from(
        "# The rules\n\n<!-- Generated from the rules' own declarations; see CONTRIBUTING.md. -->\n\n",
    );
    out.push_str(
        "● in the profile `starter` (all errors are) · ◷ depends on today, left out by `--no-clock`.\n",
    );
    for family in Family::ALL {
        let _ = write!(out, "\n## {}\n\n| rule | level | finds |\n|---|---|---|\n", family.title());
        for rule in rules::ALL.iter().filter(|r| r.family == family) {
            let starter =
                if rule.starter && rule.level != prog_diagnostics::Level::Error { " ●" } else { "" };
            let clock = if rule.clock { " ◷" } else { "" };
            let _ = writeln!(
                out,
                "| [`{}`](#{}){starter}{clock} | {} | {} |",
                rule.name,
                rule.name,
                rule.level.as_str(),
                rule.summary
            );
        }
        for rule in rules::ALL.iter().filter(|r| r.family == family) {
            let _ = write!(out, "\n{}", crate::markdown(rule, 3));
        }
    }
    out
}

/// The language reference in Markdown: every kind with its properties.
pub fn language_page() -> String {
    let mut out = String::from(
        "# Kinds and properties\n\n<!-- Generated from the schema table; see CONTRIBUTING.md. -->\n\n",
    );
    out.push_str(
        "Every property also takes `?`: an open question, said out loud.\n\n| kind | is |\n|---|---|\n",
    );
    for spec in &KINDS {
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} |", spec.kind.word(), spec.doc);
    }
    out.push_str("\n## Properties of every kind\n\n");
    properties(&mut out, COMMON);
    for spec in &KINDS {
        let _ = write!(out, "\n## {}\n\n{}\n\n{}\n\n", spec.kind.word(), spec.doc, place(spec));
        properties(&mut out, spec.properties);
        let _ = write!(out, "\n```prog\n{}\n```\n", spec.example);
    }
    out.push_str("\n# Words\n\n| list | words |\n|---|---|\n");
    for set in words::ALL {
        let _ = writeln!(
            out,
            "| {} | {} |",
            set.name,
            set.words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(" ")
        );
    }
    out.push_str("\n# Settings\n\nIn `progc.toml`, at the root of the workspace.\n\n| table | key | default | |\n|---|---|---|---|\n");
    for s in SETTINGS {
        let _ = writeln!(
            out,
            "| `{}` | `{}` | {} | {} |",
            s.table,
            s.key,
            if s.default.is_empty() { String::new() } else { format!("`{}`", s.default) },
            s.doc
        );
    }
    out
}

fn place(spec: &KindSpec) -> String {
    let mut places: Vec<String> = spec.within.iter().map(|k| format!("in {}", k.with_article())).collect();
    if spec.top {
        places.insert(0, "at the top of a file".into());
    }
    let name = match spec.naming {
        Naming::Required => "It needs a name.",
        Naming::Optional => "Its name may be left out.",
        Naming::NameOrWho => "It needs a name or `who`.",
    };
    format!("Stands {}. {name}", places.join(", "))
}

fn properties(out: &mut String, properties: &[PropSpec]) {
    out.push_str("| property | takes | |\n|---|---|---|\n");
    for p in properties {
        let list = if p.list { " (several)" } else { "" };
        let required = if p.required { " **required**" } else { "" };
        let _ = writeln!(
            out,
            "| `{}`{required} | {}{list} | {} |",
            p.key.word(),
            p.ty.name().replace('|', "\\|"),
            p.doc
        );
    }
}
