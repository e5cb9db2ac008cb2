//! Changes that a user may ask for at a place: bigger than mending a finding, smaller than writing anew.
//!
//! [`assists`] is cheap and says what is possible; [`assist_edits`] makes the edits of the one that is taken.

mod extract_task;
mod metric;
mod move_decl;
mod naming;
mod occurred;
mod sort;

use crate::at::decl_around;
use crate::text;
use prog_diagnostics::{Edit, FileId};
use prog_facts::Facts;
use prog_model::names::word_hash;
use prog_model::{Decl, Workspace, edit};
use prog_rules::Engine;
use prog_syntax::{Span, ident};

/// What sort of change it is, as editors group them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssistKind {
    /// Takes something out into a declaration of its own.
    Extract,
    /// Puts one text in the place of another.
    Inline,
    /// Moves something elsewhere.
    Move,
    /// Writes the same in another way.
    Rewrite,
}

/// A change that is possible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assist {
    /// Its name, to be sent back for its edits.
    pub id: String,
    /// What it does, as a menu entry.
    pub title: String,
    /// What sort of change it is.
    pub kind: AssistKind,
}

/// What a change does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AssistEdits {
    /// Replacements in files that exist.
    pub edits: Vec<Edit>,
    /// New files: path relative to the workspace, and text.
    pub new_files: Vec<(String, String)>,
}

/// Where an assist is asked for.
pub(crate) struct Ask<'w> {
    pub engine: &'w Engine,
    pub workspace: &'w Workspace,
    pub facts: Facts<'w>,
    pub file: FileId,
    pub range: Span,
    /// The innermost declaration around the cursor.
    pub decl: Decl<'w>,
}

struct Entry {
    id: &'static str,
    kind: AssistKind,
    /// What the menu says: a title and, where there are several of one sort, what tells them apart.
    offer: fn(&Ask<'_>) -> Vec<(String, String)>,
    edits: fn(&Ask<'_>, &str) -> Option<AssistEdits>,
}

const ALL: &[Entry] = &[
    Entry {
        id: "extract-task",
        kind: AssistKind::Extract,
        offer: extract_task::offer,
        edits: extract_task::edits,
    },
    Entry { id: "extract-metric", kind: AssistKind::Extract, offer: metric::offer, edits: metric::edits },
    Entry { id: "risk-to-issue", kind: AssistKind::Rewrite, offer: occurred::offer, edits: occurred::edits },
    Entry {
        id: "name-from-title",
        kind: AssistKind::Inline,
        offer: naming::offer_name,
        edits: naming::name_edits,
    },
    Entry {
        id: "title-from-name",
        kind: AssistKind::Inline,
        offer: naming::offer_title,
        edits: naming::title_edits,
    },
    Entry { id: "sort-properties", kind: AssistKind::Rewrite, offer: sort::offer, edits: sort::edits },
    Entry {
        id: "move-to-new-file",
        kind: AssistKind::Move,
        offer: move_decl::offer_new,
        edits: move_decl::new_edits,
    },
    Entry {
        id: "move-to-file",
        kind: AssistKind::Move,
        offer: move_decl::offer_other,
        edits: move_decl::other_edits,
    },
];

fn ask(engine: &Engine, file: FileId, range: Span) -> Option<Ask<'_>> {
    let workspace = engine.workspace();
    let source = &workspace.file(file)?.text;
    let range = text::clamp(source, range);
    // What a declaration is taken for is no ground to rewrite it: first its kind is mended.
    let decl = decl_around(workspace, file, range.start).filter(|d| !d.is_guessed())?;
    Some(Ask { engine, workspace, facts: engine.facts(), file, range, decl })
}

/// The changes that are possible in `range`, without their edits.
pub fn assists(engine: &Engine, file: FileId, range: Span) -> Vec<Assist> {
    let Some(ask) = ask(engine, file, range) else { return Vec::new() };
    let all = ALL.iter().flat_map(|entry| {
        (entry.offer)(&ask).into_iter().map(|(title, which)| {
            let id = if which.is_empty() { entry.id.to_owned() } else { format!("{}:{which}", entry.id) };
            Assist { id, title, kind: entry.kind }
        })
    });
    all.collect()
}

/// The edits of the change called `id`; `None` where it is not possible any more.
pub fn assist_edits(engine: &Engine, file: FileId, range: Span, id: &str) -> Option<AssistEdits> {
    let ask = ask(engine, file, range)?;
    let (name, which) = id.split_once(':').unwrap_or((id, ""));
    let entry = ALL.iter().find(|e| e.id == name)?;
    let possible = (entry.offer)(&ask).iter().any(|(_, w)| w == which);
    let mut change = possible.then(|| (entry.edits)(&ask, which)).flatten()?;
    // Two insertions at one place are one, so that nobody has to guess which comes first.
    change.edits.dedup_by(|b, a| {
        let same = a.place == b.place && a.place.span.is_empty();
        if same {
            a.text.push_str(&b.text);
        }
        same
    });
    Some(change)
}

impl<'w> Ask<'w> {
    /// A replacement in the file of `decl`.
    fn edit(&self, decl: Decl<'w>, span: Span, text: impl Into<String>) -> Edit {
        Edit { place: decl.place(span), text: text.into() }
    }

    /// `text` as a declaration after `decl`, indented as it is.
    fn after(&self, decl: Decl<'w>, text: &str) -> Edit {
        let indent = edit::indent_at(decl.source(), decl.span().start);
        let body = edit::in_steps_of(decl.source(), decl.data(), text).replace('\n', &format!("\n{indent}"));
        self.edit(decl, Span::at(decl.span().end), format!("\n\n{indent}{body}"))
    }

    /// Whether the cursor is in the head of the declaration, or in its first line.
    fn in_head(&self) -> bool {
        let end = text::line_end(self.decl.source(), edit::head_end(self.decl.data()));
        self.range.start <= end
    }

    /// A name like `base` that nobody in the workspace uses.
    fn free_name(&self, base: &str) -> String {
        let base = if ident::is_ident(base) { base } else { "unnamed" };
        let free = |name: &str| self.workspace.files_using(word_hash(name)).is_empty();
        let numbered = (2..10_000).map(|n| format!("{base}-{n}"));
        std::iter::once(base.to_owned()).chain(numbered).find(|n| free(n)).unwrap_or_else(|| base.to_owned())
    }
}

/// The first words of a text as a name.
fn slug_of(text: &str) -> String {
    let slug = ident::slug(text);
    let words: Vec<&str> = slug.split('-').collect();
    let mut kept = String::new();
    for word in words {
        if !kept.is_empty() && kept.len() + word.len() > 32 {
            break;
        }
        if !kept.is_empty() {
            kept.push('-');
        }
        kept.push_str(word);
    }
    kept
}

/// Where the comments start that stand on lines of their own right above `at`, the start of something.
fn comments_above(workspace: &Workspace, file: FileId, at: u32) -> u32 {
    let Some(model) = workspace.file(file) else { return at };
    let mut start = at;
    for comment in model.comments.iter().rev() {
        if comment.span.end > start {
            continue;
        }
        let between = Span::new(comment.span.end, start).text(&model.text);
        if !comment.own_line || !between.trim().is_empty() || between.matches('\n').count() > 1 {
            break;
        }
        start = comment.span.start;
    }
    start
}
