//! Pages of kinds, properties and rules: what they mean and how they are written, from the schema table and the rules.

use crate::words::word_doc;
use prog_model::Kind;
use prog_model::schema::{Naming, Property, Schema, Ty, kind_spec};
use prog_rules::{Engine, rules};
use std::fmt::Write;

/// What a kind is, where it stands, what it takes.
pub(crate) fn kind_page(engine: &Engine, kind: Kind) -> String {
    let Some(spec) = kind_spec(kind) else { return String::new() };
    let mut out = format!("**{}**\n\n{}\n\n", kind.word(), spec.doc);
    let mut places: Vec<String> = spec.within.iter().map(|k| format!("in {}", k.with_article())).collect();
    if spec.top {
        places.insert(0, "at the top of a file".into());
    }
    let name = match spec.naming {
        Naming::Required => "It needs a name.",
        Naming::Optional => "Its name may be left out.",
        Naming::NameOrWho => "It needs a name or `who`.",
    };
    let _ = write!(out, "Stands {}. {name}", places.join(", "));
    let schema = engine.workspace().schema();
    let keys: Vec<String> = schema.properties(kind).map(|p| shown(&p)).collect();
    let _ = write!(out, "\n\nTakes {}", keys.join(", "));
    let inside: Vec<String> =
        Schema::kinds_within(Some(kind)).map(|s| format!("`{}`", s.kind.word())).collect();
    if !inside.is_empty() {
        let _ = write!(out, "\n\nHolds {}", inside.join(", "));
    }
    let _ = write!(out, "\n\n```prog\n{}\n```", spec.example);
    out
}

fn shown(property: &Property<'_>) -> String {
    if property.required { format!("`{}` (required)", property.name) } else { format!("`{}`", property.name) }
}

/// What a property says and takes.
pub(crate) fn property_page(_engine: &Engine, kind: Kind, property: &Property<'_>) -> String {
    let several = if property.list { ", one or several" } else { "" };
    let required = if property.required { " · required" } else { "" };
    let mut out =
        format!("**{}** of {}{required}\n\n{}\n\n", property.name, kind.with_article(), property.doc);
    let _ = write!(out, "Takes {}{several}.", property.ty.describe());
    if let Some(pattern) = property.custom.and_then(|c| c.pattern.as_deref()) {
        let _ = write!(out, " It looks like `{pattern}`.");
    }
    let words = words_of(property);
    if !words.is_empty() {
        let _ = write!(out, "\n\n{}", words.join("  \n"));
    }
    let usual = default_status(property);
    if !usual.is_empty() {
        let _ = write!(out, "\n\n{usual}");
    }
    out
}

/// The words of a closed list, each with what it means.
fn words_of(property: &Property<'_>) -> Vec<String> {
    if let (Ty::CustomWord(_), Some(custom)) = (property.ty, property.custom) {
        return custom.values.iter().map(|w| format!("`{w}`")).collect();
    }
    let Some(set) = property.ty.words() else { return Vec::new() };
    let line = |word: &&'static str| match word_doc(set, word) {
        "" => format!("`{word}`"),
        doc => format!("`{word}` {doc}"),
    };
    set.words.iter().map(line).collect()
}

fn default_status(property: &Property<'_>) -> String {
    match property.ty {
        Ty::Deadline => "A month, week, quarter or half stands for its last day.".into(),
        Ty::Start => "A month, week, quarter or half stands for its first day.".into(),
        Ty::Estimate => {
            "Working days: `1w` is 5, `1mo` is 20. Of three the middle one counts in the plan.".into()
        }
        _ => String::new(),
    }
}

/// The page of a rule; `None` where there is no such rule.
pub(crate) fn rule_page(engine: &Engine, name: &str) -> Option<String> {
    let rule = rules::find(name)?;
    let set = engine.config().rules.iter().rev().find(|l| l.rule == name);
    let level = match set {
        Some(set) => format!("{}, set in `progc.toml`", set.level.map_or("off", |l| l.as_str())),
        None => rule.level.as_str().to_owned(),
    };
    let mut out = format!("**{}** · {level}\n\n{}\n\n{}", rule.name, rule.docs.finds, rule.docs.why);
    if !rule.question.is_empty() {
        let _ = write!(out, "\n\n*{}*", rule.question);
    }
    let _ = write!(
        out,
        "\n\n**Fix** {}\n\n```prog\n{}\n```\n\n[All about it]({})",
        rule.docs.fix,
        rule.docs.good.trim(),
        prog_rules::url(rule.name)
    );
    Some(out)
}
