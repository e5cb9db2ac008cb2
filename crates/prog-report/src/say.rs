//! Small words that several views use: dates, numbers, counts.

use prog_model::{Decl, Key, Value};

/// `1 risk`, `3 risks`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{} {many}", thousands(n as i64)),
    }
}

/// `is` or `are`, to go with a count.
pub fn is_are(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// `150,000`
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub fn either(words: &[String]) -> String {
    match words {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => list(words),
    }
}

/// The list with `and`, cut after `most` with a count of the rest.
pub fn list_of(words: &[String], most: usize) -> String {
    if words.len() <= most {
        return list(words);
    }
    format!("{} and {} more", words[..most].join(", "), words.len() - most)
}

/// A number as people write it: at most four digits after the point.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.into() }
}

/// A share as a whole percentage; never 100 % or 0 % for what is not quite so.
pub fn percent(share: f64) -> String {
    match share {
        s if s > 0.0 && s < 0.01 => "<1%".into(),
        s if s < 1.0 && s > 0.99 => ">99%".into(),
        s => format!("{:.0}%", s * 100.0),
    }
}

/// A value as its author would say it: the content of a text, else as written with single spaces.
pub fn written(value: Value<'_>) -> String {
    value.text().map_or_else(
        || value.written().split_whitespace().collect::<Vec<_>>().join(" "),
        |text| text.trim().to_owned(),
    )
}

/// All values of a key as their author would say them.
pub fn all_written(decl: Decl<'_>, key: Key) -> Vec<String> {
    decl.values(key).map(written).collect()
}

/// What to call the declarations that a key names.
pub fn labels(decl: Decl<'_>, key: Key) -> Vec<String> {
    decl.refs(key).map(|d| d.label().into_owned()).collect()
}

/// The paths of the declarations that a key names, sorted.
pub fn paths(decl: Decl<'_>, key: Key) -> Vec<String> {
    let mut paths: Vec<String> = decl.refs(key).map(Decl::path).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// A word as the start of a sentence.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_counts() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(-999), "-999");
        assert_eq!(count(1, "risk", "risks"), "1 risk");
        assert_eq!(count(1500, "risk", "risks"), "1,500 risks");
        assert_eq!(number(61.40), "61.4");
        assert_eq!(number(-0.00001), "0");
        assert_eq!(number(100.0), "100");
        assert_eq!(percent(0.999), ">99%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.001), "<1%");
    }

    #[test]
    fn lists() {
        let words = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        assert_eq!(list(&words(3)), "0, 1 and 2");
        assert_eq!(either(&words(1)), "0");
        assert_eq!(either(&words(3)), "0, 1 or 2");
        assert_eq!(list_of(&words(5), 2), "0, 1 and 3 more");
        assert_eq!(capital("over"), "Over");
    }
}
