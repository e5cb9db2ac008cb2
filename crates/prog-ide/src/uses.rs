//! Every place that names a declaration: as a whole name, within a longer path, and after `part of`.

use crate::at::holder;
use prog_diagnostics::{FileId, Place};
use prog_model::file::Val;
use prog_model::names::ROOT;
use prog_model::{Decl, DeclId, Namespace, Value, Workspace};
use prog_syntax::Span;
use rustc_hash::FxHashSet;

/// One place that names a declaration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Use {
    /// The file.
    pub file: FileId,
    /// The word.
    pub word: Span,
    /// The whole path that it is part of.
    pub path: Span,
    /// The declaration that it stands in, by position; none for `part of`.
    pub holder: Option<u32>,
    /// What the whole path means; none for `part of`.
    pub means: Option<DeclId>,
}

impl Use {
    /// The word as a place.
    pub fn place(&self) -> Place {
        Place { file: self.file, span: self.word }
    }
}

/// Every use of `decl`, by file path and position.
pub(crate) fn uses_of(workspace: &Workspace, decl: Decl<'_>) -> Vec<Use> {
    let mut found = Vec::new();
    add_uses(decl, 0, &mut found);
    if decl.kind().opens_scope() && !decl.name().is_empty() {
        for inner in inside(workspace, decl) {
            if inner.referrer_count() > 0
                && let Some(steps) = steps_between(workspace, inner, decl)
            {
                add_uses(inner, steps, &mut found);
            }
        }
    }
    if may_be_part_of(decl) {
        add_part_of(workspace, decl, &mut found);
    }
    found.sort_by_key(|u| (u.file, u.word.start));
    found.dedup();
    let path = |file: FileId| workspace.file(file).map_or("", |f| &f.path);
    found.sort_by(|a, b| path(a.file).cmp(path(b.file)));
    found
}

/// Whether files may say that they are part of it. Of what is no program they say so by mistake, and still stand in its scope.
fn may_be_part_of(decl: Decl<'_>) -> bool {
    decl.outer() == ROOT && decl.kind().namespace() == Namespace::Things && !decl.name().is_empty()
}

/// The declarations in the scope of `decl`, at any depth.
pub(crate) fn inside<'w>(workspace: &'w Workspace, decl: Decl<'w>) -> impl Iterator<Item = Decl<'w>> {
    let parts = may_be_part_of(decl) && decl.kind().opens_scope();
    let files =
        workspace.files().filter(move |(_, f)| parts && f.part_of.is_some() && f.scope == decl.scope());
    decl.descendants().chain(files.flat_map(|(id, _)| workspace.decls_in(id)))
}

/// How many words of a path lie between `inner` and `outer`.
fn steps_between<'w>(workspace: &'w Workspace, inner: Decl<'w>, outer: Decl<'w>) -> Option<usize> {
    let mut at = inner;
    for steps in 1..=64 {
        at = holder(workspace, at)?;
        if at == outer {
            return Some(steps);
        }
    }
    None
}

/// The places that name `named` by a path that holds the word for the declaration `steps` before it.
fn add_uses(named: Decl<'_>, steps: usize, found: &mut Vec<Use>) {
    let mut seen = FxHashSet::default();
    for (from, key) in named.referrers() {
        if !seen.insert((from.id(), key)) {
            continue;
        }
        let values = from.props().filter(|p| p.key() == key).flat_map(|p| p.parts());
        for value in values.filter(|v| matches!(v.val(), Val::Ref(_)) && v.target() == Some(named)) {
            if let Some(word) = word_before_last(value, steps) {
                found.push(Use {
                    file: from.file(),
                    word,
                    path: value.span(),
                    holder: Some(from.index()),
                    means: Some(named.id()),
                });
            }
        }
    }
}

/// The word `steps` before the last of a path.
fn word_before_last(value: Value<'_>, steps: usize) -> Option<Span> {
    let path = value.written();
    let mut words: Vec<Span> = Vec::new();
    let mut start = 0;
    for part in path.split('.') {
        let lead = part.len() - part.trim_start().len();
        let from = value.span().start + (start + lead) as u32;
        words.push(Span::new(from, from + part.trim().len() as u32));
        start += part.len() + 1;
    }
    words.len().checked_sub(steps + 1).map(|at| words[at])
}

fn add_part_of(workspace: &Workspace, program: Decl<'_>, found: &mut Vec<Use>) {
    for (file, model) in workspace.files().filter(|(_, f)| f.part_of.is_some() && f.scope == program.scope())
    {
        let Some(path) = model.part_of else { continue };
        let target = workspace.first_named_path(path.text(&model.text));
        if target == Some(program) {
            let word = crate::at::word_in(path.text(&model.text), path, path.end);
            found.push(Use { file, word, path, holder: None, means: None });
        }
    }
}
