//! Durations: "5 days", "2 wks", "16h", "1.5", "5 days?".

/// A duration in the language's spelling, `5d`; `unit` counts where the text has none.
pub(crate) fn read(text: &str, unit: char) -> Option<String> {
    let text = text.trim().trim_end_matches('?').trim().to_lowercase();
    let text = text.strip_prefix('~').unwrap_or(&text).trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (number, word) = text.split_at(end);
    let number: f64 =
        number.replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite() && *n < 10_000_000.0)?;
    let unit = unit_of(word.trim(), unit)?;
    Some(match unit {
        's' => spell(number / 28_800.0, "d"),
        // Hours and minutes of work are parts of a day of eight hours.
        'm' => spell(number / 480.0, "d"),
        'h' => spell(number / 8.0, "d"),
        'd' => spell(number, "d"),
        'w' => spell(number, "w"),
        'o' => spell(number, "mo"),
        _ => spell(number, "y"),
    })
}

/// The unit that a header names, `d` by default: "Duration (weeks)".
pub(crate) fn unit_in(header: &str) -> char {
    let words = crate::names::words(header);
    words.iter().rev().find_map(|w| unit_of(w, '?')).unwrap_or('d')
}

/// `s`econds, `m`inutes, `h`ours, `d`ays, `w`eeks, m`o`nths, `y`ears.
fn unit_of(word: &str, default: char) -> Option<char> {
    let word = word.trim_end_matches('.');
    Some(match word {
        "" => default,
        "s" | "sec" | "secs" | "seconds" => 's',
        "min" | "mins" | "minute" | "minutes" => 'm',
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" => 'h',
        "d" | "day" | "days" | "tag" | "tage" | "pd" | "workday" | "workdays" | "working days"
        | "business days" | "person days" | "person-days" | "man days" => 'd',
        "w" | "wk" | "wks" | "week" | "weeks" | "woche" | "wochen" => 'w',
        "mo" | "mos" | "mon" | "mons" | "month" | "months" | "monat" | "monate" => 'o',
        "y" | "yr" | "yrs" | "year" | "years" | "jahr" | "jahre" => 'y',
        _ => return None,
    })
}

fn spell(number: f64, unit: &str) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{rounded}{unit}")
}

/// Whether it is no time at all.
pub(crate) fn is_zero(duration: &str) -> bool {
    duration.starts_with("0") && !duration.starts_with("0.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms() {
        for (text, duration) in [
            ("5 days", "5d"),
            ("5", "5d"),
            ("2 wks", "2w"),
            ("16 hrs", "2d"),
            ("1.5d", "1.5d"),
            ("1,5 Tage", "1.5d"),
            ("3 mons?", "3mo"),
            ("1 year", "1y"),
            ("0 days", "0d"),
            ("30 min", "0.06d"),
            ("soon", ""),
            ("3-4d", ""),
            ("", ""),
        ] {
            assert_eq!(read(text, 'd').unwrap_or_default(), duration, "{text}");
        }
        assert_eq!(
            (unit_in("Duration (weeks)"), unit_in("Effort [h]"), unit_in("Duration")),
            ('w', 'h', 'd')
        );
        assert!(is_zero("0d") && !is_zero("0.5d") && !is_zero("10d"));
    }
}
