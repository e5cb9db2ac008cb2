//! Code actions: the fixes of the findings here, all of a kind at once, and leave to keep a finding.
//!
//! Each action is named by a small [`Data`] from which its edit is made: at once, or when the user picks it where the
//! client can wait so long. Answers are JSON because tower-lsp's types know no snippets in edits yet.

mod assist;
mod fix;
mod fix_all;
mod suppress;

use super::{Answer, Feature, Reading, Stop};
use crate::convert::{self, Edits};
use crate::world::{Places, Spot};
use prog_diagnostics::Diagnostic as Finding;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Error;
use tower_lsp::ls_types::*;

/// The list of actions.
pub const FEATURE: Feature = Feature {
    method: "textDocument/codeAction",
    announce: |capabilities, client| {
        let kinds =
            [CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR, CodeActionKind::SOURCE_FIX_ALL, FIX_ALL];
        capabilities.code_action_provider = client.action_literals.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(kinds.into()),
                resolve_provider: Some(client.resolves_edits),
                ..CodeActionOptions::default()
            })
        });
    },
};

/// The edit of one action.
pub const RESOLVE: Feature = Feature { method: "codeAction/resolve", announce: |_, _| {} };

const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.prog");

/// What an action does.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum What {
    /// One fix of one finding.
    Fix { finding: fix::Which, fix: usize },
    /// A comment that lets a finding be.
    Suppress { finding: fix::Which },
    /// Every safe fix in the file.
    FixAll,
    /// The preferred fix of every finding of a rule.
    FixRule { rule: String, workspace: bool },
    /// A refactor at a place.
    Assist { id: String, start: u32, end: u32 },
}

/// What an action is made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: Option<i32>,
    what: What,
}

/// An action before it has the client's form.
struct Action {
    title: String,
    kind: CodeActionKind,
    finding: Option<Diagnostic>,
    preferred: bool,
    what: What,
}

/// The place that is asked about.
struct Here<'a> {
    reading: &'a Reading<'a>,
    spot: &'a Spot<'a>,
    places: &'a Places<'a>,
    /// The findings of the file, and those of them that are asked about.
    findings: &'a [Finding],
    asked: Vec<&'a Finding>,
    is_invoked: bool,
}

/// The actions at a place.
pub fn actions(reading: &Reading<'_>, params: CodeActionParams) -> Answer<Value> {
    let world = reading.world;
    let spot = world.spot(&params.text_document.uri).filter(|_| world.client.action_literals);
    let Some(spot) = spot else { return Ok(Value::Null) };
    let Some(places) = world.places(spot.id) else { return Ok(Value::Null) };
    let findings = spot.root.findings(spot.file);
    let asked = asked(&spot, &findings, &params);
    let is_invoked = params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    let here = Here { reading, spot: &spot, places: &places, findings: &findings, asked, is_invoked };
    let wanted = |kind: &CodeActionKind| match &params.context.only {
        None => !kind.as_str().starts_with("source"),
        Some(only) => only.iter().any(|o| is_within(kind.as_str(), o.as_str())),
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        fix::add(&here, &mut actions);
        fix_all::add_of_rule(&here, &mut actions);
        suppress::add(&here, &mut actions);
    }
    if is_refactor_wanted(&params) {
        assist::add(&here, spot.span(params.range), &mut actions);
    }
    if wanted(&FIX_ALL) {
        fix_all::add(&here, &mut actions);
    }
    actions.retain(|a| wanted(&a.kind));
    let list = actions.into_iter().map(|a| to_json(&here, &params.text_document.uri, a));
    Ok(Value::Array(list.collect::<Answer<Vec<_>>>()?.into_iter().flatten().collect()))
}

/// Refactors are wanted by whoever asks for all, for them, or for some of them.
fn is_refactor_wanted(params: &CodeActionParams) -> bool {
    let refactor = CodeActionKind::REFACTOR;
    let of = |only: &CodeActionKind| {
        is_within(refactor.as_str(), only.as_str()) || is_within(only.as_str(), refactor.as_str())
    };
    params.context.only.as_ref().is_none_or(|only| only.iter().any(of))
}

/// Whether `kind` is `of` or under it: `quickfix` is under the empty kind, `source.fixAll.prog` under `source`.
fn is_within(kind: &str, of: &str) -> bool {
    of.is_empty() || kind == of || kind.strip_prefix(of).is_some_and(|rest| rest.starts_with('.'))
}

/// The findings that the range touches, or that the client names.
fn asked<'f>(spot: &Spot<'_>, findings: &'f [Finding], params: &CodeActionParams) -> Vec<&'f Finding> {
    let range = spot.span(params.range);
    let named = |finding: &Finding| {
        let at = spot.range(finding.place.span);
        let is_code = |code: &Option<NumberOrString>| matches!(code, Some(NumberOrString::String(c)) if c == finding.rule);
        params.context.diagnostics.iter().any(|d| d.range == at && is_code(&d.code))
    };
    let touches = |f: &Finding| f.place.span.start <= range.end && range.start <= f.place.span.end;
    findings.iter().filter(|f| touches(f) || named(f)).collect()
}

fn to_json(here: &Here<'_>, uri: &Uri, action: Action) -> Answer<Option<Value>> {
    here.reading.check()?;
    let data = Data { uri: uri.clone(), version: here.spot.version, what: action.what };
    let mut json = json!({"title": action.title, "kind": action.kind});
    if let Some(finding) = action.finding {
        json["diagnostics"] = json!([finding]);
    }
    if action.preferred && here.reading.world.client.preferred {
        json["isPreferred"] = json!(true);
    }
    if here.reading.world.client.resolves_edits {
        json["data"] = json!(data);
        return Ok(Some(json));
    }
    match edit(here.reading, here.spot, here.places, &data.what)? {
        Some(edit) => json["edit"] = edit,
        None => return Ok(None),
    }
    Ok(Some(json))
}

/// Adds the edit to an action that was listed without.
pub fn resolve(reading: &Reading<'_>, mut action: Value) -> Answer<Value> {
    let Ok(data) = serde_json::from_value::<Data>(action["data"].clone()) else {
        return Err(Stop::Failed(Error::invalid_params("This code action is not one of ours")));
    };
    let modified = || Stop::Failed(Error::content_modified());
    let spot = reading.world.spot(&data.uri).ok_or_else(modified)?;
    if spot.version != data.version {
        return Err(modified());
    }
    let places = reading.world.places(spot.id).ok_or_else(modified)?;
    action["edit"] = edit(reading, &spot, &places, &data.what)?.ok_or_else(modified)?;
    Ok(action)
}

/// What an action changes; nothing if there is nothing to change any more.
fn edit(reading: &Reading<'_>, spot: &Spot<'_>, places: &Places<'_>, what: &What) -> Answer<Option<Value>> {
    let edits = match what {
        What::Fix { finding, fix } => fix::edits(spot, finding, *fix),
        What::Suppress { finding } => suppress::edits(reading, spot, finding),
        What::FixAll => fix_all::edits(spot),
        What::Assist { id, start, end } => {
            return Ok(assist::edit(reading, spot, places, id, prog_syntax::Span::new(*start, *end)));
        }
        What::FixRule { rule, workspace } => fix_all::edits_of_rule(reading, spot, rule, *workspace)?,
    };
    Ok(edits.filter(|e| !e.is_empty()).and_then(|e: Edits| e.to_workspace_edit(reading.world, places)))
}

impl Here<'_> {
    fn to_client(&self, finding: &Finding) -> Option<Diagnostic> {
        convert::finding(self.reading.world, self.places, finding)
    }
}
