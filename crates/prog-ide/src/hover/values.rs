//! What a value means: a date as a weekday and its distance, a period as its ends, a length of time in days, a word in a
//! sentence, `?` as its question.

use crate::days;
use crate::words::word_doc;
use prog_facts::Facts;
use prog_model::dates::{Day, iso, weekday_name};
use prog_model::file::Val;
use prog_model::schema::Ty;
use prog_model::{Kind, Value, key};
use prog_rules::Engine;

/// `Friday 2026-05-15 · in 3 months, 68 working days`
pub(super) fn day(facts: &Facts<'_>, day: Day) -> String {
    let words = days::describe(facts, day);
    let rest = words.split_once(" · ").map_or("", |w| w.1);
    format!("{} {} · {rest}", weekday_name(day), iso(day))
}

/// What a value means; `None` where there is nothing to add to it.
pub(super) fn meaning(engine: &Engine, value: Value<'_>) -> Option<String> {
    let facts = engine.facts();
    let decl = value.prop().decl();
    let ty = engine.workspace().schema().property(decl.kind(), value.prop().key())?.ty;
    match value.val() {
        Val::Open => Some(open(engine, value)),
        Val::Date { first, last } => Some(dates(&facts, ty, first, last)),
        Val::Duration { .. } => duration(value, ty),
        Val::Word(_) => word(value, ty),
        Val::Step { .. } => step(&facts, value, ty),
        Val::Quantity { .. } => quantity(&facts, value),
        Val::Text if crate::at::leads_somewhere(value.prop()) => None,
        Val::Vague => Some("A text where a date belongs: it counts as not given.".into()),
        Val::Ref(_) => Some(format!("`{}` is not declared.", value.written())),
        _ => None,
    }
}

fn open(engine: &Engine, value: Value<'_>) -> String {
    let here = engine.findings(value.place().file).into_iter();
    let question =
        here.filter(|f| f.rule == "open-question" && f.place.span == value.span()).find_map(|f| f.question);
    let question = question.map_or(String::new(), |q| format!("\n\n*{q}*"));
    format!("**?** An open question: for computations the value is not given.{question}")
}

fn dates(facts: &Facts<'_>, ty: Ty, first: Day, last: Day) -> String {
    if first == last {
        let caution = days::caution(facts, first);
        let caution = if caution.is_empty() { caution } else { format!("  \n{}", capital(&caution)) };
        return format!("**{}**{caution}", day(facts, first));
    }
    let (counts, verb) = if ty == Ty::Start { (first, "starts") } else { (last, "ends") };
    format!(
        "{} .. {}  \nHere it counts as its {} day: **{}**",
        iso(first),
        iso(last),
        if verb == "starts" { "first" } else { "last" },
        day(facts, counts)
    )
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn duration(value: Value<'_>, ty: Ty) -> Option<String> {
    let duration = value.duration()?;
    let is_work = matches!(ty, Ty::Estimate | Ty::Link(_) | Ty::Delay);
    let days = if is_work { duration.working_days() } else { duration.calendar_days() };
    let shown = format!("{:.2}", days).trim_end_matches('0').trim_end_matches('.').to_owned();
    let unit = if is_work { "working day" } else { "day" };
    let plural = if shown == "1" { "" } else { "s" };
    let part = if ty == Ty::Estimate { part_of_three(value) } else { "" };
    Some(format!("{part}**{shown} {unit}{plural}**"))
}

fn part_of_three(value: Value<'_>) -> &'static str {
    let all = value
        .prop()
        .values()
        .find(|v| matches!(v.val(), Val::Range { len: 3 }) && v.span().contains(value.span()));
    let at = all.and_then(|a| a.parts().position(|p| p.span() == value.span()));
    match at {
        Some(0) => "Optimistic: ",
        Some(1) => "Likely, what the plan counts with: ",
        Some(2) => "Pessimistic: ",
        _ => "",
    }
}

fn word(value: Value<'_>, ty: Ty) -> Option<String> {
    let set = ty.words()?;
    let doc = word_doc(set, value.written());
    (!doc.is_empty()).then(|| format!("**{}** · {doc}", value.written()))
}

fn step(facts: &Facts<'_>, value: Value<'_>, ty: Ty) -> Option<String> {
    let step = value.step()?;
    if ty == Ty::Rating {
        let word =
            ["bad", "poor", "fair", "good", "very good"].get(usize::from(step.step).checked_sub(1)?)?;
        return Some(format!("**{} of 5** · {word}", step.step));
    }
    let impact = ty == Ty::Impact
        || ty == Ty::Residual && value.prop().values().nth(1).is_some_and(|v| v.span() == value.span());
    let matrix = facts.matrix();
    let most = if impact { matrix.impact_steps() } else { matrix.likelihood_steps() };
    let doc = if impact {
        word_doc(&prog_model::schema::words::IMPACT, value.written())
    } else {
        word_doc(&prog_model::schema::words::LIKELIHOOD, value.written())
    };
    let doc = if doc.is_empty() { String::new() } else { format!(" · {doc}") };
    let score = facts.risk_score(value.prop().decl()).filter(|_| ty != Ty::Residual);
    let score = score.map_or(String::new(), |s| format!("  \nThe risk scores {} {}", s.score, s.band.word()));
    Some(format!("**step {} of {most}**{doc}{score}", step.step))
}

fn quantity(facts: &Facts<'_>, value: Value<'_>) -> Option<String> {
    let quantity = value.quantity()?;
    let decl = value.prop().decl();
    let plain = full_number(quantity.value);
    let unit = quantity.unit;
    let is_money = unit.starts_with(['$', '€', '£', '¥', '₹']);
    let full = if is_money { format!("**{unit}{plain}**") } else { format!("**{plain}** {unit}") };
    let own = if plain.contains(',') && !unit.is_empty() { full } else { String::new() };
    let note = match (decl.kind(), value.prop().key()) {
        (Kind::Outcome, key::READINGS) => {
            let reading = value.prop().values().find(|v| v.span().contains(value.span()));
            match reading.and_then(|r| facts.meets_target(decl, r)) {
                Some(true) => "meets the target".to_owned(),
                Some(false) => "does not meet the target".into(),
                None => String::new(),
            }
        }
        (Kind::Program, key::SPENT | key::FORECAST) => decl
            .quantity(key::BUDGET)
            .filter(|b| b.unit == unit && b.value > 0.0)
            .map_or(String::new(), |b| {
                format!("{}% of the budget", (quantity.value / b.value * 100.0).round())
            }),
        _ => String::new(),
    };
    let parts: Vec<String> = [own, note].into_iter().filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// `1,200,000`
fn full_number(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if value < 0.0 { format!("-{out}") } else { out }
}
