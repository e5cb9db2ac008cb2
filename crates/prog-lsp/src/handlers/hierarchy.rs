//! Who depends on this, and on what does this depend, as calls.

use super::{Answer, Feature, Reading, ask};
use crate::world::{Places, Spot};
use prog_ide::{Call, HierarchyItem};
use serde_json::json;
use tower_lsp::ls_types::*;

/// The root of a tree.
pub const PREPARE: Feature = Feature {
    method: "textDocument/prepareCallHierarchy",
    announce: |capabilities, _| {
        capabilities.call_hierarchy_provider = Some(CallHierarchyServerCapability::Simple(true));
    },
};

/// Who depends on it.
pub const INCOMING: Feature = Feature { method: "callHierarchy/incomingCalls", announce: |_, _| {} };

/// On what it depends.
pub const OUTGOING: Feature = Feature { method: "callHierarchy/outgoingCalls", announce: |_, _| {} };

/// The root of a tree.
pub fn prepare(
    reading: &Reading<'_>,
    params: CallHierarchyPrepareParams,
) -> Answer<Option<Vec<CallHierarchyItem>>> {
    let Some((spot, offset)) = ask::point(reading, &params.text_document_position_params) else {
        return Ok(None);
    };
    let Some(places) = reading.world.places(spot.id) else { return Ok(None) };
    let found = prog_ide::prepare_hierarchy(&spot.root.engine, spot.file, offset);
    Ok(found.and_then(|item| to_client(&places, &item)).map(|item| vec![item]))
}

fn to_client(places: &Places<'_>, item: &HierarchyItem) -> Option<CallHierarchyItem> {
    let location = places.location(item.place)?;
    Some(CallHierarchyItem {
        name: item.name.clone(),
        kind: ask::symbol_kind(item.kind),
        tags: None,
        detail: Some(item.detail.clone()).filter(|d| !d.is_empty()),
        uri: location.uri,
        range: location.range,
        selection_range: places.range(item.place.file, item.focus)?,
        data: Some(json!({"path": item.path})),
    })
}

/// An item that the client sends back, found again by its path: the place may be another's by now.
fn again<'w>(reading: &Reading<'w>, item: &CallHierarchyItem) -> Option<(Spot<'w>, HierarchyItem)> {
    let spot = ask::spot(reading, &TextDocumentIdentifier { uri: item.uri.clone() })?;
    let path = item.data.as_ref()?.get("path")?.as_str()?;
    let found = prog_ide::hierarchy_again(&spot.root.engine, spot.file, path)?;
    Some((spot, found))
}

/// Who depends on it.
pub fn incoming(
    reading: &Reading<'_>,
    params: CallHierarchyIncomingCallsParams,
) -> Answer<Option<Vec<CallHierarchyIncomingCall>>> {
    let Some((spot, item)) = again(reading, &params.item) else { return Ok(None) };
    let Some(places) = reading.world.places(spot.id) else { return Ok(None) };
    let call = |call: &Call| {
        let from_ranges = call.from.iter().filter_map(|s| places.range(call.item.place.file, *s)).collect();
        Some(CallHierarchyIncomingCall { from: to_client(&places, &call.item)?, from_ranges })
    };
    Ok(Some(prog_ide::incoming(&spot.root.engine, item.id).iter().filter_map(call).collect()))
}

/// On what it depends.
pub fn outgoing(
    reading: &Reading<'_>,
    params: CallHierarchyOutgoingCallsParams,
) -> Answer<Option<Vec<CallHierarchyOutgoingCall>>> {
    let Some((spot, item)) = again(reading, &params.item) else { return Ok(None) };
    let Some(places) = reading.world.places(spot.id) else { return Ok(None) };
    let call = |call: &Call| {
        let from_ranges = call.from.iter().map(|s| spot.range(*s)).collect();
        Some(CallHierarchyOutgoingCall { to: to_client(&places, &call.item)?, from_ranges })
    };
    Ok(Some(prog_ide::outgoing(&spot.root.engine, item.id).iter().filter_map(call).collect()))
}
