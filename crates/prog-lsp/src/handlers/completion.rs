//! What fits here; its documentation when it is looked at.

use super::{Answer, Feature, Reading, ask};
use crate::client::NEXT_LIST;
use crate::world::{CONFIG_FILE, RootId, Spot};
use prog_diagnostics::FileId;
use prog_ide::{Doc, Item, ItemKind};
use prog_model::{DeclId, Kind};
use prog_syntax::Span;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::ls_types::*;

/// The list.
pub const FEATURE: Feature = Feature {
    method: "textDocument/completion",
    announce: |capabilities, _| {
        let triggers = [" ", ":", ",", ">", ".", "(", "\"", "["];
        capabilities.completion_provider = Some(CompletionOptions {
            trigger_characters: Some(triggers.map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        });
    },
};

/// The documentation of one item.
pub const RESOLVE: Feature = Feature { method: "completionItem/resolve", announce: |_, _| {} };

/// What the documentation of an item is made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Data {
    Decl { root: u32, file: u32, slot: u32 },
    Kind { root: u32, kind: String },
    Rule { root: u32, rule: String },
}

/// The items.
pub fn completion(reading: &Reading<'_>, params: CompletionParams) -> Answer<Option<CompletionResponse>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position) else { return Ok(None) };
    let engine = &spot.root.engine;
    let typed = params.context.as_ref().and_then(|c| c.trigger_character.as_deref());
    if typed == Some("\"") && spot.file != CONFIG_FILE && prog_ide::closes_string(engine, spot.file, offset) {
        return Ok(None);
    }
    let found = match spot.file {
        CONFIG_FILE => Some(prog_ide::settings_completion(engine, spot.text, offset)),
        file => prog_ide::completion(engine, file, offset),
    };
    let Some(found) = found else { return Ok(None) };
    reading.check()?;
    let items = found.items.into_iter().map(|item| to_client(reading, &spot, item)).collect();
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: found.incomplete, items })))
}

fn to_client(reading: &Reading<'_>, spot: &Spot<'_>, item: Item) -> CompletionItem {
    let has_blanks = reading.world.client.snippets && item.snippet.has_blanks();
    let (text, format) = match has_blanks {
        true => (item.snippet.lsp(), InsertTextFormat::SNIPPET),
        false if item.snippet.has_blanks() => (item.plain.clone(), InsertTextFormat::PLAIN_TEXT),
        false => (item.snippet.plain(), InsertTextFormat::PLAIN_TEXT),
    };
    let extra: Vec<TextEdit> =
        item.extra.iter().map(|e| TextEdit { range: spot.range(e.span), new_text: e.text.clone() }).collect();
    let (documentation, data) = documentation(reading, spot.id, &item.doc);
    CompletionItem {
        kind: Some(kind(item.kind)),
        detail: Some(item.detail).filter(|d| !d.is_empty()),
        sort_text: Some(item.sort),
        filter_text: Some(item.filter).filter(|f| *f != item.label),
        label: item.label,
        insert_text_format: Some(format),
        insert_text_mode: text.contains('\n').then_some(InsertTextMode::ADJUST_INDENTATION),
        text_edit: Some(edit(reading, spot, item.insert, item.replace, text)),
        command: (item.again && reading.world.client.opens_next_list).then(next_list),
        additional_text_edits: Some(extra).filter(|e| !e.is_empty()),
        tags: item.deprecated.then(|| vec![CompletionItemTag::DEPRECATED]),
        documentation,
        data,
        ..CompletionItem::default()
    }
}

/// What an item does: it replaces the word, unless the user has set that the rest of the word stays.
fn edit(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    insert: Span,
    replace: Span,
    new_text: String,
) -> CompletionTextEdit {
    let range = spot.range(replace);
    if reading.world.client.insert_or_replace && insert != replace {
        let insert = spot.range(insert);
        return CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert, replace: range });
    }
    CompletionTextEdit::Edit(TextEdit { range, new_text })
}

fn next_list() -> Command {
    Command { title: "Open the next list".to_owned(), command: NEXT_LIST.to_owned(), arguments: None }
}

/// The documentation if it is there already, else what it is made from.
fn documentation(
    reading: &Reading<'_>,
    root: RootId,
    doc: &Doc,
) -> (Option<Documentation>, Option<serde_json::Value>) {
    let root = root.0;
    let markdown = reading.world.client.completion_markdown;
    let later = match doc {
        Doc::None => return (None, None),
        Doc::Text(text) if text.is_empty() => return (None, None),
        Doc::Text(text) => {
            return (Some(ask::documentation(markdown, text.clone())), None);
        }
        Doc::Decl(id) => Data::Decl { root, file: id.file.0, slot: id.slot },
        Doc::Kind(kind) => Data::Kind { root, kind: kind.word().to_owned() },
        Doc::Rule(rule) => Data::Rule { root, rule: (*rule).to_owned() },
    };
    (None, Some(json!(later)))
}

/// Adds the documentation to an item.
pub fn resolve(reading: &Reading<'_>, mut item: CompletionItem) -> Answer<CompletionItem> {
    let data = item.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some(data) = data else { return Ok(item) };
    let (root, doc) = match data {
        Data::Decl { root, file, slot } => (root, Some(Doc::Decl(DeclId { file: FileId(file), slot }))),
        Data::Kind { root, kind } => (root, Kind::from_word(&kind).map(Doc::Kind)),
        Data::Rule { root, rule } => (root, prog_rules::find(&rule).map(|r| Doc::Rule(r.name))),
    };
    let root = reading.world.roots.get(&RootId(root));
    let text = root.zip(doc).and_then(|(root, doc)| prog_ide::documentation(&root.engine, &doc));
    let markdown = reading.world.client.completion_markdown;
    item.documentation = text.map(|t| ask::documentation(markdown, t));
    Ok(item)
}

fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Kind => CompletionItemKind::KEYWORD,
        ItemKind::Property | ItemKind::Setting => CompletionItemKind::PROPERTY,
        ItemKind::Declaration(kind) => match kind {
            Kind::Program | Kind::Workstream => CompletionItemKind::MODULE,
            Kind::Person | Kind::Team | Kind::Stakeholder => CompletionItemKind::INTERFACE,
            Kind::System => CompletionItemKind::CLASS,
            Kind::Flow => CompletionItemKind::FUNCTION,
            Kind::Task | Kind::Mitigation => CompletionItemKind::METHOD,
            Kind::Milestone | Kind::Issue => CompletionItemKind::EVENT,
            _ => CompletionItemKind::VARIABLE,
        },
        ItemKind::Word => CompletionItemKind::ENUM_MEMBER,
        ItemKind::Date | ItemKind::Question => CompletionItemKind::VALUE,
        ItemKind::Number => CompletionItemKind::UNIT,
        ItemKind::Sign => CompletionItemKind::OPERATOR,
        ItemKind::Text => CompletionItemKind::TEXT,
        ItemKind::Rule => CompletionItemKind::REFERENCE,
        ItemKind::Snippet => CompletionItemKind::SNIPPET,
    }
}
