//! What is said about a value that does not fit: `wrong-type` for a thing of the wrong sort, `invalid-value` for the
//! right sort with a value that does not exist; with the spelling that was surely meant as a fix.

use super::Lowerer;
use super::values::Asked;
use crate::file::Val;
use crate::schema::{Property, Ty, list_words};
use crate::suggest;
use prog_diagnostics::{Applicability, Diagnostic, Fix};
use prog_syntax::{NodeRef, Span, Tag, literal};

impl Lowerer<'_> {
    /// Notes that the value does not fit, and keeps its place.
    pub(super) fn refuse(&mut self, node: NodeRef<'_>, asked: Asked<'_>) {
        let span = self.as_written(node, asked);
        self.push(span, Val::Bad);
        // How a range is written is of no use where none is taken. That a part of it is missing is all that is said then.
        if node.tag() == Tag::Range && !self.slipped {
            self.hush_parts(span);
        }
        // What is wrong with the form of the property explains what does not fit in it.
        if node.tag() == Tag::Error || self.slipped {
            return;
        }
        let words = self.words_of(asked);
        let written = self.text_of(span);
        if node.tag() == Tag::Path && !words.is_empty() {
            return self.unknown_word(span, asked, &words);
        }
        if node.tag() == Tag::Num && is_number_type(asked.ty) {
            return self.bad_number(span, asked);
        }
        let name = asked.property.name;
        let what = self.describe(asked, &words);
        let sort = sort_of(node.tag());
        let message = format!("`{name}` takes {what}, not {sort}");
        let fix = self.evident_spelling(node, span, asked, &words);
        let help = match &fix {
            Some(fix) => format!("{}: `{}`", fix.title, fix.edits.first().map_or("", |e| &e.text)),
            None => help_for(asked.ty, written),
        };
        let finding = self.error("wrong-type", span, message);
        finding.help = Some(help.into());
        finding.fixes.extend(fix);
    }

    /// What a value takes up. Where a text belongs, how a number is written is of no use, and all that was read as one is text.
    fn as_written(&mut self, node: NodeRef<'_>, asked: Asked<'_>) -> Span {
        let span = node.span();
        if !takes_quotes(asked.ty) || !matches!(node.tag(), Tag::Num | Tag::Date) {
            return span;
        }
        let said = self.findings.iter().map(|f| f.place.span).find(|said| said.start == span.start);
        let whole = said.map_or(span, |said| span.cover(said));
        self.hush_parts(whole);
        whole
    }

    /// `estimate: 2-4d`: how a range of two is written is of no use where none is taken; says in place of it what is.
    #[cold]
    pub(super) fn range_in_vain(&mut self, node: NodeRef<'_>, property: &Property<'_>) {
        let ranges = matches!(property.ty, Ty::DateRange | Ty::QuantityOrRange | Ty::Delay);
        let from = node.children().find(|n| n.tag() != Tag::Key).map_or(node.span(), |n| n.span()).start;
        let written = Span::new(from, node.span().end).text(self.text);
        let dots = |f: &Diagnostic| f.fixes.iter().flat_map(|f| &f.edits).any(|e| e.text.contains(".."));
        let within = |f: &Diagnostic| node.span().cover(f.place.span) == node.span();
        let is_said = |f: &Diagnostic| f.rule == "syntax" && within(f) && dots(f);
        let said = self.findings.iter().filter(|f| is_said(f)).count();
        if ranges || said != 1 || written.contains("..") && property.ty == Ty::Estimate {
            return;
        }
        let asked = Asked::of(property, 0);
        let what = self.describe(asked, &self.words_of(asked));
        let sort = if property.ty == Ty::Estimate { "a range of two" } else { "a range" };
        let Some(finding) = self.findings.iter_mut().find(|f| is_said(f)) else { return };
        finding.rule = "wrong-type";
        finding.message = format!("`{}` takes {what}, not {sort}", property.name);
        finding.help = Some(help_for(property.ty, written).into());
        finding.fixes.clear();
    }

    pub(super) fn words_of(&self, asked: Asked<'_>) -> Vec<String> {
        let own = |words: &[&str]| words.iter().map(|w| w.to_string()).collect();
        match asked.ty {
            Ty::Likelihood => self.schema.risk.likelihood.clone(),
            Ty::Impact => self.schema.risk.impact.clone(),
            Ty::CustomWord(_) => asked.property.custom.map_or(Vec::new(), |c| c.values.clone()),
            ty => ty.words().map_or(Vec::new(), |set| own(set.words)),
        }
    }

    fn describe(&self, asked: Asked<'_>, words: &[String]) -> String {
        match asked.ty {
            Ty::CustomWord(_) => format!("one of {}", list_words(words)),
            ty => ty.describe(),
        }
    }

    fn unknown_word(&mut self, span: Span, asked: Asked<'_>, words: &[String]) {
        let word = self.text_of(span);
        let synonym = synonym(asked.ty, word);
        // Words of every matrix, though not of its list.
        let levels = match asked.ty {
            Ty::Likelihood => &["low", "medium", "high"][..],
            Ty::Impact => &["low", "medium", "high", "critical"],
            _ => &[],
        };
        let names = || words.iter().map(String::as_str).chain(levels.iter().copied());
        let near = match synonym {
            Some(word) => vec![word],
            // A word of its own is no slip: all that may stand here are shown.
            None => {
                let near = suggest::nearest(word, names(), 3).into_iter();
                near.filter(|near| suggest::is_likely(word, near)).collect()
            }
        };
        let help =
            suggest::did_you_mean(&near).unwrap_or_else(|| format!("Use one of {}", list_words(words)));
        let open = suggest::is_unsaid(word).then(|| self.leave_open(span));
        let fix = open.or_else(|| match synonym {
            Some(ours) => Some(self.translate(span, ours)),
            None => suggest::evident(word, names()).and_then(|w| self.change_to(span, w)),
        });
        let message = format!("`{word}` is not a value of `{}`", asked.property.name);
        let finding = self.error("invalid-value", span, message);
        finding.help = Some(help.into());
        finding.fixes.extend(fix);
    }

    fn leave_open(&self, span: Span) -> Fix {
        self.replace(span, "Leave it open".into(), "?", Applicability::Suggested)
    }

    /// Our word for what is another one elsewhere.
    pub(super) fn translate(&self, span: Span, ours: &str) -> Fix {
        self.replace(span, format!("Change to `{ours}`"), ours, Applicability::Suggested)
    }

    fn bad_number(&mut self, span: Span, asked: Asked<'_>) {
        let written = self.text_of(span);
        let name = asked.property.name;
        let unitless =
            literal::parse_number(written).is_some_and(|n| n.currency.is_none() && n.unit.is_empty());
        let is_duration = matches!(asked.ty, Ty::Duration | Ty::Estimate | Ty::Delay | Ty::DurationOrText);
        // How it is spaced is of no use where it does not fit.
        self.hush_parts(span);
        let (message, fix) = match asked.ty {
            _ if is_duration && unitless => (
                format!("`{written}` has no unit"),
                Some(self.replace(
                    span,
                    "Count it in days".into(),
                    format!("{written}d"),
                    Applicability::Suggested,
                )),
            ),
            Ty::Likelihood
                if unitless && written.bytes().all(|b| b.is_ascii_digit()) && written.len() == 2 =>
            {
                (
                    format!("`{written}` is not a value of `{name}`"),
                    Some(self.replace(
                        span,
                        "Write it in percent".into(),
                        format!("{written}%"),
                        Applicability::Suggested,
                    )),
                )
            }
            _ if is_duration => (format!("`{written}` is not a length of time"), None),
            _ => (format!("`{written}` is not a value of `{name}`"), None),
        };
        let help = format!("Write {}", asked.ty.describe());
        let finding = self.error("invalid-value", span, message);
        finding.help = Some(help.into());
        finding.fixes.extend(fix);
    }

    /// The same value written as the type wants it: quotes added or taken away.
    fn evident_spelling(
        &self,
        node: NodeRef<'_>,
        span: Span,
        asked: Asked<'_>,
        words: &[String],
    ) -> Option<Fix> {
        let written = self.text_of(span);
        if suggest::is_unsaid(written.trim_matches('"')) {
            return Some(self.leave_open(span));
        }
        if let (Ty::Duration, Some(time)) = (asked.ty, spelled_time(written.trim_matches('"'))) {
            return Some(self.replace(
                span,
                "Write it as a length of time".into(),
                time,
                Applicability::Suggested,
            ));
        }
        if node.tag() == Tag::Chain && matches!(asked.ty, Ty::Ref(_) | Ty::Link(_)) && !written.contains('"')
        {
            let right = written.split("->").map(str::trim).collect::<Vec<_>>().join(", ");
            return Some(self.replace(span, "Write commas".into(), right, Applicability::Suggested));
        }
        if takes_quotes(asked.ty) && matches!(node.tag(), Tag::Path | Tag::Num | Tag::Date) {
            return Some(self.replace(
                span,
                "Put it in quotes".into(),
                format!("\"{written}\""),
                Applicability::Safe,
            ));
        }
        if node.tag() != Tag::Str {
            return None;
        }
        let inner = written.trim_matches('"').trim();
        let fits = match asked.ty {
            Ty::Quantity | Ty::Target | Ty::QuantityOrReading | Ty::Percent => {
                literal::parse_number(inner).is_some()
            }
            Ty::Duration | Ty::Estimate => {
                literal::parse_number(inner).is_some_and(|n| crate::value::time_unit(n.unit).is_some())
            }
            Ty::Likelihood | Ty::Impact | Ty::Rating => literal::parse_number(inner).is_some(),
            _ => false,
        };
        // Spelling habits are no other word: "In progress".
        let word = words.iter().find(|w| suggest::fold(w) == suggest::fold(inner));
        let other = inner.split_whitespace().collect::<Vec<_>>().join("-");
        if let (None, Some(meant)) = (word, synonym(asked.ty, &other)) {
            return Some(self.replace(
                span,
                "Write the word of the list".into(),
                meant,
                Applicability::Suggested,
            ));
        }
        let right = word.map(String::as_str).or(fits.then_some(inner))?;
        Some(self.replace(span, "Write it without quotes".into(), right, Applicability::Safe))
    }
}

