//! Names of declarations as values: only of fitting kinds, the nearest first, written so that they mean what is offered.

use super::Ask;
use super::item::{Doc, Item, ItemKind};
use crate::scopes::Scopes;
use crate::text;
use prog_diagnostics::FileId;
use prog_facts::Group;
use prog_model::file::Val;
use prog_model::{Decl, DeclId, Key, Kind, KindSet, Namespace, key};
use prog_syntax::Span;
use rustc_hash::FxHashSet;

/// Most candidates that are ranked; of more the nearest files are looked at only.
const CANDIDATES: usize = 2000;
/// Whatever is named more often than this tells nothing about what belongs together.
const CROWD: usize = 64;
/// Fewer names than this are no choice yet.
const FEW: usize = 10;
/// Enough relatives to be shown first.
const RELATED: usize = 40;

/// Which names are wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Of these kinds.
    pub kinds: KindSet,
    /// As a value of this property.
    pub key: Option<Key>,
    /// These are given already.
    pub given: Vec<DeclId>,
    /// These come first, in this order.
    pub first: Vec<DeclId>,
}

/// Offers the names that are wanted.
pub(super) fn offer(ask: &mut Ask<'_>, wanted: &Wanted) {
    let prefix = Span::new(ask.cursor.path.start, ask.cursor.word.start).text(ask.cursor.text());
    if let Some(path) = prefix.strip_suffix('.') {
        return offer_members(ask, wanted, path);
    }
    let mut wanted = wanted.clone();
    wanted.given.extend(waiting(ask, &wanted));
    let wanted = &wanted;
    let here = Here::new(ask, wanted);
    let mut found = here.candidates(ask, wanted);
    if found.len() > CANDIDATES {
        found.truncate(CANDIDATES);
        ask.more = true;
    }
    found.sort_by_cached_key(|d| (ask.typed.rank(d.name()), here.rank(*d)));
    if found.len() > super::MOST {
        found.truncate(super::MOST);
        ask.more = true;
    }
    for decl in found {
        if let Some(name) = ask.scopes.write(decl, wanted.kinds) {
            let filter = filter(ask, decl, &name);
            let mut item = item(decl, name);
            item.filter = filter;
            offer_path(ask, item);
        }
    }
}

/// The written path is what somebody types; what is not found by it may be a part of the title.
fn filter(ask: &Ask<'_>, decl: Decl<'_>, written: &str) -> String {
    match ask.typed.rank(written) {
        Some(_) => written.to_owned(),
        None => decl.title().map_or(String::new(), |t| t.into_owned()),
    }
}

/// Adds an item that replaces the words and dots after the cursor too: they belong to the name that goes.
fn offer_path(ask: &mut Ask<'_>, item: Item) {
    let word = ask.cursor.word;
    let end = text::path_end(ask.cursor.text(), word);
    ask.offer_at(Span::new(word.start, end), item);
}

/// What waits for the declaration at the cursor, however many steps away: waiting for it in turn would be a ring.
fn waiting(ask: &Ask<'_>, wanted: &Wanted) -> Vec<DeclId> {
    let mut found: Vec<Decl<'_>> =
        ask.cursor.decl().filter(|_| wanted.key == Some(key::AFTER)).into_iter().collect();
    let mut seen: FxHashSet<DeclId> = found.iter().map(|d| d.id()).collect();
    let mut at = 0;
    while let Some(decl) = found.get(at).copied() {
        found.extend(decl.referrers_by(key::AFTER).filter(|d| seen.insert(d.id())));
        at += 1;
    }
    found.into_iter().skip(1).map(|d| d.id()).collect()
}

/// After `checkout.`: what stands in that scope.
fn offer_members(ask: &mut Ask<'_>, wanted: &Wanted, path: &str) {
    let Some(scope) = ask.scopes.scope_of(path) else { return };
    let workspace = ask.cursor.workspace;
    // A fitting one may stand deeper: what leads there is offered too.
    let leads = |d: &Decl<'_>| {
        let holds = || d.children().any(|c| wanted.kinds.contains(c.kind()));
        d.kind() == Kind::Program || d.kind().opens_scope() && holds()
    };
    let waiting = waiting(ask, wanted);
    let inside = workspace.decls().filter(|d| d.outer() == scope && !d.name().is_empty());
    for decl in inside.filter(|d| wanted.kinds.contains(d.kind()) || leads(d)).take(CANDIDATES) {
        if !wanted.given.contains(&decl.id()) && !waiting.contains(&decl.id()) {
            offer_path(ask, item(decl, decl.name().to_owned()));
        }
    }
}

