//! Entities to declarations: names, what stands in what, who depends on whom.

use super::entity::{Entity, Ref};
use super::yaml::Node;
use crate::decl::{Decl, Value};
use crate::names::{Names, slug};
use crate::notes::Notes;
use crate::read::status;
use crate::read::text::{is_open, plain, title};
use std::collections::{BTreeMap, HashMap};

/// All entities with their names.
pub(super) struct Graph {
    entities: Vec<Entity>,
    index: HashMap<Ref, usize>,
    /// Names of people and teams, and of everything else.
    people: Names,
    things: Names,
    names: Vec<String>,
    /// What each stands in.
    parents: Vec<Option<usize>>,
    /// What is referred to and not in the input: name, file, line, and for a team its members.
    wanted: BTreeMap<Ref, (String, String, u32, Vec<String>)>,
}

fn is_who(kind: &str) -> bool {
    matches!(kind, "group" | "user")
}

impl Graph {
    /// Gives every entity its name and place.
    pub fn new(entities: Vec<Entity>, notes: &mut Notes) -> Self {
        let mut graph = Self {
            entities: Vec::new(),
            index: HashMap::new(),
            people: Names::default(),
            things: Names::default(),
            names: Vec::new(),
            parents: Vec::new(),
            wanted: BTreeMap::new(),
        };
        for entity in entities {
            if let Some(first) = graph.index.get(&entity.key) {
                let first: &Entity = &graph.entities[*first];
                let message = format!(
                    "`{}` is in the catalog already ({}:{}); left out",
                    entity.name, first.file, first.line
                );
                notes.add(&entity.file, entity.line, message);
                continue;
            }
            graph.index.insert(entity.key.clone(), graph.entities.len());
            let name = graph.name(&entity.key);
            graph.names.push(name);
            graph.entities.push(entity);
        }
        let holders = graph.holders();
        graph.parents = (0..graph.entities.len()).map(|i| graph.parent(i, &holders)).collect();
        graph.cut_rings(notes);
        graph
    }

    /// A free name: the entity's own, else with its namespace or kind.
    fn name(&mut self, key: &Ref) -> String {
        let names = if is_who(&key.kind) { &mut self.people } else { &mut self.things };
        let plain = slug(&key.name);
        if !plain.is_empty() && names.is_taken(&plain) {
            let other = if key.namespace == "default" { &key.kind } else { &key.namespace };
            return names.give(&format!("{}-{other}", key.name), "", &key.kind);
        }
        names.give(&key.name, "", &key.kind)
    }

    /// The system or component that an entity is part of.
    fn parent(&self, i: usize, holders: &HashMap<Ref, usize>) -> Option<usize> {
        let entity = &self.entities[i];
        if is_who(&entity.key.kind) {
            return None;
        }
        let own =
            entity.refs("subcomponentOf", "component").into_iter().chain(entity.refs("system", "system"));
        let part = own.chain(entity.related("partOf")).filter_map(|(r, _)| self.index.get(&r).copied());
        let mut part = part.filter(|p| !is_who(&self.entities[*p].key.kind) && *p != i);
        part.next().or_else(|| holders.get(&entity.key).copied().filter(|p| *p != i))
    }

    /// What says that others are part of it.
    fn holders(&self) -> HashMap<Ref, usize> {
        let all = self.entities.iter().enumerate().filter(|(_, e)| !is_who(&e.key.kind));
        all.flat_map(|(i, e)| e.related("hasPart").map(move |(r, _)| (r, i))).collect()
    }

    /// Takes the parent from an entity that would stand in itself.
    fn cut_rings(&mut self, notes: &mut Notes) {
        let mut seen = vec![0usize; self.parents.len()];
        for start in 0..self.parents.len() {
            let mut at = start;
            while seen[at] == 0 {
                seen[at] = start + 1;
                match self.parents[at] {
                    Some(next) if seen[next] == start + 1 => {
                        let entity = &self.entities[at];
                        notes.add(
                            &entity.file,
                            entity.line,
                            format!("`{}` would be part of itself; left out", entity.name),
                        );
                        self.parents[at] = None;
                    }
                    Some(next) => at = next,
                    None => break,
                }
            }
        }
    }

    /// The full path of an entity, which names it from anywhere.
    fn path(&self, i: usize) -> String {
        let mut names = vec![self.names[i].as_str()];
        let mut at = i;
        while let Some(parent) = self.parents[at] {
            names.push(&self.names[parent]);
            at = parent;
        }
        names.reverse();
        names.join(".")
    }

