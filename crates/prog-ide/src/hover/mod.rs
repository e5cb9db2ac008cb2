//! What the thing under the cursor is: cards of declarations, pages of kinds, properties and rules, meanings of values.
//!
//! Markdown that reads well as text too: short lines with hard breaks, no tables, no images.

mod card;
mod others;
mod outcome;
mod pages;
mod people;
mod program;
mod system;
mod values;
mod work;

pub(crate) use card::card;
pub(crate) use outcome::{health_words, spark_line};
pub(crate) use pages::{kind_page, property_page, rule_page};

use crate::at::{At, at};
use crate::text;
use prog_diagnostics::FileId;
use prog_model::Value;
use prog_rules::Engine;
use prog_syntax::Span;

/// What is shown over a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// What stands at `offset`: for a name its declaration's card, for a key or kind what it means, for a date how far it is, for a
/// rule in an allow its page. `None` where there is nothing to say.
pub fn hover(engine: &Engine, file: FileId, offset: u32) -> Option<Hover> {
    let workspace = engine.workspace();
    let at = at(workspace, file, offset)?;
    let text = &workspace.file(file)?.text;
    let markdown = match at {
        At::Kind(decl) => kind_page(engine, decl.kind()),
        At::Name(decl) | At::Title(decl) => card(engine, decl),
        At::Ref { target, .. } => card(engine, target),
        At::PartOf { target, .. } => card(engine, target?),
        At::Key(prop) => {
            let schema = workspace.schema();
            let kind = prop.decl().kind();
            property_page(engine, kind, &schema.property(kind, prop.key())?)
        }
        At::Value(value) => return value_hover(engine, value),
        At::Rule(span) => rule_page(engine, span.text(text))?,
        At::Until(_, day) => {
            format!("From the day after {} on the finding is shown again.", values::day(&engine.facts(), day))
        }
    };
    (!markdown.is_empty()).then(|| Hover { span: text::clamp(text, at.span()), markdown })
}

fn value_hover(engine: &Engine, value: Value<'_>) -> Option<Hover> {
    let markdown = values::meaning(engine, value)?;
    Some(Hover { span: value.span(), markdown })
}
