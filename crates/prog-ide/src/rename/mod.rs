//! Another name for a declaration, everywhere at once, so that every name in the workspace means what it meant before.
//!
//! Where the new name would be covered by a nearer one, or would itself cover another, the longer path is written; where no
//! path helps, the change is refused, naming what stands in its way.

mod files;
mod linked;
mod renamed;

pub use files::will_rename_files;
pub use linked::linked_editing;

use crate::at::{At, at, holder};
use crate::uses::{Use, uses_of};
use prog_diagnostics::{Edit, FileId, Place};
use prog_model::file::Val;
use prog_model::names::{join, word_hash, words};
use prog_model::{Decl, KindSet, Value, Workspace};
use prog_rules::Engine;
use prog_syntax::{LineIndex, Span, ident};
use renamed::Renamed;
use rustc_hash::FxHashSet;

/// What is about to be renamed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RenameStart {
    /// The name at the cursor.
    pub span: Span,
    /// What it is now.
    pub name: String,
}

/// Whether the name at `offset` can be changed, and where it stands; else why not, in a sentence for the user.
pub fn prepare_rename(engine: &Engine, file: FileId, offset: u32) -> Result<RenameStart, String> {
    let (decl, span) = target(engine.workspace(), file, offset)?;
    Ok(RenameStart { span, name: decl.name().to_owned() })
}

/// The edits that give the declaration at `offset` the name `new` everywhere; else why it cannot have it, in a sentence for the
/// user. One edit per place, by file path and position.
pub fn rename(engine: &Engine, file: FileId, offset: u32, new: &str) -> Result<Vec<Edit>, String> {
    let workspace = engine.workspace();
    let (decl, _) = target(workspace, file, offset)?;
    let new = ident::normalize(new.trim()).into_owned();
    check_name(&new)?;
    if new == decl.name() {
        return Ok(Vec::new());
    }
    check_free(workspace, decl, &new)?;
    let renamed = Renamed::new(workspace, decl, &new);
    let mut edits = vec![Edit { place: decl.place(decl.data().name), text: new.clone() }];
    let uses = uses_of(workspace, decl);
    let mut done: FxHashSet<(FileId, u32)> = FxHashSet::default();
    for used in &uses {
        done.insert((used.file, used.path.start));
        edits.push(edit_of_use(workspace, &renamed, used, &new)?);
    }
    keep_others(workspace, &renamed, &new, &done, &mut edits)?;
    let path = |place: &Place| workspace.file(place.file).map_or("", |f| &f.path);
    edits.sort_by(|a, b| path(&a.place).cmp(path(&b.place)).then_with(|| a.place.span.cmp(&b.place.span)));
    Ok(edits)
}

fn target(workspace: &Workspace, file: FileId, offset: u32) -> Result<(Decl<'_>, Span), String> {
    let nothing = || "There is no name here that could be changed".to_owned();
    match at(workspace, file, offset).ok_or_else(nothing)? {
        At::Name(decl) => Ok((decl, decl.data().name)),
        At::Ref { target, span, .. } if !target.name().is_empty() => Ok((target, span)),
        At::PartOf { target: Some(decl), span } => Ok((decl, span)),
        At::PartOf { target: None, span } => Err(undeclared(workspace, file, span)),
        At::Value(value) if matches!(value.val(), Val::Ref(_)) => {
            Err(undeclared(workspace, file, value.span()))
        }
        At::Title(_) => Err("This is a title; put the cursor on the name before it".into()),
        At::Kind(_) => {
            Err("The word of a kind cannot be changed; put the cursor on the name after it".into())
        }
        At::Key(_) => Err("The word of a property cannot be changed".into()),
        _ => Err(nothing()),
    }
}

fn undeclared(workspace: &Workspace, file: FileId, span: Span) -> String {
    let name = workspace.file(file).map_or("", |f| span.text(&f.text));
    format!("`{name}` is not declared anywhere")
}

fn check_name(new: &str) -> Result<(), String> {
    if ident::is_ident(new) {
        return Ok(());
    }
    let why = match new.chars().next() {
        None => "A name needs at least one letter".to_owned(),
        Some(c) if c.is_ascii_digit() => {
            format!("`{new}` is no name: a name starts with a letter, not with a digit")
        }
        Some(_) if new.contains(' ') => format!("`{new}` is no name: write `{}`", ident::slug(new)),
        Some(_) => format!("`{new}` is no name: a name has letters, digits, `_`, and `-` between them"),
    };
    Err(why)
}

