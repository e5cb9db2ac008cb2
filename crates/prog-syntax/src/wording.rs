//! Malformed tokens in words, each with the fix where it is evident.

use crate::lexer::{Issue, What};
use crate::literal::ranges;
use crate::{Span, SyntaxError, TextEdit, literal};

/// The finding for what the lexer noticed.
pub(crate) fn describe(issue: Issue, text: &str) -> SyntaxError {
    let span = issue.span;
    let token = span.text(text);
    let error = |message: &str, help: &str| SyntaxError {
        rule: "syntax",
        span,
        message: message.to_owned(),
        help: Some(help.to_owned()),
        related: None,
        fix: None,
        guess: false,
    };
    match issue.what {
        What::UnclosedString => unclosed_string(span, token, text),
        What::UnclosedText => {
            error("This text block is never closed", "Put `\"\"\"` on a line of its own where the text ends")
        }
        What::HalfTextMark => error("A text block starts with three quotes", "Write `\"\"\"`")
            .replace("Write `\"\"\"`", "\"\"\""),
        What::UnclosedComment => {
            error("This comment is never closed", "Put `*/` where it ends, or start each line with `//`")
        }
        What::HashComment => {
            let marks = token.bytes().take_while(|b| *b == b'#').count() as u32;
            let edit = TextEdit { span: Span::new(span.start, span.start + marks), text: "//".to_owned() };
            error("Comments start with `//`, not `#`", "Write `//` instead")
                .with_fix("Turn into a `//` comment", vec![edit])
        }
        What::Escape => error(
            &format!("`{token}` means nothing in a string"),
            "Write `\\\\` for a backslash; the others are `\\\"`, `\\n`, `\\t` and `\\u{…}`",
        )
        .with_fix(
            "Write the backslash twice",
            vec![TextEdit { span: Span::at(span.start), text: "\\".to_owned() }],
        ),
        What::CurlyQuotes => error("Strings stand in straight quotes", "Replace the curly quotes by `\"`")
            .with_fix("Use straight quotes", requote(span, token)),
        What::SingleQuotes => error("Strings stand in double quotes", "Replace the single quotes by `\"`")
            .with_fix("Use double quotes", requote(span, token)),
        What::NameWithDigit => name_with_digit(span, token),
        What::Thousands | What::Scale | What::Spaced | What::MarkAfter => number(issue, token, text),
        What::RangeDash => range_dash(span, token, text),
        What::NotNumber if is_grouped(token, '.') => {
            let right = token.replace('.', "");
            error("Numbers have no separator between thousands", &format!("Write `{right}`"))
                .replace(&format!("Write `{right}`"), &right)
        }
        What::NotNumber => error(&format!("`{token}` is not a number"), "Put it in quotes if it is text"),
        What::Date => date(span, token),
        What::DoubleEq => error("A comparison has one `=`", "Write `=`").replace("Write `=`", "="),
        What::Arrow => error("An arrow is written `->`", "Write `->`").replace("Write `->`", "->"),
        What::Address if token.ends_with('"') => {
            let edit = TextEdit { span: Span::at(span.start), text: "\"".to_owned() };
            error("Text stands in quotes", "Put `\"` before it too")
                .with_fix("Add the first quote", vec![edit])
        }
        What::Address => error("Text stands in quotes", "Put `\"` before and after it")
            .replace("Put it in quotes", &format!("\"{token}\"")),
        What::AtLeast => error("At least is written `>=`", "Write `>=`").replace("Write `>=`", ">="),
        What::AtMost => error("At most is written `<=`", "Write `<=`").replace("Write `<=`", "<="),
        What::Dots => error("A range has two dots", "Write `..`").replace("Write `..`", ".."),
    }
}

/// `1.200.000`
fn is_grouped(token: &str, separator: char) -> bool {
    let mut groups = token.split(separator);
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first));
    first && groups.clone().count() > 1 && groups.all(|group| group.len() == 3 && digits(group))
}

impl SyntaxError {
    pub(crate) fn with_fix(mut self, title: &str, edits: Vec<TextEdit>) -> Self {
        self.fix = Some((title.to_owned(), edits));
        self
    }

    /// Marks the fix as one that may not be what was meant.
    pub(crate) fn guessed(mut self) -> Self {
        self.guess = true;
        self
    }

    fn replace(self, title: &str, text: &str) -> Self {
        let edit = TextEdit { span: self.span, text: text.to_owned() };
        self.with_fix(title, vec![edit])
    }
}

fn syntax(span: Span, message: String, help: String) -> SyntaxError {
    SyntaxError { rule: "syntax", span, message, help: Some(help), related: None, fix: None, guess: false }
}

fn unclosed_string(span: Span, token: &str, text: &str) -> SyntaxError {
    let quote = Span::new(span.start, span.start + 1);
    // Where no space stands before it, it is rather the end of a string, of which a quote before is too many or missing.
    let before = Span::new(0, span.start).text(text);
    if before.ends_with(|c: char| !c.is_whitespace() && !":,".contains(c)) {
        let help =
            "Take out the quote that is too many, or add the one that is missing; inside a text write `\\\"`";
        let found = syntax(quote, "This quote has no partner on its line".to_owned(), help.to_owned());
        return match unquoted_start(before).filter(|_| token.len() == 1) {
            Some(at) => {
                let edit = TextEdit { span: Span::at(at), text: "\"".to_owned() };
                found.with_fix("Add the first quote", vec![edit])
            }
            None => found,
        };
    }
    let help = "Add `\"` where it ends; text of several lines stands between `\"\"\"`";
    // A comma at the end rather ends the value than the text.
    let kept = token.strip_suffix(',').filter(|t| t.len() > 1).unwrap_or(token);
    let at = Span::at(span.start + kept.len() as u32);
    syntax(quote, "This string is never closed".to_owned(), help.to_owned())
        .with_fix("Close the string", vec![TextEdit { span: at, text: "\"".to_owned() }])
}

