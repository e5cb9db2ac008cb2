//! What a rule may look at, and the edits that its fixes are made of.

use prog_diagnostics::{Applicability, Edit, Fix};
use prog_facts::{Facts, Group};
use prog_model::dates::Day;
use prog_model::names::{Scope, word_hash};
use prog_model::schema::Namespace;
use prog_model::{Decl, Key, Kind, KindSet, Prop, Workspace, config::Config, edit, key};
use std::borrow::Cow;
use std::ops::Deref;

/// What a rule may look at: the model, the settings, the day, and all computed facts (by deref).
pub struct Context<'w> {
    facts: Facts<'w>,
}

impl<'w> Deref for Context<'w> {
    type Target = Facts<'w>;

    fn deref(&self) -> &Facts<'w> {
        &self.facts
    }
}

impl<'w> Context<'w> {
    /// A context over computed facts.
    pub fn new(facts: Facts<'w>) -> Self {
        Self { facts }
    }

    /// The computed facts themselves.
    pub fn facts(&self) -> &Facts<'w> {
        &self.facts
    }

    /// The model.
    pub fn workspace(&self) -> &'w Workspace {
        self.facts.workspace
    }

    /// The organisation's settings.
    pub fn config(&self) -> &'w Config {
        self.facts.config
    }

    /// The day on which the question is asked.
    pub fn today(&self) -> Day {
        self.facts.today
    }

    /// The outcomes of a group: those that belong to it, and for a program those outside every program that support it first.
    pub fn outcomes_of(&self, group: Group) -> impl Iterator<Item = Decl<'w>> {
        let program = match group {
            Group::Program(id) => self.workspace().decl(id),
            _ => None,
        };
        let first = |d: Decl<'w>| d.refs(key::SUPPORTS).find(|t| t.kind() == Kind::Program);
        let own = self.in_group(group, Kind::Outcome);
        // Outside every program, but not without one.
        let own = own.filter(move |d| group != Group::Shared || first(*d).is_none());
        let supporting = program.into_iter().flat_map(move |p| {
            let outcomes = p.referrers_by(key::SUPPORTS).filter(|d| d.kind() == Kind::Outcome);
            outcomes.filter(move |d| d.program().is_none() && first(*d) == Some(p))
        });
        own.chain(supporting)
    }
}

/// Whether `key` is absent or an empty text, and surely so: not `?`, not unusable, not swallowed by a syntax error or a
/// misspelt kind.
pub fn lacks(decl: Decl<'_>, key: Key) -> bool {
    !decl.broken() && !decl.says(key)
}

/// Whether it does not stand in a program that is over.
pub fn in_live_program(decl: Decl<'_>) -> bool {
    decl.program().is_none_or(|program| !program.is_over())
}

/// Most owners that one finding proposes.
const OWNERS: usize = 4;

/// The people and teams that are likely to answer for `decl`, likeliest first: the owners of what it touches, of what it
/// stands in, of what it waits for, of what names it, and of its program.
pub fn likely_owners<'w>(decl: Decl<'w>) -> Vec<Decl<'w>> {
    let waits = |key: Key| key == key::DEPENDS_ON || key == key::AFTER;
    let named = |waiting: bool| {
        let props = decl.props().filter(move |p| waits(p.key()) == waiting);
        props.flat_map(|p| p.parts()).filter_map(|v| v.target())
    };
    // Whoever is named by half the workspace tells little about its owner.
    let mut naming: Vec<Decl<'w>> = Vec::new();
    if decl.referrer_count() <= 64 {
        naming.extend(decl.referrers().map(|(d, _)| d));
        naming.sort_by_key(|d| d.order());
    }
    // The program stands around everything, so its owner is only the last resort.
    let around = decl.ancestors().filter(|d| d.kind() != Kind::Program);
    let things = named(false).chain(around).chain(named(true)).chain(naming).chain(decl.program());
    let mut owners: Vec<Decl<'w>> = Vec::new();
    for owner in things.filter(|d| *d != decl).filter_map(|d| d.owner()) {
        if KindSet::WHO.contains(owner.kind()) && !owner.name().is_empty() && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners.truncate(OWNERS);
    owners
}

/// Fixes that set the owner: one for each likely owner, and one that asks.
pub fn owner_fixes(decl: Decl<'_>) -> Vec<Fix> {
    let owners = likely_owners(decl);
    let names = owners.iter().filter_map(|owner| decl.name_for(*owner));
    let set =
        names.map(|name| add_properties(decl, format!("Set the owner to `{name}`"), &[("owner", &name)]));
    let ask = add_properties(decl, "Ask: add `owner: ?`", &[("owner", "?")]);
    set.chain([ask]).collect()
}

/// A fix that adds each of `keys` as an open question.
pub fn ask_for(decl: Decl<'_>, keys: &[Key]) -> Fix {
    let properties: Vec<(&str, &str)> = keys.iter().map(|k| (k.word(), "?")).collect();
    let list: Vec<String> = keys.iter().map(|k| format!("`{}: ?`", k.word())).collect();
    add_properties(decl, format!("Add {}", join(&list, "and")), &properties)
}

/// `a`, `a and b`, `a, b and c`.
pub fn join<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., end] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", rest.join(", "), end.as_ref())
        }
    }
}

