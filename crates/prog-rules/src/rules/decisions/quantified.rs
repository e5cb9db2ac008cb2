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
    "building",
    "chapter",
    "class",
    "figure",
    "floor",
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
    "room",
    "rule",
    "section",
    "sev",
    "severity",
    "sprint",
    "stage",
    "step",
    "table",
    "terminal",
    "tier",
    "type",
    "version",
    "wave",
    "week",
    "year",
];

/// Names that go on with a number: products with their versions, standards, lists of the first so many. Whatever is counted
/// after it, the number is theirs: "Windows 11 users", "ISO 27001 customers", "the top 10 customers".
const NUMBERED: &[&str] = &[
    "airbus",
    "android",
    "angular",
    "boeing",
    "chrome",
    "debian",
    "drupal",
    "firefox",
    "fortune",
    "galaxy",
    "http",
    "ie",
    "ifrs",
    "ios",
    "ipad",
    "iphone",
    "iso",
    "java",
    "kubernetes",
    "magento",
    "mysql",
    "nist",
    "node",
    "oracle",
    "pci",
    "php",
    "pixel",
    "playstation",
    "postgres",
    "postgresql",
    "python",
    "react",
    "safari",
    "soc",
    "sox",
    "tls",
    "top",
    "typo3",
    "ubuntu",
    "windows",
    "xbox",
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
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "sprint", "percent", "million",
    "thousand", "billion", "dollar", "euro", "pound",
];

/// What is counted. After a word that says which, the number still belongs to that: "Tier 1 customers".
const COUNTED: &[&str] = &["customer", "user", "order", "person", "people", "engineer", "team"];

/// Currencies as they are written before an amount.
const CURRENCIES: &[&str] = &[
    "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "INR", "JPY",
    "KRW", "MXN", "NOK", "NZD", "PLN", "SAR", "SEK", "SGD", "TRY", "USD", "ZAR",
];

/// Days, which have no number.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words before a place: "In Germany 300 stores cannot open".
const WHERE: &[&str] = &["across", "at", "for", "in", "within"];

fn counts(words: &[&str], at: usize) -> bool {
    let word = bare(words[at]);
    let lower = word.to_lowercase();
    let next = words.get(at + 1).map(|w| bare(w).to_lowercase()).unwrap_or_default();
    let follows = |units: &[&str]| {
        units.iter().any(|unit| next.strip_prefix(unit).is_some_and(|rest| matches!(rest, "" | "s")))
    };
    let unit_follows = follows(UNITS);
    if SPELLED.iter().any(|n| lower == *n || lower.strip_prefix(n).is_some_and(|rest| rest.starts_with('-')))
    {
        return true;
    }
    if matches!(lower.as_str(), "a" | "an" | "one" | "per" | "each" | "every") {
        // "a week of sales", "one month"; but not "per week" alone.
        return (unit_follows || follows(COUNTED)) && matches!(lower.as_str(), "a" | "an" | "one");
    }
    // "EUR40000"
    let word = CURRENCIES.iter().find_map(|code| word.strip_prefix(code)).unwrap_or(word);
    let starts_as_number = word.starts_with(|c: char| c.is_ascii_digit() || "+-~≈<>$€£¥₹".contains(c));
    if !starts_as_number || !word.contains(|c: char| c.is_ascii_digit()) || is_date(word) {
        return false;
    }
    // A unit or currency right at the number: `40%`, `$40K`, `3d`, `250ms`.
    let attached = word.starts_with(|c: char| "$€£¥₹".contains(c))
        || word.ends_with(|c: char| c == '%' || c.is_alphabetic());
    let counted = follows(COUNTED) && !names_a_thing(words, at, word);
    attached || unit_follows || counted || !is_name_part(words, at, word)
}

/// Without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !(c.is_alphanumeric() || "%$€£¥₹+-~≈<>".contains(c)))
}

