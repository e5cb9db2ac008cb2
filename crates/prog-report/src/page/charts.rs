//! The small charts: a line per outcome from its baseline to its target with the readings on it, and the heat map.

use crate::render::html::{class_of, escaped, line};
use crate::views::{Outcome, OutcomesData, RisksData};
use prog_model::dates::{Day, parse_iso};
use std::fmt::Write;

/// A card per outcome.
pub fn outcomes(data: &OutcomesData) -> String {
    if data.outcomes.is_empty() {
        return "<p class=\"empty\">No outcome is declared.</p>".into();
    }
    let mut out = String::from("<div class=\"cards wide\">\n");
    for outcome in data.outcomes.iter().take(super::MOST_ROWS) {
        let tone = class_of(crate::views::health_tone(outcome.health));
        let numbers: Vec<String> = [
            outcome.baseline.as_ref().map(|p| format!("from {}", outcome.say(p.value))),
            outcome.latest.as_ref().map(|p| format!("now {}", outcome.say(p.value))),
            outcome.expected.map(|v| format!("expected {}", outcome.say_computed(v))),
            outcome.target.map(|v| format!("target {} {}", outcome.op.unwrap_or(""), outcome.say(v))),
            outcome.by.as_ref().map(|by| format!("by {by}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        let owner = if outcome.item.owner_title.is_empty() { "nobody" } else { &outcome.item.owner_title };
        let _ = writeln!(
            out,
            "<article class=\"card\"><h3>{}</h3><p><span class=\"badge {tone}\">{}</span> {}</p>{}<p class=\"where\">{} · {}</p></article>",
            escaped(&outcome.item.title),
            outcome.health.replace('-', " "),
            line(&numbers.join(" · ")),
            chart(outcome),
            escaped(owner),
            escaped(&outcome.item.spot.to_string()),
        );
    }
    out.push_str("</div>\n");
    out
}

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 92.0;
const EDGE: f64 = 8.0;

/// The straight line to the target, and the readings; empty where there is nothing to draw.
fn chart(outcome: &Outcome) -> String {
    let day = |text: &Option<String>| text.as_deref().and_then(parse_iso);
    let readings: Vec<(Day, f64)> =
        outcome.readings.iter().filter_map(|p| Some((day(&p.on)?, p.value))).collect();
    let start = outcome
        .baseline
        .as_ref()
        .and_then(|p| Some((day(&p.on).or(readings.first().map(|r| r.0))?, p.value)));
    let end = day(&outcome.by).zip(outcome.target);
    let points: Vec<(Day, f64)> = readings.iter().copied().chain(start).chain(end).collect();
    if readings.is_empty() || points.len() < 2 {
        return String::new();
    }
    let days = || points.iter().map(|p| f64::from(p.0));
    let values = || points.iter().map(|p| p.1).chain(outcome.target);
    let (first, last) = (days().fold(f64::INFINITY, f64::min), days().fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let share = |value: f64, from: f64, to: f64| if to > from { (value - from) / (to - from) } else { 0.5 };
    let x = |day: Day| EDGE + share(f64::from(day), first, last) * (WIDTH - 2.0 * EDGE);
    let y = |value: f64| HEIGHT - EDGE - share(value, low, high) * (HEIGHT - 2.0 * EDGE);
    let mut svg = format!(
        "<svg class=\"chart\" role=\"img\" aria-label=\"{} readings of {}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">",
        readings.len(),
        escaped(&outcome.item.title)
    );
    if let Some(target) = outcome.target {
        let _ = write!(
            svg,
            "<line class=\"goal\" x1=\"{EDGE}\" x2=\"{:.1}\" y1=\"{1:.1}\" y2=\"{1:.1}\"/>",
            WIDTH - EDGE,
            y(target)
        );
    }
    if let (Some(from), Some(to)) = (start, end) {
        let _ = write!(
            svg,
            "<line class=\"way\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
            x(from.0),
            y(from.1),
            x(to.0),
            y(to.1)
        );
    }
    let drawn: Vec<String> = readings.iter().map(|(d, v)| format!("{:.1},{:.1}", x(*d), y(*v))).collect();
    let _ = write!(svg, "<polyline class=\"read\" points=\"{}\"/>", drawn.join(" "));
    for ((d, v), point) in readings.iter().zip(&outcome.readings) {
        let on = point.on.as_deref().unwrap_or("");
        let _ = write!(
            svg,
            "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.2\"><title>{} on {on}</title></circle>",
            x(*d),
            y(*v),
            escaped(&outcome.say(*v))
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The heat map as a table: the band stands in each cell, the numbers are those of the register.
pub fn risks(data: &RisksData) -> String {
    if data.risks.is_empty() {
        return String::new();
    }
    let matrix = &data.matrix;
    let mut out = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Heat map\"><table class=\"heat\"><caption>Heat map: likelihood upwards, impact to the right; numbers are those of the register</caption><thead><tr><td></td>",
    );
    for word in &matrix.impact {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(word));
    }
    out.push_str("</tr></thead><tbody>\n");
    for (at, row) in matrix.cells.chunks(matrix.impact.len().max(1)).enumerate() {
        let word = matrix.likelihood.iter().rev().nth(at).map_or("", String::as_str);
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(word));
        for cell in row {
            let inside = match cell.numbers().len() {
                0 => String::new(),
                1..=8 => cell.numbers().iter().map(|n| format!("<b>{n}</b>")).collect::<Vec<_>>().join(" "),
                n => format!("<b>{n} risks</b>"),
            };
            let _ = write!(out, "<td class=\"heat-{}\">{inside}<small>{}</small></td>", cell.band, cell.band);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    out
}
