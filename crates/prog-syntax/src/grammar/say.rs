//! What the grammar says, in the words of someone who writes plans. One function per finding; where each stands follows
//! one rule: right after the token before it where something is missing, else on the token that does not belong.

use super::state::State;
use crate::lexer::Kind;
use crate::{Span, SyntaxError, TextEdit};

/// A token as quoted in a message: one line of it, and not all of a long one.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(32) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

pub(super) fn error(span: Span, message: String, help: &str) -> SyntaxError {
    SyntaxError {
        rule: "syntax",
        span,
        message,
        help: Some(help.to_owned()),
        related: None,
        fix: None,
        guess: false,
    }
}

impl SyntaxError {
    /// With the right spelling of what it stands on as help and fix.
    pub(super) fn rewritten(mut self, right: &str) -> Self {
        let help = format!("Write `{right}`");
        let edits = replace(self.span, right);
        self.help = Some(help.clone());
        self.with_fix(&help, edits)
    }
}

fn insert(at: u32, text: &str) -> Vec<TextEdit> {
    replace(Span::at(at), text)
}

fn replace(span: Span, text: &str) -> Vec<TextEdit> {
    vec![TextEdit { span, text: text.to_owned() }]
}

const HEAD_HELP: &str =
    "A declaration starts with its kind, name and title: `risk late-vendor \"The vendor is late\" { … }`";

