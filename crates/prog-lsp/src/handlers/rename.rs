//! Another name, everywhere at once; and while typing, where all places are in sight.

use super::{Answer, Feature, Reading, Stop, ask};
use crate::convert::Edits;
use crate::world::Key;
use std::path::Path;
use tower_lsp::ls_types::*;

/// The change of a name.
pub const FEATURE: Feature = Feature {
    method: "textDocument/rename",
    announce: |capabilities, client| {
        capabilities.rename_provider = Some(match client.prepares_renames {
            true => OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            false => OneOf::Left(true),
        });
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

/// What files are called is nothing to the language; but runbooks and other links name them.
pub const FILES: Feature = Feature {
    method: "workspace/willRenameFiles",
    announce: |capabilities, client| {
        let workspace = capabilities.workspace.get_or_insert_default();
        workspace.file_operations = client.renames_files.then(|| WorkspaceFileOperationsServerCapabilities {
            will_rename: Some(FileOperationRegistrationOptions { filters: vec![every_file()] }),
            ..WorkspaceFileOperationsServerCapabilities::default()
        });
    },
};

fn every_file() -> FileOperationFilter {
    let pattern = FileOperationPattern { glob: "**/*".to_owned(), matches: None, options: None };
    FileOperationFilter { scheme: Some("file".to_owned()), pattern }
}

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

/// Links that lead to what is renamed, or start in it. Asked before it happens.
pub fn files(reading: &Reading<'_>, params: RenameFilesParams) -> Answer<Option<WorkspaceEdit>> {
    let world = reading.world;
    let path = |uri: &str| uri.parse::<Uri>().ok().and_then(|uri| Key::of(&uri).path().map(Path::to_owned));
    let moves: Vec<_> =
        params.files.iter().filter_map(|f| Some((path(&f.old_uri)?, path(&f.new_uri)?))).collect();
    let mut all = Vec::new();
    for (id, root) in world.roots.iter().filter(|(_, r)| !r.is_loose()) {
        reading.check()?;
        let inside = |path: &Path| root.relative(path).map(|p| p.to_string());
        let moves: Vec<(String, String)> =
            moves.iter().filter_map(|(old, new)| Some((inside(old)?, inside(new)?))).collect();
        let mut edits = Edits::default();
        edits.extend(&prog_ide::will_rename_files(&root.engine, &moves));
        let places = world.places(*id).filter(|_| !edits.is_empty());
        all.extend(places.and_then(|places| edits.to_workspace_edit(world, &places)));
    }
    let edits = all.into_iter().filter_map(|json| serde_json::from_value::<WorkspaceEdit>(json).ok());
    Ok(edits.reduce(joined))
}

/// The edits of two workspaces as one.
fn joined(mut one: WorkspaceEdit, other: WorkspaceEdit) -> WorkspaceEdit {
    match (&mut one.document_changes, other.document_changes) {
        (Some(DocumentChanges::Edits(all)), Some(DocumentChanges::Edits(more))) => all.extend(more),
        (_, _) => one.changes.get_or_insert_default().extend(other.changes.unwrap_or_default()),
    }
    one
}

/// What a name may be while it is typed: letters of any language, digits, `_` and `-`. By what it is not: VS Code makes a
/// regular expression of it without the flag that `\p{L}` needs.
const WORD: &str = r#"[^\s"'`{}()\[\]<>:;,.?!/\\|=+*&%$#@~^]+"#;

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
    let word_pattern = Some(WORD.to_owned());
    Ok((!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern }))
}
