//! Blocks for a terminal of some width: tables by comfy-table, whose columns are fitted here first, so that no word is
//! broken while a column can be left out.

use super::fit::{self, GAP};
use crate::block::{Align, Bars, Block, Cell, Table, Tone};
use crate::say;
use comfy_table::{CellAlignment, Color, ContentArrangement, ContentLineStyle, LineStyle, TableStyle};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// More rows than this say nothing to a reader at a terminal.
const MOST_ROWS: usize = 1000;

/// Prints blocks under a title.
pub fn terminal(title: &str, blocks: &[Block], width: usize, color: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", painted(title, Tone::Strong, color));
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 && !matches!(blocks[at - 1], Block::Heading(_)) {
            out.push('\n');
        }
        match block {
            Block::Heading(text) => {
                let _ = writeln!(out, "{}", painted(text, Tone::Strong, color));
            }
            Block::Text(text) => paragraph(&mut out, text, width),
            Block::List(items) => items.iter().for_each(|item| bullet(&mut out, item, width, color)),
            Block::Table(table) => draw(&mut out, table, width, color),
            Block::Bars(bars) => draw_bars(&mut out, bars, width, color),
        }
    }
    harmless(out, color)
}

/// A text whose control characters move no cursor and set no title: of what a spec may hold, only colours pass.
fn harmless(text: String, color: bool) -> String {
    let odd = |c: char| c.is_control() && c != '\n';
    if !text.contains(odd) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let shown = !odd(c) || color && c == '\x1b' && sets_color(&text[at + 1..]);
        out.push(if shown { c } else { char::REPLACEMENT_CHARACTER });
    }
    out
}

/// Whether what follows an escape character chooses a colour.
fn sets_color(rest: &str) -> bool {
    let Some(code) = rest.strip_prefix('[') else { return false };
    code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
}

fn paragraph(out: &mut String, text: &str, width: usize) {
    for line in fit::wrap(text, width.min(100)) {
        let _ = writeln!(out, "{line}");
    }
}

fn bullet(out: &mut String, item: &Cell, width: usize, color: bool) {
    for (at, line) in fit::wrap(&item.text, width.min(110) - 2).iter().enumerate() {
        let mark = if at == 0 { "- " } else { "  " };
        let _ = writeln!(out, "{mark}{}", painted(line, item.tone, color));
    }
}

fn painted(text: &str, tone: Tone, color: bool) -> String {
    let code = match tone {
        Tone::Plain => "",
        Tone::Muted => "2",
        Tone::Strong => "1",
        Tone::Good => "32",
        Tone::Watch => "33",
        Tone::Bad => "31",
        Tone::Worst => "1;31",
    };
    if color && !code.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

const LINES: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction(' '))
    .content_lines(ContentLineStyle::none().junction(' '));

fn draw(out: &mut String, table: &Table, width: usize, color: bool) {
    if table.rows.is_empty() {
        return paragraph(out, &table.empty, width);
    }
    let most = if table.rows.len() > MOST_ROWS { &table.rows[..MOST_ROWS] } else { &table.rows };
    let fitted = if table.grid { fit_grid(table, width) } else { fit::fit(table, width, GAP) };
    let _ = writeln!(out, "{}", drawn(table, most, &fitted.columns, color));
    let columns = fitted.left_out.iter().map(|c| format!("\"{}\"", table.head(*c))).collect::<Vec<_>>();
    let mut notes = Vec::new();
    if most.len() < table.rows.len() {
        let (shown, all) = (say::thousands(most.len() as i64), say::thousands(table.rows.len() as i64));
        notes.push(format!("{shown} of {all} rows shown"));
    }
    if !columns.is_empty() {
        notes.push(format!("no room for {}", say::list(&columns)));
    }
    if !notes.is_empty() {
        let note = format!("{}; --format csv has all", notes.join("; "));
        for line in fit::wrap(&note, width) {
            let _ = writeln!(out, "{}", painted(&line, Tone::Muted, color));
        }
    }
}

