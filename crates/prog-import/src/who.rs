//! People and teams as tables and catalogs name them: "Maria Lopes <maria@x.org>", "@oli", "payments team", "GSA, OMB".

use crate::decl::{Decl, Value};
use crate::names::{Names, slug};
use crate::read::text::{is_open, plain};
use std::collections::HashMap;

/// What a cell said about one of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    /// As people read it.
    pub title: String,
    pub email: String,
    pub contact: String,
    /// A team rather than a person.
    pub team: bool,
}

/// Everyone named so far.
#[derive(Default)]
pub(crate) struct Everyone {
    names: Names,
    by_key: HashMap<String, usize>,
    list: Vec<Person>,
}

/// Someone who has a name.
struct Person {
    name: String,
    found: Found,
    /// Declared by the input itself.
    declared: bool,
    /// Where it was first named.
    place: (String, u32),
}

impl Everyone {
    /// The name of `found`, a new one where it was not met before.
    pub fn name(&mut self, found: &Found, file: &str, line: u32) -> String {
        let key = key(found);
        if let Some(i) = self.by_key.get(&key) {
            let known = &mut self.list[*i];
            if known.found.email.is_empty() {
                known.found.email.clone_from(&found.email);
            }
            return known.name.clone();
        }
        let kind = if found.team { "team" } else { "person" };
        let name = self.names.give(&found.title, "", kind);
        self.by_key.insert(key, self.list.len());
        self.list.push(Person {
            name: name.clone(),
            found: found.clone(),
            declared: false,
            place: (file.to_owned(), line),
        });
        name
    }

    /// Marks someone as declared by the input, under a name made from `title`.
    pub fn declare(&mut self, found: &Found, file: &str, line: u32) -> String {
        let name = self.name(found, file, line);
        if let Some(i) = self.by_key.get(&key(found)) {
            self.list[*i].declared = true;
        }
        name
    }

    /// Those that are named but not declared: name and first place.
    pub fn missing(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        let missing = self.list.iter().filter(|p| !p.declared);
        missing.map(|p| (p.name.as_str(), p.place.0.as_str(), p.place.1))
    }

    /// Declarations of those that are named but not declared.
    pub fn stubs(&self) -> Vec<Decl> {
        let mut stubs: Vec<_> = self.list.iter().filter(|p| !p.declared).map(stub).collect();
        stubs.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        stubs
    }
}

fn stub(person: &Person) -> Decl {
    let Found { title, email, contact, team } = &person.found;
    let mut decl = Decl::new(if *team { "team" } else { "person" }, &person.name, title);
    if !team && !email.is_empty() {
        decl.push("email", Value::text(email));
    } else if !email.is_empty() {
        decl.push("contact", Value::text(email));
    }
    if !contact.is_empty() {
        decl.push("contact", Value::text(contact));
    }
    decl
}

fn key(found: &Found) -> String {
    slug(&found.title)
}

/// What a cell with people says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// That it is not known yet.
    Open,
    /// At least one of them.
    Some(Vec<Found>),
}

/// Reads a cell; `team` where the column is about teams.
pub(crate) fn read(cell: &str, team: bool) -> Cell {
    if cell.trim().is_empty() || matches!(cell.trim(), "-" | "–" | "n/a" | "N/A" | "none" | "None") {
        return Cell::Empty;
    }
    let (rest, images) = images(cell);
    let team = team || images.iter().any(|alt| alt.eq_ignore_ascii_case("team"));
    let mut out: Vec<Found> = Vec::new();
    for part in split(&rest) {
        if let Some(found) = one(&part, team).filter(|f| !out.iter().any(|o| key(o) == key(f))) {
            out.push(found);
        }
    }
    if out.is_empty() { Cell::Open } else { Cell::Some(out) }
}

/// Takes `![alt][ref]` and `![alt](link)` out, and gives what the pictures show.
fn images(cell: &str) -> (String, Vec<String>) {
    let mut rest = cell.to_owned();
    let mut alts = Vec::new();
    while let Some(start) = rest.find("![") {
        let tail = &rest[start + 2..];
        let Some(close) = tail.find(']') else { break };
        let alt = tail[..close].to_owned();
        let after = &tail[close + 1..];
        let end = match after.chars().next() {
            Some('[') => after.find(']').map(|n| n + 1),
            Some('(') => after.find(')').map(|n| n + 1),
            _ => None,
        };
        let end = start + 2 + close + 1 + end.unwrap_or(0);
        rest.replace_range(start..end, " ");
        alts.push(alt);
    }
    (rest, alts)
}