fn takes_quotes(ty: Ty) -> bool {
    matches!(ty, Ty::Text | Ty::Str | Ty::RefOrStr(_))
}

fn is_number_type(ty: Ty) -> bool {
    matches!(
        ty,
        Ty::Percent
            | Ty::Rating
            | Ty::Likelihood
            | Ty::Impact
            | Ty::Duration
            | Ty::Estimate
            | Ty::Delay
            | Ty::DurationOrText
    )
}

fn sort_of(tag: Tag) -> &'static str {
    match tag {
        Tag::Path => "a name",
        Tag::Str | Tag::TextBlock => "a text",
        Tag::Num => "a number",
        Tag::Date => "a date",
        Tag::Range => "a range",
        Tag::Comparison => "a comparison",
        Tag::Reading => "a reading",
        Tag::Lagged => "a name with a lag",
        Tag::Chain => "a chain of names",
        _ => "this",
    }
}

pub(super) fn help_for(ty: Ty, written: &str) -> String {
    match ty {
        Ty::Deadline | Ty::Start => {
            format!(
                "Write a date as year-month-day, a period such as `2026-Q2`, or put `{written}` in quotes if no date is known yet"
            )
        }
        Ty::Chain => "Join the systems with `->` in the order of the flow".into(),
        Ty::DateRange => "Write the first and the last day with `..` between them".into(),
        _ => format!("Write {}, or `?` while it is open", ty.describe()),
    }
}

