//! The card of an outcome: how it does, with its readings as a small picture.

use super::card::Card;
use prog_analysis::Health;
use prog_facts::without_noise;
use prog_model::value::Quantity;
use prog_model::{Kind, key};

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Most readings that are drawn.
const DRAWN: usize = 16;

/// Numbers as a row of bars, the smallest the lowest. One number, or all the same, is a row of middle bars.
pub(crate) fn spark_line(values: &[f64]) -> String {
    let last = &values[values.len().saturating_sub(DRAWN)..];
    let finite = || last.iter().copied().filter(|v| v.is_finite());
    let (low, high) = finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let bar = |v: f64| match high - low {
        size if size > 0.0 => BARS[(((v - low) / size * 7.0).round() as usize).min(7)],
        _ => BARS[3],
    };
    finite().map(bar).collect()
}

pub(super) fn fill(card: &mut Card<'_>) {
    let decl = card.decl;
    let standing = card.facts.standing(decl);
    card.line("Health", health_words(standing.health));
    if let Some(metric) = decl.value(key::METRIC) {
        let text = match metric.target() {
            Some(metric) => format!("`{}`", metric.short()),
            None => super::card::plain(&metric.text().unwrap_or_default()),
        };
        card.line("Metric", text);
    }
    numbers(card);
    let unit = card.facts.unit_of(decl);
    if let (Some(latest), Some(expected)) = (standing.latest, standing.expected) {
        let show = |value| Quantity { value, unit: &unit }.to_string();
        let behind = standing.behind.unwrap_or(0.0);
        let where_ = if behind > 0.005 { "behind" } else { "on or ahead of" };
        // The line is read at the day of the latest reading, as that is what it is compared with.
        let day = latest.on.map_or("then".to_owned(), prog_model::dates::iso);
        card.line(
            &format!("Expected on {day}"),
            format!(
                "{}, {where_} the line with {}",
                show(card.facts.as_measured(decl, expected)),
                show(without_noise(latest.value))
            ),
        );
    }
    let by = decl.deadline(key::BY);
    card.date("By", by);
    let deliverers = card.facts.deliverers(decl);
    card.names("Delivered by", deliverers.into_iter());
    card.names("Supports", decl.refs(key::SUPPORTS));
    let flows = decl.referrers_by(key::SERVES).filter(|d| d.kind() == Kind::Flow);
    card.names("Served by", flows);
}

/// Readings, baseline and target on one line: `▁▃▅ 61.4% → 62.8%, target >= 66%`.
fn numbers(card: &mut Card<'_>) {
    let decl = card.decl;
    let dated = decl.values(key::READINGS).filter_map(|v| Some((v.dates().map(|d| d.last), v.quantity()?)));
    let mut readings: Vec<_> = dated.filter(|(day, _)| day.is_none_or(|d| d <= card.facts.today)).collect();
    readings.sort_by_key(|(day, _)| *day);
    let baseline = decl.quantity(key::BASELINE);
    let values: Vec<f64> = baseline.iter().chain(readings.iter().map(|(_, q)| q)).map(|q| q.value).collect();
    let mut text = String::new();
    if !readings.is_empty() {
        text.push_str(&format!("{} ", spark_line(&values)));
    }
    let ends: Vec<String> =
        baseline.iter().chain(readings.last().map(|(_, q)| q)).map(Quantity::to_string).collect();
    text.push_str(&ends.join(" → "));
    if let Some(target) = decl.value(key::TARGET) {
        let comma = if text.is_empty() { "" } else { ", " };
        text.push_str(&format!("{comma}target `{}`", target.written()));
    }
    card.line("Numbers", text);
}

/// A health in words.
pub(crate) fn health_words(health: Health) -> &'static str {
    match health {
        Health::Met => "met",
        Health::OnTrack => "on track",
        Health::TooEarly => "too early to tell: nothing that delivers it is done or due",
        Health::NoData => "no data",
        Health::AtRisk => "at risk: behind by more than a tenth of the way",
        Health::OffTrack => "off track",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_draw_a_line() {
        assert_eq!(spark_line(&[1.0, 2.0, 3.0, 8.0]), "▁▂▃█");
        assert_eq!(spark_line(&[5.0, 5.0]), "▄▄");
        assert_eq!(spark_line(&[]), "");
        assert_eq!(spark_line(&[f64::NAN, 1.0, f64::INFINITY]), "▄");
    }
}