/// A declaration as an item.
pub(super) fn item(decl: Decl<'_>, name: String) -> Item {
    let kind = decl.kind();
    let detail = match decl.title() {
        Some(title) => format!("{} · {}", kind.word(), text::short(&title, 60)),
        None => kind.word().to_owned(),
    };
    let mut item = Item::new(ItemKind::Declaration(kind), name).detail(detail).doc(Doc::Decl(decl.id()));
    item.filter = decl.name().to_owned();
    item.deprecated = kind == Kind::System && matches!(decl.status(), "deprecated" | "retired");
    item
}

/// What is near the cursor.
struct Here {
    file: FileId,
    program: Option<DeclId>,
    open: Vec<u64>,
    related: Vec<DeclId>,
    itself: Option<DeclId>,
}

impl Here {
    fn new(ask: &Ask<'_>, wanted: &Wanted) -> Self {
        let cursor = &ask.cursor;
        let decl = cursor.decl();
        let program = program_at(ask);
        let mut related = wanted.first.clone();
        related.extend(relatives(ask, wanted).into_iter().map(|d| d.id()));
        let open = cursor.frames.iter().map(|f| f.scope).chain([cursor.model.scope]).collect();
        Self { file: cursor.file, program, open, related, itself: decl.map(|d| d.id()) }
    }

    /// The fitting declarations, those of this file and program first; it looks no further than it has to.
    fn candidates<'w>(&self, ask: &Ask<'w>, wanted: &Wanted) -> Vec<Decl<'w>> {
        let workspace = ask.cursor.workspace;
        let typed = ask.typed.clone();
        let fits = |d: &Decl<'w>| {
            wanted.kinds.contains(d.kind())
                && !d.name().is_empty()
                && Some(d.id()) != self.itself
                && !wanted.given.contains(&d.id())
        };
        let named = |d: &Decl<'w>| typed.rank(d.name()).is_some() || typed.rank(&d.path()).is_some();
        let goes = |d: &Decl<'w>| named(d) || d.title().is_some_and(|t| typed.rank(&t).is_some());
        let mut found: Vec<Decl<'w>> =
            self.related.iter().filter_map(|id| workspace.decl(*id)).filter(fits).filter(goes).collect();
        let mut seen: FxHashSet<DeclId> = found.iter().map(|d| d.id()).collect();
        found.extend(workspace.decls_in(self.file).filter(fits).filter(goes).filter(|d| seen.insert(d.id())));
        if let Some(program) = self.program {
            let members = ask.facts.all_in_group(Group::Program(program));
            found.extend(members.filter(fits).filter(goes).filter(|d| seen.insert(d.id())).take(CANDIDATES));
        }
        // Whoever types a program's name wants what is in it.
        let meant = workspace.programs().filter(|p| !typed.is_empty() && typed.rank(p.name()).is_some());
        for program in meant.map(|p| p.id()).filter(|p| Some(*p) != self.program) {
            let members = ask.facts.all_in_group(Group::Program(program));
            found.extend(members.filter(fits).filter(|d| seen.insert(d.id())).take(CANDIDATES));
        }
        if found.len() > CANDIDATES {
            return found;
        }
        // Far away names count first, but for people: there are few of them, and they are known by their whole names.
        let people = |d: &Decl<'w>| d.kind().namespace() == Namespace::People;
        let far = |d: &Decl<'w>| typed.rank(d.name()).is_some() || people(d) && goes(d);
        let left = CANDIDATES + 1 - found.len();
        // A title may hold what a name does not.
        let by_title = wanted.kinds.touches(Namespace::People) || typed.is_empty();
        let all: Box<dyn Iterator<Item = Decl<'w>> + 'w> = match by_title {
            true => Box::new(workspace.decls_of_any(wanted.kinds)),
            false => workspace.decls_with_letters(ask.cursor.typed(), wanted.kinds),
        };
        found.extend(all.filter(fits).filter(far).filter(|d| seen.insert(d.id())).take(left));
        // Where hardly a name goes, what is typed is more likely a word of a title.
        if found.len() < FEW && !typed.is_empty() {
            let by_word = |d: &Decl<'w>| d.title().is_some_and(|t| typed.rank(&t).is_some_and(|r| r < 2));
            let all = workspace.decls_of_any(wanted.kinds).filter(fits);
            found.extend(all.filter(by_word).filter(|d| seen.insert(d.id())).take(CANDIDATES));
        }
        found
    }

    /// How near a declaration is: less is nearer.
    fn rank(&self, decl: Decl<'_>) -> (usize, usize, usize, String) {
        if let Some(at) = self.related.iter().position(|id| *id == decl.id()) {
            return (0, at, 0, String::new());
        }
        let tier = match () {
            () if self.open.contains(&decl.outer()) && decl.file() == self.file => 1,
            () if decl.file() == self.file => 2,
            () if self.program.is_some() && decl.program().map(|p| p.id()) == self.program => 3,
            () if decl.outer() == prog_model::names::ROOT => 4,
            () => 5,
        };
        // Of people the busy ones are likelier; of the rest those that stand together are.
        let people = decl.kind().namespace() == Namespace::People;
        let busy = if people { usize::MAX - decl.referrer_count() } else { 0 };
        let near = if decl.file() == self.file { decl.index() as usize } else { usize::MAX };
        (tier, busy, near, decl.name().to_owned())
    }
}

