//! Dates in words (`15 May 2026`, `May 15, 2026`, `15. Mai 2026`, `Q2 2026`), with long dashes and with several marks: not of the
//! language, but what people write, and of one meaning.

use super::state::State;
use crate::lexer::Kind;
use crate::literal::parse_date;

/// A date in words: its ISO spelling, and how many tokens it takes.
pub(super) struct SpelledDate {
    pub(super) iso: String,
    /// It says no year: the spelling has any.
    pub(super) yearless: bool,
    pub(super) tokens: usize,
    /// It may have been begun in another spelling.
    pub(super) guess: bool,
}

/// How many tokens a date of several marks has: three numbers, and a mark between two and two.
const MOST_PARTS: usize = 5;

impl State<'_> {
    /// The date in words that starts at `at`, on one line.
    pub(super) fn spelled_date(&self, at: usize) -> Option<SpelledDate> {
        let on_line = |i: usize, kind: Kind| self.kind(i) == kind;
        let found = |iso: String, tokens| {
            parse_date(&iso).map(|_| SpelledDate { iso, yearless: false, tokens, guess: false })
        };
        if let Some((iso, tokens)) = self.mixed_marks(at) {
            return found(iso, tokens).map(|date| SpelledDate { guess: true, ..date });
        }
        if self.kind(at).base() == Kind::NUM {
            if let Some(iso) = self.dashed_day(at) {
                return found(iso, 5);
            }
            if let Some(iso) = self.dashed_month(at) {
                return found(iso, 3);
            }
            // `15. May`
            let dot = usize::from(on_line(at + 1, Kind::DOT));
            let name = at + 1 + dot;
            let word = self.word(name);
            if let (Some(year), Some(period)) = (self.year(at), period(word)) {
                return found(format!("{year}-{period}"), 2);
            }
            if on_line(name, Kind::IDENT) && on_line(name + 1, Kind::NUM) {
                let (day, month, year) = (self.day(at)?, month(word)?, self.year(name + 1)?);
                return found(format!("{year}-{month:02}-{day:02}"), 3 + dot);
            }
            let (day, month) = (self.day(at)?, month(word).filter(|_| on_line(name, Kind::IDENT))?);
            return yearless(day, month, 2 + dot);
        }
        let word = self.word(at);
        if let ("KW" | "CW" | "week" | "Week", Some(year)) = (word, self.year(at + 2)) {
            return found(format!("{year}-W{:0>2}", self.word(at + 1)), 3);
        }
        if let (Some(period), Some(year)) = (period(word), self.year(at + 1)) {
            return found(format!("{year}-{period}"), 2);
        }
        let month = month(word)?;
        if let Some(year) = self.year(at + 1) {
            return found(format!("{year}-{month:02}"), 2);
        }
        let day = self.day(at + 1)?;
        let (year, tokens) = if on_line(at + 2, Kind::COMMA) && on_line(at + 3, Kind::NUM) {
            (self.year(at + 3)?, 4)
        } else if on_line(at + 2, Kind::NUM) {
            (self.year(at + 2)?, 3)
        } else {
            return yearless(day, month, 2);
        };
        found(format!("{year}-{month:02}-{day:02}"), tokens)
    }

    /// `2026–05–15`, as a text program turns the dashes.
    fn dashed_day(&self, at: usize) -> Option<String> {
        let glued = |i: &usize| self.span(i - 1).end == self.span(*i).start;
        let dash = |i: usize| matches!(self.word(i), "–" | "—" | "‑" | "−" | "‐");
        let whole = (at + 1..at + 5).all(|i| glued(&i)) && dash(at + 1) && dash(at + 3);
        let (year, month, day) = (self.year(at).filter(|_| whole)?, self.word(at + 2), self.word(at + 4));
        Some(format!("{year}-{month:0>2}-{day:0>2}"))
    }

    /// `15.2026-05`: three numbers with two sorts of marks between, of which only one order makes a date.
    fn mixed_marks(&self, at: usize) -> Option<(String, usize)> {
        let glued = |i: &usize| self.span(i - 1).end == self.span(*i).start;
        let part = |i: &usize| matches!(self.kind(*i), Kind::NUM | Kind::DATE | Kind::MINUS | Kind::DOT);
        let end = (at + 1..at + MOST_PARTS).take_while(|i| part(i) && glued(i)).last()? + 1;
        let text = self.span(at).cover(self.span(end - 1)).text(self.text);
        let numbers: Vec<&str> = text.split(['-', '.', '/']).collect();
        let [a, b, c] = numbers[..] else { return None };
        let mixed = text.split(|c: char| c.is_ascii_digit()).filter(|mark| !mark.is_empty());
        let mut marks: Vec<&str> = mixed.collect();
        marks.dedup();
        let digits = |n: &str| matches!(n.len(), 1 | 2 | 4) && n.bytes().all(|b| b.is_ascii_digit());
        if marks.len() != 2 || !numbers.iter().all(|n| digits(n)) {
            return None;
        }
        let orders = [[a, b, c], [c, b, a], [b, c, a], [b, a, c], [c, a, b]];
        let mut dates = orders
            .into_iter()
            .filter(|[year, ..]| year.len() == 4)
            .map(|[year, month, day]| format!("{year}-{month:0>2}-{day:0>2}"));
        let mut dates: Vec<String> = dates.by_ref().filter(|iso| parse_date(iso).is_some()).collect();
        dates.dedup();
        (dates.len() == 1).then(|| (dates.remove(0), end - at))
    }

    /// `15-May-2026`: a day, a dash, and a word of month and year.
    fn dashed_month(&self, at: usize) -> Option<String> {
        let glued =
            self.span(at).end == self.span(at + 1).start && self.span(at + 1).end == self.span(at + 2).start;
        let (name, year) =
            self.word(at + 2).split_once('-').filter(|_| glued && self.kind(at + 1) == Kind::MINUS)?;
        let (day, month) = (self.day(at)?, month(name)?);
        (year.len() == 4).then(|| format!("{year}-{month:02}-{day:02}"))
    }

    fn year(&self, at: usize) -> Option<u16> {
        let word = self.word(at);
        let year: u16 = if word.len() == 4 { word.parse().ok()? } else { return None };
        (1900..2200).contains(&year).then_some(year)
    }

    fn day(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        let digits =
            ["st", "nd", "rd", "th", "er"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }
}