    /// The path of what a reference means; a new name where it is not in the input.
    fn target(&mut self, key: &Ref, file: &str, line: u32) -> String {
        if let Some(i) = self.index.get(key) {
            return self.path(*i);
        }
        if let Some((name, ..)) = self.wanted.get(key) {
            return name.clone();
        }
        let name = self.name(key);
        self.wanted.insert(key.clone(), (name.clone(), file.to_owned(), line, Vec::new()));
        name
    }

    /// All declarations: teams and people first, then systems, each with what is part of it.
    pub fn build(&mut self, notes: &mut Notes) -> Vec<Decl> {
        let mut decls: Vec<Option<Decl>> =
            (0..self.entities.len()).map(|i| Some(self.declare(i, notes))).collect();
        self.connect(&mut decls);
        // From the leaves up: a child is put into its parent after all of its own children.
        let mut depth = vec![0usize; decls.len()];
        for (i, depth) in depth.iter_mut().enumerate() {
            let mut at = i;
            while let Some(parent) = self.parents[at] {
                *depth += 1;
                at = parent;
            }
        }
        let mut order: Vec<usize> = (0..decls.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(depth[*i]));
        let mut inner: Vec<Vec<(usize, Decl)>> = vec![Vec::new(); decls.len()];
        let mut top: Vec<(usize, Decl)> = Vec::new();
        for i in order {
            let Some(mut decl) = decls[i].take() else { continue };
            let mut children = std::mem::take(&mut inner[i]);
            children.sort_by_key(|(i, _)| *i);
            decl.children = children.into_iter().map(|(_, d)| d).collect();
            match self.parents[i] {
                Some(parent) => inner[parent].push((i, decl)),
                None => top.push((i, decl)),
            }
        }
        top.sort_by_key(|(i, d)| (!matches!(d.kind, "team" | "person"), d.kind != "team", *i));
        top.into_iter().map(|(_, d)| d).collect()
    }

    fn declare(&mut self, i: usize, notes: &mut Notes) -> Decl {
        let entity = self.entities[i].clone();
        let name = self.names[i].clone();
        let (title, whole) = title(entity.title());
        let title = if title == name { String::new() } else { title };
        let mut decl = match entity.key.kind.as_str() {
            "group" => Decl::new("team", name, title),
            "user" => Decl::new("person", name, title),
            _ => Decl::new("system", name, title),
        };
        let mail = if decl.kind == "team" { "contact" } else { "email" };
        decl.set(mail, entity.email().map(Value::text));
        if decl.kind == "system" {
            self.system(&mut decl, &entity, notes);
        }
        decl.add_text("description", &whole.unwrap_or_default());
        let description = entity.metadata.get("description").and_then(Node::text).map(plain);
        decl.add_text("description", &description.unwrap_or_default());
        for tag in entity.tags() {
            tag_with(&mut decl, &tag);
        }
        for link in entity.links() {
            decl.push("links", Value::text(crate::read::text::one_line(&link)));
        }
        decl
    }

    fn system(&mut self, decl: &mut Decl, entity: &Entity, notes: &mut Notes) {
        let owner = entity.refs("owner", "group").into_iter().chain(entity.related("ownedBy")).next();
        match owner {
            Some((key, _)) if is_open(&key.name) => decl.push("owner", Value::open()),
            Some((key, line)) if is_who(&key.kind) => {
                let name = self.target(&key, &entity.file, line);
                decl.push("owner", Value::plain(name));
            }
            Some((key, line)) => {
                notes.add(
                    &entity.file,
                    line,
                    format!("`{}:{}` cannot own something; left out", key.kind, key.name),
                );
            }
            None => {}
        }
        let fallback = if entity.key.kind == "api" { Some("service") } else { None };
        if let Some(word) = entity.spec_text("type") {
            let known = fallback.or_else(|| status::system_type(word));
            decl.set("type", known.map(Value::plain));
            if known.is_none_or(|k| k != word) {
                tag_with(decl, word);
            }
        } else {
            decl.set("type", fallback.map(Value::plain));
        }
        if let Some(word) = entity.spec_text("lifecycle") {
            let state = status::state(word).and_then(status::system);
            decl.set("status", state.filter(|s| *s != "live").map(Value::plain));
            if state.is_none() || word.eq_ignore_ascii_case("experimental") {
                tag_with(decl, word);
            }
        }
        for (field, kind) in [("domain", "domain"), ("system", "system"), ("subcomponentOf", "component")] {
            for (key, line) in entity.refs(field, kind) {
                if !self.index.contains_key(&key) {
                    let tag = format!("{}-{}", key.kind, key.name);
                    tag_with(decl, &tag);
                    let message = format!(
                        "`{}` is part of the {} `{}`, which is not in the input; it carries the tag `{}`",
                        entity.name,
                        key.kind,
                        key,
                        slug(&tag)
                    );
                    notes.add(&entity.file, line, message);
                }
            }
        }
    }

