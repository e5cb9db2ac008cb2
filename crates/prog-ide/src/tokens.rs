//! Colours that only the model knows: what a name means, who has no owner, which risks are high.
//!
//! Comments and text blocks are left to the grammars of the editors: they need no model and go over lines.

use prog_analysis::Band;
use prog_diagnostics::FileId;
use prog_model::file::{FileModel, Val};
use prog_model::{Decl, Kind, Value, key};
use prog_rules::Engine;
use prog_syntax::Span;

macro_rules! token_types {
    ($($(#[$doc:meta])* $variant:ident $name:literal;)*) => {
        /// What a token is. The names are those of the protocol, so that themes know them.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum TokenType { $($(#[$doc])* $variant,)* }

        impl TokenType {
            /// Every type, in the order of their numbers.
            pub const ALL: &'static [TokenType] = &[$(TokenType::$variant,)*];

            /// Its name in the protocol.
            pub fn name(self) -> &'static str {
                match self { $(TokenType::$variant => $name,)* }
            }
        }
    };
}

token_types! {
    /// The word of a kind.
    Keyword "keyword";
    /// The key of a property.
    Property "property";
    /// A program or workstream.
    Namespace "namespace";
    /// A person, team or stakeholder.
    Type "type";
    /// A system.
    Class "class";
    /// A flow.
    Function "function";
    /// A milestone, task or dependency.
    Event "event";
    /// An outcome or metric.
    Interface "interface";
    /// Any other declaration.
    Variable "variable";
    /// A word of a closed list.
    EnumMember "enumMember";
    /// A number, date or length of time.
    Number "number";
    /// A title or text on one line.
    String "string";
    /// `?`
    Operator "operator";
    /// A rule in an allow.
    Macro "macro";
}

/// What else is to be seen of a token, as bits.
pub mod modifier {
    /// The declaration itself.
    pub const DECLARATION: u32 = 1;
    /// On the way out.
    pub const DEPRECATED: u32 = 2;
    /// Nobody answers for it.
    pub const UNOWNED: u32 = 4;
    /// A live risk of the two highest bands.
    pub const HIGH_RISK: u32 = 8;
    /// Names in the order of their bits.
    pub const NAMES: &[&str] = &["declaration", "deprecated", "unowned", "highRisk"];
}

/// One coloured piece of text, on one line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it is.
    pub ty: TokenType,
    /// Bits of [`modifier`].
    pub modifiers: u32,
}

/// The tokens of a file, or of a part of it, by position; no two overlap.
pub fn tokens(engine: &Engine, file: FileId, within: Option<Span>) -> Vec<Token> {
    let Some(model) = engine.workspace().file(file) else { return Vec::new() };
    let mut found = Vec::new();
    let wanted = |span: Span| within.is_none_or(|w| span.start < w.end && w.start < span.end);
    for decl in engine.workspace().decls_in(file).filter(|d| wanted(d.span())) {
        of_head(engine, decl, &mut found);
        for prop in decl.props().filter(|p| wanted(p.span())) {
            // A word that is none has no colour, whatever it is read as: that is how a slip catches the eye.
            if !prop.is_guessed() {
                push(&mut found, prop.key_span(), TokenType::Property, 0);
            }
            for value in prop.parts() {
                of_value(engine, value, &mut found);
            }
        }
    }
    of_allows(model, &mut found);
    if let Some(path) = model.part_of {
        push(&mut found, path, TokenType::Namespace, 0);
    }
    found.retain(|t| wanted(t.span) && !t.span.is_empty() && !t.span.text(&model.text).contains('\n'));
    found.sort_unstable();
    found.dedup_by(|b, a| b.span.start < a.span.end);
    found
}

fn push(found: &mut Vec<Token>, span: Span, ty: TokenType, modifiers: u32) {
    found.push(Token { span, ty, modifiers });
}

fn of_head(engine: &Engine, decl: Decl<'_>, found: &mut Vec<Token>) {
    let data = decl.data();
    if !decl.is_guessed() {
        push(found, data.kind_span, TokenType::Keyword, 0);
    }
    push(found, data.name, type_of(decl.kind()), modifier::DECLARATION | modifiers(engine, decl));
    push(found, data.title, TokenType::String, 0);
}

fn of_value(engine: &Engine, value: Value<'_>, found: &mut Vec<Token>) {
    let span = value.span();
    match value.val() {
        Val::Open => push(found, span, TokenType::Operator, 0),
        Val::Word(_) => push(found, span, TokenType::EnumMember, 0),
        Val::Step { percent: None, .. } if !value.written().starts_with(|c: char| c.is_ascii_digit()) => {
            push(found, span, TokenType::EnumMember, 0);
        }
        Val::Quantity { .. } | Val::Date { .. } | Val::Duration { .. } | Val::Step { .. } => {
            push(found, span, TokenType::Number, 0)
        }
        Val::Text | Val::Vague => push(found, span, TokenType::String, 0),
        Val::Label if value.written().starts_with('"') => push(found, span, TokenType::String, 0),
        Val::Ref(_) => of_name(engine, value, found),
        _ => {}
    }
}

/// Each word of a path has the colour of what it means.
fn of_name(engine: &Engine, value: Value<'_>, found: &mut Vec<Token>) {
    let Some(target) = value.target() else { return };
    let mut end = value.span().end;
    let mut means = Some(target);
    for word in value.written().rsplit('.') {
        let start = end - word.len() as u32;
        if let Some(decl) = means {
            let trimmed = word.trim();
            let lead = (word.len() - word.trim_start().len()) as u32;
            let span = Span::new(start + lead, start + lead + trimmed.len() as u32);
            push(found, span, type_of(decl.kind()), modifiers(engine, decl));
            means = crate::at::holder(engine.workspace(), decl);
        }
        end = start.saturating_sub(1);
    }
}

fn of_allows(model: &FileModel, found: &mut Vec<Token>) {
    for rule in model.allows.iter().flat_map(|a| &a.rules) {
        if prog_rules::find(rule.text(&model.text)).is_some() {
            push(found, *rule, TokenType::Macro, 0);
        }
    }
}

fn type_of(kind: Kind) -> TokenType {
    match kind {
        Kind::Program | Kind::Workstream => TokenType::Namespace,
        Kind::Person | Kind::Team | Kind::Stakeholder => TokenType::Type,
        Kind::System => TokenType::Class,
        Kind::Flow => TokenType::Function,
        Kind::Task | Kind::Milestone | Kind::Dependency => TokenType::Event,
        Kind::Outcome | Kind::Metric => TokenType::Interface,
        _ => TokenType::Variable,
    }
}

fn modifiers(engine: &Engine, decl: Decl<'_>) -> u32 {
    let mut bits = 0;
    if decl.kind() == Kind::System && matches!(decl.status(), "deprecated" | "retired") {
        bits |= modifier::DEPRECATED;
    }
    if is_unowned(engine, decl) {
        bits |= modifier::UNOWNED;
    }
    let high = |d: Decl<'_>| engine.facts().risk_score(d).is_some_and(|s| s.band >= Band::High);
    if decl.is_live_risk() && high(decl) {
        bits |= modifier::HIGH_RISK;
    }
    bits
}

fn is_unowned(engine: &Engine, decl: Decl<'_>) -> bool {
    let takes = engine.workspace().schema().property(decl.kind(), key::OWNER).is_some();
    let may_go_without =
        matches!(decl.kind(), Kind::Metric | Kind::Stakeholder) || decl.word(key::TYPE) == Some("external");
    takes && !may_go_without && !decl.is_over() && !decl.owner_is_said() && !decl.owner_may_be_lost()
}
