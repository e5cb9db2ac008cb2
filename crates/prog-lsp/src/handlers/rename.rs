//! Another name, everywhere at once; and while typing, where all places are in sight.

use super::{Answer, Feature, Reading, Stop, ask};
use crate::convert::Edits;
use tower_lsp::ls_types::*;

/// The change of a name.
pub const FEATURE: Feature = Feature {
    method: "textDocument/rename",
    announce: |capabilities, _| {
        capabilities.rename_provider = Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }));
    },
};

/// Whether it can be changed.
pub const PREPARE: Feature = Feature { method: "textDocument/prepareRename", announce: |_, _| {} };

/// Names that change together.
pub const LINKED: Feature = Feature {
    method: "textDocument/linkedEditingRange",
    announce: |capabilities, _| {
        capabilities.linked_editing_range_provider = Some(LinkedEditingRangeServerCapabilities::Simple(true));
    },
};

/// Whether the name can be changed; else why not, for the user to read.
pub fn prepare(
    reading: &Reading<'_>,
    params: TextDocumentPositionParams,
) -> Answer<Option<PrepareRenameResponse>> {
    let Some((spot, offset)) = ask::point(reading, &params) else { return Ok(None) };
    let start = prog_ide::prepare_rename(&spot.root.engine, spot.file, offset).map_err(Stop::failed)?;
    let range = spot.range(start.span);
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: start.name }))
}

/// The change; else why it cannot be made, for the user to read.
pub fn rename(reading: &Reading<'_>, params: RenameParams) -> Answer<Option<WorkspaceEdit>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position) else { return Ok(None) };
    let found =
        prog_ide::rename(&spot.root.engine, spot.file, offset, &params.new_name).map_err(Stop::failed)?;
    reading.check()?;
    let mut edits = Edits::default();
    edits.extend(&found);
    let places = reading.world.places(spot.id);
    let json = places.and_then(|places| edits.to_workspace_edit(reading.world, &places));
    Ok(json.and_then(|json| serde_json::from_value(json).ok()))
}

/// Names that change together.
pub fn linked(
    reading: &Reading<'_>,
    params: LinkedEditingRangeParams,
) -> Answer<Option<LinkedEditingRanges>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let found = prog_ide::linked_editing(&spot.root.engine, spot.file, offset);
    let ranges: Vec<Range> = found.into_iter().map(|s| spot.range(s)).collect();
    let word_pattern = Some(r"[\p{L}_](?:[\p{L}\p{N}_]|-(?=[\p{L}\p{N}]))*".to_owned());
    Ok((!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern }))
}
