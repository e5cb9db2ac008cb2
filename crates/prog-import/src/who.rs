//! People and teams as tables and catalogs name them: "Maria Lopes <maria@x.org>", "@oli", "payments team", "GSA, OMB".

use crate::decl::{Decl, Value};
use crate::names::Names;
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
        // A handle is one word, however it is spelled.
        let text = if found.contact.is_empty() { found.title.clone() } else { found.title.to_lowercase() };
        let name = self.names.give(&text, "", kind);
        self.by_key.insert(key, self.list.len());
        self.list.push(Person { name: name.clone(), found: found.clone(), place: (file.to_owned(), line) });
        name
    }

    /// Their names and where each was first named.
    pub fn missing(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        self.list.iter().map(|p| (p.name.as_str(), p.place.0.as_str(), p.place.1))
    }

    /// A declaration for each of them.
    pub fn stubs(&self) -> Vec<Decl> {
        let mut stubs: Vec<_> = self.list.iter().map(stub).collect();
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

/// Equal for those that are the same, whatever the spelling: `JoelMarcey` and `joelmarcey`.
fn key(found: &Found) -> String {
    found.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
    let mut out: Vec<Found> = handles(&rest);
    let parts = if out.is_empty() { split(&rest) } else { Vec::new() };
    for part in parts {
        if let Some(found) = one(&part, team).filter(|f| !out.iter().any(|o| key(o) == key(f))) {
            out.push(found);
        }
    }
    if out.is_empty() { Cell::Open } else { Cell::Some(out) }
}

/// The people that handles name: "TBD (@oli-obk or @lcnr)".
fn handles(cell: &str) -> Vec<Found> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
    let mut out: Vec<Found> = Vec::new();
    for word in cell.split(|c: char| !part(c)) {
        let handle =
            word.strip_prefix('@').map(|h| h.trim_matches('-')).filter(|h| !h.is_empty() && !h.contains('@'));
        let Some(title) = handle.map(str::to_owned) else { continue };
        let found = Found { contact: format!("@{title}"), title, email: String::new(), team: false };
        if !out.iter().any(|o| key(o) == key(&found)) {
            out.push(found);
        }
    }
    out
}

/// Whether a cell with handles says more than who they are.
pub(crate) fn says_more(cell: &str) -> bool {
    let (rest, _) = images(cell);
    let word = |w: &&str| !w.contains('@') && w.chars().any(char::is_alphanumeric);
    let joins = ["and", "or", "with", "et", "al", "tbd", "etc"];
    let plain =
        |w: &str| joins.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str());
    !handles(&rest).is_empty() && rest.split_whitespace().filter(word).any(|w| !plain(w))
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
    let cell = plain(cell)
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace(" with ", ",")
        .replace(" / ", ",")
        .replace(" + ", ",");
    let cell = cell.replace(" or ", ",");
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
    // Planning tools write the share of someone's time: "Lee[50%]".
    let text = text.split_once('[').filter(|(_, r)| r.contains('%')).map_or(text.as_str(), |(name, _)| name);
    let text = text
        .trim_matches(|c: char| matches!(c, '*' | '[' | ']' | '"' | '`' | '.' | '(' | ')' | '+' | ' '))
        .trim();
    let text = ["and ", "the ", "The "].iter().fold(text, |t, lead| t.strip_prefix(lead).unwrap_or(t));
    let mut found = Found { title: text.to_owned(), email: String::new(), contact: String::new(), team };
    if let Some((name, rest)) = text.split_once('<').filter(|(_, rest)| rest.contains('@')) {
        found.email = rest.trim_end_matches('>').trim().to_owned();
        found.title = name.trim().trim_matches('"').to_owned();
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
    let nobody = ["etc", "others", "various", "various people", "et al", "owner", "everyone", "all"];
    let nobody = is_open(&found.title) || nobody.contains(&found.title.to_lowercase().as_str());
    let named = found.title.chars().any(char::is_alphanumeric) && !nobody;
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
    "finance",
    "sales",
    "marketing",
    "legal",
    "hr",
    "it",
    "ops",
    "operations",
    "engineering",
    "procurement",
    "qa",
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
        assert_eq!(titles("TBD (@a-b or @c)"), ["a-b", "c"]);
        assert_eq!(titles("Ines, etc."), ["Ines"]);
        assert_eq!(titles("TBD"), ["?"]);
        assert!(titles(" - ").is_empty());
    }
}
