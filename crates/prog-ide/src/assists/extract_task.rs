//! The work of a mitigation as a task: with its title, owner, date and state, beside the risk.

use super::{Ask, AssistEdits, slug_of};
use prog_model::{Decl, Kind, edit, key};
use prog_syntax::text::quote;

fn target<'w>(ask: &Ask<'w>) -> Option<(Decl<'w>, Decl<'w>)> {
    let mitigation = ask.decl;
    let risk = mitigation.parent()?;
    let fits =
        mitigation.kind() == Kind::Mitigation && mitigation.title().is_some() && !mitigation.has(key::TASK);
    fits.then_some((mitigation, risk))
}

pub(super) fn offer(ask: &Ask<'_>) -> Vec<(String, String)> {
    let name = target(ask).map(|(m, _)| ask.free_name(&slug_of(&m.label())));
    name.map(|n| (format!("Extract its work into task `{n}`"), String::new())).into_iter().collect()
}

pub(super) fn edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let (mitigation, risk) = target(ask)?;
    let title = mitigation.title()?;
    let name = ask.free_name(&slug_of(&title));
    let mut lines = Vec::new();
    if let Some(owner) = mitigation.owner().and_then(|owner| risk.name_for(owner)) {
        lines.push(format!("owner: {owner}"));
    }
    for key in [key::STATUS, key::DUE] {
        if let Some(prop) = mitigation.get(key) {
            lines.push(prop.span().text(mitigation.source()).to_owned());
        }
    }
    let body: String = lines.iter().map(|l| format!("  {l}\n")).collect();
    let block = if body.is_empty() { String::new() } else { format!(" {{\n{body}}}") };
    let task = format!("task {name} {}{block}", quote(&title));
    let link = match mitigation.get(key::DUE) {
        Some(due) => ask.edit(mitigation, due.span(), format!("task: {name}")),
        None => {
            let insert = edit::insert_property(mitigation.source(), mitigation.data(), &[("task", &name)]);
            ask.edit(mitigation, insert.span, insert.text)
        }
    };
    Some(AssistEdits { edits: vec![link, ask.after(risk, &task)], new_files: Vec::new() })
}
