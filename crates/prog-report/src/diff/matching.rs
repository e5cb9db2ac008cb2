//! Which declaration of one state is which of the other: by kind and path; else, among those without a partner, by what
//! they say.

use crate::ask::Ask;
use prog_model::{Decl, DeclId, Kind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Declarations with and without partners.
pub struct Matched<'a, 'b> {
    /// Before and after.
    pub kept: Vec<(Decl<'a>, Decl<'b>)>,
    /// Those that are new, each without what stands in a new one.
    pub added: Vec<Decl<'b>>,
    /// Those that are gone, likewise.
    pub removed: Vec<Decl<'a>>,
    renamed: FxHashSet<DeclId>,
    same_word: FxHashSet<DeclId>,
}

impl<'a, 'b> Matched<'a, 'b> {
    /// Finds the partners.
    pub fn new(before: &Ask<'a>, after: &Ask<'b>) -> Self {
        let (old, new) = (all(before), all(after));
        let mut by_path: FxHashMap<(Kind, String), Decl<'a>> =
            old.iter().rev().map(|d| ((d.kind(), d.path()), *d)).collect();
        let mut kept = Vec::with_capacity(new.len());
        let mut left = Vec::new();
        for decl in new {
            match by_path.remove(&(decl.kind(), decl.path())) {
                Some(partner) => kept.push((partner, decl)),
                None => left.push(decl),
            }
        }
        let mut gone: Vec<Decl<'a>> = by_path.into_values().collect();
        before.in_order(&mut gone);
        let renamed = by_content(&mut gone, &mut left, &mut kept);
        let same_word =
            kept.iter().filter(|(old, new)| old.name() == new.name()).map(|(_, new)| new.id()).collect();
        let mut matched = Self { kept, added: Vec::new(), removed: Vec::new(), renamed, same_word };
        let order = |d: &Decl<'b>| (d.file(), d.index());
        matched.kept.sort_by_key(|(_, new)| order(new));
        matched.added = outermost(left);
        matched.removed = outermost(gone);
        matched
    }

    /// Whether this has another name than before.
    pub fn is_renamed(&self, id: DeclId) -> bool {
        self.renamed.contains(&id)
    }

    /// Whether the own name of this is the same as before.
    pub fn same_word(&self, id: DeclId) -> bool {
        self.same_word.contains(&id)
    }
}

fn all<'w>(ask: &Ask<'w>) -> Vec<Decl<'w>> {
    let workspace = ask.facts.workspace;
    let mut all: Vec<Decl<'w>> = match ask.program {
        None => workspace.decls().collect(),
        Some(_) => ask.facts.all_in_group(ask.group()).collect(),
    };
    all.retain(|d| d.kind() != Kind::Unknown);
    ask.in_order(&mut all);
    all
}

/// What a declaration says apart from its name: its title and own properties.
fn content(decl: Decl<'_>) -> String {
    let mut text = decl.title().unwrap_or_default().into_owned();
    for prop in decl.props() {
        text.push('\n');
        text.push_str(&prop.span().text(decl.source()).split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text
}

/// Pairs what says the same under another name, and what has the same title and parent kind; each only where it is the
/// one of its sort.
fn by_content<'a, 'b>(
    gone: &mut Vec<Decl<'a>>,
    left: &mut Vec<Decl<'b>>,
    kept: &mut Vec<(Decl<'a>, Decl<'b>)>,
) -> FxHashSet<DeclId> {
    let mut renamed = FxHashSet::default();
    let passes: [fn(Decl<'_>) -> String; 2] = [content, |d| d.title().unwrap_or_default().into_owned()];
    for sign in passes {
        let mut old: FxHashMap<(Kind, String), Vec<Decl<'a>>> = FxHashMap::default();
        let mut new: FxHashMap<(Kind, String), Vec<Decl<'b>>> = FxHashMap::default();
        // What says nothing is like everything else that says nothing.
        let key = |kind, text: String| (!text.trim().is_empty()).then_some((kind, text));
        for decl in gone.iter() {
            if let Some(key) = key(decl.kind(), sign(*decl)) {
                old.entry(key).or_default().push(*decl);
            }
        }
        for decl in left.iter() {
            if let Some(key) = key(decl.kind(), sign(*decl)) {
                new.entry(key).or_default().push(*decl);
            }
        }
        let mut found = (FxHashSet::default(), FxHashSet::default());
        for (key, now) in new {
            if let ([one], Some([was])) = (now.as_slice(), old.get(&key).map(Vec::as_slice)) {
                kept.push((*was, *one));
                found.0.insert(was.id());
                found.1.insert(one.id());
                if !one.name().is_empty() && one.name() != was.name() {
                    renamed.insert(one.id());
                }
            }
        }
        gone.retain(|d| !found.0.contains(&d.id()));
        left.retain(|d| !found.1.contains(&d.id()));
    }
    renamed
}

/// Without those that stand in another of the list: a new risk is news, its mitigations are part of it.
fn outermost(decls: Vec<Decl<'_>>) -> Vec<Decl<'_>> {
    let ids: FxHashSet<DeclId> = decls.iter().map(|d| d.id()).collect();
    decls.into_iter().filter(|d| !d.ancestors().any(|a| ids.contains(&a.id()))).collect()
}
