//! The declarations of a document as a tree, and of the workspace by what somebody half remembers.

use super::{Answer, Feature, Reading, ask};
use crate::world::{RootId, Spot};
use prog_diagnostics::Place;
use tower_lsp::ls_types::*;

/// The outline.
pub const DOCUMENT: Feature = Feature {
    method: "textDocument/documentSymbol",
    announce: |capabilities, _| capabilities.document_symbol_provider = Some(OneOf::Left(true)),
};

/// The search.
pub const WORKSPACE: Feature = Feature {
    method: "workspace/symbol",
    announce: |capabilities, _| capabilities.workspace_symbol_provider = Some(OneOf::Left(true)),
};

/// The outline: nested where the client can, else in a row.
pub fn document(
    reading: &Reading<'_>,
    params: DocumentSymbolParams,
) -> Answer<Option<DocumentSymbolResponse>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let found = prog_ide::symbols(&spot.root.engine, spot.file);
    if reading.world.client.nested_symbols {
        return Ok(Some(DocumentSymbolResponse::Nested(nested(&spot, found))));
    }
    let uri = params.text_document.uri;
    let mut flat = Vec::new();
    let mut open: Vec<(Option<String>, prog_ide::Symbol)> =
        found.into_iter().rev().map(|s| (None, s)).collect();
    while let Some((container_name, symbol)) = open.pop() {
        let children = symbol.children.into_iter().rev();
        open.extend(children.map(|c| (Some(symbol.name.clone()), c)));
        #[allow(deprecated)]
        flat.push(SymbolInformation {
            name: symbol.name,
            kind: ask::symbol_kind(symbol.kind),
            tags: tags(symbol.deprecated),
            deprecated: None,
            location: Location { uri: uri.clone(), range: spot.range(symbol.span) },
            container_name,
        });
    }
    Ok(Some(DocumentSymbolResponse::Flat(flat)))
}

fn tags(deprecated: bool) -> Option<Vec<SymbolTag>> {
    deprecated.then(|| vec![SymbolTag::DEPRECATED])
}

/// prog-ide bounds how deep they nest.
fn nested(spot: &Spot<'_>, symbols: Vec<prog_ide::Symbol>) -> Vec<DocumentSymbol> {
    let to_client = |symbol: prog_ide::Symbol| {
        let children = nested(spot, symbol.children);
        #[allow(deprecated)]
        DocumentSymbol {
            name: symbol.name,
            detail: Some(symbol.detail).filter(|d| !d.is_empty()),
            kind: ask::symbol_kind(symbol.kind),
            tags: tags(symbol.deprecated),
            deprecated: None,
            range: spot.range(symbol.span),
            selection_range: spot.range(symbol.focus),
            children: Some(children).filter(|c| !c.is_empty()),
        }
    };
    symbols.into_iter().map(to_client).collect()
}

/// The search, in all workspaces.
pub fn workspace(
    reading: &Reading<'_>,
    params: WorkspaceSymbolParams,
) -> Answer<Option<WorkspaceSymbolResponse>> {
    let mut roots: Vec<RootId> = reading.world.roots.keys().copied().collect();
    roots.sort_unstable();
    let mut all = Vec::new();
    for id in roots {
        reading.check()?;
        let Some(places) = reading.world.places(id) else { continue };
        for symbol in prog_ide::workspace_symbols(&places.root().engine, &params.query) {
            let place = Place { file: symbol.place.file, span: symbol.focus };
            let Some(location) = places.location(place) else { continue };
            let name = if prog_syntax::ident::slug(&symbol.detail) == symbol.name
                || symbol.detail == symbol.name
                || symbol.detail.is_empty()
            {
                symbol.name
            } else {
                format!("{} ({})", symbol.name, symbol.detail)
            };
            all.push(WorkspaceSymbol {
                name,
                kind: ask::symbol_kind(symbol.kind),
                tags: None,
                container_name: Some(symbol.container).filter(|c| !c.is_empty()),
                location: OneOf::Left(location),
                data: None,
            });
        }
    }
    Ok(Some(WorkspaceSymbolResponse::Nested(all)))
}
