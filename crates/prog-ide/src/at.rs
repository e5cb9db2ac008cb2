//! What of the model stands at a place: for everything that looks at whole text (hover, navigation, rename).

use crate::text;
use prog_diagnostics::FileId;
use prog_model::file::{Allow, NONE, Val};
use prog_model::{Decl, Prop, Value, Workspace, key};
use prog_syntax::Span;

/// What stands at a place.
#[derive(Clone, Copy)]
pub(crate) enum At<'w> {
    /// The kind's word of a declaration.
    Kind(Decl<'w>),
    /// The name of a declaration.
    Name(Decl<'w>),
    /// Its title.
    Title(Decl<'w>),
    /// The key of a property.
    Key(Prop<'w>),
    /// A word of a path that means a declaration, as (part of) a value.
    Ref {
        /// The declaration that the word means.
        target: Decl<'w>,
        /// The word.
        span: Span,
    },
    /// A value, or the innermost part of one, that is no name with a meaning.
    Value(Value<'w>),
    /// A word of the path after `part of`.
    PartOf {
        /// The program.
        target: Option<Decl<'w>>,
        /// The word.
        span: Span,
    },
    /// The name of a rule in an allow.
    Rule(Span),
    /// The date of an allow.
    Until(Span, prog_model::dates::Day),
}

impl At<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            At::Kind(decl) => decl.data().kind_span,
            At::Name(decl) => decl.data().name,
            At::Title(decl) => decl.data().title,
            At::Key(prop) => prop.key_span(),
            At::Value(value) => value.span(),
            At::Ref { span, .. } | At::PartOf { span, .. } | At::Rule(span) | At::Until(span, _) => *span,
        }
    }
}

/// The declaration that what stands there names or declares.
pub(crate) fn decl_meant<'w>(
    workspace: &'w Workspace,
    file: FileId,
    offset: u32,
) -> Option<(Decl<'w>, Span)> {
    let at = at(workspace, file, offset)?;
    let decl = match at {
        At::Name(decl) | At::Kind(decl) | At::Title(decl) => decl,
        At::Ref { target, .. } => target,
        At::PartOf { target, .. } => target?,
        _ => return None,
    };
    Some((decl, at.span()))
}

/// The innermost declaration around `offset`.
pub(crate) fn decl_around(workspace: &Workspace, file: FileId, offset: u32) -> Option<Decl<'_>> {
    let model = workspace.file(file)?;
    let mut at = model.decls.starting_by(offset).checked_sub(1)?;
    while at != NONE && model.decls.span(at).end < offset {
        at = model.decls.parent(at);
    }
    (at != NONE).then(|| workspace.decl_in(file, at)).flatten()
}

/// What stands at `offset`, right at its end too.
pub(crate) fn at(workspace: &Workspace, file: FileId, offset: u32) -> Option<At<'_>> {
    let model = workspace.file(file)?;
    let offset = text::floor(&model.text, offset);
    if let Some(found) = in_part_of(workspace, file, offset) {
        return Some(found);
    }
    if let Some(allow) = model.allows.iter().find(|a| a.span.touches(offset)) {
        return in_allow(allow, offset);
    }
    let mut decl = decl_around(workspace, file, offset)?;
    loop {
        if let Some(found) = in_decl(decl, offset) {
            return Some(found);
        }
        // Right at the end of a nested declaration something of the outer one may start.
        decl = decl.parent().filter(|_| decl.span().end == offset)?;
    }
}

fn in_allow<'w>(allow: &Allow, offset: u32) -> Option<At<'w>> {
    let rule = allow.rules.iter().find(|r| r.touches(offset)).map(|r| At::Rule(*r));
    rule.or_else(|| {
        allow.until.filter(|(_, span)| span.touches(offset)).map(|(day, span)| At::Until(span, day))
    })
}

