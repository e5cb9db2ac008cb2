//! What is computed, beside and above what is written; and the shape of what is being typed.

use super::{Answer, Feature, Reading, ask};
use crate::world::Spot;
use prog_diagnostics::FileId;
use prog_ide::{InlayOptions, LensKind};
use prog_model::DeclId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::ls_types::*;

/// Scores, slack, health, titles.
pub const INLAY: Feature = Feature {
    method: "textDocument/inlayHint",
    announce: |capabilities, _| capabilities.inlay_hint_provider = Some(OneOf::Left(true)),
};

/// What hangs on a declaration.
pub const LENS: Feature = Feature {
    method: "textDocument/codeLens",
    announce: |capabilities, _| {
        capabilities.code_lens_provider = Some(CodeLensOptions { resolve_provider: Some(true) });
    },
};

/// What a lens says.
pub const LENS_RESOLVE: Feature = Feature { method: "codeLens/resolve", announce: |_, _| {} };

/// The shape of what is being typed.
pub const SIGNATURE: Feature = Feature {
    method: "textDocument/signatureHelp",
    announce: |capabilities, _| {
        capabilities.signature_help_provider = Some(SignatureHelpOptions {
            trigger_characters: Some([":", ",", " "].map(str::to_owned).to_vec()),
            ..SignatureHelpOptions::default()
        });
    },
};

/// Scores, slack, health, titles, as far as they are switched on.
pub fn inlay(reading: &Reading<'_>, params: InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let set = &reading.world.settings;
    let options = InlayOptions {
        risk: set.hints_risk,
        schedule: set.hints_schedule,
        outcomes: set.hints_outcomes,
        titles: set.hints_titles,
    };
    let found = prog_ide::inlay_hints(&spot.root.engine, spot.file, spot.span(params.range), options);
    let to_client = |hint: prog_ide::InlayHint| InlayHint {
        position: spot.lines().position(hint.offset),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Ok(Some(found.into_iter().map(to_client).collect()))
}

/// What a lens is made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    file: u32,
    slot: u32,
    path: String,
    kind: String,
}

/// What hangs on the declarations of a document, if that is switched on.
pub fn lenses(reading: &Reading<'_>, params: CodeLensParams) -> Answer<Option<Vec<CodeLens>>> {
    let Some(spot) = ask::spot(reading, &params.text_document).filter(|_| reading.world.settings.lenses)
    else {
        return Ok(None);
    };
    let uri = params.text_document.uri;
    let to_client = |lens: prog_ide::Lens| {
        let (file, slot) = (lens.decl.file.0, lens.decl.slot);
        let data = Data { uri: uri.clone(), file, slot, path: lens.path, kind: lens.kind.word().to_owned() };
        CodeLens { range: spot.range(lens.span), command: None, data: Some(json!(data)) }
    };
    Ok(Some(prog_ide::lenses(&spot.root.engine, spot.file).into_iter().map(to_client).collect()))
}

/// What a lens says, and the command behind it.
pub fn resolve_lens(reading: &Reading<'_>, mut lens: CodeLens) -> Answer<CodeLens> {
    let data = lens.data.clone().and_then(|d| serde_json::from_value::<Data>(d).ok());
    let Some((data, spot)) = data.and_then(|d| reading.world.spot(&d.uri).map(|s| (d, s))) else {
        return Ok(lens);
    };
    let id = DeclId { file: FileId(data.file), slot: data.slot };
    let Some(kind) = LensKind::from_word(&data.kind) else { return Ok(lens) };
    let title = prog_ide::lens_title(&spot.root.engine, id, kind);
    let (command, arguments) = match kind {
        LensKind::Impact => ("prog.showImpact", vec![json!(data.path)]),
        LensKind::Memo => ("prog.showMemo", vec![json!(data.path)]),
        LensKind::Dependents | LensKind::Risks => {
            ("prog.showReferences", references(reading, &spot, &data.uri, id, kind))
        }
    };
    // A lens whose reason is gone says so until the client asks for new ones.
    let title = title.unwrap_or_else(|| "nothing any more".to_owned());
    lens.command = Some(Command { title, command: command.to_owned(), arguments: Some(arguments) });
    Ok(lens)
}

/// The arguments of `prog.showReferences`: the document, the place, and the places to show.
fn references(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    uri: &Uri,
    id: DeclId,
    kind: LensKind,
) -> Vec<serde_json::Value> {
    let Some((decl, places)) = spot.root.engine.workspace().decl(id).zip(reading.world.places(spot.id))
    else {
        return Vec::new();
    };
    let shown = prog_ide::lens_places(&spot.root.engine, id, kind);
    let locations: Vec<Location> = shown.into_iter().filter_map(|p| places.location(p)).collect();
    let at = spot.lines().position(decl.name_place().span.start);
    vec![json!(uri), json!(at), json!(locations)]
}

/// The shape of what is being typed.
pub fn signature(reading: &Reading<'_>, params: SignatureHelpParams) -> Answer<Option<SignatureHelp>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let Some(found) = prog_ide::signature(&spot.root.engine, spot.file, offset) else { return Ok(None) };
    let part = |(start, end): &(usize, usize)| ParameterInformation {
        label: ParameterLabel::Simple(found.label[*start..*end].to_owned()),
        documentation: None,
    };
    let active = Some(found.active as u32);
    let information = SignatureInformation {
        parameters: Some(found.parts.iter().map(part).collect()),
        documentation: Some(ask::documentation(reading.world.client.signature_markdown, found.doc)),
        active_parameter: active,
        label: found.label,
    };
    Ok(Some(SignatureHelp {
        signatures: vec![information],
        active_signature: Some(0),
        active_parameter: active,
    }))
}
