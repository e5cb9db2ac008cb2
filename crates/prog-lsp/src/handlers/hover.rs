//! What stands here.

use super::{Answer, Feature, Reading, ask};
use crate::world::CONFIG_FILE;
use tower_lsp::ls_types::*;

/// The card over a place.
pub const FEATURE: Feature = Feature {
    method: "textDocument/hover",
    announce: |capabilities, _| capabilities.hover_provider = Some(HoverProviderCapability::Simple(true)),
};

/// The card over a place.
pub fn hover(reading: &Reading<'_>, params: HoverParams) -> Answer<Option<Hover>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let engine = &spot.root.engine;
    let found = match spot.file {
        CONFIG_FILE => prog_ide::settings_hover(engine, spot.text, offset),
        file => prog_ide::hover(engine, file, offset),
    };
    Ok(found.map(|hover| Hover {
        range: Some(spot.range(hover.span)),
        contents: HoverContents::Markup(ask::markup(reading.world.client.markdown, hover.markdown)),
    }))
}
