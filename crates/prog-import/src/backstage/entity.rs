//! Entities of a catalog and the references between them.

use super::yaml::{Any, Node};
use crate::notes::Notes;

/// What names an entity: `component:default/gateway`, in lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Ref {
    pub kind: String,
    pub namespace: String,
    pub name: String,
}

impl std::fmt::Display for Ref {
    /// The name, with its namespace where that is not the usual one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.namespace.as_str() {
            "default" => f.write_str(&self.name),
            namespace => write!(f, "{namespace}/{}", self.name),
        }
    }
}

impl Ref {
    /// Reads `[kind:][namespace/]name`.
    pub fn parse(text: &str, kind: &str, namespace: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (kind, rest) = text.split_once(':').unwrap_or((kind, &text));
        let (namespace, name) = rest.split_once('/').unwrap_or((namespace, rest));
        let said = |t: &str| !t.trim().is_empty();
        (said(kind) && said(name)).then(|| Self {
            kind: kind.trim().to_owned(),
            namespace: if said(namespace) { namespace.trim().to_owned() } else { "default".to_owned() },
            name: name.trim().to_owned(),
        })
    }
}

/// One entity.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub file: String,
    pub line: u32,
    pub key: Ref,
    /// As it is written.
    pub name: String,
    pub metadata: Node,
    pub spec: Node,
    pub relations: Vec<(String, Ref, u32)>,
}

/// Keys of `spec` that are understood, by kind.
const SPEC: &[(&str, &[&str])] = &[
    (
        "component",
        &[
            "type",
            "lifecycle",
            "owner",
            "system",
            "subcomponentOf",
            "dependsOn",
            "dependencyOf",
            "providesApis",
            "consumesApis",
        ],
    ),
    ("system", &["owner", "domain", "type"]),
    ("api", &["type", "lifecycle", "owner", "system"]),
    ("resource", &["type", "owner", "system", "dependsOn", "dependencyOf", "lifecycle"]),
    ("group", &["type", "profile", "members"]),
    ("user", &["profile", "memberOf"]),
];

/// Keys of `metadata` that are understood, or that machines write.
const METADATA: &[&str] = &[
    "name",
    "namespace",
    "title",
    "description",
    "tags",
    "links",
    "annotations",
    "uid",
    "etag",
    "generation",
];

impl Entity {
    /// Reads a document; one that is no entity, or of a kind without a place, is noted.
    pub fn read(file: &str, node: &Node, notes: &mut Notes) -> Option<Self> {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let (Some(kind), Some(metadata)) = (text("kind"), node.get("metadata")) else {
            notes.add(file, node.line, "This is no catalog entity: it has no `kind` or no `metadata`");
            return None;
        };
        let Some(name) = metadata.get("name").and_then(Node::text) else {
            notes.add(file, node.line, format!("This {kind} has no `metadata.name`"));
            return None;
        };
        if !SPEC.iter().any(|(known, _)| kind.eq_ignore_ascii_case(known)) {
            notes.add(file, node.line, format!("`{name}` is a {kind}, which has no place here"));
            return None;
        }
        let namespace = metadata.get("namespace").and_then(Node::text).unwrap_or("default");
        let key = Ref::parse(&format!("{kind}:{namespace}/{name}"), kind, namespace)?;
        let mut entity = Self {
            file: file.to_owned(),
            line: node.line,
            name: name.to_owned(),
            metadata: metadata.clone(),
            spec: node.get("spec").cloned().unwrap_or_default(),
            relations: Vec::new(),
            key,
        };
        entity.read_relations(node);
        entity.note_left_out(notes);
        Some(entity)
    }

    /// The relations that a catalog's export carries.
    fn read_relations(&mut self, node: &Node) {
        for relation in node.get("relations").map(Node::items).unwrap_or_default() {
            let kind = relation.get("type").and_then(Node::text);
            let target = relation.get("targetRef").and_then(Node::text);
            if let (Some(kind), Some(target)) = (kind, target)
                && let Some(target) = Ref::parse(target, "component", &self.key.namespace)
            {
                self.relations.push((kind.to_owned(), target, relation.line));
            }
        }
    }

