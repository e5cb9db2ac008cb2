//! `progc.toml` in an editor: which tables, keys and values there are, and what each does.
//!
//! Works on the text of the file line by line, so that it works while it is half-typed. What is wrong with a file says
//! [`prog_model::config::parse`].

mod place;

use crate::completion::{Completion, Doc, Item, ItemKind, Snippet};
use crate::hover::{Hover, rule_page};
use crate::text;
use place::{Line, Place, place};
use prog_model::Kind;
use prog_model::config::{LEVELS, PROPERTY_TYPES, SETTINGS, Setting, SettingType, WEEKDAYS};
use prog_model::dates::iso;
use prog_rules::{Engine, rules};
use prog_syntax::Span;

/// What may be typed at `offset` of the `progc.toml` with this text.
pub fn settings_completion(engine: &Engine, text: &str, offset: u32) -> Completion {
    let at = place(text, offset);
    let mut items = match &at.line {
        Line::Table => tables(text),
        Line::Key => keys(&at, text),
        Line::Value { key, in_text } => values(engine, &at, key, *in_text),
        Line::Nothing => Vec::new(),
    };
    let typed = at.word.start.min(text::floor(text, offset));
    let typed = crate::completion::rank_by(Span::new(typed, text::floor(text, offset)).text(text));
    let mut ranked: Vec<(u8, Item)> = items.drain(..).filter_map(|i| Some((typed(&i.filter)?, i))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let finish = |(number, (_, mut item)): (usize, (u8, Item))| {
        item.replace = at.word;
        item.insert = Span::new(at.word.start, text::floor(text, offset).max(at.word.start));
        item.sort = format!("{number:04}");
        item
    };
    Completion { items: ranked.into_iter().enumerate().map(finish).collect(), incomplete: false }
}

/// What stands at `offset` of the `progc.toml` with this text.
pub fn settings_hover(engine: &Engine, text: &str, offset: u32) -> Option<Hover> {
    let at = place(text, offset);
    let span = at.word;
    if span.is_empty() {
        return None;
    }
    let word = span.text(text);
    let markdown = match &at.line {
        Line::Table => table_doc(word.trim_matches(['[', ']', ' ']))?,
        Line::Key if at.is_rules() => rule_page(engine, word)?,
        Line::Key => setting_page(find(&at.table, word)?),
        Line::Value { key, .. } if rules::find(word).is_some() && !at.is_rules() => rule_page(engine, key)?,
        Line::Value { key, .. } => value_doc(&at, key, word)?,
        Line::Nothing => return None,
    };
    Some(Hover { span: text::clamp(text, span), markdown })
}

/// The tables that may be written between brackets.
const TABLES: &[(&str, &str)] = &[
    ("rules", "The level of each rule: `error`, `warning`, `info` or `off`."),
    ("limits", "The numbers at which rules begin to speak."),
    ("calendar", "When people work: workdays, holidays, freezes."),
    ("risk", "The risk matrix: its words, its size, its bands."),
    ("scorecard", "What each rating of the scorecard weighs, in percent."),
];

fn tables(text: &str) -> Vec<Item> {
    let there = |name: &str| {
        text.lines().any(|l| l.trim().trim_matches(['[', ']', ' ']) == name && l.trim().starts_with('['))
    };
    let mut items: Vec<Item> = TABLES
        .iter()
        .filter(|(name, _)| !there(name))
        .map(|(name, doc)| table_item(&format!("[{name}]"), name, doc, Snippet::text(format!("[{name}]\n"))))
        .collect();
    let overrides =
        Snippet::text("[[overrides]]\npaths = [\"").blank("folder/**").and("\"]\n\n[overrides.rules]\n");
    items.push(table_item(
        "[[overrides]]",
        "overrides",
        "Other levels for the files under some folders.",
        overrides,
    ));
    for kind in Kind::ALL {
        let head = format!("[kinds.{}.properties.", kind.word());
        let snippet = Snippet::text(head.clone())
            .blank("name")
            .and("]\ntype = \"")
            .blank("string")
            .and("\"\ndoc = \"")
            .blank("")
            .and("\"\n");
        let doc = format!("A property of your own for every {}.", kind.word());
        items.push(table_item(&format!("{head}…]"), &format!("kinds.{}", kind.word()), &doc, snippet));
    }
    items
}

fn table_item(label: &str, filter: &str, doc: &str, snippet: Snippet) -> Item {
    let plain = snippet.plain();
    let mut item = Item::new(ItemKind::Setting, label).detail(doc).snippet(snippet, plain);
    item.filter = format!("[{filter}");
    item
}

fn table_doc(name: &str) -> Option<String> {
    let first = name.split('.').next().unwrap_or(name);
    let doc = match first {
        "overrides" => {
            "Other levels for the files under some folders: `paths`, and a table `[overrides.rules]`."
        }
        "kinds" => {
            "Properties of your own: `[kinds.risk.properties.jira]` with `type`, `required`, `list`, `values`, `pattern`, `doc`."
        }
        _ => TABLES.iter().find(|(n, _)| *n == first)?.1,
    };
    Some(format!("**{name}**\n\n{doc}"))
}

fn keys(at: &Place<'_>, text: &str) -> Vec<Item> {
    if at.is_rules() {
        let given = at.given(text);
        let open = rules::ALL.iter().filter(|r| !given.iter().any(|g| g == r.name));
        return open
            .map(|rule| key_item(rule.name, rule.summary, Doc::Rule(rule.name), at, &level_choice()))
            .collect();
    }
    let given = at.given(text);
    let rows =
        SETTINGS.iter().filter(|s| s.table == at.table && s.key != "*" && !given.iter().any(|g| g == s.key));
    let mut items: Vec<Item> =
        rows.map(|s| key_item(s.key, s.doc, Doc::Text(setting_page(s)), at, &shape(s))).collect();
    if at.table.is_empty() {
        items.extend(tables(text));
    }
    items
}

fn key_item(key: &str, detail: &str, doc: Doc, at: &Place<'_>, value: &Snippet) -> Item {
    let item = Item::new(ItemKind::Setting, key).detail(detail).doc(doc);
    if at.has_equals {
        return item;
    }
    let mut snippet = Snippet::text(format!("{key} = "));
    snippet.0.extend(value.0.clone());
    item.snippet(snippet, format!("{key} = "))
}

fn level_choice() -> Snippet {
    let mut out = Snippet::text("\"");
    out.0.push(crate::completion::Part::Choice(
        ["off", "info", "warning", "error"].map(str::to_owned).to_vec(),
    ));
    out.and("\"")
}

fn shape(setting: &Setting) -> Snippet {
    let quoted = || Snippet::text("\"").blank("").and("\"");
    match setting.ty {
        SettingType::Word(words) if words.len() <= 8 => {
            let mut out = Snippet::text("\"");
            out.0.push(crate::completion::Part::Choice(words.iter().map(|w| (*w).to_owned()).collect()));
            out.and("\"")
        }
        SettingType::Word(_) | SettingType::Text => quoted(),
        SettingType::Number(_) => Snippet::default().blank(setting.default),
        SettingType::Bool => Snippet::default().blank("true"),
        SettingType::Texts | SettingType::Dates => Snippet::text("[\"").blank("").and("\"]"),
        SettingType::Words | SettingType::Numbers if setting.default.len() > 2 => {
            Snippet::default().blank(setting.default)
        }
        SettingType::Words => Snippet::text("[\"").blank("").and("\"]"),
        SettingType::Numbers => Snippet::text("[").blank("").and("]"),
    }
}

fn find(table: &str, key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.table == table && s.key == key)
}

