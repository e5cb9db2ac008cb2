//! Declarations to be written, and their text.
//!
//! Not here: any decision about what to declare.

use std::fmt::Write;

/// A value as it will stand in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Written as it is: a name, a number, a date, `?`.
    Plain(String),
    /// A string or, over several lines, a text block.
    Text(String),
}

impl Value {
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// `?`
    pub fn open() -> Self {
        Self::Plain("?".into())
    }
}

/// A declaration.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Decl {
    pub kind: &'static str,
    pub name: String,
    pub title: String,
    pub props: Vec<(&'static str, Vec<Value>)>,
    pub children: Vec<Decl>,
}

impl Decl {
    pub fn new(kind: &'static str, name: impl Into<String>, title: impl Into<String>) -> Self {
        Self { kind, name: name.into(), title: title.into(), ..Self::default() }
    }

    /// Adds a value to a property; it goes on with the list where the property is there already.
    pub fn push(&mut self, key: &'static str, value: Value) {
        match self.props.iter_mut().find(|(k, _)| *k == key) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => self.props.push((key, vec![value])),
        }
    }

    /// Sets a property that takes one value, if there is one.
    pub fn set(&mut self, key: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            self.props.retain(|(k, _)| *k != key);
            self.props.push((key, vec![value]));
        }
    }

    /// Adds a text to a property, after what is there already.
    pub fn add_text(&mut self, key: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.props.iter_mut().find(|(k, _)| *k == key) {
            Some((_, values)) => {
                if let Some(Value::Text(old)) = values.first_mut() {
                    old.push('\n');
                    old.push_str(text);
                }
            }
            None => self.props.push((key, vec![Value::text(text)])),
        }
    }

    /// How many declarations this is, with all inside.
    pub fn count(&self) -> usize {
        let mut open: Vec<&Decl> = vec![self];
        let mut n = 0;
        while let Some(decl) = open.pop() {
            n += 1;
            open.extend(&decl.children);
        }
        n
    }
}

/// Properties in the order in which they are written, whatever the kind.
const ORDER: &[&str] = &[
    "lead",
    "members",
    "email",
    "contact",
    "owner",
    "window",
    "type",
    "category",
    "criticality",
    "likelihood",
    "impact",
    "depends-on",
    "affects",
    "threatens",
    "trigger",
    "estimate",
    "after",
    "starts-with",
    "ends-with",
    "ends-after-start",
    "starts",
    "due",
    "started",
    "finished",
    "reached",
    "progress",
    "priority",
    "response",
    "raised",
    "status",
    "criteria",
    "runbook",
    "fallback",
    "contingency",
    "review",
    "reviewed",
    "residual",
    "delay",
    "cost",
    "description",
    "tags",
    "links",
    "notes",
];

/// The properties of `decl` in their order.
fn ordered(decl: &Decl) -> Vec<&(&'static str, Vec<Value>)> {
    let mut props: Vec<_> = decl.props.iter().collect();
    props.sort_by_key(|(key, _)| ORDER.iter().position(|k| k == key));
    props
}

/// The text of a file: `lead` as comment lines, then the declarations. Long lines are left to the formatter.
pub(crate) fn write(lead: &[String], decls: &[Decl]) -> String {
    let mut out = String::new();
    for line in lead {
        let _ = writeln!(out, "// {line}");
    }
    let mut before: Option<&Decl> = None;
    for decl in decls {
        // People, teams and systems of one line stand together; everything else has air around it.
        let together = before.is_some_and(|b| b.kind == decl.kind && is_short(b) && is_short(decl));
        if !out.is_empty() && !together {
            out.push('\n');
        }
        write_decl(&mut out, decl);
        before = Some(decl);
    }
    // What is written here has no errors; if it had, it would still be worth more than nothing.
    prog_fmt::format(&out).unwrap_or(out)
}

/// What is open while writing: a declaration and how many of its children are written.
struct Open<'a> {
    decl: &'a Decl,
    next: usize,
}

fn write_decl(out: &mut String, decl: &Decl) {
    if is_short(decl) {
        write_short(out, decl, 0);
        return;
    }
    write_head(out, decl, 0);
    let mut open = vec![Open { decl, next: 0 }];
    while let Some(top) = open.last_mut() {
        let depth = top.next_depth();
        let Some(child) = top.decl.children.get(top.next) else {
            let level = open.len() - 1;
            let _ = writeln!(out, "{}}}", "  ".repeat(level));
            open.pop();
            continue;
        };
        if depth {
            out.push('\n');
        }
        top.next += 1;
        let level = open.len();
        if is_short(child) {
            write_short(out, child, level);
        } else {
            write_head(out, child, level);
            open.push(Open { decl: child, next: 0 });
        }
    }
}

impl Open<'_> {
    /// Whether an empty line goes before the next child.
    fn next_depth(&self) -> bool {
        let Some(child) = self.decl.children.get(self.next) else { return false };
        match self.next.checked_sub(1).and_then(|i| self.decl.children.get(i)) {
            Some(before) => !(before.kind == child.kind && is_short(before) && is_short(child)),
            None => !self.decl.props.is_empty(),
        }
    }
}

/// Fits on one line: no children, and few short values.
fn is_short(decl: &Decl) -> bool {
    decl.children.is_empty() && decl.props.len() <= 2 && one_line(decl).is_some()
}

fn one_line(decl: &Decl) -> Option<String> {
    let mut line = head(decl);
    if !decl.props.is_empty() {
        let props: Vec<_> =
            ordered(decl).iter().map(|(key, values)| format!("{key}: {}", list(values))).collect();
        let _ = write!(line, " {{ {} }}", props.join(", "));
    } else if decl.title.is_empty() {
        line.push_str(" {}");
    }
    let multi =
        decl.props.iter().flat_map(|(_, v)| v).any(|v| matches!(v, Value::Text(t) if t.contains('\n')));
    (decl.props.is_empty() || (!multi && line.chars().count() <= 100)).then_some(line)
}

fn write_short(out: &mut String, decl: &Decl, level: usize) {
    let _ = writeln!(out, "{}{}", "  ".repeat(level), one_line(decl).unwrap_or_default());
}

fn head(decl: &Decl) -> String {
    let mut line = decl.kind.to_owned();
    if !decl.name.is_empty() {
        line.push(' ');
        line.push_str(&decl.name);
    }
    if !decl.title.is_empty() {
        line.push(' ');
        line.push_str(&quote(&decl.title));
    }
    line
}

/// The head, the brace and the properties.
fn write_head(out: &mut String, decl: &Decl, level: usize) {
    let indent = "  ".repeat(level);
    let _ = writeln!(out, "{indent}{} {{", head(decl));
    for (key, values) in ordered(decl) {
        match &values[..] {
            [Value::Text(text)] if is_block(text) => {
                let _ = writeln!(out, "{indent}  {key}: \"\"\"");
                for line in text.lines() {
                    let _ = writeln!(out, "{}", format!("{indent}    {line}").trim_end());
                }
                let _ = writeln!(out, "{indent}  \"\"\"");
            }
            _ => {
                let _ = writeln!(out, "{indent}  {key}: {}", list(values));
            }
        }
    }
}

fn list(values: &[Value]) -> String {
    let words: Vec<_> = values
        .iter()
        .map(|value| match value {
            Value::Plain(text) => text.clone(),
            Value::Text(text) => quote(text),
        })
        .collect();
    words.join(", ")
}

/// Whether a text reads better as a block, and can stand in one as it is.
fn is_block(text: &str) -> bool {
    text.contains('\n') && !text.contains("\"\"\"") && !text.contains('\\') && !text.ends_with('"')
}

/// A string token.
fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