    fn note_left_out(&self, notes: &mut Notes) {
        let known = SPEC.iter().find(|(kind, _)| *kind == self.key.kind).map_or(&[][..], |(_, keys)| keys);
        for (key, value) in
            self.spec.entries().iter().filter(|(k, v)| !known.contains(&k.as_str()) && !v.is_empty())
        {
            let message = format!("`spec.{key}` of `{}` was not carried over", self.name);
            notes.add(&self.file, value.line, message);
        }
        for (key, value) in self.metadata.entries().iter().filter(|(k, _)| !METADATA.contains(&k.as_str())) {
            let message = format!("`metadata.{key}` of `{}` was not carried over", self.name);
            notes.add(&self.file, value.line, message);
        }
        let annotations = self.metadata.get("annotations");
        let machine = |k: &str| {
            k.starts_with("backstage.io/managed-by")
                || k == "backstage.io/view-url"
                || k == "backstage.io/edit-url"
        };
        let left: Vec<_> = annotations
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .filter(|(k, v)| !machine(k) && annotation_link(k, v).is_none())
            .map(|(k, _)| format!("`{k}`"))
            .collect();
        if let (Some(node), false) = (annotations, left.is_empty()) {
            let message =
                format!("Annotations of `{}` were not carried over: {}", self.name, left.join(", "));
            notes.add(&self.file, node.line, message);
        }
    }

    /// A text of `spec`.
    pub fn spec_text(&self, key: &str) -> Option<&str> {
        self.spec.get(key)?.text()
    }

    /// The references of a list of `spec`, with their lines.
    pub fn refs(&self, key: &str, kind: &str) -> Vec<(Ref, u32)> {
        let items = self.spec.get(key).map(Node::items).unwrap_or_default();
        let read = |n: &Node| Some((Ref::parse(n.text()?, kind, &self.key.namespace)?, n.line));
        items.iter().filter_map(read).collect()
    }

    /// The targets of a relation.
    pub fn related(&self, kind: &str) -> impl Iterator<Item = (Ref, u32)> {
        self.relations
            .iter()
            .filter(move |(k, ..)| k == kind)
            .map(|(_, target, line)| (target.clone(), *line))
    }

    /// What people call it: `metadata.title`, a profile's name.
    pub fn title(&self) -> &str {
        let profile = || self.spec.get("profile")?.get("displayName")?.text();
        self.metadata.get("title").and_then(Node::text).or_else(profile).unwrap_or(&self.name)
    }

    /// The mail address of a profile.
    pub fn email(&self) -> Option<&str> {
        self.spec.get("profile")?.get("email")?.text()
    }

    /// Links as texts, also those that annotations hold.
    pub fn links(&self) -> Vec<String> {
        let mut out = Vec::new();
        for link in self.metadata.get("links").map(Node::items).unwrap_or_default() {
            let url = link.get("url").and_then(Node::text).or(link.text());
            match (url, link.get("title").and_then(Node::text)) {
                (Some(url), Some(title)) => out.push(format!("{title}: {url}")),
                (Some(url), None) => out.push(url.to_owned()),
                _ => {}
            }
        }
        let annotations = self.metadata.get("annotations").map(Node::entries).unwrap_or_default();
        out.extend(annotations.iter().filter_map(|(k, v)| annotation_link(k, v)));
        out
    }

    /// The words of `metadata.tags`.
    pub fn tags(&self) -> Vec<String> {
        let items = self.metadata.get("tags").map(Node::items).unwrap_or_default();
        items.iter().filter_map(Node::text).map(str::to_owned).collect()
    }
}

/// The link that an annotation stands for.
fn annotation_link(key: &str, value: &Node) -> Option<String> {
    let Any::Text(text) = &value.value else { return None };
    match key {
        "github.com/project-slug" => Some(format!("https://github.com/{text}")),
        "backstage.io/source-location" => text.strip_prefix("url:").map(str::to_owned),
        _ => None,
    }
}
