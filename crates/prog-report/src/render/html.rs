//! Blocks as HTML, for the status page.

use crate::block::{Align, Bars, Block, Cell, Table, Tone};
use std::fmt::Write;

/// Blocks one after the other; headings have this level.
pub fn html(blocks: &[Block], level: usize) -> String {
    let mut out = String::new();
    for block in blocks {
        let _ = match block {
            Block::Heading(text) => writeln!(out, "<h{level}>{}</h{level}>", escaped(text)),
            Block::Text(text) => writeln!(out, "<p>{}</p>", line(text)),
            Block::List(items) => {
                let items: String = items.iter().map(|item| format!("<li>{}</li>\n", cell(item))).collect();
                writeln!(out, "<ul>\n{items}</ul>")
            }
            Block::Table(table) if table.rows.is_empty() => {
                writeln!(out, "<p class=\"empty\">{}</p>", line(&table.empty))
            }
            Block::Table(table) => writeln!(out, "{}", draw(table)),
            Block::Bars(bars) => writeln!(out, "{}", draw_bars(bars)),
        };
    }
    out
}

fn draw(table: &Table) -> String {
    let columns: Vec<usize> = (0..table.columns.len()).filter(|c| shown(table, *c)).collect();
    let class = |column: usize| match table.columns[column].align {
        Align::Left => "",
        Align::Right => " class=\"num\"",
        Align::Centre => " class=\"mid\"",
    };
    let mut out = format!(
        "<div class=\"scroll\" tabindex=\"0\"><table{}>\n<thead><tr>",
        if table.grid { " class=\"grid\"" } else { "" }
    );
    for column in &columns {
        let _ = match table.head(*column) {
            // A heading that says nothing is none.
            "" => write!(out, "<td></td>"),
            head => write!(out, "<th scope=\"col\"{}>{}</th>", class(*column), escaped(head)),
        };
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for column in &columns {
            let short =
                row[*column].text.chars().count() <= 16 && table.columns[*column].align == Align::Left;
            let class = if short { " class=\"nb\"" } else { class(*column) };
            let _ = write!(out, "<td{class}>{}</td>", cell(&row[*column]));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>");
    out
}

fn shown(table: &Table, column: usize) -> bool {
    !table.columns[column].hidden && table.rows.iter().any(|row| !row[column].text.is_empty())
}

/// A text as it is, with its dates on one line and what stands between two backticks as code.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('`').peekable();
    let mut code = false;
    while let Some(part) = parts.next() {
        // A last backtick without a partner is a backtick.
        let closed = parts.peek().is_some();
        match (code, closed) {
            (true, true) => {
                let _ = write!(out, "<code>{}</code>", escaped(part));
            }
            (true, false) => {
                let _ = write!(out, "`{}", unbroken(&escaped(part)));
            }
            (false, _) => out.push_str(&unbroken(&escaped(part))),
        }
        code = !code;
    }
    out
}

fn cell(cell: &Cell) -> String {
    let text = line(&cell.text).replace('\n', "<br>");
    match class_of(cell.tone) {
        "" => text,
        _ if text.is_empty() => text,
        class => format!("<span class=\"{class}\">{text}</span>"),
    }
}

/// Keeps dates on one line: a browser breaks after their hyphens.
fn unbroken(text: &str) -> String {
    let is_date = |part: &str| {
        let pattern = b"0000-00-00";
        part.len() == pattern.len()
            && part.bytes().zip(pattern).all(|(c, p)| if *p == b'0' { c.is_ascii_digit() } else { c == *p })
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.get(..10).filter(|part| is_date(part)) {
            Some(date) => {
                out.push_str("<span class=\"nb\">");
                out.push_str(date);
                out.push_str("</span>");
                rest = &rest[10..];
            }
            None => {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The class of a tone in the page's style sheet.
pub fn class_of(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Muted => "muted",
        Tone::Strong => "strong",
        Tone::Good => "good",
        Tone::Watch => "watch",
        Tone::Bad => "bad",
        Tone::Worst => "worst",
    }
}

fn draw_bars(bars: &Bars) -> String {
    let mut out = String::new();
    if !bars.title.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escaped(&bars.title));
    }
    out.push_str("<div class=\"bars\">\n");
    for bar in &bars.bars {
        let (from, to) = (bar.span.0.clamp(0.0, 1.0) * 100.0, bar.span.1.clamp(0.0, 1.0) * 100.0);
        // A little is to be seen, and nothing is not.
        let width = if to > from { (to - from).max(0.4) } else { 0.0 };
        let _ = writeln!(
            out,
            "<div class=\"bar\"><span>{}</span><span class=\"track\" aria-hidden=\"true\"><i class=\"{}\" style=\"margin-left:{from:.1}%;width:{width:.1}%\"></i></span><span>{}</span></div>",
            escaped(&bar.label),
            class_of(bar.tone),
            escaped(&bar.value),
        );
    }
    out.push_str("</div>");
    out
}

/// A text that HTML shows as it is, in content and in attributes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No XML may hold them.
            c if c.is_control() && !c.is_whitespace() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
