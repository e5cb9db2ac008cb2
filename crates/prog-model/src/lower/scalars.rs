//! Values of one part: words, numbers, dates, durations, names and texts.

use super::Lowerer;
use super::values::Asked;
use crate::dates;
use crate::file::Val;
use crate::schema::{RiskScale, Ty};
use crate::value::time_unit;
use prog_syntax::literal::{self, DateLiteral};
use prog_syntax::{NodeRef, Tag};

impl Lowerer<'_> {
    pub(super) fn scalar(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let span = node.span();
        match node.tag() {
            Tag::Open => {
                self.push(span, Val::Open);
            }
            Tag::Path => self.path_value(node, asked),
            Tag::Str | Tag::TextBlock => self.text_value(node, asked),
            Tag::Num => self.number(node, asked),
            Tag::Date => self.date(node, asked),
            _ => self.refuse(node, asked),
        }
    }

    fn path_value(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let span = node.span();
        let word = self.text_of(span);
        match asked.ty {
            Ty::Ref(_) | Ty::Link(_) | Ty::RefOrStr(_) | Ty::Chain => self.name_ref(span),
            Ty::Tag => {
                self.add(span, Val::Label);
            }
            Ty::Word(_) | Ty::YesNo | Ty::CustomWord(_) => match self.word_at(word, asked) {
                Some(at) => {
                    self.add(span, Val::Word(at));
                }
                None => self.refuse(node, asked),
            },
            Ty::Likelihood | Ty::Impact => {
                let impact = matches!(asked.ty, Ty::Impact);
                let scale = &self.schema.risk;
                let words = if impact { &scale.impact } else { &scale.likelihood };
                match RiskScale::step_of_word(words, word, impact) {
                    Some(step) => {
                        self.add(span, Val::Step { step, percent: None });
                    }
                    None => self.refuse(node, asked),
                }
            }
            _ => self.refuse(node, asked),
        }
    }

    /// The place of `word` in the closed list that is asked for.
    pub(super) fn word_at(&self, word: &str, asked: Asked<'_>) -> Option<u8> {
        let at = match asked.ty {
            Ty::CustomWord(_) => asked.property.custom?.values.iter().position(|w| w == word)?,
            ty => ty.words()?.words.iter().position(|w| *w == word)?,
        };
        u8::try_from(at).ok()
    }

    fn text_value(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let span = node.span();
        let val = match asked.ty {
            Ty::Text | Ty::Str | Ty::QuantityOrText | Ty::DurationOrText | Ty::RefOrStr(_) => Val::Text,
            Ty::Tag => Val::Label,
            Ty::Deadline | Ty::Start => Val::Vague,
            _ => return self.refuse(node, asked),
        };
        self.push(span, val);
    }

    fn number(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let span = node.span();
        let text = self.text_of(span);
        let Some(number) = literal::parse_number(text) else {
            // The lexer has said what is wrong with it.
            self.push(span, Val::Bad);
            return;
        };
        let unitless = number.currency.is_none() && number.unit.is_empty();
        let percent = number.currency.is_none() && number.unit == "%";
        match asked.ty {
            Ty::Quantity
            | Ty::QuantityOrReading
            | Ty::QuantityOrRange
            | Ty::QuantityOrText
            | Ty::Target
            | Ty::Comparison
            | Ty::Reading => {
                let unit = self.unit(number.currency, number.unit);
                self.add(span, Val::Quantity { unit, value: number.value });
            }
            Ty::Percent if (percent || unitless) && (0.0..=100.0).contains(&number.value) => {
                let unit = self.unit(None, "%");
                self.add(span, Val::Quantity { unit, value: number.value });
            }
            Ty::Rating if unitless && is_step(number.value, 5) => {
                self.push(span, Val::Step { step: number.value as u8, percent: None });
            }
            Ty::Likelihood if percent && (0.0..=100.0).contains(&number.value) => {
                let step = self.schema.risk.step_of_percent(number.value);
                self.push(span, Val::Step { step, percent: Some(number.value as f32) });
            }
            Ty::Likelihood if unitless && is_step(number.value, self.schema.risk.likelihood.len()) => {
                self.push(span, Val::Step { step: number.value as u8, percent: None });
            }
            Ty::Impact if unitless && is_step(number.value, self.schema.risk.impact.len()) => {
                self.push(span, Val::Step { step: number.value as u8, percent: None });
            }
            Ty::Duration | Ty::Estimate | Ty::Delay | Ty::DurationOrText => {
                match time_unit(number.unit).filter(|_| number.currency.is_none()) {
                    Some(unit) if number.value >= 0.0 => {
                        self.add(span, Val::Duration { unit, amount: number.value });
                    }
                    _ => self.refuse(node, asked),
                }
            }
            Ty::Deadline | Ty::Start if unitless => self.year(node, text, asked),
            _ => self.refuse(node, asked),
        }
    }

    fn year(&mut self, node: NodeRef<'_>, text: &str, asked: Asked<'_>) {
        let year = text.parse::<i32>().ok().filter(|_| text.len() == 4);
        match year.and_then(|y| Some((dates::day(y, 1, 1)?, dates::day(y, 12, 31)?))) {
            Some((first, last)) => {
                self.push(node.span(), Val::Date { first, last });
            }
            None => self.refuse(node, asked),
        }
    }

    /// The number of a unit in this file.
    fn unit(&mut self, currency: Option<char>, unit: &str) -> u16 {
        let matches = |known: &str| match currency {
            None => known == unit,
            Some(mark) => known.strip_prefix(mark) == Some(unit),
        };
        if let Some(at) = self.units.iter().position(|u| matches(u)) {
            return at as u16;
        }
        // Past this many units a text is not a program; they then count as one.
        if self.units.len() >= 4096 {
            return 0;
        }
        let name: String = currency.into_iter().chain(unit.chars()).collect();
        self.units.push(name.into());
        (self.units.len() - 1) as u16
    }

    fn date(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let span = node.span();
        let dates = literal::parse_date(self.text_of(span)).and_then(date_span);
        let Some((first, last)) = dates else {
            // The parser has said that it is no date.
            self.push(span, Val::Bad);
            return;
        };
        if !asked.ty.is_date() {
            return self.refuse(node, asked);
        }
        self.add(span, Val::Date { first, last });
    }
}