/// Whether nothing else has the new name where the declaration stands.
fn check_free(workspace: &Workspace, decl: Decl<'_>, new: &str) -> Result<(), String> {
    let data = decl.data();
    let taken = workspace.named(data.outer, word_hash(new), decl.kind().namespace()).iter();
    if let Some(other) = taken.filter_map(|id| workspace.decl(*id)).find(|d| *d != decl) {
        return Err(format!("`{new}` is taken: {}", introduce(workspace, other)));
    }
    // A file may wait for a program of that name: all that stands in it would come into this scope.
    let scope = join(data.outer, word_hash(new));
    let mut files = workspace.files().filter(|(_, f)| f.part_of.is_some() && f.scope == scope);
    match files.find(|_| decl.kind().opens_scope() && scope != decl.scope()) {
        None => Ok(()),
        Some((_, file)) => Err(format!(
            "`{}` says that it is part of `{new}`: change that line first, or take another name",
            file.path
        )),
    }
}

/// `there is a system checkout.gateway "Payment gateway" in plans/a.prog, line 6`
fn introduce(workspace: &Workspace, decl: Decl<'_>) -> String {
    format!("there is {}", describe(workspace, decl, &decl.kind().with_article()))
}

/// `system checkout.gateway "Payment gateway" in plans/a.prog, line 6`
fn describe(workspace: &Workspace, decl: Decl<'_>, kind: &str) -> String {
    let file = workspace.file(decl.file());
    let line = file.map_or(0, |f| LineIndex::new(&f.text).line_of(decl.span().start) + 1);
    let title = decl.title().map_or(String::new(), |t| format!(" “{t}”"));
    let path = file.map_or("", |f| &f.path);
    format!("{kind} `{}`{title} in {path}, line {line}", decl.path())
}

/// One use with its new text: only the word where that is enough, else the whole path.
fn edit_of_use(workspace: &Workspace, renamed: &Renamed<'_>, used: &Use, new: &str) -> Result<Edit, String> {
    let word = Edit { place: used.place(), text: new.to_owned() };
    let (Some(at), Some(means)) = (used.holder, used.means) else { return Ok(word) };
    let Some((from, meant)) = workspace.decl_in(used.file, at).zip(workspace.decl(means)) else {
        return Ok(word);
    };
    let text = from.source();
    let path = used.path.text(text);
    let (start, end) = (used.word.start - used.path.start, used.word.end - used.path.start);
    let simple = format!("{}{new}{}", &path[..start as usize], &path[end as usize..]);
    let kinds = kinds_at(workspace, from, used.path);
    if renamed.find(from, &simple, kinds) == Some(meant) {
        return Ok(word);
    }
    let place = Place { file: used.file, span: used.path };
    match renamed.write(from, meant, kinds) {
        Some(text) => Ok(Edit { place, text }),
        None => Err(format!(
            "In `{}` no name would mean `{}` any more: something nearer is called `{new}`",
            from.path(),
            meant.path()
        )),
    }
}

/// The kinds that the property takes whose value stands at `span`.
fn kinds_at(workspace: &Workspace, from: Decl<'_>, span: Span) -> KindSet {
    let prop = from.props().find(|p| p.span().contains(span));
    let property = prop.and_then(|p| workspace.schema().property(from.kind(), p.key()));
    property.map_or(KindSet::NONE, |p| p.ty.targets())
}

/// Names of other declarations that the new name would cover get a longer path.
fn keep_others(
    workspace: &Workspace,
    renamed: &Renamed<'_>,
    new: &str,
    done: &FxHashSet<(FileId, u32)>,
    edits: &mut Vec<Edit>,
) -> Result<(), String> {
    let hash = word_hash(new);
    for file in workspace.files_using(hash) {
        let refs = workspace.decls_in(file).flat_map(|d| d.props()).flat_map(|p| p.parts());
        for value in
            refs.filter(|v| matches!(v.val(), Val::Ref(_)) && !done.contains(&(file, v.span().start)))
        {
            if words(value.written()).any(|w| word_hash(w) == hash) {
                edits.extend(keep(workspace, renamed, value)?);
            }
        }
    }
    Ok(())
}

fn keep(workspace: &Workspace, renamed: &Renamed<'_>, value: Value<'_>) -> Result<Option<Edit>, String> {
    let from = value.prop().decl();
    let Some(meant) = value.target() else { return Ok(None) };
    let kinds = kinds_at(workspace, from, value.span());
    if renamed.find(from, value.written(), kinds) == Some(meant) {
        return Ok(None);
    }
    match renamed.write(from, meant, kinds) {
        Some(text) => Ok(Some(Edit { place: value.place(), text })),
        None => Err(format!(
            "`{}` in `{}` would mean another one then: now it means {}",
            value.written(),
            from.path(),
            describe(workspace, meant, meant.kind().word())
        )),
    }
}

/// The words of the full path of a declaration, the outermost first.
fn path_words<'w>(workspace: &'w Workspace, decl: Decl<'w>) -> Vec<Decl<'w>> {
    let mut words = vec![decl];
    let mut at = decl;
    while let Some(outer) = holder(workspace, at).filter(|_| words.len() < 64) {
        words.push(outer);
        at = outer;
    }
    words.reverse();
    words
}