/// How long ago a day was, for a label: it changes by the day, so it does not belong in a message, by which a baseline
/// knows a finding again.
pub fn days_ago(days: i64) -> String {
    match days {
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// The place of the first value of `key`; the head where there is none.
pub fn value_place(decl: Decl<'_>, key: Key) -> prog_diagnostics::Place {
    decl.values(key).next().map_or_else(|| decl.head_place(), |v| v.place())
}

/// A fix that inserts properties at the start of a declaration's block: `[("owner", "?")]`. What is there as an empty text
/// is written over.
pub fn add_properties(decl: Decl<'_>, title: impl Into<String>, properties: &[(&str, &str)]) -> Fix {
    let mut edits = Vec::new();
    let mut absent = Vec::new();
    for (word, value) in properties {
        match blank(decl, word) {
            Some(prop) => {
                edits.push(Edit { place: decl.place(prop.value_span()), text: (*value).to_owned() })
            }
            None => absent.push((*word, *value)),
        }
    }
    if !absent.is_empty() {
        let edit = edit::insert_property(decl.source(), decl.data(), &absent);
        edits.push(Edit { place: decl.place(edit.span), text: edit.text });
    }
    suggested(title, edits)
}

/// The property that is written `word`, if it says no more than an empty text.
pub fn blank<'w>(decl: Decl<'w>, word: &str) -> Option<Prop<'w>> {
    let named = |prop: &Prop<'_>| decl.workspace().schema().word(prop.key()) == word;
    decl.props().find(named).filter(|prop| prop.is_blank())
}

/// A fix that appends a member (a property or declaration, of one or several lines) to a declaration's block.
pub fn append(decl: Decl<'_>, title: impl Into<String>, member: &str) -> Fix {
    let edit = edit::append_member(decl.source(), decl.data(), member);
    suggested(title, vec![Edit { place: decl.place(edit.span), text: edit.text }])
}

/// A fix that puts a declaration on lines of its own after `decl`, indented as it is.
pub fn declare_after(decl: Decl<'_>, title: impl Into<String>, text: &str) -> Fix {
    let indent = edit::indent_at(decl.source(), decl.span().start);
    let body = edit::in_steps_of(decl.source(), decl.data(), text).replace('\n', &format!("\n{indent}"));
    let place = decl.place(prog_syntax::Span::at(decl.span().end));
    let text = edit::in_line_ends_of(decl.source(), format!("\n\n{indent}{body}"));
    suggested(title, vec![Edit { place, text }])
}

/// Whether nothing right in `scope` has this name yet.
pub fn is_free(decl: Decl<'_>, scope: Scope, name: &str) -> bool {
    decl.workspace().first_named(scope, word_hash(name), Namespace::Things).is_none()
}

/// `base`, or with a number after it where something beside `decl` is called so already.
pub fn free_name(decl: Decl<'_>, base: &str) -> String {
    free_name_in(decl, decl.outer(), base)
}

/// `base`, or with a number after it where something right in `scope` is called so already.
pub fn free_name_in(decl: Decl<'_>, scope: Scope, base: &str) -> String {
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let mut names = std::iter::once(base.to_owned()).chain(numbered);
    names.find(|name| is_free(decl, scope, name)).unwrap_or_default()
}

/// What two declarations are called in one message: by their paths where their names are the same.
pub fn told_apart<'w>(a: Decl<'w>, b: Decl<'w>) -> [Cow<'w, str>; 2] {
    if a.short() == b.short() { [a.path().into(), b.path().into()] } else { [a.short(), b.short()] }
}

/// A fix that replaces the text of a place.
pub fn replace(place: prog_diagnostics::Place, title: impl Into<String>, text: impl Into<String>) -> Fix {
    suggested(title, vec![Edit { place, text: text.into() }])
}

/// A fix that adds a name to a list of names; gives the declaration the list if it has none.
pub fn add_to_list(decl: Decl<'_>, title: impl Into<String>, key: Key, name: &str) -> Fix {
    let Some(last) = decl.values(key).last() else {
        return add_properties(decl, title, &[(key.word(), name)]);
    };
    let at = prog_syntax::Span::at(last.span().end);
    suggested(title, vec![Edit { place: decl.place(at), text: format!(", {name}") }])
}

/// A fix that gives `key` the one value `value`, whatever it says now.
pub fn set_property(decl: Decl<'_>, title: impl Into<String>, key: Key, value: &str) -> Fix {
    match decl.get(key) {
        Some(prop) => replace(decl.place(prop.value_span()), title, value),
        None => add_properties(decl, title, &[(key.word(), value)]),
    }
}

/// A fix that offers a choice or inserts `?`.
pub fn suggested(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
    Fix { title: title.into(), applicability: Applicability::Suggested, edits }
}

/// A fix that cannot change the meaning.
pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
    Fix { title: title.into(), applicability: Applicability::Safe, edits }
}

/// A fix that removes a declaration with its lines.
pub fn remove(decl: Decl<'_>, title: impl Into<String>) -> Fix {
    let text = decl.source();
    let span = decl.span();
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let (kept, rest) = (before.trim_end_matches(blank), after.trim_start_matches(blank));
    let alone = (kept.is_empty() || kept.ends_with('\n')) && (rest.is_empty() || rest.starts_with('\n'));
    let span = match alone {
        true => {
            let newline = usize::from(!rest.is_empty());
            let end = span.end + (after.len() - rest.len() + newline) as u32;
            prog_syntax::Span::new(kept.len() as u32, end)
        }
        false => span,
    };
    suggested(title, vec![Edit { place: decl.place(span), text: String::new() }])
}
