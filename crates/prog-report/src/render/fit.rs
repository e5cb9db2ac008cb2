//! How wide the columns of a table may be, and how a text is broken into lines. A column never gets narrower than its
//! longest word unless there is no other way; before that, columns that may be left out are.

use crate::block::Table;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Between two columns.
pub const GAP: usize = 2;

/// The columns that are shown, with their widths.
#[derive(Debug, PartialEq, Eq)]
pub struct Fit {
    /// Column and width.
    pub columns: Vec<(usize, usize)>,
    /// Columns that found no room.
    pub left_out: Vec<usize>,
}

/// The widths of a column: all of it on one line, and its longest word.
struct Wish {
    column: usize,
    natural: usize,
    floor: usize,
}

/// Whatever is no longer than this stays on one line.
const SHORT: usize = 13;

/// No column of longer texts gets narrower than this.
const TEXT: usize = 16;

/// Longer paths of files than this are broken before another column is left out.
const PLACE: usize = 20;

/// Longer words than this are broken rather than given room.
const LONG_WORD: usize = 24;

/// Fits the visible columns of `table` into `width`, with `gap` between two.
pub fn fit(table: &Table, width: usize, gap: usize) -> Fit {
    let mut wishes: Vec<Wish> = visible(table).map(|column| wish(table, column)).collect();
    let mut left_out = Vec::new();
    let least = |wishes: &[Wish]| {
        wishes.iter().map(|w| w.floor).sum::<usize>() + gap * wishes.len().saturating_sub(1)
    };
    while least(&wishes) > width {
        let give = |w: &Wish| table.columns[w.column].give;
        let Some(at) =
            (0..wishes.len()).filter(|at| give(&wishes[*at]) > 0).max_by_key(|at| give(&wishes[*at]))
        else {
            break;
        };
        left_out.push(wishes.remove(at).column);
    }
    let room = width.saturating_sub(gap * wishes.len().saturating_sub(1));
    left_out.sort_unstable();
    Fit { columns: share(&wishes, room), left_out }
}

fn visible(table: &Table) -> impl Iterator<Item = usize> {
    // A column in which nothing is said is not worth its room.
    (0..table.columns.len()).filter(|column| {
        let said = table.rows.is_empty() || table.rows.iter().any(|row| !row[*column].text.is_empty());
        !table.columns[*column].hidden && (said || table.grid)
    })
}

fn wish(table: &Table, column: usize) -> Wish {
    let mut wish = Wish { column, natural: 1, floor: 1 };
    let long = if table.columns[column].breaks { PLACE } else { LONG_WORD };
    let cells = table.rows.iter().map(|row| row[column].text.as_str());
    for text in cells.chain([table.head(column)]) {
        for line in text.lines() {
            wish.natural = wish.natural.max(line.width());
            let longest = line.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
            wish.floor = wish.floor.max(longest.min(long));
        }
    }
    // Names and dates stay on one line; texts that run over many lines are hard to read in a narrow column.
    wish.floor = wish.floor.max(wish.natural.min(if wish.natural <= SHORT { SHORT } else { TEXT }));
    wish
}

/// Gives each column its floor, then shares what is left in proportion to what is missing.
fn share(wishes: &[Wish], room: usize) -> Vec<(usize, usize)> {
    let floors: usize = wishes.iter().map(|w| w.floor).sum();
    if floors > room {
        let most = cut(wishes, room);
        return wishes.iter().map(|w| (w.column, w.floor.min(most))).collect();
    }
    // What is left goes where most is missing.
    let left = room - floors;
    let missing: usize = wishes.iter().map(|w| w.natural - w.floor).sum();
    let more = |w: &Wish| ((w.natural - w.floor) * left.min(missing)).checked_div(missing).unwrap_or(0);
    let widths: Vec<usize> = wishes.iter().map(|w| w.floor + more(w)).collect();
    wishes.iter().zip(widths).map(|(w, width)| (w.column, width)).collect()
}

/// No other way than to break words: the widest columns give first, so that short words stay whole. At least a few characters
/// are left of each.
fn cut(wishes: &[Wish], room: usize) -> usize {
    let takes = |most: usize| wishes.iter().map(|w| w.floor.min(most)).sum::<usize>();
    let widest = wishes.iter().map(|w| w.floor).max().unwrap_or(0);
    (3..widest).rev().find(|most| takes(*most) <= room).unwrap_or(3)
}

/// Breaks a text into lines of at most `width`: at spaces, else after a mark within a long word, else anywhere.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.lines() {
        if line.width() <= width {
            out.push(line.to_owned());
            continue;
        }
        let mut current = String::new();
        for word in line.split(' ') {
            let gap = usize::from(!current.is_empty());
            if current.width() + gap + word.width() <= width {
                if gap == 1 {
                    current.push(' ');
                }
                current.push_str(word);
                continue;
            }
            if !current.is_empty() {
                out.push(std::mem::take(&mut current));
            }
            current = break_word(word, width, &mut out);
        }
        out.push(current);
    }
    if out.is_empty() {
        out.push(String::new());
    }
    out
}

/// Puts all but the last piece of a long word into `out` and gives the last.
fn break_word(word: &str, width: usize, out: &mut Vec<String>) -> String {
    let mut rest = word;
    while rest.width() > width {
        let at = break_at(rest, width);
        out.push(rest[..at].to_owned());
        rest = &rest[at..];
    }
    rest.to_owned()
}

fn break_at(word: &str, width: usize) -> usize {
    // A slash is the better place: what follows it is a name of its own.
    let (mut used, mut last, mut mark, mut slash) = (0, 0, None, None);
    for (at, c) in word.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        last = at + c.len_utf8();
        if ".-_,".contains(c) {
            mark = Some(last);
        }
        if c == '/' {
            slash = Some(last);
        }
    }
    let first = word.chars().next().map_or(1, char::len_utf8);
    let far_enough = |at: &usize| *at * 3 >= last;
    slash.filter(far_enough).or(mark.filter(far_enough)).unwrap_or(last).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Column;

    #[test]
    fn breaks_at_spaces_then_marks_then_anywhere() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("checkout.gateway-latency", 16), ["checkout.", "gateway-latency"]);
        assert_eq!(wrap("(programs/my-plan.prog:58)", 23), ["(programs/", "my-plan.prog:58)"]);
        assert_eq!(wrap("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn leaves_out_what_may_go_before_it_breaks_words() {
        let columns = vec![
            Column::new("Name", "name"),
            Column::new("Where", "where").give(2),
            Column::new("Due", "due"),
        ];
        let mut table = Table::new(columns, "");
        table.row(vec!["gateway latency".into(), "programs/x.prog:12".into(), "2026-01-01".into()]);
        assert_eq!(fit(&table, 80, 2).columns, [(0, 15), (1, 18), (2, 10)]);
        assert_eq!(fit(&table, 27, 2), Fit { columns: vec![(0, 15), (2, 10)], left_out: vec![1] });
        assert_eq!(fit(&table, 8, 2).columns, [(0, 3), (2, 3)]);
    }
}
