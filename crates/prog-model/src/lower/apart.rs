//! Words of a closed list that are written apart: `in progress` for `in-progress`. The grammar knows no lists: it sees two values
//! without a comma between.

use super::Lowerer;
use super::refused::synonym;
use super::values::Asked;
use crate::schema::{Property, Ty, list_words};
use crate::suggest;
use prog_diagnostics::{Diagnostic, Level};
use prog_syntax::{NodeRef, Span, Tag, ident};

impl Lowerer<'_> {
    /// Says of values side by side that they are no word of the list, and which one is meant, in place of what the grammar
    /// said of them.
    #[cold]
    pub(super) fn words_apart(&mut self, node: NodeRef<'_>, property: &Property<'_>) {
        for (nth, span) in self.side_by_side(node).into_iter().enumerate() {
            let asked = Asked::of(property, nth);
            let words = self.words_of(asked);
            let within = |f: &Diagnostic| span.start < f.place.span.end && f.place.span.end <= span.end;
            let said = self.findings.iter().position(|f| f.rule == "syntax" && within(f));
            let plain = !words.is_empty() && self.text_of(span).split_whitespace().all(ident::is_ident);
            let Some(at) = said.filter(|_| plain) else { continue };
            self.findings[at] = self.no_word(span, asked, &words);
        }
    }

    fn no_word(&self, span: Span, asked: Asked<'_>, words: &[String]) -> Diagnostic {
        let written = self.text_of(span);
        let message = format!("`{written}` is not a value of `{}`", asked.property.name);
        let found = Diagnostic::new("invalid-value", Level::Error, self.place(span), message);
        let help = |near: &[&str]| {
            suggest::did_you_mean(near).unwrap_or_else(|| format!("Use one of {}", list_words(words)))
        };
        match joined(written, asked.ty, words) {
            Some(word) => found.help(help(&[word])).fix(self.change_to(span, word)),
            // A fix would throw words away.
            None => found.help(help(&suggest::nearest(written, words.iter().map(String::as_str), 3))),
        }
    }

    /// The values of a property, each as far as nothing but blanks stands within.
    fn side_by_side(&self, node: NodeRef<'_>) -> Vec<Span> {
        let mut all: Vec<Span> = Vec::new();
        for value in node.children().filter(|n| n.tag() != Tag::Key).map(|n| n.span()) {
            match all.last_mut() {
                Some(before) if Span::new(before.end, value.start).text(self.text).trim().is_empty() => {
                    *before = before.cover(value);
                }
                _ => all.push(value),
            }
        }
        all
    }
}

/// The word of the list that several words are when they are joined.
fn joined<'w>(written: &str, ty: Ty, words: &'w [String]) -> Option<&'w str> {
    let joined = written.split_whitespace().collect::<Vec<_>>().join("-");
    let near = || suggest::evident(&joined, words.iter().map(String::as_str)).filter(|w| w.contains('-'));
    synonym(ty, &joined).or_else(near)
}
