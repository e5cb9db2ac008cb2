//! Texts from spreadsheets and wikis, without their markup.

/// `text` with Markdown links as their words, footnote marks and line-break tags gone, and entities as characters.
pub(crate) fn plain(text: &str) -> String {
    let mut out = text.replace("\r\n", "\n").replace('\r', "\n");
    for (from, to) in [
        ("<br>", "\n"),
        ("<br/>", "\n"),
        ("<br />", "\n"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
        ("\u{a0}", " "),
        ("**", ""),
        ("\u{feff}", ""),
    ] {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    let out = tags(&links(&out));
    let tidy = |line: &str| line.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    let lines: Vec<_> = out.lines().map(|l| tidy(l.trim())).collect();
    lines.join("\n").trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Takes HTML's marks for looks out: `<b>`, `</span>`.
fn tags(text: &str) -> String {
    const KNOWN: &[&str] = &[
        "a", "b", "i", "u", "p", "em", "li", "ul", "ol", "div", "sub", "sup", "span", "font", "code",
        "strong", "small",
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tail = &rest[open + 1..];
        let close = tail.find(['>', '<']).filter(|at| tail[*at..].starts_with('>'));
        let name = |inside: &str| {
            let word: String =
                inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            KNOWN.contains(&word.to_lowercase().as_str()) && !inside.contains('@')
        };
        match close.filter(|at| name(&tail[..*at])) {
            Some(at) => {
                out.push_str(&rest[..open]);
                rest = &tail[at + 1..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = tail;
            }
        }
    }
    out + rest
}

/// `[words](link)` as `words`, `[^1]` as nothing.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        let Some(close) = tail.find(']') else {
            out.push_str(&rest[open..]);
            return out;
        };
        let (words, after) = (&tail[..close], &tail[close + 1..]);
        let link = after.strip_prefix('(').and_then(|a| a.split_once(')'));
        if words.starts_with('^') {
            rest = after;
        } else if let Some((_, after)) = link {
            out.push_str(words);
            rest = after;
        } else {
            out.push('[');
            rest = tail;
        }
    }
    out + rest
}

/// `text` on one line.
pub(crate) fn one_line(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says that something is not known yet.
pub(crate) fn is_open(text: &str) -> bool {
    let text = text
        .trim()
        .trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '<' | '>' | '[' | ']'))
        .to_lowercase();
    matches!(
        text.as_str(),
        "?" | "??"
            | "???"
            | "tbd"
            | "tba"
            | "tbc"
            | "t.b.d"
            | "unknown"
            | "unassigned"
            | "help wanted"
            | "help needed"
            | "not assigned"
            | "not known"
            | "to be determined"
            | "to be defined"
            | "to be confirmed"
            | "to be decided"
            | "offen"
            | "unbekannt"
    )
}

/// Says that there is nothing.
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "-" | "–" | "—" | "n/a" | "na" | "none" | "nil" | "null" | "#n/a" | "keine" | "not applicable"
    )
}

/// A title, and the whole text where the title had to be cut.
pub(crate) fn title(text: &str) -> (String, Option<String>) {
    const MAX: usize = 100;
    let line = one_line(text);
    if line.chars().count() <= MAX {
        return (line, None);
    }
    let mut cut = String::new();
    for word in line.split(' ') {
        if cut.chars().count() + 1 + word.chars().count() >= MAX {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    if cut.is_empty() {
        cut = line.chars().take(MAX - 1).collect();
    }
    (format!("{}…", cut.trim_end_matches([',', ';', ':'])), Some(plain(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes() {
        assert_eq!(plain("Posted to [data.gov](https://data.gov)[^13]"), "Posted to data.gov");
        assert_eq!(plain("A <br> B &amp; **C**"), "A\nB & C");
        assert_eq!(plain("<b>x</b>  y < z <maria@x.org> <span class=\"q\">w"), "x y < z <maria@x.org> w");
        assert_eq!(plain("[agency].gov/data"), "[agency].gov/data");
        assert_eq!(one_line("a\r\n b"), "a b");
    }

    #[test]
    fn long_titles_end_at_a_word() {
        let (title, whole) = title(&"word ".repeat(40));
        assert!(title.ends_with("word…") && title.chars().count() <= 100, "{title}");
        assert_eq!(whole.unwrap().len(), 199);
    }
}