fn in_part_of(workspace: &Workspace, file: FileId, offset: u32) -> Option<At<'_>> {
    let model = workspace.file(file)?;
    let span = model.part_of.filter(|s| s.touches(offset))?;
    let path = span.text(&model.text);
    let word = word_in(path, span, offset);
    let program = workspace.first_named_path(path).filter(|_| word.end == span.end);
    Some(At::PartOf { target: program, span: word })
}

fn in_decl(decl: Decl<'_>, offset: u32) -> Option<At<'_>> {
    let data = decl.data();
    let touches = |span: Span| !span.is_empty() && span.touches(offset);
    if touches(data.name) {
        return Some(At::Name(decl));
    }
    if touches(data.kind_span) {
        return Some(At::Kind(decl));
    }
    if touches(data.title) {
        return Some(At::Title(decl));
    }
    let prop = decl.props().find(|p| p.span().touches(offset))?;
    if prop.key_span().touches(offset) {
        return Some(At::Key(prop));
    }
    let value = innermost(prop, offset)?;
    Some(meaning(decl.workspace(), value, offset).unwrap_or(At::Value(value)))
}

fn innermost(prop: Prop<'_>, offset: u32) -> Option<Value<'_>> {
    let touching = prop.parts().filter(|v| v.span().touches(offset));
    // Of a hop and its name, which have one span, the name is meant: parts come after what they are part of.
    touching.max_by_key(|v| std::cmp::Reverse(v.span().len()))
}

/// What the word at `offset` of a path means.
fn meaning<'w>(workspace: &'w Workspace, value: Value<'w>, offset: u32) -> Option<At<'w>> {
    if !matches!(value.val(), Val::Ref(_)) {
        return None;
    }
    let path = value.written();
    let span = word_in(path, value.span(), offset);
    if span.end == value.span().end {
        return Some(At::Ref { target: value.target()?, span });
    }
    let steps = path[(span.end - value.span().start) as usize..].matches('.').count();
    let target = step_out(workspace, value.target()?, steps)?;
    Some(At::Ref { target, span })
}

/// The declaration that the word `steps` before the last of a path to `decl` means.
pub(crate) fn step_out<'w>(workspace: &'w Workspace, decl: Decl<'w>, steps: usize) -> Option<Decl<'w>> {
    let mut at = decl;
    for _ in 0..steps {
        at = holder(workspace, at)?;
    }
    Some(at)
}

/// The declaration whose scope another one stands in.
pub(crate) fn holder<'w>(workspace: &'w Workspace, decl: Decl<'w>) -> Option<Decl<'w>> {
    let around = decl
        .ancestors()
        .find(|d| d.scope() == decl.outer() && !d.name().is_empty() && d.kind().opens_scope());
    around.or_else(|| {
        let model = workspace.file(decl.file())?;
        let program = workspace.first_named_path(model.part_of?.text(&model.text))?;
        (program.scope() == decl.outer()).then_some(program)
    })
}

/// The word of a dotted path at `span` that `offset` is in.
pub(crate) fn word_in(path: &str, span: Span, offset: u32) -> Span {
    let within = (offset.clamp(span.start, span.end) - span.start) as usize;
    let within = text::floor(path, within as u32) as usize;
    let start = path[..within].rfind('.').map_or(0, |d| d + 1);
    let end = path[within..].find('.').map_or(path.len(), |d| within + d);
    let word = &path[start..end];
    let lead = word.len() - word.trim_start().len();
    let kept = word.trim().len();
    Span::new(span.start + (start + lead) as u32, span.start + (start + lead + kept) as u32)
}

/// The value at a place.
pub(crate) fn value_at(workspace: &Workspace, file: FileId, offset: u32) -> Option<Value<'_>> {
    let decl = decl_around(workspace, file, offset)?;
    let prop = decl.and_ancestors().find_map(|d| d.props().find(|p| p.span().touches(offset)))?;
    innermost(prop, offset)
}

/// Whether a property holds a runbook or pages: texts that lead somewhere.
pub(crate) fn leads_somewhere(prop: Prop<'_>) -> bool {
    matches!(prop.key(), key::RUNBOOK | key::LINKS | key::SOURCE | key::EVIDENCE)
}
