//! Lists of predecessors: `12`, `12FS+3d`, `design; build SS-2 days`, `phase.one.task other.task`.

use crate::read::duration;

/// The four ways in which one piece of work follows another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Link {
    /// Starts after the other's end.
    After,
    /// Starts with the other.
    StartsWith,
    /// Ends with the other.
    EndsWith,
    /// Ends after the other's start.
    EndsAfterStart,
}

impl Link {
    /// The property of a task.
    pub fn key(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::StartsWith => "starts-with",
            Self::EndsWith => "ends-with",
            Self::EndsAfterStart => "ends-after-start",
        }
    }
}

/// One predecessor as it was written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Predecessor<T> {
    pub target: T,
    pub link: Link,
    /// `+ 3d` or `- 2d`; empty where there is none.
    pub lag: String,
    /// A lag that was written and not understood.
    pub lost: Option<String>,
}

/// Reads a cell. `find` knows the rows; the second list holds what it does not know.
pub(super) fn read<T>(cell: &str, find: impl Fn(&str) -> Option<T>) -> (Vec<Predecessor<T>>, Vec<String>) {
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for part in cell.split([',', ';', '\n', '|']).map(str::trim).filter(|p| !p.is_empty()) {
        if let Some(one) = one(part, &find) {
            found.push(one);
            continue;
        }
        // Some tools separate by spaces; then every word is one.
        let words: Vec<_> = part.split_whitespace().collect();
        let each: Vec<_> = words.iter().map(|w| one(w, &find)).collect();
        if words.len() > 1 && each.iter().any(Option::is_some) {
            for (word, one) in words.iter().zip(each) {
                match one {
                    Some(one) => found.push(one),
                    None => unknown.push((*word).to_owned()),
                }
            }
        } else {
            unknown.push(part.to_owned());
        }
    }
    (found, unknown)
}

fn one<T>(part: &str, find: &impl Fn(&str) -> Option<T>) -> Option<Predecessor<T>> {
    if let Some(target) = find(part) {
        return Some(Predecessor { target, link: Link::After, lag: String::new(), lost: None });
    }
    let (head, lag) = lag(part).unwrap_or((part, String::new()));
    let (name, kind) = link(head);
    if let Some(target) = find(name.trim()) {
        return Some(Predecessor { target, link: kind, lag, lost: None });
    }
    // "2FS-50%": the link holds without its lag.
    let at = part.rfind(['+', '-', '−'])?;
    let (name, kind) = link(part[..at].trim_end());
    let target = find(name.trim())?;
    Some(Predecessor { target, link: kind, lag: String::new(), lost: Some(part[at..].to_owned()) })
}

/// Separates `+3d` or `-2 days` from the end.
fn lag(part: &str) -> Option<(&str, String)> {
    let at = part.rfind(['+', '-', '−'])?;
    let sign = part[at..].chars().next()?;
    let amount = duration::read(&part[at + sign.len_utf8()..], 'd')?;
    let head = part[..at].trim_end();
    if duration::is_zero(&amount) {
        return Some((head, String::new()));
    }
    Some((head, format!(" {} {amount}", if sign == '+' { '+' } else { '-' })))
}

/// Separates the kind of link from the end: `12SS`, `design FS`.
fn link(head: &str) -> (&str, Link) {
    let kinds = [
        ("FS", Link::After),
        ("SS", Link::StartsWith),
        ("FF", Link::EndsWith),
        ("SF", Link::EndsAfterStart),
        ("EA", Link::After),
        ("AA", Link::StartsWith),
        ("EE", Link::EndsWith),
        ("AE", Link::EndsAfterStart),
    ];
    for (word, link) in kinds {
        if let Some(name) = head.strip_suffix(word) {
            // A letter right before it belongs to a word such as `PROCESS`.
            let apart = name.ends_with(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == ')');
            if apart {
                return (name, link);
            }
        }
    }
    (head, Link::After)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Option<String> {
        ["12", "14", "design", "a.b", "a.c", "PROCESS", "pre-2"].contains(&text).then(|| text.to_owned())
    }

    fn show(cell: &str) -> String {
        let (found, unknown) = read(cell, find);
        let mut out: Vec<_> =
            found.iter().map(|p| format!("{} {}{}", p.link.key(), p.target, p.lag)).collect();
        out.extend(unknown.iter().map(|u| format!("?{u}")));
        out.join("; ")
    }

    #[test]
    fn lists() {
        assert_eq!(show("12FS+3d;14SS-2 days"), "after 12 + 3d; starts-with 14 - 2d");
        assert_eq!(show("design FF + 1 wk"), "ends-with design + 1w");
        assert_eq!(show("a.b a.c"), "after a.b; after a.c");
        assert_eq!(show("PROCESS, 99"), "after PROCESS; ?99");
        assert_eq!(show("pre-2"), "after pre-2");
        assert_eq!(show("12FS+0d"), "after 12");
        assert_eq!(show("12FS-50%"), "after 12");
        assert_eq!(show("12 SF"), "ends-after-start 12");
    }
}