/// Words that other tools use for ours: of several the first one that the list has.
pub(super) fn synonym(ty: Ty, word: &str) -> Option<&'static str> {
    let words = ty.words()?.words;
    let ours: &[&'static str] = match word.to_lowercase().as_str() {
        "true" | "y" | "on" => &["yes"],
        "false" | "n" | "off" => &["no"],
        "on-track" => &["green"],
        "yellow" | "orange" | "at-risk" => &["amber"],
        "off-track" => &["red"],
        "wip" | "doing" | "started" | "ongoing" | "inprogress" | "in-progress" | "active" | "running" => {
            &["in-progress", "active"]
        }
        "todo" | "to-do" | "new" | "not-started" | "open" | "backlog" => &["planned", "open"],
        "pending" => &["planned", "open", "requested", "proposed"],
        "complete" | "completed" | "finished" => &["done"],
        "closed" | "fixed" | "solved" => &["resolved"],
        "on-hold" => &["paused", "deferred", "blocked"],
        "cancelled" | "canceled" => &["cancelled", "dropped"],
        "db" | "database" => &["datastore"],
        "frontend" | "app" | "web" => &["client"],
        "saas" | "third-party" | "supplier" => &["vendor"],
        "skeptic" | "skeptical" | "sceptical" => &["sceptic"],
        "against" | "opponent" => &["blocker"],
        "supportive" => &["supporter"],
        "h" => &["high"],
        "med" | "m" | "moderate" | "normal" => &["medium"],
        "l" | "minor" => &["low"],
        "severe" | "very-high" => &["critical"],
        "certain" => &["almost-certain"],
        "high-impact" => &["major"],
        "p1" | "sev1" | "sev-1" => &["critical"],
        "p2" | "sev2" | "sev-2" => &["high"],
        "p3" | "sev3" | "sev-3" => &["medium"],
        "p4" | "sev4" | "sev-4" => &["low"],
        "must-have" => &["must"],
        "should-have" => &["should"],
        "could-have" | "nice-to-have" => &["could"],
        "wont-have" => &["wont"],
        "higher" | "increase" | "more" | "higher-is-better" => &["up"],
        "lower" | "decrease" | "less" | "lower-is-better" => &["down"],
        _ => return None,
    };
    ours.iter().find(|word| words.contains(*word)).copied()
}

/// What people write where a length of time is taken.
fn spelled_time(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "daily" => "1d",
        "weekly" => "1w",
        "fortnightly" | "biweekly" | "bi-weekly" => "2w",
        "monthly" => "1mo",
        "quarterly" => "3mo",
        "yearly" | "annually" | "annual" => "1y",
        _ => return None,
    })
}