/// Whether what stands before a number makes it tell which one is meant, even where things follow that could be counted:
/// `Tier 1 customers`, `Windows 11 users`. The first word of a sentence may have a capital without being a name: "Loses 3 users".
fn names_a_thing(words: &[&str], at: usize, number: &str) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| words[i]) else { return false };
    if before.ends_with([',', ';', ':', '.', ')', '!', '?']) {
        return false;
    }
    let before = bare(before);
    let lower = before.to_lowercase();
    let known = WHICH.contains(&lower.as_str()) || NUMBERED.contains(&lower.as_str());
    let capitals = before.chars().filter(|c| c.is_uppercase()).count();
    let proper = at > 1 && capitals == 1 && !WHEN.contains(&lower.as_str());
    known || proper && !is_count_after_name(words, at, number)
}

/// Whether things are counted in a place or on a day, and its name only happens to stand before their number.
fn is_count_after_name(words: &[&str], at: usize, number: &str) -> bool {
    let lower = |i: usize| words.get(i).map_or(String::new(), |w| bare(w).to_lowercase());
    let next = words.get(at + 1).map_or("", |w| bare(w));
    let things = next.len() > 2 && next.ends_with('s') && next.starts_with(char::is_lowercase);
    if !things || is_year(number) {
        return false;
    }
    // Products have small numbers: "in Windows 11 users cannot print".
    let many = number.replace(',', "").parse::<f64>().is_ok_and(|n| n >= 20.0);
    let placed = at > 1 && WHERE.contains(&lower(at - 2).as_str());
    WEEKDAYS.contains(&lower(at - 1).as_str()) || placed && many
}

/// Whether a bare number belongs to what stands before it: `SOC 2`, `Phase 3`, `in 2026`.
fn is_name_part(words: &[&str], at: usize, number: &str) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| words[i]) else { return is_year(number) };
    // Punctuation parts the two: "SOC 2: 40 customers".
    if before.ends_with([',', ';', ':', '.', ')', '!', '?']) {
        return false;
    }
    let before = bare(before);
    if CURRENCIES.contains(&before) {
        return false;
    }
    let lower = before.to_lowercase();
    let letters = before.chars().filter(|c| c.is_alphabetic()).count();
    let all_capitals = letters > 1 && before.chars().all(|c| !c.is_lowercase());
    let within_name = at > 1 && before.chars().next().is_some_and(char::is_uppercase);
    let year =
        is_year(number) && (WHEN.contains(&lower.as_str()) || before.chars().any(|c| c.is_ascii_digit()));
    let name = all_capitals || within_name && !is_count_after_name(words, at, number);
    name || year || [WHICH, NUMBERED].iter().any(|known| known.contains(&lower.as_str()))
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
            "We lose EUR 40000",
            "We lose EUR40000",
            "Costs us USD 250,000",
            "In Germany 300 stores cannot open",
            "From Monday 500 parcels get stuck",
            "Phase 3 slips by 2 weeks",
            "Loses 3 customers",
            "One customer leaves",
            "At ACME 40 people cannot work",
            "Acme loses 40 people",
            "About 2000 users cannot log in",
            "Checkout fails for 3 users",
            "On Monday 40 orders get lost",
            "In 2026 40 customers leave",
            "On Windows 11 the checkout fails for 30 users",
            "The top 10 customers, 40% of sales, leave",
            "Chrome 120 users wait 3 seconds longer",
            "Blocks Phase 3 and 40 users",
            "For Germany 40 engineers are needed",
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
            "Tier 1 customers leave",
            "Phase 3 users cannot start",
            "We lose the Tier 1 customers",
            "Windows 11 users cannot print",
            "In Windows 11 users cannot print",
            "Top 10 customers leave",
            "We lose the top 10 customers",
            "Chrome 120 breaks",
            "Chrome 120 users see errors",
            "Our Vue 3 users see errors",
            "ISO 27001 orders are lost",
            "SOC 2 customers leave",
            "iPhone 15 users cannot pay",
            "Android 14 users cannot pay",
            "Room 12 people complain",
            "It starts on Monday",
            "a lot of sales every week",
            "",
        ] {
            assert!(!holds_a_number(text), "{text}");
        }
    }
}
