//! Reading `progc.toml`: every key against [`super::SETTINGS`], every mistake at its place.
//!
//! Not here: an organisation's own properties ([`super::own`]).

use super::settings::{LEVELS, PROPERTY_TYPES, SettingType, VALUE_TYPES, WEEKDAYS, find, of_table, weight};
use super::{Config, Override, Profile, RuleLevel};
use crate::dates;
use crate::schema::list_words;
use crate::suggest;
use prog_diagnostics::{Applicability, Diagnostic, Edit, FileId, Fix, Level, Place};
use prog_syntax::{Span, ident};
use toml_edit::{Document, Item, Key, TableLike};

/// Reads `progc.toml`. What is wrong becomes `invalid-config` findings; the rest holds.
pub fn parse(text: &str, file: FileId) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { file, config: Config::default(), findings: Vec::new() };
    match Document::parse(text) {
        Ok(document) => reader.top(document.as_table()),
        Err(error) => {
            let span = error.span().map_or(Span::at(0), |r| span_of(&r));
            let message = format!(
                "This is not valid TOML: {}",
                error.message().lines().next().unwrap_or("it cannot be read")
            );
            reader.say(span, message, "Write `key = value` lines under `[section]` headings");
        }
    }
    (reader.config, reader.findings)
}

pub(super) struct Reader {
    file: FileId,
    pub(super) config: Config,
    findings: Vec<Diagnostic>,
}

fn span_of(range: &std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

pub(super) fn key_span(key: &Key) -> Span {
    key.span().map_or(Span::at(0), |r| span_of(&r))
}

pub(super) fn item_span(item: &Item) -> Span {
    item.span().map_or(Span::at(0), |r| span_of(&r))
}

/// The keys of a table.
pub(super) fn keys(table: &str) -> Vec<&'static str> {
    of_table(table).map(|s| s.key).collect()
}

