//! Where the pieces of a property are broken into lines: where the author broke them, where a comment ends a line, and
//! where they do not fit.

use crate::WIDTH;
use crate::pieces::{Join, Piece};
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

fn width(piece: &Piece) -> usize {
    let first = piece.text.lines().next().unwrap_or("");
    columns(first) + piece.inline.iter().map(|comment| columns(comment) + 1).sum::<usize>()
}

/// The pieces on one line, or `None` where they need more.
pub(crate) fn on_one_line(pieces: &[Piece]) -> Option<String> {
    let mut out = String::new();
    for piece in pieces {
        if piece.after.is_some() || !piece.own.is_empty() || piece.text.contains('\n') {
            return None;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        push(&mut out, piece);
    }
    Some(out)
}

fn push(out: &mut String, piece: &Piece) {
    for comment in &piece.inline {
        out.push_str(comment);
        out.push(' ');
    }
    out.push_str(&piece.text);
}

/// The pieces over as many lines as they need; the first one stands at `indent`. The comment that ends the last line, if
/// any, is left to the caller.
pub(crate) fn over_lines(pieces: &[Piece], indent: usize) -> String {
    let breaks = breaks(pieces, indent);
    let listed = pieces.iter().zip(&breaks).any(|(piece, broken)| *broken && piece.join == Join::List);
    let mut out = String::new();
    let mut first_value = true;
    for (index, piece) in pieces.iter().enumerate() {
        first_value &= piece.join != Join::List;
        let deeper = if listed && !first_value && piece.join != Join::List { 4 } else { 2 };
        let pad = " ".repeat(indent + deeper);
        if index > 0 && breaks[index] {
            if let Some(comment) = &pieces[index - 1].after {
                out.push(' ');
                out.push_str(comment);
            }
            for comment in &piece.own {
                out.push('\n');
                out.push_str(&pad);
                out.push_str(comment);
            }
            out.push('\n');
            out.push_str(&pad);
        } else if index > 0 {
            out.push(' ');
        }
        push(&mut out, piece);
    }
    out
}

/// Before which pieces a line ends.
fn breaks(pieces: &[Piece], indent: usize) -> Vec<bool> {
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
