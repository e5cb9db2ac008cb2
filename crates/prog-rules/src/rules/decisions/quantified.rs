//! Whether a text says how much: an amount, a length of time, a count. Not which: "SOC 2" and "Phase 3" are names.

/// Whether a text holds a quantity, a duration or a plain number. Numbers that belong to a name or to a date do not count.
pub(super) fn holds_a_number(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).any(|at| counts(&words, at))
}

/// Words after which a number only says which one is meant.
const WHICH: &[&str] = &[
    "annex",
    "appendix",
    "article",
    "chapter",
    "class",
    "gate",
    "grade",
    "iteration",
    "level",
    "milestone",
    "no",
    "number",
    "option",
    "part",
    "phase",
    "priority",
    "quarter",
    "release",
    "rule",
    "section",
    "sev",
    "severity",
    "sprint",
    "stage",
    "step",
    "tier",
    "type",
    "version",
    "wave",
    "week",
    "year",
];

/// Words before a year.
const WHEN: &[&str] = &[
    "after",
    "before",
    "by",
    "during",
    "early",
    "end",
    "fiscal",
    "from",
    "fy",
    "in",
    "late",
    "mid",
    "of",
    "since",
    "till",
    "until",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "spring",
    "summer",
    "autumn",
    "winter",
];

/// Numbers in words that are surely meant as numbers.
const SPELLED: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "dozen",
    "dozens",
    "half",
    "third",
    "twice",
    "double",
];

/// Units that make a number of what stands before them, be it a "SOC 2"-like name or an article.
const UNITS: &[&str] = &[
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "sprint", "percent", "customer",
    "user", "order", "person", "people", "engineer", "team", "million", "thousand", "billion", "dollar",
    "euro", "pound",
];

fn counts(words: &[&str], at: usize) -> bool {
    let word = bare(words[at]);
    let lower = word.to_lowercase();
    let next = words.get(at + 1).map(|w| bare(w).to_lowercase()).unwrap_or_default();
    let unit_follows =
        UNITS.iter().any(|unit| next.strip_prefix(unit).is_some_and(|rest| matches!(rest, "" | "s")));
    if SPELLED.iter().any(|n| lower == *n || lower.strip_prefix(n).is_some_and(|rest| rest.starts_with('-')))
    {
        return true;
    }
    if matches!(lower.as_str(), "a" | "an" | "one" | "per" | "each" | "every") {
        // "a week of sales", "one month"; but not "per week" alone.
        return unit_follows && matches!(lower.as_str(), "a" | "an" | "one");
    }
    let starts_as_number = word.starts_with(|c: char| c.is_ascii_digit() || "+-~≈<>$€£¥₹".contains(c));
    if !starts_as_number || !word.contains(|c: char| c.is_ascii_digit()) || is_date(word) {
        return false;
    }
    // A unit or currency right at the number: `40%`, `$40K`, `3d`, `250ms`.
    let attached = word.starts_with(|c: char| "$€£¥₹".contains(c))
        || word.ends_with(|c: char| c == '%' || c.is_alphabetic());
    attached || unit_follows || !is_name_part(words, at, word)
}

/// Without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !(c.is_alphanumeric() || "%$€£¥₹+-~≈<>".contains(c)))
}

/// Whether a bare number belongs to what stands before it: `SOC 2`, `Phase 3`, `in 2026`.
fn is_name_part(words: &[&str], at: usize, number: &str) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| words[i]) else { return is_year(number) };
    // Punctuation parts the two: "SOC 2: 40 customers".
    if before.ends_with([',', ';', ':', '.', ')', '!', '?']) {
        return false;
    }
    let before = bare(before);
    let lower = before.to_lowercase();
    let letters = before.chars().filter(|c| c.is_alphabetic()).count();
    let all_capitals = letters > 1 && before.chars().all(|c| !c.is_lowercase());
    let within_name = at > 1 && before.chars().next().is_some_and(char::is_uppercase);
    let year =
        is_year(number) && (WHEN.contains(&lower.as_str()) || before.chars().any(|c| c.is_ascii_digit()));
    all_capitals || within_name || WHICH.contains(&lower.as_str()) || year
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u32>().is_ok_and(|n| (1990..2100).contains(&n))
}

/// `2026-05-15`, `2026-Q2`, `15.05.2026`, `05/15/2026`
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '.', '/']).collect();
    let years = parts.iter().filter(|p| is_year(p)).count();
    parts.len() > 1 && years == 1
}

#[cfg(test)]
mod tests {
    use super::holds_a_number;

    #[test]
    fn amounts_times_and_counts() {
        for text in [
            "$40K of sales a week",
            "We lose 3 weeks",
            "Loses 40 customers",
            "three weeks later",
            "a month of delay",
            "12% fewer checkouts",
            "SOC 2 slips by 6 weeks",
            "SOC 2: 40 customers cannot sign",
            "adds 250ms to every call",
            "€1.2M",
            "about 2000 orders",
            "Up to 14",
            "Delays twenty-two teams",
            "FINANCE 3 days late",
            "2026-09-30 slips by 10 days",
        ] {
            assert!(holds_a_number(text), "{text}");
        }
    }

    #[test]
    fn names_and_dates_say_nothing() {
        for text in [
            "The SOC 2 audit fails",
            "We miss Phase 3",
            "phase 2 is late",
            "Slips to 2026-09-30",
            "We lose Q3",
            "ISO 27001 and PCI 3.2 are at risk",
            "Nothing works in 2026",
            "The launch of Windows 11",
            "OAuth2 breaks",
            "a lot of sales every week",
            "",
        ] {
            assert!(!holds_a_number(text), "{text}");
        }
    }
}
