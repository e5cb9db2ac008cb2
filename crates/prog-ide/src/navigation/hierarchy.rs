//! Who depends on this, and on what does this depend: step by step, as editors show calls.

use crate::text;
use prog_diagnostics::{FileId, Place};
use prog_model::{Decl, DeclId, Key, Kind, key};
use prog_rules::Engine;
use prog_syntax::Span;

/// A declaration in the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HierarchyItem {
    /// Which.
    pub id: DeclId,
    /// Its name, or title where it has none.
    pub name: String,
    /// Its path, by which it is found again.
    pub path: String,
    /// Its title and the path of what it stands in.
    pub detail: String,
    /// Its kind.
    pub kind: Kind,
    /// All of it.
    pub place: Place,
    /// Its name there.
    pub focus: Span,
}

/// One step, with the places that make it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// What depends, or is depended on.
    pub item: HierarchyItem,
    /// Where it says so: in the file of the one that depends.
    pub from: Vec<Span>,
}

/// Keys whose holder depends on what they name.
const DEPENDS: [Key; 7] = [
    key::DEPENDS_ON,
    key::STEPS,
    key::AFTER,
    key::STARTS_WITH,
    key::ENDS_WITH,
    key::ENDS_AFTER_START,
    key::TOUCHES,
];
/// Keys by which an outcome depends on their holder.
const MOVES: [Key; 2] = [key::DELIVERS, key::SERVES];

/// The declaration at `offset` as the root of a tree: a system, flow, task, milestone, dependency or outcome.
pub fn prepare_hierarchy(engine: &Engine, file: FileId, offset: u32) -> Option<HierarchyItem> {
    let (decl, _) = crate::at::decl_meant(engine.workspace(), file, offset)?;
    let has_place = matches!(
        decl.kind(),
        Kind::System
            | Kind::Flow
            | Kind::Task
            | Kind::Milestone
            | Kind::Dependency
            | Kind::Outcome
            | Kind::Workstream
    );
    has_place.then(|| item(decl))
}

/// The declaration of this path in a file, as it is there now; `None` where it is gone.
pub fn hierarchy_again(engine: &Engine, file: FileId, path: &str) -> Option<HierarchyItem> {
    engine.workspace().decls_in(file).find(|d| d.path() == path).map(item)
}

fn item(decl: Decl<'_>) -> HierarchyItem {
    let path = decl.path();
    let container = path.rsplit_once('.').map_or("", |(before, _)| before);
    let title = decl.title().map_or(String::new(), |t| text::short(&t, 80));
    let detail: Vec<&str> = [title.as_str(), container].into_iter().filter(|p| !p.is_empty()).collect();
    HierarchyItem {
        id: decl.id(),
        name: decl.short().into_owned(),
        path: path.clone(),
        detail: detail.join(" · "),
        kind: decl.kind(),
        place: decl.place(decl.span()),
        focus: decl.name_place().span,
    }
}

/// Who depends on `id`.
pub fn incoming(engine: &Engine, id: DeclId) -> Vec<Call> {
    let Some(decl) = engine.workspace().decl(id) else { return Vec::new() };
    let naming = decl.referrers().filter(|(_, k)| DEPENDS.contains(k)).map(|(d, _)| d);
    let moved = MOVES.iter().flat_map(|k| decl.refs(*k));
    sorted(naming.chain(moved).collect(), decl)
        .into_iter()
        .map(|other| {
            let mut from = places(other, &DEPENDS, decl);
            if from.is_empty() {
                // An outcome does not say who delivers it.
                from.push(other.name_place().span);
            }
            Call { item: item(other), from }
        })
        .collect()
}

/// On what `id` depends.
pub fn outgoing(engine: &Engine, id: DeclId) -> Vec<Call> {
    let Some(decl) = engine.workspace().decl(id) else { return Vec::new() };
    let named = DEPENDS.iter().flat_map(|k| decl.refs(*k));
    let moving = decl.referrers().filter(|(_, k)| MOVES.contains(k)).map(|(d, _)| d);
    let moving: Vec<Decl<'_>> = moving.filter(|_| decl.kind() == Kind::Outcome).collect();
    sorted(named.chain(moving).collect(), decl)
        .into_iter()
        .map(|other| {
            let mut from = places(decl, &DEPENDS, other);
            if from.is_empty() {
                from.push(decl.name_place().span);
            }
            Call { item: item(other), from }
        })
        .collect()
}

fn sorted<'w>(mut decls: Vec<Decl<'w>>, but: Decl<'w>) -> Vec<Decl<'w>> {
    decls.retain(|d| *d != but);
    decls.sort_by_key(|d| d.order());
    decls.dedup();
    decls
}

/// Where `holder` names `target` under one of `keys`.
fn places(holder: Decl<'_>, keys: &[Key], target: Decl<'_>) -> Vec<Span> {
    let props = holder.props().filter(|p| keys.contains(&p.key()));
    props.flat_map(|p| p.parts()).filter(|v| v.target() == Some(target)).map(|v| v.span()).collect()
}
