//! The plan as a drawing: a bar per piece of work from its earliest start (or the day on which it began) to its earliest
//! finish, its slack behind it, its due date, today, the critical path by colour, by hatching and by a word.

use crate::block::Block;
use crate::render::html::{self, escaped};
use crate::render::wrap;
use crate::say;
use crate::views::{PlanData, PlanItem};
use prog_model::dates::{self, Day, iso, parse_iso};
use std::fmt::Write;

/// More rows than this cannot be read on a page; those that matter stay.
const MOST: usize = 50;
const LABEL: f64 = 230.0;
const ROW: f64 = 26.0;
const HEAD: f64 = 30.0;
const WIDTH: f64 = 960.0;

pub fn timeline(plan: &PlanData, today: Day) -> String {
    if plan.items.is_empty() {
        return "<p class=\"empty\">No task and no milestone is declared.</p>".into();
    }
    let rows = chosen(plan);
    let scale = Scale::of(plan, &rows, today);
    let height = HEAD + rows.len() as f64 * ROW + 10.0;
    let critical = plan.items.iter().filter(|i| i.critical).count();
    let mut out = format!(
        "<p>From {} to {}: {}; {critical} of {} critical.{}</p>\n<p class=\"legend\"><span class=\"key crit\"></span> critical <span class=\"key work\"></span> work <span class=\"key done\"></span> done <span class=\"key slack\"></span> slack, ◆ milestone, ▼ due date</p>\n",
        plan.network.start,
        plan.network.finish,
        say::count(plan.network.length.max(0) as usize, "working day", "working days"),
        say::count(plan.items.len(), "item", "items"),
        if rows.len() < plan.items.len() {
            format!(" The {} that matter most are drawn.", rows.len())
        } else {
            String::new()
        },
    );
    out.push_str(&plan.unsaid().map_or_else(String::new, |note| html::html(&[Block::Text(note)], 3)));
    let _ = writeln!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline, drawn\"><svg class=\"gantt\" role=\"img\" aria-label=\"Timeline of {} items\" viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"{WIDTH}\" height=\"{height:.0}\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"crit-back\" width=\"6\" height=\"6\"/><rect class=\"crit-line\" width=\"2\" height=\"6\"/></pattern></defs>",
        rows.len()
    );
    scale.draw(&mut out, height, today);
    for (number, item) in rows.iter().enumerate() {
        draw(&mut out, item, &scale, HEAD + number as f64 * ROW);
    }
    out.push_str("</svg></div>\n");
    out
}

/// All, or of very many the milestones, what is late, and the critical work; by the day on which their bars begin.
fn chosen(plan: &PlanData) -> Vec<&PlanItem> {
    let mut all: Vec<&PlanItem> = plan.items.iter().collect();
    if all.len() > MOST {
        let weight = |i: &PlanItem| {
            let over = matches!(i.status, "done" | "reached");
            (over, i.late_by.is_none(), !i.critical, i.item.kind != "milestone", i.slack)
        };
        all.sort_by(|a, b| weight(a).cmp(&weight(b)).then_with(|| a.item.path.cmp(&b.item.path)));
        all.truncate(MOST);
    }
    all.sort_by(|a, b| (a.first_day(), a.ef, &a.item.path).cmp(&(b.first_day(), b.ef, &b.item.path)));
    all
}

struct Scale {
    first: Day,
    last: Day,
}

impl Scale {
    fn of(plan: &PlanData, rows: &[&PlanItem], today: Day) -> Self {
        let texts =
            rows.iter().flat_map(|i| [Some(i.first_day()), Some(&i.finish), i.due.as_deref()]).flatten();
        let days: Vec<Day> =
            texts.chain([plan.network.start.as_str(), &plan.network.finish]).filter_map(parse_iso).collect();
        let (first, last) =
            (days.iter().min().copied().unwrap_or(today), days.iter().max().copied().unwrap_or(today));
        Self { first, last: last.max(first + 7) }
    }