    /// Dependencies and memberships, from either side.
    fn connect(&mut self, decls: &mut [Option<Decl>]) {
        for i in 0..self.entities.len() {
            let entity = self.entities[i].clone();
            if is_who(&entity.key.kind) {
                self.membership(i, &entity, decls);
                continue;
            }
            let of = |fields: &[(&str, &str)], relations: &[&str]| -> Vec<(Ref, u32)> {
                let spec = fields.iter().flat_map(|(field, kind)| entity.refs(field, kind));
                let related = relations.iter().flat_map(|r| entity.related(r));
                spec.chain(related).filter(|(k, _)| !is_who(&k.kind)).collect()
            };
            let provided = of(&[("providesApis", "api")], &["providesApi"]);
            let needs = of(&[("dependsOn", "component")], &["dependsOn", "apiProvidedBy"]);
            let consumed = of(&[("consumesApis", "api")], &["consumesApi"]);
            for (key, line) in needs.into_iter().chain(consumed) {
                // Who provides an API and uses it too does not depend on itself.
                if provided.iter().all(|(p, _)| *p != key) && key != entity.key {
                    let target = self.target(&key, &entity.file, line);
                    depend(&mut decls[i], &target);
                }
            }
            let needed_by = of(&[("dependencyOf", "component")], &["dependencyOf", "apiConsumedBy"]);
            for (key, line) in needed_by.into_iter().chain(provided) {
                let own = self.path(i);
                match self.index.get(&key).copied() {
                    Some(other) if other != i => depend(&mut decls[other], &own),
                    Some(_) => {}
                    // What is not in the input cannot say what it needs; it is declared as a stub at least.
                    None => drop(self.target(&key, &entity.file, line)),
                }
            }
        }
    }

    fn membership(&mut self, i: usize, entity: &Entity, decls: &mut [Option<Decl>]) {
        let own = self.names[i].clone();
        if entity.key.kind == "group" {
            for (key, line) in entity.refs("members", "user").into_iter().chain(entity.related("hasMember")) {
                let member = self.target(&key, &entity.file, line);
                if let Some(decl) = &mut decls[i] {
                    decl.push("members", Value::plain(member));
                }
            }
            return;
        }
        for (key, line) in entity.refs("memberOf", "group").into_iter().chain(entity.related("memberOf")) {
            match self.index.get(&key).copied() {
                Some(group) => {
                    if let Some(decl) = decls[group].as_mut().filter(|d| d.kind == "team") {
                        decl.push("members", Value::plain(&own));
                    }
                }
                None => {
                    self.target(&key, &entity.file, line);
                    if let Some((.., members)) = self.wanted.get_mut(&key) {
                        members.push(own.clone());
                    }
                }
            }
        }
    }

    /// Declarations of all that is referred to and not in the input.
    pub fn stubs(&self) -> Vec<Decl> {
        let mut stubs: Vec<_> = self
            .wanted
            .iter()
            .map(|(key, (name, _, _, members))| {
                let kind = match key.kind.as_str() {
                    "group" => "team",
                    "user" => "person",
                    _ => "system",
                };
                let title = if *name == key.name { "" } else { key.name.as_str() };
                let mut decl = Decl::new(kind, name, title);
                for member in members {
                    decl.push("members", Value::plain(member));
                }
                decl
            })
            .collect();
        stubs.sort_by_key(|d| (d.kind != "team", d.kind != "person"));
        stubs
    }

    /// Says what is referred to and declared nowhere.
    pub fn note_missing(&self, notes: &mut Notes) {
        for (name, file, line, _) in self.wanted.values() {
            let message =
                format!("`{name}` is referred to and not declared here; `--stubs` declares all of these");
            notes.add(file, *line, message);
        }
    }
}

fn depend(decl: &mut Option<Decl>, on: &str) {
    if let Some(decl) = decl {
        decl.push("depends-on", Value::plain(on));
    }
}

/// Adds a word to the tags.
fn tag_with(decl: &mut Decl, text: &str) {
    crate::names::tag(text).into_iter().for_each(|tag| decl.push("tags", Value::Plain(tag)));
}
