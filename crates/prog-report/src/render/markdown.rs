//! Blocks as Markdown: for a wiki, a pull request, a mail.

use crate::block::{Align, Bars, Block, Table, Tone};
use std::fmt::Write;

/// Blocks under a title of this level.
pub fn markdown(title: &str, blocks: &[Block], level: usize) -> String {
    let mut out = format!("{} {}\n", "#".repeat(level), escaped(title));
    for block in blocks {
        out.push('\n');
        match block {
            Block::Heading(text) => {
                let _ = writeln!(out, "{} {}", "#".repeat(level + 1), escaped(text));
            }
            Block::Text(text) => {
                let _ = writeln!(out, "{}", escaped(text));
            }
            Block::List(items) => items.iter().for_each(|item| {
                let _ = writeln!(out, "- {}", toned(&item.text, item.tone));
            }),
            Block::Table(table) if table.rows.is_empty() => {
                let _ = writeln!(out, "{}", escaped(&table.empty));
            }
            Block::Table(table) => draw(&mut out, table),
            Block::Bars(bars) => draw_bars(&mut out, bars),
        }
    }
    out
}

fn draw(out: &mut String, table: &Table) {
    let columns: Vec<usize> = (0..table.columns.len()).filter(|c| !table.columns[*c].hidden).collect();
    out.push('|');
    for column in &columns {
        let _ = write!(out, " {} |", escaped(table.head(*column)));
    }
    out.push_str("\n|");
    for column in &columns {
        out.push_str(match table.columns[*column].align {
            Align::Left => " --- |",
            Align::Right => " ---: |",
            Align::Centre => " :---: |",
        });
    }
    out.push('\n');
    for row in &table.rows {
        out.push('|');
        for column in &columns {
            let _ = write!(out, " {} |", toned(&row[*column].text, row[*column].tone));
        }
        out.push('\n');
    }
}

fn toned(text: &str, tone: Tone) -> String {
    let text = escaped(text);
    match tone {
        Tone::Strong | Tone::Bad | Tone::Worst if !text.is_empty() => format!("**{text}**"),
        _ => text,
    }
}

fn draw_bars(out: &mut String, bars: &Bars) {
    if !bars.title.is_empty() {
        let _ = writeln!(out, "{}\n", escaped(&bars.title));
    }
    out.push_str("```\n");
    let widest = bars.bars.iter().map(|b| b.label.chars().count()).max().unwrap_or(0);
    for bar in &bars.bars {
        let at = |share: f64| (share.clamp(0.0, 1.0) * 40.0).round() as usize;
        let (first, last) = (at(bar.span.0), at(bar.span.1));
        let drawn = format!("{}{}", " ".repeat(first), "█".repeat(last.saturating_sub(first)));
        let line = format!("{:widest$}  {drawn:40}  {}", bar.label, bar.value);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push_str("```\n");
}

/// A text that Markdown shows as it is, on one line. What stands between two backticks stays code.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        if let Some(code) = code_span(rest) {
            // In a table a bar ends the cell even within code.
            out.push_str(&code.replace('|', "\\|"));
            rest = &rest[code.len()..];
            continue;
        }
        match c {
            '\n' => out.push_str("<br>"),
            '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The code that a text starts with, with its backticks.
fn code_span(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?;
    let length = inner.find(['`', '\n']).filter(|at| *at > 0 && inner[*at..].starts_with('`'))?;
    Some(&text[..length + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_shown_and_code_stays_code() {
        assert_eq!(escaped("a_b *c* <d>"), "a\\_b \\*c\\* \\<d>");
        assert_eq!(escaped("Say why: `because: \"<…>_\"`"), "Say why: `because: \"<…>_\"`");
        assert_eq!(escaped("`a|b`"), "`a\\|b`");
        assert_eq!(escaped("5` by\n6`"), "5\\` by<br>6\\`");
        assert_eq!(escaped("``"), "\\`\\`");
    }
}
