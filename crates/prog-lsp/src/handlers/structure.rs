//! The shape of a document: what leads elsewhere, what folds, what is selected together.

use super::{Answer, Feature, Reading, ask};
use crate::world::{Key, Spot};
use prog_ide::{FoldKind, LinkTarget};
use std::path::{Component, Path, PathBuf};
use tower_lsp::ls_types::*;

/// Addresses and paths.
pub const LINKS: Feature = Feature {
    method: "textDocument/documentLink",
    announce: |capabilities, _| {
        capabilities.document_link_provider = Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        });
    },
};

/// Folds.
pub const FOLDING: Feature = Feature {
    method: "textDocument/foldingRange",
    announce: |capabilities, _| {
        capabilities.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
    },
};

/// Growing selections.
pub const SELECTION: Feature = Feature {
    method: "textDocument/selectionRange",
    announce: |capabilities, _| {
        capabilities.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
    },
};

/// Addresses and paths.
pub fn links(reading: &Reading<'_>, params: DocumentLinkParams) -> Answer<Option<Vec<DocumentLink>>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let to_client = |link: prog_ide::Link| {
        let target = match link.target {
            LinkTarget::Url(url) => url.parse().ok(),
            LinkTarget::Path(path) => file(&spot, &path),
        };
        Some(DocumentLink { range: spot.range(link.span), target: Some(target?), tooltip: None, data: None })
    };
    let found = prog_ide::links(&spot.root.engine, spot.file);
    Ok(Some(found.into_iter().filter_map(to_client).collect()))
}

/// A path that starts with `./` or `../` is meant from the file's folder, any other from the workspace's.
fn file(spot: &Spot<'_>, path: &str) -> Option<Uri> {
    if spot.root.is_loose() {
        return None;
    }
    let (path, _) = path.split_once('#').unwrap_or((path, ""));
    let here = match spot.root.key_of(spot.file)? {
        Key::File(here) => here,
        Key::Other(_) => return None,
    };
    let from = if path.starts_with('.') { here.parent()?.to_path_buf() } else { spot.root.path.clone() };
    Uri::from_file_path(plain(&from.join(path)))
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// Folds.
pub fn folding(reading: &Reading<'_>, params: FoldingRangeParams) -> Answer<Option<Vec<FoldingRange>>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let to_client = |fold: prog_ide::Fold| {
        let range = spot.range(fold.span);
        // The closing brace stays in sight.
        let closes = fold.span.text(spot.text).ends_with('}');
        let end_line = if closes { range.end.line.saturating_sub(1) } else { range.end.line };
        (end_line > range.start.line).then(|| FoldingRange {
            start_line: range.start.line,
            end_line,
            kind: Some(match fold.kind {
                FoldKind::Region => FoldingRangeKind::Region,
                FoldKind::Comment => FoldingRangeKind::Comment,
            }),
            ..FoldingRange::default()
        })
    };
    let found = prog_ide::folding(&spot.root.engine, spot.file);
    Ok(Some(nested(found.into_iter().filter_map(to_client))))
}

/// Folds by where they start, each ending no later than what it stands in: a closing brace may share the last line of both.
fn nested(folds: impl Iterator<Item = FoldingRange>) -> Vec<FoldingRange> {
    let mut open: Vec<u32> = Vec::new();
    let mut out = Vec::new();
    for mut fold in folds {
        while open.last().is_some_and(|end| *end <= fold.start_line) {
            open.pop();
        }
        fold.end_line = fold.end_line.min(open.last().copied().unwrap_or(u32::MAX));
        if fold.end_line > fold.start_line {
            open.push(fold.end_line);
            out.push(fold);
        }
    }
    out
}

/// Growing selections, one for each position.
pub fn selection(reading: &Reading<'_>, params: SelectionRangeParams) -> Answer<Option<Vec<SelectionRange>>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let grow = |position: &Position| {
        let spans = prog_ide::selection(&spot.root.engine, spot.file, spot.offset(*position));
        let outer = spans.into_iter().rev().fold(None, |parent: Option<Box<SelectionRange>>, span| {
            Some(Box::new(SelectionRange { range: spot.range(span), parent }))
        });
        let here = Range { start: *position, end: *position };
        outer.map_or(SelectionRange { range: here, parent: None }, |s| *s)
    };
    Ok(Some(params.positions.iter().map(grow).collect()))
}