/// The words that a setting takes, for its help.
fn one_of(known: &[&'static str]) -> String {
    if known != PROPERTY_TYPES {
        return list_words(known);
    }
    // Nobody wants to read all kinds there.
    let values: Vec<&str> = VALUE_TYPES.iter().map(|(word, _)| *word).collect();
    format!(
        "{}; or a kind for the name of such a declaration, as in `person` or `system`",
        list_words(&values)
    )
}

pub(super) fn entries(table: &dyn TableLike) -> Vec<(Key, Item)> {
    table
        .iter()
        .filter_map(|(name, item)| Some((table.get_key_value(name)?.0.clone(), item.clone())))
        .collect()
}

impl Reader {
    pub(super) fn say(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place { file: self.file, span };
        self.findings.push(Diagnostic::new("invalid-config", Level::Error, place, message).help(help.into()));
        let at = self.findings.len() - 1;
        &mut self.findings[at]
    }

    pub(super) fn unknown_key(&mut self, key: &Key, known: Vec<&'static str>, within: &str) {
        let near = suggest::nearest(key.get(), known.iter().copied(), 3);
        let help =
            suggest::did_you_mean(&near).unwrap_or_else(|| format!("Use one of {}", list_words(&known)));
        let place = if within.is_empty() { "at the top".into() } else { format!("in `[{within}]`") };
        let right = suggest::evident(key.get(), known.iter().copied());
        let right = right.filter(|right| suggest::is_likely(key.get(), right));
        let span = key_span(key);
        let at = Place { file: self.file, span };
        let finding = self.say(span, format!("There is no setting `{}` {place}", key.get()), help);
        if let Some(right) = right {
            let edits = vec![Edit { place: at, text: right.into() }];
            let applicability = match suggest::is_slip(key.get(), right) {
                true => Applicability::Safe,
                false => Applicability::Suggested,
            };
            finding.fixes.push(Fix { title: format!("Change to `{right}`"), applicability, edits });
        }
    }

    fn top(&mut self, table: &dyn TableLike) {
        for (key, item) in entries(table) {
            match key.get() {
                "profile" => {
                    if let Some(word) = self.word("", &key, &item) {
                        self.config.profile = match word.as_str() {
                            "starter" => Profile::Starter,
                            "strict" => Profile::Strict,
                            _ => Profile::Standard,
                        };
                    }
                }
                "exclude" => self.config.exclude = self.patterns(&key, &item),
                "overrides" => self.overrides(&key, &item),
                "rules" | "limits" | "calendar" | "risk" | "scorecard" | "kinds" => {
                    let Some(inner) = item.as_table_like() else {
                        self.say(
                            item_span(&item),
                            format!("`{}` is a section", key.get()),
                            format!("Write `[{}]` and its settings below", key.get()),
                        );
                        continue;
                    };
                    self.section(key.get(), &key, inner);
                }
                _ => {
                    let known = vec![
                        "profile",
                        "exclude",
                        "rules",
                        "overrides",
                        "limits",
                        "calendar",
                        "risk",
                        "scorecard",
                        "kinds",
                    ];
                    self.unknown_key(&key, known, "");
                }
            }
        }
    }

    fn section(&mut self, name: &str, key: &Key, table: &dyn TableLike) {
        match name {
            "rules" => self.config.rules = self.rules("rules", table),
            "limits" => self.limits(table),
            "calendar" => self.calendar(table),
            "risk" => self.risk(table),
            "scorecard" => {
                self.config.weights_span = Some(key_span(key));
                self.scorecard(table);
            }
            _ => self.kinds(table),
        }
    }

    fn rules(&mut self, within: &str, table: &dyn TableLike) -> Vec<RuleLevel> {
        let mut rules = Vec::new();
        for (key, item) in entries(table) {
            let Some(word) = self.word(within, &key, &item) else { continue };
            let level = match word.as_str() {
                "error" => Some(Level::Error),
                "warning" => Some(Level::Warning),
                "info" => Some(Level::Info),
                _ => None,
            };
            rules.push(RuleLevel { rule: key.get().to_owned(), level, span: key_span(&key) });
        }
        rules
    }

    fn overrides(&mut self, key: &Key, item: &Item) {
        let Some(tables) = item.as_array_of_tables() else {
            self.say(
                key_span(key),
                "`overrides` is a list of sections",
                "Write `[[overrides]]` for each, with `paths` and `[overrides.rules]`",
            );
            return;
        };
        for table in tables {
            let mut found = Override::default();
            for (key, item) in entries(table) {
                match (key.get(), item.as_table_like()) {
                    ("paths", _) => found.paths = self.patterns(&key, &item),
                    ("rules", Some(inner)) => found.rules = self.rules("overrides.rules", inner),
                    _ => self.unknown_key(&key, vec!["paths", "rules"], "overrides"),
                }
            }
            if !table.contains_key("paths") {
                self.say(
                    table.span().map_or(key_span(key), |r| span_of(&r)),
                    "This override has no `paths`",
                    "Say which files it is for: `paths = [\"vendors/**\"]`",
                );
            }
            self.config.overrides.push(found);
        }
    }

    fn limits(&mut self, table: &dyn TableLike) {
        for (key, item) in entries(table) {
            let Some(number) = self.number("limits", &key, &item) else { continue };
            if let Some(slot) = self.config.limits.slot(key.get()) {
                *slot = number;
            }
        }
    }

    fn scorecard(&mut self, table: &dyn TableLike) {
        let said = self.findings.len();
        for (key, item) in entries(table) {
            let Some(number) = self.number("scorecard", &key, &item) else { continue };
            if let Some(slot) = weight(key.get()).and_then(|at| self.config.weights.get_mut(at)) {
                *slot = number;
            }
        }
        // A weight that could not be read has its finding; what the others add up to says nothing then.
        if self.findings.len() > said {
            return;
        }
        let sum: f64 = self.config.weights.iter().sum();
        if let Some(span) = self.config.weights_span.filter(|_| (sum - 100.0).abs() >= 0.01) {
            let message = format!("The weights of the scorecard add up to {sum}%, not 100%");
            let place = Place { file: self.file, span };
            let help = "Change them so that the six add up to 100; those not given keep their default";
            self.findings.push(Diagnostic::new("partial-scorecard", Level::Error, place, message).help(help));
        }
    }

    fn calendar(&mut self, table: &dyn TableLike) {
        for (key, item) in entries(table) {
            match key.get() {
                "workdays" => self.workdays(&key, &item),
                "holidays" => {
                    let ranges = self.date_ranges(&key, &item);
                    let mut days: Vec<_> =
                        ranges.into_iter().flat_map(|(a, b)| a..=b.min(a + 3660)).collect();
                    days.sort_unstable();
                    days.dedup();
                    self.config.calendar.holidays = days;
                }
                "freezes" => self.config.calendar.freezes = self.date_ranges(&key, &item),
                _ => self.unknown_key(&key, keys("calendar"), "calendar"),
            }
        }
    }

    fn workdays(&mut self, key: &Key, item: &Item) {
        let mut days = [false; 7];
        let said = self.findings.len();
        for (word, span) in self.texts(key, item) {
            match WEEKDAYS.iter().position(|d| *d == word) {
                Some(at) => days[at] = true,
                None => {
                    self.say(
                        span,
                        format!("`{word}` is not a day of the week"),
                        format!("Use {}", list_words(WEEKDAYS)),
                    );
                }
            }
        }
        if days.contains(&true) {
            self.config.calendar.workdays = days;
        } else if self.findings.len() == said {
            self.say(key_span(key), "Nobody works on any day", "Name at least one day of the week");
        }
    }

    fn date_ranges(&mut self, key: &Key, item: &Item) -> Vec<(dates::Day, dates::Day)> {
        let mut out = Vec::new();
        for (text, span) in self.texts(key, item) {
            let (from, to) = text.split_once("..").unwrap_or((&text, &text));
            match (dates::parse_iso(from.trim()), dates::parse_iso(to.trim())) {
                (Some(a), Some(b)) if a <= b => out.push((a, b)),
                (Some(_), Some(_)) => {
                    self.say(span, "The end lies before the start", "Write the earlier date first");
                }
                _ => {
                    self.say(
                        span,
                        format!("`{text}` is not a date"),
                        "Write dates as \"2026-12-25\", or \"2026-12-24..2027-01-01\"",
                    );
                }
            }
        }
        out
    }

    fn risk(&mut self, table: &dyn TableLike) {
        let mut percent = None;
        let mut steps_unread = false;
        for (key, item) in entries(table) {
            match key.get() {
                "likelihood" | "impact" => match self.steps(&key, &item) {
                    Some(words) if key.get() == "impact" => self.config.risk.impact = words,
                    Some(words) => self.config.risk.likelihood = words,
                    None => steps_unread |= key.get() == "likelihood",
                },
                "bands" => {
                    let numbers = self.numbers(&key, &item);
                    match numbers.as_slice() {
                        [a, b, c] if a < b && b < c => {
                            self.config.risk.bands = [*a as u32, *b as u32, *c as u32]
                        }
                        _ => {
                            self.say(
                                item_span(&item),
                                "`bands` takes three growing numbers",
                                "Give the highest scores that are low, medium and high: `[4, 9, 16]`",
                            );
                        }
                    }
                }
                "percent" => {
                    let numbers = self.numbers(&key, &item);
                    let grows = numbers.windows(2).all(|pair| pair[0] < pair[1]);
                    if !grows || numbers.iter().any(|n| !(0.0..100.0).contains(n)) {
                        let help =
                            "Give the highest percentage of each likelihood but the last: `[10, 30, 50, 80]`";
                        self.say(item_span(&item), "`percent` takes growing numbers below 100", help);
                    } else {
                        percent = Some((numbers, item_span(&item)));
                    }
                }
                _ => self.unknown_key(&key, keys("risk"), "risk"),
            }
        }
        let steps = self.config.risk.likelihood.len();
        match percent {
            Some((numbers, _)) if numbers.len() + 1 == steps => self.config.risk.percent = numbers,
            // Nobody knows how many there are to be.
            Some(_) if steps_unread => {}
            Some((numbers, span)) => {
                let given = numbers.len();
                let message = format!("`percent` does not fit the {steps} likelihoods: it lists {given}");
                self.say(span, message, format!("List {}: the last likelihood takes the rest", steps - 1));
            }
            None => {}
        }
        if self.config.risk.percent.len() + 1 != steps {
            // A matrix of another size without limits of its own: equal parts.
            self.config.risk.percent = (1..steps).map(|i| 100.0 * i as f64 / steps as f64).collect();
        }
    }

    /// The words of a scale; none where something is wrong with them.
    fn steps(&mut self, key: &Key, item: &Item) -> Option<Vec<String>> {
        let said = self.findings.len();
        let texts = self.texts(key, item);
        if self.findings.len() > said {
            return None;
        }
        for (word, span) in texts.iter().filter(|(word, _)| !ident::is_ident(word)) {
            let slug = ident::slug(word);
            let written = if slug.is_empty() { "almost-certain" } else { &slug };
            let message = format!("`{word}` cannot be written as a word in a spec");
            self.say(*span, message, format!("Use letters, digits and `-` only, such as `{written}`"));
        }
        let twice = texts.iter().enumerate().find(|(at, t)| texts[..*at].iter().any(|u| u.0 == t.0));
        if let Some((_, (word, span))) = twice {
            self.say(*span, format!("`{word}` stands there twice"), "Give each step a word of its own");
        }
        if self.findings.len() > said {
            return None;
        }
        if !(2..=20).contains(&texts.len()) {
            let message = format!("`{}` has {} steps", key.get(), texts.len());
            self.say(item_span(item), message, "Give between 2 and 20 words, from the least on");
            return None;
        }
        Some(texts.into_iter().map(|t| t.0).collect())
    }

    pub(super) fn word(&mut self, table: &str, key: &Key, item: &Item) -> Option<String> {
        let setting = find(table, key.get())?;
        let SettingType::Word(known) = setting.ty else { return None };
        match item.as_str() {
            Some(word) if known.contains(&word) => Some(word.to_owned()),
            Some(word) => {
                let near = suggest::nearest(word, known.iter().copied(), 3);
                let help =
                    suggest::did_you_mean(&near).unwrap_or_else(|| format!("Use one of {}", one_of(known)));
                self.say(item_span(item), format!("`{word}` is not a value of `{}`", key.get()), help);
                None
            }
            None => {
                let some = if known == LEVELS { known } else { &known[..known.len().min(5)] };
                self.say(
                    item_span(item),
                    format!("`{}` takes a word in quotes", key.get()),
                    format!("Use one of {}", list_words(some)),
                );
                None
            }
        }
    }

    fn number(&mut self, table: &'static str, key: &Key, item: &Item) -> Option<f64> {
        let Some(setting) = find(table, key.get()) else {
            self.unknown_key(key, keys(table), table);
            return None;
        };
        let least = if let SettingType::Number(least) = setting.ty { least } else { 0.0 };
        let number = item.as_float().or_else(|| item.as_integer().map(|i| i as f64));
        match number {
            Some(n) if n >= least && n.is_finite() => Some(n),
            _ => {
                self.say(
                    item_span(item),
                    format!("`{}` takes a number of at least {least}", key.get()),
                    format!("The default is {}", setting.default),
                );
                None
            }
        }
    }

    fn numbers(&mut self, key: &Key, item: &Item) -> Vec<f64> {
        let Some(array) = item.as_array() else {
            self.say(
                item_span(item),
                format!("`{}` takes a list of numbers", key.get()),
                "Write it as `[4, 9, 16]`",
            );
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in array {
            match value.as_float().or_else(|| value.as_integer().map(|i| i as f64)) {
                Some(number) => out.push(number),
                None => {
                    let span = value.span().map_or(Span::at(0), |r| span_of(&r));
                    let message = format!("`{}` takes a list of numbers", key.get());
                    self.say(span, message, "Write this one as a number, without quotes");
                }
            }
        }
        out
    }

    /// The texts of a list, each with its place.
    fn patterns(&mut self, key: &Key, item: &Item) -> Vec<String> {
        let texts = self.texts(key, item);
        self.config.patterns.extend(texts.iter().cloned());
        texts.into_iter().map(|(text, _)| text).collect()
    }

    pub(super) fn texts(&mut self, key: &Key, item: &Item) -> Vec<(String, Span)> {
        let Some(array) = item.as_array() else {
            self.say(
                item_span(item),
                format!("`{}` takes a list of texts", key.get()),
                "Write it as `[\"one\", \"two\"]`",
            );
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in array {
            let span = value.span().map_or(Span::at(0), |r| span_of(&r));
            match value.as_str() {
                Some(text) => out.push((text.to_owned(), span)),
                None if value.is_datetime() => out.push((value.to_string().trim().to_owned(), span)),
                None => {
                    self.say(
                        span,
                        format!("`{}` takes a list of texts", key.get()),
                        "Put this one in quotes",
                    );
                }
            }
        }
        out
    }
}
