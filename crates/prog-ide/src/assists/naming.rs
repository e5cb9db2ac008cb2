//! Name from title, title from name.

use super::{Ask, AssistEdits, slug_of};
use crate::completion::title_from;
use crate::rename::rename;
use prog_model::schema::{Naming, kind_spec};
use prog_syntax::Span;
use prog_syntax::text::quote;

/// The name that the title makes, if it is another one.
fn name(ask: &Ask<'_>) -> Option<String> {
    let decl = ask.decl;
    let slug = slug_of(&decl.title()?);
    let takes_name = kind_spec(decl.kind())?.naming != Naming::Optional || !decl.name().is_empty();
    let fits = ask.in_head() && takes_name && !slug.is_empty() && slug != decl.name();
    fits.then(|| ask.free_name(&slug)).filter(|n| n != decl.name())
}

pub(super) fn offer_name(ask: &Ask<'_>) -> Vec<(String, String)> {
    name(ask).map(|n| (format!("Name it `{n}` after its title"), String::new())).into_iter().collect()
}

pub(super) fn name_edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let name = name(ask)?;
    let decl = ask.decl;
    let edits = if decl.name().is_empty() {
        vec![ask.edit(decl, Span::at(decl.data().kind_span.end), format!(" {name}"))]
    } else {
        rename(ask.engine, ask.file, decl.data().name.start, &name).ok()?
    };
    Some(AssistEdits { edits, new_files: Vec::new() })
}

/// The title that the name makes, if it has another one or none.
fn title(ask: &Ask<'_>) -> Option<String> {
    let decl = ask.decl;
    let title = title_from(decl.name());
    let is_known = kind_spec(decl.kind()).is_some();
    let fits = is_known
        && ask.in_head()
        && !decl.name().is_empty()
        && decl.title().is_none_or(|t| t != title.as_str());
    fits.then_some(title)
}

pub(super) fn offer_title(ask: &Ask<'_>) -> Vec<(String, String)> {
    title(ask).map(|t| (format!("Title it “{t}” after its name"), String::new())).into_iter().collect()
}

pub(super) fn title_edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let title = quote(&title(ask)?);
    let data = ask.decl.data();
    let edit = match data.title.is_empty() {
        true => ask.edit(ask.decl, Span::at(data.name.end), format!(" {title}")),
        false => ask.edit(ask.decl, data.title, title),
    };
    Some(AssistEdits { edits: vec![edit], new_files: Vec::new() })
}