/// The program that a declaration at the cursor would belong to.
pub(super) fn program_at(ask: &Ask<'_>) -> Option<DeclId> {
    let cursor = &ask.cursor;
    let around = cursor.around().find_map(|d| d.program());
    let part_of = || cursor.workspace.first_named_path(cursor.model.part_of?.text(cursor.text()));
    let mut programs = cursor.workspace.programs();
    let only = || match (programs.next(), programs.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    };
    around.or_else(part_of).or_else(only).map(|d| d.id())
}

/// Declarations of fitting kinds that are one or two names away from the declaration at the cursor, or around it.
fn relatives<'w>(ask: &Ask<'w>, wanted: &Wanted) -> Vec<Decl<'w>> {
    let mut found: Vec<Decl<'w>> = Vec::new();
    let fits = |d: &Decl<'w>| wanted.kinds.contains(d.kind());
    let around: Vec<Decl<'w>> = ask.cursor.around().collect();
    let Some(decl) = around.first().copied() else { return found };
    if wanted.kinds.touches(Namespace::People) {
        found.extend(prog_rules::context::likely_owners(decl).into_iter().filter(fits));
        found.extend(around.iter().filter_map(|d| d.owner()).filter(fits));
        return once_each(found);
    }
    found.extend(decl.children().filter(fits));
    found.extend(around.iter().skip(1).copied().filter(fits));
    let own = Some(decl);
    let near = neighbours(decl, wanted.key);
    found.extend(near.iter().copied().filter(fits));
    for other in near.iter().take(RELATED) {
        found.extend(neighbours(*other, None).into_iter().filter(fits));
        if found.len() > CROWD {
            break;
        }
    }
    found.retain(|d| Some(*d) != own && d.kind() != Kind::Program);
    // What waits for this one already cannot be waited for.
    if wanted.key.is_some_and(|k| matches!(k, key::AFTER | key::DEPENDS_ON)) {
        found.retain(|d| !wanted.key.is_some_and(|k| d.refs(k).any(|t| Some(t) == own)));
    }
    once_each(found)
}

fn once_each(decls: Vec<Decl<'_>>) -> Vec<Decl<'_>> {
    let mut seen = FxHashSet::default();
    decls.into_iter().filter(|d| seen.insert(d.id())).take(RELATED).collect()
}

/// What a declaration names, but not under `but`, and what names it.
fn neighbours<'w>(decl: Decl<'w>, but: Option<Key>) -> Vec<Decl<'w>> {
    let named =
        decl.props().filter(|p| Some(p.key()) != but).flat_map(|p| p.parts()).filter_map(|v| v.target());
    let mut near: Vec<Decl<'w>> = named.filter(|d| d.kind().namespace() == Namespace::Things).collect();
    if decl.referrer_count() <= CROWD {
        let mut naming: Vec<Decl<'w>> = decl.referrers().map(|(d, _)| d).collect();
        naming.sort_by_key(|d| d.order());
        near.extend(naming);
    }
    near
}

/// The declarations that the tokens `from..to` of a value name already.
pub(super) fn given(ask: &Ask<'_>, kinds: KindSet, from: usize, to: usize) -> Vec<DeclId> {
    let scopes: &Scopes<'_> = &ask.scopes;
    let before = (from..to).filter_map(|at| ask.cursor.tok(at)).map(|t| t.span);
    let before = before.filter_map(|s| scopes.find(s.text(ask.cursor.text()), kinds)).map(|d| d.id());
    let mut given: Vec<DeclId> = before.collect();
    // What follows the cursor in the same list, as far as the model has it.
    let after = ask.cursor.word.end;
    if let Some(decl) = ask.cursor.decl()
        && let Some(prop) = decl.props().find(|p| p.span().start <= after && after <= p.span().end)
    {
        let names =
            prop.parts().filter(|v| matches!(v.val(), Val::Ref(_)) && !v.span().touches(ask.cursor.offset));
        given.extend(names.filter_map(|v| v.target()).map(|d| d.id()));
    }
    given
}