/// Where the text starts whose last quote follows `before`: after the key of its line, if nothing stands between that could
/// be something else.
fn unquoted_start(before: &str) -> Option<u32> {
    let line = before.rsplit('\n').next()?;
    let (key, text) = line.rsplit_once(": ")?;
    let at = before.len() - text.trim_start().len();
    let plain = !text.trim().is_empty() && !text.contains(['"', ',', '{', '}', '\'', '\\']);
    (plain && key.ends_with(|c: char| c.is_alphanumeric())).then_some(at as u32)
}

fn requote(span: Span, token: &str) -> Vec<TextEdit> {
    vec![TextEdit { span, text: crate::text::quote(&crate::text::unescape(token)) }]
}

pub(crate) fn name_with_digit(span: Span, token: &str) -> SyntaxError {
    let message = format!("A name cannot start with a digit: `{token}`");
    syntax(span, message, "Start the name with a letter or `_`".to_owned())
}

fn number(issue: Issue, token: &str, text: &str) -> SyntaxError {
    let right = literal::parse_number(token).map(|q| spell(&q, token)).unwrap_or_default();
    let message = match issue.what {
        What::Thousands => "Numbers have no separator between thousands",
        What::Scale => "Thousands, millions and billions are written `K`, `M` and `B`",
        What::MarkAfter => "The currency mark stands before its number",
        _ => "A number and its unit are written without a space",
    };
    let error = syntax(issue.span, message.to_owned(), format!("Write `{right}`"));
    // A part of `2,5€` or of `€1.200,50`: mended alone it would be another number.
    if is_torn(issue.span, text) {
        return SyntaxError { help: Some(DECIMALS.to_owned()), ..error };
    }
    if let Some(other) = as_thousands(token) {
        let help = format!("Write `{right}` or `{other}`, whichever is meant");
        return SyntaxError { help: Some(help), ..error };
    }
    error.replace(&format!("Write `{right}`"), &right)
}

pub(crate) const DECIMALS: &str = "Write the decimals after a point";

/// Whether a comma with a digit on its other side stands right before or after a number.
pub(crate) fn is_torn(number: Span, text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let before = Span::new(0, number.start).text(text).strip_suffix(',');
    let after = text[number.end as usize..].strip_prefix(',');
    before.is_some_and(|t| t.ends_with(digit)) || after.is_some_and(|t| t.starts_with(digit))
}

/// `1.200 €` as it is written where its point stands for thousands, as it often does before a mark behind the number.
pub(crate) fn as_thousands(token: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = token.split_once('.')?;
    let group = (1..=3).contains(&whole.len()) && digits(whole) == whole.len() && digits(rest) == 3;
    let marked = rest.ends_with(|c| "$€£¥₹".contains(c));
    let thousands = (group && marked && whole != "0").then(|| format!("{whole}{rest}"))?;
    literal::parse_number(&thousands).map(|quantity| spell(&quantity, &thousands))
}

/// The number as it should have been written: short where that loses nothing.
pub(crate) fn spell(quantity: &literal::Quantity<'_>, token: &str) -> String {
    let sign = if quantity.value < 0.0 { "-" } else { "" };
    let mark = quantity.currency.map(String::from).unwrap_or_default();
    let value = quantity.value.abs();
    let scaled = [(1e9, "B"), (1e6, "M"), (1e3, "K")].into_iter().find_map(|(factor, letter)| {
        let short = format!("{}", value / factor);
        (quantity.currency.is_some() && value >= factor && short.len() <= 5)
            .then(|| format!("{short}{letter}"))
    });
    let digits =
        scaled.unwrap_or_else(|| if token.contains('_') { grouped(value) } else { format!("{value}") });
    format!("{sign}{mark}{digits}{}", quantity.unit)
}

fn grouped(value: f64) -> String {
    let plain = format!("{value}");
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push('_');
        }
        out.push(c);
    }
    fraction.map_or(out.clone(), |f| format!("{out}.{f}"))
}

fn range_dash(span: Span, token: &str, text: &str) -> SyntaxError {
    if text[..span.start as usize].trim_end_matches([' ', '\t']).ends_with(['+', '-']) {
        let help = "Write how long in one number, such as `2d`".to_owned();
        return syntax(span, "A lag is one length of time".to_owned(), help);
    }
    let dash = token.char_indices().skip(1).find(|(_, c)| *c == '-').map_or(token.len(), |(at, _)| at);
    let range = ranges::spell(&token[..dash], token[dash..].trim_start_matches('-'));
    let help = format!("Write `{}`", range.right);
    let found = syntax(span, "A range is written with two dots".to_owned(), help.clone());
    let found = found.replace(&help, &range.right);
    if range.guess { found.guessed() } else { found }
}

fn date(span: Span, token: &str) -> SyntaxError {
    let error = |message, help| SyntaxError { rule: "invalid-date", ..syntax(span, message, help) };
    match literal::check_date(token) {
        Ok(_) => error(format!("`{token}` does not belong here"), "Remove it".to_owned()),
        Err(problem) => {
            let found = error(problem.message, problem.help);
            match problem.iso {
                Some(iso) => found.replace(&format!("Write `{iso}`"), &iso),
                None => found,
            }
        }
    }
}