fn setting_page(setting: &Setting) -> String {
    let takes = match setting.ty {
        SettingType::Word(words) => {
            format!("One of {}.", words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "))
        }
        SettingType::Number(least) => format!("A number of at least {least}."),
        SettingType::Texts => "A list of texts.".into(),
        SettingType::Dates => "A list of dates `2026-12-25` or ranges `2026-12-24..2027-01-01`.".into(),
        SettingType::Words => "A list of words.".into(),
        SettingType::Numbers => "A list of numbers.".into(),
        SettingType::Bool => "`true` or `false`.".into(),
        SettingType::Text => "A text.".into(),
    };
    let default = if setting.default.is_empty() {
        String::new()
    } else {
        format!(" If not given: `{}`.", setting.default)
    };
    format!("**{}**\n\n{}\n\n{takes}{default}", setting.key, setting.doc)
}

fn values(engine: &Engine, at: &Place<'_>, key: &str, in_text: bool) -> Vec<Item> {
    let words: Vec<(String, String)> = if at.is_rules() {
        let usual = rules::find(key).map(|r| r.level.as_str());
        let note = |level: &str| if Some(level) == usual { "as it is".to_owned() } else { String::new() };
        LEVELS.iter().map(|l| ((*l).to_owned(), note(l))).collect()
    } else {
        match find(&at.table, key).map(|s| (s.ty, s.key)) {
            Some((SettingType::Word(words), _)) => {
                words.iter().map(|w| ((*w).to_owned(), word_detail(key, w).to_owned())).collect()
            }
            Some((SettingType::Words, "workdays")) => {
                WEEKDAYS.iter().map(|w| ((*w).to_owned(), String::new())).collect()
            }
            Some((SettingType::Dates, _)) => vec![(iso(engine.facts().today), "today".into())],
            Some((SettingType::Bool, _)) => {
                return ["true", "false"].map(|w| Item::new(ItemKind::Word, w)).to_vec();
            }
            _ => Vec::new(),
        }
    };
    let item = |(word, detail): (String, String)| {
        let item = Item::new(ItemKind::Word, word.clone()).detail(detail);
        if in_text { item } else { item.text(format!("\"{word}\"")) }
    };
    words.into_iter().map(item).collect()
}

fn word_detail(key: &str, word: &str) -> &'static str {
    match (key, word) {
        ("profile", "starter") => "the errors and the few rules that matter most",
        ("profile", "standard") => "all rules at their own level",
        ("profile", "strict") => "all rules, infos as warnings",
        ("type", word) if PROPERTY_TYPES.contains(&word) && Kind::from_word(word).is_some() => {
            "the name of a declaration"
        }
        ("type", "who") => "a person or a team",
        ("type", "period") => "from a date to a date",
        _ => "",
    }
}

fn value_doc(at: &Place<'_>, key: &str, word: &str) -> Option<String> {
    if at.is_rules() && LEVELS.contains(&word) {
        let doc = match word {
            "off" => "The rule is silent.",
            "info" => "Worth knowing; a check does not fail.",
            "warning" => "The program is at risk; a check fails only if asked to.",
            _ => "A check fails.",
        };
        return Some(format!("**{word}** · {doc}"));
    }
    let doc = word_detail(key, word);
    (!doc.is_empty()).then(|| format!("**{word}** · {doc}"))
}
