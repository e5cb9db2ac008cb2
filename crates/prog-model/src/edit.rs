//! Edits that fixes and refactors share: where in a declaration something new goes, and how it is indented.

use crate::file::DeclData;
use prog_syntax::text::{is_blank, with_line_ends_of};
use prog_syntax::{Span, TextEdit};

/// Inserts properties at the start of a declaration's block, in the shape that the block has; gives it a block if it
/// has none. Several properties go in the order given.
pub fn insert_property(text: &str, decl: DeclData, properties: &[(&str, &str)]) -> TextEdit {
    let lines: Vec<String> = properties.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    insert_lines(text, decl, &lines)
}

/// Inserts members (properties, or declarations of one or several lines) at the start of a declaration's block.
pub fn insert_lines(text: &str, decl: DeclData, members: &[String]) -> TextEdit {
    in_style_of(text, lines_inserted(text, decl, members))
}

fn lines_inserted(text: &str, decl: DeclData, members: &[String]) -> TextEdit {
    let (indent, step) = (indent_at(text, decl.span.start), step(text, decl));
    let Some(brace) = open_brace(text, decl) else {
        let at = head_end(decl);
        let inner: String =
            members.iter().map(|m| format!("\n{indent}{step}{}", indented(m, &indent, step))).collect();
        return TextEdit { span: Span::at(at), text: format!(" {{{inner}\n{indent}}}") };
    };
    let body = Span::new(brace + 1, decl.span.end.max(brace + 1));
    let rest = body.text(text).trim_end().strip_suffix('}').unwrap_or(body.text(text));
    let one_line = !rest.contains('\n') && body.text(text).trim_end().ends_with('}');
    if one_line && members.iter().all(|m| !m.contains('\n')) && !rest.trim().is_empty() {
        return TextEdit { span: Span::at(brace + 1), text: format!(" {},", members.join(", ")) };
    }
    let inner: String =
        members.iter().map(|m| format!("\n{indent}{step}{}", indented(m, &indent, step))).collect();
    if one_line {
        // An empty block, or one that has to be opened up.
        let rest = rest.trim();
        let rest = if rest.is_empty() { String::new() } else { format!("\n{indent}{step}{rest}") };
        return TextEdit { span: body, text: format!("{inner}{rest}\n{indent}}}") };
    }
    // A block may go on over several lines and yet begin on that of its brace.
    let first = rest.split('\n').next().unwrap_or("");
    let begun = first.trim_start();
    let only_comments = || prog_syntax::parse(first).nodes.is_empty();
    if begun.is_empty() || begun.starts_with("//") || begun.starts_with("/*") && only_comments() {
        return TextEdit { span: Span::at(brace + 1), text: inner };
    }
    let space = (first.len() - begun.len()) as u32;
    TextEdit { span: Span::new(brace + 1, brace + 1 + space), text: format!("{inner}\n{indent}{step}") }
}

/// The edit with the line ends that the file has.
fn in_style_of(text: &str, mut edit: TextEdit) -> TextEdit {
    edit.text = with_line_ends_of(text, &edit.text).into_owned();
    edit
}

/// How much deeper a block is indented than what it belongs to: as in this declaration, or else as at the start of the file;
/// two spaces where neither shows it.
fn step(text: &str, decl: DeclData) -> &str {
    let start =
        decl.span.start as usize - indent_at(text, decl.span.start).len().min(decl.span.start as usize);
    let own = text.get(start..decl.span.end as usize).unwrap_or("");
    step_in(own).or_else(|| step_in(text)).unwrap_or("  ")
}

/// How much of a text is looked at for how it is indented.
const LOOKED_AT: usize = 16 * 1024;

fn step_in(text: &str) -> Option<&str> {
    let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    let mut lines = start.split('\n').filter(|l| !l.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let Some(next) = lines.peek().filter(|_| line.trim_end().ends_with('{')) else { continue };
        let (outer, inner) = (blank(line), blank(next));
        let deeper = outer < inner && inner <= outer + 8 && next.starts_with(&line[..outer]);
        if deeper && !next.trim().starts_with('}') {
            return Some(&next[outer..inner]);
        }
    }
    None
}

/// Lines that are indented by two spaces a step, with the steps of the file of `decl`. What is in a text block stays.
pub fn in_steps_of(text: &str, decl: DeclData, lines: &str) -> String {
    match step(text, decl) {
        "  " => lines.to_owned(),
        _ if lines.contains("\"\"\"") => lines.to_owned(),
        step => lines.split('\n').map(|line| in_steps(line, step)).collect::<Vec<_>>().join("\n"),
    }
}

fn in_steps(line: &str, step: &str) -> String {
    let count = (line.len() - line.trim_start_matches(' ').len()) / 2;
    format!("{}{}", step.repeat(count), &line[2 * count..])
}

/// A member with each of its lines but the first indented, empty ones aside.
fn indented(member: &str, indent: &str, step: &str) -> String {
    let stepped = step != "  " && !member.contains("\"\"\"");
    let line_of = |line: &str| if stepped { in_steps(line, step) } else { line.to_owned() };
    let lines: Vec<String> = member
        .split('\n')
        .enumerate()
        .map(|(at, line)| {
            if at == 0 || line.is_empty() {
                line.to_owned()
            } else {
                format!("{indent}{step}{}", line_of(line))
            }
        })
        .collect();
    lines.join("\n")
}

/// What is to be added to a file, with the line ends that the file has.
pub fn in_line_ends_of(file: &str, added: String) -> String {
    match file.find('\n').is_some_and(|at| file[..at].ends_with('\r')) {
        true => added.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => added,
    }
}

/// Inserts a member at the end of a declaration's block, on lines of its own.
pub fn append_member(text: &str, decl: DeclData, member: &str) -> TextEdit {
    in_style_of(text, member_appended(text, decl, member))
}

