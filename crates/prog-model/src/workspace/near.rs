//! The declared names nearest to a word that names nothing, fast however many there are of both.
//!
//! A few words are compared with every name (or with those that are made of the same letters, where that is known). After that the names are sorted once, and the tables of distances are
//! shared by names that start alike. Both ways give the same answer. Not here: what is said with it.

use super::{DeclId, Workspace};
use crate::schema::{Kind, KindSet};
use crate::suggest;
use crate::view::Decl;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering as Memory};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Words that are compared with every name before these are sorted, and of which is kept what was told.
const FEW: usize = 8;
/// With more declarations than this only slips of one or two letters count as near.
const MANY: usize = 5_000;
/// Names that are proposed at most; more are not ranked.
const MOST: usize = 6;
/// Declarations of one name that are looked at.
const SAME: usize = 32;

/// A name that is near, and where it is declared.
pub(super) type Found = (String, Vec<DeclId>);

/// Searches names, in one state of the workspace.
pub(super) struct Near<'a> {
    workspace: &'a Workspace,
    far: usize,
    /// How many words were asked for, each counted once.
    asked: AtomicUsize,
    known: RwLock<FxHashMap<Asked, Arc<[Found]>>>,
    told: RwLock<Vec<Told>>,
    index: OnceLock<Index<'a>>,
}

type Asked = (String, KindSet);

impl<'a> Near<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        let far = if workspace.declared > MANY { 2 } else { usize::MAX };
        let (asked, known, told) = (AtomicUsize::new(0), RwLock::default(), RwLock::default());
        Self { workspace, far, asked, known, told, index: OnceLock::new() }
    }

    /// The names of fitting kinds that are near `word` and not its opposite: the same one first, then nearest first.
    pub fn names(&self, word: &str, kinds: KindSet) -> Arc<[Found]> {
        let key = (word.to_owned(), kinds);
        if let Some(found) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return found.clone();
        }
        let allowed = suggest::allowed(word).min(self.far);
        let mut found = if self.asked.fetch_add(1, Memory::Relaxed) < FEW {
            self.look_through(word, kinds, allowed)
        } else {
            self.index.get_or_init(|| Index::new(self.workspace)).names(word, kinds, allowed)
        };
        found.retain(|(name, _)| !suggest::is_opposite(word, name));
        let found: Arc<[Found]> = found.into();
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(key, found.clone());
        found
    }

    fn look_through(&self, word: &str, kinds: KindSet, allowed: usize) -> Vec<Found> {
        let mut best = Best { word, names: BTreeMap::new() };
        match &self.workspace.spellings {
            Some(spellings) => spellings.each_near(word, kinds, allowed, |far, name, id| {
                let still = |d: Decl<'_>| d.name() == name && kinds.contains(d.kind());
                best.take(far, name, id, || self.workspace.decl(id).is_some_and(still));
            }),
            None => {
                for decl in self.workspace.decls_of_any(kinds).filter(|d| !d.name().is_empty()) {
                    if let Some(far) = suggest::within(word, decl.name(), allowed) {
                        best.take(far, decl.name(), decl.id(), || true);
                    }
                }
            }
        }
        best.found()
    }

    /// The one of `near` that is surely meant by `word`, as [`suggest::evident`] tells. Files ask for the same names.
    pub fn evident<'n>(&self, word: &str, near: &[&'n str]) -> Option<&'n str> {
        let alike = |told: &Told| told.word == word && told.near.iter().eq(near);
        let known = |told: &[Told]| told.iter().find(|told| alike(told)).map(|told| told.evident);
        if let Some(at) = known(&self.told.read().unwrap_or_else(PoisonError::into_inner)) {
            return at.map(|at| near[at]);
        }
        let evident = suggest::evident(word, near.iter().copied());
        let at = near.iter().position(|name| Some(*name) == evident);
        let near = near.iter().map(|name| (*name).to_owned()).collect();
        let mut told = self.told.write().unwrap_or_else(PoisonError::into_inner);
        if told.len() < FEW {
            told.push(Told { word: word.to_owned(), near, evident: at });
        }
        evident
    }
}

/// Which of some names is surely meant by a word: its place among them.
struct Told {
    word: String,
    near: Vec<String>,
    evident: Option<usize>,
}