fn is_step(value: f64, most: usize) -> bool {
    value.fract() == 0.0 && value >= 1.0 && value <= most as f64
}

/// First and last day of a date as written.
pub(crate) fn date_span(date: DateLiteral) -> Option<(dates::Day, dates::Day)> {
    match date {
        DateLiteral::Day { year, month, day } => {
            dates::day(year.into(), month.into(), day.into()).map(|d| (d, d))
        }
        DateLiteral::Month { year, month } => dates::month_span(year.into(), month.into()),
        DateLiteral::Week { year, week } => dates::week_span(year.into(), week.into()),
        DateLiteral::Quarter { year, quarter } => {
            let (year, last) = (year.into(), u32::from(quarter) * 3);
            Some((dates::month_span(year, last.checked_sub(2)?)?.0, dates::month_span(year, last)?.1))
        }
        DateLiteral::Half { year, half } => {
            let (year, last) = (year.into(), u32::from(half) * 6);
            Some((dates::month_span(year, last.checked_sub(5)?)?.0, dates::month_span(year, last)?.1))
        }
        DateLiteral::Year { year } => {
            Some((dates::day(year.into(), 1, 1)?, dates::day(year.into(), 12, 31)?))
        }
    }
}

/// Whether `text` matches `pattern`, in which `*` is any text, `?` one character and `#` one digit.
pub(super) fn matches_pattern(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || (*c == '#' && text[t].is_ascii_digit()) || *c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match &mut star {
                Some((at, from)) => {
                    *from += 1;
                    (p, t) = (*at + 1, *from);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn patterns_match_whole_texts() {
        assert!(matches_pattern("PROJ-#*", "PROJ-123"));
        assert!(!matches_pattern("PROJ-#*", "PROJ-"));
        assert!(matches_pattern("*@example.com", "m@example.com"));
        assert!(!matches_pattern("??", "abc"));
    }
}
