//! Several words where one value is taken: `in progress` for `in-progress`, a text without its quotes, a name with its kind, a
//! number in words. The
//! grammar knows no types: it sees two values without a comma between.

use super::Lowerer;
use super::refused::{help_for, synonym};
use super::values::Asked;
use crate::schema::{Kind, Property, Ty, list_words};
use crate::suggest;
use prog_diagnostics::{Applicability, Diagnostic, Level};
use prog_syntax::{NodeRef, Span, Tag, ident, literal};

impl Lowerer<'_> {
    /// Says of values side by side what the property takes in their place, instead of what the grammar said of them.
    #[cold]
    pub(super) fn words_apart(&mut self, node: NodeRef<'_>, property: &Property<'_>) {
        for (nth, span) in self.side_by_side(node).into_iter().enumerate() {
            let within = |f: &Diagnostic| span.start < f.place.span.end && f.place.span.end <= span.end;
            let said = self.findings.iter().position(|f| f.rule == "syntax" && within(f));
            let Some(at) = said else { continue };
            if let Some(better) = self.said_of_words(span, Asked::of(property, nth)) {
                self.findings[at] = better;
            }
        }
    }

    fn said_of_words(&self, span: Span, asked: Asked<'_>) -> Option<Diagnostic> {
        let written = self.text_of(span);
        let words: Vec<&str> = written.split_whitespace().collect();
        let several = words.len() > 1 && is_prose(written);
        match asked.ty {
            Ty::Ref(_) | Ty::Link(_) => self.no_name(span, &words, asked),
            ty if takes_text(ty) => several.then(|| self.no_quotes(span)),
            Ty::Duration => {
                let spelled = self.spelled_duration(span, &words, asked);
                spelled.or_else(|| several.then(|| self.no_measure(span, asked)))
            }
            ty if is_measure(ty) => several.then(|| self.no_measure(span, asked)),
            _ => {
                let list = self.words_of(asked);
                (several && !list.is_empty()).then(|| self.no_word(span, asked, &list))
            }
        }
    }

    fn no_word(&self, span: Span, asked: Asked<'_>, words: &[String]) -> Diagnostic {
        let written = self.text_of(span);
        let message = format!("`{written}` is not a value of `{}`", asked.property.name);
        let found = Diagnostic::new("invalid-value", Level::Error, self.place(span), message);
        let help = |near: &[&str]| {
            suggest::did_you_mean(near).unwrap_or_else(|| format!("Use one of {}", list_words(words)))
        };
        let joined = written.split_whitespace().collect::<Vec<_>>().join("-");
        // A word of the list itself is not translated.
        let ours = synonym(asked.ty, &joined).filter(|ours| *ours != suggest::fold(&joined));
        let fix = match (ours, near_joined(&joined, words)) {
            (Some(ours), _) => Some((ours, self.translate(span, ours))),
            (None, Some(word)) => self.change_to(span, word).map(|fix| (word, fix)),
            (None, None) => None,
        };
        match fix {
            Some((word, fix)) => found.help(help(&[word])).fix(fix),
            // A fix would throw words away.
            None => found.help(help(&suggest::nearest(written, words.iter().map(String::as_str), 3))),
        }
    }

    /// `two days`, `about 60%`
    fn no_measure(&self, span: Span, asked: Asked<'_>) -> Diagnostic {
        let message = format!("`{}` takes {}, not words", asked.property.name, asked.ty.describe());
        Diagnostic::new("wrong-type", Level::Error, self.place(span), message)
            .help(help_for(asked.ty, self.text_of(span)))
    }

    /// `every 6 months`
    fn spelled_duration(&self, span: Span, words: &[&str], asked: Asked<'_>) -> Option<Diagnostic> {
        let rest = words.strip_prefix(&["every"]).or_else(|| words.strip_prefix(&["each"]))?.join(" ");
        let counted = if rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { format!("1 {rest}") };
        let number = literal::parse_number(&counted)?;
        crate::value::time_unit(number.unit)?;
        let right = format!("{}{}", number.value, number.unit);
        let help = format!("Write `{right}`");
        let message = format!("`{}` takes {} alone", asked.property.name, asked.ty.describe());
        let fix = self.replace(span, help.clone(), right, Applicability::Safe);
        Some(Diagnostic::new("syntax", Level::Error, self.place(span), message).help(help).fix(fix))
    }

    /// `role: TPM, Payments`: one text without its quotes, of which the comma is a part.
    pub(super) fn texts_apart(&mut self, node: NodeRef<'_>, property: &Property<'_>) -> bool {
        // Nearly all are in quotes.
        let bare = |v: NodeRef<'_>| matches!(v.tag(), Tag::Path | Tag::Num | Tag::Date);
        let mut values = node.children().filter(|n| n.tag() != Tag::Key);
        let Some(first) = values.next().filter(|v| bare(*v) && !self.slipped && takes_text(property.ty))
        else {
            return false;
        };
        let mut span = first.span();
        for value in values {
            if !bare(value) {
                return false;
            }
            span = span.cover(value.span());
        }
        if !is_prose(self.text_of(span)) {
            return false;
        }
        self.hush_parts(span);
        let found = self.no_quotes(span);
        self.findings.push(found);
        true
    }

    fn no_quotes(&self, span: Span) -> Diagnostic {
        let quoted = format!("\"{}\"", self.text_of(span));
        let fix = self.replace(span, "Put it in quotes".into(), quoted, Applicability::Safe);
        Diagnostic::new("syntax", Level::Error, self.place(span), "Text stands in quotes")
            .help("Put `\"` before and after it")
            .fix(fix)
    }

    /// `person ana`, `ines and omar`, `Maria Lopes`: names with more than commas between.
    fn no_name(&self, span: Span, words: &[&str], asked: Asked<'_>) -> Option<Diagnostic> {
        let is_name = |word: &&str| word.split('.').all(ident::is_ident);
        let name = asked.property.name;
        let found = |message: String| Diagnostic::new("syntax", Level::Error, self.place(span), message);
        let change =
            |right: String| self.replace(span, format!("Write `{right}`"), right, Applicability::Suggested);
        let own: Vec<&str> = words.iter().copied().filter(|w| Kind::from_word(w).is_none()).collect();
        if let ([one], true) = (&own[..], words.len() == 2 && words.iter().all(is_name)) {
            let found = found(format!("`{name}` takes the name alone, without its kind"));
            return Some(found.help(format!("Write `{one}`")).fix(change((*one).to_owned())));
        }
        let names: Vec<&str> = words.iter().copied().filter(|w| !matches!(*w, "and" | "&" | "or")).collect();
        // Between two names stands one word that joins them.
        let joined = words.len() > 2
            && words.len() + 1 == 2 * names.len()
            && words.iter().step_by(2).all(|w| names.contains(w) && is_name(w));
        if joined && asked.property.list {
            let right = names.join(", ");
            let found = found(format!("The names of a list stand with `,` between, not with `{}`", words[1]));
            return Some(found.help(format!("Write `{right}`")).fix(change(right)));
        }
        let titled = words.iter().any(|w| w.starts_with(char::is_uppercase));
        let one = (!asked.property.list || titled) && words.len() > 1 && words.iter().all(is_name);
        one.then(|| {
            let joined = words.join("-").to_lowercase();
            let help =
                format!("Write the name that stands after its kind, such as `{joined}`, without its title");
            let takes = if asked.property.list { "names" } else { "one name" };
            found(format!("`{name}` takes {takes}, and a name is one word")).help(help)
        })
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
        all.into_iter().map(|span| self.with_last_mark(span)).collect()
    }

    /// With the point or the like right behind it, which ends the sentence.
    fn with_last_mark(&self, span: Span) -> Span {
        let rest = &self.text[span.end as usize..];
        let marks = rest.bytes().take_while(|b| b".!?)".contains(b)).count() as u32;
        Span::new(span.start, span.end + marks)
    }
}

/// Whether several words can be nothing but a text where this is asked for.
pub(super) fn takes_text(ty: Ty) -> bool {
    use Ty::{Deadline, DurationOrText, QuantityOrText, RefOrStr, Start, Str, Text};
    matches!(ty, Text | Str | RefOrStr(_) | Deadline | Start | QuantityOrText | DurationOrText)
}

/// Whether it is said in numbers or dates, and never in words.
fn is_measure(ty: Ty) -> bool {
    use Ty::{
        DateRange, Delay, Estimate, Percent, Quantity, QuantityOrRange, QuantityOrReading, Rating, Reading,
    };
    matches!(ty, DateRange | Delay | Estimate | Percent | Rating | Reading)
        || matches!(ty, Quantity | QuantityOrRange | QuantityOrReading)
}

/// Whether it reads as words, and would do so in quotes.
fn is_prose(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && !text.contains(['"', '\\', '\n', '{', '}'])
}

/// The word of the list that several words are when they are joined.
fn near_joined<'w>(joined: &str, words: &'w [String]) -> Option<&'w str> {
    suggest::evident(joined, words.iter().map(String::as_str)).filter(|w| w.contains('-'))
}