fn member_appended(text: &str, decl: DeclData, member: &str) -> TextEdit {
    let (indent, step) = (indent_at(text, decl.span.start), step(text, decl));
    let body = open_brace(text, decl).map(|b| Span::new(b + 1, decl.span.end));
    let closed = body.is_some_and(|b| b.text(text).ends_with('}'));
    let Some(body) = body.filter(|_| closed) else { return lines_inserted(text, decl, &[member.to_owned()]) };
    let inside = body.text(text);
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    if !inside.contains('\n') {
        let members: Vec<String> = if inside.trim().is_empty() {
            vec![]
        } else {
            vec![inside.trim().trim_end_matches(',').to_owned()]
        };
        let before: String = members.iter().map(|m| format!("\n{indent}{step}{m}\n")).collect();
        let text = format!("{before}\n{indent}{step}{}\n{indent}}}", indented(member, &indent, step));
        return TextEdit { span: body, text };
    }
    let kept = inside.trim_end().len() as u32;
    let gap = if inside.trim().is_empty() { "\n" } else { "\n\n" };
    let span = Span::new(body.start + kept, body.end);
    TextEdit { span, text: format!("{gap}{indent}{step}{}\n{indent}}}", indented(member, &indent, step)) }
}

/// Nobody sees how far a line is indented that is longer than this; and lines of megabytes must not be searched each time.
const LONG_LINE: usize = 1000;

/// The space before the first word of the line that `offset` is on.
pub fn indent_at(text: &str, offset: u32) -> String {
    let offset = offset as usize;
    let near = text.as_bytes()[offset.saturating_sub(LONG_LINE)..offset].iter().rposition(|b| *b == b'\n');
    let start = match near {
        Some(newline) => offset.saturating_sub(LONG_LINE) + newline + 1,
        None if offset <= LONG_LINE => 0,
        None => return String::new(),
    };
    text[start..].chars().take_while(|c| *c == ' ' || *c == '\t').collect()
}

/// Just past the last word of the declaration's head.
pub fn head_end(decl: DeclData) -> u32 {
    decl.kind_span.end.max(decl.name.end).max(decl.title.end)
}

/// The offset of the declaration's `{`.
pub fn open_brace(text: &str, decl: DeclData) -> Option<u32> {
    if !decl.has_block {
        return None;
    }
    let from = head_end(decl) as usize;
    // Only space and comments can stand between the head and its brace.
    let mut rest = &text[from..];
    loop {
        let trimmed = rest.trim_start_matches(is_blank);
        if trimmed.starts_with('{') {
            return Some((text.len() - trimmed.len()) as u32);
        }
        rest = match trimmed {
            t if t.starts_with("//") => &t[t.find('\n')?..],
            t if t.starts_with("/*") => &t[t.find("*/")? + 2..],
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a change made in its first declaration.
    fn changed(text: &str, change: impl Fn(&str, DeclData) -> TextEdit) -> String {
        let workspace =
            crate::Workspace::from_texts(crate::config::Config::default().schema(), &[("a.prog", text)]);
        let decl = workspace.decls().next().expect("a declaration");
        let edit = change(text, decl.data());
        let mut out = text.to_owned();
        out.replace_range(edit.span.range(), &edit.text);
        out
    }

    #[test]
    fn the_line_ends_of_the_file_are_kept() {
        let text = "risk a \"A\" {\r\n  owner: b\r\n}\r\n";
        let property = changed(text, |text, decl| insert_property(text, decl, &[("impact", "?")]));
        assert_eq!(property, "risk a \"A\" {\r\n  impact: ?\r\n  owner: b\r\n}\r\n");
        let member = changed(text, |text, decl| append_member(text, decl, "mitigation \"M\" {\n  due: ?\n}"));
        assert_eq!(
            member,
            "risk a \"A\" {\r\n  owner: b\r\n\r\n  mitigation \"M\" {\r\n    due: ?\r\n  }\r\n}\r\n"
        );
    }

    #[test]
    fn the_steps_of_the_file_are_kept() {
        let text = "risk a \"A\" {\n\towner: b\n}\n";
        let property = changed(text, |text, decl| insert_property(text, decl, &[("impact", "?")]));
        assert_eq!(property, "risk a \"A\" {\n\timpact: ?\n\towner: b\n}\n");
        let member = changed(text, |text, decl| append_member(text, decl, "mitigation \"M\" {\n  due: ?\n}"));
        assert_eq!(member, "risk a \"A\" {\n\towner: b\n\n\tmitigation \"M\" {\n\t\tdue: ?\n\t}\n}\n");
        let text = "risk a \"A\"\nrisk b {\n    owner: ?\n}\n";
        let property = changed(text, |text, decl| insert_property(text, decl, &[("impact", "?")]));
        assert_eq!(property, "risk a \"A\" {\n    impact: ?\n}\nrisk b {\n    owner: ?\n}\n");
    }

    #[test]
    fn empty_lines_stay_empty() {
        let text = "program p \"P\" {\n  owner: b\n}\n";
        let member =
            changed(text, |text, decl| append_member(text, decl, "risk r {\n  owner: ?\n\n  impact: ?\n}"));
        assert!(member.ends_with("  risk r {\n    owner: ?\n\n    impact: ?\n  }\n}\n"), "{member}");
    }

    #[test]
    fn a_comment_before_the_first_property_keeps_apart() {
        let text = "task t \"T\" { /* c */ owner: i,\n  due: ? }\n";
        let out = changed(text, |text, decl| insert_property(text, decl, &[("delivers", "?")]));
        assert_eq!(out, "task t \"T\" {\n  delivers: ?\n  /* c */ owner: i,\n  due: ? }\n");
    }
}
