//! Where the pieces of a property are broken into lines: where the author broke them, where a comment ends a line, and
//! where they do not fit.

use crate::WIDTH;
use crate::pieces::{Join, Piece};
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// How many columns a piece takes; of several lines the first one counts.
fn width(piece: &Piece<'_>) -> usize {
    let first = piece.text.split('\n').next().unwrap_or("");
    let infix = if piece.infix.is_empty() { 0 } else { piece.infix.len() + 1 };
    let comments: usize = piece.inline.iter().map(|comment| columns(comment) + 1).sum();
    infix + columns(first) + piece.end.len() + comments
}

/// Writes the pieces on one line; gives up where they need more.
pub(crate) fn on_one_line(pieces: &[Piece<'_>], out: &mut String) -> bool {
    for (index, piece) in pieces.iter().enumerate() {
        if piece.after.is_some() || !piece.own.is_empty() || piece.text.contains('\n') {
            return false;
        }
        if index > 0 {
            out.push(' ');
        }
        push(out, piece);
    }
    true
}

fn push(out: &mut String, piece: &Piece<'_>) {
    for comment in &piece.inline {
        out.push_str(comment);
        out.push(' ');
    }
    if !piece.infix.is_empty() {
        out.push_str(piece.infix);
        out.push(' ');
    }
    out.push_str(&piece.text);
    out.push_str(piece.end);
}

/// Ends the line and starts the next one.
pub(crate) fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    spaces(out, indent);
}

/// Indents a line.
pub(crate) fn spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// Writes the pieces over as many lines as they need; the first one stands at `indent`. The comment that ends the last line, if
/// any, is left to the caller.
pub(crate) fn over_lines(pieces: &[Piece<'_>], indent: usize, out: &mut String) {
    let total: usize = pieces.iter().map(|piece| width(piece) + 1).sum();
    let plain = |piece: &Piece<'_>| !piece.broken && piece.own.is_empty() && piece.after.is_none();
    if indent + total <= WIDTH && pieces.iter().all(plain) {
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            push(out, piece);
        }
        return;
    }
    let breaks = breaks(pieces, indent);
    let listed = pieces.iter().zip(&breaks).any(|(piece, broken)| *broken && piece.join == Join::List);
    let mut first_value = true;
    for (index, piece) in pieces.iter().enumerate() {
        first_value &= piece.join != Join::List;
        let deeper = if listed && !first_value && piece.join != Join::List { 4 } else { 2 };
        if index > 0 && breaks[index] {
            if let Some(comment) = &pieces[index - 1].after {
                out.push(' ');
                out.push_str(comment);
            }
            for comment in &piece.own {
                new_line(out, indent + deeper);
                out.push_str(comment);
            }
            new_line(out, indent + deeper);
        } else if index > 0 {
            out.push(' ');
        }
        push(out, piece);
    }
}

/// Before which pieces a line ends.
fn breaks(pieces: &[Piece<'_>], indent: usize) -> Vec<bool> {
    let forced = |i: usize| i > 0 && (pieces[i - 1].after.is_some() || !pieces[i].own.is_empty());
    let mut breaks: Vec<bool> = (0..pieces.len()).map(forced).collect();
    let is = |i: usize, join: Join| pieces[i].join == join;
    let lists = || (0..pieces.len()).filter(|i| is(*i, Join::List));
    let total: usize = pieces.iter().map(|piece| width(piece) + 1).sum();
    let hops = (0..pieces.len()).any(|i| is(i, Join::Hop) && (pieces[i].broken || breaks[i]));
    let wide = indent + total - 1 > WIDTH;
    if lists().any(|i| pieces[i].broken || breaks[i]) || (wide || hops) && lists().next().is_some() {
        lists().for_each(|i| breaks[i] = true);
    }
    // Each value by itself: a chain that was broken, or does not fit its line, has a hop per line.
    let mut start = 0;
    while start < pieces.len() {
        let end =
            (start + 1..pieces.len()).find(|i| is(*i, Join::List) && breaks[*i]).unwrap_or(pieces.len());
        let line: usize = pieces[start..end].iter().map(|piece| width(piece) + 1).sum();
        let inner = (start + 1..end).filter(|i| is(*i, Join::Hop));
        let wide = indent + 2 * usize::from(start > 0) + line - 1 > WIDTH;
        if wide || inner.clone().any(|i| pieces[i].broken || breaks[i]) {
            inner.for_each(|i| breaks[i] = true);
        }
        start = end;
    }
    breaks
}
