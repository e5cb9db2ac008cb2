//! What a rule may look at, and the edits that its fixes are made of.

use prog_diagnostics::{Applicability, Edit, Fix};
use prog_facts::Facts;
use prog_model::dates::Day;
use prog_model::{Decl, Workspace, config::Config, edit};
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
}

/// A fix that inserts properties at the start of a declaration's block: `[("owner", "?")]`.
pub fn add_properties(decl: Decl<'_>, title: impl Into<String>, properties: &[(&str, &str)]) -> Fix {
    let edit = edit::insert_property(decl.source(), decl.data(), properties);
    suggested(title, vec![Edit { place: decl.place(edit.span), text: edit.text }])
}

/// A fix that appends a member (a property or declaration, of one or several lines) to a declaration's block.
pub fn append(decl: Decl<'_>, title: impl Into<String>, member: &str) -> Fix {
    let edit = edit::append_member(decl.source(), decl.data(), member);
    suggested(title, vec![Edit { place: decl.place(edit.span), text: edit.text }])
}

/// A fix that puts a declaration on lines of its own after `decl`, indented as it is.
pub fn declare_after(decl: Decl<'_>, title: impl Into<String>, text: &str) -> Fix {
    let indent = edit::indent_at(decl.source(), decl.span().start);
    let body = text.replace('\n', &format!("\n{indent}"));
    let place = decl.place(prog_syntax::Span::at(decl.span().end));
    suggested(title, vec![Edit { place, text: format!("\n\n{indent}{body}") }])
}

/// A fix that replaces the text of a place.
pub fn replace(place: prog_diagnostics::Place, title: impl Into<String>, text: impl Into<String>) -> Fix {
    suggested(title, vec![Edit { place, text: text.into() }])
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
    let start = text[..span.start as usize].rfind('\n').map_or(0, |n| n + 1);
    let alone_before = text[start..span.start as usize].trim().is_empty();
    let after = &text[span.end as usize..];
    let line_end = after.find('\n').map_or(after.len(), |n| n + 1);
    let alone = alone_before && after[..line_end].trim().is_empty();
    let span = match alone {
        true => prog_syntax::Span::new(start as u32, span.end + line_end as u32),
        false => span,
    };
    suggested(title, vec![Edit { place: decl.place(span), text: String::new() }])
}