/// The nearest names to a word so far. With one letter half the names of a workspace may begin.
struct Best<'w, 'n> {
    word: &'w str,
    names: BTreeMap<(bool, usize, &'n str), Vec<DeclId>>,
}

impl<'n> Best<'_, 'n> {
    /// Takes a name that is so far away, if it is among the best and `holds`.
    fn take(&mut self, far: usize, name: &'n str, id: DeclId, holds: impl FnOnce() -> bool) {
        let place = (name != self.word, far, name);
        let full = self.names.len() >= MOST;
        if full && self.names.last_key_value().is_some_and(|(last, _)| place > *last) || !holds() {
            return;
        }
        self.names.entry(place).or_default().push(id);
        if self.names.len() > MOST {
            self.names.pop_last();
        }
    }

    fn found(self) -> Vec<Found> {
        let first = |mut ids: Vec<DeclId>| {
            ids.sort_unstable();
            ids.dedup();
            ids.truncate(SAME);
            ids
        };
        self.names.into_iter().map(|((_, _, name), ids)| (name.to_owned(), first(ids))).collect()
    }
}

/// One name, however often it is declared.
struct Name<'a> {
    /// As it is compared.
    folded: Vec<char>,
    written: &'a str,
    kinds: KindSet,
    ids: Vec<(Kind, DeclId)>,
}

/// All names, sorted as they are compared.
struct Index<'a> {
    names: Vec<Name<'a>>,
}

impl<'a> Index<'a> {
    fn new(workspace: &'a Workspace) -> Self {
        let mut by_name: FxHashMap<&str, Name<'a>> = FxHashMap::default();
        for decl in workspace.decls().filter(|d| !d.name().is_empty()) {
            let name = by_name.entry(decl.name()).or_insert_with(|| Name {
                folded: suggest::fold(decl.name()).chars().collect(),
                written: decl.name(),
                kinds: KindSet::NONE,
                ids: Vec::new(),
            });
            name.kinds = name.kinds.with(decl.kind());
            // One kind must not crowd out another.
            if name.ids.iter().filter(|(kind, _)| *kind == decl.kind()).count() < SAME {
                name.ids.push((decl.kind(), decl.id()));
            }
        }
        let mut names: Vec<Name<'a>> = by_name.into_values().collect();
        names.sort_unstable_by(|a, b| a.folded.cmp(&b.folded).then(a.written.cmp(b.written)));
        Self { names }
    }

    fn names(&self, word: &str, kinds: KindSet, allowed: usize) -> Vec<Found> {
        let folded: Vec<char> = suggest::fold(word).chars().collect();
        let mut search = Search { index: self, word, kinds, folded: &folded, far: allowed, best: Vec::new() };
        search.starts();
        search.walk();
        search.best.into_iter().map(|(_, at)| self.found(at, kinds)).collect()
    }

    fn found(&self, at: usize, kinds: KindSet) -> Found {
        let name = &self.names[at];
        let fitting = name.ids.iter().filter(|(kind, _)| kinds.contains(*kind));
        (name.written.to_owned(), fitting.map(|(_, id)| *id).take(SAME).collect())
    }

    /// Where the names start that begin with `start`, and where they end.
    fn starting(&self, start: &[char]) -> (usize, usize) {
        let head = |n: &Name<'_>| n.folded[..n.folded.len().min(start.len())].cmp(start);
        let from = self.names.partition_point(|n| head(n) == Ordering::Less);
        let to = from + self.names[from..].partition_point(|n| head(n) == Ordering::Equal);
        (from, to)
    }
}

