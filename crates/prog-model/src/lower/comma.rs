//! Commas where none belongs: numbers with one in them, `61,4%` or `500,000`, and ranges with one for their dots. The grammar reads two
//! values, and one is meant.

use super::Lowerer;
use crate::schema::{Property, Ty};
use prog_diagnostics::{Applicability, Fix};
use prog_syntax::{NodeRef, Span, Tag};
use std::borrow::Cow;

impl Lowerer<'_> {
    /// Says of a list of numbers that one of them has a comma in it, where that is sure: no space after it, and the unit or the
    /// date only behind it. Of two values where one is taken [`Self::one_number`] speaks.
    pub(super) fn comma_in_number(&mut self, node: NodeRef<'_>, property: &Property<'_>) -> bool {
        let numbers =
            matches!(property.ty, Ty::Quantity | Ty::QuantityOrReading | Ty::Reading | Ty::Comparison);
        if self.slipped || !numbers || !property.list {
            return false;
        }
        let mut values = node.children().filter(|n| n.tag() != Tag::Key);
        let Some(mut before) = values.next() else { return false };
        for value in values {
            if value.span().start == before.span().end + 1
                && let Some(span) = self.torn(before, value)
            {
                self.say_torn(span);
                return true;
            }
            before = value;
        }
        false
    }

    /// `window: 2026-01-12, 2026-09-30`: says of two dates in the place of a range how one is written.
    pub(super) fn comma_in_range(&mut self, node: NodeRef<'_>, property: &Property<'_>) -> bool {
        if self.slipped || !matches!(property.ty, Ty::DateRange) {
            return false;
        }
        let mut values = node.children().filter(|n| n.tag() != Tag::Key);
        let (Some(first), Some(last), None) = (values.next(), values.next(), values.next()) else {
            return false;
        };
        if first.tag() != Tag::Date || last.tag() != Tag::Date {
            return false;
        }
        let between = Span::new(first.span().end, last.span().start);
        let fix = self.replace(between, "Write ` .. `".into(), " .. ", Applicability::Safe);
        let message = format!("`{}` is a range: two dots stand between its days", property.name);
        let finding = self.error("wrong-type", between, message);
        finding.help = Some("Write `..` in place of the comma".into());
        finding.fixes.push(fix);
        self.slipped = true;
        true
    }

    /// The number that a comma has torn in two.
    fn torn(&self, before: NodeRef<'_>, after: NodeRef<'_>) -> Option<Span> {
        let number = before.tag() == Tag::Num || before.tag() == Tag::Comparison;
        let whole = Span::new(self.number_start(before), self.number_end(after));
        let plain = self.text_of(before.span()).ends_with(|c: char| c.is_ascii_digit());
        let tail = Span::new(after.span().start, whole.end).text(self.text);
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        let sure = tail.len() > digits || after.tag() == Tag::Reading;
        // Three digits are thousands: where the number before is none yet, or no number starts like that.
        let thousands = digits == 3 && (after.tag() == Tag::Reading || tail.starts_with("00"));
        (number && plain && digits > 0 && (digits != 3 && sure || thousands)).then_some(whole)
    }

    /// Takes back what was said of a part of a number or range.
    pub(super) fn hush_parts(&mut self, whole: Span) {
        let within = |span: Span| whole.start <= span.start && span.end <= whole.end;
        self.findings.retain(|f| !within(f.place.span));
    }

    /// `steps: web, api, ledger`: says of names in the place of a chain how one is written.
    pub(super) fn comma_in_chain(&mut self, node: NodeRef<'_>, property: &Property<'_>) -> bool {
        if self.slipped || !matches!(property.ty, Ty::Chain) {
            return false;
        }
        let values: Vec<_> = node.children().filter(|n| n.tag() != Tag::Key).collect();
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return false };
        if values.len() < 2 || values.iter().any(|value| value.tag() != Tag::Path) {
            return false;
        }
        let span = first.span().cover(last.span());
        let right = values.iter().map(|value| self.text_of(value.span())).collect::<Vec<_>>().join(" -> ");
        let fix = self.replace(span, format!("Write `{right}`"), right, Applicability::Suggested);
        let message = format!("The systems of `{}` are joined by arrows, not by commas", property.name);
        let finding = self.error("wrong-type", span, message);
        finding.help = Some("Join the systems with `->` in the order of the flow".into());
        finding.fixes.push(fix);
        self.slipped = true;
        true
    }

    fn say_torn(&mut self, span: Span) {
        self.hush_parts(span);
        let written = self.text_of(span);
        let (before, after) = written.split_once(',').unwrap_or((written, ""));
        let thousands = after.bytes().take_while(u8::is_ascii_digit).count() == 3 && before != "0";
        let right = written.replacen(',', if thousands { "" } else { "." }, 1);
        let message = match thousands {
            true => "Numbers have no separator between thousands",
            false => "The decimals of a number follow a point",
        };
        let fix = self.replace(span, format!("Write `{right}`"), right, Applicability::Suggested);
        let help = format!("{}; between two values, put a space after the comma", fix.title);
        let finding = self.error("invalid-value", span, message);
        finding.help = Some(help.into());
        finding.fixes.push(fix);
        self.slipped = true;
    }

    /// Where the last number of a value begins: behind the sign of a comparison.
    fn number_start(&self, node: NodeRef<'_>) -> u32 {
        node.children().filter(|n| n.tag() == Tag::Num).last().unwrap_or(node).span().start
    }

    /// Where the first number of a value ends: before the date of a reading.
    fn number_end(&self, node: NodeRef<'_>) -> u32 {
        node.children().find(|n| n.tag() == Tag::Num).unwrap_or(node).span().end
    }

    /// `61,4%`, `500,000` and `61,4% on 2026-01-05` are read as two values: most likely one number with a comma in it is meant.
    pub(super) fn one_number(&self, node: NodeRef<'_>) -> Option<Fix> {
        let mut values = node.children().filter(|n| n.tag() != Tag::Key);
        let first = values.next()?;
        let (mut end, mut groups) = (first.span().end, 0);
        for value in values {
            let digits = self.text_of(value.span()).bytes().take_while(u8::is_ascii_digit).count();
            let joined = value.span().start == end + 1 && matches!(value.tag(), Tag::Num | Tag::Reading);
            (joined && digits > 0).then_some(())?;
            end = self.number_end(value);
            groups += usize::from(digits == 3);
        }
        let span = Span::new(self.number_start(first), end);
        let written = self.text_of(span);
        let commas = written.matches(',').count();
        let right = match (groups, commas) {
            (g, c) if g == c => written.replace(',', ""),
            // `€1.200,50`: the point stands between thousands then.
            (_, 1) => without_groups(written).replace(',', "."),
            _ => return None,
        };
        let right = right.replace(" %", "%");
        matches!(first.tag(), Tag::Num | Tag::Comparison)
            .then(|| self.replace(span, format!("Write `{right}`"), right, Applicability::Suggested))
    }
}

/// A number without the points between its thousands, where it has any before its comma.
fn without_groups(written: &str) -> Cow<'_, str> {
    let whole = written.split(',').next().unwrap_or(written);
    let mut groups = whole.trim_start_matches(|c: char| !c.is_ascii_digit()).split('.').skip(1).peekable();
    let grouped = groups.peek().is_some()
        && groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    if grouped { written.replace('.', "").into() } else { written.into() }
}
