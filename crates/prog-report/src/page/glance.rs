//! Health at a glance: a few cards with one number or word each, and what it is about.

use super::Report;
use crate::say;
use minijinja::{Value, context};

/// One card.
pub struct Card {
    /// What it is about.
    pub title: String,
    /// The number or word.
    pub value: String,
    /// What stands under it.
    pub note: String,
    /// How it is to be taken: a class of the style sheet.
    pub class: &'static str,
    /// The section that says more.
    pub to: &'static str,
}

impl Card {
    /// As the template reads it.
    pub fn value(self) -> Value {
        context! { title => self.title, value => self.value, note => crate::render::html::line(&self.note), class => self.class, to => self.to }
    }
}

fn card(
    title: &str,
    value: impl Into<String>,
    note: impl Into<String>,
    class: &'static str,
    to: &'static str,
) -> Card {
    Card { title: title.to_owned(), value: value.into(), note: note.into(), class, to }
}

pub fn cards(report: &Report) -> Vec<Card> {
    let mut cards = health(report);
    cards.push(outcomes(report));
    cards.push(risks(report));
    cards.extend(finish(report));
    cards.extend(milestone(report));
    let open = report.decisions.decisions.iter().filter(|d| d.status == "open").count();
    let late = report.decisions.decisions.iter().filter(|d| d.overdue).count();
    let note = match late {
        0 => next_decision(report),
        1 if open == 1 => "past its date".to_owned(),
        1 => "1 past its date".to_owned(),
        n => format!("{n} past their date"),
    };
    cards.push(card("Decisions due", open.to_string(), note, if late > 0 { "bad" } else { "" }, "decisions"));
    cards.extend(money(report));
    let questions = report.questions.questions.len();
    cards.push(card("Open questions", questions.to_string(), "each is a ? in the files", "", "questions"));
    cards
}

fn health(report: &Report) -> Vec<Card> {
    let class = |colour: &str| match colour {
        "green" => "good",
        "amber" => "watch",
        _ => "bad",
    };
    let programs: Vec<_> = report.status.status.iter().filter(|s| s.item.kind == "program").collect();
    if programs.len() > 3 {
        let of = |colour: &str| programs.iter().filter(|p| p.computed == colour).count();
        let value = format!("{} red", of("red"));
        let note = format!("{} amber, {} green of {} programs", of("amber"), of("green"), programs.len());
        return vec![card("Health", value, note, if of("red") > 0 { "bad" } else { "good" }, "status")];
    }
    let one = |p: &&crate::views::StatusItem| {
        let stated = p
            .stated
            .as_ref()
            .map_or_else(|| "the owner states none".to_owned(), |s| format!("the owner states {s}"));
        let title =
            if programs.len() > 1 { format!("Health: {}", p.item.title) } else { "Health".to_owned() };
        card(&title, p.computed, stated, class(p.computed), "status")
    };
    programs.iter().map(one).collect()
}

fn outcomes(report: &Report) -> Card {
    let all = &report.outcomes.outcomes;
    let of = |health: &[&str]| all.iter().filter(|o| health.contains(&o.health)).count();
    let well = of(&["met", "on-track"]);
    let (off, risky, early) = (of(&["off-track"]), of(&["at-risk"]), of(&["too-early"]));
    if all.is_empty() {
        return card("Outcomes", "none", "no outcome is declared", "", "outcomes");
    }
    let others = [(risky, "at risk"), (off, "off track"), (early, "too early to say")];
    let others: Vec<String> =
        others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let note = match others.as_slice() {
        [] => "met or on track".to_owned(),
        some => format!("met or on track; {}", some.join(", ")),
    };
    let class = match (well, off, risky) {
        (_, 1.., _) => "bad",
        (_, 0, 1..) => "watch",
        (1.., 0, 0) => "good",
        // Nobody can say yet.
        _ => "",
    };
    card("Outcomes", format!("{well} of {}", all.len()), note, class, "outcomes")
}

fn risks(report: &Report) -> Card {
    let live: Vec<_> = report.risks.risks.iter().filter(|r| r.live).collect();
    if live.is_empty() {
        return card("High risks", "none", "no risk is open", "", "risks");
    }
    let heavy = live.iter().filter(|r| matches!(r.band, Some("high" | "extreme"))).count();
    let bare = live.iter().filter(|r| r.mitigations.iter().all(|m| m.status == "dropped")).count();
    let class = if heavy > 0 { "watch" } else { "" };
    card(
        "High risks",
        heavy.to_string(),
        format!("of {} open; {bare} without a mitigation", live.len()),
        class,
        "risks",
    )
}

fn finish(report: &Report) -> Option<Card> {
    if report.plan.items.is_empty() {
        return None;
    }
    let late = report.plan.items.iter().filter(|i| i.late_by.is_some()).count();
    let note = match late {
        0 => format!("in four of five runs by {}", report.forecast.finish.p80),
        n => {
            format!("{} cannot be met; P80 is {}", say::count(n, "date", "dates"), report.forecast.finish.p80)
        }
    };
    Some(card(
        "Earliest finish",
        report.plan.network.finish.clone(),
        note,
        if late > 0 { "bad" } else { "" },
        "timeline",
    ))
}

fn milestone(report: &Report) -> Option<Card> {
    let open =
        |i: &&crate::views::PlanItem| i.item.kind == "milestone" && i.status != "reached" && i.due.is_some();
    let next = report.plan.items.iter().filter(open).min_by_key(|i| i.due.clone())?;
    let chance = report.forecast.items.iter().find(|f| f.item.path == next.item.path).and_then(|f| f.on_time);
    let chance = chance.map_or_else(String::new, |c| format!(", {} chance to be on time", say::percent(c)));
    let class = if next.late_by.is_some() { "bad" } else { "" };
    Some(card("Next milestone", next.due.clone()?, format!("{}{chance}", next.item.title), class, "timeline"))
}

fn next_decision(report: &Report) -> String {
    let open = || report.decisions.decisions.iter().filter(|d| d.status == "open");
    if open().next().is_none() {
        return "none is open".to_owned();
    }
    let next = open().filter_map(|d| d.due.clone()).min();
    next.map_or_else(|| "no date is set".to_owned(), |day| format!("the next by {day}"))
}

fn money(report: &Report) -> Option<Card> {
    // Of several programs the one that needs the most of its budget; its title says which.
    let all = report.kpis.kpis.iter().filter(|k| k.key == "budget-forecast");
    let forecast = all.max_by(|a, b| a.value.partial_cmp(&b.value).unwrap_or(std::cmp::Ordering::Equal))?;
    let value = format!("{}%", say::number(forecast.value?));
    let class = if forecast.value? > 100.0 { "bad" } else { "good" };
    let program = forecast.title.split_once(" (").map(|(_, rest)| rest.trim_end_matches(')'));
    let title =
        program.map_or_else(|| "Cost at completion".to_owned(), |p| format!("Cost at completion: {p}"));
    Some(card(&title, value, forecast.of.clone(), class, "kpis"))
}
