//! In comments: `progc: allow(…)` with the rules that speak at what follows, and their dates.

use super::item::{Doc, Item, ItemKind, Snippet};
use super::{Ask, dates};
use prog_rules::rules;
use prog_syntax::Span;

const MARK: &str = "progc:";

/// Offers what fits into the comment at `span`.
pub(super) fn offer(ask: &mut Ask<'_>, span: Span) {
    let text = ask.cursor.text();
    let before = Span::new(span.start + 2, ask.cursor.offset).text(text);
    let Some((_, after_mark)) = before.split_once(MARK) else {
        return start(ask, before, span.start + 2);
    };
    let rest = after_mark.trim_start();
    let Some(list) = rest.strip_prefix("allow").map(str::trim_start).and_then(|r| r.strip_prefix('(')) else {
        if "allow(".starts_with(rest) {
            let at = ask.cursor.offset - rest.len() as u32;
            let snippet = Snippet::text("allow(").blank("").and(") ").blank("why");
            let item = Item::new(ItemKind::Snippet, "allow(…) why").snippet(snippet, "allow(");
            ask.offer_at(Span::new(at, ask.cursor.offset), item.again());
        }
        return;
    };
    match list.split_once(')') {
        None => rule_names(ask, list.to_owned()),
        Some((_, reason)) => until(ask, reason.to_owned()),
    }
}

/// At the start of a comment: the whole of an allow.
fn start(ask: &mut Ask<'_>, before: &str, from: u32) {
    let typed = before.trim_start();
    if typed.is_empty() || !(MARK.starts_with(typed) || "allow".starts_with(typed)) {
        return;
    }
    let at = from + (before.len() - typed.len()) as u32;
    ask.typed = super::matching::Typed::default();
    let name = speaking(ask).first().copied().unwrap_or("");
    let snippet = Snippet::text("progc: allow(").blank(name).and(") ").blank("why");
    let mut item = Item::new(ItemKind::Snippet, "progc: allow(…) why").snippet(snippet, "progc: allow(");
    item.filter = typed.to_owned();
    ask.offer_at(Span::new(at, ask.cursor.offset), item.detail("leaves a finding in peace"));
}

/// The rules with findings at what the comment covers: the declaration or line that follows or precedes it.
fn speaking(ask: &Ask<'_>) -> Vec<&'static str> {
    let text = ask.cursor.text();
    let line = crate::text::line_start(text, ask.cursor.offset);
    let next = crate::text::line_end(text, ask.cursor.offset).saturating_add(1);
    let end = crate::text::line_end(text, next.min(text.len() as u32));
    let near = Span::new(line, end);
    let mut names: Vec<&'static str> = Vec::new();
    for finding in ask.engine.findings(ask.cursor.file) {
        let at = finding.place.span.start;
        let is_about_allows = matches!(
            finding.rule,
            "unused-allow" | "unknown-rule" | "allow-without-reason" | "expired-allow"
        );
        if near.touches(at) && !is_about_allows && !names.contains(&finding.rule) {
            names.push(finding.rule);
        }
    }
    names
}

fn rule_names(ask: &mut Ask<'_>, list: String) {
    let given: Vec<&str> = list.split(',').map(str::trim).collect();
    let first = speaking(ask);
    let mut all: Vec<_> = rules::ALL.iter().copied().collect();
    all.sort_by_key(|r| first.iter().position(|f| *f == r.name).unwrap_or(usize::MAX));
    let closed =
        ask.cursor.text()[ask.cursor.word.end as usize..].lines().next().is_some_and(|l| l.contains(')'));
    for rule in all {
        if given[..given.len().saturating_sub(1)].contains(&rule.name) {
            continue;
        }
        let here = if first.contains(&rule.name) { "found here · " } else { "" };
        let mut item = Item::new(ItemKind::Rule, rule.name)
            .detail(format!("{here}{}", rule.summary))
            .doc(Doc::Rule(rule.name));
        if !closed {
            item = item
                .snippet(Snippet::text(format!("{}) ", rule.name)).blank("why"), format!("{}) ", rule.name));
        }
        ask.offer(item);
    }
}

fn until(ask: &mut Ask<'_>, reason: String) {
    match reason.trim_start().strip_prefix("until ") {
        Some(date) if date.split_whitespace().count() <= 1 && !date.ends_with(' ') => {
            dates::offer(ask, None, None)
        }
        None if "until".starts_with(reason.trim()) && reason.starts_with(' ') => {
            ask.offer(
                Item::new(ItemKind::Sign, "until")
                    .text("until ")
                    .detail("lets it speak again after a date")
                    .again(),
            );
        }
        _ => {}
    }
}