/// `31 May`
fn yearless(day: u8, month: usize, tokens: usize) -> Option<SpelledDate> {
    let iso = format!("2026-{month:02}-{day:02}");
    parse_date(&iso).map(|_| SpelledDate { iso, yearless: true, tokens, guess: false })
}

/// `Q2`, `H1` and `KW30`.
fn period(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    if let Some(week) = ["KW", "CW", "W"].iter().find_map(|start| upper.strip_prefix(start)) {
        return week.parse::<u8>().ok().map(|week| format!("W{week:02}"));
    }
    matches!(upper.as_str(), "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2").then_some(upper)
}

/// The number of a month by its English, German or French name, or the start of it that is used for it.
fn month(word: &str) -> Option<usize> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "januar", "jänner", "janvier", "janv"],
        &["february", "feb", "februar", "février", "fevrier", "févr"],
        &["march", "mar", "märz", "maerz", "mrz", "mars"],
        &["april", "apr", "avril", "avr"],
        &["may", "mai"],
        &["june", "jun", "juni", "juin"],
        &["july", "jul", "juli", "juillet", "juil"],
        &["august", "aug", "août", "aout"],
        &["september", "sep", "sept", "septembre"],
        &["october", "oct", "oktober", "okt", "octobre"],
        &["november", "nov", "novembre"],
        &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc"],
    ];
    let lower = word.to_lowercase();
    Some(NAMES.iter().position(|names| names.contains(&lower.as_str()))? + 1)
}
