//! Declarations of the whole workspace by what somebody half remembers of their name or title.

use crate::text;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use prog_diagnostics::Place;
use prog_model::{Decl, Kind};
use prog_rules::Engine;
use prog_syntax::Span;

/// Most answers.
const MOST: usize = 200;

/// A declaration that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundSymbol {
    /// Its name; its title where it has none.
    pub name: String,
    /// Its title.
    pub detail: String,
    /// The path of what it stands in; empty at the top.
    pub container: String,
    /// Its kind.
    pub kind: Kind,
    /// All of it.
    pub place: Place,
    /// Its name there.
    pub focus: Span,
}

/// The declarations that go best with `query`, which is compared with names and titles, letter by letter and without case. A
/// kind as the first word asks for that kind: `risk latency`. An empty query gives the first of all.
pub fn workspace_symbols(engine: &Engine, query: &str) -> Vec<FoundSymbol> {
    let (kind, query) = kind_first(query.trim());
    let all = engine.workspace().decls().filter(|d| kind.is_none_or(|k| d.kind() == k));
    if query.is_empty() {
        return all.take(MOST).map(found).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut haystack = String::new();
    let mut scored: Vec<(u32, Decl<'_>)> = Vec::new();
    for decl in all {
        haystack.clear();
        haystack.push_str(decl.name());
        let name = pattern.score(Utf32Str::new(&haystack, &mut buffer), &mut matcher);
        // A match in the name is worth more than one in the title.
        let score = name.map(|s| s * 2).or_else(|| {
            let raw = decl.data().title.text(decl.source());
            if raw.is_empty() {
                return None;
            }
            haystack.push(' ');
            haystack.push_str(raw.trim_matches('"'));
            pattern.score(Utf32Str::new(&haystack, &mut buffer), &mut matcher)
        });
        scored.extend(score.map(|s| (s, decl)));
    }
    let order = |a: &(u32, Decl<'_>), b: &(u32, Decl<'_>)| {
        b.0.cmp(&a.0)
            .then_with(|| a.1.name().len().cmp(&b.1.name().len()))
            .then_with(|| a.1.order().cmp(&b.1.order()))
    };
    if scored.len() > MOST {
        scored.select_nth_unstable_by(MOST, order);
        scored.truncate(MOST);
    }
    scored.sort_by(order);
    scored.into_iter().map(|(_, d)| found(d)).collect()
}

/// A kind at the start of the query, and the rest.
fn kind_first(query: &str) -> (Option<Kind>, &str) {
    let (word, rest) = query.split_once([' ', ':']).unwrap_or((query, ""));
    match Kind::from_word(word).filter(|_| query.len() > word.len()) {
        Some(kind) => (Some(kind), rest.trim_start()),
        None => (None, query),
    }
}

fn found(decl: Decl<'_>) -> FoundSymbol {
    let title = decl.title().map_or(String::new(), |t| text::short(&t, 100));
    let name = if decl.name().is_empty() { title.clone() } else { decl.name().to_owned() };
    let path = decl.path();
    let container = path.rsplit_once('.').map_or(String::new(), |(before, _)| before.to_owned());
    FoundSymbol {
        name: if name.is_empty() { path } else { name },
        detail: title,
        container,
        kind: decl.kind(),
        place: decl.place(decl.span()),
        focus: decl.name_place().span,
    }
}