/// The parts of a list. With semicolons a comma turns "Lopes, Maria" around.
fn split(cell: &str) -> Vec<String> {
    let brackets = cell.trim().starts_with('[') && !cell.contains("](");
    if brackets {
        return cell.split([']', '[', ',']).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    }
    if cell.contains([';', '\n', '|']) {
        return cell.split([';', '\n', '|']).map(turn).collect();
    }
    let cell =
        plain(cell).replace(" and ", ",").replace(" & ", ",").replace(" with ", ",").replace(" / ", ",");
    cell.split(',').map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn turn(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.trim().to_owned(),
    }
}

fn one(part: &str, team: bool) -> Option<Found> {
    let text = plain(part);
    let text = text.trim_matches(|c: char| matches!(c, '*' | '[' | ']' | '"' | '`' | '.' | '(' | ')')).trim();
    let text = ["and ", "the ", "The "].iter().fold(text, |t, lead| t.strip_prefix(lead).unwrap_or(t));
    let mut found = Found { title: text.to_owned(), email: String::new(), contact: String::new(), team };
    if let Some((name, rest)) = text.split_once('<').filter(|(_, rest)| rest.contains('@')) {
        found.email = rest.trim_end_matches('>').trim().to_owned();
        found.title = name.trim().trim_matches('"').to_owned();
    } else if let Some(handle) = text.strip_prefix('@') {
        found.contact = format!("@{handle}");
        found.title = handle.to_owned();
    } else if is_email(text) {
        found.email = text.to_owned();
        found.title.clear();
    } else {
        found.team |= is_team(text);
    }
    if found.title.is_empty() {
        let local = found.email.split('@').next().unwrap_or_default();
        found.title = local.split(['.', '_']).map(capital).collect::<Vec<_>>().join(" ");
    }
    let named = found.title.chars().any(char::is_alphanumeric) && !is_open(&found.title);
    named.then_some(found)
}

fn is_email(text: &str) -> bool {
    !text.contains(' ') && text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

const TEAM_WORDS: &[&str] = &[
    "team",
    "teams",
    "group",
    "department",
    "dept",
    "office",
    "council",
    "committee",
    "bureau",
    "division",
    "squad",
    "guild",
    "board",
    "agency",
    "agencies",
    "unit",
    "chapter",
    "tribe",
    "crew",
    "practice",
    "community",
    "pmo",
];

/// Reads like a team: says so, or is an acronym.
fn is_team(text: &str) -> bool {
    let acronym = (2..=6).contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_uppercase());
    let plural =
        text.strip_suffix('s').is_some_and(|t| t.len() >= 2 && t.chars().all(|c| c.is_ascii_uppercase()));
    acronym || plural || text.split_whitespace().any(|w| TEAM_WORDS.contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(cell: &str) -> Vec<String> {
        match read(cell, false) {
            Cell::Some(found) => found
                .into_iter()
                .map(|f| if f.team { format!("team {}", f.title) } else { f.title })
                .collect(),
            Cell::Open => vec!["?".into()],
            Cell::Empty => vec![],
        }
    }

    #[test]
    fn cells() {
        assert_eq!(titles("Maria Lopes <maria@x.org>"), ["Maria Lopes"]);
        assert_eq!(titles("maria.lopes@x.org"), ["Maria Lopes"]);
        assert_eq!(titles("@oli-obk, @lcnr"), ["oli-obk", "lcnr"]);
        assert_eq!(titles("![Team][] [types] [lang]"), ["team types", "team lang"]);
        assert_eq!(titles("![Help wanted][]"), ["?"]);
        assert_eq!(titles("GSA with CDO Council and ICSP"), ["team GSA", "team CDO Council", "team ICSP"]);
        assert_eq!(titles("OMB*"), ["team OMB"]);
        assert_eq!(titles("Lopes, Maria; Park, Ines"), ["Maria Lopes", "Ines Park"]);
        assert_eq!(titles("TBD"), ["?"]);
        assert!(titles(" - ").is_empty());
    }
}
