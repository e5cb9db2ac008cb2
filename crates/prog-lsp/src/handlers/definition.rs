//! From a name to its declaration, and from there to all names of it.

use super::{Answer, Feature, Reading, ask};
use prog_diagnostics::Place;
use tower_lsp::ls_types::*;

/// Where a name is declared.
pub const DEFINITION: Feature = Feature {
    method: "textDocument/definition",
    announce: |capabilities, _| capabilities.definition_provider = Some(OneOf::Left(true)),
};

/// The same: nothing is declared apart from where it is defined.
pub const DECLARATION: Feature = Feature {
    method: "textDocument/declaration",
    announce: |capabilities, _| capabilities.declaration_provider = Some(DeclarationCapability::Simple(true)),
};

/// What a kind is.
pub const TYPE: Feature = Feature {
    method: "textDocument/typeDefinition",
    announce: |capabilities, _| {
        capabilities.type_definition_provider = Some(TypeDefinitionProviderCapability::Simple(true));
    },
};

/// Where a declaration is named.
pub const REFERENCES: Feature = Feature {
    method: "textDocument/references",
    announce: |capabilities, _| capabilities.references_provider = Some(OneOf::Left(true)),
};

/// Where else in the document.
pub const HIGHLIGHT: Feature = Feature {
    method: "textDocument/documentHighlight",
    announce: |capabilities, _| capabilities.document_highlight_provider = Some(OneOf::Left(true)),
};

/// Where a name is declared.
pub fn definition(
    reading: &Reading<'_>,
    params: GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    go(reading, params, reading.world.client.links)
}

/// The same, for who asks for declarations.
pub fn declaration(
    reading: &Reading<'_>,
    params: GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    go(reading, params, reading.world.client.declaration_links)
}

fn go(
    reading: &Reading<'_>,
    params: GotoDefinitionParams,
    links: bool,
) -> Answer<Option<GotoDefinitionResponse>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let found = prog_ide::definition(&spot.root.engine, spot.file, offset);
    let Some(places) = reading.world.places(spot.id).filter(|_| !found.is_empty()) else { return Ok(None) };
    if links {
        let link = |d: &prog_ide::Definition| {
            let target = places.location(d.place)?;
            Some(LocationLink {
                origin_selection_range: Some(spot.range(d.origin)),
                target_uri: target.uri,
                target_range: target.range,
                target_selection_range: places.range(d.place.file, d.focus)?,
            })
        };
        return Ok(Some(GotoDefinitionResponse::Link(found.iter().filter_map(link).collect())));
    }
    let focus = |d: &prog_ide::Definition| places.location(Place { file: d.place.file, span: d.focus });
    Ok(Some(GotoDefinitionResponse::Array(found.iter().filter_map(focus).collect())))
}

/// The page of the kind of what is named: no program's file says what a kind is, so the page is kept as a file of its own.
pub fn type_definition(
    reading: &Reading<'_>,
    params: GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let Some(page) = prog_ide::type_definition(&spot.root.engine, spot.file, offset) else { return Ok(None) };
    let text = format!("# {}\n\n{}\n", page.kind.word(), page.markdown);
    let kept = reading.world.pages.keep(&format!("{}.md", page.kind.word()), &text);
    let Some(uri) = kept.and_then(Uri::from_file_path) else { return Ok(None) };
    let range = Range::default();
    if reading.world.client.type_links {
        return Ok(Some(GotoDefinitionResponse::Link(vec![LocationLink {
            origin_selection_range: Some(spot.range(page.origin)),
            target_uri: uri,
            target_range: range,
            target_selection_range: range,
        }])));
    }
    Ok(Some(GotoDefinitionResponse::Array(vec![Location { uri, range }])))
}

/// Where a declaration is named.
pub fn references(reading: &Reading<'_>, params: ReferenceParams) -> Answer<Option<Vec<Location>>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position) else { return Ok(None) };
    let with_declaration = params.context.include_declaration;
    let found = prog_ide::references(&spot.root.engine, spot.file, offset, with_declaration);
    reading.check()?;
    let places = reading.world.places(spot.id);
    Ok(places.map(|places| found.into_iter().filter_map(|p| places.location(p)).collect()))
}

/// Where else in the document.
pub fn highlights(
    reading: &Reading<'_>,
    params: DocumentHighlightParams,
) -> Answer<Option<Vec<DocumentHighlight>>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let found = prog_ide::highlights(&spot.root.engine, spot.file, offset);
    let to_client = |h: prog_ide::Highlight| DocumentHighlight {
        range: spot.range(h.span),
        kind: Some(if h.declares { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }),
    };
    Ok(Some(found.into_iter().map(to_client).collect()))
}