impl State<'_> {
    /// The words of the head from the token `from` up to `to`, as quoted in a message.
    fn head_words(&self, from: usize, to: usize) -> String {
        short(Span::new(self.span(from).start, self.end_before(to)).text(self.text))
    }

    // --- values

    pub(super) fn no_value(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        error(
            self.gap(at),
            format!("`{name}` has no value"),
            "Write it after the `:`, or `?` while it is open",
        )
    }

    pub(super) fn value_on_next_line(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        let between = Span::new(self.end_before(at), self.span(at).start);
        let found = error(
            self.gap(at),
            format!("The value of `{name}` starts on the line below"),
            "Start it on the same line as its `:`",
        );
        let blank = between.text(self.text).trim().is_empty();
        if blank { found.with_fix("Join the lines", replace(between, " ")) } else { found }
    }

    pub(super) fn bullet_list(&self, key: usize, at: usize) -> SyntaxError {
        let name = self.key_span(key).text(self.text);
        let help = format!("Write them after each other: `{name}: one, two`");
        error(self.gap(at), format!("The values of `{name}` are written as a list of bullets"), &help)
    }

    pub(super) fn brackets(&self, open: usize, close: Option<usize>) -> SyntaxError {
        let found =
            error(self.span(open), "A list has no brackets".to_owned(), "Separate the values with `,`");
        match close {
            Some(close) => {
                let mut edits = replace(self.span(open), "");
                edits.extend(replace(self.span(close), ""));
                found.with_fix("Remove the brackets", edits)
            }
            None => found,
        }
    }

    pub(super) fn plus_sign(&self, at: usize) -> SyntaxError {
        let digits = self.word(at + 1).bytes().filter(u8::is_ascii_digit).count();
        if digits > 6 || self.kind(at + 2) == Kind::NUM {
            return self.phone_number(at);
        }
        let help = "Remove the `+`";
        error(self.span(at), "Numbers are written without `+`".to_owned(), help)
            .with_fix(help, replace(self.span(at), ""))
    }

    fn phone_number(&self, plus: usize) -> SyntaxError {
        let end = (plus + 1..).find(|i| self.kind(*i) != Kind::NUM).unwrap_or(plus + 1);
        let span = self.span(plus).cover(self.span(end - 1));
        let right = format!("\"{}\"", span.text(self.text));
        error(span, "A phone number stands in quotes".to_owned(), "").rewritten(&right)
    }

    pub(super) fn missing_comma(&self, at: usize, sure: bool) -> SyntaxError {
        let (before, after) = (short(self.word(at - 1)), short(self.word(at)));
        let help = if sure {
            "Separate values with `,`"
        } else {
            "Separate values with `,`; text stands in quotes, and the words of one name are joined by `-`"
        };
        let found = error(self.gap(at), format!("Expected `,` between `{before}` and `{after}`"), help);
        // A list of values of different sorts is rarely what is meant.
        let sort = |i: usize| match self.kind(i).base() {
            Kind::NUM | Kind::DATE => self.kind(i).base(),
            _ => Kind::STR,
        };
        let alike = sort(at - 1) == sort(at);
        if sure && alike { found.with_fix("Insert `,`", insert(self.end_before(at), ",")) } else { found }
    }

    /// Two values side by side that are one, or that something else than a comma stands between.
    pub(super) fn joined_by_mistake(&self, at: usize) -> Option<SyntaxError> {
        let (before, after) = (self.word(at - 1), self.word(at));
        let whole = self.span(at - 1).cover(self.span(at));
        match (self.kind(at - 1).base(), self.kind(at).base()) {
            (Kind::NUM, Kind::DATE) => {
                let message = format!("Expected `on` between `{before}` and `{after}`");
                let found = error(self.gap(at), message, "Write the day of a reading after `on`");
                Some(found.with_fix("Insert `on`", insert(self.end_before(at), " on")))
            }
            (Kind::NUM, Kind::NUM) => {
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                let group = digits == 3 && before.ends_with(|c: char| c.is_ascii_digit());
                let joined = format!("{before}{after}");
                let right = crate::literal::parse_number(&joined).map(|q| crate::wording::spell(&q, &joined));
                let right = right.unwrap_or(joined);
                let found = error(whole, "Numbers have no separator between thousands".into(), "");
                group.then(|| found.rewritten(&right))
            }
            (Kind::IDENT, Kind::NUM) => self.amount(before, after, whole),
            (Kind::NUM, Kind::IDENT)
                if matches!(after, "at" | "as-of" | "from") && self.kind(at + 1) == Kind::DATE =>
            {
                let message = format!("A reading is written with `on`, not with `{after}`");
                Some(error(self.span(at), message, "").rewritten("on"))
            }
            (Kind::NUM, Kind::IDENT) => self.amount(after, before, whole),
            (Kind::DATE, Kind::NUM) if self.kind(at + 1) == Kind::COLON => {
                let help = "Leave out the time of day: dates are days here";
                Some(error(self.span(at), self.does_not_belong(at), help))
            }
            _ => None,
        }
    }

    /// `USD 500K`, `500K USD`, `US$500K` and `CHF 500`: a currency in letters beside its number.
    fn amount(&self, letters: &str, number: &str, whole: Span) -> Option<SyntaxError> {
        let plain = number.ends_with(|c: char| c.is_ascii_digit() || "KMB".contains(c));
        if letters == "US" && number.starts_with('$') {
            return Some(error(whole, MARK_FIRST.into(), "").rewritten(number));
        }
        if !plain || number.starts_with(is_mark) {
            return None;
        }
        if let Some(mark) = mark_of(letters) {
            return Some(error(whole, MARK_FIRST.into(), "").rewritten(&format!("{mark}{number}")));
        }
        let code = letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_uppercase());
        // Behind a number `K` would be read as a part of the unit.
        let value = crate::literal::parse_number(number).filter(|_| code)?.value;
        let message = "A number and its unit are written without a space";
        Some(error(whole, message.into(), "").rewritten(&format!("{value}{letters}")))
    }

    /// An e-mail or web address without its quotes; `at` is the sign in it that no value has.
    pub(super) fn unquoted_address(&self, at: usize) -> Option<SyntaxError> {
        let sign = self.span(at);
        let word = self.span(at.checked_sub(1)?);
        let rest = &self.text[sign.end as usize..];
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | '{' | '"');
        let end = rest.find(ends).unwrap_or(rest.len());
        let address = !matches!(self.kind(at - 1).base(), Kind::NUM | Kind::DATE);
        let fits = address && matches!(self.word(at), "@" | "/") && word.end == sign.start && end > 0;
        let span = Span::new(word.start, sign.end + end as u32);
        let found = error(span, "Text stands in quotes".to_owned(), "Put `\"` before and after it");
        let quoted = format!("\"{}\"", span.text(self.text));
        fits.then(|| found.with_fix("Put it in quotes", replace(span, &quoted)))
    }

    /// A property in the middle of a value, without its comma and colon.
    pub(super) fn property_in_value(&self, at: usize) -> SyntaxError {
        let (before, word) = (short(self.word(at - 1)), self.word(at));
        let message = format!("`{word}` is a property of its own");
        let edits = vec![
            TextEdit { span: self.gap(at), text: ",".to_owned() },
            TextEdit { span: self.gap(at + 1), text: ":".to_owned() },
        ];
        let help = format!("Write `,` after `{before}`, and `:` after `{word}`");
        error(self.span(at), message, &help).with_fix("Make it a property", edits)
    }

    /// A further system of a chain, without the arrow before it; a whole chain rather lacks its comma.
    pub(super) fn missing_arrow(&self, at: usize) -> Option<SyntaxError> {
        let name = |i: usize| matches!(self.kind(i).base(), Kind::IDENT | Kind::DOTTED);
        if self.starts_chain(at) {
            return self.no_arrow(at - 1, at);
        }
        let labelled = usize::from(self.kind(at - 1) == Kind::STR);
        let hop = at.checked_sub(2 + labelled).filter(|arrow| self.kind(*arrow).base() == Kind::ARROW)? + 1;
        let next = self.kind(at + 1 + usize::from(self.kind(at + 1) == Kind::STR));
        let ends = next.is_first() || matches!(next, Kind::RBRACE | Kind::COMMA | Kind::KEY);
        if !name(hop) || !name(at) || self.kind(at).is_first() || !ends {
            return None;
        }
        self.no_arrow(hop, at)
    }

    /// `steps: web api -> db`: the name at `at` starts a chain, and so does the value right before it.
    pub(super) fn starts_chain(&self, at: usize) -> bool {
        let name = |i: usize| matches!(self.kind(i), Kind::IDENT | Kind::DOTTED);
        let first = at >= 2 && matches!(self.kind(at - 2).base(), Kind::KEY | Kind::COMMA);
        let label = usize::from(self.kind(at + 1) == Kind::STR);
        first && name(at - 1) && name(at) && self.kind(at + 1 + label).base() == Kind::ARROW
    }

    fn no_arrow(&self, hop: usize, at: usize) -> Option<SyntaxError> {
        let message = format!("Expected `->` between `{}` and `{}`", self.word(hop), self.word(at));
        let found = error(self.gap(at), message, "Join the systems with `->` in the order of the flow");
        Some(found.with_fix("Insert `->`", insert(self.end_before(at), " ->")))
    }

    pub(super) fn comma_before(&self, at: usize) -> SyntaxError {
        let what = short(self.word(at));
        let found = error(
            self.gap(at),
            format!("Expected `,` before `{what}`"),
            "Separate properties on one line with `,`",
        )
        .with_fix("Insert `,`", insert(self.end_before(at), ","));
        // The word may be the unit of the number.
        if self.kind(at - 1).base() == Kind::NUM { found.guessed() } else { found }
    }

    pub(super) fn extra_comma(&self, at: usize) -> SyntaxError {
        let help = "Remove it, or write what is missing before it";
        error(self.span(at), "There is nothing before this `,`".to_owned(), help)
            .with_fix("Remove the `,`", replace(self.span(at), ""))
    }

    pub(super) fn unquoted_text(&self, from: usize, to: usize) -> SyntaxError {
        let span = Span::new(self.span(from).start, self.end_before(to));
        let found = error(span, "Text stands in quotes".to_owned(), "Put `\"` before and after it");
        let text = span.text(self.text);
        if text.contains(['"', '\\']) {
            return found;
        }
        let found = found.with_fix("Put it in quotes", replace(span, &format!("\"{text}\"")));
        // A few words without a capital may be names that lack their commas.
        let names = text.split_whitespace().count() <= 4 && !text.contains(|c: char| c.is_uppercase());
        if names { found.guessed() } else { found }
    }

    /// `12 ms`: the number at `number` and its unit, `width` tokens together.
    pub(super) fn spaced_unit(&self, number: usize, width: usize) -> SyntaxError {
        let span = self.span(number).cover(self.span(number + width - 1));
        let token = span.text(self.text);
        if self.word(number).starts_with(is_mark) {
            return self.two_currencies(number);
        }
        let amount = mark_of(self.word(number + 1)).map(|mark| format!("{mark}{}", self.word(number)));
        let message = match amount {
            Some(_) => MARK_FIRST.to_owned(),
            None => "A number and its unit are written without a space".to_owned(),
        };
        let written = amount.as_deref().unwrap_or(token);
        let right = crate::literal::parse_number(written).map(|q| crate::wording::spell(&q, written));
        let right = right.unwrap_or_else(|| written.to_owned());
        let help = format!("Write `{right}`");
        error(span, message, &help).with_fix(&format!("Write `{right}`"), replace(span, &right))
    }

    /// `$500 USD`: fixed where both say the same.
    fn two_currencies(&self, number: usize) -> SyntaxError {
        let (amount, code) = (self.word(number), self.word(number + 1));
        let span = self.span(number).cover(self.span(number + 1));
        let found = error(
            span,
            "An amount has one currency".to_owned(),
            "Write it once, as a mark before the number",
        );
        let right = crate::literal::parse_number(amount).map(|q| crate::wording::spell(&q, amount));
        let same = mark_of(code).is_some_and(|mark| amount.starts_with(mark));
        right.filter(|_| same).map_or(found.clone(), |right| found.rewritten(&right))
    }

    pub(super) fn long_unit(&self, from: usize, to: usize) -> SyntaxError {
        let span = Span::new(self.span(from).start, self.end_before(to));
        let help = "Write the number alone, and these words as the `unit` of its metric";
        error(span, "A unit of several words does not stand with its number".to_owned(), help)
    }

    /// The name before `at` ends with `.` or `-`.
    pub(super) fn half_name(&self, at: usize) -> SyntaxError {
        let sign = short(self.word(at - 1));
        let help = format!("Write the rest of the name, or remove the `{sign}`");
        error(self.gap(at), format!("Expected a name after `{sign}`"), &help)
    }

    pub(super) fn date_in_words(&self, span: Span, iso: &str) -> SyntaxError {
        let help = format!("Write `{iso}`");
        let message = format!("`{}` is not how a date is written here", short(span.text(self.text)));
        let found = SyntaxError { rule: "invalid-date", ..error(span, message, &help) };
        found.with_fix(&help, replace(span, iso))
    }

    pub(super) fn mention(&self, at: usize) -> SyntaxError {
        let help = "Remove the `@`";
        error(self.span(at), "Names are written without `@`".to_owned(), help)
            .with_fix(help, replace(self.span(at), ""))
    }

    pub(super) fn no_end_of_range(&self, at: usize) -> SyntaxError {
        error(
            self.gap(at),
            "Expected the end of the range after `..`".to_owned(),
            "Write a date or number, or `?`",
        )
    }

    pub(super) fn range_in_words(&self, at: usize) -> SyntaxError {
        let word = short(self.word(at));
        let message = format!("A range is written with `..`, not with `{word}`");
        error(self.span(at), message, "").rewritten("..")
    }

    pub(super) fn no_start_of_range(&self, at: usize) -> SyntaxError {
        error(
            self.gap(at),
            "Expected the start of the range before `..`".to_owned(),
            "Write a date or number, or `?`",
        )
    }

    pub(super) fn no_hop(&self, at: usize, after: bool) -> SyntaxError {
        let side = if after { "after" } else { "before" };
        error(
            self.gap(at),
            format!("Expected the name of a system {side} `->`"),
            "Write where the data goes: `web -> api`",
        )
    }

    pub(super) fn text_hop(&self, at: usize) -> SyntaxError {
        let what = match self.kind(at).base() {
            Kind::NUM | Kind::BAD_VALUE => "a number",
            Kind::DATE => "a date",
            _ => "a text",
        };
        let message = format!("A step is the name of a system, not {what}");
        error(self.span(at), message, "Write the system's name; a text after it says what is passed on")
    }

    pub(super) fn nothing_to_compare(&self, at: usize) -> SyntaxError {
        let sign = short(self.word(at - 1));
        error(
            self.gap(at),
            format!("Expected a number after `{sign}`"),
            "Write it after the sign, such as `>= 99.9%`",
        )
    }

    pub(super) fn no_reading_date(&self, at: usize) -> SyntaxError {
        error(self.gap(at), "Expected a date after `on`".to_owned(), "Write the day of the reading, or `?`")
    }

    pub(super) fn no_lag(&self, at: usize) -> SyntaxError {
        let sign = short(self.word(at - 1));
        error(self.gap(at), format!("Expected a duration after `{sign}`"), "Write it like `3d` or `2w`")
    }

    pub(super) fn stray_in_value(&self, at: usize) -> SyntaxError {
        if self.kind(at).base() == Kind::LBRACE {
            let message = "A property has no block".to_owned();
            return error(self.span(at), message, "Remove the `:` if this is a declaration, or the `{ … }`");
        }
        error(self.span(at), self.does_not_belong(at), "Remove it, or put it in quotes if it is text")
    }

    fn does_not_belong(&self, at: usize) -> String {
        match self.word(at).chars().next() {
            Some(c) if c.is_control() || c == char::REPLACEMENT_CHARACTER => {
                format!("The character U+{:04X} does not belong here", c as u32)
            }
            _ => format!("`{}` does not belong here", short(self.word(at))),
        }
    }

    // --- properties

    pub(super) fn missing_colon(&self, word: usize) -> SyntaxError {
        let name = self.word(word);
        let span = self.gap(word + 1);
        if self.kind(word + 1) == Kind::EQ {
            let sign = self.span(word + 1);
            return error(
                sign,
                format!("Expected `:` after `{name}`, not `=`"),
                "Write `:` between name and value",
            )
            .with_fix("Write `:`", replace(Span::new(span.start, sign.end), ":"));
        }
        let alone = self.kind(word + 1).is_first() || self.kind(word + 1) == Kind::RBRACE;
        if alone {
            let help = format!("Write `{name}: ` and the value, or `{name}: ?` while it is open");
            return error(span, format!("Expected `:` and a value after `{name}`"), &help);
        }
        error(span, format!("Expected `:` after `{name}`"), "Write `:` between name and value")
            .with_fix("Insert `:`", insert(span.start, ":"))
    }

    pub(super) fn split_key(&self, word: usize, joined: &str) -> SyntaxError {
        let span = self.span(word).cover(self.key_span(word + 1));
        error(span, format!("The property is written `{joined}`"), "Join its words with `-`")
            .with_fix(&format!("Write `{joined}`"), replace(span, joined))
    }

    pub(super) fn quoted_key(&self, at: usize) -> SyntaxError {
        let name = crate::text::unescape(self.word(at)).into_owned();
        error(self.span(at), "The name of a property has no quotes".to_owned(), "Remove the quotes")
            .with_fix("Remove the quotes", replace(self.span(at), &name))
    }

    // --- heads

    pub(super) fn bare_kind(&self, kind: usize, at: usize) -> SyntaxError {
        let word = self.word(kind);
        error(self.gap(at), format!("Expected a name or a title after `{word}`"), HEAD_HELP)
    }

    pub(super) fn bare_head(&self, kind: usize, at: usize) -> SyntaxError {
        let words = self.head_words(kind, at);
        let help = "Add a title in quotes, a block in braces, or both";
        error(self.gap(at), format!("Expected a title or `{{` after `{words}`"), help)
    }

    pub(super) fn title_below(&self, at: usize) -> SyntaxError {
        let between = Span::new(self.end_before(at), self.span(at).start);
        let help = "Write kind, name and title on one line";
        let found = error(self.gap(at), "The title stands on the line below".to_owned(), help);
        let blank = between.text(self.text).trim().is_empty();
        if blank { found.with_fix("Join the lines", replace(between, " ")) } else { found }
    }

    pub(super) fn missing_open_brace(&self, kind: usize, at: usize, sure: bool) -> SyntaxError {
        let words = self.head_words(kind, at);
        let help = "Put the properties of a declaration between `{` and `}`";
        let found = error(self.gap(at), format!("Expected `{{` after `{words}`"), help);
        if sure { found.with_fix("Insert `{`", insert(self.end_before(at), " {")) } else { found }
    }

    pub(super) fn in_head(&self, kind: usize, at: usize, named: bool, titled: bool) -> SyntaxError {
        let span = self.span(at);
        let word = short(self.word(at));
        if let Some(end) = self.quotes_within(at) {
            return self.unescaped_quotes(at, end);
        }
        match self.kind(at).base() {
            Kind::BAD_NAME | Kind::NUM | Kind::DATE if !named && !titled => {
                crate::wording::name_with_digit(span, self.word(at))
            }
            Kind::DOTTED if !named && !titled => {
                error(span, format!("A name has no dots: `{word}`"), "Use `-` within a name")
            }
            Kind::IDENT | Kind::ON if titled && !named => self.name_after_title(at),
            Kind::IDENT | Kind::ON if titled => error(
                self.gap(at),
                format!("Expected a new line before `{word}`"),
                "Start each declaration on its own line",
            ),
            Kind::IDENT | Kind::ON | Kind::NUM | Kind::DOTTED | Kind::BAD_NAME if named && !titled => {
                if !self.has_title_after(at) {
                    let help = "Put the title in quotes, or join the words of the name with `-`";
                    return error(span, "A title stands in quotes".to_owned(), help);
                }
                let joined = format!("{}-{}", self.word(at - 1), self.word(at));
                let help = format!("Join its words with `-`, such as `{joined}`, or put the title in quotes");
                error(span, "A name is one word".to_owned(), &help)
            }
            Kind::STR | Kind::OPEN_STR if titled => {
                error(span, "A declaration has one title".to_owned(), "Write more text into `description`")
            }
            Kind::TEXT | Kind::OPEN_TEXT => {
                error(span, "A title is one line of text".to_owned(), "Write it between single `\"`")
            }
            Kind::KEY => self.key_in_head(kind, at),
            _ => error(span, self.does_not_belong(at), HEAD_HELP),
        }
    }

    fn name_after_title(&self, at: usize) -> SyntaxError {
        let (title, name) = (self.span(at - 1), self.span(at));
        let swapped = format!("{} {}", self.word(at), self.word(at - 1));
        error(
            name,
            "The name stands before the title".to_owned(),
            &format!("Write `{}` first", self.word(at)),
        )
        .with_fix("Swap name and title", replace(title.cover(name), &swapped))
    }

    /// `risk late-vendor: "…" {` or `risk late-vendor owner: …`.
    fn key_in_head(&self, kind: usize, at: usize) -> SyntaxError {
        let after = self.kind(at + 1);
        if matches!(after, Kind::STR | Kind::LBRACE | Kind::OPEN_STR) || after.is_first() {
            return self.colon_in_head(at);
        }
        let words = self.head_words(kind, at);
        error(
            self.gap(at),
            format!("Expected `{{` after `{words}`"),
            "Put its properties between `{` and `}`",
        )
    }

    pub(super) fn colon_in_head(&self, key: usize) -> SyntaxError {
        let colon = Span::new(self.span(key).end - 1, self.span(key).end);
        error(colon, "A declaration has no `:` in its head".to_owned(), "Remove the `:`")
            .with_fix("Remove the `:`", replace(colon, ""))
    }

    // --- blocks and files

    pub(super) fn unclosed_block(&self, kind: usize, brace: usize, end: usize, indent: u32) -> SyntaxError {
        let head = self.head_words(kind, brace);
        let last = self.end_before(end);
        let one_line =
            self.text.get(self.span(brace).start as usize..last as usize).is_some_and(|t| !t.contains('\n'));
        let edit = if one_line && end > brace + 1 {
            insert(last, " }")
        } else {
            let rest = self.text.get(last as usize..).unwrap_or("");
            let line_end =
                last + rest.find('\n').map_or(rest.trim_end().len(), |p| rest[..p].trim_end().len()) as u32;
            insert(line_end, &format!("\n{}}}", " ".repeat(indent as usize)))
        };
        let mut found = error(
            self.span(brace),
            format!("The block of `{head}` is never closed"),
            "Add `}` where it ends",
        );
        if !self.kind(end).base().eq(&Kind::EOF) {
            found.related = Some((self.span(end), "expected `}` before this".to_owned()));
        }
        found.with_fix("Add `}`", edit)
    }

    pub(super) fn stray_close(&self, at: usize) -> SyntaxError {
        error(self.span(at), "This `}` closes nothing".to_owned(), "Remove it, or add the `{` that it closes")
    }

    pub(super) fn too_deep(&self, at: usize) -> SyntaxError {
        let message = format!("Blocks are nested more than {} deep", super::state::MAX_DEPTH);
        error(self.span(at), message, "Move the inner declarations out, or close a `{` before this")
    }

    pub(super) fn stray_property(&self, at: usize) -> SyntaxError {
        let span = self.key_span(at);
        let name = span.text(self.text);
        error(
            span,
            format!("`{name}` stands outside of a declaration"),
            "Move it into the block of what it describes",
        )
    }

    pub(super) fn late_part_of(&self, at: usize) -> SyntaxError {
        let span = self.span(at).cover(self.span(at + 1));
        error(span, "`part of` stands at the top of a file".to_owned(), "Move it to the first line")
    }

    pub(super) fn no_of(&self) -> SyntaxError {
        let message = "Expected `of` after `part`".to_owned();
        let found = error(self.gap(1), message, "Write `part of` and the name of the program");
        found.with_fix("Insert `of`", insert(self.end_before(1), " of"))
    }

    pub(super) fn no_program(&self, at: usize) -> SyntaxError {
        error(
            self.gap(at),
            "Expected the name of a program after `part of`".to_owned(),
            "Name the program this file belongs to",
        )
    }

    pub(super) fn stray_word(&self, at: usize) -> SyntaxError {
        error(self.span(at), self.does_not_belong(at), "Start a new line, or remove it")
    }

    /// The token at `at` with those that follow it without a space.
    fn glued(&self, at: usize) -> Span {
        let mut end = at + 1;
        while end < at + 16
            && self.kind(end).base() == Kind::BAD
            && self.span(end).start == self.span(end - 1).end
        {
            end += 1;
        }
        self.span(at).cover(self.span(end - 1))
    }

    /// Text that is neither declaration nor property.
    pub(super) fn garbage(&self, at: usize, in_block: bool) -> SyntaxError {
        const IN_BLOCK: &str = "Write properties as `name: value`; plain text stands in quotes or after `//`";
        let span = self.glued(at);
        let word = short(span.text(self.text));
        match self.kind(at).base() {
            Kind::LBRACE if self.surplus < 0 => error(
                span,
                "This `{` opens nothing".to_owned(),
                "Remove it, or write a kind and a name before it",
            )
            .with_fix("Remove the `{`", replace(span, "")),
            Kind::LBRACE => error(span, "This block has no head".to_owned(), HEAD_HELP),
            Kind::STR | Kind::TEXT | Kind::OPEN_STR | Kind::OPEN_TEXT => {
                let help =
                    if in_block { "Write the name of its property and `:` before it" } else { HEAD_HELP };
                error(span, "This text belongs to no property".to_owned(), help)
            }
            Kind::BAD if self.word(at).chars().all(char::is_control) => {
                error(span, self.does_not_belong(at), "Remove it")
            }
            _ if in_block => {
                error(span, format!("`{word}` is neither a property nor a declaration"), IN_BLOCK)
            }
            _ => {
                let help = format!("{HEAD_HELP}; plain text stands after `//`");
                error(span, format!("`{word}` does not start a declaration"), &help)
            }
        }
    }

    pub(super) fn too_many(&self, at: u32) -> SyntaxError {
        let message = "There are more errors in this file than can be shown".to_owned();
        error(Span::at(at), message, "Correct the first ones and check again")
    }
}

const MARK_FIRST: &str = "An amount starts with the mark of its currency";

fn is_mark(c: char) -> bool {
    "$€£¥₹".contains(c)
}

/// The mark of a currency that is written in letters.
fn mark_of(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        _ => return None,
    })
}
