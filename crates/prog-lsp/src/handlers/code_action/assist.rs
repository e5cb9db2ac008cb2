//! Refactors: what prog-ide can change at a place, made when the user picks it.

use super::{Action, Here, What};
use crate::convert::Edits;
use crate::handlers::Reading;
use crate::world::{Places, Spot};
use prog_ide::AssistKind;
use prog_syntax::Span;
use prog_syntax::text::with_line_ends_of;
use serde_json::{Value, json};
use tower_lsp::ls_types::{CodeActionKind, Uri};

/// Adds the refactors at a place.
pub(super) fn add(here: &Here<'_>, range: Span, actions: &mut Vec<Action>) {
    for assist in prog_ide::assists(&here.spot.root.engine, here.spot.file, range) {
        // A file of its own needs a client that can make one.
        if assist.id == "move-to-new-file" && !here.reading.world.client.creates_files {
            continue;
        }
        let what = What::Assist { id: assist.id, start: range.start, end: range.end };
        actions.push(Action {
            title: assist.title,
            kind: kind(assist.kind),
            finding: None,
            preferred: false,
            what,
        });
    }
}

fn kind(kind: AssistKind) -> CodeActionKind {
    match kind {
        AssistKind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        AssistKind::Inline => CodeActionKind::REFACTOR_INLINE,
        AssistKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        AssistKind::Move => CodeActionKind::new("refactor.move"),
    }
}

/// What a refactor changes, new files first.
pub(super) fn edit(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    places: &Places<'_>,
    id: &str,
    range: Span,
) -> Option<Value> {
    let change = prog_ide::assist_edits(&spot.root.engine, spot.file, range, id)?;
    let mut edits = Edits::default();
    edits.extend(&change.edits);
    let mut json = edits.to_workspace_edit(reading.world, places)?;
    if change.new_files.is_empty() {
        return Some(json);
    }
    let changes = json.get_mut("documentChanges")?.as_array_mut()?;
    for (path, text) in change.new_files.into_iter().rev() {
        let uri = Uri::from_file_path(spot.root.path.join(path))?;
        let start = json!({"line": 0, "character": 0});
        let text = with_line_ends_of(spot.text, &text);
        let insert = json!({"range": {"start": start, "end": start}, "newText": text});
        changes.insert(0, json!({"textDocument": {"uri": uri, "version": null}, "edits": [insert]}));
        changes.insert(0, json!({"kind": "create", "uri": uri, "options": {"ignoreIfExists": false}}));
    }
    Some(json)
}