    fn x(&self, day: Day) -> f64 {
        let share = f64::from(day - self.first) / f64::from(self.last - self.first).max(1.0);
        LABEL + share.clamp(0.0, 1.0) * (WIDTH - LABEL - 24.0)
    }

    /// Months, and today.
    fn draw(&self, out: &mut String, height: f64, today: Day) {
        let (mut year, mut month, _) = dates::civil(self.first);
        let months = (self.last - self.first) / 30 + 1;
        // At most about a dozen lines.
        let step = (months / 12 + 1) as u32;
        let mut number = 0;
        while let Some(day) = dates::day(year, month, 1).filter(|day| *day <= self.last) {
            if day >= self.first && number % step == 0 {
                let x = self.x(day);
                let _ = writeln!(
                    out,
                    "<line class=\"grid-line\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.0}\" y2=\"{height:.0}\"/><text class=\"tick\" x=\"{:.1}\" y=\"14\">{}</text>",
                    HEAD - 8.0,
                    x + 3.0,
                    &iso(day)[..7]
                );
            }
            number += 1;
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        if (self.first..=self.last).contains(&today) {
            let x = self.x(today);
            let _ = writeln!(
                out,
                "<line class=\"today\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"18\" y2=\"{height:.0}\"/><text class=\"tick strong\" x=\"{:.1}\" y=\"26\">today</text>",
                x + 3.0
            );
        }
    }
}

fn draw(out: &mut String, item: &PlanItem, scale: &Scale, y: f64) {
    let label = wrap(&item.item.title, 32);
    let label = if label.len() > 1 { format!("{} …", label[0]) } else { label[0].clone() };
    let (Some(start), Some(finish)) = (parse_iso(item.first_day()), parse_iso(&item.finish)) else { return };
    let over = matches!(item.status, "done" | "reached");
    let class = match (over, item.critical) {
        (true, _) => "done",
        (false, true) => "crit",
        _ => "work",
    };
    let middle = y + ROW / 2.0;
    let late = item.late_by.map_or_else(String::new, |by| format!(", {by} working days late"));
    let due = item.due.as_ref().map_or_else(String::new, |d| format!(", due {d}"));
    let critical = if item.critical && !over { ", critical" } else { "" };
    let _ = write!(
        out,
        "<g><title>{} ({}): {} to {}{due}{late}{critical}, slack {} working days\n{}</title><text class=\"row{}\" x=\"0\" y=\"{:.1}\">{}</text>",
        escaped(&item.item.title),
        item.item.kind,
        item.first_day(),
        item.finish,
        item.slack,
        escaped(&item.item.spot.to_string()),
        if class == "crit" { " strong" } else { "" },
        middle + 4.0,
        escaped(&label)
    );
    // A working day of slack is seven fifths of a day of the calendar.
    if item.slack > 0 && !over {
        let from = scale.x(finish + 1);
        let to = scale.x(finish + 1 + (item.slack as f64 * 1.4) as Day);
        let _ = write!(
            out,
            "<rect class=\"slack\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"4\"/>",
            middle - 2.0,
            (to - from).max(0.0)
        );
    }
    if item.item.kind == "milestone" {
        let x = scale.x(finish);
        let _ = write!(out, "<path class=\"gb {class}\" d=\"M{:.1} {middle:.1}l7 -7l7 7l-7 7z\"/>", x - 7.0);
    } else {
        let (from, to) = (scale.x(start), scale.x(finish + 1));
        let _ = write!(
            out,
            "<rect class=\"gb {class}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"14\" rx=\"2\"/>",
            middle - 7.0,
            (to - from).max(3.0)
        );
    }
    if let Some(day) = item.due.as_deref().and_then(parse_iso) {
        let class = if item.late_by.is_some() { "due missed" } else { "due" };
        let _ =
            write!(out, "<path class=\"{class}\" d=\"M{:.1} {:.1}h8l-4 7z\"/>", scale.x(day) - 4.0, y + 1.0);
    }
    out.push_str("</g>\n");
}