/// One search: the best names so far by rank, and how far a better one may be.
struct Search<'a, 'i> {
    index: &'i Index<'a>,
    word: &'i str,
    kinds: KindSet,
    folded: &'i [char],
    far: usize,
    best: Vec<((bool, usize, &'a str), usize)>,
}

impl Search<'_, '_> {
    fn take(&mut self, at: usize, far: usize) {
        let name = &self.index.names[at];
        if far > self.far || !name.kinds.meets(self.kinds) || self.best.iter().any(|b| b.1 == at) {
            return;
        }
        let rank = (name.written != self.word, far, name.written);
        let place = self.best.partition_point(|b| b.0 < rank);
        self.best.insert(place, (rank, at));
        self.best.truncate(MOST);
        if self.best.len() == MOST {
            self.far = self.far.min(self.best[MOST - 1].0.1);
        }
    }

    /// Of two words the one may be the start of the other: that counts as one slip.
    fn starts(&mut self) {
        let (from, to) = self.index.starting(self.folded);
        let mut tried: FxHashSet<usize> = FxHashSet::default();
        for at in from..to {
            let same = self.index.names[at].folded.len() == self.folded.len();
            if same || self.folded.len() >= suggest::START {
                self.take(at, usize::from(!same));
                tried.insert(at);
            }
            // Those that follow are no nearer, only later.
            if tried.len() >= 10 * MOST {
                break;
            }
        }
        for length in suggest::START..self.folded.len() {
            let start = &self.folded[..length];
            let (from, to) = self.index.starting(start);
            for at in (from..to).take_while(|at| self.index.names[*at].folded.len() == length) {
                self.take(at, 1);
            }
        }
    }

    /// Goes through the names in order. Names that start alike have that part of the table in common; a start that is too far
    /// from the word already is left out with all that begin with it.
    fn walk(&mut self) {
        let width = self.folded.len() + 1;
        // Row r: the distances of the first r letters of the name to every start of the word.
        let mut rows: Vec<usize> = (0..width).collect();
        let mut least: Vec<usize> = vec![0];
        let mut at = 0;
        while at < self.index.names.len() {
            let index = self.index;
            let name = &index.names[at].folded;
            let mut row = least.len() - 1;
            let mut hopeless = false;
            while row < name.len() {
                row += 1;
                self.add_row(&mut rows, &mut least, name, row);
                hopeless = least[row] > self.far && least[row - 1] >= self.far;
                if hopeless {
                    break;
                }
            }
            if !hopeless {
                let far = rows[row * width + width - 1];
                if far < self.folded.len() {
                    self.take(at, far);
                }
                at += 1;
            } else {
                let start = &name[..row];
                let rest = &index.names[at..];
                at += rest.partition_point(|n| n.folded.len() >= row && n.folded[..row] == *start);
            }
            let shared = index.names.get(at).map_or(0, |n| n.shared_with(name));
            least.truncate(shared + 1);
            rows.truncate((shared + 1) * width);
        }
    }

    fn add_row(&self, rows: &mut Vec<usize>, least: &mut Vec<usize>, name: &[char], row: usize) {
        let width = self.folded.len() + 1;
        let (above, letter) = ((row - 1) * width, name[row - 1]);
        rows.push(row);
        let mut smallest = row;
        for column in 1..width {
            let same = self.folded[column - 1] == letter;
            let mut far = (rows[above + column] + 1).min(rows[above + width + column - 1] + 1);
            far = far.min(rows[above + column - 1] + usize::from(!same));
            let swapped = row > 1
                && column > 1
                && name[row - 2] == self.folded[column - 1]
                && self.folded[column - 2] == letter;
            if swapped {
                far = far.min(rows[above - width + column - 2] + 1);
            }
            rows.push(far);
            smallest = smallest.min(far);
        }
        least.push(smallest);
    }
}

impl Name<'_> {
    fn shared_with(&self, start: &[char]) -> usize {
        self.folded.iter().zip(start).take_while(|(a, b)| a == b).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    const WORDS: [&str; 16] = [
        "gateway",
        "gatewya",
        "Gateway",
        "gate",
        "gateways",
        "payments",
        "payment",
        "paymnts",
        "pay",
        "a",
        "ab",
        "checkout-api",
        "checkout_api",
        "chekout-api-2",
        "ledger",
        "über-ledger",
    ];

    #[test]
    fn both_ways_find_the_same() {
        let kinds = ["system", "team", "risk"];
        let declare = |(i, w): (usize, &&str)| format!("{} {w} \"x\" {{}}\n", kinds[i % 3]);
        let text: String = WORDS.iter().enumerate().map(declare).collect();
        let workspace = Workspace::from_texts(Arc::new(Schema::default()), &[("a.prog", &text)]);
        let near = Near::new(&workspace);
        let index = Index::new(&workspace);
        let asked = [
            "gatway",
            "GATEWAY",
            "gatewayz",
            "paymetns",
            "pa",
            "abc",
            "chekout-api",
            "x",
            "ledgre",
            "uber-ledger",
        ];
        for word in asked.iter().chain(&WORDS) {
            for kinds in [KindSet::of(&[Kind::System]), KindSet::of(&[Kind::Team, Kind::Risk]), KindSet::ALL]
            {
                let allowed = suggest::allowed(word);
                let plain = near.look_through(word, kinds, allowed);
                assert_eq!(plain, index.names(word, kinds, allowed), "{word} {kinds:?}");
            }
        }
    }
}
