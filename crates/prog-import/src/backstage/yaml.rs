//! YAML documents as trees of values with their lines, whatever they hold.
//!
//! Not here: what the keys mean (see `entity`).

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use std::fmt;

/// A value and the line it starts on.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Node {
    pub line: u32,
    pub value: Any,
}

/// Any YAML value; numbers and truth values as they are written.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) enum Any {
    #[default]
    Null,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// The keys and values of a map; nothing for anything else.
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.value {
            Any::Map(entries) => entries,
            _ => &[],
        }
    }

    /// A text that says something.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Any::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// The items of a list; a lone value counts as a list of one.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Any::List(items) => items,
            Any::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Any::Null => true,
            Any::Text(text) => text.trim().is_empty(),
            Any::List(items) => items.is_empty(),
            Any::Map(entries) => entries.is_empty(),
        }
    }

    fn from_spanned(spanned: Spanned<Any>) -> Self {
        Self { line: u32::try_from(spanned.referenced.line()).unwrap_or(0), value: spanned.value }
    }

    /// Moves all lines down, for a document that does not start its file.
    fn shift(&mut self, by: u32) {
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            node.line = node.line.max(1) + by;
            match &mut node.value {
                Any::List(items) => open.extend(items.iter_mut()),
                Any::Map(entries) => open.extend(entries.iter_mut().map(|(_, v)| v)),
                Any::Null | Any::Text(_) => {}
            }
        }
    }
}

/// All documents of `text`: the tree, or the line and the reason why it could not be read.
pub(super) fn documents(text: &str) -> Vec<Result<Node, (u32, String)>> {
    let text = text.trim_start_matches('\u{feff}');
    parts(text).into_iter().filter_map(|(line, part)| document(line, &part)).collect()
}

/// The texts between the `---` lines, with the number of lines before each.
fn parts(text: &str) -> Vec<(u32, String)> {
    let mut out = vec![(0, String::new())];
    for (i, line) in (0u32..).zip(text.lines()) {
        let mark = line == "..."
            || line.trim_end() == "---"
            || line.starts_with("--- ")
            || line.starts_with("---\t");
        if mark {
            let rest = line.trim_start_matches(['-', '.']);
            out.push((i, format!("{rest}\n")));
        } else if let Some((_, part)) = out.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    out
}

fn document(before: u32, text: &str) -> Option<Result<Node, (u32, String)>> {
    let says_something = |l: &str| !l.trim().is_empty() && !l.trim_start().starts_with(['#', '%']);
    if !text.lines().any(says_something) {
        return None;
    }
    Some(match serde_saphyr::from_str::<Spanned<Any>>(text) {
        Ok(spanned) => {
            let mut node = Node::from_spanned(spanned);
            node.shift(before);
            Ok(node)
        }
        Err(error) => {
            let at = error.location().map_or(1, |l| u32::try_from(l.line()).unwrap_or(1));
            let error = error.without_snippet().to_string();
            let reason = error.lines().next().unwrap_or("it is not valid YAML");
            // The line it names counts from the start of the document; the note has the one of the file.
            let reason = reason.split(" at line ").next().unwrap_or(reason).to_owned();
            Err((before + at.max(1), reason))
        }
    })
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Any, E> {
        Ok(Any::Text(v.to_string()))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Any, E> {
        Ok(Any::Text(v.to_string()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Any, E> {
        Ok(Any::Text(v.to_string()))
    }

    fn visit_i128<E>(self, v: i128) -> Result<Any, E> {
        Ok(Any::Text(v.to_string()))
    }

    fn visit_u128<E>(self, v: u128) -> Result<Any, E> {
        Ok(Any::Text(v.to_string()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Any, E> {
        Ok(Any::Text(v.to_string()))
    }

    fn visit_str<E>(self, v: &str) -> Result<Any, E> {
        Ok(Any::Text(v.to_owned()))
    }

    fn visit_bytes<E>(self, v: &[u8]) -> Result<Any, E> {
        Ok(Any::Text(String::from_utf8_lossy(v).into_owned()))
    }

    fn visit_unit<E>(self) -> Result<Any, E> {
        Ok(Any::Null)
    }

    fn visit_none<E>(self) -> Result<Any, E> {
        Ok(Any::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        Any::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Any, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Spanned<Any>>()? {
            items.push(Node::from_spanned(item));
        }
        Ok(Any::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Any>()? {
            let value = Node::from_spanned(map.next_value::<Spanned<Any>>()?);
            let key = match key {
                Any::Text(key) => key,
                _ => String::new(),
            };
            entries.push((key, value));
        }
        Ok(Any::Map(entries))
    }
}
