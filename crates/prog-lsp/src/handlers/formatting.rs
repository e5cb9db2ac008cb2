//! Formatting: a document, some lines, or what was just typed.

use super::{Answer, Feature, Reading};
use crate::world::{CONFIG_FILE, Spot, World};
use prog_syntax::Span;
use tower_lsp::ls_types::*;

/// The whole document.
pub const DOCUMENT: Feature = Feature {
    method: "textDocument/formatting",
    announce: |capabilities, _| capabilities.document_formatting_provider = Some(OneOf::Left(true)),
};

/// Some lines.
pub const RANGE: Feature = Feature {
    method: "textDocument/rangeFormatting",
    announce: |capabilities, _| capabilities.document_range_formatting_provider = Some(OneOf::Left(true)),
};

/// What was just typed: a declaration at its `}`, a line at its end.
pub const ON_TYPE: Feature = Feature {
    method: "textDocument/onTypeFormatting",
    announce: |capabilities, _| {
        capabilities.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "}".into(),
            more_trigger_character: Some(vec!["\n".into()]),
        });
    },
};

/// Formats a document.
pub fn document(reading: &Reading<'_>, params: DocumentFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    let Some(spot) = spot(reading, &params.text_document.uri) else { return Ok(None) };
    Ok(Some(prog_fmt::edits(spot.text).into_iter().map(|e| to_client(&spot, e)).collect()))
}

/// Formats some lines.
pub fn range(reading: &Reading<'_>, params: DocumentRangeFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    let Some(spot) = spot(reading, &params.text_document.uri) else { return Ok(None) };
    let Range { start, end } = params.range;
    // A selection that ends before a line's first column does not mean that line.
    let last = if end.character == 0 && end.line > start.line { end.line - 1 } else { end.line };
    Ok(Some(lines(&spot, start.line, last)))
}

/// Formats what was just typed.
pub fn on_type(
    reading: &Reading<'_>,
    params: DocumentOnTypeFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let at = params.text_document_position;
    let Some(spot) = spot(reading, &at.text_document.uri) else { return Ok(None) };
    let offset = spot.offset(at.position);
    let line_start = |line| spot.offset(Position { line, character: 0 });
    let edits = match params.ch.as_str() {
        "}" => {
            let closed =
                spot.root.engine.workspace().decls_in(spot.file).filter(|d| d.span().end == offset).last();
            let Some(closed) = closed else { return Ok(None) };
            let from = line_start(spot.range(closed.span()).start.line);
            prog_fmt::format_closed_block(spot.text, Span::new(from, offset.saturating_sub(1).max(from)))
        }
        // The line that was ended; the new one is being typed.
        _ => {
            let Some(ended) = at.position.line.checked_sub(1) else { return Ok(None) };
            let line = Span::new(line_start(ended), line_start(at.position.line));
            prog_fmt::format_ended_line(spot.text, line)
        }
    };
    Ok(Some(edits.into_iter().map(|e| to_client(&spot, e)).collect()))
}

/// None for `progc.toml`, which is not ours to format.
fn spot<'w>(reading: &Reading<'w>, uri: &Uri) -> Option<Spot<'w>> {
    let world: &'w World = reading.world;
    world.spot(uri).filter(|s| s.file != CONFIG_FILE)
}

/// The formatter's edits on some lines; none that reaches beyond them, so that nothing moves where somebody types.
fn lines(spot: &Spot<'_>, first: u32, last: u32) -> Vec<TextEdit> {
    let at = |line| Position { line, character: 0 };
    let range = spot.span(Range { start: at(first), end: at(last.saturating_add(1)) });
    prog_fmt::format_within(spot.text, range).into_iter().map(|e| to_client(spot, e)).collect()
}

fn to_client(spot: &Spot<'_>, edit: prog_syntax::TextEdit) -> TextEdit {
    TextEdit { range: spot.range(edit.span), new_text: edit.text }
}