/// A frame takes three characters between two cells and two at each end.
fn fit_grid(table: &Table, width: usize) -> fit::Fit {
    fit::fit(table, width.saturating_sub(4), 3)
}

fn drawn(table: &Table, rows: &[Vec<Cell>], columns: &[(usize, usize)], color: bool) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(if table.grid {
        comfy_table::presets::UTF8_FULL.with_solid_inner_borders()
    } else {
        LINES
    });
    drawn.set_content_arrangement(ContentArrangement::Disabled);
    if color {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    let cell = |text: &str, width: usize, tone: Tone, align: Align| {
        let lines = fit::wrap(text, width).join("\n");
        styled(comfy_table::Cell::new_owned(lines), tone).set_alignment(match align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
            Align::Centre => CellAlignment::Center,
        })
    };
    let align = |column: usize| table.columns[column].align;
    let head = |(c, w): &(usize, usize)| cell(table.head(*c), *w, Tone::Strong, align(*c));
    drawn.set_header(columns.iter().map(head).collect::<Vec<_>>());
    for row in rows {
        let cells = columns.iter().map(|(c, w)| cell(&row[*c].text, *w, row[*c].tone, align(*c)));
        drawn.add_row(cells.collect::<Vec<_>>());
    }
    let last = columns.len().saturating_sub(1);
    for (at, (column, width)) in
        drawn.column_iter_mut().zip(columns).enumerate().map(|(at, (c, w))| (at, (c, w.1)))
    {
        if !table.grid {
            column.set_padding((0, u16::from(at < last)));
        }
        let padding = if table.grid { 2 } else { u16::from(at < last) };
        column.set_constraint(comfy_table::ColumnConstraint::Absolute(comfy_table::Width::Fixed(
            width as u16 + padding,
        )));
    }
    let text = drawn.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

fn styled(cell: comfy_table::Cell, tone: Tone) -> comfy_table::Cell {
    match tone {
        Tone::Plain => cell,
        Tone::Muted => cell.add_attribute(comfy_table::Attribute::Dim),
        Tone::Strong => cell.add_attribute(comfy_table::Attribute::Bold),
        Tone::Good => cell.fg(Color::DarkGreen),
        Tone::Watch => cell.fg(Color::DarkYellow),
        Tone::Bad => cell.fg(Color::DarkRed),
        Tone::Worst => cell.fg(Color::DarkRed).add_attribute(comfy_table::Attribute::Bold),
    }
}

fn draw_bars(out: &mut String, bars: &Bars, width: usize, color: bool) {
    if !bars.title.is_empty() {
        paragraph(out, &bars.title, width);
    }
    let widest =
        |text: fn(&crate::block::Bar) -> &str| bars.bars.iter().map(|b| text(b).width()).max().unwrap_or(0);
    let labels = widest(|b| &b.label).min(width / 3).max(1);
    let values = widest(|b| &b.value).min(width / 3);
    let room = width.saturating_sub(labels + values + 4).clamp(4, 60);
    for bar in &bars.bars {
        let lines = fit::wrap(&bar.label, labels);
        let drawn = painted(&bar_text(bar.span, room), bar.tone, color);
        let pad = " ".repeat(labels - lines[0].width().min(labels));
        let _ = writeln!(out, "{}{pad}  {drawn}  {}", lines[0], bar.value);
        for line in &lines[1..] {
            let _ = writeln!(out, "{line}");
        }
    }
}

/// A bar of blocks in a field of `room` characters.
fn bar_text((from, to): (f64, f64), room: usize) -> String {
    let at = |share: f64| (share.clamp(0.0, 1.0) * room as f64).round() as usize;
    let (first, mut last) = (at(from), at(to));
    if last == first && to > from {
        last = first + 1;
    }
    let mut text = " ".repeat(first);
    text.push_str(&"█".repeat(last - first));
    text.push_str(&" ".repeat(room.saturating_sub(last)));
    text
}
