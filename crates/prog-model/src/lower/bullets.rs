//! Values written as bullets below their key: the grammar says that a list has none, and what is in them follows from what the
//! property takes.

use super::Lowerer;
use super::apart::takes_text;
use crate::schema::{Property, Ty};
use prog_diagnostics::Applicability;
use prog_syntax::{NodeRef, Span, Tag, ident};

impl Lowerer<'_> {
    /// Adds to what was said of bullets how their values are written after each other.
    #[cold]
    pub(super) fn bullets(&mut self, node: NodeRef<'_>, property: &Property<'_>) {
        let list = node.child(Tag::Error).filter(|error| self.text_of(error.span()).starts_with('-'));
        let Some(list) = list.map(|error| error.span()).filter(|_| property.list) else { return };
        let Some(values) = written_apart(self.text_of(list), property.ty) else { return };
        let said = |f: &prog_diagnostics::Diagnostic| {
            f.rule == "syntax" && node.span().start <= f.place.span.start && f.place.span.start <= list.start
        };
        let Some(at) = self.findings.iter().position(said) else { return };
        let whole = Span::new(self.findings[at].place.span.end, list.end);
        let title = "Write them after each other".to_owned();
        let fix = self.replace(whole, title, format!(" {values}"), Applicability::Suggested);
        self.findings[at].fixes.push(fix);
    }
}

/// The values of the bullets with commas between: texts in quotes, or names.
fn written_apart(bullets: &str, ty: Ty) -> Option<String> {
    let values: Option<Vec<String>> = bullets.lines().map(|line| value(line, ty)).collect();
    values.map(|values| values.join(", "))
}

fn value(line: &str, ty: Ty) -> Option<String> {
    let value = line.trim().strip_prefix('-')?.trim().trim_end_matches(',');
    let quoted = value.len() > 1 && value.starts_with('"') && value.ends_with('"');
    let inside = if quoted { &value[1..value.len() - 1] } else { value };
    let plain = !inside.is_empty() && !inside.contains(['"', '\\']) && !inside.contains("//");
    let name = matches!(ty, Ty::Ref(_) | Ty::Link(_) | Ty::Tag) && value.split('.').all(ident::is_ident);
    match name {
        true => Some(value.to_owned()),
        false => (plain && takes_text(ty)).then(|| format!("\"{inside}\"")),
    }
}
