//! A declaration into a file of its own, or into another one, so that all names mean what they meant.

use super::{Ask, AssistEdits, comments_above};
use crate::text;
use prog_diagnostics::{Edit, FileId, Place};
use prog_model::names::{ROOT, Scope};
use prog_model::{Decl, Kind};
use prog_syntax::{Span, ident};

/// Most other files that are offered.
const OFFERED: usize = 3;

/// What can be moved: a declaration at the top of its file, or right in a program.
fn target<'w>(ask: &Ask<'w>) -> Option<Decl<'w>> {
    let decl = ask.decl;
    let place = match decl.parent() {
        None => true,
        Some(parent) => {
            parent.kind() == Kind::Program && parent.parent().is_none() && !parent.name().is_empty()
        }
    };
    (ask.in_head() && place && !decl.broken() && decl.kind() != Kind::Mitigation).then_some(decl)
}

/// The path after `part of` that the declaration needs in another file; `None` at the root.
fn part_of(ask: &Ask<'_>, decl: Decl<'_>) -> Option<String> {
    if let Some(program) = decl.parent() {
        return Some(program.name().to_owned());
    }
    let model = ask.workspace.file(ask.file)?;
    model.part_of.map(|span| span.text(&model.text).to_owned())
}

fn scope_needed(decl: Decl<'_>) -> Scope {
    decl.outer()
}

pub(super) fn offer_new(ask: &Ask<'_>) -> Vec<(String, String)> {
    let Some(decl) = target(ask) else { return Vec::new() };
    // Alone in its file it has one already.
    let alone = decl.parent().is_none()
        && ask.workspace.decls_in(ask.file).filter(|d| d.parent().is_none()).count() < 2;
    if alone {
        return Vec::new();
    }
    vec![(format!("Move it to a file of its own, `{}`", new_path(ask, decl)), String::new())]
}

/// A path beside this file that no file has.
fn new_path(ask: &Ask<'_>, decl: Decl<'_>) -> String {
    let here = ask.workspace.file(ask.file).map_or("", |f| &f.path);
    let folder = here.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let name = match decl.name() {
        "" => ident::slug(&decl.label()),
        name => name.to_owned(),
    };
    let name = if name.is_empty() { decl.kind().word().to_owned() } else { name };
    let free = |path: &String| ask.workspace.file_id(path).is_none();
    let numbered = (2..10_000).map(|n| format!("{folder}{name}-{n}.prog"));
    std::iter::once(format!("{folder}{name}.prog")).chain(numbered).find(free).unwrap_or_default()
}

pub(super) fn new_edits(ask: &Ask<'_>, _: &str) -> Option<AssistEdits> {
    let decl = target(ask)?;
    let head = part_of(ask, decl).map_or(String::new(), |p| format!("part of {p}\n\n"));
    let span = with_comments(ask, decl);
    let text = format!("{head}{}\n", dedented(decl, span));
    Some(AssistEdits { edits: vec![removal(decl, span)], new_files: vec![(new_path(ask, decl), text)] })
}

/// Other files in the same scope, those first that hold most of the same kind.
fn others(ask: &Ask<'_>, decl: Decl<'_>) -> Vec<FileId> {
    let needed = scope_needed(decl);
    let fits = |file: &FileId| {
        let model = ask.workspace.file(*file);
        *file != ask.file
            && model.is_some_and(|f| f.scope == needed && (needed == ROOT) == f.part_of.is_none())
    };
    let files = ask.workspace.files().map(|(id, _)| id).filter(fits);
    let same =
        |file: FileId| ask.workspace.decls_in(file).take(500).filter(|d| d.kind() == decl.kind()).count();
    // In a large workspace the first few hundred are enough to choose from.
    let mut counted: Vec<(usize, FileId)> =
        files.take(300).map(|f| (same(f), f)).filter(|(n, _)| *n > 0).collect();
    let path = |f: FileId| ask.workspace.file(f).map_or("", |f| &f.path);
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| path(a.1).cmp(path(b.1))));
    counted.into_iter().take(OFFERED).map(|(_, f)| f).collect()
}

pub(super) fn offer_other(ask: &Ask<'_>) -> Vec<(String, String)> {
    let Some(decl) = target(ask) else { return Vec::new() };
    let path = |f: FileId| ask.workspace.file(f).map_or(String::new(), |f| f.path.to_string());
    others(ask, decl).into_iter().map(path).map(|p| (format!("Move it to `{p}`"), p)).collect()
}

pub(super) fn other_edits(ask: &Ask<'_>, path: &str) -> Option<AssistEdits> {
    let decl = target(ask)?;
    let file = ask.workspace.file_id(path)?;
    let there = &ask.workspace.file(file)?.text;
    let kept = there.trim_end();
    let span = with_comments(ask, decl);
    let gap = if kept.is_empty() { "" } else { "\n\n" };
    let place = Place { file, span: Span::new(kept.len() as u32, there.len() as u32) };
    let append = Edit { place, text: format!("{gap}{}\n", dedented(decl, span)) };
    Some(AssistEdits { edits: vec![removal(decl, span), append], new_files: Vec::new() })
}

/// The declaration with the comments right above it and beside its end.
fn with_comments(ask: &Ask<'_>, decl: Decl<'_>) -> Span {
    let source = decl.source();
    let comments = ask.workspace.file(ask.file).map_or(&[][..], |f| &f.comments);
    let mut span = decl.span();
    let first = source[text::line_start(source, span.start) as usize..span.start as usize].trim().is_empty();
    if first {
        span.start = comments_above(ask.workspace, ask.file, span.start);
    }
    let gap = |at: u32| Span::new(span.end, at).text(source);
    let mut after = comments.iter().filter(|c| c.span.start >= span.end);
    let beside =
        after.next().filter(|c| gap(c.span.start).trim().is_empty() && !gap(c.span.start).contains('\n'));
    if let Some(comment) = beside {
        span.end = comment.span.end;
    }
    span
}

/// The text without the indentation that it has here.
fn dedented(decl: Decl<'_>, span: Span) -> String {
    let source = decl.source();
    let depth = text::indent(source, span.start);
    let strip = |line: &str| {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        line[blank.min(depth)..].to_owned()
    };
    let mut lines = span.text(source).split('\n');
    let first = lines.next().unwrap_or("").to_owned();
    let rest = lines.map(strip);
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}

/// Takes a span away, with its lines and one blank line where it stands alone.
fn removal(decl: Decl<'_>, span: Span) -> Edit {
    let source = decl.source();
    let start = text::line_start(source, span.start);
    let end = text::line_end(source, span.end);
    let before = Span::new(start, span.start).text(source);
    let after = Span::new(span.end, end).text(source);
    if !before.trim().is_empty() || !after.trim().trim_start_matches(',').is_empty() {
        return Edit { place: decl.place(span), text: String::new() };
    }
    let rest = &source[end as usize..];
    let line_break =
        |text: &str| if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) };
    let mut cut = line_break(rest);
    // Of the two blank lines around it one is enough; before a closing brace none.
    let next = rest[cut..].lines().next().unwrap_or("");
    let blank_above = source[..start as usize].ends_with("\n\n")
        || source[..start as usize].ends_with("\n\r\n")
        || start == 0;
    if blank_above && next.trim().is_empty() && !rest[cut..].is_empty() {
        cut += next.len() + line_break(&rest[cut + next.len()..]);
    }
    Edit { place: decl.place(Span::new(start, end + cut as u32)), text: String::new() }
}
